"""Frozen values as rows of a table that can be edited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from medview.views.actions.spec import n
from medview.views.hanging.columns import Column
from medview.views.hanging.words import words

Index = QModelIndex | QPersistentModelIndex
_ON, _OFF = n("on"), n("off")
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class ValueModel(QAbstractTableModel):
    """Rows are values; editing a cell makes another value of its row.

    Args:
        columns: What of them is shown.
        vertical: What stands before a row, by its number; None for nothing.
        parent: Qt parent.
    """

    edited = Signal(int)
    """The row that was changed by hand."""
    refused = Signal(str)
    """Why what was entered is not taken; empty once something is."""

    def __init__(
        self, columns: Sequence[Column], vertical: Callable[[int], str] | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.values: list[Any] = []
        self.check: Callable[[int, Any], str] = lambda _row, _value: ""
        self._vertical = vertical

    def show_values(self, values: Sequence[Any]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.values = list(values)
        self.endResetModel()

    def insert(self, row: int, value: Any) -> None:
        """Put a value before a row."""
        self.beginInsertRows(QModelIndex(), row, row)
        self.values.insert(row, value)
        self.endInsertRows()

    def remove(self, row: int) -> None:
        """Take a row away."""
        self.beginRemoveRows(QModelIndex(), row, row)
        del self.values[row]
        self.endRemoveRows()

    def move(self, row: int, by: int) -> bool:
        """Let a row and the one so far away change places; whether there is one."""
        to = row + by
        if not 0 <= to < len(self.values):
            return False
        self.beginMoveRows(QModelIndex(), row, row, QModelIndex(), to + 1 if by > 0 else to)
        self.values.insert(to, self.values.pop(row))
        self.endMoveRows()
        return True

    def put(self, row: int, value: Any) -> None:
        """Show another value in a row."""
        self.values[row] = value
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    # what Qt asks for

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One for each value."""
        return 0 if parent.isValid() else len(self.values)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As many as there are columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titles and what they mean."""
        if orientation == Qt.Orientation.Vertical:
            shown = role == Qt.ItemDataRole.DisplayRole and self._vertical is not None
            return self._vertical(section) if shown and self._vertical is not None else None
        column = self.columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words(column.title)
            case Qt.ItemDataRole.ToolTipRole:
                return words(column.tip) if column.tip else None
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid():
            return None
        column, value = self.columns[index.column()], self.values[index.row()]
        match role:
            case Qt.ItemDataRole.CheckStateRole if column.switch:
                return _CHECKED if column.read(value) else _UNCHECKED
            case Qt.ItemDataRole.DisplayRole if not column.switch:
                return column.text(value)
            case Qt.ItemDataRole.EditRole if not column.switch:
                return column.read(value)
            case Qt.ItemDataRole.ToolTipRole:
                return words(column.tip) if column.tip else None
            case Qt.ItemDataRole.AccessibleTextRole:
                state = (words(_ON) if column.read(value) else words(_OFF)) if column.switch else column.text(value)
                return f"{words(column.title)}: {state}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be edited or ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        way = Qt.ItemFlag.ItemIsUserCheckable if self.columns[index.column()].switch else Qt.ItemFlag.ItemIsEditable
        return super().flags(index) | way

    def setData(self, index: Index, data: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was entered, or say why not."""
        column = self.columns[index.column()]
        text = ("1" if Qt.CheckState(data) == _CHECKED else "") if column.switch else str(data)
        if role not in (Qt.ItemDataRole.EditRole, Qt.ItemDataRole.CheckStateRole):
            return False
        try:
            value = column.write(self.values[index.row()], text)
        except ValueError as error:
            self.refused.emit(str(error))
            return False
        why = self.check(index.row(), value)
        self.refused.emit(why)
        if why:
            return False
        self.put(index.row(), value)
        self.edited.emit(index.row())
        return True


class ChoiceDelegate(QStyledItemDelegate):
    """Edits cells with a choice by a list of what can be chosen."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A list, or a line of text."""
        column = _column(index)
        if column.choices is None:
            editor = super().createEditor(parent, option, index)
            editor.setAccessibleName(words(column.title))
            return editor
        box = QComboBox(parent)
        box.setAccessibleName(words(column.title))
        for value, text in column.choices():
            box.addItem(text, value)
        box.activated.connect(lambda _: self._done(box))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show what is chosen now."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findData(index.data(Qt.ItemDataRole.EditRole)), 0))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take what was chosen."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())
        else:
            super().setModelData(editor, model, index)

    def _done(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)


def _column(index: Index) -> Column:
    model = index.model()
    assert isinstance(model, ValueModel)
    return model.columns[index.column()]
