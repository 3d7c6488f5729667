"""Detectors among ONNX networks, told from the shapes of what they give."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from medview.catalog.schema import Detection, Output, Preparation, Tiling
from medview.core.text import tr
from medview.engine.importing.cards import UNSTATED, Said
from medview.engine.importing.onnx_guess import PICTURES, Guess, Seen, patch, picture_channels, picture_intensity
from medview.engine.importing.onnx_probe import Given, Probed

_MOST_CLASSES = 4096
_FINISHED_ROWS = 1000
"""Rows of six numbers beyond which a table is no list of finished boxes (Ultralytics gives 300)."""

_PIXEL_TOLERANCE = 0.01
"""Boxes are in pixels: their last digits are others on other computers."""

LEVELS = (8, 16, 32, 64, 128)
"""Strides of RetinaNet's levels (Lin 2017, arXiv:1708.02002)."""

_SIDES_OF_STRIDE = 4
_OCTAVES = (1.0, 2.0 ** (1.0 / 3.0), 2.0 ** (2.0 / 3.0))
_RATIOS = (0.5, 1.0, 2.0)


def _detector(
    seen: Seen,
    classes: int,
    outputs: Sequence[str],
    detection: Detection,
    activation: str = "none",
    questions: Sequence[str] = (),
    first: int = 0,
) -> Guess:
    """A detector, however its boxes lie; ``first`` is the number of its first class."""
    probed = seen.probed
    rows, columns = probed.sides
    rest = sorted(set(probed.outputs) - set(outputs))
    return Guess(
        Said(
            "detection",
            tr("{name} with {count} classes").format(name=seen.model.path.stem, count=classes),
            UNSTATED,
            PICTURES,
            seen.names(classes, first),
        ),
        classes,
        tuple(outputs),
        Tiling(patch(probed), overlap=0.0, whole=True),
        picture_intensity(probed),
        Preparation("stored"),
        Output(activation),  # type: ignore[arg-type] # one of the three
        picture_channels(probed),
        replace(detection, size=(rows, columns), outputs=tuple(outputs)),
        _PIXEL_TOLERANCE,
        seen.asked("intensity", "detection", *questions),
        tuple(tr("The output {name} is not used.").format(name=one) for one in rest),
    )


def table(seen: Seen) -> Guess | None:
    """One table of boxes with everything that is said of each, as YOLO's descendants give it."""
    probed = seen.probed
    tables = [name for name, given in probed.outputs.items() if given.kind == "f" and _is_table(given)]
    if probed.dims != 2 or len(tables) != 1 or len(probed.outputs) != 1:
        return None
    a, b = probed.outputs[tables[0]].shape[-2:]
    count = len(seen.words.names)
    if count:  # where both fit, the one every Ultralytics model gives
        fits = [(4 + count, False), (5 + count, True)]
        known = next(((width, sure) for width, sure in fits if width in (a, b)), None)
        if known is not None and not (seen.words.finished or (b == 6 and a <= _FINISHED_ROWS and count != 2)):
            return _yolo(seen, tables[0], count, known[1])
    if b == 6 and (seen.words.finished or a <= _FINISHED_ROWS):
        classes = count or 1
        done = Detection("boxes", "xyxy")
        return _detector(seen, classes, tables, done)
    transposed = a < b
    classes = count or min(a, b) - (4 if transposed else 5)
    return _yolo(seen, tables[0], classes, objectness=not transposed)


def _yolo(seen: Seen, name: str, classes: int, objectness: bool) -> Guess:
    return _detector(seen, classes, [name], Detection("yolo", "cxcywh", objectness=objectness))


def _is_table(given: Given) -> bool:
    """(1, rows, columns) or (rows, columns) with at least a box and one score in each row or column."""
    shape = given.shape[1:] if len(given.shape) == 3 and given.shape[0] == 1 else given.shape
    return len(shape) == 2 and min(shape) >= 5 and len(given.shape) == 3


def finished_boxes(seen: Seen) -> Guess | None:
    """Boxes, scores and labels by themselves, as torchvision's detectors give them."""
    probed = seen.probed
    boxes = _named(probed, lambda given: given.kind == "f" and given.shape[-1:] == (4,))
    labels = _named(probed, lambda given: given.kind in "iu" and len(given.shape) > 0)
    if probed.dims != 2 or len(boxes) != 1 or not labels:
        return None
    rows = probed.outputs[boxes[0]].shape[:-1]
    scores = _named(probed, lambda given: given.kind == "f" and given.shape == rows)
    labels = [name for name in labels if probed.outputs[name].shape == rows]
    if not scores or not labels:
        return None
    classes = max(seen.words.names, default=0) + 1
    return _detector(seen, classes, [boxes[0], scores[0], labels[0]], Detection("boxes", "xyxy"))


