"""Detectors of pictures: one backbone and feature pyramid, and two heads that give one table of boxes and logits.

Sources: feature pyramids, Lin et al. 2017, arXiv:1612.03144; anchors and focal prior, Lin et al. 2017 (RetinaNet),
arXiv:1708.02002; boxes from cells without anchors, Tian et al. 2019 (FCOS), arXiv:1904.01355, and Ge et al. 2021
(YOLOX), arXiv:2107.08430; cross-stage blocks, Wang et al. 2020, arXiv:1911.11929; pooled context, He et al. 2015,
arXiv:1406.4729.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional

STEM = 4
"""Pixels of a side that the first layer reads as one."""

STRIDES = (8, 16, 32)
"""Pixels between the cells of each level of the pyramid."""

PRIOR = 0.01
"""Probability every box has at first: nearly all are background (Lin et al. 2017, arXiv:1708.02002, 3.3)."""

FIRST_REACH = 2.0
"""Cells from a cell to each side of its box at first."""

_POOL = 5
_MOMENTUM, _EPSILON = 0.03, 1e-3


def _unit(inner: int, outer: int, width: int = 3, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inner, outer, width, stride, width // 2, bias=False),
        nn.BatchNorm2d(outer, _EPSILON, _MOMENTUM),
        nn.SiLU(inplace=True),
    )


class Residual(nn.Module):
    """Two convolutions, added to what came in."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.body = nn.Sequential(_unit(channels, channels), _unit(channels, channels))

    def forward(self, features: Tensor) -> Tensor:
        """(n, channels, y, x) to the same shape."""
        total: Tensor = features + self.body(features)
        return total


class Stage(nn.Module):
    """Half of the channels go through residual blocks, the other half past them."""

    def __init__(self, channels: int, depth: int) -> None:
        super().__init__()
        half = channels // 2
        self.past, self.into = _unit(channels, half, 1), _unit(channels, half, 1)
        self.blocks = nn.Sequential(*(Residual(half) for _ in range(depth)))
        self.join = _unit(2 * half, channels, 1)

    def forward(self, features: Tensor) -> Tensor:
        """(n, channels, y, x) to the same shape."""
        joined: Tensor = self.join(torch.cat([self.past(features), self.blocks(self.into(features))], 1))
        return joined


