"""The closed vocabulary of steps after the network, on a label map; each works within the box around its labels."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import cc3d
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt, find_objects

from medview.catalog.schema import Step

Chances = NDArray[np.float32]
Labels = NDArray[Any]
Mask = NDArray[np.bool_]
Box = tuple[slice, ...]


def clean(labels: Labels, steps: Sequence[str | Step], voxel_ml: float, step: Callable[[float], None]) -> None:
    """Change a label map by a package's steps, in order.

    Args:
        labels: Label map, written to.
        steps: What to do.
        voxel_ml: Volume of one of its voxels.
        step: Called on the way with the done part; may raise to stop.
    """
    for number, one in enumerate(map(_as_step, steps)):
        step(number / len(steps))
        boxes = {value: box for value, box in enumerate(_boxes(labels), start=1) if box is not None}
        for values, box in _groups(one, boxes):
            part = labels[box]
            _STEPS[one.kind](one, part, np.isin(part, values) if len(values) > 1 else part == values[0], voxel_ml)


def kept(chances: Chances, steps: Sequence[str | Step], values: Sequence[int] = (), voxel_ml: float = 0.0) -> Chances:
    """Probabilities after a package's steps: a voxel whose class they change is sure of the new one.

    Args:
        chances: (classes, x, y, z), background first.
        steps: What to do.
        values: Value in the label map of each class, background left out; empty: 1, 2, 3 …
        voxel_ml: Volume of one voxel.
    """
    if not steps:
        return chances
    table = np.array((0, *(values or range(1, len(chances)))), np.uint16)
    before = table[chances.argmax(axis=0)]
    after = before.copy()
    clean(after, steps, voxel_ml, lambda _: None)
    changed = after != before
    if not changed.any():
        return chances
    result = chances.copy()
    result[:, changed] = 0.0
    for number, value in enumerate(table):
        result[number, changed & (after == value)] = 1.0
    return result


def _as_step(said: str | Step) -> Step:
    return said if isinstance(said, Step) else _OLD[said]


_OLD: Mapping[str, Step] = {"largest-component": Step("largest-component")}
"""What packages said before steps had settings."""


def _boxes(labels: Labels) -> list[Box | None]:
    """The box around each value, beginning with 1."""
    return list(find_objects(labels))


def _groups(one: Step, boxes: Mapping[int, Box]) -> list[tuple[list[int], Box]]:
    """The values a step looks at together, and the box around them."""
    if one.labels:
        return [([value], boxes[value]) for value in one.labels if value in boxes]
    if not boxes:
        return []
    around = tuple(
        slice(min(box[axis].start for box in boxes.values()), max(box[axis].stop for box in boxes.values()))
        for axis in range(len(next(iter(boxes.values()))))
    )
    return [(list(boxes), around)]


def _largest(one: Step, labels: Labels, mask: Mask, _: float) -> None:
    _drop(labels, mask, one, lambda sizes: sizes == sizes.max(), first_only=True)


def _count(one: Step, labels: Labels, mask: Mask, _: float) -> None:
    def chosen(sizes: NDArray[np.int64]) -> Mask:
        ranks = np.argsort(np.argsort(-sizes, kind="stable"))
        return np.asarray(ranks < one.count)

    _drop(labels, mask, one, chosen)


def _small(one: Step, labels: Labels, mask: Mask, voxel_ml: float) -> None:
    _drop(labels, mask, one, lambda sizes: np.asarray(sizes * voxel_ml >= one.least_ml))


def _drop(
    labels: Labels, mask: Mask, one: Step, stays: Callable[[NDArray[np.int64]], Mask], first_only: bool = False
) -> None:
    """Make background of the connected parts that do not stay."""
    parts, count = cc3d.connected_components(mask, connectivity=one.connectivity, return_N=True)
    if not count:
        return
    kept_ = stays(np.bincount(parts.ravel(), minlength=count + 1)[1:].astype(np.int64))
    if first_only:
        kept_ = np.arange(count) == int(kept_.argmax())
    if not kept_.all():
        labels[np.concatenate(([False], ~kept_))[parts]] = 0


def _fill(one: Step, labels: Labels, mask: Mask, __: float) -> None:
    """Give what a mask encloses the value that is nearest."""
    outside = np.pad(~mask, 1, constant_values=True)
    parts = cc3d.connected_components(outside, connectivity=one.outside)[(slice(1, -1),) * mask.ndim]
    holes = (parts > 1) & (labels == 0)  # 1 is the part that begins in the first corner, which is outside
    if not holes.any():
        return
    nearest = distance_transform_edt(~mask, return_distances=False, return_indices=True)
    labels[holes] = labels[tuple(index[holes] for index in nearest)]


_STEPS: Mapping[str, Callable[[Step, Labels, Mask, float], None]] = {
    "largest-component": _largest,
    "remove-small": _small,
    "fill-holes": _fill,
    "keep-components": _count,
}
