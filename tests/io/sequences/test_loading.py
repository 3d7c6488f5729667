from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest

from medview.core.content import SequenceContent
from medview.core.errors import ReadError
from medview.io.sequences import loading, open_sequences
from medview.io.sequences.loading import along_record, load_sequences
from medview.jobs.protocol import JobCancelled
from tests.io.making import nothing
from tests.io.sequences.samples import FASTQ, GENBANK, STOCKHOLM, VCF


def loaded(folder: Path, name: str, data: str | bytes) -> SequenceContent:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return load_sequences(str(path), folder / "job", nothing)


def test_letters_records_and_qualities_are_what_the_reader_gives(tmp_path: Path) -> None:
    content = loaded(tmp_path, "reads.fastq.gz", gzip.compress(FASTQ.encode()))
    letters, records = content.letters.open(), content.records.open()
    qualities = np.fromfile(content.qualities, np.uint8)
    with open_sequences(str(tmp_path / "reads.fastq.gz"), tmp_path / "again", nothing) as reader:
        assert len(letters) == len(records) == len(reader) == 3
        for number in range(3):
            begin, end = letters.offsets[number : number + 2]
            assert letters.text(number) == reader.text(number)
            assert records.record(number).id == reader.record(number).id
            assert qualities[begin:end].tolist() == reader.qualities(number).tolist()
    assert content.title == "reads.fastq.gz"
    assert content.file.quality is not None


def test_formats_without_qualities_have_none(tmp_path: Path) -> None:
    assert loaded(tmp_path, "a.sto", STOCKHOLM).qualities == ""


def test_what_is_refused_is_told_in_sentences(tmp_path: Path) -> None:
    content = loaded(tmp_path, "bad.fasta", ">good\nACGTACGT\n>bad\nAC%%%%GT\n")
    assert content.refused_count == len(content.refused) == 1
    assert "bad" in content.refused[0]
    assert [content.records.open().record(0).id, content.letters.open().text(0)] == ["good", "ACGTACGT"]


def test_a_damaged_record_leaves_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that fails only when its letters are asked for, in the midst of them."""
    monkeypatch.setattr(loading, "blocks", _failing_at(1))
    content = loaded(tmp_path, "a.fasta", ">one\nACGT\n>two\nGGGG\n>three\nTTT\n")
    letters, records = content.letters.open(), content.records.open()
    assert [letters.text(number) for number in range(3)] == ["ACGT", "", "TTT"]
    assert records.record(1).absent.startswith("It is damaged.")
    assert content.refused_count == 1
    assert "two" in content.refused[0]


def _failing_at(record: int):
    def blocks(sequences, number):
        yield sequences.codes(number, 0, 2)
        if number == record:
            raise ReadError("It is damaged.")
        yield sequences.codes(number, 2)

    return blocks


def test_what_lies_along_a_record_is_read_for_it_alone(tmp_path: Path) -> None:
    loaded(tmp_path, "a.gb", GENBANK)
    along = along_record(str(tmp_path / "a.gb"), 1, tmp_path / "other", nothing)
    assert [(one.kind, one.label, one.start, one.end) for one in along.features] == [("gene", "beta", 10, 40)]
    assert ("organism", "Synthetic thing") in along.annotations
    (reference,) = (value for name, value in along.annotations if name == "references")
    assert reference == "Doe,J. A title of two lines. J. Tests 1 (2), 3-4 (2001). PubMed 12345"
    assert (along.variants, along.notes) == ((), ())


@pytest.mark.parametrize(("table", "number"), [("2", 2), ("11", 11), ("7777", 1), ("x", 1), ("", 1)])
def test_records_are_translated_as_their_features_say(table: str, number: int, tmp_path: Path) -> None:
    said = f'                     /gene="alpha"\n                     /transl_table={table}\n'
    path = tmp_path / "a.gb"
    path.write_text(GENBANK.replace('                     /gene="alpha"\n', said) if table else GENBANK)
    assert along_record(str(path), 0, tmp_path / "job", nothing).code.number == number


def test_variants_lie_along_their_records_and_the_first_of_many_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.vcf"
    path.write_text(VCF)
    along = along_record(str(path), 0, tmp_path / "job", nothing)
    assert [(one.start, one.alternatives) for one in along.variants] == [(4, ("T",)), (9, ("G",))]
    monkeypatch.setattr(loading, "MOST_ALONG", 1)
    cut = along_record(str(path), 0, tmp_path / "job2", nothing)
    assert len(cut.variants) == 1
    assert cut.notes == ("The first 1 of 2 variants are shown.",)


def test_it_stops_when_it_is_cancelled(tmp_path: Path) -> None:
    path = tmp_path / "a.fasta"
    path.write_text(">a\nACGT\n" * 600)

    def checkpoint(_part: float, note: str) -> None:
        if note == "Reading letters":
            raise JobCancelled

    with pytest.raises(JobCancelled):
        load_sequences(str(path), tmp_path / "job", checkpoint)


def test_a_file_without_sequences_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="not text"):
        loaded(tmp_path, "a.fasta", b"\0\1\2" * 100)
