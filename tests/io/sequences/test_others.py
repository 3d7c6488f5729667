from __future__ import annotations

import itertools
import os
import time
from pathlib import Path

import pytest
from Bio.Seq import Seq

from medview.core.errors import ReadError
from medview.core.genetic_code import STANDARD, translate
from medview.core.sequence import Alphabet
from medview.io.sequences import is_sequence_file, paste, remembering, store
from medview.io.sequences.codes import genetic_code, genetic_codes
from medview.io.sequences.recognising import why_no_sequences
from tests.io.making import nothing
from tests.io.sequences.making import opened


@pytest.mark.filterwarnings("ignore:This table contains")
def test_genetic_codes_are_those_of_ncbi() -> None:
    assert genetic_code(1) == STANDARD
    codons = ["".join(codon) for codon in itertools.product("ACGTN", repeat=3)]
    for code in genetic_codes():
        assert translate("".join(codons), code) == "".join(str(Seq(one).translate(code.number)) for one in codons)
    with pytest.raises(ReadError, match="no genetic code 8"):
        genetic_code(8)


def test_letters_are_stored_for_other_processes(tmp_path: Path) -> None:
    path = tmp_path / "x.fa"
    path.write_text(">a\nACGT\nAC\n>b\n>c\nmk-*\n")
    with opened(path) as sequences:
        letters = store(sequences, tmp_path / "stored", nothing).open()
    assert [letters.text(at) for at in range(len(letters))] == ["ACGTAC", "", "mk-*"]


@pytest.mark.parametrize(
    ("text", "records"),
    [
        (">a\nACGT\n>b\nTT\n", ["ACGT", "TT"]),
        ("acgt acgt\nACGT", ["acgtacgtACGT"]),
        ("        1 acgtacgtac gt\n       13 tt\n", ["acgtacgtacgttt"]),
        ("MKVL*\r\nAAG\r\n", ["MKVL*AAG"]),
        ("\ufeffACGT", ["ACGT"]),
    ],
)
def test_pasted_text_is_read(text: str, records: list[str], tmp_path: Path) -> None:
    with paste(text, tmp_path, nothing) as sequences:
        assert [sequences.text(at) for at in range(len(sequences))] == records


@pytest.mark.parametrize("text", ["", " \n", "Dear colleague, see below.", "123 456", "ACGT\n???\n"])
def test_pasted_text_that_is_no_sequence_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        paste(text, tmp_path, nothing)
    assert list(tmp_path.iterdir()) == [], "what cannot be opened is not kept"


def test_bare_letters_in_a_file_that_is_called_a_sequence(tmp_path: Path) -> None:
    path = tmp_path / "mine.seq"
    path.write_text("ACGT\nAC\n")
    with opened(path) as sequences:
        record = sequences.record(0)
        assert (record.id, record.alphabet, sequences.text(0)) == ("mine", Alphabet.DNA, "ACGTAC")
    path.write_text("ACGT\n" * 20000 + "AC_T\n")
    with pytest.raises(ReadError, match="line 20001: It has “_”"):
        opened(path)


