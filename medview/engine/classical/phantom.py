"""A body of which every volume is known: two lungs with destroyed parts, a trachea, a spine, gas, and a table."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from medview.core.geometry import Float, Geometry
from medview.core.volume import Quantity, Volume

AIR, FAT, TISSUE, LUNG, DESTROYED, BONE = -1000.0, -90.0, 40.0, -850.0, -980.0, 700.0
"""Hounsfield units of what the phantom is made of."""

BODY_MM, LUNG_MM = (150.0, 100.0), (45.0, 60.0, 75.0)
"""Half axes of the body (left-right, front-back) and of a lung (left-right, front-back, up-down)."""

LUNG_X_MM = 70.0
HOLE_MM, SPINE_MM, TRACHEA_MM, GAS_MM = 20.0, 14.0, 9.0, 30.0
"""Radii of the destroyed part of each lung, the spine, the trachea and a bubble of gas in the bowel."""

HEIGHT_MM = 220.0


@dataclass(frozen=True)
class Known:
    """Volumes by which the phantom is made, mL.

    Args:
        lung: Of each lung, its destroyed part included.
        destroyed: Of the destroyed part of each lung.
        spine: Of the bone.
        body: Of all inside the skin.
    """

    lung: float = math.prod(LUNG_MM) * 4.0 / 3.0 * math.pi / 1000.0
    destroyed: float = HOLE_MM**3 * 4.0 / 3.0 * math.pi / 1000.0
    spine: float = SPINE_MM**2 * math.pi * HEIGHT_MM / 1000.0
    body: float = math.prod(BODY_MM) * math.pi * HEIGHT_MM / 1000.0


KNOWN = Known()


def phantom(spacing_mm: tuple[float, float, float] = (3.0, 2.0, 2.0), axes: Float | None = None) -> Volume:
    """The phantom on a grid.

    Args:
        spacing_mm: Between slices, rows and columns.
        axes: (3, 3) columns: LPS directions of growing k, j, i; None: an axial series from the feet to the head.
    """
    directions = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 0.0], [1.0, 0.0, 0.0]]) if axes is None else axes
    extent = np.abs(directions.T) @ np.array([340.0, 260.0, HEIGHT_MM])
    k, j, i = (max(1, round(float(n))) for n in extent / spacing_mm)
    start = -directions @ ((np.array([k, j, i]) - 1) * np.array(spacing_mm) / 2.0)
    geometry = Geometry.from_axes((k, j, i), spacing_mm, directions, start)
    values = np.empty(geometry.shape, np.int16)
    rows, columns = np.indices(geometry.shape[1:])
    for number in range(k):
        places = geometry.to_lps(np.stack((np.full(rows.shape, number), rows, columns), -1))
        values[number] = _values(*np.moveaxis(places, -1, 0))
    return Volume(geometry, values, Quantity.HU)


def _values(x: Float, y: Float, z: Float) -> NDArray[np.float64]:
    """Hounsfield units at LPS millimetres; what comes later lies over what came before."""
    found = np.full(x.shape, AIR)
    found[(np.abs(y - 118.0) <= 3.0) & (np.abs(x) < 160.0)] = -100.0  # the table
    found[_ellipse(x, y, 0.0, *BODY_MM)] = FAT
    found[_ellipse(x, y, 0.0, BODY_MM[0] - 15.0, BODY_MM[1] - 15.0)] = TISSUE
    found[np.hypot(x, y - 60.0) <= SPINE_MM] = BONE
    for side in (-LUNG_X_MM, LUNG_X_MM):
        a, b, c = LUNG_MM
        found[((x - side) / a) ** 2 + (y / b) ** 2 + (z / c) ** 2 <= 1.0] = LUNG
        found[(x - side) ** 2 + y**2 + (z - 30.0) ** 2 <= HOLE_MM**2] = DESTROYED
    found[(np.hypot(x, y) <= TRACHEA_MM) & (z > 40.0)] = AIR
    found[x**2 + (y + 20.0) ** 2 + (z + 75.0) ** 2 <= GAS_MM**2] = AIR
    return found


def _ellipse(x: Float, y: Float, middle: float, a: float, b: float) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = ((x - middle) / a) ** 2 + (y / b) ** 2 <= 1.0
    return found
