"""The window's columns: lists at the left, viewers in the middle, panels at the right; the viewers come first."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QSplitter, QWidget

VIEWERS = 0.55
"""Part of the window the viewers keep, however the columns were left by a wider window."""
LEAST = (190, 360, 262)
"""Least widths of the columns, pixels; those at the sides are wider where their words need it."""
_MOST = 0.4
"""Part of its window a scrolled column asks for at most, whatever its words need."""
_SHARES = (0.18, 0.58, 0.24)
"""Their parts of a new window."""


class Columns(QSplitter):
    """Three columns.

    Args:
        columns: Left, viewers, right.
    """

    def __init__(self, columns: Sequence[QWidget]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._all = tuple(columns)
        for column, least in zip(columns, LEAST, strict=True):
            column.setMinimumWidth(least)
            self.addWidget(column)
        self.setStretchFactor(1, 1)
        self.setChildrenCollapsible(False)

    def begin(self, width: int) -> None:
        """Share a new window out."""
        self.setSizes([round(share * width) for share in _SHARES])

    def take(self, stored: QByteArray) -> None:
        """Take the widths another window had, as far as the viewers keep their part."""
        self.restoreState(stored)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The viewers keep their part of a smaller window."""
        super().resizeEvent(event)
        self._make_room()

    def event(self, event: QEvent) -> bool:
        """Other words, or words in another size, need another width."""
        if event.type() == QEvent.Type.LayoutRequest:
            for number in (0, 2):
                needed = self._all[number].minimumSizeHint().width()
                self._all[number].setMinimumWidth(max(LEAST[number], needed))
        return super().event(event)

    def _make_room(self) -> None:
        sizes = self.sizes()
        missing = math.ceil(VIEWERS * sum(sizes)) - sizes[1]
        least = [column.minimumWidth() for column in self._all]
        spare = [max(0, size - least[n]) if n != 1 else 0 for n, size in enumerate(sizes)]
        taken = min(missing, sum(spare))
        if taken > 0:
            sides = [size - round(taken * room / sum(spare)) for size, room in zip(sizes, spare, strict=True)]
            self.setSizes([sides[0], sum(sizes) - sides[0] - sides[2], sides[2]])


class ScrolledColumn(QScrollArea):
    """A column that scrolls where the window is too low for what stands in it.

    Args:
        column: What stands in it.
    """

    def __init__(self, column: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(column)
        self._column = column

    def minimumSizeHint(self) -> QSize:
        """Room for the longest word and the scroll bar, as far as the window has it; it may be low."""
        needed = self._column.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(min(needed, round(_MOST * self.window().width())), super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell the columns that the words changed."""
        done = super().eventFilter(watched, event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return done


def focus_next(panels: Sequence[QWidget], step: int) -> None:
    """Move the focus to the next panel that is shown and has something to focus on.

    Args:
        panels: In their order.
        step: 1 forward, -1 back.
    """
    now = QApplication.focusWidget()
    at = next(
        (n for n, panel in enumerate(panels) if now is not None and (panel is now or panel.isAncestorOf(now))), -1
    )
    for number in range(1, len(panels) + 1):
        target = first_focusable(panels[(at + step * number) % len(panels)])
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
            return


def first_focusable(panel: QWidget) -> QWidget | None:
    """The panel's most telling widget for keys: a list if it has one, else the first that takes the focus."""
    inside = [widget for widget in (panel, *panel.findChildren(QWidget)) if _takes_focus(widget)]
    lists = [widget for widget in inside if widget.inherits("QAbstractItemView")]
    return next(iter((*lists, *inside)), None)


def _takes_focus(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
