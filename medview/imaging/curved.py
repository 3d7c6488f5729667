"""The volume straightened along a line: planar reformation of a vessel, a duct or a jaw.

A smooth curve goes through the drawn points; its length is measured along it. The direction across is carried along the
curve without twisting about it (double reflection: Wang, Jüttler, Zheng, Liu 2008, doi:10.1145/1330511.1330513).
Lengths along the middle of the picture, and across it, are true.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.interpolate import CubicSpline
from scipy.ndimage import map_coordinates

from medview.core.errors import MedViewError
from medview.core.geometry import Float, Geometry
from medview.core.text import tr

Array = NDArray[Any]

SAME_MM = 1e-3
"""Drawn points nearer than this to the one before are one."""
MOST_PIXELS = 2048
"""A picture has no more rows or columns; its pixels grow instead."""
_FINE = 64
"""Places between two drawn points at which the curve's length is measured."""


@dataclass(frozen=True, eq=False)
class Curve:
    """A line through a volume, in equal steps.

    Args:
        points_lps: (n, 3) places, LPS mm.
        along: (n, 3) unit directions of the curve.
        across: (n, 3) unit directions across it that do not twist.
        step_mm: Distance between neighbouring places along the curve.
    """

    points_lps: Float
    along: Float
    across: Float
    step_mm: float

    @property
    def length_mm(self) -> float:
        """Length of the whole curve."""
        return (len(self.points_lps) - 1) * self.step_mm

    def turned(self, degrees: float) -> Curve:
        """The same curve, looked at from another side: ``across`` turned about it."""
        cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
        across = cos * self.across + sin * np.cross(self.along, self.across)
        return Curve(self.points_lps, self.along, across, self.step_mm)

    def point(self, row: float, offset_mm: float) -> tuple[float, float, float]:
        """LPS mm of a place of the picture: so many steps along, so far across."""
        at = float(np.clip(row, 0.0, len(self.points_lps) - 1.0))
        low = min(int(at), max(len(self.points_lps) - 2, 0))
        high, share = min(low + 1, len(self.points_lps) - 1), at - low
        middle = self.points_lps[low] * (1.0 - share) + self.points_lps[high] * share
        x, y, z = (float(value) for value in middle + offset_mm * self.across[round(at)])
        return (x, y, z)

    def position(self, point_lps: ArrayLike) -> tuple[float, float, float]:
        """(row, offset mm across, mm out of the picture) of the nearest place on the curve."""
        point = np.asarray(point_lps, dtype=np.float64)
        nearest = int(np.argmin(((self.points_lps - point) ** 2).sum(axis=1)))
        off = point - self.points_lps[nearest]
        row = nearest + float(off @ self.along[nearest]) / self.step_mm
        depth = np.cross(self.along[nearest], self.across[nearest])
        return (
            float(np.clip(row, 0.0, len(self.points_lps) - 1.0)),
            float(off @ self.across[nearest]),
            float(off @ depth),
        )


def curve_through(points_lps: ArrayLike, out_of_plane: ArrayLike, step_mm: float) -> Curve:
    """The smooth curve through drawn points.

    Args:
        points_lps: (n, 3) LPS mm, in order.
        out_of_plane: (3,) direction out of the picture it was drawn on; ``across`` begins in that picture.
        step_mm: Wanted distance between neighbouring places; the curve's length is divided evenly.

    Raises:
        MedViewError: There are not two different points.
    """
    drawn = np.asarray(points_lps, dtype=np.float64).reshape(-1, 3)
    kept: Any = np.concatenate(([True], np.linalg.norm(np.diff(drawn, axis=0), axis=1) > SAME_MM)) if len(drawn) else []
    drawn = drawn[np.asarray(kept, dtype=bool)]
    if len(drawn) < 2:
        raise MedViewError(tr("A curved picture needs a line through two places at least."), tr("Draw a longer line."))
    spline = _spline(drawn)
    last = float(spline.x[-1])
    fine = np.linspace(0.0, last, _FINE * (len(drawn) - 1) + 1)
    lengths = np.concatenate(([0.0], np.cumsum(np.linalg.norm(np.diff(spline(fine), axis=0), axis=1))))
    count = max(int(np.ceil(lengths[-1] / step_mm)), 1) + 1
    if count > MOST_PIXELS:
        count = MOST_PIXELS
    at = np.interp(np.linspace(0.0, lengths[-1], count), lengths, fine)
    points, along = spline(at), _units(spline(at, 1))
    return Curve(points, along, _untwisted(points, along, np.asarray(out_of_plane)), float(lengths[-1] / (count - 1)))


