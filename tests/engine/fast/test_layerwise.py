from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
import torch
from monai.networks.nets import UNet
from torch import Tensor, nn

from medview.engine.fast import layerwise as module
from medview.engine.fast.layerwise import layerwise
from medview.engine.networks.meshnet import MeshNet

_KINDS: dict[str, tuple[str, str, Sequence[int]]] = {
    "plain": ("none", "elu", (1, 2, 4, 2, 1)),
    "two layers": ("none", "relu", (1, 2)),
    "one layer": ("none", "elu", (4,)),
    "batch": ("batch", "relu", (1, 3, 2)),
    "channel": ("channel", "gelu", (1, 2, 4, 1)),
}
_CONTENT = {
    "middle": (slice(14, 22), slice(12, 20), slice(10, 14)),
    "border": (slice(0, 3), slice(5, 9), slice(22, 25)),
    "everywhere": (slice(None),) * 3,
    "nowhere": (slice(0, 0),) * 3,
}
_SHAPE = (27, 24, 25)


def _network(kind: str) -> MeshNet:
    torch.manual_seed(0)
    norm, activation, dilations = _KINDS[kind]
    network = MeshNet(3, 1, 5, 6, dilations, activation, norm).eval()  # type: ignore[arg-type]
    for weight in network.parameters():
        nn.init.normal_(weight, std=0.3)
    return network


def _image(content: str, shape: tuple[int, int, int] = _SHAPE) -> Tensor:
    image = torch.full((1, *shape), -0.3)
    place = (slice(None), *_CONTENT[content])
    image[place] = torch.randn(image[place].shape)
    return image


def _nobody(_: float) -> None:
    pass


def _whole(network: nn.Module, image: Tensor, dtype: torch.dtype = torch.float32) -> Tensor:
    form = layerwise(network, 1, dtype)
    assert form is not None
    parts = list(form(image, _nobody))
    assert [part.start for part, _ in parts[1:]] == [part.stop for part, _ in parts[:-1]]
    return torch.cat([logits for _, logits in parts], dim=1)


@pytest.mark.parametrize(("content", "planes"), [("middle", 2), ("border", 5), ("everywhere", 8), ("nowhere", 5)])
@pytest.mark.parametrize("kind", _KINDS)
def test_logits_are_those_of_the_network(kind: str, content: str, planes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_PLANES", planes)
    network, image = _network(kind), _image(content)
    with torch.inference_mode():
        expected = network(image[None])[0]
    assert (_whole(network, image) - expected).abs().max() < 1e-4 * max(1.0, float(expected.abs().max()))


def test_images_smaller_than_the_reach_are_read() -> None:
    network, image = _network("plain"), torch.randn(1, 1, 7, 4)
    with torch.inference_mode():
        expected = network(image[None])[0]
    assert (_whole(network, image) - expected).abs().max() < 1e-4


def test_half_precision_changes_little() -> None:
    network, image = _network("plain"), _image("middle")
    expected = _whole(network, image)
    assert (_whole(network, image, torch.bfloat16) - expected).square().mean().sqrt() < 0.03 * expected.std()


def test_nothing_is_computed_far_from_content(monkeypatch: pytest.MonkeyPatch) -> None:
    voxels: list[int] = []
    real = torch.conv3d

    def counted(*arguments: Any, **named: Any) -> Tensor:
        found = real(*arguments, **named)
        voxels.append(found[0, 0].numel())
        return found

    monkeypatch.setattr(torch, "conv3d", counted)
    shape, network = (60, 60, 60), _network("batch")
    _whole(network, _image("middle", shape))
    assert sum(voxels) < 0.25 * len(_KINDS["batch"][2]) * 60**3


def test_memory_is_one_image_of_activations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_PLANES", 8)
    form = layerwise(MeshNet(3, 1, 18, 30, (1, 2, 4, 8, 16, 8, 4, 2, 1), "elu"), 1, torch.bfloat16)
    assert form is not None
    one = 256**3 * 30 * 2
    assert one < form.bytes_held((256, 256, 256)) < 1.5 * one


def test_it_can_be_stopped_at_any_part() -> None:
    form, told = layerwise(_network("plain"), 1, torch.float32), []
    assert form is not None

    def step(done: float) -> None:
        told.append(done)
        if done > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(form(_image("middle"), step))
    assert told == sorted(told)
    assert told[0] == 0.0


@pytest.mark.parametrize(
    "network",
    [
        UNet(3, 1, 2, (4, 8), (2,)),
        nn.Sequential(nn.Conv3d(1, 2, 3, padding=1), nn.Conv3d(2, 2, 3, padding=1)),
        nn.Sequential(nn.Conv3d(1, 2, 3), nn.Conv3d(2, 2, 1)),
        nn.Sequential(nn.Conv3d(1, 2, 3, padding=1, stride=2), nn.Conv3d(2, 2, 1)),
        nn.Sequential(nn.Conv3d(1, 2, 1)),
        MeshNet(2, 1, 2, 3, (1, 2)),
    ],
    ids=["branches", "no head", "shrinks", "strides", "one layer", "two dimensions"],
)
def test_other_networks_are_not_read_layer_by_layer(network: nn.Module) -> None:
    assert layerwise(network.eval(), 1, torch.float32) is None


class _Beside(nn.Module):
    """Two layers of the same image, of which one is forgotten."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second, self.head = nn.Conv3d(1, 2, 1), nn.Conv3d(1, 2, 3, padding=1), nn.Conv3d(2, 2, 1)

    def forward(self, image: Tensor) -> Tensor:
        self.first(image)
        found: Tensor = self.head(self.second(image))
        return found


class _Plainly(nn.Module):
    """A convolution with one number where torch takes three."""

    def __init__(self, **settings: Any) -> None:
        super().__init__()
        self.weight, self.head = nn.Parameter(torch.randn(2, 1, 3, 3, 3)), nn.Conv3d(2, 2, 1)
        self.settings = settings

    def forward(self, image: Tensor) -> Tensor:
        found: Tensor = self.head(torch.conv3d(image, self.weight, **self.settings))
        return found


@pytest.mark.parametrize(
    "network",
    [
        _Beside(),
        nn.Sequential(nn.ReLU(), nn.Conv3d(1, 2, 1)),
        nn.Sequential(nn.Conv3d(1, 4, 3, padding=1), nn.Conv3d(4, 4, 3, padding=1, groups=2), nn.Conv3d(4, 2, 1)),
        nn.Sequential(nn.Conv3d(1, 2, 3, padding="same"), nn.Conv3d(2, 2, 1)),
        nn.Sequential(nn.Conv3d(1, 2, 3), nn.Conv3d(2, 2, 1)),
        nn.Sequential(nn.Conv3d(1, 2, 3, padding=1), nn.Conv3d(2, 2, 3, padding=1)),
    ],
    ids=["beside each other", "an activation first", "groups", "sides in words", "smaller", "a wide last layer"],
)
def test_what_is_no_row_of_plain_layers_is_not_run_so(network: nn.Module) -> None:
    assert layerwise(network.eval(), 1, torch.float32) is None


def test_one_number_stands_for_three() -> None:
    torch.manual_seed(0)
    network, image = _Plainly(padding=1).eval(), torch.randn(1, 9, 8, 7)
    with torch.inference_mode():
        assert torch.allclose(_whole(network, image), network(image[None])[0], atol=1e-5)
