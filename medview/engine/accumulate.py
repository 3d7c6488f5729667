"""Sums over overlapping windows, kept only where windows are still to come.

The image is cut along two axes where windows begin: a tile is what lies between two beginnings along both, and all of
the third axis. Windows move over the image row by row; a tile that none of those still to come touches is divided by
its weights, handed on and freed. What is held is one slab as deep as the windows' stride, and the row being computed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

import torch
from torch import Tensor

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
    """Where tiles begin along one axis.

    Args:
        starts: First voxels of the windows; tiles begin where windows do.
        side: Length of a window.
        length: Length of the padded image.
    """

    starts: tuple[int, ...]
    side: int
    length: int

    def part(self, number: int) -> slice:
        """The voxels of a tile."""
        return slice(self.starts[number], self.starts[number + 1] if number + 1 < len(self.starts) else self.length)

    @property
    def longest(self) -> int:
        """Voxels of the longest tile."""
        return max(_length(self.part(number)) for number in range(len(self.starts)))

    def touched(self, start: int) -> range:
        """Tiles that a window touches."""
        first = self.starts.index(start)
        return range(first, sum(other < start + self.side for other in self.starts))

    def windows(self, number: int) -> int:
        """How many windows touch a tile."""
        return sum(number in self.touched(start) for start in self.starts)


@dataclass(eq=False)
class Open:
    """A tile that is not finished.

    Args:
        values: (channels, a, b, c) sums.
        weights: (a, b, c) sums of the importance, float32.
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
        weight: (x, y, z) importance of a window's voxels, on the device of the windows.
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
        self._counts = [[part.windows(n) for n in range(len(part.starts))] for part in self._cuts]
        self._whole = self.layout.padded_shape[self.layout.order[2]]

    def weigh(self, output: Tensor) -> Tensor:
        """A window's output as ``add`` takes it; the output itself is changed and must not be used any more.

        Args:
            output: (channels, *patch) float32, on the device of the windows.
        """
        return output if self.layout.count == 1 else output.mul_(self.weight).to(self.device, non_blocking=True)

    def add(self, corner: Step, weighed: Tensor) -> Iterator[Tile]:
        """Add a window's output; tiles that it finishes are handed out.

        Args:
            corner: Its first corner in the padded image.
            weighed: What ``weigh`` made of it.
        """
        if self.layout.count == 1:
            whole = self._turned(weighed)
            x, y, z = (slice(0, n) for n in whole.shape[1:])
            yield Tile((0, 0), (x, y, z), whole)
            return
        output, weight = self._turned(weighed.to(self.device)), self._turned(self.weight.to(self.device))
        first, second, third = (corner[axis] for axis in self.layout.order)
        touched = [(a, b) for a in self._cuts[0].touched(first) for b in self._cuts[1].touched(second)]
        tiles = {key: self._tile(key, len(output)) for key in touched}
        along = slice(third, third + output.shape[3])
        for (a, b), tile in tiles.items():
            (in_a, of_a), (in_b, of_b) = _common(self._cuts[0], a, first), _common(self._cuts[1], b, second)
            tile.values[:, in_a, in_b, along] += output[:, of_a, of_b]
            tile.weights[in_a, in_b, along] += weight[of_a, of_b]
            tile.left -= 1
        yield from (self._finished(key) for key, tile in tiles.items() if not tile.left)

    def convert(self, dtype: torch.dtype, device: str) -> None:
        """Keep the sums otherwise from now on."""
        self.dtype, self.device = dtype, device
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
            shape = (*(_length(part.part(n)) for part, n in zip(self._cuts, key, strict=True)), self._whole)
            values = torch.zeros((channels, *shape), dtype=self.dtype, device=self.device)
            left = self._counts[0][key[0]] * self._counts[1][key[1]] * len(self.layout.starts[self.layout.order[2]])
            self._open[key] = Open(values, torch.zeros(shape, device=self.device), left)
        return self._open[key]

    def _finished(self, key: Key) -> Tile:
        tile = self._open.pop(key)
        place = (self._cuts[0].part(key[0]), self._cuts[1].part(key[1]), slice(0, self._whole))
        return Tile(key, place, tile.values.float().div_(tile.weights))


def cuts(layout: Layout, axis: int) -> Cuts:
    """The tiles along an axis of the padded image."""
    return Cuts(layout.starts[axis], layout.patch[axis], layout.padded_shape[axis])


def most_held(layout: Layout, focus: Step | None = None) -> int:
    """The most voxels an ``Accumulator`` holds at once while the windows of a layout are added in order."""
    if layout.count == 1:
        return 0
    first, second = (cuts(layout, axis) for axis in layout.order[:2])
    sides = [[_length(part.part(n)) for n in range(len(part.starts))] for part in (first, second)]
    keys = product(range(len(sides[0])), range(len(sides[1])))
    left = Counter({(a, b): first.windows(a) * second.windows(b) for a, b in keys})
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


def _common(part: Cuts, number: int, start: int) -> tuple[slice, slice]:
    """What a tile and a window share: counted in the tile, and counted in the window."""
    tile = part.part(number)
    low, high = max(tile.start, start), min(tile.stop, start + part.side)
    return slice(low - tile.start, high - tile.start), slice(low - start, high - start)


def _length(part: slice) -> int:
    return int(part.stop - part.start)
