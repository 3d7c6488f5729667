"""Linear mixing of parts of an output onto other voxels, axis by axis or voxel by voxel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import torch
from torch import Tensor

from medview.engine.prepare import Frame, nearest


@dataclass(frozen=True, eq=False)
class Along:
    """How the source's voxels along one axis are mixed from the network's.

    Args:
        low: Voxel below each, ascending.
        high: Voxel above; the same where nothing is mixed.
        share: Part of the one above.
    """

    low: Tensor
    high: Tensor
    share: Tensor

    @property
    def mixes(self) -> bool:
        """Whether anything is mixed."""
        return bool((self.low != self.high).any())

    def part(self, rows: slice, first: int) -> Along:
        """Some of the source's voxels, the network's counted from ``first``."""
        return Along(self.low[rows] - first, self.high[rows] - first, self.share[rows])

    def covered(self, own: slice, first: int, length: int) -> slice:
        """The source's voxels that a tile is answerable for and whose network's voxels are all at hand.

        Args:
            own: The tile among the network's voxels.
            first: First of those at hand.
            length: How many are at hand.
        """
        inside = (self.high >= own.start) & (self.low < own.stop) & (self.low >= first) & (self.high < first + length)
        rows = inside.nonzero()
        return slice(int(rows[0]), int(rows[-1]) + 1) if len(rows) else slice(0, 0)

    def to(self, device: torch.device) -> Along:
        """The same on another device."""
        return Along(self.low.to(device), self.high.to(device), self.share.to(device))


def along(frame: Frame, axis: int) -> Along:
    """How the source's voxels along an axis of the frame are mixed."""
    places, length = frame.back(axis), frame.shape[axis]
    if frame.chosen[axis] or frame.is_same(axis):
        chosen = torch.from_numpy(nearest(places, length).astype(np.int64))
        return Along(chosen, chosen, torch.zeros(len(chosen)))
    low = np.minimum(np.floor(places), max(0, length - 2)).astype(np.int64)
    share = places - low
    high = np.where(share > 0, np.minimum(low + 1, length - 1), low)
    return Along(*(torch.from_numpy(part) for part in (low, high, share.astype(np.float32))))


@dataclass(frozen=True, eq=False)
class Piece:
    """Part of the output in the order of the layout's axes.

    Args:
        values: (channels, a, b, c) what is mixed.
        winner: (a, b, c) who wins, int16.
        fields: (fields, a, b, c) doubt and spread.
    """

    values: Tensor
    winner: Tensor
    fields: Tensor

    @property
    def tensors(self) -> tuple[Tensor, Tensor, Tensor]:
        """All that it has."""
        return self.values, self.winner, self.fields

    def rows(self, axis: int, first: int, count: int = 1) -> Piece:
        """Some rows along the first (0) or second (1) axis."""
        return Piece(*(tensor.narrow(axis - 3, first, count) for tensor in self.tensors))

    def kept(self) -> Piece:
        """A copy, so that the tile it is of can be freed."""
        return Piece(*(tensor.clone() for tensor in self.tensors))

    def widened(self, length: int) -> Piece:
        """An empty piece of this shape, but for its length along the second axis."""
        return Piece(*(tensor.new_empty((*tensor.shape[:-2], length, tensor.shape[-1])) for tensor in self.tensors))


