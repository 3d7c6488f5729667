"""The mapped files of an opened file of sequences, as the views of sequences want them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from medview.core.alphabet import Alphabet
from medview.core.content import AlongRecord, SequenceContent
from medview.core.errors import ReadError
from medview.core.sequence import SequenceRecord
from medview.views.sequences.record_model import Line, line_of
from medview.views.sequences.values import Aligned, Codes, Plot, Shown
from medview.views.sequences.words import tr

_BEST_PHRED = 42.0
"""What most machines write of their surest letters; plots reach at least up to it."""


class SequenceData:
    """Gives records and alignments of a file.

    Args:
        content: The file.
    """

    def __init__(self, content: SequenceContent) -> None:
        self.content = content
        self.records = content.records.open()
        self.letters = content.letters.open()

    def __len__(self) -> int:
        return len(self.records)

    def fetch(self, first: int, count: int, take: Callable[[Sequence[Line]], None]) -> None:
        """Hand over the lines of some records."""
        take([line_of(self.records.record(index)) for index in range(first, first + count)])

    def shown(self, number: int, along: AlongRecord) -> Shown:
        """A record with what lies along it; letters that its file does not have are unknown ones.

        Raises:
            ReadError: There is no such record.
        """
        record = self.records.record(number)
        letters = self._unknown(record, along) if record.absent else self.letters.codes(number)
        return Shown(record, letters, along.features, along.variants, self._plots(number), code=along.code)

    def aligned(self, number: int) -> Aligned:
        """An alignment of the file.

        Raises:
            ReadError: Its rows are not as long as each other.
        """
        known = self.content.file.alignments[number]
        rows = range(known.first, known.first + known.rows)
        begin, end = (int(self.letters.offsets[at]) for at in (rows.start, rows.stop))
        if end - begin != known.rows * known.columns:
            raise ReadError(
                tr("The rows of the alignment are not as long as each other."), tr("Open its records one by one.")
            )
        records = [self.records.record(index) for index in rows]
        alphabets = {record.alphabet for record in records if record.alphabet is not None}
        alphabet = alphabets.pop() if len(alphabets) == 1 else Alphabet.PROTEIN
        table = self.letters.flat[begin:end].reshape(known.rows, known.columns)
        names, pair = tuple(record.id for record in records), self.content.pair
        if pair is None:
            return Aligned(names, table, alphabet, title=known.name)
        title, starts = f"{names[0]} – {names[1]}", (pair.first.start, pair.second.start)
        return Aligned(names, table, alphabet, np.array(pair.chances), tr("Probability"), title, starts)

    def _unknown(self, record: SequenceRecord, along: AlongRecord) -> Codes:
        """As many unknown letters as the record is said to have, and its variants need; they take no memory."""
        last = max((variant.end for variant in along.variants), default=0)
        nucleic = record.alphabet is None or record.alphabet.is_nucleic
        unknown = np.array(ord("N" if nucleic else "X"), np.uint8)
        return np.broadcast_to(unknown, (max(record.length, last),))

    def _plots(self, number: int) -> tuple[Plot, ...]:
        if not self.content.qualities:
            return ()
        begin, end = (int(self.letters.offsets[at]) for at in (number, number + 1))
        values: NDArray[np.float32] = np.fromfile(self.content.qualities, np.uint8, end - begin, offset=begin).astype(
            np.float32
        )
        best = max(_BEST_PHRED, float(values.max(initial=0)))
        return (Plot(tr("Quality"), values, limits=(0.0, best), threshold=20.0, unit=tr("Phred")),)
