from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from medview.core.errors import ReadError
from medview.core.sequence import Alphabet
from medview.io.sequences.content import PlainContent
from medview.io.sequences.fasta_index import COLUMNS, index_fasta
from tests.io.making import nothing
from tests.io.sequences.making import opened, packings, random_letters, texts


def plainly(text: str) -> list[tuple[str, str]]:
    """Titles and letters, read line by line."""
    found: list[tuple[str, str]] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line.startswith(">"):
            found.append((line[1:].strip(), ""))
        elif found and line[:1] not in (";", "#", "!"):
            found[-1] = (found[-1][0], found[-1][1] + "".join(line.split()))
    return found


def any_fasta(random: np.random.Generator) -> str:
    """Records of every shape: even lines, uneven ones, blanks, comments, empty lines, no letters."""
    end = str(random.choice(["\n", "\r\n"]))
    lines = [";first comment"] if random.random() < 0.2 else []
    for number in range(int(random.integers(1, 8))):
        lines.append(f">r{number} about it")
        letters = random_letters(random, int(random.choice([0, 1, 5, 40, 300])), "ACGTNacgtn-")
        width = int(random.integers(1, 50))
        lines += [letters[at : at + width] for at in range(0, len(letters), width)]
        if random.random() < 0.4:
            odd = [" ", "AC GT", ";note >x", "", "#note", "A", "ACGTACGTACGTACGTACGT", "\tAC", "AC  "]
            lines.insert(
                int(random.integers(lines.index(f">r{number} about it") + 1, len(lines) + 1)), str(random.choice(odd))
            )
    return end.join(lines) + (end * int(random.integers(0, 3)))


@pytest.mark.parametrize("seed", range(60))
def test_any_shape_of_records_is_read_as_line_by_line(seed: int, tmp_path: Path) -> None:
    random = np.random.default_rng(seed)
    text = any_fasta(random)
    expected = plainly(text)
    path = tmp_path / "x.fa"
    path.write_bytes(text.encode())
    with opened(path) as sequences:
        assert [(f"{sequences.record(at).id} about it", sequences.text(at)) for at in range(len(sequences))] == expected
        for at, (_, letters) in enumerate(expected):
            for start, end in np.sort(random.integers(0, len(letters) + 1, (5, 2))).tolist():
                assert sequences.text(at, start, end) == letters[start:end]
            record = sequences.record(at)
            assert text.encode()[record.offset : record.offset + 2] == b">r"
            assert text.replace("\r\n", "\n").split("\n")[record.line - 1].startswith(f">r{at}")


@pytest.mark.parametrize("seed", range(30))
def test_an_index_does_not_depend_on_where_chunks_end(seed: int, tmp_path: Path) -> None:
    random = np.random.default_rng(seed)
    path = tmp_path / "x.fa"
    path.write_bytes(any_fasta(random).encode())
    content = PlainContent(str(path), "x.fa")
    whole = index_fasta(content, nothing)
    exact = [name for name in COLUMNS if name not in ("nucleic", "kinds", "uneven")]
    for chunk in (1, 2, 3, 7, 64):
        parts = index_fasta(content, nothing, chunk=chunk)
        assert [getattr(parts, name).tolist() for name in exact] == [getattr(whole, name).tolist() for name in exact]
        assert (parts.uneven >= whole.uneven).all()
    content.close()


