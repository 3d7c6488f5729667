"""What variants do to splicing, as files: JSON, a table (CSV), and the variants' own file with one more INFO field.

The field has the form SpliceAI's program gave it (Jaganathan et al. 2019, Cell 176:535), under a name of its own.
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from medview.core.splicing import NotScored, SpliceEffect, SpliceEffects
from medview.io.atomic import atomic
from medview.io.findings_file import NOT_A_DEVICE
from medview.io.selection import UNREVIEWED
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
    "Predicted changes of splicing, unreviewed; {device} Model {model} {version}, {masked}, within {distance} letters."
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
    told = _told(one)
    for name, delta in zip(_COUNTED, one.deltas.each, strict=True):
        told |= {name: f"{delta.score:.{_DECIMALS}f}", f"{name}_at": delta.position}
    return {**told, "highest": f"{one.deltas.highest:.{_DECIMALS}f}"}


def _left_out_row(one: NotScored) -> dict[str, Any]:
    told = _told_left_out(one)
    return {"left_out": told.pop("why"), **told}


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
    told = _by_line(effects.effects)
    header = _header(effects)
    content = open_content(effects.file, folder, checkpoint)
    try:
        with atomic(path) as sibling, sibling.open("wb") as out:
            for number, line in enumerate(_lines(content, checkpoint), start=1):
                if header and not line.startswith(b"##"):
                    out.write(header.encode() + _end(line))
                    header = ""
                if not line.startswith(f"##INFO=<ID={FIELD},".encode()):
                    out.write(_with_field(line, told[number]) if number in told else line)
    finally:
        content.close()


def _by_line(effects: Sequence[SpliceEffect]) -> Mapping[int, str]:
    """The field of each line."""
    found = defaultdict[int, list[str]](list)
    for one in effects:
        scores = (f"{delta.score:.2f}" for delta in one.deltas.each)
        places = (str(delta.position) for delta in one.deltas.each)
        symbol = _TAKEN.sub("_", one.gene) or _sign(one)
        found[one.line].append("|".join((one.alternative, symbol, *scores, *places)))
    return {line: ",".join(values) for line, values in found.items()}


def _header(effects: SpliceEffects) -> str:
    said = _DESCRIPTION.format(
        device=NOT_A_DEVICE,
        model=effects.model,
        version=effects.version,
        masked="masked" if effects.masked else "not masked",
        distance=effects.distance,
    )
    return f'##INFO=<ID={FIELD},Number=.,Type=String,Description="{said}">'


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
