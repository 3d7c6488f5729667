from __future__ import annotations

import itertools

import numpy as np
import pytest

from medview.imaging.sequences import tally as tallies
from medview.imaging.sequences.strands import PIECE
from medview.imaging.sequences.tally import NUCLEOTIDES, class_table, counted, gc_content, gc_skew, tally
from tests.imaging.sequences.letters import codes, random_letters


def naive(text: str) -> list[int]:
    upper = text.upper().replace("U", "T")
    found = [upper.count(letter) for letter in "ACGT"]
    return [*found, len(text) - sum(found)]


@pytest.mark.parametrize("length", [0, 1, 63, 64, 65, 1000, 12_345])
def test_any_stretch_is_counted_exactly(length: int) -> None:
    letters = random_letters(length, "ACGTacgtuNRn-")
    made = tally(letters)
    text = letters.tobytes().decode()
    rng = np.random.default_rng(length)
    for _ in range(30):
        start, end = sorted(rng.integers(0, length + 1, 2).tolist())
        assert made.composition(letters, start, end).tolist() == naive(text[start:end])


def test_stretches_of_several_pieces_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[float] = []
    letters = random_letters(PIECE + 70_000, "ACGTN")
    made = tally(letters, checkpoint=lambda part, _: told.append(part))
    assert told == [0.0, pytest.approx(PIECE / len(letters))]
    assert made.composition(letters, 5, len(letters) - 3).tolist() == naive(letters[5:-3].tobytes().decode())


def test_wide_columns_come_from_the_sums_and_narrow_ones_from_the_letters() -> None:
    letters = random_letters(200_000)
    made = tally(letters)
    narrow = np.linspace(100, 5000, 321).astype(np.int64)
    looked = [np.bincount(made.table[letters[a:b]], minlength=5) for a, b in itertools.pairwise(narrow)]
    assert np.array_equal(made.count(letters, narrow), looked)
    wide = np.linspace(0, len(letters), 101).astype(np.int64)
    unread = np.full_like(letters, ord("N"))  # the letters are not looked at any more
    found = made.count(unread, wide)
    moved = (wide + made.step // 2) // made.step * made.step
    exact = [np.bincount(made.table[letters[a:b]], minlength=5) for a, b in itertools.pairwise(moved)]
    assert np.array_equal(found, exact)


def test_the_table_stays_small_however_long_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallies, "MOST_SUMS", 100)
    made = tally(random_letters(100_000))
    assert made.step == 1024
    assert len(made.sums) == 98


def test_groups_of_amino_acids_are_counted() -> None:
    groups = ("AVILM", "DE", "KR")
    made = tally(codes("AVDekrG*X"), groups)
    assert made.classes == 4
    assert made.composition(codes("AVDekrG*X"), 0, 9).tolist() == [2, 2, 2, 3]


def test_content_and_skew_are_those_of_the_definition() -> None:
    counts = counted(codes("GGGCATNNNN----"), class_table(NUCLEOTIDES), np.array([0, 6, 10, 14]), 5)
    assert counts.tolist() == [[1, 1, 3, 1, 0], [0, 0, 0, 0, 4], [0, 0, 0, 0, 4]]
    assert gc_content(counts)[0] == pytest.approx(4 / 6)
    assert gc_skew(counts)[0] == pytest.approx(2 / 4)
    assert np.isnan(gc_content(counts)[1:]).all()
    assert np.isnan(gc_skew(counts)[1:]).all()