@pytest.mark.parametrize(
    ("name", "data", "in_folder", "asked"),
    [
        ("x.fa", b">a\nACGT\n", True, True),
        ("x.fasta.gz", b"\x1f\x8b\x08broken", True, True),
        ("x.fa", b"\0\1\2", True, True),
        ("x", b">a\nACGT\n", True, True),
        ("x.log", b">a\nACGT\n", False, True),
        ("x.txt", b">a\nACGT\n", True, True),
        ("x.txt", b"A report of two lines.\n> quoted text\n", False, False),
        ("x.txt", b"plain words\n", False, False),
        ("x.txt", b"> quoted text\nan answer of several words without any signs\n", False, False),
        ("x.txt", b">a\nMKVLAAGIVG LPFMKVLAAG IVG\n", True, True),
        ("x.pro", b"some text\n>a\nMKVL\n", True, True),
        ("x.txt", b"some text\n>a\nMKVL\n", False, False),
        ("x", b"\0" * 128 + b"DICM" + b"\0" * 50, False, False),
        ("x.fa", b"\0" * 128 + b"DICM" + b"\0" * 50, False, False),
        ("x.nii.gz", b"\x1f\x8b\x08broken", False, False),
        ("x.txt", b"", False, False),
        ("x.png", b"\x89PNG\r\n\x1a\n", False, False),
    ],
)
def test_files_are_sequences_by_name_and_content(
    name: str, data: bytes, in_folder: bool, asked: bool, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert (is_sequence_file(str(path)), is_sequence_file(str(path), asked=True)) == (in_folder, asked)


@pytest.mark.parametrize(
    "data",
    [
        b"# " + b"a" * 65000,
        b"ID   x;" + b" " * 65000,
        b"\n" * 65000,
        b"\t" * 65000,
        b">" * 65000,
        b"#" * 65000,
        b"@\n" * 30000,
    ],
    ids=range(7),
)
def test_no_text_takes_long_to_be_recognised(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(data)
    started = time.monotonic()
    is_sequence_file(str(path))
    why_no_sequences(str(path))
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("x.m10", b"# fasta36 -m 10 a b\nFASTA searches a protein or DNA sequence data bank\n", "output of a search"),
        ("x.gff", b"##gff-version 3\na\tb\n", "GFF"),
        ("x.txt", b"@HD\tVN:1.0\n", "mapped reads"),
        ("x.qual", b">a\n30 30 31\n", "qualities"),
        ("x.xml", b"<?xml version='1.0'?><a/>", "XML"),
        ("x.txt", b"A\tB\tC\t1\n", ""),
        ("x.txt", b"words\n", ""),
        ("x.dcm", b"words\n", ""),
    ],
)
def test_what_lies_beside_sequences_is_called_by_its_name(name: str, data: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    told = why_no_sequences(str(path))
    assert words in told
    assert bool(told) == bool(words)


def test_where_records_lie_is_remembered_and_damage_of_that_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembering, "WORTH_BYTES", 10)
    path, memory = tmp_path / "x.fa", tmp_path / "memory"
    path.write_text(">secret name\nACGT\nAC\n>b\nT T\nTT\n")

    def read() -> list[str]:
        with opened(path, index=memory) as sequences:
            return [sequences.text(at) for at in range(len(sequences))]

    assert read() == read() == ["ACGTAC", "TTTT"]
    (stored,) = memory.iterdir()
    assert b"secret" not in stored.read_bytes()
    assert memory.stat().st_mode & 0o77 == 0
    whole = stored.read_bytes()
    for damaged in (whole[:50], whole[:-40], b"", whole[:200] + b"\xff" + whole[201:]):
        stored.write_bytes(damaged)
        assert read() == ["ACGTAC", "TTTT"]
    before = path.stat()
    path.write_text(">secret name\nAAAA\nGG\n>b\nTTTTT\n")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert read() == ["AAAAGG", "TTTTT"]


def test_a_remembered_index_is_what_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "WORTH_BYTES", 10)
    path, memory = tmp_path / "x.fa", tmp_path / "memory"
    path.write_text(">a\nACGT\nAC\n")
    opened(path, index=memory).close()
    monkeypatch.setattr("medview.io.sequences.fasta.index_fasta", lambda *_: pytest.fail("it was made anew"))
    with opened(path, index=memory) as sequences:
        assert sequences.text(0) == "ACGTAC"


def test_reads_are_remembered_unless_some_were_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "WORTH_BYTES", 10)
    path, memory = tmp_path / "x.fq", tmp_path / "memory"
    path.write_text("@a\nACGT\n+\nIII#\n@a\nAC\n+\n#!\n")
    for _ in range(2):
        with opened(path, index=memory) as sequences:
            assert (sequences.text(1), sequences.qualities(1).tolist()) == ("AC", [2, 0])
            assert "The id a occurs 2 times: records 1, 2." in sequences.file.notes
    path.write_text("@a\nACGT\n+\nIII#\n@b\nAC\n+\n#\n")
    for _ in range(2):
        with opened(path, index=memory) as sequences:
            assert (len(sequences), sequences.file.refused[0].name) == (1, "b")


def test_memory_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "WORTH_BYTES", 10)
    memory = tmp_path / "memory"
    for number in range(5):
        path = tmp_path / f"{number}.fa"
        path.write_text(f">a{number}\nACGTACGTACGT\n")
        opened(path, index=memory).close()
    monkeypatch.setattr(remembering, "MOST_BYTES", 2 * next(memory.iterdir()).stat().st_size)
    path = tmp_path / "last.fa"
    path.write_text(">last\nACGTACGTACGT\n")
    opened(path, index=memory).close()
    assert len(list(memory.iterdir())) == 2
