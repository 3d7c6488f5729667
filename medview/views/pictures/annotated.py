"""What the files of a volume draw on its slices themselves: overlay planes and tables, on slices as they were taken."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from medview.core.annotation import Annotation, Lut
from medview.core.study import Series
from medview.core.volume import StoredVolume, Window
from medview.imaging.oblique import Frame
from medview.imaging.windowing import as_window
from medview.views.pictures.image_picture import plane_image
from medview.views.pictures.presenting import as_taken, taken_as


def _tr(text: str) -> str:
    return QCoreApplication.translate("annotated", text)


def carried_by(
    series: Series | None, stored: StoredVolume | None, frame: Frame | None, number: int
) -> Annotation | None:
    """What the files carry for a slice; None where it is none as it was taken, or they draw nothing."""
    if stored is None or not stored.slices:
        return None
    found = taken_as(series, stored, frame, number)
    return stored.slices[found] if found is not None and found < len(stored.slices) else None


def table_of(stored: StoredVolume | None, own: Annotation | None, window: Window) -> Lut | None:
    """The table a slice is to be shown by, unless the reader chose another window."""
    if stored is None or own is None or not own.luts or window not in _meant(stored):
        return None
    same = (lut for lut in own.luts if as_window(lut) == window)
    return next(same, own.luts[0])


def overlay_image(own: Annotation, frame: Frame) -> QImage | None:
    """A slice's overlay planes, clear where nothing is set; None where there are none."""
    if not own.overlays:
        return None
    bits = np.zeros(frame.geometry.shape[1:], np.bool_)
    for plane in own.overlays:
        (row, column), (rows, columns) = plane.origin, plane.shape
        bits[row : row + rows, column : column + columns] |= plane.bits
    stacked: NDArray[np.bool_] = np.broadcast_to(bits, frame.geometry.shape)
    return plane_image(frame.slice_of(stacked, 0))


def told(stored: StoredVolume | None, own: Annotation | None, frame: Frame | None, planes: bool) -> tuple[str, ...]:
    """What of it is not seen, and why.

    Args:
        stored: The volume.
        own: What the files carry for the slice.
        frame: Its plane.
        planes: Whether overlay planes are drawn.
    """
    if stored is None or not stored.slices:
        return ()
    if as_taken(frame):
        return (_tr("Overlay planes hidden"),) if own is not None and own.overlays and not planes else ()
    overlays, tables = carried(stored)
    lines = (
        (overlays, _tr("Overlay planes: only on slices as taken")),
        (tables, _tr("Stored table: only on slices as taken")),
    )
    return tuple(line for there, line in lines if there)


def carried(stored: StoredVolume) -> tuple[bool, bool]:
    """Whether any slice has overlay planes, and whether any has a table."""
    return any(one.overlays for one in stored.slices), any(one.luts for one in stored.slices)


_windows: WeakKeyDictionary[StoredVolume, frozenset[Window]] = WeakKeyDictionary()


def _meant(stored: StoredVolume) -> frozenset[Window]:
    """The windows that stand for tables of the files."""
    if stored not in _windows:
        _windows[stored] = frozenset(as_window(lut) for one in stored.slices for lut in one.luts)
    return _windows[stored]
