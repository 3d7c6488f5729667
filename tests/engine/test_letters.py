import numpy as np
import pytest

from medview.catalog.schema import Letters
from medview.core.errors import ModelError
from medview.engine.letters import encode, read_as, spelled

DNA = Letters(("A", "C", "G", "T"), flank=2)
SMILES = Letters(("C", "c", "=", " "), length=6, padding=" ")


def read(letters: Letters, columns: np.ndarray) -> str:
    return "".join("".join(letters.alphabet)[column.argmax()] if column.any() else "." for column in columns.T)


def test_small_letters_unknown_letters_and_flanks() -> None:
    assert read(DNA, encode(DNA, "acNGT")) == "..AC.GT.."
    assert encode(DNA, "a").dtype == np.float32


def test_padding_up_to_the_length_and_the_case_of_alphabets_with_both() -> None:
    assert read(SMILES, encode(SMILES, "Cc=")) == "Cc=   "


def test_channels_last() -> None:
    last = Letters(("A", "C"), channels_last=True)
    assert encode(last, "CAA").tolist() == [[0, 1], [1, 0], [1, 0]]


@pytest.mark.parametrize(
    ("text", "told"), [("CCCCCCC", "7 letters; the model reads 6"), ("", "empty"), ("CxC", "does not know x")]
)
def test_what_cannot_be_read_is_refused(text, told) -> None:
    with pytest.raises(ModelError, match=told):
        encode(SMILES, text, strict=True)


def test_rna_is_read_as_dna_and_the_other_way_round() -> None:
    rna, both = Letters(("A", "C", "G", "U")), Letters(("A", "C", "G", "T", "U"))
    assert [spelled(one, "acgtU") for one in (DNA, rna, both)] == ["ACGTT", "ACGUU", "ACGTU"]
    assert spelled(SMILES, "Cc=U") == "Cc=U"
    assert spelled(Letters(tuple("ACDEFGHIKLMNPQRSTVWY")), "uT") == "UT"
    assert read(DNA, encode(DNA, "aUt")) == "..ATT.."


def test_codes_are_read_as_the_letters_they_spell() -> None:
    rows = read_as(DNA)
    assert [rows[ord(letter)] for letter in "AcGtUuN-*"] == [0, 1, 2, 3, 3, 3, -1, -1, -1]
    assert rows[0] == rows[255] == -1
    hidden = Letters(("A", "C", "X"), other="X")
    assert [read_as(hidden)[ord(letter)] for letter in "aCxQ"] == [0, 1, 2, 2]
    assert read_as(hidden)[0] == -1