def straightened(
    array: Array,
    geometry: Geometry,
    curve: Curve,
    width_mm: float,
    thickness_mm: float = 0.0,
    projection: str = "mean",
    fill: float = 0.0,
) -> NDArray[np.float32]:
    """The picture along a curve, linearly interpolated.

    Args:
        array: (k, j, i) values.
        geometry: Their grid.
        curve: The curve; its step is the pixel's side, both ways.
        width_mm: How far the picture reaches across, the curve in its middle.
        thickness_mm: Of a slab out of the picture; 0 for none.
        projection: What is shown of its values: ``"maximum"``, ``"minimum"`` or ``"mean"``.
        fill: What pixels outside the grid get.

    Returns:
        (rows, columns): the curve runs down, ``across`` to the right; columns are odd in number.
    """
    offsets = across_mm(curve, width_mm)
    depths = curve.step_mm * np.arange(-(half := int(thickness_mm / 2.0 / curve.step_mm + 1e-6)), half + 1)
    out = np.cross(curve.along, curve.across)
    flat = curve.points_lps[:, np.newaxis] + offsets[np.newaxis, :, np.newaxis] * curve.across[:, np.newaxis]
    cuts = [_values(array, geometry, flat + depth * out[:, np.newaxis]) for depth in depths]
    if len(cuts) == 1:
        return np.asarray(np.where(np.isfinite(cuts[0]), cuts[0], np.float32(fill)))
    return _projected(cuts, projection, fill)


def across_mm(curve: Curve, width_mm: float) -> Float:
    """Places of the columns across the curve, mm; the middle one lies on it."""
    half = min(max(round(width_mm / 2.0 / curve.step_mm), 1), MOST_PIXELS // 2)
    return np.asarray(np.arange(-half, half + 1) * curve.step_mm)


def _projected(cuts: list[NDArray[np.float32]], projection: str, fill: float) -> NDArray[np.float32]:
    values = np.stack(cuts)
    count = np.isfinite(values).sum(axis=0)
    match projection:
        case "maximum":
            found = np.fmax.reduce(values, axis=0)
        case "minimum":
            found = np.fmin.reduce(values, axis=0)
        case _:
            found = np.nan_to_num(values).sum(axis=0) / np.maximum(count, 1)
    return np.asarray(np.where(count > 0, found, np.float32(fill)), dtype=np.float32)


def _values(array: Array, geometry: Geometry, points_lps: Float) -> NDArray[np.float32]:
    """Values at (rows, columns, 3) LPS points, NaN outside; only the block around them is read."""
    index = np.moveaxis(geometry.to_index(points_lps), -1, 0)
    limits = np.array(geometry.shape)[:, np.newaxis, np.newaxis]
    inside = ((index >= -0.5) & (index <= limits - 0.5)).all(axis=0)
    found = np.full(inside.shape, np.nan, dtype=np.float32)
    if inside.any():
        places = np.clip(index[:, inside], 0.0, limits[:, :, 0] - 1.0)
        low = np.floor(places.min(axis=1)).astype(int)
        high = np.ceil(places.max(axis=1)).astype(int) + 1
        block = np.asarray(array[low[0] : high[0], low[1] : high[1], low[2] : high[2]])
        if block.dtype == np.bool_ or (block.dtype.itemsize == 2 and block.dtype.kind == "f"):
            block = block.astype(np.float32)
        map_coordinates(
            block, places - low[:, np.newaxis], output=(taken := np.empty(places.shape[1], np.float32)), order=1
        )
        found[inside] = taken
    return found


def _spline(points: Float) -> CubicSpline:
    """Through the points, by the root of their distances (centripetal): without loops where they lie close."""
    steps = np.sqrt(np.linalg.norm(np.diff(points, axis=0), axis=1))
    return CubicSpline(np.concatenate(([0.0], np.cumsum(steps))), points, bc_type="natural")


def _untwisted(points: Float, along: Float, out_of_plane: Float) -> Float:
    """Directions across a curve, each carried from the one before by two reflections."""
    across = np.empty_like(points)
    across[0] = _perpendicular(np.cross(along[0], out_of_plane), along[0])
    for n in range(len(points) - 1):
        step = points[n + 1] - points[n]
        once = across[n] - 2.0 * step * (step @ across[n]) / (step @ step)
        mirrored = along[n] - 2.0 * step * (step @ along[n]) / (step @ step)
        other = along[n + 1] - mirrored
        size = other @ other
        turned = once - 2.0 * other * (other @ once) / size if size > 0.0 else once
        across[n + 1] = _perpendicular(turned, along[n + 1])
    return across


def _perpendicular(vector: Float, along: Float) -> Float:
    """The part of a vector across a direction, as a unit; any such where there is none."""
    for candidate in (vector, *np.eye(3)):
        rest = candidate - along * (candidate @ along)
        length = np.linalg.norm(rest)
        if length > 1e-6:
            return np.asarray(rest / length)
    raise AssertionError("no direction is perpendicular")


def _units(vectors: Float) -> Float:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
