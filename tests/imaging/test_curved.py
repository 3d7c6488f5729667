from __future__ import annotations

import numpy as np
import pytest

from medview.core.errors import MedViewError
from medview.core.geometry import Geometry
from medview.imaging.curved import across_mm, curve_through, straightened

GRID = Geometry.from_axes((60, 80, 80), (1.5, 1.0, 1.0), np.eye(3)[:, ::-1], (0.0, 0.0, 0.0))
OUT = (0.0, 0.0, 1.0)


def points_of(geometry: Geometry) -> np.ndarray:
    return geometry.to_lps(np.stack(np.meshgrid(*map(np.arange, geometry.shape), indexing="ij"), axis=-1))


def arc(radius: float = 25.0, degrees: float = 180.0, count: int = 13) -> np.ndarray:
    angles = np.radians(np.linspace(0.0, degrees, count))
    return np.column_stack((40 + radius * np.cos(angles), 40 + radius * np.sin(angles), np.full(count, 45.0)))


def test_lengths_are_measured_along_the_curve() -> None:
    curve = curve_through(arc(), OUT, 0.5)
    assert curve.length_mm == pytest.approx(np.pi * 25.0, rel=2e-3)
    steps = np.linalg.norm(np.diff(curve.points_lps, axis=0), axis=1)
    assert steps == pytest.approx(curve.step_mm, rel=1e-3)
    assert curve.step_mm <= 0.5


def test_the_drawn_points_lie_on_it() -> None:
    drawn = np.array([[10.0, 10, 40], [30, 15, 42], [50, 40, 50], [40, 60, 45]])
    curve = curve_through(drawn, OUT, 0.2)
    for point in drawn:
        assert np.linalg.norm(curve.points_lps - point, axis=1).min() < 0.11


def test_a_straight_line_is_a_plain_slice() -> None:
    array = np.random.default_rng(0).normal(size=GRID.shape).astype(np.float32)
    curve = curve_through([(40.0, 10.0, 45.0), (40.0, 70.0, 45.0)], OUT, 1.0)
    seen = straightened(array, GRID, curve, 40.0)
    assert seen.shape == (61, 41)
    across = curve.across[0]
    assert np.abs(across).tolist() == [1.0, 0.0, 0.0]
    wanted = array[30, 10:71, 20:61]
    np.testing.assert_allclose(seen, wanted if across[0] > 0 else wanted[:, ::-1], atol=1e-5)


def test_a_ring_becomes_a_straight_band() -> None:
    points = points_of(GRID)
    radius = np.linalg.norm(points[..., :2] - 40.0, axis=-1)
    tube = np.exp(-((radius - 25.0) ** 2) / 18.0).astype(np.float32)
    seen = straightened(tube, GRID, curve_through(arc(), OUT, 0.5), 30.0)
    middle = seen.shape[1] // 2
    brightest = np.abs(seen.argmax(axis=1) - middle)
    assert brightest.max() <= 2, "a millimetre"
    assert seen[:, middle].min() > 0.98
    widths = (seen > 0.5).sum(axis=1) * 0.5
    assert widths == pytest.approx(2 * np.sqrt(18 * np.log(2)), abs=1.0), "lengths across are true"


def test_the_direction_across_does_not_twist() -> None:
    turns = np.linspace(0, 4 * np.pi, 60)
    helix = np.column_stack((40 + 15 * np.cos(turns), 40 + 15 * np.sin(turns), 10 + 5 * turns))
    curve = curve_through(helix, OUT, 0.3)
    assert np.abs((curve.across * curve.along).sum(axis=1)).max() < 1e-9
    step = np.diff(curve.across, axis=0)
    out = np.cross(curve.along, curve.across)[:-1]
    about = (step * out).sum(axis=1) / curve.step_mm  # turn about the curve itself, radians per mm
    assert np.abs(about).max() < 2e-3


def test_places_of_the_picture_and_the_patient_are_one() -> None:
    curve = curve_through(arc(), OUT, 0.5).turned(35.0)
    for row, offset in ((20.0, 0.0), (60.5, 4.0), (len(curve.points_lps) - 1.0, -6.0)):
        found = curve.position(curve.point(row, offset))
        assert found == pytest.approx((row, offset, 0.0), abs=0.3)
    x, y, z = curve.point(30.0, 0.0)
    off = curve.position((x, y, z + 3.0))
    assert np.hypot(off[1], off[2]) == pytest.approx(3.0, abs=0.05)


def test_turning_shows_the_volume_from_another_side() -> None:
    curve = curve_through([(40.0, 10.0, 45.0), (40.0, 70.0, 45.0)], OUT, 1.0)
    across = curve.turned(90.0).across
    assert np.abs(across[0]) == pytest.approx([0.0, 0.0, 1.0], abs=1e-9)
    assert curve.turned(360.0).across == pytest.approx(curve.across)


@pytest.mark.parametrize(("projection", "wanted"), [("maximum", 9.0), ("minimum", 0.0), ("mean", 1.0)])
def test_a_slab_reaches_out_of_the_picture(projection: str, wanted: float) -> None:
    array = np.zeros(GRID.shape, np.int16)
    array[32] = 9  # 3 mm from the line
    curve = curve_through([(40.0, 10.0, 45.0), (40.0, 70.0, 45.0)], OUT, 1.5)
    thick = straightened(array, GRID, curve, 20.0, 12.0, projection)
    assert thick == pytest.approx(wanted, abs=1e-4)
    assert straightened(array, GRID, curve, 20.0).max() == 0


def test_outside_the_volume_is_filled() -> None:
    array = np.full(GRID.shape, 7, np.int16)
    curve = curve_through([(5.0, 10.0, 45.0), (5.0, 70.0, 45.0)], OUT, 1.0)
    seen = straightened(array, GRID, curve, 40.0, fill=-1024.0)
    assert set(np.unique(seen)) == {-1024.0, 7.0}
    assert across_mm(curve, 40.0).tolist() == list(range(-20, 21))


@pytest.mark.parametrize("points", [[], [(1.0, 2.0, 3.0)], [(1.0, 2.0, 3.0)] * 5])
def test_a_point_is_no_line(points: list) -> None:
    with pytest.raises(MedViewError, match="two places"):
        curve_through(points, OUT, 1.0)


def test_points_clicked_twice_do_no_harm() -> None:
    drawn = np.repeat(arc(count=5), 2, axis=0)
    assert curve_through(drawn, OUT, 0.5).length_mm == pytest.approx(curve_through(arc(count=5), OUT, 0.5).length_mm)


def test_very_long_lines_are_bounded() -> None:
    curve = curve_through([(0.0, 0.0, 0.0), (0.0, 0.0, 90000.0)], (1.0, 0.0, 0.0), 1.0)
    assert len(curve.points_lps) == 2048
    assert curve.length_mm == pytest.approx(90000.0)
