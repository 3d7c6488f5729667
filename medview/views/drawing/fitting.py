"""Puts a drawing hand on every viewport of the grid, and does there what the menu says."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QMenu

from medview.core.finding import now
from medview.core.measured_text import shape_name
from medview.core.measurement import Measurement, OnImage, OnPlane, Point, Shape
from medview.session.reduce import Parts
from medview.session.state import Opened, Part, State, frame_key
from medview.views.drawing.desk import Desk
from medview.views.drawing.hand import DrawingHand
from medview.views.drawing.placing import Placing
from medview.views.viewport.viewport import Viewport

_SHOWN = frozenset({Part.MEASUREMENTS, Part.VOLUME, Part.FRAME, Part.OPENED})
_BESIDE = 12.0
"""Widget pixels between a drawing and its double on the same slice."""
_SAME_SLICE = 0.25


class DrawingFitting:
    """The drawings of one viewport.

    Args:
        desk: What all of them share.
        view: The viewport.
        opened: Gives the series it shows.
    """

    def __init__(self, desk: Desk, view: Viewport, opened: Callable[[], Opened | None]) -> None:
        self._desk = desk
        self._view = view
        self._opened = opened
        self.hand = DrawingHand(desk, view, opened)
        view.hands.append(self.hand)
        desk.redraw.connect(view.update)

    def show_state(self, _state: State, parts: Parts) -> None:
        """Paint what changed."""
        self.hand.look_again()
        if parts & _SHOWN:
            self._view.update()

    def handlers(self) -> Mapping[str, Callable[..., object]]:
        """What viewport actions do here."""
        return {
            "measure_duplicate": lambda: self._with_selected(self.duplicate),
        }

    def add_to_menu(self, menu: QMenu, at: QPoint) -> None:
        """Let the drawing under a global place be named, copied, deleted, above what the menu holds."""
        one = self.hand.under(QPointF(self._view.mapFromGlobal(at)))
        if one is None:
            return
        desk, view, rest = self._desk, self._view, menu.actions()
        desk.select(one.id)
        menu.addAction(desk.tr("Name or words…"), lambda: desk.ask_words(one, view))
        menu.addAction(desk.tr("Copy to this slice"), lambda: self.duplicate(one))
        if desk.can_calibrate(one):
            menu.addAction(desk.tr("Calibrate by this line…"), lambda: desk.calibrate(one, view))
        menu.addAction(desk.tr("Delete"), desk.erase)
        menu.addSeparator()
        for action in rest:  # after what was added
            menu.removeAction(action)
            menu.addAction(action)

    def shut(self) -> None:
        """The viewport closes."""
        self._desk.redraw.disconnect(self._view.update)
        self._view.hands.remove(self.hand)
        self.hand.shut()

    def duplicate(self, one: Measurement) -> None:
        """Draw the same on the shown slice or picture: at the same place, or beside it where it is there already."""
        opened, way = self._opened(), self._way_to(one)
        if opened is None or way is None:
            self._desk.told.emit(
                self._desk.tr("This drawing cannot be copied to the shown picture: it does not lie in its plane."),
                self._desk.tr("Choose a viewport that shows the drawing's series from the same side."),
            )
            return
        on = self._view.on() if isinstance(one.on, OnImage) else one.on
        series, at = opened.series, opened.volume.at if opened.volume is not None else ()
        copied = replace(
            one,
            id=uuid.uuid4().hex,
            series=series.uid,
            fingerprint=series.fingerprint,
            at=at,
            on=on or one.on,
            points=tuple(_moved(point, way) for point in one.points),
            words_at=_moved(one.words_at, way) if one.words_at is not None else None,
            author=self._desk.session.state.reviewer,
            time=now(),
        )
        self._desk.add(copied, self._desk.tr("{shape} copied").format(shape=shape_name(one.shape)))

    def _with_selected(self, act: Callable[[Measurement], object]) -> None:
        one = self._desk.find(self._desk.selected)
        if one is None:
            self._desk.told.emit(
                self._desk.tr("No drawing is selected."), self._desk.tr("Click one in a viewport or in the list.")
            )
        else:
            act(one)

    def _way_to(self, one: Measurement) -> np.ndarray | None:
        """From a drawing to where its double lies on the shown picture, in places; None where it cannot lie there."""
        opened, placing = self._opened(), Placing.of(self._view)
        if opened is None or placing is None or not self._shares_space(one, opened):
            return None
        if isinstance(one.on, OnImage):
            return np.full(2, 0.0 if placing.on != one.on else _BESIDE / placing.length())
        gap = placing.away(one)
        if gap <= _SAME_SLICE:
            return np.add(one.on.right_lps, one.on.down_lps) * _BESIDE / placing.length()
        first = one.points[0]
        return np.subtract(placing.onto(first), first) if np.isfinite(gap) or one.shape is Shape.SPHERE else None

    def _shares_space(self, one: Measurement, opened: Opened) -> bool:
        """Pictures only with their own series; planes also with others of one frame of reference."""
        if one.series == opened.series.uid:
            return isinstance(one.on, OnPlane) == isinstance(self._view.on(), OnPlane)
        source = self._desk.session.state.opened.get(one.series)
        same = source is not None and frame_key(source.series) == frame_key(opened.series)
        return same and isinstance(one.on, OnPlane) and isinstance(self._view.on(), OnPlane)


def fitting(desk: Desk, pane: Any) -> DrawingFitting | None:
    """The drawings of a pane; None for one that shows no slice or picture."""
    view = getattr(pane, "view", None)
    return DrawingFitting(desk, view, lambda: _shown_in(pane)) if isinstance(view, Viewport) else None


def _shown_in(pane: Any) -> Opened | None:
    """The series of a pane; none for one whose tile is gone."""
    state: State = pane.session.state
    tiles = state.layout.tiles
    return state.opened.get(tiles[pane.number].series) if 0 <= pane.number < len(tiles) else None


def _moved(point: Point, way: np.ndarray) -> Point:
    return tuple((np.asarray(point) + way).tolist())
