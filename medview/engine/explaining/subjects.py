"""What can be explained of a picture, and its map on the picture's own pixels."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from medview.catalog.schema import Configuration
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.explaining.boxes import SAME_BOX, Told, box_score
from medview.engine.explaining.methods import Asked, Explained, MethodName, explain
from medview.engine.explaining.placing import into_network
from medview.engine.explaining.scores import Score, class_score, region_score
from medview.engine.onnx.network import OnnxNetwork
from medview.engine.pictures import Placed

Float = NDArray[np.float32]


@dataclass(frozen=True)
class OfClass:
    """A class of a classification, by its channel of the output."""

    channel: int


@dataclass(frozen=True)
class OfBox:
    """A box: corners (column, row) in the picture's pixels, its class, and how much it shares with what is found."""

    low: tuple[float, float]
    high: tuple[float, float]
    label: int
    shared: float = SAME_BOX


@dataclass(frozen=True, eq=False)
class OfRegion:
    """A region of a segmentation: (rows, columns) of the picture, by channel of the network's output."""

    parts: Mapping[int, NDArray[np.bool_]]


Subject = OfClass | OfBox | OfRegion


@dataclass(frozen=True, eq=False)
class PictureWish:
    """What is asked of a picture.

    Args:
        configuration: The package.
        networks: Of every fold.
        subject: What is explained.
        method: How.
        layer: For Grad-CAM; empty: it is found.
    """

    configuration: Configuration
    networks: tuple[nn.Module, ...]
    subject: Subject
    method: MethodName
    layer: str = ""


def asked_of(wish: PictureWish, given: NDArray[np.float32], placed: Placed, step: Callable[[float], None]) -> Asked:
    """What is asked of the networks.

    Args:
        wish: What is asked of the picture.
        given: (1, channels, rows, columns) as they read it.
        placed: Where the picture lies in it.
        step: Called with the done part; may raise to stop.

    Raises:
        ModelError: There is nothing of it on the picture.
    """
    configuration, networks, batch = wish.configuration, wish.networks, torch.from_numpy(given)
    scores: tuple[Score, ...]
    match wish.subject:
        case OfClass(channel):
            scores = (class_score(configuration, channel),)
        case OfBox():
            networks, scores = _of_box(wish, wish.subject, batch, placed)
        case OfRegion(parts):
            scores = (_of_region(configuration, parts, batch, placed),)
    return Asked(networks, scores, batch, step, wish.layer, configuration.card.family)


def _of_box(
    wish: PictureWish, subject: OfBox, batch: Tensor, placed: Placed
) -> tuple[tuple[nn.Module, ...], tuple[Score, ...]]:
    """The networks that find a box, each with its own score of it."""
    box = placed.forth(np.array([[*subject.low, *subject.high]]))[0]
    found: list[tuple[nn.Module, Score]] = []
    for one in wish.networks:
        network = Told(one) if isinstance(one, OnnxNetwork) else one
        score = box_score(wish.configuration, network, batch, box, subject.label, subject.shared)
        if score is not None:
            found.append((network, score))
    if not found:
        raise ModelError(
            tr("{model} does not find this box on the picture any more.").format(model=wish.configuration.card.name),
            tr("Analyse the picture again, and explain one of the boxes found then."),
        )
    networks, scores = zip(*found, strict=True)
    return networks, scores


def _of_region(
    configuration: Configuration, parts: Mapping[int, NDArray[np.bool_]], batch: Tensor, placed: Placed
) -> Score:
    rows, columns = batch.shape[2:]
    inside = {channel: into_network(mask, placed, (rows, columns)) for channel, mask in parts.items()}
    if not any(mask.any() for mask in inside.values()):
        raise ModelError(tr("There is nothing of this region to explain."), tr("Choose a finding that has a place."))
    return region_score(configuration, {channel: torch.from_numpy(mask) for channel, mask in inside.items()})


def explain_picture(
    wish: PictureWish, given: NDArray[np.float32], placed: Placed, step: Callable[[float], None] = lambda _: None
) -> tuple[Float, Explained]:
    """A map of what speaks for a subject, on the picture and as the networks see it.

    Args:
        wish: What is asked.
        given: (1, channels, rows, columns) as the networks read the picture.
        placed: Where the picture lies in it.
        step: Called with the done part; may raise to stop.

    Returns:
        (rows, columns) 0..1 of the whole picture, 0 where the networks saw nothing of it, and the map it came from.

    Raises:
        ModelError: There is nothing to explain, or the method does not suit the network.
    """
    found = explain(wish.method, asked_of(wish, given, placed, step))
    back = placed.restored(torch.from_numpy(found.values)[None])[0].clamp(0.0, 1.0)
    return np.asarray(back.numpy(), np.float32), found
