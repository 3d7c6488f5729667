"""How a model is going to be run, told before the run: one quiet line, and more when asked."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from medview.core.plan import Plan


def tr(text: str) -> str:
    """A text of this module in the reader's language."""
    return QCoreApplication.translate("plan", text)


_LETTERS = 32
"""Letters a line should have room for beside the button."""


class PlanLine(QWidget):
    """Shows a plan."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLabel()
        self.line.setObjectName("muted")
        self.line.setWordWrap(True)
        self.more = QPushButton(self.tr("Details"))
        self.more.setProperty("flat", True)
        self.more.setCheckable(True)
        self.more.setToolTip(self.tr("Show or hide how the model is going to be run"))
        self.more.setAccessibleName(self.tr("Details of the run"))
        self.details = QLabel()
        self.details.setObjectName("muted")
        self.details.setWordWrap(True)
        self.details.hide()
        self.more.toggled.connect(self.details.setVisible)
        self._row = QHBoxLayout()
        self._row.addWidget(self.line, 1)
        self._row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._row)
        layout.addWidget(self.details)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the button below the line where there is no room beside it."""
        super().resizeEvent(event)
        narrow = event.size().width() < self.fontMetrics().averageCharWidth() * _LETTERS
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(below if narrow else beside)

    def show_plan(self, plan: Plan | None) -> None:
        """Show a plan; None: there is none."""
        self.setVisible(plan is not None)
        if plan is not None:
            self.line.setText(plan_line(plan))
            self.details.setText("\n".join(plan_details(plan)))


def plan_line(plan: Plan) -> str:
    """A plan in one line."""
    windows = tr("{count} windows").format(count=plan.windows) if plan.windows > 1 else ""
    memory = tr("about {memory} of memory").format(memory=_memory(plan.memory_mb)) if plan.memory_mb else ""
    return " · ".join(part for part in (_device(plan), plan.precision, windows, memory) if part)


def plan_details(plan: Plan) -> Iterator[str]:
    """A plan in sentences."""
    yield tr("It is computed on: {device}, in {precision}.").format(device=_device(plan), precision=plan.precision)
    if plan.patch:
        told = tr("Windows of {patch} voxels, overlapping by {percent} %, {batch} at once: {count} in all.")
        patch = " × ".join(map(str, plan.patch))
        yield told.format(patch=patch, percent=round(100 * plan.overlap), batch=plan.batch, count=plan.windows)
    else:
        yield tr("The network sees the whole image at once.")
    if plan.passes > 1:
        yield tr("Each is seen {count} times, by several networks or flipped, and averaged.").format(count=plan.passes)
    if plan.slab:
        yield tr("Sums are kept in {kind} for {count} planes at a time.").format(kind=plan.accumulate, count=plan.slab)
    if plan.compiled:
        yield tr("The network is compiled for this processor.")
    yield from plan.notes


def _device(plan: Plan) -> str:
    names = {"cpu": tr("Processor"), "cuda": tr("Graphics processor"), "mps": tr("Apple graphics processor")}
    return plan.device_name or names.get(plan.device, plan.device)


def _memory(megabytes: int) -> str:
    if megabytes >= 1000:
        return tr("{size:.1f} GB").format(size=megabytes / 1000)
    return tr("{size} MB").format(size=megabytes)
