"""Maps of what a network reads, back on the picture or grid it was read from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.lib.format import open_memmap
from numpy.typing import NDArray

from medview.core.geometry import Geometry
from medview.engine.frame import from_model
from medview.engine.pictures import Placed
from medview.engine.prepare import Frame

Float = NDArray[np.float32]


def into_network(mask: NDArray[np.bool_], placed: Placed, size: tuple[int, int]) -> NDArray[np.bool_]:
    """A mask of a picture as one of what the network reads: each of its pixels takes the nearest of the picture.

    Args:
        mask: (rows, columns) of the picture.
        placed: Where the picture lies in what the network reads.
        size: (rows, columns) of what the network reads.
    """
    found = np.zeros(size, bool)
    (column, row), (across, down) = placed.first, placed.scale
    rows, high = _nearest(size[0], placed.before[1], down, placed.rows)
    columns, wide = _nearest(size[1], placed.before[0], across, placed.columns)
    found[np.ix_(rows, columns)] = mask[np.ix_(high + row, wide + column)]
    return found


def _nearest(length: int, before: int, scale: float, limit: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which of a line of the network's pixels lie in the picture, and which pixel of the picture that is."""
    own = np.floor((np.arange(length) + 0.5 - before) / scale).astype(np.int64)
    inside = np.flatnonzero((own >= 0) & (own < limit))
    return inside, own[inside]


def frame_geometry(frame: Frame) -> Geometry:
    """A frame as a grid in patient space: its (x, y, z) indices are the grid's."""
    turn, start = np.zeros((3, 3)), np.zeros(3)
    for axis, (source, flip) in enumerate(zip(frame.axes, frame.flipped, strict=True)):
        read, step = frame.read[axis], frame.steps[axis]
        middle = (read - 1) / 2.0 - (frame.shape[axis] - 1) / 2.0 * step
        first = middle if frame.first is None else frame.first[axis]
        turn[source, axis] = -step if flip else step
        start[source] = frame.box[source].start + (read - 1 - first if flip else first)
    chain = np.eye(4)
    chain[:3, :3], chain[:3, 3] = turn, start
    return Geometry(frame.shape, frame.source.affine @ chain)


def inside_of(mask: NDArray[np.generic], labels: Sequence[int], source: Geometry, grid: Geometry) -> NDArray[np.bool_]:
    """Where a grid's voxels lie in a labelled region: each takes the nearest voxel of the map.

    Args:
        mask: (k, j, i) label map on the source grid; may be a memory map.
        labels: Values that make up the region.
        source: The map's grid.
        grid: Another one.
    """
    found = np.zeros(grid.shape, bool)
    y, z = np.indices(grid.shape[1:])
    limit = np.array(source.shape)
    for x in range(grid.shape[0]):
        index = np.rint(source.to_index(grid.to_lps(np.stack((np.full(y.shape, x), y, z), -1)))).astype(np.int64)
        within = ((index >= 0) & (index < limit)).all(-1)
        k, j, i = index[within].T
        found[x][within] = np.isin(mask[k, j, i], labels)
    return found


def onto_grid(values: Float, grid: Geometry, source: Geometry, path: Path, step: Callable[[float], None]) -> None:
    """Write a map of a model grid as one of the source grid, slab by slab.

    Args:
        values: (x, y, z) of the model grid.
        grid: The model grid.
        source: The source grid.
        path: A .npy file, float16 and of the source grid's shape; 0 outside the model grid.
        step: Called with the done part; may raise to stop.
    """
    written = open_memmap(path, mode="w+", dtype=np.float16, shape=source.shape)
    for slab in from_model(np.zeros((1, *values.shape), np.float32), values, grid, source):
        step(slab.place[0].start / source.shape[0])
        written[slab.place] = slab.uncertainty
    written.flush()
