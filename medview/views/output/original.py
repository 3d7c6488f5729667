"""The original image at its own resolution: one pixel of the picture for each of the image."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from medview.core.volume import Quantity
from medview.imaging.windowing import grey
from medview.views.pictures.image_view import ImageView
from medview.views.pictures.slice_view import SliceView
from medview.views.viewport.labelled import Label, labelled, rgb

_TOP = 65535


@dataclass(frozen=True, eq=False)
class Deep:
    """Values of 16 bits with the strip that labels them.

    Args:
        values: (rows, columns) uint16.
        seen: The same, as a screen shows it.
    """

    values: NDArray[np.uint16]
    seen: QImage


def windowed(view: SliceView | ImageView) -> QImage | None:
    """The image as it is windowed, labelled; None while there is none."""
    values = view.pixels()
    if values is None:
        return None
    if values.ndim == 3:
        shown: NDArray[np.uint8] = np.ascontiguousarray(values)
    elif isinstance(view, ImageView):
        shown = grey(np.ascontiguousarray(values), view.voi(), view.shown_inverted(), view.frame.padding)
    else:
        shown = grey(np.ascontiguousarray(values), view.shown_window(), view.shown_inverted())
    return labelled(_image(shown), Label())


def deep(view: SliceView | ImageView, quantity: Quantity) -> Deep | None:
    """The image's values, least to greatest over 16 bits, with a strip that tells which they were; None for colours."""
    values = view.pixels()
    if values is None or values.ndim == 3:
        return None
    finite = np.asarray(values, np.float64)
    known = np.isfinite(finite)
    low, high = (float(finite[known].min()), float(finite[known].max())) if known.any() else (0.0, 1.0)
    span = (high - low) or 1.0
    scaled = np.where(known, (finite - low) / span * _TOP, 0.0).round().astype(np.uint16)
    unit = "" if quantity is Quantity.ARBITRARY else f" {quantity.value}"
    told = QCoreApplication.translate("original", "Black is {low}{unit}, white (65535) is {high}{unit}.")
    label = Label(note=told.format(low=f"{low:.6g}", high=f"{high:.6g}", unit=unit))
    seen = labelled(_image((scaled >> 8).astype(np.uint8)), label)
    strip = rgb(seen)[scaled.shape[0] :, :, 1].astype(np.uint16) * 257
    beside = np.zeros((scaled.shape[0], strip.shape[1] - scaled.shape[1]), np.uint16)
    return Deep(np.vstack((np.hstack((scaled, beside)), strip)), seen)


def _image(shown: NDArray[np.uint8]) -> QImage:
    shown = np.ascontiguousarray(shown)
    rows, columns = shown.shape[:2]
    kind = QImage.Format.Format_RGB888 if shown.ndim == 3 else QImage.Format.Format_Grayscale8
    return QImage(shown.data, columns, rows, shown.strides[0], kind).copy()
