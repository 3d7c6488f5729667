from __future__ import annotations

import pytest
from Bio.Data import CodonTable
from Bio.Seq import Seq

from medview.core.genetic_code import STANDARD, GeneticCode
from medview.imaging.sequences import codons, strands
from medview.imaging.sequences.codons import Orfs, amino_acids, begins, find_orfs
from tests.imaging.sequences.letters import codes, random_letters

VERTEBRATE_MITOCHONDRIAL = GeneticCode(
    2,
    "Vertebrate Mitochondrial",
    "FFLLSSSSYY**CCWWLLLLPPPPHHQQRRRRIIMMTTTTNNKKSS**VVVVAAAADDEEGGGG",
    "----------**--------------------MMMM----------**---M------------",
)


def listed(orfs: Orfs) -> list[tuple[int, int, int, int, bool]]:
    return [
        (int(a), int(b), int(s), int(f), bool(w))
        for a, b, s, f, w in zip(orfs.starts, orfs.ends, orfs.strands, orfs.frames, orfs.whole, strict=True)
    ]


def naive(text: str, code: GeneticCode, least: int, methionine: bool) -> list[tuple[int, int, int, int, bool]]:
    """Codon by codon, with Biopython's tables."""
    table = CodonTable.unambiguous_dna_by_id[code.number]
    first = {c for c, a in table.forward_table.items() if a == "M"} if methionine else set(table.start_codons)
    found = []
    for strand, spelled in ((1, text), (-1, str(Seq(text).reverse_complement()))):
        for frame in range(3):
            begin, whole = frame, False
            last = frame + (len(spelled) - frame) // 3 * 3
            for at in range(frame, last, 3):
                codon = spelled[at : at + 3]
                if codon in table.stop_codons:
                    if begin is not None and begin < at:
                        found.append((begin, at + 3, strand, frame, whole))
                    begin, whole = None, True
                elif begin is None and codon in first:
                    begin = at
            if begin is not None:
                found.append((begin, last, strand, frame, False))
    turned = [(a, b, s, f, w) if s > 0 else (len(text) - b, len(text) - a, s, f, w) for a, b, s, f, w in found]
    return sorted(one for one in turned if one[1] - one[0] >= least)


@pytest.mark.parametrize("code", [STANDARD, VERTEBRATE_MITOCHONDRIAL])
def test_codons_at_every_place_are_those_of_biopython(code: GeneticCode) -> None:
    letters = random_letters(600, "ACGTacgtNRY")
    text = letters.tobytes().decode()
    forward, reverse = amino_acids(letters, code), amino_acids(letters, code, reverse=True)
    assert len(forward) == len(reverse) == len(text) - 2
    for at in range(len(text) - 2):
        codon = Seq(text[at : at + 3].upper())
        for found, meant in ((forward[at], codon), (reverse[at], codon.reverse_complement())):
            known = set("ACGT") >= set(str(meant))
            assert chr(found) == str(meant.translate(table=code.number)) or not known


def test_ambiguous_codons_mean_what_all_their_meanings_share() -> None:
    assert amino_acids(codes("TAR"), STANDARD).tobytes() == b"*"
    assert amino_acids(codes("CTN"), STANDARD).tobytes() == b"L"
    assert amino_acids(codes("ANA"), STANDARD).tobytes() == b"X"
    assert amino_acids(codes("AUG"), STANDARD).tobytes() == b"M"
    assert begins(codes("YTG")).tolist() == [True]  # CTG and TTG
    assert begins(codes("NTG")).tolist() == [False]  # GTG is none of the standard code
    assert len(amino_acids(codes("AC"))) == 0


@pytest.mark.parametrize("methionine", [True, False])
@pytest.mark.parametrize("code", [STANDARD, VERTEBRATE_MITOCHONDRIAL])
@pytest.mark.parametrize(("length", "piece"), [(0, 4), (2, 4), (3, 4), (7, 4), (700, 50), (701, 51), (702, 7000)])
def test_frames_are_those_found_codon_by_codon(
    length: int, piece: int, code: GeneticCode, methionine: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strands.pieces, "__defaults__", (piece,))
    letters = random_letters(length, "ACGT", seed=length)
    expected = naive(letters.tobytes().decode(), code, 12, methionine)
    assert sorted(listed(find_orfs(letters, code, 12, methionine))) == expected
    assert expected or length < 12


def test_a_gene_within_stops_is_found_whole_on_both_strands() -> None:
    gene = "ATG" + "GCA" * 40 + "TAA"
    around = "TAATTAATTAA"  # a stop in all six frames
    text = around + gene + around + str(Seq(gene).reverse_complement()) + around
    found = listed(find_orfs(codes(text), least=100))
    begin = len(around)
    second = 2 * len(around) + len(gene)
    assert (begin, begin + len(gene), 1, begin % 3, True) in found
    assert (second, second + len(gene), -1, begin % 3, True) in found


def test_the_work_can_be_stopped() -> None:
    def stop(part: float, note: str) -> None:
        assert note
        raise InterruptedError(part)

    with pytest.raises(InterruptedError):
        find_orfs(random_letters(100), checkpoint=stop)


def test_no_frame_is_looked_for_in_nothing() -> None:
    assert len(find_orfs(codes(""))) == 0
    assert len(codons.NO_ORFS) == 0
