"""Findings on stretches of a record: pointed at, chosen, their ends taken hold of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen

from medview.core.finding import Decision
from medview.core.overlay import Colour
from medview.imaging.sequences.lanes import Laid, laid
from medview.views.sequences.band import (
    MOST_DRAWN,
    PAD,
    Band,
    Frame,
    Look,
    Target,
    What,
    fitted_name,
    inked,
    over,
    write,
)
from medview.views.sequences.density import paint_density
from medview.views.sequences.schemes import rgb
from medview.views.sequences.values import Interval, Span
from medview.views.sequences.words import probability_text, span_text, tr

_LANES = 12
_HOLD = 5.0
"""Pixels from an end within which it is taken hold of."""
_DENSE_ROWS = 2
_ROLES: dict[Decision | None, tuple[str, str]] = {
    None: ("warning", "warning_fill"),
    Decision.ACCEPTED: ("good", "good_fill"),
    Decision.MODIFIED: ("good", "good_fill"),
    Decision.ADDED: ("link", "info_fill"),
    Decision.REJECTED: ("bad", "bad_fill"),
    Decision.WITHDRAWN: ("warning", "warning_fill"),
}
"""What a person decided -> colours of its edge and of its fill."""
_LEAST_LETTERS = 3
"""Where fewer would fit nothing is written; many findings are drawn sooner."""
_SIGNS: dict[Decision | None, str] = {
    Decision.ACCEPTED: "✓ ",
    Decision.MODIFIED: "✓ ",
    Decision.ADDED: "+ ",
    Decision.REJECTED: "✗ ",
}
_HATCHED = 5.0
"""Pixels from which on hatching can be seen."""
_FILL = 0.34
"""How opaque a finding is in the colour of its class."""
_UNDECIDED = (None, Decision.WITHDRAWN)


class SpansBand(Band):
    """The findings.

    Args:
        spans: All of them.
        name: Written at the left.
    """

    def __init__(self, spans: Sequence[Span] = (), name: str = "") -> None:
        super().__init__(name or tr("Findings"))
        self.spans: tuple[Span, ...] = ()
        self.lanes: Laid = laid((), ())
        self.chosen: str | None = None
        self.hovered: str | None = None
        self.dragged: tuple[str, Interval] | None = None
        self.take(spans)

    def take(self, spans: Sequence[Span]) -> None:
        """Show other findings; where they lie as before they stay in their lanes."""
        before, self.spans = self.spans, tuple(spans)
        places = [(span.start, span.end) for span in self.spans]
        if places != [(span.start, span.end) for span in before] or not places:
            self.lanes = laid([start for start, _ in places], [end for _, end in places])

    def height(self, look: Look) -> int:
        """A row for each lane; none without findings."""
        lanes = min(len(self.lanes.order), _LANES)
        return int(lanes * _lane(look) + 2 * PAD) if lanes else 0

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Each with its label and how sure the model is, or how densely they lie."""
        start, end = frame.scale.seen
        count = self.lanes.count_in(start, end)
        if count > MOST_DRAWN:
            words = tr("{count} findings; zoom in to tell them apart").format(count=f"{count:,}")
            paint_density(painter, frame, self.lanes.density(frame.scale.edges), words, _DENSE_ROWS)
            return
        painter.setFont(frame.look.font)
        metrics = QFontMetricsF(frame.look.font)
        for lane in range(min(len(self.lanes.order), _LANES)):
            seen = self.lanes.seen(lane, start, end).tolist()
            boxes = [self.box(frame, number) for number in seen]
            for place, number in enumerate(seen):
                self._paint_span(painter, frame, self.spans[number], boxes[place])
                free = boxes[place + 1].left() if place + 1 < len(seen) else frame.area.right()
                self._paint_label(painter, frame, self.spans[number], boxes[place], free, metrics)

    def box(self, frame: Frame, number: int) -> QRectF:
        """Where a finding is drawn."""
        span, lane = self.spans[number], int(self.lanes.lanes[number])
        start, end = self._ends(span)
        top = frame.area.top() + PAD + lane * _lane(frame.look)
        return frame.box(start, end, top, _lane(frame.look) - 3, 3.0)

    def target(self, frame: Frame, at: QPointF) -> Target | None:
        """The finding under the pointer, and whether one of its ends is."""
        start, end = frame.scale.seen
        if self.lanes.count_in(start, end) > MOST_DRAWN:
            return None
        slack = int(2 * _HOLD * frame.scale.per_pixel) + 1
        letter = frame.scale.letter(at.x() - frame.area.left())
        for lane in range(min(len(self.lanes.order), _LANES)):
            for number in self.lanes.seen(lane, letter - slack, letter + slack).tolist():
                box = self.box(frame, number)
                if box.adjusted(-_HOLD, 0, _HOLD, 0).contains(at):
                    return self._target(number, box, at)
        return None

    def _target(self, number: int, box: QRectF, at: QPointF) -> Target:
        span = self.spans[number]
        near = {-1: abs(at.x() - box.left()), 1: abs(at.x() - box.right())}
        edge = min(near, key=lambda side: near[side])
        held = near[edge] <= min(_HOLD, max(box.width() / 3.0, 1.5)) or not box.contains(at)
        return Target(What.SPAN, number, span_text(span), (span.start, span.end), 0 if span.fixed or not held else edge)

    def _ends(self, span: Span) -> Interval:
        if self.dragged is not None and self.dragged[0] == span.id:
            return self.dragged[1]
        return span.start, span.end

    def _paint_span(self, painter: QPainter, frame: Frame, span: Span, box: QRectF) -> None:
        """Hatched while nobody decided on it, dashed where it was rejected."""
        look = frame.look
        edge, fill = _colours(span, look)
        chosen, hovered = span.id == self.chosen, span.id == self.hovered
        painter.fillRect(box, fill)
        if span.decision in _UNDECIDED and box.width() >= _HATCHED:
            hatch = QColor(edge)
            hatch.setAlphaF(0.35)
            painter.fillRect(box, QBrush(hatch, Qt.BrushStyle.BDiagPattern))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        style = Qt.PenStyle.DashLine if span.decision is Decision.REJECTED else Qt.PenStyle.SolidLine
        width = 2.6 if chosen else 2.0 if hovered else 1.2
        painter.setPen(QPen(look.colour("focus") if chosen else edge, width, style))
        painter.drawRect(box)
        if chosen and not span.fixed:
            for x in (box.left(), box.right()):
                painter.fillRect(QRectF(x - 3, box.top() - 1, 6, box.height() + 2), look.colour("focus"))

    def _paint_label(
        self, painter: QPainter, frame: Frame, span: Span, box: QRectF, free: float, metrics: QFontMetricsF
    ) -> None:
        """In it, else behind it if nothing is there, on a ground that keeps it readable over the hatching."""
        look = frame.look
        inside = box.intersected(frame.area).adjusted(5, 1, -5, -1)
        behind = free - box.right() - 10.0
        if max(inside.width(), behind) < _LEAST_LETTERS * metrics.averageCharWidth():
            return
        sure = f" {probability_text(span.probability)}" if span.probability is not None else ""
        label = f"{_SIGNS.get(span.decision, '')}{span.label}"
        for words in (label + sure, label):
            wide = metrics.horizontalAdvance(words)
            if wide <= inside.width():
                self._write(painter, look, span, QRectF(inside.left(), inside.top(), wide + 4, inside.height()), words)
                return
            if wide <= behind:
                place = QRectF(box.right() + 5, box.top(), wide + 2, box.height())
                write(painter, place, words, look.colour("text"), centred=False)
                return
        words = fitted_name(label, inside.width() - 4, look.font)
        if words:
            self._write(painter, look, span, inside, words)

    def _write(self, painter: QPainter, look: Look, span: Span, box: QRectF, words: str) -> None:
        painter.fillRect(box, _colours(span, look)[1])
        write(painter, box, words, look.colour("text"))


def _colours(span: Span, look: Look) -> tuple[QColor, QColor]:
    """Of its edge and its fill: of its class, or of what was decided where it has none; what is rejected is empty."""
    if span.colour is None:
        edge, fill = (look.colour(role) for role in _ROLES[span.decision])
        return edge, fill
    return _mixed(span.colour, rgb(look.colour("panel")), 0.0 if span.decision is Decision.REJECTED else _FILL)


@lru_cache(maxsize=256)
def _mixed(colour: Colour, ground: Colour, part: float) -> tuple[QColor, QColor]:
    return inked(colour, QColor(*ground)), over(QColor(*colour), QColor(*ground), part)


def _lane(look: Look) -> int:
    return look.row + 6
