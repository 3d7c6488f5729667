"""A file of sequences as one entry of the document that ``medview inspect`` prints."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import Any

from medview.core.errors import MedViewError, ReadError
from medview.core.sequence import Refused, SequenceFile
from medview.core.text import tr
from medview.io.sequences.opening import open_sequences
from medview.io.sequences.reader import Sequences
from medview.io.sequences.storing import blocks
from medview.io.sources import Checkpoint

Document = dict[str, Any]

_EMPTY: Document = {
    "path": "",
    "format": "",
    "type": None,
    "records": 0,
    "letters": 0,
    "sha256": None,
    "aligned": False,
    "columns": None,
    "quality": None,
    "variants": None,
    "samples": 0,
    "notes": [],
    "refused": [],
    "refused_count": 0,
    "refusal": None,
}


def describe(path: str, folder: Path, checkpoint: Checkpoint) -> Document:
    """Open a file, read all its letters and say what it holds; of one that cannot be opened, why.

    Args:
        path: The file.
        folder: Private folder for what must be unpacked.
        checkpoint: Progress and cancel.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with _scratch(folder) as scratch, open_sequences(path, Path(scratch), checkpoint) as sequences:
            refused = list(sequences.file.refused)
            hashed = _hashed(sequences, refused, checkpoint)
            return _EMPTY | {"path": path} | _told(sequences.file, refused) | hashed
    except MedViewError as error:
        return _EMPTY | {"path": path, "refusal": str(error)}


def _scratch(folder: Path) -> tempfile.TemporaryDirectory[str]:
    """What one file unpacks to goes before the next is opened; some systems keep what is still mapped."""
    return tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True)


def _hashed(sequences: Sequences, refused: list[Refused], checkpoint: Checkpoint) -> Document:
    """How many letters there are, and their sha256: record after record, case and gaps as stored."""
    digest, letters = hashlib.sha256(), 0
    for record in range(len(sequences)):
        checkpoint(record / len(sequences), tr("Reading letters"))
        try:
            for block in blocks(sequences, record):
                digest.update(block.tobytes())
                letters += len(block)
        except ReadError as error:  # an entry of a large file is read here for the first time
            refused.append(Refused(record + 1, "", 0, error.message))
    return {"letters": letters, "sha256": digest.hexdigest() if letters else None}


def _told(file: SequenceFile, refused: list[Refused]) -> Document:
    columns = {alignment.columns for alignment in file.alignments}
    return {
        "format": file.format,
        "type": file.alphabet.value if file.alphabet else None,
        "records": file.count,
        "aligned": file.aligned,
        "columns": columns.pop() if len(columns) == 1 else None,
        "quality": file.quality.value if file.quality else None,
        "variants": file.variants if file.format == "vcf" else None,
        "samples": len(file.samples),
        "notes": list(file.notes),
        "refused": [
            {"record": one.record, "name": one.name, "line": one.line, "reason": one.reason} for one in refused
        ],
        "refused_count": file.refused_count + len(refused) - len(file.refused),
    }
