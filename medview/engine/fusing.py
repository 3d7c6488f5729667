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
    for index in np.argsort(-boxes[:, 4], kind="stable"):
        mine = [n for n, group in enumerate(groups) if _may_join(boxes, passes, group, int(index))]
        shared = [overlap_of(boxes[groups[n][0]], boxes[index]) for n in mine]
        if shared and max(shared) > overlap:
            groups[mine[int(np.argmax(shared))]].append(int(index))
        else:
            groups.append([int(index)])
    found = [_one(boxes[group], len(every)) for group in groups]
    if not found:
        return np.zeros((0, 6)), np.zeros(0), np.zeros(0)
    rows, low, high = zip(*found, strict=True)
    return np.stack(rows), np.array(low), np.array(high)


def _may_join(boxes: Float, passes: NDArray[np.int64], group: list[int], index: int) -> bool:
    return boxes[group[0], 5] == boxes[index, 5] and passes[index] not in passes[group]


def _one(boxes: Float, count: int) -> tuple[Float, float, float]:
    scores = boxes[:, 4]
    corners = np.average(boxes[:, :4], axis=0, weights=scores)
    row = np.array([*corners, scores.sum() / count, boxes[0, 5]])
    return row, float(scores.min()) if len(boxes) == count else 0.0, float(scores.max())


def overlap_of(one: Float, other: Float) -> float:
    """Intersection over union of two boxes x0, y0, x1, y1."""
    sides = np.minimum(one[2:4], other[2:4]) - np.maximum(one[:2], other[:2])
    shared = float(np.prod(np.maximum(sides, 0.0)))
    areas = float(np.prod(one[2:4] - one[:2]) + np.prod(other[2:4] - other[:2]))
    return shared / (areas - shared) if areas > shared else 0.0
