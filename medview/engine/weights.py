"""Weights from a file into a network; nothing in the file is ever run, and its name says nothing."""

from __future__ import annotations

import io
import pickle
import pickletools
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor, nn

from medview.catalog.package import Package
from medview.catalog.schema import Network
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.networks.table import build_network

State = Mapping[str, Tensor]
Kind = Literal["safetensors", "zip", "pickle", "hdf5", "unknown"]

HDF5_MAGIC = b"\x89HDF\r\n\x1a\n"
_ZIP_MAGIC = b"PK\x03\x04"
_PICKLE_MAGIC = b"\x80"
_HEADER_LIMIT = 100_000_000
"""The longest header safetensors itself reads."""

_NAMED = 3
"""How many wrong names an error lists."""

FLOATS = frozenset(
    (torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.float8_e4m3fn, torch.float8_e5m2)
)
"""Types of weights; all are computed in float32."""

COUNTS = frozenset((torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8, torch.bool))
"""Types of single numbers beside them, such as how many batches a norm has seen."""

_HINT = tr("Ask its maker for the weights alone: torch.save(model.state_dict()), safetensors or ONNX.")
_REINSTALL = tr("Install the model again from where it came.")
_PLAIN = ("torch.", "collections.", "_codecs.encode")
_GLOBAL = re.compile(r"GLOBAL ([\w.]+)")


def kind_of(path: Path) -> Kind:
    """What a file is by its first bytes.

    Raises:
        ModelError: It cannot be read.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(9)
        size = path.stat().st_size
    except OSError as error:
        raise _unreadable(path, tr("it cannot be opened")) from error
    if head.startswith(_ZIP_MAGIC):
        return "zip"
    if head.startswith(HDF5_MAGIC[:9]):
        return "hdf5"
    if head[8:9] == b"{" and 2 <= int.from_bytes(head[:8], "little") <= min(size, _HEADER_LIMIT):
        return "safetensors"
    return "pickle" if head.startswith(_PICKLE_MAGIC) else "unknown"


def read_weights(path: Path) -> Any:
    """What a weights file holds, on the CPU: nested dictionaries of tensors, as PyTorch saved them.

    Raises:
        ModelError: It is damaged, is no weights file, or would need code to be run.
    """
    return _READERS[kind_of(path)](path)


def _read_safetensors(path: Path) -> Any:
    try:
        return load_file(path)
    except (SafetensorError, OSError, ValueError) as error:
        raise _unreadable(path, str(error)) from error


def _read_zip(path: Path) -> Any:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
        names = [member.filename.partition("/")[2] or member.filename for member in members]
        held = path.stat().st_size
    except (zipfile.BadZipFile, OSError) as error:
        raise _unreadable(path, str(error)) from error
    if "constants.pkl" in names or any(name.startswith("code/") for name in names):
        raise ModelError(
            tr("{name} is TorchScript: a program with its weights, and MedView runs no programs.").format(
                name=path.name
            ),
            tr("Load it where it is trusted and save its state_dict() alone, or export it as ONNX."),
        )
    if "data.pkl" not in names:
        raise _unreadable(path, tr("it is a zip archive without PyTorch's data.pkl"))
    packed = any(member.compress_type != zipfile.ZIP_STORED for member in members)
    if packed or sum(member.file_size for member in members) > held:
        raise _unreadable(path, tr("it is packed, and PyTorch packs nothing"))
    return _read_torch(path)


def _read_torch(path: Path) -> Any:
    try:
        with warnings.catch_warnings(action="ignore"), path.open("rb") as stream:  # a path's name would count
            return torch.load(stream, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        raise _needs_code(path, str(error)) from error
    except (RuntimeError, OSError, EOFError, ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise _unreadable(path, str(error)) from error
    except (AssertionError, UnicodeDecodeError, OverflowError, MemoryError) as error:  # of damaged pickles
        raise _unreadable(path, type(error).__name__) from error


def _needs_code(path: Path, told: str) -> ModelError:
    """The refusal of a pickle, by the first thing it would run."""
    found = _GLOBAL.search(told)
    name = found.group(1) if found else forbidden_global(path)
    if not name:
        return _unreadable(path, tr("it is damaged, or holds more than weights"))
    return ModelError(
        tr("{name} would run code ({what}) to be read; MedView reads weights only and ran nothing of it.").format(
            name=path.name, what=name
        ),
        _HINT,
    )


def forbidden_global(path: Path) -> str:
    """The first global a pickle asks for that is neither PyTorch's nor a plain container; nothing is run."""
    try:
        stream = _pickle_in(path)
        end = stream.getbuffer().nbytes
        while stream.tell() < end:  # PyTorch once wrote several pickles one after the other
            found = next((name for name in _globals_of(stream) if not name.startswith(_PLAIN)), "")
            if found:
                return found
    except (ValueError, IndexError, KeyError, OSError, zipfile.BadZipFile):  # what follows them, or damage
        return ""
    return ""


def _globals_of(stream: io.BytesIO) -> Iterator[str]:
    pushed: list[str] = []
    for opcode, argument, _ in pickletools.genops(stream):
        if opcode.name == "GLOBAL":
            yield str(argument).replace(" ", ".")
        elif opcode.name == "STACK_GLOBAL":
            yield ".".join(pushed[-2:])
        elif isinstance(argument, str):
            pushed.append(argument)


def _pickle_in(path: Path) -> io.BytesIO:
    if kind_of(path) != "zip":
        return io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        name = next(name for name in archive.namelist() if name.endswith("data.pkl"))
        return io.BytesIO(archive.read(name))


