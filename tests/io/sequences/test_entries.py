from __future__ import annotations

import io
from pathlib import Path

import pytest
from Bio import SeqIO
from Bio.Seq import Seq
from Bio.SeqFeature import (
    AfterPosition,
    BeforePosition,
    CompoundLocation,
    SeqFeature,
    SimpleLocation,
)
from Bio.SeqRecord import SeqRecord

from medview.core.errors import ReadError
from medview.core.sequence import Alphabet, Part
from medview.io.sequences import entries
from tests.io.sequences.making import opened, packings, texts

LETTERS = "ACGTTGCAAC" * 12

SWISS = """ID   TEST_HUMAN              Reviewed;          20 AA.
AC   P00001;
DT   01-JAN-2000, integrated into UniProtKB/Swiss-Prot.
DT   01-JAN-2000, sequence version 1.
DT   01-JAN-2000, entry version 1.
DE   RecName: Full=Test protein;
OS   Homo sapiens (Human).
OC   Eukaryota.
OX   NCBI_TaxID=9606;
FT   DOMAIN          3..?9
FT                   /note="Testing"
SQ   SEQUENCE   20 AA;  2000 MW;  0000000000000000 CRC64;
     MKVLAAGIVG LPFMKVLAAG
//
"""

XML = """<?xml version="1.0" encoding="UTF-8"?>
<uniprot xmlns="http://uniprot.org/uniprot">
<entry dataset="Swiss-Prot" created="2024-01-01" modified="2025-01-01" version="1">
  <accession>P1</accession><name>ONE</name>
  <sequence length="4" mass="100" version="1">MKVL</sequence>
</entry>
<entry dataset="Swiss-Prot" created="2024-01-01" modified="2025-01-01" version="1">
  <accession>P2</accession><name>TWO</name>
  <sequence length="3" mass="100" version="1">GGA</sequence>
</entry>
</uniprot>
"""


def record(name: str = "TEST01", molecule: str = "DNA", letters: str = LETTERS) -> SeqRecord:
    made = SeqRecord(Seq(letters), f"{name}.1", name, "a made record")
    made.annotations |= {"molecule_type": molecule, "topology": "circular", "organism": "Escherichia coli"}
    fuzzy = SimpleLocation(BeforePosition(0), AfterPosition(30), 1)
    joined = CompoundLocation([SimpleLocation(80, 90, -1), SimpleLocation(40, 55, -1)])
    made.features = [
        SeqFeature(fuzzy, type="gene", qualifiers={"gene": ["abcD"]}),
        SeqFeature(joined, type="CDS", qualifiers={"product": ["enzyme"], "codon_start": ["1"]}),
    ]
    return made


def written(*records: SeqRecord, known: str = "genbank") -> str:
    handle = io.StringIO()
    SeqIO.write(records, handle, known)
    return handle.getvalue()


