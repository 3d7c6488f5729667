"""The job list: what runs, what failed and what to do about it; cancel and clear."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from medview.session.changes import JobsCleared
from medview.session.session import Session
from medview.session.state import Job, JobStatus, Part, State
from medview.views import words
from medview.views.messages import rich

ACTIVE = (JobStatus.QUEUED, JobStatus.RUNNING)
_STATUS = {
    JobStatus.QUEUED: "waiting",
    JobStatus.RUNNING: "running",
    JobStatus.DONE: "done",
    JobStatus.FAILED: "failed",
    JobStatus.CANCELLED: "cancelled",
}
_HEIGHT = 200


class JobsPanel(QWidget):
    """Jobs, newest first."""

    cancel_asked = Signal(int)
    """Serial number."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        heading = QLabel(self.tr("Jobs"))
        heading.setObjectName("heading")
        clear = QPushButton(self.tr("Clear ended"))
        clear.setProperty("flat", True)
        clear.setToolTip(self.tr("Take the jobs that ended off the list"))
        clear.clicked.connect(lambda: session.apply(JobsCleared()))
        top = QHBoxLayout()
        top.addWidget(heading, 1)
        top.addWidget(clear)
        self._list = QWidget()
        self._list.setObjectName("panel")
        self._layout = QVBoxLayout(self._list)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addStretch(1)
        area = QScrollArea()
        area.setAccessibleName(self.tr("List of jobs"))
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._list)
        self._empty = QLabel(self.tr("No jobs. What is read, analysed or saved in the background is listed here."))
        self._empty.setObjectName("muted")
        self._empty.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 8)
        layout.addLayout(top)
        layout.addWidget(self._empty)
        layout.addWidget(area, 1)
        self._lines: dict[int, _Line] = {}
        self.setFixedHeight(_HEIGHT)

    def update_state(self, state: State, parts: frozenset[Part]) -> None:
        """Show what changed."""
        if Part.JOBS not in parts:
            return
        present = {job.id for job in state.jobs}
        for serial in self._lines.keys() - present:
            line = self._lines.pop(serial)
            self._layout.removeWidget(line)
            line.deleteLater()
        for job in state.jobs:
            if job.id not in self._lines:
                self._lines[job.id] = self._new_line(job)
            self._lines[job.id].show_job(job)
        self._empty.setVisible(not state.jobs)

    def _new_line(self, job: Job) -> _Line:
        line = _Line(job)
        line.cancel.clicked.connect(lambda: self.cancel_asked.emit(job.id))
        self._layout.insertWidget(0, line)
        return line


class _Line(QWidget):
    """One job."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self._shown: Job | None = None
        self.title = QLabel(job.title)
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setMaximumHeight(8)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress: {job}").format(job=job.title))
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setToolTip(self.tr("Stop this job"))
        self.cancel.setAccessibleName(self.tr("Cancel: {job}").format(job=job.title))
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setObjectName("muted")
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 6)
        layout.addLayout(top)
        layout.addWidget(self.bar)
        layout.addWidget(self.note)

    def show_job(self, job: Job) -> None:
        """Show how far it is, or how it ended."""
        if job == self._shown:
            return
        self._shown = job
        active = job.status in ACTIVE
        self.bar.setVisible(active)
        self.bar.setValue(round(1000 * job.fraction))
        self.cancel.setVisible(active)
        failed = job.status is JobStatus.FAILED
        left = words.time_left(job.remaining_s) if active else ""
        note = job.note if active else ""
        detail = " · ".join(part for part in (words.tr(_STATUS[job.status]), note, left) if part)
        self.note.setText(rich(job.note, job.hint) if failed else detail)
