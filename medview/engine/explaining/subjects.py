"""What can be explained of a picture, and its map on the picture's own pixels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from medview.catalog.schema import Configuration
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.explaining.boxes import Told, box_score
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
    """A box: corners (column, row) in the picture's pixels, and its class."""

    low: tuple[float, float]
    high: tuple[float, float]
    label: int


@dataclass(frozen=True, eq=False)
class OfRegion:
    """A region of a segmentation: (rows, columns) of the picture, and the channel of its class."""

    mask: NDArray[np.bool_]
    channel: int


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
    networks, batch = wish.networks, torch.from_numpy(given)
    if isinstance(wish.subject, OfBox):
        networks = tuple(Told(one) if isinstance(one, OnnxNetwork) else one for one in networks[:1])
    score = _score(wish, networks, batch, placed)
    return Asked(networks, score, batch, step, wish.layer, wish.configuration.card.family)


def _score(wish: PictureWish, networks: tuple[nn.Module, ...], batch: Tensor, placed: Placed) -> Score:
    configuration = wish.configuration
    match wish.subject:
        case OfClass(channel):
            return class_score(configuration, channel)
        case OfBox(low, high, label):
            box = placed.forth(np.array([[*low, *high]]))[0]
            return box_score(configuration, networks[0], batch, box, label)
        case OfRegion(mask, channel):
            rows, columns = batch.shape[2:]
            inside = into_network(mask, placed, (rows, columns))
            if not inside.any():
                raise ModelError(
                    tr("There is nothing of this region to explain."), tr("Choose a finding that has a place.")
                )
            return region_score(channel, torch.from_numpy(inside))


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
