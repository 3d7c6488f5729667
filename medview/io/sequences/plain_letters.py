"""A file of nothing but letters, with or without the numbers of lines: one record, named like the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from medview.core.errors import ReadError
from medview.core.sequence import Refused
from medview.io.sequences.held import HeldSequences, Row, Rows
from medview.io.sequences.reader import Sequences
from medview.io.sequences.source import Source
from medview.io.sequences.spelling import BLANKS, LINE_ENDS, ODD, classes, wrong_letter

_LEFT_OUT = BLANKS + LINE_ENDS + b"0123456789"


def open_plain(source: Source) -> Sequences:
    """Open a file of bare letters.

    Raises:
        ReadError: It has something else too.
    """
    beside = Rows()
    return HeldSequences(source, _rows(source, beside), beside)


def _rows(source: Source, beside: Rows) -> Iterator[Row]:
    parts, line = [], 1
    try:
        for _, data in source.content.chunks(source.start):
            parts.append(data.translate(None, _LEFT_OUT))
            odd = np.flatnonzero(classes(parts[-1]) & ODD)
            if len(odd):
                sign = parts[-1][int(odd[0]) : int(odd[0]) + 1]
                line += data[: data.index(sign)].count(b"\n")
                raise ReadError(wrong_letter(chr(sign[0]), None))
            line += data.count(b"\n")
    except ReadError as error:
        beside.refusals.add(Refused(1, "", line, error.message))
        return
    name = Path(source.path).stem
    yield Row(name, name, "", b"".join(parts), 1)
