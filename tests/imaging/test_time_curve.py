from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from medview.core.geometry import Geometry
from medview.core.measurement import Measurement, OnPlane, Shape
from medview.core.volume import StoredVolume
from medview.imaging.time_curve import time_curve

GRID = Geometry.from_axes((6, 20, 24), (2.0, 1.0, 1.0), np.eye(3)[:, ::-1], (0.0, 0.0, 0.0))
BOX = Measurement(
    "m", "s", Shape.RECTANGLE, ((4.5, 3.5, 4.0), (10.5, 8.5, 4.0)), OnPlane((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
)


@pytest.fixture
def stored(tmp_path: Path) -> tuple[StoredVolume, np.ndarray]:
    values = np.random.default_rng(3).normal(100.0, 20.0, (2, 5, *GRID.shape)).astype(np.float32)
    np.save(tmp_path / "moving.npy", values)
    return StoredVolume(str(tmp_path / "moving.npy"), GRID, at=(1, 2)), values


def test_a_region_is_measured_at_every_position(stored: tuple[StoredVolume, np.ndarray]) -> None:
    volume, values = stored
    curve = time_curve(volume, 1, 5, BOX)
    inside = values[1, :, 2, 4:9, 5:11].reshape(5, -1)
    assert curve.count == inside.shape[1] == 30
    assert curve.means == pytest.approx(inside.mean(axis=1), rel=1e-6)
    assert curve.deviations == pytest.approx(inside.std(axis=1), rel=1e-6)


def test_other_dimensions_stay_where_they_are(stored: tuple[StoredVolume, np.ndarray]) -> None:
    volume, values = stored
    curve = time_curve(volume, 0, 2, (7.0, 5.0, 4.0))
    assert curve.means == pytest.approx(values[:, 2, 2, 5, 7])
    assert not curve.deviations.any()


def test_a_region_outside_has_no_mean(stored: tuple[StoredVolume, np.ndarray]) -> None:
    volume, _ = stored
    far = Measurement("m", "s", Shape.RECTANGLE, ((100.0, 100.0, 4.0), (110.0, 110.0, 4.0)), BOX.on)
    curve = time_curve(volume, 1, 5, far)
    assert np.isnan(curve.means).all()


@pytest.mark.parametrize("where", [(300.0, 5.0, 4.0), (7.0, -0.6, 4.0), (7.0, 5.0, 11.1)])
def test_a_voxel_outside_has_no_value_and_says_so(
    stored: tuple[StoredVolume, np.ndarray], where: tuple[float, float, float]
) -> None:
    curve = time_curve(stored[0], 1, 5, where)
    assert np.isnan(curve.means).all()
    assert np.isnan(curve.deviations).all()
    assert curve.count == 0
    assert "lies outside" in " ".join(curve.notes)


def test_the_outermost_voxels_reach_to_their_borders(stored: tuple[StoredVolume, np.ndarray]) -> None:
    volume, values = stored
    assert time_curve(volume, 1, 5, (-0.4, 19.4, 10.9)).means == pytest.approx(values[1, :, 5, 19, 0])
