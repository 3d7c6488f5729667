"""Pages of a document below each other; only those seen are held."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImageReader, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QWidget

_GAP = 14
_HELD = 6
_LIMITS = (0.15, 6.0)
_STEP = 1.15
_LARGEST_FIT = 1.0
_MISSING = QSize(900, 1200)


class Pages(QScrollArea):
    """Shows pictures of pages, as wide as there is room until the reader zooms."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paper = _Paper()
        self.zoom = 1.0
        self._fitted = True
        self.setWidget(self.paper)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(self.tr("Pages"))

    def show_pages(self, paths: tuple[str, ...]) -> None:
        """Show other pages, from the first."""
        self.paper.load(paths)
        self.verticalScrollBar().setValue(0)
        self.fit()

    def fit(self) -> None:
        """As wide as there is room, but no larger than drawn."""
        self._fitted = True
        width = self.paper.widest
        if width:
            self._scale(min((self.viewport().width() - 2 * _GAP) / width, _LARGEST_FIT))

    def zoom_by(self, factor: float) -> None:
        """Zoom, keeping what stands in the middle there."""
        self._fitted = False
        bar = self.verticalScrollBar()
        half = self.viewport().height() / 2.0
        middle = (bar.value() + half) / max(self.paper.height(), 1)
        self._scale(self.zoom * factor)
        bar.setValue(round(middle * self.paper.height() - half))

    def _scale(self, zoom: float) -> None:
        self.zoom = min(max(zoom, _LIMITS[0]), _LIMITS[1])
        self.paper.scale(self.zoom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another size, unless the reader chose one."""
        super().resizeEvent(event)
        if self._fitted:
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(_STEP ** (event.angleDelta().y() / 120.0))
            event.accept()
        else:
            super().wheelEvent(event)


class _Paper(QWidget):
    """All pages; each is read when it is first seen."""

    def __init__(self) -> None:
        super().__init__()
        self._paths: tuple[str, ...] = ()
        self._sizes: list[QSize] = []
        self._places: list[QRect] = []
        self._held: dict[str, QPixmap] = {}

    @property
    def widest(self) -> int:
        """Width of the widest page, as drawn."""
        return max((size.width() for size in self._sizes), default=0)

    def load(self, paths: tuple[str, ...]) -> None:
        self._paths = paths
        self._held.clear()
        sizes = (QImageReader(path).size() for path in paths)
        self._sizes = [size if size.isValid() else _MISSING for size in sizes]

    def scale(self, zoom: float) -> None:
        """Lay the pages out at a size."""
        width = round(self.widest * zoom) + 2 * _GAP
        top, self._places = _GAP, []
        for size in self._sizes:
            scaled = QSize(round(size.width() * zoom), round(size.height() * zoom))
            self._places.append(QRect(QPoint((width - scaled.width()) // 2, top), scaled))
            top += scaled.height() + _GAP
        self.resize(width, top)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for path, place in zip(self._paths, self._places, strict=True):
            if place.intersects(event.rect()):
                painter.fillRect(place, QColor("white"))
                painter.drawPixmap(QRectF(place), self._page(path), QRectF())
        painter.end()

    def _page(self, path: str) -> QPixmap:
        page = self._held.pop(path, None) or QPixmap(path)
        self._held[path] = page
        while len(self._held) > _HELD:
            del self._held[next(iter(self._held))]
        return page
