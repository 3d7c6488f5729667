"""Register two series or move one by hand, see it in the viewports, and accept or reject it."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from medview.core.errors import MedViewError
from medview.core.rigid import shift_at, shift_text, turn_deg
from medview.core.study import Series
from medview.session.reduce import Parts
from medview.session.state import Part, State
from medview.views import words
from medview.views.fusion.choices import how_word
from medview.views.fusion.registering import Registering, both_open

STEPS = (0.5, 1.0, 5.0, 20.0)
"""Millimetres, and degrees up to five, of one nudge."""
_MOST_DEG = 5.0
_MARGIN = 24


def ask_registration(pane: Any, moving_uid: str) -> None:
    """Open the dialog for the series of a viewport and the one drawn over it.

    Args:
        pane: The viewport's pane.
        moving_uid: The series drawn over it.
    """
    state: State = pane.state
    moving = next((one for study in state.studies for one in study.series if one.uid == moving_uid), None)
    if state.series is None or moving is None:
        return
    window = pane.window()
    shown = window.findChild(RegisteringDialog)
    if shown is not None:
        shown.close()
    dialog = RegisteringDialog(pane.session, pane.kit.jobs, state.series, moving, window)
    dialog.adjustSize()
    corner = window.mapToGlobal(window.rect().topRight())
    dialog.move(max(corner.x() - dialog.width() - _MARGIN, 0), corner.y() + 3 * _MARGIN)  # the pictures stay in sight
    dialog.show()


class RegisteringDialog(QDialog):
    """Stays beside the viewports, which show the proposal; closing it without accepting puts everything back.

    Args:
        session: Whose series they are.
        jobs: Where the search runs.
        fixed: The series that stays.
        moving: The one laid over it.
        parent: The window.
    """

    def __init__(self, session: Any, jobs: Any, fixed: Series, moving: Series, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.placing = Registering(session, jobs, fixed, moving, self)
        self._session = session
        self.setWindowTitle(self.tr("Register two series"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.about = _text("", self.tr("What is placed, and what the viewports show"))
        self.numbers = _text("", self.tr("The proposal in numbers"))
        self.numbers.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.problem = _text("", self.tr("What went wrong"))
        self.problem.setObjectName("failure")
        self.problem.hide()
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(self.tr("Progress of the registration"))
        self.search = QPushButton(self.tr("&Register"))
        self.stop = QPushButton(self.tr("&Stop"))
        self.accept_button = QPushButton(self.tr("&Accept"))
        self.reject_button = QPushButton(self.tr("Re&ject"))
        for button, tip in (
            (self.search, self.tr("Look for the turn and shift by which both series agree best")),
            (self.stop, self.tr("Give the search up; the place stays as it is")),
            (self.accept_button, self.tr("Keep this place; it can be undone")),
            (self.reject_button, self.tr("Put everything back as it was")),
        ):
            button.setToolTip(tip)
        self._lay_out()
        self._connect()
        self._stop_listening = session.listen(self._state_changed)
        self.destroyed.connect(self._stop_listening)  # a dialog may go without being closed
        self._listening = True
        self.show_placing()

    def show_placing(self) -> None:
        """Show what is proposed, and what can be done."""
        placing, ready = self.placing, both_open(self._session.state, self.placing.fixed, self.placing.moving)
        shown = self._fused()
        titles = {"moving": words.series_title(placing.moving), "fixed": words.series_title(placing.fixed)}
        self.about.setText(self._told(ready, shown).format(**titles))
        self.numbers.setText("\n".join(self._lines()))
        self.bar.setVisible(placing.running)
        self.stop.setVisible(placing.running)
        self.search.setEnabled(ready and not placing.running)
        self.accept_button.setEnabled(ready and shown and placing.acceptable)
        self._fit()

    def _told(self, ready: bool, shown: bool) -> str:
        """What the viewports show."""
        if not shown:
            return self.tr(
                "“{moving}” is no longer drawn over “{fixed}”. Fuse them again to see the proposal and accept it."
            )
        if not ready:
            return self.tr("“{moving}” is laid over “{fixed}”. The proposal is shown as soon as both are loaded.")
        return self.tr("“{moving}” is laid over “{fixed}”. The viewports show the proposal.")

    def _fused(self) -> bool:
        """Whether a viewport draws the one over the other."""
        fixed, moving = self.placing.fixed.uid, self.placing.moving.uid
        tiles = (one for one in self._session.state.layout.tiles if one.series == fixed)
        return any(one.look.fusion is not None and one.look.fusion.series == moving for one in tiles)

    def _fit(self) -> None:
        """Grow with what is told; wrapped words take more room in height than Qt asks a window for."""
        layout = self.layout()
        if layout is not None and self.isVisible():
            layout.activate()
            wanted = max(layout.totalHeightForWidth(self.width()), layout.totalMinimumSize().height())
            if wanted > self.height():
                self.resize(self.width(), wanted)

    def showEvent(self, event: QShowEvent) -> None:
        """Leave room for all that is told."""
        super().showEvent(event)
        self._fit()

    def done(self, result: int) -> None:
        """Accepted or not."""
        self._end()
        if result == QDialog.DialogCode.Accepted:
            self.placing.accept()
        else:
            self.placing.reject()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Not accepted: everything is put back."""
        self._end()
        self.placing.reject()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape stops the search first."""
        if event.key() == Qt.Key.Key_Escape and self.placing.running:
            self.placing.cancel()
        else:
            super().keyPressEvent(event)

    def _end(self) -> None:
        """Hear of no change any more."""
        if self._listening:
            self._listening = False
            self._stop_listening()

    def _lines(self) -> list[str]:
        placing = self.placing
        shift = shift_at(placing.matrix, placing.middle_lps)
        told = self.tr("Shift: {shift} ({length} mm in all)").format(
            shift=shift_text(shift), length=f"{np.linalg.norm(shift):.1f}"
        )
        lines = [told, self.tr("Turn: {angle}°").format(angle=f"{turn_deg(placing.matrix):.1f}")]
        if placing.found is not None:
            lines += [
                self.tr("Mutual information: {before} before, {after} after").format(
                    before=f"{placing.found.before:.3f}", after=f"{placing.found.after:.3f}"
                ),
                self.tr("Overlap: {part} % of the smaller series").format(part=f"{placing.found.overlap * 100:.0f}"),
            ]
        if not placing.acceptable and placing.found is None:
            return [*lines, self.tr("As it is now: nothing is proposed yet")]
        source = ", ".join(how_word(part) for part in placing.how.split(", ") if part)
        return [*lines, self.tr("From: {how}; not accepted yet").format(how=source)]

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.addWidget(self.about)
        layout.addWidget(self.numbers)
        layout.addWidget(self.problem)
        running = QHBoxLayout()
        for widget in (self.search, self.bar, self.stop):
            running.addWidget(widget, 1 if widget is self.bar else 0)
        running.addStretch()
        layout.addLayout(running)
        layout.addWidget(self._nudges())
        buttons = QDialogButtonBox()
        buttons.addButton(self.accept_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.reject_button, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    def _nudges(self) -> QGroupBox:
        box = QGroupBox(self.tr("Move by hand"))
        grid = QGridLayout(box)
        self.step = QComboBox()
        self.step.setAccessibleName(self.tr("Step of a move or turn"))
        self.step.setToolTip(self.step.accessibleName())
        for step in STEPS:
            self.step.addItem(self.tr("{mm} mm, {deg}°").format(mm=f"{step:g}", deg=f"{min(step, _MOST_DEG):g}"), step)
        self.step.setCurrentIndex(1)
        grid.addWidget(QLabel(self.tr("Step")), 0, 0)
        grid.addWidget(self.step, 0, 1, 1, 2)
        self.nudges: dict[tuple[str, int, int], QPushButton] = {}
        rows = (
            (0, self.tr("To the right"), self.tr("To the left"), self.tr("Nod forward"), self.tr("Nod back")),
            (1, self.tr("To the front"), self.tr("To the back"), self.tr("Tilt left"), self.tr("Tilt right")),
            (2, self.tr("To the feet"), self.tr("To the head"), self.tr("Turn left"), self.tr("Turn right")),
        )
        for axis, *names in rows:
            for place, (kind, sign) in enumerate((("shift", -1), ("shift", 1), ("turn", 1), ("turn", -1))):
                button = QPushButton(names[place])
                button.setAutoDefault(False)
                button.setToolTip(self.tr("Move or turn the series drawn over this one by a step"))
                button.clicked.connect(partial(self._nudge, kind, axis, sign))
                self.nudges[kind, axis, sign] = button
                grid.addWidget(button, axis + 1, place)
        return box

    def _connect(self) -> None:
        placing = self.placing
        self.search.clicked.connect(self._begin)
        self.stop.clicked.connect(placing.cancel)
        placing.changed.connect(self.show_placing)
        placing.failed.connect(self._tell)

    def _begin(self) -> None:
        self.problem.hide()
        self.bar.setValue(0)
        self.placing.run()

    def _nudge(self, kind: str, axis: int, sign: int, _checked: bool = False) -> None:
        step = float(self.step.currentData())
        way = np.zeros(3)
        way[axis] = sign * (step if kind == "shift" else min(step, _MOST_DEG))
        if kind == "shift":
            self.placing.nudge(shift_lps=way)
        else:
            self.placing.nudge(turn_lps_deg=way)

    def _show_progress(self) -> None:
        job = self.placing.job
        if job is not None:
            self.bar.setValue(round(job.fraction * 1000))
            self.bar.setFormat(f"{job.note}  %p %" if job.note else "%p %")

    def _tell(self, error: MedViewError) -> None:
        self.problem.setText(f"{error.message}\n{error.hint}".strip())
        self.problem.show()
        self._fit()

    def _state_changed(self, state: State, parts: Parts) -> None:
        """The search goes on; or either series was closed, and there is nothing to place any more."""
        if Part.JOBS in parts:
            self._show_progress()
        if parts & {Part.OPENED, Part.VOLUME, Part.LOOK, Part.LAYOUT}:
            known = {one.uid for study in state.studies for one in study.series}
            if self.placing.fixed.uid not in state.opened or self.placing.moving.uid not in known:
                self.close()
            else:
                self.show_placing()


def _text(text: str, name: str = "") -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    if name:
        label.setAccessibleName(name)
    return label
