from __future__ import annotations

from pathlib import Path

import pytest

from medview.core.errors import ReadError
from medview.core.sequence import Alphabet
from tests.io.sequences.making import opened, packings

STOCKHOLM = """# STOCKHOLM 1.0
#=GF ID   FIRST
#=GS one/1-4  DE a description
one/1-4     MK.VE-F
two/3-8     MKaAEGF
#=GC SS_cons HH...EE
//
# STOCKHOLM 1.0
#=GF ID   SECOND
a           ACGU-
b           ACGUU
//
"""

CLUSTAL = """CLUSTAL W (1.81) multiple sequence alignment


one      MK-VEF
two      MKAVEF
         ** ***

one      AAG
two      A-G
         * *
"""

PIR = """>P1;ONE
first protein
MKVEF-AG*
>P1;TWO
second protein
MKVEFFAG*
"""

MSF = """!!AA_MULTIPLE_ALIGNMENT 1.0

 test.msf  MSF: 8  Type: P  January 1, 2000 00:00  Check: 0 ..

 Name: one              Len:     8  Check:  0  Weight:  1.00
 Name: two              Len:     8  Check:  0  Weight:  1.00

//

            1      8
one         MK.VEFAG
two         MKAVEFAG

"""

A3M = """>one
MKVEF
>two
MKaaV-Fg
>three
aMKcVE-
>four short
MKV
"""


def rows(path: Path) -> list[tuple[str, str]]:
    with opened(path) as sequences:
        assert sequences.file.aligned
        return [(sequences.record(at).id, sequences.text(at)) for at in range(len(sequences))]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("x.aln", CLUSTAL, [("one", "MK-VEFAAG"), ("two", "MKAVEFA-G")]),
        ("x.pir", PIR, [("ONE", "MKVEF-AG"), ("TWO", "MKVEFFAG")]),
        ("x.msf", MSF, [("one", "MK-VEFAG"), ("two", "MKAVEFAG")]),
    ],
)
@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_rows_keep_their_gaps(
    name: str, text: str, expected: list[tuple[str, str]], suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"{name}{suffix}"
    path.write_bytes(packings(text.replace("\n", "\r\n").encode())[suffix])
    assert rows(path) == expected
    with opened(path) as sequences:
        assert sequences.file.alphabet is Alphabet.PROTEIN
        assert sequences.text(1, 1, 4) == expected[1][1][1:4]


def test_a_file_of_several_alignments(tmp_path: Path) -> None:
    path = tmp_path / "x.sto"
    path.write_text(STOCKHOLM)
    with opened(path) as sequences:
        first, second = sequences.file.alignments
        assert (first.name, first.first, first.rows, first.columns) == ("FIRST", 0, 2, 7)
        assert (second.name, second.first, second.rows, second.columns) == ("SECOND", 2, 2, 5)
        assert ("secondary_structure", "HH...EE") in first.columns_say
        assert [sequences.record(at).alphabet for at in range(4)] == [Alphabet.PROTEIN] * 2 + [Alphabet.RNA] * 2
        assert (sequences.text(0), sequences.record(0).description) == ("MK-VE-F", "a description")
        assert [sequences.record(at).line for at in range(4)] == [4, 5, 10, 11]


def test_a_damaged_alignment_is_refused_and_the_others_open(tmp_path: Path) -> None:
    path = tmp_path / "x.sto"
    path.write_text(STOCKHOLM.replace("MKaAEGF", "MKaAEGFF"))
    with opened(path) as sequences:
        assert [sequences.record(at).id for at in range(2)] == ["a", "b"]
        assert (sequences.file.refused[0].name, sequences.file.refused[0].line) == ("FIRST", 1)
    path.write_text(STOCKHOLM.replace("MKaAEGF", "MK1AEGF").replace("ACGU-", "ACGU"))
    with pytest.raises(ReadError, match="No record"):
        opened(path)


def test_pir_names_the_record_it_cannot_use(tmp_path: Path) -> None:
    path = tmp_path / "x.pir"
    path.write_text(PIR + ">P1;BAD\nthird\nMK7EF*\n")
    with opened(path) as sequences:
        assert len(sequences) == 2
        (refused,) = sequences.file.refused
        assert (refused.record, refused.name, refused.line) == (3, "BAD", 7)


def test_insertions_of_a3m_take_a_column_in_every_row(tmp_path: Path) -> None:
    path = tmp_path / "x.a3m"
    path.write_text(A3M)
    assert rows(path) == [("one", ".MK..VEF."), ("two", ".MKaaV-Fg"), ("three", "aMKc.VE-.")]
    with opened(path) as sequences:
        (refused,) = sequences.file.refused
        assert (refused.record, refused.name, refused.line) == (4, "four", 7)
        assert "3 columns; the first row has 5" in refused.reason


def test_a2m_is_kept_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "x.a2m"
    path.write_text(">one\n.MK..VEF.\n>two\n.MKaaV-Fg\n")
    assert rows(path) == [("one", ".MK..VEF."), ("two", ".MKaaV-Fg")]
    with opened(path) as sequences:
        assert sequences.file.format == "a2m"
