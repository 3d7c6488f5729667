"""What was read of someone's model, and what a person completes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from medview.catalog.imported import Imported
from medview.catalog.schema import NetworkName
from medview.views.catalogue.answers import (
    FIELDS,
    Answers,
    Entry,
    arguments_text,
    asked_settings,
    is_asked,
    settings_text,
    stated,
    text_of,
    tr,
)
from medview.views.catalogue.label_table import LabelTable
from medview.views.messages import escaped

_LINES = 3
FORMATS = {
    "monai-bundle": "MONAI bundle",
    "nnunet-v2": "nnU-Net v2",
    "pytorch": "PyTorch",
    "keras": "Keras",
    "onnx": "ONNX",
}


class Form(QScrollArea):
    """Fields for everything a package says of itself that cannot be computed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._read: Imported | None = None
        self.found = _words("muted")
        self.missing = _words("warnings")
        self.unsupported = _words("warnings")
        self.fields = {entry.place: _field(entry) for entry in FIELDS}
        self.labels = LabelTable()
        self.network = QComboBox()
        self.network.addItem(self.tr("As the file says"), "")
        for name in (known for known in get_args(NetworkName) if known != "none"):
            self.network.addItem(name, name)
        self.network.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.network.setToolTip(self.tr("The network these weights belong to"))
        self.network.setAccessibleName(self.tr("Network"))
        self.arguments = _area(self.tr("Arguments"), self.tr("The network's arguments as JSON"))
        self.settings = _area(self.tr("Settings"), self.tr("How images are prepared and outputs read, as JSON"))
        self._titles: dict[str, QLabel] = {}
        self._rows: dict[str, QWidget] = {}
        self._arrange()
        self.show_nothing()

    @property
    def answers(self) -> Answers:
        """What the form says now."""
        fields = {place: _text(field) for place, field in self.fields.items()}
        network = str(self.network.currentData())
        return Answers(fields, self.labels.labels, network, self.arguments.toPlainText(), self.settings.toPlainText())

    @property
    def read(self) -> Imported | None:
        """What was read, if anything was."""
        return self._read

    def focus_first(self) -> None:
        """Let a person begin with the first entry that is asked for."""
        read = self._read
        asked = (entry.place for entry in FIELDS if read is not None and is_asked(read, entry.place))
        self.fields[next(asked, FIELDS[0].place)].setFocus()

    def show_nothing(self) -> None:
        """Nothing was read: only what helps reading can be said."""
        self._read = None
        self._show(whole=False)

    def show_read(self, read: Imported) -> None:
        """Show what was read, and what it leaves open."""
        self._read = read
        for entry in FIELDS:
            _set(self.fields[entry.place], text_of(read, entry))
            self.fields[entry.place].setPlaceholderText(stated(read, entry))
            self._title(entry.place, tr(entry.title), is_asked(read, entry.place))
        self.labels.show_labels(read.configuration.card.labels)
        self._title("labels", self.tr("Labels"), is_asked(read, "labels"))
        self.network.setCurrentIndex(self.network.findData(read.configuration.network.name))
        self.arguments.setPlainText(arguments_text(read))
        self._title("network", self.tr("Network"), any(one.startswith("network") for one in read.questions))
        self.settings.setPlainText(settings_text(read))
        self._title("settings", self.tr("Settings"), bool(asked_settings(read)))
        self.found.setText("<br>".join(map(escaped, _found(read))))
        origin = read.configuration.origin
        not_supported = origin.not_supported if origin is not None else ()
        self.unsupported.setText(_listed(self.tr("Not supported:"), not_supported))
        self.missing.setText(_listed(self.tr("To be completed by a person:"), _open(read)) + _guess(read))
        self._show(whole=True)
        self.unsupported.setVisible(bool(not_supported))
        self.missing.setVisible(bool(read.questions))

    def _show(self, whole: bool) -> None:
        for widget in (self.found, self.missing, self.unsupported):
            widget.setVisible(whole)
        for place, row in self._rows.items():
            shown = whole or place in ("network", "arguments")
            if place == "settings":
                shown = whole and bool(self.settings.toPlainText())
            if place == "labels":
                shown = whole and bool(self.labels.rowCount())
            row.setVisible(shown)
            self._titles[place].setVisible(shown)

    def _title(self, place: str, title: str, asked: bool) -> None:
        told = self.tr("{field} (please complete)").format(field=title) if asked else title
        self._titles[place].setText(told)
        font = self._titles[place].font()
        font.setBold(asked)
        self._titles[place].setFont(font)

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows: list[tuple[str, str, QWidget]] = [(one.place, tr(one.title), self.fields[one.place]) for one in FIELDS]
        rows += [
            ("labels", self.tr("Labels"), self.labels),
            ("network", self.tr("Network"), self.network),
            ("arguments", self.tr("Arguments"), self.arguments),
            ("settings", self.tr("Settings"), self.settings),
        ]
        for place, title, field in rows:
            label = QLabel(title)
            label.setBuddy(field)
            self._titles[place], self._rows[place] = label, field
            form.addRow(label, field)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        for words in (self.found, self.unsupported, self.missing):
            column.addWidget(words)
        column.addLayout(form)
        column.addStretch(1)
        self.setWidget(inside)


