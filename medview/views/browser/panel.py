"""The study browser: patients, their studies, series and objects; recent studies while it is empty."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QLabel,
    QMenu,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from medview.core.derived import PICTURED
from medview.core.study import Series, Study
from medview.session.state import Part, State
from medview.session.store import Recent
from medview.views import words
from medview.views.browser import rows as browser_rows
from medview.views.browser.rows import Line, PatientKey
from medview.views.browser.skipped import SkippedDialog
from medview.views.browser.welcome import Welcome
from medview.views.dropping import SERIES, series_data
from medview.views.elided import ElidedButton
from medview.views.kinds import KindIcons
from medview.views.settings.theme import Theme

THUMBNAIL = 56
_SMALL = 22
_UID = Qt.ItemDataRole.UserRole
_KEY = Qt.ItemDataRole.UserRole + 1
_HIGH = Qt.ItemDataRole.UserRole + 2


class Browser(QWidget):
    """Lists what was opened; asks for a series when one is activated.

    Args:
        theme: Colours of the icons.
        parent: The window.
    """

    series_chosen = Signal(str)
    """Series UID."""
    tags_asked = Signal(str)
    """Series UID whose elements are to be shown."""
    recent_chosen = Signal(object)
    """A ``Recent``."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._icons = KindIcons(theme)
        self.tree = _tree()
        self.tree.setAccessibleName(self.tr("Studies"))
        self.tree.itemClicked.connect(self._chosen)
        self.tree.itemActivated.connect(self._chosen)
        self.tree.customContextMenuRequested.connect(self._show_menu)
        self.welcome = Welcome()
        self.welcome.recent_chosen.connect(self.recent_chosen)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.welcome)
        self._pages.addWidget(self.tree)
        self.skipped = ElidedButton()
        self.skipped.setProperty("flat", True)
        self.skipped.setToolTip(self.tr("List the files that were not used, with the reasons"))
        self.skipped.clicked.connect(self._show_skipped)
        self.skipped.hide()
        self._skipped: tuple[tuple[str, str], ...] = ()
        self._patients: dict[PatientKey, QTreeWidgetItem] = {}
        self._studies: dict[str, tuple[Study, QTreeWidgetItem]] = {}
        self._series: dict[str, tuple[Series, QTreeWidgetItem]] = {}
        self._pictured: dict[str, str] = {}
        self._marked = ""
        heading = QLabel(self.tr("Studies"))
        heading.setObjectName("heading")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 4, 4)
        layout.addWidget(heading)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self.skipped)

    def show_recent(self, recent: tuple[Recent, ...]) -> None:
        """List recent studies on the page shown while nothing is open."""
        self.welcome.show_recent(recent)

    def update_state(self, state: State, parts: frozenset[Part]) -> None:
        """Show what changed."""
        if Part.STUDIES in parts:
            self._list(state.studies)
            self._tell_skipped(state.skipped)
        if parts & {Part.STUDIES, Part.THUMBNAILS}:
            self._picture(state.thumbnails)
        if parts & {Part.STUDIES, Part.VOLUME}:
            self._mark(state.series)

    @property
    def current(self) -> str:
        """UID of the series selected in the list; empty for none."""
        item = self.tree.currentItem()
        return str(item.data(0, _UID) or "") if item is not None else ""

    def item(self, series_uid: str) -> QTreeWidgetItem | None:
        """The line of a series."""
        known = self._series.get(series_uid)
        return known[1] if known is not None else None

    # lines are changed where they differ: a scan sends its studies again and again while it goes on

    def _list(self, studies: tuple[Study, ...]) -> None:
        listed = {study.uid: study for study in studies}
        for uid in [uid for uid, (study, _) in self._studies.items() if self._moved(study, listed.get(uid))]:
            self._remove_study(uid)
        for study in studies:
            known = self._studies.get(study.uid)
            if known is None or known[0] is not study:
                self._show_study(study, known[1] if known is not None else self._new_study(study))
        self._pages.setCurrentWidget(self.tree if studies else self.welcome)

    def _moved(self, before: Study, now: Study | None) -> bool:
        """Whether a study is gone or stands elsewhere."""
        if now is None or browser_rows.patient_key(now) != browser_rows.patient_key(before):
            return True
        return browser_rows.study_key(now) != browser_rows.study_key(before)

    def _remove_study(self, uid: str) -> None:
        study, item = self._studies.pop(uid)
        for series in study.series:
            self._forget(series.uid)
        parent = item.parent()
        assert parent is not None
        parent.removeChild(item)
        if parent.childCount() == 0:
            del self._patients[browser_rows.patient_key(study)]
            self.tree.takeTopLevelItem(self.tree.indexOfTopLevelItem(parent))

    def _new_study(self, study: Study) -> QTreeWidgetItem:
        key = browser_rows.patient_key(study)
        patient = self._patients.get(key)
        if patient is None:
            patient = self._patients[key] = _branch(self.tree.invisibleRootItem(), key)
            _show(patient, browser_rows.patient_line(study))
        return _branch(patient, browser_rows.study_key(study))

    def _show_study(self, study: Study, item: QTreeWidgetItem) -> None:
        before = self._studies.get(study.uid)
        self._studies[study.uid] = study, item
        _show(item, browser_rows.study_line(study))
        by_uid = {series.uid: series for series in study.series}
        for uid in [series.uid for series in before[0].series if series.uid not in by_uid] if before else ():
            self._remove_series(uid)
        rows = browser_rows.arranged(study)
        self._put(item, [uid for uid, _ in rows], by_uid)
        for uid, below in rows:
            self._put(self._series[uid][1], below, by_uid)

    def _put(self, parent: QTreeWidgetItem, uids: list[str] | tuple[str, ...], known: Mapping[str, Series]) -> None:
        """Let the lines below ``parent`` be these, in this order; lines that are right already stay as they are."""
        for place, uid in enumerate(uids):
            item = self.item(uid)
            if item is None:
                item = QTreeWidgetItem()
                parent.insertChild(place, item)
                self._begin(item, known[uid])
            elif parent.child(place) is not item:
                (item.parent() or parent).removeChild(item)
                parent.insertChild(place, item)
                item.setExpanded(True)
            _show(item, browser_rows.series_line(known[uid]))
            self._series[uid] = known[uid], item

    def _begin(self, item: QTreeWidgetItem, series: Series) -> None:
        item.setData(0, _UID, series.uid)
        item.setExpanded(True)
        pictured = series.kind in PICTURED
        item.setData(0, _HIGH, THUMBNAIL if pictured else _SMALL)
        item.setIcon(0, self._icons.icon(series.kind))

    def _remove_series(self, uid: str) -> None:
        item = self.item(uid)
        parent = item.parent() if item is not None else None
        if item is not None and parent is not None:
            for child in item.takeChildren():  # they stand elsewhere, or are removed in their turn
                parent.addChild(child)
            parent.removeChild(item)
        self._forget(uid)

    def _forget(self, uid: str) -> None:
        self._series.pop(uid, None)
        self._pictured.pop(uid, None)

    def _picture(self, thumbnails: Mapping[str, str]) -> None:
        for uid in [uid for uid in self._pictured if uid not in thumbnails]:
            del self._pictured[uid]
            series, item = self._series[uid]
            item.setIcon(0, self._icons.icon(series.kind))
        for uid, path in thumbnails.items():
            known = self._series.get(uid)
            if known is not None and known[0].kind in PICTURED and self._pictured.get(uid) != path:
                self._pictured[uid] = path
                known[1].setIcon(0, _icon(QPixmap(path)))

    def _mark(self, series: Series | None) -> None:
        """Select the line of the open series, once: the reader may look elsewhere in the list meanwhile."""
        uid = series.uid if series is not None else ""
        item = self.item(uid)
        if item is not None and (uid != self._marked or self.tree.currentItem() is None):
            self.tree.setCurrentItem(item)
            self._marked = uid

    # the reader's hand

    def _chosen(self, item: QTreeWidgetItem) -> None:
        uid = item.data(0, _UID)
        if uid:
            self.series_chosen.emit(uid)

    def menu(self, uid: str) -> QMenu:
        """The context menu of a series."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Open"), lambda: self.series_chosen.emit(uid))
        if self._series[uid][0].source_format == "dicom":
            menu.addAction(self.tr("DICOM tags…"), lambda: self.tags_asked.emit(uid))
        return menu

    def _show_menu(self, at: QPoint) -> None:
        item = self.tree.itemAt(at)
        uid = item.data(0, _UID) if item is not None else None
        if uid:
            self.menu(uid).popup(self.tree.viewport().mapToGlobal(at))

    def _tell_skipped(self, skipped: tuple[tuple[str, str], ...]) -> None:
        self._skipped = skipped
        self.skipped.setVisible(bool(skipped))
        one, many = self.tr("1 file not used…"), self.tr("{count} files not used…")
        self.skipped.setText(words.counted(len(skipped), one, many))

    def _show_skipped(self) -> None:
        SkippedDialog(self._skipped, self.window()).open()


class _Lines(QStyledItemDelegate):
    """Thumbnails are large, the icons of what has no picture small; long lines are folded."""

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree = tree

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if index.data(_HIGH) == _SMALL:
            option.decorationSize = QSize(_SMALL, _SMALL)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """High enough for the picture, and for the lines of the text in the room beside it."""
        tree = self._tree
        depth, above = 1, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        folded = QStyleOptionViewItem(option)
        folded.rect = QRect(0, 0, tree.viewport().width() - depth * tree.indentation(), THUMBNAIL)
        hint, high = super().sizeHint(folded, index), index.data(_HIGH)
        if not high:
            return hint
        return QSize(hint.width(), max(hint.height(), high + (8 if high == THUMBNAIL else 18)))


class _Tree(QTreeWidget):
    """Series can be dragged out of it; its lines are folded where they are too long."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the lines anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def mimeData(self, items: Sequence[QTreeWidgetItem]) -> QMimeData:
        """The series in the hand."""
        return series_data(str(items[0].data(0, _UID) or "")) if items else QMimeData()

    def mimeTypes(self) -> list[str]:
        """Series are dragged."""
        return [SERIES]


