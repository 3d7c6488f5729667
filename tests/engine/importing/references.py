"""The public models written straight from what they are described as, without anything of MedView's."""

import json
from pathlib import Path

import h5py
import numpy as np
import torch
from safetensors.torch import load_file
from torch.nn import functional


def brainchop(folder: Path, image: torch.Tensor) -> torch.Tensor:
    """A row of convolutions as model.json lists them."""
    stated = json.loads((folder / "model.json").read_text())
    weights = folder / "model.pth"
    zipped = weights.read_bytes()[:2] == b"PK"
    state = torch.load(weights, map_location="cpu", weights_only=True) if zipped else load_file(weights)
    kernels = [name for name in state if name.endswith("weight")]
    assert len(kernels) == len(stated["layers"])
    for number, (name, layer) in enumerate(zip(kernels, stated["layers"], strict=True)):
        bias = state.get(name.replace("weight", "bias"))
        image = functional.conv3d(image, state[name], bias, padding=layer["padding"], dilation=layer["dilation"])
        if number + 1 == len(kernels):
            break
        if stated["bnorm"]:
            mean, var = image.mean((2, 3, 4), keepdim=True), image.var((2, 3, 4), unbiased=False, keepdim=True)
            image = (image - mean) / torch.sqrt(var + 1e-5)
        image = (
            functional.elu(image)
            if stated.get("elu")
            else functional.gelu(image)
            if stated.get("gelu")
            else functional.relu(image)
        )
    return image


def lwnet(file: Path, image: torch.Tensor) -> torch.Tensor:
    """Two U-Nets; batch norms lie behind the rectifiers."""
    state = torch.load(file, map_location="cpu", weights_only=True)["model_state_dict"]

    def norm(x, name):
        parts = (state[f"{name}.{part}"] for part in ("running_mean", "running_var", "weight", "bias"))
        return functional.batch_norm(x, *parts)

    def half(x, name, convolution, after):
        weight, bias = (state[f"{name}.{convolution}.{part}"] for part in ("weight", "bias"))
        return norm(functional.relu(functional.conv2d(x, weight, bias, padding=1)), f"{name}.{after}")

    def block(x, name):
        past = norm(functional.conv2d(x, state[f"{name}.shortcut.0.weight"]), f"{name}.shortcut.1")
        return half(half(x, f"{name}.block", 0, 2), f"{name}.block", 3, 5) + past

    def unet(x, name):
        levels = [block(x, f"{name}.first")]
        for level in (0, 1):
            levels.append(block(functional.max_pool2d(levels[-1], 2), f"{name}.down_path.{level}"))
        x = levels.pop()
        for level in (0, 1):
            path = f"{name}.up_path.{level}"
            up = f"{path}.up_layer.block.0"
            x = functional.conv_transpose2d(x, state[f"{up}.weight"], state[f"{up}.bias"], stride=2)
            bridge = half(levels.pop(), f"{path}.conv_bridge_layer.block", 0, 2)
            x = block(torch.cat([x, bridge], 1), f"{path}.conv_layer")
        return functional.conv2d(x, state[f"{name}.final.weight"], state[f"{name}.final.bias"])

    return unet(torch.cat([image, unet(image, "unet1")], 1), "unet2")


def openspliceai(file: Path, letters: torch.Tensor) -> torch.Tensor:
    """Logits of OpenSpliceAI, before its softmax."""
    state = torch.load(file, map_location="cpu", weights_only=True)

    def convolve(x, name, dilation=1):
        weight = state[f"{name}.weight"]
        padding = dilation * (weight.shape[2] - 1) // 2
        return functional.conv1d(x, weight, state[f"{name}.bias"], padding=padding, dilation=dilation)

    def norm(x, name):
        parts = (state[f"{name}.{part}"] for part in ("running_mean", "running_var", "weight", "bias"))
        return functional.leaky_relu(functional.batch_norm(x, *parts), 0.1)

    rates = {0: 1, 1: 4, 2: 10, 3: 25}
    x = convolve(letters, "initial_conv")
    skip, reach = convolve(x, "initial_skip.conv"), 0
    count = 1 + max(int(name.split(".")[1]) for name in state if name.startswith("residual_units"))
    for number in range(count):
        unit = f"residual_units.{number}"
        if f"{unit}.conv.weight" in state:
            skip = skip + convolve(x, f"{unit}.conv")
            continue
        rate = rates[number // 5]
        reach += rate * (state[f"{unit}.conv1.weight"].shape[2] - 1)
        inner = convolve(norm(x, f"{unit}.batchnorm1"), f"{unit}.conv1", rate)
        x = x + convolve(norm(inner, f"{unit}.batchnorm2"), f"{unit}.conv2", rate)
    return convolve(skip[..., reach:-reach], "final_conv")


def _keras(file: Path) -> list[tuple[dict, dict[str, np.ndarray]]]:
    """Layers in order: what they are and their arrays."""
    with h5py.File(file) as opened:
        config = json.loads(opened.attrs["model_config"])["config"]["layers"]
        found = []
        for layer in config:
            group = opened["model_weights"].get(layer["name"], {})
            arrays = {} if layer["name"] not in group else {n[:-2]: a[()] for n, a in group[layer["name"]].items()}
            found.append(({"class": layer["class_name"], **layer["config"]}, arrays))
    return found


def keras(file: Path, x: np.ndarray) -> np.ndarray:
    """A chain of Keras layers in numpy, channels last, float64."""
    for layer, arrays in _keras(file):
        kind = layer["class"]
        if kind == "Conv1D":
            kernel = arrays["kernel"].astype(float)
            length = x.shape[1] - len(kernel) + 1
            x = sum(x[:, k : k + length] @ kernel[k] for k in range(len(kernel))) + arrays["bias"]
        elif kind == "Dense":
            x = x @ arrays["kernel"].astype(float) + arrays["bias"]
        elif kind == "BatchNormalization":
            scale = arrays["gamma"] / np.sqrt(arrays["moving_variance"].astype(float) + layer["epsilon"])
            x = (x - arrays["moving_mean"]) * scale + arrays["beta"]
        elif kind == "Flatten":
            x = x.reshape(len(x), -1)
        if layer.get("activation") == "tanh":
            x = np.tanh(x)
    return x
