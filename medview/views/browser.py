"""The study browser: patients, their studies and series with thumbnails; recent studies while it is empty."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from medview.core.study import Patient, Series, Study
from medview.session.state import Part, State
from medview.session.store import Recent
from medview.views import words
from medview.views.skipped import SkippedDialog
from medview.views.welcome import Welcome

THUMBNAIL = 56
_UID = Qt.ItemDataRole.UserRole


class Browser(QWidget):
    """Lists what was opened; asks for a series when one is activated."""

    series_chosen = Signal(str)
    """Series UID."""
    recent_chosen = Signal(object)
    """A ``Recent``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setIconSize(QSize(THUMBNAIL, THUMBNAIL))
        self.tree.setIndentation(9)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.tree.setAccessibleName(self.tr("Studies"))
        self.tree.itemClicked.connect(self._chosen)
        self.tree.itemActivated.connect(self._chosen)
        self.welcome = Welcome()
        self.welcome.recent_chosen.connect(self.recent_chosen)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.welcome)
        self._pages.addWidget(self.tree)
        self.skipped = QPushButton()
        self.skipped.setProperty("flat", True)
        self.skipped.clicked.connect(self._show_skipped)
        self.skipped.hide()
        self._skipped: tuple[tuple[str, str], ...] = ()
        self._items: dict[str, QTreeWidgetItem] = {}
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

    def _list(self, studies: tuple[Study, ...]) -> None:
        self.tree.clear()
        self._items.clear()
        for _, group in groupby(sorted(studies, key=_patient_key), key=_patient_key):
            mine = tuple(group)
            top = self._branch(self.tree.invisibleRootItem(), _patient_text(mine[0]), _patient_tip(mine[0].patient))
            for study in mine:
                branch = self._branch(top, words.study_title(study), _study_tip(study))
                for series in study.series:
                    self._leaf(branch, series)
        self._pages.setCurrentWidget(self.tree if studies else self.welcome)

    def _branch(self, parent: QTreeWidgetItem, text: str, tip: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent, [text])
        item.setToolTip(0, tip)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setExpanded(True)
        return item

    def _leaf(self, parent: QTreeWidgetItem, series: Series) -> None:
        item = QTreeWidgetItem(parent, [f"{words.series_title(series)}\n{words.series_facts(series)}"])
        item.setData(0, _UID, series.uid)
        item.setToolTip(0, _series_tip(series))
        item.setSizeHint(0, QSize(0, THUMBNAIL + 8))
        item.setIcon(0, self._blank())
        if series.geometry is None:
            item.setForeground(0, self.palette().placeholderText())
        self._items[series.uid] = item

    def _blank(self) -> QIcon:
        pixmap = QPixmap(THUMBNAIL, THUMBNAIL)
        pixmap.fill(Qt.GlobalColor.black)
        return _icon(pixmap)

    def _picture(self, thumbnails: Mapping[str, str]) -> None:
        for uid, item in self._items.items():
            if uid in thumbnails:
                item.setIcon(0, _icon(QPixmap(thumbnails[uid])))

    def _mark(self, series: Series | None) -> None:
        item = self._items.get(series.uid) if series else None
        if item:
            self.tree.setCurrentItem(item)

    def _chosen(self, item: QTreeWidgetItem) -> None:
        uid = item.data(0, _UID)
        if uid:
            self.series_chosen.emit(uid)

    def _tell_skipped(self, skipped: tuple[tuple[str, str], ...]) -> None:
        self._skipped = skipped
        self.skipped.setVisible(bool(skipped))
        one, many = self.tr("1 file not used…"), self.tr("{count} files not used…")
        self.skipped.setText(words.counted(len(skipped), one, many))

    def _show_skipped(self) -> None:
        SkippedDialog(self._skipped, self.window()).open()


def _icon(pixmap: QPixmap) -> QIcon:
    """An icon that looks the same when its row is selected: a tinted image is another image."""
    icon = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
        icon.addPixmap(pixmap, mode)
    return icon


def _patient_key(study: Study) -> tuple[str, str, str]:
    return study.patient.name, study.patient.patient_id, study.patient.birth_date


def _patient_text(study: Study) -> str:
    name = words.patient_name(study.patient)
    return words.tr("{name} (template, not a person)").format(name=name) if study.is_template else name


def _patient_tip(patient: Patient) -> str:
    return _lines(
        (words.tr("Patient"), words.patient_name(patient)),
        (words.tr("ID"), patient.patient_id),
        (words.tr("Born"), words.date(patient.birth_date)),
        (words.tr("Sex"), patient.sex),
    )


def _study_tip(study: Study) -> str:
    return _lines(
        (words.tr("Study"), study.description),
        (words.tr("Date"), words.date(study.date)),
        (words.tr("Accession number"), study.accession_number),
        (words.tr("Institution"), study.institution),
        (words.tr("Series"), str(len(study.series))),
    )


def _series_tip(series: Series) -> str:
    size = " × ".join(map(str, series.geometry.shape[::-1])) if series.geometry else ""
    folder = Path(series.instances[0].path).parent.name if series.instances else ""
    return _lines(
        (words.tr("Series"), words.series_title(series)),
        (words.tr("Number"), "" if series.number is None else str(series.number)),
        (words.tr("Modality"), series.modality),
        (words.tr("Body part"), series.body_part),
        (words.tr("Files"), str(len(series.instances))),
        (words.tr("Voxels"), size),
        (words.tr("Folder"), folder),
        (words.tr("Note"), series.irregular),
    )


def _lines(*pairs: tuple[str, str]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in pairs if value)
