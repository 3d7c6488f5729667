"""What variants do to splicing, as files: JSON, a table (CSV), and the variants' own file with one more INFO field.

The field has the form SpliceAI's program gave it (Jaganathan et al. 2019, Cell 176:535), under a name of its own.
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from medview.core.errors import WriteError
from medview.core.finding import Analysis, Review, SpliceChange
from medview.core.splicing import Deltas, NotScored, SpliceEffect, SpliceEffects
from medview.core.study import Series, Study
from medview.core.text import tr
from medview.io.atomic import atomic
from medview.io.findings_file import NOT_A_DEVICE
from medview.io.selection import UNREVIEWED, check_belonging
from medview.io.sequence_results.told import Told, told, undecided
from medview.io.sequences.content import Content, open_content
from medview.io.sources import Checkpoint

FORMAT = "medview-splice-effects"
VERSION = 1
FIELD = "MedViewSplice"
"""Key of the INFO field; other programs' own fields stay beside it."""

COLUMNS = (
    "record", "position", "id", "reference", "alternative", "strand", "gene",
    "acceptor_gain", "acceptor_loss", "donor_gain", "donor_loss",
    "acceptor_gain_at", "acceptor_loss_at", "donor_gain_at", "donor_loss_at",
    "highest", "line", "left_out", "decision", "model", "version",
)  # fmt: skip
"""``position`` counts letters of the record from 1; ``…_at`` counts them from there. ``left_out`` says why nothing is
told of a variant."""

_COUNTED = ("acceptor_gain", "acceptor_loss", "donor_gain", "donor_loss")
_DECIMALS = 4
_OWN = f"{FIELD}=".encode()
_TAKEN = re.compile(r"[\s;,=|]")
"""What a value of an INFO field may not hold (VCF 4.3, 1.6.1)."""
_DESCRIPTION = (
    "Predicted changes of splicing, {state}; {device} Model {model} {version}, {masked}, within {distance} letters."
    " Scores (DS) and places counted from POS (DP) of acceptor gain (AG), acceptor loss (AL), donor gain (DG) and donor"
    " loss (DL); SYMBOL is the gene, or the strand where none is known."
    " Format: ALLELE|SYMBOL|DS_AG|DS_AL|DS_DG|DS_DL|DP_AG|DP_AL|DP_DG|DP_DL"
)


def write_json(effects: SpliceEffects, path: Path) -> None:
    """Write what was predicted for machines; positions count letters from 1.

    Raises:
        WriteError: It cannot be written.
    """
    said = {name: value for name, value in asdict(effects).items() if name not in ("effects", "refused", "plan")}
    document = {
        "format": FORMAT,
        "version_of_format": VERSION,
        "note": NOT_A_DEVICE,
        "unreviewed": True,
        **said,
        "plan": dict(effects.plan),
        "effects": [_told(one) for one in effects.effects],
        "left_out": [_told_left_out(one) for one in effects.refused],
        "left_out_count": effects.refused_count,
    }
    document.pop("refused_count")
    with atomic(path) as sibling:
        sibling.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _told(one: SpliceEffect) -> dict[str, Any]:
    return {
        "record": one.record,
        "position": one.start + 1,
        "id": one.name,
        "reference": one.reference,
        "alternative": one.alternative,
        "strand": _sign(one),
        "gene": one.gene,
        **{name: asdict(delta) for name, delta in zip(_COUNTED, one.deltas.each, strict=True)},
        "highest": one.deltas.highest,
        "line": one.line,
    }


def _told_left_out(one: NotScored) -> dict[str, Any]:
    place = {"record": one.record, "position": one.start + 1} if one.record else {}
    return {**place, "reference": one.reference, "alternative": one.alternative, "line": one.line, "why": one.reason}


def _sign(one: SpliceEffect) -> str:
    return "+" if one.strand > 0 else "-"


def write_table(effects: SpliceEffects, path: Path) -> None:
    """Write what was predicted, and what was left out and why, as CSV (RFC 4180, UTF-8).

    Raises:
        WriteError: It cannot be written.
    """
    with atomic(path) as sibling, sibling.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
        table.writeheader()
        shared = {"decision": UNREVIEWED, "model": effects.model, "version": effects.version}
        rows = (*map(_row, effects.effects), *map(_left_out_row, effects.refused))
        for row in sorted(rows, key=lambda row: int(row["line"])):
            table.writerow({**row, **shared})


def _row(one: SpliceEffect) -> dict[str, Any]:
    cells = _told(one)
    for name, delta in zip(_COUNTED, one.deltas.each, strict=True):
        cells |= {name: f"{delta.score:.{_DECIMALS}f}", f"{name}_at": delta.position}
    return {**cells, "highest": f"{one.deltas.highest:.{_DECIMALS}f}"}


def _left_out_row(one: NotScored) -> dict[str, Any]:
    cells = _told_left_out(one)
    return {"left_out": cells.pop("why"), **cells}


def write_vcf(effects: SpliceEffects, path: Path, folder: Path, checkpoint: Checkpoint) -> None:
    """Write the file of variants once more, unpacked, each line as it was but for one more INFO field.

    Args:
        effects: What was predicted for it.
        path: Where it goes.
        folder: Private folder for what must be unpacked.
        checkpoint: Progress and cancel.

    Raises:
        ReadError: The file of variants cannot be read any more.
        WriteError: It cannot be written.
    """
    values = ((one.line, _value(one.alternative, one.gene or _sign(one), one.deltas)) for one in effects.effects)
    masked = "masked" if effects.masked else "not masked"
    header = _header("unreviewed", effects.model, effects.version, masked, str(effects.distance), "")
    _write(effects.file, header, _by_line(values), path, folder, checkpoint)


