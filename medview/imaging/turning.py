"""Planes that are turned about a point, and the lines in which they cross each other."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from medview.core.geometry import Float
from medview.imaging.oblique import Axes

PARALLEL = 1e-3
"""Sine of the angle under which two planes no longer cross in a line anyone could place."""
SAME = 1e-6
"""Directions that differ by less are one."""


def normal_of(axes: Axes) -> Float:
    """(3,) unit LPS direction out of a picture with these (right, down) axes, away from the reader."""
    return np.asarray(np.cross(axes[0], axes[1]))


def turned_about(axes: Axes, about: ArrayLike, radians: float) -> Axes:
    """The (right, down) axes of a plane after a turn.

    Args:
        axes: Before.
        about: (3,) unit LPS direction it is turned about, by the right-hand rule.
        radians: How far.
    """
    axis, (right, down) = np.asarray(about, dtype=np.float64), axes
    return _turned(np.array(right), axis, radians), _turned(np.array(down), axis, radians)


@lru_cache(maxsize=256)
def crossing(axes: Axes, other: Axes) -> Float | None:
    """(3,) unit LPS direction of the line in which two planes cross; None where they are parallel."""
    line = np.cross(normal_of(axes), normal_of(other))
    length = float(np.linalg.norm(line))
    return np.asarray(line / length) if length > PARALLEL else None


def angle_in(axes: Axes, direction: ArrayLike) -> float:
    """Radians from a picture's right to a direction, growing towards its down."""
    vector = np.asarray(direction, dtype=np.float64)
    return float(np.arctan2(vector @ np.array(axes[1]), vector @ np.array(axes[0])))


def same_axes(one: Axes, other: Axes) -> bool:
    """Whether two pictures look the same way."""
    return bool(np.abs(np.array(one) - np.array(other)).max() < SAME)


def _turned(vector: Float, axis: Float, radians: float) -> tuple[float, float, float]:
    """Rodrigues' formula."""
    cos, sin = np.cos(radians), np.sin(radians)
    x, y, z = (
        float(value) for value in vector * cos + np.cross(axis, vector) * sin + axis * (axis @ vector) * (1.0 - cos)
    )
    return (x, y, z)