def raw_boxes(seen: Seen) -> Guess | None:
    """Four numbers for each box and scores of every class: deltas over anchors, or boxes as they are."""
    probed = seen.probed
    if probed.dims != 2 or not all(given.kind == "f" for given in probed.outputs.values()):
        return None
    boxes = _named(probed, _is_boxes)[: 1 if len(probed.outputs) == 2 else None]
    if len(boxes) != 1:
        return _levels(seen)
    count = probed.outputs[boxes[0]].shape[-2]
    scores = [name for name, given in probed.outputs.items() if name != boxes[0] and given.shape[-2:-1] == (count,)]
    if not scores:
        return None
    classes = probed.outputs[scores[0]].shape[-1]
    activation, outputs = seen.activation(scores[0], "sigmoid"), [boxes[0], scores[0]]
    cells = sum(-(-probed.sides[0] // stride) * -(-probed.sides[1] // stride) for stride in LEVELS)
    if count % cells == 0:
        return _anchored(seen, classes, outputs, activation, count // cells, LEVELS)
    return _detector(seen, classes, outputs, Detection("boxes", "xyxy"), activation, ("output",))


def _is_boxes(given: Given) -> bool:
    return given.shape[-1:] == (4,) and (len(given.shape) == 3 or (len(given.shape) == 2 and given.shape[0] > 1))


def _levels(seen: Seen) -> Guess | None:
    """Deltas and logits of every level by themselves: maps of 4 and of as many numbers as classes for each anchor."""
    probed = seen.probed
    sizes: dict[tuple[int, ...], list[str]] = {}
    for name, given in probed.outputs.items():
        if len(given.shape) != 4:
            return None
        sizes.setdefault(given.shape[2:], []).append(name)
    pairs = [sorted(names, key=lambda name: probed.outputs[name].shape[1]) for names in sizes.values()]
    if not pairs or any(len(names) != 2 for names in pairs):
        return None
    strides = [round(probed.sides[0] / rows) for rows, _ in sizes]
    order = sorted(range(len(pairs)), key=lambda level: strides[level])
    deltas, logits = _sides_of(probed, [pairs[level] for level in order])
    anchors = probed.outputs[deltas[0]].shape[1] // 4
    classes = probed.outputs[logits[0]].shape[1] // max(1, anchors)
    if not anchors or not classes or classes > _MOST_CLASSES:
        return None
    activation = seen.activation(logits[0], "sigmoid")
    return _anchored(seen, classes, [*deltas, *logits], activation, anchors, sorted(strides))


def _sides_of(probed: Probed, pairs: Sequence[Sequence[str]]) -> tuple[list[str], list[str]]:
    """Which output of each level are deltas: those named so, else those that are alike on every level and smaller."""
    words = ("box", "delta", "reg", "loc")
    named = [next((name for name in pair if any(word in name.casefold() for word in words)), "") for pair in pairs]
    deltas = named if all(named) else [pair[0] for pair in pairs]
    logits = [next(name for name in pair if name != one) for pair, one in zip(pairs, deltas, strict=True)]
    return deltas, logits


def _anchored(
    seen: Seen, classes: int, outputs: Sequence[str], activation: str, each: int, strides: Sequence[int]
) -> Guess:
    anchors = tuple(anchors_of_level(stride, each) for stride in strides)
    wish = Detection("retinanet", score=0.05, overlap=0.5, anchors=anchors, strides=tuple(strides))
    return _detector(seen, classes, outputs, wish, activation, ("detection.anchors", "detection.strides"))


def anchors_of_level(stride: int, each: int) -> tuple[float, ...]:
    """(width, height) of the usual anchors of one level: with nine, torchvision's; with three, of one size.

    torchvision rounds the corners of its anchors to whole pixels.
    """
    octaves = _OCTAVES if each == len(_OCTAVES) * len(_RATIOS) else (1.0,)
    ratios = _RATIOS if each % len(_RATIOS) == 0 else (1.0,)
    sizes = [float(int(stride * _SIDES_OF_STRIDE * octave)) for octave in octaves]
    pairs = [(size / math.sqrt(ratio), size * math.sqrt(ratio)) for ratio in ratios for size in sizes]
    rounded = [(2.0 * round(width / 2.0), 2.0 * round(height / 2.0)) for width, height in pairs]
    repeated = (rounded * each)[:each]
    return tuple(side for pair in repeated for side in pair)


def _named(probed: Probed, wanted: Callable[[Given], bool]) -> list[str]:
    return [name for name, given in probed.outputs.items() if wanted(given)]
