"""What a package of pictures says of its boxes, its classes and the pictures it knows; see ``catalog.schema``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from medview.catalog.schema_input import Intensity, Network
from medview.core.code import Code


@dataclass(frozen=True)
class Detection:
    """How boxes are read from the network's output.

    Args:
        layout: ``yolo``: one (n, 4 + classes) or (n, 5 + classes, with objectness) table, or its transpose.
            ``boxes``: separate outputs of boxes, scores and labels; or of boxes and the scores of every class; or one
            (n, 6) table of all three. ``retinanet``: deltas and logits over anchors.
        form: What four numbers of a box are; of ``yxyx`` rows come first.
        size: (rows, columns) of the network's input.
        objectness: Whether the fifth number of ``yolo`` is one.
        normalised: Whether boxes are parts of the input's size.
        letterbox: Whether the picture keeps its proportions with a margin around it.
        score: Least score of a box.
        overlap: Boxes of one class overlapping more than this (IoU) are one.
        outputs: Names of the outputs: boxes, scores, labels; or deltas, then logits, of every level. Empty: in the
            order of the file.
        anchors: (width, height) of the anchors of each level, one after the other, for ``retinanet``.
        strides: Of each level, for ``retinanet``; of ``yolo`` only training needs them.
        offset: Where anchors lie in their cell, for ``retinanet``: 0: at its corner, 0.5: in its middle.
        variances: What deltas (x, y, width, height) are multiplied by, for ``retinanet``.
        margin: Value of the margin of the letterbox, in the picture's own unit.
        most: Boxes of one picture at most.
    """

    layout: Literal["yolo", "boxes", "retinanet"]
    form: Literal["cxcywh", "xyxy", "xywh", "yxyx"] = "xyxy"
    size: tuple[int, int] = (640, 640)
    objectness: bool = False
    normalised: bool = False
    letterbox: bool = True
    score: float = 0.25
    overlap: float = 0.45
    outputs: tuple[str, ...] = ()
    anchors: tuple[tuple[float, ...], ...] = ()
    strides: tuple[int, ...] = ()
    offset: float = 0.0
    variances: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 1.0)
    margin: float = 114.0
    most: int = 300


@dataclass(frozen=True)
class Class:
    """One class of a classification, or of the boxes of a detection.

    Args:
        name: For people.
        code: What it is.
        threshold: From which calibrated probability (or score of a box) on it counts as positive.
        colour: Display colour, sRGB 0..255.
        finding: Whether it is something found; False for what says that nothing is, such as "normal".
    """

    name: str
    code: Code
    threshold: float = 0.5
    colour: tuple[int, int, int] = (230, 159, 0)
    finding: bool = True


@dataclass(frozen=True)
class Check:
    """One check of an input gate: a figure measured of the input, and the limits measured on training cases.

    Args:
        name: A figure ``engine.gate`` knows.
        sentence: What is said of an input beyond the limits; a whole sentence without "outside".
        low: Least value of an input the model knows; None: any.
        high: Greatest value of one; None: any.
        refuses: Whether no result is shown where it fails, instead of a warning beside it.
    """

    name: str
    sentence: str
    low: float | None = None
    high: float | None = None
    refuses: bool = False


@dataclass(frozen=True)
class Region:
    """What a picture is cropped to before the network sees it, and the second network that finds it.

    The picture is first scaled to ``size`` whatever its own size and shape, so that what both networks see is equally
    sharp for films of any size.

    Args:
        network: The second network; its ``weights`` are what ``Preparation.around`` names. Every channel of its
            output but the first is the region.
        intensity: How its input is normalised.
        size: (rows, columns) of its input.
        least: Probability from which on a pixel belongs to the region.
        grown: How far the region is widened, as a part of the longer side of ``size``.
        margin: What is added on every side of the region's box, as a part of the box's side.
        outside: ``kept``: what lies around the region stays. ``level``: the normalised input's mean within the region
            is taken from it, and what lies around becomes 0, with a soft rim.
    """

    network: Network
    intensity: Intensity
    size: tuple[int, int] = (256, 256)
    least: float = 0.5
    grown: float = 0.0
    margin: float = 0.0
    outside: Literal["kept", "level"] = "kept"


@dataclass(frozen=True)
class Gate:
    """What an input must be like for the model to know it.

    Args:
        checks: In the order they are told.
        statistics: Path of the numbers the figures need within the package (.safetensors); empty: none.
    """

    checks: tuple[Check, ...]
    statistics: str = ""
