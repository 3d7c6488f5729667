"""A file of sequences for the window: letters, qualities and what is known of every record in mapped files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from medview.core.content import AlongRecord, SequenceContent
from medview.core.errors import ReadError
from medview.core.genetic_code import STANDARD, GeneticCode
from medview.core.letters import StoredLetters
from medview.core.pair_alignment import PairAlignment
from medview.core.record_table import StoredRecords, line_of
from medview.core.sequence import LISTED, Feature, Refused, SequenceRecord
from medview.core.text import tr
from medview.io.atomic import writing_errors
from medview.io.sequences.opening import open_sequences
from medview.io.sequences.reader import Sequences
from medview.io.sequences.source import told
from medview.io.sequences.storing import BLOCK, blocks
from medview.io.sources import Checkpoint

MOST_ALONG = 50_000
"""So many features, and variants, of one record are shown; a person sees no more of them at once."""
_TOLD_EVERY = 256


def load_sequences(path: str, folder: Path, checkpoint: Checkpoint) -> SequenceContent:
    """Open a file of sequences and copy all of its letters; a record that is damaged is told, the others stay.

    Args:
        path: The file.
        folder: Private folder for the copies and what is unpacked.
        checkpoint: Progress and cancel.

    Raises:
        ReadError: It is no such file, or none of its records can be used.
        WriteError: The disk is full.
    """
    with writing_errors(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open_sequences(path, folder / "unpacked", checkpoint) as sequences:
        copied = _copied(sequences, folder, checkpoint)
        file, pair, decided = sequences.file, sequences.pair(), sequences.decided()
    refused = [told(one) for one in (*file.refused, *copied.refused)]
    return SequenceContent(
        _title(path, pair),
        file,
        StoredRecords(StoredLetters(str(folder / "records"), str(folder / "records.npy"))),
        StoredLetters(str(folder / "letters"), str(folder / "letters.npy")),
        str(folder / "qualities") if file.quality is not None else "",
        tuple(refused[:LISTED]),
        file.refused_count + len(copied.refused),
        file.notes,
        pair,
        decided,
    )


def _title(path: str, pair: PairAlignment | None) -> str:
    """What a file is called; the aligned pair within it has two names of its own."""
    if pair is None:
        return Path(path).name
    return tr("{first} and {second}").format(first=pair.first.name, second=pair.second.name)


def along_record(path: str, record: int, folder: Path, checkpoint: Checkpoint) -> AlongRecord:
    """What a file says of one record and of places in it.

    Args:
        path: The file.
        record: Index of the record.
        folder: Private folder for what is unpacked.
        checkpoint: Progress and cancel.

    Raises:
        ReadError: There is no such record, or the file changed or is damaged there.
    """
    with open_sequences(path, folder, checkpoint) as sequences:
        features = sequences.features(record)
        variants = sequences.variants(record)
        notes = (
            *_cut(len(features), tr("The first {most} of {count} features are shown.")),
            *_cut(len(variants), tr("The first {most} of {count} variants are shown.")),
        )
        return AlongRecord(
            features[:MOST_ALONG],
            sequences.annotations(record),
            variants[:MOST_ALONG],
            notes,
            _code(features),
        )


def _code(features: Iterable[Feature]) -> GeneticCode:
    """The genetic code most features name; the standard one where none does, or names one that is not known."""
    named = Counter(value for feature in features for value in feature.values("transl_table"))
    most = next((value for value, _ in named.most_common(1)), "")
    if not most.isdecimal():
        return STANDARD
    from medview.io.sequences.codes import genetic_code

    with suppress(ReadError):
        return genetic_code(int(most))
    return STANDARD


def _cut(count: int, told: str) -> tuple[str, ...]:
    return (told.format(most=MOST_ALONG, count=count),) if count > MOST_ALONG else ()


@dataclass
class _Column:
    """Values of one record after another, and where each begins."""

    sink: BinaryIO
    offsets: list[int] = field(default_factory=lambda: [0])

    def add(self, *parts: bytes) -> None:
        """Those of the next record."""
        size = sum(map(self.sink.write, parts))
        self.offsets.append(self.offsets[-1] + size)

    def back(self) -> None:
        """Forget what was written of a record that came to no end."""
        self.sink.seek(self.offsets[-1])
        self.sink.truncate()


@dataclass
class _Copied:
    """What was copied, and which records could not be."""

    letters: _Column
    records: _Column
    qualities: _Column
    refused: list[Refused] = field(default_factory=list)


def _copied(sequences: Sequences, folder: Path, checkpoint: Checkpoint) -> _Copied:
    names = ("letters", "records", "qualities")
    with (
        writing_errors(folder),
        open(folder / names[0], "wb") as letters,
        open(folder / names[1], "wb") as records,
        open(folder / names[2], "wb") as qualities,
    ):
        made = _Copied(_Column(letters), _Column(records), _Column(qualities))
        for index in range(len(sequences)):
            if index % _TOLD_EVERY == 0:
                checkpoint(index / len(sequences), tr("Reading letters"))
            _copy(sequences, index, made, checkpoint)
    for name, column in (("letters", made.letters), ("records", made.records)):
        with writing_errors(folder):
            np.save(folder / f"{name}.npy", np.array(column.offsets, np.int64), allow_pickle=False)
    return made


def _copy(sequences: Sequences, index: int, made: _Copied, checkpoint: Checkpoint) -> None:
    """Copy one record; of one that cannot be read, that it cannot be."""
    try:
        record = sequences.record(index)
        size = _copy_letters(sequences, record, made, checkpoint)
        made.letters.offsets.append(made.letters.offsets[-1] + size)
    except ReadError as error:  # an entry of a large file is read here for the first time
        record = replace(_known(sequences, index), absent=str(error))
        made.letters.back()
        made.qualities.back()
        made.letters.offsets.append(made.letters.offsets[-1])
        made.refused.append(Refused(index + 1, record.id, record.line, error.message))
    made.qualities.offsets.append(made.letters.offsets[-1])
    made.records.add(line_of(record))


def _copy_letters(sequences: Sequences, record: SequenceRecord, made: _Copied, checkpoint: Checkpoint) -> int:
    size = 0
    for block in blocks(sequences, record.index):
        made.letters.sink.write(block.tobytes())
        if sequences.file.quality is not None:
            made.qualities.sink.write(_bytes(sequences.qualities(record.index, size, size + len(block))))
        size += len(block)
        if size < record.length or size > BLOCK:
            checkpoint((record.index + size / max(record.length, 1)) / len(sequences), tr("Reading letters"))
    return size


def _bytes(qualities: NDArray[np.int16]) -> bytes:
    return np.clip(qualities, 0, 255).astype(np.uint8).tobytes()


def _known(sequences: Sequences, index: int) -> SequenceRecord:
    """What is known of a record that cannot be read."""
    if index < len(sequences.file.records):
        return sequences.file.records[index]
    return SequenceRecord(index, str(index + 1), str(index + 1), "", None, 0)
