"""Where MONAI's ``Spacing`` lets a resampled grid begin.

Both grids begin with the same voxel where that voxel is the least along every axis of the new grid, by MONAI's own
measure; else the grids are laid over each other by their middles, voxel ``n / 2`` upon voxel ``m / 2``. The rounding
of an oblique image's header decides between the two, so it is followed in float64, step by step
(``monai.data.utils.zoom_affine`` and ``compute_shape_offset``).
"""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]

SAME_PLACE = 1e-8
"""How far beyond the first voxel another corner may lie, in voxels of the new grid."""


def first_voxel(columns: Float, read: NDArray[np.int_], shape: NDArray[np.int_], steps: Float) -> Float:
    """Where a resampled grid's first voxel lies among the voxels read, along each axis.

    Args:
        columns: (3, 3) the steps between voxels read, in mm, one column for each axis.
        read: Voxels read along each axis.
        shape: Voxels of the resampled grid.
        steps: Voxels read between two of the resampled grid.
    """
    sides = np.sqrt((columns**2).sum(axis=0))
    square = np.linalg.cholesky(columns.T @ columns).T
    turn = columns @ np.linalg.inv(square)
    wanted = turn @ np.diag(np.sign(np.diag(square)) * sides * steps)
    ends = np.array(list(product(*((0.0, n - 1.0) for n in read)))).T
    corners = np.linalg.solve(wanted, columns) @ ends
    for number in range(ends.shape[1]):
        least = (corners - corners[:, number : number + 1]).min(axis=1)
        if np.allclose(least, 0.0, rtol=0.0, atol=SAME_PLACE):
            return np.asarray(ends[:, number])
    return np.asarray(read / 2.0 - shape / 2.0 * steps)
