"""Drawings flattened: places of a plane or picture as (right, down) with one unit both ways, and back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from medview.core.geometry import Float
from medview.core.images import PixelSpacing, SpacingMeaning
from medview.core.measurement import Measurement, OnImage, OnPlane, Point

UNMEASURED = PixelSpacing()


@dataclass(frozen=True, eq=False)
class Flat:
    """A plane with one unit both ways: mm, or widths of a pixel where no spacing is known.

    Args:
        origin: The place at (0, 0).
        right: What one unit to the right is in places.
        down: What one unit down is in places.
    """

    origin: Float
    right: Float
    down: Float

    def flat(self, places: ArrayLike) -> Float:
        """Take (..., 3) LPS mm or (..., 2) (column, row) to (..., 2) (right, down); depth is dropped."""
        way = np.asarray(places, dtype=np.float64) - self.origin
        parts = (way @ axis / (axis @ axis) for axis in (self.right, self.down))
        return np.stack(tuple(parts), axis=-1)

    def places(self, flat: ArrayLike) -> Float:
        """The inverse of ``flat``, on the plane."""
        at = np.asarray(flat, dtype=np.float64)
        return np.asarray(self.origin + at[..., :1] * self.right + at[..., 1:] * self.down)

    def place(self, right: float, down: float) -> Point:
        """One place."""
        return tuple(self.places((right, down)).tolist())

    def onto(self, place: Point) -> Point:
        """The place of the plane nearest to another one."""
        return tuple(self.places(self.flat(place)).tolist())


def flat_on(on: OnPlane | OnImage, origin: Point, spacing: PixelSpacing = UNMEASURED) -> Flat:
    """Flatten what is drawn on a plane or picture.

    Args:
        on: The plane, or the picture.
        origin: A place of the plane; not needed for pictures.
        spacing: The picture's; not needed for planes.
    """
    if isinstance(on, OnPlane):
        right = np.asarray(on.right_lps, dtype=np.float64)
        right = right / np.linalg.norm(right)
        down = np.asarray(on.down_lps, dtype=np.float64)
        down = down - (down @ right) * right  # of a sheared grid they need not be perpendicular
        return Flat(np.asarray(origin, dtype=np.float64), right, down / np.linalg.norm(down))
    column, row = unit_of(spacing)
    return Flat(np.zeros(2), np.array((1.0 / column, 0.0)), np.array((0.0, 1.0 / row)))


def flat_of(measurement: Measurement, spacing: PixelSpacing = UNMEASURED) -> Flat:
    """Flatten one drawing; its first point is the origin on a plane."""
    return flat_on(measurement.on, measurement.points[0], spacing)


def unit_of(spacing: PixelSpacing) -> tuple[float, float]:
    """(column, row) size of a pixel: mm, or widths of a pixel where only the aspect ratio is known."""
    if spacing.rows <= 0 or spacing.columns <= 0:
        return 1.0, 1.0
    if spacing.meaning is SpacingMeaning.NONE:
        return 1.0, spacing.rows / spacing.columns
    return spacing.columns, spacing.rows
