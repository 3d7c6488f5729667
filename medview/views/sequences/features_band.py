"""Features in lanes: arrows by strand, joined parts, ends that are not known, names beside or in them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from medview.core.overlay import Colour
from medview.core.sequence import Feature, Part
from medview.imaging.sequences.lanes import Laid
from medview.views.sequences.band import (
    MOST_DRAWN,
    PAD,
    Band,
    Frame,
    Look,
    Target,
    What,
    fitted_name,
    ink_of,
    tuple_colour,
    write,
)
from medview.views.sequences.density import paint_density
from medview.views.sequences.schemes import BLUE, GREEN, ORANGE, PURPLE, SKY, VERMILION, YELLOW
from medview.views.sequences.words import feature_text, tr

LANES = 40
"""Further lanes are not drawn; that there are some is told."""
_DENSE_ROWS = 3
_SLIVER = 4.0
"""Pixels below which a feature is but a stroke."""
_NAMED = 14.0
"""Pixels below which there is no room for any name."""
_DOTS = 10.0
"""Pixels the dots of an end that is not known take."""
_OTHER: Colour = (150, 150, 150)
KINDS: dict[str, Colour] = {
    "source": (190, 190, 190),
    **dict.fromkeys(("gene", "operon", "CHAIN"), SKY),
    **dict.fromkeys(("CDS", "mat_peptide", "sig_peptide", "DOMAIN", "REGION"), ORANGE),
    **dict.fromkeys(("mRNA", "exon", "transcript", "prim_transcript", "HELIX"), GREEN),
    **dict.fromkeys(("tRNA", "rRNA", "ncRNA", "tmRNA", "misc_RNA", "STRAND"), PURPLE),
    **dict.fromkeys(("repeat_region", "mobile_element", "LTR", "DISULFID"), YELLOW),
    **dict.fromkeys(("regulatory", "promoter", "terminator", "rep_origin", "ACT_SITE", "BINDING", "SITE"), VERMILION),
    **dict.fromkeys(("variation", "misc_difference", "VARIANT", "MUTAGEN", "CONFLICT"), BLUE),
}
"""Colours of the keys of GenBank, EMBL and Swiss-Prot; all others are grey."""


class FeaturesBand(Band):
    """What a file says of places in a record.

    Args:
        features: All of them.
        lanes: Where each is drawn; None while that is not known.
    """

    def __init__(self, features: Sequence[Feature], lanes: Laid | None = None) -> None:
        super().__init__(tr("Features"))
        self._features = features
        self.lanes = lanes
        self.chosen: int | None = None
        self.hovered: int | None = None
        self._names: tuple[str, dict[int, tuple[str, float]]] = ("", {})

    def height(self, look: Look) -> int:
        """A row for each lane."""
        lanes = len(self.lanes.order) if self.lanes is not None else 1
        return int(min(max(lanes, 1), LANES) * _lane(look) + 2 * PAD)

    def names(self, look: Look) -> tuple[str, ...]:
        """And how many lanes there is no room for."""
        more = len(self.lanes.order) - LANES if self.lanes is not None else 0
        return (self.name, tr("{count} rows more").format(count=more)) if more > 0 else (self.name,)

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Arrows, or how densely they lie."""
        if self.lanes is None:
            return
        start, end = frame.scale.seen
        count = self.lanes.count_in(start, end)
        if count > MOST_DRAWN:
            words = tr("{count} features; zoom in to tell them apart").format(count=f"{count:,}")
            paint_density(painter, frame, self.lanes.density(frame.scale.edges), words, _DENSE_ROWS)
            return
        painter.setFont(frame.look.font)
        for lane in range(min(len(self.lanes.order), LANES)):
            numbers = self.lanes.seen(lane, start, end)
            self._paint_lane(painter, frame, lane, numbers)

    def target(self, frame: Frame, at: QPointF) -> Target | None:
        """The feature under the pointer, or beside it if it is too narrow to hit."""
        lane = int((at.y() - frame.area.top() - PAD) // _lane(frame.look))
        if self.lanes is None or not 0 <= lane < min(len(self.lanes.order), LANES):
            return None
        start, end = frame.scale.seen
        if self.lanes.count_in(start, end) > MOST_DRAWN:
            return None
        place, slack = frame.scale.place(at.x() - frame.area.left()), 3.0 * frame.scale.per_pixel
        numbers = self.lanes.seen(lane, int(place - slack), int(place + slack) + 1).tolist()
        if not numbers:
            return None
        number = min(numbers, key=lambda one: self._away(one, place))
        feature = self._features[number]
        return Target(What.FEATURE, number, feature_text(feature), (feature.start, feature.end))

    def _away(self, number: int, place: float) -> float:
        feature = self._features[number]
        return max(feature.start - place, place - feature.end, 0.0)

    def _paint_lane(self, painter: QPainter, frame: Frame, lane: int, numbers: NDArray[np.int64]) -> None:
        top = frame.area.top() + PAD + lane * _lane(frame.look)
        boxes = [self._paint_feature(painter, frame, int(number), top) for number in numbers]
        metrics = QFontMetricsF(frame.look.font)
        for place, number in enumerate(numbers.tolist()):
            free = boxes[place + 1].left() if place + 1 < len(boxes) else frame.area.right()
            if max(boxes[place].width(), free - boxes[place].right()) >= _NAMED:
                name = self._name(number, metrics, frame.look)
                _paint_name(painter, frame, self._features[number], name, (boxes[place], free))

    def _name(self, number: int, metrics: QFontMetricsF, look: Look) -> tuple[str, float]:
        """A feature's name and the pixels it takes, measured once."""
        font = look.font.key()
        if self._names[0] != font:
            self._names = font, {}
        known = self._names[1]
        if number not in known:
            name = self._features[number].label
            known[number] = name, metrics.horizontalAdvance(name)
        return known[number]

    def _paint_feature(self, painter: QPainter, frame: Frame, number: int, top: float) -> QRectF:
        """Its parts and what joins them; the box around what is seen of it."""
        feature, look = self._features[number], frame.look
        fill, high = feature_colour(feature), _lane(look) - 3
        marked = number in (self.chosen, self.hovered)
        whole = self._box(frame, number, top, high)
        if whole.width() < _SLIVER and not marked:
            painter.fillRect(whole, fill)
            return whole
        edge = QPen(look.colour("focus"), 2.0) if marked else QPen(look.colour("text", 0.55), 0.8)
        if len(feature.parts) > 1:
            style = Qt.PenStyle.DashLine if feature.ordered else Qt.PenStyle.SolidLine
            painter.setPen(QPen(look.colour("muted"), 1.0, style))
            painter.drawLine(QLineF(whole.left(), whole.center().y(), whole.right(), whole.center().y()))
        painter.setPen(edge)
        painter.setBrush(fill)
        for part in seen_parts(feature, frame):
            box = frame.box(part.start, part.end, top, high, 1.5)
            painter.drawPolygon(arrow(box, part.strand if _last(feature, part) else 0))
            if part.before or part.after:
                _paint_fuzzy(painter, part, box, look)
                painter.setPen(edge)
        return whole

    def _box(self, frame: Frame, number: int, top: float, high: float) -> QRectF:
        """All of a feature."""
        assert self.lanes is not None
        return frame.box(float(self.lanes.starts[number]), float(self.lanes.ends[number]), top, high, 1.5)


def feature_colour(feature: Feature) -> QColor:
    """The colour of a feature's kind."""
    return tuple_colour(KINDS.get(feature.kind, _OTHER))


def seen_parts(feature: Feature, frame: Frame) -> list[Part]:
    """Its parts in this record that reach into what is seen."""
    start, end = frame.scale.seen
    here = (part for part in feature.parts if not part.elsewhere)
    return [part for part in here if part.start <= end and part.end >= start]


def arrow(box: QRectF, strand: int) -> QPolygonF:
    """A box with a point at the end it is read towards, as far as there is room for one."""
    point = min(box.height() * 0.5, box.width() * 0.6) if strand else 0.0
    left, right, top, bottom, middle = box.left(), box.right(), box.top(), box.bottom(), box.center().y()
    if strand < 0:
        shape = ((right, top), (left + point, top), (left, middle), (left + point, bottom), (right, bottom))
    else:
        shape = ((left, top), (right - point, top), (right, middle), (right - point, bottom), (left, bottom))
    return QPolygonF([QPointF(x, y) for x, y in shape])


def _paint_fuzzy(painter: QPainter, part: Part, box: QRectF, look: Look) -> None:
    """Ends that lie somewhere beyond: three dots outside of them."""
    painter.setPen(QPen(look.colour("text"), 2.0))
    for known, x, way in ((part.before, box.left(), -1.0), (part.after, box.right(), 1.0)):
        for step in range(1, 4) if known else ():
            painter.drawPoint(QPointF(x + way * 3.0 * step, box.center().y()))


def _paint_name(
    painter: QPainter, frame: Frame, feature: Feature, name_width: tuple[str, float], room: tuple[QRectF, float]
) -> None:
    """In the feature if it fits, else behind it if nothing is there, else in it as far as it fits.

    Args:
        painter: Paints in widget pixels.
        frame: Where the band is.
        feature: The feature.
        name_width: Its name and the pixels it takes.
        room: The box it is drawn in, and where the next one begins.
    """
    look, (name, wide), (box, free) = frame.look, name_width, room
    inside, point = box.intersected(frame.area), box.height() * 0.5
    left = box.right() + (_DOTS if any(part.after for part in feature.parts) else 0.0) + 4.0
    behind = free - left - 6.0
    parts = seen_parts(feature, frame)
    if not parts:  # only what joins them is seen
        ground = QRectF(inside.center().x() - wide / 2.0 - 3, inside.top(), wide + 6, inside.height())
        if ground.width() <= inside.width():
            painter.fillRect(ground, look.colour("panel"))
            write(painter, ground, name, look.colour("text"))
    elif len(parts) == 1 and wide <= _seen_box(parts[0], frame, box).width() - 2 * point:
        write(painter, _seen_box(parts[0], frame, box), name, ink_of(feature_colour(feature)))
    elif wide <= behind:
        write(painter, QRectF(left, box.top(), wide + 2, box.height()), name, look.colour("text"), False)
    elif len(feature.parts) == 1:
        cut = fitted_name(name, inside.width() - 2 * point, look.font) if inside.width() > 4 * point else ""
        if cut:
            write(painter, inside, cut, ink_of(feature_colour(feature)))


def _seen_box(part: Part, frame: Frame, box: QRectF) -> QRectF:
    """What is seen of a part, in the lane of a feature."""
    return frame.box(part.start, part.end, box.top(), box.height()).intersected(frame.area)


def _last(feature: Feature, part: Part) -> bool:
    """Whether a part ends the feature as it is read."""
    if len(feature.parts) == 1:
        return True
    here = [one for one in feature.parts if not one.elsewhere]
    return bool(here) and part == here[-1]


def _lane(look: Look) -> int:
    return look.row + 4
