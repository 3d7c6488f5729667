"""Which anchors and cells learn which boxes, and how boxes overlap; all on batches of padded truth."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

_TINY = 1e-9

SCORE_POWER, OVERLAP_POWER, NEAREST = 0.5, 6.0, 10
"""How much score and overlap count, and how many cells learn a box (Feng et al. 2021, TOOD, arXiv:2108.07755, with the
powers of Ultralytics' detectors)."""

SURELY, HARDLY = 0.5, 0.4
"""Overlap from which an anchor learns a box, and below which it learns that there is none (Lin et al. 2017)."""


@dataclass(frozen=True, eq=False)
class Truth:
    """The boxes of a batch.

    Args:
        boxes: (n, most, 4) x0, y0, x1, y1; what is not there is 0.
        labels: (n, most) int64.
        there: (n, most) bool.
    """

    boxes: Tensor
    labels: Tensor
    there: Tensor

    def to(self, device: str) -> Truth:
        """The same on a device."""
        return Truth(self.boxes.to(device), self.labels.to(device), self.there.to(device))


@dataclass(frozen=True, eq=False)
class Targets:
    """What each anchor or cell is to learn.

    Args:
        scores: (n, places, classes) from 0 to 1.
        boxes: (n, places, 4).
        positive: (n, places) bool.
        ignored: (n, places) bool: neither a box nor none.
    """

    scores: Tensor
    boxes: Tensor
    positive: Tensor
    ignored: Tensor


def padded(boxes: Sequence[Tensor], labels: Sequence[Tensor]) -> Truth:
    """The truth of a batch from that of each picture."""
    most = max(1, *(len(one) for one in boxes))
    there = torch.stack([torch.arange(most) < len(one) for one in boxes])
    filled = torch.stack([functional.pad(one, (0, 0, 0, most - len(one))) for one in boxes])
    return Truth(filled, torch.stack([functional.pad(one, (0, most - len(one))) for one in labels]), there)


def overlaps(a: Tensor, b: Tensor) -> Tensor:
    """Intersection over union of (…, n, 4) with (…, m, 4): (…, n, m)."""
    return _shared(a[..., :, None, :], b[..., None, :, :])[0]


def _shared(a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    """Intersection over union, and the union, of boxes of shapes that fit each other."""
    sides = (torch.minimum(a[..., 2:], b[..., 2:]) - torch.maximum(a[..., :2], b[..., :2])).clamp(min=0)
    both = sides.prod(-1)
    union = (a[..., 2:] - a[..., :2]).prod(-1) + (b[..., 2:] - b[..., :2]).prod(-1) - both + _TINY
    return both / union, union


def complete_overlap(a: Tensor, b: Tensor) -> Tensor:
    """CIoU of (n, 4) with (n, 4): overlap less distance and difference in proportions.

    Source: Zheng et al. 2020, arXiv:1911.08287.
    """
    found, _ = _shared(a, b)
    low, high = torch.minimum(a[:, :2], b[:, :2]), torch.maximum(a[:, 2:], b[:, 2:])
    apart = ((a[:, :2] + a[:, 2:] - b[:, :2] - b[:, 2:]) / 2).square().sum(1) / ((high - low).square().sum(1) + _TINY)
    (aw, ah), (bw, bh) = ((one[:, 2:] - one[:, :2]).clamp(min=_TINY).unbind(1) for one in (a, b))
    shape = (4 / math.pi**2) * (torch.atan(aw / ah) - torch.atan(bw / bh)).square()
    with torch.no_grad():
        weight = shape / (1 - found + shape + _TINY)
    return found - apart - weight * shape


@torch.no_grad()
def match_cells(boxes: Tensor, logits: Tensor, middles: Tensor, truth: Truth) -> Targets:
    """Cells whose box already lies best and is surest learn a box; how well it lies is the score they learn.

    Args:
        boxes: (n, cells, 4) as the network gives them.
        logits: (n, cells, classes).
        middles: (cells, 2) middles of the cells.
        truth: The boxes.
    """
    cells, classes = logits.shape[1:]
    reach = torch.cat([middles - truth.boxes[:, :, None, :2], truth.boxes[:, :, None, 2:] - middles], -1)
    inside = (reach.amin(-1) > 0) & truth.there[..., None]
    overlap = overlaps(truth.boxes, boxes) * inside
    index = truth.labels[:, :, None].expand(-1, -1, cells)
    scores = logits.sigmoid().transpose(1, 2).gather(1, index)
    fitness = scores**SCORE_POWER * overlap**OVERLAP_POWER
    chosen = _nearest(fitness) & inside & (fitness > _TINY)
    only = overlap.masked_fill(~chosen, -1.0).argmax(1)  # a cell of two boxes learns the one it lies better in
    chosen &= functional.one_hot(only, overlap.shape[1]).transpose(1, 2).bool()
    fitness, overlap = fitness * chosen, overlap * chosen
    lies = fitness / (fitness.amax(2, keepdim=True) + _TINY) * overlap.amax(2, keepdim=True)
    positive, which = chosen.any(1), chosen.int().argmax(1)
    labels = truth.labels.gather(1, which)
    targets = functional.one_hot(labels, classes) * (lies.amax(1) * positive)[..., None]
    wanted = truth.boxes.gather(1, which[..., None].expand(-1, -1, 4))
    return Targets(targets, wanted, positive, torch.zeros_like(positive))


def _nearest(fitness: Tensor) -> Tensor:
    count = min(NEAREST, fitness.shape[2])
    which = fitness.topk(count, dim=2).indices
    return torch.zeros_like(fitness, dtype=torch.bool).scatter_(2, which, True)


@torch.no_grad()
def match_anchors(anchors: Tensor, truth: Truth, classes: int) -> Targets:
    """Anchors that overlap a box learn it; of each box at least the one that overlaps it most.

    Args:
        anchors: (anchors, 4).
        truth: The boxes.
        classes: Number of classes.
    """
    overlap = overlaps(truth.boxes, anchors) * truth.there[..., None]
    greatest, which = overlap.max(1)
    positive = greatest >= SURELY
    best = overlap.amax(2, keepdim=True)
    forced = (overlap >= best - 1e-6) & (best > _TINY)
    positive |= forced.any(1)
    which = torch.where(forced.any(1), forced.int().argmax(1), which)
    labels = truth.labels.gather(1, which)
    scores = functional.one_hot(labels, classes) * positive[..., None].float()
    wanted = truth.boxes.gather(1, which[..., None].expand(-1, -1, 4))
    return Targets(scores, wanted, positive, ~positive & (greatest >= HARDLY))
