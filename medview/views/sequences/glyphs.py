"""Letters drawn once and then only copied: singly onto rows, or as a whole picture of rows and columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QImage, QPainter, QPixmap

from medview.views.sequences.places import READABLE
from medview.views.sequences.schemes import Paints
from medview.views.viewport.colouring import colour_image, opaque_image

_NARROW = 0.92
"""Part of its cell a letter takes at most."""
_TALL = 0.86
_FIRST, _LAST = 33, 126
"""ASCII codes that are written."""


def letter_font(width: float, height: float) -> QFont:
    """The largest even-spaced font whose letters fit a cell."""
    font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    font.setPixelSize(max(1, round(height * _TALL)))
    wide = QFontMetricsF(font).horizontalAdvance("W")
    if wide > width * _NARROW:
        font.setPixelSize(max(1, int(font.pixelSize() * width * _NARROW / wide)))
    return font


@lru_cache(maxsize=1024)
def glyph(letter: int, ink: int, width: int, height: int, ratio: float) -> QPixmap:
    """One letter in the middle of a clear cell.

    Args:
        letter: ASCII.
        ink: 0xffRRGGBB.
        width: Of the cell, widget pixels.
        height: Likewise.
        ratio: Pixels of the screen for each of the widget.
    """
    pixmap = QPixmap(round(width * ratio), round(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setFont(letter_font(width, height))
    painter.setPen(QColor.fromRgb(ink))
    painter.drawText(QRectF(0, 0, width, height), Qt.AlignmentFlag.AlignCenter, chr(letter))
    painter.end()
    return pixmap


def draw_letters(
    painter: QPainter,
    codes: NDArray[np.uint8],
    inks: NDArray[np.uint32],
    lefts: NDArray[np.float64],
    cell: QRectF,
) -> None:
    """Write letters onto a row; nothing where there is no room for them.

    Args:
        painter: Paints in widget pixels.
        codes: (n,) ASCII.
        inks: (n,) 0xffRRGGBB.
        lefts: (n,) where their cells begin.
        cell: Top and height of the row, and width of a cell.
    """
    width, height, top = int(cell.width()), int(cell.height()), cell.top()
    if cell.width() < READABLE or height < READABLE:
        return
    ratio, spare = painter.device().devicePixelRatio(), (cell.width() - width) / 2.0
    for code, ink, left in zip(codes.tolist(), inks.tolist(), (lefts + spare).tolist(), strict=True):
        if _FIRST <= code <= _LAST:
            painter.drawPixmap(QPointF(round(left), top), glyph(code, ink, width, height, ratio))


def draw_row(painter: QPainter, colours: NDArray[np.uint32], area: QRectF) -> None:
    """Fill a row with a colour for each of its pixels.

    Args:
        painter: Paints in widget pixels.
        colours: (n,) premultiplied 0xAARRGGBB.
        area: The row; n pixels wide.
    """
    line = np.ascontiguousarray(colours, np.uint32)[None]
    image = QImage(line.data, line.shape[1], 1, line.shape[1] * 4, QImage.Format.Format_ARGB32_Premultiplied)
    painter.drawImage(area, image, QRectF(0, 0, line.shape[1], 1))


def draw_columns(
    painter: QPainter, tops: NDArray[np.float64], bottoms: NDArray[np.float64], colour: QColor, area: QRectF
) -> None:
    """Fill each pixel column of an area from one height to another, with soft ends.

    Qt takes 20 ms to draw a line through 1500 restless points as a path; the same as an image takes less than one.

    Args:
        painter: Paints in widget pixels.
        tops: (n,) widget pixels; NaN leaves a column empty.
        bottoms: (n,) likewise, below the tops.
        colour: Of the columns.
        area: Where; n pixels wide.
    """
    height = int(area.height())
    if not len(tops) or height < 1:
        return
    known = np.isfinite(tops)
    upper = np.where(known, tops - area.top(), height + 1.0).astype(np.float32)
    lower = np.where(known, bottoms - area.top(), 0.0).astype(np.float32)
    first, last = max(int(upper.min()), 0), min(int(lower.max()) + 1, height)  # lines are flat: few rows are touched
    if last <= first:
        return
    row = np.arange(first, last, dtype=np.float32)[:, None]
    covered = np.minimum(row + 1.0, lower) - np.maximum(row, upper)
    levels = (np.clip(covered, 0.0, 1.0) * 255.0).astype(np.uint8)
    pixels = _shades(colour.rgba())[levels]
    painter.drawImage(QPointF(area.left(), area.top() + first), colour_image(pixels))


@lru_cache(maxsize=16)
def _shades(colour: int) -> NDArray[np.uint32]:
    """(256,) a colour 0xAARRGGBB, covered from not at all to wholly; premultiplied."""
    alpha = np.arange(256) * (colour >> 24 & 255) / 255.0
    red, green, blue = ((alpha * (colour >> bits & 255) / 255.0).astype(np.uint32) for bits in (16, 8, 0))
    return np.asarray(alpha.astype(np.uint32) << 24 | red << 16 | green << 8 | blue, np.uint32)


class Atlas:
    """All letters on their colours, as an array that a picture of many rows is put together from.

    Args:
        levels: Colours of letters; several where the ground tells something else, such as a probability.
        width: Of a cell, pixels of the screen.
        height: Likewise.
    """

    def __init__(self, levels: Sequence[Paints], width: int, height: int) -> None:
        self.width, self.height = width, height
        fills = np.stack([paints.fills for paints in levels])
        self._cells = np.repeat(fills, width * height).reshape(len(levels), 256, height, width)
        if width >= READABLE and height >= READABLE:
            for number, paints in enumerate(levels):
                for code in range(_FIRST, _LAST + 1):
                    self._cells[number, code] = _written(code, paints, width, height)

    def picture(self, codes: NDArray[np.uint8], levels: NDArray[np.uint8] | None = None) -> QImage:
        """Rows of letters.

        Args:
            codes: (rows, columns) ASCII.
            levels: (rows, columns) which of the colours each lies on; the first where there are none.
        """
        rows, columns = codes.shape
        cells = self._cells[0][codes] if levels is None else self._cells[levels, codes]
        return opaque_image(cells.transpose(0, 2, 1, 3).reshape(rows * self.height, columns * self.width))


def _written(code: int, paints: Paints, width: int, height: int) -> NDArray[np.uint32]:
    """(height, width) a letter on its colour."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(int(paints.fills[code]))
    painter = QPainter(image)
    painter.setFont(letter_font(width, height))
    painter.setPen(QColor.fromRgb(int(paints.inks[code])))
    painter.drawText(QRectF(0, 0, width, height), Qt.AlignmentFlag.AlignCenter, chr(code))
    painter.end()
    return np.array(np.frombuffer(image.constBits(), np.uint32)).reshape(height, width)
