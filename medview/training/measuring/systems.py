"""What can be evaluated: a package as it ships, or anything else that answers for pictures as one does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from medview.catalog.package import Package
from medview.catalog.schema import Class
from medview.core.card import Label
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.gate import gate_answers, refused
from medview.engine.picture_classes import class_of, classes_of
from medview.engine.picture_run import Answer, answer, picture_model
from medview.training.data.nouns import Task

Picture = NDArray[Any]

TASKS: dict[str, Task] = {
    "classification": "classification",
    "detection": "detection",
    "segmentation": "segmentation",
}
"""Families of packages that read images, and what is measured of them."""


@dataclass(frozen=True, eq=False)
class System:
    """Something that answers for pictures.

    Args:
        id: Identifier.
        version: Version.
        weights_sha256: Hash of the weights; empty without.
        precision: Precision of the network; empty without.
        task: What it answers.
        classes: Of a classification one per channel, of a detection one per class of boxes.
        labels: Of a segmentation: (value in its maps, name).
        competing: Whether the classes of a classification exclude each other.
        answer: What it says of a picture.
        refusals: Why its input gate refuses a picture, one sentence each; empty where it does not.
    """

    id: str
    version: str
    weights_sha256: str
    precision: str
    task: Task
    classes: tuple[Class, ...]
    labels: tuple[tuple[int, str], ...]
    competing: bool
    answer: Callable[[Picture], Answer]
    refusals: Callable[[Picture], tuple[str, ...]]


def shipped(package: Package) -> System:
    """A package as the analysis runs it: in the fastest precision that gives its golden output, behind its gate.

    Raises:
        ModelError: It does not read pictures, or cannot be loaded.
    """
    configuration, card = package.configuration, package.card
    task = TASKS.get(card.family)
    if task is None or configuration.network.spatial_dims != 2:
        raise ModelError(
            tr("{model} cannot be evaluated on pictures.").format(model=card.name),
            tr("It reads: {input}.").format(input=card.input.description),
        )
    model = picture_model(package)
    return System(
        id=card.id,
        version=card.version,
        weights_sha256=package.weights_sha256(),
        precision=model.plan.precision,
        task=task,
        classes=_classes(package, task),
        labels=label_names(card.labels) if task == "segmentation" else (),
        competing=configuration.output.activation == "softmax" and not configuration.output.alone,
        answer=lambda picture: answer(model, picture),
        refusals=lambda picture: refused(package, gate_answers(package, picture)),
    )


def label_names(labels: Sequence[Label]) -> tuple[tuple[int, str], ...]:
    """(value, name) of labels; those of one name are told apart by their side, or else by their value."""
    often = Counter(label.name for label in labels)
    found = []
    for label in labels:
        apart = label.laterality.meaning if label.laterality else str(label.value)
        found.append((label.value, label.name if often[label.name] == 1 else f"{label.name} ({apart})"))
    return tuple(found)


def _classes(package: Package, task: Task) -> tuple[Class, ...]:
    configuration = package.configuration
    if task == "classification":
        return classes_of(configuration)
    if task == "detection":
        count = len(configuration.classes) or configuration.network.out_channels
        return tuple(class_of(configuration, number) for number in range(count))
    return ()
