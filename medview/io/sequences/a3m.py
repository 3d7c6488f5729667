"""A3M: rows of an alignment whose insertions, in lower case, take no place in other rows.

They are given the place here, as A2M does: a dot in every row that has no letter there, so that all are of one length.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from medview.core.errors import ReadError
from medview.core.sequence import Alignment, Refused
from medview.core.text import tr
from medview.io.sequences.fasta import open_fasta
from medview.io.sequences.held import HeldSequences, Row, Rows
from medview.io.sequences.reader import Sequences
from medview.io.sequences.source import Source

_DOT = ord(".")
_MOST = 1 << 32


def open_a3m(source: Source) -> Sequences:
    """Open an A3M file.

    Raises:
        ReadError: None of its rows can be used, or they grow too long.
    """
    stored = open_fasta(source)
    columns, widest, beside = _measured(stored)
    total = int(columns + widest.sum())
    if total * len(stored) > _MOST:
        raise ReadError(
            tr("Its {rows} rows have {columns} columns with all insertions, too many to be shown.").format(
                rows=len(stored), columns=total
            ),
            tr("Leave the insertions out (hhfilter, reformat.pl -r) and open that."),
        )
    beside.notes = [note for note in stored.file.notes if note not in source.notes]
    for refused in stored.file.refused:
        beside.refusals.add(refused)
    return HeldSequences(source, _rows(stored, columns, widest, beside), beside)


def _inserted(codes: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """Letters without dots, and which of them are insertions."""
    letters = codes[codes != _DOT]
    return letters, (letters >= ord("a")) & (letters <= ord("z"))


def _measured(stored: Sequences) -> tuple[int, NDArray[np.int64], Rows]:
    """Columns of the first row, and the most insertions before, between and behind them."""
    _, inserted = _inserted(stored.codes(0))
    columns = int((~inserted).sum())
    widest = np.zeros(columns + 1, np.int64)
    for record in range(len(stored)):
        _, inserted = _inserted(stored.codes(record))
        if int((~inserted).sum()) == columns:
            places = np.cumsum(~inserted)[inserted]
            widest = np.maximum(widest, np.bincount(places, minlength=columns + 1))
    return columns, widest, Rows()


def _rows(stored: Sequences, columns: int, widest: NDArray[np.int64], beside: Rows) -> Iterator[Row]:
    begins = np.concatenate([[0], np.cumsum(widest)[:-1]]) + np.arange(columns + 1)
    total, kept = int(columns + widest.sum()), 0
    for record in range(len(stored)):
        known = stored.record(record)
        letters, inserted = _inserted(stored.codes(record))
        if int((~inserted).sum()) != columns:
            reason = tr("It has {found} columns; the first row has {columns}.").format(
                found=int((~inserted).sum()), columns=columns
            )
            beside.refusals.add(Refused(record + 1, known.id, known.line, reason))
            continue
        row = np.full(total, _DOT, np.uint8)
        slots = np.cumsum(~inserted, dtype=np.int64)
        row[begins[slots[~inserted] - 1] + widest[slots[~inserted] - 1]] = letters[~inserted]
        row[begins[slots[inserted]] + _within(slots[inserted])] = letters[inserted]
        kept += 1
        yield Row(known.id, known.name, known.description, row.tobytes(), known.line)
    beside.alignments.append(Alignment(0, kept, total))


def _within(slots: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each of some ascending numbers, how many equal ones come before it."""
    if not len(slots):
        return slots
    firsts = np.concatenate([[True], slots[1:] != slots[:-1]])
    numbers = np.arange(len(slots), dtype=np.int64)
    within: NDArray[np.int64] = numbers - numbers[firsts][np.cumsum(firsts) - 1]
    return within
