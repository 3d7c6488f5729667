"""An uneven or tilted stack resampled to the upright grid that holds it: sheared within its planes, filled between.

Every stored slice is moved within its own plane to where the patient is (gantry tilt is a shear: PS3.3 C.8.15.3.2 and
dcm2niix' tilt correction), then slices are interpolated linearly along the normal.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.geometry import Float
from medview.core.study import Correction, Series
from medview.core.text import tr
from medview.io.atomic import writing_errors
from medview.io.sources import Checkpoint

Array = NDArray[Any]

_ON_PIXEL = 0.02
"""A shift this near to whole pixels is made of whole pixels, so that values stay as they were."""

_ON_SLICE = 0.02
"""A slice of the grid this near to a stored one, in parts of the spacing, is that one."""


@dataclass(frozen=True, eq=False)
class _Layout:
    """Where stored slices lie in the grid.

    Args:
        along: (n,) place of each along the grid's slices, in slices.
        down: (n,) rows from the grid's first row to the slice's.
        right: (n,) the same for columns.
    """

    along: Float
    down: Float
    right: Float


def resample(stored: Path, series: Series, path: Path, checkpoint: Checkpoint) -> str:
    """Write the corrected volumes to ``path`` (.npy), of the same type.

    Args:
        stored: (…, n, rows, columns) .npy of the slices as they are stored.
        series: The series with its correction.
        path: The file to write.
        checkpoint: Progress and cancel.

    Returns:
        What a reader must know of how the voxels were made.

    Raises:
        WriteError: The disk is full.
    """
    assert series.correction is not None
    grid, layout = series.correction.geometry, _layout(series.correction)
    source = np.load(stored, mmap_mode="r", allow_pickle=False)
    volumes = source.reshape(-1, *source.shape[-3:])
    done = False
    try:
        with writing_errors(path):
            out = np.lib.format.open_memmap(path, "w+", source.dtype, (*source.shape[:-3], *grid.shape))
            targets = out.reshape(-1, *grid.shape)
            for number, (volume, target) in enumerate(zip(volumes, targets, strict=True)):
                checkpoint(number / len(volumes), tr("Resampling slices"))
                _fill(volume, target, layout)
            out.flush()
            done = True
    finally:
        if not done:
            path.unlink(missing_ok=True)
    return told(series.correction)


def told(correction: Correction) -> str:
    """What was done to the slices, in words."""
    between = interpolated(correction)
    made = [tr("{reason} Resampled to an upright grid of {spacing:.2f} mm.")]
    if between:
        made.append(tr("{count} of {total} slices lie between stored ones and are interpolated."))
    return " ".join(made).format(
        reason=correction.reason,
        spacing=correction.geometry.spacing_mm[0],
        count=between,
        total=correction.geometry.shape[0],
    )


def interpolated(correction: Correction) -> int:
    """Slices of the grid that no stored slice lies on."""
    along = _layout(correction).along
    places = np.arange(correction.geometry.shape[0])
    return int((np.abs(places[:, None] - along[None, :]).min(axis=1) > _ON_SLICE).sum())


def _layout(correction: Correction) -> _Layout:
    index = correction.geometry.to_index(correction.positions_lps)
    return _Layout(index[:, 0], index[:, 1], index[:, 2])


def _fill(volume: Array, target: Array, layout: _Layout) -> None:
    """One volume; each stored slice is moved once."""
    empty = volume.min()
    kept: dict[int, Array] = {}
    for place in range(len(target)):
        lower, upper, part = neighbours(layout.along, place)
        for number in (lower, upper):
            if number not in kept:
                kept[number] = moved(
                    volume[number], (layout.down[number], layout.right[number]), target.shape[1:], empty
                )
        kept = {number: kept[number] for number in {lower, upper}}
        target[place] = _blended(kept[lower], kept[upper], part, target.dtype)


def neighbours(along: Float, place: float) -> tuple[int, int, float]:
    """The stored slices below and above a place, and how far it lies from the lower to the upper, 0..1."""
    upper = int(np.clip(np.searchsorted(along, place), 1, len(along) - 1))
    lower = upper - 1
    part = float(np.clip((place - along[lower]) / (along[upper] - along[lower]), 0.0, 1.0))
    near = _ON_SLICE / float(along[upper] - along[lower])
    return lower, upper, 0.0 if part <= near else 1.0 if part >= 1 - near else part


def moved(slice_: Array, shift: tuple[float, float], shape: tuple[int, ...], empty: Any) -> Array:
    """A slice in a larger one, its first pixel ``shift`` (rows, columns) from the larger one's; float where it blends.

    Args:
        slice_: (rows, columns).
        shift: Rows and columns, may be fractions.
        shape: (rows, columns) of the result.
        empty: Value where the slice does not reach.
    """
    whole = [math.floor(part + _ON_PIXEL) for part in shift]
    rest = [0.0 if abs(part - base) <= _ON_PIXEL else part - base for part, base in zip(shift, whole, strict=True)]
    blended: Array = slice_
    for axis, fraction in enumerate(rest):
        if fraction:
            blended = _shifted(blended, axis, fraction, empty)
    out = np.full(shape, empty, blended.dtype)
    (top, left), (rows, columns) = whole, blended.shape
    inside = (slice(max(0, top), min(shape[0], top + rows)), slice(max(0, left), min(shape[1], left + columns)))
    out[inside] = blended[inside[0].start - top : inside[0].stop - top, inside[1].start - left : inside[1].stop - left]
    return out


def _shifted(array: Array, axis: int, fraction: float, empty: Any) -> Array:
    """One pixel longer along an axis, moved by a fraction of a pixel, linearly; beyond the ends it is empty."""
    ends = [(0, 0), (0, 0)]
    ends[axis] = (1, 1)
    padded = np.pad(array.astype(np.float32), ends, constant_values=float(empty))
    first = [slice(None)] * 2
    second = [slice(None)] * 2
    first[axis], second[axis] = slice(0, -1), slice(1, None)
    return np.asarray(padded[tuple(first)] * np.float32(fraction) + padded[tuple(second)] * np.float32(1 - fraction))


def _blended(lower: Array, upper: Array, part: float, kind: np.dtype[Any]) -> Array:
    if part in (0.0, 1.0):
        values = upper if part else lower
    else:
        values = lower * np.float32(1 - part) + upper * np.float32(part)
    return np.rint(values).astype(kind) if kind.kind == "i" and values.dtype.kind == "f" else values.astype(kind)
