"""How presentation states want slices of a volume shown: on the plane they were taken in, each slice its own way."""

from __future__ import annotations

from math import prod

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QTransform

from medview.core.overlay import PresentationLayer, Presented
from medview.core.study import Series
from medview.core.volume import StoredVolume, Window
from medview.imaging.oblique import Frame
from medview.imaging.reslice import PlaneFrame
from medview.imaging.windowing import Voi
from medview.views.pictures.laid import presented
from medview.views.viewport.looking import turn_of


class Presenting:
    """What one viewport asks of the presentation state that is applied."""

    def __init__(self) -> None:
        self._layer: PresentationLayer | None = None
        self._first: Window | None = None
        self._found: tuple[tuple[object, ...], Presented | None] = ((), None)

    def take(self, layer: PresentationLayer | None, window: Window) -> None:
        """Another presentation state is applied, or none; the window in force until then is none the reader chose."""
        if layer is not self._layer:
            self._layer, self._first, self._found = layer, window, ((), None)

    def of(
        self, series: Series | None, stored: StoredVolume | None, frame: Frame | None, number: int
    ) -> Presented | None:
        """How a slice is to be shown; None where nothing is said of it, or it is no slice as it was taken."""
        key = (series, stored, frame, number)
        if self._found[0] != key:
            self._found = key, self._looked_up(series, stored, frame, number)
        return self._found[1]

    def voi(self, how: Presented | None, window: Window) -> Voi | None:
        """The window or table a slice is to be shown by, unless the reader chose another window meanwhile."""
        if how is None or self._layer is None:
            return None
        meant = {self._first, *(one.window for one in self._layer.presented)}
        return how.lut or how.window if window in meant else None

    def _looked_up(
        self, series: Series | None, stored: StoredVolume | None, frame: Frame | None, number: int
    ) -> Presented | None:
        found = taken_as(series, stored, frame, number) if self._layer is not None else None
        if self._layer is None or series is None or found is None:
            return None
        image = series.instances[found]
        return presented(self._layer, image.sop_instance_uid, image.number)


def taken_as(series: Series | None, stored: StoredVolume | None, frame: Frame | None, number: int) -> int | None:
    """Which image of a series a slice of its volume is; None where it is none as it was taken."""
    if series is None or stored is None or not as_taken(frame):
        return None
    slices, lengths = stored.geometry.shape[0], tuple(len(one.values) for one in series.dimensions)
    if len(series.instances) != slices * prod(lengths) or len(stored.at) != len(lengths):
        return None
    position = int(np.ravel_multi_index(stored.at, lengths)) if lengths else 0
    return position * slices + number


def as_taken(frame: Frame | None) -> bool:
    """Whether a plane is that of the images."""
    return isinstance(frame, PlaneFrame) and frame.axes[0] == 0


def turned(how: Presented, frame: Frame) -> QTransform:
    """How the plane stands when a slice is turned and mirrored as wanted, which is meant of the picture as stored."""
    return _to_stored(frame) * turn_of(how.rotation, how.flipped)


def area(how: Presented, frame: Frame) -> QRectF | None:
    """The part of the plane that is wanted, mm; None for all of it."""
    if how.area is None:
        return None
    left, top, right, bottom = how.area
    stored = QRectF(left - 0.5, top - 0.5, right - left + 1.0, bottom - top + 1.0)
    shown = _from_stored_pixels(frame).mapRect(stored)
    height, width = frame.spacing_mm
    return QRectF(shown.x() * width, shown.y() * height, shown.width() * width, shown.height() * height)


def _to_stored(frame: Frame) -> QTransform:
    """From directions of the plane to those of the stored picture."""
    down, right = (-1.0 if flip else 1.0 for flip in frame.flips)
    if frame.axes[1] == 1:
        return QTransform(right, 0.0, 0.0, down, 0.0, 0.0)
    return QTransform(0.0, right, down, 0.0, 0.0, 0.0)


def _from_stored_pixels(frame: Frame) -> QTransform:
    """From (column, row) of the stored picture to those on display; both count from the centre of the first pixel."""
    back = _to_stored(frame).inverted()[0]
    rows, columns = frame.shape
    shift = QTransform.fromTranslate(columns - 1.0 if frame.flips[1] else 0.0, rows - 1.0 if frame.flips[0] else 0.0)
    return back * shift
