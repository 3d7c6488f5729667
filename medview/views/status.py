"""The status bar: what this program is not, where models run, who reviews, what runs now, how much memory is used."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QSizePolicy, QStatusBar, QWidget

from medview.session.state import JobStatus, Part, State
from medview.views import words
from medview.views.assistance.about import NOTICE
from medview.views.elided import ElidedButton, FoldedLabel
from medview.views.jobs_panel import ACTIVE
from medview.views.machine import Memory, memory, processor

_MEMORY_EVERY_MS = 2000
_BAR = QSize(70, 8)
_PADDING = 6
_LETTERS = 9
"""So much of a part is read at least."""
_NOTICE_PART = 0.45
"""The label takes no more of the width on one line."""


class Status(QStatusBar):
    """Label, device, reviewer, jobs and memory; a click on one opens what it is about.

    Args:
        budget: Bytes an open series may take.
        parent: The window.
    """

    jobs_asked = Signal()
    settings_asked = Signal(str)
    """Name of a page of the settings."""

    def __init__(self, budget: Callable[[], int] = int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._budget = budget
        self._state = State()
        self._begun = False
        self.notice = FoldedLabel(self.tr(NOTICE), self.tr("Not a medical device."))
        self.notice.setObjectName("notice")
        self.device = self._part(lambda: self.jobs_asked.emit())
        self.reviewer = self._part(lambda: self.settings_asked.emit("general"))
        self.jobs = self._part(lambda: self.jobs_asked.emit())
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(_BAR)
        self.bar.setAccessibleName(self.tr("Progress of the jobs that run"))
        self.bar.hide()
        self.memory = self._part(lambda: self.settings_asked.emit("memory"))
        self.probe = QLabel()
        self.probe.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.probe.setAccessibleName(self.tr("Under the pointer"))
        self.addWidget(self.notice)
        self.addWidget(self.probe, 1)
        for widget in (self.device, self.reviewer, self.jobs, self.bar, self.memory):
            self.addPermanentWidget(widget)
        self._timer = QTimer(self)
        self._timer.setInterval(_MEMORY_EVERY_MS)
        self._timer.timeout.connect(self._measure)
        self._show_jobs(State())
        self._show_reviewer("")
        self._show_device(State())

    def start(self) -> None:
        """Begin to measure memory; once the window is shown."""
        self._begun = True
        self._measure()
        self._timer.start()

    def update_state(self, state: State, parts: frozenset[Part]) -> None:
        """Show what changed."""
        self._state = state
        if Part.JOBS in parts:
            self._show_jobs(state)
        if Part.ANALYSES in parts:
            self._show_device(state)
        if Part.REVIEWER in parts:
            self._show_reviewer(state.reviewer)
        if Part.OPENED in parts and self._begun:
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The label stands whole, on two lines where one would leave too little for the rest."""
        super().resizeEvent(event)
        self.notice.fold_within(round(self.width() * _NOTICE_PART))

    def changeEvent(self, event: QEvent) -> None:
        """Another size of text needs another room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "notice"):
            self.notice.fold_within(round(self.width() * _NOTICE_PART))

    def showEvent(self, event: QShowEvent) -> None:
        """Measure while it is seen."""
        super().showEvent(event)
        if self._begun:
            self.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while it is not."""
        super().hideEvent(event)
        self._timer.stop()

    def _part(self, act: Callable[[], object]) -> QPushButton:
        button = ElidedButton(least=_LETTERS)
        button.setProperty("flat", True)
        button.clicked.connect(lambda: act())
        return button

    def _show_jobs(self, state: State) -> None:
        active = [job for job in state.jobs if job.status in ACTIVE]
        failed = sum(job.status is JobStatus.FAILED for job in state.jobs)
        running = words.counted(len(active), self.tr("1 job running"), self.tr("{count} jobs running"))
        texts = [running if active else self.tr("No job running")]
        if failed:
            texts.append(self.tr("{count} failed").format(count=failed))
        self.jobs.setText(" · ".join(texts))
        titles = "\n".join(job.title for job in active)
        self.jobs.setToolTip("\n".join(part for part in (titles, self.tr("Show or hide the list of jobs")) if part))
        self.bar.setVisible(bool(active))
        if active:
            self.bar.setValue(round(1000 * sum(job.fraction for job in active) / len(active)))

    def _show_device(self, state: State) -> None:
        used = device(state)
        self.device.setText(used or self.tr("CPU or GPU: not used yet"))
        told = self.tr("The shown result was computed on {device}.").format(device=device_name(state) or used)
        unknown = self.tr("Which device computes is known after the first analysis.")
        self.device.setToolTip(told if used else unknown)

    def _show_reviewer(self, name: str) -> None:
        self.reviewer.setText(name or self.tr("No reviewer"))
        told = self.tr("{name} reviews: the name stands beside every decision.").format(name=name)
        self.reviewer.setToolTip(told if name else self.tr("The first decision asks for your name."))

    def _measure(self) -> None:
        if self.window().isMinimized():
            return
        self.show_memory(memory(self._state.opened.values(), self._budget()))

    def show_probe(self, words: str) -> None:
        """Show what stands under the pointer, the value first: it is read in viewports too small for it, too."""
        room = self.probe.contentsRect().width() - 2 * _PADDING
        self.probe.setText(self.probe.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, max(room, 0)))
        self.probe.setToolTip(words)

    def show_memory(self, used: Memory) -> None:
        """Show how much memory is used, and how much is free."""
        gb = {name: value / 1e9 for name, value in vars(used).items()}
        self.memory.setText(self.tr("{series:.1f} GB open · {free:.1f} GB free").format(**gb))
        lines = (
            self.tr("The open series take {series:.2f} GB; one may take {allowed:.1f} GB."),
            self.tr("Window and workers take {program:.1f} GB together; {free:.1f} GB of this computer are free."),
        )
        self.memory.setToolTip("\n".join(line.format(**gb) for line in lines))


def device(state: State) -> str:
    """Where the shown analysis was computed, from its provenance."""
    plan = _plan(state)
    return " · ".join(part for part in (plan.get("device", "").upper(), plan.get("precision", "")) if part)


def device_name(state: State) -> str:
    """The maker's name of that device; empty where it is not known."""
    plan = _plan(state)
    return plan.get("device_name", "") or (processor() if plan.get("device") == "cpu" else "")


def _plan(state: State) -> dict[str, str]:
    return dict(state.findings[0].source.plan) if state.findings else {}
