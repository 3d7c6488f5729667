"""Labelled pictures in memory: what the engine would show a network, and more around it to be varied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from medview.catalog.schema import Configuration
from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.engine.around import RIM, Around, Box, Finder, cropped
from medview.engine.histogram import matching, quantiles
from medview.engine.intensity import normalise
from medview.engine.pictures import Float, network_input
from medview.training.data.nouns import Sample, group_of
from medview.training.data.pictures import read_picture
from medview.training.running.trainer import Checkpoint

MORE = 0.25
"""What is kept on every side of the part that is read, as a part of its side: pictures are shifted and turned."""

REACH = 8.0
"""Pixels around a region's edge in which distances to it are told apart."""

LANDMARKS = 21
"""Quantiles histograms are matched at."""


@dataclass(frozen=True, eq=False)
class Film:
    """A labelled picture.

    Args:
        name: The file's name.
        group: What no split divides.
        label: Number of its class.
        given: (channels, rows, columns) as the engine shows it to the network.
        image: (channels, rows, columns) the same with more around it.
        inside: (1, rows, columns) how far within the region each of its pixels is: 0.5 at the edge, 0 beyond reach.
        part: Middle part of each side of ``image`` that the network is shown.
    """

    name: str
    group: str
    label: int
    given: Tensor
    image: Tensor
    inside: Tensor
    part: float = 1.0


@dataclass(frozen=True, eq=False)
class Looked:
    """A picture before its grey values are standardised.

    Args:
        sample: The picture.
        values: (rows, columns) or (rows, columns, 3).
        around: Its region; None of a package without one.
    """

    sample: Sample
    values: Float
    around: Around | None

    @property
    def read(self) -> Float:
        """What of it the network will read."""
        if self.around is None:
            return self.values
        x0, y0, x1, y1 = self.around.box
        return self.around.picture[y0:y1, x0:x1]


def looked_at(
    configuration: Configuration, finder: Finder | None, samples: Sequence[Sample], checkpoint: Checkpoint
) -> list[Looked]:
    """Read all pictures, and find their regions."""
    found = []
    for number, sample in enumerate(samples):
        checkpoint(number / len(samples), tr("Reading {name}").format(name=sample.name))
        picture = np.asarray(read_picture(sample.path), np.float32)
        around = finder.find(configuration, picture) if finder else None
        found.append(Looked(sample, picture, around))
    return found


def landmarks(looked: Sequence[Looked]) -> tuple[float, ...]:
    """Mean quantiles of what is read of pictures, each with mean 0 and spread 1."""
    total = np.zeros(LANDMARKS)
    for one in looked:
        values = one.read.astype(np.float64)
        total += quantiles((values - values.mean()) / max(float(values.std()), 1e-6), LANDMARKS)
    return tuple(round(float(value), 4) for value in total / len(looked))


def film(configuration: Configuration, classes: Sequence[str], one: Looked) -> Film:
    """A picture as it is trained with.

    Args:
        configuration: The package, its landmarks measured.
        classes: Names of the classes, in the order of the network's outputs.
        one: The picture.

    Raises:
        MedViewError: Its class is none of them.
    """
    sample = one.sample
    if sample.label not in classes:
        raise MedViewError(
            tr("The class {label} of {name} is none of {classes}.").format(
                label=sample.label, name=sample.name, classes=", ".join(classes)
            )
        )
    label = classes.index(sample.label)
    if one.around is None:
        given = torch.from_numpy(network_input(configuration, one.values)[0][0])
        return Film(sample.name, group_of(sample), label, given, given, torch.ones_like(given[:1]))
    given = torch.from_numpy(cropped(configuration, one.around, one.values.shape)[0][0])
    image, inside = _wider(configuration, one.around)
    return Film(sample.name, group_of(sample), label, given, image, inside, 1 / (1 + 2 * MORE))


def _wider(configuration: Configuration, around: Around) -> tuple[Tensor, Tensor]:
    """What the engine reads with more around it, its grey values standardised by what it reads; the region beside."""
    wide = _widened(around.box)
    x0, y0, x1, y1 = around.box
    plain = replace(configuration, preparation=replace(configuration.preparation, size=(), standardised="none"))
    plain = replace(plain, intensity=replace(plain.intensity, kind="none"))
    planes = network_input(plain, around.picture)[0][0]
    read = planes[:, y0:y1, x0:x1]
    if configuration.preparation.standardised == "histogram":
        curves = [matching(plane, configuration.preparation.landmarks) for plane in read]
        planes = np.stack([curve(plane) for curve, plane in zip(curves, planes, strict=True)])
    else:
        planes = np.stack([_as_read(configuration, plane, part) for plane, part in zip(planes, read, strict=True)])
    near = np.clip(around.inside, -REACH, REACH) / (2 * REACH) + 0.5
    return torch.from_numpy(_cut(planes, wide)), torch.from_numpy(_cut(near[None], wide))


def _as_read(configuration: Configuration, plane: Float, part: Float) -> Float:
    """A channel normalised by the mean and spread of a part of it."""
    way = configuration.intensity
    if way.kind != "zscore":
        return normalise(way, plane)
    low, high = np.percentile(part, way.percentiles)
    kept = np.clip(part, low, high)
    return np.asarray((np.clip(plane, low, high) - kept.mean()) / max(float(kept.std()), 1e-6), np.float32)


def _widened(box: Box) -> Box:
    x0, y0, x1, y1 = box
    across, down = round(MORE * (x1 - x0)), round(MORE * (y1 - y0))
    return x0 - across, y0 - down, x1 + across, y1 + down


def _cut(planes: Float, box: Box) -> Float:
    """A part of channels; what lies beyond them repeats their edge."""
    x0, y0, x1, y1 = box
    rows = np.clip(np.arange(y0, y1), 0, planes.shape[1] - 1)
    columns = np.clip(np.arange(x0, x1), 0, planes.shape[2] - 1)
    return np.ascontiguousarray(planes[:, rows][:, :, columns], np.float32)


def softly_within(near: Tensor, more: float) -> Tensor:
    """From ``Film.inside`` to 1 within the region, 0 outside, widened by ``more`` pixels of the region's network."""
    return (0.5 + ((near - 0.5) * 2 * REACH + more) / RIM).clamp(0.0, 1.0)


def levelled(image: Tensor, soft: Tensor) -> Tensor:
    """A picture (channels, rows, columns) less its mean within the region, and 0 around it, as the engine does it."""
    within = (image * soft).sum((1, 2), keepdim=True) / soft.sum().clamp_min(1.0)
    return (image - within) * soft
