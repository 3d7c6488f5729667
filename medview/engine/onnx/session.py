"""Sessions of onnxruntime: on which processor, with how many threads, and how arrays go in and come out."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from time import monotonic
from typing import Any

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray

from medview.core.errors import ModelError
from medview.core.memory import says_out_of_memory
from medview.core.text import tr
from medview.engine.onnx.contents import Axis
from medview.engine.ration import ration_bytes, rationed, taken_bytes
from medview.engine.stopping import Ask, asked

Array = NDArray[Any]

PROVIDERS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "cuda": ("CUDAExecutionProvider", {"use_tf32": "0"}),
    "mps": ("CoreMLExecutionProvider", {"ModelFormat": "MLProgram", "MLComputeUnits": "CPUAndGPU"}),
}
"""What computes on each device beside the processor, where onnxruntime was built with it; others, such as the one that
sends images to a service, are never asked."""

DTYPES: Mapping[str, str] = {
    "tensor(float)": "<f4", "tensor(float16)": "<f2", "tensor(double)": "<f8", "tensor(uint8)": "u1",
    "tensor(int8)": "i1", "tensor(int16)": "<i2", "tensor(uint16)": "<u2", "tensor(int32)": "<i4",
    "tensor(int64)": "<i8", "tensor(bool)": "?",
}  # fmt: skip
"""numpy's names of onnxruntime's types."""

_LOOKS_S = 0.05
"""How often somebody looks after a network that runs."""

_SILENT = 4
_SETTINGS = {
    "session.load_model_format": "ONNX",  # the name and the first bytes of a file choose nothing
    "session.intra_op.allow_spinning": "0",  # threads that wait leave the processor to PyTorch's
}


class Session:
    """A network of onnxruntime.

    Args:
        path: The file, which was checked.
        device: Where it computes; the processor where onnxruntime has nothing for it.

    Raises:
        ModelError: onnxruntime does not take it.
    """

    def __init__(self, path: Path, device: str = "cpu") -> None:
        self.providers = _providers(device)
        try:
            with rationed(ration_bytes()):  # it works out what is constant, however large that is
                self._session = onnxruntime.InferenceSession(path, _options(), providers=self.providers)
        except Exception as error:  # onnxruntime's errors share no class of their own
            if says_out_of_memory(str(error)):
                raise too_large(path.name) from error
            raise _refused(path.name, error) from error
        self.path = path
        self.device = device
        self.inputs: dict[str, tuple[str, tuple[Axis, ...]]] = {
            one.name: (one.type, _axes(one.shape)) for one in self._session.get_inputs()
        }
        """Type and shape of what it takes, by name."""
        self.outputs: dict[str, tuple[str, tuple[Axis, ...]]] = {
            one.name: (one.type, _axes(one.shape)) for one in self._session.get_outputs()
        }
        """Type and shape of what it gives, by name."""

    def run(self, outputs: Sequence[str], given: Mapping[str, Array], within_s: float | None = None) -> list[Array]:
        """Run it once, with a part of the memory that is free.

        Args:
            outputs: Names of what is wanted.
            given: What it takes, by name.
            within_s: Seconds after which it is stopped between two of its operations; None for never.

        Raises:
            ModelError: It does not take such an input.
            TooLong: It was stopped.
            MemoryError: It takes more memory than there is.
        """
        options = onnxruntime.RunOptions()
        options.log_severity_level = _SILENT
        most = ration_bytes()
        watch = Watch((_too_long(self.path.name, within_s), _too_much(most), asked()), options)
        try:
            with rationed(most), watch:
                return [np.asarray(found) for found in self._session.run(list(outputs), dict(given), options)]
        except Exception as error:  # onnxruntime's errors share no class of their own
            if watch.reason is not None:
                raise watch.reason from error
            if says_out_of_memory(str(error)):
                raise MemoryError(str(error)) from error
            raise _failed(self.path.name, given, error) from error


class TooLong(ModelError):
    """A network was stopped because it did not end."""


class Watch:
    """Looks after a network that runs and stops it between two of its operations.

    Args:
        asks: Each raises what is to stop it.
        options: Of the run.
    """

    def __init__(self, asks: Iterable[Ask | None], options: Any) -> None:
        self._asks = tuple(ask for ask in asks if ask is not None)
        self._options = options
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, name="watch", daemon=True)
        self.reason: BaseException | None = None
        """Why it was stopped."""

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(_LOOKS_S):
            try:
                for ask in self._asks:
                    ask()
            except BaseException as reason:  # noqa: BLE001 # also what cancels a job; it is raised where it waits
                self.reason = reason
                self._options.terminate = True
                return


def device_for(device: str) -> str:
    """A device, or the processor where onnxruntime has nothing for it."""
    found = PROVIDERS.get(device)
    return device if found is not None and found[0] in onnxruntime.get_available_providers() else "cpu"


def _options() -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = torch.get_num_threads()
    options.inter_op_num_threads = 1
    options.log_severity_level = _SILENT
    for name, value in _SETTINGS.items():
        options.add_session_config_entry(name, value)
    return options


def _providers(device: str) -> list[Any]:
    """What computes, the first choice first."""
    onnxruntime.disable_telemetry_events()
    first = () if device_for(device) == "cpu" else (PROVIDERS[device],)
    return [*first, "CPUExecutionProvider"]


def _axes(shape: Sequence[Any]) -> tuple[Axis, ...]:
    return tuple(axis if isinstance(axis, int) else str(axis or "") for axis in shape)


def _refused(name: str, error: Exception) -> ModelError:
    return ModelError(
        tr("onnxruntime does not take {name}: {why}.").format(name=name, why=_first_line(error)),
        tr("Export it again with operations and types of ONNX itself, for onnxruntime {version} or older.").format(
            version=onnxruntime.__version__
        ),
    )


def _too_long(name: str, within_s: float | None) -> Ask | None:
    if within_s is None:
        return None
    until = monotonic() + within_s

    def ask() -> None:
        if monotonic() > until:
            raise TooLong(
                tr("{name} was stopped: it did not end within {seconds:.0f} s.").format(name=name, seconds=within_s),
                tr("Ask its maker for a network that ends, or say a smaller size with --settings."),
            )

    return ask


def _too_much(most_bytes: int) -> Ask:
    """Where the system keeps to no limit, between two operations."""
    before = taken_bytes()

    def ask() -> None:
        if taken_bytes() - before > most_bytes:
            raise MemoryError

    return ask


def too_large(name: str) -> ModelError:
    """The refusal of a network that asks for more memory than there is."""
    return ModelError(
        tr("{name} was stopped: it asks for more memory than the {gigabytes:.1f} GB a model may take here now.").format(
            name=name, gigabytes=ration_bytes() / 1e9
        ),
        tr("Ask its maker for a network that takes less, say a smaller size with --settings, or close other programs."),
    )


def _failed(name: str, given: Mapping[str, Array], error: Exception) -> ModelError:
    shapes = ", ".join(f"{key} {'×'.join(map(str, value.shape))}" for key, value in given.items())
    return ModelError(
        tr("{name} does not run on an input of {shapes}: {why}.").format(
            name=name, shapes=shapes, why=_first_line(error)
        ),
        tr("Its size or its channels are other ones; the model's card says which."),
    )


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__).rstrip(". ")
