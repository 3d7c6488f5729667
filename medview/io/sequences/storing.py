"""Letters of all records copied into a mapped file, for processes that do not read formats."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from medview.core.letters import StoredLetters
from medview.core.text import tr
from medview.io.atomic import writing_errors
from medview.io.sequences.reader import Codes, Sequences
from medview.io.sources import Checkpoint

BLOCK = 1 << 22
"""Letters copied at once."""


def blocks(sequences: Sequences, record: int) -> Iterator[Codes]:
    """The letters of a record, in blocks of bounded size; none where they are not in the file.

    Raises:
        ReadError: The file changed or is damaged.
    """
    known = sequences.record(record)
    if not known.absent:
        for start in range(0, known.length, BLOCK):
            yield sequences.codes(record, start, min(start + BLOCK, known.length))


def store(sequences: Sequences, folder: Path, checkpoint: Checkpoint) -> StoredLetters:
    """Copy the letters of every record.

    Args:
        sequences: The open file.
        folder: Where to.
        checkpoint: Progress and cancel.

    Raises:
        ReadError: The file changed or is damaged.
        WriteError: The disk is full.
    """
    path, offsets = folder / "letters", [0]
    with writing_errors(path):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(path, "wb") as sink:
            for record in range(len(sequences)):
                checkpoint(record / len(sequences), tr("Reading letters"))
                size = sum(sink.write(block.tobytes()) for block in blocks(sequences, record))
                offsets.append(offsets[-1] + size)
        np.save(folder / "offsets.npy", np.array(offsets, np.int64), allow_pickle=False)
    return StoredLetters(str(path), str(folder / "offsets.npy"))
