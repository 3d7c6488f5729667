"""The things a decision may need from a person, asked in place: a name, once, a reason, a note."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from medview.views import words

Answer = Callable[[str], None]


class DecisionForm(QWidget):
    """One question under the list of findings: never a dialog, gone with Esc."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = QLabel()
        self.question.setWordWrap(True)
        self.field = _Field()
        self.field.returnPressed.connect(self._answered)
        self.field.escaped.connect(self.close_form)
        self.confirm = QPushButton()
        self.confirm.setProperty("primary", True)
        self.confirm.setToolTip(self.tr("Enter does it, Esc leaves it undone"))
        self.confirm.clicked.connect(self._answered)
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        row.addWidget(self.confirm)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.addWidget(self.question)
        layout.addLayout(row)
        self._answer: Answer | None = None
        self._needed = False
        self.hide()

    def ask_name(self, answer: Answer) -> None:
        """Ask who is reviewing."""
        self._ask(
            self.tr("Your name, as it will stand beside each decision and in the report:"),
            self.tr("Name"),
            self.tr("Continue"),
            answer,
            needed=True,
        )

    def ask_reason(self, finding: str, answer: Answer) -> None:
        """Ask why a finding is rejected; an empty answer is one."""
        question = self.tr("Reject “{finding}”. Why?").format(finding=finding)
        self._ask(question, self.tr("Reason (optional)"), self.tr("Reject"), answer, needed=False)

    def ask_note(self, finding: str, before: str, answer: Answer) -> None:
        """Ask what is to stand beside a decision; an empty answer takes away what stood there."""
        question = self.tr("Note on “{finding}”, beside the decision and in the report:").format(finding=finding)
        self._ask(question, self.tr("Note"), self.tr("Keep"), answer, needed=False)
        self.field.setText(before)

    def ask_accept_rest(self, count: int, answer: Answer) -> None:
        """Ask whether every undecided finding is to be accepted, with an optional remark."""
        one = self.tr("Accept the last finding too?")
        many = self.tr("Accept all {count} remaining findings, which were not reviewed one by one?")
        question = words.counted(count, one, many)
        self._ask(question, self.tr("Remark (optional)"), self.tr("Accept all"), answer, needed=False)

    def close_form(self) -> None:
        """Take the question away unanswered."""
        self._answer = None
        self.hide()
        self.closed.emit()

    def _ask(self, question: str, placeholder: str, confirm: str, answer: Answer, needed: bool) -> None:
        self.question.setText(question)
        self.field.setPlaceholderText(placeholder)
        self.field.setAccessibleName(question)
        self.field.clear()
        self.confirm.setText(confirm)
        self._answer, self._needed = answer, needed
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answered(self) -> None:
        text = self.field.text().strip()
        answer = self._answer
        if answer is None or (self._needed and not text):
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.close_form()
        answer(text)


class _Field(QLineEdit):
    """A line that tells when Esc leaves it."""

    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            return
        super().keyPressEvent(event)
