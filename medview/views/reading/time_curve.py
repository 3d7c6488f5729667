"""The curve of a region over time, or along any other dimension of a 4D series: plotted, followed, copied."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import Any

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from medview.core.errors import MedViewError
from medview.core.measurement import REGIONS, Measurement, OnPlane
from medview.core.study import Dimension
from medview.core.volume import Quantity
from medview.imaging.time_curve import TimeCurve, time_curve
from medview.session.changes import PositionChosen
from medview.session.session import Session
from medview.session.state import Opened, Part, State
from medview.views import words
from medview.views.background import Background
from medview.views.reading.dimension_bar import position_text
from medview.views.settings.fonts import resize_for_text
from medview.views.settings.theme import Theme

CROSSHAIR = ""
"""In place of a region's identifier: the voxel at the crosshair."""
_SEEN = frozenset({Part.VOLUME, Part.CURSOR, Part.MEASUREMENTS, Part.OPENED, Part.LAYOUT})
_SIZE = (640, 420)


def show_time_curve(pane: Any) -> None:
    """Open the dialog for the series of a viewport.

    Args:
        pane: The viewport's pane.

    Raises:
        MedViewError: The series has no dimension beside place.
    """
    state: State = pane.state
    one = state.current
    if one is None or one.volume is None or not one.series.dimensions:
        raise MedViewError(
            words.tr("This series holds one volume: there is nothing to plot along."),
            words.tr("Open a 4D series: a dynamic, perfusion or cardiac one."),
        )
    window = pane.window()
    for shown in window.findChildren(TimeCurveDialog):
        shown.close()
    TimeCurveDialog(pane.session, pane.kit.background, pane.kit.theme, one.series.uid, window).show()


