"""What a language model says of substitutions: a table (CSV) or JSON of every letter at every place, or of some.

A score is log p(alternative) - log p(reference), natural, at a place the model was not shown (masked marginals: Meier
et al. 2021, NeurIPS 34:29287). Below nought the reference is the likelier.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from medview.core.errors import WriteError
from medview.core.finding import Analysis
from medview.core.stretches import Along, of_letters, tracks
from medview.core.study import Series, Study
from medview.core.text import tr
from medview.io.atomic import atomic
from medview.io.findings_file import NOT_A_DEVICE
from medview.io.selection import UNREVIEWED, check_belonging
from medview.io.sequences.opening import open_sequences
from medview.io.sequences.reader import Sequences
from medview.io.sources import Checkpoint

FORMAT = "medview-substitutions"
COLUMNS = (
    "record",
    "variant",
    "position",
    "reference",
    "alternative",
    "log_odds",
    "left_out",
    "decision",
    "model",
    "version",
)
"""``position`` counts letters of the record from 1; ``variant`` is the three together, as ``A123T``; ``left_out`` says
why nothing is told."""
_DECIMALS = 3
_ASKED = re.compile(r"(?:(?P<record>.+):)?(?P<reference>[A-Za-z])(?P<position>\d+)(?P<alternative>[A-Za-z])")

Row = dict[str, Any]


@dataclass(frozen=True, eq=False)
class _Record:
    """A record a model answered for.

    Args:
        along: The numbers along it.
        text: Its letters, capital.
    """

    along: Along
    text: str

    @property
    def letters(self) -> str:
        """What each line of the numbers is."""
        return "".join(line.value for line in self.along.track.lines)

    def values(self) -> np.ndarray[Any, Any]:
        """(letters, length) log odds."""
        first = self.along.track.first
        stored = np.load(self.along.track.path, mmap_mode="r", allow_pickle=False)
        return np.asarray(stored[:, first : first + len(self.text)], np.float32)


def write_substitutions(
    study: Study,
    series: Series,
    analysis: Analysis,
    path: Path,
    folder: Path,
    checkpoint: Checkpoint,
    asked: Sequence[str] = (),
) -> None:
    """Write what is said of substitutions; no person has reviewed it, and the file says so.

    Args:
        study: The examination.
        series: The file of sequences.
        analysis: What a language model says of it.
        path: Where it goes; it ends in .csv or .json.
        folder: Private folder for what is unpacked.
        checkpoint: Progress and cancel.
        asked: Those that are wanted, as ``A123T`` or, where there are several records, ``NAME:A123T``; none: all.

    Raises:
        MedViewError: The parts do not belong together.
        ReadError: The file of sequences cannot be read any more.
        WriteError: The analysis says nothing of substitutions, or it cannot be written.
    """
    check_belonging(series, analysis, study)
    with open_sequences(series.instances[0].path, folder, checkpoint) as sequences:
        records = [_record(sequences, one) for one in tracks(analysis.findings) if of_letters(one.track)]
    if not records:
        raise WriteError(
            tr("{model} says nothing of substitutions.").format(model=analysis.model_name),
            tr("Choose a language model of sequences."),
        )
    rows, left_out = _asked(records, asked) if asked else (_all(records), [])
    _FORMS[path.suffix](analysis, rows, left_out, path)


def _record(sequences: Sequences, along: Along) -> _Record:
    """A record with its letters.

    Raises:
        WriteError: It is another one than was analysed.
    """
    record = sequences.record(along.where.record)
    if record.id != along.where.name or record.length != along.where.end:
        raise WriteError(
            tr("The file is another one than was analysed: its record {number} is {name}.").format(
                number=along.where.record + 1, name=record.id
            ),
            tr("Open it again and repeat the analysis."),
        )
    return _Record(along, sequences.text(along.where.record).upper())


def _all(records: Sequence[_Record]) -> Iterator[Row]:
    """Every other letter at every place whose own letter the model knows."""
    for one in records:
        values, letters = one.values(), one.letters
        for place, reference in enumerate(one.text):
            if reference in letters:
                yield from (
                    _row(one, place, other, float(values[row, place]))
                    for row, other in enumerate(letters)
                    if other != reference
                )


def _asked(records: Sequence[_Record], asked: Sequence[str]) -> tuple[list[Row], list[Row]]:
    """The rows that were asked for, and why others cannot be told."""
    rows, left_out = list[Row](), list[Row]()
    for variant in asked:
        found = _one(records, variant)
        if isinstance(found, str):
            left_out.append({"variant": variant, "why": found})
        else:
            rows.append(found)
    return rows, left_out


def _one(records: Sequence[_Record], variant: str) -> Row | str:
    said = _ASKED.fullmatch(variant)
    if said is None:
        return tr("It is not written as a letter, a position and another letter, such as A123T.")
    named = [one for one in records if said["record"] in (None, one.along.where.name)]
    if len(named) != 1:
        names = ", ".join(one.along.where.name for one in records[:3])
        return tr("It does not tell which record is meant; name one of them, such as {names}.").format(names=names)
    (one,), place = named, int(said["position"]) - 1
    reference, other = said["reference"].upper(), said["alternative"].upper()
    if not 0 <= place < len(one.text):
        return tr("The record has {count} letters.").format(count=len(one.text))
    if one.text[place] != reference:
        return tr("The record has {letter} there.").format(letter=one.text[place])
    unknown = next((letter for letter in (reference, other) if letter not in one.letters), None)
    if unknown is not None:
        return tr("The model does not know the letter {letter}.").format(letter=unknown)
    return _row(one, place, other, float(one.values()[one.letters.index(other), place]))


def _row(one: _Record, place: int, other: str, value: float) -> Row:
    reference = one.text[place]
    return {
        "record": one.along.where.name,
        "variant": f"{reference}{place + 1}{other}",
        "position": place + 1,
        "reference": reference,
        "alternative": other,
        "log_odds": round(value, _DECIMALS),
    }


def _write_csv(analysis: Analysis, rows: Iterator[Row] | list[Row], left_out: list[Row], path: Path) -> None:
    source = analysis.findings[0].source
    shared = {"decision": UNREVIEWED, "model": source.model, "version": source.version}
    with atomic(path) as sibling, sibling.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
        table.writeheader()
        table.writerows({**row, **shared} for row in rows)
        table.writerows({"variant": one["variant"], "left_out": one["why"]} for one in left_out)


def _write_json(analysis: Analysis, rows: Iterator[Row] | list[Row], left_out: list[Row], path: Path) -> None:
    source = analysis.findings[0].source
    document = {
        "format": FORMAT,
        "version_of_format": 1,
        "note": NOT_A_DEVICE,
        "unreviewed": True,
        "score": "ln p(alternative) - ln p(reference) at a hidden place",
        "model": source.model,
        "version": source.version,
        "weights_sha256": source.weights_sha256,
        "input_sha256": source.input_fingerprint,
        "time": source.time,
        "substitutions": list(rows),
        "left_out": left_out,
    }
    with atomic(path) as sibling:
        sibling.write_text(json.dumps(document, ensure_ascii=False) + "\n", encoding="utf-8")


_FORMS = {".csv": _write_csv, ".json": _write_json}
