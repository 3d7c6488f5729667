from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from Bio.motifs import create

from medview.core.alphabet import Alphabet
from medview.imaging.sequences import columns as room
from medview.imaging.sequences.columns import column_counts, columns, conservation, differing, middle_line, row_identity
from tests.imaging.sequences.letters import codes, random_letters


def rows(*texts: str) -> np.ndarray:
    return np.stack([codes(text) for text in texts])


def test_consensus_and_identity_are_those_of_a_count() -> None:
    found = columns(rows("ACGT-N", "ACGA-N", "ACCC-N", "aTGG-G"), Alphabet.DNA)
    assert found.consensus.tobytes() == b"ACGa-g"
    assert found.identity.tolist() == [1.0, 0.75, 0.75, 0.25, 0.0, 0.25]
    assert found.occupancy.tolist() == [1.0, 1.0, 1.0, 1.0, 0.0, 1.0]
    assert found.rows == 4


@pytest.mark.parametrize(
    ("alphabet", "letters"), [(Alphabet.DNA, "ACGT-"), (Alphabet.PROTEIN, "ACDEFGHIKLMNPQRSTVWY-")]
)
def test_conservation_is_that_of_schneider_and_stephens(alphabet: Alphabet, letters: str) -> None:
    table = random_letters(40 * 30, letters).reshape(40, 30)
    table[:, 3] = ord("A")
    found = columns(table, alphabet)
    size = 4 if alphabet.is_nucleic else 20
    for at in range(30):
        known = Counter(chr(code) for code in table[:, at] if chr(code) != "-")
        total = sum(known.values())
        entropy = -sum(n / total * math.log2(n / total) for n in known.values())
        information = math.log2(size) - entropy - (size - 1) / (2 * math.log(2) * total)
        assert found.conservation[at] == pytest.approx(max(0.0, information) / math.log2(size) * total / 40)
    assert found.conservation.argmax() == 3


def test_entropy_is_that_of_biopython() -> None:
    table = random_letters(5000 * 6, "AACGT").reshape(5000, 6)
    motif = create([row.tobytes().decode() for row in table])
    bits = np.array(
        [2.0 + sum(p * math.log2(p) for p in column if p) for column in np.array(list(motif.pwm.values())).T]
    )
    few = 3 / (2 * math.log(2) * 5000)
    assert conservation(column_counts(table), Alphabet.DNA) == pytest.approx((bits - few) / 2.0, abs=1e-9)


def test_many_rows_are_counted_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_CELLS", 100)
    told: list[float] = []
    table = random_letters(50 * 11, "ACGU-.x*").reshape(50, 11)
    counts = column_counts(table, lambda part, _: told.append(part))
    assert len(told) == 6
    assert counts.sum(axis=1).tolist() == [50] * 11
    assert counts[:, 26].tolist() == np.isin(table, codes("-.")).sum(axis=0).tolist()
    assert counts[:, 27].tolist() == (table == ord("*")).sum(axis=0).tolist()
    assert b"T" not in columns(table, Alphabet.RNA).consensus.tobytes().upper()


def test_u_and_t_are_one_letter() -> None:
    found = columns(rows("AU", "AT", "AT"), Alphabet.RNA)
    assert found.consensus.tobytes() == b"AU"
    assert found.identity.tolist() == [1.0, 1.0]
    assert columns(rows("AU", "AT"), Alphabet.DNA).consensus.tobytes() == b"AT"


def test_an_alignment_without_rows_has_nothing_in_common() -> None:
    found = columns(np.empty((0, 4), np.uint8), Alphabet.PROTEIN)
    assert found.consensus.tobytes() == b"----"
    assert found.identity.tolist() == found.conservation.tolist() == [0.0] * 4


def test_the_middle_line_of_a_pair() -> None:
    one, other = codes("MKVLSS-WAU"), codes("mRILAT-GPU")
    assert middle_line(one, other, Alphabet.PROTEIN).tobytes().decode() == "|::|::  .|"
    assert middle_line(codes("ACGU-"), codes("ACCTA"), Alphabet.DNA).tobytes() == b"|| | "
    assert middle_line(codes("CSG"), codes("SGN"), Alphabet.PROTEIN).tobytes() == b"..."


def test_only_differences_remain() -> None:
    table = rows("ACGT-A", "aCCTT-")
    assert [row.tobytes() for row in differing(table, codes("ACGT-A"))] == [b"....-.", b"..C.T-"]


def test_identity_of_rows_counts_aligned_places() -> None:
    table = rows("ACGT-A", "aCC-T-", "------")
    assert row_identity(table, codes("ACGT-A")).tolist() == [1.0, pytest.approx(2 / 3), 0.0]
