"""Made-up lesions: what a network can learn to find on films nobody labelled.

A network that outlines what was drawn into a region learns what belongs there. After Tan et al. 2020
(arXiv:2011.04197) and Schlüter et al. 2022 (NSA, arXiv:2109.15222), with shapes like those films of the chest show.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor

from medview.training.augmentation import Draw
from medview.training.pictures.variation import blurred, field

Shape = Callable[[Draw, Tensor, Tensor, float], Tensor]


def _radius(draw: Draw, side: float, low: float, high: float) -> float:
    return side * draw.logarithmic((low, high))


def _distance(draw: Draw, rows: Tensor, columns: Tensor) -> Tensor:
    """From a place, along an ellipse of its own."""
    angle, stretch = draw.uniform(0.0, math.pi), draw.logarithmic((0.6, 1.7))
    across = columns * math.cos(angle) + rows * math.sin(angle)
    down = rows * math.cos(angle) - columns * math.sin(angle)
    return torch.sqrt((across * stretch) ** 2 + (down / stretch) ** 2)


def _nodule(draw: Draw, rows: Tensor, columns: Tensor, side: float) -> Tensor:
    radius = _radius(draw, side, 0.012, 0.06)
    return torch.sigmoid((radius - _distance(draw, rows, columns)) / (0.25 * radius + 0.3))


def _cavity(draw: Draw, rows: Tensor, columns: Tensor, side: float) -> Tensor:
    radius = _radius(draw, side, 0.03, 0.08)
    distance, wall = _distance(draw, rows, columns), radius * draw.uniform(0.2, 0.5)
    return torch.exp(-(((distance - radius) / wall) ** 2))


def _infiltrate(draw: Draw, rows: Tensor, columns: Tensor, side: float) -> Tensor:
    radius = _radius(draw, side, 0.06, 0.2)
    rough = field(draw, 1, (rows.shape[0], rows.shape[1]), 8 + draw.index(25))[0]
    soft = torch.sigmoid((radius - _distance(draw, rows, columns)) / (0.3 * radius))
    return soft * torch.sigmoid(2 * (rough + draw.uniform(-0.3, 0.8)))


def _dots(draw: Draw, rows: Tensor, columns: Tensor, side: float) -> Tensor:
    """Many small ones within a patch, as of miliary spread."""
    radius, reach = _radius(draw, side, 0.008, 0.016), _radius(draw, side, 0.06, 0.2)
    found = torch.zeros_like(rows)
    for _ in range(6 + draw.index(14)):
        row, column = (float(draw.normal(1)) * reach / 2 for _ in range(2))
        found = torch.maximum(found, torch.exp(-(((rows - row) ** 2 + (columns - column) ** 2) / (2 * radius**2))))
    return found


def _strand(draw: Draw, rows: Tensor, columns: Tensor, side: float) -> Tensor:
    """A bent line, as of scars."""
    angle, length = draw.uniform(0.0, math.pi), _radius(draw, side, 0.05, 0.15)
    along = columns * math.cos(angle) + rows * math.sin(angle)
    aside = rows * math.cos(angle) - columns * math.sin(angle) + draw.uniform(-0.6, 0.6) * along**2 / length
    width = _radius(draw, side, 0.004, 0.012)
    return torch.exp(-((aside / width) ** 2)) * torch.sigmoid((length - along.abs()) / (0.2 * length))


SHAPES: tuple[Shape, ...] = (_nodule, _cavity, _infiltrate, _infiltrate, _dots, _strand)
"""What is drawn; infiltrates twice as often."""


def with_lesions(most: int, image: Tensor, masks: Tensor, draw: Draw) -> tuple[Tensor, Tensor]:
    """Draw up to ``most`` lesions into the region, or none in every fourth picture.

    Args:
        most: Lesions at most.
        image: (channels, rows, columns), of about unit spread.
        masks: (1, rows, columns): how far inside the region each pixel is, above a half inside.
        draw: What is drawn.

    Returns:
        The picture, and (2, rows, columns): the region as it came, and the lesions as 0..1.
    """
    size = (image.shape[1], image.shape[2])
    inside = (masks[0] > 0.5).float()
    lesions = torch.zeros(size)
    added = torch.zeros(size)
    places = inside.nonzero()
    if len(places) and not draw.chance(0.25):
        rows, columns = (axis.float() for axis in torch.meshgrid(*map(torch.arange, size), indexing="ij"))
        for _ in range(1 + draw.index(most)):
            row, column = places[draw.index(len(places))].tolist()
            shape = SHAPES[draw.index(len(SHAPES))](draw, rows - row, columns - column, float(max(size)))
            amount = draw.logarithmic((0.25, 1.5)) * (1 if draw.chance(0.85) else -0.6)
            added = added + amount * shape
            lesions = torch.maximum(lesions, shape)
    soft = blurred(inside[None], 2.0)[0]
    return image + added * soft, torch.stack([masks[0], lesions * inside])
