"""The settings."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from medview.session.paths import Paths
from medview.session.settings import Settings, automatic_memory_mb
from medview.views.theme import THEMES


class SettingsDialog(QDialog):
    """Asks for the settings; ``value`` is what was chosen.

    Args:
        settings: The present ones.
        paths: The user's folders, shown.
        parent: The window.
    """

    def __init__(self, settings: Settings, paths: Paths, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumWidth(560)
        self._settings = settings
        self._paths = paths
        self.reviewer = QLineEdit(settings.reviewer)
        self.reviewer.setPlaceholderText(self.tr("Name beside decisions and in reports"))
        self.theme = _choice(THEMES, (self.tr("Dark"), self.tr("Light")), settings.theme)
        corners = (self.tr("Everything"), self.tr("Little"), self.tr("Nothing"))
        self.corner_text = _choice(("full", "minimal", "none"), corners, settings.corner_text)
        self.fill = QSlider(Qt.Orientation.Horizontal)
        self.fill.setRange(0, 100)
        self.fill.setValue(round(100 * settings.fill))
        percent = QLabel(f"{self.fill.value()} %")
        self.fill.valueChanged.connect(lambda value: percent.setText(f"{value} %"))
        self.up_is_brighter = QCheckBox(self.tr("Dragging up makes the image brighter"))
        self.up_is_brighter.setChecked(settings.up_is_brighter)
        self.remember_headers = QCheckBox(self.tr("Remember the headers of scanned files to list them faster again"))
        self.remember_headers.setToolTip(
            self.tr("They hold patients' names and stay on this computer; without the tick they are removed.")
        )
        self.remember_headers.setChecked(settings.remember_headers)
        self.working_folder = QLineEdit(settings.working_folder)
        self.working_folder.setPlaceholderText(str(paths.workspaces))
        self.memory = QSpinBox()
        self.memory.setRange(0, 1_000_000)
        self.memory.setSingleStep(500)
        self.memory.setSuffix(self.tr(" MB"))
        automatic = self.tr("Automatic ({size} MB)").format(size=automatic_memory_mb())
        self.memory.setSpecialValueText(automatic)
        larger = self.tr("Larger stacks keep the pictures around the one shown; larger volumes are halved.")
        self.memory.setToolTip(larger)
        self.memory.setValue(settings.memory_mb)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(self.tr("Reviewer"), self.reviewer)
        form.addRow(self.tr("Colours"), self.theme)
        form.addRow(self.tr("Text in the viewports' corners"), self.corner_text)
        form.addRow(self.tr("Fill of segmentations"), _beside(self.fill, percent))
        form.addRow("", self.up_is_brighter)
        form.addRow("", self.remember_headers)
        form.addRow(self.tr("Memory for an open series"), self.memory)
        form.addRow(self.tr("Working folder"), self._folder_row())
        note = QLabel(
            self.tr(
                "Open volumes lie in this folder while the program runs. Colours and folder change at the next start."
            )
        )
        note.setWordWrap(True)
        note.setObjectName("muted")
        form.addRow("", note)
        form.addRow(self.tr("Your data"), self._places_row())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(buttons)

    @property
    def value(self) -> Settings:
        """The settings as chosen."""
        return replace(
            self._settings,
            reviewer=self.reviewer.text().strip(),
            theme=str(self.theme.currentData()),
            corner_text=str(self.corner_text.currentData()),
            fill=self.fill.value() / 100,
            up_is_brighter=self.up_is_brighter.isChecked(),
            remember_headers=self.remember_headers.isChecked(),
            memory_mb=self.memory.value(),
            working_folder=self.working_folder.text().strip(),
        )

    def _folder_row(self) -> QWidget:
        choose = QPushButton(self.tr("Choose…"))
        choose.clicked.connect(self._choose_folder)
        return _beside(self.working_folder, choose)

    def _places_row(self) -> QWidget:
        data = QPushButton(self.tr("Decisions and results"))
        logs = QPushButton(self.tr("Logs"))
        for button, folder in ((data, self._paths.data), (logs, self._paths.logs)):
            button.setToolTip(str(folder))
            button.clicked.connect(lambda _=False, at=folder: QDesktopServices.openUrl(QUrl.fromLocalFile(str(at))))
        return _beside(data, logs)

    def _choose_folder(self) -> None:
        start = self.working_folder.text() or str(self._paths.cache)
        folder = QFileDialog.getExistingDirectory(self, self.tr("Working folder"), start)
        if folder:
            self.working_folder.setText(folder)


def _choice(values: tuple[str, ...], names: tuple[str, ...], chosen: str) -> QComboBox:
    box = QComboBox()
    for value, name in zip(values, names, strict=True):
        box.addItem(name, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box


def _beside(*widgets: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        row.addWidget(widget)
    return box
