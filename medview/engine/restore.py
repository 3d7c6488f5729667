"""From finished parts of a network's output to label and doubt maps on the source grid, class by class.

Where all corners around a source voxel have one winner, linear mixing cannot change it: what is first at every corner
is first in between, since every class is mixed with the same weights. Only the others are mixed, and of these only the
classes that could win. Parts arrive slab by slab; between two of them the outermost planes of both are kept until both
are there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from medview.engine.accumulate import Key, Tile, cuts
from medview.engine.deciding import Decision, label_values
from medview.engine.mixing import Block, Mixing, Piece, Sampler, along
from medview.engine.prepare import Frame
from medview.engine.windows import Layout

VOXELS_AT_ONCE = 1 << 20
"""Voxels of the source worked on at once."""


@dataclass(eq=False)
class Restorer:
    """Writes what tiles say onto maps of the source grid.

    Args:
        frame: Where the network's grid lies in the source.
        layout: The windows the tiles come from.
        decided: How outputs become labels.
        raw: Whether outputs are mixed, not probabilities.
        labels: Label map on the source grid, written to.
        fields: Doubt map on the source grid, and behind it that of the spread where tiles carry it.
        undecided: Whether p (1 - p) is summed up for each channel.
    """

    frame: Frame
    layout: Layout
    decided: Decision
    raw: bool
    labels: NDArray[np.generic]
    fields: Sequence[NDArray[np.generic]]
    undecided: bool = False
    _rows: dict[int, Piece] = field(default_factory=dict)
    _planes: dict[tuple[int, str], Piece] = field(default_factory=dict)
    _done: set[Key] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._along = [along(self.frame, axis) for axis in self.layout.order]
        self._values = label_values(self.decided)
        self._mixes = [part.mixes for part in self._along]
        self._last_row = len(cuts(self.layout, self.layout.order[1]).parts) - 1
        self._targets = [self.frame.view(array).transpose(self.layout.order) for array in (self.labels, *self.fields)]
        self.ambiguous: NDArray[np.float64] = np.zeros(0)
        """Voxels of p (1 - p) of each channel."""

    def take(self, tile: Tile) -> None:
        """Write a finished part; parts of one slab arrive in the order of their rows."""
        place, values = self._within(tile)
        if all(part.stop > part.start for part in place):
            self._restore(tile.key, place, self._decide(values))
        self._done.add(tile.key)

    def _within(self, tile: Tile) -> tuple[tuple[slice, ...], Tensor]:
        """A tile without the padding, and its place in the image."""
        pairs = [(self.layout.before[axis], self.layout.shape[axis]) for axis in self.layout.order]
        place, inside = [], []
        for part, (before, length) in zip(tile.place, pairs, strict=True):
            low, high = max(part.start - before, 0), min(part.stop - before, length)
            place.append(slice(low, max(low, high)))
            inside.append(slice(low + before - part.start, max(low, high) + before - part.start))
        return tuple(place), tile.values[(slice(None), *inside)]

    def _decide(self, values: Tensor) -> Piece:
        """Winners and doubt, a few planes at once; the values become what is mixed."""
        count = len(values) - (len(self.fields) - 1)
        outputs, spread = values[:count], values[count:]
        winner = torch.empty(values.shape[1:], dtype=torch.int16, device=values.device)
        doubt = torch.empty((1, *values.shape[1:]), device=values.device)
        planes = max(1, VOXELS_AT_ONCE // max(1, winner[0].numel() * count // 8))
        for first in range(0, len(winner), planes):
            rows = slice(first, first + planes)
            chances, doubt[0, rows] = self.decided.judged(outputs[:, rows])
            if not self.raw:
                outputs[:, rows] = chances
            winner[rows] = self.decided.winners(outputs[:, rows], self.raw)
            if self.undecided:
                found = (chances * (1.0 - chances)).sum((1, 2, 3)).cpu().double().numpy()
                self.ambiguous = found if self.ambiguous.size == 0 else self.ambiguous + found
        return Piece(outputs, winner, torch.cat((doubt, spread)))

    def _restore(self, key: Key, place: tuple[slice, ...], piece: Piece) -> None:
        """Write the source's voxels whose corners are all there now, and keep the rim for those that come later."""
        slab, row = key
        start, stop = place[0].start, place[0].stop
        above = self._rows.pop(slab, None) if place[1].start else None
        wide = place[1] if above is None else slice(place[1].start - 1, place[1].stop)
        before = self._plane((slab - 1, row), (start - 1, "last"), wide)
        after = self._plane((slab + 1, row), (stop, "first"), wide)
        middle = [piece] if above is None else [above, piece]
        block = Block([[plane] for plane in (before,) if plane] + [middle] + [[plane] for plane in (after,) if plane])
        self._write(block, place, (start - bool(before), wide.start))
        if self._mixes[1] and row < self._last_row:
            self._rows[slab] = piece.rows(1, piece.winner.shape[1] - 1).kept()
        self._keep_planes(key, place, piece)

    def _plane(self, neighbour: Key, name: tuple[int, str], rows: slice) -> Piece | None:
        """Part of a neighbouring slab's outermost plane, where its tile is done."""
        if neighbour not in self._done or name not in self._planes:
            return None
        found = self._planes[name].rows(1, rows.start, rows.stop - rows.start)
        if neighbour[1] == self._last_row:
            self._planes.pop(name)
        return found

    def _keep_planes(self, key: Key, place: tuple[slice, ...], piece: Piece) -> None:
        if not self._mixes[0]:
            return
        slab, row = key
        depth, length = piece.winner.shape[0], self.layout.shape[self.layout.order[0]]
        if place[0].start > 0 and (slab - 1, row) not in self._done:
            self._keep_plane((place[0].start, "first"), place[1], piece.rows(0, 0))
        if place[0].stop < length and (slab + 1, row) not in self._done:
            self._keep_plane((place[0].stop - 1, "last"), place[1], piece.rows(0, depth - 1))

    def _keep_plane(self, name: tuple[int, str], rows: slice, plane: Piece) -> None:
        if name not in self._planes:
            self._planes[name] = plane.widened(self.layout.shape[self.layout.order[1]])
        whole = self._planes[name].rows(1, rows.start, rows.stop - rows.start)
        for kept, given in zip(whole.tensors, plane.tensors, strict=True):
            kept.copy_(given)

    def _write(self, block: Block, place: tuple[slice, ...], first: tuple[int, int]) -> None:
        """Write what a block covers.

        Args:
            block: The tile with the rims of its neighbours.
            place: The tile itself in the image.
            first: Where the block begins along the first and the second axis.
        """
        one, two, three = (part.to(block.device) for part in self._along)
        across = two.covered(place[1], first[1], block.shape[1])
        rows = one.covered(place[0], first[0], block.shape[0])
        if rows.stop <= rows.start or across.stop <= across.start:
            return
        planes = max(1, VOXELS_AT_ONCE // max(1, (across.stop - across.start) * len(three.low)))
        for begin in range(rows.start, rows.stop, planes):
            part = slice(begin, min(begin + planes, rows.stop))
            mixing = Mixing((one.part(part, first[0]), two.part(across, first[1]), three))
            self._targets[0][part, across] = self._values[self._winners(block, mixing).cpu().numpy()]
            for target, values in zip(self._targets[1:], block.fields(mixing.span), strict=True):
                target[part, across] = mixing.shifted().mixed(values).cpu().numpy()

    def _winners(self, block: Block, mixing: Mixing) -> Tensor:
        """The winner of each of the source's voxels."""
        span, mixing = mixing.span, mixing.shifted()
        least, most = mixing.extremes(block.winner(span))
        open_ = (least != most).nonzero(as_tuple=True)
        if len(open_[0]):
            sample = mixing.sampler(open_, block.sizes(span))
            among = torch.unique(torch.stack((least[open_], most[open_]))).tolist()
            contest = _alone if self.decided.alone else _competing
            least[open_] = contest(self.decided, self.raw, block, span, sample, among)
        return least


def _competing(
    decided: Decision, raw: bool, block: Block, span: slice, sample: Sampler, among: Sequence[int]
) -> Tensor:
    """Who wins among all classes; those that win at no corner are mixed only where they could be the greatest."""
    best = torch.full(sample.shape, -torch.inf, device=block.device)
    winner = torch.zeros(sample.shape, dtype=torch.int16, device=block.device)
    for number in (*among, *(c for c in range(block.channels) if c not in among)):
        channel = block.channel(number, span)
        if number not in among and bool(channel.amax() < best.amin()):
            continue
        here = sample.of(channel)
        ahead = (here > best) | ((here == best) & (number < winner))
        winner[ahead] = number
        best = torch.maximum(best, here)
    return winner


def _alone(decided: Decision, raw: bool, block: Block, span: slice, sample: Sampler, among: Sequence[int]) -> Tensor:
    """The last channel that is set; those that are set at no voxel around are not mixed."""
    winner, limit = torch.zeros(sample.shape, dtype=torch.int16, device=block.device), decided.limit(raw)
    for number in range(block.channels):
        channel = block.channel(number, span)
        if bool(channel.amax() > limit):
            winner[sample.of(channel) > limit] = number + 1
    return winner
