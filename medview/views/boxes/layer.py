"""The boxes one viewport shows, laid out anew only where something changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QPainter, QTransform

from medview.core.finding import Finding
from medview.session.state import State
from medview.session.wishes import ON_SCREEN
from medview.views.boxes.marked import NO_BOXES, MarkedBoxes, Outlined, marked_boxes
from medview.views.boxes.painting import Bars, Seen, paint, paint_lit, placed, under, with_words, write_lit
from medview.views.pictures.image_view import ImageView
from medview.views.pictures.slice_view import SliceView
from medview.views.settings.fonts import text_scale
from medview.views.viewport import decorations
from medview.views.viewport.corner_text import Corners, fitting
from medview.views.viewport.kept import Kept

T = TypeVar("T")
BoxView = SliceView | ImageView
_FAR = 1e7
_MANY = 12
"""More boxes than these are kept as they are drawn."""
_NOTHING: tuple[list[Seen], Bars] = ([], Bars([], {}))
_KEPT = 64
"""Pictures whose boxes are kept ready: a reader goes back and forth through the slices of a finding."""


class BoxLayer:
    """The boxes over one viewport.

    Args:
        view: The viewport.
    """

    def __init__(self, view: BoxView) -> None:
        self._view = view
        self.boxes: MarkedBoxes = NO_BOXES
        self.pointed: str | None = None
        self.chosen: str | None = None
        self._made_of: tuple[object, ...] = ()
        self._outlined: dict[Hashable, tuple[Outlined, ...]] = {}
        self._arranged: dict[Hashable, tuple[list[Seen], Bars]] = {}
        self._drawn = Kept()

    def take(self, state: State) -> None:
        """Take what a state has; the same boxes stay as they are laid out."""
        overlay = state.overlay
        made_of = (
            *(state.findings, state.analysis, state.reviews, overlay.thresholds, overlay.unseen),
            *(overlay.boxes, overlay.safe_colours),
        )
        self.pointed, self.chosen = state.pointed, state.selected
        if len(made_of) != len(self._made_of) or any(a is not b for a, b in zip(made_of, self._made_of, strict=True)):
            self._made_of = made_of
            self.boxes = marked_boxes(state)
            self._outlined, self._arranged = {}, {}
            self._drawn.clear()

    def clear(self) -> None:
        """Forget everything."""
        self.boxes, self._made_of, self._outlined, self._arranged = NO_BOXES, (), {}, {}
        self.pointed = self.chosen = None
        self._drawn.clear()

    def outlined(self) -> tuple[Outlined, ...]:
        """What the shown picture or slice has of the boxes, in its own places."""
        view = self._view
        if isinstance(view, ImageView):
            return self.boxes.by_frame.get(view.number, ())
        if view.frame is None or not self.boxes.placed:
            return ()
        return _kept(self._outlined, self._ground(), lambda: self._cut(view))

    def seen(self) -> list[Seen]:
        """The boxes as they are on the screen now, with their words."""
        return self._now()[0]

    def _now(self) -> tuple[list[Seen], Bars]:
        outlined = self.outlined()
        if not outlined:
            return _NOTHING
        view, to_widget = self._view, self.to_widget()
        amount = fitting(Corners.FULL, view.width(), view.height())
        turn = (to_widget.m11(), to_widget.m12(), to_widget.m21(), to_widget.m22(), to_widget.dx(), to_widget.dy())
        key = (self._ground(), turn, view.width(), view.height(), text_scale(), view.corners, view.wish.corners)
        return _kept(self._arranged, key, lambda: self._arrange(outlined, to_widget, amount is not Corners.NONE))

    def whole(self, finding_id: str | None) -> Seen | None:
        """A box where it lies, whether it is within what can be seen or not; None on other pictures."""
        mine = [one for one in self.outlined() if one.marked.finding.id == finding_id]
        everywhere = QRectF(-_FAR, -_FAR, 2.0 * _FAR, 2.0 * _FAR)
        return next(iter(placed(mine, self.to_widget(), everywhere)), None)

    def to_widget(self) -> QTransform:
        """From (column, row) of a picture, or mm of a slice's plane, to widget pixels."""
        view = self._view
        return view.pixels_to_widget() if isinstance(view, ImageView) else view.to_widget()

    def under(self, at: QPointF) -> list[Seen]:
        """The boxes under a place of the widget, the one that is meant first."""
        return under(self.seen(), at)

    def find(self, finding_id: str | None) -> Finding | None:
        """A box that is drawn in this series."""
        one = self.boxes.by_id.get(finding_id or "")
        return one.finding if one is not None else None

    def paint(self, painter: QPainter, view: BoxView) -> None:
        """Draw the boxes of the shown picture."""
        seen, bars = self._now()
        if not seen:
            return
        painter.setFont(decorations.text_font(view.height()))
        if view.wish is ON_SCREEN and len(seen) > _MANY:
            self._drawn.draw(
                painter, id(seen), view.size(), partial(_paint_all, seen, bars, painter.font()), holds=seen
            )
        else:
            paint(painter, seen, bars)
        if view.on_screen and (self.pointed is not None or self.chosen is not None):
            paint_lit(painter, seen, self.pointed, self.chosen)
            write_lit(painter, seen, (self.pointed, self.chosen), QRectF(view.rect()))

    def _ground(self) -> Hashable:
        """The shown picture or slice."""
        view = self._view
        return view.number if isinstance(view, ImageView) else (view.frame, view.number)

    def _cut(self, view: SliceView) -> tuple[Outlined, ...]:
        assert view.frame is not None
        return self.boxes.on_slice(view.frame, view.number)

    def _arrange(self, outlined: tuple[Outlined, ...], to_widget: QTransform, worded: bool) -> tuple[list[Seen], Bars]:
        area = QRectF(self._view.rect())
        seen = placed(outlined, to_widget, area)
        if worded:  # where there is no room only the box pointed at tells what it is
            taken = decorations.taken(area, self._view.frame_around())
            seen = with_words(seen, area, taken, decorations.text_font(self._view.height()))
        return seen, Bars.of(seen)


def _paint_all(seen: list[Seen], bars: Bars, font: QFont, painter: QPainter) -> None:
    painter.setFont(font)
    paint(painter, seen, bars)


def _kept(known: dict[Hashable, T], key: Hashable, make: Callable[[], T]) -> T:
    """What was made for a key, made now where nothing was; the oldest of many are forgotten."""
    found = known.get(key)
    if found is None:
        found = known[key] = make()
        while len(known) > _KEPT:
            del known[next(iter(known))]
    return found
