"""Sequences a person pasted: in any format, or bare letters with or without the numbers of lines."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from medview.core.errors import ReadError
from medview.core.text import tr
from medview.io.atomic import writing_errors
from medview.io.sequences.opening import open_sequences
from medview.io.sequences.reader import Sequences
from medview.io.sequences.recognising import only_letters
from medview.io.sources import Checkpoint

LARGEST = 1 << 28
"""Letters of a pasted text: a chromosome goes through a clipboard, a genome does not."""


def paste(text: str, folder: Path, checkpoint: Checkpoint) -> Sequences:
    """Open a pasted text.

    Args:
        text: What was pasted.
        folder: Private folder where it is kept; it must outlive the reader.
        checkpoint: Progress and cancel.

    Raises:
        ReadError: It is empty, too large, or no sequence.
        WriteError: The disk is full.
    """
    if not text.strip():
        raise ReadError(tr("There is no text to read."), tr("Copy a sequence first."))
    if len(text) > LARGEST:
        raise ReadError(
            tr("The text has {count} signs; at most {most} are read.").format(count=len(text), most=LARGEST),
            tr("Save it as a file and open that."),
        )
    raw = text.removeprefix("\ufeff").encode("utf-8", "replace")
    name = "pasted.seq" if only_letters(raw) else "pasted.txt"
    with writing_errors(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = Path(tempfile.mkdtemp(prefix="pasted", dir=folder)) / name
        path.write_bytes(raw)
    try:
        return open_sequences(str(path), folder, checkpoint)
    except BaseException:  # what cannot be opened is not kept
        shutil.rmtree(path.parent, ignore_errors=True)
        raise
