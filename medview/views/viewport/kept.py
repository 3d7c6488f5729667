"""What lies over pictures, drawn once and then only copied: a reader goes back and forth, and strokes are slow."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPixmap, QTransform

from medview.views.viewport.viewport import bands

BYTES = 64_000_000
"""What one viewport keeps ready at most; the one drawn last is always kept."""
_DEPTH_BYTES = 4


class Kept:
    """Drawn overlays of one viewport, the last ones used."""

    def __init__(self) -> None:
        self._drawn: dict[Hashable, tuple[QPixmap, object]] = {}

    def clear(self) -> None:
        """Forget everything."""
        self._drawn = {}

    def draw(
        self, painter: QPainter, key: Hashable, size: QSize, paint: Callable[[QPainter], object], holds: object = None
    ) -> None:
        """Draw what lies over a picture.

        Args:
            painter: Paints in widget pixels.
            key: What it depends on, beside size and fineness.
            size: Of the widget.
            paint: Draws it, in widget pixels, where it is not ready.
            holds: What the identities in the key are of: it stays as long as what was drawn of it.
        """
        ratio = painter.device().devicePixelRatio()
        whole = (key, size.width(), size.height(), ratio)
        known = self._drawn.pop(whole, None)
        if known is not None:
            found = known[0]
        else:
            found = QPixmap(size * ratio)
            found.setDevicePixelRatio(ratio)
            found.fill(Qt.GlobalColor.transparent)
            inner = QPainter(found)
            inner.setRenderHints(painter.renderHints())
            paint(inner)
            inner.end()
        self._drawn[whole] = found, holds
        self._let_go()
        for band in bands(QRect(QPoint(), size), ratio):
            if ratio == 1.0:
                painter.drawPixmap(band, found, band)
            else:
                part = QRectF(QPointF(band.topLeft()) * ratio, QSizeF(band.size()) * ratio)
                painter.drawPixmap(QRectF(band), found, part)

    def _let_go(self) -> None:
        held = sum(_bytes(one) for one, _ in self._drawn.values())
        while held > BYTES and len(self._drawn) > 1:
            held -= _bytes(self._drawn.pop(next(iter(self._drawn)))[0])


def _bytes(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * _DEPTH_BYTES


def turn_key(transform: QTransform) -> tuple[float, ...]:
    """A transform as a part of a key."""
    return transform.m11(), transform.m12(), transform.m21(), transform.m22(), transform.dx(), transform.dy()
