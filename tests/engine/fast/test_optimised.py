from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from monai.networks.nets import AttentionUnet, BasicUNet, DynUNet, SegResNet, UNet
from torch import Tensor, nn

from medview.engine.device import Plan, has_bfloat16
from medview.engine.fast.optimised import MOST_FORMS, Optimised, optimised
from medview.engine.networks.meshnet import MeshNet
from medview.engine.networks.plain_conv_unet import PlainConvUNet
from medview.engine.networks.residual_encoder_unet import ResidualEncoderUNet
from medview.engine.networks.splice import Splice

_NNUNET = ((8, 16), ((3, 3, 3), (3, 3, 3)), ((1, 1, 1), (2, 2, 2)), (2, 2), (1,))

_HALF = pytest.mark.skipif(not has_bfloat16("cpu"), reason="the processor does not multiply bfloat16 itself")


def _slopes() -> nn.Module:
    """A slope for each channel, after a convolution and after a norm."""
    first, then = nn.Conv3d(1, 4, 3, padding=1), nn.Conv3d(4, 3, 1)
    slopes = [nn.PReLU(4), nn.PReLU(4)]
    for slope in slopes:
        nn.init.uniform_(slope.weight)
    return nn.Sequential(first, slopes[0], nn.InstanceNorm3d(4), slopes[1], then)


NETWORKS: dict[str, tuple[Callable[[], nn.Module], tuple[int, ...]]] = {
    "residual, instance": (lambda: UNet(3, 1, 5, (8, 16, 32), (2, 2), num_res_units=2), (1, 16, 16, 16)),
    "residual, batch": (lambda: UNet(3, 2, 4, (8, 16), (2,), num_res_units=2, norm="batch"), (2, 12, 16, 8)),
    "slopes": (lambda: _slopes(), (1, 8, 8, 8)),
    "basic": (lambda: BasicUNet(3, 1, 3, (8, 8, 16, 16, 16, 8)), (1, 16, 16, 32)),
    "basic, interpolated": (lambda: BasicUNet(3, 1, 3, (8,) * 6, upsample="nontrainable"), (1, 16, 16, 32)),
    "segresnet": (lambda: SegResNet(3, init_filters=8, in_channels=1), (1, 16, 16, 16)),
    "dynunet": (lambda: DynUNet(3, 1, 3, [3] * 3, [1, 2, 2], [2, 2], [8, 16, 16], res_block=True), (1, 16, 16, 16)),
    "meshnet": (lambda: MeshNet(3, 1, 5, 6, (1, 2, 1), "gelu", "channel"), (1, 9, 10, 11)),
    "meshnet, batch": (lambda: MeshNet(3, 1, 5, 6, (1, 2, 1), "elu", "batch"), (1, 9, 10, 11)),
    "nnU-Net, plain": (lambda: PlainConvUNet(3, 1, 3, *_NNUNET), (1, 16, 16, 16)),
    "nnU-Net, residual": (lambda: ResidualEncoderUNet(3, 1, 3, *_NNUNET), (1, 16, 16, 16)),
    "norm and activation first": (
        lambda: nn.Sequential(nn.ReLU(), nn.BatchNorm3d(2), nn.ELU(), nn.Conv3d(2, 3, 3, padding=1)),
        (2, 8, 8, 8),
    ),
    "two dimensions": (lambda: UNet(2, 1, 2, (8, 16), (2,), num_res_units=1), (1, 16, 16)),
    "splice sites": (lambda: Splice(1, 4, 3, (3, 5, 3, 3), (1, 2, 4, 1), 8), (4, 70)),
    "one dimension, batch": (lambda: UNet(1, 2, 2, (8, 16), (2,), num_res_units=2, norm="batch"), (2, 24)),
    "one dimension": (lambda: UNet(1, 1, 2, (8, 16), (2,), num_res_units=1), (1, 16)),
}


def _made(name: str) -> tuple[nn.Module, tuple[int, ...]]:
    torch.manual_seed(0)
    build, shape = NETWORKS[name]
    network = build().eval()
    for module in network.modules():
        if isinstance(module, nn.BatchNorm1d | nn.BatchNorm3d):
            module.running_mean.normal_()
            module.running_var.uniform_(0.5, 2.0)
    return network, shape


def _plain(network: nn.Module, image: Tensor) -> Tensor:
    with torch.inference_mode():
        output: Tensor = network(image)
    return output


