"""The list of key images: go to one, write a note, take a mark away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from medview.core.errors import MedViewError
from medview.core.measurement import KeyImage
from medview.session.session import Session
from medview.session.state import Part, State
from medview.views import words
from medview.views.reading.key_images import drop, listed, place_words, renamed, way_to
from medview.views.settings.fonts import resize_for_text

_SHOWN = frozenset({Part.KEY_IMAGES, Part.OPENED, Part.VOLUME, Part.LAYOUT})
_SERIES, _PLACE, _NOTE = range(3)
_ROOM = 10
"""Around a line of the list, pixels."""


class KeyImagesDialog(QDialog):
    """Lists the key images of what is open; stays beside the viewports.

    Args:
        session: What is open, and who is told.
        parent: The window.
    """

    failed = Signal(object)
    """A ``MedViewError``."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._listed: tuple[KeyImage, ...] = ()
        self.setWindowTitle(self.tr("Key images"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        resize_for_text(self, 620, 360)
        self.list = self._made_list()
        self.empty = QLabel(self.tr("No picture is marked. The key image action marks the one that is shown."))
        self.empty.setObjectName("muted")
        self.empty.setWordWrap(True)
        self.go = QPushButton(self.tr("&Show"))
        self.take = QPushButton(self.tr("&Remove the mark"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        for button in (self.go, self.take):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        layout = QVBoxLayout(self)
        layout.addWidget(self.empty)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        self.go.clicked.connect(self._jump)
        self.take.clicked.connect(self._drop)
        buttons.rejected.connect(self.close)
        self._stop_listening = session.listen(self._changed)
        self.destroyed.connect(self._stop_listening)  # a dialog may go without being closed
        self._show(session.state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the chosen mark away."""
        if event.key() == Qt.Key.Key_Delete:
            self._drop()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hear of no change any more."""
        self._stop_listening()
        super().closeEvent(event)

    def _made_list(self) -> QTreeWidget:
        made = QTreeWidget()
        made.setAccessibleName(self.tr("Key images"))
        made.setRootIsDecorated(False)
        made.setHeaderLabels([self.tr("Series"), self.tr("Picture"), self.tr("Note")])
        made.header().setSectionResizeMode(_NOTE, QHeaderView.ResizeMode.Stretch)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.itemActivated.connect(self._activated)
        made.itemDoubleClicked.connect(self._activated)
        made.itemChanged.connect(self._noted)
        return made

    def _changed(self, state: State, parts: frozenset[Part]) -> None:
        if parts & _SHOWN:
            self._show(state)

    def _show(self, state: State) -> None:
        known, chosen, row = listed(state), self._chosen(), self.list.currentIndex().row()
        if known != self._listed or self.list.topLevelItemCount() == 0:
            self._listed = known
            with QSignalBlocker(self.list):
                self.list.clear()
                self.list.addTopLevelItems([self._item(state, one) for one in known])
                at = known.index(chosen) if chosen in known else max(row, 0)
                if known:
                    self.list.setCurrentItem(self.list.topLevelItem(min(at, len(known) - 1)))  # type: ignore[arg-type]
            self.list.resizeColumnToContents(_SERIES)
            self.list.resizeColumnToContents(_PLACE)
        self.empty.setVisible(not known)
        for button in (self.go, self.take):
            button.setEnabled(bool(known))

    def _item(self, state: State, one: KeyImage) -> QTreeWidgetItem:
        item = QTreeWidgetItem([words.series_title(state.opened[one.series].series), place_words(one), one.note])
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        item.setSizeHint(_PLACE, QSize(0, self.fontMetrics().height() + _ROOM))
        item.setToolTip(_NOTE, self.tr("F2 writes a note."))
        return item

    def _chosen(self) -> KeyImage | None:
        row = self.list.currentIndex().row()
        return self._listed[row] if 0 <= row < len(self._listed) else None

    def _activated(self, item: QTreeWidgetItem, column: int) -> None:
        if column == _NOTE:
            self.list.editItem(item, _NOTE)
        else:
            self._jump()

    def _jump(self) -> None:
        one = self._chosen()
        for change in way_to(self._session.state, one) if one is not None else ():
            self._session.apply(change)

    def _drop(self) -> None:
        one = self._chosen()
        if one is not None:
            self._tried(lambda: drop(self._session, one))

    def _noted(self, item: QTreeWidgetItem, column: int) -> None:
        row = self.list.indexOfTopLevelItem(item)
        if column == _NOTE and 0 <= row < len(self._listed):
            self._tried(lambda: renamed(self._session, self._listed[row], item.text(_NOTE).strip()))

    def _tried(self, act: Callable[[], object]) -> None:
        try:
            act()
        except MedViewError as error:
            self.failed.emit(error)
            self._show(self._session.state)
