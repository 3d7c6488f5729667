"""Thick slices: what the greatest, least or mean value is along the normal of a plane."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from medview.imaging.oblique import Frame, ObliqueFrame
from medview.imaging.resample import floating, resampled
from medview.imaging.reslice import PlaneFrame

Array = NDArray[Any]
Projected = Literal["maximum", "minimum", "mean"]

AT_ONCE_NS = 25e6
"""A slab that takes longer is first made of fewer slices."""
_COST_NS = {PlaneFrame: 2.2, ObliqueFrame: 11.0}
"""Nanoseconds a pixel of one slice takes: along the worst axis of a 512³ volume, and interpolated (two cores)."""
_FEWEST = 3
_NEAR = 1e-6
"""Part of a slice that rounding may cost a slab at its border."""

_WHOLE = 4
"""Whole numbers of at most so many bytes are whole numbers on turned planes too (``resampled``)."""

_JOIN: dict[str, Any] = {"maximum": np.fmax, "minimum": np.fmin}
"""How two values become one; what is no number counts for nothing."""


def slab_slices(frame: Frame, number: int, thickness_mm: float) -> range:
    """The slices whose middles lie within half the thickness of a slice; that one at least.

    Args:
        frame: The plane.
        number: The slice in the middle; clamped to those there are.
        thickness_mm: How thick the slab is.
    """
    middle = frame.clamped(number)
    beside = max(int(thickness_mm / 2.0 / frame.step_mm + _NEAR), 0)
    return range(max(middle - beside, 0), min(middle + beside, frame.count - 1) + 1)


def affordable(frame: Frame) -> int:
    """How many slices of a frame can be put together at once while a reader scrolls."""
    rows, columns = frame.shape
    return max(_FEWEST, int(AT_ONCE_NS / (rows * columns * _COST_NS[type(frame)])))


def slab_of(
    frame: Frame, array: Array, number: int, projection: Projected, thickness_mm: float, most: int = 0
) -> Array:
    """A thick slice of a (k, j, i) array as (rows, columns) on display.

    Args:
        frame: The plane.
        array: Values on the frame's grid.
        number: The slice in the middle; clamped to those there are.
        projection: What is shown of the values along the normal; what lies outside the grid counts for nothing.
        thickness_mm: How thick it is, centred on the slice.
        most: Slices to put together at most, evenly chosen; 0 for all of them.

    Returns:
        Greatest and least values in the array's type, means in floats.
    """
    chosen = thinned_slices(frame, number, thickness_mm, most)
    if isinstance(frame, ObliqueFrame):
        if projection == "mean":
            return projected(_oblique_cuts(frame, array, chosen), projection, frame.fill)
        return _oblique(frame, array, chosen, projection)
    return _turned(
        frame, _projected_block(array.transpose(frame.axes)[chosen.start : chosen.stop : chosen.step], projection)
    )


def thinned_slices(frame: Frame, number: int, thickness_mm: float, most: int) -> range:
    """At most so many of the slab's slices (0: all), evenly apart, the middle one among them."""
    slices, middle = slab_slices(frame, number, thickness_mm), frame.clamped(number)
    if not most or len(slices) <= most:
        return slices
    apart = -(-len(slices) // most)
    return range(slices.start + (middle - slices.start) % apart, slices.stop, apart)


def _projected_block(block: Array, projection: Projected) -> Array:
    """(slices, rows, columns) put together.

    Where neighbours of one slab lie beside each other in memory, each row is gathered first: otherwise numpy takes 10
    to 50 ms for 21 slices of 512², by where they begin, and 12 ms so.
    """
    if abs(block.strides[0]) <= min(abs(block.strides[1]), abs(block.strides[2])):
        rows = [_joined(np.ascontiguousarray(block[:, row]), projection) for row in range(block.shape[1])]
        return np.stack(rows)
    return _joined(block, projection)


def _joined(block: Array, projection: Projected) -> Array:
    if projection == "mean":
        return _mean(block)
    if block.dtype.kind == "f":
        return np.asarray(_JOIN[projection].reduce(block, axis=0))
    return np.asarray(block.max(axis=0) if projection == "maximum" else block.min(axis=0))


def _mean(block: Array) -> Array:
    """The mean of the finite values along the first axis; no number where there is none."""
    with np.errstate(over="ignore", invalid="ignore"):
        found = np.asarray(block.mean(axis=0, dtype=floating(block.dtype)))
    holes = ~np.isfinite(found)
    if holes.any():
        found[holes] = _finite_mean(block[:, holes].astype(found.dtype, copy=False))
    return found


def _finite_mean(values: Array) -> Array:
    """(slices, pixels) floats: each is divided before they are added, as the sum of large ones overflows."""
    mean: Array = np.zeros_like(values[0])
    count, slices = np.zeros(values.shape[1], np.uint16), len(values)
    for cut in values:
        there = np.isfinite(cut)
        count += there
        np.add(mean, cut / slices, out=mean, where=there)
    mean *= (slices / np.maximum(count, 1)).astype(mean.dtype)
    mean[count == 0] = np.nan
    return mean


def _turned(frame: PlaneFrame, picture: Array) -> Array:
    """A picture in the order of the grid's axes as it is on display: a view."""
    rows, columns = (slice(None, None, -1 if flip else 1) for flip in frame.flips)
    turned: Array = picture[rows, columns]
    return turned


def _oblique(frame: ObliqueFrame, array: Array, chosen: range, projection: Projected) -> Array:
    """Outside the grid lies what is no number: every value of the array's type may lie within."""
    found: Array | None = None
    for cut in _oblique_cuts(frame, array, chosen):
        found = cut if found is None else _JOIN[projection](found, cut, out=found)
    assert found is not None
    low, high = _range(array.dtype)
    found[np.isnan(found)] = min(max(frame.fill, low), high)
    if array.dtype.kind == "f" or array.dtype.itemsize > _WHOLE:
        return found
    return np.floor(np.add(found, 0.5, out=found), out=found).astype(array.dtype)


def _oblique_cuts(frame: ObliqueFrame, array: Array, chosen: range) -> Iterator[Array]:
    """Slices as floats, no numbers outside the grid."""
    return (resampled(array, frame.sampling(number), fill=np.nan, as_float=True) for number in chosen)


def projected(cuts: Iterator[Array], projection: Projected, fill: float) -> NDArray[np.floating[Any]]:
    """What pictures of floats show together; what is no number counts for nothing.

    Args:
        cuts: (rows, columns) floats each, at least one; they are written into.
        projection: What is shown of them.
        fill: What pixels get where there is no number in any.
    """
    found = next(cuts)
    count = np.isfinite(found).astype(np.uint16)
    found[count == 0] = 0.0 if projection == "mean" else np.nan
    for cut in cuts:
        there = np.isfinite(cut)
        count += there
        if projection == "mean":
            np.add(found, cut, out=found, where=there)
        else:
            _JOIN[projection](found, cut, out=found)
    if projection == "mean":
        found /= np.maximum(count, 1)
    found[count == 0] = fill
    return found


def _range(dtype: np.dtype[Any]) -> tuple[float, float]:
    if dtype.kind == "f":
        return -np.inf, np.inf
    if dtype.kind == "b":
        return 0.0, 1.0
    known = np.iinfo(dtype)
    return float(known.min), float(known.max)
