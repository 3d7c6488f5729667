"""Resampling between voxel sides as nnU-Net does it: cubic splines for images, linear for what the network says.

Both grids cover the same box: voxel ``i`` of ``m`` lies at ``(i + ½) · n / m − ½`` among ``n``; what lies beyond the
outer centres is as the outermost voxel (Isensee et al. 2021; scikit-image's ``resize`` with ``mode="edge"``). Where
voxels are far longer along one axis than along the others, each slice is resampled by itself and slices are only
chosen, never mixed.

Splines are linear in their input and separate by axis, so each axis is one matrix, made by scipy itself; it is applied
in bands, which is many times faster than evaluating the spline voxel by voxel and equal to it but for rounding.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.ndimage import map_coordinates, zoom
from torch import Tensor

THICK = 3.0
"""Voxels longer than this many times their shortest side are resampled slice by slice (nnU-Net's threshold)."""

BAND = 64
"""Rows of an axis' matrix applied at once."""

NOTHING = 1e-9
"""Weights below this are left out of a band: a cubic spline's reach falls by 3.7 with each voxel."""

Shape = tuple[int, int, int]
Order = Literal[0, 1, 2, 3, 4, 5]


def resampled_shape(shape: Sequence[int], spacing_now: Sequence[float], spacing_new: Sequence[float]) -> Shape:
    """Voxels along each axis at the new voxel sides, rounded as nnU-Net rounds; at least one."""
    sides = zip(shape, spacing_now, spacing_new, strict=True)
    x, y, z = (max(1, round(now / new * n)) for n, now, new in sides)
    return x, y, z


def separate_axis(spacing_now: Sequence[float], spacing_new: Sequence[float]) -> int | None:
    """The axis along which slices are only chosen; None where all three axes are resampled together.

    It is the one along which voxels are longest, if that is over ``THICK`` times the shortest side now, or else then,
    and if no other axis is as long.
    """
    for spacing in (spacing_now, spacing_new):
        sides = np.asarray(spacing, np.float64)
        if sides.max() / sides.min() > THICK:
            longest = np.flatnonzero(sides.max() / sides == 1)
            return int(longest[0]) if len(longest) == 1 else None
    return None


def to_shape(
    array: NDArray[np.float32],
    shape: Shape,
    spacing_now: Sequence[float],
    spacing_new: Sequence[float],
    order: Order = 3,
    order_thin: Literal[0, 1] = 0,
) -> NDArray[np.float32]:
    """Resample one channel to a shape.

    Args:
        array: (x, y, z) values.
        shape: Voxels wanted.
        spacing_now: Voxel sides of ``array``, in the order of its axes.
        spacing_new: Voxel sides wanted; the shape counts, these only say which axis is thick.
        order: Of the splines: 0 (nearest) to 5; 1 is linear.
        order_thin: 0 or 1, along the axis that is resampled by itself.

    Returns:
        Values of that shape, within the range of ``array`` (of each slice, where slices are resampled by themselves).
    """
    if tuple(array.shape) == tuple(shape):
        return array
    axis = separate_axis(spacing_now, spacing_new)
    together = [number for number in range(3) if number != axis]
    values = torch.from_numpy(np.ascontiguousarray(array, np.float32))
    low, high = values.amin(together, keepdim=True), values.amax(together, keepdim=True)
    for number in sorted(together, key=lambda number: shape[number] / array.shape[number]):
        values = _along(values, number, shape[number], order)
    values = values.clamp(low, high)
    if axis is not None:
        values = _along_thin(values, axis, shape[axis], order_thin)
    return values.numpy()


def _along(values: Tensor, axis: int, length: int, order: Order) -> Tensor:
    """Resample one axis by splines."""
    now = values.shape[axis]
    if now == length:
        return values
    if order == 1:
        return _mixed(values, axis, length)
    return _multiplied(values, axis, _spline_matrix(now, length, order))


def _along_thin(values: Tensor, axis: int, length: int, order: Order) -> Tensor:
    if values.shape[axis] == length:
        return values
    return (_chosen if order == 0 else _mixed)(values, axis, length)


def _multiplied(values: Tensor, axis: int, matrix: NDArray[np.float64]) -> Tensor:
    """Multiply one axis by a matrix, band by band."""
    sides = values.shape
    before, after = int(np.prod(sides[:axis])), int(np.prod(sides[axis + 1 :]))
    flat = values.reshape(before, sides[axis], after)
    found = torch.empty((before, len(matrix), after))
    for row in range(0, len(matrix), BAND):
        band = matrix[row : row + BAND]
        used = np.flatnonzero(np.abs(band).max(axis=0) > NOTHING)
        start, end = int(used[0]), int(used[-1]) + 1
        part = torch.from_numpy(np.ascontiguousarray(band[:, start:end], np.float32))
        if after == 1:
            found[:, row : row + BAND, 0] = flat[:, start:end, 0] @ part.T
            continue
        for number in range(before):
            torch.matmul(part, flat[number, start:end], out=found[number, row : row + BAND])
    return found.reshape(*sides[:axis], len(matrix), *sides[axis + 1 :])


@lru_cache(maxsize=32)
def _spline_matrix(now: int, length: int, order: Order) -> NDArray[np.float64]:
    """(length, now) weights: what scipy's ``zoom`` makes of each voxel being one and all others nothing."""
    units: list[NDArray[np.float64]] = list(np.eye(now, dtype=np.float64))
    return np.stack([zoom(unit, length / now, order=order, mode="nearest", grid_mode=True) for unit in units], axis=1)


def _places(now: int, length: int) -> NDArray[np.float64]:
    return np.clip((now / length) * (np.arange(length) + 0.5) - 0.5, 0.0, now - 1.0)


def _mixed(values: Tensor, axis: int, length: int) -> Tensor:
    """Resample one axis linearly."""
    now = values.shape[axis]
    places = _places(now, length)
    below = np.floor(places).astype(np.int64)
    above = np.minimum(below + 1, now - 1)
    share = torch.from_numpy(places - below).to(values)
    low, high = (values.index_select(axis, torch.from_numpy(rows)) for rows in (below, above))
    return low.lerp_(high, share.reshape([-1 if number == axis else 1 for number in range(3)]))


def _chosen(values: Tensor, axis: int, length: int) -> Tensor:
    """The nearest slices of an axis, decided by scipy as nnU-Net has it decided."""
    now = values.shape[axis]
    nearest = map_coordinates(np.arange(now), [_places(now, length)], order=0, mode="nearest")
    return values.index_select(axis, torch.from_numpy(nearest.astype(np.int64)))
