"""Alignments (Stockholm, Clustal, MSF) and PIR, which may be one, read by Biopython record by record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from Bio.Align import MultipleSeqAlignment
from Bio.SeqRecord import SeqRecord

from medview.core.errors import ReadError
from medview.core.sequence import Alignment, Refused, SequenceFormat
from medview.core.text import tr
from medview.io.sequences.held import HeldSequences, Row, Rows, is_alignment, whole
from medview.io.sequences.ids import words
from medview.io.sequences.parsing import Text, annotations_of, features_of, parse_alignments, parse_records, parsed
from medview.io.sequences.reader import Sequences
from medview.io.sequences.source import Source
from medview.io.sequences.spelling import ODD, classes, wrong_letter

_STOCKHOLM_END = re.compile(r"^//[^\n]*\n?", re.MULTILINE)
_PIR_BEGIN = re.compile(r"^(?=>)", re.MULTILINE)
_STOCKHOLM_ID = re.compile(r"^#=GF +ID +(\S+)", re.MULTILINE)


def open_alignments(source: Source) -> Sequences:
    """Open a file of alignments.

    Raises:
        ReadError: None of its records can be used.
    """
    text, beside = words(whole(source)), Rows()
    return HeldSequences(source, _ROWS[source.format](text, beside), beside)


def _pieces(text: str, between: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """(line, text) of each part of a file, counted from 1."""
    line = 1
    ends = [found.end() for found in between.finditer(text) if found.end()]
    for begin, end in zip([0, *ends], [*ends, len(text)], strict=True):
        piece = text[begin:end]
        if piece.strip():
            yield line + len(piece[: len(piece) - len(piece.lstrip())].splitlines()), piece
        line += piece.count("\n")


def _stockholm(text: str, beside: Rows) -> Iterator[Row]:
    for line, piece in _pieces(text, _STOCKHOLM_END):
        name = _STOCKHOLM_ID.search(piece)
        yield from _aligned("stockholm", piece, line, name[1] if name else "", beside)


def _one(known: str) -> Callable[[str, Rows], Iterator[Row]]:
    return lambda text, beside: _aligned(known, text, 1, "", beside)


def _aligned(known: str, piece: str, line: int, name: str, beside: Rows) -> Iterator[Row]:
    try:
        found, notes = parsed(lambda: list(parse_alignments(Text(piece), known)))
        rows = [row for one in found for row in _rows(one, piece, line)]
    except ReadError as error:
        beside.refusals.add(Refused(0, name, line, error.message))
        return
    beside.notes += notes
    for one in found:
        first = sum(alignment.rows for alignment in beside.alignments)
        say = tuple((kind, str(value)) for kind, value in one.column_annotations.items())
        beside.alignments.append(Alignment(first, len(one), len(str(one[0].seq)), name, say))
    yield from rows


def _rows(alignment: MultipleSeqAlignment, piece: str, line: int) -> list[Row]:
    lines = _first_lines(piece)
    rows = [_row(record, line + lines.get((record.id or "").partition("/")[0], 0)) for record in alignment]
    for row in rows:
        _check(row)
    return rows


def _first_lines(piece: str) -> dict[str, int]:
    """First words of lines, without the places behind ``/`` -> how many lines lie before the first such line."""
    found: dict[str, int] = {}
    for number, line in enumerate(piece.split("\n")):
        first = line.split(None, 1)[0].partition("/")[0] if line.strip() and not line.startswith("#") else ""
        found.setdefault(first, number)
    return found


def _row(record: SeqRecord, line: int) -> Row:
    letters = str(record.seq).encode("ascii", "replace")
    marks = tuple((name, str(value)) for name, value in record.letter_annotations.items())
    about = (*annotations_of(record), *marks)
    description = record.description if record.description not in ("<unknown description>", record.id) else ""
    known = record.id or "?"
    name = record.name if record.name not in ("<unknown name>", None) else known
    return Row(known, name, description, letters, line, about, features_of(record))


def _check(row: Row) -> None:
    odd = classes(row.letters) & ODD
    if odd.any():
        raise ReadError(
            tr("{name}: {why}").format(name=row.id, why=wrong_letter(chr(row.letters[int(odd.argmax())]), None))
        )


def _pir(text: str, beside: Rows) -> Iterator[Row]:
    rows: list[Row] = []
    for number, (line, piece) in enumerate(_pieces(text, _PIR_BEGIN), start=1):
        try:
            record, notes = parsed(partial(_one_record, piece))
            row = _row(record, line)
            _check(row)
        except ReadError as error:
            name = piece[4:].split("\n", 1)[0].strip() if piece.startswith(">") else ""
            beside.refusals.add(Refused(number, name, line, error.message))
            continue
        beside.notes += notes
        rows.append(row)
    if len(rows) > 1 and is_alignment({len(row.letters) for row in rows}, (row.letters for row in rows)):
        beside.alignments.append(Alignment(0, len(rows), len(rows[0].letters)))
    yield from rows


def _one_record(piece: str) -> SeqRecord:
    record = next(parse_records(Text(piece), "pir"), None)
    if record is None:
        raise ReadError(tr("It is no record."))
    return record


_ROWS: dict[SequenceFormat, Callable[[str, Rows], Iterator[Row]]] = {
    "stockholm": _stockholm,
    "clustal": _one("clustal"),
    "msf": _one("msf"),
    "pir": _pir,
}
