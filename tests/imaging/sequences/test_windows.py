from __future__ import annotations

import numpy as np
import pytest

from medview.imaging.sequences.tally import NUCLEOTIDES, class_table
from medview.imaging.sequences.windows import counted_around
from tests.imaging.sequences.letters import random_letters


@pytest.mark.parametrize("window", [1, 2, 9, 100, 5000])
def test_windows_are_counted_letter_by_letter(window: int) -> None:
    letters, table = random_letters(1000, "ACGTN"), class_table(NUCLEOTIDES)
    centres = np.array([0, 0, 3, 17, 500, 998, 999, 1000])
    counts = counted_around(letters, table, centres, window, 5)
    for centre, found in zip(centres.tolist(), counts.tolist(), strict=True):
        start = centre - window // 2
        part = letters[max(start, 0) : min(max(start + window, 0), 1000)]
        assert found == [int((table[part] == number).sum()) for number in range(5)]


def test_nothing_has_no_windows() -> None:
    table = class_table(NUCLEOTIDES)
    assert counted_around(random_letters(0), table, np.array([0, 0]), 10, 5).tolist() == [[0] * 5] * 2
    assert counted_around(random_letters(10), table, np.empty(0, np.int64), 10, 5).shape == (0, 5)
