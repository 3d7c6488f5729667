"""The live curves of a training run: loss and held-out score over the steps."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from medview.core.curves import CurvePoint, Curves
from medview.views.background import Background
from medview.views.settings.fonts import text_scale
from medview.views.settings.theme import Theme

_HEIGHT = 150
"""Pixels of each plot at the usual text size."""

_WIDTH = 2
_AXIS = 56
"""Pixels for numbers and name of the left axis, the same in both plots."""
_LEAST_RANGE = 0.05
"""Of scores: less is noise, and should look like it."""


class CurvesPlot(QWidget):
    """Two plots above each other; pyqtgraph draws them, and loads after the first figures are there.

    Args:
        background: Loads the plotting library.
        theme: Colours.
        parent: The form.
    """

    def __init__(self, background: Background, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._theme = theme
        self._curves = Curves("", 0)
        self._plots: dict[str, Any] = {}
        self._library: Any = None
        self._asked = self._closed = False
        self.figures = QLabel()
        self.figures.setWordWrap(True)
        self.figures.setAccessibleName(_tr("Figures so far"))
        self.figures.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.figures)
        self.hide()

    @property
    def is_drawn(self) -> bool:
        """Whether the library is there and draws."""
        return bool(self._plots)

    def show_curves(self, curves: Curves | None) -> None:
        """Draw the figures so far; None: there are none."""
        self.setVisible(curves is not None)
        if curves is None:
            return
        self._curves = curves
        self.figures.setText(figures_text(curves))
        if not self._asked:
            self._asked = True
            self._background.run(lambda: import_module("pyqtgraph"), self._make, lambda _: None)
        self._draw()

    def shut(self) -> None:
        """The form closes: give the plots back."""
        self._closed = True
        for plot in self._plots.values():
            plot.close()
        self._plots = {}

    def _make(self, library: Any) -> None:
        if self._closed:
            return
        self._library = library
        names = {"loss": _tr("Curve of the loss"), "score": _tr("Curve of the held-out score")}
        for name, said in names.items():
            plot = library.PlotWidget(self, background=None)
            plot.setAccessibleName(said)
            plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            plot.setMenuEnabled(False)
            plot.setMouseEnabled(False, False)
            plot.hideButtons()
            plot.setFixedHeight(round(_HEIGHT * max(1.0, 0.75 * text_scale())))
            for side in ("left", "bottom"):
                axis = plot.getAxis(side)
                axis.setPen(self._theme.colour("border"))
                axis.setTextPen(self._theme.colour("muted"))
                axis.enableAutoSIPrefix(False)
            plot.getAxis("left").setWidth(round(_AXIS * text_scale()))
            if name == "score":
                plot.setLimits(minYRange=_LEAST_RANGE)
            self._plots[name] = plot
            self._column.addWidget(plot)
        self._draw()

    def _draw(self) -> None:
        curves = self._curves
        labels = {"loss": _tr("Loss"), "score": curves.measure or _tr("Score")}
        colours = {"loss": "link", "score": "good"}
        for name, plot in self._plots.items():
            plot.clear()
            plot.setLabel("left", labels[name])
            plot.setXRange(0, max(1, curves.steps), padding=0.02)
            found = [line for line in lines(curves, name) if line[0]]
            plot.setVisible(bool(found))
            for number, (steps, values) in enumerate(found):
                self._line(plot, steps, values, _shaded(self._theme.colour(colours[name]), number, len(found)), name)
        if "score" in self._plots:
            self._plots["score"].setLabel("bottom", _tr("Step"))

    def _line(self, plot: Any, steps: list[int], values: list[float], colour: QColor, name: str) -> None:
        points = {"symbol": "o", "symbolSize": 6, "symbolBrush": colour, "symbolPen": None} if name == "score" else {}
        plot.plot(steps, values, pen=self._library.mkPen(colour, width=_WIDTH), **points)


def lines(curves: Curves, name: str) -> list[tuple[list[int], list[float]]]:
    """Steps and values of one figure, for each network that was trained."""
    parts: dict[int, tuple[list[int], list[float]]] = {}
    for point in curves.points:
        value = getattr(point, name)
        steps, values = parts.setdefault(point.part, ([], []))
        if value is not None:
            steps.append(point.step)
            values.append(value)
    return [parts[part] for part in sorted(parts)]


def figures_text(curves: Curves) -> str:
    """The latest and the best figures in words."""
    last = curves.points[-1] if curves.points else CurvePoint(0)
    told = [_tr("Step {step} of {steps}").format(step=last.step, steps=curves.steps)]
    if last.part:
        told[0] = _tr("Network {number}, step {step} of {steps}").format(
            number=last.part + 1, step=last.step, steps=curves.steps
        )
    losses = [point.loss for point in curves.points if point.loss is not None]
    if losses:
        told.append(_tr("loss {loss:.3f}").format(loss=losses[-1]))
    if curves.best is not None:
        measure = curves.measure or _tr("Score")
        best = _tr("best held-out {measure} {score:.3f} at step {step}")
        told.append(best.format(measure=measure, score=curves.best.score or 0.0, step=curves.best.step))
    return " · ".join(told)


def _shaded(colour: QColor, number: int, count: int) -> QColor:
    """A colour for one of several networks: the later the lighter."""
    shaded = QColor(colour)
    shaded.setAlphaF(1.0 - 0.6 * number / max(1, count))
    return shaded


def _tr(text: str) -> str:
    return QCoreApplication.translate("training", text)