@pytest.mark.parametrize("known", ["genbank", "embl"])
@pytest.mark.parametrize("suffix", ["", ".gz", ".bgz"])
def test_entries_have_letters_features_and_annotations(known: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"x.{'gb' if known == 'genbank' else 'embl'}{suffix}"
    path.write_bytes(packings(written(record(), record("TEST02", letters="ACGT" * 40), known=known).encode())[suffix])
    with opened(path) as sequences:
        assert (sequences.file.format, sequences.file.count, sequences.file.letters) == (known, 2, 280)
        first, second = sequences.file.records
        assert (first.id, first.name, first.length, first.circular) == ("TEST01.1", "TEST01", 120, True)
        assert (first.alphabet, first.description) == (Alphabet.DNA, "a made record")
        assert (second.index, sequences.text(1, 2, 7)) == (1, "GTACG")
        gene, coding = sequences.features(0)
        assert gene.parts == (Part(0, 30, 1, before=True, after=True),)
        assert coding.parts == (Part(80, 90, -1), Part(40, 55, -1))
        assert (gene.label, coding.label, coding.values("codon_start")) == ("abcD", "enzyme", ("1",))
        assert ("organism", "Escherichia coli") in sequences.annotations(0)
        assert "Escherichia" in path.read_text() if not suffix else True


def test_a_damaged_entry_is_refused_by_its_line_and_the_others_open(tmp_path: Path) -> None:
    good, short = written(record("GOOD")), written(record("BAD"))
    bad = short[: short.index("ORIGIN")]
    odd = written(record("ODD")).replace("acgttgcaac", "acg#tgcaac", 1)
    path = tmp_path / "x.gb"
    path.write_text("a line before\n" + good + bad + odd + good.replace("GOOD", "ELSE"))
    with opened(path) as sequences:
        assert [one.name for one in sequences.file.records] == ["GOOD", "ELSE"]
        assert (sequences.record(1).index, sequences.text(1)) == (1, LETTERS)
        lines = path.read_text().splitlines()
        told = [(one.record, lines[one.line - 1].split()[1], one.name) for one in sequences.file.refused]
        assert told == [(2, "BAD", "BAD"), (3, "ODD", "ODD")]
        assert "“#”" in sequences.file.refused[1].reason


def test_an_entry_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    whole = written(record("ONE"), record("TWO"))
    path = tmp_path / "x.gb"
    path.write_text(whole[: whole.rindex("61 ")])
    with opened(path) as sequences:
        assert [one.name for one in sequences.file.records] == ["ONE"]
        assert "60 of 120" in sequences.file.refused[0].reason


def test_an_entry_without_letters_says_so(tmp_path: Path) -> None:
    text = written(record())
    start = text.index("ORIGIN")
    path = tmp_path / "x.gb"
    path.write_text(text[:start] + "CONTIG      join(J00194.1:1..120)\n//\n")
    with opened(path) as sequences:
        known = sequences.record(0)
        assert (known.length, sequences.file.letters, known.alphabet) == (120, 0, Alphabet.DNA)
        assert "other records" in known.absent
        assert known.absent in sequences.file.notes
        with pytest.raises(ReadError, match="other records"):
            sequences.codes(0)
        assert len(sequences.features(0)) == 2


def test_swiss_prot_and_its_unknown_ends(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(SWISS + SWISS.replace("P00001", "P00002"))
    with opened(path) as sequences:
        assert (sequences.file.format, sequences.file.count, sequences.file.alphabet) == (
            "swissprot",
            2,
            Alphabet.PROTEIN,
        )
        assert sequences.record(1).id == "P00002"
        (domain,) = sequences.features(0)
        assert (domain.kind, domain.start, domain.end, domain.strand) == ("DOMAIN", 2, 9, 0)
        assert sequences.text(0) == "MKVLAAGIVGLPFMKVLAAG"
        assert any("entry" in one.lower() or "Homo" in text for one, text in sequences.annotations(0))


def test_entries_of_xml_are_read_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_text(XML)
    assert texts(path) == [("P1", "MKVL"), ("P2", "GGA")]
    with opened(path) as sequences:
        assert [one.line for one in sequences.file.records] == [3, 7]
        assert sequences.file.alphabet is Alphabet.PROTEIN
    path.write_text(XML.replace("<uniprot", '<!DOCTYPE uniprot [<!ENTITY a "b">]><uniprot'))
    with pytest.raises(ReadError, match="entities"):
        opened(path)
    path.write_text(XML.replace("</accession>", "<accession>", 1))
    with opened(path) as sequences:
        assert [one.id for one in sequences.file.records] == ["P2"]
        assert sequences.file.refused[0].line == 3


def test_of_a_large_file_entries_are_read_when_they_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "EAGER", len(written(record("R0"))) + 10)
    monkeypatch.setattr(entries, "LISTED", 3)
    broken = written(record("BROKEN")).replace("acgttgcaac", "acgttgca#c")
    path = tmp_path / "x.gb"
    path.write_text(written(*(record(f"R{at}") for at in range(4))) + broken)
    with opened(path) as sequences:
        assert (sequences.file.count, len(sequences.file.records), sequences.file.letters) == (5, 2, 600)
        assert (sequences.record(3).name, sequences.text(3)) == ("R3", LETTERS)
        assert any("checked when they are opened" in note for note in sequences.file.notes)
        with pytest.raises(ReadError, match="“#”"):
            sequences.codes(4)


def test_rna_is_told_by_its_letters(tmp_path: Path) -> None:
    path = tmp_path / "x.gb"
    path.write_text(written(record("A", "mRNA"), record("B", "RNA", "ACGU" * 9), record("C", "protein", "MKVLE" * 4)))
    with opened(path) as sequences:
        assert [one.alphabet for one in sequences.file.records] == [Alphabet.DNA, Alphabet.RNA, Alphabet.PROTEIN]
        assert sequences.file.alphabet is None
