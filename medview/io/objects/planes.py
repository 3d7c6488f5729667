"""Which plane of the images each frame of an object lies on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from medview.core.errors import ReadError
from medview.core.geometry import Float, Geometry
from medview.core.study import Series
from medview.io.dicom_header import read_header
from medview.io.objects.frames import Frames
from medview.io.objects.layers import SAME_VOXEL
from medview.io.objects.target import Target

NOWHERE = -1
"""The plane of a frame that lies on none."""

SAME_PLANE_MM = 0.01
"""A frame lies on a picture whose first pixel is no farther than this from its own."""


@dataclass(frozen=True, eq=False)
class Planes:
    """Where frames go.

    Args:
        numbers: (n,) plane of each frame; ``NOWHERE`` for those that lie on none.
        start: (row, column) of the plane at which the first pixel of each frame goes.
        disagree: Frames whose stated place is not that of the image they name.
    """

    numbers: NDArray[np.int64]
    start: tuple[int, int] = (0, 0)
    disagree: int = 0

    @property
    def lost(self) -> int:
        """Frames that lie on none."""
        return int((self.numbers == NOWHERE).sum())


def planes_of(frames: Frames, target: Target, *, same_place: bool = True) -> Planes | None:
    """Match frames to planes: by place where both have one, else by the images they were made from.

    Args:
        frames: What is laid over.
        target: The images.
        same_place: Whether coordinates of both mean the same.

    Returns:
        None where the frames lie on a grid of their own, so that they must be resampled, or nowhere.
    """
    named = _by_reference(frames, target)
    placed = None
    if same_place and frames.placed:
        grid = target.geometry
        placed = _by_place(frames, grid) if grid is not None else _by_pictures(frames, target.series)
    if placed is not None and placed.lost < frames.count:
        differ = (named.numbers != NOWHERE) & (named.numbers != placed.numbers)
        return Planes(placed.numbers, placed.start, int(differ.sum()))
    resampled = same_place and frames.placed and target.geometry is not None
    fits = (frames.rows, frames.columns) == target.shape[1:]
    return named if fits and named.lost < frames.count and not resampled else None


def _by_place(frames: Frames, grid: Geometry) -> Planes | None:
    """Frames that lie voxel on voxel on the grid, possibly on a part of its planes only."""
    directions = np.array([grid.directions[:, 2], grid.directions[:, 1]]).ravel()
    if not _same_raster(frames, directions, grid.spacing_mm[1:]):
        return None
    index = grid.to_index(frames.positions_lps)
    whole = np.rint(index)
    if np.abs(index - whole).max() > SAME_VOXEL or np.ptp(whole[:, 1:], axis=0).max() > 0:
        return None
    planes = whole[:, 0].astype(np.int64)
    planes[(planes < 0) | (planes >= grid.shape[0])] = NOWHERE
    return Planes(planes, (int(whole[0, 1]), int(whole[0, 2])))


def _same_raster(frames: Frames, directions: Float, spacing: Float) -> bool:
    size = np.array([frames.rows, frames.columns])
    turned = np.abs(frames.orientations - directions).max() * (size * spacing).max()
    stretched = np.abs((frames.spacings_mm - spacing) * size).max()
    return bool(max(turned, stretched) <= SAME_VOXEL * float(spacing.min()))


def _by_pictures(frames: Frames, series: Series) -> Planes | None:
    """Frames that lie on single slices of an uneven stack, which has no grid."""
    positions = np.full((len(series.instances), 3), np.nan)
    for number, instance in enumerate(series.instances):
        place = _place(instance.path)
        if place is None or not _same_raster(frames, place[0], place[1]):
            return None
        positions[number] = place[2]
    apart = np.linalg.norm(frames.positions_lps[:, None] - positions, axis=-1)
    nearest = apart.argmin(axis=1)
    return Planes(np.where(apart.min(axis=1) < SAME_PLANE_MM, nearest, NOWHERE))


def _place(path: str) -> tuple[Float, Float, Float] | None:
    """Orientation (6,), spacing (2,) and position (3,) of a single-frame file, or None."""
    try:
        header = read_header(path)
        keywords = ("ImageOrientationPatient", "PixelSpacing", "ImagePositionPatient")
        values = [header.floats(keyword) for keyword in keywords] if header is not None else []
    except (OSError, ReadError):
        return None
    if [len(one) for one in values] != [6, 2, 3]:
        return None
    return np.array(values[0]), np.array(values[1]), np.array(values[2])


def _by_reference(frames: Frames, target: Target) -> Planes:
    numbers = np.full(frames.count, NOWHERE, np.int64)
    for frame, sources in enumerate(frames.sources):
        found = {plane for source in sources if (plane := target.plane(source)) is not None}
        if len(found) == 1:
            numbers[frame] = found.pop()
    return Planes(numbers)
