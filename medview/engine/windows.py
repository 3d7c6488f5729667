"""Sliding window: a network run over a volume larger than its patch, blended with Gaussian importance."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import torch
from torch import Tensor
from torch.nn import functional

from medview.catalog.schema import Tiling

SIGMA = 0.125
"""Width of the importance as a part of the patch, as in nnU-Net (Isensee et al. 2021)."""

LEAST_IMPORTANCE = 1e-8
"""Corners of a lone window still count, and divide well in float32."""

Step = tuple[int, int, int]


def starts(length: int, patch: int, overlap: float) -> tuple[int, ...]:
    """First voxels of the windows along one axis; the last window ends with the volume."""
    if length <= patch:
        return (0,)
    stride = max(1, round(patch * (1.0 - overlap)))
    last = length - patch
    return (*range(0, last, stride), last)


def windows(shape: Step, tiling: Tiling) -> tuple[Step, ...]:
    """First corner of each window over a volume of this shape (padded to the patch where smaller)."""
    x, y, z = (starts(n, patch, tiling.overlap) for n, patch in zip(shape, tiling.patch, strict=True))
    return tuple(product(x, y, z))


def importance(patch: Step) -> Tensor:
    """(x, y, z) weights, 1 in the middle of a window, falling towards its rim."""
    axes = [torch.arange(n, dtype=torch.float32) - (n - 1) / 2 for n in patch]
    x, y, z = (torch.exp(-0.5 * (axis / (SIGMA * n)) ** 2) for axis, n in zip(axes, patch, strict=True))
    return (x[:, None, None] * y[None, :, None] * z[None, None, :]).clamp_min(LEAST_IMPORTANCE)


def slide(
    predict: Callable[[Tensor], Tensor], image: Tensor, tiling: Tiling, channels: int, step: Callable[[float], None]
) -> Tensor:
    """Blend the network's logits over all windows.

    Args:
        predict: (1, 1, *patch) to logits (1, channels, *patch).
        image: (x, y, z) normalised image.
        tiling: Patch and overlap.
        channels: Channels of the logits.
        step: Called before each window with the done part; may raise to stop within one window.

    Returns:
        (channels, x, y, z) logits on the CPU, float32.
    """
    padded, start = _padded(image, tiling.patch)
    total = torch.zeros((channels, *padded.shape))
    weight = torch.zeros(padded.shape)
    gauss = importance(tiling.patch)
    corners = windows((padded.shape[0], padded.shape[1], padded.shape[2]), tiling)
    for number, corner in enumerate(corners):
        step(number / len(corners))
        place = tuple(slice(first, first + side) for first, side in zip(corner, tiling.patch, strict=True))
        total[(slice(None), *place)] += predict(padded[place][None, None])[0].float().cpu() * gauss
        weight[place] += gauss
    total /= weight
    return total[(slice(None), *(slice(s, s + n) for s, n in zip(start, image.shape, strict=True)))]


def _padded(image: Tensor, patch: Step) -> tuple[Tensor, Step]:
    """The image with zeros around it up to the patch, and where it begins."""
    missing = [max(0, side - n) for n, side in zip(image.shape, patch, strict=True)]
    pairs = [(m // 2, m - m // 2) for m in missing]
    flat = [side for pair in reversed(pairs) for side in pair]
    return functional.pad(image, flat), (pairs[0][0], pairs[1][0], pairs[2][0])
