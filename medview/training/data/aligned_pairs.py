"""Read pairs of sequences whose alignment is known: one JSON object for each line, or files of alignments."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.alphabet import GAPS
from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.io.sequences import is_sequence_file, open_sequences

Numbers = NDArray[np.int64]

_LINES = (".jsonl", ".jsonl.gz")
_FIELDS = ("family", "a", "b", "ref_a", "ref_b")


@dataclass(frozen=True, eq=False)
class AlignedPair:
    """Two sequences whose alignment is known.

    Args:
        name: Of the pair.
        part: Which part of the data it belongs to, such as ``RV11``; empty: they name none.
        family: The family of both.
        first: Letters of the first sequence, without gaps.
        second: Those of the second one.
        columns: (n, 2) numbers of the letters that are paired, ascending.
    """

    name: str
    part: str
    family: str
    first: str
    second: str
    columns: Numbers


@dataclass(frozen=True)
class AlignedData:
    """The pairs of a folder.

    Args:
        pairs: In their order.
        left_out: (file, reason) for everything that is not used.
    """

    pairs: tuple[AlignedPair, ...]
    left_out: tuple[tuple[str, str], ...] = ()


def read_aligned(path: Path) -> AlignedData:
    """Read pairs whose alignment is known.

    Args:
        path: A file of lines (``.jsonl``, plain or packed with gzip), each an object with ``family``, the names ``a``
            and ``b``, and the rows ``ref_a`` and ``ref_b`` of their alignment (``set`` names the part); a folder with
            such a file; or files of alignments, each of one family, in folders that name the parts: all pairs of their
            rows are taken.

    Raises:
        MedViewError: There is nothing of this kind.
    """
    files = [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file())
    lined = [file for file in files if file.name.endswith(_LINES)]
    chosen = lined or [file for file in files if is_sequence_file(str(file))]
    pairs, left_out, families = list[AlignedPair](), list[tuple[str, str]](), set[str]()
    for file in chosen:
        if not lined and file.stem in families:  # the same alignment in another format
            continue
        try:
            found = list(_of_lines(file) if lined else _of_alignment(file))
        except MedViewError as error:
            left_out.append((file.name, str(error)))
            continue
        families |= {one.family for one in found}
        pairs += found
    if not pairs:
        raise MedViewError(
            tr("{name} holds no pairs of sequences whose alignment is known.").format(name=path.name or path),
            " ".join(f"{name}: {why}" for name, why in left_out[:3])
            or tr("Give files of alignments, one for each family, or a file pairs.jsonl with their rows."),
        )
    return AlignedData(tuple(pairs), tuple(left_out))


def _of_lines(file: Path) -> Iterator[AlignedPair]:
    opened = gzip.open if file.name.endswith(".gz") else open
    try:
        with opened(file, "rt", encoding="utf-8") as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield _of_line(json.loads(line), number)
    except (OSError, EOFError, ValueError) as error:
        raise MedViewError(str(error), tr("Write one JSON object for each line.")) from error


def _of_line(told: Any, number: int) -> AlignedPair:
    texts = [text for name in _FIELDS if isinstance(text := told.get(name), str)] if isinstance(told, dict) else []
    if len(texts) < len(_FIELDS):
        raise MedViewError(
            tr("Line {number} does not state all of {names}.").format(number=number, names=", ".join(_FIELDS)),
            tr("Write one JSON object for each line."),
        )
    family, one, other, first, second = texts
    return paired(f"{family} {one} {other}", str(told.get("set", "")), family, first, second)


def _of_alignment(file: Path) -> Iterator[AlignedPair]:
    """All pairs of the rows of a file's alignments."""
    for texts in _rows(file):
        for one, other in combinations(texts, 2):
            yield paired(f"{file.stem} {one} {other}", file.parent.name, file.stem, texts[one], texts[other])


def _rows(file: Path) -> list[dict[str, str]]:
    """The rows of each alignment of a file, by their names."""
    with TemporaryDirectory(prefix="alignment-") as private, open_sequences(str(file), Path(private), _silent) as held:
        return [
            {held.record(row).id: held.text(row) for row in range(one.first, one.first + one.rows)}
            for one in held.file.alignments
        ]


def _silent(fraction: float, note: str = "") -> None:
    """Small files are read at once."""


def paired(name: str, part: str, family: str, first: str, second: str) -> AlignedPair:
    """A pair from the rows of its alignment.

    Raises:
        MedViewError: The rows have different lengths, or no letters.
    """
    rows = [np.frombuffer(row.upper().encode("latin-1", "replace"), np.uint8) for row in (first, second)]
    there = [~np.isin(row, np.frombuffer(GAPS.encode(), np.uint8)) for row in rows]
    if len(rows[0]) != len(rows[1]) or not all(one.any() for one in there):
        raise MedViewError(
            tr("The rows of {name} have {first} and {second} columns.").format(
                name=name, first=len(rows[0]), second=len(rows[1])
            ),
            tr("Give rows of one alignment, of equal length, each with letters."),
        )
    both = there[0] & there[1]
    columns = np.stack([(np.cumsum(one) - 1)[both] for one in there], 1)
    one, other = (row[held].tobytes().decode("latin-1") for row, held in zip(rows, there, strict=True))
    return AlignedPair(name, part, family, one, other, columns)
