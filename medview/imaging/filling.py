"""Voxels inside stacks of closed contours, such as those of an RT structure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from medview.imaging.contours import FLAT_VOXELS

_APART = 1.5
"""A slice without a contour takes the nearest one's, where that is within this many of their usual distance."""


def filled(outlines: Sequence[NDArray[np.floating]], shape: tuple[int, int, int]) -> NDArray[np.uint8]:
    """1 inside the contours, 0 outside; a contour within another one bounds a hole.

    Args:
        outlines: (n, 3) voxel indices (k, j, i) of closed contours, flat along one axis; others are left out.
        shape: The grid.
    """
    from skimage.draw import polygon2mask

    inside = np.zeros(shape, dtype=np.uint8)
    axis = _flat_axis(outlines)
    if axis is None:
        return inside
    across = [other for other in range(3) if other != axis]
    plane = tuple(shape[other] for other in across)
    masks: dict[int, NDArray[np.bool_]] = {}
    for points in outlines:
        if len(points) > 2 and np.ptp(points[:, axis]) < FLAT_VOXELS:
            number = round(float(points[:, axis].mean()))
            drawn = polygon2mask(plane, points[:, across])
            masks[number] = masks[number] ^ drawn if number in masks else drawn
    turned = np.moveaxis(inside, axis, 0)
    for number, nearest in _slices(sorted(masks), shape[axis]):
        turned[number] = masks[nearest]
    return inside


def _flat_axis(outlines: Sequence[NDArray[np.floating]]) -> int | None:
    """The axis along which most contours are flat."""
    spans = [np.ptp(points, axis=0) for points in outlines if len(points)]
    votes = [sum(bool(span[axis] < FLAT_VOXELS) for span in spans) for axis in range(3)]
    return int(np.argmax(votes)) if max(votes, default=0) else None


def _slices(drawn: list[int], count: int) -> list[tuple[int, int]]:
    """Each slice that is inside, and the drawn one it takes its contour from."""
    if not drawn:
        return []
    apart = float(np.median(np.diff(drawn))) if len(drawn) > 1 else 1.0
    reach = max(0.5, apart / 2.0)
    found = []
    known = np.array(drawn)
    for number in range(max(0, drawn[0]), min(count - 1, drawn[-1]) + 1):
        nearest = int(known[np.argmin(np.abs(known - number))])
        if abs(nearest - number) <= reach * _APART:
            found.append((number, nearest))
    return found
