from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from medview.core.errors import ReadError
from medview.core.sequence import Alphabet, QualityScale
from medview.io.sequences.content import PlainContent
from medview.io.sequences.fastq import phred, scale_of
from medview.io.sequences.fastq_index import COLUMNS, FastqPass
from tests.io.making import nothing
from tests.io.sequences.making import opened, packings, random_letters, texts


def read_of(name: str, letters: str, qualities: str, again: str = "") -> str:
    return f"@{name}\n{letters}\n+{again}\n{qualities}\n"


def any_reads(random: np.random.Generator) -> tuple[str, list[tuple[str, str, str]]]:
    """Reads of one line or several each, whose qualities may look like titles."""
    text, reads = "", []
    for number in range(int(random.integers(1, 40))):
        count = int(random.choice([0, 1, 30, 100]))
        letters = random_letters(random, count)
        qualities = "".join(map(chr, random.integers(33, 127, count)))
        if count and random.random() < 0.3:
            qualities = str(random.choice(["@", "+", ">"])) + qualities[1:]
        title = f"r{number} x"
        width = int(random.choice([1000, 1000, 1000, 7]))
        wrapped = [
            "\n".join(one[at : at + width] for at in range(0, max(len(one), 1), width)) for one in (letters, qualities)
        ]
        text += read_of(title, *wrapped, again=title if random.random() < 0.3 else "")
        reads.append((f"r{number}", letters, qualities))
    return text, reads


@pytest.mark.parametrize("seed", range(40))
def test_reads_of_any_shape_with_any_quality(seed: int, tmp_path: Path) -> None:
    random = np.random.default_rng(seed)
    text, reads = any_reads(random)
    if random.random() < 0.3:
        text = text.replace("\n", "\r\n")
    path = tmp_path / "x.fq"
    path.write_bytes(text.encode())
    with opened(path, quality=QualityScale.SANGER) as sequences:
        assert [(sequences.record(at).id, sequences.text(at)) for at in range(len(sequences))] == [
            (name, letters) for name, letters, _ in reads
        ]
        for at, (_, letters, qualities) in enumerate(reads):
            assert sequences.qualities(at).tolist() == [ord(sign) - 33 for sign in qualities]
            start, end = np.sort(random.integers(0, len(letters) + 1, 2)).tolist()
            assert sequences.text(at, start, end) == letters[start:end]
            assert sequences.qualities(at, start, end).tolist() == [ord(sign) - 33 for sign in qualities[start:end]]
        assert (sequences.file.refused, sequences.file.quality) == ((), QualityScale.SANGER)


@pytest.mark.parametrize("seed", range(10))
def test_an_index_does_not_depend_on_how_much_is_read_at_once(seed: int, tmp_path: Path) -> None:
    text, reads = any_reads(np.random.default_rng(100 + seed))
    path = tmp_path / "x.fq"
    path.write_text(text.replace(reads[-1][1] or "@", "AC!T", 1))
    content = PlainContent(str(path), "x.fq")
    runs = [FastqPass(content) for _ in range(3)]
    indices = [run.run(nothing, chunk) for run, chunk in zip(runs, (1 << 20, 64, 300), strict=True)]
    for name in COLUMNS:
        assert len({tuple(getattr(index, name).tolist()) for index in indices}) == 1
    assert len({tuple(run.refusals.first) for run in runs}) == 1
    content.close()


def test_what_is_no_read_is_told_and_the_others_open(tmp_path: Path) -> None:
    good = [read_of(f"good{at}", "ACGTA", "IIII#") for at in range(6)]
    bad = [
        read_of("long", "ACGTA", "IIIIII"),
        read_of("odd", "AC1TA", "IIIII"),
        read_of("blank", "ACGTA", "II II"),
        read_of("other", "ACGTA", "IIIII", "differs"),
        "stray\n",
        "@cut\nACG",
    ]
    path = tmp_path / "x.fastq"
    path.write_text("".join(one for pair in zip(good, bad, strict=True) for one in pair))
    with opened(path) as sequences:
        assert [sequences.record(at).id for at in range(len(sequences))] == [f"good{at}" for at in range(6)]
        assert [sequences.record(at).line for at in range(len(sequences))] == [1, 9, 17, 25, 33, 38]
        told = {one.name: (one.record, one.line, one.reason) for one in sequences.file.refused}
    assert told["long"][:2] == (2, 8)
    assert "5 letters and 6 qualities" in told["long"][2]
    assert told["odd"] == (4, 14, "It has “1”, which is not a letter of DNA, RNA or proteins.")
    assert told["blank"][:2] == (6, 24)
    assert "differs" in told["other"][2]
    assert told[""][:2] == (0, 37)
    assert told["cut"] == (11, 43, "The file ends within it.")