@pytest.mark.parametrize("name", NETWORKS)
def test_outputs_are_the_same(name: str) -> None:
    network, shape = _made(name)
    before = {key: value.clone() for key, value in network.state_dict().items()}
    images = torch.randn(2, *shape)
    given = images.clone()
    fast = Optimised(network, torch.float32)
    assert fast.is_faster(shape)
    expected = _plain(network, images)
    for _ in range(2):
        assert (fast(images) - expected).abs().max() < 1e-4
    assert torch.equal(images, given)
    assert all(torch.equal(before[key], value) for key, value in network.state_dict().items())


@_HALF
@pytest.mark.parametrize("name", ["residual, instance", "residual, batch", "basic", "nnU-Net, plain", "slopes"])
def test_half_precision_changes_little(name: str) -> None:
    network, shape = _made(name)
    images = torch.randn(1, *shape)
    expected, found = _plain(network, images), Optimised(network, torch.bfloat16)(images)
    assert found.dtype == torch.float32
    assert (found - expected).square().mean().sqrt() < 0.05 * expected.std()


def _dice(first: Tensor, second: Tensor) -> float:
    return float(2 * (first & second).sum() / (first.sum() + second.sum()))


@_HALF
def test_half_precision_finds_the_same_structure() -> None:
    """Two balls of different brightness, told apart by smoothing and two thresholds."""
    grid = torch.stack(torch.meshgrid(*[torch.arange(48.0)] * 3, indexing="ij"))
    balls = [((grid - centre) ** 2).sum(0).sqrt() < 9 for centre in (14.0, 33.0)]
    image = (balls[0] * 1.0 + balls[1] * 2.0)[None, None] + 0.05 * torch.randn(1, 1, 48, 48, 48)
    network = nn.Sequential(nn.Conv3d(1, 4, 3, padding=1), nn.ReLU(), nn.Conv3d(4, 3, 1))
    nn.init.constant_(network[0].weight, 1 / 27)
    with torch.no_grad():
        network[0].bias.copy_(torch.tensor([0.0, -0.5, -1.5, 0.0]))
        network[2].weight.copy_(torch.tensor([[0, 0, 0, 0], [0, 4, -12, 0], [0, 0, 12, 0.0]]).view(3, 4, 1, 1, 1))
        network[2].bias.copy_(torch.tensor([0.4, 0.0, 0.0]))
    expected = _plain(network, image).argmax(1)
    found = Optimised(network, torch.bfloat16)(image).argmax(1)
    assert all(_dice(found == label, expected == label) > 0.995 for label in range(3))
    assert all(int((expected == label).sum()) > 1000 for label in range(3))


def test_a_network_with_unknown_calls_is_run_as_it_is() -> None:
    network = AttentionUnet(3, 1, 2, (4, 8), (2,)).eval()
    image = torch.randn(1, 1, 8, 8, 8)
    fast = Optimised(network, torch.float32)
    assert not fast.is_faster((1, 8, 8, 8))
    assert torch.equal(fast(image), _plain(network, image))


class _Does(nn.Module):
    def __init__(self, function: Callable[[Tensor], Tensor]) -> None:
        super().__init__()
        self.function = function

    def forward(self, image: Tensor) -> Tensor:
        return self.function(image)


@pytest.mark.parametrize(
    "function",
    [
        lambda image: nn.functional.batch_norm(image, None, None, training=True),
        lambda image: image + 1.0,
        lambda image: torch.cat([image, image], 2),
        lambda image: nn.functional.interpolate(image, scale_factor=2, mode="nearest"),
    ],
    ids=["figures of its own", "a number", "another axis", "another way to enlarge"],
)
def test_calls_with_other_arguments_are_run_as_they_are(function: Callable[[Tensor], Tensor]) -> None:
    fast, image = Optimised(_Does(function).eval(), torch.float32), torch.randn(2, 2, 4, 4, 4)
    assert torch.allclose(fast(image), function(image), atol=1e-6)


def test_forms_are_made_once_and_the_first_go_first() -> None:
    fast = Optimised(nn.Conv3d(1, 1, 3, padding=1).eval(), torch.float32)
    first = fast.form((1, 4, 4, 4))
    assert fast.form((1, 4, 4, 4)) is first
    for side in range(5, 5 + MOST_FORMS):
        fast(torch.zeros(1, 1, side, side, side))
    assert fast.form((1, 4, 4, 4)) is not first


@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
def test_a_plan_says_the_precision(precision: str) -> None:
    network = nn.Conv3d(1, 1, 3).eval()
    fast = optimised(network, Plan("cpu", precision))
    assert isinstance(fast, Optimised)
    assert fast.dtype == getattr(torch, precision)
    assert optimised(network, Plan("cuda", precision)) is network
