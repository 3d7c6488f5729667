"""The label every picture that leaves the program bears: that it is no medical device, and what else must be known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter

from medview.core.text import tr
from medview.views.viewport import decorations

_STRIP = QColor(16, 16, 16)
_QUIET = QColor(190, 190, 190)
_MARGIN = 8.0
_TEXT = 12
"""Height of the label's letters, pixels of the screen."""
_LEAST_WIDTH = 260
"""The label needs so much room, pixels of the screen; beside a smaller picture it stays black."""


@dataclass(frozen=True, eq=False)
class Label:
    """What every picture says of itself.

    Args:
        unreviewed: What an AI found is drawn on it, and nobody has decided on all of it.
        note: What else must be known of it, such as what its greys mean.
    """

    unreviewed: bool = False
    note: str = ""


def labelled(image: QImage, label: Label, scale: int = 1) -> QImage:
    """A picture above a strip that says that this is no medical device, and what else must be known.

    Args:
        image: The picture.
        label: What is to be said.
        scale: How many of its pixels stand for one of the screen.
    """
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(1.0)
    font = decorations.text_font(0)
    font.setPixelSize(_TEXT * scale)
    width = max(image.width(), _LEAST_WIDTH * scale)
    metrics, room = QFontMetricsF(font), width - 2 * _MARGIN * scale
    said = [
        (not_a_device(), _QUIET),
        (label.note, _QUIET),
        (_unreviewed() if label.unreviewed else "", decorations.AMBER),
    ]
    lines = [(line, colour) for text, colour in said if text for line in decorations.wrapped(text, metrics, room)]
    sheet = QImage(width, image.height() + _strip_height(len(lines), scale), QImage.Format.Format_RGB32)
    sheet.fill(_STRIP)
    painter = QPainter(sheet)
    painter.fillRect(0, 0, width, image.height(), QColor(0, 0, 0))
    painter.drawImage(0, 0, image)
    painter.setFont(font)
    for number, (line, colour) in enumerate(lines):
        painter.setPen(colour)
        top = image.height() + (_MARGIN / 2 + number * _TEXT * 1.5) * scale
        box = QRectF(_MARGIN * scale, top, room, _TEXT * 1.5 * scale)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, line)
    painter.end()
    return sheet


def not_a_device() -> str:
    """The label every picture and page carries."""
    return tr("Not a medical device. For research and education.")


def rgb(image: QImage) -> NDArray[np.uint8]:
    """(rows, columns, 3) sRGB of a picture."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    width, height = image.width(), image.height()
    lines: NDArray[Any] = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
    return np.ascontiguousarray(lines[:, : width * 4].reshape(height, width, 4)[:, :, 2::-1])


def _unreviewed() -> str:
    return tr("UNREVIEWED: AI output that no person has checked")


def _strip_height(lines: int, scale: int) -> int:
    return round((lines * _TEXT * 1.5 + _MARGIN) * scale)
