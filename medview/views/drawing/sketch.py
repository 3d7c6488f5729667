"""A drawing being made: points by clicks or drags, until there are enough of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from PySide6.QtCore import QPointF

from medview.core.flat import Flat, flat_on
from medview.core.images import PixelSpacing
from medview.core.measurement import Measurement, OnImage, OnPlane, Point, Shape
from medview.core.measurement_json import LEAST
from medview.imaging.editing import CLICKS, completed, constrained

CLICK_SLACK = 4.0
"""A button that moved fewer widget pixels than this between press and release clicked; more is a drag."""
_FREEHAND_STEP = 2.0
_SAME = 1e-9


@dataclass(eq=False)
class Sketch:
    """Points placed so far, and the one that follows the pointer.

    Args:
        shape: What is being drawn.
        on: Where.
        spacing: Of the picture's pixels.
        places: Points placed.
        floating: The point under the pointer.
        pressed_at: Where the button went down, widget pixels; None while it is up.
    """

    shape: Shape
    on: OnPlane | OnImage
    spacing: PixelSpacing
    places: list[Point] = field(default_factory=list)
    floating: Point | None = None
    pressed_at: QPointF | None = None
    _last: QPointF = field(default_factory=QPointF)
    _begun: bool = False
    _pressed: Point = ()

    @property
    def free(self) -> bool:
        """Whether it has as many points as wanted."""
        return self.shape not in CLICKS

    @property
    def full(self) -> bool:
        """Whether all points are placed."""
        return len(self.places) >= CLICKS.get(self.shape, 10**9)

    def flat(self) -> Flat:
        """The plane it lies on."""
        return flat_on(self.on, self.places[0] if self.places else self.floating or (), self.spacing)

    def press(self, at: QPointF, place: Point) -> None:
        """The button goes down: the first press places the first point."""
        self.pressed_at = self._last = at
        self._pressed = self.flat().onto(place) if self.places else place
        if not self.places:
            self.places.append(place)
        self.floating = self._pressed

    def move(self, at: QPointF, place: Point, kept: bool) -> None:
        """The pointer moves; a freehand line follows it while the button is down."""
        flat = self.flat()
        self.floating = flat.onto(place)
        if kept and self.shape is not Shape.FREEHAND:
            points = flat.flat((*self.places, self.floating))
            self.floating = flat.place(*constrained(self.shape, points)[-1].tolist())
        if self.shape is Shape.FREEHAND and self.pressed_at is not None and self._moved(at, self._last, _FREEHAND_STEP):
            self.places.append(self.floating)
            self._last = at

    def release(self, at: QPointF) -> bool:
        """The button goes up: a drag places the point under the pointer, as does a later click; whether it is done."""
        pressed, self.pressed_at = self.pressed_at, None
        if self.shape is Shape.FREEHAND:
            return True
        dragged = pressed is not None and self._moved(at, pressed, CLICK_SLACK)
        if self.full:
            return True
        begun, self._begun = self._begun, True
        if begun and dragged and self._missing >= 2:
            self.places.append(self._pressed)  # the second line of two is dragged like the first
        return self.place_floating() if begun or dragged else False

    @property
    def _missing(self) -> int:
        return CLICKS.get(self.shape, 0) - len(self.places)

    def place_floating(self) -> bool:
        """Place the point under the pointer, unless it is where the last one is; whether all are placed."""
        if self.floating is not None and not _same(self.floating, self.places[-1]):
            self.places.append(self.floating)
        return self.full

    def take_back(self) -> None:
        """Take the last placed point back; the first one stays."""
        if len(self.places) > 1:
            self.places.pop()

    @property
    def complete(self) -> bool:
        """Whether the placed points make a drawing."""
        return self.full or len(self.places) >= LEAST.get(self.shape, 10**9)

    def drawn(self, like: Measurement, final: bool = False) -> Measurement:
        """The drawing as it stands.

        Args:
            like: Its other fields.
            final: Without the point under the pointer.
        """
        loose = not final and not self.full and self.floating is not None and self.shape is not Shape.FREEHAND
        places = (*self.places, self.floating) if loose and self.floating is not None else tuple(self.places)
        if len(places) == CLICKS.get(self.shape):
            flat = self.flat()
            made = completed(self.shape, flat.flat(places))
            if len(made) > len(places):
                places = tuple(flat.place(*point) for point in made.tolist())
        return replace(like, shape=self.shape, points=places, on=self.on)

    @staticmethod
    def _moved(one: QPointF, other: QPointF, slack: float) -> bool:
        return (one - other).manhattanLength() >= slack


def _same(one: Point, other: Point) -> bool:
    return float(np.abs(np.subtract(one, other)).max()) < _SAME
