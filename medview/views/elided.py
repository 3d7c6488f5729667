"""Words that are cut where there is no room for them, with three dots; the whole is told in other ways."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

_LEAST_LETTERS = 4


class ElidedButton(QPushButton):
    """A button that may be narrower than its text; a screen reader is told the whole, and so is its tooltip.

    Args:
        text: What it says.
        parent: The widget it belongs to.
        least: Letters it shows at least.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None, least: int = _LEAST_LETTERS) -> None:
        super().__init__(text, parent)
        self._least = least
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self.fontMetrics().horizontalAdvance("x") * self._least), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the button with what fits of its text."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self).width()
        option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)


class FoldedLabel(QLabel):
    """A label that must always be read whole: on one line, or on two where there is little room.

    Args:
        whole: The text.
        first: What stands on the first of two lines: how it begins.
    """

    def __init__(self, whole: str, first: str) -> None:
        super().__init__(whole)
        self._whole = whole
        self._folded = f"{first}\n{whole.removeprefix(first).strip()}" if whole.startswith(first) else whole
        self.setToolTip(whole)
        self.setAccessibleName(whole)

    def fold_within(self, width: int) -> None:
        """Take one line where the text needs no more than so many pixels, two where it does."""
        text = self._whole if self.fontMetrics().horizontalAdvance(self._whole) <= width else self._folded
        if text != self.text():
            self.setText(text)
