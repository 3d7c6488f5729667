"""Variants as pins: a stem where each lies and a head whose shape tells its kind, and whose colour its effect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from medview.core.overlay import Colour
from medview.core.sequence import Variant
from medview.imaging.sequences.lanes import Laid, laid
from medview.views.sequences.band import PAD, Band, Frame, Look, Target, What, tuple_colour, write
from medview.views.sequences.density import paint_density
from medview.views.sequences.schemes import BLUE, ORANGE, PURPLE, VERMILION, effect_colour
from medview.views.sequences.values import Effect, by_line
from medview.views.sequences.words import effect_text, short, tr, variant_text

_DENSE = 300
"""More variants than these on the screen are drawn as a density."""
_RADIUS_PART = 0.3
"""Radius of a head as part of a line of words."""


class Change(Enum):
    """What a variant does to the letters."""

    SUBSTITUTION = "substitution"
    INSERTION = "insertion"
    DELETION = "deletion"
    OTHER = "other"


_COLOURS: dict[Change, Colour] = {
    Change.SUBSTITUTION: BLUE,
    Change.INSERTION: ORANGE,
    Change.DELETION: VERMILION,
    Change.OTHER: PURPLE,
}


def change_of(variant: Variant) -> Change:
    """The kind of a variant, by the lengths of its letters; symbols such as ``<DEL>`` are of another kind."""
    if not variant.alternatives or not all(one.isalpha() for one in variant.alternatives):
        return Change.OTHER
    grown = {np.sign(len(one) - len(variant.reference)) for one in variant.alternatives}
    known = {0: Change.SUBSTITUTION, 1: Change.INSERTION, -1: Change.DELETION}
    return known[int(grown.pop())] if len(grown) == 1 else Change.OTHER


class VariantsBand(Band):
    """The variants of a record.

    Args:
        variants: All of them.
    """

    def __init__(self, variants: Sequence[Variant]) -> None:
        super().__init__(tr("Variants"))
        self._variants = variants
        self._laid: Laid = laid([one.start for one in variants], [one.end for one in variants])
        self._order = np.argsort([one.start for one in variants], kind="stable")
        self._effects: Mapping[int, Sequence[Effect]] = {}
        self.hovered: int | None = None

    def take(self, effects: Iterable[Effect]) -> None:
        """Show what is predicted of them."""
        self._effects = by_line(effects)

    def height(self, look: Look) -> int:
        """A stem, a head and a label."""
        return int(2.4 * look.row + 2 * PAD + 2 * _radius(look))

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Pins, or how densely they stand."""
        first, last = self._seen(frame)
        if last - first > _DENSE:
            words = tr("{count} variants; zoom in to tell them apart").format(count=f"{last - first:,}")
            paint_density(painter, frame, self._laid.density(frame.scale.edges), words, 1.6)
            return
        painter.setFont(frame.look.font)
        painter.setPen(frame.look.colour("border"))
        painter.drawLine(
            QLineF(frame.area.left(), frame.area.bottom() - PAD, frame.area.right(), frame.area.bottom() - PAD)
        )
        metrics, taken = QFontMetricsF(frame.look.font), frame.area.left()
        for number in self._order[first:last].tolist():
            head = self._head(frame, number)
            self._paint_pin(painter, frame, number, head)
            variant = self._variants[number]
            words = f"{short(variant.reference, 6)}>{short(','.join(variant.alternatives) or '.', 6)}"
            if self._score(variant) is not None:
                words = f"{words} {self._score(variant):.2f}"
            wide = metrics.horizontalAdvance(words)
            left = head.x() - wide / 2.0
            if left >= taken and left + wide <= frame.area.right():
                box = QRectF(left, frame.area.top() + 1, wide + 1, frame.look.row)
                write(painter, box, words, frame.look.colour("text"))
                taken = left + wide + 6.0

    def target(self, frame: Frame, at: QPointF) -> Target | None:
        """The pin under the pointer."""
        first, last = self._seen(frame)
        if not 0 < last - first <= _DENSE:
            return None
        number = min(self._order[first:last].tolist(), key=lambda one: abs(self._head(frame, one).x() - at.x()))
        if abs(self._head(frame, number).x() - at.x()) > max(_radius(frame.look) + 2.0, frame.scale.cell / 2.0):
            return None
        variant = self._variants[number]
        told = map(effect_text, self._effects.get(variant.line, ()))
        words = "\n".join((f"{variant_text(variant)} · {change_text(change_of(variant))}", *told))
        return Target(What.VARIANT, number, words, (variant.start, max(variant.end, variant.start + 1)))

    def _seen(self, frame: Frame) -> tuple[int, int]:
        """The first of those that are seen, in their order, and behind the last."""
        first, last = np.searchsorted(self._laid.sorted_starts, frame.scale.seen)
        return int(first), int(last)

    def _score(self, variant: Variant) -> float | None:
        """The greatest of all that is predicted of a variant; None where nothing is."""
        return max((one.deltas.highest for one in self._effects.get(variant.line, ())), default=None)

    def _colour(self, frame: Frame, variant: Variant) -> QColor:
        """That of its kind; where something is predicted, that of the greatest score."""
        score = self._score(variant)
        if score is None:
            return tuple_colour(_COLOURS[change_of(variant)])
        known = effect_colour(score)
        return frame.look.colour("muted") if known is None else tuple_colour(known)

    def _head(self, frame: Frame, number: int) -> QPointF:
        x = frame.x(self._variants[number].start) + max(frame.scale.cell, 1.0) / 2.0
        return QPointF(x, frame.area.top() + frame.look.row + 2 + _radius(frame.look))

    def _paint_pin(self, painter: QPainter, frame: Frame, number: int, head: QPointF) -> None:
        variant = self._variants[number]
        change = change_of(variant)
        colour = self._colour(frame, variant)
        marked = number == self.hovered
        painter.setPen(
            QPen(frame.look.colour("focus") if marked else frame.look.colour("muted"), 2.0 if marked else 1.0)
        )
        painter.drawLine(QLineF(head.x(), head.y(), head.x(), frame.area.bottom() - PAD))
        filtered = bool(variant.filters) and variant.filters != ("PASS",)
        painter.setBrush(frame.look.colour("panel") if filtered else colour)
        painter.setPen(QPen(frame.look.colour("focus") if marked else colour, 1.6))
        _paint_head(painter, change, head, _radius(frame.look))


def _radius(look: Look) -> float:
    return _RADIUS_PART * look.row


def _paint_head(painter: QPainter, change: Change, at: QPointF, radius: float) -> None:
    """A disc, a triangle upwards or downwards, a square."""
    if change is Change.SUBSTITUTION:
        painter.drawEllipse(at, radius, radius)
    elif change is Change.OTHER:
        painter.drawRect(QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius))
    else:
        way = -1.0 if change is Change.INSERTION else 1.0
        corners = ((0.0, way), (-1.0, -way), (1.0, -way))
        painter.drawPolygon(QPolygonF([at + QPointF(x, y) * (radius * 1.1) for x, y in corners]))


def change_text(change: Change) -> str:
    """What a kind is called."""
    said = {
        Change.SUBSTITUTION: tr("substitution"),
        Change.INSERTION: tr("insertion"),
        Change.DELETION: tr("deletion"),
        Change.OTHER: tr("other change"),
    }
    return said[change]
