from __future__ import annotations

from pathlib import Path

import pytest

from medview.core.errors import ReadError
from medview.core.sequence import Variant
from medview.io.sequences.opening import open_sequences
from medview.io.sequences.vcf import VariantSequences
from tests.io.making import nothing
from tests.io.sequences.making import opened, packings
from tests.io.sequences.samples import GENBANK

HEADER = """##fileformat=VCFv4.2
##reference=file:///data/genome%20one.fa
##contig=<ID=chr1,length=20>
##contig=<ID=chr2,length=50>
"""
COLUMNS = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS1\tS2\n"
LINES = (
    "chr1\t3\trs1;rs2\tG\tA,T\t29.5\tPASS\tDP=14;DB\tGT:DP\t0|1:3\t1/1:4\n"
    "chr1\t5\t.\tACG\tA\t.\tq10;s50\t.\tGT\t./.\t0/0\n"
    "chr2\t10\t.\tC\t<DEL>\t1e3\t.\tSVTYPE=DEL;END=40\tGT\t0/1\t0/0\n"
    "chrX\t1\t.\tN\t.\tnan\t.\tAA=x=y\tGT\t0\t1\n"
)
CHR1 = "TTGCACGTACGTACGTACGT"


def write(folder: Path, text: str = HEADER + COLUMNS + LINES, name: str = "x.vcf") -> Path:
    path = folder / name
    path.write_text(text)
    return path


@pytest.mark.parametrize("suffix", ["", ".gz", ".bgz"])
def test_variants_of_an_interval(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"x.vcf{suffix}"
    path.write_bytes(packings((HEADER + COLUMNS + LINES).encode())[suffix])
    with opened(path) as variants:
        file = variants.file
        assert (file.count, file.variants, file.samples, file.letters) == (3, 4, ("S1", "S2"), 0)
        assert [(one.id, one.length) for one in file.records] == [("chr1", 20), ("chr2", 50), ("chrX", 1)]
        first, second = variants.variants(0)
        assert first == Variant(
            0,
            2,
            3,
            "G",
            ("A", "T"),
            "rs1;rs2",
            29.5,
            ("PASS",),
            (("DP", "14"), ("DB", "")),
            ((("GT", "0|1"), ("DP", "3")), (("GT", "1/1"), ("DP", "4"))),
            6,
        )
        assert (second.start, second.end, second.quality, second.filters, second.info) == (
            4,
            7,
            None,
            ("q10", "s50"),
            (),
        )
        assert variants.variants(0, 3, 4) == ()
        assert variants.variants(0, 6, 7) == (second,)
        (deletion,) = variants.variants(1, 39, 50)
        assert (deletion.start, deletion.end, deletion.quality) == (9, 40, 1000.0)
        (nothing,) = variants.variants(2)
        assert (nothing.alternatives, nothing.quality, nothing.info) == ((), None, (("AA", "x=y"),))
        with pytest.raises(ReadError, match="reference is not beside it"):
            variants.codes(0, 0, 3)


def test_letters_come_from_the_reference_beside_it(tmp_path: Path) -> None:
    path = write(tmp_path)
    (tmp_path / "genome one.fa").write_text(f">chr1 first\n{CHR1}\n>chr3\nACGT\n")
    with opened(path) as variants:
        assert variants.text(0, 2, 7) == "GCACG"
        assert "no sequence of this name" in variants.record(1).absent
        assert (variants.file.letters, variants.record(0).length) == (20, 20)
        assert variants.file.notes == ("Letters are those of genome one.fa.",)
    (tmp_path / "x.fa").write_text(f">chr1\n{CHR1[::-1]}\n")
    with opened(path) as variants:
        assert any("Of 2 of 2 variants the replaced letters are not" in note for note in variants.file.notes)
    with opened(path, reference=str(tmp_path / "genome one.fa")) as variants:
        assert variants.text(0, 0, 3) == "TTG"
    (tmp_path / "x.fa").write_text("not letters at all")
    with opened(path) as variants:
        assert variants.text(0, 0, 3) == "TTG"
    with pytest.raises(ReadError):
        opened(path, reference=str(tmp_path / "x.fa"))


def test_lines_that_are_no_variants_are_told(tmp_path: Path) -> None:
    bad = (
        "chr1\t3\trs1\tG\n"
        "chr1\tthree\t.\tG\tA\t.\t.\t.\tGT\t0\t0\n"
        "chr1\t3\t.\t<X>\tA\t.\t.\t.\tGT\t0\t0\n"
        "chr1\t3\t.\tG\tA\t.\t.\t.\tGT\t0\n"
    )
    with opened(write(tmp_path, HEADER + COLUMNS + bad + LINES)) as variants:
        assert variants.file.variants == 4
        assert [one.line for one in variants.file.refused] == [6, 7, 8, 9]
        reasons = " ".join(one.reason for one in variants.file.refused)
        for words in ("4 columns", "“three”", "“<X>”", "2 samples"):
            assert words in reasons
    with pytest.raises(ReadError, match="No record"):
        opened(write(tmp_path, "##fileformat=VCFv4.2\n" + COLUMNS + bad))


def test_the_last_line_of_a_file_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    lines = "".join(f"chr1\t{at}\t.\tG\tA\t.\tPASS\tDP={at * 7919 % 1000}\tGT\t0/1\t1/1\n" for at in range(1, 3000))
    packed = packings((HEADER + COLUMNS + lines).encode())
    for suffix in (".gz", ".bgz"):
        path = tmp_path / f"x.vcf{suffix}"
        path.write_bytes(packed[suffix][: len(packed[suffix]) // 2])
        with opened(path) as variants:
            assert 100 < variants.file.variants < 2900
            assert variants.file.refused[-1].line == variants.file.variants + 6
            assert "ends within it" in variants.file.refused[-1].reason


def test_a_file_that_changes_while_it_is_open_says_so(tmp_path: Path) -> None:
    path = write(tmp_path)
    with opened(path) as variants:
        path.write_text((HEADER + COLUMNS + LINES).replace("chr1\t3", "chrQ\t3"))
        with pytest.raises(ReadError, match="changed"):
            variants.variants(0)


def test_features_are_those_of_the_reference(tmp_path: Path) -> None:
    (tmp_path / "x.gb").write_text(GENBANK)
    with opened(tmp_path / "x.gb") as reference:
        name, told = reference.record(0).id, reference.features(0)
    path = write(tmp_path, f"{HEADER}{COLUMNS}{name}\t3\t.\tG\tA\t.\t.\t.\tGT\t0\t1\n")
    with open_sequences(str(path), tmp_path, nothing, reference=str(tmp_path / "x.gb")) as variants:
        assert isinstance(variants, VariantSequences)
        places = {variants.record(number).id: number for number in range(len(variants))}
        assert variants.features(places[name]) == told != ()
        assert variants.features(places["chr1"]) == ()
        assert variants.reference is not None
        assert variants.reference.format == "genbank"
    with opened(path) as alone:
        assert isinstance(alone, VariantSequences)
        assert alone.features(0) == ()
        assert alone.reference is None
