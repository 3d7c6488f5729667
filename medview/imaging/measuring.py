"""Measuring what was drawn: lengths, angles, areas and volumes; ``regions`` measures the values inside.

Lengths and angles are those of the drawn places in patient space (or on the picture with its pixel spacing); areas and
perimeters are those of the drawn outline, not of counted pixels.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from medview.core.calibration import calibrated
from medview.core.code import MILLILITRE, MILLIMETRE, UNITY
from medview.core.figures import COUNT, DEGREE, UNITS, Figure, Measured
from medview.core.flat import Flat, flat_of, unit_of
from medview.core.geometry import Float
from medview.core.images import StoredImages
from medview.core.measurement import REGIONS, Measurement, Shape
from medview.core.text import tr
from medview.core.volume import StoredVolume
from medview.imaging.crossing import crosses_itself
from medview.imaging.grids import Array, Grid, Pixels, Scale, Voxels, grid_of, scale_of, unread
from medview.imaging.regions import counted_area, radius_mm, values_inside


def measured(one: Measurement, grid: Grid, statistics: bool = True) -> Measured:
    """Measure a drawing.

    Args:
        one: The drawing.
        grid: What it lies on.
        statistics: Look at the values too; without it only the outline is measured, which is quick at any size.
    """
    scale = scale_of(one, grid)
    rule = _RULES.get(one.shape)
    found = rule(_Flattened(one, flat_of(one, scale.spacing), scale, grid)) if rule is not None else Measured()
    found = replace(found, notes=(*found.notes, *scale.notes), scale=scale.words)
    if statistics and one.shape in REGIONS:
        return values_inside(found, one, grid)
    return found


def samples_of(one: Measurement, grid: Grid) -> int:
    """About how many values lie inside a region: whether measuring it takes long."""
    if one.shape not in REGIONS:
        return 1
    if one.shape is Shape.SPHERE:
        if not isinstance(grid, Voxels):
            return 0
        return int(4.2 * radius_mm(one) ** 3 / max(1000.0 * grid.volume.geometry.voxel_ml, 1e-12))
    scale = scale_of(one, grid)
    box = np.ptp(flat_of(one, scale.spacing).flat(one.points), axis=0)
    sides = np.sort(grid.volume.geometry.spacing_mm)[:2] if isinstance(grid, Voxels) else unit_of(scale.spacing)
    return int(box[0] * box[1] / np.prod(sides))


@dataclass(frozen=True, eq=False)
class _Flattened:
    one: Measurement
    plane: Flat
    scale: Scale
    grid: Grid

    @property
    def points(self) -> Float:
        """(n, 2) the points."""
        return self.plane.flat(self.one.points)

    def length(self, name: str, value: float) -> Figure:
        return Figure(name, value, self.scale.length)

    def area(self, name: str, value: float) -> Figure:
        return Figure(name, value, self.scale.area)


def _length(drawn: _Flattened) -> Measured:
    """The distance between two points."""
    return Measured((drawn.length("length", _way(drawn.points)),))


def _polyline(drawn: _Flattened) -> Measured:
    """The sum of the distances from vertex to vertex."""
    return Measured(
        (drawn.length("length", _way(drawn.points)), Figure("segments", len(drawn.points) - 1, COUNT)),
    )


def _bidirectional(drawn: _Flattened) -> Measured:
    """The longer of two perpendicular lines, the shorter one, and their product (RECIST 1.1, WHO)."""
    first, second = _way(drawn.points[:2]), _way(drawn.points[2:])
    long, short = max(first, second), min(first, second)
    return Measured(
        (drawn.length("long_axis", long), drawn.length("short_axis", short), drawn.area("product", long * short)),
    )


def _angle(drawn: _Flattened) -> Measured:
    """The angle at the second of three points, 0 to 180 degrees."""
    points = drawn.points
    value = _between(points[0] - points[1], points[2] - points[1])
    if value is None:
        return Measured(notes=(tr("A leg has no length: there is no angle."),))
    return Measured((Figure("angle", value, DEGREE),))


def _cobb(drawn: _Flattened) -> Measured:
    """The acute angle between two lines, however each was drawn, and what is missing to 180 degrees."""
    points = drawn.points
    value = _between(points[1] - points[0], points[3] - points[2])
    if value is None:
        return Measured(notes=(tr("A line has no length: there is no angle."),))
    acute = min(value, 180.0 - value)
    return Measured((Figure("cobb", acute, DEGREE), Figure("supplement", 180.0 - acute, DEGREE)))


def _rectangle(drawn: _Flattened) -> Measured:
    """Width times height, and twice their sum."""
    width, height = (float(side) for side in np.abs(drawn.points[1] - drawn.points[0]))
    return Measured(
        (
            drawn.area("area", width * height),
            drawn.length("perimeter", 2.0 * (width + height)),
            drawn.length("width", width),
            drawn.length("height", height),
        )
    )


def _ellipse(drawn: _Flattened) -> Measured:
    """π a b, and the perimeter 4 a E(1 − b²/a²) with the complete elliptic integral of the second kind."""
    width, height = (float(side) for side in np.abs(drawn.points[1] - drawn.points[0]))
    long, short = max(width, height) / 2.0, min(width, height) / 2.0
    return Measured(
        (
            drawn.area("area", math.pi * long * short),
            drawn.length("perimeter", 4.0 * long * _elliptic(1.0 - (short / long) ** 2) if long > 0.0 else 0.0),
            drawn.length("width", width),
            drawn.length("height", height),
        )
    )


def _polygon(drawn: _Flattened) -> Measured:
    """The shoelace formula, and the length of the closed border; a border that crosses itself has counted pixels."""
    points = drawn.points
    perimeter = drawn.length("perimeter", _way(np.vstack((points, points[:1]))))
    if crosses_itself(points):
        if isinstance(drawn.grid, Pixels) and drawn.grid.values is None:
            return Measured((perimeter,))  # ``values_inside`` tells why
        told = tr("The border crosses itself: what lies inside an odd number of times is counted, in whole pixels.")
        return Measured((drawn.area("area", counted_area(drawn.one, drawn.grid)), perimeter), (told,))
    x, y = points[:, 0], points[:, 1]
    value = abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2.0
    return Measured((drawn.area("area", value), perimeter))


def _sphere(drawn: _Flattened) -> Measured:
    """4/3 π r³, in millilitres; spheres are drawn in volumes only."""
    if not isinstance(drawn.grid, Voxels):
        return Measured(notes=(tr("A sphere needs a volume."),))
    radius = radius_mm(drawn.one)
    volume = Figure("volume", 4.0 / 3.0 * math.pi * radius**3 / 1000.0, MILLILITRE)
    return Measured((volume, Figure("diameter", 2.0 * radius, MILLIMETRE)))


def _calibration(drawn: _Flattened) -> Measured:
    """The length a person gave the line."""
    return Measured((Figure("known", drawn.one.known_mm, MILLIMETRE),))


def _point(drawn: _Flattened) -> Measured:
    """The value of the voxel or pixel the point lies in: the one with the nearest centre."""
    grid, place = drawn.grid, drawn.one.points[0]
    if isinstance(grid, Voxels):
        index = tuple(int(n) for n in np.floor(grid.volume.geometry.to_index(place) + 0.5))
        array: Array = grid.volume.array
    elif grid.values is None:
        return Measured(notes=(unread(),))
    else:
        index, array = (math.floor(place[1]), math.floor(place[0])), grid.values
    if not all(0 <= n < size for n, size in zip(index, array.shape, strict=False)):
        return Measured(notes=(tr("The point lies outside the picture."),))
    return _value(array[index], grid)


def _value(found: Any, grid: Grid) -> Measured:
    if np.ndim(found) == 1:
        names = ("red", "green", "blue")
        return Measured(tuple(Figure(name, float(value), UNITY) for name, value in zip(names, found, strict=True)))
    value = float(found)
    if not math.isfinite(value):
        return Measured(notes=(tr("The value here is no finite number."),))
    if isinstance(grid, Pixels) and grid.padding is not None and grid.padding[0] <= value <= grid.padding[1]:
        return Measured(notes=(tr("The value here marks no image (padding)."),))
    return Measured((Figure("value", value, UNITS[grid.quantity]),))


_RULES: dict[Shape, Callable[[_Flattened], Measured]] = {
    Shape.LENGTH: _length,
    Shape.BIDIRECTIONAL: _bidirectional,
    Shape.ANGLE: _angle,
    Shape.COBB: _cobb,
    Shape.POLYLINE: _polyline,
    Shape.ELLIPSE: _ellipse,
    Shape.RECTANGLE: _rectangle,
    Shape.POLYGON: _polygon,
    Shape.FREEHAND: _polygon,
    Shape.SPHERE: _sphere,
    Shape.POINT: _point,
    Shape.CALIBRATION: _calibration,
}


def _way(points: Float) -> float:
    return float(np.linalg.norm(np.diff(points, axis=0), axis=1).sum())


def _between(one: Float, other: Float) -> float | None:
    """Degrees between two directions; exact also where they are nearly parallel."""
    if not one.any() or not other.any():
        return None
    cross = one[0] * other[1] - one[1] * other[0]
    return abs(math.degrees(math.atan2(cross, one @ other)))


def _elliptic(parameter: float) -> float:
    """Complete elliptic integral of the second kind E(m), by the arithmetic-geometric mean (DLMF 19.8.6)."""
    a, b = 1.0, math.sqrt(1.0 - parameter)
    c, power, total = math.sqrt(parameter), 0.5, 0.5 * parameter
    while b and c > 1e-16:
        a, b, c = (a + b) / 2.0, math.sqrt(a * b), (a - b) / 2.0
        power *= 2.0
        total += power * c * c
    return math.pi / (2.0 * a) * (1.0 - total) if b else 1.0


def measured_all(
    drawn: tuple[Measurement, ...], volume: StoredVolume | None, images: StoredImages | None
) -> tuple[Measured, ...]:
    """Measure stored drawings where nothing is shown: values are those of the position each was drawn at.

    Args:
        drawn: The drawings; calibration lines among them give the pictures their scale.
        volume: The series as a volume, where it is one.
        images: The series as pictures, where it is read so.
    """
    scaled = calibrated(images, drawn) if images is not None else None
    return tuple(_measured_stored(one, volume, scaled) for one in drawn)


def _measured_stored(one: Measurement, volume: StoredVolume | None, images: StoredImages | None) -> Measured:
    if volume is not None and len(one.at) == len(volume.at):
        volume = replace(volume, at=one.at)
    grid = grid_of(one, volume, images)
    if grid is None:
        return Measured(notes=(tr("It was drawn on the series opened in another way (volume or pictures)."),))
    return measured(one, grid)