@pytest.mark.parametrize(
    ("letters", "qualities", "told"),
    [
        ("ACGTACGT", "IIII", "8 letters and 4 qualities"),
        ("ACGTACGT", "IIIII", "8 letters and 5 qualities"),  # with the next title as many as letters
        ("ACGTACGTAC", "III", "10 letters and 3 qualities"),  # with the next title and letters as many
        ("ACGTACGTACGTAC", "II", "14 letters and 2 qualities"),  # with the whole next record as many
        ("ACGT" * 40, "IIII", "160 letters and 4 qualities"),  # more than the file has
        ("ACGT", "IIIIII", "4 letters and 6 qualities"),
        ("AC\nGT\nAC", "II\nII", "6 letters and 4 qualities"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_unequal_lengths_are_told_with_the_line_of_the_record_itself(
    letters: str, qualities: str, told: str, end: str, tmp_path: Path
) -> None:
    path = tmp_path / "x.fastq"
    text = f"@r1\nACGT\n+\nIIII\n@r2\n{letters}\n+\n{qualities}\n@r3\nACGT\n+\nJJJJ\n@r4\nAC\n+\nKK\n"
    path.write_bytes(text.replace("\n", end).encode())
    with opened(path) as sequences:
        assert [sequences.record(number).id for number in range(len(sequences))] == ["r1", "r3", "r4"]
        (refused,) = sequences.file.refused
    line = 6 + len(letters.split("\n")) + len(qualities.split("\n"))
    assert (refused.record, refused.name, refused.line) == (2, "r2", line)
    assert told in refused.reason


def test_qualities_in_several_lines_may_begin_like_titles(tmp_path: Path) -> None:
    path = tmp_path / "x.fastq"
    path.write_text("@r1\nACGT\nACGT\n+\n@III\n@III\n@r2\nACG\nTAC\nGTA\n+\nIII\n@II\nIII\n@r3\nAC\n+\n@I\n")
    with opened(path) as sequences:
        assert [sequences.text(number) for number in range(len(sequences))] == ["ACGTACGT", "ACGTACGTA", "AC"]
        assert not sequences.file.refused


def test_a_file_without_one_whole_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.fastq"
    path.write_text("@a\nACGT\n+\nII\n")
    with pytest.raises(ReadError, match="4 letters and 2 qualities"):
        opened(path)


@pytest.mark.parametrize("suffix", [".gz", ".bgz"])
def test_packed_reads_are_the_same_and_may_be_cut_off(suffix: str, tmp_path: Path) -> None:
    random = np.random.default_rng(5)
    reads = [(f"r{at}", random_letters(random, 90)) for at in range(400)]
    text = "".join(read_of(name, letters, "I" * 90) for name, letters in reads)
    packed = packings(text.encode())[suffix]
    path = tmp_path / f"x.fastq{suffix}"
    path.write_bytes(packed)
    assert texts(path) == reads
    path.write_bytes(packed[: len(packed) // 2])
    with opened(path) as sequences:
        count = len(sequences)
        assert 50 < count < 350
        assert [(sequences.record(at).id, sequences.text(at)) for at in range(count)] == reads[:count]
        assert any("ends early" in note for note in sequences.file.notes)


@pytest.mark.parametrize(
    ("lowest", "highest", "scale", "sure"),
    [
        (33, 73, QualityScale.SANGER, True),
        (58, 126, QualityScale.SANGER, True),
        (59, 104, QualityScale.SOLEXA, True),
        (74, 104, QualityScale.ILLUMINA, True),
        (64, 104, QualityScale.ILLUMINA, False),
        (64, 126, QualityScale.ILLUMINA, False),
        (60, 74, QualityScale.SANGER, False),
        (70, 73, QualityScale.SANGER, False),
        (126, 33, QualityScale.SANGER, False),
    ],
)
def test_encodings_are_told_apart_and_doubt_is_said(lowest: int, highest: int, scale: QualityScale, sure: bool) -> None:
    told, doubt = scale_of(lowest, highest)
    assert (told, doubt == "") == (scale, sure)


def test_solexa_becomes_phred_as_published() -> None:
    values = {-5: 1, -2: 2, 0: 3, 3: 5, 10: 10, 40: 40}
    codes = np.array([value + 64 for value in values], np.uint8)
    assert phred(codes, QualityScale.SOLEXA).tolist() == list(values.values())
    assert phred(codes[2:], QualityScale.ILLUMINA).tolist() == [0, 3, 10, 40]


def test_reads_are_dna_or_rna(tmp_path: Path) -> None:
    path = tmp_path / "x.fq"
    path.write_text(read_of("a", "ACGU", "IIII") + read_of("a", "NNNN", "####"))
    with opened(path) as sequences:
        assert sequences.file.alphabet is Alphabet.RNA
        assert any("The id a occurs 2 times" in note for note in sequences.file.notes)
