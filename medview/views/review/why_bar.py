"""Beside a finding: ask the model why, see its curve, and how far the answer is."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QPushButton, QVBoxLayout, QWidget

from medview.core.explained import METHODS, can_be_asked, methods_for
from medview.core.finding import Curve, Finding
from medview.session.state import Job, JobStatus, Part, State
from medview.views.flow import Flow
from medview.views.review.progress import wrapped

_ACTIVE = (JobStatus.QUEUED, JobStatus.RUNNING)


class WhyBar(QWidget):
    """Buttons for what stands behind the selected finding."""

    asked = Signal(str)
    """Method, or empty for the model's own choice."""
    curve_asked = Signal()
    cancel_asked = Signal(int)
    """Serial number of the question that is being answered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._serial = 0
        self.why = QPushButton(self.tr("Why?"))
        self.why.setToolTip(
            self.tr("Ask the model what of its input speaks for the chosen finding, as a map over it or along it")
        )
        self.why.setAccessibleName(self.tr("Ask the model why"))
        self.menu = self._methods()
        self.why.setMenu(self.menu)
        self.curve = QPushButton(self.tr("Curve…"))
        self.curve.setToolTip(self.tr("Show the chosen finding's curve, and save it as a table"))
        self.curve.clicked.connect(lambda: self.curve_asked.emit())
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setFormat("%p %")
        self.bar.setAccessibleName(self.tr("Progress of the answer"))
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setToolTip(self.tr("Stop asking; nothing of it is kept"))
        self.cancel.clicked.connect(lambda: self.cancel_asked.emit(self._serial))
        self.note = wrapped("muted")
        self._going = self._progress()
        buttons = QWidget()
        row = Flow(buttons)
        row.addWidget(self.why)
        row.addWidget(self.curve)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(buttons)
        layout.addWidget(self._going)
        self.show_finding(None)
        self._follow(())

    def update_state(self, state: State, parts: frozenset[Part]) -> None:
        """Show how far the answer is."""
        if Part.JOBS in parts:
            self._follow(tuple(job for job in state.jobs if job.task == "explain" and job.status in _ACTIVE))

    def show_finding(self, finding: Finding | None) -> None:
        """Offer what can be asked of the selected finding."""
        self.why.setEnabled(finding is not None and can_be_asked(finding))
        for action in self.menu.actions():
            action.setVisible(finding is None or action.data() in ("", *methods_for(finding)))
        self.curve.setVisible(finding is not None and isinstance(finding.value, Curve))

    def _methods(self) -> QMenu:
        names = {
            "": self.tr("The model's own choice"),
            "grad-cam": self.tr("Grad-CAM: features that raise the score; quick, coarse"),
            "integrated-gradients": self.tr("Integrated gradients: pixels or letters that raise the score; fine"),
            "occlusion": self.tr("Occlusion: patches without which the score falls; slow"),
        }
        menu = QMenu(self)
        for method in ("", *METHODS):
            menu.addAction(names[method], partial(self.asked.emit, method)).setData(method)
        return menu

    def _progress(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout()
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.note)
        return box

    def _follow(self, jobs: tuple[Job, ...]) -> None:
        self._going.setVisible(bool(jobs))
        for job in jobs[:1]:
            self._serial = job.id
            self.bar.setValue(round(1000 * job.fraction))
            waiting = self.tr("Waiting for the engine…") if job.status is JobStatus.QUEUED else self.tr("Starting…")
            self.note.setText(f"{job.title} · {job.note or waiting}")
