"""The status bar: what this program is not, where models run, what runs now, and how much memory is used."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QStatusBar, QWidget

from medview.session.state import JobStatus, Part, State
from medview.views import words
from medview.views.about import NOTICE
from medview.views.jobs_panel import ACTIVE

_MEMORY_EVERY_MS = 2000


class Status(QStatusBar):
    """Label, device, jobs and memory."""

    jobs_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        notice = QLabel(self.tr(NOTICE))
        notice.setObjectName("notice")
        self.device = QLabel()
        self.memory = QLabel()
        self.jobs = QPushButton()
        self.jobs.setProperty("flat", True)
        self.jobs.setToolTip(self.tr("Show or hide the list of jobs"))
        self.jobs.clicked.connect(self.jobs_asked)
        self.addWidget(notice)
        for widget in (self.device, self.jobs, self.memory):
            self.addPermanentWidget(widget)
        self._timer = QTimer(self)
        self._timer.setInterval(_MEMORY_EVERY_MS)
        self._timer.timeout.connect(self._measure)
        self._count(State())

    def start(self) -> None:
        """Begin to measure memory; once the window is shown."""
        self._measure()
        self._timer.start()

    def update_state(self, state: State, parts: frozenset[Part]) -> None:
        """Show what changed."""
        if Part.JOBS in parts:
            self._count(state)
        if Part.ANALYSES in parts:
            self.device.setText(device(state))

    def _count(self, state: State) -> None:
        active = sum(job.status in ACTIVE for job in state.jobs)
        failed = sum(job.status is JobStatus.FAILED for job in state.jobs)
        running = words.counted(active, self.tr("1 job running"), self.tr("{count} jobs running"))
        texts = [running if active else self.tr("No job running")]
        if failed:
            texts.append(self.tr("{count} failed").format(count=failed))
        self.jobs.setText(" · ".join(texts))

    def _measure(self) -> None:
        from psutil import NoSuchProcess, Process

        own = Process()
        used = own.memory_info().rss
        for child in own.children():
            try:
                used += child.memory_info().rss
            except NoSuchProcess:
                continue
        self.memory.setText(self.tr("{size:.1f} GB memory").format(size=used / 1e9))
        self.memory.setToolTip(self.tr("Window and workers together"))


def device(state: State) -> str:
    """Where the shown analysis was computed, from its provenance."""
    if not state.findings:
        return ""
    plan = dict(state.findings[0].source.plan)
    device, precision = plan.get("device", "").upper(), plan.get("precision", "")
    return " · ".join(part for part in (device, precision) if part)
