"""A model folder as nnU-Net v2 leaves it, made by hand with random weights: names, plans and checkpoint."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

FEATURES, STRIDES = (4, 6), ((1, 1, 1), (1, 2, 2))
PATCH = (4, 8, 8)


def architecture(residual: bool = False) -> dict[str, Any]:
    """The plans' block for a network of two stages."""
    kind, counts = ("ResidualEncoderUNet", "n_blocks_per_stage") if residual else ("PlainConvUNet", "n_conv_per_stage")
    return {
        "network_class_name": f"dynamic_network_architectures.architectures.unet.{kind}",
        "arch_kwargs": {
            "n_stages": 2,
            "features_per_stage": list(FEATURES),
            "conv_op": "torch.nn.modules.conv.Conv3d",
            "kernel_sizes": [[1, 3, 3], [3, 3, 3]],
            "strides": [list(stride) for stride in STRIDES],
            counts: [2, 2] if not residual else [1, 2],
            "n_conv_per_stage_decoder": [2],
            "conv_bias": True,
            "norm_op": "torch.nn.modules.instancenorm.InstanceNorm3d",
            "norm_op_kwargs": {"eps": 1e-05, "affine": True},
            "dropout_op": None,
            "dropout_op_kwargs": None,
            "nonlin": "torch.nn.LeakyReLU",
            "nonlin_kwargs": {"inplace": True},
        },
        "_kw_requires_import": ["conv_op", "norm_op", "dropout_op", "nonlin"],
    }


OLD_STYLE: dict[str, Any] = {
    "UNet_class_name": "PlainConvUNet",
    "UNet_base_num_features": 4,
    "unet_max_num_features": 6,
    "n_conv_per_stage_encoder": [2, 2],
    "n_conv_per_stage_decoder": [2],
    "conv_kernel_sizes": [[1, 3, 3], [3, 3, 3]],
    "pool_op_kernel_sizes": [list(stride) for stride in STRIDES],
}
"""The same plain network as plans before nnU-Net 2.2 had it."""


def plans(**changed: Any) -> dict[str, Any]:
    """plans.json; entries of the configuration can be changed, and ``None`` drops them."""
    configuration: dict[str, Any] = {
        "preprocessor_name": "DefaultPreprocessor",
        "patch_size": list(PATCH),
        "spacing": [3.0, 1.0, 1.5],
        "normalization_schemes": ["CTNormalization"],
        "use_mask_for_norm": [False],
        "resampling_fn_data": "resample_data_or_seg_to_shape",
        "resampling_fn_data_kwargs": {"is_seg": False, "order": 3, "order_z": 0, "force_separate_z": None},
        "resampling_fn_probabilities": "resample_data_or_seg_to_shape",
        "resampling_fn_probabilities_kwargs": {"is_seg": False, "order": 1, "order_z": 0, "force_separate_z": None},
        "architecture": architecture(),
    }
    configuration = {key: value for key, value in (configuration | changed).items() if value is not None}
    return {
        "dataset_name": "Dataset007_Liver",
        "plans_name": "nnUNetPlans",
        "transpose_forward": [0, 2, 1],
        "transpose_backward": [0, 2, 1],
        "image_reader_writer": "SimpleITKIO",
        "label_manager": "LabelManager",
        "configurations": {"3d_fullres": configuration},
        "foreground_intensity_properties_per_channel": {
            "0": {"mean": 40.0, "std": 20.0, "percentile_00_5": -100.0, "percentile_99_5": 200.0}
        },
    }


DATASET: dict[str, Any] = {
    "channel_names": {"0": "CT"},
    "labels": {"background": 0, "liver": 1, "left_lesion": 2},
    "file_ending": ".nii.gz",
}


