"""The list of drawings: their values, to jump to, name, hide and delete them; details of the selected one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QIcon, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from medview.core.figures import Measured
from medview.core.measured_table import Line, as_tsv
from medview.core.measured_text import main_text, shape_name
from medview.core.measurement import Measurement, Shape
from medview.session.reduce import Parts
from medview.session.state import Opened, Part, State
from medview.views import words
from medview.views.actions.table import Actions
from medview.views.drawing.desk import Desk
from medview.views.drawing.details import Details
from medview.views.drawing.jumping import jump, place_of
from medview.views.drawing.lines import lines_of
from medview.views.settings.theme import Theme

_ID = Qt.ItemDataRole.UserRole
_NAME, _VALUE, _PLACE = range(3)
_REDRAWN = frozenset({Part.MEASUREMENTS, Part.OPENED, Part.VOLUME, Part.LAYOUT})
_MOST_HEIGHT = 190
_NARROW = 330
"""Panel width below which the slice is told by tool tips only."""
_VALUE_PART = 0.42
"""The part of the panel's width a value may take."""
_IN_LIST = ("measure_delete", "measure_rename")
"""Actions whose keys act in the list, too."""


@dataclass(frozen=True)
class Row:
    """A line of the list.

    Args:
        one: The drawing.
        name: What it is called.
        value: What it is drawn for.
        place: Its slice or picture.
        series: What its series is called.
    """

    one: Measurement
    name: str
    value: str
    place: str
    series: str


