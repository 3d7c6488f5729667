"""What speaks for a region of a volume: its summed logit, window by window, as the network reads volumes.

Only the windows the region reaches into are looked at, each of at most ``MOST_VOXELS``, so that memory does not grow
with the image; what several windows say of a voxel is added.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from medview.catalog.schema import Configuration
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.explaining.methods import Asked, Explained, MethodName, explain
from medview.engine.explaining.scores import region_score

Float = NDArray[np.float32]
Step = Callable[[float], None]

MOST_VOXELS = 96**3
"""Of one window: gradients keep every feature of it in memory, about 4 GB for 32 of them at full resolution."""

LEAST_SIDE = 16
"""Windows are halved no further."""

MARGIN = 16
"""Voxels around a region of networks that read the whole image at once."""


@dataclass(frozen=True, eq=False)
class RegionWish:
    """A region of a volume and how it is explained.

    Args:
        configuration: The package.
        networks: Of every fold.
        method: How.
        layer: For Grad-CAM; empty: it is found.
    """

    configuration: Configuration
    networks: tuple[nn.Module, ...]
    method: MethodName
    layer: str = ""


def explain_region(wish: RegionWish, image: Tensor, parts: Mapping[int, NDArray[np.bool_]], step: Step) -> Explained:
    """A map of what speaks for a region.

    Args:
        wish: What is asked.
        image: (channels, x, y, z) as the network reads it.
        parts: (x, y, z) the region, by channel of the network's output.
        step: Called with the done part; may raise to stop.

    Raises:
        ModelError: There is no such region.
    """
    inside = np.logical_or.reduce(list(parts.values()))
    if not inside.any():
        raise ModelError(tr("There is nothing of this region to explain."), tr("Choose a finding that has a place."))
    sides = window_of(wish.configuration, inside)
    windows = list(windows_over(inside, sides))
    total, left, score = np.zeros(inside.shape, np.float32), inside.copy(), 0.0
    for number, window in enumerate(windows):
        if left[window].any():
            mine = {channel: part[window] & left[window] for channel, part in parts.items()}
            found = _one(wish, image[(slice(None), *window)], mine, sides, _part(step, number, len(windows)))
            total[window] += found.values * found.greatest
            score += found.score
            left[window] = False
    greatest = float(total.max())
    return Explained((total / max(greatest, 1e-30)).astype(np.float32), greatest, score)


def _part(step: Step, number: int, count: int) -> Step:
    return lambda part: step((number + part) / count)


def _one(
    wish: RegionWish, image: Tensor, mine: Mapping[int, NDArray[np.bool_]], sides: Sequence[int], step: Step
) -> Explained:
    """One window; where the image ends before it does, zeros follow."""
    flat, shape = flat_axis(wish.configuration), image.shape[1:]
    margins = [side - n for side, n in zip(sides, shape, strict=True)]
    padding = [n for margin in reversed(margins) for n in (0, max(0, margin))]
    given = functional.pad(image, padding)[None]
    inside = {channel: functional.pad(torch.from_numpy(part), padding) for channel, part in mine.items()}
    if flat is not None:
        given = given.squeeze(2 + flat)
        inside = {channel: part.squeeze(flat) for channel, part in inside.items()}
    asked = Asked(wish.networks, (region_score(wish.configuration, inside),), given, step, wish.layer, "segmentation")
    found = explain(wish.method, asked)
    values = found.values if flat is None else np.expand_dims(found.values, flat)
    return replace(found, values=values[tuple(slice(0, n) for n in shape)])


def flat_axis(configuration: Configuration) -> int | None:
    """The axis along which a network of two dimensions goes slice by slice."""
    return configuration.tiling.patch.index(1) if configuration.network.spatial_dims == 2 else None


def window_of(configuration: Configuration, inside: NDArray[np.bool_]) -> tuple[int, ...]:
    """Sides of a window: the package's, halved until it is small enough for gradients."""
    tiling = configuration.tiling
    sides, flat = list(tiling.patch), flat_axis(configuration)
    if tiling.whole:
        box = [int(np.ptp(np.flatnonzero(inside.any(tuple({0, 1, 2} - {axis}))))) + 1 for axis in range(3)]
        wanted = [max(side, n + 2 * MARGIN) for side, n in zip(sides, box, strict=True)]
        sides = [-(-side // n) * n for side, n in zip(wanted, tiling.multiple, strict=True)]
        if flat is not None:
            sides[flat] = 1
    while math.prod(sides) > MOST_VOXELS:
        axis = int(np.argmax(sides))
        if sides[axis] % 2 or sides[axis] // 2 < LEAST_SIDE:
            break
        sides[axis] //= 2
    return tuple(sides)


def windows_over(inside: NDArray[np.bool_], sides: Sequence[int]) -> Iterator[tuple[slice, ...]]:
    """Windows that cover a region, at equal distances along each axis, none beyond the image."""
    along = []
    for axis, side in enumerate(sides):
        used = np.flatnonzero(inside.any(tuple({0, 1, 2} - {axis})))
        low, high, length = int(used[0]), int(used[-1]) + 1, inside.shape[axis]
        count = -(-(high - low) // side)
        spare = (count * side - (high - low)) / 2.0
        starts = np.linspace(low - spare, high + spare - side, count) if count > 1 else np.array([low - spare])
        kept = np.clip(np.round(starts).astype(int), 0, max(0, length - side))
        along.append([slice(int(n), min(int(n) + side, length)) for n in kept])
    return ((x, y, z) for x in along[0] for y in along[1] for z in along[2])
