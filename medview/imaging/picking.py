"""What lies under a pixel of a 3D picture: the first labelled voxel on the way, or where the body becomes visible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.geometry import Float, Geometry
from medview.core.solid import WHOLE, Crop, Point
from medview.core.transfer import Transfer
from medview.core.volume import Volume
from medview.imaging.scene import Cut

_STEP_VOXELS = 0.5
_SEEN = 0.08
"""A ray that meets less opacity than this shows nothing one could point at."""
_HALF = 0.5
_MOST_STEPS = 6000


@dataclass(frozen=True, eq=False)
class Labelled:
    """A label map one can point at.

    Args:
        array: (k, j, i) on the volume's grid.
        shown: Labels drawn.
    """

    array: NDArray[Any]
    shown: frozenset[int]


@dataclass(frozen=True, eq=False)
class Ray:
    """A straight line of sight through a grid.

    Args:
        points_lps: (n, 3) places on it, mm, from the eye on.
        index_kji: (n, 3) the voxels they lie in.
        step_mm: Between two of them.
    """

    points_lps: Float
    index_kji: NDArray[np.int64]
    step_mm: float

    @classmethod
    def through(cls, eye_lps: Float, way_lps: Float, geometry: Geometry, crop: Crop, cuts: Sequence[Cut]) -> Ray:
        """The part of a line that is within a cropped and cut grid; it may be empty."""
        step = max(float(geometry.spacing_mm.min()), 1e-6) * _STEP_VOXELS
        near, far = _within(geometry.to_index(eye_lps), _index_way(geometry, way_lps), geometry.shape, crop)
        for cut in cuts:
            near, far = _behind(near, far, eye_lps, way_lps, cut)
        step = max(step, (far - near) / _MOST_STEPS)
        count = int(max(far - near, 0.0) / step) + 1 if far > near else 0
        points = eye_lps + way_lps * (near + step * np.arange(count))[:, None]
        index = np.rint(geometry.to_index(points)).astype(np.int64) if count else np.empty((0, 3), np.int64)
        return cls(points, np.clip(index, 0, np.array(geometry.shape) - 1), step)


def labelled_point(ray: Ray, maps: Sequence[Labelled]) -> Point | None:
    """The first place on a ray that carries a label that is drawn."""
    first: int | None = None
    for one in maps:
        values = _at(one.array, ray.index_kji)
        found = np.flatnonzero(np.isin(values, list(one.shown)))
        if len(found) and (first is None or found[0] < first):
            first = int(found[0])
    return None if first is None else _point(ray.points_lps[first])


def seen_point(ray: Ray, volume: Volume, transfer: Transfer) -> Point | None:
    """The place of a body that a ray shows: by half of the light it sends, or its greatest or least value."""
    if not len(ray.index_kji) or transfer.blend == "average":
        return None
    values = np.nan_to_num(_at(volume.array, ray.index_kji).astype(np.float64))
    if transfer.blend != "composite":
        best = int(np.argmax(values) if transfer.blend == "maximum" else np.argmin(values))
        return _point(ray.points_lps[best]) if float(transfer.opacity_at(values[best])) > _SEEN else None
    opacity = transfer.opacity_at(values) * _gradient_factor(ray, volume, transfer)
    alpha = 1.0 - (1.0 - np.minimum(opacity, 0.9999)) ** (ray.step_mm / transfer.unit_mm)
    met = 1.0 - np.cumprod(1.0 - alpha)
    if met[-1] < _SEEN:
        return None
    return _point(ray.points_lps[int(np.searchsorted(met, met[-1] * _HALF))])


def _gradient_factor(ray: Ray, volume: Volume, transfer: Transfer) -> Float:
    if not transfer.gradient:
        return np.ones(len(ray.index_kji))
    squares = np.zeros(len(ray.index_kji))
    for axis, side in enumerate(volume.geometry.spacing_mm):
        step = np.zeros(3, dtype=np.int64)
        step[axis] = 1
        last = np.array(volume.geometry.shape) - 1
        ahead = _at(volume.array, np.minimum(ray.index_kji + step, last)).astype(np.float64)
        back = _at(volume.array, np.maximum(ray.index_kji - step, 0)).astype(np.float64)
        squares += ((ahead - back) / (2.0 * side)) ** 2
    changes, factors = zip(*transfer.gradient, strict=True)
    return np.asarray(np.interp(np.sqrt(np.nan_to_num(squares)), changes, factors))


def _index_way(geometry: Geometry, way_lps: Float) -> Float:
    return np.asarray(np.linalg.solve(geometry.affine[:3, :3], way_lps))


def _within(start: Float, way: Float, shape: tuple[int, ...], crop: Crop = WHOLE) -> tuple[float, float]:
    """Where a line enters and leaves a box (slabs, Kay and Kajiya 1986), mm from its start."""
    reach = np.array(shape, dtype=np.float64) - 1.0
    low = np.where(np.array(crop[::2]) > 0.0, np.array(crop[::2]) * reach, -0.5)
    high = np.where(np.array(crop[1::2]) < 1.0, np.array(crop[1::2]) * reach, reach + 0.5)
    safe = np.where(np.abs(way) < 1e-12, 1e-12, way)
    one, other = (low - start) / safe, (high - start) / safe
    return max(float(np.minimum(one, other).max()), 0.0), float(np.maximum(one, other).min())


def _behind(near: float, far: float, eye: Float, way: Float, cut: Cut) -> tuple[float, float]:
    """The part of a line on the side of a cut that stays."""
    keep = np.array(cut.keep_lps)
    along, height = float(way @ keep), float((eye - np.array(cut.point_lps)) @ keep)
    if abs(along) < 1e-12:
        return (near, far) if height >= 0.0 else (near, near)
    crossing = -height / along
    return (max(near, crossing), far) if along > 0.0 else (near, min(far, crossing))


def _at(array: NDArray[Any], index: NDArray[np.int64]) -> NDArray[Any]:
    return np.asarray(array[index[:, 0], index[:, 1], index[:, 2]])


def _point(values: Float) -> Point:
    x, y, z = (float(value) for value in values)
    return (x, y, z)
