"""A task of the files pool: keep sequences a person pasted."""

from __future__ import annotations

from pathlib import Path

from medview.io.sequences.pasting import paste
from medview.jobs.protocol import Context


def paste_sequences(context: Context, text: str, folder: str) -> str:
    """Keep pasted sequences as a file that is opened like any other.

    Args:
        context: The job.
        text: What was pasted: any format of sequences, or bare letters.
        folder: Where pasted sequences are kept.

    Returns:
        The file.

    Raises:
        ReadError: It is empty, too large, or no sequence; nothing is kept.
        WriteError: The disk is full.
    """
    with paste(text, Path(folder), context.checkpoint) as found:
        return found.file.path
