"""Weights of every type a file may hold, into a network."""

import zipfile
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from medview.catalog.schema import Network
from medview.core.errors import ModelError
from medview.engine.importing.states import unwrapped
from medview.engine.importing.write import plain
from medview.engine.networks.table import build_network
from medview.engine.weights import fitted, read_weights

MESHNET = Network("meshnet", {"channels": 4, "dilations": (1, 2), "norm": "batch"}, 1, 3)
WEIGHT = "head.weight"


def changed(make) -> dict[str, torch.Tensor]:
    torch.manual_seed(0)
    state = build_network(MESHNET).state_dict()
    return {**state, WEIGHT: make(state[WEIGHT])}


ODD = {
    "int32": (lambda value: value.int(), "torch.int32"),
    "meta": (lambda value: value.to("meta"), "meta"),
    "sparse": (lambda value: value.to_sparse(), "sparse"),
    "quantized": (lambda value: torch.quantize_per_tensor(value, 0.1, 0, torch.qint8), "quantized"),
    "complex": (lambda value: value.to(torch.complex64), "complex64"),
    "expanded": (lambda value: torch.zeros(1).expand(value.shape), "1 numbers that stand for 12"),
}


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::DeprecationWarning")
@pytest.mark.parametrize("take", [unwrapped, lambda state: fitted(MESHNET, state)], ids=["read", "fitted"])
@pytest.mark.parametrize(("make", "told"), ODD.values(), ids=ODD)
def test_what_is_no_plain_weight_is_named(make, told, take) -> None:
    with pytest.raises(ModelError, match=told) as caught:
        take(changed(make))
    assert WEIGHT in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("kind", [torch.float16, torch.bfloat16, torch.float64, torch.float8_e4m3fn, torch.float8_e5m2])
def test_floating_point_of_every_width_is_computed_in_float32(tmp_path, kind) -> None:
    state = {
        name: value.to(kind) if value.is_floating_point() else value
        for name, value in changed(lambda value: value).items()
    }
    save_file(plain(state), tmp_path / "model.safetensors")
    network = fitted(MESHNET, load_file(tmp_path / "model.safetensors"))
    assert {parameter.dtype for parameter in network.parameters()} == {torch.float32}
    assert torch.equal(network.state_dict()[WEIGHT], state[WEIGHT].float())


def test_a_whole_number_is_no_weight() -> None:
    network = Network("meshnet", {"channels": 4, "dilations": (1,)}, 1, 1)
    state = build_network(network).state_dict()
    with pytest.raises(ModelError, match=r"int64, expected dense"):
        fitted(network, {**state, "head.bias": torch.zeros(1, dtype=torch.int64)})


def test_packed_files_are_refused_unread(tmp_path: Path) -> None:
    torch.save({"weight": torch.zeros(1 << 16)}, tmp_path / "stored.pt")
    assert set(read_weights(tmp_path / "stored.pt")) == {"weight"}
    with (
        zipfile.ZipFile(tmp_path / "stored.pt") as stored,
        zipfile.ZipFile(tmp_path / "packed.pt", "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for member in stored.infolist():
            packed.writestr(member.filename, stored.read(member))
    with pytest.raises(ModelError, match="it is packed"):
        read_weights(tmp_path / "packed.pt")


def test_other_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="it cannot be opened"):
        read_weights(tmp_path / "none.pt")
    with zipfile.ZipFile(tmp_path / "a.pt", "w") as archive:
        archive.writestr("archive/version", "3")
    with pytest.raises(ModelError, match=r"without PyTorch's data\.pkl"):
        read_weights(tmp_path / "a.pt")
    (tmp_path / "b.pt").write_bytes(b"\x89HDF\r\n\x1a\n" + bytes(100))
    with pytest.raises(ModelError, match="it is HDF5"):
        read_weights(tmp_path / "b.pt")
    network = Network("meshnet", {"channels": 2, "dilations": (1,)}, 1, 2)
    for state in ([1, 2], {"weight": 5}):
        with pytest.raises(ModelError, match="no table of names and tensors"):
            fitted(network, state)
