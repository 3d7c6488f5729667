"""What derived objects (SEG, RTSTRUCT, RTDOSE, SR, presentation states …) draw on the images they are about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from medview.core.card import Label
from medview.core.images import Lut
from medview.core.volume import Window

Colour = tuple[int, int, int]


class ShapeKind(Enum):
    """How the points of a shape are meant (SCOORD Graphic Types, PS3.3 C.18.6)."""

    POINT = "point"
    POLYLINE = "polyline"
    POLYGON = "polygon"
    """Closed: the last point joins the first."""
    CIRCLE = "circle"
    """Centre and a point on it."""
    ELLIPSE = "ellipse"
    """Ends of the major axis, then of the minor axis."""
    TEXT = "text"
    """Anchor only."""


@dataclass(frozen=True, eq=False)
class Shape:
    """One drawn thing.

    Args:
        kind: How the points are meant.
        points: (n, 3) LPS mm, or (n, 2) (column, row) of one image, (0, 0) the top left corner of its first pixel.
        name: What it is: ROI name, concept name.
        text: What to write beside it, such as a measurement with its unit.
        colour: sRGB.
        image: (SOP Instance UID, frame number counted from 0) of the image it lies on; None for LPS points.
    """

    kind: ShapeKind
    points: NDArray[np.float64]
    name: str = ""
    text: str = ""
    colour: Colour = (255, 220, 0)
    image: tuple[str, int] | None = None


@dataclass(frozen=True, eq=False)
class LabelLayer:
    """Segments on the grid of the images they belong to.

    Args:
        uid: The object it comes from.
        title: For people.
        path: .npy label map: (k, j, i) on the series' grid, or (frames, rows, columns) on its images.
        labels: What the values mean. Overlapping segments: the later one wins, and ``note`` says so.
        note: What a reader must know.
        unreviewed: The object says that no person has checked what a machine found.
        overlaps: Voxels that belong to several segments, where nothing but their order says which one is meant.
    """

    uid: str
    title: str
    path: str
    labels: tuple[Label, ...]
    note: str = ""
    unreviewed: bool = False
    overlaps: int = 0


@dataclass(frozen=True, eq=False)
class FieldLayer:
    """A continuous map: dose, parametric map, fractional segment.

    Args:
        uid: The object it comes from.
        title: For people.
        path: .npy float32 (k, j, i) on the series' grid (resampled where its own differs); NaN outside.
        unit: UCUM unit of the values.
        low: Value below which nothing is drawn.
        high: Value drawn in the last colour.
        note: What a reader must know.
        unreviewed: The object says that no person has checked what a machine found.
    """

    uid: str
    title: str
    path: str
    unit: str
    low: float
    high: float
    note: str = ""
    unreviewed: bool = False


@dataclass(frozen=True, eq=False)
class ShapeLayer:
    """Contours and measurements.

    Args:
        uid: The object they come from.
        title: For people.
        shapes: What is drawn.
        note: What a reader must know.
        unreviewed: The object says that no person has checked what a machine found.
    """

    uid: str
    title: str
    shapes: tuple[Shape, ...]
    note: str = ""
    unreviewed: bool = False


@dataclass(frozen=True, eq=False)
class Presented:
    """How a presentation state wants one image shown.

    Args:
        image: (SOP Instance UID, frame number counted from 0), or (SOP Instance UID, -1) for all its frames.
        window: Window, or None.
        lut: VOI LUT, or None.
        inverted: Presentation LUT Shape is INVERSE.
        rotation: Degrees clockwise: 0, 90, 180, 270; before the flip.
        flipped: Mirrored left to right.
        area: Displayed area (first column, first row, last column, last row), pixels counted from 0; None for all.
    """

    image: tuple[str, int]
    window: Window | None = None
    lut: Lut | None = None
    inverted: bool = False
    rotation: int = 0
    flipped: bool = False
    area: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, eq=False)
class PresentationLayer:
    """A presentation state: how images are shown, and what is drawn on them.

    Args:
        uid: The object it comes from.
        title: For people.
        presented: How each image is shown.
        shapes: Graphic and text annotations.
        note: What a reader must know.
        unreviewed: The object says that no person has checked what a machine found.
    """

    uid: str
    title: str
    presented: tuple[Presented, ...]
    shapes: tuple[Shape, ...]
    note: str = ""
    unreviewed: bool = False


Overlaid = LabelLayer | FieldLayer | ShapeLayer | PresentationLayer
"""What an object can lay over images."""
