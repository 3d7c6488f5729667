"""The list of the catalogue: one line for each version of each model."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from medview.views.catalogue.entry import Broken, Entry, Listing, matches, size_text, state_text

_ENTRY = Qt.ItemDataRole.UserRole


class ModelList(QTreeWidget):
    """Lists entries; those a search does not find are hidden."""

    chosen = Signal(object)
    """An ``Entry``, a ``Broken``, or None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Installed models"))
        self.setHeaderLabels([self.tr("Model"), self.tr("Version"), self.tr("State"), self.tr("Size")])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self._search = ""
        self.currentItemChanged.connect(lambda now, _before: self.chosen.emit(now.data(0, _ENTRY) if now else None))

    @property
    def shown(self) -> list[str]:
        """Names on the lines that are not hidden."""
        return [item.text(0) for item in self._items() if not item.isHidden()]

    def show_listing(self, listing: Listing) -> None:
        """Show everything anew; the chosen line stays chosen."""
        key = self._key(self.currentItem())
        self.blockSignals(True)
        self.clear()
        for entry in listing.entries:
            size = size_text(entry.installed.bytes)
            self._add((entry.card.name, entry.card.version, state_text(entry), size), entry)
        for broken in listing.broken:
            self._add((broken.name, "", self.tr("Cannot be used"), ""), broken)
        self.blockSignals(False)
        self._hide()
        self.choose(key)

    def search(self, text: str) -> None:
        """Show only what has every word of a text."""
        self._search = text
        self._hide()
        current = self.currentItem()
        if current is None or current.isHidden():
            self.choose("")

    def choose(self, key: str) -> None:
        """Choose the line of a package, or the first that is shown."""
        shown = [item for item in self._items() if not item.isHidden()]
        found = next((item for item in shown if self._key(item) == key), shown[0] if shown else None)
        self.blockSignals(True)
        if found is None:
            self.setCurrentIndex(QModelIndex())
        else:
            self.setCurrentItem(found)
        self.blockSignals(False)
        self.chosen.emit(found.data(0, _ENTRY) if found is not None else None)

    def _add(self, texts: tuple[str, ...], value: Entry | Broken) -> None:
        item = QTreeWidgetItem(list(texts))
        item.setData(0, _ENTRY, value)
        item.setToolTip(0, texts[0])
        item.setTextAlignment(3, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.addTopLevelItem(item)

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.topLevelItem(row) for row in range(self.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _key(self, item: QTreeWidgetItem | None) -> str:
        value = item.data(0, _ENTRY) if item is not None else None
        return value.key if isinstance(value, Entry) else value.name if isinstance(value, Broken) else ""

    def _hide(self) -> None:
        for item in self._items():
            value = item.data(0, _ENTRY)
            found = matches(value, self._search) if isinstance(value, Entry) else self._search in value.name
            item.setHidden(not found)
