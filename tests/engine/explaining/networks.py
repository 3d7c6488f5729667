"""Tiny networks whose reasons are known."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class Looking(nn.Module):
    """Answers with how bright one quadrant is, through features that keep their places.

    Args:
        side: Side of the quadrant; its corner is the picture's upper left one.
    """

    def __init__(self, side: int) -> None:
        super().__init__()
        self.features = nn.Conv2d(1, 2, 3, padding=1, bias=False)
        self.rectified = nn.ReLU(inplace=True)
        self.answer = nn.Linear(2, 2, bias=False)
        with torch.no_grad():
            self.features.weight.zero_()
            self.features.weight[0, 0, 1, 1] = 1.0
            self.features.weight[1, 0, 1, 1] = -1.0
            self.answer.weight.copy_(torch.tensor([[0.0, 1.0], [1.0, 0.0]]))
        self.side = side
        self.eval().requires_grad_(False)

    def forward(self, picture: Tensor) -> Tensor:
        """(n, 1, rows, columns) to (n, 2) logits: darkness, brightness."""
        seen = self.rectified(self.features(picture))[:, :, : self.side, : self.side]
        logits: Tensor = self.answer(seen.mean((2, 3)))
        return logits


class Blurring(nn.Module):
    """A segmentation of background (0) and one class: the sum of three voxels along each axis."""

    def __init__(self, dims: int = 2) -> None:
        super().__init__()
        layer = nn.Conv2d if dims == 2 else nn.Conv3d
        self.deep = layer(1, 2, 3, padding=1, bias=False)
        self.last = layer(2, 2, 1, bias=False)
        with torch.no_grad():
            self.deep.weight.fill_(1.0)
            self.last.weight.fill_(0.5)
            self.last.weight[0] = 0.0
        self.eval().requires_grad_(False)

    def forward(self, image: Tensor) -> Tensor:
        """(n, 1, *spatial) to (n, 2, *spatial)."""
        logits: Tensor = self.last(torch.relu(self.deep(image)))
        return logits
