"""Words over pictures: readable on black, white and everything between."""

from __future__ import annotations

from functools import lru_cache
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap

WHITE = QColor(235, 235, 235)
SHADOW = QColor(0, 0, 0)
_SHADOW_AT = ((1.0, 1.0), (-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0))


def text(painter: QPainter, box: QRectF, flags: Qt.AlignmentFlag, words: str, colour: QColor = WHITE) -> None:
    """Write words that stay readable on any grey; words that were written before are only copied."""
    if not words:
        return
    ratio = painter.device().devicePixelRatio()
    written, width, height = _written(words, painter.font().key(), colour.rgba(), ratio)
    across, down = _shares(flags)
    x = box.x() + across * (box.width() - width)
    y = box.y() + down * (box.height() - height)
    painter.drawPixmap(QPointF(round(x * ratio) / ratio, round(y * ratio) / ratio), written)


@lru_cache(maxsize=32)
def _shares(flags: Qt.AlignmentFlag) -> tuple[float, float]:
    """What part of the free room lies to the left of words, and above them."""
    across = {Qt.AlignmentFlag.AlignHCenter: 0.5, Qt.AlignmentFlag.AlignRight: 1.0}
    down = {Qt.AlignmentFlag.AlignVCenter: 0.5, Qt.AlignmentFlag.AlignBottom: 1.0}
    return (
        across.get(flags & Qt.AlignmentFlag.AlignHorizontal_Mask, 0.0),
        down.get(flags & Qt.AlignmentFlag.AlignVertical_Mask, 0.0),
    )


_RIM = 1.0
"""What the shadow adds around words."""


@lru_cache(maxsize=256)
def _written(words: str, described: str, colour: int, ratio: float) -> tuple[QPixmap, float, float]:
    """A line of words with its shadow, and its width and height in the widget's pixels.

    Args:
        words: The words.
        described: The font (``QFont.key``).
        colour: 0xAARRGGBB.
        ratio: Pixels of the screen for each of the widget.
    """
    font = QFont()
    font.fromString(described)
    metrics = QFontMetricsF(font)
    size = QSizeF(ceil(metrics.horizontalAdvance(words)) + 2.0 * _RIM, ceil(metrics.height()))
    pixmap = QPixmap((size * ratio).toSize())
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setFont(font)
    box, flags = QRectF(QPointF(_RIM, 0.0), size), Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
    painter.setPen(SHADOW)
    for x, y in _SHADOW_AT:
        painter.drawText(box.translated(x, y), flags, words)
    painter.setPen(QColor.fromRgba(colour))
    painter.drawText(box, flags, words)
    painter.end()
    return pixmap, size.width(), size.height()


def forget_written() -> None:
    """Keep no words ready."""
    _written.cache_clear()
