"""How often each value occurs in the open volume, with the display window to drag over it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from medview.core.images import StoredImages
from medview.core.volume import StoredVolume
from medview.imaging.windowing import histogram
from medview.session.state import Part, State
from medview.views.background import Background
from medview.views.pictures.stack import Stack
from medview.views.settings.fonts import text_scale
from medview.views.settings.theme import Theme

_HEIGHT = 150
"""Pixels at the usual size of text; larger text makes it higher by half as much."""
_LETTERS = 6
"""Digits that a number below the plot and the gap to the next one need."""
_NARROWEST = 1e-6
_BAND_OPACITY = 70

Counted = tuple[NDArray[np.int64], NDArray[np.float64]]
Shown = StoredVolume | tuple[StoredImages, int]
"""A volume, or a picture of a stack."""
_COUNTED = frozenset({Part.VOLUME, Part.FRAME})


class Histogram(QWidget):
    """The histogram of the open volume; dragging the band or its ends sets the window.

    pyqtgraph draws it. It loads slowly, so it does so in the background after the panel is first shown.

    Args:
        background: Counts values and loads the plotting library.
        theme: Colours.
        parent: The widget it stands in.
    """

    window_changed = Signal(object)
    """A ``Window`` was set by hand."""

    def __init__(self, background: Background, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._background = background
        self._theme = theme
        self._state = State()
        self._asked = False
        self._counted: Counted | None = None
        self._counting = False
        self._again = False
        self._plot: Any = None
        self._bars: Any = None
        self.band: Any = None
        self.heading = QLabel(self.tr("Values"))
        self.heading.setObjectName("heading")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(8, 6, 4, 4)
        self._layout.addWidget(self.heading)
        self._hint = QLabel(self.tr("How often each value is there, once images are open; drag to set the window."))
        self._hint.setObjectName("muted")
        self._hint.setWordWrap(True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._layout.addWidget(self._hint, 1)
        self._size()

    @property
    def ready(self) -> bool:
        """Whether the plot is made."""
        return self._plot is not None

    def start(self) -> None:
        """Load the plotting library and make the plot; once, when the window has been shown."""
        if not self._asked:
            self._asked = True
            self._background.run(lambda: import_module("pyqtgraph"), self._make_plot, _ignore)

    def update_state(self, state: State, parts: frozenset[Part]) -> None:
        """Show what changed."""
        self._state = state
        if parts & _COUNTED:
            self._count()
        if parts & {Part.VOLUME, Part.WINDOW}:
            self._place_band()

    def showEvent(self, event: QShowEvent) -> None:
        """Count what was opened while nobody looked."""
        super().showEvent(event)
        if self._counted is None:
            self._count()

    def hideEvent(self, event: QHideEvent) -> None:
        """Hidden: nothing is counted for nobody."""
        super().hideEvent(event)
        self._counted = None

    def shut(self) -> None:
        """Give the plot back before the window goes."""
        if self._plot is not None:
            plot, self._plot = self._plot, None
            plot.close()

    def _count(self) -> None:
        """Count what is shown now; while one count runs only the latest wish waits, however fast pictures change."""
        what = _shown(self._state)
        if what is None or not self.isVisible():
            self._counted = None
            self._draw()
        elif self._counting:
            self._again = True
        else:
            self._counting, self._again = True, False
            self._background.run(partial(_count, what), partial(self._take, what), self._give_up)

    def _take(self, what: Shown, result: Counted | None) -> None:
        self._counting = False
        if self._again:
            self._count()
        if _same(what, _shown(self._state)):
            self._counted = result
            self._draw()

    def _give_up(self, _error: object) -> None:
        """Without a histogram the reader misses nothing that must be told; the log has the reason."""
        self._counting = False

    def _make_plot(self, library: Any) -> None:
        self._plot = library.PlotWidget(self, background=None)
        self._plot.setAccessibleName(self.tr("Histogram with the display window"))
        self._plot.setMenuEnabled(False)
        self._plot.setMouseEnabled(False, False)
        self._plot.hideButtons()
        self._plot.hideAxis("left")
        self._bars = self._plot.plot(stepMode="center", fillLevel=0)
        self.band = library.LinearRegionItem(pen=library.mkPen(width=2))
        self.band.setZValue(10)
        self._colour()
        self.band.sigRegionChanged.connect(self._dragged)
        self._plot.addItem(self.band)
        self._layout.addWidget(self._plot, 1)
        self._draw()
        self._place_band()

    def _colour(self) -> None:
        """Take the theme's colours."""
        muted, fill = self._theme.colour("muted"), self._theme.colour("accent")
        axis = self._plot.getAxis("bottom")
        axis.setPen(self._theme.colour("border"))
        axis.setTextPen(muted)
        self._bars.setPen(muted)
        self._bars.setBrush(muted)
        fill.setAlpha(_BAND_OPACITY)
        self.band.setBrush(fill)
        for line in self.band.lines:
            pen = line.pen
            pen.setColor(self._theme.colour("link"))
            line.setPen(pen)

    def _size(self) -> None:
        """Follow the size of text; of what has no values, such as sequences, only the heading stands."""
        heading = self.heading.sizeHint().height() + self._layout.contentsMargins().top() * 2
        full = round(_HEIGHT * (1 + text_scale()) / 2)
        self.setFixedHeight(full if self._state.content is None else heading)
        if self._plot is not None:
            self._number()

    def _number(self) -> None:
        """Below the plot stand as many numbers as there is room for, in large text too."""
        levels = []
        if self._counted is not None and text_scale() > 1:
            edges = self._counted[1]
            count = max(1, self.width() // (_LETTERS * self.fontMetrics().horizontalAdvance("0")))
            levels = [(_round_step((edges[-1] - edges[0]) / count), 0)]
        self._plot.getAxis("bottom").setTickSpacing(levels=levels or None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for other numbers."""
        super().resizeEvent(event)
        if self._plot is not None:
            self._number()

    def changeEvent(self, event: QEvent) -> None:
        """Follow another theme, or another size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_plot"):
            self._size()
        if event.type() == QEvent.Type.PaletteChange and self._plot is not None:
            self._colour()

    def _draw(self) -> None:
        empty = self._state.series is None
        self._hint.setVisible(empty)
        self._size()
        if self._plot is None:
            return
        self._plot.setVisible(not empty and self._state.content is None)
        nothing = self._state.series is not None and _shown(self._state) is None
        self.heading.setText(self.tr("Values: no greys to count") if nothing else self.tr("Values"))
        for part in (self.band, self._bars, self._plot.getAxis("bottom")):
            part.setVisible(self._counted is not None)
        if self._counted is None:
            return
        counts, edges = self._counted
        self._bars.setData(edges, np.log1p(counts))  # air would hide everything else on a linear scale
        self._plot.setXRange(edges[0], edges[-1], padding=0.04)
        self._number()
        self._place_band()

    def _place_band(self) -> None:
        if self._plot is None:
            return
        window = self._state.window
        self.band.blockSignals(True)
        self.band.setRegion((window.low, window.high))
        self.band.blockSignals(False)

    def _dragged(self) -> None:
        low, high = self.band.getRegion()
        width = max(high - low, _NARROWEST)
        self.window_changed.emit(replace(self._state.window, centre=(low + high) / 2.0, width=width, name=""))


def _round_step(least: float) -> float:
    """The next 1, 2 or 5 times a power of ten."""
    power = 10.0 ** np.floor(np.log10(max(least, _NARROWEST)))
    return float(next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least))


def _shown(state: State) -> Shown | None:
    if state.images is not None:
        return state.images, state.frame
    return state.volume


def _same(one: Shown, other: Shown | None) -> bool:
    if isinstance(one, tuple) and isinstance(other, tuple):
        return one[0] is other[0] and one[1] == other[1]
    return one is other


def _count(what: Shown) -> Counted | None:
    """The histogram of a volume or picture; none of colours, or of what is not read yet."""
    if isinstance(what, StoredVolume):
        return histogram(what.open().array)
    values = Stack(what[0]).values(what[1])
    return None if values is None or values.ndim == 3 else histogram(values)


def _ignore(_error: object) -> None:
    """Without a histogram the reader misses nothing that must be told; the log has the reason."""
