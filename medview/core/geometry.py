"""Where voxels are: index (k, j, i) = (slice, row, column) to LPS millimetres, and back.

LPS is DICOM's patient coordinate system: x grows to the patient's Left, y to the Posterior, z to the
Superior (PS3.3 C.7.6.2.1.1).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from medview.core.errors import MedViewError

Float = NDArray[np.float64]

SAME_PLACE_MM = 1e-3
"""Two grids are one when no corner differs by more than this (a tenth of the finest scanner's step)."""

FARTHEST_MM = 1e7
"""No patient and no scanner is that large; beyond it products of a damaged header overflow."""

_LETTERS = (("R", "L"), ("A", "P"), ("F", "H"))


@dataclass(frozen=True, eq=False)
class Geometry:
    """A regular voxel grid in patient space.

    Args:
        shape: Number of (slices, rows, columns).
        affine: (4, 4) float64 matrix taking homogeneous (k, j, i, 1) to LPS millimetres; voxel centres.

    Raises:
        MedViewError: The matrix is singular, not finite or beyond all measure, or the shape has an empty side.
    """

    shape: tuple[int, int, int]
    affine: Float

    def __post_init__(self) -> None:
        affine = np.array(self.affine, dtype=np.float64)
        if affine.shape != (4, 4) or not (np.abs(affine) < FARTHEST_MM).all():  # which NaN is not either
            raise MedViewError(
                f"A voxel grid needs a finite 4×4 matrix; this one is {affine.tolist()}.",
                "Check the orientation and spacing fields of the file.",
            )
        if min(self.shape) < 1 or abs(np.linalg.det(affine[:3, :3])) < 1e-12:
            raise MedViewError(
                f"A voxel grid of {self.shape} voxels with matrix {affine.tolist()} has no volume.",
                "Check the orientation and spacing fields of the file.",
            )
        affine.setflags(write=False)
        object.__setattr__(self, "affine", affine)
        object.__setattr__(self, "shape", tuple(int(n) for n in self.shape))

    @cached_property
    def spacing_mm(self) -> Float:
        """(3,) distance in mm between neighbours along (k, j, i)."""
        return _fixed(np.linalg.norm(self.affine[:3, :3], axis=0))

    @cached_property
    def directions(self) -> Float:
        """(3, 3) columns: unit LPS vectors along growing k, j and i."""
        return _fixed(self.affine[:3, :3] / self.spacing_mm)

    @property
    def origin_lps(self) -> Float:
        """(3,) LPS centre of voxel (0, 0, 0), mm."""
        return np.array(self.affine[:3, 3])

    @property
    def voxel_ml(self) -> float:
        """Volume of one voxel in millilitres."""
        return float(abs(np.linalg.det(self.affine[:3, :3])) / 1000.0)

    @property
    def centre_lps(self) -> Float:
        """(3,) LPS centre of the grid, mm."""
        return self.to_lps((np.array(self.shape) - 1) / 2.0)

    def to_lps(self, index_kji: ArrayLike) -> Float:
        """Take (..., 3) voxel indices (k, j, i) to LPS millimetres."""
        index = np.asarray(index_kji, dtype=np.float64)
        return np.asarray(index @ self.affine[:3, :3].T + self.affine[:3, 3])

    def to_index(self, point_lps: ArrayLike) -> Float:
        """Take (..., 3) LPS millimetres to fractional voxel indices (k, j, i)."""
        return np.asarray((np.asarray(point_lps, dtype=np.float64) - self.affine[:3, 3]) @ self._to_voxels)

    @cached_property
    def _to_voxels(self) -> Float:
        """(3, 3) by which rows of LPS ways become rows of voxel steps."""
        return np.asarray(np.linalg.inv(self.affine[:3, :3]).T)

    def contains(self, point_lps: ArrayLike) -> bool:
        """Whether an LPS point lies within the grid, half a voxel around the outer centres included."""
        index = self.to_index(point_lps)
        return bool(np.all(index >= -0.5) and np.all(index <= np.array(self.shape) - 0.5))

    def corners_lps(self) -> Float:
        """(8, 3) LPS centres of the corner voxels, mm."""
        ends = [(0, n - 1) for n in self.shape]
        return self.to_lps([(k, j, i) for k in ends[0] for j in ends[1] for i in ends[2]])

    def same_grid(self, other: Geometry, tolerance_mm: float = SAME_PLACE_MM) -> bool:
        """Whether both have the same shape and every corner within ``tolerance_mm``."""
        if self.shape != other.shape:
            return False
        return bool(np.abs(self.corners_lps() - other.corners_lps()).max() <= tolerance_mm)

    def cropped(self, start_kji: ArrayLike, shape: tuple[int, int, int]) -> Geometry:
        """The grid of ``array[k:k+K, j:j+J, i:i+I]``; the start may be negative (padding)."""
        affine = self.affine.copy()
        affine[:3, 3] = self.to_lps(start_kji)
        return Geometry(shape, affine)

    def orientation(self) -> str:
        """Three letters naming the direction of growing (k, j, i), such as ``"HPL"`` for an axial series."""
        return "".join(direction_letters(self.directions[:, axis])[0] for axis in range(3))

    def to_json(self) -> dict[str, Any]:
        """The JSON form: shape and the row-major affine."""
        return {"shape": list(self.shape), "affine": self.affine.tolist()}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Geometry:
        """Read what ``to_json`` wrote."""
        k, j, i = data["shape"]
        return cls((k, j, i), np.array(data["affine"], dtype=np.float64))

    @classmethod
    def from_axes(
        cls, shape: tuple[int, int, int], spacing_mm: ArrayLike, directions: ArrayLike, origin_lps: ArrayLike
    ) -> Geometry:
        """Build from spacing (3,), unit directions (3, 3; columns k, j, i) and the first voxel's LPS centre."""
        affine = np.eye(4)
        affine[:3, :3] = np.asarray(directions, dtype=np.float64) * np.asarray(spacing_mm, dtype=np.float64)
        affine[:3, 3] = origin_lps
        return cls(shape, affine)


def _fixed(values: Float) -> Float:
    values.setflags(write=False)
    return values


def direction_letters(vector_lps: ArrayLike, secondary_above: float = 0.1) -> str:
    """Letters naming where a vector points: main letter first, lesser parts after it (``"LA"``).

    Args:
        vector_lps: (3,) direction in LPS.
        secondary_above: Components smaller than this part of the length are left out
            (PS3.3 C.7.6.1.1.1 gives no figure; 0.1 is about 6 degrees).
    """
    vector = np.asarray(vector_lps, dtype=np.float64)
    vector = vector / np.linalg.norm(vector)
    order = [int(a) for a in np.argsort(-np.abs(vector), kind="stable") if abs(vector[a]) >= secondary_above]
    return "".join(_LETTERS[axis][int(vector[axis] > 0)] for axis in order)
