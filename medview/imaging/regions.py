"""The values inside drawn regions.

Pixels belong to a region by the rule of ``lattice``: the centre lies inside. Where the plane lies along the grid they
are the voxels of its slice; otherwise they are samples of the plane (``_resampled``).
"""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations_with_replacement
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.figures import COUNT, UNITS, Figure, Histogram, Measured, number_text
from medview.core.flat import Flat, flat_of, unit_of
from medview.core.geometry import Float, Geometry
from medview.core.images import PixelSpacing
from medview.core.measurement import Measurement, OnPlane, Shape
from medview.core.text import tr
from medview.core.volume import Volume
from medview.imaging.grids import Grid, Pixels, Voxels, scale_of, unread
from medview.imaging.lattice import Area, Lattice, area_of, pixels_of_polygon
from medview.imaging.sampling import sampled

Array = NDArray[Any]
Part = tuple[slice, slice, slice]

PARALLEL = 1e-6
"""Sine of the largest angle between a plane and the grid's slices at which values are the voxels themselves."""
_BORDER = 1e-6
"""Part of a slice by which rounding may put a plane on its border outside."""
_SQUARED = 1e-150, 1e150
"""Squares of what is smaller or larger are no numbers: values are brought to 1 first."""
_BINS = 64
_UNIT_BINS = 128
"""Whole numbers that span no more than this get a bin each."""
_SLAB = 16
"""Slices of a sphere looked at together: all of a large one would take too much memory."""


def values_inside(found: Measured, one: Measurement, grid: Grid) -> Measured:
    """What is measured of a region's outline, and the values inside it."""
    if isinstance(grid, Pixels) and grid.values is None:
        return replace(found, notes=(*found.notes, unread()))
    if one.shape is not Shape.SPHERE:
        figures, notes, histogram = _of_plane(one, grid)
    elif isinstance(grid, Voxels):
        beyond = _reaches_beyond(one, grid.volume.geometry)
        figures, notes, histogram = _statistics(_in_sphere(one, grid.volume), "voxels", grid, beyond)
    else:
        return found
    return replace(found, figures=(*found.figures, *figures), notes=(*notes, *found.notes), histogram=histogram)


def region_pixels(one: Measurement, grid: Grid) -> tuple[Lattice, Area]:
    """The pixels a flat region is measured in, and which of them belong to it."""
    spacing = scale_of(one, grid).spacing
    flat = flat_of(one, spacing)
    lattice = lattice_of(one, grid, flat, spacing)
    return lattice, area_of(one.shape, flat.flat(one.points), lattice)


def counted_area(one: Measurement, grid: Grid) -> float:
    """Area of the pixels inside a polygon: those inside an odd number of times, and those of the picture only."""
    spacing = scale_of(one, grid).spacing
    flat = flat_of(one, spacing)
    lattice = lattice_of(one, grid, flat, spacing)
    return pixels_of_polygon(flat.flat(one.points), lattice) * lattice.pixel_area


def radius_mm(one: Measurement) -> float:
    """A sphere's radius."""
    return math.dist(one.points[0], one.points[1])


Statistics = tuple[tuple[Figure, ...], tuple[str, ...], Histogram | None]


def _of_plane(one: Measurement, grid: Grid) -> Statistics:
    lattice, area = region_pixels(one, grid)
    values = lattice.read(area.start, area.stop)[area.mask]
    if isinstance(grid, Pixels) or _slice_of(one, grid.volume.geometry) is not None:
        return _statistics(values, "pixels", grid, area.beyond)
    figures, notes, histogram = _statistics(values, "pixels", grid, area.beyond)
    side = number_text(float(grid.volume.geometry.spacing_mm.min()), None)
    told = tr("The plane is oblique: its values are interpolated linearly, every {side} mm.").format(side=side)
    return figures, (told, *notes), histogram


