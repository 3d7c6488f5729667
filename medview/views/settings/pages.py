"""The pages of the settings: each shows some fields and says what was chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
    QSpinBox,
    QWidget,
)

from medview.core.language import LANGUAGES
from medview.session.paths import Paths
from medview.session.settings import TEXT_SIZES, Settings, automatic_memory_mb
from medview.views.settings.theme import SYSTEM, THEMES


def tr(text: str) -> str:
    """A text of this module in the reader's language."""
    return QCoreApplication.translate("settings", text)


class SettingsPage(QWidget):
    """A page: rows of controls, each with a label that names it for those who cannot see it."""

    def __init__(self) -> None:
        super().__init__()
        self.form = QFormLayout(self)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._readers: dict[str, Callable[[], Any]] = {}

    @property
    def values(self) -> dict[str, Any]:
        """What was chosen, by the name of the field."""
        return {name: read() for name, read in self._readers.items()}

    def add(self, name: str, label: str, control: QWidget, read: Callable[[], Any], tip: str = "") -> None:
        """A row for a field of the settings.

        Args:
            name: The field.
            label: Words before the control.
            control: The control.
            read: Says what was chosen.
            tip: One sentence more.
        """
        control.setObjectName(name)
        control.setToolTip(tip)
        if label:
            control.setAccessibleName(label)
        self.form.addRow(label, control)
        self._readers[name] = read

    def add_text(self, name: str, label: str, value: str, placeholder: str, tip: str) -> QLineEdit:
        """A row with a line of text."""
        field = QLineEdit(value)
        field.setPlaceholderText(placeholder)
        self.add(name, label, field, lambda: field.text().strip(), tip)
        return field

    def add_choice(self, name: str, label: str, choices: dict[str, str], value: str, tip: str) -> QComboBox:
        """A row with a choice: value to words."""
        box = QComboBox()
        for choice, words in choices.items():
            box.addItem(words, choice)
        box.setCurrentIndex(max(0, box.findData(value)))
        self.add(name, label, box, lambda: str(box.currentData()), tip)
        return box

    def add_switch(self, name: str, words: str, on: bool, tip: str) -> QCheckBox:
        """A row with a switch."""
        switch = QCheckBox(words)
        switch.setChecked(on)
        self.add(name, "", switch, switch.isChecked, tip)
        return switch

    def add_note(self, text: str) -> None:
        """A row of words."""
        note = QLabel(text)
        note.setWordWrap(True)
        note.setObjectName("muted")
        self.form.addRow(note)


class General(SettingsPage):
    """Who reads, in which language."""

    def __init__(self, settings: Settings, _paths: Paths) -> None:
        super().__init__()
        self.add_text(
            "reviewer",
            tr("Reviewer"),
            settings.reviewer,
            tr("Name beside decisions and in reports"),
            tr("Asked for at the first decision; it stands beside every decision and in reports."),
        )
        self.add_choice(
            "language",
            tr("Language"),
            {"": tr("As the system"), **LANGUAGES},
            settings.language,
            tr("Of menus, messages, help and reports."),
        )
        self.add_note(tr("Another language is used from the next start on."))


class Appearance(SettingsPage):
    """Colours and size of text."""

    def __init__(self, settings: Settings, _paths: Paths) -> None:
        super().__init__()
        names = (tr("As the desktop"), tr("Dark"), tr("Light"), tr("High contrast"))
        self.add_choice(
            "theme",
            tr("Colours"),
            dict(zip((SYSTEM, *THEMES), names, strict=True)),
            settings.theme,
            tr("Of the window; viewports are black in all of them."),
        )
        size = QSpinBox()
        size.setRange(*TEXT_SIZES)
        size.setSingleStep(10)
        size.setSuffix(tr(" %"))
        size.setValue(settings.text_size)
        self.add(
            "text_size",
            tr("Size of text"),
            size,
            size.value,
            tr("Of the whole window, also in the corners of viewports; 100 % is the size the desktop wants."),
        )
        self.add_choice(
            "label_colours",
            tr("Label colours"),
            {"own": tr("Those of the model or object"), "safe": tr("Told apart by colour-blind readers, too")},
            settings.label_colours,
            tr("In pictures, in 3D and in lists. Nothing that is saved changes."),
        )


