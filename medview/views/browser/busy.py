"""What is being read, how far it is, and the way out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from medview.session.state import Job, Part, State
from medview.views import words
from medview.views.jobs_panel import ACTIVE

READING = ("scan", "load")
"""Tasks of the files pool that a person waits for."""


class BusyStrip(QWidget):
    """Shown while files are read."""

    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.title = QLabel()
        self.title.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setFormat("%p %")
        self.bar.setAccessibleName(self.tr("Progress of reading"))
        cancel = QPushButton(self.tr("Cancel"))
        cancel.setToolTip(self.tr("Stop reading; what was read stays"))
        cancel.clicked.connect(self.cancel_asked)
        row = QHBoxLayout()
        row.addWidget(self.bar, 1)
        row.addWidget(cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 8)
        layout.addWidget(self.title)
        layout.addLayout(row)
        self.hide()

    def update_state(self, state: State, parts: frozenset[Part]) -> None:
        """Show what changed."""
        if Part.JOBS not in parts:
            return
        job = next((job for job in reversed(state.jobs) if job.task in READING and job.status in ACTIVE), None)
        self.setVisible(job is not None)
        if job is not None:
            self._show_job(job)

    def _show_job(self, job: Job) -> None:
        left = words.time_left(job.remaining_s)
        self.title.setText(" · ".join(part for part in (job.title, job.note, left) if part))
        self.bar.setValue(round(1000 * job.fraction))