def _tree() -> QTreeWidget:
    tree = _Tree()
    tree.setDragDropMode(QTreeWidget.DragDropMode.DragOnly)
    tree.setHeaderHidden(True)
    tree.setIconSize(QSize(THUMBNAIL, THUMBNAIL))
    tree.setItemDelegate(_Lines(tree))
    tree.setIndentation(6)
    tree.setWordWrap(True)
    tree.setTextElideMode(Qt.TextElideMode.ElideRight)
    tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    return tree


def _branch(parent: QTreeWidgetItem, key: tuple[str, ...]) -> QTreeWidgetItem:
    """A new branch below ``parent``, where its key belongs."""
    item = QTreeWidgetItem()
    item.setData(0, _KEY, key)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    parent.insertChild(bisect_left(range(parent.childCount()), key, key=partial(_key_of, parent)), item)
    item.setExpanded(True)
    return item


def _key_of(parent: QTreeWidgetItem, place: int) -> tuple[str, ...]:
    child = parent.child(place)
    return tuple(child.data(0, _KEY)) if child is not None else ()


def _show(item: QTreeWidgetItem, line: Line) -> None:
    item.setText(0, line.text)
    item.setToolTip(0, line.tip)


def _icon(pixmap: QPixmap) -> QIcon:
    """An icon that looks the same when its row is selected: a tinted image is another image."""
    icon = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
        icon.addPixmap(pixmap, mode)
    return icon
