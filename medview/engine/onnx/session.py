"""Sessions of onnxruntime: on which processor, with how many threads, and how arrays go in and come out."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray

from medview.core.errors import ModelError
from medview.core.memory import says_out_of_memory
from medview.core.text import tr
from medview.engine.onnx.contents import Axis

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
            self._session = onnxruntime.InferenceSession(path, _options(), providers=self.providers)
        except Exception as error:  # onnxruntime's errors share no class of their own
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
        """Run it once.

        Args:
            outputs: Names of what is wanted.
            given: What it takes, by name.
            within_s: Seconds after which it is stopped between two of its operations; None for never.

        Raises:
            ModelError: It does not take such an input.
            TooLong: It was stopped.
            MemoryError: Memory ran out.
        """
        options = onnxruntime.RunOptions()
        options.log_severity_level = _SILENT
        watch = None if within_s is None else threading.Timer(within_s, setattr, (options, "terminate", True))
        try:
            return self._run(outputs, given, options, watch)
        finally:
            if watch is not None:
                watch.cancel()
                watch.join()

    def _run(
        self, outputs: Sequence[str], given: Mapping[str, Array], options: Any, watch: threading.Timer | None
    ) -> list[Array]:
        try:
            if watch is not None:
                watch.start()
            return [np.asarray(found) for found in self._session.run(list(outputs), dict(given), options)]
        except Exception as error:  # onnxruntime's errors share no class of their own
            if says_out_of_memory(str(error)):
                raise MemoryError(str(error)) from error
            if watch is not None and options.terminate:
                raise _too_long(self.path.name, watch.interval) from error
            raise _failed(self.path.name, given, error) from error


class TooLong(ModelError):
    """A network was stopped because it did not end."""


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


def _too_long(name: str, within_s: float) -> TooLong:
    return TooLong(
        tr("{name} was stopped: it did not end within {seconds:.0f} s.").format(name=name, seconds=within_s),
        tr("Ask its maker for a network that ends, or say a smaller size with --settings."),
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