class MeasurementsPanel(QWidget):
    """Drawings of the open series, those of the active one first.

    Args:
        desk: Where drawings are kept and measured.
        theme: Icons and colours.
        actions: The window's actions.
        parent: The window.
    """

    def __init__(self, desk: Desk, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._desk = desk
        self._theme = theme
        self._rows: tuple[Row, ...] = ()
        self._edited = False
        self._icons: dict[Shape, QIcon] = {}
        self.list = self._tree()
        self.list.addActions([actions[name] for name in _IN_LIST])
        self.empty = QLabel()
        self.empty.setObjectName("muted")
        self.empty.setWordWrap(True)
        self.details = Details(theme)
        self.buttons = [_button(actions, name) for name in ("measure_copy", "measure_save")]
        top = QHBoxLayout()
        heading = QLabel(self.tr("Measurements"))
        heading.setObjectName("heading")
        top.addWidget(heading, 1)
        for button in self.buttons:
            top.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 8)
        layout.addLayout(top)
        for widget in (self.empty, self.list, self.details):
            layout.addWidget(widget)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._list)
        desk.book.changed.connect(lambda _: self._later.start())
        self.update_state(desk.session.state, frozenset(Part))

    def update_state(self, state: State, parts: Parts) -> None:
        """Show what changed."""
        if parts & _REDRAWN:
            self._later.start()  # once for all changes of one turn

    def listed(self) -> list[Opened]:
        """The series whose drawings are listed, for a table of them (``lines_of``)."""
        return _in_order(self._desk.session.state)

    def copy_table(self) -> None:
        """Put the list on the clipboard, for a spreadsheet, once all of it is measured."""
        self._desk.background.run(partial(lines_of, self.listed()), self._copy, self._desk.failed.emit)

    def _copy(self, lines: list[Line]) -> None:
        QGuiApplication.clipboard().setText(as_tsv(lines))
        self._desk.told.emit(self.tr("The table of measurements is on the clipboard."), "")

    def show_now(self) -> None:
        """List what is drawn now, without waiting for the next turn."""
        self._later.stop()
        self._list()

    def _list(self) -> None:
        state = self._desk.session.state
        every = [(one, opened) for opened in _in_order(state) for one in opened.measurements]
        rows = tuple(self._row(one, opened) for one, opened in every)
        many = len({row.series for row in rows}) > 1
        if rows != self._rows or self._edited:
            with QSignalBlocker(self.list):
                self._fill(rows, many)
            self._rows, self._edited = rows, False
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        drawable = self.tr("Nothing drawn. Choose a tool in the Measure menu and draw in a viewport.")
        self.empty.setText(drawable if state.content is None else self.tr("Nothing to measure in what is open."))
        for button in self.buttons:
            button.setVisible(bool(rows))
        self._select(state.measurement)

    def _row(self, one: Measurement, opened: Opened) -> Row:
        measured = self._desk.book.later(one, opened)
        title = words.series_title(opened.series)
        return Row(one, one.label or shape_name(one.shape), _value(one, measured), place_of(one, opened), title)

    def _fill(self, rows: tuple[Row, ...], many: bool) -> None:
        """Change lines in place where they are of the same drawings, so that nothing jumps under the reader's hand."""
        if [row.one.id for row in rows] != [row.one.id for row in self._rows]:
            self.list.clear()
            self.list.addTopLevelItems([QTreeWidgetItem() for _ in rows])
        for number, row in enumerate(rows):
            item = self.list.topLevelItem(number)
            if item is not None:
                self._show_row(item, row, many)
        self._fit()

    def _show_row(self, item: QTreeWidgetItem, row: Row, many: bool) -> None:
        item.setData(_NAME, _ID, row.one.id)
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
            | Qt.ItemFlag.ItemIsEditable
        )
        item.setCheckState(_NAME, Qt.CheckState.Unchecked if row.one.hidden else Qt.CheckState.Checked)
        item.setIcon(_NAME, self._icon(row.one.shape))
        item.setText(_NAME, row.name)
        room = round(self.width() * _VALUE_PART)
        item.setText(_VALUE, self.list.fontMetrics().elidedText(row.value, Qt.TextElideMode.ElideRight, room))
        item.setText(_PLACE, f"{row.series} · {row.place}" if many else row.place)
        tip = "\n".join(line for line in (shape_name(row.one.shape), row.value, row.series, row.place) if line)
        for column in range(3):
            item.setToolTip(column, tip)

    def _select(self, id_: str | None) -> None:
        at = next((n for n, row in enumerate(self._rows) if row.one.id == id_), -1)
        with QSignalBlocker(self.list):
            item = self.list.topLevelItem(at) if at >= 0 else None
            if item is None:
                self.list.clearSelection()
                self.list.setCurrentItem(None)  # type: ignore[call-overload]
            elif self.list.currentItem() is not item:
                self.list.setCurrentItem(item)
        one = self._desk.find(id_)
        opened = self._desk.session.state.opened.get(one.series) if one is not None else None
        measured = self._desk.book.of(one, opened) if one is not None and opened is not None else Measured()
        self.details.show_measured(one, measured)

    def _chosen(self) -> None:
        """A line was chosen: select its drawing and go there."""
        one = self._current()
        if one is not None:
            self._desk.select(one.id)
            jump(self._desk.session, one)
            self.show_now()

    def _changed(self, item: QTreeWidgetItem, column: int) -> None:
        """A tick or a name was changed by hand; the list then shows what is kept."""
        one = self._desk.find(item.data(_NAME, _ID))
        if one is None or column != _NAME:
            return
        hidden = item.checkState(_NAME) == Qt.CheckState.Unchecked
        name = item.text(_NAME).strip()
        if hidden != one.hidden:
            self._desk.hide(one, hidden)
        elif name != (one.label or shape_name(one.shape)):
            self._desk.rename(one, name)
        self._edited = True
        self._later.start()

    def rename(self) -> None:
        """Let the selected line's name be edited."""
        item = self.list.currentItem()
        if item is not None:
            self.list.editItem(item, _NAME)

    def _current(self) -> Measurement | None:
        item = self.list.currentItem()
        return self._desk.find(item.data(_NAME, _ID)) if item is not None else None

    def _tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setHeaderHidden(True)
        tree.setColumnCount(3)
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setAccessibleName(self.tr("Drawings and what they measure"))
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        tree.header().setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        for column in (_VALUE, _PLACE):
            tree.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        tree.header().setStretchLastSection(False)
        tree.header().setMinimumSectionSize(40)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.itemSelectionChanged.connect(self._chosen)
        tree.itemActivated.connect(lambda *_: self._chosen())
        tree.itemChanged.connect(self._changed)
        return tree

    def _icon(self, shape: Shape) -> QIcon:
        if shape not in self._icons:
            self._icons[shape] = self._theme.icon(shape.value)
        return self._icons[shape]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow panel name and value need the room."""
        super().resizeEvent(event)
        self.list.setColumnHidden(_PLACE, self.width() < _NARROW)

    def _fit(self) -> None:
        """As high as its lines, within limits: the findings need the room."""
        height = max(self.list.sizeHintForRow(0), 18) * self.list.topLevelItemCount() + 6
        self.list.setFixedHeight(min(height, _MOST_HEIGHT))


def _value(one: Measurement, measured: Measured) -> str:
    found = main_text(one, measured, brief=True)
    return found or (measured.notes[0] if measured.notes and not measured.figures else "")


def _in_order(state: State) -> list[Opened]:
    active = state.tile.series
    return sorted(state.opened.values(), key=lambda opened: opened.series.uid != active)


def _button(actions: Actions, name: str) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(actions[name])
    button.setAccessibleName(actions[name].text().replace("&", ""))
    button.setAutoRaise(True)
    return button
