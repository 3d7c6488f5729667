"""The labels of a model to be imported: names and colours can be changed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from medview.core.card import Label
from medview.views.settings.fonts import scaled

_OWN = "99MEDVIEW"
_ROWS = 8
"""Rows shown at once; more are scrolled."""
_NAME, _COLOUR = 1, 2


class LabelTable(QTableWidget):
    """Value, name and colour of each label."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self.setAccessibleName(self.tr("Labels"))
        self.setToolTip(self.tr("Double-click a name to change it, a colour to choose another"))
        self.setHorizontalHeaderLabels([self.tr("Value"), self.tr("Name"), self.tr("Colour")])
        self.horizontalHeader().setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.setTabKeyNavigation(False)
        self._labels: tuple[Label, ...] = ()
        self.cellDoubleClicked.connect(self._ask)
        self.cellActivated.connect(self._ask)

    @property
    def labels(self) -> tuple[Label, ...]:
        """The labels as they stand in the table."""
        return tuple(self._label(row, label) for row, label in enumerate(self._labels))

    def show_labels(self, labels: tuple[Label, ...]) -> None:
        """List labels."""
        self._labels = labels
        self.setRowCount(len(labels))
        for row, label in enumerate(labels):
            value = QTableWidgetItem(str(label.value))
            value.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self.setItem(row, 0, value)
            self.setItem(row, _NAME, QTableWidgetItem(label.name))
            self.set_colour(row, QColor(*label.colour))
        self.setVisible(bool(labels))
        self.resizeRowsToContents()
        rows = sum(self.rowHeight(row) for row in range(min(_ROWS, len(labels))))
        self.setFixedHeight(rows + self.horizontalHeader().sizeHint().height() + scaled(6))

    def set_colour(self, row: int, colour: QColor) -> None:
        """Give a label another colour."""
        item = self._cell(row, _COLOUR)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        item.setBackground(colour)
        item.setText(colour.name())
        item.setForeground(QColor("black" if colour.lightness() > 127 else "white"))

    def _label(self, row: int, label: Label) -> Label:
        name = self._name(row).strip() or label.name
        colour = QColor(self._cell(row, _COLOUR).text())
        if name != label.name and label.code.scheme == _OWN:
            label = replace(label, code=replace(label.code, meaning=name))
        return replace(label, name=name, colour=(colour.red(), colour.green(), colour.blue()))

    def _ask(self, row: int, column: int) -> None:
        if column == _COLOUR:
            before = QColor(self._cell(row, _COLOUR).text())
            chosen = QColorDialog.getColor(before, self, self.tr("Colour of {label}").format(label=self._name(row)))
            if chosen.isValid():
                self.set_colour(row, chosen)

    def _name(self, row: int) -> str:
        return self._cell(row, _NAME).text()

    def _cell(self, row: int, column: int) -> QTableWidgetItem:
        """A cell, made when there is none."""
        item = self.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            self.setItem(row, column, item)
        return item
