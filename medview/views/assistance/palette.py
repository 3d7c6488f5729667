"""The command palette: everything that can be done or opened, found by typing a part of its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QIcon, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from medview.views.assistance.fuzzy import fit
from medview.views.settings.fonts import scaled
from medview.views.settings.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ENTRY = Qt.ItemDataRole.UserRole
_WIDTH, _HEIGHT = 660, 440
_PAD, _ICON = 10, 18
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True, eq=False)
class Entry:
    """A line of the palette.

    Args:
        key: Identifier, by which it is remembered.
        title: What it is called.
        kind: What kind of thing it is, such as the menu of an action.
        run: Does it.
        note: One sentence more, or why it cannot be done now.
        shortcut: The key that does it without the palette.
        also: Other words it is found by.
        enabled: Whether it can be done now.
        icon: Its icon.
        page: The page of the help about it.
    """

    key: str
    title: str
    kind: str
    run: Callable[[], object]
    note: str = ""
    shortcut: str = ""
    also: str = ""
    enabled: bool = True
    icon: QIcon = field(default_factory=QIcon)
    page: str = ""


def matching(entries: Sequence[Entry], query: str, recent: Sequence[str]) -> list[Entry]:
    """The entries that fit a query, best first; what was run last comes first among those that fit alike."""
    ranks = {key: -number for number, key in enumerate(recent)}
    found = []
    for place, entry in enumerate(entries):
        worth = fit(query, ((entry.title, 10), (entry.also, 9), (entry.kind, 3), (entry.note, 2)))
        if worth is not None:
            later = not query.strip() and not entry.enabled
            order = (-worth, later, -ranks.get(entry.key, -len(recent)), place)
            found.append((order, entry))
    return [entry for _, entry in sorted(found, key=lambda pair: pair[0])]


class Palette(QDialog):
    """A line to type in, and what fits.

    Args:
        entries: Everything there is.
        recent: Keys of entries run before, newest first.
        theme: Colours.
        ran: Told the entry that was chosen, before it is run.
        parent: The window.
    """

    def __init__(
        self,
        entries: Sequence[Entry],
        recent: Sequence[str],
        theme: Theme,
        ran: Callable[[Entry], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(self.tr("Command palette"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("palette")
        self._entries, self._recent, self._ran = entries, recent, ran
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("What do you want to do or open?"))
        self.field.setAccessibleName(self.tr("Search actions, series, layouts, windows, models and help"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self._rows = _Rows(self)
        self.list = QListView()
        self.list.setAccessibleName(self.tr("What fits"))
        self.list.setModel(self._rows)
        self.list.setItemDelegate(_Lines(theme, self))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._run)
        self.list.activated.connect(self._run)
        self.list.selectionModel().currentChanged.connect(self._explain)
        self.note = QLabel()
        self.note.setObjectName("muted")
        self.note.setWordWrap(True)
        layout = QVBoxLayout(self)
        for widget in (self.field, self.list, self.note):
            layout.addWidget(widget)
        self._search("")
        self._stand()

    @property
    def shown(self) -> list[Entry]:
        """The entries listed now, best first."""
        return self._rows.entries

    @property
    def chosen(self) -> Entry | None:
        """The entry Enter would run."""
        index = self.list.currentIndex()
        return self._rows.entries[index.row()] if index.isValid() else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys walk the list while one types; Enter runs."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _MOVES:
                self.list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def done(self, result: int) -> None:
        """Close, and give the keys back to the window."""
        super().done(result)
        window = self.parentWidget()
        if window is not None:
            window.activateWindow()

    def _search(self, query: str) -> None:
        self._rows.show_entries(matching(self._entries, query, self._recent))
        self.list.setCurrentIndex(self._rows.index(0))
        self._explain()

    def _explain(self) -> None:
        entry = self.chosen
        if entry is None:
            self.note.setText(self.tr("Nothing fits. Try fewer letters, or the first letters of each word."))
        else:
            self.note.setText(entry.note or entry.title)

    def _run(self, index: Index) -> None:
        entry = self._rows.entries[index.row()] if index.isValid() else None
        if entry is None or not entry.enabled:
            return
        self._ran(entry)
        self.accept()
        QTimer.singleShot(0, entry.run)  # once the focus is back in the window

    def _stand(self) -> None:
        """In the upper middle of the window."""
        window = self.parentWidget()
        room = window.window().size() if window is not None else QSize(2 * _WIDTH, 2 * _HEIGHT)
        self.resize(min(scaled(_WIDTH), room.width() - 20), min(scaled(_HEIGHT), room.height() - 60))
        if window is not None:
            offset = QPoint((room.width() - self.width()) // 2, min(70, (room.height() - self.height()) // 3))
            self.move(window.window().mapToGlobal(offset))


class _Rows(QAbstractListModel):
    """The entries that fit."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show_entries(self, entries: list[Entry]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.title
            case Qt.ItemDataRole.AccessibleTextRole:
                told = (entry.title, entry.kind, entry.shortcut, "" if entry.enabled else entry.note)
                return ", ".join(text for text in told if text)
            case Qt.ItemDataRole.ToolTipRole:
                return entry.note
            case _ if role == _ENTRY:
                return entry
        return None


class _Lines(QStyledItemDelegate):
    """Icon and name at the left, kind and key at the right."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics = option.fontMetrics
        return QSize(200, metrics.height() + _PAD)

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        entry: Entry = index.data(_ENTRY)
        area: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, self._theme.colour("info_fill"))
            painter.fillRect(QRect(area.topLeft(), QSize(3, area.height())), self._theme.colour("focus"))
        size = scaled(_ICON)
        picture = QRect(area.left() + _PAD, area.center().y() - size // 2, size, size)
        entry.icon.paint(painter, picture, mode=QIcon.Mode.Normal if entry.enabled else QIcon.Mode.Disabled)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        told = "   ".join(text for text in (entry.kind, entry.shortcut) if text)
        painter.setPen(self._theme.colour("muted" if entry.enabled else "disabled"))
        painter.drawText(area.adjusted(0, 0, -_PAD, 0), right, told)
        used = painter.fontMetrics().horizontalAdvance(told) + 2 * _PAD
        room = area.adjusted(size + 2 * _PAD, 0, -used, 0)
        painter.setPen(self._theme.colour("text" if entry.enabled else "disabled"))
        title = painter.fontMetrics().elidedText(entry.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        painter.restore()
