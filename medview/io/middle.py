"""The middle slice of a series, the right way round: what a thumbnail shows, without loading the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.errors import ReadError
from medview.core.geometry import Float, Geometry
from medview.core.study import Series
from medview.core.volume import Window
from medview.io import formats
from medview.io.dicom_header import Header
from medview.io.dicom_index import windows
from medview.io.dicom_slices import single_image

_SCREEN = {
    0: ((0.0, 1.0, 0.0), (0.0, 0.0, -1.0)),
    1: ((1.0, 0.0, 0.0), (0.0, 0.0, -1.0)),
    2: ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)),
}
"""LPS axis nearest to the plane's normal -> LPS directions of screen right and screen down (radiological display)."""


@dataclass(frozen=True, eq=False)
class Middle:
    """A slice as it is to be shown.

    Args:
        array: (rows, columns) values, or (rows, columns, 3) sRGB; screen down and right.
        spacing_mm: (between rows, between columns).
        window: The file's own window, or None.
        inverted: Low values are meant to be white (MONOCHROME1).
    """

    array: NDArray[Any]
    spacing_mm: tuple[float, float]
    window: Window | None
    inverted: bool


def middle(series: Series) -> Middle:
    """Read the middle slice.

    Raises:
        ReadError: It cannot be decoded.
    """
    instance = series.instances[len(series.instances) // 2]
    if series.source_format != "dicom":
        array, spacing, window, inverted = formats.middle(series), (1.0, 1.0), next(iter(series.windows), None), False
    else:
        array, header = single_image(instance)
        spacing, window = _spacing(header), next(iter(windows(header)), None)
        inverted = header.text("PhotometricInterpretation") == "MONOCHROME1"
    if series.geometry is not None:
        array, spacing = upright(array, series.geometry)
    return Middle(array, spacing, window, inverted)


def _spacing(header: Header) -> tuple[float, float]:
    try:
        stated = header.floats("PixelSpacing")
    except ReadError:
        return 1.0, 1.0
    return (stated[0], stated[1]) if len(stated) == 2 and min(stated) > 0 else (1.0, 1.0)


def upright(array: NDArray[Any], geometry: Geometry) -> tuple[NDArray[Any], tuple[float, float]]:
    """Turn a stored (j, i) slice so that right, down and the patient agree as a radiologist expects."""
    directions, spacing = geometry.directions, geometry.spacing_mm
    normal = np.cross(directions[:, 2], directions[:, 1])
    right, down = (np.array(one) for one in _SCREEN[int(np.argmax(np.abs(normal)))])
    rows, columns = (directions[:, 1], spacing[1]), (directions[:, 2], spacing[2])
    if abs(_along(rows[0], right)) > abs(_along(columns[0], right)):
        array, rows, columns = array.T, columns, rows
    array = array if _along(rows[0], down) > 0 else array[::-1]
    array = array if _along(columns[0], right) > 0 else array[:, ::-1]
    return array, (float(rows[1]), float(columns[1]))


def _along(direction: Float, axis: Float) -> float:
    return float(direction @ axis)
