"""The lines of the other planes in a slice: dragged, they move and turn those planes, and make their slabs thicker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter

from medview.core.geometry import Float
from medview.core.measurement import Point
from medview.imaging.oblique import Axes
from medview.imaging.turning import angle_in, crossing, normal_of, turned_about
from medview.session.changes import CursorMoved
from medview.session.layout import View
from medview.session.session import Session
from medview.session.state import Opened, State
from medview.views.pictures.slice_view import SliceView
from medview.views.planes.lines import MIDDLE, Line, Part, in_slice, lines_in, paint_lines
from medview.views.planes.turned import Looks, PlaneAt, did_looks, looks_of, planes_of, put_looks, turned_looks
from medview.views.viewport import decorations, lettering
from medview.views.viewport.viewport import LINES, Viewport

LEAST_SLAB_MM = 0.1
_WORDS_AT = QPointF(16.0, -22.0)
_SHAPES = {
    Part.MIDDLE: Qt.CursorShape.SizeAllCursor,
    Part.LINE: Qt.CursorShape.SizeAllCursor,
    Part.TURN: Qt.CursorShape.PointingHandCursor,
    Part.SLAB: Qt.CursorShape.SplitHCursor,
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("planes", text)


@dataclass(eq=False)
class _Held:
    """What a drag began with.

    Args:
        part: What is held.
        plane: The plane whose line it is; None for the middle.
        planes: All planes then.
        looks: How the series' slices were looked at.
        cursor: The crosshair then.
        place: LPS mm where the button went down, on the slice.
        told: What is written beside the pointer.
        at: Where the pointer is.
    """

    part: Part
    plane: View | None
    planes: dict[View, PlaneAt]
    looks: Looks
    cursor: Point
    place: Point
    told: str = ""
    at: QPointF = field(default_factory=QPointF)


class PlanesHand:
    """The crosshair of one viewport.

    Args:
        session: Whose planes they are.
        shown: The series and the view of the viewport; None while it shows nothing.
        perpendicular: Whether planes stay perpendicular when one is turned; Shift keeps them so in any case.
    """

    paints = LINES

    def __init__(
        self, session: Session, shown: Callable[[], tuple[Opened, View] | None], perpendicular: Callable[[], bool]
    ) -> None:
        self._session = session
        self._shown = shown
        self._perpendicular = perpendicular
        self._held: _Held | None = None
        self._pointer: QPointF | None = None

    def paint(self, painter: QPainter, view: Viewport) -> None:
        """Draw the lines; while one is held, what comes of it."""
        found = self._lines(view)
        if found is None:
            return
        hand = self._pointer if view.underMouse() or self._held is not None else None
        paint_lines(painter, view.rect(), found, hand)
        if self._held is not None and self._held.told:
            box = QRectF(self._held.at + _WORDS_AT, view.rect().bottomRight().toPointF())
            painter.setFont(decorations.text_font(view.height()))
            lettering.text(painter, box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self._held.told)

    def press(self, view: Viewport, event: QMouseEvent) -> bool:
        """The left button takes hold of the middle, a line, a handle or the border of a slab."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if event.button() != Qt.MouseButton.LeftButton or not plain:
            return False
        part, line = self._part_at(view, event.position())
        shown, place = self._shown(), _place_of(view, event.position())
        cursor = self._cursor()
        if part is None or shown is None or place is None or cursor is None:
            return False
        one, _ = shown
        state = self._session.state
        plane = line.plane.view if line is not None else None
        self._held = _Held(part, plane, planes_of(state, one), looks_of(state, one.series.uid), cursor, place)
        self._pointer = event.position()
        return True

    def drag(self, view: Viewport, event: QMouseEvent) -> None:
        """Move the crosshair or a plane, turn a plane, or make a slab thicker."""
        held, shown = self._held, self._shown()
        if held is None or shown is None:
            return
        place = _place_of(view, event.position())
        held.at = self._pointer = event.position()
        if place is None:
            return
        one, own = shown
        axes = held.planes[own].axes
        match held.part:
            case Part.MIDDLE:
                self._point(place, one)
            case Part.LINE:
                self._move(held, own, np.array(place) - np.array(held.place), one)
            case Part.TURN:
                upright = self._perpendicular() or bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._turn(held, own, _turn_in(axes, held.cursor, held.place, place), one, upright)
            case Part.SLAB:
                self._thicken(held, place, one)
        view.update()

    def release(self, view: Viewport, event: QMouseEvent) -> None:
        """What came of it can be undone; moving the crosshair is as scrolling, and is not remembered."""
        held, self._held = self._held, None
        shown = self._shown()
        if held is not None and shown is not None and held.part in (Part.TURN, Part.SLAB):
            title = _tr("Plane turned") if held.part is Part.TURN else _tr("Slab made thicker or thinner")
            uid = shown[0].series.uid
            did_looks(self._session, title, uid, held.looks, looks_of(self._session.state, uid))
        view.update()

    def hover(self, view: Viewport, at: QPointF) -> Qt.CursorShape | None:
        """Show what can be taken hold of."""
        self._pointer = at
        part, line = self._part_at(view, at)
        lines = self._lines(view) or []
        if line is not None or any(one.distances(at)[1] < 60.0 for one in lines):
            view.update()
        return _SHAPES[part] if part is not None else None

    def double_click(self, view: Viewport, event: QMouseEvent) -> bool:
        """Nothing."""
        return False

    def cancel(self, view: Viewport) -> bool:
        """Put back what is held."""
        held, self._held = self._held, None
        shown = self._shown()
        if held is None or shown is None:
            return False
        put_looks(self._session, shown[0].series.uid, held.looks)
        self._point(held.cursor, shown[0])
        return True

    # what is there

    def _cursor(self) -> Point | None:
        shown = self._shown()
        return self._session.state.cursor_of(shown[0].series) if shown is not None else None

    def _lines(self, view: Viewport) -> list[Line] | None:
        shown, cursor = self._shown(), self._cursor()
        if shown is None or cursor is None or view.extent() is None:
            return None
        one, own = shown
        planes = planes_of(self._session.state, one)
        others = [plane for name, plane in planes.items() if name is not own]
        return lines_in(view, planes[own].axes, others, cursor)

    def _part_at(self, view: Viewport, at: QPointF) -> tuple[Part | None, Line | None]:
        lines = self._lines(view)
        if not lines:
            return None, None
        off = at - lines[0].middle
        if off.x() ** 2 + off.y() ** 2 <= MIDDLE**2:
            return Part.MIDDLE, None
        near = sorted(lines, key=lambda line: line.distances(at)[1])
        found = ((line.part_at(at), line) for line in near)
        return next(((part, line) for part, line in found if part is not None), (None, None))

    # what comes of a drag

    def _point(self, point: Point, one: Opened) -> None:
        if point != self._cursor():
            self._session.apply(CursorMoved(_three(point), one.series.uid))

    def _move(self, held: _Held, own: View, by: Float, one: Opened) -> None:
        """The held plane follows the hand, along the line of the third plane, which stays."""
        assert held.plane is not None
        axes, plane = held.planes[own].axes, held.planes[held.plane]
        normal = normal_of(plane.axes)
        third = next(other for name, other in held.planes.items() if name not in (own, held.plane))
        way = crossing(axes, third.axes)
        if way is None or abs(way @ normal) < 1e-3:
            way = in_slice(axes, plane.axes)
        if way is not None:
            self._point(_moved(held.cursor, way * ((by @ normal) / (way @ normal))), one)

    def _turn(self, held: _Held, own: View, radians: float, one: Opened, upright: bool) -> None:
        about = normal_of(held.planes[own].axes)
        turned = [name for name in held.planes if name is not own and (upright or name is held.plane)]
        axes = {name: turned_about(held.planes[name].axes, about, radians) for name in turned}
        state = _with_looks(self._session.state, held.looks)
        put_looks(self._session, one.series.uid, turned_looks(state, one, axes, _three(held.cursor)))
        held.told = _tr("{angle}°").format(angle=f"{np.degrees(radians):+.1f}")

    def _thicken(self, held: _Held, place: Point, one: Opened) -> None:
        assert held.plane is not None
        plane = held.planes[held.plane]
        assert plane.slab is not None
        off = abs(float((np.array(place) - np.array(held.cursor)) @ normal_of(plane.axes)))
        thickness = max(round(2.0 * off, 1), LEAST_SLAB_MM)
        tiles = self._session.state.layout.tiles
        slab = replace(plane.slab, thickness_mm=thickness)
        looks = {number: replace(look, slab=slab) for number, look in held.looks.items()
                 if tiles[number].view is held.plane and look.slab is not None}  # fmt: skip
        put_looks(self._session, one.series.uid, looks)
        held.told = _tr("{thickness} mm").format(thickness=f"{thickness:.1f}")


def _place_of(view: Viewport, pixel: QPointF) -> Point | None:
    """LPS mm under a pixel, beyond the picture's border too: a hand that turns a plane may go far."""
    if not isinstance(view, SliceView) or view.frame is None:
        return None
    place, (rows, columns) = view.to_plane(pixel), view.frame.spacing_mm
    return view.frame.point(view.number, place.y() / rows, place.x() / columns)


def _with_looks(state: State, looks: Looks) -> State:
    """The state as it was looked at when the drag began: each turn starts from there."""
    tiles = tuple(
        replace(tile, look=looks[number]) if number in looks else tile for number, tile in enumerate(state.layout.tiles)
    )
    return replace(state, layout=replace(state.layout, tiles=tiles))


def _turn_in(axes: Axes, cursor: Point, start: Point, now: Point) -> float:
    """Radians the hand went around the crosshair, the short way."""
    before, after = (angle_in(axes, np.array(place) - np.array(cursor)) for place in (start, now))
    return float((after - before + np.pi) % (2.0 * np.pi) - np.pi)


def _moved(point: Point, by: Float) -> Point:
    return _three(tuple((np.array(point) + by).tolist()))


def _three(point: Point) -> tuple[float, float, float]:
    x, y, z = point
    return (x, y, z)
