"""Figures of maps: how much lies inside a mask, and what happens when what it points at is wiped."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from medview.engine.explaining.evidence import deletion, part_inside
from tests.engine.explaining.networks import Looking


def test_the_part_inside_a_mask_by_hand() -> None:
    evidence = np.array([[3.0, 1.0], [-5.0, np.nan]])
    assert part_inside(evidence, np.array([[1, 0], [1, 1]])) == pytest.approx(0.75)


def test_no_evidence_is_no_number() -> None:
    assert np.isnan(part_inside(np.zeros((2, 2)), np.ones((2, 2))))


def _probability(given: NDArray[np.float32]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = torch.softmax(Looking(16)(torch.from_numpy(given)) * 20, 1)[:, 1].double().numpy()
    return found


def _given() -> NDArray[np.float32]:
    given = np.zeros((1, 32, 32), np.float32)
    given[0, 4:12, 4:12] = 1.0
    return given


def test_a_true_map_beats_random_and_a_false_one_does_not() -> None:
    true = np.zeros((32, 32))
    true[4:12, 4:12] = 1.0
    good, bad = (deletion(_probability, _given(), one) for one in (true, 1.0 - true))
    assert good.beats_random
    assert not bad.beats_random
    assert good.area < bad.area
    assert good.parts[0] == 0.0
    assert good.parts[-1] == 1.0
    assert good.scores[0] == pytest.approx(good.random[0])
    assert good.scores[-1] == pytest.approx(good.random[-1])


def test_random_orders_are_the_same_again() -> None:
    evidence = np.random.default_rng(0).random((32, 32))
    one, other = (deletion(_probability, _given(), evidence, orders=2, seed=3) for _ in range(2))
    np.testing.assert_array_equal(one.random, other.random)


def test_volumes_are_deleted_in_cubes() -> None:
    evidence = np.zeros((8, 8, 8))
    evidence[:4] = 1.0
    found = deletion(lambda given: given.reshape(len(given), -1).max(1), np.ones((1, 8, 8, 8), np.float32), evidence)
    assert len(found.parts) > 4
