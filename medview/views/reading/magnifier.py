"""A lens: while the left button is held with its tool, the place under the pointer is seen larger."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPen, QWheelEvent

from medview.views.viewport import decorations, lettering
from medview.views.viewport.tools import Tool
from medview.views.viewport.viewport import TOOLS, Viewport

FACTORS = (2.0, 2.5, 3.0, 3.5, 4.0)
_PART, _RADII = 0.28, (45, 170)
"""The lens' radius: this part of the viewport's shorter side, within these pixels."""
_RIM = QColor(230, 230, 230)


class Magnifier:
    """The lens of one viewport; the wheel changes how much it magnifies."""

    paints = TOOLS

    def __init__(self) -> None:
        self.factor = FACTORS[0]
        self._at: QPointF | None = None

    def paint(self, painter: QPainter, view: Viewport) -> None:
        """Draw what it shows: interpolated pixels with everything that lies over them."""
        if self._at is None or view.extent() is None:
            return
        area = self._area(view)
        shown = view.through_lens(self._at, area, self.factor)
        rim = QPainterPath()
        rim.addEllipse(QRectF(area))
        painter.save()
        painter.setClipPath(rim)
        painter.drawPixmap(0, 0, shown)
        painter.restore()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, width in ((lettering.SHADOW, 4.0), (_RIM, 2.0)):
            painter.setPen(QPen(colour, width))
            painter.drawPath(rim)
        painter.setFont(decorations.text_font(view.height()))
        box = QRectF(area).adjusted(0, 0, 0, -decorations.MARGIN)
        at = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignHCenter
        lettering.text(painter, box, at, f"{self.factor:g}×")

    def press(self, view: Viewport, event: QMouseEvent) -> bool:
        """With its tool, the left button."""
        if view.tool is not Tool.MAGNIFIER or event.button() != Qt.MouseButton.LeftButton:
            return False
        self.drag(view, event)
        return True

    def drag(self, view: Viewport, event: QMouseEvent) -> None:
        """The lens goes along."""
        self._at = event.position()
        view.update()

    def release(self, view: Viewport, _event: QMouseEvent) -> None:
        """The lens goes away."""
        self.cancel(view)

    def wheel(self, view: Viewport, event: QWheelEvent) -> None:
        """Magnify more or less."""
        step = 1 if event.angleDelta().y() > 0 else -1
        self.factor = FACTORS[min(max(FACTORS.index(self.factor) + step, 0), len(FACTORS) - 1)]
        view.update()

    def hover(self, _view: Viewport, _at: QPointF) -> Qt.CursorShape | None:
        """There is nothing to take hold of."""
        return None

    def double_click(self, view: Viewport, event: QMouseEvent) -> bool:
        """A second quick press is one more press."""
        return self.press(view, event)

    def cancel(self, view: Viewport) -> bool:
        """Put the lens away."""
        held, self._at = self._at is not None, None
        if held:
            view.update()
        return held

    def _area(self, view: Viewport) -> QRect:
        assert self._at is not None
        radius = int(min(max(_PART * min(view.width(), view.height()), _RADII[0]), _RADII[1]))
        at = self._at.toPoint()
        return QRect(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
