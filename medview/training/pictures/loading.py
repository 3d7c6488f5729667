"""Pictures of a data folder as tensors of the size they are trained in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.ndimage import label as components
from torch import Tensor
from torch.nn import functional

from medview.catalog.schema import Configuration
from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.engine.pictures import Placed, network_input
from medview.training.data.nouns import Sample
from medview.training.data.pictures import read_mask, read_picture


@dataclass(frozen=True, eq=False)
class Outlined:
    """A picture with what is outlined on it.

    Args:
        name: The file's name.
        image: (channels, rows, columns), normalised, of the network's size.
        masks: (classes, rows, columns) of 0..1, background left out.
    """

    name: str
    image: Tensor
    masks: Tensor


def outlined(configuration: Configuration, sample: Sample, labels: Sequence[int], sides: bool) -> Outlined:
    """Read a picture with its mask.

    Args:
        configuration: The package that will read it.
        sample: The picture.
        labels: Values of the classes in the masks.
        sides: Whether the mask is divided into the patient's right and left.

    Raises:
        MedViewError: Picture and mask differ in size, or one cannot be read.
    """
    picture, values = read_picture(sample.path), mask_of(sample, sides)
    if picture.shape[:2] != values.shape:
        raise MedViewError(
            tr("The picture {name} has {picture} pixels, its mask {mask}.").format(
                name=sample.name,
                picture="×".join(map(str, picture.shape[:2])),
                mask="×".join(map(str, values.shape)),
            ),
            tr("Give each picture a mask of its own size."),
        )
    image, where = network_input(configuration, picture)
    layers = np.stack([values == label for label in labels]).astype(np.float32)
    masks = laid(torch.from_numpy(layers), where, (image.shape[2], image.shape[3]))
    return Outlined(sample.name, torch.from_numpy(image[0]), masks)


def laid(layers: Tensor, where: Placed, size: tuple[int, int]) -> Tensor:
    """Layers (n, rows, columns) of a picture as they lie in what a network reads; 0 beyond the picture."""
    column, row = where.first
    part = layers[:, row : row + where.rows, column : column + where.columns]
    high, wide = round(where.rows * where.scale[1]), round(where.columns * where.scale[0])
    scaled = functional.interpolate(part[None], (high, wide), mode="bilinear", antialias=True)[0]
    found = layers.new_zeros((len(layers), *size))
    (top, of_top), (left, of_left) = (
        (slice(max(0, first), min(limit, first + length)), slice(max(0, -first), limit - first))
        for first, length, limit in zip(where.before[::-1], (high, wide), size, strict=True)
    )
    found[:, top, left] = scaled[:, of_top, of_left]
    return found


def mask_of(sample: Sample, sides: bool) -> NDArray[np.uint8]:
    """The label map of a sample.

    Raises:
        MedViewError: It has none, or it cannot be read.
    """
    if sample.mask is None:
        raise MedViewError(tr("The picture {name} has no mask.").format(name=sample.name))
    values = read_mask(sample.mask)
    return divided(values > 0) if sides else values


def divided(mask: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Divide a mask into the patient's right part (1), left on the picture, and left part (2).

    Connected parts stay whole, each on the side where its centre lies; one that reaches across is cut at the middle.
    """
    numbered, count = components(mask)
    columns = np.arange(mask.shape[1])
    middle = float((mask.sum(0) * columns).sum() / max(mask.sum(), 1))
    found = np.zeros(mask.shape, np.uint8)
    for number in range(1, count + 1):
        part = numbered == number
        profile = part.sum(0)
        shares = profile[columns < middle].sum() / profile.sum()
        if 0.2 < shares < 0.8:
            found[part & (columns < middle)] = 1
            found[part & (columns >= middle)] = 2
        else:
            found[part] = 1 if shares > 0.5 else 2
    return found
