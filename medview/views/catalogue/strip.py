"""How far the job of a window is, and the way out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from medview.session.state import Job
from medview.views import words


class JobStrip(QWidget):
    """Shows one job; hidden while there is none."""

    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.note = QLabel()
        self.note.setObjectName("muted")
        self.note.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setFormat("%p %")
        self.bar.setAccessibleName(self.tr("Progress"))
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setToolTip(self.tr("Stop what is being done; nothing of it is kept"))
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.cancel_asked)
        row = QHBoxLayout()
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.note)
        layout.addLayout(row)
        self.hide()

    def show_job(self, job: Job | None) -> None:
        """Show how far a job is; None: there is none."""
        self.setVisible(job is not None)
        if job is not None:
            self.bar.setValue(round(1000 * job.fraction))
            told = (job.title, job.note, words.time_left(job.remaining_s))
            self.note.setText(" · ".join(part for part in told if part))
