"""An ONNX file as a network like any other: a batch in, an output in float32 out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from medview.catalog.schema import Network
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.onnx.checks import checked
from medview.engine.onnx.session import DTYPES, Session

Arrays = Mapping[str, NDArray[Any]]


class OnnxNetwork(nn.Module):
    """A checked ONNX file, run by onnxruntime.

    Args:
        session: The session.
        network: What the package states; of its arguments ``outputs`` names what is wanted (all where it is empty),
            ``channels_last`` says that the file wants (n, *spatial, channels), and ``unbatched`` that it wants no n.
        beside: Files with its weights beside its own.
    """

    def __init__(self, session: Session, network: Network, beside: tuple[Path, ...] = ()) -> None:
        super().__init__()
        self._session, self._network = session, network
        self._input, (kind, shape) = next(iter(session.inputs.items()))
        if len(session.inputs) != 1 or kind not in DTYPES:
            raise _unfit(session)
        self._dtype = DTYPES[kind]
        wanted: Any = network.arguments.get("outputs", ())
        self.names: tuple[str, ...] = tuple(wanted) or tuple(session.outputs)
        """Names of the outputs, in order."""
        if not set(self.names) <= session.outputs.keys():
            raise _unfit(session)
        self._last = bool(network.arguments.get("channels_last", False))
        self._single = bool(network.arguments.get("unbatched", False))
        first = shape[0] if shape and not self._single else 1
        size = sum(path.stat().st_size for path in (session.path, *beside))
        # what onnxruntime keeps for itself is counted like other networks' weights, and takes nothing here
        self.register_buffer("weights", torch.empty(size, dtype=torch.uint8, device="meta"), persistent=False)
        self._beside = beside
        self._batch = first if isinstance(first, int) and first > 0 else 0

    def to(self, device: Any) -> OnnxNetwork:  # type: ignore[override] # there are no parameters to move
        """The same network on another device, or on the processor where onnxruntime has nothing for it."""
        if str(device) == self._session.device:
            return self
        return OnnxNetwork(Session(self._session.path, str(device)), self._network, self._beside)

    def forward(self, batch: Tensor) -> Tensor:
        """Compute a batch.

        Args:
            batch: (n, channels, *spatial), on any device.

        Returns:
            The output in float32, channels second; several outputs lie flat, one after the other, as (n, numbers).
        """
        found = self.named(batch)
        arrays = [torch.from_numpy(np.ascontiguousarray(found[name], np.float32)) for name in self.names]
        output = arrays[0] if len(arrays) == 1 else _joined(arrays, len(batch))
        last = self._last and len(arrays) == 1 and output.dim() == batch.dim()
        return (output.movedim(-1, 1) if last else output).to(batch.device)

    def named(self, batch: Tensor) -> Arrays:
        """Compute a batch.

        Args:
            batch: (n, channels, *spatial), on any device.

        Returns:
            Each output by its name as the file gives it, with n first where it has a batch.
        """
        given = batch.detach().cpu().numpy()
        given = np.moveaxis(given, 1, -1) if self._last else given
        given = np.ascontiguousarray(_typed(given, np.dtype(self._dtype)))
        parts = [self._part(given[first : first + self._step(len(given))]) for first in self._starts(len(given))]
        if len(parts) == 1:
            return parts[0]
        return {name: np.concatenate([part[name] for part in parts]) for name in self.names}

    def _step(self, count: int) -> int:
        return 1 if self._single else self._batch or max(1, count)

    def _starts(self, count: int) -> range:
        return range(0, max(1, count), self._step(count))

    def _part(self, given: NDArray[Any]) -> Arrays:
        """One pass: as many as the file wants at once, filled up with the last one."""
        missing = self._step(len(given)) - len(given)
        filled = np.concatenate([given, np.repeat(given[-1:], missing, 0)]) if missing else given
        outputs = self._session.run(self.names, {self._input: filled[0] if self._single else filled})
        if self._single:
            return {name: output[None] for name, output in zip(self.names, outputs, strict=True)}
        count = len(given) if missing else None
        return {name: output[:count] for name, output in zip(self.names, outputs, strict=True)}


def _typed(values: NDArray[Any], dtype: np.dtype[Any]) -> NDArray[Any]:
    """Numbers of another type; whole ones are rounded, and limited to what the type holds."""
    if dtype.kind in "iu":
        limits = np.iinfo(dtype)
        values = np.clip(np.rint(values), limits.min, limits.max)
    return values.astype(dtype, copy=False)


def _joined(arrays: list[Tensor], count: int) -> Tensor:
    """Several outputs as one row of numbers for each of the batch."""
    alike = all(array.dim() > 0 and array.shape[0] == count for array in arrays)
    rows = [array.reshape(count, -1) for array in arrays] if alike else [array.reshape(1, -1) for array in arrays]
    return torch.cat(rows, 1)


def load_onnx(path: Path, network: Network) -> OnnxNetwork:
    """An ONNX file, ready to predict on the processor.

    Args:
        path: The file.
        network: What the package states of it.

    Raises:
        ModelError: It is refused, or is another one than the package states.
    """
    beside = tuple(path.parent / name for name in checked(path).beside)
    return OnnxNetwork(Session(path), network, beside)


def _unfit(session: Session) -> ModelError:
    return ModelError(
        tr("{name} takes {inputs} and gives {outputs}, which its package does not state so.").format(
            name=session.path.name, inputs=", ".join(session.inputs), outputs=", ".join(session.outputs)
        ),
        tr("Import networks with one input of numbers, and name outputs the file has."),
    )
