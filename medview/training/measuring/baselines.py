"""Simple baselines, fitted in seconds and measured like any model: what a network has to beat.

Classification: logistic regression on a small copy of the picture, its histogram and its edges. Detection: the boxes of
training pictures in their usual place and size, the same on every picture. Segmentation: an atlas (how often each
pixel is part of a structure, as a part of the picture's sides), and the best threshold of brightness.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from skimage.transform import resize
from sklearn.cluster import KMeans
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.engine.fusing import Boxes
from medview.engine.picture_run import Chances, LabelMap
from medview.training.data.folding import folds
from medview.training.data.nouns import TRAIN, PictureData, Sample, Task
from medview.training.data.pictures import read_mask, read_picture
from medview.training.data.reading import read_data
from medview.training.measuring.naming import numbered
from medview.training.measuring.outcome import Outcome
from medview.training.measuring.pictures import evaluate_data
from medview.training.measuring.systems import Picture, System

Float = NDArray[np.float64]
Fit = Callable[[System, PictureData], Callable[[Picture], Any]]

FOLDS = 5
"""Parts of cross-validation, where no split but the one that is measured is left to fit on."""

THUMBNAIL = 16
LEVELS = 16
"""Sides of the small copy, and levels of the histogram."""

ATLAS = 64
"""Sides of the atlas, which is stretched to every picture."""

MOST_BOXES = 5
"""Usual places of boxes of one class on a picture."""


@dataclass(frozen=True)
class Baseline:
    """A baseline.

    Args:
        id: Identifier.
        task: What it answers.
        fit: From the package it stands beside, for its classes, and training data to what answers for a picture.
    """

    id: str
    task: Task
    fit: Fit


def evaluate_baselines(
    system: System, folder: Path, split: str | None, checkpoint: Callable[[float, str], None]
) -> tuple[Outcome, ...]:
    """Fit and measure the baselines for a system's task on the same cases.

    They are fitted on the split ``train`` where another one is measured; else by grouped cross-validation.

    Raises:
        MedViewError: The data cannot be used.
    """
    chosen = [one for one in BASELINES if one.task == system.task]
    found = []
    for number, baseline in enumerate(chosen):
        checkpoint(number / len(chosen), tr("Fitting the baseline {name}").format(name=baseline.id))
        found.append(evaluate_baseline(baseline, system, folder, split))
    return tuple(found)


def evaluate_baseline(baseline: Baseline, system: System, folder: Path, split: str | None = None) -> Outcome:
    """Fit and measure one baseline."""
    data = read_data(folder, system.task, split, training=False)
    every = read_data(folder, system.task, training=False)
    if split not in (None, TRAIN) and any(sample.split == TRAIN for sample in every.samples):
        training = replace(every, samples=tuple(sample for sample in every.samples if sample.split == TRAIN))
        return evaluate_data(fitted(baseline, system, training), data, split, _silent)
    return evaluate_data(_crossed(baseline, system, data), data, split, _silent)


def fitted(baseline: Baseline, system: System, training: PictureData) -> System:
    """A baseline as a system of its own, with the classes and thresholds of another."""
    return _as_system(baseline, system, baseline.fit(system, training))


def _as_system(baseline: Baseline, system: System, answer: Callable[[Picture], Any]) -> System:
    return replace(
        system,
        id=baseline.id,
        version="",
        weights_sha256="",
        precision="",
        answer=answer,
        refusals=lambda picture: (),
    )


def _crossed(baseline: Baseline, system: System, data: PictureData) -> System:
    """Every case is answered by what was fitted without its group."""
    parts = folds(data.samples, FOLDS, 0)
    answers: dict[int, Any] = {}
    for part in parts:
        names = {sample.path for sample in part}
        rest = replace(data, samples=tuple(sample for sample in data.samples if sample.path not in names))
        answer = baseline.fit(system, rest)
        for sample in part:
            picture = read_picture(sample.path)
            answers[_key(picture)] = answer(picture)
    return _as_system(baseline, system, lambda picture: answers[_key(picture)])


def _key(picture: Picture) -> int:
    return hash((picture.shape, picture.tobytes()))


def _silent(fraction: float, note: str) -> None:
    """Fitting takes seconds."""


def grey(picture: Picture) -> Float:
    """(rows, columns) from 0 to 1."""
    values = np.asarray(picture, np.float64)
    values = values.mean(2) if values.ndim == 3 else values
    low, high = float(values.min()), float(values.max())
    return (values - low) / (high - low) if high > low else np.zeros_like(values)


def features(picture: Picture) -> Float:
    """A small copy of a picture, its histogram and the mean and spread of its edges."""
    values = grey(picture)
    small = resize(values, (THUMBNAIL, THUMBNAIL), anti_aliasing=True)
    histogram = np.histogram(values, LEVELS, (0.0, 1.0))[0] / values.size
    edges = np.hypot(*np.gradient(values))
    return np.concatenate([small.ravel(), histogram, [edges.mean(), edges.std(), values.mean(), values.std()]])


def _logistic(system: System, training: PictureData) -> Callable[[Picture], Chances]:
    known = numbered(training.classes, system.classes, system.id)
    samples = (
        [sample for sample in training.samples if sample.label in known]
        if len(system.classes) > 1
        else (list(training.samples))
    )
    table = np.stack([features(read_picture(sample.path)) for sample in samples])
    labels = np.array([known.get(sample.label, -1) for sample in samples])
    if len(set(labels.tolist())) < 2:
        raise MedViewError(tr("The baseline needs cases of at least two classes to be fitted on."))
    model: Pipeline = make_pipeline(StandardScaler(), LogisticRegression(C=0.01, max_iter=2000)).fit(table, labels)
    places = {int(number): place for place, number in enumerate(model.classes_)}

    def answer(picture: Picture) -> Chances:
        given = model.predict_proba(features(picture)[None])[0]
        values = [given[places[number]] if number in places else 0.0 for number in range(len(system.classes))]
        chances = np.array(values, np.float32)
        return Chances(chances, chances, chances, None)

    return answer


def _usual_boxes(system: System, training: PictureData) -> Callable[[Picture], Boxes]:
    """Boxes of each class at the centres of clusters of those of the training pictures, in parts of its sides."""
    known = numbered(training.classes, system.classes, system.id)
    parts: dict[int, list[Float]] = {}
    for sample in training.samples:
        rows, columns = read_picture(sample.path).shape[:2]
        for box in sample.boxes:
            if box.label in known:
                sides = np.array([*box.low, *box.high]) / (columns, rows, columns, rows)
                parts.setdefault(known[box.label], []).append(sides)
    usual = [
        row for number, boxes in parts.items() for row in _clusters(np.stack(boxes), number, len(training.samples))
    ]
    table = np.array(usual).reshape(-1, 6)

    def answer(picture: Picture) -> Boxes:
        rows, columns = picture.shape[:2]
        found = table * (columns, rows, columns, rows, 1.0, 1.0)
        return Boxes(found, found[:, 4], found[:, 4])

    return answer


def _clusters(boxes: Float, number: int, pictures: int) -> list[Float]:
    """Centres of clusters, scored by how many boxes of a cluster there are on a picture."""
    count = max(1, min(MOST_BOXES, round(len(boxes) / pictures), len(boxes)))
    found = KMeans(count, n_init=1, random_state=0).fit(boxes)
    often = np.bincount(found.labels_, minlength=count) / pictures
    return [
        np.array([*centre, min(1.0, score), number])
        for centre, score in zip(found.cluster_centers_, often, strict=True)
    ]


def _atlas(system: System, training: PictureData) -> Callable[[Picture], LabelMap]:
    """Each pixel is what it was in most training pictures."""
    values = _values(system, training)
    sums = {value: np.zeros((ATLAS, ATLAS)) for value in values}
    for sample in training.samples:
        mask = _mask(sample)
        for value, wanted in values.items():
            part = np.isin(mask, wanted).astype(np.float64)
            sums[value] += resize(part, (ATLAS, ATLAS), order=1, anti_aliasing=True)
    chances = np.stack([total / len(training.samples) for total in sums.values()])

    def answer(picture: Picture) -> LabelMap:
        shape = picture.shape[:2]
        return _decided(list(values), np.stack([resize(chance, shape, order=1) for chance in chances]))

    return answer


def _threshold(system: System, training: PictureData) -> Callable[[Picture], LabelMap]:
    """Everything darker, or brighter, than the level with the best mean Dice on the training pictures."""
    values = _values(system, training)
    levels = np.linspace(0.05, 0.95, 19)
    pairs = [(grey(read_picture(sample.path)), _mask(sample) > 0) for sample in training.samples]
    scores = {
        (dark, float(level)): float(np.mean([_overlap((image < level) == dark, mask) for image, mask in pairs]))
        for dark in (True, False)
        for level in levels
    }
    dark, level = max(scores, key=lambda key: scores[key])

    def answer(picture: Picture) -> LabelMap:
        return _decided(list(values)[:1], ((grey(picture) < level) == dark)[None].astype(np.float64))

    return answer


def _overlap(found: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    return 2.0 * float((found & true).sum()) / max(1.0, float(found.sum() + true.sum()))


def _values(system: System, training: PictureData) -> Mapping[int, list[int]]:
    """The values of the data's maps for each value of the system's; all of them for the first where they are one."""
    most = max(int(_mask(sample).max()) for sample in training.samples)
    known = [value for value, _ in system.labels]
    return {value: [value] for value in known} if most > 1 else {known[0]: [1]}


def _mask(sample: Sample) -> NDArray[np.uint8]:
    if sample.mask is None:
        raise MedViewError(tr("{name} has no mask.").format(name=sample.name))
    return read_mask(sample.mask)


def _decided(values: Sequence[int], chances: Float) -> LabelMap:
    best = chances.argmax(0)
    labels = np.where(chances.max(0) >= 0.5, np.array(values)[best], 0)
    return LabelMap(labels, chances.astype(np.float32), np.zeros(labels.shape, np.float32), None)


BASELINES = (
    Baseline("baseline-logistic-regression", "classification", _logistic),
    Baseline("baseline-usual-boxes", "detection", _usual_boxes),
    Baseline("baseline-atlas", "segmentation", _atlas),
    Baseline("baseline-threshold", "segmentation", _threshold),
)
"""All of them."""