@dataclass(frozen=True, eq=False)
class Block:
    """A tile with the rims of its neighbours: pieces under each other along the first axis, beside along the second."""

    pieces: Sequence[Sequence[Piece]]

    @property
    def device(self) -> torch.device:
        """Where it is."""
        return self.pieces[0][0].winner.device

    @property
    def channels(self) -> int:
        """How many channels are mixed."""
        return len(self.pieces[0][0].values)

    @property
    def shape(self) -> tuple[int, int, int]:
        """Voxels along the three axes."""
        depth = sum(line[0].winner.shape[0] for line in self.pieces)
        return depth, sum(piece.winner.shape[1] for piece in self.pieces[0]), self.pieces[0][0].winner.shape[2]

    def sizes(self, span: slice) -> tuple[int, int, int]:
        """The shape of some planes."""
        return span.stop - span.start, *self.shape[1:]

    def winner(self, span: slice) -> Tensor:
        """(a, b, c) winners of some planes."""
        return self._joined([[piece.winner for piece in line] for line in self.pieces], span)

    def channel(self, number: int, span: slice) -> Tensor:
        """(a, b, c) one channel of some planes."""
        return self._joined([[piece.values[number] for piece in line] for line in self.pieces], span)

    def fields(self, span: slice) -> list[Tensor]:
        """(a, b, c) each field of some planes."""
        numbers = range(len(self.pieces[0][0].fields))
        return [self._joined([[piece.fields[n] for piece in line] for line in self.pieces], span) for n in numbers]

    def _joined(self, lines: Sequence[Sequence[Tensor]], span: slice) -> Tensor:
        found, first = [], 0
        for line in lines:
            low, high = max(span.start - first, 0), min(span.stop - first, len(line[0]))
            if low < high:
                found.append(line[0][low:high] if len(line) == 1 else torch.cat([part[low:high] for part in line], 1))
            first += len(line[0])
        return found[0] if len(found) == 1 else torch.cat(found)


@dataclass(frozen=True, eq=False)
class Mixing:
    """How some of the source's voxels are mixed from a block's."""

    axes: tuple[Along, Along, Along]

    @property
    def span(self) -> slice:
        """Planes of the block that are needed."""
        return slice(int(self.axes[0].low[0]), int(self.axes[0].high[-1]) + 1)

    def shifted(self) -> Mixing:
        """The same, planes counted from the first that is needed."""
        first, second, third = self.axes
        return Mixing((first.part(slice(None), self.span.start), second, third))

    def extremes(self, winner: Tensor) -> tuple[Tensor, Tensor]:
        """The least and the greatest winner around each of the source's voxels."""
        least = most = winner
        for axis, part in enumerate(self.axes):
            if not part.mixes:
                least, most = least.index_select(axis, part.low), most.index_select(axis, part.low)
                continue
            least = torch.minimum(least.index_select(axis, part.low), least.index_select(axis, part.high))
            most = torch.maximum(most.index_select(axis, part.low), most.index_select(axis, part.high))
        return least, most

    def mixed(self, values: Tensor) -> Tensor:
        """Values (a, b, c) at all of the source's voxels."""
        for axis, part in enumerate(self.axes):
            below = values.index_select(axis, part.low)
            if part.mixes:
                shape = [-1 if n == axis else 1 for n in range(3)]
                below = below.lerp(values.index_select(axis, part.high), part.share.reshape(shape))
            values = below
        return values

    def sampler(self, places: tuple[Tensor, ...], sizes: tuple[int, int, int]) -> Sampler:
        """Mixing at some of the source's voxels.

        Args:
            places: Their indices along the three axes.
            sizes: Voxels of the channels that are mixed.
        """
        ends = []
        for part, place, stride in zip(self.axes, places, (sizes[1] * sizes[2], sizes[2], 1), strict=True):
            low = (part.low[place] * stride, 1.0 - part.share[place])
            ends.append([low, (part.high[place] * stride, part.share[place])] if part.mixes else [low])
        corners = [(a[0] + b[0] + c[0], a[1] * b[1] * c[1]) for a, b, c in product(*ends)]
        return Sampler(corners)


@dataclass(frozen=True, eq=False)
class Sampler:
    """Index and weight of each corner of some voxels."""

    corners: Sequence[tuple[Tensor, Tensor]]

    @property
    def shape(self) -> torch.Size:
        """How many voxels."""
        return self.corners[0][0].shape

    def of(self, channel: Tensor) -> Tensor:
        """A channel's values there."""
        flat = channel.reshape(-1)
        index, weight = self.corners[0]
        total = flat[index] * weight
        for index, weight in self.corners[1:]:
            total.addcmul_(flat[index], weight)
        return total