def weights(heads: int = 3, residual: bool = False, inside: int = 1) -> dict[str, Tensor]:
    """Random weights by nnU-Net's names, shared ones under all their names, with the head of deep supervision."""
    torch.manual_seed(4)
    found: dict[str, Tensor] = {}
    one, three = (1, 3, 3), (3, 3, 3)

    def block(name: str, before: int, after: int, kernel: tuple[int, ...], bias: bool = True) -> None:
        parts = {"conv.weight": torch.randn(after, before, *kernel) / 4, "norm.weight": torch.rand(after) + 0.5}
        parts |= {"norm.bias": torch.randn(after) / 4} | ({"conv.bias": torch.randn(after)} if bias else {})
        for part, value in parts.items():
            module, kind = part.split(".")
            shared = f"all_modules.{int(module == 'norm')}.{kind}"
            homes = [name, name.replace("encoder.", "decoder.encoder.")] if name.startswith("encoder") else [name]
            found.update({f"{home}.{same}": value for home in homes for same in (part, shared)})

    first, second = FEATURES
    if residual:
        block("encoder.stem.convs.0", inside, first, one)
        shapes = ((0, 0, first, first, one), (1, 0, first, second, three), (1, 1, second, second, three))
        for stage, number, before, after, kernel in shapes:
            here = f"encoder.stages.{stage}.blocks.{number}"
            block(f"{here}.conv1", before, after, kernel)
            block(f"{here}.conv2", after, after, kernel)
            if before != after:
                block(f"{here}.skip.1", before, after, (1, 1, 1), bias=False)
    else:
        for stage, before, after, kernel in ((0, inside, first, one), (1, first, second, three)):
            block(f"encoder.stages.{stage}.0.convs.0", before, after, kernel)
            block(f"encoder.stages.{stage}.0.convs.1", after, after, kernel)
    found["decoder.transpconvs.0.weight"] = torch.randn(second, first, *STRIDES[1]) / 4
    found["decoder.transpconvs.0.bias"] = torch.randn(first)
    block("decoder.stages.0.convs.0", 2 * first, first, one)
    block("decoder.stages.0.convs.1", first, first, one)
    found["decoder.seg_layers.0.weight"] = torch.randn(heads, first, 1, 1, 1)
    found["decoder.seg_layers.0.bias"] = torch.randn(heads)
    return found


def answer(state: Mapping[str, Tensor], image: Tensor, residual: bool = False) -> Tensor:
    """What the network of ``weights`` says, worked out from nnU-Net's names one operation at a time."""

    def block(name: str, values: Tensor, stride: tuple[int, ...] = (1, 1, 1), act: bool = True) -> Tensor:
        weight, bias = state[f"{name}.conv.weight"], state.get(f"{name}.conv.bias")
        padding = tuple(side // 2 for side in weight.shape[2:])
        values = functional.conv3d(values, weight, bias, stride, padding)
        values = functional.instance_norm(
            values, weight=state[f"{name}.norm.weight"], bias=state[f"{name}.norm.bias"], eps=1e-5
        )
        return functional.leaky_relu(values) if act else values

    def around(name: str, values: Tensor, stride: tuple[int, ...]) -> Tensor:
        values = functional.avg_pool3d(values, stride, stride)
        return block(f"{name}.skip.1", values, act=False) if f"{name}.skip.1.conv.weight" in state else values

    def blocks(stage: int, count: int, values: Tensor) -> Tensor:
        for number in range(count):
            name, stride = f"encoder.stages.{stage}.blocks.{number}", STRIDES[stage] if number == 0 else (1, 1, 1)
            inner = block(f"{name}.conv2", block(f"{name}.conv1", values, stride), act=False)
            values = functional.leaky_relu(inner + around(name, values, stride))
        return values

    if residual:
        fine = blocks(0, 1, block("encoder.stem.convs.0", image))
        coarse = blocks(1, 2, fine)
    else:
        fine = block("encoder.stages.0.0.convs.1", block("encoder.stages.0.0.convs.0", image))
        coarse = block("encoder.stages.1.0.convs.1", block("encoder.stages.1.0.convs.0", fine, STRIDES[1]))
    up = functional.conv_transpose3d(
        coarse, state["decoder.transpconvs.0.weight"], state["decoder.transpconvs.0.bias"], STRIDES[1]
    )
    joined = torch.cat((up, fine), 1)
    last = block("decoder.stages.0.convs.1", block("decoder.stages.0.convs.0", joined))
    return functional.conv3d(last, state["decoder.seg_layers.0.weight"], state["decoder.seg_layers.0.bias"])


def checkpoint(state: Mapping[str, Tensor], mirrored: tuple[int, ...] | None = (0, 1), **more: Any) -> dict[str, Any]:
    """A checkpoint as nnU-Net writes it, with NumPy's numbers among its plain values."""
    return {
        "network_weights": dict(state),
        "optimizer_state": {"state": {}, "param_groups": [{"lr": 0.01}]},
        "grad_scaler_state": None,
        "logging": {"ema_fg_dice": [np.float64(0.5)], "dice_per_class": [[np.float32(0.25)]]},
        "_best_ema": np.float64(0.75),
        "current_epoch": 3,
        "init_args": {"configuration": "3d_fullres", "fold": 0, "device": torch.device("cpu")},
        "trainer_name": "nnUNetTrainer",
        "inference_allowed_mirroring_axes": mirrored,
        **more,
    }


def write_folder(
    folder: Path, checkpoints: Mapping[str, Any], plan: Mapping[str, Any], dataset: Mapping[str, Any] = DATASET
) -> Path:
    """Write a model folder; checkpoints by their paths, such as ``fold_0/checkpoint_final.pth``."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plans.json").write_text(json.dumps(plan))
    (folder / "dataset.json").write_text(json.dumps(dataset))
    for name, data in checkpoints.items():
        (folder / name).parent.mkdir(exist_ok=True)
        torch.save(data, folder / name)
    return folder
