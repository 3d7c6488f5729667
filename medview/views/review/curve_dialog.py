"""A finding's curve: plotted, read off at a place, copied and saved as a table."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QColor, QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from medview.core.finding import Curve, Finding
from medview.imaging.colour_blind import palette
from medview.views import words
from medview.views.background import Background
from medview.views.settings.fonts import resize_for_text
from medview.views.settings.theme import Theme

_SIZE = (680, 440)


class CurveDialog(QDialog):
    """Shows a curve; the line can be dragged, and the values at its place are told.

    Args:
        finding: Its value is a ``Curve``.
        save: Writes it to a path.
        background: Loads the plotting library.
        theme: Colours.
        parent: The window.
    """

    def __init__(
        self,
        finding: Finding,
        save: Callable[[str], None],
        background: Background,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        assert isinstance(finding.value, Curve)
        self.curve: Curve = finding.value
        self._save, self._theme, self._open = save, theme, True
        self._plot: Any = None
        self.present: Any = None
        self.setWindowTitle(words.finding_name(finding))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        resize_for_text(self, *_SIZE)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.told.setAccessibleName(self.tr("The values at the line's place"))
        self.copy = QPushButton(self.tr("&Copy values"))
        self.copy.setToolTip(self.tr("Put the curve on the clipboard, one place a line, for a spreadsheet"))
        self.copy.clicked.connect(self.copy_values)
        self.save = QPushButton(self.tr("&Save as table…"))
        self.save.setToolTip(self.tr("Write the curve to a CSV file"))
        self.save.clicked.connect(self._ask_path)
        self.shut = QPushButton(self.tr("C&lose"))
        self.shut.setToolTip(self.tr("Close the curve"))
        self.shut.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addWidget(self.told, 1)
        for button in (self.copy, self.save, self.shut):
            buttons.addWidget(button)
        self._layout = QVBoxLayout(self)
        self._layout.addStretch(1)
        self._layout.addLayout(buttons)
        background.run(lambda: import_module("pyqtgraph"), self._make_plot, lambda _: None)

    def copy_values(self) -> None:
        """Put the curve on the clipboard, one place a line, columns apart by tabs."""
        head = "\t".join((self._axis(), *(f"{line.name} ({self.curve.unit.meaning})" for line in self.curve.lines)))
        columns = zip(self.curve.places, *(line.values for line in self.curve.lines), strict=True)
        rows = ("\t".join(f"{value:.6g}" for value in row) for row in columns)
        QGuiApplication.clipboard().setText("\n".join((head, *rows)))

    def show_place(self, place: float) -> None:
        """Tell the values at the place that is nearest."""
        at = int(np.argmin(np.abs(np.array(self.curve.places) - place)))
        unit = self.curve.along_unit.meaning
        head = f"{self.curve.along.meaning} {words.number(self.curve.places[at], unit)}"
        told = (f"{line.name} {words.number(line.values[at], self.curve.unit.value)}" for line in self.curve.lines)
        self.told.setText(f"{head}: {'; '.join(told)}")

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give the plot back."""
        self._open = False
        if self._plot is not None:
            self._plot.close()
        super().closeEvent(event)

    def _axis(self) -> str:
        return f"{self.curve.along.meaning} ({self.curve.along_unit.meaning})"

    def _ask_path(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save the curve"), "curve.csv", "CSV (*.csv)")
        if path:
            self._save(path)

    def _make_plot(self, library: Any) -> None:
        if not self._open:
            return
        theme = self._theme
        self._plot = plot = library.PlotWidget(self, background=None)
        plot.setAccessibleName(self.tr("The curve; drag the line to another place"))
        plot.setMenuEnabled(False)
        plot.setMouseEnabled(False, False)
        plot.hideButtons()
        for side in ("left", "bottom"):
            axis = plot.getAxis(side)
            axis.setPen(theme.colour("border"))
            axis.setTextPen(theme.colour("muted"))
        plot.addLegend(offset=(10, 10), labelTextColor=theme.colour("text"))
        for line, colour in zip(self.curve.lines, palette(len(self.curve.lines)), strict=True):
            pen = library.mkPen(QColor(*colour), width=2)
            plot.plot(np.array(self.curve.places), np.array(line.values), pen=pen, name=line.name)
        plot.setLabel("bottom", self._axis())
        plot.setLabel("left", self.curve.unit.meaning)
        self.present = library.InfiniteLine(
            pos=self.curve.places[len(self.curve.places) // 2],
            angle=90,
            movable=True,
            pen=library.mkPen(theme.colour("warning"), width=2),
        )
        self.present.sigPositionChanged.connect(lambda: self.show_place(float(self.present.value())))
        plot.addItem(self.present)
        self._layout.takeAt(0)  # what kept its place
        self._layout.insertWidget(0, plot, 1)
        self.show_place(float(self.present.value()))
