"""The reader's hand on a drawn record: select, move, point, choose findings and drag their ends, by mouse or keys."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from medview.views.sequences.band import Band, Target, What
from medview.views.sequences.features_band import FeaturesBand
from medview.views.sequences.frames_band import FramesBand
from medview.views.sequences.record_keys import SHIFT, key_table, pressed
from medview.views.sequences.spans_band import SpansBand
from medview.views.sequences.track_canvas import TrackCanvas
from medview.views.sequences.values import Interval, Span
from medview.views.sequences.variants_band import VariantsBand
from medview.views.settings.theme import Theme

_SLACK = 3.0
"""Pixels the pointer may move in a click."""
_BESIDE = 24.0
"""Pixels the view moves for each move of a drag that left it."""


@dataclass
class _Held:
    """What a pressed button does.

    Args:
        what: ``"select"``, ``"move"``, ``"end"`` or ``"click"``.
        start: Where it went down.
        last: Where the pointer was last.
        anchor: The letter a selection began at.
        target: What was under it.
        moved: It is no click any more.
    """

    what: str
    start: QPointF
    last: QPointF
    anchor: int = 0
    target: Target | None = None
    moved: bool = False


class RecordCanvas(TrackCanvas):
    """A record that can be taken hold of.

    Args:
        theme: Colours of the window.
        parent: The widget it stands in.
    """

    pointed = Signal(str)
    """What lies under the pointer, in one line; empty for nothing."""
    span_hovered = Signal(str)
    """The identifier of the finding under the pointer; empty for none."""
    span_chosen = Signal(str)
    """A finding was chosen by hand."""
    span_moved = Signal(str, int, int)
    """The ends of a finding were moved by hand: identifier, first letter, behind the last one."""
    target_chosen = Signal(object)
    """A feature, a variant or a reading frame was clicked: a ``Target``."""
    copy_asked = Signal(bool)
    """The selection is wanted as text; of the other strand where true."""
    menu_asked = Signal(QPoint)
    """Global position of the menu asked for."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._held: _Held | None = None
        self._anchor = -1
        self._target: Target | None = None
        self._told = ""
        self._keys = key_table(self)

    # findings

    def spans_band(self) -> SpansBand | None:
        """The band of findings, if there is one."""
        return next((band for band in self.bands if isinstance(band, SpansBand)), None)

    def choose_span(self, span_id: str | None) -> None:
        """Mark a finding as chosen and see it; nobody is told."""
        band = self.spans_band()
        if band is None or band.chosen == span_id:
            return
        band.chosen = span_id
        span = self.chosen_span()
        if span is not None:
            self.hold((span.start, span.end))
        self.changed()

    def chosen_span(self) -> Span | None:
        """The finding that is chosen."""
        band = self.spans_band()
        return next((span for span in band.spans if span.id == band.chosen), None) if band is not None else None

    # the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of an end, choose, select or move."""
        at = event.position()
        if event.button() == Qt.MouseButton.MiddleButton:
            self._held = _Held("move", at, at)
            return
        if event.button() != Qt.MouseButton.LeftButton or self.shown is None or self._held is not None:
            return
        found = self.band_at(at)
        target = self._target_at(at)
        letter = self._letter(at)
        if target is not None and target.what is not What.VALUE:
            self._held = _Held("end" if target.edge else "click", at, at, letter, target)
        elif found is not None and (found[0].selects or event.modifiers() & SHIFT):
            self._begin_selection(at, letter, bool(event.modifiers() & SHIFT))
        elif found is not None:
            self._held = _Held("move", at, at)

    def _begin_selection(self, at: QPointF, letter: int, extend: bool) -> None:
        if extend and self._anchor >= 0:
            self._extend_to(letter)
        else:
            self._anchor = letter
        self._held = _Held("select", at, at, self._anchor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A drag goes on, or something else is pointed at."""
        at, held = event.position(), self._held
        if held is None:
            self._point(at)
            return
        step, held.last = at - held.last, at
        held.moved = held.moved or (at - held.start).manhattanLength() > _SLACK
        if not held.moved:
            return
        if held.what in ("move", "click"):
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.pan_by(-step.x())
        else:
            self._follow(at)
            (self._extend_to if held.what == "select" else self._drag_end)(self._letter(at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A drag or a click ends."""
        held, self._held = self._held, None
        if held is None:
            return
        if held.what == "end" and held.moved:
            self._drop_end()
        elif not held.moved and held.target is not None:
            self._choose(held.target)
        elif not held.moved and held.what == "select" and not event.modifiers() & SHIFT:
            self.select(None)
        self._point(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """See what is under the pointer as large as it fits."""
        target = self._target_at(event.position())
        if target is not None and target.interval is not None:
            self.show_interval(target.interval)
        else:
            self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the selection, and of the finding under the pointer, which is chosen."""
        keyed = event.reason() == QContextMenuEvent.Reason.Keyboard
        target, band = self._target_at(QPointF(event.pos())), self.spans_band()
        if not keyed and target is not None and target.what is What.SPAN and band is not None:
            self._choose_span(band.spans[target.number])
        self.menu_asked.emit(self.mapToGlobal(self.rect().center()) if keyed else event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        """The pointer left: nothing is under it."""
        if event.type() == QEvent.Type.Leave and self._held is None:
            self._mark(None)
            self._tell("")
        return bool(super().viewportEvent(event))

    def _letter(self, at: QPointF) -> int:
        return self.scale.letter(at.x() - self.plot_area().left())

    def _extend_to(self, letter: int) -> None:
        anchor = min(self._anchor, self.scale.length - 1)  # it may be that of a longer record
        start, end = min(anchor, letter), max(anchor, letter) + 1
        self.select((start, end))

    def _follow(self, at: QPointF) -> None:
        """A drag beyond an edge moves the view."""
        area = self.plot_area()
        if at.x() < area.left() or at.x() > area.right():
            self.pan_by(_BESIDE if at.x() > area.right() else -_BESIDE)

    # what lies under the pointer

    def _target_at(self, at: QPointF) -> Target | None:
        found = self.band_at(at)
        if found is None or self.shown is None or not len(self.shown.letters):
            return None
        band, box = found
        return band.target(self.frame_of(box), at)

    def _point(self, at: QPointF) -> None:
        target = self._target_at(at)
        self._mark(target)
        self._tell(target.text if target is not None else self._letter_text(at))
        self.viewport().setCursor(self._cursor(target, self.band_at(at)))

    def _letter_text(self, at: QPointF) -> str:
        found = self.band_at(at)
        if found is None or self.shown is None or not len(self.shown.letters):
            return ""
        letter = self._letter(at)
        shown = chr(self.shown.letters[letter])
        return f"{letter + 1:,} {shown}" if self.scale.per_pixel <= 1.0 else f"{letter + 1:,}"

    def _cursor(self, target: Target | None, found: tuple[Band, object] | None) -> Qt.CursorShape:
        if target is not None and target.edge:
            return Qt.CursorShape.SizeHorCursor
        if target is not None and target.what is not What.VALUE:
            return Qt.CursorShape.PointingHandCursor
        if found is None:
            return Qt.CursorShape.ArrowCursor
        return Qt.CursorShape.IBeamCursor if found[0].selects else Qt.CursorShape.OpenHandCursor

    def _mark(self, target: Target | None) -> None:
        """Draw what is pointed at as such."""
        before, self._target = self._target, target
        same = before is not None and target is not None and _key(before) == _key(target)
        if same or (_idle(before) and _idle(target)):
            return
        for band in self.bands:
            _hover(band, target)
        spans = self.spans_band()
        now = spans.hovered if spans is not None else None
        if (before is not None and before.what is What.SPAN) or now:
            self.span_hovered.emit(now or "")
        self.changed()

    def _tell(self, text: str) -> None:
        if text != self._told:
            self._told = text
            self.pointed.emit(text)
            self.viewport().setToolTip(text if self._target is not None else "")
            if self._target is None:
                QToolTip.hideText()

    def _choose(self, target: Target) -> None:
        band = self.spans_band()
        if target.what is What.SPAN and band is not None:
            self._choose_span(band.spans[target.number])
            return
        for one in self.bands:
            if isinstance(one, FeaturesBand):
                one.chosen = target.number if target.what is What.FEATURE else None
        if target.interval is not None:
            self._anchor = target.interval[0]
            self.select(target.interval)
        self.changed()
        self.target_chosen.emit(target)

    # findings by hand

    def _choose_span(self, span: Span) -> None:
        self.choose_span(span.id)
        self.span_chosen.emit(span.id)

    def step_span(self, by: int) -> None:
        """Choose the next finding along the record, or the former one."""
        band = self.spans_band()
        if band is None or not band.spans:
            return
        inline = sorted(band.spans, key=lambda span: (span.start, span.end))
        ids = [span.id for span in inline]
        at = ids.index(band.chosen) + by if band.chosen in ids else (0 if by > 0 else -1)
        self._choose_span(inline[at % len(inline)])

    def _drag_end(self, letter: int) -> None:
        band, held = self.spans_band(), self._held
        if band is None or held is None or held.target is None:
            return
        span = band.spans[held.target.number]
        band.dragged = (span.id, moved_end((span.start, span.end), held.target.edge, letter))
        self.changed()

    def _drop_end(self) -> None:
        band = self.spans_band()
        if band is None or band.dragged is None:
            return
        (span_id, (start, end)), band.dragged = band.dragged, None
        band.chosen = span_id
        self.changed()
        self.span_chosen.emit(span_id)
        self.span_moved.emit(span_id, start, end)

    def nudge(self, edge: int, by: int) -> None:
        """Move an end of the chosen finding by letters.

        Args:
            edge: -1 its first letter's, 1 its last one's.
            by: Letters.
        """
        span = self.chosen_span()
        if span is None or span.fixed or self.shown is None:
            return
        letter = (span.start if edge < 0 else span.end - 1) + by * self._letter_step()
        letter = min(max(letter, 0), len(self.shown.letters) - 1)
        start, end = moved_end((span.start, span.end), edge, letter)
        if (start, end) != (span.start, span.end):
            self.span_moved.emit(span.id, start, end)

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, zoom, select, copy; step through findings and move their ends."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit(False)
            return
        act = self._keys.get(pressed(event))
        if act is None or self.shown is None:
            super().keyPressEvent(event)
        else:
            act()

    def event(self, event: QEvent) -> bool:
        """Keys of this view are its own while it has the focus."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (pressed(event) in self._keys or event.matches(QKeySequence.StandardKey.Copy))
        ):
            event.accept()
            return True
        return bool(super().event(event))

    def extend(self, by: int) -> None:
        """Move the free end of the selection by so many letters, or pixels where those are wider."""
        length = self.scale.length
        if not length:
            return
        if self.selection is None:
            self._anchor = free = min(max(round(self.scale.place(self.scale.width / 2.0)), 0), length - 1)
        else:
            start, end = self.selection
            free = start if self._anchor == end - 1 and end - start > 1 else end - 1
            free += by * self._letter_step()
        free = min(max(free, 0), length - 1)
        self._extend_to(free)
        self.hold((free, free + 1))

    def cancel(self) -> None:
        """Give up a drag, else the selection, else what is chosen."""
        band = self.spans_band()
        if self._held is not None:
            self._held = None
            if band is not None and band.dragged is not None:
                band.dragged = None
                self.changed()
        elif self.selection is not None:
            self.select(None)
        elif band is not None and band.chosen is not None:
            self.choose_span(None)
            self.span_chosen.emit("")

    def see_chosen(self) -> None:
        """See the selection, or the chosen finding, as large as it fits."""
        span = self.chosen_span()
        if self.selection is not None:
            self.show_interval(self.selection)
        elif span is not None:
            self.show_interval((span.start, span.end))

    def _letter_step(self) -> int:
        return max(1, round(self.scale.per_pixel))

    def scroll_bands(self, way: int) -> None:
        """Scroll through the bands, where they need more height than there is."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + way * bar.singleStep())


def moved_end(interval: Interval, edge: int, letter: int) -> Interval:
    """An interval with one end moved to a letter, which then is its first or last; one letter remains at least."""
    start, end = interval
    return (min(letter, end - 1), end) if edge < 0 else (start, max(letter + 1, start + 1))


def _key(target: Target) -> tuple[What, int, int]:
    return target.what, target.number, target.edge


def _idle(target: Target | None) -> bool:
    """Whether nothing is drawn otherwise for it."""
    return target is None or target.what is What.VALUE


def _hover(band: Band, target: Target | None) -> None:
    kinds: tuple[tuple[type[FeaturesBand | FramesBand | VariantsBand], What], ...] = (
        (FeaturesBand, What.FEATURE),
        (FramesBand, What.FRAME),
        (VariantsBand, What.VARIANT),
    )
    for kind, what in kinds:
        if isinstance(band, kind):
            band.hovered = target.number if target is not None and target.what is what else None
    if isinstance(band, SpansBand):
        found = target is not None and target.what is What.SPAN
        band.hovered = band.spans[target.number].id if found and target is not None else None
