"""Snapping to edges: the pixel near a place where values change most."""

from __future__ import annotations

import numpy as np

from medview.core.flat import Flat, flat_of
from medview.core.measurement import Measurement, OnImage, OnPlane, Point, Shape
from medview.imaging.grids import Grid, Pixels, scale_of
from medview.imaging.regions import lattice_of

REACH = 4
"""How many pixels around the place are looked at."""


def snapped(place: Point, on: OnPlane | OnImage, grid: Grid, reach: int = REACH) -> Point:
    """The centre of the pixel with the steepest change of values within ``reach`` pixels; the nearest of several.

    The change is measured by central differences per unit of length, in the pixels regions are measured in. Colours
    have none; nor have pixels at the picture's border, or beside values that are no finite number. Where nothing
    changes the place stays.

    Args:
        place: LPS mm, or (column, row).
        on: The plane through the place, or the picture.
        grid: What it lies on.
        reach: Pixels, each way.
    """
    if isinstance(grid, Pixels) and (grid.values is None or grid.values.ndim != 2):
        return place
    one = Measurement("", "", Shape.RECTANGLE, (place, place), on)
    spacing = scale_of(one, grid).spacing
    flat: Flat = flat_of(one, spacing)
    lattice = lattice_of(one, grid, flat, spacing)
    here = flat.flat(place)
    around = lattice.indices(here)
    middle = np.floor(around + 0.5).astype(int)
    low = np.maximum(middle - reach - 1, lattice.low)
    high = np.minimum(middle + reach + 2, lattice.high)
    if (high - low < 3).any():
        return place
    values = lattice.read((int(low[0]), int(low[1])), (int(high[0]), int(high[1]))).astype(np.float64)
    down = (values[2:, 1:-1] - values[:-2, 1:-1]) / (2.0 * np.linalg.norm(lattice.row))
    right = (values[1:-1, 2:] - values[1:-1, :-2]) / (2.0 * np.linalg.norm(lattice.column))
    steep = np.nan_to_num(np.hypot(down, right), nan=0.0, posinf=0.0, neginf=0.0)
    if not steep.max() > 0.0:
        return place
    rows, columns = np.nonzero(steep >= steep.max() * (1.0 - 1e-9))
    found = np.stack((rows + low[0] + 1, columns + low[1] + 1), axis=-1)
    centres = lattice.first + found[:, :1] * lattice.row + found[:, 1:] * lattice.column
    nearest = centres[np.argmin(((centres - here) ** 2).sum(axis=1))]
    return flat.place(float(nearest[0]), float(nearest[1]))
