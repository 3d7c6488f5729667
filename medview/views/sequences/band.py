"""What stands along a record in a band of its own: how high it is, how it is drawn, what lies under the pointer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from medview.core.overlay import Colour
from medview.views.sequences.places import Scale
from medview.views.sequences.schemes import Paints, contrast, ink_on, rgb
from medview.views.sequences.values import Interval
from medview.views.settings.theme import Theme

_AT_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_CENTRED = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_LEAST_NAME = 6
"""Letters of a name, three dots among them, below which it says nothing."""
_LINE_CONTRAST = 3.0
_STEPS = 20
PAD = 3.0
"""Pixels free above and below what a band holds."""
MOST_DRAWN = 400
"""More things than these on the screen are drawn as a density."""


@dataclass(frozen=True, eq=False)
class Look:
    """How everything is drawn.

    Args:
        theme: Colours of the window.
        font: Of words.
        paints: Colours of letters.
        row: Pixels a line of words is high.
    """

    theme: Theme
    font: QFont
    paints: Paints
    row: int

    def colour(self, role: str, opacity: float = 1.0) -> QColor:
        """A colour of the theme, perhaps see-through."""
        colour = self.theme.colour(role)
        colour.setAlphaF(opacity)
        return colour


@dataclass(frozen=True, eq=False)
class Frame:
    """Where a band is drawn.

    Args:
        area: Widget pixels; its left edge is that of the scale.
        scale: Which letters stand where.
        look: Colours and fonts.
    """

    area: QRectF
    scale: Scale
    look: Look

    def x(self, place: float) -> float:
        """The widget pixel at which a letter begins."""
        return self.area.left() + self.scale.x(place)

    def box(self, start: float, end: float, top: float, height: float, least: float = 1.0) -> QRectF:
        """A rectangle over letters, cut where nobody sees it; at least so wide."""
        left = max(self.x(start), self.area.left() - 20.0)
        right = min(self.x(end), self.area.right() + 20.0)
        return QRectF(left, top, max(right - left, least), height)


class What(Enum):
    """What can be pointed at."""

    SPAN = "span"
    FEATURE = "feature"
    VARIANT = "variant"
    FRAME = "frame"
    HIT = "hit"
    VALUE = "value"


@dataclass(frozen=True)
class Target:
    """What lies under the pointer.

    Args:
        what: Its kind.
        number: Which of them.
        text: What it is, in one line.
        interval: Its letters; None for a value.
        edge: -1 its first letter's edge is held, 1 its last one's, 0 neither.
    """

    what: What
    number: int
    text: str
    interval: Interval | None = None
    edge: int = 0


class Band(ABC):
    """One of the bands under the ruler.

    Args:
        name: Written at its left.
    """

    selects = False
    """Whether a drag over it selects letters; over others it moves the view."""

    def __init__(self, name: str) -> None:
        self.name = name

    def names(self, _look: Look) -> tuple[str, ...]:
        """What is written at its left, line by line."""
        return (self.name,)

    @abstractmethod
    def height(self, look: Look) -> int:
        """Pixels it is high."""

    @abstractmethod
    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Draw what is seen of it."""

    def target(self, _frame: Frame, _at: QPointF) -> Target | None:
        """What lies under a widget pixel of it."""
        return None


def fitted_name(name: str, room: float, font: QFont) -> str:
    """A name as far as it fits; nothing where too little of it would."""
    metrics = QFontMetricsF(font)
    if metrics.horizontalAdvance(name) <= room:
        return name
    elided = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
    return elided if len(elided) > _LEAST_NAME else ""


def write(painter: QPainter, box: QRectF, words: str, colour: QColor, centred: bool = True) -> None:
    """Write one line into a box."""
    painter.setPen(colour)
    painter.drawText(box, _CENTRED if centred else _AT_LEFT, words)


def ink_of(fill: QColor) -> QColor:
    """Black or white, whichever is read better on an opaque colour."""
    return QColor(*ink_on(rgb(fill)))


def over(fill: QColor, ground: QColor, part: float) -> QColor:
    """A colour laid on the ground, as far as it covers it; opaque, so that what is written on it can be chosen."""
    mixed = [round(b + (a - b) * part) for a, b in zip(rgb(fill), rgb(ground), strict=True)]
    return QColor(*mixed)


def inked(colour: Colour, ground: QColor) -> QColor:
    """A colour, made darker or lighter as far as a line of it needs on the ground to be seen (WCAG 2.1, 1.4.11)."""
    return QColor(*_inked(colour, rgb(ground)))


@lru_cache(maxsize=256)
def _inked(colour: Colour, ground: Colour) -> Colour:
    end = ink_on(ground)
    for step in range(_STEPS + 1):
        mixed = rgb(over(QColor(*end), QColor(*colour), step / _STEPS))
        if contrast(mixed, ground) >= _LINE_CONTRAST:
            return mixed
    return end


def tuple_colour(colour: Colour) -> QColor:
    """A colour of a table."""
    return QColor(*colour)
