from dataclasses import replace

import pytest
import torch

from medview.catalog.schema import Network
from medview.core.errors import ModelError
from medview.engine.networks.table import NETWORKS, build_network
from medview.engine.weights import fitted

MESHNET = Network("meshnet", {"channels": 4, "dilations": (1, 2)}, 1, 3)
SPLICE = Network("splice", {"widths": (3,) * 4, "dilations": (1, 1, 2, 2), "channels": 4}, 4, 3, spatial_dims=1)
ENCODER = {"length": 12, "filters": (2, 3), "widths": (3, 5), "dense": (7,)}
TINY = (
    (MESHNET, (2, 1, 9, 8, 7), (2, 3, 9, 8, 7)),
    (Network("wnet", {"channels": (2, 4, 6)}, 3, 1, spatial_dims=2), (1, 3, 16, 8), (1, 1, 16, 8)),
    (SPLICE, (1, 4, 40), (1, 3, 16)),
    (Network("smiles_encoder", ENCODER, 5, 6, spatial_dims=1), (3, 5, 12), (3, 6)),
    (Network("smiles_properties", {"hidden": (4,), "normalised": (1,)}, 6, 2, spatial_dims=1), (3, 6), (3, 2)),
    (
        Network(
            "smiles_properties", {"hidden": (4,), "normalised": (0,), "latent": 6, **ENCODER}, 5, 2, spatial_dims=1
        ),
        (3, 5, 12),
        (3, 2),
    ),
    (Network("unet", {"channels": (2, 4), "strides": (2,)}, 1, 2), (1, 1, 8, 8, 8), (1, 2, 8, 8, 8)),
    (Network("segresnet", {"init_filters": 8}, 1, 2), (1, 1, 16, 16, 16), (1, 2, 16, 16, 16)),
    (
        Network("densenet", {"init_features": 4, "growth_rate": 2, "block_config": (2,)}, 1, 4),
        (1, 1, 32, 32, 32),
        (1, 4),
    ),
    (
        Network("resnet", {"block": "basic", "layers": (1,) * 4, "block_inplanes": (2, 2, 4, 4)}, 1, 3, spatial_dims=2),
        (1, 1, 32, 32),
        (1, 3),
    ),
    (
        Network(
            "generator",
            {"latent_shape": (5,), "start_shape": (4, 4, 4), "channels": (4, 1), "strides": (2, 1)},
            5,
            1,
            spatial_dims=2,
        ),
        (1, 5),
        (1, 1, 8, 8),
    ),
)


@pytest.mark.parametrize(("network", "given", "expected"), TINY, ids=[f"{row[0].name}-{row[1]}" for row in TINY])
def test_every_network_is_built_once_and_keeps_its_weights(network, given, expected) -> None:
    torch.manual_seed(0)
    built = build_network(network).eval()
    again = fitted(network, built.state_dict())
    assert all(not tensor.is_meta for tensor in (*again.parameters(), *again.buffers()))
    shared = {name: tensor.data_ptr() for name, tensor in built.state_dict().items() if tensor.is_floating_point()}
    assert all(again.state_dict()[name].data_ptr() == place for name, place in shared.items())
    image = torch.randn(given)
    with torch.inference_mode():
        assert torch.equal(again(image.clone()), built(image.clone()))
        assert tuple(again(image.clone()).shape) == expected


def test_an_empty_network_takes_no_memory_for_its_weights() -> None:
    assert all(tensor.is_meta for tensor in build_network(MESHNET, empty=True).parameters())


@pytest.mark.parametrize(
    ("network", "told"),
    [
        (replace(MESHNET, arguments={**MESHNET.arguments, "halo": 3}), "no argument “halo”"),
        (replace(MESHNET, arguments={"channels": 4}), "dilations"),
        (replace(MESHNET, arguments={**MESHNET.arguments, "activation": "sine"}), "sine"),
        (replace(MESHNET, name="onnx"), "no network of this name"),
        (replace(SPLICE, spatial_dims=2), "1 dimension and not 2"),
        (replace(SPLICE, arguments={"widths": (3,), "dilations": (1,)}), "groups of 4"),
        (Network("basic_unet", {"spatial_dims": 2}, 1, 2), "no argument “spatial_dims”"),
        (Network("resnet", {"n_input_channels": 2}, 1, 2), "no argument “n_input_channels”"),
    ],
)
def test_what_cannot_be_built_is_refused_with_the_reason(network, told) -> None:
    with pytest.raises(ModelError, match=told):
        build_network(network)


UNET = {"channels": (2, 4), "strides": (2,)}


@pytest.mark.parametrize(
    ("network", "told"),
    [
        (Network("unet", {**UNET, "num_res_units": 1_000_000_000}, 1, 2), "“num_res_units” .* above 65536"),
        (Network("unet", {**UNET, "num_res_units": 60_000}, 1, 2), "blocks are more than"),
        (Network("unet", {**UNET, "channels": (2,) * 1000}, 1, 2), "“channels” .* 1000 entries"),
        (Network("unet", {**UNET, "strides": ((((2,),),),)}, 1, 2), "“strides” .* lists within lists"),
        (Network("unet", {**UNET, "norm": ("group", {"num_groups": 10**400})}, 1, 2), "“norm” .* above 65536"),
        (Network("segresnet", {"blocks_down": (500, 500, 500)}, 1, 2), "blocks are more than"),
        (Network("meshnet", {"channels": 4, "dilations": (1,)}, 1, 1 << 40), "“out_channels”"),
    ],
)
def test_arguments_without_measure_are_refused_before_anything_is_built(network, told) -> None:
    with pytest.raises(ModelError, match=told):
        build_network(network)


def test_names_of_the_table_are_those_of_the_format() -> None:
    from typing import get_args

    from medview.catalog.schema import NetworkName

    assert set(NETWORKS) <= set(get_args(NetworkName)) - {"onnx"}


def test_meshnet_does_not_overwrite_what_learning_needs() -> None:
    network = build_network(MESHNET)
    network(torch.randn(1, 1, 6, 6, 6)).sum().backward()
    assert all(parameter.grad is not None for parameter in network.parameters())


def test_a_meshnet_normalises_each_channel_by_itself() -> None:
    network = build_network(replace(MESHNET, arguments={**MESHNET.arguments, "norm": "channel", "bias": False}))
    image = torch.randn(1, 1, 8, 8, 8)
    with torch.inference_mode():
        assert torch.allclose(network(image), network(7.0 * image), atol=1e-4)


def test_splice_sees_as_far_as_its_flank_and_no_further() -> None:
    network = build_network(SPLICE).eval()
    assert network.flank == 12
    sequence = torch.randn(1, 4, 41)
    changed = sequence.clone()
    changed[..., 0] += 1.0
    with torch.inference_mode():
        difference = (network(sequence) - network(changed)).abs().amax(dim=(0, 1))
    assert difference[0] > 0
    assert difference[1:].max() == 0
    with pytest.raises(ValueError, match="fewer than the 25"):
        network(sequence[..., :24])
