"""Variation of training pictures on tensors: one resampling for everything spatial, then the grey values."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional

from medview.training.augmentation import Draw
from medview.training.pictures.recipe import Variation

_CONTROL = 5
"""Control points of smooth random fields along each side."""

_LEAST_BLUR = 0.4
"""Standard deviation in pixels of the weakest blur."""

_MOST_MARKS = 4


def field(draw: Draw, channels: int, size: tuple[int, int], control: int = _CONTROL) -> Tensor:
    """A smooth field (channels, rows, columns) of about unit spread at its control points."""
    coarse = draw.normal(1, channels, control, control)
    return functional.interpolate(coarse, size=size, mode="bicubic", align_corners=True)[0]


def placed(layers: Tensor, size: tuple[int, int], how: Variation | None, draw: Draw, part: float = 1.0) -> Tensor:
    """Scale layers (n, rows, columns) to a size, turned, stretched, shifted and bent; beyond their edge they are 0.

    Args:
        layers: What is scaled.
        size: (rows, columns) of what comes out.
        how: How they are varied, or None to scale only.
        draw: What is drawn.
        part: Middle part of each side that fills the size where nothing is varied.
    """
    if how is None:
        grid = functional.affine_grid(part * torch.eye(2, 3)[None], [1, 1, *size], align_corners=False)
        return functional.grid_sample(_smoothed(layers, size, 1 / part)[None], grid, align_corners=False)[0]
    theta = math.radians(draw.uniform(-how.rotation_deg, how.rotation_deg))
    bounds = (1 / how.stretch, how.stretch)
    zoom = draw.logarithmic(how.scale) / part
    across, down = (1 / (zoom * draw.logarithmic(bounds)) for _ in range(2))
    across = -across if draw.chance(how.mirror) else across
    shift = [2 * part * draw.uniform(-how.shift, how.shift) for _ in range(2)]
    matrix = torch.tensor(
        [
            [math.cos(theta) * across, -math.sin(theta) * down, shift[0]],
            [math.sin(theta) * across, math.cos(theta) * down, shift[1]],
        ]
    )
    grid = functional.affine_grid(matrix[None], [1, 1, *size], align_corners=False)
    if how.elastic and draw.chance(0.5):
        grid = grid + 2 * part * how.elastic * field(draw, 2, size).permute(1, 2, 0)[None]
    return functional.grid_sample(_smoothed(layers, size, zoom)[None], grid, align_corners=False)[0]


def _smoothed(layers: Tensor, size: tuple[int, int], zoom: float) -> Tensor:
    """Scaled down first where the picture is much finer than what is asked for: sampling alone would alias."""
    rows, columns = (max(1, round(n * max(zoom, 1.0))) for n in size)
    if rows >= layers.shape[1] or columns >= layers.shape[2]:
        return layers
    return functional.interpolate(layers[None], size=(rows, columns), mode="bilinear", antialias=True)[0]


def shaded(image: Tensor, how: Variation, draw: Draw) -> Tensor:
    """Vary the grey values of a picture (channels, rows, columns) of about unit spread."""
    if draw.chance(0.3):
        image = blurred(image, draw.uniform(_LEAST_BLUR, max(how.blur, _LEAST_BLUR)))
    if draw.chance(0.25):
        image = _coarsened(image, draw.uniform(1.0, how.coarse))
    if draw.chance(0.7):
        image = _bent(image, how, draw)
    if how.bias and draw.chance(0.5):
        image = image + how.bias * field(draw, 1, (image.shape[1], image.shape[2]))
    image = image * draw.logarithmic((1 / how.contrast, how.contrast)) + how.brightness * float(draw.normal(1))
    if draw.chance(how.invert):
        image = -image
    if draw.chance(0.5):
        image = image + draw.uniform(0.0, how.noise) * draw.normal(*image.shape)
    return image


def blurred(image: Tensor, sigma: float) -> Tensor:
    """A Gaussian blur of layers (n, rows, columns); ``sigma`` in pixels."""
    reach = max(1, round(3 * sigma))
    kernel = torch.exp(-0.5 * (torch.arange(-reach, reach + 1) / sigma) ** 2)
    kernel = kernel / kernel.sum()
    result = functional.pad(image[:, None], (reach, reach, reach, reach), mode="replicate")
    result = functional.conv2d(result, kernel.view(1, 1, -1, 1))
    return functional.conv2d(result, kernel.view(1, 1, 1, -1))[:, 0]


def _coarsened(image: Tensor, factor: float) -> Tensor:
    small = [max(4, round(n / factor)) for n in image.shape[1:]]
    down = functional.interpolate(image[None], size=small, mode="bilinear", antialias=True)
    return functional.interpolate(down, size=image.shape[1:], mode="bilinear", align_corners=False)[0]


def _bent(image: Tensor, how: Variation, draw: Draw) -> Tensor:
    """A random monotone curve over the range of the grey values; mean and spread stay."""
    low, spread = image.amin(), image.amax() - image.amin() + 1e-6
    mean, deviation = image.mean(), image.std() + 1e-6
    part = ((image - low) / spread) ** draw.logarithmic(how.gamma)
    for waves in (1, 2):
        bend = draw.uniform(-how.curve, how.curve) / 2
        part = part + bend * torch.sin(2 * math.pi * waves * part) / (2 * math.pi * waves)
    return (part - part.mean()) / (part.std() + 1e-6) * deviation + mean


def _box(size: tuple[int, int], draw: Draw, least: float, most: float) -> tuple[slice, slice]:
    found = []
    for side in size:
        length = max(1, round(side * draw.uniform(least, most)))
        first = draw.index(max(1, side - length))
        found.append(slice(first, first + length))
    return found[0], found[1]


def collimated(image: Tensor, masks: Tensor, draw: Draw) -> tuple[Tensor, Tensor]:
    """Beyond a random box there is no film: one grey value, and nothing is labelled."""
    rows, columns = image.shape[1:]
    inside = torch.zeros(1, rows, columns)
    top, bottom = (draw.index(max(1, rows // 8)) if draw.chance(0.5) else 0 for _ in range(2))
    left, right = (draw.index(max(1, columns // 8)) if draw.chance(0.5) else 0 for _ in range(2))
    inside[:, top : rows - bottom, left : columns - right] = 1.0
    level = image.amax() if draw.chance(0.2) else image.amin()
    return image * inside + level * (1 - inside), masks * inside


def marked(image: Tensor, draw: Draw) -> Tensor:
    """Draw bright marks near the picture's edges, where films have letters."""
    image, size = image.clone(), (image.shape[1], image.shape[2])
    for _ in range(1 + draw.index(_MOST_MARKS)):
        rows, columns = _box(size, draw, 0.01, 0.06)
        middle = (columns.start + columns.stop) / 2 / size[1]
        if not 0.2 < middle < 0.8 or rows.stop < 0.1 * size[0]:
            image[:, rows, columns] = image.amax() if draw.chance(0.8) else image.amin()
    return image


