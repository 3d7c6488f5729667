"""The list of keys, where each can be changed, kept in a file, and printed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QMarginsF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from medview.core.errors import MedViewError
from medview.views.actions.spec import ActionSpec
from medview.views.actions.table import (
    FOCUS_NAMES,
    category,
    clashes,
    holders,
    menu_of,
    native,
    normal,
    plain,
    standard_key,
    title,
    words,
)
from medview.views.assistance.key_ask import KeyAsk, Wish, menu_words
from medview.views.messages import MessageBar
from medview.views.settings.fonts import resize_for_text

_SIZE = (820, 640)
_FILE = "medview-keys.json"
_KEY_COLUMN = 2


class KeysDialog(QDialog):
    """Every action with its key and where the key acts.

    Args:
        specs: The action table.
        keys: Action name to key, where the reader changed it.
        parent: The window.
    """

    def __init__(self, specs: tuple[ActionSpec, ...], keys: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        resize_for_text(self, *_SIZE)
        self._specs = specs
        self._given = {spec.name: normal(keys.get(spec.name, spec.key)) for spec in specs}
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Search: a part of a name, a menu or a key such as Ctrl+O"))
        self.field.setAccessibleName(self.tr("Search actions and keys"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._filter)
        self.table = self._table()
        self.messages = MessageBar()
        self.clash = QLabel()
        self.clash.setObjectName("failure")
        self.clash.setWordWrap(True)
        standard = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(standard.Ok | standard.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (self.field, self.table, self.clash, self.messages):
            layout.addWidget(widget)
        layout.addLayout(self._tools())
        layout.addWidget(self.buttons)
        self._list()

    @property
    def keys(self) -> dict[str, str]:
        """The keys that differ from the table's."""
        return {
            spec.name: self._given[spec.name] for spec in self._specs if self._given[spec.name] != standard_key(spec)
        }

    def ask(self) -> KeyAsk | None:
        """Ask for another key for the chosen action."""
        spec = self._chosen()
        if spec is None:
            return None
        dialog = KeyAsk(spec, self._specs, self._given, self)
        dialog.wished.connect(self.change)
        dialog.open()
        return dialog

    def change(self, name: str, wish: Wish) -> None:
        """Give an action a key; whoever had it loses it, or gets the other one."""
        before = self._given[name]
        for other in wish.taken_from:
            self._given[other] = before if wish.swap else ""
        self._given[name] = wish.key
        self._list()

    def reset(self) -> None:
        """Give the chosen action its standard key, unless another action has it."""
        spec = self._chosen()
        if spec is None:
            return
        have = holders(self._specs, self._given, spec, standard_key(spec))
        if have:
            self.messages.show_message(
                self.tr("“{key}” is the key of “{action}” now.").format(
                    key=native(standard_key(spec)), action=title(have[0])
                ),
                self.tr("Change that one first, or choose “Reset all”."),
                "warning",
            )
            return
        self.change(spec.name, Wish(standard_key(spec)))

    def reset_all(self) -> None:
        """Give every action its standard key."""
        self._given = {spec.name: standard_key(spec) for spec in self._specs}
        self._list()

    def export(self, path: Path) -> None:
        """Write the changed keys into a file."""
        self._file(lambda: path.write_text(keys_to_json(self.keys), encoding="utf-8"), path)

    def take(self, path: Path) -> None:
        """Take the keys of a file, if no two actions share one then."""
        self._file(lambda: self._took(keys_from_json(path.read_text(encoding="utf-8"))), path)

    def print_list(self, path: Path) -> None:
        """Write the list of keys as a PDF to print."""
        self._file(lambda: write_pdf(path, self._printable()), path)

    def _took(self, keys: Mapping[str, str]) -> None:
        unknown = sorted(keys.keys() - self._given.keys())
        wanted = {spec.name: normal(keys.get(spec.name, spec.key)) for spec in self._specs}
        pairs = clashes(self._specs, wanted)
        if pairs:
            raise MedViewError(self._shared(pairs[0]), self.tr("The keys stay as they were; mend the file."))
        self._given = wanted
        self._list()
        if unknown:
            told = self.tr("The file also has keys of actions this version does not know: {names}.")
            self.messages.show_message(told.format(names=", ".join(unknown)), "", "warning")

    def _file(self, act: Callable[[], object], path: Path) -> None:
        self.messages.clear()
        try:
            act()
        except MedViewError as error:
            self.messages.show_error(error)
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or type(error).__name__
            told = self.tr("{path} could not be used: {reason}.").format(path=path, reason=reason)
            self.messages.show_message(told, self.tr("Choose another file."), "error")

    def _table(self) -> _Table:
        table = _Table(len(self._specs), 4)
        heads = (self.tr("Action"), self.tr("Menu"), self.tr("Key"), self.tr("Where it acts"))
        table.setHorizontalHeaderLabels(list(heads))
        table.setAccessibleName(self.tr("Actions and their keys; Enter changes one"))
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        for column in range(1, 4):
            table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for row, spec in enumerate(self._specs):
            for column, text in enumerate((title(spec), category(spec), "", words(FOCUS_NAMES[spec.focus]))):
                item = QTableWidgetItem(text)
                item.setToolTip(words(spec.help))
                table.setItem(row, column, item)
        table.chosen.connect(self.ask)
        table.setCurrentCell(0, 0)
        return table

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for text, tip, act in (
            (self.tr("Change…"), self.tr("Press another key for the chosen action"), self.ask),
            (self.tr("Reset"), self.tr("Give the chosen action its standard key"), self.reset),
            (self.tr("Reset all"), self.tr("Give every action its standard key"), self.reset_all),
            (self.tr("Export…"), self.tr("Keep the changed keys in a file"), self._ask_export),
            (self.tr("Import…"), self.tr("Take the keys of a file"), self._ask_import),
            (self.tr("Print list…"), self.tr("Save the list of keys as a PDF"), self._ask_print),
        ):
            button = QPushButton(text)
            button.setToolTip(tip)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, call=act: call())
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _chosen(self) -> ActionSpec | None:
        row = self.table.currentRow()
        return self._specs[row] if row >= 0 and not self.table.isRowHidden(row) else None

    def _list(self) -> None:
        for row, spec in enumerate(self._specs):
            item = self.table.item(row, _KEY_COLUMN) or QTableWidgetItem()
            item.setText(native(self._given[spec.name]))
            font = item.font()
            font.setBold(self._given[spec.name] != standard_key(spec))
            item.setFont(font)
        pairs = clashes(self._specs, self._given)
        self.clash.setText("\n".join((*map(self._shared, pairs), *self._opening())))
        self.clash.setVisible(bool(self.clash.text()))
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not pairs)
        self._filter(self.field.text())

    def _opening(self) -> list[str]:
        """Keys that open a menu, too."""
        held = [(key, menu_of(key)) for key in self._given.values()]
        return [menu_words(key, menu) for key, menu in held if menu]

    def _shared(self, pair: tuple[str, str]) -> str:
        one, other = (title(next(spec for spec in self._specs if spec.name == name)) for name in pair)
        return self.tr("“{one}” and “{other}” share a key.").format(one=one, other=other)

    def _filter(self, query: str) -> None:
        wanted = query.casefold().split()
        first = -1
        for row, spec in enumerate(self._specs):
            told = (
                f"{title(spec)} {plain(spec.menu)} {category(spec)} {native(self._given[spec.name])} {words(spec.help)}"
            )
            hidden = not all(word in told.casefold() for word in wanted)
            self.table.setRowHidden(row, hidden)
            first = row if first < 0 and not hidden else first
        if first >= 0 and self._chosen() is None:
            self.table.setCurrentCell(first, 0)

    def _printable(self) -> str:
        rows = "".join(
            f"<tr><td>{title(spec)}</td><td>{category(spec)}</td><td><b>{native(self._given[spec.name])}</b></td>"
            f"<td>{words(FOCUS_NAMES[spec.focus])}</td></tr>"
            for spec in self._specs
            if self._given[spec.name]
        )
        heads = (self.tr("Action"), self.tr("Menu"), self.tr("Key"), self.tr("Where it acts"))
        head = "".join(f"<th align='left'>{text}</th>" for text in heads)
        return f"<h2>{self.tr('Keys of MedView')}</h2><table cellpadding='3'><tr>{head}</tr>{rows}</table>"

    def _ask_export(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Export keys"), _FILE, self.tr("Keys (*.json)"))
        if path:
            self.export(Path(path))

    def _ask_import(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Import keys"), "", self.tr("Keys (*.json)"))
        if path:
            self.take(Path(path))

    def _ask_print(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, self.tr("List of keys"), "medview-keys.pdf", "PDF (*.pdf)")
        if path:
            self.print_list(Path(path))


class _Table(QTableWidget):
    """A table whose Enter key does not press the dialog's own button."""

    chosen = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.chosen.emit()
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """So does a double click."""
        super().mouseDoubleClickEvent(event)
        self.chosen.emit()


def keys_to_json(keys: Mapping[str, str]) -> str:
    """Changed keys as they are kept in a file."""
    return json.dumps({"medview_keys": 1, "keys": dict(keys)}, indent=1, ensure_ascii=False)


def keys_from_json(text: str) -> dict[str, str]:
    """The keys a file holds.

    Raises:
        MedViewError: It is no such file.
    """
    try:
        data = json.loads(text)
        keys = data["keys"] if data["medview_keys"] == 1 else None
    except (ValueError, KeyError, TypeError):
        keys = None
    if not isinstance(keys, dict) or not all(isinstance(key, str) for key in keys.values()):
        raise MedViewError(
            words("This is no list of keys of MedView."), words("Choose a file made with “Export…” in this dialog.")
        )
    return keys


def write_pdf(path: Path, html: str) -> None:
    """Write a text as A4 pages."""
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(15, 15, 15, 15), QPageLayout.Unit.Millimeter)
    document = QTextDocument()
    document.setHtml(html)
    document.print_(writer)
