"""The middle slice of a series, the right way round: what a thumbnail shows, without loading the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.errors import ReadError
from medview.core.geometry import Float, Geometry
from medview.core.images import Lut
from medview.core.study import Kind, Series, instances_at
from medview.core.text import tr
from medview.core.volume import Window
from medview.io import formats
from medview.io.dicom_slices import Reader, rescaled
from medview.io.images import read_picture
from medview.io.slide import overview

_SCREEN = {
    0: ((0.0, 1.0, 0.0), (0.0, 0.0, -1.0)),
    1: ((1.0, 0.0, 0.0), (0.0, 0.0, -1.0)),
    2: ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)),
}
"""LPS axis nearest to the plane's normal -> LPS directions of screen right and screen down (radiological display)."""


@dataclass(frozen=True, eq=False)
class Middle:
    """A slice or picture as it is to be shown.

    Args:
        array: (rows, columns) values, or (rows, columns, 3) sRGB; screen down and right.
        spacing_mm: (between rows, between columns); only their ratio matters where a picture has no spacing.
        window: The file's own VOI LUT or window, or None.
        inverted: Low values are meant to be white.
        padding: (least, greatest) value that marks no image, or None.
    """

    array: NDArray[Any]
    spacing_mm: tuple[float, float]
    window: Window | Lut | None
    inverted: bool
    padding: tuple[float, float] | None = None


def middle(series: Series) -> Middle:
    """Read the middle slice or picture of a series.

    Raises:
        ReadError: It cannot be decoded, or the series has no pictures of its own.
    """
    if series.source_format != "dicom":
        window = next(iter(series.windows), None)
        return _upright(Middle(formats.middle(series), (1.0, 1.0), window, False), series)
    made = _MIDDLES.get(series.kind)
    if made is None or not series.instances:
        raise ReadError(tr("It has no picture of its own."), tr("Open it to see what it holds."))
    return made(series)


def _slice(series: Series) -> Middle:
    """Of a volume: one slice, wherever its samples are."""
    if series.pixels is None or series.geometry is None:
        return _picture(series)
    slices, pixels = instances_at(series), series.pixels
    instance = slices[len(slices) // 2]
    values = rescaled(Reader(pixels)(instance).copy(), pixels, instance, np.dtype(np.float32))
    window = next(iter(series.windows), None)
    return _upright(Middle(values, (1.0, 1.0), window, pixels.inverted), series)


def _upright(shown: Middle, series: Series) -> Middle:
    if series.geometry is None or shown.array.ndim != 2:
        return shown
    array, spacing = upright(shown.array, series.geometry)
    return replace(shown, array=array, spacing_mm=spacing)


def _picture(series: Series) -> Middle:
    """The middle of a cine or stack, as the file wants it shown."""
    array, frame = read_picture(series.instances[len(series.instances) // 2])
    choices: tuple[Window | Lut, ...] = (*frame.luts, *frame.windows)
    window = next(iter(choices), None)
    return Middle(array, (frame.spacing.rows, frame.spacing.columns), window, frame.inverted, frame.padding)


def _slide(series: Series) -> Middle:
    return Middle(overview(series), (1.0, 1.0), None, False)


_MIDDLES: dict[Kind, Callable[[Series], Middle]] = {
    Kind.VOLUME: _slice,
    Kind.IMAGES: _picture,
    Kind.SLIDE: _slide,
}
"""Kinds whose objects are pictures; of the others an icon is shown."""


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
