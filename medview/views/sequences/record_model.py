"""A list of records of which there may be a million: a page of names is asked for when it is seen, and kept a while."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from medview.core.alphabet import Alphabet
from medview.core.sequence import SequenceRecord
from medview.views.sequences.words import length_text, tr

Index = QModelIndex | QPersistentModelIndex

PAGE = 256
_KEPT = 64
"""Pages that are kept: those around what is seen."""


@dataclass(frozen=True)
class Line:
    """What the list says of a record.

    Args:
        name: Its id.
        length: Letters.
        alphabet: Theirs.
        description: What its file says of it.
    """

    name: str
    length: int
    alphabet: Alphabet | None = None
    description: str = ""


Fetch = Callable[[int, int, Callable[[Sequence[Line]], None]], object]
"""Asked for (first record, how many); hands their lines over at once or later."""


def line_of(record: SequenceRecord) -> Line:
    """What the list says of a record."""
    return Line(record.id, record.length, record.alphabet, record.description)


class RecordModel(QAbstractTableModel):
    """Records by number; those that are filtered out are not there.

    Args:
        parent: Who owns it.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._fetch: Fetch | None = None
        self._kept: NDArray[np.int64] | None = None
        self._pages: OrderedDict[int, Sequence[Line]] = OrderedDict()
        self._asked: set[int] = set()
        self._serial = 0

    def show_records(self, count: int, fetch: Fetch | None) -> None:
        """List other records.

        Args:
            count: How many.
            fetch: Whom to ask for their lines.
        """
        self.beginResetModel()
        self._count, self._fetch, self._kept = count, fetch, None
        self._pages.clear()
        self._asked.clear()
        self._serial += 1
        self.endResetModel()

    def keep(self, numbers: NDArray[np.int64] | None) -> None:
        """List only some of the records; None: all of them.

        Args:
            numbers: (n,) records in growing order.
        """
        self.beginResetModel()
        self._kept = numbers
        self.endResetModel()

    def record(self, row: int) -> int:
        """Which record stands in a row."""
        return row if self._kept is None else int(self._kept[row])

    def row_of(self, record: int) -> int | None:
        """In which row a record stands; None where it is filtered out."""
        if self._kept is None:
            return record if 0 <= record < self._count else None
        at = int(np.searchsorted(self._kept, record))
        return at if at < len(self._kept) and self._kept[at] == record else None

    def rowCount(self, parent: Index | None = None) -> int:
        """How many are listed."""
        if parent is not None and parent.isValid():
            return 0
        return self._count if self._kept is None else len(self._kept)

    def columnCount(self, parent: Index | None = None) -> int:
        """Name, length, description."""
        return 0 if parent is not None and parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What the columns are."""
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return (tr("Name"), tr("Length"), tr("Description"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A record's line, or dots until it is there."""
        if not index.isValid():
            return None
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(right) if index.column() == 1 else None
        if role not in _SAID:
            return None
        line = self._line(self.record(index.row()))
        if line is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None
        return _cells(line)[index.column()] if role == Qt.ItemDataRole.DisplayRole else _whole(line)

    def _line(self, record: int) -> Line | None:
        page = record // PAGE
        lines = self._pages.get(page)
        if lines is None:
            self._ask(page)
            lines = self._pages.get(page)  # it may have been handed over at once
        else:
            self._pages.move_to_end(page)
        return lines[record - page * PAGE] if lines is not None else None

    def _ask(self, page: int) -> None:
        if self._fetch is None or page in self._asked:
            return
        self._asked.add(page)
        serial, first = self._serial, page * PAGE
        self._fetch(first, min(PAGE, self._count - first), lambda lines: self._take(serial, page, lines))

    def _take(self, serial: int, page: int, lines: Sequence[Line]) -> None:
        if serial != self._serial:
            return
        self._asked.discard(page)
        self._pages[page] = lines
        while len(self._pages) > _KEPT:
            self._pages.popitem(last=False)
        rows = self.rowCount()
        if rows and self._kept is None:
            first = page * PAGE
            self.dataChanged.emit(self.index(first, 0), self.index(min(first + len(lines), rows) - 1, 2))
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(rows - 1, 2))


_SAID = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


def _cells(line: Line) -> tuple[str, str, str]:
    return line.name, length_text(line.length, line.alphabet), line.description


def _whole(line: Line) -> str:
    return " · ".join(part for part in _cells(line) if part)
