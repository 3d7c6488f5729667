"""Where drawings lie in a viewport: from places to widget pixels and back, whatever way the picture is turned."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QTransform

from medview.core.flat import Flat
from medview.core.geometry import Float
from medview.core.measurement import Measurement, OnImage, OnPlane, Point, Shape
from medview.views.viewport.viewport import Viewport

FAINT_FROM, GONE_FROM = 0.25, 0.5
"""Slices away from which a drawing is faint, and beyond which it is not drawn."""
_PROBE = 100.0
_FAR = 1e5
_PARALLEL = 0.9999
"""Cosine between normals (0.8 degrees) from which on two planes are one direction."""
Ways = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Placing:
    """How a viewport places what lies on it: asked once per paint, as a viewport's own answers cost more.

    Args:
        on: What is shown.
        origin: The pixel of the place 0.
        ways: For each coordinate of a place, what a unit of it is in pixels.
        normal: (3,) unit direction across the shown slice; none for pictures.
        level: Slices between the place 0 and the shown one, along the normal.
        per_mm: Slices in a millimetre.
    """

    on: OnPlane | OnImage
    origin: tuple[float, float]
    ways: Ways
    normal: Point = ()
    level: float = 0.0
    per_mm: float = 1.0

    @classmethod
    def of(cls, view: Viewport) -> Placing | None:
        """How a viewport places what lies on it now; None where nothing can be drawn."""
        on = view.on()
        if on is None:
            return None
        size = 3 if isinstance(on, OnPlane) else 2
        zero = view.pixel_of((0.0,) * size)
        ends = (view.pixel_of(tuple(_PROBE * (n == axis) for n in range(size))) for axis in range(size))
        ways = tuple((round((end.x() - zero.x()) / _PROBE, 9), round((end.y() - zero.y()) / _PROBE, 9)) for end in ends)
        origin = (round(zero.x(), 6), round(zero.y(), 6))
        if isinstance(on, OnImage):
            return cls(on, origin, ways)
        normal = _normal(on)
        before, here, behind = (view.away(tuple(_FAR * n * part for n in normal), on) for part in (-1.0, 0.0, 1.0))
        level = here if behind < before else -here
        return cls(on, origin, ways, normal, round(level, 6), (before + behind) / (2.0 * _FAR))

    def pixels(self, places: Float | tuple[Point, ...]) -> Float:
        """(n, 2) widget pixels of places."""
        return np.asarray(np.asarray(places) @ np.array(self.ways) + self.origin)

    def pixel(self, place: Point) -> QPointF:
        """One widget pixel."""
        x, y = self.pixels((place,))[0]
        return QPointF(float(x), float(y))

    def of_flat(self, flat: Flat) -> QTransform:
        """From a flattened plane to widget pixels."""
        (ox, oy), (rx, ry), (dx, dy) = self.pixels(flat.places(((0.0, 0.0), (1.0, 0.0), (0.0, 1.0)))).tolist()
        return QTransform(rx - ox, ry - oy, dx - ox, dy - oy, ox, oy)

    def way(self, pixels: QPointF) -> Float:
        """A way over the widget in places, along the shown picture."""
        axes = np.array((self.on.right_lps, self.on.down_lps)) if isinstance(self.on, OnPlane) else np.eye(2)
        parts = np.linalg.lstsq((axes @ np.array(self.ways)).T, np.array(pixels.toTuple()), rcond=None)[0]
        return np.asarray(parts @ axes)

    def slices_to(self, place: Point) -> float:
        """Signed number of slices from the shown one to a place, along the normal."""
        (right, down, across), (x, y, z) = self.normal, place  # asked for every drawing at each picture
        return self.per_mm * (right * x + down * y + across * z) - self.level

    def onto(self, place: Point) -> Point:
        """The place of the shown slice straight across from another one."""
        gap_mm = self.slices_to(place) / self.per_mm
        return tuple(value - gap_mm * way for value, way in zip(place, self.normal, strict=True))

    def away(self, one: Measurement) -> float:
        """How many slices a drawing lies from the one shown; infinite where it is not to be seen.

        A point is seen from every side, other drawings only from that they were drawn from, or straight behind.
        """
        if isinstance(one.on, OnImage) or isinstance(self.on, OnImage):
            return 0.0 if one.on == self.on else math.inf
        if one.shape is not Shape.POINT and not _parallel(self.on, one.on):
            return math.inf
        return abs(self.slices_to(one.points[0]))

    def cut(self, one: Measurement) -> tuple[QPointF, float] | None:
        """Where the shown slice cuts a sphere: centre and radius in widget pixels; None where it does not."""
        if not isinstance(self.on, OnPlane):
            return None
        centre, radius = one.points[0], math.dist(one.points[0], one.points[1])
        gap_mm = abs(self.slices_to(centre)) / self.per_mm
        if gap_mm >= radius:
            return None
        right = np.array(self.on.right_lps) @ np.array(self.ways)
        return self.pixel(centre), math.sqrt(radius * radius - gap_mm * gap_mm) * float(np.hypot(*right))

    def length(self) -> float:
        """Widget pixels of a unit of places to the right."""
        right = self.on.right_lps if isinstance(self.on, OnPlane) else (1.0, 0.0)
        return max(float(np.hypot(*(np.array(right) @ np.array(self.ways)))), 1e-9)


@lru_cache(maxsize=512)
def _normal(on: OnPlane) -> Point:
    normal = np.cross(on.right_lps, on.down_lps)
    return tuple((normal / np.linalg.norm(normal)).tolist())


@lru_cache(maxsize=4096)
def _parallel(one: OnPlane, other: OnPlane) -> bool:
    return abs(math.fsum(a * b for a, b in zip(_normal(one), _normal(other), strict=True))) > _PARALLEL
