"""Words that are cut where there is no room for them, with three dots; the whole is told in other ways."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

_LEAST_LETTERS = 4


class ElidedButton(QPushButton):
    """A button that may be narrower than its text; a screen reader is told the whole, and so is its tooltip."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self.fontMetrics().averageCharWidth() * _LEAST_LETTERS), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the button with what fits of its text."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self).width()
        option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)


class ShortenedLabel(QLabel):
    """A label with a shorter text for where there is no room for the whole.

    Args:
        whole: The text.
        short: What must be seen of it.
    """

    def __init__(self, whole: str, short: str) -> None:
        super().__init__(whole)
        self._short = short
        self.setToolTip(whole)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    @property
    def shown(self) -> str:
        """The text there is room for."""
        needed = self.sizeHint().width()
        return self.text() if self.width() >= needed else self._short

    def minimumSizeHint(self) -> QSize:
        """Room for the short text."""
        hint, metrics = super().minimumSizeHint(), self.fontMetrics()
        saved = metrics.horizontalAdvance(self.text()) - metrics.horizontalAdvance(self._short)
        return QSize(hint.width() - saved, hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the one or the other."""
        if self.shown == self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        area = self.contentsRect().adjusted(self.indent() if self.indent() > 0 else 6, 0, 0, 0)
        self.style().drawItemText(
            painter, area, Qt.AlignmentFlag.AlignVCenter, self.palette(), True, self._short, self.foregroundRole()
        )