def hidden(image: Tensor, draw: Draw) -> Tensor:
    """Hide a rectangle behind its own mean or noise."""
    image = image.clone()
    rows, columns = _box((image.shape[1], image.shape[2]), draw, 0.05, 0.25)
    part = image[:, rows, columns]
    image[:, rows, columns] = part.mean() + (draw.normal(*part.shape) * part.std() if draw.chance(0.3) else 0.0)
    return image


def varied(
    image: Tensor,
    masks: Tensor,
    size: tuple[int, int],
    how: Variation | None,
    seed: int,
    drawn: Callable[[Tensor, Tensor, Draw], tuple[Tensor, Tensor]] | None = None,
    part: float = 1.0,
) -> tuple[Tensor, Tensor]:
    """One training picture.

    Args:
        image: (channels, rows, columns), normalised.
        masks: (n, rows, columns) of 0..1, what is labelled on it; n may be 0.
        size: (rows, columns) of what comes out.
        how: How it is varied, or None to scale only.
        seed: What is drawn.
        drawn: Draws something into image and masks once they are in place.
        part: Middle part of each side that fills the size where nothing is varied.

    Returns:
        Image and masks of this size.
    """
    draw = Draw(seed)
    layers = torch.cat([image, masks, torch.ones_like(image[:1])])
    layers = placed(layers, size, how, draw, part)
    image, masks, inside = layers[: len(image)], layers[len(image) : -1], layers[-1:]
    level = image.amin() if draw.chance(0.7) else image.mean()
    image = image + level * (1 - inside)
    if drawn is not None:
        image, masks = drawn(image, masks, draw)
    if how is None:
        return image, masks
    if draw.chance(how.marks):
        image = marked(image, draw)
    if draw.chance(how.hide):
        image = hidden(image, draw)
    if draw.chance(how.border):
        image, masks = collimated(image, masks, draw)
    return shaded(image, how, draw), masks
