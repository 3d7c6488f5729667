"""A pair of axes with points, lines and words on it, drawn with reportlab."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reportlab.graphics.shapes import Circle, Drawing, Line, PolyLine, String
from reportlab.lib.colors import Color, HexColor

from medview.report.fonts import BOLD, REGULAR, registered
from medview.report.page import INK, LINE, QUIET

Limits = tuple[float, float]
Anchor = Literal["start", "middle", "end"]

WIDTH, HEIGHT = 250.0, 225.0
"""Of one diagram, in points."""

LEFT, RIGHT, TOP, BOTTOM = 42.0, 10.0, 46.0, 34.0

BLUE = HexColor("#0072b2")
ORANGE = HexColor("#d55e00")
"""Okabe and Ito's colours, told apart by everybody."""

_TICKS = 5


@dataclass(frozen=True)
class Axis:
    """One axis.

    Args:
        name: What it shows.
        limits: Its ends.
        ticks: Where it has numbers.
        logarithmic: Whether equal factors are equal distances.
    """

    name: str
    limits: Limits
    ticks: tuple[float, ...]
    logarithmic: bool = False

    def part(self, value: float) -> float:
        """Where a value lies between the ends, 0 to 1; those beyond lie on them."""
        low, high, here = (*self.limits, min(max(value, self.limits[0]), self.limits[1]))
        if self.logarithmic:
            low, high, here = math.log(low), math.log(high), math.log(here)
        return (here - low) / (high - low)


UNIT = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def unit_axis(name: str) -> Axis:
    """From 0 to 1."""
    return Axis(name, (0.0, 1.0), UNIT)


def fitting_axis(name: str, values: Sequence[float]) -> Axis:
    """An axis with round numbers that holds all values."""
    low, high = min(values), max(values)
    spread = (high - low) or abs(high) or 1.0
    step = 10.0 ** math.floor(math.log10(spread / _TICKS))
    step *= next((factor for factor in (1.0, 2.0, 5.0, 10.0) if spread / (factor * step) <= _TICKS + 1), 10.0)
    first, last = math.floor(low / step), math.ceil(high / step)
    ticks = tuple(number * step for number in range(first, max(last, first + 1) + 1))
    return Axis(name, (ticks[0], ticks[-1]), ticks)


class Diagram:
    """A diagram that is being drawn.

    Args:
        title: Above it.
        below: A smaller line under the title.
        x: The axis to the right.
        y: The axis upwards.
    """

    def __init__(self, title: str, below: str, x: Axis, y: Axis) -> None:
        registered()
        self._x, self._y = x, y
        self.drawing = Drawing(WIDTH, HEIGHT)
        self._words(2, HEIGHT - 13, title, 9, BOLD)
        self._words(2, HEIGHT - 25, below, 6.5, colour=QUIET)
        self._frame()

    def line(self, points: Sequence[tuple[float, float]], colour: Color = BLUE, dashed: bool = False) -> None:
        """A line through points."""
        flat = [number for point in points for number in self._place(*point)]
        shape = PolyLine(flat, strokeColor=colour, strokeWidth=0.8 if dashed else 1.4)
        if dashed:
            shape.strokeDashArray = (3.0, 3.0)
        self.drawing.add(shape)

    def dots(self, points: Sequence[tuple[float, float]], sizes: Sequence[float] = (), colour: Color = BLUE) -> None:
        """A dot at each point, of these radii in points."""
        for number, point in enumerate(points):
            x, y = self._place(*point)
            radius = sizes[number] if sizes else 1.6
            self.drawing.add(Circle(x, y, radius, fillColor=colour, strokeColor=None, fillOpacity=0.7))

    def level(self, y: float, words: str, dashed: bool = True) -> None:
        """A line across at a height, with words over its right end."""
        self.line([(self._x.limits[0], y), (self._x.limits[1], y)], ORANGE, dashed)
        self._words(WIDTH - RIGHT - 2, self._place(0.0, y)[1] + 2, words, 6, colour=ORANGE, anchor="end")

    def _place(self, x: float, y: float) -> tuple[float, float]:
        across, up = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
        start = self._x.limits[0] if self._x.logarithmic and x <= 0.0 else x
        return LEFT + across * self._x.part(start), BOTTOM + up * self._y.part(y)

    def _frame(self) -> None:
        x0, y0 = self._place(self._x.limits[0], self._y.limits[0])
        x1, y1 = self._place(self._x.limits[1], self._y.limits[1])
        corners = [x0, y0, x1, y0, x1, y1, x0, y1, x0, y0]
        self.drawing.add(PolyLine(corners, strokeColor=INK, strokeWidth=0.6))
        for tick in self._x.ticks:
            x, _ = self._place(tick, self._y.limits[0])
            self.drawing.add(Line(x, y0, x, y1, strokeColor=LINE, strokeWidth=0.3))
            self._words(x, y0 - 9, f"{tick:g}", 6.5, anchor="middle")
        for tick in self._y.ticks:
            _, y = self._place(self._x.limits[0], tick)
            self.drawing.add(Line(x0, y, x1, y, strokeColor=LINE, strokeWidth=0.3))
            self._words(x0 - 3, y - 2, f"{tick:g}", 6.5, anchor="end")
        self._words((x0 + x1) / 2, 8, self._x.name, 7, anchor="middle", colour=QUIET)
        self._words(2, HEIGHT - TOP + 7, self._y.name, 7, colour=QUIET)

    def _words(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        font: str = REGULAR,
        anchor: Anchor = "start",
        colour: Color = INK,
    ) -> None:
        self.drawing.add(String(x, y, text, fontName=font, fontSize=size, textAnchor=anchor, fillColor=colour))
