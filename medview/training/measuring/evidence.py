"""How good a classification's maps of evidence are: where they lie, and whether what they point at matters.

The map is made on the whole picture as it came, before any region is cropped to or anything around it is levelled,
unless it is asked for as the package is run: inside what was cropped to, evidence has nowhere else to be.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from medview.catalog.package import Package
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.around import picture_input
from medview.engine.classification import chances
from medview.engine.explaining.evidence import Deletion, deletion, part_inside
from medview.engine.explaining.methods import METHODS, MethodName
from medview.engine.explaining.subjects import OfClass, PictureWish, explain_picture
from medview.engine.picture_classes import classes_of
from medview.engine.pictures import network_input
from medview.engine.weights import load_networks
from medview.training.data import Sample, group_of, read_data, read_mask, read_picture
from medview.training.measuring.bootstrap import Estimate, means
from medview.training.measuring.figures import ALL, Figure
from medview.training.measuring.naming import numbered

INSIDE, FALL, BEATS = "Evidence inside the mask", "Deletion area, less than random", "Deletion beats random"
"""Figures: part of the evidence inside; how much smaller the area under the deletion curve is than that of random
orders; part of the pictures on which it is smaller."""


@dataclass(frozen=True, eq=False)
class Shown:
    """The map of one picture, measured.

    Args:
        sample: The picture.
        inside: Part of its evidence inside the mask; NaN where there is none at all.
        deleted: What becomes of the probability when the strongest evidence is deleted first.
        values: (rows, columns) the map.
    """

    sample: Sample
    inside: float
    deleted: Deletion
    values: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class EvidenceOutcome:
    """The maps of several pictures, measured.

    Args:
        shown: Each picture.
        estimates: ``INSIDE``, ``FALL`` and ``BEATS`` with their intervals, drawn by group.
        method: How the maps were made.
        whole: Whether the networks saw the whole pictures.
    """

    shown: tuple[Shown, ...]
    estimates: dict[str, Estimate]
    method: MethodName
    whole: bool

    def figures(self, label: str) -> tuple[Figure, ...]:
        """The figures of a class, as an evaluation states them."""
        how = f"{METHODS[self.method].name()}, {'whole picture' if self.whole else 'as it is run'}"
        return tuple(Figure(f"{name} ({how})", label, ALL, e) for name, e in self.estimates.items())


def masked_samples(folder: Path, labels: Collection[str], split: str | None = None) -> tuple[Sample, ...]:
    """Pictures of a class that have a mask of where evidence belongs, such as the lungs.

    Args:
        folder: ``images/``, ``masks/`` and ``split.csv`` with a label column.
        labels: What the folder calls the class.
        split: Only this one; None: all.
    """
    masks = {one.name: one.mask for one in read_data(folder, "segmentation", split).samples}
    labelled = read_data(folder, "classification", split).samples
    return tuple(replace(one, mask=masks[one.name]) for one in labelled if one.label in labels and masks.get(one.name))


def measure_evidence(
    package: Package,
    samples: Sequence[Sample],
    label: str,
    method: MethodName = "grad-cam",
    whole: bool = True,
    step: Callable[[float], None] = lambda _: None,
) -> EvidenceOutcome:
    """Explain a class on pictures of it, and measure the maps.

    Args:
        package: A classification of pictures.
        samples: Pictures of the class, each with a mask.
        label: Name of the class.
        method: How.
        whole: Whether the networks see the whole pictures, though the package crops them to a region.
        step: Called with the done part before each picture; may raise to stop.

    Raises:
        ModelError: The package has no such class.
    """
    networks, channel = load_networks(package), _channel(package, label)
    shown = []
    for place, sample in enumerate(samples):
        step(place / len(samples))
        shown.append(_shown(package, networks, channel, sample, method, whole))
    values = {
        INSIDE: [one.inside for one in shown],
        FALL: [one.deleted.random_area - one.deleted.area for one in shown],
        BEATS: [float(one.deleted.beats_random) for one in shown],
    }
    return EvidenceOutcome(tuple(shown), means(values, [group_of(one) for one in samples]), method, whole)


def evidence_figures(
    package: Package, folder: Path, split: str | None, checkpoint: Callable[[float, str], None]
) -> tuple[Figure, ...]:
    """The figures of the maps of every class that is a finding, by the method the package prefers.

    Args:
        package: A classification of pictures.
        folder: ``images/``, ``masks/`` and ``split.csv`` with a label column.
        split: Only this one; None: all.
        checkpoint: Told the progress; may raise to stop.

    Raises:
        MedViewError: The package explains nothing, or the pictures have no masks.
    """
    stated = package.configuration.evidence
    if package.card.family != "classification" or stated is None or not stated.methods:
        raise ModelError(
            tr("{model} draws no maps of evidence.").format(model=package.card.name), tr("Leave --evidence out.")
        )
    found, method = list[Figure](), stated.methods[0]
    classes = package.configuration.classes
    known = numbered(read_data(folder, "classification", split).classes, classes, package.card.id)
    for number, one in ((number, one) for number, one in enumerate(classes) if one.finding):
        samples = masked_samples(folder, [label for label, of in known.items() if of == number], split)
        outcome = measure_evidence(
            package, samples, one.name, method, step=lambda done: checkpoint(done, tr("Measuring the evidence"))
        )
        found += outcome.figures(one.name)
    return tuple(found)


def _channel(package: Package, label: str) -> int:
    names = [one.name.casefold() for one in classes_of(package.configuration)]
    if package.card.family != "classification" or label.casefold() not in names:
        raise ModelError(
            tr("{model} has no class called {name}.").format(model=package.card.name, name=label),
            tr("Its classes are: {names}.").format(names=", ".join(names)),
        )
    return names.index(label.casefold())


def _shown(
    package: Package,
    networks: tuple[nn.Module, ...],
    channel: int,
    sample: Sample,
    method: MethodName,
    whole: bool,
) -> Shown:
    picture = read_picture(sample.path)
    given, placed = network_input(package.configuration, picture) if whole else picture_input(package, picture)
    stated = package.configuration.evidence
    wish = PictureWish(package.configuration, networks, OfClass(channel), method, stated.layer if stated else "")
    values, found = explain_picture(wish, given, placed)
    assert sample.mask is not None  # the caller chose samples with one
    inside = part_inside(values, read_mask(sample.mask))
    return Shown(sample, inside, deletion(_probability(package, networks, channel), given[0], found.values), values)


def _probability(
    package: Package, networks: tuple[nn.Module, ...], channel: int
) -> Callable[[NDArray[np.float32]], NDArray[np.float64]]:
    """The calibrated probability of a class of inputs of the networks, averaged as the package does."""

    def probability(given: NDArray[np.float32]) -> NDArray[np.float64]:
        pictures = torch.from_numpy(given).contiguous(memory_format=torch.channels_last)  # a third faster on a CPU
        with torch.inference_mode():
            outputs = [network(pictures).flatten(1).numpy() for network in networks]
        return np.asarray(chances(package.configuration, np.mean(outputs, 0))[:, channel], np.float64)

    return probability
