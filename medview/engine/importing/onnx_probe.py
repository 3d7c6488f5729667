"""Which shape an ONNX network takes and what it gives: read from the file where it says, else tried on noise."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal

import numpy as np

from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.importing.sample import SEED
from medview.engine.onnx.checks import Model
from medview.engine.onnx.contents import Axis
from medview.engine.onnx.session import DTYPES, Session, TooLong, too_large

SIDES: Mapping[int, tuple[int, ...]] = {
    3: (96, 64, 128, 32, 160),
    2: (256, 224, 512, 640, 320, 128, 64, 28),
    1: (1024, 4096, 512, 128),
}
"""Sides that are tried where a file leaves them open, by the number of dimensions."""

CHANNELS: Mapping[int, tuple[int, ...]] = {3: (1, 2, 4), 2: (3, 1), 1: (1, 4)}
"""Channels that are tried where a file leaves them open."""

MOST_INPUT = 1 << 30
"""Numbers of one input: 4 GB."""

WITHIN_S = 600.0
"""A network that is tried for so long is stopped: some never end."""

_FEW = 4
"""As many channels a picture or volume has at most, where it is told from its axes which of them the channels are."""


@dataclass(frozen=True)
class Given:
    """One output.

    Args:
        shape: Its shape on the input that was tried.
        kind: Of its numbers: ``f``, ``i``, ``u`` or ``b``, as numpy says it.
    """

    shape: tuple[int, ...]
    kind: str


@dataclass(frozen=True)
class Probed:
    """What a network takes and gives.

    Args:
        shape: (1, channels, *spatial) it ran on.
        dims: How many spatial axes there are.
        fixed: Whether it takes only these.
        channels_last: Whether the file wants the channels last.
        unbatched: Whether the file wants no batch.
        whole: Whether it takes whole numbers, such as 0 to 255.
        outputs: What it gives, by name.
    """

    shape: tuple[int, ...]
    dims: Literal[1, 2, 3]
    fixed: bool
    channels_last: bool
    unbatched: bool
    whole: bool
    outputs: Mapping[str, Given]

    @property
    def channels(self) -> int:
        """Channels of the input."""
        return self.shape[1]

    @property
    def sides(self) -> tuple[int, ...]:
        """Its spatial shape."""
        return self.shape[2:]


@dataclass(frozen=True)
class _Input:
    """How the only input of a file lies."""

    name: str
    dtype: str
    channel: Axis
    sides: tuple[Axis, ...]
    batch: int
    channels_last: bool
    unbatched: bool

    def shape(self, channels: int, sides: Sequence[int]) -> tuple[int, ...]:
        """The shape the file wants."""
        inner = (*sides, channels) if self.channels_last else (channels, *sides)
        return inner if self.unbatched else (self.batch, *inner)


def probe(model: Model, size: Sequence[int], settings: Mapping[str, object]) -> Probed:
    """Run a file once on noise.

    Args:
        model: The file, which was checked.
        size: The size of the input its maker names; empty for none.
        settings: What a person says; sizes in it are tried first.

    Raises:
        ModelError: It has other inputs than one of pictures, volumes or sequences, or runs on nothing that was tried.
    """
    session = Session(model.path)
    wanted = _input(session)
    last: ModelError | None = None
    for channels, sides in _tries(wanted, _wished(settings, size, len(wanted.sides))):
        try:
            return _ran(session, wanted, channels, sides)
        except TooLong:
            raise
        except ModelError as error:
            last = error
    raise ModelError(
        tr("{name} runs on no input of the shapes that were tried. {why}").format(
            name=model.path.name, why=last.message if last else ""
        ),
        tr("Say its size with --settings, such as “tiling” with “patch”."),
    )


def _input(session: Session) -> _Input:
    if len(session.inputs) != 1:
        raise _unfit(session, tr("it takes {count} inputs").format(count=len(session.inputs)))
    ((name, (kind, shape)),) = session.inputs.items()
    others = [given for given, _ in session.outputs.values() if given not in DTYPES]
    if others:
        raise _unfit(session, tr("it gives {kind}").format(kind=others[0]))
    if kind not in DTYPES or not 3 <= len(shape) <= 5:
        raise _unfit(session, tr("it takes {kind} of {count} axes").format(kind=kind, count=len(shape)))
    unbatched = len(shape) == 3 and shape[0] == 3
    inner = shape if unbatched else shape[1:]
    last = len(inner) > 2 and _is_few(inner[-1]) and not _is_few(inner[0])
    channel, sides = (inner[-1], inner[:-1]) if last else (inner[0], inner[1:])
    batch = shape[0] if isinstance(shape[0], int) and not unbatched else 1
    if math.prod(side for side in shape if isinstance(side, int)) > MOST_INPUT:
        raise _unfit(session, tr("it takes {shape} numbers at once").format(shape=" × ".join(map(str, shape))))
    return _Input(name, DTYPES[kind], channel, sides, max(1, batch), last, unbatched)


def _is_few(axis: Axis) -> bool:
    return isinstance(axis, int) and 0 < axis <= _FEW


def _wished(settings: Mapping[str, object], size: Sequence[int], dims: int) -> tuple[int, ...]:
    """A spatial shape a person or the file's maker names."""
    for part, entry in (("detection", "size"), ("preparation", "size"), ("tiling", "patch")):
        said: Any = settings.get(part)
        found = said.get(entry) if isinstance(said, Mapping) else None
        if isinstance(found, list | tuple) and all(isinstance(side, int) and side > 0 for side in found):
            sides = tuple(side for side in found if side > 1) if len(found) > dims else tuple(found)
            if len(sides) == dims:
                return sides
    return tuple(size) if len(size) == dims else ()


