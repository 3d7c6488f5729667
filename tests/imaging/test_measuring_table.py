"""The measurement table: each tool on each kind of grid, expected by hand or by numpy, and what is shown.

``pytest tests/imaging/test_measuring_table.py -s`` prints it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.ndimage import map_coordinates
from scipy.special import ellipe

from medview.core.figures import Measured, figure_text
from medview.core.flat import flat_of
from medview.core.geometry import Geometry
from medview.core.images import PixelSpacing, SpacingMeaning
from medview.core.measurement import Measurement, OnImage, OnPlane, Shape
from medview.core.volume import Quantity, Volume
from medview.imaging.grids import Pixels, Voxels
from medview.imaging.lattice import pixels_of_polygon
from medview.imaging.measuring import measured
from medview.imaging.regions import region_pixels

EXACT = 1e-9
"""Relative difference that sums in another order may have."""
SHAPE = (12, 48, 40)
RANDOM = np.random.default_rng(7).normal(40.0, 25.0, SHAPE)
PHOTO = np.random.default_rng(8).integers(-1000, 1500, (64, 80)).astype(np.int16)


def turned(axis: tuple[float, float, float], degrees: float) -> np.ndarray:
    """A rotation matrix, by Rodrigues' formula."""
    x, y, z = np.array(axis) / np.linalg.norm(axis)
    cross = np.array(((0, -z, y), (z, 0, -x), (-y, x, 0)))
    angle = math.radians(degrees)
    return np.eye(3) + math.sin(angle) * cross + (1 - math.cos(angle)) * cross @ cross


UPRIGHT = np.eye(3)[:, [2, 1, 0]]
GRIDS: dict[str, Geometry] = {
    "square 1 mm": Geometry.from_axes(SHAPE, (3.0, 1.0, 1.0), UPRIGHT, (-20.0, -30.0, 5.0)),
    "non-square 0.5×0.8": Geometry.from_axes(SHAPE, (3.0, 0.5, 0.8), UPRIGHT, (-20.0, -30.0, 5.0)),
    "anisotropic 20:1": Geometry.from_axes(SHAPE, (10.0, 0.5, 0.5), UPRIGHT, (1.0, 2.0, 3.0)),
    "oblique grid": Geometry.from_axes(SHAPE, (3.0, 0.5, 0.8), turned((1, 2, 3), 31.0) @ UPRIGHT, (7.0, 8.0, 9.0)),
}
CUT = 5
"""The slice drawn on."""


@dataclass(frozen=True)
class Line:
    """A row of the table."""

    tool: str
    where: str
    geometry: str
    figure: str
    expected: float
    by: str
    shown: float
    text: str

    @property
    def difference(self) -> float:
        return self.shown - self.expected


LINES: list[Line] = []


