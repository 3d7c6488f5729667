"""Boxes in a volume as boxes on its slices, the pictures that detectors look at and learn from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

import numpy as np
from PIL import Image

from medview.core.finding import Box, Finding
from medview.core.review import accepted_findings, standing, verdicts
from medview.core.training import ReviewedCase
from medview.core.volume import Volume
from medview.engine.axial import Axial, axial, grey_range

Boxes = list[tuple[str, tuple[float, ...]]]
"""(class, (left, top, right, bottom)) on one picture."""


def boxed_slices(case: ReviewedCase, volume: Volume, stem: Path) -> Iterator[tuple[str, Boxes]]:
    """Write the axial slices that a person decided on, as detectors see them.

    Args:
        case: A result with boxes in space, decided on in whole.
        volume: The series.
        stem: Where pictures go: their number and .png are put behind its name.

    Yields:
        (file name, boxes) of each slice; one that only cuts rejected boxes has none.
    """
    decided = verdicts(case.reviews)
    looked_at = [one for one in standing(case.analysis.findings, case.reviews) if one.id in decided]
    true = {one.id for one in accepted_findings(case.analysis, case.reviews)}
    slices, grey = axial(volume.geometry), grey_range(volume.array)
    cuts = {one.id: _cut(slices, one.where) for one in looked_at if isinstance(one.where, Box)}
    for number in sorted(frozenset[int]().union(*cuts.values())):
        path = stem.with_name(f"{stem.name}-{number + 1}.png")
        picture = slices.picture(volume, number, *grey)
        Image.fromarray(np.clip(picture, 0.0, 255.0).round().astype(np.uint8)).save(path)
        yield path.name, _flat(slices, [one for one in looked_at if one.id in true and number in cuts.get(one.id, ())])


def _flat(slices: Axial, found: Sequence[Finding]) -> Boxes:
    boxes: Boxes = []
    for one in found:
        assert isinstance(one.where, Box)
        (left, top), (right, bottom) = slices.flat(one.where.low_lps, one.where.high_lps)
        wide, high = float(slices.wide), float(slices.high)
        boxes.append((one.what.meaning, (max(left, 0.0), max(top, 0.0), min(right, wide), min(bottom, high))))
    return boxes


def _cut(slices: Axial, box: Box) -> frozenset[int]:
    """The slices a box lies on, of those that detectors look at; the one in its middle where it lies between them."""
    axis = slices.axes[0]
    corners = [(x, y, z) for x, y, z in product(*zip(box.low_lps, box.high_lps, strict=True))]
    along = slices.geometry.to_index(corners)[:, axis]
    low, high = float(along.min()), float(along.max())
    inside = frozenset(number for number in slices.numbers if low <= number <= high)
    middle = round((low + high) / 2.0)
    return inside or frozenset({min(max(middle, 0), slices.geometry.shape[axis] - 1)})
