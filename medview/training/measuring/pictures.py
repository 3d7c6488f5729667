"""Evaluate a system on labelled pictures: ask it for every one, and measure what it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray

from medview.core.errors import MedViewError
from medview.core.refusals import LEFT_OUT
from medview.core.text import tr
from medview.engine.fusing import Boxes as FoundBoxes
from medview.engine.picture_run import Chances as FoundChances
from medview.engine.picture_run import LabelMap
from medview.training.data.nouns import PictureData, Task, group_of
from medview.training.data.pictures import read_mask
from medview.training.data.reading import read_data
from medview.training.measuring import classifying, detecting, segmenting
from medview.training.measuring.answered import Answered, Checkpoint, answer_all, facts, parts
from medview.training.measuring.bootstrap import estimates, means
from medview.training.measuring.classifying import Chances, Several
from medview.training.measuring.figures import ALL, Figure
from medview.training.measuring.naming import numbered
from medview.training.measuring.outcome import Outcome, Plot, Refused, Row
from medview.training.measuring.systems import System

READ, ANSWERED = 0.1, 0.9
"""Done part after the data are read, and after the last case was answered."""

TOGETHER = "All classes"


@dataclass(frozen=True)
class Assessed:
    """What was measured of the answered cases of one task."""

    figures: tuple[Figure, ...]
    plots: tuple[Plot, ...]
    rows: tuple[Row, ...]
    warnings: tuple[str, ...] = ()


def evaluate_pictures(system: System, folder: Path, checkpoint: Checkpoint, split: str | None = None) -> Outcome:
    """Evaluate a system on a data folder.

    Args:
        system: What is evaluated.
        folder: The data folder, in any layout ``read_data`` knows.
        checkpoint: Told the progress; may raise to stop.
        split: Only cases of this split; None: all cases.

    Raises:
        MedViewError: The folder cannot be read or names no such split, its labels are none of the system's classes,
            or no case could be answered.
    """
    data = read_data(folder, system.task, split, lambda done, note: checkpoint(READ * done, note), training=False)
    if split is not None and not any(sample.split for sample in data.samples):
        raise MedViewError(
            tr("{name} names no splits, so none can be chosen.").format(name=folder.name),
            tr("Leave --split out to measure all of its cases."),
        )
    return evaluate_data(system, data, split, lambda done, note: checkpoint(READ + (1.0 - READ) * done, note))


def evaluate_data(system: System, data: PictureData, split: str | None, checkpoint: Checkpoint) -> Outcome:
    """Evaluate a system on labelled pictures that were read already."""
    answered, failed = answer_all(system, data, lambda done, note: checkpoint(ANSWERED * done, note))
    if not answered:
        raise MedViewError(
            tr("{model} could answer none of the {count} cases.").format(model=system.id, count=len(data.samples)),
            failed[0][1],
        )
    checkpoint(ANSWERED, tr("Measuring"))
    assessed = ASSESSMENTS[system.task](system, data, answered)
    return Outcome(
        model=system.id,
        version=system.version,
        weights_sha256=system.weights_sha256,
        precision=system.precision,
        task=system.task,
        split=split or ALL,
        cases=len(data.samples),
        groups=len({group_of(sample) for sample in data.samples}),
        refused=tuple(Refused(one.sample.name, one.refusals) for one in answered if one.refusals),
        failed=failed,
        figures=assessed.figures,
        plots=assessed.plots,
        rows=assessed.rows,
        left_out=data.left_out,
        warnings=(*data.warnings, *assessed.warnings),
        seconds=median(one.seconds for one in answered),
    )


def _classification(system: System, data: PictureData, answered: Sequence[Answered]) -> Assessed:
    known = numbered(data.classes, system.classes, system.id)
    given = np.stack([_chances(one) for one in answered])
    true = np.array([known.get(one.sample.label, -1) for one in answered])
    shown = [number for number, one in enumerate(system.classes) if one.finding and number in known.values()]
    shown = shown or sorted(set(known.values()))
    ones = {number: Chances(true == number, given[:, number], system.classes[number].threshold) for number in shown}
    figures, plots = list[Figure](), list[Plot]()
    for part in parts(answered):
        places = list(part.places)
        for number, chances in ones.items():
            some = Chances(chances.true[places], chances.given[places], chances.threshold)
            label = system.classes[number].name
            figures += part.figures(label, estimates(classifying.figures_of(some), part.groups))
            if (part.subset, part.refusals) == (ALL, LEFT_OUT):
                plots += class_plots(label, some)
        if system.competing and len(system.classes) > 2:
            inside = [place for place in places if true[place] >= 0]
            several = Several(true[inside], given[inside])
            groups = [group_of(answered[place].sample) for place in inside]
            figures += part.figures(TOGETHER, estimates(classifying.figures_together(several), groups))
        figures += part.figures(
            TOGETHER, means(_set_columns([answered[place] for place in places], true[places]), part.groups)
        )
    rows = [
        {
            **facts(one),
            "label": one.sample.label,
            **{f"probability of {c.name}": float(v) for c, v in zip(system.classes, values, strict=True)},
        }
        for one, values in zip(answered, given, strict=True)
    ]
    return Assessed(tuple(figures), tuple(plots), tuple(rows), _unknown(data, known, system))


def _chances(one: Answered) -> NDArray[np.float64]:
    assert isinstance(one.answer, FoundChances)
    return np.asarray(one.answer.values, np.float64)


def _set_columns(answered: Sequence[Answered], true: NDArray[np.int64]) -> dict[str, list[float]]:
    """Whether the prediction set holds the true class, and how large it is; nothing where there are no such sets."""
    sets = [one.answer.possible for one in answered if isinstance(one.answer, FoundChances)]
    known = [chosen for chosen in sets if chosen is not None and len(chosen) > 1]
    if len(known) < len(answered) or (true < 0).any():
        return {}
    return {
        "Coverage of the prediction sets": [float(chosen[t]) for chosen, t in zip(known, true, strict=True)],
        "Classes in a prediction set": [float(chosen.sum()) for chosen in known],
    }


def class_plots(label: str, chances: Chances) -> list[Plot]:
    """What is drawn of one class; nothing where there is nothing to draw."""
    found = [
        Plot("reliability", label, reliability(chances)),
        Plot("roc", label, classifying.roc(chances)),
        Plot("precision-recall", label, classifying.precision_recall(chances)),
    ]
    return [plot for plot in found if plot.points]


def reliability(chances: Chances) -> tuple[tuple[float, ...], ...]:
    """(mean probability, part that is right, cases) of bins; empty where nothing was said."""
    if not len(chances.true):
        return ()
    return tuple((b.given, b.found, b.cases) for b in classifying.bins(chances, np.ones(len(chances.true))))


def _unknown(data: PictureData, known: Mapping[str, int], system: System) -> tuple[str, ...]:
    """A warning on labels the system has no class for."""
    unknown = [label for label in data.classes if label not in known]
    if not unknown or (data.task == "classification" and len(system.classes) == 1):
        return ()
    told = tr("{model} has no class for the label {labels}: its cases count as none of the classes.")
    return (told.format(model=system.id, labels=", ".join(unknown)),)


def _detection(system: System, data: PictureData, answered: Sequence[Answered]) -> Assessed:
    known = numbered(data.classes, system.classes, system.id)
    shown = sorted(set(known.values()))
    limits = [system.classes[number].threshold for number in shown]
    found = [_found_boxes(one, shown) for one in answered]
    true = [_true_boxes(one, known, shown) for one in answered]
    figures, plots = list[Figure](), list[Plot]()
    names = [system.classes[number].name for number in shown]
    for part in parts(answered):
        matched = detecting.match([found[p] for p in part.places], [true[p] for p in part.places], len(shown))
        if len(shown) > 1:
            figures += part.figures(TOGETHER, estimates(detecting.figures_of(matched, limits), part.groups))
        for name, one, limit in zip(names, matched, limits, strict=True):
            figures += part.figures(name, estimates(detecting.figures_of([one], [limit]), part.groups))
        if (part.subset, part.refusals) == (ALL, LEFT_OUT):
            plots = _box_plots(names, matched)
    rows = [_box_row(one, system, shown, f, t) for one, f, t in zip(answered, found, true, strict=True)]
    return Assessed(tuple(figures), tuple(plots), tuple(rows), _unknown(data, known, system))


def _box_plots(names: Sequence[str], matched: Sequence[detecting.Matched]) -> list[Plot]:
    plots = [Plot("froc", TOGETHER, detecting.froc(matched))] if len(names) > 1 else []
    for name, one in zip(names, matched, strict=True):
        plots += [
            Plot("froc", name, detecting.froc([one])),
            Plot("precision-recall", name, detecting.precision_recall(one)),
            Plot("reliability", name, reliability(detecting.scores_of(detecting.pool([one])))),
        ]
    return [plot for plot in plots if plot.points]


def _found_boxes(one: Answered, shown: Sequence[int]) -> detecting.Boxes:
    assert isinstance(one.answer, FoundBoxes)
    rows = one.answer.rows[np.isin(one.answer.rows[:, 5], shown)]
    return detecting.Boxes(rows[:, :4], np.searchsorted(shown, rows[:, 5]), rows[:, 4])


def _true_boxes(one: Answered, known: Mapping[str, int], shown: Sequence[int]) -> detecting.Boxes:
    boxes = [box for box in one.sample.boxes if box.label in known]
    corners = np.array([(*box.low, *box.high) for box in boxes], np.float64).reshape(-1, 4)
    labels = np.searchsorted(shown, np.array([known[box.label] for box in boxes], np.int64))
    return detecting.Boxes(corners, labels, np.ones(len(boxes)))


def _box_row(one: Answered, system: System, shown: Sequence[int], found: detecting.Boxes, true: detecting.Boxes) -> Row:
    row = facts(one)
    matched = detecting.match([found], [true], len(shown))
    for number, match in zip(shown, matched, strict=True):
        name, limit = system.classes[number].name, system.classes[number].threshold
        decided = detecting.decided([match], [limit], np.ones(1))
        row |= {
            f"{name}: true": int(decided.right + decided.missing),
            f"{name}: right": int(decided.right),
            f"{name}: wrong": int(decided.wrong),
            f"{name}: missing": int(decided.missing),
        }
    return row


def _segmentation(system: System, data: PictureData, answered: Sequence[Answered]) -> Assessed:
    masks = [_true_mask(one) for one in answered]
    structures = segmenting.structures(system.labels, max((int(mask.max()) for mask in masks), default=0))
    scores = {
        structure.name: [
            segmenting.score(structure.found(_labels(one)), structure.true(mask))
            for one, mask in zip(answered, masks, strict=True)
        ]
        for structure in structures
    }
    figures = list[Figure]()
    for part in parts(answered):
        for name, values in scores.items():
            chosen = [values[place] for place in part.places]
            figures += part.figures(name, means(segmenting.columns(chosen), part.groups))
    plots = [_bland_altman(name, values, answered) for name, values in scores.items()]
    rows = [
        {**facts(one), "structure": name, **values[number].to_row()}
        for number, one in enumerate(answered)
        for name, values in scores.items()
    ]
    return Assessed(tuple(figures), tuple(plots), tuple(rows))


def _true_mask(one: Answered) -> NDArray[np.uint8]:
    assert one.sample.mask is not None
    return read_mask(one.sample.mask)


def _labels(one: Answered) -> NDArray[np.generic]:
    assert isinstance(one.answer, LabelMap)
    return one.answer.labels


def _bland_altman(name: str, values: Sequence[segmenting.Score], answered: Sequence[Answered]) -> Plot:
    shown = [value for value, one in zip(values, answered, strict=True) if not one.refusals]
    return Plot("bland-altman", name, tuple(((v.found + v.true) / 2, v.found - v.true) for v in shown), "px")


ASSESSMENTS: Mapping[Task, Callable[[System, PictureData, Sequence[Answered]], Assessed]] = {
    "classification": _classification,
    "detection": _detection,
    "segmentation": _segmentation,
}
"""How the answers of each task are measured."""
