"""The detection family: from what a network says of a picture to boxes in the picture's own pixels."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from medview.catalog.package import Package
from medview.catalog.schema import Configuration, Detection
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.arrays import ACTIVATIONS
from medview.engine.onnx.network import OnnxNetwork
from medview.engine.pictures import Placed, network_input
from medview.engine.weights import load_networks

Float = NDArray[np.float64]
Outputs = Mapping[str, NDArray[Any]]

MOST_CANDIDATES = 30_000
"""Boxes that may overlap each other before the best are chosen; detectors give some thousand."""

_AT_ONCE = 512
"""Boxes compared at once: where many are weak, those that follow are seldom reached."""

MOST_GROWTH = float(np.log(1000.0 / 16.0))
"""Greatest delta of a side (natural logarithm), as torchvision and Detectron limit it."""


@dataclass(frozen=True, eq=False)
class Candidates:
    """Boxes before the best are chosen.

    Args:
        boxes: (n, 4) x0, y0, x1, y1 in the network's pixels.
        scores: (n,).
        labels: (n,) whole numbers.
    """

    boxes: Float
    scores: Float
    labels: NDArray[np.int64]

    def taken(self, which: NDArray[Any]) -> Candidates:
        """Some of them."""
        return Candidates(self.boxes[which], self.scores[which], self.labels[which])


def detect(package: Package, picture: NDArray[Any]) -> Float:
    """Boxes in a picture.

    Args:
        package: A detector.
        picture: (rows, columns) or (rows, columns, 3).

    Returns:
        (n, 6) rows of x0, y0, x1, y1 in the picture's pixels, score and label, the best first.

    Raises:
        ModelError: The package is no detector, cannot be run, or gives something else than it states.
    """
    given, placed = network_input(package.configuration, picture)
    network = load_networks(package)[0]
    with torch.inference_mode():
        outputs = named(network, torch.from_numpy(given))
    return decode(package.configuration, outputs, placed)


def named(network: nn.Module, batch: Tensor) -> Outputs:
    """What a network says of a batch, by the names of its outputs; numbered where it has none."""
    if isinstance(network, OnnxNetwork):
        return network.named(batch)
    found = network(batch)
    if isinstance(found, Mapping):
        return {str(name): _array(value) for name, value in found.items()}
    several = found if isinstance(found, tuple | list) else [found]
    return {str(number): _array(value) for number, value in enumerate(several)}


def _array(value: Tensor) -> NDArray[Any]:
    return np.asarray(value.float().cpu().numpy())


def decode(
    configuration: Configuration,
    outputs: Outputs,
    placed: Placed,
    turned: Callable[[Float], Float] = lambda boxes: boxes,
) -> Float:
    """Boxes from the outputs of one picture.

    Args:
        configuration: The package.
        outputs: By name, each with a batch of one picture or with none.
        placed: Where the picture lies in what the network read.
        turned: Turns boxes (n, 4) in the network's pixels back, where it read the picture mirrored.

    Returns:
        (n, 6) rows of x0, y0, x1, y1 in the picture's pixels, score and label, the best first.

    Raises:
        ModelError: They are not what the package states.
    """
    wish = configuration.detection
    if wish is None:
        raise _other(configuration, tr("it does not say how boxes are read"))
    try:
        found = LAYOUTS[wish.layout](configuration, wish, _arrays(wish, outputs))
    except (IndexError, ValueError, KeyError, TypeError) as error:
        shapes = ", ".join(f"{name} {'×'.join(map(str, array.shape))}" for name, array in outputs.items())
        raise _other(
            configuration, tr("its outputs are {shapes} ({error})").format(shapes=shapes, error=error)
        ) from error
    chosen = best(found.taken(found.scores > wish.score), wish.overlap, wish.most)
    boxes = placed.back(turned(chosen.boxes))
    rows = np.column_stack((boxes, chosen.scores, chosen.labels))
    return np.asarray(rows[(boxes[:, 2] > boxes[:, 0]) & (boxes[:, 3] > boxes[:, 1])])


def _arrays(wish: Detection, outputs: Outputs) -> list[NDArray[Any]]:
    return [np.asarray(outputs[name]) for name in wish.outputs or outputs]


def _table(array: NDArray[Any], width: int) -> Float:
    """An output as rows of ``width`` numbers, whichever way it lies; a batch of one is left out."""
    flat = np.asarray(array, np.float64)
    flat = flat.reshape(flat.shape[-2:]) if flat.ndim > 2 else flat
    if flat.ndim != 2 or width not in flat.shape:
        raise ValueError(tr("expected rows of {width} numbers").format(width=width))
    return flat if flat.shape[1] == width else flat.T


def _activated(configuration: Configuration, scores: Float) -> Float:
    activation = configuration.output.activation
    temperature = 1.0 if activation == "none" else configuration.calibration.temperature
    return np.asarray(ACTIVATIONS[activation](torch.from_numpy(scores / temperature)).numpy())


def _explained(configuration: Configuration, scores: Float) -> Float:
    """Scores without the classes the card does not explain, such as a background."""
    known = set() if configuration.classes else {label.value for label in configuration.card.labels}
    hidden = [number for number in range(scores.shape[1]) if known and number not in known]
    scores[:, hidden] = -1.0
    return scores


def _strongest(configuration: Configuration, wish: Detection, boxes: Float, scores: Float) -> Candidates:
    """Each box with the class of its greatest score."""
    scores = _explained(configuration, scores)
    labels = scores.argmax(1) if scores.size else np.zeros(0, np.int64)
    values = scores[np.arange(len(scores)), labels]
    return Candidates(_corners(wish, boxes), values, labels.astype(np.int64))


def _yolo(configuration: Configuration, wish: Detection, arrays: Sequence[NDArray[Any]]) -> Candidates:
    """Boxes, an objectness perhaps, and the score of each class in one row."""
    first = 5 if wish.objectness else 4
    rows = _table(arrays[0], first + configuration.network.out_channels)
    scores = _activated(configuration, rows[:, first:])
    if wish.objectness:
        certain = rows[:, 4:5] if configuration.output.activation == "none" else 1.0 / (1.0 + np.exp(-rows[:, 4:5]))
        scores = scores * certain
    return _strongest(configuration, wish, rows[:, :4], scores)


def _boxes(configuration: Configuration, wish: Detection, arrays: Sequence[NDArray[Any]]) -> Candidates:
    """Boxes, scores and labels by themselves, or in one table."""
    if len(arrays) == 1:
        rows = _table(arrays[0], 6)
        return Candidates(_corners(wish, rows[:, :4]), rows[:, 4], rows[:, 5].round().astype(np.int64))
    boxes = np.asarray(arrays[0], np.float64).reshape(-1, 4)
    if len(arrays) == 2 and arrays[1].size == len(boxes) * configuration.network.out_channels:
        scores = np.asarray(arrays[1], np.float64).reshape(len(boxes), -1)
        return _strongest(configuration, wish, boxes, _activated(configuration, scores))
    labels = arrays[2].reshape(len(boxes)) if len(arrays) > 2 else np.zeros(len(boxes))
    values = np.asarray(arrays[1], np.float64).reshape(len(boxes))
    return Candidates(_corners(wish, boxes), values, np.asarray(labels).astype(np.int64))


def _retinanet(configuration: Configuration, wish: Detection, arrays: Sequence[NDArray[Any]]) -> Candidates:
    """Deltas and logits over anchors (Lin 2017, arXiv:1708.02002): every class of a box counts by itself.

    They are outputs of their own, or lie side by side in one table.
    """
    anchors, classes = anchors_of(wish), configuration.network.out_channels
    if len(arrays) == 1:
        table = _table(arrays[0], 4 + classes)
        arrays = (table[:, :4], table[:, 4:])
    half = len(arrays) // 2
    counts = [len(level) // 2 for level in wish.anchors]
    deltas = np.concatenate([_level(array, 4, counts, n) for n, array in enumerate(arrays[:half])])
    logits = np.concatenate([_level(array, classes, counts, n) for n, array in enumerate(arrays[half : 2 * half])])
    if not len(deltas) == len(logits) == len(anchors):
        raise ValueError(tr("{count} anchors").format(count=len(anchors)))
    scores = _explained(configuration, _activated(configuration, logits))
    which, labels = np.nonzero(scores > wish.score)
    values = scores[which, labels]
    keep = np.argsort(-values, kind="stable")[:MOST_CANDIDATES]
    which, labels, values = which[keep], labels[keep], values[keep]
    return Candidates(_moved(anchors[which], deltas[which], wish.variances), values, labels)


def _level(array: NDArray[Any], width: int, counts: Sequence[int], level: int) -> Float:
    """Rows of one level, or of all: a map (1, anchors · width, rows, columns), or rows that lie in that order."""
    values = np.asarray(array, np.float64)
    if values.ndim == 4:
        _, _, rows, columns = values.shape
        values = values.reshape(counts[level], width, rows, columns).transpose(2, 3, 0, 1)
    return np.asarray(values.reshape(-1, width))


def anchors_of(wish: Detection) -> Float:
    """Every anchor (n, 4) of x0, y0, x1, y1: level by level, row by row, column by column, one after the other."""
    found = []
    for sides, stride in zip(wish.anchors, wish.strides, strict=True):
        rows, columns = (-(-side // stride) for side in wish.size)
        half = np.array(sides, np.float64).reshape(-1, 2) / 2.0
        y, x = np.meshgrid(np.arange(rows), np.arange(columns), indexing="ij")
        centres = (np.stack((x, y), -1).reshape(-1, 1, 2) + wish.offset) * stride
        found.append(np.concatenate((centres - half, centres + half), -1).reshape(-1, 4))
    return np.concatenate(found) if found else np.zeros((0, 4))


def _moved(anchors: Float, deltas: Float, variances: Sequence[float]) -> Float:
    """Anchors moved by parts of their sides, and their sides multiplied by exponentials (Girshick 2014, R-CNN)."""
    sides = anchors[:, 2:] - anchors[:, :2]
    deltas = deltas * np.array(variances)
    centres = anchors[:, :2] + sides / 2.0 + deltas[:, :2] * sides
    half = sides * np.exp(np.minimum(deltas[:, 2:], MOST_GROWTH)) / 2.0
    return np.concatenate((centres - half, centres + half), 1)


LAYOUTS: Mapping[str, Callable[[Configuration, Detection, Sequence[NDArray[Any]]], Candidates]] = {
    "yolo": _yolo,
    "boxes": _boxes,
    "retinanet": _retinanet,
}
"""How each layout is read."""

_FORMS: Mapping[str, Callable[[Float], Float]] = {
    "xyxy": lambda boxes: boxes,
    "yxyx": lambda boxes: boxes[:, [1, 0, 3, 2]],
    "xywh": lambda boxes: np.concatenate((boxes[:, :2], boxes[:, :2] + boxes[:, 2:]), 1),
    "cxcywh": lambda boxes: np.concatenate((boxes[:, :2] - boxes[:, 2:] / 2, boxes[:, :2] + boxes[:, 2:] / 2), 1),
}


def _corners(wish: Detection, boxes: Float) -> Float:
    corners = _FORMS[wish.form](boxes)
    rows, columns = wish.size
    return corners * (columns, rows, columns, rows) if wish.normalised else corners


def best(found: Candidates, overlap: float, most: int) -> Candidates:
    """Of boxes of one class that overlap, only the one with the greatest score.

    Args:
        found: The boxes.
        overlap: Greatest part of both together (IoU) that two boxes may share.
        most: How many are kept.
    """
    whole = np.isfinite(found.boxes).all(1) & np.isfinite(found.scores)
    found = found.taken(whole)
    found = found.taken(np.argsort(-found.scores, kind="stable")[:MOST_CANDIDATES])
    kept = np.zeros(len(found.scores), bool)
    for label in np.unique(found.labels):
        mine = np.flatnonzero(found.labels == label)
        kept[mine[_greedy(found.boxes[mine], overlap, most)]] = True
    return found.taken(np.flatnonzero(kept)[:most])


def _greedy(boxes: Float, overlap: float, most: int) -> NDArray[np.int64]:
    """Which of boxes, sorted by score, overlap none before them that stays; the first ``most`` of them."""
    areas = _area(boxes)

    def clear_of(one: int, left: NDArray[np.int64]) -> NDArray[np.int64]:
        low, high = np.maximum(boxes[one, :2], boxes[left, :2]), np.minimum(boxes[one, 2:], boxes[left, 2:])
        sides = np.maximum(high - low, 0.0)
        shared = sides[:, 0] * sides[:, 1]
        return np.asarray(left[shared <= overlap * (areas[one] + areas[left] - shared)])

    kept: list[int] = []
    for begin in range(0, len(boxes), _AT_ONCE):
        if len(kept) >= most:
            break
        left = np.arange(begin, min(begin + _AT_ONCE, len(boxes)))
        for one in kept:
            left = clear_of(one, left)
        while left.size and len(kept) < most:
            kept.append(int(left[0]))
            left = clear_of(kept[-1], left[1:])
    return np.array(kept, np.int64)


def _area(boxes: Float) -> Float:
    return np.asarray(np.prod(np.maximum(boxes[:, 2:] - boxes[:, :2], 0.0), axis=1))


def _other(configuration: Configuration, why: str) -> ModelError:
    return ModelError(
        tr("The boxes of {model} cannot be read: {why}.").format(model=configuration.card.name, why=why),
        tr("Say with --settings how its outputs lie (“detection”)."),
    )


def table_boxes(configuration: Configuration, table: Float) -> Float:
    """The box of every row of a network that gives one table of boxes and logits, before any is chosen.

    Args:
        configuration: The package, of the layout ``yolo`` or ``retinanet``.
        table: (n, 4 or more) of the network.

    Returns:
        (n, 4) x0, y0, x1, y1 in the network's pixels.

    Raises:
        ModelError: The package is no detector.
    """
    wish = configuration.detection
    if wish is None:
        raise _other(configuration, tr("it does not say how boxes are read"))
    if wish.layout == "retinanet":
        return _moved(anchors_of(wish), table[:, :4], wish.variances)
    return _corners(wish, table[:, :4])
