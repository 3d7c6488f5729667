"""The elements of a file as a tree for Qt's views; a filter hides what does not match."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from medview.core.element import Element
from medview.views.contents.tag_table import TOP, TagTable, name_of
from medview.views.settings.theme import Theme

Index = QModelIndex | QPersistentModelIndex

_EMPTY = TagTable("", (), ((),), ())


class TagModel(QAbstractItemModel):
    """A table of elements as a tree.

    Args:
        theme: Colours.
        parent: Qt parent.
    """

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bold = QFont()
        self._bold.setBold(True)
        self._headers = (self.tr("Tag"), self.tr("Name"), self.tr("VR"), self.tr("Length"), self.tr("Value"))
        self._columns: tuple[Callable[[Element], str], ...] = (
            lambda one: one.tag,
            name_of,
            lambda one: one.vr,
            lambda one: "" if one.length is None else "–" if one.length < 0 else f"{one.length}",
            lambda one: one.value.replace("\r", " ").replace("\n", " "),
        )
        self.table = _EMPTY
        self._children: Sequence[Sequence[int]] = _EMPTY.children
        self._rows: dict[int, int] = {}

    def show_table(self, table: TagTable, shown: Sequence[int] | None = None) -> None:
        """Show other elements, or those of the same file that match.

        Args:
            table: The elements.
            shown: Those that match a search, with what they lie in; None for all.
        """
        self.beginResetModel()
        self.table = table
        self._children = table.children if shown is None else _kept(table, shown)
        self._rows = {}
        self.endResetModel()

    def index_of(self, number: int, column: int = 0) -> QModelIndex:
        """Where an element stands; invalid when it is not shown."""
        row = self._row(number) if number != TOP else -1
        return self.createIndex(row, column, number) if row >= 0 else QModelIndex()

    def number_of(self, index: Index) -> int:
        """The element at an index."""
        return int(index.internalId()) if index.isValid() else TOP

    # what Qt asks for

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """The index of a child."""
        below = self._children[self.number_of(parent)]
        if not 0 <= row < len(below) or not 0 <= column < len(self._headers):
            return QModelIndex()
        return self.createIndex(row, column, below[row])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """What an element lies in."""
        above = self.table.elements[self.number_of(index)].parent if index.isValid() else TOP
        return QModelIndex() if above == TOP else self.createIndex(self._row(above), 0, above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many elements lie in one."""
        return 0 if parent.column() > 0 else len(self._children[self.number_of(parent)])

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Tag, name, VR, length, value."""
        return len(self._headers)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What stands above the columns."""
        shown = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._headers[section] if shown else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid():
            return None
        element = self.table.elements[self.number_of(index)]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._columns[index.column()](element)
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(part for part in (element.keyword, element.note, element.value) if part)
            case Qt.ItemDataRole.FontRole if self._children[self.number_of(index)] and index.column() == 1:
                return self._bold
            case Qt.ItemDataRole.ForegroundRole:
                return self._colour(element, index.column())
            case Qt.ItemDataRole.TextAlignmentRole if index.column() == 3:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _colour(self, element: Element, column: int) -> Any:
        if element.note:
            return self._theme.colour("warning")
        if element.creator and column < 2:
            return self._theme.colour("link")
        return self._theme.colour("muted") if column in (2, 3) else None

    def _row(self, number: int) -> int:
        """The place of an element among those it stands with, learnt for all of them at once; -1 when it is hidden."""
        if number not in self._rows:
            siblings = self._children[self.table.elements[number].parent]
            self._rows.update((one, row) for row, one in enumerate(siblings))
        return self._rows.setdefault(number, -1)


def _kept(table: TagTable, shown: Sequence[int]) -> list[list[int]]:
    """The children that are shown: matches and what they lie in."""
    keep = set(shown)
    for number in shown:
        above = table.elements[number].parent
        while above != TOP and above not in keep:
            keep.add(above)
            above = table.elements[above].parent
    return [[child for child in below if child in keep] for below in table.children]
