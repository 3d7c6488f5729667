"""Sums over overlapping windows, kept only where windows are still to come.

The image is cut along two axes where windows begin and end: a tile is what lies between two cuts along both, and all of
the third axis. Windows move over the image row by row; a tile that none of those still to come touches is handed on and
freed. What is held is about one slab as deep as the windows' stride, and the row being computed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise, product

import torch
from torch import Tensor

from medview.engine.pages import zeros
from medview.engine.windows import Layout, Step

Key = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Tile:
    """A finished part of the output.

    Args:
        key: Its number along the first and the second axis of ``Layout.order``.
        place: Where it lies in the padded image, in the order of ``Layout.order``.
        values: (channels, a, b, c) float32 in that order, averaged over the windows.
    """

    key: Key
    place: tuple[slice, slice, slice]
    values: Tensor


@dataclass(frozen=True)
class Cuts:
    """Where tiles begin along one axis: where any window begins or ends, so that windows hold whole tiles only.

    Args:
        starts: First voxels of the windows.
        side: Length of a window.
    """

    starts: tuple[int, ...]
    side: int

    @cached_property
    def parts(self) -> tuple[slice, ...]:
        """The voxels of each tile."""
        ends = sorted({*self.starts, *(start + self.side for start in self.starts)})
        return tuple(slice(low, high) for low, high in pairwise(ends))

    @property
    def longest(self) -> int:
        """Voxels of the longest tile."""
        return max(map(_length, self.parts))

    def touched(self, start: int) -> list[int]:
        """Tiles within a window."""
        return [n for n, part in enumerate(self.parts) if start <= part.start < start + self.side]

    def windows(self, number: int) -> list[int]:
        """First voxels of the windows over a tile."""
        return [start for start in self.starts if number in self.touched(start)]


@dataclass(eq=False)
class Open:
    """A tile that is not finished.

    Args:
        values: (channels, a, b, c) sums of outputs times their share.
        weights: (a, b, c) sums of the importance of all windows, float32.
        left: Windows still to come.
    """

    values: Tensor
    weights: Tensor
    left: int


@dataclass(eq=False)
class Accumulator:
    """The tiles that windows were added to and that others are still to be added to.

    Args:
        layout: The windows.
        weight: (x, y, z) importance of a window's voxels.
        dtype: In which sums are kept.
        device: Where sums are kept.
    """

    layout: Layout
    weight: Tensor
    dtype: torch.dtype = torch.float32
    device: str = "cpu"
    _open: dict[Key, Open] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._cuts = tuple(cuts(self.layout, axis) for axis in self.layout.order[:2])
        self._counts = [[len(part.windows(n)) for n in range(len(part.parts))] for part in self._cuts]
        self._whole = self.layout.padded_shape[self.layout.order[2]]
        self._weight = self._turned(self.weight).to(self.device)

    def add(self, corner: Step, output: Tensor) -> Iterator[Tile]:
        """Add a window's output; tiles that it finishes are handed out.

        Args:
            corner: Its first corner in the padded image.
            output: (channels, *patch) float32.
        """
        if self.layout.count == 1:
            whole = self._turned(output)
            x, y, z = (slice(0, n) for n in whole.shape[1:])
            yield Tile((0, 0), (x, y, z), whole)
            return
        output = self._turned(output.to(self.device))
        first, second, third = (corner[axis] for axis in self.layout.order)
        touched = [(a, b) for a in self._cuts[0].touched(first) for b in self._cuts[1].touched(second)]
        tiles = {key: self._tile(key, len(output)) for key in touched}  # all of them, before any is changed
        along = slice(third, third + output.shape[3])
        for (a, b), tile in tiles.items():
            of_a, of_b = _within(self._cuts[0].parts[a], first), _within(self._cuts[1].parts[b], second)
            share = self._weight[of_a, of_b] / tile.weights[:, :, along]
            _add_shares(tile.values[:, :, :, along], output[:, of_a, of_b], share)
            tile.left -= 1
        yield from (self._finished(key) for key, tile in tiles.items() if not tile.left)

    def convert(self, dtype: torch.dtype, device: str) -> None:
        """Keep the sums otherwise from now on."""
        self.dtype, self.device, self._weight = dtype, device, self._weight.to(device)
        for tile in self._open.values():
            tile.values = tile.values.to(device, dtype)
            tile.weights = tile.weights.to(device)

    @property
    def held_voxels(self) -> int:
        """Voxels of the tiles that are open."""
        return sum(tile.weights.numel() for tile in self._open.values())

    def _turned(self, values: Tensor) -> Tensor:
        """Axes in the order of the tiles; a channel axis stays first."""
        extra = values.dim() - 3
        return values.permute(*range(extra), *(axis + extra for axis in self.layout.order))

    def _tile(self, key: Key, channels: int) -> Open:
        if key not in self._open:
            a, b = (_length(cut.parts[n]) for cut, n in zip(self._cuts, key, strict=True))
            shape = (a, b, self._whole)
            values = zeros((channels, *shape), self.dtype, self.device)
            left = self._counts[0][key[0]] * self._counts[1][key[1]] * len(self.layout.starts[self.layout.order[2]])
            self._open[key] = Open(values, self._weights(key, shape), left)
        return self._open[key]

    def _weights(self, key: Key, shape: Step) -> Tensor:
        """What all windows over a tile weigh together.

        Outputs are added by their share of it, so that sums stay as large as outputs are: in 16 bits what weighs
        little would be lost.
        """
        total = torch.zeros(shape, device=self.device)
        parts = [cut.parts[n] for cut, n in zip(self._cuts, key, strict=True)]
        around = [cut.windows(n) for cut, n in zip(self._cuts, key, strict=True)]
        for first, second, third in product(*around, self.layout.starts[self.layout.order[2]]):
            part = self._weight[_within(parts[0], first), _within(parts[1], second)]
            total[:, :, third : third + part.shape[2]] += part
        return total

    def _finished(self, key: Key) -> Tile:
        tile = self._open.pop(key)
        place = (self._cuts[0].parts[key[0]], self._cuts[1].parts[key[1]], slice(0, self._whole))
        return Tile(key, place, tile.values.float())


def cuts(layout: Layout, axis: int) -> Cuts:
    """The tiles along an axis of the padded image."""
    return Cuts(layout.starts[axis], layout.patch[axis])


def most_held(layout: Layout, focus: Step | None = None) -> int:
    """The most voxels an ``Accumulator`` holds at once while the windows of a layout are added in order."""
    if layout.count == 1:
        return 0
    first, second = (cuts(layout, axis) for axis in layout.order[:2])
    sides = [list(map(_length, cut.parts)) for cut in (first, second)]
    counts = [[len(cut.windows(n)) for n in range(len(cut.parts))] for cut in (first, second)]
    keys = product(range(len(sides[0])), range(len(sides[1])))
    left = Counter({(a, b): counts[0][a] * counts[1][b] for a, b in keys})
    held: set[Key] = set()
    now = most = 0
    for row in dict.fromkeys(tuple(corner[axis] for axis in layout.order[:2]) for corner in layout.corners(focus)):
        touched = [(a, b) for a in first.touched(row[0]) for b in second.touched(row[1])]
        now += sum(sides[0][a] * sides[1][b] for a, b in touched if (a, b) not in held)
        held.update(touched)
        most = max(most, now)
        left.subtract(touched)
        now -= sum(sides[0][a] * sides[1][b] for a, b in touched if not left[a, b])
    return most * layout.padded_shape[layout.order[2]]


def _add_shares(sums: Tensor, output: Tensor, share: Tensor) -> None:
    if sums.dtype == output.dtype:
        sums.addcmul_(output, share)
    else:
        for kept, given in zip(sums, output, strict=True):
            kept += given * share


def _within(part: slice, start: int) -> slice:
    """A tile's voxels counted in a window."""
    return slice(part.start - start, part.stop - start)


def _length(part: slice) -> int:
    return int(part.stop - part.start)
