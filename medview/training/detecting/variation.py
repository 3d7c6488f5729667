"""Variation of labelled pictures on tensors: one resampling for everything spatial, then the intensities.

Pictures are (channel, row, column), normalised; boxes are (n, 4) x0, y0, x1, y1 in pixels, the left edge of the first
pixel at 0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from medview.training.augmentation import Draw
from medview.training.detecting.recipe import Variation

_LEAST_SIDE = 3.0
"""Pixels of the shortest side of a box that is asked for."""

_LEAST_BLUR = 0.3
"""Standard deviation of the weakest blur; less leaves pixels as they are."""

_RARELY, _OFTEN = 0.2, 0.5


@dataclass(frozen=True, eq=False)
class Labelled:
    """A picture and its boxes.

    Args:
        picture: (channels, rows, columns) float32, normalised.
        boxes: (n, 4).
        labels: (n,) int64.
    """

    picture: Tensor
    boxes: Tensor
    labels: Tensor


def varied(parts: Sequence[Labelled], size: tuple[int, int], settings: Variation, draw: Draw) -> Labelled:
    """One training picture from one, or from four laid side by side.

    Args:
        parts: One picture, or four of one size.
        size: (rows, columns) of what it becomes; the picture is scaled to it.
        settings: How it is varied.
        draw: What is drawn.
    """
    whole = parts[0] if len(parts) == 1 else side_by_side(parts)
    moved = _moved(whole, size, size[0] / parts[0].picture.shape[1], settings, draw)
    return Labelled(_vary_intensity(moved.picture, settings, draw), moved.boxes, moved.labels)


def side_by_side(parts: Sequence[Labelled]) -> Labelled:
    """Four pictures of one size as one of twice its sides (Bochkovskiy et al. 2020, arXiv:2004.10934)."""
    rows, columns = parts[0].picture.shape[1:]
    upper, lower = (torch.cat([a.picture, b.picture], 2) for a, b in (parts[:2], parts[2:]))
    places = torch.tensor([(x, y, x, y) for y in (0.0, rows) for x in (0.0, columns)])
    boxes = torch.cat([part.boxes + place for part, place in zip(parts, places, strict=True)])
    return Labelled(torch.cat([upper, lower], 1), boxes, torch.cat([part.labels for part in parts]))


def _moved(whole: Labelled, size: tuple[int, int], scale: float, settings: Variation, draw: Draw) -> Labelled:
    """Turned, scaled and shifted; ``size`` is what is read of it."""
    matrix = scale * _matrix(settings, draw)
    have = torch.tensor([whole.picture.shape[2], whole.picture.shape[1]], dtype=torch.float32)
    want = torch.tensor([size[1], size[0]], dtype=torch.float32)
    room = (have - want / scale).clamp(min=0)  # of four pictures any place may be read
    reach = torch.maximum(room / 2, settings.shift * want / scale)
    middle = have / 2 + torch.tensor([draw.uniform(-1, 1), draw.uniform(-1, 1)]) * reach
    picture = _sampled(whole.picture, size, torch.linalg.inv(matrix), middle, settings.fill)
    boxes = _boxes(whole.boxes, matrix, middle, want)
    seen = boxes.clamp(min=0).minimum(torch.cat([want, want]))
    sides, all_sides = seen[:, 2:] - seen[:, :2], boxes[:, 2:] - boxes[:, :2]
    kept = (sides.amin(1) >= _LEAST_SIDE) & (sides.prod(1) >= settings.visible * all_sides.prod(1))
    return Labelled(picture, seen[kept], whole.labels[kept])


def _matrix(settings: Variation, draw: Draw) -> Tensor:
    """(2, 2): from the picture to what is read, both from their middles."""
    angle = math.radians(draw.uniform(-settings.rotation_deg, settings.rotation_deg))
    angle += math.pi / 2 if draw.chance(settings.quarter) else 0.0
    turn = torch.tensor([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    magnify, stretch = draw.logarithmic(settings.scale), draw.logarithmic((1 / settings.stretch, settings.stretch))
    x, y = (-1.0 if draw.chance(settings.mirror) else 1.0 for _ in range(2))
    return turn @ torch.diag(torch.tensor([x * magnify * stretch, y * magnify / stretch]))


def _sampled(picture: Tensor, size: tuple[int, int], back: Tensor, middle: Tensor, fill: float) -> Tensor:
    """Bilinear values of a picture at the pixels of what is read; ``back`` leads from there to the picture."""
    rows, columns = picture.shape[1:]
    half_out = torch.tensor([size[1] / 2, size[0] / 2])
    half_in = torch.tensor([columns / 2, rows / 2])
    theta = torch.cat([back * half_out / half_in[:, None], ((middle - half_in) / half_in)[:, None]], 1)
    grid = functional.affine_grid(theta[None], [1, 1, *size], align_corners=False)
    found = functional.grid_sample((picture - fill)[None], grid, padding_mode="zeros", align_corners=False)
    return found[0] + fill


def _boxes(boxes: Tensor, matrix: Tensor, middle: Tensor, want: Tensor) -> Tensor:
    """Boxes of what is read, around the ellipses within them: things fill their boxes' corners rarely."""
    centres, half = (boxes[:, :2] + boxes[:, 2:]) / 2, (boxes[:, 2:] - boxes[:, :2]) / 2
    centres = (centres - middle) @ matrix.T + want / 2
    half = torch.sqrt(half.square() @ matrix.square().T)
    return torch.cat([centres - half, centres + half], 1)


def _vary_intensity(picture: Tensor, settings: Variation, draw: Draw) -> Tensor:
    if settings.blur and draw.chance(_RARELY):
        picture = _blurred(picture, draw.uniform(_LEAST_BLUR, max(settings.blur, _LEAST_BLUR)))
    if draw.chance(_OFTEN):
        picture = picture.clamp_min(0.0) ** draw.logarithmic(settings.gamma)
    factors = [draw.logarithmic((1 / settings.contrast, settings.contrast))] * len(picture)
    if settings.colour > 1.0:
        factors = [factor * draw.logarithmic((1 / settings.colour, settings.colour)) for factor in factors]
    picture = picture * torch.tensor(factors)[:, None, None] + settings.brightness * float(draw.normal(1))
    if draw.chance(_OFTEN):
        picture = picture + draw.uniform(0.0, settings.noise) * draw.normal(*picture.shape)
    return picture


def _blurred(picture: Tensor, sigma: float) -> Tensor:
    reach = max(1, round(2.5 * sigma))
    line = torch.exp(-0.5 * (torch.arange(-reach, reach + 1) / sigma) ** 2)
    line = line / line.sum()
    rows = functional.conv2d(picture[:, None], line[None, None, :, None], padding=(reach, 0))
    return functional.conv2d(rows, line[None, None, None], padding=(0, reach))[:, 0]