def _tries(wanted: _Input, wished: Sequence[int]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Channels and sides, the likeliest first."""
    dims = len(wanted.sides)
    fixed = isinstance(wanted.channel, int) and wanted.channel > 0
    channels = (int(wanted.channel),) if fixed else CHANNELS[dims]
    open_ = any(isinstance(side, str) for side in wanted.sides)
    named = [wished] if wished else []
    shapes = [*named, *((side,) * dims for side in SIDES[dims])] if open_ else [(1,) * dims]
    for shape, count in product(shapes, channels):
        pairs = zip(wanted.sides, shape, strict=True)
        yield count, tuple(side if isinstance(side, int) else tried for side, tried in pairs)


def _ran(session: Session, wanted: _Input, channels: int, sides: tuple[int, ...]) -> Probed:
    whole = np.dtype(wanted.dtype).kind in "iub"
    noise = np.random.default_rng(SEED).random(wanted.shape(channels, sides), np.float32)
    given = (noise * 100.0 if whole else noise).astype(wanted.dtype)
    names = tuple(session.outputs)
    try:
        found = session.run(names, {wanted.name: given}, WITHIN_S)
    except MemoryError as error:
        raise too_large(session.path.name) from error
    pairs = zip(names, found, strict=True)
    outputs = {name: Given(_of_one(array.shape, wanted.batch), array.dtype.kind) for name, array in pairs}
    return Probed(
        shape=(1, channels, *sides),
        dims=len(sides),  # type: ignore[arg-type] # 1, 2 or 3
        fixed=not any(isinstance(side, str) for side in wanted.sides),
        channels_last=wanted.channels_last,
        unbatched=wanted.unbatched,
        whole=whole,
        outputs=outputs,
    )


def _of_one(shape: tuple[int, ...], batch: int) -> tuple[int, ...]:
    """The shape there is for one of a batch."""
    return (1, *shape[1:]) if shape[:1] == (batch,) else shape


def _unfit(session: Session, why: str) -> ModelError:
    return ModelError(
        tr("{name} cannot be imported: {why}.").format(name=session.path.name, why=why),
        tr("MedView imports networks with one input: a picture, a volume or a sequence, channels first or last."),
    )
