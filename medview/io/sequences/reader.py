"""An open file of sequences: its value, and whatever of a record is asked for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from medview.core.errors import ReadError
from medview.core.finding import Review
from medview.core.letters import check_interval
from medview.core.pair_alignment import PairAlignment
from medview.core.sequence import Feature, SequenceFile, SequenceRecord, Variant
from medview.core.text import tr

Codes = NDArray[np.uint8]


class Sequences(ABC):
    """Reads an open file; closed when the ``with`` block ends.

    Args:
        file: What it holds.
    """

    def __init__(self, file: SequenceFile) -> None:
        self.file = file

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __len__(self) -> int:
        return self.file.count

    def record(self, index: int) -> SequenceRecord:
        """One record.

        Raises:
            ReadError: There is none of this index, or the file changed since it was opened.
        """
        self._check(index)
        return self.file.records[index] if index < len(self.file.records) else self._record(index)

    def _check(self, index: int) -> None:
        if not 0 <= index < self.file.count:
            raise ReadError(
                tr("There is no record {number}; there are {count}.").format(number=index + 1, count=self.file.count)
            )

    def codes(self, record: int, start: int = 0, end: int | None = None) -> Codes:
        """ASCII codes of letters, (end - start,), case, gaps and stops as stored.

        Args:
            record: Index of the record.
            start: First letter, counted from 0.
            end: Behind the last letter; None for the record's end.

        Raises:
            ReadError: There is no such record or interval, its letters are not in the file, or the file changed.
        """
        self._check(record)
        length, absent = self._extent(record)
        if absent:
            raise ReadError(absent, tr("Open a file that holds its letters, such as FASTA."))
        behind = length if end is None else end
        check_interval(start, behind, length)
        return self._codes(record, start, behind)

    def text(self, record: int, start: int = 0, end: int | None = None) -> str:
        """The same letters as a string.

        Raises:
            ReadError: As ``codes``.
        """
        return self.codes(record, start, end).tobytes().decode("ascii")

    def qualities(self, record: int, start: int = 0, end: int | None = None) -> NDArray[np.int16]:
        """Phred qualities of letters, (end - start,).

        Raises:
            ReadError: As ``codes``, or the format has no qualities.
        """
        raise ReadError(tr("A file of the format {format} has no qualities.").format(format=self.file.format))

    def features(self, record: int) -> tuple[Feature, ...]:
        """What the file says of places in a record, in its order; none where the format has no such thing.

        Raises:
            ReadError: There is no such record, or the file changed.
        """
        self.record(record)
        return ()

    def annotations(self, record: int) -> tuple[tuple[str, str], ...]:
        """(name, value) of what the file says of a whole record: organism, references, comments.

        Raises:
            ReadError: There is no such record, or the file changed.
        """
        self.record(record)
        return ()

    def variants(self, record: int, start: int = 0, end: int | None = None) -> tuple[Variant, ...]:
        """Variants that touch an interval of a record, in the file's order; none where the format has no such thing.

        Raises:
            ReadError: There is no such record, or the file changed.
        """
        self.record(record)
        return ()

    def pair(self) -> PairAlignment | None:
        """What is known of two aligned sequences beside their rows; None where the format has no such thing."""
        return None

    def decided(self) -> Review | None:
        """What a person decided on two aligned sequences; None: nothing, or the format has no such thing."""
        return None

    @abstractmethod
    def _record(self, index: int) -> SequenceRecord:
        """A record beyond those the file's value lists."""

    def _extent(self, index: int) -> tuple[int, str]:
        """Length of a record, and why its letters are not in the file."""
        known = self.record(index)
        return known.length, known.absent

    @abstractmethod
    def _codes(self, record: int, start: int, end: int) -> Codes:
        """Letters of an interval that was checked."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the file."""
