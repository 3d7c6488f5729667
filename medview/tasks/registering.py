"""Tasks of the registration pool: where one series lies in another, and that series on the other's grid."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.lib.format import open_memmap

from medview.core.rigid import Rigid, Rows
from medview.core.text import tr
from medview.core.volume import StoredVolume
from medview.imaging.aligning import align as aligned
from medview.imaging.fusing import fused_values
from medview.imaging.oblique import outside_of
from medview.imaging.reslice import AXIAL, PlaneFrame
from medview.jobs.protocol import Context


def align(context: Context, fixed: StoredVolume, moving: StoredVolume, start: Rows | None = None) -> Rigid:
    """Find where the moving series lies in the fixed one.

    Args:
        context: The job.
        fixed: The series that stays.
        moving: The other one.
        start: First guess, fixed LPS mm to moving LPS mm.

    Raises:
        MedViewError: They cannot be registered.
    """
    guess = np.array(start, dtype=np.float64) if start is not None else None
    return aligned(fixed.open(), moving.open(), context.checkpoint, guess)


def resample_onto(context: Context, fixed: StoredVolume, moving: StoredVolume, matrix: Rows) -> StoredVolume:
    """The moving series on the voxels of the fixed one, in float32; outside it lies what is outside every volume.

    Args:
        context: The job.
        fixed: Whose grid.
        moving: Whose values.
        matrix: Fixed LPS mm to moving LPS mm.
    """
    geometry, volume = fixed.geometry, moving.open()
    path = context.folder / "resampled.npy"
    out = open_memmap(path, mode="w+", dtype=np.float32, shape=geometry.shape)
    frame, place, fill = PlaneFrame.of(geometry, AXIAL), np.array(matrix), outside_of(volume)
    for number in range(frame.count):
        context.checkpoint(number / frame.count, tr("Resampling"))
        values = fused_values(frame, number, volume.array, volume.geometry, place)
        frame.slice_of(out, number)[...] = np.where(np.isfinite(values), values, np.float32(fill))
    out.flush()
    return StoredVolume(str(path), geometry, moving.quantity, note=tr("Resampled onto another series."))


TASKS: dict[str, Callable[..., Any]] = {task.__name__: task for task in (align, resample_onto)}