def write_reviewed_vcf(
    study: Study,
    series: Series,
    analysis: Analysis,
    reviews: tuple[Review, ...],
    path: Path,
    folder: Path,
    checkpoint: Checkpoint,
) -> None:
    """Write the file of variants once more, with what was predicted of them and was not rejected, and each decision.

    Args:
        study: The examination.
        series: The file of variants.
        analysis: What was predicted.
        reviews: All decisions.
        path: Where it goes.
        folder: Private folder for what must be unpacked.
        checkpoint: Progress and cancel.

    Raises:
        MedViewError: The parts do not belong together.
        ReadError: The file of variants cannot be read any more.
        WriteError: It is another file than was analysed, or it cannot be written.
    """
    check_belonging(series, analysis, study)
    kept = [(one, one.change) for one in told(analysis, reviews) if one.change is not None]
    source, found = kept[0][0].finding.source, [one for one, _ in kept]
    plan, open_ones = dict(source.plan), undecided(found)
    state = f"{open_ones} of {len(found)} unreviewed" if open_ones else "reviewed"
    masked = "masked" if plan.get("masked") == "true" else "not masked"
    header = _header(state, source.model, source.version, masked, plan.get("distance", "?"), "|DECISION")
    values = ((change.line, _told_value(one, change)) for one, change in kept)
    begins = {change.line: (one.where.start + 1, change.reference) for one, change in kept}
    _write(series.instances[0].path, header, _by_line(values), path, folder, checkpoint, begins)


def _told_value(one: Told, change: SpliceChange) -> str:
    strand = "+" if one.where.strand > 0 else "-"
    return f"{_value(change.alternative, change.gene or strand, change.deltas)}|{one.decision}"


def _write(
    file: str,
    header: str,
    fields: Mapping[int, str],
    path: Path,
    folder: Path,
    checkpoint: Checkpoint,
    begins: Mapping[int, tuple[int, str]] | None = None,
) -> None:
    """Copy a file of variants line by line, with a field for some of them.

    Args:
        file: The file.
        header: What the field means.
        fields: The field of each line, counted from 1.
        path: Where it goes.
        folder: Private folder for what must be unpacked.
        checkpoint: Progress and cancel.
        begins: Position and reference of variants that must still stand in their lines.
    """
    content = open_content(file, folder, checkpoint)
    try:
        with atomic(path) as sibling, sibling.open("wb") as out:
            for number, line in enumerate(_lines(content, checkpoint), start=1):
                if header and not line.startswith(b"##"):
                    out.write(header.encode() + _end(line))
                    header = ""
                if begins and number in begins:
                    _check_line(line, begins[number], file)
                if not line.startswith(f"##INFO=<ID={FIELD},".encode()):
                    out.write(_with_field(line, fields[number]) if number in fields else line)
    finally:
        content.close()


def _check_line(line: bytes, begin: tuple[int, str], file: str) -> None:
    """
    Raises:
        WriteError: Another variant stands there than was analysed.
    """
    columns = line.split(b"\t", 4)
    if columns[1:2] != [str(begin[0]).encode()] or columns[3:4] != [begin[1].encode()]:
        raise WriteError(
            tr("{name} is another file than was analysed.").format(name=Path(file).name),
            tr("Open it again and repeat the analysis."),
        )


def _value(alternative: str, symbol: str, found: Deltas) -> str:
    scores = (f"{delta.score:.2f}" for delta in found.each)
    places = (str(delta.position) for delta in found.each)
    return "|".join((alternative, _TAKEN.sub("_", symbol), *scores, *places))


def _by_line(values: Iterable[tuple[int, str]]) -> Mapping[int, str]:
    """The field of each line."""
    found = defaultdict[int, list[str]](list)
    for line, value in values:
        found[line].append(value)
    return {line: ",".join(values) for line, values in found.items()}


def _header(state: str, model: str, version: str, masked: str, distance: str, more: str) -> str:
    said = _DESCRIPTION.format(
        state=state, device=NOT_A_DEVICE, model=model, version=version, masked=masked, distance=distance
    )
    return f'##INFO=<ID={FIELD},Number=.,Type=String,Description="{said}{more}">'


def _lines(content: Content, checkpoint: Checkpoint) -> Iterator[bytes]:
    """Lines with their ends, one after the other; a mark at the file's beginning is left out."""
    rest = b""
    for offset, data in content.chunks():
        checkpoint(offset / max(content.size, 1), "")
        data = rest + (data.removeprefix(b"\xef\xbb\xbf") if offset == 0 else data)
        held = max(data.rfind(b"\n"), -1 if b"\n" in data else data.rfind(b"\r", 0, -1)) + 1
        yield from data[:held].splitlines(keepends=True)
        rest = data[held:]
    yield from rest.splitlines(keepends=True)


def _end(line: bytes) -> bytes:
    return line[len(line.rstrip(b"\r\n")) :] or b"\n"


def _with_field(line: bytes, value: str) -> bytes:
    body = line.rstrip(b"\r\n")
    columns = body.split(b"\t")
    kept = [
        one for one in columns[7].split(b";") if one not in (b"", b".") and not one.startswith(f"{FIELD}=".encode())
    ]
    columns[7] = b";".join([*kept, f"{FIELD}={value}".encode()])
    return b"\t".join(columns) + line[len(body) :]