def _found(read: Imported) -> Iterator[str]:
    """What was read, one sentence each."""
    configuration = read.configuration
    network, origin = configuration.network, configuration.origin
    if origin is not None:
        told = _tr("Read as {format}; nothing of it was run.")
        yield told.format(format=FORMATS.get(origin.format, origin.format))
    told = _tr("Network {name}: {inputs} channels in, {outputs} out; sets of weights: {count}.")
    counts = {"inputs": network.in_channels, "outputs": network.out_channels, "count": 1 + len(network.folds)}
    yield told.format(name=network.name, **counts)
    licence = _tr("A text of a licence came with it.") if read.licence else _tr("No licence came with it.")
    yield licence


def _open(read: Imported) -> tuple[str, ...]:
    """What is asked for, in words."""
    titles = {entry.place: tr(entry.title) for entry in FIELDS}
    known = titles | {
        "labels": _tr("Labels"),
        "intensity": _tr("How intensities are scaled"),
        "spacing_mm": _tr("Size of its voxels"),
        "orientation": _tr("Orientation of its axes"),
        "tiling": _tr("Size of its windows"),
        "preparation": _tr("How images are prepared"),
        "output": _tr("What its output means"),
        "detection": _tr("How boxes are read from its output"),
        "letters": _tr("Which letters it reads"),
    }
    places = (question.removeprefix("card.") for question in read.questions)
    return tuple(known.get(place, known.get(place.partition(".")[0], place)) for place in places)


def _guess(read: Imported) -> str:
    """What a person must know of arguments nothing tells."""
    told = _tr(
        "The usual arguments of the network were taken where the weights do not tell them; if they are others, all"
        " results are wrong. Say them under Arguments."
    )
    return f"<p><b>{escaped(told)}</b></p>" if read.guessed else ""


def _listed(title: str, lines: tuple[str, ...]) -> str:
    items = "".join(f"<li>{escaped(line)}</li>" for line in lines)
    return f"<b>{escaped(title)}</b><ul style='margin: 2px'>{items}</ul>"


def _tr(text: str) -> str:
    return QCoreApplication.translate("import_form", text)


def _field(entry: Entry) -> QLineEdit | QPlainTextEdit:
    if entry.kind in ("text", "lines", "data"):
        return _area(tr(entry.title), tr(entry.tip))
    field = QLineEdit()
    field.setAccessibleName(tr(entry.title))
    field.setToolTip(tr(entry.tip))
    return field


def _area(name: str, tip: str) -> QPlainTextEdit:
    area = QPlainTextEdit()
    area.setAccessibleName(name)
    area.setToolTip(tip)
    area.setTabChangesFocus(True)
    area.setFixedHeight(area.fontMetrics().lineSpacing() * _LINES + 16)
    return area


def _words(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label


def _text(field: QLineEdit | QPlainTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def _set(field: QLineEdit | QPlainTextEdit, text: str) -> None:
    if isinstance(field, QLineEdit):
        field.setText(text)
        field.setCursorPosition(0)
    else:
        field.setPlainText(text)
