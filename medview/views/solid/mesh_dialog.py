"""Asks which surfaces are to be written, and how; writes them in a job with progress that can be cancelled."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
)

from medview.core.mesh import MESH_FORMATS, MeshLabel, MeshSource, MeshWish
from medview.jobs.protocol import Failed, Progress
from medview.views.jobs import Then
from medview.views.settings.fonts import resize_for_text
from medview.views.solid.door import SolidView

_MOST_ROUNDS = 60


class MeshDialog(QDialog):
    """Writes surfaces of a view.

    Args:
        view: The view.
    """

    def __init__(self, view: SolidView) -> None:
        super().__init__(view.window())
        self._view = view
        self._serial: int | None = None
        self.setWindowTitle(self.tr("Export surfaces"))
        self.labels = QListWidget()
        self.format, self.smoothing, self.fewer = QComboBox(), QSpinBox(), QSpinBox()
        self.separate = QCheckBox(self.tr("A file for each label"))
        self.unreviewed = QCheckBox(self.tr("Export although nobody has reviewed it; the files say UNREVIEWED"))
        self.progress, self.told = QProgressBar(), QLabel()
        self.save, self.stop = QPushButton(self.tr("&Save…")), QPushButton(self.tr("&Cancel"))
        self._lay_out()
        self._connect()
        self._list()

    @property
    def wish(self) -> MeshWish:
        """How they are to be written."""
        return MeshWish(
            self.format.currentData(),
            self.smoothing.value(),
            self.fewer.value() / 100.0,
            self.separate.isChecked(),
            self._view.scene.unreviewed,
        )

    def chosen(self) -> tuple[MeshSource, ...]:
        """What is to be written."""
        wanted: dict[str, list[int]] = {}
        for row in range(self.labels.count()):
            item = self.labels.item(row)
            if item.checkState() is Qt.CheckState.Checked:
                key, value = item.data(Qt.ItemDataRole.UserRole)
                wanted.setdefault(key, []).append(value)
        found = []
        for source in self._view.surfaces.sources():
            names = source.names
            labels = tuple(
                MeshLabel(value, names.get(value, str(value)), source.colours.get(value, (255, 255, 255)))
                for value in wanted.get(source.key, [])
            )
            if labels:
                given: dict[str, Any] = dict(source.arguments())
                found.append(MeshSource(given["geometry"], labels, given.get("mask", ""), given.get("outlines", ())))
        return tuple(found)

    def write(self, path: str) -> None:
        """Write them."""
        sources = self.chosen()
        then = Then(done=self._done, failed=self._failed, cancelled=lambda: self._end(self.tr("Cancelled.")))
        title = self.tr("Exporting surfaces")
        self._serial = self._view.jobs.submit(
            "files", "export_surfaces", title, then, sources=sources, path=path, wish=self.wish
        )
        self.progress.setValue(0)
        self._enable()

    def _ask_path(self) -> None:
        suffix = self.format.currentData()
        kind = self.tr("{format} surfaces (*.{suffix})").format(format=suffix.upper(), suffix=suffix)
        path, _ = QFileDialog.getSaveFileName(self, self.windowTitle(), f"surfaces.{suffix}", kind)
        if path:
            self.write(path if path.lower().endswith(f".{suffix}") else f"{path}.{suffix}")

    def _done(self, written: tuple[Any, ...]) -> None:
        self.progress.setValue(100)
        files = list(dict.fromkeys(one.file for one in written))
        if len(files) == 1:
            self._end(self.tr("{count} surfaces were saved as {path}.").format(count=len(written), path=files[0]))
        else:
            told = self.tr("{count} files were saved beside {path}.")
            self._end(told.format(count=len(files), path=files[0]))

    def _failed(self, failure: Failed) -> None:
        self._end(f"{failure.message} {failure.hint}")

    def _end(self, words: str) -> None:
        self._serial = None
        self.told.setText(words)
        self._enable()

    def _cancel(self) -> None:
        if self._serial is not None:
            self._view.jobs.cancel(self._serial)

    def _progressed(self, progress: Progress) -> None:
        if progress.serial == self._serial:
            self.progress.setValue(round(progress.fraction * 100))
            self.told.setText(progress.note)

    def _enable(self) -> None:
        rows = range(self.labels.count())
        some = any(self.labels.item(row).checkState() is Qt.CheckState.Checked for row in rows)
        allowed = not self._view.scene.unreviewed or self.unreviewed.isChecked()
        self.save.setEnabled(some and allowed and self._serial is None)
        self.stop.setEnabled(self._serial is not None)

    def _list(self) -> None:
        """List what there is; what was listed keeps whether it is chosen."""
        before = {}
        for row in range(self.labels.count()):
            item = self.labels.item(row)
            before[tuple(item.data(Qt.ItemDataRole.UserRole))] = item.checkState()
        self.labels.clear()
        for key, label, name in self._view.surfaces.named():
            item = QListWidgetItem(name)
            item.setData(Qt.ItemDataRole.UserRole, (key, label))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(before.get((key, label), Qt.CheckState.Checked))
            self.labels.addItem(item)
        self.unreviewed.setVisible(self._view.scene.unreviewed)
        if not self.labels.count():
            self.told.setText(self.tr("There are no surfaces. Run an analysis, or show a segmentation on the images."))
        self._enable()

    def _lay_out(self) -> None:
        whole, form, row = QVBoxLayout(self), QFormLayout(), QHBoxLayout()
        whole.addWidget(self.labels, 1)
        for words, widget in (
            (self.tr("&Format"), self.format),
            (self.tr("S&moothing"), self.smoothing),
            (self.tr("Fe&wer triangles"), self.fewer),
        ):
            widget.setAccessibleName(words.replace("&", ""))
            form.addRow(words, widget)
        form.addRow(self.separate)
        form.addRow(self.unreviewed)
        form.addRow(QLabel(self.tr("Coordinates are LPS millimetres, as in DICOM; the files say so.")))
        whole.addLayout(form)
        whole.addWidget(self.progress)
        whole.addWidget(self.told)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.close)
        row.addStretch(1)
        for button in (self.save, self.stop, close):
            row.addWidget(button)
        whole.addLayout(row)
        self.told.setWordWrap(True)
        self.labels.setAccessibleName(self.tr("Labels to export"))
        self.progress.setAccessibleName(self.tr("Progress of the export"))
        resize_for_text(self, 460, 520)

    def _connect(self) -> None:
        for format_ in MESH_FORMATS:
            self.format.addItem(format_.upper(), format_)
        self.smoothing.setRange(0, _MOST_ROUNDS)
        self.smoothing.setValue(MeshWish().smoothing)
        self.smoothing.setSpecialValueText(self.tr("None: the steps of the voxels"))
        self.fewer.setRange(0, 95)
        self.fewer.setSuffix(" %")
        self.save.clicked.connect(self._ask_path)
        self.stop.clicked.connect(self._cancel)
        self.unreviewed.toggled.connect(self._enable)
        self.labels.itemChanged.connect(self._enable)
        self._view.jobs.progress.connect(self._progressed)
        self._view.offers_changed.connect(self._list)

    def closeEvent(self, event: QCloseEvent) -> None:
        """A job that runs goes on; the list of jobs shows it."""
        self._serial = None
        super().closeEvent(event)
