"""Where the chosen finding lies, in numbers a person can change."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QSpinBox, QWidget

from medview.views.flow import Flow
from medview.views.sequences.buttons import tool_button
from medview.views.sequences.values import Span
from medview.views.sequences.words import tr


class BoundsBar(QWidget):
    """First and last letter of a finding, counted from 1; hidden while none that may be changed is chosen.

    Args:
        parent: The view of the record.
    """

    changed = Signal(str, int, int)
    """Other ends were given: identifier, first letter counted from 0, behind the last one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._span: Span | None = None
        self.name = QLabel()
        self.name.setContentsMargins(6, 0, 0, 0)
        self.first, self.last = _Number(), _Number()
        self.apply = tool_button(tr("Move there"), tr("Let the finding begin and end at these letters (Enter)"))
        row = Flow(self, stretched=False)
        row.addWidget(self.name)
        for words, number in ((tr("From letter"), self.first), (tr("to letter"), self.last)):
            label = QLabel(words)
            label.setBuddy(number)
            number.setAccessibleName(words)
            number.setToolTip(tr("Counted from 1; both ends are within. Enter moves the finding there."))
            number.valueChanged.connect(self._keep_order)
            number.entered.connect(self._give)
            row.addWidget(label)
            row.addWidget(number)
        row.addWidget(self.apply)
        self.apply.clicked.connect(self._give)
        self.hide()

    def show_span(self, span: Span | None, length: int) -> None:
        """Show the ends of another finding of a record of so many letters; None for none."""
        self._span = None if span is None or span.fixed else span
        self.setVisible(self._span is not None)
        if self._span is None or span is None:
            return
        self.name.setText(span.label)
        for number, value in ((self.first, span.start + 1), (self.last, span.end)):
            with QSignalBlocker(number):
                number.setRange(1, max(length, 1))
                number.setValue(value)
        self._keep_order()

    def ask(self) -> None:
        """Let the first letter be typed."""
        if self._span is not None:
            self.first.setFocus()
            self.first.selectAll()

    def _keep_order(self) -> None:
        """Ends can be given in their order only, and only others than those that are."""
        span = self._span
        ordered = self.first.value() <= self.last.value()
        same = span is not None and (span.start + 1, span.end) == (self.first.value(), self.last.value())
        self.apply.setEnabled(ordered and not same)

    def _give(self) -> None:
        self._keep_order()
        if self._span is not None and self.apply.isEnabled():
            self.changed.emit(self._span.id, self.first.value() - 1, self.last.value())


class _Number(QSpinBox):
    """A place."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setGroupSeparatorShown(True)
        self.setKeyboardTracking(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter gives it; Qt ends the typing first."""
        super().keyPressEvent(event)
        if event.text() in ("\r", "\n"):
            self.entered.emit()
