"""Letters of all records of an opened file in one mapped file: what crosses between processes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from medview.core.errors import ReadError
from medview.core.text import tr


@dataclass(frozen=True)
class StoredLetters:
    """Letters in mapped files.

    Args:
        path: A file with all letters, one byte each (ASCII, case and gaps as stored), record after record.
        offsets: A .npy file, (records + 1,) int64: where each record's letters begin; a record whose letters are not in
            the file it came from has none.
    """

    path: str
    offsets: str

    def open(self) -> Letters:
        """Map them read-only."""
        offsets = np.load(self.offsets, mmap_mode="r", allow_pickle=False)
        size = Path(self.path).stat().st_size  # an empty file cannot be mapped
        flat = np.memmap(self.path, np.uint8, "r") if size else np.empty(0, np.uint8)
        return Letters(flat, offsets)


@dataclass(frozen=True, eq=False)
class Letters:
    """Letters of many records.

    Args:
        flat: (letters,) uint8, ASCII.
        offsets: (records + 1,) int64: where each record begins.
    """

    flat: NDArray[np.uint8]
    offsets: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def codes(self, record: int, start: int = 0, end: int | None = None) -> NDArray[np.uint8]:
        """ASCII codes of an interval, (end - start,); without ``end``, up to the record's end. Nothing is copied.

        Raises:
            ReadError: There is no such record or interval.
        """
        if not 0 <= record < len(self):
            raise ReadError(
                tr("There is no record {number}; there are {count}.").format(number=record + 1, count=len(self))
            )
        first, behind = int(self.offsets[record]), int(self.offsets[record + 1])
        check_interval(start, behind - first if end is None else end, behind - first)
        return self.flat[first + start : behind if end is None else first + end]

    def text(self, record: int, start: int = 0, end: int | None = None) -> str:
        """The letters of an interval.

        Raises:
            ReadError: There is no such record or interval.
        """
        return self.codes(record, start, end).tobytes().decode("ascii")


def check_interval(start: int, end: int, length: int) -> None:
    """Make sure that an interval lies within a record.

    Raises:
        ReadError: It does not.
    """
    if not 0 <= start <= end <= length:
        raise ReadError(
            tr("There are no letters {start} to {end} in a record of {length}.").format(
                start=start, end=end, length=length
            ),
            tr("Ask for letters between 0 and {length}.").format(length=length),
        )
