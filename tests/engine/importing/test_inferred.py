"""MONAI's networks told from their weights."""

import pytest
import torch
from monai.networks.nets import BasicUNet, DenseNet, DynUNet, ResNet, SegResNet, UNet

from medview.engine.importing.inferred import guess
from medview.engine.weights import fitted

NETWORKS = (
    (UNet(3, 1, 3, (2, 4, 6), (2, 2), num_res_units=2), (1, 1, 16, 16, 16)),
    (UNet(3, 2, 3, (2, 4, 6, 8), (2, 2, 2)), (1, 2, 16, 16, 16)),
    (UNet(2, 1, 2, (2, 4), (2,), num_res_units=1, norm="batch", act="RELU"), (1, 1, 16, 16)),
    (UNet(3, 1, 2, (2, 4), (2,), up_kernel_size=5, bias=False), (1, 1, 8, 8, 8)),
    (BasicUNet(3, 1, 2, (2, 2, 4, 4, 4, 2)), (1, 1, 32, 32, 32)),
    (BasicUNet(2, 1, 4, (2, 2, 4, 4, 4, 2), norm="batch"), (1, 1, 32, 32)),
    (SegResNet(3, 8, 1, 3), (1, 1, 16, 16, 16)),
    (SegResNet(2, 16, 2, 3, blocks_down=(1, 2, 2), blocks_up=(1, 1)), (1, 2, 16, 16)),
    (DynUNet(3, 1, 3, (3, 3, 3), (1, 2, 2), (2, 2), filters=(2, 4, 6)), (1, 1, 16, 16, 16)),
    (
        DynUNet(3, 1, 3, ((1, 3, 3), 3, 3), (1, (1, 2, 2), 2), ((1, 2, 2), 2), filters=(2, 4, 6), res_block=True),
        (1, 1, 16, 16, 16),
    ),
    (DenseNet(2, 1, 4, 8, 4, (2, 3)), (1, 1, 32, 32)),
    (DenseNet(3, 1, 2, 8, 4, (2, 2), bn_size=2), (1, 1, 16, 16, 16)),
    (ResNet("basic", [1, 1, 1, 1], [2, 4, 4, 6], n_input_channels=1, num_classes=3), (1, 1, 16, 16, 16)),
    (
        ResNet("bottleneck", [1, 2, 1, 1], [2, 4, 4, 6], spatial_dims=2, n_input_channels=3, num_classes=3),
        (1, 3, 32, 32),
    ),
)


@pytest.mark.parametrize(("network", "shape"), NETWORKS, ids=[f"{type(row[0]).__name__}-{row[1]}" for row in NETWORKS])
def test_a_network_is_told_from_its_weights(network, shape) -> None:
    found = guess(network.state_dict())
    assert found is not None
    image = torch.randn(shape)
    with torch.inference_mode():
        expected = network.eval()(image.clone())
        assert torch.allclose(fitted(found.network, network.state_dict())(image), expected, atol=1e-5)


def test_weights_that_are_no_such_network_are_not_guessed() -> None:
    state = NETWORKS[4][0].state_dict()
    assert guess({**state, "surplus": torch.zeros(2)}) is None
    assert guess({"weight": torch.zeros(2, 2)}) is None


@pytest.mark.parametrize(
    ("network", "unsure"),
    [
        (UNet(3, 1, 3, (2, 4), (2,), norm=None, num_res_units=2), {"norm", "adn_ordering", "strides"}),
        (UNet(3, 1, 3, (2, 4), (2,), norm="batch", act="RELU"), {"act", "adn_ordering", "strides"}),
        (BasicUNet(3, 1, 2, (2, 2, 4, 4, 4, 2), norm=("group", {"num_groups": 2}), act="relu"), {"norm", "act"}),
        (BasicUNet(3, 1, 2, (2, 2, 4, 4, 4, 2), norm="batch"), {"act"}),
        (
            DynUNet(3, 1, 3, (3,) * 3, (1, 2, 2), (2, 2), filters=(2, 4, 6), norm_name=("group", {"num_groups": 2})),
            {"strides", "norm_name", "act_name"},
        ),
        (SegResNet(3, 8, 1, 3), {"norm", "act", "num_groups", "upsample_mode"}),
        (DenseNet(2, 1, 4, 8, 4, (2, 3)), {"act"}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_weights_do_not_tell_is_asked(network, unsure) -> None:
    found = guess(network.state_dict())
    assert found is not None
    assert set(found.unsure) == unsure
