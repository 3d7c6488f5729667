"""Everything that is measured of the selected drawing, with the histogram of a region."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from medview.core.figures import Histogram, Measured, figure_name, figure_text
from medview.core.measurement import Measurement
from medview.views.settings.theme import Theme

_HEIGHT = 96


class Details(QWidget):
    """Figures, notes and histogram.

    Args:
        theme: Colours of the histogram.
        parent: The panel.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._plot: Any = None
        self._shown: Histogram | None = None
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setAccessibleName(self.tr("Figures of the selected drawing"))
        self.notes = QLabel()
        self.notes.setObjectName("muted")
        self.notes.setWordWrap(True)
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 2, 0, 0)
        self._room.addWidget(self.text)
        self._room.addWidget(self.notes)

    def show_measured(self, one: Measurement | None, measured: Measured) -> None:
        """Show what is measured of a drawing, or nothing."""
        self.setVisible(one is not None and bool(measured.figures or measured.notes))
        self.text.setText(_table(measured))
        by = " · ".join(part for part in (one.author, one.time[:16].replace("T", " ")) if part) if one else ""
        scale = self.tr("Lengths hold {where}.").format(where=measured.scale) if measured.scale else ""
        self.notes.setText("\n".join(line for line in (scale, *measured.notes, by) if line))
        self.notes.setVisible(bool(self.notes.text()))
        self._show_histogram(measured)

    def changeEvent(self, event: QEvent) -> None:
        """Follow another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._plot is not None:
            _colour(self._plot, self._theme)

    def _show_histogram(self, measured: Measured) -> None:
        histogram = measured.histogram
        if histogram is not None and self._plot is None:
            self._plot = _new_plot(self._theme)
            self._plot.setAccessibleName(self.tr("Histogram of the values inside"))
            self._room.addWidget(self._plot)
        if self._plot is None:
            return
        self._plot.setVisible(histogram is not None)
        if histogram is None or histogram is self._shown:
            return
        self._shown = histogram
        self._plot.clear()
        self._plot.plot(
            histogram.edges,
            histogram.counts.astype(np.float64),
            stepMode="center",
            fillLevel=0,
            pen=self._theme.colours["link"],
            brush=self._theme.colours["info_fill"],
        )
        mean = measured.figure("mean")
        unit = mean.unit.meaning if mean is not None and mean.unit.value != "1" else ""
        self._plot.setLabel("bottom", unit or self.tr("Value"))
        self._plot.autoRange()


def _table(measured: Measured) -> str:
    rows = "".join(
        f"<tr><td style='padding-right:12px'>{figure_name(figure.name)}</td>"
        f"<td align='right'>{figure_text(figure)}</td></tr>"
        for figure in measured.figures
    )
    return f"<table cellspacing='0'>{rows}</table>"


def _new_plot(theme: Theme) -> Any:
    import pyqtgraph

    plot = pyqtgraph.PlotWidget()
    plot.setFixedHeight(_HEIGHT)
    plot.setMouseEnabled(False, False)
    plot.hideButtons()
    plot.setMenuEnabled(False)
    plot.getAxis("left").setWidth(44)
    _colour(plot, theme)
    return plot


def _colour(plot: Any, theme: Theme) -> None:
    plot.setBackground(theme.colours["panel"])
    for side in ("left", "bottom"):
        plot.getAxis(side).setPen(theme.colours["muted"])
        plot.getAxis(side).setTextPen(theme.colours["muted"])
