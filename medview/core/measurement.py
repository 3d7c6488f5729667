"""What a person draws on images: measurements, regions, arrows and words. Values are computed, never stored here."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

Point = tuple[float, ...]


class Shape(Enum):
    """What is drawn; the comment says how its points are meant."""

    LENGTH = "length"
    """Two ends."""
    BIDIRECTIONAL = "bidirectional"
    """Ends of the long axis, then of the short axis, perpendicular to it (RECIST)."""
    ANGLE = "angle"
    """End, vertex, end."""
    COBB = "cobb"
    """Ends of one line, then of the other."""
    POLYLINE = "polyline"
    """Vertices."""
    ELLIPSE = "ellipse"
    """Two opposite corners of the box around it, along the plane's axes."""
    RECTANGLE = "rectangle"
    """Two opposite corners, along the plane's axes."""
    POLYGON = "polygon"
    """Vertices; closed."""
    FREEHAND = "freehand"
    """Points of the drawn border; closed."""
    SPHERE = "sphere"
    """Centre and a point on it."""
    POINT = "point"
    """One place."""
    ARROW = "arrow"
    """Tip, then tail."""
    TEXT = "text"
    """Anchor."""
    CALIBRATION = "calibration"
    """Two ends of a line of known length."""


REGIONS = frozenset({Shape.ELLIPSE, Shape.RECTANGLE, Shape.POLYGON, Shape.FREEHAND, Shape.SPHERE})
"""Shapes with an inside."""


@dataclass(frozen=True)
class OnPlane:
    """A plane in patient space.

    Args:
        right_lps: Unit LPS direction along the rows of the picture it was drawn on.
        down_lps: Unit LPS direction along its columns.
    """

    right_lps: Point
    down_lps: Point


@dataclass(frozen=True)
class OnImage:
    """One picture of a stack; points are (column, row), (0, 0) the top left corner of its first pixel.

    Args:
        frame: The picture, counted from 0.
    """

    frame: int


@dataclass(frozen=True)
class Measurement:
    """One drawn thing.

    Args:
        id: Unique.
        series: UID of the series it was drawn on.
        shape: What it is.
        points: LPS mm (3 numbers each) on a plane, (column, row) on an image; their meaning is the shape's.
        on: Where it lies. The plane goes through the first point.
        label: What the person calls it.
        text: The words of an arrow or text.
        known_mm: Length a person gave a calibration line.
        at: Position along the series' dimensions it was drawn at; values are taken there where none is shown.
        author: Who drew it.
        time: When (ISO 8601).
        fingerprint: Of the series; what it is stored under.
        hidden: It is listed, but not drawn.
        words_at: Where the person put its words, a place like its points; None lets them find their own.
    """

    id: str
    series: str
    shape: Shape
    points: tuple[Point, ...]
    on: OnPlane | OnImage
    label: str = ""
    text: str = ""
    known_mm: float = 0.0
    at: tuple[int, ...] = ()
    author: str = ""
    time: str = field(default="", compare=False)
    fingerprint: str = ""
    hidden: bool = False
    words_at: Point | None = None


@dataclass(frozen=True)
class KeyImage:
    """A picture a person marked.

    Args:
        series: UID of the series.
        frame: The picture of a stack, counted from 0; -1 for a slice of a volume.
        point_lps: A point of the slice; None for a stack.
        on: The slice's plane; None for a stack.
        note: What the person wrote.
        fingerprint: Of the series; what it is stored under.
    """

    series: str
    frame: int = -1
    point_lps: Point | None = None
    on: OnPlane | None = None
    note: str = ""
    fingerprint: str = ""