class Context(nn.Module):
    """What lies around each cell: its greatest values within three growing windows."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        half = channels // 2
        self.into, self.join = _unit(channels, half, 1), _unit(4 * half, channels, 1)

    def forward(self, features: Tensor) -> Tensor:
        """(n, channels, y, x) to the same shape."""
        levels = [self.into(features)]
        for _ in range(3):
            levels.append(functional.max_pool2d(levels[-1], _POOL, 1, _POOL // 2))
        joined: Tensor = self.join(torch.cat(levels, 1))
        return joined


class Backbone(nn.Module):
    """From a picture to features at strides 8, 16 and 32.

    Args:
        in_channels: Channels of the picture.
        widths: Channels at strides 4, 8, 16 and 32.
        depths: Residual blocks at each of them.
    """

    def __init__(self, in_channels: int, widths: Sequence[int], depths: Sequence[int]) -> None:
        super().__init__()
        if len(widths) != len(STRIDES) + 1 or len(depths) != len(widths):
            raise ValueError(
                f"it has {len(STRIDES) + 1} stages, and these are {len(widths)} widths, {len(depths)} depths"
            )
        self.stem = nn.Sequential(_unit(in_channels * STEM**2, widths[0]), Stage(widths[0], depths[0]))
        self.stages = nn.ModuleList(
            nn.Sequential(_unit(fine, coarse, stride=2), Stage(coarse, depth))
            for (fine, coarse), depth in zip(pairwise(widths), depths[1:], strict=True)
        )
        self.context = Context(widths[-1])

    def forward(self, picture: Tensor) -> list[Tensor]:
        """(n, in_channels, y, x) to features of each stride; sides are filled up to a multiple of 4."""
        rows, columns = picture.shape[-2:]
        picture = functional.pad(picture, (0, -columns % STEM, 0, -rows % STEM))
        features = self.stem(functional.pixel_unshuffle(picture, STEM))
        levels = []
        for stage in self.stages:
            features = stage(features)
            levels.append(features)
        return [*levels[:-1], self.context(levels[-1])]


class Pyramid(nn.Module):
    """Every level also knows what the coarser ones know."""

    def __init__(self, widths: Sequence[int], channels: int) -> None:
        super().__init__()
        self.sides = nn.ModuleList(_unit(width, channels, 1) for width in widths)
        self.smooth = nn.ModuleList(_unit(channels, channels) for _ in widths)

    def forward(self, levels: Sequence[Tensor]) -> list[Tensor]:
        """Features of each stride to as many of ``channels`` channels."""
        found = [side(level) for side, level in zip(self.sides, levels, strict=True)]
        for fine in range(len(found) - 2, -1, -1):
            found[fine] = found[fine] + functional.interpolate(found[fine + 1], found[fine].shape[-2:], mode="nearest")
        return [smooth(level) for smooth, level in zip(self.smooth, found, strict=True)]


def _tower(inner: int, width: int, outer: int) -> nn.Sequential:
    return nn.Sequential(_unit(inner, width), _unit(width, width), nn.Conv2d(width, outer, 1))


def _begin(towers: nn.ModuleList, value: float) -> None:
    """Let towers give a value at first, whatever they see."""
    for tower in towers:
        *_, last = tower.children()
        if isinstance(last, nn.Conv2d) and last.bias is not None:
            nn.init.constant_(last.bias, value)


class _Detector(nn.Module):
    """Backbone, pyramid, and at each level a tower for boxes and one for classes.

    Args:
        spatial_dims: 2.
        in_channels: Channels of the picture.
        out_channels: Classes.
        widths: See ``Backbone``.
        depths: See ``Backbone``.
        neck: Channels of the pyramid.
        tower: Channels of the towers.
        boxes: Boxes of one cell.
    """

    def __init__(
        self,
        spatial_dims: int,
        in_channels: int,
        out_channels: int,
        widths: Sequence[int],
        depths: Sequence[int],
        neck: int,
        tower: int,
        boxes: int,
    ) -> None:
        super().__init__()
        if spatial_dims != 2:
            raise ValueError(f"it reads pictures, of 2 dimensions and not {spatial_dims}")
        self.backbone = Backbone(in_channels, widths, depths)
        self.pyramid = Pyramid(widths[1:], neck)
        self.places = nn.ModuleList(_tower(neck, tower, 4 * boxes) for _ in STRIDES)
        self.classes = nn.ModuleList(_tower(neck, tower, out_channels * boxes) for _ in STRIDES)
        _begin(self.classes, -math.log(1 / PRIOR - 1))

    def levels(self, picture: Tensor) -> Iterator[tuple[Tensor, Tensor]]:
        """Of each level, what the towers say of places and of classes, as maps (n, channels, y, x) in float32."""
        features = self.pyramid(self.backbone(picture))
        for level, places, classes in zip(features, self.places, self.classes, strict=True):
            yield places(level).float(), classes(level).float()


class RetinaDetector(_Detector):
    """Deltas and logits over anchors.

    Args:
        spatial_dims: 2.
        in_channels: Channels of the picture.
        out_channels: Classes.
        widths: Channels at strides 4, 8, 16 and 32.
        depths: Residual blocks at each of them.
        neck: Channels of the pyramid.
        tower: Channels of the towers.
        anchors: Anchors of one cell.
    """

    def __init__(
        self,
        spatial_dims: int,
        in_channels: int,
        out_channels: int,
        widths: Sequence[int],
        depths: Sequence[int],
        neck: int = 96,
        tower: int = 64,
        anchors: int = 9,
    ) -> None:
        super().__init__(spatial_dims, in_channels, out_channels, widths, depths, neck, tower, anchors)
        self.anchors = anchors

    def forward(self, picture: Tensor) -> Tensor:
        """(n, in_channels, y, x) to (n, anchors, 4 + classes): level by level, row by row, column by column."""
        pairs = (
            (_rows(places, self.anchors), _rows(classes, self.anchors)) for places, classes in self.levels(picture)
        )
        return torch.cat([torch.cat(pair, -1) for pair in pairs], 1)


class YoloDetector(_Detector):
    """One box of every cell, without anchors: how far its sides are from the cell's middle.

    Args:
        spatial_dims: 2.
        in_channels: Channels of the picture.
        out_channels: Classes.
        widths: Channels at strides 4, 8, 16 and 32.
        depths: Residual blocks at each of them.
        neck: Channels of the pyramid.
        tower: Channels of the towers.
    """

    def __init__(
        self,
        spatial_dims: int,
        in_channels: int,
        out_channels: int,
        widths: Sequence[int],
        depths: Sequence[int],
        neck: int = 96,
        tower: int = 64,
    ) -> None:
        super().__init__(spatial_dims, in_channels, out_channels, widths, depths, neck, tower, 1)
        _begin(self.places, math.log(math.expm1(FIRST_REACH)))

    def forward(self, picture: Tensor) -> Tensor:
        """(n, in_channels, y, x) to (n, cells, 4 + classes): x0, y0, x1, y1 in the picture's pixels, and logits."""
        found = []
        for stride, (places, classes) in zip(STRIDES, self.levels(picture), strict=True):
            middles = centres(places.shape[-2], places.shape[-1], stride, places.device)
            reach = stride * functional.softplus(_rows(places, 1))
            corners = torch.cat([middles - reach[..., :2], middles + reach[..., 2:]], -1)
            found.append(torch.cat([corners, _rows(classes, 1)], -1))
        return torch.cat(found, 1)


def centres(rows: int, columns: int, stride: int, device: torch.device | str = "cpu") -> Tensor:
    """(rows · columns, 2) middles (x, y) of the cells of one level, row by row."""
    y, x = (stride * (torch.arange(n, device=device, dtype=torch.float32) + 0.5) for n in (rows, columns))
    return torch.stack([x.repeat(rows), y.repeat_interleave(columns)], -1)


def _rows(maps: Tensor, boxes: int) -> Tensor:
    """(n, boxes · width, y, x) to (n, y · x · boxes, width)."""
    n, channels, rows, columns = maps.shape
    apart = maps.view(n, boxes, channels // boxes, rows, columns).permute(0, 3, 4, 1, 2)
    return apart.reshape(n, rows * columns * boxes, channels // boxes)
