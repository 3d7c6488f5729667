"""Dialogs with choices at the left and a preview: the column is as wide as its words need and scrolls if too high."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from medview.views.settings.fonts import scaled

_WIDTH = 330
"""Pixels at the usual size of text."""
_PART = 0.58
"""It takes no more of the screen's width."""
_SHORTEST = 12
"""Letters a list of choices shows at least."""


class OptionColumn(QScrollArea):
    """A column of choices.

    Args:
        options: The choices, laid out below each other.
        parent: The dialog.
    """

    def __init__(self, options: QLayout, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        options.setContentsMargins(0, 0, 0, 0)
        column = QWidget()
        column.setLayout(options)
        for combo in column.findChildren(QComboBox):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(_SHORTEST)
        for form in options.findChildren(QFormLayout):
            form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
            form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._column = column
        self.setWidget(column)

    def sizeHint(self) -> QSize:
        """Room for the longest choice and the scroll bar, as far as the screen has it."""
        column = self._column
        needed = column.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        most = round(self.screen().availableGeometry().width() * _PART)
        return QSize(min(max(needed, _WIDTH), most), column.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """As wide as it is; it may be low."""
        return QSize(self.sizeHint().width(), scaled(_WIDTH) // 3)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Other words need another width."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.FontChange, QEvent.Type.Polish):
            self.updateGeometry()
        return super().eventFilter(watched, event)


def lay_out(dialog: QDialog, messages: QWidget, options: QLayout, preview: QWidget, *buttons: QPushButton) -> None:
    """Give a dialog its messages, its choices beside a preview, and its buttons; the last one is what it is for.

    Args:
        dialog: The dialog.
        messages: Above the rest.
        options: The choices.
        preview: What they lead to.
        buttons: From left to right.
    """
    columns, row, whole = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(dialog)
    columns.addWidget(OptionColumn(options))
    columns.addWidget(preview, 1)
    buttons[-1].setProperty("primary", True)
    buttons[-1].setDefault(True)
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    whole.addWidget(messages)
    whole.addLayout(columns, 1)
    whole.addLayout(row)
