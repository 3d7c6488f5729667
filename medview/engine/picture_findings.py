"""Decode: what packages say of pictures, as findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from medview.catalog.schema import Calibration, Class, Configuration
from medview.core.card import Label
from medview.core.code import Code
from medview.core.figures import COUNT, SQUARE_MILLIMETRE, SQUARE_PIXEL
from medview.core.finding import (
    SET_COVERAGE,
    Finding,
    Picture,
    PictureBox,
    PictureRegion,
    Probability,
    Provenance,
    Quantity,
    Value,
    Where,
)
from medview.core.images import PixelSpacing, SpacingMeaning
from medview.core.text import tr
from medview.engine.calibration import asymmetry, volume
from medview.engine.findings import LEFT, RIGHT
from medview.engine.fusing import Boxes
from medview.engine.picture_classes import class_of, classes_of
from medview.engine.picture_run import Chances


@dataclass(frozen=True, eq=False)
class Told:
    """What is said of one picture, but by whom: the provenance is known when the run has ended.

    Args:
        what: The concept.
        where: Where on the picture.
        value: How much, or how likely.
        laterality: Coded side, or None.
        note: What to know of it.
    """

    what: Code
    where: Where
    value: Value
    laterality: Code | None = None
    note: str = ""

    def finding(self, source: Provenance) -> Finding:
        """The finding."""
        return Finding(uuid4().hex, self.what, self.where, self.value, source, self.laterality, self.note)


def of_chances(configuration: Configuration, found: Chances, frame: int) -> tuple[Told, ...]:
    """Every class's probability, the likeliest first.

    Args:
        configuration: The package.
        found: What it says.
        frame: The picture.
    """
    classes = classes_of(configuration)
    order = np.argsort(-found.values, kind="stable")
    return tuple(_chance(configuration, found, classes[number], int(number), frame) for number in order)


def _chance(configuration: Configuration, found: Chances, one: Class, number: int, frame: int) -> Told:
    value, low, high = (float(part[number]) for part in (found.values, found.low, found.high))
    possible = None if found.possible is None else bool(found.possible[number])
    apart = low < high
    threshold = one.threshold if one.finding else None
    note = set_note(possible, configuration.calibration.coverage)
    probability = Probability(
        value, low if apart else None, high if apart else None, threshold=threshold, possible=possible
    )
    return Told(one.code, Picture(frame), probability, note=note)


def set_note(possible: bool | None, coverage: float) -> str:
    """A sentence on whether a class belongs to the prediction set; empty where there is none."""
    if possible is None:
        return ""
    if possible:
        return tr("It belongs to the prediction set of {percent:.0f} % coverage.").format(percent=100 * coverage)
    return tr("It lies outside the prediction set of {percent:.0f} % coverage.").format(percent=100 * coverage)


def set_coverage(calibration: Calibration) -> tuple[tuple[str, str], ...]:
    """How often prediction sets are to hold the true class, as an entry of a plan; nothing where there are none."""
    return () if calibration.conformal is None else ((SET_COVERAGE, f"{100 * calibration.coverage:.0f} %"),)


def of_boxes(configuration: Configuration, found: Boxes, frame: int) -> tuple[Told, ...]:
    """How many boxes each class has at its threshold, then every box, the best first.

    Args:
        configuration: The package.
        found: What it says.
        frame: The picture.
    """
    numbers, scores = found.rows[:, 5].astype(int), found.rows[:, 4]
    counted = counts(configuration, numbers, scores, Picture(frame))
    return (*counted, *(_box(configuration, found, index, frame) for index in range(len(found.rows))))


def counts(
    configuration: Configuration, numbers: NDArray[np.int_], scores: NDArray[np.float64], where: Where
) -> tuple[Told, ...]:
    """How many boxes of each class score at least its threshold.

    Args:
        configuration: The package; its classes are counted though there be none, others that have boxes.
        numbers: (n,) the class of each box.
        scores: (n,) its score.
        where: What is said of.
    """
    known = sorted({*range(len(configuration.classes)), *(int(number) for number in numbers)})
    if not known:
        return (Told(BOXES, where, Quantity(0.0, COUNT)),)
    return tuple(_count(configuration, number, scores[numbers == number], where) for number in known)


BOXES = Code("BOXES", "99MEDVIEW", "Boxes")
"""What is counted of a detector that says nothing of its classes and found none."""


def _count(configuration: Configuration, number: int, scores: NDArray[np.float64], where: Where) -> Told:
    """The interval is the package's own, where it measured one; ``ambiguous`` is the sum of p (1 - p) of all boxes."""
    one = class_of(configuration, number)
    undecided = float((scores * (1.0 - scores)).sum())
    count = float((scores >= one.threshold).sum())
    value = volume(count, (number + 1,), configuration.calibration, undecided, COUNT)
    note = tr("How many boxes score at least {threshold:.2f}.").format(threshold=one.threshold)
    return Told(one.code, where, value, note=note)


