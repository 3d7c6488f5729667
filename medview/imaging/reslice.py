"""Slices of a grid as a radiologist looks at them.

A volume is always cut along its own axes, so that every pixel shown is a voxel: no interpolation. Each axis belongs to
the patient plane it is nearest to; on an oblique grid the secondary orientation letters tell of the tilt.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from medview.core.geometry import Float, Geometry, direction_letters

Array = NDArray[Any]


@dataclass(frozen=True)
class Plane:
    """A patient plane in radiological display: the patient's right is on the screen's left.

    Args:
        name: For people.
        right_lps: Unit LPS direction to the right of the picture; along one patient axis.
        down_lps: Unit LPS direction to its bottom; along another.
        colour: The colour the plane has everywhere in the program, sRGB 0..255.
    """

    name: str
    right_lps: tuple[float, float, float]
    down_lps: tuple[float, float, float]
    colour: tuple[int, int, int]

    @property
    def along_columns(self) -> int:
        """The LPS axis the columns are counted along."""
        return int(np.argmax(np.abs(self.right_lps)))

    @property
    def along_rows(self) -> int:
        """The LPS axis the rows are counted along."""
        return int(np.argmax(np.abs(self.down_lps)))

    @property
    def across(self) -> int:
        """The LPS axis the slices are counted along."""
        return 3 - self.along_columns - self.along_rows


AXIAL = Plane("Axial", (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (224, 82, 82))
CORONAL = Plane("Coronal", (1.0, 0.0, 0.0), (0.0, 0.0, -1.0), (92, 184, 92))
SAGITTAL = Plane("Sagittal", (0.0, 1.0, 0.0), (0.0, 0.0, -1.0), (230, 200, 70))
PLANES = (AXIAL, CORONAL, SAGITTAL)
"""In the order a reader expects them."""

OBLIQUE_DEG = 5.7
"""An axis farther than this from its patient axis makes the picture oblique: where ``direction_letters`` adds a
secondary letter (a component above 0.1)."""


def nearest_axes(geometry: Geometry) -> tuple[int, int, int]:
    """The voxel axis (0 = k, 1 = j, 2 = i) nearest to each LPS axis; every voxel axis is used once."""
    cosines = np.abs(geometry.directions)
    best = max(permutations(range(3)), key=lambda axes: float(sum(cosines[n, axis] for n, axis in enumerate(axes))))
    return (best[0], best[1], best[2])


@dataclass(frozen=True, eq=False)
class PlaneFrame:
    """How the slices of one plane lie in a grid and on the screen.

    Args:
        plane: The patient plane.
        geometry: The grid.
        axes: Voxel axes (slice, row, column) of the picture.
        flips: Whether (row, column) run against their voxel axis.
    """

    plane: Plane
    geometry: Geometry
    axes: tuple[int, int, int]
    flips: tuple[bool, bool]

    @classmethod
    def of(cls, geometry: Geometry, plane: Plane) -> PlaneFrame:
        """The frame of ``plane`` in a grid."""
        nearest = nearest_axes(geometry)
        axes = (nearest[plane.across], nearest[plane.along_rows], nearest[plane.along_columns])
        flips = (
            bool(geometry.directions[:, axes[1]] @ plane.down_lps < 0),
            bool(geometry.directions[:, axes[2]] @ plane.right_lps < 0),
        )
        return cls(plane, geometry, axes, flips)

    @property
    def count(self) -> int:
        """Number of slices."""
        return self.geometry.shape[self.axes[0]]

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns) of a slice."""
        return self.geometry.shape[self.axes[1]], self.geometry.shape[self.axes[2]]

    @cached_property
    def spacing_mm(self) -> tuple[float, float]:
        """(row, column) distance between neighbouring pixels, mm."""
        spacing = self.geometry.spacing_mm
        return float(spacing[self.axes[1]]), float(spacing[self.axes[2]])

    @property
    def step_mm(self) -> float:
        """Distance between neighbouring slices along their axis, mm."""
        return float(self.geometry.spacing_mm[self.axes[0]])

    @cached_property
    def down_lps(self) -> Float:
        """(3,) unit LPS direction of growing display rows."""
        return np.asarray(self.geometry.directions[:, self.axes[1]] * (-1.0 if self.flips[0] else 1.0))

    @cached_property
    def right_lps(self) -> Float:
        """(3,) unit LPS direction of growing display columns."""
        return np.asarray(self.geometry.directions[:, self.axes[2]] * (-1.0 if self.flips[1] else 1.0))

    @cached_property
    def oblique_deg(self) -> float:
        """Angle between the picture's axes and the patient's, the largest, in degrees."""
        cosines = np.abs(self.geometry.directions)[list(range(3)), list(nearest_axes(self.geometry))]
        return float(np.degrees(np.arccos(np.clip(cosines.min(), 0.0, 1.0))))

    @cached_property
    def edge_letters(self) -> tuple[str, str, str, str]:
        """Orientation letters at the (left, right, top, bottom) edge."""
        right, down = self.right_lps, self.down_lps
        return direction_letters(-right), direction_letters(right), direction_letters(-down), direction_letters(down)

    def slice_of(self, array: Array, number: int, labels: bool = False) -> Array:
        """Slice ``number`` of a (k, j, i) array as (rows, columns) on display: a view, not a copy.

        Args:
            array: Voxels or label map on the frame's grid.
            number: Index of the slice; clamped to the grid.
            labels: Its values are labels; of no matter here, as nothing is interpolated (``ObliqueFrame``).
        """
        picture = array.transpose(self.axes)[self.clamped(number)]
        rows, columns = (slice(None, None, -1 if flip else 1) for flip in self.flips)
        cut: Array = picture[rows, columns]
        return cut

    def field_of(self, array: Array, number: int) -> Array:
        """Slice ``number`` of a field on the frame's grid, such as dose or uncertainty: a view, not a copy.

        Args:
            array: (k, j, i) values.
            number: Index of the slice; clamped to the grid.
        """
        return self.slice_of(array, number)

    def clamped(self, number: float) -> int:
        """The nearest slice there is."""
        return round(min(max(number, 0), self.count - 1))

    def position(self, point_lps: ArrayLike) -> tuple[float, float, float]:
        """Fractional (slice, row, column) of an LPS point on display; 0 is the centre of the first pixel."""
        index = self.geometry.to_index(point_lps)
        slice_, row, column = (float(index[axis]) for axis in self.axes)
        rows, columns = self.shape
        return (
            slice_,
            rows - 1 - row if self.flips[0] else row,
            columns - 1 - column if self.flips[1] else column,
        )

    def point(self, slice_: float, row: float, column: float) -> tuple[float, float, float]:
        """LPS millimetres of a (slice, row, column) on display."""
        rows, columns = self.shape
        index = np.empty(3)
        index[list(self.axes)] = (
            slice_,
            rows - 1 - row if self.flips[0] else row,
            columns - 1 - column if self.flips[1] else column,
        )
        x, y, z = (float(value) for value in self.geometry.to_lps(index))
        return (x, y, z)

    def offset_mm(self, number: int) -> float:
        """Where the middle of a slice lies along its patient axis (towards L, P or S), mm."""
        rows, columns = self.shape
        return self.point(number, (rows - 1) / 2.0, (columns - 1) / 2.0)[self.plane.across]
