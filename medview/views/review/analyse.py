"""The Analyse panel: which models read what is open, why the others do not, and the run's progress."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from medview.core.card import Eligibility
from medview.core.content import SequenceContent
from medview.core.plan import Plan
from medview.session.state import Job, Part, State
from medview.views import words
from medview.views.elided import ElidedButton
from medview.views.flow import Flow
from medview.views.messages import rich
from medview.views.review.plan_line import PlanLine
from medview.views.review.progress import Progress, Waiting, active, wrapped


class AnalysePanel(QWidget):
    """Chooses a model and runs it."""

    analyse_asked = Signal(str)
    """Model identifier."""
    cancel_asked = Signal(int)
    """Serial number of its job."""
    card_asked = Signal(str)
    """Model identifier."""
    models_asked = Signal()
    """The catalogue is wanted."""
    chosen = Signal(str)
    """Model identifier: another model, or another series, is to be planned for; empty for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        heading = QLabel(self.tr("Analyse"))
        heading.setObjectName("heading")
        self.models = QComboBox()
        self.models.setAccessibleName(self.tr("Model"))
        self.models.setToolTip(self.tr("The model that reads what is open"))
        self.models.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.models.currentIndexChanged.connect(self._describe)
        self.summary = wrapped("muted")
        self.card = _flat(self.tr("About the model…"))
        self.card.setToolTip(self.tr("What the model is for, how well it did, where it fails, and whose it is"))
        self.card.clicked.connect(lambda: self.card_asked.emit(self.model))
        self.run = QPushButton(self.tr("Analyse"))
        self.run.setProperty("primary", True)
        self.run.setToolTip(self.tr("Run the model on what is open"))
        self.run.clicked.connect(lambda: self.analyse_asked.emit(self.model))
        self.others = ElidedButton()
        self.others.setProperty("flat", True)
        self.others.setToolTip(self.tr("Show or hide the models that cannot read what is open, and why"))
        self.others.setCheckable(True)
        self.others.toggled.connect(self._show_reasons)
        self.reasons = wrapped("muted")
        self.reasons.hide()
        self.advice = wrapped("muted")
        self.advice.setText(
            self.tr(
                "No network for CT is installed: what is offered here is classical, with nothing learned. A network "
                "trained with nnU-Net can be added with “Models…”, then “Import…”; you answer for its licence."
            )
        )
        self.advice.hide()
        self.failure = wrapped("failure")
        self.failure.hide()
        self.catalogue = _flat(self.tr("Models…"))
        self.catalogue.setToolTip(self.tr("See, add, check and remove models"))
        self.catalogue.clicked.connect(self.models_asked)
        self.plan = PlanLine()
        self.progress, self.waiting = Progress(), Waiting()
        for shown in (self.progress, self.waiting):
            shown.cancel_asked.connect(self.cancel_asked)
        self._start = self._start_row()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 8)
        for widget in (heading, self.models, self.summary, self.plan, self._start, self.progress, self.waiting):
            layout.addWidget(widget)
        for widget in (self.advice, self.failure, self.others, self.reasons):
            layout.addWidget(widget)
        self._eligible: tuple[Eligibility, ...] = ()
        self._readable = False
        self._list((), has_series=False)
        self._follow(())

    @property
    def model(self) -> str:
        """The chosen model's identifier; empty when none fits."""
        return str(self.models.currentData() or "")

    def update_state(self, state: State, parts: frozenset[Part]) -> None:
        """Show what changed."""
        if parts & {Part.ELIGIBLE, Part.VOLUME}:
            self._readable = bool(state.volume or state.images) or isinstance(state.content, SequenceContent)
            self._list(state.eligible, has_series=state.series is not None)
            self._advise(state)
        if Part.VOLUME in parts:
            self.failure.hide()
        if Part.JOBS in parts:
            self._follow(state.jobs)

    def show_plan(self, plan: Plan | None) -> None:
        """Tell how the chosen model is going to be run; None: nobody knows."""
        self.plan.show_plan(plan)

    def show_notice(self, serial: int, text: str) -> None:
        """Tell what had to be given up in an analysis that runs."""
        self.progress.add_notice(serial, text)

    def show_failure(self, message: str, hint: str) -> None:
        """Tell why a run gave no result, and what to do; the window goes on."""
        self.failure.setText(rich(message, hint))
        self.failure.show()

    def _start_row(self) -> QWidget:
        row = QWidget()
        layout = Flow(row)
        layout.addWidget(self.run)
        layout.addWidget(self.card)
        layout.addWidget(self.catalogue)
        return row

    def _list(self, eligible: tuple[Eligibility, ...], has_series: bool) -> None:
        self._eligible = eligible
        chosen = self.model
        self.models.blockSignals(True)
        self.models.clear()
        fitting = [answer for answer in eligible if not answer.reasons]
        for answer in fitting:
            self.models.addItem(answer.name, answer.model)
        self.models.setCurrentIndex(max(0, self.models.findData(chosen)) if fitting else -1)
        self.models.blockSignals(False)
        self._describe()
        self._refuse([answer for answer in eligible if answer.reasons], bool(fitting))
        for widget in (self.models, self.card, self.run):
            widget.setVisible(bool(fitting))
        if not fitting:
            self.summary.setText(self._nothing(has_series))
            self.summary.show()

    def _nothing(self, has_series: bool) -> str:
        if not has_series:
            return self.tr("Open a study to see which models read it.")
        if not self._readable:
            return self.tr("Models read volumes, pictures and sequences; this is none of them.")
        return self.tr("No installed model reads what is open.") if self._eligible else self.tr("Looking for models…")

    def _advise(self, state: State) -> None:
        """Where only classical methods read a CT, say so, and what can be added."""
        is_ct = state.series is not None and state.series.modality == "CT"
        networks = any(not answer.reasons and not answer.classical for answer in state.eligible)
        self.advice.setVisible(is_ct and bool(state.eligible) and not networks)

    def _refuse(self, refusing: list[Eligibility], some_fit: bool) -> None:
        self.others.setVisible(bool(refusing))
        one = self.tr("1 model does not read what is open")
        self.others.setText(words.counted(len(refusing), one, self.tr("{count} models do not read what is open")))
        lines = [rich(answer.name, " ".join(answer.reasons)) for answer in refusing]
        self.reasons.setText("<br><br>".join(lines))
        self.others.setChecked(bool(refusing) and not some_fit)

    def _show_reasons(self, shown: bool) -> None:
        self.reasons.setVisible(shown and bool(self.reasons.text()))

    def _describe(self) -> None:
        answer = next((answer for answer in self._eligible if answer.model == self.model), None)
        self.summary.setText(answer.summary if answer else "")
        self.summary.setVisible(bool(answer and answer.summary))
        if answer is not None:
            self.models.setToolTip(f"{answer.name} {answer.version}")
        self.chosen.emit(self.model)

    def _follow(self, jobs: tuple[Job, ...]) -> None:
        going = active(jobs)
        self.progress.setVisible(bool(going))
        self.waiting.show_jobs(going[1:])
        if going:
            self.failure.hide()
            self.progress.show_job(going[0])
            tip = self.tr("Run the model on what is open after what runs now")
        else:
            tip = self.tr("Run the model on what is open")
        self.run.setToolTip(tip)


def _flat(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("flat", True)
    return button