@pytest.fixture(scope="module", autouse=True)
def printed() -> Iterator[None]:
    """Print the table after the last test of this file."""
    yield
    widths = (14, 26, 44, 10, 14, 6, 14, 13)
    heads = ("tool", "grid", "geometry", "figure", "expected", "by", "shown", "difference")
    print("\n" + "  ".join(head.ljust(width) for head, width in zip(heads, widths, strict=True)) + "  text")
    for line in LINES:
        cells = (
            line.tool, line.where, line.geometry, line.figure, f"{line.expected:.6f}", line.by, f"{line.shown:.6f}",
            f"{line.difference:+.1e}",
        )  # fmt: skip
        print("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + "  " + line.text)


def check(one: Measurement, found: Measured, where: str, words: str, **expected: tuple[float, str] | float) -> None:
    for name, wanted in expected.items():
        value, by = wanted if isinstance(wanted, tuple) else (wanted, "hand")
        figure = found.figure(name)
        assert figure is not None, (name, found)
        LINES.append(Line(one.shape.value, where, words, name, value, by, figure.value, figure_text(figure)))
        assert figure.value == pytest.approx(value, rel=EXACT, abs=1e-9), (one.shape, where, name)


def on_slice(name: str) -> tuple[Voxels, Callable[..., Measurement]]:
    """A volume, and a way to draw on its slice in (row, column) pixels."""
    geometry = GRIDS[name]
    on = OnPlane(tuple(geometry.directions[:, 2]), tuple(geometry.directions[:, 1]))

    def draw(shape: Shape, *points: tuple[float, float]) -> Measurement:
        places = geometry.to_lps([(CUT, row, column) for row, column in points])
        return Measurement("m", "s", shape, tuple(map(tuple, places.tolist())), on)

    return Voxels(Volume(geometry, RANDOM, Quantity.HU)), draw


def stats(values: np.ndarray) -> dict[str, tuple[float, str]]:
    return {
        "mean": (float(np.mean(values)), "numpy"),
        "sd": (float(np.std(values)), "numpy"),
        "min": (float(values.min()), "numpy"),
        "max": (float(values.max()), "numpy"),
        "median": (float(np.median(values)), "numpy"),
        "pixels": (float(values.size), "numpy"),
    }


@pytest.mark.parametrize("name", GRIDS)
def test_lines_and_angles_on_slices(name: str) -> None:
    grid, draw = on_slice(name)
    _, row_mm, column_mm = grid.volume.geometry.spacing_mm
    one = draw(Shape.LENGTH, (10, 5), (10, 25))
    check(one, measured(one, grid), name, "20 columns", length=20 * column_mm)
    one = draw(Shape.LENGTH, (10, 5), (40, 25))
    check(one, measured(one, grid), name, "30 rows, 20 columns", length=math.hypot(30 * row_mm, 20 * column_mm))
    one = draw(Shape.POLYLINE, (0, 0), (0, 10), (20, 10), (20, 0))
    check(one, measured(one, grid), name, "10 columns, 20 rows, 10 columns", length=20 * column_mm + 20 * row_mm)
    one = draw(Shape.ANGLE, (10, 5), (10, 15), (30, 15))
    check(one, measured(one, grid), name, "along a row, then a column", angle=90.0)
    one = draw(Shape.ANGLE, (0, 0), (0, 10), (10, 20))
    check(
        one, measured(one, grid), name, "legs (0,−10) and (10,10) pixels",
        angle=180.0 - math.degrees(math.atan2(10 * row_mm, 10 * column_mm)),
    )  # fmt: skip
    one = draw(Shape.COBB, (0, 0), (0, 20), (30, 20), (20, 0))
    cobb = math.degrees(math.atan2(10 * row_mm, 20 * column_mm))
    check(one, measured(one, grid), name, "a row, and 10 rows in 20 columns", cobb=cobb, supplement=180.0 - cobb)
    one = draw(Shape.BIDIRECTIONAL, (20, 5), (20, 25), (14, 15), (24, 15))
    check(
        one, measured(one, grid), name, "20 columns across 10 rows",
        long_axis=max(20 * column_mm, 10 * row_mm), short_axis=min(20 * column_mm, 10 * row_mm),
        product=20 * column_mm * 10 * row_mm,
    )  # fmt: skip


@pytest.mark.parametrize("name", GRIDS)
def test_regions_on_slices(name: str) -> None:
    grid, draw = on_slice(name)
    _, row_mm, column_mm = grid.volume.geometry.spacing_mm
    rows, columns = np.mgrid[: SHAPE[1], : SHAPE[2]]
    picture = RANDOM[CUT]
    one = draw(Shape.RECTANGLE, (9.5, 4.5), (19.5, 24.5))
    mask = (rows >= 10) & (rows < 20) & (columns >= 5) & (columns < 25)
    check(
        one, measured(one, grid), name, "10×20 whole pixels", area=10 * row_mm * 20 * column_mm,
        perimeter=2 * (10 * row_mm + 20 * column_mm), **stats(picture[mask]),
    )  # fmt: skip
    one = draw(Shape.ELLIPSE, (8.2, 5.3), (32.2, 27.3))
    mask = ((rows - 20.2) / 12.0) ** 2 + ((columns - 16.3) / 11.0) ** 2 <= 1.0
    a, b = sorted((12.0 * row_mm, 11.0 * column_mm), reverse=True)
    check(
        one, measured(one, grid), name, "half axes 12 rows, 11 columns", area=math.pi * a * b,
        perimeter=4 * a * float(ellipe(1 - (b / a) ** 2)), **stats(picture[mask]),
    )  # fmt: skip
    triangle = ((5.3, 4.4), (5.3, 34.4), (35.3, 4.4))
    one = draw(Shape.POLYGON, *triangle)
    mask = (rows > 5.3) & (columns > 4.4) & ((rows - 5.3) + (columns - 4.4) < 30.0)
    check(
        one, measured(one, grid), name, "right triangle, 30 rows and columns", area=450.0 * row_mm * column_mm,
        perimeter=30 * row_mm + 30 * column_mm + 30 * math.hypot(row_mm, column_mm), **stats(picture[mask]),
    )  # fmt: skip
    free = replace(one, shape=Shape.FREEHAND)
    check(
        free, measured(free, grid), name, "the same, by hand", area=450.0 * row_mm * column_mm, **stats(picture[mask])
    )


@pytest.mark.parametrize("name", GRIDS)
def test_spheres_and_points(name: str) -> None:
    grid, _ = on_slice(name)
    geometry = grid.volume.geometry
    centre = geometry.to_lps((5.2, 20.1, 18.7))
    for radius in (4.0, 25.0):
        on = OnPlane(tuple(geometry.directions[:, 2]), tuple(geometry.directions[:, 1]))
        rim = centre + radius * geometry.directions[:, 2]
        one = Measurement("m", "s", Shape.SPHERE, (tuple(centre), tuple(rim)), on)
        index = np.stack(np.meshgrid(*map(np.arange, SHAPE), indexing="ij"), axis=-1)
        mask = np.linalg.norm(geometry.to_lps(index) - centre, axis=-1) <= radius
        inside = stats(RANDOM[mask])
        inside["voxels"] = inside.pop("pixels")
        check(
            one, measured(one, grid), name, f"radius {radius:g} mm",
            volume=4 / 3 * math.pi * radius**3 / 1000, diameter=2 * radius, **inside,
        )  # fmt: skip
    at = geometry.to_lps((5.4, 20.4, 18.6))
    one = Measurement("m", "s", Shape.POINT, (tuple(at),), OnPlane((1, 0, 0), (0, 1, 0)))
    check(one, measured(one, grid), name, "nearest voxel (5, 20, 19)", value=(float(RANDOM[5, 20, 19]), "numpy"))


@pytest.mark.parametrize("name", GRIDS)
def test_regions_on_oblique_planes_are_resampled(name: str) -> None:
    """The same samples by scipy: a lattice of the finest voxel side through the first point."""
    grid, _ = on_slice(name)
    geometry = grid.volume.geometry
    axes = turned((1, 1, 0), 33.0) @ geometry.directions
    right, down = axes[:, 2], axes[:, 1]
    first = geometry.to_lps((5.0, 22.0, 20.0))
    side = float(geometry.spacing_mm.min())
    half = np.array((5.2, 3.1))
    corners = [tuple(first + u * right + v * down) for u, v in (-half, half)]
    one = Measurement("m", "s", Shape.ELLIPSE, tuple(corners), OnPlane(tuple(right), tuple(down)))
    steps = np.arange(-60, 61) * side
    v, u = np.meshgrid(steps + 0.0, steps + 0.0, indexing="ij")
    u, v = u - half[0] + half[0], v - half[1] + half[1]
    u0, v0 = u - half[0], v - half[1]  # the lattice goes through the first corner
    mask = (u0 / half[0]) ** 2 + (v0 / half[1]) ** 2 <= 1.0
    places = first + u0[mask][:, None] * right + v0[mask][:, None] * down
    values = map_coordinates(RANDOM, geometry.to_index(places).T, order=1, mode="constant", cval=np.nan)
    values = values[np.isfinite(values)]
    found = measured(one, grid)
    assert "interpolated" in found.notes[0]
    check(
        one, found, f"plane 33° off, {name}", "half axes 5.2 and 3.1 mm", area=math.pi * half[0] * half[1],
        **stats(values),
    )  # fmt: skip
    line = replace(one, shape=Shape.LENGTH)
    check(line, measured(line, grid), f"plane 33° off, {name}", "the box's diagonal", length=2 * math.hypot(*half))


PICTURES = {
    "picture, 0.2×0.2 patient": PixelSpacing(0.2, 0.2, SpacingMeaning.PATIENT),
    "picture, 0.5×0.8 detector": PixelSpacing(0.5, 0.8, SpacingMeaning.DETECTOR),
    "picture, by hand 0.31": PixelSpacing(0.31, 0.31, SpacingMeaning.CALIBRATED, "by hand, by R, 2026-01-02"),
    "picture, no spacing": PixelSpacing(),
    "picture, only 2:1 aspect": PixelSpacing(2.0, 1.0),
}


@pytest.mark.parametrize("name", PICTURES)
def test_tools_on_pictures(name: str) -> None:
    spacing = PICTURES[name]
    unknown = spacing.meaning is SpacingMeaning.NONE
    row, column = (spacing.rows / spacing.columns, 1.0) if unknown else (spacing.rows, spacing.columns)
    grid = Pixels(PHOTO, spacing)
    unit = "px" if unknown else "mm"

    def draw(shape: Shape, *points: tuple[float, float]) -> Measurement:
        return Measurement("m", "s", shape, points, OnImage(0))

    one = draw(Shape.LENGTH, (10.0, 10.0), (40.0, 50.0))
    found = measured(one, grid)
    check(one, found, name, "30 columns, 40 rows", length=math.hypot(30 * column, 40 * row))
    assert found.figures[0].unit.meaning == unit
    one = draw(Shape.ANGLE, (20.0, 10.0), (10.0, 10.0), (20.0, 20.0))
    check(one, measured(one, grid), name, "a row, and down the diagonal", angle=math.degrees(math.atan2(row, column)))
    one = draw(Shape.RECTANGLE, (10.0, 20.0), (30.0, 25.0))
    check(
        one, measured(one, grid), name, "columns 10–30, rows 20–25 by corners", area=20 * column * 5 * row,
        **stats(PHOTO[20:25, 10:30].astype(float)),
    )  # fmt: skip
    one = draw(Shape.ELLIPSE, (10.0, 20.0), (40.0, 44.0))
    rows, columns = np.mgrid[:64, :80] + 0.5
    mask = ((columns - 25) / 15) ** 2 + ((rows - 32) / 12) ** 2 <= 1
    area = math.pi * 15 * column * 12 * row
    check(
        one, measured(one, grid), name, "half axes 15 columns, 12 rows", area=area, **stats(PHOTO[mask].astype(float))
    )
    one = draw(Shape.POINT, (10.9, 20.1))
    check(one, measured(one, grid), name, "pixel (row 20, column 10)", value=(float(PHOTO[20, 10]), "numpy"))


# what is no ordinary grid


def rectangle(grid: Voxels | Pixels) -> Measured:
    if isinstance(grid, Pixels):
        return measured(Measurement("m", "s", Shape.RECTANGLE, ((1.0, 1.0), (5.0, 5.0)), OnImage(0)), grid)
    on = OnPlane((0.0, 0.0, 1.0), (0.0, 1.0, 0.0))
    low = tuple(grid.volume.geometry.to_lps((0, -0.4, -0.4)))
    high = tuple(grid.volume.geometry.to_lps((0, 0.4, 0.4)))
    return measured(Measurement("m", "s", Shape.RECTANGLE, (low, high), on), grid)


def test_where_lengths_hold_is_told() -> None:
    assert rectangle(Pixels(PHOTO, PixelSpacing(0.1, 0.1, SpacingMeaning.DETECTOR))).scale == "at the detector"
    assert rectangle(Pixels(PHOTO, PixelSpacing(0.1, 0.1, SpacingMeaning.CALIBRATED, "by hand"))).scale == (
        "calibrated, by hand"
    )
    assert rectangle(Pixels(PHOTO)).notes == ("The size of a pixel is unknown: lengths are in pixels.",)
    assert "2 times as high as wide" in " ".join(rectangle(Pixels(PHOTO, PixelSpacing(2.0, 1.0))).notes)


def test_an_ultrasound_region_has_a_scale_of_its_own() -> None:
    regions = ((0, 0, 29, 79, 0.3, 0.3), (32, 0, 63, 79, 0.7, 0.7))
    inside = Measurement("m", "s", Shape.LENGTH, ((10.0, 10.0), (20.0, 10.0)), OnImage(0))
    across = Measurement("m", "s", Shape.LENGTH, ((10.0, 10.0), (10.0, 40.0)), OnImage(0))
    grid = Pixels(PHOTO, regions=regions)
    assert measured(inside, grid).figures[0].value == pytest.approx(3.0)
    assert measured(inside, grid).figures[0].unit.meaning == "mm"
    assert measured(across, grid).figures[0].unit.meaning == "px"


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_values_that_are_no_number_are_left_out_and_told(bad: float) -> None:
    values = PHOTO.astype(np.float32)
    values[2, 2] = bad
    found = rectangle(Pixels(values))
    kept = np.delete(values[1:5, 1:5].ravel(), 5).astype(np.float64)
    assert found.figure("mean").value == pytest.approx(kept.mean())  # type: ignore[union-attr]
    assert "1 of 16 pixels" in " ".join(found.notes)
    nothing = rectangle(Pixels(np.full((64, 80), bad)))
    assert nothing.figure("mean") is None
    assert nothing.figure("pixels").value == 0  # type: ignore[union-attr]
    assert "16 of 16 pixels" in " ".join(nothing.notes)


def test_padding_is_left_out_and_told() -> None:
    values = PHOTO.copy()
    values[1:3, 1:5] = -2000
    found = rectangle(Pixels(values, padding=(-2000.0, -2000.0)))
    assert found.figure("mean").value == pytest.approx(values[3:5, 1:5].mean())  # type: ignore[union-attr]
    assert "8 of 16 pixels mark no image" in " ".join(found.notes)


def test_colours_have_no_mean_and_points_tell_their_colour() -> None:
    colours = np.zeros((8, 8, 3), np.uint8)
    colours[2, 3] = (10, 20, 30)
    assert rectangle(Pixels(colours)).figure("mean") is None
    assert "colour picture" in " ".join(rectangle(Pixels(colours)).notes)
    point = Measurement("m", "s", Shape.POINT, ((3.5, 2.5),), OnImage(0))
    assert [figure.value for figure in measured(point, Pixels(colours)).figures] == [10, 20, 30]


def test_a_region_between_pixel_centres_is_empty_and_says_so() -> None:
    one = Measurement("m", "s", Shape.ELLIPSE, ((1.6, 1.6), (2.4, 2.4)), OnImage(0))
    found = measured(one, Pixels(PHOTO))
    assert found.figure("area").value == pytest.approx(math.pi * 0.16)  # type: ignore[union-attr]
    assert found.figure("mean") is None
    assert "No pixel's centre lies inside" in " ".join(found.notes)
    assert all(math.isfinite(figure.value) for figure in found.figures)


def test_a_region_beyond_the_picture_is_told() -> None:
    one = Measurement("m", "s", Shape.RECTANGLE, ((70.0, 10.0), (90.0, 20.0)), OnImage(0))
    found = measured(one, Pixels(PHOTO))
    assert found.figure("pixels").value == 100  # type: ignore[union-attr]
    assert "outside the picture" in " ".join(found.notes)
    far = Measurement("m", "s", Shape.RECTANGLE, ((1e8, 1e8), (2e8, 2e8)), OnImage(0))
    assert measured(far, Pixels(PHOTO)).figure("mean") is None


@pytest.mark.parametrize("beyond", [-0.6, 11.6, 400.0])
@pytest.mark.parametrize("shape", [Shape.RECTANGLE, Shape.ELLIPSE, Shape.POLYGON, Shape.POINT])
def test_what_lies_beyond_the_first_and_last_slice_has_no_values(shape: Shape, beyond: float) -> None:
    grid, draw = on_slice("square 1 mm")
    corners = {Shape.POINT: ((5, 5),), Shape.POLYGON: ((5, 5), (5, 15), (15, 15))}.get(shape, ((5, 5), (15, 15)))
    one = draw(shape, *corners)
    way = np.array((0.0, 0.0, (beyond - CUT) * 3.0))
    found = measured(replace(one, points=tuple(tuple(np.add(point, way)) for point in one.points)), grid)
    assert found.figure("mean") is None
    assert found.figure("value") is None
    assert "outside" in " ".join(found.notes)
    inside = np.array((0.0, 0.0, (11.49 - CUT) * 3.0))
    last = measured(replace(one, points=tuple(tuple(np.add(point, inside)) for point in one.points)), grid)
    assert last.figure("value" if shape is Shape.POINT else "mean") is not None


def test_values_as_large_as_numbers_go_have_finite_figures() -> None:
    for value, sd in ((1e300, 0.0), (np.finfo(float).max, 0.0)):
        found = rectangle(Pixels(np.full((64, 80), value)))
        assert found.figure("mean").value == value  # type: ignore[union-attr]
        assert found.figure("sd").value == sd  # type: ignore[union-attr]
    values = np.full((64, 80), 1.5e308)
    values[:, ::2] *= -1.0
    found = rectangle(Pixels(values))
    assert [found.figure(name).value for name in ("mean", "sd", "median")] == [0.0, 1.5e308, 0.0]  # type: ignore[union-attr]


@pytest.mark.parametrize("shape", [Shape.RECTANGLE, Shape.ELLIPSE])
@pytest.mark.parametrize("side", [5e-324, 1e-203, 1e-12])
def test_the_narrowest_regions_are_measured_without_complaint(shape: Shape, side: float) -> None:
    grid, draw = on_slice("square 1 mm")
    found = measured(draw(shape, (0.0, 0.0), (4.0, side)), grid)
    assert found.figure("area") is not None


def test_values_as_small_as_numbers_go_have_a_spread() -> None:
    for size in (1e-160, 1e-300, 1e-306):
        values = np.full((64, 80), size)
        values[:, ::2] *= 3.0
        found = rectangle(Pixels(values))
        assert found.figure("mean").value == pytest.approx(2.0 * size, rel=1e-9, abs=0.0)  # type: ignore[union-attr]
        assert found.figure("sd").value == pytest.approx(size, rel=1e-9, abs=0.0)  # type: ignore[union-attr]


def test_infinite_voxels_beside_each_other_are_no_number_between_them() -> None:
    values = np.tile(np.array((np.inf, -np.inf, 1.0)), (12, 48, 14))[:, :, :40]
    grid = Voxels(Volume(GRIDS["square 1 mm"], values))
    first = np.array(grid.volume.geometry.to_lps((5, 20, 20)))
    on = OnPlane((0.8, 0.0, 0.6), (0.0, 1.0, 0.0))
    one = Measurement("m", "s", Shape.RECTANGLE, (tuple(first), tuple(np.add(first, (8.0, 6.0, 6.0)))), on)
    assert "hold no finite number" in " ".join(measured(one, grid).notes)


def test_a_border_that_crosses_itself_is_counted_in_pixels() -> None:
    bow = Measurement("m", "s", Shape.POLYGON, ((0.0, 0.0), (10.0, 10.0), (10.0, 0.0), (0.0, 10.0)), OnImage(0))
    found = measured(bow, Pixels(PHOTO))
    assert "crosses itself" in " ".join(found.notes)
    assert found.figure("area").value == found.figure("pixels").value  # type: ignore[union-attr]


def test_a_border_that_crosses_itself_at_one_of_its_corners_is_counted_too() -> None:
    corners = ((0.0, 0.0), (10.0, 10.0), (20.0, 20.0), (20.0, 0.0), (10.0, 10.0), (0.0, 20.0))
    found = measured(Measurement("m", "s", Shape.POLYGON, corners, OnImage(0)), Pixels(PHOTO))
    assert "crosses itself" in " ".join(found.notes)
    assert found.figure("area").value == found.figure("pixels").value == 200  # type: ignore[union-attr]


def test_a_crossing_border_on_a_picture_that_is_not_read_has_no_area_yet() -> None:
    bow = Measurement("m", "s", Shape.POLYGON, ((0.0, 0.0), (10.0, 10.0), (10.0, 0.0), (0.0, 10.0)), OnImage(0))
    found = measured(bow, Pixels(None))
    assert [figure.name for figure in found.figures] == ["perimeter"]
    assert "not read yet" in " ".join(found.notes)


def test_a_volume_of_one_voxel_and_a_constant_one() -> None:
    one = Voxels(Volume(Geometry((1, 1, 1), np.eye(4)), np.full((1, 1, 1), 5, np.int16)))
    found = rectangle(one)
    assert [found.figure(name).value for name in ("mean", "sd", "min", "max")] == [5, 0, 5, 5]  # type: ignore[union-attr]
    assert found.histogram is not None
    assert found.histogram.counts.tolist() == [1]
    on = OnPlane((1.0, 0.0, 0.0), (0.0, 0.6, 0.8))
    oblique = Measurement("m", "s", Shape.RECTANGLE, ((-0.4, -0.2, 0.0), (0.4, 0.2, 0.0)), on)
    assert all(math.isfinite(figure.value) for figure in measured(oblique, one).figures)


@pytest.mark.parametrize("value", [-32768, 32767, 65535])
def test_extremes_of_sixteen_bits(value: int) -> None:
    values = np.full((64, 80), value, np.uint16 if value > 32767 else np.int16)
    assert rectangle(Pixels(values)).figure("mean").value == value  # type: ignore[union-attr]


def test_the_histogram_holds_every_value_once() -> None:
    found = rectangle(Pixels(PHOTO))
    assert found.histogram is not None
    assert found.histogram.counts.sum() == 16
    few = rectangle(Pixels((PHOTO % 7).astype(np.uint8))).histogram
    assert few is not None
    np.testing.assert_array_equal(few.counts, np.bincount((PHOTO % 7)[1:5, 1:5].ravel())[round(few.edges[0] + 0.5) :])


def test_a_line_without_length_has_no_angle() -> None:
    one = Measurement("m", "s", Shape.ANGLE, ((1.0, 1.0), (1.0, 1.0), (3.0, 3.0)), OnImage(0))
    assert measured(one, Pixels(PHOTO)).figures == ()
    assert "no angle" in measured(one, Pixels(PHOTO)).notes[0]


def test_a_picture_that_is_not_read_yet_has_no_values() -> None:
    found = rectangle(Pixels(None))
    assert found.figure("area").value == 16.0  # type: ignore[union-attr]
    assert "not read yet" in " ".join(found.notes)


# properties

NUMBER = st.floats(-30.0, 30.0, allow_nan=False)
PAIR = st.tuples(NUMBER, NUMBER)


def plane_grid(degrees: float, spacing: tuple[float, float]) -> tuple[Voxels, OnPlane]:
    axes = turned((3, -1, 2), degrees) @ UPRIGHT
    geometry = Geometry.from_axes((3, 64, 64), (2.0, *spacing), axes, (4.0, 5.0, 6.0))
    values = np.random.default_rng(3).normal(size=geometry.shape)
    return Voxels(Volume(geometry, values)), OnPlane(tuple(axes[:, 2]), tuple(axes[:, 1]))


@settings(max_examples=60, deadline=None)
@given(st.lists(PAIR, min_size=3, max_size=9), st.floats(0.3, 2.0), st.floats(0.3, 2.0), st.floats(0, 90))
def test_a_polygons_pixels_are_those_of_the_even_odd_rule(
    points: list[tuple[float, float]], row_mm: float, column_mm: float, degrees: float
) -> None:
    """Counting crossings of a ray from each centre; centres on the border itself are left to either."""
    grid, on = plane_grid(degrees, (row_mm, column_mm))
    index = [(1, 32 + a, 32 + b) for a, b in points]
    one = Measurement("m", "s", Shape.POLYGON, tuple(map(tuple, grid.volume.geometry.to_lps(index).tolist())), on)
    lattice, area = region_pixels(one, grid)
    vertices = lattice.indices(flat_of(one).flat(one.points))
    bits = np.zeros((64, 64), dtype=bool)
    bits[area.start[0] : area.stop[0], area.start[1] : area.stop[1]] = area.mask
    rows, columns = np.mgrid[:64, :64].astype(float)
    wanted, near = np.zeros((64, 64), dtype=bool), np.zeros((64, 64), dtype=bool)
    for (y0, x0), (y1, x1) in zip(vertices, np.roll(vertices, -1, axis=0), strict=True):
        near |= (np.abs(rows - y0) < 1e-6) | (np.abs(rows - y1) < 1e-6)
        if y0 == y1:
            continue
        x = x0 + (rows - y0) * (x1 - x0) / (y1 - y0)
        between = (rows >= min(y0, y1)) & (rows < max(y0, y1))
        wanted ^= between & (x <= columns)
        near |= between & (np.abs(x - columns) < 1e-6)
    np.testing.assert_array_equal(bits[~near], wanted[~near])
    assert pixels_of_polygon(flat_of(one).flat(one.points), lattice) == area.mask.sum()


@settings(max_examples=60, deadline=None)
@given(PAIR, PAIR, st.floats(0, 360), st.sampled_from((Shape.RECTANGLE, Shape.ELLIPSE, Shape.LENGTH)))
def test_what_is_measured_does_not_depend_on_how_the_grid_lies(
    one: tuple[float, float], other: tuple[float, float], degrees: float, shape: Shape
) -> None:
    found = []
    for angle in (0.0, degrees):
        grid, on = plane_grid(angle, (0.7, 0.7))
        index = [(1, 32 + a, 32 + b) for a, b in (one, other)]
        drawn = Measurement("m", "s", shape, tuple(map(tuple, grid.volume.geometry.to_lps(index).tolist())), on)
        found.append({figure.name: figure.value for figure in measured(drawn, grid).figures})
    exact = {name for name in found[0] if name in ("length", "area", "perimeter", "width", "height")}
    assert {name: found[1][name] for name in exact} == pytest.approx({name: found[0][name] for name in exact}, abs=1e-8)
