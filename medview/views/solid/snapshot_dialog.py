"""Saves a picture of a 3D view, larger than the screen or with nothing behind the body."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QImage
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
)

from medview.imaging.scene import Frame3D
from medview.jobs.protocol import Failed
from medview.session.wishes import PictureWish
from medview.views.jobs import Then
from medview.views.solid.door import SolidView
from medview.views.solid.over import composed
from medview.views.solid.shots import SHARP, image_of
from medview.views.viewport.labelled import Label, labelled

_SCALES = (1, 2, 4)
_MOST_SIDE = 8192


class SnapshotDialog(QDialog):
    """Asks for the size, draws in a worker, and saves.

    Args:
        view: The view.
    """

    def __init__(self, view: SolidView) -> None:
        super().__init__(view.window())
        self._view = view
        self._serial: int | None = None
        self.setWindowTitle(self.tr("Save a 3D picture"))
        self.size_, self.clear, self.names = QComboBox(), QCheckBox(), QCheckBox()
        self.told, self.save = QLabel(), QPushButton(self.tr("&Save…"))
        self._lay_out()

    def pixels(self) -> tuple[int, int]:
        """(width, height) of the picture."""
        width, height = self._view.canvas.pixels()
        factor = min(float(self.size_.currentData()), _MOST_SIDE / max(width, height))
        return max(1, round(width * factor)), max(1, round(height * factor))

    def _ask_path(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, self.windowTitle(), "3d.png", self.tr("PNG picture (*.png)"))
        if path:
            self.write(path if path.lower().endswith(".png") else f"{path}.png")

    def write(self, path: str) -> None:
        """Draw the picture and save it."""
        shot = self._view.shot(self.pixels())
        if shot is None:
            self.told.setText(self.tr("There is nothing to draw in 3D."))
            return

        def take(frame: Frame3D) -> None:
            body = image_of(frame)
            self._view.jobs.release(SHARP, serial)
            if self._serial == serial:
                self._serial = None
                self._store(body, path)

        def tell(failure: Failed) -> None:
            if self._serial == serial:
                self._end(f"{failure.message} {failure.hint}")

        self.save.setEnabled(False)
        self.told.setText(self.tr("The picture is being drawn."))
        serial = self._view.jobs.submit(SHARP, "draw", "", Then(done=take, failed=tell), shot=shot)
        self._serial = serial

    def _store(self, body: QImage, path: str) -> None:
        if self._composed(body).save(path, "PNG"):  # type: ignore[call-overload]
            self._end(self.tr("The picture was saved as {path}.").format(path=path))
        else:
            self._end(self.tr("{path} could not be written. Choose another folder.").format(path=path))

    def _composed(self, body: QImage) -> QImage:
        """The body alone, or before black with what lies over it and the label every picture carries."""
        if self.clear.isChecked():
            return body
        width = max(self._view.canvas.width(), 1)
        scale = max(1, round(body.width() / width))
        wish = PictureWish(identifiers=self.names.isChecked(), scale=scale)
        unreviewed = self._view.scene.unreviewed and self._view.surfaces.count > 0
        return labelled(composed(self._view, body, wish), Label(unreviewed=unreviewed), scale)

    def _end(self, words: str) -> None:
        self._serial = None
        self.save.setEnabled(True)
        self.told.setText(words)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give up what is being drawn."""
        if self._serial is not None:
            self._view.jobs.cancel(self._serial)
            self._serial = None
        super().closeEvent(event)

    def _lay_out(self) -> None:
        width, height = self._view.canvas.pixels()
        for scale in _SCALES:
            told = self.tr("{width} × {height} pixels").format(width=width * scale, height=height * scale)
            self.size_.addItem(told, scale)
        self.size_.setAccessibleName(self.tr("Size of the picture"))
        self.clear.setText(self.tr("The body alone, with nothing behind it (transparent)"))
        self.names.setText(self.tr("With the patient's name"))
        self.clear.toggled.connect(self.names.setDisabled)
        self.save.clicked.connect(self._ask_path)
        self.told.setWordWrap(True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        whole, form, row = QVBoxLayout(self), QFormLayout(), QHBoxLayout()
        form.addRow(self.tr("S&ize"), self.size_)
        form.addRow(self.clear)
        form.addRow(self.names)
        whole.addLayout(form)
        whole.addWidget(self.told)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.close)
        row.addStretch(1)
        row.addWidget(self.save)
        row.addWidget(close)
        whole.addLayout(row)
