from __future__ import annotations

import json

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from medview.core.rigid import Rigid, nudged, rows_of, shift_at, shift_text, turn_deg

MIDDLE = (10.0, -20.0, 30.0)


def placed(angles: tuple, shift: tuple) -> np.ndarray:
    matrix = np.eye(4)
    matrix[:3, :3] = Rotation.from_euler("xyz", angles, degrees=True).as_matrix()
    matrix[:3, 3] = shift
    return matrix


def test_a_placement_tells_its_shift_and_turn_by_hand() -> None:
    there = placed((0, 0, 0), (-3, 4, 12))  # a point of the fixed series lies there in the moving one
    found = Rigid(rows_of(there), 0.1, 0.5, 0.9, MIDDLE)
    assert found.shift_mm.tolist() == [3, -4, -12]
    assert found.rotation_deg == 0
    assert shift_text(found.shift_mm) == "L 3.0  A 4.0  F 12.0 mm"
    assert found.to_json()["translation_mm"] == 13
    assert json.loads(json.dumps(found.to_json()))["rotation_deg"] == 0


def test_turning_about_the_middle_does_not_shift_it() -> None:
    turned = nudged(np.eye(4), (0, 0, 0), (0, 0, 25), MIDDLE)
    assert turn_deg(turned) == pytest.approx(25)
    assert np.allclose(shift_at(turned, MIDDLE), 0)
    assert np.allclose(turned[:3, :3], Rotation.from_euler("z", 25, degrees=True).as_matrix())


def test_nudges_add_up_in_the_fixed_series() -> None:
    start = placed((10, 20, 30), (1, 2, 3))
    moved = nudged(start, (5, 0, -1), (0, 0, 0), MIDDLE)
    assert np.allclose(moved[:3, 3] - start[:3, 3], (5, 0, -1))
    assert np.allclose(moved[:3, :3], start[:3, :3])