class Viewing(SettingsPage):
    """How viewports behave."""

    def __init__(self, settings: Settings, _paths: Paths) -> None:
        super().__init__()
        self.add_choice(
            "corner_text",
            tr("Text in the viewports' corners"),
            {"full": tr("Everything"), "minimal": tr("Little"), "none": tr("Nothing")},
            settings.corner_text,
            tr("Patient, study, slice and window. What a reader must not miss is always written."),
        )
        self._add_fill(settings.fill)
        self.add_switch(
            "up_is_brighter",
            tr("Dragging up makes the image brighter"),
            settings.up_is_brighter,
            tr("With the window tool; without the tick, dragging down does."),
        )
        self.add_switch(
            "sticky_tools",
            tr("A tool that draws stays until another one is chosen"),
            settings.sticky_tools,
            tr("Without the tick, the tool before comes back after each drawing."),
        )
        self.add_switch(
            "snap",
            tr("Points that are drawn go to the edge near them"),
            settings.snap,
            tr("The drawing can be moved off it again by its handles."),
        )
        self.add_switch(
            "keep_perpendicular",
            tr("Planes stay perpendicular when one is turned"),
            settings.keep_perpendicular,
            tr("Without the tick, each plane is turned alone."),
        )
        self.add_switch(
            "hang",
            tr("Hang a study that is opened by the protocol made for it"),
            settings.hang,
            tr("Unless you arranged the viewports yourself. The layout menu hangs it at any time."),
        )

    def _add_fill(self, value: float) -> None:
        fill = QSlider(Qt.Orientation.Horizontal)
        fill.setRange(0, 100)
        fill.setValue(round(100 * value))
        fill.setAccessibleName(tr("Fill of segmentations"))
        percent = QLabel(tr("{percent} %").format(percent=fill.value()))
        fill.valueChanged.connect(lambda now: percent.setText(tr("{percent} %").format(percent=now)))
        tip = tr("How much the fill covers the picture; the outline is always drawn.")
        self.add("fill", tr("Fill of segmentations"), beside(fill, percent), lambda: fill.value() / 100, tip)


class Memory(SettingsPage):
    """How much an open series may take, and where it lies."""

    def __init__(self, settings: Settings, paths: Paths) -> None:
        super().__init__()
        self._paths = paths
        memory = QSpinBox()
        memory.setRange(0, 1_000_000)
        memory.setSingleStep(500)
        memory.setSuffix(tr(" MB"))
        memory.setSpecialValueText(tr("Automatic ({size} MB)").format(size=automatic_memory_mb()))
        memory.setValue(settings.memory_mb)
        self.add(
            "memory_mb",
            tr("Memory for an open series"),
            memory,
            memory.value,
            tr("Larger stacks keep the pictures around the one shown; larger volumes are halved."),
        )
        self.folder = QLineEdit(settings.working_folder)
        self.folder.setPlaceholderText(str(paths.workspaces))
        self.folder.setAccessibleName(tr("Working folder"))
        choose = QPushButton(tr("Choose…"))
        choose.setToolTip(tr("Choose the working folder"))
        choose.setAccessibleName(tr("Choose the working folder"))
        choose.clicked.connect(self._choose_folder)
        self.add(
            "working_folder",
            tr("Working folder"),
            beside(self.folder, choose),
            lambda: self.folder.text().strip(),
            tr("Open series lie in it while the program runs; a fast disk with free room is best."),
        )
        self.add_note(tr("Another working folder is used from the next start on."))

    def _choose_folder(self) -> None:
        start = self.folder.text() or str(self._paths.cache)
        folder = QFileDialog.getExistingDirectory(self, tr("Working folder"), start)
        if folder:
            self.folder.setText(folder)


class Privacy(SettingsPage):
    """What is kept, and where."""

    def __init__(self, settings: Settings, paths: Paths) -> None:
        super().__init__()
        self.add_switch(
            "remember_headers",
            tr("Remember the headers of scanned files to list them faster again"),
            settings.remember_headers,
            tr("They hold patients' names and stay on this computer; without the tick they are removed."),
        )
        self.add_switch(
            "reopen",
            tr("Put back what was open at the next start"),
            settings.reopen,
            tr("Its place and layout are kept on this computer, for you alone; without the tick they are removed."),
        )
        hosts = QLineEdit(", ".join(settings.model_hosts))
        hosts.setPlaceholderText(tr("none"))
        self.add(
            "model_hosts",
            tr("Hosts models may come from"),
            hosts,
            lambda: tuple(host.strip() for host in hosts.text().split(",") if host.strip()),
            tr("Names such as models.example.org, with commas. A package is downloaded only when you ask for it."),
        )
        for words, folder in (
            (tr("Decisions and results"), paths.data),
            (tr("Logs, without names of patients"), paths.logs),
            (tr("Settings"), paths.config),
        ):
            button = QPushButton(tr("Open the folder"))
            button.setToolTip(str(folder))
            button.setAccessibleName(f"{words}: {button.text()}")
            button.clicked.connect(lambda _=False, at=folder: QDesktopServices.openUrl(QUrl.fromLocalFile(str(at))))
            self.form.addRow(words, button)


def beside(*widgets: QWidget) -> QWidget:
    """Widgets in a row, as one."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        row.addWidget(widget)
    return box
