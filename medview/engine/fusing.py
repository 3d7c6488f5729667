"""Boxes of several networks and mirrored passes as one list, with how far they agree.

Weighted boxes fusion (Solovyev 2021, arXiv:1910.13302): boxes of one class that overlap are one, their corners the mean
by score. A pass that does not find a box counts as a score of 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from medview.catalog.schema import Configuration
from medview.engine.calibration import mapped

Float = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Boxes:
    """Boxes in a picture, the best first.

    Args:
        rows: (n, 6) of x0, y0, x1, y1 in the picture's pixels (edges, (0, 0) the top left corner), calibrated score
            and number of the class.
        low: (n,) the least score of any pass.
        high: (n,) the greatest.
    """

    rows: Float
    low: Float
    high: Float


def fused(configuration: Configuration, every: Sequence[Float]) -> Boxes:
    """Boxes of all passes as one list.

    Args:
        configuration: The package of a detector.
        every: Boxes of each pass as ``decode`` gives them: (n, 6) rows.
    """
    wish = configuration.detection
    assert wish is not None  # ``decode`` refuses others
    if len(every) == 1:
        rows, low, high = every[0].copy(), every[0][:, 4], every[0][:, 4]
    else:
        rows, low, high = _groups(every, wish.overlap)
    order = np.argsort(-rows[:, 4], kind="stable")[: wish.most]
    rows, low, high = rows[order], low[order], high[order]
    rows[:, 4] = _calibrated(configuration, rows[:, 4])
    return Boxes(rows, _calibrated(configuration, low), _calibrated(configuration, high))


def _calibrated(configuration: Configuration, scores: Float) -> Float:
    found = mapped(configuration.calibration, np.asarray(scores, np.float32)[:, None], competing=False)
    return np.asarray(found[:, 0], np.float64)


def _groups(every: Sequence[Float], overlap: float) -> tuple[Float, Float, Float]:
    """Rows, least and greatest scores of groups of boxes of one class, at most one of each pass."""
    passes = np.concatenate([np.full(len(rows), number) for number, rows in enumerate(every)])
    boxes = np.concatenate(every)
    groups: list[list[int]] = []
    heads = np.zeros(len(boxes), np.int64)  # the first box of each group, the one with the greatest score
    joined = np.zeros((len(boxes), len(every)), bool)  # of which passes each group has a box
    for index in np.argsort(-boxes[:, 4], kind="stable"):
        first = heads[: len(groups)]
        open_to = (boxes[first, 5] == boxes[index, 5]) & ~joined[: len(groups), passes[index]]
        shared = np.where(open_to, overlaps(boxes[first], boxes[index]), 0.0)
        place = int(np.argmax(shared)) if len(shared) and shared.max() > overlap else len(groups)
        if place == len(groups):
            groups.append([])
            heads[place] = index
        groups[place].append(int(index))
        joined[place, passes[index]] = True
    found = [_one(boxes[group], len(every)) for group in groups]
    if not found:
        return np.zeros((0, 6)), np.zeros(0), np.zeros(0)
    rows, low, high = zip(*found, strict=True)
    return np.stack(rows), np.array(low), np.array(high)


def _one(boxes: Float, count: int) -> tuple[Float, float, float]:
    scores = boxes[:, 4]
    corners = np.average(boxes[:, :4], axis=0, weights=scores)
    row = np.array([*corners, scores.sum() / count, boxes[0, 5]])
    return row, float(scores.min()) if len(boxes) == count else 0.0, float(scores.max())


def overlaps(boxes: Float, one: Float) -> Float:
    """Intersection over union (n,) of boxes (n, 4 or more) x0, y0, x1, y1 with another one."""
    sides = np.minimum(boxes[:, 2:4], one[2:4]) - np.maximum(boxes[:, :2], one[:2])
    shared = np.prod(np.maximum(sides, 0.0), axis=1)
    areas = np.prod(boxes[:, 2:4] - boxes[:, :2], axis=1) + np.prod(one[2:4] - one[:2])
    return np.asarray(np.divide(shared, areas - shared, out=np.zeros(len(boxes)), where=areas > shared))