def _box(configuration: Configuration, found: Boxes, index: int, frame: int) -> Told:
    x0, y0, x1, y1, score, number = (float(part) for part in found.rows[index])
    one = class_of(configuration, int(number))
    where = PictureBox(frame, (x0, y0), (x1, y1))
    return Told(one.code, where, scored(score, float(found.low[index]), float(found.high[index]), one))


def scored(score: float, low: float, high: float, one: Class) -> Probability:
    """A box's score with the spread of its passes, where there are several."""
    apart = low < high
    return Probability(score, low if apart else None, high if apart else None, threshold=one.threshold)


@dataclass(frozen=True, eq=False)
class Area:
    """One label on one picture.

    Args:
        label: It.
        channel: Channel of the network's output that it is, counted as the package's intervals count classes.
        pixels: How many it has.
        undecided: Pixels of p (1 - p).
        centre: (column, row) of its centre of mass.
    """

    label: Label
    channel: int
    pixels: int
    undecided: float
    centre: tuple[float, float]


def areas(
    configuration: Configuration, labels: NDArray[np.integer], chances: NDArray[np.float32], values: Sequence[int]
) -> tuple[Area, ...]:
    """What each label that is there takes of a picture.

    Args:
        configuration: The package.
        labels: (rows, columns) label map.
        chances: (channels, rows, columns) probabilities.
        values: Value in the label map of each winner, 0 for the background first.
    """
    named = {label.value: label for label in configuration.card.labels}
    alone = len(chances) == len(values) - 1
    found = []
    for number, value in enumerate(values[1:], start=1):
        inside = labels == value
        if not inside.any():
            continue
        name = tr("Label {value}").format(value=value)
        code = Code(f"LABEL-{value}", "99MEDVIEW", name)
        label = named.get(value) or Label(value, name, code, code, (230, 159, 0))
        chance = chances[number - 1 if alone else number]
        row, column = (float(axis.mean()) + 0.5 for axis in np.nonzero(inside))
        undecided = float((chance * (1.0 - chance)).sum(dtype=np.float64))
        found.append(Area(label, number, int(inside.sum()), undecided, (column, row)))
    return tuple(found)


def of_areas(
    configuration: Configuration, found: Sequence[Area], spacing: PixelSpacing, mask: str, frame: int
) -> tuple[Told, ...]:
    """The area of each label, of both sides together, and how far the sides differ.

    Args:
        configuration: The package.
        found: The labels that are there.
        spacing: Of the picture's pixels.
        mask: Path of the label map of all pictures.
        frame: The picture.
    """
    single = [_area(configuration, (one,), spacing, mask, frame) for one in found]
    return (*single, *_both_sides(configuration, found, spacing, mask, frame))


AREA_ASYMMETRY = Code("AREA-ASYMMETRY-INDEX", "99MEDVIEW", "Area asymmetry index, left minus right")
"""Neither SNOMED CT nor DICOM PS3.16 has a code for it."""


def _both_sides(
    configuration: Configuration, found: Sequence[Area], spacing: PixelSpacing, mask: str, frame: int
) -> Iterator[Told]:
    sides = {one.label.laterality.value: one for one in found if one.label.laterality}
    left, right = sides.get(LEFT), sides.get(RIGHT)
    if left is None or right is None or len(sides) != len(found):
        return
    together = _area(configuration, (left, right), spacing, mask, frame)
    yield together
    each = [_area(configuration, (one,), spacing, mask, frame).value for one in (left, right)]
    note = tr("100 × (left − right) / mean of both; positive where the left is larger.")
    a, b = each
    assert isinstance(a, Quantity)
    assert isinstance(b, Quantity)
    yield Told(AREA_ASYMMETRY, together.where, asymmetry(a, b), note=note)


def _area(configuration: Configuration, parts: Sequence[Area], spacing: PixelSpacing, mask: str, frame: int) -> Told:
    known = spacing.meaning is not SpacingMeaning.NONE
    size = spacing.rows * spacing.columns if known else 1.0
    pixels, undecided = sum(part.pixels for part in parts), sum(part.undecided for part in parts)
    classes = tuple(part.channel for part in parts)
    unit = SQUARE_MILLIMETRE if known else SQUARE_PIXEL
    value = volume(pixels * size, tuple(sorted(classes)), configuration.calibration, undecided * size, unit)
    weights = [part.pixels / pixels for part in parts]
    column, row = (sum(w * part.centre[n] for w, part in zip(weights, parts, strict=True)) for n in (0, 1))
    labels = tuple(part.label.value for part in parts)
    where = PictureRegion(mask, labels, frame, (column, row))
    first = parts[0].label
    what = first.code if len(parts) == 1 or all(p.label.code.same_as(first.code) for p in parts) else TOGETHER
    return Told(what, where, value, first.laterality if len(parts) == 1 else None, _spacing_note(spacing))


TOGETHER = Code("BOTH-SIDES", "99MEDVIEW", "Both sides together")
"""Neither SNOMED CT nor DICOM PS3.16 has a code for two structures of which only the sides are known."""


def _spacing_note(spacing: PixelSpacing) -> str:
    if spacing.meaning is SpacingMeaning.DETECTOR:
        return tr("Measured on the detector: the object is smaller by the magnification.")
    return ""
