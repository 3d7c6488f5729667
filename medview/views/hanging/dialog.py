"""The table of hanging protocols: which studies they are for, what hangs where, in which order they are tried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from medview.core.errors import MedViewError
from medview.session.hanging_json import named_apart, read_protocols, shipped, write_protocols
from medview.session.layout import Links
from medview.session.protocols import Match, Protocol, Rule
from medview.views.hanging.columns import PROTOCOL_COLUMNS, RULE_COLUMNS
from medview.views.hanging.model import ChoiceDelegate, ValueModel
from medview.views.hanging.words import protocol_name
from medview.views.settings.fonts import scaled

_SUFFIX = ".json"
_NAME = next(number for number, column in enumerate(PROTOCOL_COLUMNS) if column.title == "Name")
_IN_ROW = 3
_SIZE = (1120, 700)
_ROOM = 60
"""Pixels of the screen left free around the dialog."""
_WIDEST = 300
"""Pixels of the widest column at first; it can be drawn wider."""


class HangingDialog(QDialog):
    """Asks for hanging protocols; ``protocols`` are what was made of them.

    Args:
        protocols: The present ones.
        example: Makes a protocol of a name from what hangs now; None where nothing does.
        folder: Where files are first looked for.
        parent: The window.
    """

    def __init__(
        self,
        protocols: tuple[Protocol, ...],
        example: Callable[[str], Protocol | None],
        folder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Hanging protocols"))
        screen = self.screen().availableGeometry()
        self.resize(min(scaled(_SIZE[0]), screen.width() - _ROOM), min(scaled(_SIZE[1]), screen.height() - _ROOM))
        self._example = example
        self._folder = folder
        self.model = ValueModel(PROTOCOL_COLUMNS, parent=self)
        self.model.check = self._clash
        self.rules = ValueModel(RULE_COLUMNS, lambda row: str(row + 1), parent=self)
        self.table = _table(self.model, self.tr("Protocols"))
        self.viewports = _table(self.rules, self.tr("Viewports of the chosen protocol"))
        self.table.verticalHeader().hide()
        self.heading = QLabel()
        self.heading.setObjectName("heading")
        self.links = _LinksRow()
        self.failure = QLabel()
        self.failure.setObjectName("failure")
        self.failure.setWordWrap(True)
        self.failure.hide()
        self.buttons: dict[str, QPushButton] = {}
        self._lay_out()
        self._connect()
        self.model.show_values(protocols)
        self._fit(self.table)
        self._choose(0)

    @property
    def protocols(self) -> tuple[Protocol, ...]:
        """The protocols as they stand in the table."""
        return tuple(self.model.values)

    @property
    def row(self) -> int:
        """The chosen protocol; -1 for none."""
        return self.table.currentIndex().row()

    def take(self, protocol: Protocol) -> None:
        """Add a protocol below the chosen one, and choose it."""
        row = self.row + 1
        self.model.insert(row, replace(protocol, name=named_apart(self.protocols, protocol.name)))
        self._choose(row)

    def import_file(self, path: Path) -> None:
        """Add the protocols of a file; where something is wrong with it, none, and say what."""
        self._say("")
        try:
            found = read_protocols(path)
        except MedViewError as error:
            self._say(str(error))
            return
        for protocol in found:
            self.take(protocol)

    def export_file(self, path: Path) -> None:
        """Write all protocols to a file."""
        self._say("")
        try:
            write_protocols(path, self.protocols)
        except MedViewError as error:
            self._say(str(error))

    # how it is made

    def _lay_out(self) -> None:
        intro = QLabel(
            self.tr(
                "Of the protocols that are on and find their series, the one that asks most of a study is hung; "
                "of equals the upper one. In patterns, * stands for any letters and | divides alternatives."
            )
        )
        intro.setWordWrap(True)
        upper, lower = QWidget(), QWidget()
        above = QVBoxLayout(upper)
        below = QVBoxLayout(lower)
        for layout in (above, below):
            layout.setContentsMargins(0, 4, 0, 4)
        above.addWidget(self.table)
        above.addWidget(self._button_rows())
        below.addWidget(self.heading)
        below.addWidget(self.viewports)
        below.addWidget(self.links)
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setChildrenCollapsible(False)
        halves.addWidget(upper)
        halves.addWidget(lower)
        standard = QDialogButtonBox.StandardButton
        box = self.box = QDialogButtonBox(standard.Ok | standard.Cancel)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(intro)
        layout.addWidget(halves, 1)
        layout.addWidget(self.failure)
        layout.addWidget(box)

    def _button_rows(self) -> QWidget:
        wanted: tuple[tuple[str, str, str, Callable[[], None]], ...] = (
            ("add", self.tr("&Add"), self.tr("Add an empty protocol below the chosen one"), self._add),
            ("duplicate", self.tr("&Duplicate"), self.tr("Add a copy of the chosen protocol"), self._duplicate),
            ("remove", self.tr("&Remove"), self.tr("Remove the chosen protocol"), self._remove),
            (
                "present",
                self.tr("Present &layout"),
                self.tr("Add a protocol that hangs studies like the open one as it hangs now"),
                self._add_present,
            ),
            ("up", self.tr("Move &up"), self.tr("Of equal protocols the upper one is hung"), lambda: self._move(-1)),
            ("down", self.tr("Move d&own"), self.tr("Of equal protocols the upper one is hung"), lambda: self._move(1)),
            ("import", self.tr("&Import…"), self.tr("Add the protocols of a file"), self._ask_import),
            ("export", self.tr("E&xport…"), self.tr("Write all protocols to a file"), self._ask_export),
            (
                "reset",
                self.tr("Re&set"),
                self.tr("Bring the shipped protocols back as they came; your own stay"),
                self._reset,
            ),
        )
        rows = QWidget()
        layout = QGridLayout(rows)
        layout.setContentsMargins(0, 0, 0, 0)
        for number, (name, text, tip, act) in enumerate(wanted):
            button = self.buttons[name] = QPushButton(text)
            button.setToolTip(tip)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, call=act: call())
            layout.addWidget(button, number // _IN_ROW, number % _IN_ROW)
        return rows

    def _connect(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self.model.edited.connect(lambda _: self._show_chosen())
        self.model.refused.connect(self._say)
        self.rules.refused.connect(self._say)
        self.rules.edited.connect(lambda _: self._take_rules())
        self.links.changed = self._take_links

    # what the chosen protocol shows

    def _show_chosen(self) -> None:
        row = self.row
        chosen: Protocol | None = self.model.values[row] if 0 <= row < len(self.model.values) else None
        self.rules.show_values(chosen.viewports if chosen else ())
        self._fit(self.viewports)
        self.links.show_links(chosen.links if chosen else None)
        self.links.setEnabled(chosen is not None)
        named = self.tr("Viewports of “{name}”, row by row")
        self.heading.setText(named.format(name=protocol_name(chosen.name)) if chosen else "")
        for name in ("duplicate", "remove", "up", "down"):
            self.buttons[name].setEnabled(chosen is not None)
        self.buttons["up"].setEnabled(chosen is not None and row > 0)
        self.buttons["down"].setEnabled(chosen is not None and row < len(self.model.values) - 1)

    def _take_rules(self) -> None:
        self._change(viewports=tuple(self.rules.values))

    def _take_links(self) -> None:
        self._change(links=self.links.value)

    def _change(self, **changes: object) -> None:
        if self.row >= 0:
            self.model.put(self.row, replace(self.model.values[self.row], **changes))

    def _clash(self, row: int, value: Protocol) -> str:
        others = (one.name for number, one in enumerate(self.model.values) if number != row)
        told = self.tr("Another protocol is named “{name}” already.")
        return told.format(name=value.name) if value.name in others else ""

    # what the buttons do

    def _add(self) -> None:
        self.take(Protocol(self.tr("New protocol"), Match(), "1x1", (Rule(),)))
        self.table.edit(self.model.index(self.row, _NAME))

    def _add_present(self) -> None:
        made = self._example(self.tr("New protocol"))
        if made is None:
            self._say(self.tr("Nothing hangs now. Open a study first."))
            return
        self.take(made)
        self.table.edit(self.model.index(self.row, _NAME))

    def _duplicate(self) -> None:
        self.take(self.model.values[self.row])

    def _remove(self) -> None:
        row = self.row
        self.model.remove(row)
        self._choose(min(row, len(self.model.values) - 1))

    def _move(self, by: int) -> None:
        row = self.row
        if self.model.move(row, by):
            self._choose(row + by)

    def _reset(self) -> None:
        """The shipped ones as they came; protocols of other names stay below them."""
        fresh = shipped()
        names = {protocol.name for protocol in fresh}
        self.model.show_values((*fresh, *(one for one in self.protocols if one.name not in names)))
        self._choose(0)

    def _ask_import(self) -> None:
        title, kinds = self.tr("Import hanging protocols"), self.tr("Hanging protocols (*.json)")
        path, _ = QFileDialog.getOpenFileName(self, title, self._folder, kinds)
        if path:
            self.import_file(Path(path))

    def _ask_export(self) -> None:
        title, kinds = self.tr("Export hanging protocols"), self.tr("Hanging protocols (*.json)")
        path, _ = QFileDialog.getSaveFileName(self, title, self._folder, kinds)
        if path:
            self.export_file(Path(path if path.endswith(_SUFFIX) else path + _SUFFIX))

    def _choose(self, row: int) -> None:
        index = self.model.index(row, _NAME)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(index, flags)
        self.table.scrollTo(index)
        self._show_chosen()

    def _say(self, text: str) -> None:
        self.failure.setText(text)
        self.failure.setVisible(bool(text))

    def _fit(self, table: QTableView) -> None:
        table.resizeColumnsToContents()
        header = table.horizontalHeader()
        for column in range(header.count()):
            header.resizeSection(column, min(header.sectionSize(column), _WIDEST))


class _LinksRow(QWidget):
    """Which viewports go together once a protocol is hung."""

    def __init__(self) -> None:
        super().__init__()
        self.changed: Callable[[], None] = lambda: None
        self.sets = QCheckBox(self.tr("Sets what viewports do together:"))
        words = {
            "scroll": self.tr("scroll"),
            "zoom": self.tr("zoom"),
            "pan": self.tr("pan"),
            "window": self.tr("window"),
            "reference_lines": self.tr("reference lines"),
        }
        self.boxes = {field.name: QCheckBox(words[field.name]) for field in fields(Links)}
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.sets, 0, 0, 1, -1)
        self.sets.setToolTip(self.tr("Without the tick, links stay as they are when the protocol is hung."))
        for number, (name, box) in enumerate(self.boxes.items()):
            box.setToolTip(self.tr("Viewports go together in this: {what}.").format(what=words[name]))
            layout.addWidget(box, 1, number)
        layout.setColumnStretch(len(self.boxes), 1)
        for box in (self.sets, *self.boxes.values()):
            box.clicked.connect(self._clicked)

    @property
    def value(self) -> Links | None:
        """What was chosen."""
        if not self.sets.isChecked():
            return None
        return Links(**{name: box.isChecked() for name, box in self.boxes.items()})

    def show_links(self, links: Links | None) -> None:
        """Show what is chosen now."""
        self.sets.setChecked(links is not None)
        for name, box in self.boxes.items():
            box.setChecked(getattr(links or Links(), name))
            box.setEnabled(links is not None)

    def _clicked(self) -> None:
        for box in self.boxes.values():
            box.setEnabled(self.sets.isChecked())
        self.changed()


def _table(model: ValueModel, name: str) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setAccessibleName(name)
    table.setItemDelegate(ChoiceDelegate(table))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    triggers = QAbstractItemView.EditTrigger
    table.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
    table.setTabKeyNavigation(False)
    table.setCornerButtonEnabled(False)
    corner = table.findChild(QAbstractButton)
    if corner is not None:
        corner.setAccessibleName(name)
        corner.setToolTip(name)
    table.setAlternatingRowColors(False)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    table.horizontalHeader().setHighlightSections(False)
    return table
