"""A coarse copy of a volume, on which shapes are looked for, and the way back to every voxel.

What is connected with what is decided on blocks of about ``BLOCK_MM``; where a border lies is decided voxel by voxel,
in a band around the coarse border. So memory grows with the coarse copy, never with the volume.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from medview.core.geometry import Geometry

Float = NDArray[np.float32]
Bool = NDArray[np.bool_]
Step = Callable[[float], None]

BLOCK_MM = 2.0
"""Side of a block: fine enough for bronchi and the wall of a chest, coarse enough to be quick."""

FEWEST = 8
"""A side of a volume with fewer voxels is not made coarser."""


@dataclass(frozen=True, eq=False)
class Coarse:
    """The coarse copy.

    Args:
        values: (k, j, i) mean of each block.
        above: (k, j, i) part of each block's voxels above the limit asked for.
        block: Voxels of a block along k, j, i.
        geometry: The volume's own grid.
        axial: Axis of the grid that lies nearest to the patient's length.
        headward: Whether it grows towards the head.
    """

    values: Float
    above: Float
    block: tuple[int, int, int]
    geometry: Geometry
    axial: int
    headward: bool

    @property
    def sides_mm(self) -> NDArray[np.float64]:
        """(3,) sides of a block."""
        return np.asarray(self.geometry.spacing_mm * np.array(self.block))

    @property
    def block_ml(self) -> float:
        """Volume of a whole block."""
        return float(self.geometry.voxel_ml * np.prod(self.block))

    def ball(self, radius_mm: float) -> Bool:
        """A ball as a neighbourhood of blocks; never less than the block's neighbours."""
        reach = np.maximum(1, np.round(radius_mm / self.sides_mm)).astype(int)
        axes = [np.arange(-n, n + 1) * side for n, side in zip(reach, self.sides_mm, strict=True)]
        k, j, i = np.meshgrid(*axes, indexing="ij", sparse=True)
        found: Bool = k**2 + j**2 + i**2 <= max(radius_mm, float(self.sides_mm.max())) ** 2 * 1.001
        return found

    def slices(self) -> range:
        """Numbers of axial slices of blocks, from the head to the feet."""
        count = self.values.shape[self.axial]
        return range(count - 1, -1, -1) if self.headward else range(count)

    def x_lps(self) -> NDArray[np.float64]:
        """(k, j, i) LPS x of the middle of every block, mm: greater towards the patient's left."""
        row = self.geometry.affine[0]
        along = [(np.arange(n) + 0.5) * b - 0.5 for n, b in zip(self.values.shape, self.block, strict=True)]
        k, j, i = np.ix_(*along)
        return np.asarray(row[0] * k + row[1] * j + row[2] * i + row[3])

    def leftward(self, mask: Bool) -> float:
        """LPS x of a mask's centre of mass, mm: greater towards the patient's left."""
        middle = (np.array(np.nonzero(mask)).mean(axis=1) + 0.5) * np.array(self.block) - 0.5
        return float(self.geometry.to_lps(middle)[0])


def coarse(array: NDArray[Any], geometry: Geometry, limit: float, step: Step) -> Coarse:
    """Make the coarse copy, slab by slab.

    Args:
        array: (k, j, i) values; may be a memory map.
        geometry: Their grid.
        limit: What ``Coarse.above`` counts voxels above.
        step: Called before every slab with the done part; may raise to stop.
    """
    block = _block(geometry)
    shape = tuple(-(-n // b) for n, b in zip(array.shape, block, strict=True))
    values, above = np.empty(shape, np.float32), np.empty(shape, np.float32)
    rows, columns = (np.arange(0, n, b) for n, b in zip(array.shape[1:], block[1:], strict=True))
    weights = np.outer(_lengths(array.shape[1], block[1]), _lengths(array.shape[2], block[2]))
    for number in range(shape[0]):
        step(number / shape[0])
        slab = np.nan_to_num(np.asarray(array[number * block[0] : (number + 1) * block[0]], np.float32))
        count = len(slab) * weights
        for target, planes in ((values, slab.sum(0)), (above, (slab > limit).sum(0, dtype=np.float32))):
            sums = np.add.reduceat(np.add.reduceat(planes, rows, axis=0), columns, axis=1)
            target[number] = sums / count
    axes = linear_sum_assignment(-np.abs(np.eye(3) @ geometry.directions))[1]
    axial = int(axes[2])
    return Coarse(values, above, block, geometry, axial, bool(geometry.directions[2, axial] > 0))


COARSEST = 1.25
"""A block is at most this many times ``BLOCK_MM`` long, unless a voxel is."""


def _block(geometry: Geometry) -> tuple[int, int, int]:
    """As many voxels as are nearest to a block's side, or one more where that is still fine enough: blocks cost."""
    near = np.maximum(1, np.round(BLOCK_MM / geometry.spacing_mm)).astype(int)
    more = (near + 1) * geometry.spacing_mm <= COARSEST * BLOCK_MM
    wanted = np.where(more, near + 1, near)
    k, j, i = (int(n) if length >= FEWEST * n else 1 for n, length in zip(wanted, geometry.shape, strict=True))
    return k, j, i


def _lengths(length: int, block: int) -> Float:
    """Voxels in each block along one side; the last one may be short."""
    return np.diff(np.append(np.arange(0, length, block), length)).astype(np.float32)


@dataclass(frozen=True, eq=False)
class Fine:
    """One slice of voxels with what the coarse copy says of it.

    Args:
        number: The slice, along k.
        values: (rows, columns) of the volume.
        sure: (rows, columns) labels of blocks well inside a label; 0 elsewhere.
        near: (rows, columns) labels of blocks within a label or beside it.
    """

    number: int
    values: Float
    sure: NDArray[np.uint8]
    near: NDArray[np.uint8]


def fine_slices(
    array: NDArray[Any], made: Coarse, sure: NDArray[np.uint8], near: NDArray[np.uint8], step: Step
) -> Iterator[Fine]:
    """Every slice of the volume, with the labels of its blocks.

    Args:
        array: (k, j, i) values.
        made: Their coarse copy.
        sure: Labels of blocks that are wholly inside.
        near: Labels of these, and of blocks in which a border may lie.
        step: Called before every slice with the done part; may raise to stop.
    """
    _, down, across = made.block
    rows, columns = array.shape[1:]
    for number in range(len(array)):
        step(number / len(array))
        of = number // made.block[0]
        spread = [np.repeat(np.repeat(part[of], down, 0), across, 1)[:rows, :columns] for part in (sure, near)]
        yield Fine(number, np.nan_to_num(np.asarray(array[number], np.float32)), *spread)
