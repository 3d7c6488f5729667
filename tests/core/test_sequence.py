from __future__ import annotations

import itertools
import pickle
from pathlib import Path

import numpy as np
import pytest
from Bio.Data import CodonTable
from Bio.Seq import Seq

from medview.core.errors import ReadError
from medview.core.genetic_code import STANDARD, translate
from medview.core.letters import StoredLetters
from medview.core.sequence import (
    Alignment,
    Alphabet,
    Feature,
    Part,
    QualityScale,
    SequenceFile,
    complement,
    reverse_complement,
)

IUPAC = "ACGTRYSWKMBDHVN"


def test_complement_of_every_code_is_what_its_meanings_pair_with() -> None:
    pairs = dict(zip("ACGT", "TGCA", strict=True))
    meanings = {**{letter: letter for letter in "ACGT"}, **Alphabet.DNA.meanings}
    for code in IUPAC:
        paired = complement(code)
        assert set(meanings[paired]) == {pairs[letter] for letter in meanings[code]}
        assert complement(code.lower()) == paired.lower()


@pytest.mark.parametrize(("alphabet", "peer"), [(Alphabet.DNA, "complement"), (Alphabet.RNA, "complement_rna")])
def test_complement_agrees_with_another_library(alphabet: Alphabet, peer: str) -> None:
    letters = alphabet.every_letter + alphabet.every_letter.lower() + "-.*"
    assert complement(letters, alphabet) == str(getattr(Seq(letters), peer)())
    assert reverse_complement(letters, alphabet) == complement(letters, alphabet)[::-1]
    assert complement(complement(letters, alphabet), alphabet) == letters


def test_proteins_have_no_complement() -> None:
    assert not Alphabet.PROTEIN.is_nucleic
    with pytest.raises(ValueError, match="no complement"):
        complement("MKV", Alphabet.PROTEIN)


def test_translation_agrees_with_another_library_for_every_codon_with_ambiguity() -> None:
    codons = ["".join(codon) for codon in itertools.product(IUPAC, repeat=3)]
    own = [translate(codon) for codon in codons]
    assert own == [str(Seq(codon).translate()) for codon in codons]
    assert translate("".join(codons).lower().replace("t", "u")) == "".join(own)


def test_the_standard_code_is_the_published_one() -> None:
    table = CodonTable.unambiguous_dna_by_id[1]
    codons = ["".join(codon) for codon in itertools.product("TCAG", repeat=3)]
    assert STANDARD.amino_acids == "".join(table.forward_table.get(codon, "*") for codon in codons)
    assert {codon for codon, start in zip(codons, STANDARD.starts, strict=True) if start == "M"} == {
        *table.start_codons
    }


def test_gaps_leftovers_and_strange_letters_in_a_translation() -> None:
    assert translate("ATG---TAAGG") == "M-*"
    assert translate("A-GAT!é\x00~") == "XXX"
    assert translate("AT") == translate("") == ""


def test_features_know_their_ends_strand_and_name() -> None:
    parts = (Part(90, 100, -1, after=True), Part(10, 20, -1), Part(0, 500, -1, elsewhere="J00194.1"))
    feature = Feature("CDS", parts, (("product", ("alpha", "beta")), ("note", ("x",))))
    assert (feature.start, feature.end, feature.strand, feature.label) == (10, 100, -1, "alpha")
    assert feature.values("product") == ("alpha", "beta")
    assert feature.values("gene") == ()
    assert Feature("gap", (Part(1, 2, 1), Part(5, 9, -1))).strand == 0
    assert Feature("gap", ()).label == "gap"
    assert [len(part) for part in parts] == [10, 10, 500]


def test_values_cross_processes_and_say_whether_they_are_aligned() -> None:
    rows = SequenceFile("a.aln", "clustal", "0", 5, 50, (), alignments=(Alignment(0, 2, 10), Alignment(2, 3, 10)))
    assert rows.aligned
    assert pickle.loads(pickle.dumps(rows)) == rows
    assert pickle.loads(pickle.dumps(Alphabet.RNA)) is Alphabet.RNA
    assert not SequenceFile("a.aln", "clustal", "0", 5, 50, (), alignments=(Alignment(0, 2, 10),)).aligned
    assert not SequenceFile("a.fa", "fasta", "0", 0, 0, ()).aligned
    assert [scale.offset for scale in QualityScale] == [33, 64, 64]
    assert [alphabet.unit for alphabet in Alphabet] == ["bp", "nt", "aa"]


def stored(folder: Path, *records: str) -> StoredLetters:
    (folder / "letters").write_bytes("".join(records).encode())
    np.save(folder / "offsets.npy", np.cumsum([0, *map(len, records)]))
    return StoredLetters(str(folder / "letters"), str(folder / "offsets.npy"))


def test_letters_of_any_interval_come_from_the_mapped_file(tmp_path: Path) -> None:
    letters = stored(tmp_path, "ACGT", "", "mkv*").open()
    assert len(letters) == 3
    assert [letters.text(record) for record in range(3)] == ["ACGT", "", "mkv*"]
    assert letters.text(2, 1, 3) == "kv"
    assert letters.codes(0, 2).tolist() == [71, 84]
    for record, start, end in [(3, 0, None), (-1, 0, None), (0, 0, 5), (0, -1, 2), (0, 3, 2), (1, 1, None)]:
        with pytest.raises(ReadError):
            letters.codes(record, start, end)


def test_no_letters_at_all_can_be_opened(tmp_path: Path) -> None:
    assert stored(tmp_path, "").open().text(0) == ""
