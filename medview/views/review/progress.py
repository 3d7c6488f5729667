"""How far analyses are: the one that runs, by stages, and those that wait for it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from medview.core.stages import STAGES
from medview.session.state import Job, JobStatus
from medview.views import words
from medview.views.messages import escaped

ANALYSES = ("analyse", "analyse_variants", "align_pair")
"""Tasks of the engine that a reader waits for: analyses, and alignments of two sequences."""
_ACTIVE = (JobStatus.QUEUED, JobStatus.RUNNING)


def active(jobs: tuple[Job, ...]) -> tuple[Job, ...]:
    """Analyses that have not ended, in the order in which they run."""
    return tuple(job for job in jobs if job.task in ANALYSES and job.status in _ACTIVE)


class Progress(QWidget):
    """Title, bar, stages, time left and the way out of the analysis that runs."""

    cancel_asked = Signal(int)
    """Serial number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._serial = 0
        self._notices: dict[int, list[str]] = {}
        self.title = wrapped("muted")
        self.note = wrapped("muted")
        self.stages = wrapped("muted")
        self.stages.setTextFormat(Qt.TextFormat.RichText)
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setFormat("%p %")
        self.bar.setAccessibleName(self.tr("Progress of the analysis"))
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setToolTip(self.tr("Stop the analysis; nothing of it is kept"))
        self.cancel.clicked.connect(lambda: self.cancel_asked.emit(self._serial))
        self.notices = wrapped("warnings")
        self.notices.hide()
        row = QHBoxLayout()
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.title)
        layout.addLayout(row)
        layout.addWidget(self.stages)
        layout.addWidget(self.note)
        layout.addWidget(self.notices)

    def add_notice(self, serial: int, text: str) -> None:
        """Tell what had to be given up in an analysis, for as long as it runs."""
        self._notices.setdefault(serial, []).append(text)
        self._tell()

    def _tell(self) -> None:
        self.notices.setText("\n".join(self._notices.get(self._serial, ())))
        self.notices.setVisible(bool(self.notices.text()))

    def show_job(self, job: Job) -> None:
        """Show how far a job is."""
        if job.id != self._serial:
            self._notices = {serial: told for serial, told in self._notices.items() if serial == job.id}
            self._serial = job.id
            self._tell()
        self.title.setText(job.title)
        self.bar.setValue(round(1000 * job.fraction))
        waiting = self.tr("Waiting for the engine…") if job.status is JobStatus.QUEUED else self.tr("Starting…")
        parts = (job.note or waiting, words.time_left(job.remaining_s))
        self.note.setText(" · ".join(part for part in parts if part))
        self.stages.setText(stage_line(job.stage))
        self.stages.setVisible(bool(job.stage))


class Waiting(QWidget):
    """The analyses that wait, in their order; each can be taken out."""

    cancel_asked = Signal(int)
    """Serial number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[int, ...] = ()
        self.lines: dict[int, _Line] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)

    def show_jobs(self, jobs: tuple[Job, ...]) -> None:
        """Show which jobs wait."""
        self.setVisible(bool(jobs))
        serials = tuple(job.id for job in jobs)
        if serials == self._shown:
            return
        self._shown = serials
        for line in self.lines.values():
            self._layout.removeWidget(line)
            line.deleteLater()
        self.lines = {job.id: _Line(number, job) for number, job in enumerate(jobs, start=1)}
        for serial, line in self.lines.items():
            line.cancel.clicked.connect(lambda _=False, serial=serial: self.cancel_asked.emit(serial))
            self._layout.addWidget(line)


class _Line(QWidget):
    def __init__(self, number: int, job: Job) -> None:
        super().__init__()
        self.text = wrapped("muted")
        self.text.setText(self.tr("Waiting ({number}): {job}").format(number=number, job=job.title))
        self.cancel = QPushButton(self.tr("Take out"))
        self.cancel.setProperty("flat", True)
        self.cancel.setToolTip(self.tr("Do not run this analysis"))
        self.cancel.setAccessibleName(self.tr("Take out: {job}").format(job=job.title))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.text, 1)
        row.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignTop)


def stage_line(stage: str) -> str:
    """All stages as rich text, the present one standing out; empty for a stage nobody knows."""
    if stage not in STAGES:
        return ""
    told = (f"<b>{escaped(name())}</b>" if key == stage else escaped(name()) for key, name in STAGES.items())
    return QCoreApplication.translate("progress", " › ").join(told)


def wrapped(name: str) -> QLabel:
    """A label for sentences."""
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    return label
