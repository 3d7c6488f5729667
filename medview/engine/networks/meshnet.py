"""MeshNet: dilated 3×3×3 convolutions at full resolution, one after the other, and a 1×1×1 convolution at the end.

Source: Fedorov et al. 2017, https://arxiv.org/abs/1612.00940; the sizes in use: Masoud et al. 2023, JOSS 8(83):5098.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from torch import Tensor, nn
from torch.nn import functional

Activation = Literal["relu", "elu", "gelu"]
Norm = Literal["none", "channel", "channel-affine", "batch"]

_CONVOLUTIONS: Mapping[int, type[nn.Module]] = {1: nn.Conv1d, 2: nn.Conv2d, 3: nn.Conv3d}
_BATCH_NORMS: Mapping[int, type[nn.Module]] = {1: nn.BatchNorm1d, 2: nn.BatchNorm2d, 3: nn.BatchNorm3d}
_NORMS: Mapping[str, Callable[[int, int], nn.Module]] = {
    "none": lambda dims, channels: nn.Identity(),
    "channel": lambda dims, channels: nn.GroupNorm(channels, channels, affine=False),
    "channel-affine": lambda dims, channels: nn.GroupNorm(channels, channels),
    "batch": lambda dims, channels: _BATCH_NORMS[dims](channels),
}


def _relu(image: Tensor) -> Tensor:
    return functional.relu(image, inplace=not image.requires_grad)


def _elu(image: Tensor) -> Tensor:
    return functional.elu(image, inplace=not image.requires_grad)


ACTIVATIONS: Mapping[str, Callable[[Tensor], Tensor]] = {"relu": _relu, "elu": _elu, "gelu": functional.gelu}
"""What follows each dilated convolution; in place where nothing is to be learned: whole heads are large."""


class MeshNet(nn.Module):
    """Dilated convolutions that keep the image's size.

    Args:
        spatial_dims: 1, 2 or 3.
        in_channels: Channels of the image.
        out_channels: Classes.
        channels: Channels of every layer but the last.
        dilations: Dilation of each layer but the last; the padding is as wide.
        activation: What follows each of these layers.
        norm: What lies between convolution and activation. ``channel``: each channel of each image by itself.
        bias: Whether these layers have one; the last layer always has.
    """

    def __init__(
        self,
        spatial_dims: int,
        in_channels: int,
        out_channels: int,
        channels: int,
        dilations: Sequence[int],
        activation: Activation = "relu",
        norm: Norm = "none",
        bias: bool = True,
    ) -> None:
        super().__init__()
        convolution = _CONVOLUTIONS[spatial_dims]
        widths = (in_channels, *(channels for _ in dilations))
        self.convolutions = nn.ModuleList(
            convolution(width, channels, 3, padding=dilation, dilation=dilation, bias=bias)
            for width, dilation in zip(widths[:-1], dilations, strict=True)
        )
        self.norms = nn.ModuleList(_NORMS[norm](spatial_dims, channels) for _ in dilations)
        self.head = convolution(widths[-1], out_channels, 1)
        self.activation = ACTIVATIONS[activation]

    def forward(self, image: Tensor) -> Tensor:
        """(n, in_channels, …) to logits (n, out_channels, …) of the same size."""
        for convolution, norm in zip(self.convolutions, self.norms, strict=True):
            image = self.activation(norm(convolution(image)))
        logits: Tensor = self.head(image)
        return logits