def _statistics(values: Array, name: str, grid: Grid, beyond: bool) -> Statistics:
    """Mean, population standard deviation (n in the denominator), least, greatest and middle value.

    Values that are no finite number, and those that mark no image, are left out, and how many is told.
    """
    notes = [tr("A part of the region lies outside the picture.")] if beyond else []
    if isinstance(grid, Pixels) and values.ndim == 2:
        notes.append(tr("This is a colour picture: colours have no mean."))
        return (Figure(name, len(values), COUNT),), tuple(notes), None
    whole, numbers = bool(np.issubdtype(values.dtype, np.integer)), values.astype(np.float64)
    finite, padded = np.isfinite(numbers), _padded(numbers, grid)
    for bad, told in (
        (~finite, tr("{count} of {total} pixels hold no finite number, or lie outside, and are left out.")),
        (padded, tr("{count} of {total} pixels mark no image (padding) and are left out.")),
    ):
        if bad.any():
            notes.append(told.format(count=int(bad.sum()), total=len(numbers)))
    kept = numbers[finite & ~padded]
    if not len(kept):
        empty = tr("No pixel's centre lies inside: there are no values to measure.")
        return (Figure(name, 0, COUNT),), (*notes, *(() if len(numbers) else (empty,))), None
    return _figures(kept, name, grid), tuple(notes), _histogram(kept, whole)


def _figures(values: Float, name: str, grid: Grid) -> tuple[Figure, ...]:
    size = float(np.abs(values).max())
    size = 1.0 if size == 0.0 or _SQUARED[0] < size < _SQUARED[1] else size
    parts = values / size
    found = {
        "mean": parts.mean() * size,
        "sd": parts.std() * size,
        "min": values.min(),
        "max": values.max(),
        "median": np.median(parts) * size,
    }
    unit = UNITS[grid.quantity]
    return (*(Figure(key, float(value), unit) for key, value in found.items()), Figure(name, len(values), COUNT))


def _padded(values: Float, grid: Grid) -> NDArray[np.bool_]:
    if isinstance(grid, Voxels) or grid.padding is None:
        return np.zeros(values.shape, dtype=np.bool_)
    return np.asarray((values >= grid.padding[0]) & (values <= grid.padding[1]))


def _histogram(values: Float, whole: bool) -> Histogram:
    low, high = float(values.min()), float(values.max())
    if whole and high - low <= _UNIT_BINS:
        edges = np.arange(low - 0.5, high + 1.0)
    elif low == high or not np.isfinite(high - low):
        edges = np.array((low - 0.5, low + 0.5)) if low == high else np.array((low, high))
    else:
        edges = np.linspace(low, high, _BINS + 1)
    counts, _ = np.histogram(values, edges)
    return Histogram(counts.astype(np.int64), edges)


def lattice_of(one: Measurement, grid: Grid, flat: Flat, spacing: PixelSpacing) -> Lattice:
    """The pixels something flat is measured in."""
    if isinstance(grid, Pixels):
        assert grid.values is not None
        return _of_picture(grid.values, spacing)
    axis = _slice_of(one, grid.volume.geometry)
    return _of_slice(one, grid.volume, flat, axis) if axis is not None else _resampled(grid.volume, flat)


def _of_picture(values: Array, spacing: PixelSpacing) -> Lattice:
    """A picture's own pixels; their centres lie half a pixel from its corner."""
    column, row = unit_of(spacing)

    def read(start: tuple[int, int], stop: tuple[int, int]) -> Array:
        return np.asarray(values[start[0] : stop[0], start[1] : stop[1]])

    rows, columns = values.shape[:2]
    half = np.array((column / 2.0, row / 2.0))
    return Lattice(half, np.array((0.0, row)), np.array((column, 0.0)), (0, 0), (int(rows), int(columns)), read)


def _slice_of(one: Measurement, geometry: Geometry) -> int | None:
    """The voxel axis whose slices the drawing's plane lies along; None where it cuts through them."""
    assert isinstance(one.on, OnPlane)
    normal = np.cross(one.on.right_lps, one.on.down_lps)
    normal /= np.linalg.norm(normal)
    for axis in range(3):
        others = np.delete(geometry.directions, axis, axis=1)
        if np.abs(normal @ others).max() < PARALLEL:
            return axis
    return None


