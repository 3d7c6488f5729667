"""Networks others wrote, told by their weights and what lies beside them; and what is none of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import torch
from monai.networks.nets import DenseNet
from safetensors.torch import save_file
from torch import Tensor

from medview.core.errors import ModelError
from medview.engine.importing import pytorch
from medview.engine.importing.draft import Answers
from medview.engine.importing.recognise import read
from medview.engine.importing.write import write_package

LAYER: dict[str, Any] = {"kernel_size": 3, "stride": 1, "padding": 1, "dilation": 1}
HEAD: dict[str, Any] = {"kernel_size": 1, "stride": 1, "padding": 0}


def brainchop(folder: Path, layers: object, **beside: object) -> Path:
    """Weights of three convolutions as brainchop has them, with its list of layers."""
    torch.manual_seed(0)
    shapes = ((4, 1, 3), (4, 4, 3), (3, 4, 1))
    state = {
        f"model.{number}.0.{part}": value
        for number, (outer, inner, side) in enumerate(shapes)
        for part, value in (("weight", torch.randn(outer, inner, side, side, side)), ("bias", torch.randn(outer)))
    }
    last = {name.replace("model.2.0", "model.2"): value for name, value in state.items()}
    save_file(last, folder / "model.safetensors")
    (folder / "model.json").write_text(json.dumps({"bnorm": False, "gelu": False, "layers": layers}))
    for name, value in beside.items():
        (folder / f"{name}.json").write_text(json.dumps(value))
    return folder / "model.safetensors"


def test_a_list_of_layers_says_how_far_they_reach(tmp_path: Path) -> None:
    path = brainchop(tmp_path, [LAYER, {**LAYER, "padding": 4, "dilation": 4}, HEAD])
    configuration = read(path, Answers()).configuration
    assert configuration.network.name == "meshnet"
    assert configuration.network.arguments["dilations"] == (1, 4)
    assert [label.name for label in configuration.card.labels] == ["White Matter", "Grey Matter"]


@pytest.mark.parametrize(
    "odd", [5, {**LAYER, "stride": 2}, {**LAYER, "padding": 3}, {**LAYER, "kernel_size": 5}, {**LAYER, "dilation": "a"}]
)
def test_layers_meshnet_does_not_have_are_named(tmp_path: Path, odd: object) -> None:
    with pytest.raises(ModelError, match=r"model\.json lists a layer MeshNet does not have"):
        read(brainchop(tmp_path, [LAYER, odd, HEAD]), Answers())


@pytest.mark.parametrize(
    ("colours", "shade"),
    [
        ({"R": [0, 300, 7], "G": [0, -5, 8], "B": [0, 9, 9]}, (255, 0, 9)),
        ({"R": [0, "red", 7], "G": [0, 5, 8], "B": [0, 9, 9]}, None),
        ({"R": [0, 1, 7]}, None),
        ({"R": [0, 1], "G": [0, 1], "B": [0, 1]}, None),
    ],
)
def test_colours_are_those_of_a_colormap_where_it_has_them(
    tmp_path: Path, colours: dict[str, Any], shade: tuple[int, int, int] | None
) -> None:
    path = brainchop(tmp_path, [LAYER, LAYER, HEAD], colormap1={"labels": ["none", "One", "Two"], **colours})
    first, second = read(path, Answers()).configuration.card.labels
    assert (first.name, second.name) == ("One", "Two")
    assert first.colour == shade if shade else len(first.colour) == 3


def splice(units: int) -> dict[str, Tensor]:
    state = {"initial_conv.weight": torch.zeros(8, 4, 1), "initial_conv.bias": torch.zeros(8)}
    for unit in range(units):
        state[f"residual_units.{unit}.conv1.weight"] = torch.zeros(8, 8, 11)
    return state


def test_a_row_of_units_openspliceai_does_not_have_is_none_of_its(tmp_path: Path) -> None:
    save_file(splice(3), tmp_path / "w.safetensors")
    with pytest.raises(ModelError, match="does not say of which network"):
        read(tmp_path / "w.safetensors", Answers())


def test_classifiers_are_told_by_their_weights(tmp_path: Path) -> None:
    torch.manual_seed(0)
    network = DenseNet(2, 3, 4, init_features=4, growth_rate=2, block_config=(1, 1)).eval()
    save_file(network.state_dict(), tmp_path / "w.safetensors")
    draft = read(tmp_path / "w.safetensors", Answers(id="classes"))
    configuration = draft.configuration
    assert (configuration.network.name, configuration.card.family) == ("densenet", "classification")
    assert [label.value for label in configuration.card.labels] == [0, 1, 2, 3]
    assert configuration.tiling.whole
    package = write_package(draft, tmp_path / "models")
    assert package.configuration.network.out_channels == 4


def test_where_there_are_no_weights_that_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="holds no weights MedView reads"):
        pytorch.read(tmp_path, Answers())
    save_file({"bias": torch.zeros(3)}, tmp_path / "w.safetensors")
    with pytest.raises(ModelError, match="no convolution or dense layer"):
        read(tmp_path / "w.safetensors", Answers(network="basic_unet"))


def test_a_network_that_runs_on_no_shape_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    """It halves its picture eleven times: the largest that is tried has 512 rows."""
    torch.manual_seed(0)
    arguments = {"channels": [1] * 11, "strides": [2] * 10}
    state = pytorch.build_network(
        pytorch.Network("unet", {name: tuple(value) for name, value in arguments.items()}, 1, 2, spatial_dims=2)
    ).state_dict()
    save_file({name: value.clone() for name, value in state.items()}, tmp_path / "w.safetensors")
    stated = {**arguments, "spatial_dims": 2, "in_channels": 1, "out_channels": 2}
    draft = read(tmp_path / "w.safetensors", Answers(id="deep", network="unet", arguments=stated))
    with pytest.raises(ModelError, match="runs on no input of the shapes it should take"):
        write_package(draft, tmp_path / "models")
    assert not [path for path in (tmp_path / "models").iterdir() if not path.name.startswith(".")]
