"""Asks for the words of a drawing, or the length of a calibration line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QDoubleSpinBox, QLabel, QLineEdit, QVBoxLayout, QWidget

_LONGEST_MM = 10_000.0


class WordsDialog(QDialog):
    """Asks for a line of words; ``words`` is what was written.

    Args:
        title: Of the window.
        prompt: What is asked.
        words: To begin with.
        parent: The window.
    """

    def __init__(self, title: str, prompt: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(words)
        self.line.selectAll()
        _arrange(self, title, prompt, self.line)

    @property
    def words(self) -> str:
        """What was written."""
        return self.line.text().strip()


class LengthDialog(QDialog):
    """Asks how long a line is; ``length_mm`` is the answer.

    Args:
        title: Of the window.
        prompt: What is asked.
        length_mm: To begin with.
        parent: The window.
    """

    def __init__(self, title: str, prompt: str, length_mm: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = QDoubleSpinBox()
        self.number.setRange(0.001, _LONGEST_MM)
        self.number.setDecimals(3)
        self.number.setSuffix(self.tr(" mm"))
        self.number.setValue(length_mm)
        self.number.selectAll()
        _arrange(self, title, prompt, self.number)

    @property
    def length_mm(self) -> float:
        """The length."""
        return self.number.value()


def _arrange(dialog: QDialog, title: str, prompt: str, field: QWidget) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    label = QLabel(prompt)
    label.setWordWrap(True)
    label.setBuddy(field)
    field.setAccessibleName(prompt)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    layout = QVBoxLayout(dialog)
    for widget in (label, field, buttons):
        layout.addWidget(widget)
    field.setFocus()