@pytest.mark.parametrize("suffix", ["", ".gz", ".bgz"])
def test_packed_files_hold_the_same(suffix: str, tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    letters = [random_letters(random, count) for count in (5000, 0, 17)]
    text = "".join(f">r{at}\n{one}\n" for at, one in enumerate(letters))
    path = tmp_path / f"x.fa{suffix}"
    path.write_bytes(packings(text.encode())[suffix])
    assert texts(path) == [(f"r{at}", one) for at, one in enumerate(letters)]
    with opened(path) as sequences:
        assert sequences.text(0, 1990, 2010) == letters[0][1990:2010]
        assert (sequences.file.count, sequences.file.letters, sequences.file.alphabet) == (3, 5017, Alphabet.DNA)


def test_lines_of_old_macintosh_files_end_in_a_return(tmp_path: Path) -> None:
    path = tmp_path / "x.fa"
    path.write_bytes(b">a one\rACGT\rAC\r;note\rG\r>b\rTT\r")
    assert texts(path) == [("a", "ACGTACG"), ("b", "TT")]
    with opened(path) as sequences:
        assert any("Macintosh" in note for note in sequences.file.notes)


@pytest.mark.parametrize(
    ("letters", "alphabet"),
    [
        ("ACGTACGT", Alphabet.DNA),
        ("acguacgu", Alphabet.RNA),
        ("MKVLAAGIVGLPF*", Alphabet.PROTEIN),
        ("ACGTRYSWKMBDHVNACGTACGTACGTACGT", Alphabet.DNA),
        ("GRGDSK", Alphabet.PROTEIN),
        ("NNNN", Alphabet.DNA),
        ("AUGCUTTT", Alphabet.DNA),
        ("ACDEFGHIKLMNPQRSTVWYUOBZJX", Alphabet.PROTEIN),
        ("----", None),
        ("", None),
    ],
)
def test_the_alphabet_is_told_by_the_letters(letters: str, alphabet: Alphabet | None, tmp_path: Path) -> None:
    path = tmp_path / "x.fa"
    path.write_text(f">one\n{letters}\n")
    with opened(path) as sequences:
        assert (sequences.record(0).alphabet, sequences.file.alphabet) == (alphabet, alphabet)
        assert sequences.text(0) == letters


def test_a_short_peptide_of_a_file_of_proteins_is_one(tmp_path: Path) -> None:
    path = tmp_path / "x.fa"
    path.write_text(f">long\n{'MKVLAAGIVGLPF' * 4}\n>short\nGGACT\n")
    with opened(path) as sequences:
        assert sequences.file.alphabet is Alphabet.PROTEIN
    path.write_text(f">long\n{'MKVLAAGIVGLPF' * 4}\n>plain\n{'AATAANAAAT' * 4}E\n")
    with opened(path) as sequences:
        assert (sequences.file.alphabet, sequences.file.refused) == (Alphabet.PROTEIN, ())
    path.write_text(f">long\n{'MKVLAAGIVGLPF' * 4}\n>gene\n{'ACGT' * 20}\n>empty\n")
    with opened(path) as sequences:
        assert sequences.file.alphabet is None
        assert sequences.file.notes == (
            "Its records are of different kinds: DNA 1, protein 1.",
            "Records without letters: 1 (record 3 empty, line 5).",
        )


def test_what_cannot_be_used_is_told_by_record_and_line_and_the_rest_opens(tmp_path: Path) -> None:
    path = tmp_path / "x.fa"
    mistyped = "ACGT" * 10 + "E" + "ACGT" * 10
    path.write_text(f">a\nACGT\n>b two\nACGT\nAC1T\n>c\n;note 1\nAC GT\n>d\nACGT\n{mistyped}\n>a again\nTTTT\n")
    with opened(path) as sequences:
        assert [(sequences.record(at).id, sequences.text(at)) for at in range(3)] == [
            ("a", "ACGT"),
            ("c", "ACGT"),
            ("a", "TTTT"),
        ]
        first, second = sequences.file.refused
        assert (first.record, first.name, first.line) == (2, "b", 5)
        assert "“1”" in first.reason
        assert (second.record, second.name, second.line) == (4, "d", 11)
        assert "“E”" in second.reason
        assert sequences.file.notes == ("The id a occurs 2 times: records 1, 5.",)
        assert sequences.file.refused_count == 2


def test_a_packed_file_that_is_cut_off_keeps_what_is_whole(tmp_path: Path) -> None:
    random = np.random.default_rng(3)
    text = "".join(f">r{at}\n{random_letters(random, 3000)}\n" for at in range(20)).encode()
    for suffix, packed in packings(text).items():
        if not suffix:
            continue
        path = tmp_path / f"x.fa{suffix}"
        path.write_bytes(packed[: len(packed) * 2 // 3])
        with opened(path) as sequences:
            count = len(sequences)
            assert 5 < count < 19
            assert [(sequences.record(at).id, sequences.text(at)) for at in range(count)] == [
                (f"r{at}", text.decode().split("\n")[2 * at + 1]) for at in range(count)
            ]
            assert sequences.file.refused[0].record == count + 1
            assert "ends" in sequences.file.refused[0].reason
            assert any("ends early" in note for note in sequences.file.notes)
        path.write_bytes(packed[:30])
        with pytest.raises(ReadError):
            opened(path)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("x.fa", b"", "empty"),
        ("x.fa", b"\x00\x01\x02\x03" * 50, "not text"),
        ("x.fa", bytes(range(1, 32)) * 9, "not text"),
        ("x.fa", ">a\nACGT\n".encode("utf-16"), "UTF-16"),
        ("x.fa", b"Dear colleague,\nthere is no sequence here.\n", "not a known kind"),
        ("x.fa", b">only\n1 2 3 4\n", "qualities"),
        ("x.fa", b">a\nAC1T\n>b\nAC2T\n", "No record of x.fa can be used. Record 1 a, line 2"),
    ],
)
def test_what_is_no_fasta_is_refused_with_the_reason(name: str, data: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadError, match=words):
        opened(path)


def test_titles_in_any_encoding_are_told(tmp_path: Path) -> None:
    path = tmp_path / "x.fa"
    path.write_bytes("\ufeff>α Grüße\x07\nACGT\n".encode() + ">b Größe\nAC\n".encode("latin-1") + b">\nGG\n")
    with opened(path) as sequences:
        records = [sequences.record(at) for at in range(3)]
    assert [(one.id, one.description) for one in records] == [("α", "Grüße"), ("b", "Größe"), ("3", "")]


def test_rows_of_one_length_with_gaps_are_an_alignment(tmp_path: Path) -> None:
    path = tmp_path / "x.fa"
    path.write_text(">a\nMK-VEF\n>b\nMKA-AG\n")
    with opened(path) as sequences:
        assert sequences.file.aligned
        assert (sequences.file.alignments[0].rows, sequences.file.alignments[0].columns) == (2, 6)
        assert [sequences.record(at).alphabet for at in range(2)] == [Alphabet.PROTEIN] * 2
        assert sequences.text(1) == "MKA-AG"
    path.write_text(">a\nMKVEF*\n>b\nMKAAG*\n")
    with opened(path) as sequences:
        assert not sequences.file.aligned


def test_what_is_asked_for_must_be_there(tmp_path: Path) -> None:
    path = tmp_path / "x.fa"
    path.write_text(">a\nACGT\n")
    with opened(path) as sequences:
        for record, start, end in [(1, 0, 1), (-1, 0, 1), (0, 0, 5), (0, 3, 2), (0, -1, 2)]:
            with pytest.raises(ReadError):
                sequences.codes(record, start, end)
        with pytest.raises(ReadError, match="no qualities"):
            sequences.qualities(0)
        assert sequences.features(0) == sequences.annotations(0) == sequences.variants(0) == ()


def test_a_file_that_shrinks_while_it_is_open_says_so(tmp_path: Path) -> None:
    path = tmp_path / "x.fa"
    path.write_text(">a\n" + "ACGT\n" * 100)
    with opened(path) as sequences:
        path.write_text(">a\nAC\n")
        with pytest.raises(ReadError, match="changed"):
            sequences.text(0, 100, 200)
        path.write_text(">a\n" + "12\n" * 300)
        with pytest.raises(ReadError, match="changed"):
            sequences.text(0, 100, 200)


def test_records_beyond_those_listed_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "x.fa"
    path.write_text("".join(f">r{at}\nACGT\n" for at in range(1500)))
    with opened(path) as sequences:
        assert (len(sequences.file.records), sequences.file.count) == (1000, 1500)
        assert (sequences.record(1400).id, sequences.text(1400)) == ("r1400", "ACGT")
