"""The records of an opened file as a list with a filter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QItemSelection, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QLineEdit, QTableView, QVBoxLayout, QWidget

from medview.core.alphabet import Alphabet
from medview.core.sequence import SequenceRecord
from medview.views.sequences.record_model import Fetch, Line, RecordModel, line_of
from medview.views.sequences.words import length_text, number_text, tr

Filter = Callable[[str, Callable[[NDArray[np.int64]], None]], object]
"""Asked for the records whose line has a text; hands their numbers over, growing, at once or later."""
_ROW_ROOM = 6
"""Pixels of a row beside its words."""
_NAME = 13
"""Letters of a name there is room for."""
_CELL_ROOM = 14
"""Pixels of a cell beside its words."""
_PAUSE_MS = 200
"""A filter begins when nothing was typed for so long."""


class RecordList(QWidget):
    """Lists records and tells which is chosen.

    Args:
        parent: The widget it stands in.
    """

    chosen = Signal(int)
    """A record was chosen: its number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = RecordModel(self)
        self.filter = QLineEdit()
        self.list = QTableView()  # a tree would ask for every one of a million rows
        self.told = QLabel()
        self._count = self._letters = 0
        self._ask_filter: Filter | None = None
        self._serial = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._filter)
        self._make()
        self._lay_out()
        self.filter.textChanged.connect(lambda _: self._pause.start())
        self.filter.returnPressed.connect(self._filter)
        self.list.selectionModel().selectionChanged.connect(self._selected)

    def show_records(self, count: int, fetch: Fetch, ask_filter: Filter, letters: int) -> None:
        """List other records, none of which is touched before it is seen.

        Args:
            count: How many.
            fetch: Whom to ask for lines.
            ask_filter: Whom to ask which records have a text.
            letters: How many they have together.
        """
        self._count, self._ask_filter, self._letters = count, ask_filter, letters
        self._size_columns()
        self._serial += 1
        self.filter.clear()
        self._pause.stop()
        self.model.show_records(count, fetch)
        self._tell(count)

    def show_held(self, records: Sequence[SequenceRecord]) -> None:
        """List records that are all at hand."""
        lines = [line_of(record) for record in records]
        self.show_records(len(lines), _held_lines(lines), _held_filter(lines), sum(one.length for one in lines))

    def choose(self, record: int) -> None:
        """Choose a record, if it is listed; the signal tells of it as of any other choice."""
        row = self.model.row_of(record)
        if row is not None:
            self.list.setCurrentIndex(self.model.index(row, 0))

    def changeEvent(self, event: QEvent) -> None:
        """Columns are as wide as the present letters need."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._size_columns()

    def _size_columns(self) -> None:
        """Names are shortened, lengths never: no record is longer than all together."""
        metrics, head = self.list.fontMetrics(), self.list.horizontalHeader()
        longest = metrics.horizontalAdvance(length_text(self._letters, Alphabet.DNA)) + _CELL_ROOM
        self.list.setColumnWidth(0, metrics.horizontalAdvance("0" * _NAME))
        self.list.setColumnWidth(1, max(longest, head.sectionSizeHint(1)))

    def _make(self) -> None:
        self.filter.setPlaceholderText(tr("Filter by name or description"))
        self.filter.setAccessibleName(tr("Filter records"))
        self.filter.setClearButtonEnabled(True)
        self.list.setModel(self.model)
        self.list.setAccessibleName(tr("Records"))
        self.list.verticalHeader().hide()
        self.list.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.list.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + _ROW_ROOM)
        self.list.setShowGrid(False)
        self.list.setWordWrap(False)
        self.list.setTabKeyNavigation(False)
        self.list.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.horizontalHeader().setStretchLastSection(True)
        self.list.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._size_columns()
        self.told.setAccessibleName(tr("How many records are listed"))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.filter)
        column.addWidget(self.list, 1)
        column.addWidget(self.told)

    def _filter(self) -> None:
        self._pause.stop()
        text = self.filter.text().strip()
        self._serial += 1
        if not text or self._ask_filter is None:
            self.model.keep(None)
            self._tell(self._count)
            return
        serial = self._serial
        self.told.setText(tr("Filtering …"))
        self._ask_filter(text, lambda numbers: self._take(serial, numbers))

    def _take(self, serial: int, numbers: NDArray[np.int64]) -> None:
        if serial == self._serial:
            self.model.keep(numbers)
            self._tell(len(numbers))

    def _tell(self, listed: int) -> None:
        words = tr("{count} records") if listed == self._count else tr("{listed} of {count} records")
        self.told.setText(words.format(count=number_text(self._count), listed=number_text(listed)))

    def _selected(self, selected: QItemSelection, _former: QItemSelection) -> None:
        rows = selected.indexes()
        if rows:
            self.chosen.emit(self.model.record(rows[0].row()))


def _held_lines(lines: Sequence[Line]) -> Fetch:
    def fetch(first: int, count: int, take: Callable[[Sequence[Line]], None]) -> None:
        take(lines[first : first + count])

    return fetch


def _held_filter(lines: Sequence[Line]) -> Filter:
    def ask(text: str, take: Callable[[NDArray[np.int64]], None]) -> None:
        wanted = text.casefold()
        found = (n for n, line in enumerate(lines) if wanted in f"{line.name} {line.description}".casefold())
        take(np.fromiter(found, np.int64))

    return ask
