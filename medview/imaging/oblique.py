"""Slices of a grid at any angle: what ``reslice`` is for the grid's own planes, with interpolated pixels.

The pixels are square, as small as the finest voxel side, and lie on the voxels where the plane runs along the grid.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import ArrayLike, NDArray

from medview.core.errors import MedViewError
from medview.core.geometry import Float, Geometry, direction_letters
from medview.core.text import tr
from medview.core.volume import Quantity, Volume
from medview.imaging.resample import Sampling, resampled
from medview.imaging.reslice import Plane, PlaneFrame

Array = NDArray[Any]
Axes = tuple[tuple[float, float, float], tuple[float, float, float]]
"""Unit LPS directions (right, down) of a picture."""

MOST_PIXELS = 2048
"""A picture has no more rows or columns; its pixels grow instead."""
RIGHT_ANGLE = 1e-3
"""Cosine that two axes of a picture may make at most: they are then made perpendicular."""
AIR_HU = -1024.0
_OUTSIDE = {Quantity.HU: AIR_HU, Quantity.SUV: 0.0}
"""What lies outside a volume whose scale is known."""
_LOOKED_AT = 24
"""Places along each axis at which other volumes are sampled for their least value."""
_least: WeakKeyDictionary[Volume, float] = WeakKeyDictionary()
_TOUCHING = 1e-6
"""Part of a pixel that rounding may cost before another pixel is needed."""


@dataclass(frozen=True, eq=False)
class ObliqueFrame:
    """How the slices of any plane lie in a grid and on the screen.

    Args:
        plane: The patient plane it stands for: its name and colour.
        geometry: The grid.
        axes_lps: Unit directions (right, down) of the picture, perpendicular.
        through_lps: A point that lies in the middle of one of the slices; None for a corner of the grid.
        fill: What pixels outside the grid get.
    """

    plane: Plane
    geometry: Geometry
    axes_lps: Axes
    through_lps: tuple[float, float, float] | None = None
    fill: float = 0.0

    def __post_init__(self) -> None:
        right, down = (np.array(axis, dtype=np.float64) for axis in self.axes_lps)
        lengths = np.linalg.norm(right), np.linalg.norm(down)
        if not all(np.isfinite(length) and length > 0.0 for length in lengths) or (
            abs(right @ down) > RIGHT_ANGLE * lengths[0] * lengths[1]
        ):
            raise MedViewError(
                tr("A plane needs two perpendicular directions; these are {axes}.").format(axes=self.axes_lps),
                tr("Reset the planes."),
            )
        right /= lengths[0]
        down -= right * (right @ down)
        down /= np.linalg.norm(down)
        object.__setattr__(self, "axes_lps", (_three(right), _three(down)))

    @property
    def axes(self) -> tuple[int, int, int]:
        """The picture's own (slice, row, column): its places are counted along them."""
        return (0, 1, 2)

    @property
    def flips(self) -> tuple[bool, bool]:
        """Neither rows nor columns run against them."""
        return (False, False)

    @cached_property
    def right_lps(self) -> Float:
        """(3,) unit LPS direction of growing display columns."""
        return np.array(self.axes_lps[0])

    @cached_property
    def down_lps(self) -> Float:
        """(3,) unit LPS direction of growing display rows."""
        return np.array(self.axes_lps[1])

    @cached_property
    def normal_lps(self) -> Float:
        """(3,) unit LPS direction of growing slice numbers: that of the grid's own slices in this plane, as far as
        the two agree.
        """
        own = PlaneFrame.of(self.geometry, self.plane)
        normal = np.cross(self.right_lps, self.down_lps)
        return np.asarray(normal if normal @ self.geometry.directions[:, own.axes[0]] >= 0.0 else -normal)

    @cached_property
    def step_mm(self) -> float:
        """Distance between neighbouring slices, mm: that of the voxels along the normal."""
        return _voxel_mm(self.geometry, self.normal_lps)

    @cached_property
    def _pixel_mm(self) -> float:
        finest = float(self.geometry.spacing_mm.min())
        longest = max(_reach_mm(self.geometry, axis) for axis in (self.right_lps, self.down_lps))
        return max(finest, longest / (MOST_PIXELS - 2))

    @property
    def spacing_mm(self) -> tuple[float, float]:
        """(row, column) distance between neighbouring pixels, mm; both the same."""
        return self._pixel_mm, self._pixel_mm

    @cached_property
    def _lattice(self) -> tuple[tuple[float, int], tuple[float, int], tuple[float, int]]:
        """For (slice, row, column): where the first lies along its direction, mm, and how many there are."""
        slices = _lattice(self.geometry, self.normal_lps, self.step_mm, self.through_lps)
        rows, columns = (_lattice(self.geometry, axis, self._pixel_mm) for axis in (self.down_lps, self.right_lps))
        return slices, rows, columns

    @property
    def count(self) -> int:
        """Number of slices."""
        return self._lattice[0][1]

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns) of a slice."""
        return self._lattice[1][1], self._lattice[2][1]

    @property
    def oblique_deg(self) -> float:
        """Angle between the plane's normal and the patient axis of the plane it stands for, degrees."""
        cosine = abs(float(self.normal_lps[self.plane.across]))
        return float(np.degrees(np.arccos(np.clip(cosine, 0.0, 1.0))))

    @property
    def edge_letters(self) -> tuple[str, str, str, str]:
        """Orientation letters at the (left, right, top, bottom) edge."""
        right, down = self.right_lps, self.down_lps
        return direction_letters(-right), direction_letters(right), direction_letters(-down), direction_letters(down)

    def sampling(self, number: float, geometry: Geometry | None = None, place: Float | None = None) -> Sampling:
        """Where the pixels of a slice lie among voxels.

        Args:
            number: The slice; fractions lie between two.
            geometry: Another grid than the frame's own.
            place: (4, 4) taking LPS mm of this frame's patient space to that of the other grid.
        """
        return plane_sampling(self, number, geometry or self.geometry, place)

    def slice_of(self, array: Array, number: int, labels: bool = False) -> Array:
        """Slice ``number`` of a (k, j, i) array as (rows, columns) on display.

        Args:
            array: Voxels or label map on the frame's grid.
            number: Index of the slice; clamped to those there are.
            labels: Its values are labels: the nearest is taken, 0 outside.
        """
        where = self.sampling(self.clamped(number))
        return resampled(array, where, nearest=labels, fill=0.0 if labels else self.fill)

    def field_of(self, array: Array, number: int) -> Array:
        """Slice ``number`` of a field on the frame's grid, such as dose or uncertainty: floats, NaN outside.

        Args:
            array: (k, j, i) values.
            number: Index of the slice; clamped to those there are.
        """
        return resampled(array, self.sampling(self.clamped(number)), fill=np.nan, as_float=True)

    def quick_slice_of(self, array: Array, number: int) -> Array:
        """As ``slice_of``, of values, with every second pixel each way: a quarter of the work, in the same shape."""
        whole = self.sampling(self.clamped(number))
        rows, columns = whole.shape
        origin = whole.origin + (whole.per_row + whole.per_column) / 2.0
        where = Sampling(origin, whole.per_row * 2.0, whole.per_column * 2.0, (-(-rows // 2), -(-columns // 2)))
        values = resampled(array, where, fill=self.fill)
        return values.repeat(2, axis=0)[:rows].repeat(2, axis=1)[:, :columns]

    def inside(self, number: int) -> NDArray[np.bool_]:
        """(rows, columns): which pixels of a slice lie in the grid."""
        return self.sampling(self.clamped(number)).inside(self.geometry.shape)

    def clamped(self, number: float) -> int:
        """The nearest slice there is."""
        return round(min(max(number, 0), self.count - 1))

    def position(self, point_lps: ArrayLike) -> tuple[float, float, float]:
        """Fractional (slice, row, column) of an LPS point on display; 0 is the centre of the first pixel."""
        slice_, row, column = self.positions(np.asarray(point_lps, dtype=np.float64)[np.newaxis])[0]
        return float(slice_), float(row), float(column)

    def positions(self, points_lps: Float) -> Float:
        """(n, 3) fractional (slice, row, column) of (n, 3) LPS points."""
        directions = np.column_stack((self.normal_lps, self.down_lps, self.right_lps))
        firsts = np.array([first for first, _ in self._lattice])
        return np.asarray((points_lps @ directions - firsts) / (self.step_mm, self._pixel_mm, self._pixel_mm))

    def point(self, slice_: float, row: float, column: float) -> tuple[float, float, float]:
        """LPS millimetres of a (slice, row, column) on display."""
        (depth, _), (down, _), (right, _) = self._lattice
        return _three(
            (depth + slice_ * self.step_mm) * self.normal_lps
            + (down + row * self._pixel_mm) * self.down_lps
            + (right + column * self._pixel_mm) * self.right_lps
        )

    def offset_mm(self, number: int) -> float:
        """Where the middle of a slice lies along the patient axis of its plane (towards L, P or S), mm."""
        rows, columns = self.shape
        return self.point(number, (rows - 1) / 2.0, (columns - 1) / 2.0)[self.plane.across]


Frame = PlaneFrame | ObliqueFrame
"""What cuts a grid into pictures."""


def frame_of(
    volume: Volume, plane: Plane, axes: Axes | None, through_lps: tuple[float, float, float] | None = None
) -> Frame:
    """The frame a viewport shows: the grid's own plane, or an oblique one.

    Args:
        volume: What is cut.
        plane: The patient plane the viewport stands for.
        axes: Directions of an oblique plane; None for the grid's own.
        through_lps: A point an oblique slice lies on.
    """
    if axes is None:
        return PlaneFrame.of(volume.geometry, plane)
    return ObliqueFrame(plane, volume.geometry, axes, through_lps, outside_of(volume))


def outside_of(volume: Volume) -> float:
    """What is drawn where a volume has no voxels: air in CT, nothing in PET, else about the least value there is."""
    if volume.quantity is not Quantity.ARBITRARY:
        return _OUTSIDE[volume.quantity]
    if volume not in _least:
        steps = tuple(slice(None, None, max(1, n // _LOOKED_AT)) for n in volume.array.shape)
        sample = np.asarray(volume.array[steps], dtype=np.float64)
        finite = sample[np.isfinite(sample)]
        _least[volume] = float(finite.min()) if finite.size else 0.0
    return _least[volume]


@lru_cache(maxsize=32)
def own_axes(geometry: Geometry, plane: Plane) -> Axes:
    """The directions (right, down) of the grid's own pictures in a plane, made perpendicular."""
    own = PlaneFrame.of(geometry, plane)
    right = own.right_lps / np.linalg.norm(own.right_lps)
    down = own.down_lps - right * (right @ own.down_lps)
    return _three(right), _three(down / np.linalg.norm(down))


def plane_sampling(frame: Frame, number: float, geometry: Geometry, place: Float | None = None) -> Sampling:
    """Where the pixels of a frame's slice lie among the voxels of a grid.

    Args:
        frame: The frame.
        number: The slice; fractions lie between two.
        geometry: The grid.
        place: (4, 4) taking LPS mm of the frame's patient space to that of the grid; None where they are one.
    """
    points = np.array([frame.point(number, 0, 0), frame.point(number, 1, 0), frame.point(number, 0, 1)])
    if place is not None:
        points = points @ place[:3, :3].T + place[:3, 3]
    origin, below, beside = geometry.to_index(points)
    return Sampling(origin, below - origin, beside - origin, frame.shape)


def tilted(geometry: Geometry) -> bool:
    """Whether the grid's own axes are not perpendicular, so that none of its planes can be turned exactly."""
    cosines = geometry.directions.T @ geometry.directions - np.eye(3)
    return bool(np.abs(cosines).max() > RIGHT_ANGLE)


def _voxel_mm(geometry: Geometry, direction: Float) -> float:
    """Millimetres along a unit direction in which the voxel index moves by one."""
    return float(1.0 / np.linalg.norm(np.linalg.solve(geometry.affine[:3, :3], direction)))


def _reach_mm(geometry: Geometry, direction: Float) -> float:
    """How far the grid reaches along a unit direction, half a voxel around the outer centres included, mm."""
    return float(np.abs(direction @ geometry.affine[:3, :3]) @ np.array(geometry.shape))


def _lattice(
    geometry: Geometry, direction: Float, step_mm: float, through_lps: tuple[float, float, float] | None = None
) -> tuple[float, int]:
    """Places along a direction that cover the whole grid: where the first lies (mm from the origin), how many.

    They lie on the outermost voxel centres, or on a wanted point.
    """
    middle, half = float(direction @ geometry.centre_lps), _reach_mm(geometry, direction) / 2.0
    centres = geometry.corners_lps() @ direction
    anchor = float(centres.min() if through_lps is None else direction @ np.array(through_lps))
    before = np.ceil((anchor - (middle - half)) / step_mm - 0.5 - _TOUCHING)
    after = np.ceil((middle + half - anchor) / step_mm - 0.5 - _TOUCHING)
    return anchor - before * step_mm, max(int(before + after) + 1, 1)


def _three(vector: ArrayLike) -> tuple[float, float, float]:
    x, y, z = (float(value) for value in np.asarray(vector))
    return (x, y, z)
