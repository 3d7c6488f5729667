"""Below the viewports of a 4D series: a slider for each named dimension, and cine along it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QCloseEvent, QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medview.core.study import Dimension
from medview.session.changes import PositionChosen
from medview.session.session import Session
from medview.session.state import Part, State
from medview.views.reading.cine import Cine, steps_of
from medview.views.reading.cine_bar import CineBar
from medview.views.settings.theme import Theme

_TIME_UNITS_MS = {"ms": 1.0, "s": 1000.0}


class DimensionBar(QWidget):
    """A row for each dimension of the open series.

    Args:
        session: What is shown, and who is told of another position.
        theme: Icons.
        parent: The widget it stands in.
    """

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._dimensions: tuple[Dimension, ...] = ()
        self.rows: list[CineBar] = []
        self.active = 0
        self.cine = Cine(self)
        self.cine.due.connect(self._play)
        self.cine.playing_changed.connect(self._show_playing)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._stop_listening = session.listen(self.update_state)
        self.update_state(session.state, frozenset(Part))

    def update_state(self, state: State, parts: frozenset[Part]) -> None:
        """Show what changed."""
        if Part.VOLUME not in parts:
            return
        at = state.volume.at if state.volume is not None else ()
        dimensions = state.series.dimensions if state.series is not None and at else ()
        if dimensions is not self._dimensions:
            self._dimensions = dimensions
            self._make_rows()
        for row, dimension, number in zip(self.rows, dimensions, at, strict=True):
            row.show_number(number, position_text(dimension, number))
        if at:
            self.cine.took(at[self.active])

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What each action does, by the action's name."""
        return {
            "cine": self.toggle_cine,
            "position_next": partial(self.step, 1),
            "position_previous": partial(self.step, -1),
        }

    def step(self, positions: int) -> None:
        """Go along the active dimension, the one touched last."""
        volume = self._session.state.volume
        if volume is not None and volume.at:
            self._choose(self.active, volume.at[self.active] + positions)

    def toggle_cine(self) -> None:
        """Play along the active dimension, or stop."""
        volume = self._session.state.volume
        if volume is not None and volume.at:
            self.cine.toggle(volume.at[self.active])

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hear of no change any more."""
        self._stop_listening()
        self.cine.pause()
        super().closeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing plays for nobody."""
        self.cine.pause()
        super().hideEvent(event)

    def _make_rows(self) -> None:
        self.cine.load(())
        for row in self.rows:
            self._layout.removeWidget(row)
            row.deleteLater()
        self.rows = [self._made(number, dimension) for number, dimension in enumerate(self._dimensions)]
        longest = max((len(dimension.values) for dimension in self._dimensions), default=0)
        lengths = [len(dimension.values) for dimension in self._dimensions]
        self._activate(lengths.index(longest) if lengths else 0)
        self.setVisible(bool(self.rows))

    def _made(self, number: int, dimension: Dimension) -> CineBar:
        row = CineBar(self._theme, dimension.name)
        texts = [position_text(dimension, n) for n in range(len(dimension.values))]
        row.show_count(len(dimension.values), max(texts, key=len, default=""))
        row.number_chosen.connect(partial(self._choose, number))
        row.play_asked.connect(partial(self._play_row, number))
        row.rate_chosen.connect(partial(self._set_rate, number))
        self._layout.addWidget(row)
        return row

    def _activate(self, number: int) -> None:
        """Let keys and cine go along another dimension."""
        self.active = number
        if number < len(self._dimensions):
            self.cine.load(steps_of(_times_ms(self._dimensions[number]), 0.0))
            self.rows[number].show_rate(self.cine.rate)

    def _play_row(self, number: int) -> None:
        if number != self.active:
            self._activate(number)
        self.toggle_cine()

    def _set_rate(self, number: int, rate: float) -> None:
        if number != self.active:
            self._activate(number)
        self.cine.set_rate(rate)

    def _choose(self, dimension: int, number: int) -> None:
        volume = self._session.state.volume
        if volume is None or not volume.at:
            return
        if dimension != self.active:
            self._activate(dimension)
        last = len(self._dimensions[dimension].values) - 1
        at = list(volume.at)
        at[dimension] = min(max(number, 0), last)
        if tuple(at) != volume.at:
            self._session.apply(PositionChosen(tuple(at)))
            if self.cine.playing:
                self.cine.play(at[dimension])

    def _play(self, number: int) -> None:
        volume = self._session.state.volume
        if volume is not None and volume.at:
            at = (*volume.at[: self.active], number, *volume.at[self.active + 1 :])
            self._session.apply(PositionChosen(at))

    def _show_playing(self, playing: bool) -> None:
        for number, row in enumerate(self.rows):
            row.show_playing(playing and number == self.active)


def position_text(dimension: Dimension, number: int) -> str:
    """A position in words: ``"1000 s/mm2   2 / 3"``."""
    value = dimension.values[number]
    said = value if isinstance(value, str) else f"{value:.6g}"
    unit = f" {dimension.unit}" if dimension.unit else ""
    return f"{said}{unit}   {number + 1} / {len(dimension.values)}"


def _times_ms(dimension: Dimension) -> tuple[float | None, ...]:
    """When each position was taken, for dimensions of time."""
    scale = _TIME_UNITS_MS.get(dimension.unit)
    return tuple(
        float(value) * scale if scale is not None and not isinstance(value, str) else None for value in dimension.values
    )
