"""The column of choices at the left of a dialog: as wide as its words need, scrolled where it is too high."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QLayout, QScrollArea, QSizePolicy, QWidget

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
