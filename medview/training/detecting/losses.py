"""What a detector's table should have been: classes and boxes, for each of the two ways to read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import torch
from torch import Tensor
from torch.nn import functional

from medview.catalog.schema import Detection
from medview.engine.detection import MOST_GROWTH, anchors_of
from medview.engine.networks.detectors import centres
from medview.training.detecting.matching import Targets, Truth, complete_overlap, match_anchors, match_cells

FOCUS, FOREGROUND = 2.0, 0.25
"""How much less easy anchors count, and how much the few that hold a box (Lin et al. 2017, arXiv:1708.02002)."""

BOX_WEIGHT, CLASS_WEIGHT = 7.5, 0.5
"""Of the table without anchors (Ultralytics' detectors); anchors have 2 and 1."""

ANCHOR_BOX_WEIGHT = 2.0


def cells_of(wish: Detection) -> Tensor:
    """(cells, 2) middles of all levels, as the network lays its rows out."""
    sides = [(*(-(-side // stride) for side in wish.size), stride) for stride in wish.strides]
    return torch.cat([centres(rows, columns, stride) for rows, columns, stride in sides])


def cell_loss(table: Tensor, truth: Truth, wish: Detection) -> Tensor:
    """Of boxes without anchors: cross entropy with how well each lies, and CIoU weighted by it.

    Args:
        table: (n, cells, 4 + classes) of the network.
        truth: The boxes.
        wish: How the table is read.
    """
    boxes, logits = table[..., :4], table[..., 4:]
    targets = match_cells(boxes.detach(), logits.detach(), cells_of(wish).to(table.device), truth)
    total = targets.scores.sum().clamp(min=1.0)
    classes = functional.binary_cross_entropy_with_logits(logits, targets.scores, reduction="sum") / total
    weights = targets.scores.sum(-1)[targets.positive]
    apart = 1 - complete_overlap(boxes[targets.positive], targets.boxes[targets.positive])
    return CLASS_WEIGHT * classes + BOX_WEIGHT * (weights * apart).sum() / total


def anchor_loss(table: Tensor, truth: Truth, wish: Detection) -> Tensor:
    """Of deltas over anchors: focal loss, and CIoU.

    Args:
        table: (n, anchors, 4 + classes) of the network.
        truth: The boxes.
        wish: How the table is read.
    """
    anchors = torch.from_numpy(anchors_of(wish)).float().to(table.device)
    deltas, logits = table[..., :4], table[..., 4:]
    targets = match_anchors(anchors, truth, logits.shape[-1])
    count = targets.positive.sum().clamp(min=1)
    boxes = moved(anchors.expand(len(table), -1, -1)[targets.positive], deltas[targets.positive], wish)
    apart = 1 - complete_overlap(boxes, targets.boxes[targets.positive])
    return _focal(logits, targets) / count + ANCHOR_BOX_WEIGHT * apart.sum() / count


def _focal(logits: Tensor, targets: Targets) -> Tensor:
    right = targets.scores * logits.sigmoid() + (1 - targets.scores) * (1 - logits.sigmoid())
    share = targets.scores * FOREGROUND + (1 - targets.scores) * (1 - FOREGROUND)
    each = functional.binary_cross_entropy_with_logits(logits, targets.scores, reduction="none")
    weighted: Tensor = share * (1 - right) ** FOCUS * each * ~targets.ignored[..., None]
    return weighted.sum()


def moved(anchors: Tensor, deltas: Tensor, wish: Detection) -> Tensor:
    """Anchors (n, 4) moved by deltas, as ``engine.detection`` reads them."""
    sides = anchors[:, 2:] - anchors[:, :2]
    deltas = deltas * deltas.new_tensor(wish.variances)
    middles = (anchors[:, :2] + anchors[:, 2:]) / 2 + deltas[:, :2] * sides
    half = sides * deltas[:, 2:].clamp(max=MOST_GROWTH).exp() / 2
    return torch.cat([middles - half, middles + half], 1)


LOSSES: Mapping[str, Callable[[Tensor, Truth, Detection], Tensor]] = {"yolo": cell_loss, "retinanet": anchor_loss}
"""The loss of each layout."""
