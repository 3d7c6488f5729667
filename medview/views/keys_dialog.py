"""The list of keys, where each can be changed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from medview.views.actions.spec import ActionSpec
from medview.views.actions.table import FOCUS_NAMES, clashes, plain, words


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
        self.resize(720, 620)
        self._specs = specs
        self._edits: dict[str, QKeySequenceEdit] = {}
        intro = QLabel(self.tr("Click a key and press another to change it. A key acts where the last column says."))
        intro.setWordWrap(True)
        self.table = self._table(specs, keys)
        self.clash = QLabel()
        self.clash.setObjectName("failure")
        self.clash.setWordWrap(True)
        self.clash.hide()
        standard = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(standard.Ok | standard.Cancel | standard.RestoreDefaults)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.buttons.button(standard.RestoreDefaults).clicked.connect(self._restore)
        layout = QVBoxLayout(self)
        for widget in (intro, self.table, self.clash, self.buttons):
            layout.addWidget(widget)

    @property
    def keys(self) -> dict[str, str]:
        """The keys that differ from the table's."""
        keys = {name: edit.keySequence().toString() for name, edit in self._edits.items()}
        return {spec.name: keys[spec.name] for spec in self._specs if keys[spec.name] != standard_key(spec)}

    def _table(self, specs: tuple[ActionSpec, ...], keys: Mapping[str, str]) -> QTableWidget:
        table = QTableWidget(len(specs), 3)
        table.setHorizontalHeaderLabels([self.tr("Action"), self.tr("Key"), self.tr("Where it acts")])
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.verticalHeader().hide()
        table.setColumnWidth(1, 180)
        table.setColumnWidth(2, 170)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for row, spec in enumerate(specs):
            name = QTableWidgetItem(plain(spec.text).rstrip("…"))
            name.setToolTip(words(spec.help))
            edit = QKeySequenceEdit(QKeySequence(keys.get(spec.name, spec.key)))
            edit.setMaximumSequenceLength(1)
            edit.setClearButtonEnabled(True)
            edit.keySequenceChanged.connect(self._check)
            self._edits[spec.name] = edit
            table.setItem(row, 0, name)
            table.setCellWidget(row, 1, edit)
            table.setItem(row, 2, QTableWidgetItem(words(FOCUS_NAMES[spec.focus])))
        table.resizeRowsToContents()
        return table

    def _check(self) -> None:
        pairs = clashes(self._specs, self.keys)
        names = {spec.name: plain(spec.text).rstrip("…") for spec in self._specs}
        lines = [self.tr("“{one}” and “{other}” share a key.").format(one=names[a], other=names[b]) for a, b in pairs]
        self.clash.setText("\n".join(lines))
        self.clash.setVisible(bool(pairs))
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not pairs)

    def _restore(self) -> None:
        for spec in self._specs:
            self._edits[spec.name].setKeySequence(QKeySequence(spec.key))


def standard_key(spec: ActionSpec) -> str:
    """The table's key as Qt writes it."""
    return QKeySequence(spec.key).toString()
