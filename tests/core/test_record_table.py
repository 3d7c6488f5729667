from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from medview.core.alphabet import Alphabet
from medview.core.errors import MedViewError, ReadError
from medview.core.letters import StoredLetters
from medview.core.record_table import Records, StoredRecords, line_of
from medview.core.sequence import SequenceRecord

RECORDS = (
    SequenceRecord(0, "a\tb", "a", "Größe “x”", Alphabet.DNA, 12, True),
    SequenceRecord(1, "second", "second", "Kinase", None, 0, absent="Not there.", notes=("It has no letters.",)),
    SequenceRecord(2, "third", "other", "a KINASE, too", Alphabet.PROTEIN, 7),
)


def table(folder: Path) -> Records:
    lines = [line_of(record) for record in RECORDS]
    (folder / "lines").write_bytes(b"".join(lines))
    np.save(folder / "lines.npy", np.cumsum([0, *map(len, lines)]))
    return StoredRecords(StoredLetters(str(folder / "lines"), str(folder / "lines.npy"))).open()


def test_records_come_back_as_they_were(tmp_path: Path) -> None:
    records = table(tmp_path)
    assert tuple(map(records.record, range(len(records)))) == RECORDS
    with pytest.raises(ReadError, match="no record 4"):
        records.record(3)


def test_names_and_descriptions_are_looked_through_whatever_their_case(tmp_path: Path) -> None:
    told: list[float] = []
    records = table(tmp_path)
    assert records.with_text("kinase", lambda part, _: told.append(part)).tolist() == [1, 2]
    assert records.with_text("größe", lambda _part, _note: None).tolist() == [0]
    assert records.with_text("a\tB", lambda _part, _note: None).tolist() == [0]
    assert records.with_text("other", lambda _part, _note: None).tolist() == []  # a second name is not listed
    assert told == [0.0]


def test_a_search_ends_when_nobody_waits(tmp_path: Path) -> None:
    def stop(_part: float, _note: str) -> None:
        raise MedViewError("over")

    with pytest.raises(MedViewError, match="over"):
        table(tmp_path).with_text("a", stop)
