from pathlib import Path

import pytest
from Bio import SeqIO
from Bio.Seq import Seq
from Bio.SeqFeature import FeatureLocation, SeqFeature
from Bio.SeqRecord import SeqRecord

from medview.core.alphabet import reverse_complement
from medview.core.errors import MedViewError
from medview.training.data.sequence_reading import labels_offered, read_sequences

LETTERS = "ACGTTGCAAC" * 3

SWISS = """ID   {name}_HUMAN              Reviewed;          10 AA.
AC   {name};
DT   01-JAN-2000, integrated into UniProtKB/Swiss-Prot.
DT   01-JAN-2000, sequence version 1.
DT   01-JAN-2000, entry version 1.
DE   RecName: Full=Made;
OS   Homo sapiens (Human).
OC   Eukaryota.
OX   NCBI_TaxID=9606;
RN   [1]
RP   NUCLEOTIDE SEQUENCE.
RL   Submitted (JAN-2000) to the EMBL/GenBank/DDBJ databases.
{comments}PE   1: Evidence at protein level;
FT   HELIX           2..4
FT   STRAND          4..7
SQ   SEQUENCE   10 AA;  1000 MW;  0000000000000000 CRC64;
     MKLVFWDEHK
//
"""


def genbank(path: Path, *features: SeqFeature) -> Path:
    record = SeqRecord(Seq(LETTERS), "MADE1", annotations={"molecule_type": "DNA"}, features=list(features))
    SeqIO.write([record], path, "genbank")
    return path


def feature(kind: str, start: int, end: int, strand: int = 1, **qualifiers: str) -> SeqFeature:
    return SeqFeature(
        FeatureLocation(start, end, strand), kind, qualifiers={name: [one] for name, one in qualifiers.items()}
    )


def swiss(path: Path, **comments: str) -> Path:
    path.write_text("".join(SWISS.format(name=name, comments=comment) for name, comment in comments.items()))
    return path


def test_features_label_the_letters_of_the_strand_they_lie_on(tmp_path) -> None:
    path = genbank(tmp_path / "a.gb", feature("exon", 2, 5), feature("CDS", 4, 8), feature("CDS", 20, 24, -1))
    ahead, back = read_sequences(path, "each", labelled_by="CDS, exon").sequences
    assert ahead.each == "..bbaaaa" + "." * 22
    assert ahead.letters == LETTERS
    assert back.each == "......aaaa" + "." * 20
    assert back.letters == reverse_complement(LETTERS)
    assert ahead.group == back.group


def test_signs_of_proteins_have_one_strand(tmp_path) -> None:
    (one,) = read_sequences(swiss(tmp_path / "p.txt", P00001=""), "each", labelled_by="HELIX,STRAND").sequences
    assert (one.letters, one.each) == ("MKLVFWDEHK", ".aaabbb...")


def test_each_feature_with_a_qualifier_is_a_sequence(tmp_path) -> None:
    path = genbank(
        tmp_path / "a.gb",
        feature("CDS", 0, 9, function="repair", translation="MKL", protein_id="P1"),
        feature("CDS", 10, 16, -1, function="transport", gene="traX"),
        feature("CDS", 16, 19),
    )
    found = read_sequences(path, "label", labelled_by="CDS/function")
    assert [(one.name, one.letters, one.label) for one in found.sequences] == [
        ("MADE1:P1", "MKL", "repair"),
        ("MADE1:traX", reverse_complement(LETTERS[10:16]), "transport"),
    ]
    assert found.classes == ("repair", "transport")


def test_what_is_said_of_an_entry_is_its_class(tmp_path) -> None:
    said = "CC   -!- FUNCTION: Does it.\nCC   -!- SUBCELLULAR LOCATION: Cell membrane {ECO:1}; Multi-pass.\n"
    other = "CC   -!- SUBCELLULAR LOCATION: Nucleus (Potential).\n"
    path = swiss(tmp_path / "p.txt", P00001=said, P00002=other, P00003="")
    found = read_sequences(path, "label", labelled_by="subcellular location")
    assert [(one.name, one.label) for one in found.sequences] == [("P00001", "Cell membrane"), ("P00002", "Nucleus")]
    assert [name for name, _ in found.left_out] == ["P00003"]
    assert "subcellular location" in found.left_out[0][1]


def test_what_could_label_entries_is_told(tmp_path) -> None:
    swiss(tmp_path / "p.txt", P00001="CC   -!- SUBCELLULAR LOCATION: Nucleus.\n")
    (tmp_path / "plain.fasta").write_text(">a\nACGT\n")
    offered = labels_offered(tmp_path)
    assert dict(offered) == {"HELIX": 1, "STRAND": 1, "SUBCELLULAR LOCATION": 1}


def test_entries_without_what_labels_them_are_refused_by_name(tmp_path) -> None:
    path = genbank(tmp_path / "a.gb", feature("gene", 2, 5))
    with pytest.raises(MedViewError, match=r"MADE1.*no feature CDS"):
        read_sequences(path, "each", labelled_by="CDS")


BARE = """LOCUS       BARE1                     30 bp    DNA     linear   UNK 01-JAN-2000
DEFINITION  Put together.
ACCESSION   BARE1
VERSION     BARE1.1
FEATURES             Location/Qualifiers
     source          1..30
CONTIG      join(AB000001.1:1..30)
//
"""


def test_entries_without_letters_are_left_out_by_name(tmp_path) -> None:
    path = genbank(tmp_path / "a.gb", feature("CDS", 2, 5))
    path.write_text(path.read_text() + BARE)
    found = read_sequences(tmp_path, "nothing")
    assert [one.name for one in found.sequences] == ["MADE1"]
    assert [name for name, _ in found.left_out] == ["BARE1.1"]
