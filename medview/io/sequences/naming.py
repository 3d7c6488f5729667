"""Records of a loaded file as reports name them: definition, organism, length and the hash of their letters."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from medview.core.content import SequenceContent
from medview.core.errors import ReadError
from medview.core.letters import Letters
from medview.core.sequence import NamedRecord
from medview.io.sequences.opening import open_sequences
from medview.io.sequences.storing import BLOCK
from medview.io.sources import Checkpoint


def named_records(
    content: SequenceContent, records: Iterable[int], folder: Path, checkpoint: Checkpoint
) -> tuple[NamedRecord, ...]:
    """Name records.

    Args:
        content: The loaded file.
        records: Their indices.
        folder: Private folder for what must be unpacked.
        checkpoint: Progress and cancel.

    Raises:
        ReadError: There is no such record.
    """
    known, letters, wanted = content.records.open(), content.letters.open(), tuple(records)
    organisms = dict(_organisms(content.file.path, wanted, folder, checkpoint))
    return tuple(
        NamedRecord(known.record(record), organisms.get(record, ""), _hashed(letters, record)) for record in wanted
    )


def _organisms(path: str, records: tuple[int, ...], folder: Path, checkpoint: Checkpoint) -> Iterator[tuple[int, str]]:
    """As far as the file says; nothing of one that was moved away since it was loaded."""
    with suppress(ReadError), open_sequences(path, folder, checkpoint) as sequences:
        for record in records:
            stated: Mapping[str, str] = dict(sequences.annotations(record))
            yield record, stated.get("organism", "").rstrip(".")


def _hashed(letters: Letters, record: int) -> str:
    codes = letters.codes(record)
    if not len(codes):
        return ""
    digest = hashlib.sha256()
    for start in range(0, len(codes), BLOCK):
        digest.update(codes[start : start + BLOCK].tobytes())
    return digest.hexdigest()