class TimeCurveDialog(QDialog):
    """Stays beside the viewports and follows the crosshair, the regions and the present position.

    Args:
        session: What is open, and who is told of another position.
        background: Measures, and loads the plotting library.
        theme: Colours.
        uid: The series.
        parent: The window.
    """

    def __init__(
        self, session: Session, background: Background, theme: Theme, uid: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._background = background
        self._theme = theme
        self._uid = uid
        self._wanted: tuple[Any, ...] = ()
        self._measuring = False
        self._listening = True
        self._plot: Any = None
        self.curve: TimeCurve | None = None
        self.setWindowTitle(self.tr("Curve over time"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        resize_for_text(self, *_SIZE)
        self.region = _combo(self.tr("What is plotted"))
        self.dimension = _combo(self.tr("Along which dimension"))
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.told.setAccessibleName(self.tr("The value at the present position"))
        self.copy = QPushButton(self.tr("&Copy values"))
        self.shut = QPushButton(self.tr("C&lose"))
        self.copy.setToolTip(self.tr("Put the curve on the clipboard, one position a line, for a spreadsheet"))
        self.shut.setToolTip(self.tr("Close the curve"))
        self._lay_out()
        self._list_dimensions()
        self._list_regions()
        self.region.activated.connect(self._measure)
        self.dimension.activated.connect(self._measure)
        self.copy.clicked.connect(self.copy_values)
        self.shut.clicked.connect(self.close)
        self._stop_listening = session.listen(self._changed)
        self.destroyed.connect(self._stop_listening)  # a dialog may go without being closed
        background.run(lambda: import_module("pyqtgraph"), self._make_plot, lambda _: None)
        self._measure()

    def copy_values(self) -> None:
        """Put the curve on the clipboard, one position a line, columns apart by tabs."""
        dimension = self._dimension()
        if self.curve is None or dimension is None:
            return
        unit = f" ({dimension.unit})" if dimension.unit else ""
        head = "\t".join((f"{dimension.name}{unit}", self.tr("Mean") + self._unit_words(), self.tr("SD")))
        rows = zip(dimension.values, self.curve.means.tolist(), self.curve.deviations.tolist(), strict=True)
        lines = ("\t".join((f"{value}", *map(_cell, found))) for value, *found in rows)
        QGuiApplication.clipboard().setText("\n".join((head, *lines)))

    def done(self, result: int) -> None:
        """The dialog ends."""
        self._end()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hear of no change any more, and give the plot back."""
        self._end()
        super().closeEvent(event)

    # what is asked for

    def _one(self) -> Opened | None:
        return self._session.state.opened.get(self._uid)

    def _dimension(self) -> Dimension | None:
        one, number = self._one(), self.dimension.currentIndex()
        return one.series.dimensions[number] if one is not None and 0 <= number < len(one.series.dimensions) else None

    def _where(self, one: Opened) -> Measurement | tuple[float, float, float] | None:
        chosen = self.region.currentData()
        if chosen == CROSSHAIR:
            return self._session.state.cursor_of(one.series)
        return next((drawn for drawn in one.measurements if drawn.id == chosen), None)

    def _measure(self) -> None:
        """Ask for the curve; while one is measured only the latest wish waits."""
        one, dimension = self._one(), self._dimension()
        if one is None or one.volume is None or dimension is None:
            return
        where, along = self._where(one), self.dimension.currentIndex()
        rest = tuple(at for place, at in enumerate(one.volume.at) if place != along)
        wanted = (one.volume.path, along, rest, where)
        if where is None or wanted == self._wanted:
            self._show_present()
            return
        self._wanted = wanted
        if not self._measuring:
            self._measuring = True
            work = partial(time_curve, one.volume, along, len(dimension.values), where)
            self._background.run(work, partial(self._take, wanted), partial(self._fail, wanted))

    def _take(self, wanted: tuple[Any, ...], curve: TimeCurve) -> None:
        self._measuring = False
        if not self._listening:
            return
        if wanted != self._wanted:
            self._wanted = ()
            self._measure()
            return
        self.curve = curve
        self._draw()

    def _fail(self, wanted: tuple[Any, ...], error: MedViewError) -> None:
        self._measuring = False
        if self._listening and wanted == self._wanted:
            self.curve = None
            self.told.setText(f"{error.message} {error.hint}".strip())

    # what is shown

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("Plotted"), self.region)
        form.addRow(self.tr("Along"), self.dimension)
        buttons = QHBoxLayout()
        buttons.addWidget(self.told, 1)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.shut)
        self._layout = QVBoxLayout(self)
        self._layout.addLayout(form)
        self._layout.addStretch(1)
        self._layout.addLayout(buttons)

    def _make_plot(self, library: Any) -> None:
        if not self._listening:
            return
        theme = self._theme
        self._plot = library.PlotWidget(self, background=None)
        self._plot.setAccessibleName(self.tr("The curve; drag the line to another position"))
        self._plot.setMenuEnabled(False)
        self._plot.setMouseEnabled(False, False)
        self._plot.hideButtons()
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setPen(theme.colour("border"))
            axis.setTextPen(theme.colour("muted"))
        band = theme.colour("accent")
        band.setAlpha(60)
        self._low, self._high = library.PlotCurveItem(pen=None), library.PlotCurveItem(pen=None)
        for edge in (self._low, self._high):
            self._plot.addItem(edge)  # the band between is drawn in their coordinates
        self._plot.addItem(library.FillBetweenItem(self._low, self._high, brush=band))
        self._mean = self._plot.plot(pen=library.mkPen(theme.colour("link"), width=2), symbol="o", symbolSize=5,
                                     symbolBrush=theme.colour("link"), symbolPen=None)  # fmt: skip
        self.present = library.InfiniteLine(angle=90, movable=True, pen=library.mkPen(theme.colour("warning"), width=2))
        self.present.sigPositionChangeFinished.connect(self._dragged)
        self._plot.addItem(self.present)
        self._layout.takeAt(1)  # what kept its place
        self._layout.insertWidget(1, self._plot, 1)
        self._draw()

    def _draw(self) -> None:
        curve, dimension = self.curve, self._dimension()
        if self._plot is not None and curve is not None and dimension is not None:
            drawn = np.isfinite(curve.means)  # a band has no gaps, and pyqtgraph finds no range for NaN alone
            places, means, spread = (
                values[drawn] for values in (_places(dimension), curve.means, np.nan_to_num(curve.deviations))
            )
            self._low.setData(places, means - spread)
            self._high.setData(places, means + spread)
            self._mean.setData(places, means)
            unit = f" ({dimension.unit})" if dimension.unit else ""
            self._plot.setLabel("bottom", f"{dimension.name}{unit}")
            self._plot.setLabel("left", self.tr("Mean ± SD") + self._unit_words())
            self._plot.autoRange()
        self._show_present()

    def _show_present(self) -> None:
        one, dimension, curve = self._one(), self._dimension(), self.curve
        if one is None or one.volume is None or dimension is None:
            return
        number = one.volume.at[self.dimension.currentIndex()]
        if self._plot is not None:
            with QSignalBlocker(self.present):
                self.present.setValue(_places(dimension)[number])
        if curve is None or number >= len(curve.means):
            return
        if np.isnan(curve.means[number]):
            self.told.setText("\n".join(("–", *curve.notes)))
            return
        one_voxel = self.tr("{position}: {mean}{unit}")
        several = self.tr("{position}: {mean} ± {sd}{unit}, {count} values")
        told = (one_voxel if curve.count == 1 else several).format(
            position=position_text(dimension, number).replace("   ", ", "),
            mean=f"{curve.means[number]:.5g}",
            sd=f"{curve.deviations[number]:.4g}",
            unit=self._unit_words(),
            count=curve.count,
        )
        self.told.setText("\n".join((told, *curve.notes)))

    def _unit_words(self) -> str:
        one = self._one()
        quantity = one.volume.quantity if one is not None and one.volume is not None else Quantity.ARBITRARY
        return "" if quantity is Quantity.ARBITRARY else f" {quantity.value}"

    def _dragged(self) -> None:
        """The line was dragged: the nearest position is shown."""
        one, dimension = self._one(), self._dimension()
        if one is None or one.volume is None or dimension is None:
            return
        number = int(np.argmin(np.abs(_places(dimension) - self.present.value())))
        along, at = self.dimension.currentIndex(), one.volume.at
        self._session.apply(PositionChosen((*at[:along], number, *at[along + 1 :]), self._uid))
        self._show_present()

    def _changed(self, _state: State, parts: frozenset[Part]) -> None:
        if not parts & _SEEN:
            return
        if self._one() is None:
            self.close()
            return
        if parts & {Part.MEASUREMENTS, Part.OPENED}:
            self._list_regions()
        self._measure()

    def _list_dimensions(self) -> None:
        one = self._one()
        dimensions = one.series.dimensions if one is not None else ()
        for dimension in dimensions:
            self.dimension.addItem(dimension.name)
        longest = max(range(len(dimensions)), key=lambda n: len(dimensions[n].values), default=0)
        self.dimension.setCurrentIndex(longest)

    def _list_regions(self) -> None:
        """The crosshair and every region of the series; the one selected in the viewports is chosen at first."""
        one, state = self._one(), self._session.state
        regions = [drawn for drawn in one.measurements if _plotted(drawn)] if one is not None else []
        chosen = self.region.currentData() if self.region.count() else state.measurement
        with QSignalBlocker(self.region):
            self.region.clear()
            self.region.addItem(self.tr("Voxel at the crosshair"), CROSSHAIR)
            for number, drawn in enumerate(regions):
                name = drawn.label or self.tr("Region {number}").format(number=number + 1)
                self.region.addItem(name, drawn.id)
            self.region.setCurrentIndex(max(self.region.findData(chosen), 0))

    def _end(self) -> None:
        if self._listening:
            self._listening = False
            self._stop_listening()
            if self._plot is not None:
                self._plot.close()


def _plotted(drawn: Measurement) -> bool:
    return drawn.shape in REGIONS and isinstance(drawn.on, OnPlane)


def _places(dimension: Dimension) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Where positions stand on the axis: their values, or their numbers where those are no numbers."""
    numbers = [value for value in dimension.values if not isinstance(value, str)]
    if len(numbers) != len(dimension.values):
        return np.arange(1.0, len(dimension.values) + 1.0)
    return np.array(numbers, dtype=np.float64)


def _cell(value: float) -> str:
    return "" if np.isnan(value) else f"{value:.6g}"


def _combo(name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setToolTip(name)
    return combo
