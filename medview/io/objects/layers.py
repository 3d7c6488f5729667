"""Planes written into the memory-mappable files of layers, and whole grids brought onto another one."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.lib.format import open_memmap
from numpy.typing import NDArray
from scipy.ndimage import affine_transform

from medview.core.errors import ReadError
from medview.core.geometry import Float, Geometry
from medview.core.text import tr
from medview.io.atomic import writing_errors
from medview.io.sources import Checkpoint

LARGEST_VOXELS = 1 << 31
"""A layer may have so many voxels: more than any series that opens."""

LARGEST_IN_MEMORY = 1 << 29
"""A grid of an object's own, which is resampled, may have so many voxels."""

SAME_VOXEL = 0.05
"""Two grids share their voxels when those lie within this part of a voxel on one another."""


def new_layer(path: Path, shape: tuple[int, ...], kind: Any) -> NDArray[Any]:
    """A file full of zeros to write into; planes never written take no room on the disk.

    Raises:
        ReadError: It would be larger than anything that can be shown.
        WriteError: The disk is full.
    """
    if np.prod(shape, dtype=np.float64) > LARGEST_VOXELS or min(shape) < 1:
        raise ReadError(
            tr("A layer of {shape} voxels cannot be shown.").format(shape=" × ".join(map(str, shape))),
            tr("The file may be damaged; copy it again."),
        )
    with writing_errors(path):
        return np.asarray(open_memmap(path, mode="w+", dtype=kind, shape=shape)).view()


def check_in_memory(shape: tuple[int, ...]) -> None:
    """Make sure that a grid which is resampled fits into memory.

    Raises:
        ReadError: It is too large.
    """
    if np.prod(shape, dtype=np.float64) > LARGEST_IN_MEMORY:
        raise ReadError(
            tr("Its own grid of {shape} voxels is too large to be resampled.").format(
                shape=" × ".join(map(str, shape))
            ),
            tr("It may be damaged; export it again on the grid of its images."),
        )


def between(source: Geometry, target: Geometry) -> tuple[Float, Float]:
    """(3, 3) matrix and (3,) offset taking voxel indices of ``target`` to those of ``source``."""
    inverse = np.linalg.inv(source.affine)
    both = inverse @ target.affine
    return both[:3, :3], both[:3, 3]


def shares_voxels(source: Geometry, target: Geometry) -> bool:
    """Whether each voxel of ``source`` is one of the (continued) grid ``target``, whatever the order of the axes."""
    matrix, _ = between(source, target)
    corners = target.to_index(source.corners_lps())
    whole = np.abs(corners - np.rint(corners)).max() < SAME_VOXEL
    return bool(whole and np.abs(np.abs(matrix).sum(axis=0) - 1).max() < 1e-3 and np.abs(matrix).max() > 1 - 1e-3)


def resample(
    array: NDArray[Any],
    source: Geometry,
    into: NDArray[Any],
    target: Geometry,
    *,
    order: Literal[0, 1],
    outside: float,
    checkpoint: Checkpoint,
) -> None:
    """Bring values from one grid onto another, slab by slab.

    Args:
        array: (k, j, i) on ``source``.
        source: Its grid.
        into: (k, j, i) on ``target``, written.
        target: The other grid.
        order: 0 for the nearest voxel, 1 for trilinear.
        outside: The value where ``source`` does not reach.
        checkpoint: Progress and cancel.
    """
    padded: NDArray[Any] = array
    matrix, offset = between(source, target)
    if order == 0:  # a voxel reaches half its side beyond its centre; scipy ends at the centres
        padded, offset = np.pad(array, 1, constant_values=outside), offset + 1
    slabs = max(1, min(into.shape[0], into.size >> 22))
    for rows in np.array_split(np.arange(into.shape[0]), slabs):
        checkpoint(float(rows[0]) / into.shape[0], tr("Resampling"))
        into[rows[0] : rows[-1] + 1] = affine_transform(
            padded,
            matrix,
            offset + matrix[:, 0] * rows[0],
            (len(rows), *into.shape[1:]),
            order=order,
            mode="constant",
            cval=outside,
        )
