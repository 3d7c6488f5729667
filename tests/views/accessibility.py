"""What someone needs who sees little or uses no mouse: names, tooltips, Tab."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QScrollBar,
    QStatusBar,
    QTabBar,
    QToolBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

CONTROLS = (QAbstractButton, QComboBox, QAbstractSlider, QAbstractSpinBox, QLineEdit, QAbstractItemView)
_PARTS_OF_OTHERS = (QHeaderView, QScrollBar, QTabBar, QMenu, QMenuBar)


def controls(window: QWidget) -> Iterator[QWidget]:
    """Everything in a window that is used: controls and whatever takes the focus; not the parts others are made of."""
    for widget in window.findChildren(QWidget):
        if widget.window() is not window or not widget.isVisible() or isinstance(widget, _PARTS_OF_OTHERS):
            continue
        parent = widget.parentWidget()
        within = isinstance(parent, (QComboBox, QAbstractSpinBox, QLineEdit, QToolBar)) or _viewport_of(widget)
        takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if not within and (isinstance(widget, CONTROLS) or takes) and widget.focusProxy() is None:
            yield widget


def nameless(window: QWidget) -> list[str]:
    """Controls a screen reader cannot name."""
    return [_told(widget) for widget in controls(window) if not name(widget)]


def untold(window: QWidget) -> list[str]:
    """Controls without a tooltip; standard buttons and lists say what they are."""
    kinds = (QAbstractButton, QComboBox, QAbstractSlider, QAbstractSpinBox)
    return [
        _told(widget)
        for widget in controls(window)
        if isinstance(widget, kinds) and not widget.toolTip() and not isinstance(widget.parent(), QDialogButtonBox)
    ]


def unexplained(dialog: QWidget) -> list[str]:
    """Controls of a dialog with neither a tooltip nor words on or before them that say what they do."""
    labelled = {label.buddy() for label in dialog.findChildren(QLabel)}
    kinds = (QAbstractButton, QComboBox, QAbstractSlider, QAbstractSpinBox)
    return [
        _told(widget)
        for widget in controls(dialog)
        if isinstance(widget, kinds) and not widget.toolTip() and widget not in labelled and not _worded(widget)
    ]


def _worded(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractButton) and sum(map(str.isalpha, widget.text())) > 1


def name(widget: QWidget) -> str:
    """What a screen reader says."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return str(interface.text(QAccessible.Text.Name)).strip() if interface is not None else ""


def unreached(window: QWidget, qtbot: QtBot, most: int = 400) -> list[str]:
    """Controls Tab does not come to, walking with real keys until it comes round."""
    wanted = [one for one in controls(window) if one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    seen: set[QWidget] = set()
    for _ in range(most):
        left = [one for one in wanted if one not in seen and not any(one.isAncestorOf(inner) for inner in seen)]
        if not left:
            return []
        now = QApplication.focusWidget()
        qtbot.keyClick(now or window, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is not None:
            seen.add(now)
    return [_told(widget) for widget in left]


def clipped(window: QWidget) -> list[str]:
    """Labels and buttons without room for their words; those that cut them on purpose say the whole in a tooltip."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.window() is not window or isinstance(widget.parentWidget(), QStatusBar):
            continue
        if isinstance(widget, QLabel) and widget.text() and widget.pixmap().isNull():
            needed = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
            room = widget.wordWrap() or widget.width() >= widget.minimumSizeHint().width()
            if not room or widget.height() < needed - 1:
                found.append(_told(widget))
        if isinstance(widget, QAbstractButton) and widget.text() and widget.width() < widget.minimumSizeHint().width():
            found.append(_told(widget))
    return found + [_told(widget) for widget in controls(window) if _cut_sideways(widget)]


def _cut_sideways(widget: QWidget) -> bool:
    """Whether a part of it lies beyond the left or right end of what holds it, where nobody can scroll to it."""
    inner, at = widget.rect(), widget.parentWidget()
    while at is not None and not at.isWindow():
        place = widget.mapTo(at, inner.topLeft()).x()
        area = at.parentWidget()
        seen = isinstance(area, QAbstractScrollArea) and area.viewport() is at
        if seen and area.horizontalScrollBar().isVisible():
            return False
        if place < 0 or place + widget.width() > at.width():
            return True
        at = at.parentWidget()
    return False


def _viewport_of(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return parent is not None and getattr(parent, "viewport", lambda: None)() is widget


def _told(widget: QWidget) -> str:
    text = getattr(widget, "text", lambda: "")()
    chain, at = [], widget.parentWidget()
    while at is not None:
        chain.append(type(at).__name__)
        at = at.parentWidget()
    return f"{type(widget).__name__} {widget.objectName()!r} {text!r} in {' < '.join(chain[:4])}"
