"""Where the windows over an image begin, how much their voxels count, and in which order they are computed."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import torch
from torch import Tensor
from torch.nn import functional

from medview.catalog.schema import Tiling

SIGMA = 0.125
"""Width of the importance as a part of the patch, as in nnU-Net (Isensee et al. 2021) and MONAI."""

LEAST_IMPORTANCE = 1e-8
"""Corners of a lone window still count, and divide well in float32."""

MONAI_LEAST = 1e-3
"""MONAI lets no voxel of a window count less (``compute_importance_map``)."""

NNUNET_SCALE = 10.0
"""nnU-Net's greatest importance; it is kept in float16, in which the corners of a window become 0."""

Step = tuple[int, int, int]


def _even(length: int, patch: int, overlap: float) -> tuple[int, ...]:
    """One stride; the last window ends with the volume."""
    last = length - patch
    return (*range(0, last, max(1, round(patch * (1.0 - overlap)))), last)


def _spread(length: int, patch: int, overlap: float) -> tuple[int, ...]:
    """Equal distances of at most the stride, rounded (nnU-Net's ``compute_steps_for_sliding_window``)."""
    last = length - patch
    steps = math.ceil(last / (patch * (1.0 - overlap)))
    return tuple(round(last / steps * number) for number in range(steps + 1))


def _monai(length: int, patch: int, overlap: float) -> tuple[int, ...]:
    """The stride rounded down; the last window is moved back into the volume (MONAI's ``dense_patch_slices``)."""
    stride = max(1, int(patch * (1.0 - overlap)))
    steps = math.ceil((length - patch) / stride)
    return tuple(min(number * stride, length - patch) for number in range(steps + 1))


STARTS: Mapping[str, Callable[[int, int, float], tuple[int, ...]]] = {
    "even": _even,
    "spread": _spread,
    "monai": _monai,
}
"""First voxels of the windows along an axis that is longer than the patch."""


def starts(length: int, patch: int, tiling: Tiling) -> tuple[int, ...]:
    """First voxels of the windows along one axis."""
    return (0,) if length <= patch else STARTS[tiling.starts](length, patch, tiling.overlap)


def _centred(patch: Sequence[int]) -> Tensor:
    """A Gaussian around the middle, the product over the axes."""
    total = torch.ones(())
    for n in patch:
        axis = torch.arange(n, dtype=torch.float32) - (n - 1) / 2
        total = total[..., None] * torch.exp(-0.5 * (axis / (SIGMA * n)) ** 2)
    return total


def _cut_off(patch: Sequence[int]) -> Tensor:
    """A Gaussian around the voxel n // 2, 0 beyond four sigma, its zeros in float16 replaced by what is least there."""
    total = torch.ones((), dtype=torch.float64)
    for n in patch:
        away = (torch.arange(n, dtype=torch.float64) - n // 2).abs()
        axis = torch.exp(-0.5 * (away / (SIGMA * n)) ** 2)
        total = total[..., None] * axis.where(away <= int(4.0 * SIGMA * n + 0.5), 0.0)
    small = (total * (NNUNET_SCALE / total.max())).half().float()
    return small.where(small > 0, small[small > 0].min()) / NNUNET_SCALE


GAUSSIANS: Mapping[str, Callable[[Sequence[int]], Tensor]] = {
    "even": lambda patch: _centred(patch).clamp_min(LEAST_IMPORTANCE),
    "spread": _cut_off,
    "monai": lambda patch: _centred(patch).clamp_min(MONAI_LEAST),
}
"""The importance that belongs to each way of placing windows."""


def importance(patch: Sequence[int], tiling: Tiling) -> Tensor:
    """Weights of the voxels of a window: the same everywhere, or falling from the middle towards the rim."""
    return torch.ones(tuple(patch)) if tiling.importance == "constant" else GAUSSIANS[tiling.starts](patch)


def padded(image: Tensor, patch: Sequence[int]) -> Tensor:
    """An image (channels, *spatial) with zeros around it up to the patch, the odd one behind."""
    missing = [max(0, side - n) for n, side in zip(image.shape[1:], patch, strict=True)]
    flat = [side for m in reversed(missing) for side in (m // 2, m - m // 2)]
    return functional.pad(image, flat) if any(flat) else image


@dataclass(frozen=True)
class Layout:
    """The windows over an image, and the axes along which it is finished.

    Args:
        shape: The image's spatial shape.
        tiling: Patch, overlap and where windows begin.
    """

    shape: Step
    tiling: Tiling

    @cached_property
    def patch(self) -> Step:
        """The window: that of the tiling, or the whole image where the network sees it at once."""
        if not self.tiling.whole:
            return self.tiling.patch
        flat = self.tiling.patch.index(1) if self.tiling.patch.count(1) == 1 else None
        sides = zip(self.shape, self.tiling.patch, self.tiling.multiple, strict=True)
        wide = [math.ceil(max(n, side) / part) * part for n, side, part in sides]
        x, y, z = (1 if axis == flat else side for axis, side in enumerate(wide))
        return x, y, z

    @cached_property
    def padded_shape(self) -> Step:
        """The image's shape once it is padded to the patch."""
        x, y, z = (max(n, side) for n, side in zip(self.shape, self.patch, strict=True))
        return x, y, z

    @cached_property
    def before(self) -> Step:
        """Where the image begins in the padded one."""
        x, y, z = ((wide - n) // 2 for n, wide in zip(self.shape, self.padded_shape, strict=True))
        return x, y, z

    @cached_property
    def starts(self) -> tuple[tuple[int, ...], ...]:
        """First voxels of the windows along each axis of the padded image."""
        pairs = zip(self.padded_shape, self.patch, strict=True)
        return tuple(starts(n, side, self.tiling) for n, side in pairs)

    @property
    def count(self) -> int:
        """How many windows there are."""
        return math.prod(map(len, self.starts))

    @cached_property
    def order(self) -> Step:
        """Axes of the image: along the first slabs are finished, along the second rows of a slab.

        The more windows lie along an axis, the less of the image must be kept while windows move along it.
        """
        first, second, third = sorted(range(3), key=lambda axis: -len(self.starts[axis]))
        return first, second, third

    def corners(self, focus: Step | None = None) -> tuple[Step, ...]:
        """First corner of each window in the padded image, slab by slab and in these row by row.

        Args:
            focus: A voxel of the image; the slabs begin with the first window over it and go round.
        """
        first, second, third = (self.starts[axis] for axis in self.order)
        turn = self._slab_of(focus) if focus else 0
        turned = (*first[turn:], *first[:turn])
        return tuple(self._in_image_order(corner) for corner in product(turned, second, third))

    def _slab_of(self, focus: Step) -> int:
        axis = self.order[0]
        place = min(max(focus[axis], 0), self.shape[axis] - 1) + self.before[axis]
        return next(n for n, start in enumerate(self.starts[axis]) if start + self.patch[axis] > place)

    def _in_image_order(self, corner: Sequence[int]) -> Step:
        x, y, z = (corner[self.order.index(axis)] for axis in range(3))
        return x, y, z
