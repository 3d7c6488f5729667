"""Train a model: choose a folder or a file, see what is in it, say what is wanted, watch it learn, use the result."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from medview.core.training import Kind, Wish
from medview.views.background import Background
from medview.views.catalogue.strip import JobStrip
from medview.views.drops import dropped_paths
from medview.views.flow import Flow
from medview.views.messages import escaped, rich
from medview.views.settings.fonts import resize_for_text
from medview.views.settings.theme import Theme
from medview.views.training.fields import Fields
from medview.views.training.plot import CurvesPlot
from medview.views.training.status import BUSY, LEARNING, Offer, Status
from medview.views.training.told import found_html

_WIDTH, _HEIGHT = 780, 760
_FILES = "*.fa *.fasta *.fna *.faa *.fq *.fastq *.csv *.tsv *.gb *.gbk *.gbff *.genbank *.embl *.dat *.txt *.gz"
"""How files of labelled sequences are called."""


class TrainDialog(QDialog):
    """Shows how far training is, and says what is wanted. It may be closed while a model is trained.

    Args:
        background: Loads the plotting library.
        theme: Colours.
        parent: The window.
    """

    look_asked = Signal(str, object)
    """A folder or file, and a ``Wish``."""
    reviews_asked = Signal()
    train_asked = Signal(str, object)
    """The same."""
    pause_asked = Signal()
    resume_asked = Signal()
    cancel_asked = Signal()
    go_on_asked = Signal(object)
    """An ``Unfinished``."""
    card_asked = Signal(str)
    """Key of the package."""
    run_asked = Signal(str)
    """Identifier of the model."""

    def __init__(self, background: Background, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Train a model"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        resize_for_text(self, _WIDTH, _HEIGHT)
        self.status = Status()
        self._runnable = False
        self._offer_of_runs = Offer()
        self.path = QLineEdit()
        self.path.setPlaceholderText(self.tr("Folder of labelled cases, or file of labelled sequences"))
        self.path.setAccessibleName(self.tr("Folder of labelled cases, or file of labelled sequences"))
        self.failure = _words("failure")
        self.found = _words("muted")
        self.found.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.outcome = _words("good")
        self.fields = Fields()
        self.plot = CurvesPlot(background, theme)
        self.strip = JobStrip()
        self.strip.cancel.hide()  # the buttons below say pause, and cancel
        self.unfinished = QComboBox()
        self._make_buttons()
        self._arrange()
        self.fields.kind_chosen.connect(self._ask_again)
        self.fields.changed.connect(self._offer)
        self.path.returnPressed.connect(self._ask_look)
        self.path.textChanged.connect(lambda _: self._offer())
        self.show_status(self.status)
        self.path.setFocus()

    def choose(self, data: str) -> None:
        """Take a folder or file and look at it."""
        self.path.setText(data)
        self._ask_look()

    def show_status(self, status: Status) -> None:
        """Show how far it is."""
        before, self.status = self.status, status
        if status.data and status.data != before.data:
            self.path.setText(status.data)
            self.fields.forget_labels()
        if status.found is not None and status.found is not before.found:
            self.fields.show_found(status.found, _title(Path(status.data)))
        if status.wish is not None and status.wish is not before.wish:
            self.fields.show_wish(status.wish)
        self._show_failure(status)
        self.found.setText(found_html(status.found) if status.found is not None else "")
        self.found.setVisible(status.found is not None and not status.found.problem)
        choosing = status.phase not in LEARNING
        for widget in (self.what, self.ways):
            widget.setVisible(choosing)
        self.fields.setVisible(status.phase in ("looked", "looking") and status.found is not None)
        self.plot.show_curves(status.curves)
        self.strip.show_job(status.job if status.phase in BUSY else None)
        self.outcome.setText(self._result(status))
        self.outcome.setVisible(bool(self.outcome.text()))
        self._offer()
        if status.phase != before.phase:
            self._focus()

    def _focus(self) -> None:
        """Let a person go on with what comes next."""
        following = {"looked": self.train, "training": self.pause, "paused": self.resume, "done": self.run}
        button = following.get(self.status.phase, self.path)
        (button if button.isEnabled() else self.path).setFocus()

    def show_offer(self, offer: Offer) -> None:
        """Let a person choose among other recipes, packages and unfinished runs."""
        self._offer_of_runs = offer
        self.fields.show_offer(offer)
        self.unfinished.clear()
        for run in offer.unfinished:
            self.unfinished.addItem(run.title)
        self._offer()

    def show_runnable(self, runnable: bool) -> None:
        """Whether the trained model reads the open series."""
        self._runnable = runnable
        self._offer()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a folder or file."""
        if dropped_paths(event.mimeData()) and self.status.phase not in BUSY:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at what was dropped."""
        event.acceptProposedAction()
        for path in dropped_paths(event.mimeData())[:1]:
            self.choose(path)

    def done(self, result: int) -> None:
        """The dialog ends; what is trained goes on."""
        self.plot.shut()
        super().done(result)

    def _show_failure(self, status: Status) -> None:
        told = rich(status.error.message, status.error.hint) if status.error is not None else ""
        if not told and status.found is not None and status.found.problem:
            told = rich(status.found.problem, status.found.hint)
        self.failure.setText(told)
        self.failure.setVisible(bool(told))

    def _result(self, status: Status) -> str:
        if status.phase == "done":
            told = self.tr("<b>{model}</b> is trained, measured on the held-out cases, and installed.")
            return told.format(model=escaped(status.name))
        if status.phase == "paused" and status.error is None:
            return escaped(self.tr("Paused. Everything learned so far is kept, also when MedView is closed."))
        return ""

    def _ask_look(self) -> None:
        data = self.path.text().strip()
        if data and self.status.phase not in BUSY:
            self.look_asked.emit(data, Wish("auto"))

    def _ask_again(self, kind: Kind) -> None:
        self.look_asked.emit(self.path.text().strip(), Wish(kind, labelled_by=self.fields.wish().labelled_by))

    def _ask_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(self, self.tr("Folder of labelled cases"), self.path.text())
        if path:
            self.choose(path)

    def _ask_file(self) -> None:
        kinds = (self.tr("Labelled sequences ({endings})").format(endings=_FILES), self.tr("All files (*)"))
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("File of labelled sequences"), self.path.text(), ";;".join(kinds)
        )
        if path:
            self.choose(path)

    def _ask_train(self) -> None:
        self.train_asked.emit(self.status.data, self.fields.wish())

    def _ask_go_on(self) -> None:
        number = self.unfinished.currentIndex()
        if 0 <= number < len(self._offer_of_runs.unfinished):
            self.go_on_asked.emit(self._offer_of_runs.unfinished[number])

    def _offer(self) -> None:
        """Offer what can be done now, and nothing else."""
        status, phase = self.status, self.status.phase
        busy = phase in BUSY
        sound = status.found is not None and not status.found.problem and self.path.text().strip() == status.data
        for widget in (self.path, self.folder, self.file, self.reviews, self.fields):
            widget.setEnabled(not busy and phase not in LEARNING)
        self.look.setEnabled(bool(self.path.text().strip()) and not busy)
        self.train.setVisible(phase in ("nothing", "looking", "looked"))
        self.train.setEnabled(sound and phase == "looked" and self.fields.is_whole)
        self.pause.setVisible(phase == "training")
        self.pause.setEnabled(not status.stopping)
        self.resume.setVisible(phase == "paused")
        self.cancel.setVisible(phase in ("looking", "training", "paused"))
        self.cancel.setEnabled(not status.stopping)
        self.card.setVisible(phase == "done")
        self.run.setVisible(phase == "done")
        self.run.setEnabled(self._runnable)
        waiting = bool(self._offer_of_runs.unfinished) and phase in ("nothing", "looked", "done")  # not of this run
        self.runs.setVisible(waiting)

    def _make_buttons(self) -> None:
        self.folder = _button(self.tr("Folder…"), self.tr("Choose a folder of labelled cases"), self._ask_folder)
        self.file = _button(
            self.tr("File…"),
            self.tr("Choose one file of labelled sequences: FASTA, a table (CSV or TSV), GenBank or Swiss-Prot"),
            self._ask_file,
        )
        self.look = _button(
            self.tr("Look"), self.tr("See what the data hold; nothing is trained or written"), self._ask_look
        )
        self.reviews = _button(
            self.tr("From my findings"),
            self.tr("Learn from the findings you accepted or corrected in studies opened lately"),
            self.reviews_asked.emit,
        )
        self.train = _button(self.tr("Train"), self.tr("Begin; other work goes on meanwhile"), self._ask_train)
        self.train.setProperty("primary", True)
        self.pause = _button(
            self.tr("Pause"), self.tr("Stop for now; everything learned so far is kept"), self.pause_asked.emit
        )
        self.resume = _button(self.tr("Go on"), self.tr("Go on where it stopped"), self.resume_asked.emit)
        self.resume.setProperty("primary", True)
        self.cancel = _button(
            self.tr("Cancel"), self.tr("Stop, and keep nothing of what was learned"), self.cancel_asked.emit
        )
        self.card = _button(
            self.tr("Show its card"),
            self.tr("What it is, and how well it did on the held-out cases"),
            lambda: self.card_asked.emit(self.status.key),
        )
        self.run = _button(
            self.tr("Run it on the open study"),
            self.tr("Analyse what is open with the new model; it must be of the kind the model reads"),
            lambda: self.run_asked.emit(self.status.model),
        )
        self.run.setProperty("primary", True)
        self.go_on = _button(
            self.tr("Go on with it"), self.tr("Go on with a run that was paused or broken off"), self._ask_go_on
        )
        self.shut = _button(self.tr("Close"), self.tr("Close the form; what is trained goes on"), self.reject)
        self.unfinished.setAccessibleName(self.tr("Unfinished runs"))
        self.unfinished.setToolTip(self.tr("Runs that were paused, or ended with the program"))

    def _arrange(self) -> None:
        self.what = QLabel(
            self.tr(
                "Choose a folder of labelled cases: pictures with masks, a folder for each class, boxes (COCO, VOC, "
                "YOLO), outlines (COCO), NIfTI volumes with label maps, DICOM images with their segmentations; or of "
                "sequences: a table with their labels, FASTA with labels of each letter, or a file for each class. Of "
                "sequences one file will do: a table, records whose titles state their class (label=NAME), or "
                "annotated entries (GenBank, EMBL, Swiss-Prot)."
            )
        )
        self.what.setWordWrap(True)
        self.ways = _row(self.folder, self.file, self.look, self.reviews)
        self.runs = QWidget()
        waiting = QHBoxLayout(self.runs)
        waiting.setContentsMargins(0, 0, 0, 0)
        waiting.addWidget(self.unfinished, 1)
        waiting.addWidget(self.go_on)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        told = (self.failure, self.outcome, self.found, self.fields, self.plot)
        for widget in (self.what, self.path, self.ways, self.runs, *told):
            column.addWidget(widget)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.addWidget(area, 1)
        layout.addWidget(self.strip)
        layout.addWidget(_row(self.train, self.resume, self.pause, self.cancel, self.run, self.card, self.shut))


def _title(data: Path) -> str:
    """What to call a model of a folder, or of a file: the name without its endings."""
    return data.name if data.is_dir() else data.name.partition(".")[0] or data.name


def _row(*buttons: QPushButton) -> QWidget:
    box = QWidget()
    flow = Flow(box, stretched=False)
    for button in buttons:
        flow.addWidget(button)
    return box


def _words(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    label.hide()
    return label


def _button(text: str, tip: str, clicked: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    button.setAutoDefault(False)
    button.clicked.connect(lambda: clicked())
    return button