def _read_hdf5(path: Path) -> Any:
    raise _unreadable(path, tr("it is HDF5, as Keras writes it, and not PyTorch's"))


def _read_unknown(path: Path) -> Any:
    raise _unreadable(path, tr("it is neither safetensors nor what PyTorch writes"))


_READERS: Mapping[Kind, Callable[[Path], Any]] = {
    "safetensors": _read_safetensors,
    "zip": _read_zip,
    "pickle": _read_torch,
    "hdf5": _read_hdf5,
    "unknown": _read_unknown,
}


def _unreadable(path: Path, why: str) -> ModelError:
    return ModelError(tr("{name} cannot be read as weights: {why}.").format(name=path.name, why=why.rstrip(".")), _HINT)


def load_networks(package: Package) -> tuple[nn.Module, ...]:
    """The network of each fold of a package, in float32 on the CPU, ready to predict.

    Raises:
        ModelError: Weights cannot be read or do not fit the network.
    """
    network = package.configuration.network
    try:
        return tuple(_loaded(network, package.folder / file) for file in (network.weights, *network.folds))
    except ModelError as error:
        raise ModelError(
            tr("The weights of {model} cannot be read, or do not fit its network: {why}").format(
                model=package.card.id, why=error.message
            ),
            _REINSTALL,
        ) from error


def _loaded(network: Network, file: Path) -> nn.Module:
    if network.name == "onnx":
        from medview.engine.onnx.network import load_onnx  # onnxruntime takes 25 MB

        return load_onnx(file, network)
    return fitted(network, read_weights(file))


def fitted(network: Network, state: Any) -> nn.Module:
    """A network with these weights, in float32 on the CPU, ready to predict; they are not copied where they fit.

    Raises:
        ModelError: Names, shapes or numbers are not those of the network.
    """
    module = build_network(network, empty=True)
    check_fit(module, state)
    module.load_state_dict(dict(state), assign=True)
    unsaved = any(tensor.is_meta for tensor in module.buffers())
    if unsaved:  # buffers that are computed, not saved
        module = build_network(network)
        module.load_state_dict(dict(state))
    return module.float().eval().requires_grad_(False)


def check_fit(module: nn.Module, state: Any) -> None:
    """Check that weights are exactly a network's: every name, every shape, and only numbers.

    Raises:
        ModelError: They are not; the first few differences are named.
    """
    if not isinstance(state, Mapping) or not all(isinstance(value, Tensor) for value in state.values()):
        raise ModelError(tr("The weights are no table of names and tensors."), _HINT)
    check_tensors(state)
    wanted = module.state_dict()
    differences = (
        (tr("missing: {names}"), [name for name in wanted if name not in state]),
        (tr("unknown: {names}"), [str(name) for name in state if name not in wanted]),
        (
            tr("of another shape: {names}"),
            [_shapes(name, state[name], wanted[name]) for name in wanted if _differ(state.get(name), wanted[name])],
        ),
        (
            tr("of another type: {names}"),
            [_types(name, state[name]) for name in wanted if _no_weight(state.get(name), wanted[name])],
        ),
        (tr("not finite: {names}"), [str(name) for name, value in state.items() if not _finite(value)]),
    )
    told = "; ".join(text.format(names=_few(names)) for text, names in differences if names)
    if told:
        raise ModelError(
            tr("The weights do not fit the network: {differences}.").format(differences=told),
            tr("Choose the network they were trained for, with its own arguments."),
        )


def check_tensors(state: State) -> None:
    """Check that tensors are plain ones: whole, in memory, of a type MedView computes.

    Raises:
        ModelError: One is not; it is named.
    """
    for name, value in state.items():
        found = _oddity(value)
        if found:
            raise ModelError(
                tr("“{name}” is no plain weight: found {found}, expected dense floating-point numbers.").format(
                    name=name, found=found
                ),
                _HINT,
            )


def _oddity(value: Tensor) -> str:
    """What a tensor is where it is not plain; empty where it is."""
    if value.layout != torch.strided or value.is_quantized or value.is_nested or value.device.type != "cpu":
        kind = "quantized" if value.is_quantized else "nested" if value.is_nested else str(value.layout)
        return f"{kind} {value.dtype} ({value.device.type})"
    single = value.ndim == 0 and value.dtype in COUNTS
    if value.dtype not in FLOATS and not single:
        return str(value.dtype)
    stored = value.untyped_storage().nbytes() // value.element_size()
    if stored < value.numel():
        return tr("{stored} numbers that stand for {count}").format(stored=stored, count=value.numel())
    return ""


def _no_weight(found: Tensor | None, wanted: Tensor) -> bool:
    """Whether a whole number stands where a weight is wanted."""
    return found is not None and wanted.is_floating_point() and not found.is_floating_point()


def _types(name: str, found: Tensor) -> str:
    return tr("{name} (found {found}, expected {wanted})").format(name=name, found=found.dtype, wanted=torch.float32)


def _differ(found: Tensor | None, wanted: Tensor) -> bool:
    return found is not None and found.shape != wanted.shape


def _finite(value: Tensor) -> bool:
    if value.element_size() == 1 and value.is_floating_point():  # not computed in eight bits
        value = value.float()
    return not value.is_floating_point() or bool(torch.isfinite(value).all())


def _shapes(name: str, found: Tensor, wanted: Tensor) -> str:
    return tr("{name} (found {found}, expected {wanted})").format(
        name=name, found="×".join(map(str, found.shape)), wanted="×".join(map(str, wanted.shape))
    )


def _few(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    shown = ", ".join(names[:_NAMED])
    return tr("{names} and {count} more").format(names=shown, count=more) if more > 0 else shown
