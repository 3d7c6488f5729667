"""A network's answers for each letter of a text of any length: windows that overlap by what an answer depends on.

Beyond the ends of a text there is nothing: no column is set. Windows give what one whole pass gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.engine.model import Model, Step
from medview.engine.sequences.reading import Answers, Codes, How, Reader
from medview.engine.stopping import stoppable

Place = NDArray[np.floating[Any]]

_TOGETHER = 1 << 15
"""Letters of short stretches that are computed at once."""


def along(
    model: Model,
    codes: Codes,
    step: Step,
    how: How | None = None,
    into: Place | None = None,
    spread: Place | None = None,
) -> Place:
    """The mean answer of a model's networks for each letter of a text.

    Args:
        model: Of a package that answers for each letter, or for the letters that could stand at each place.
        codes: (length,) ASCII; small letters, U for T, gaps and unknown letters as ``engine.letters`` reads them.
        step: Called before each window and between layers with the done part; may raise to stop.
        how: How it is read; by default as it is stored, outputs before any activation.
        into: (outputs, length) of any type, such as a memory map, where the answers go; None to make it.
        spread: Likewise: where the standard deviation over the networks goes; None where it is not wanted.

    Returns:
        (outputs, length): ``into``, or a new float32 array.

    Raises:
        ModelError: The model cannot read texts of any length letter by letter, or not this strand.
    """
    reader = Reader.of(model, how or How())
    length = len(codes)
    found: Place = np.zeros((reader.channels, length), np.float32) if into is None else into
    for start, end in reader.stretches(length):
        step(start / length)
        with stoppable(partial(step, start / length)):
            mean, differ = reader.answers([reader.cut(codes, start, end)], spread is not None)
        found[:, start:end] = reader.back(mean[0], end - start)
        if spread is not None:
            spread[:, start:end] = reader.back(differ[0], end - start)
    step(1.0)
    return found


@dataclass(frozen=True, eq=False)
class Stretch:
    """A stretch of a text that is answered for; what lies beside it is read, and nothing beyond the text.

    Args:
        codes: (length,) ASCII of the text.
        start: First letter of the stretch.
        end: Behind its last.
    """

    codes: Codes
    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


def of_each(model: Model, stretches: Sequence[Stretch], step: Step, how: How | None = None) -> Iterator[Answers]:
    """Like ``along`` for many short stretches: neighbours of like length are computed at once.

    Args:
        model: As for ``along``.
        stretches: Each is computed as a whole.
        step: As for ``along``.
        how: As for ``along``.

    Yields:
        (outputs, length) of each stretch, in their order.

    Raises:
        ModelError: As ``along``.
    """
    reader, done = Reader.of(model, how or How()), 0
    for part in _parts(reader, stretches):
        step(done / len(stretches))
        with stoppable(partial(step, done / len(stretches))):
            answers, _ = reader.answers([reader.cut(one.codes, one.start, one.end) for one in part], spread=False)
        for one, answer in zip(part, answers, strict=True):
            yield reader.back(answer, len(one))
        done += len(part)


def _parts(reader: Reader, stretches: Sequence[Stretch]) -> Iterator[list[Stretch]]:
    """Neighbours that are filled up to the same length, as many as are computed at once."""
    part: list[Stretch] = []
    for one in stretches:
        size = reader.filled(len(one))
        if part and (size != reader.filled(len(part[0])) or size * (len(part) + 1) > _TOGETHER):
            yield part
            part = []
        part.append(one)
    if part:
        yield part