def _of_slice(one: Measurement, volume: Volume, flat: Flat, axis: int) -> Lattice:
    """The voxels of the slice the plane lies in; where it lies in none they have no value."""
    geometry = volume.geometry
    place, last = float(geometry.to_index(one.points[0])[axis]), geometry.shape[axis] - 1
    number = int(np.clip(np.rint(place), 0, last))
    within = abs(place - number) <= 0.5 + _BORDER
    row_axis, column_axis = (other for other in range(3) if other != axis)

    def centre(row: int, column: int) -> Float:
        index = np.zeros(3)
        index[[axis, row_axis, column_axis]] = number, row, column
        return flat.flat(geometry.to_lps(index))

    def read(start: tuple[int, int], stop: tuple[int, int]) -> Array:
        picture = np.moveaxis(volume.array, axis, 0)[number]
        if not within:
            return np.full((stop[0] - start[0], stop[1] - start[1]), np.nan)
        return np.asarray(picture[start[0] : stop[0], start[1] : stop[1]])

    first = centre(0, 0)
    shape = geometry.shape[row_axis], geometry.shape[column_axis]
    return Lattice(first, centre(1, 0) - first, centre(0, 1) - first, (0, 0), shape, read)


def _resampled(volume: Volume, flat: Flat) -> Lattice:
    """Square pixels as small as the finest voxel side, one of them centred on the drawing's first point.

    A pixel's value is the linear interpolation of the eight voxels around it; pixels beyond the outermost voxels'
    centres have none.
    """
    side = float(volume.geometry.spacing_mm.min())
    corners = flat.flat(volume.geometry.corners_lps()) / side
    low, high = np.floor(corners.min(axis=0)).astype(int), np.ceil(corners.max(axis=0)).astype(int) + 1

    def read(start: tuple[int, int], stop: tuple[int, int]) -> Array:
        down, right = np.mgrid[start[0] : stop[0], start[1] : stop[1]] * side
        return sampled(volume, flat.places(np.stack((right, down), axis=-1)))

    limits = (int(low[1]), int(low[0])), (int(high[1]), int(high[0]))
    return Lattice(np.zeros(2), np.array((0.0, side)), np.array((side, 0.0)), *limits, read)


def _around(one: Measurement, geometry: Geometry) -> Part:
    """The part of the grid that a sphere may reach."""
    centre, reach = geometry.to_index(one.points[0]), _reach(one, geometry)
    low = np.maximum(np.ceil(centre - reach - 1e-9).astype(int), 0)
    high = np.maximum(np.minimum(np.floor(centre + reach + 1e-9).astype(int) + 1, geometry.shape), low)
    k, j, i = (slice(int(a), int(b)) for a, b in zip(low, high, strict=True))
    return k, j, i


def _reach(one: Measurement, geometry: Geometry) -> Float:
    """(3,) how far a sphere reaches along each axis, voxels: its radius times the row norms of the inverse matrix."""
    return np.asarray(radius_mm(one) * np.linalg.norm(np.linalg.inv(geometry.affine[:3, :3]), axis=1))


def _in_part(one: Measurement, geometry: Geometry, part: Part) -> NDArray[np.bool_]:
    centre, radius = geometry.to_index(one.points[0]), radius_mm(one)
    steps = [_along(np.arange(cut.start, cut.stop) - centre[axis], axis) for axis, cut in enumerate(part)]
    metric = geometry.affine[:3, :3].T @ geometry.affine[:3, :3]
    square = np.zeros((1, 1, 1))
    for a, b in combinations_with_replacement(range(3), 2):
        factor = float(metric[a, b]) * (1.0 if a == b else 2.0)
        square = square + factor * (steps[a] * steps[b])
    return np.asarray(square <= radius * radius * (1.0 + 1e-9))


def _in_sphere(one: Measurement, volume: Volume) -> Array:
    k, j, i = _around(one, volume.geometry)
    found = [np.empty(0, volume.array.dtype)]
    for first in range(k.start, k.stop, _SLAB):
        part = (slice(first, min(first + _SLAB, k.stop)), j, i)
        found.append(volume.array[part][_in_part(one, volume.geometry, part)])
    return np.concatenate(found)


def _reaches_beyond(one: Measurement, geometry: Geometry) -> bool:
    centre, reach = geometry.to_index(one.points[0]), _reach(one, geometry)
    return bool((centre - reach < -0.5).any() or (centre + reach > np.array(geometry.shape) - 0.5).any())


def _along(values: Float, axis: int) -> Float:
    return values.reshape([-1 if n == axis else 1 for n in range(3)])
