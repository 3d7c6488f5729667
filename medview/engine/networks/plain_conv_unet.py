"""nnU-Net's plain convolutional U-Net, from its description (Isensee et al. 2021, Nature Methods 18, 203-211).

Each stage down is a few convolutions, the first of them with the stage's stride; each stage up is a transposed
convolution with the same stride, joined with what the way down left, and a few convolutions again. One 1 × 1
convolution gives the logits; the further ones nnU-Net trains with (deep supervision) are not part of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

import torch
from torch import Tensor, nn

Sides = tuple[int, ...]
Norm = Literal["instance", "batch", "none"]
Activation = Literal["leaky_relu", "relu", "gelu", "silu"]

CONVOLUTIONS: Mapping[int, Callable[..., nn.Module]] = {1: nn.Conv1d, 2: nn.Conv2d, 3: nn.Conv3d}
_TRANSPOSED: Mapping[int, Callable[..., nn.Module]] = {
    1: nn.ConvTranspose1d,
    2: nn.ConvTranspose2d,
    3: nn.ConvTranspose3d,
}
_NORMS: Mapping[tuple[str, int], Callable[..., nn.Module]] = {
    ("instance", 1): nn.InstanceNorm1d,
    ("instance", 2): nn.InstanceNorm2d,
    ("instance", 3): nn.InstanceNorm3d,
    ("batch", 1): nn.BatchNorm1d,
    ("batch", 2): nn.BatchNorm2d,
    ("batch", 3): nn.BatchNorm3d,
}
_ACTIVATIONS: Mapping[str, Callable[..., nn.Module]] = {
    "leaky_relu": partial(nn.LeakyReLU, inplace=True),
    "relu": partial(nn.ReLU, inplace=True),
    "gelu": nn.GELU,
    "silu": partial(nn.SiLU, inplace=True),
}


@dataclass(frozen=True)
class Parts:
    """What all blocks of one network are made of.

    Args:
        spatial_dims: 1, 2 or 3.
        bias: Whether convolutions have a bias.
        norm: Kind of normalisation after each convolution.
        norm_eps: What is added to its variance.
        norm_affine: Whether it scales and shifts.
        activation: Its name.
        slope: Of ``leaky_relu``, below zero.
        activation_first: Whether it comes before the normalisation.
    """

    spatial_dims: int
    bias: bool = True
    norm: Norm = "instance"
    norm_eps: float = 1e-5
    norm_affine: bool = True
    activation: Activation = "leaky_relu"
    slope: float = 0.01
    activation_first: bool = False

    def convolution(self, before: int, after: int, kernel: Sides, stride: Sides, bias: bool) -> nn.Module:
        """A convolution that keeps the size but for its stride."""
        padding = tuple((side - 1) // 2 for side in kernel)
        return CONVOLUTIONS[self.spatial_dims](before, after, kernel, stride, padding, bias=bias)

    def upwards(self, before: int, after: int, stride: Sides) -> nn.Module:
        """A transposed convolution that undoes a stride."""
        return _TRANSPOSED[self.spatial_dims](before, after, stride, stride, bias=self.bias)

    def normalisation(self, channels: int) -> nn.Module | None:
        """The normalisation, or None."""
        if self.norm == "none":
            return None
        return _NORMS[self.norm, self.spatial_dims](channels, eps=self.norm_eps, affine=self.norm_affine)

    def nonlinearity(self) -> nn.Module:
        """The activation."""
        slope = {"negative_slope": self.slope} if self.activation == "leaky_relu" else {}
        return _ACTIVATIONS[self.activation](**slope)


class Block(nn.Sequential):
    """A convolution (``conv``) with normalisation (``norm``) and, unless it is bare, activation (``act``)."""

    def __init__(
        self,
        parts: Parts,
        before: int,
        after: int,
        kernel: Sides,
        stride: Sides,
        bare: bool = False,
        bias: bool | None = None,
    ) -> None:
        super().__init__()
        self.add_module("conv", parts.convolution(before, after, kernel, stride, parts.bias if bias is None else bias))
        norm = parts.normalisation(after)
        rest = {"norm": norm, "act": None if bare else parts.nonlinearity()}
        for name in ("act", "norm") if parts.activation_first else ("norm", "act"):
            module = rest[name]
            if module is not None:
                self.add_module(name, module)


def convolutions(parts: Parts, before: int, after: int, kernel: Sides, stride: Sides, count: int) -> nn.Sequential:
    """``count`` blocks in a row, the first with the stride."""
    one = (1,) * parts.spatial_dims
    first = Block(parts, before, after, kernel, stride)
    return nn.Sequential(first, *(Block(parts, after, after, kernel, one) for _ in range(count - 1)))


class Upward(nn.Module):
    """The way up, the same in both of nnU-Net's networks.

    Args:
        parts: What blocks are made of.
        features: Channels of each stage on the way down.
        kernels: Kernel of each stage.
        strides: Stride of each stage.
        counts: Convolutions of each stage on the way up, the deepest first.
        out_channels: Channels of the logits.
    """

    def __init__(
        self,
        parts: Parts,
        features: Sides,
        kernels: Sequence[Sides],
        strides: Sequence[Sides],
        counts: Sides,
        out_channels: int,
    ) -> None:
        super().__init__()
        one = (1,) * parts.spatial_dims
        levels = range(len(features) - 2, -1, -1)
        self.grow = nn.ModuleList(parts.upwards(features[s + 1], features[s], strides[s + 1]) for s in levels)
        self.stages = nn.ModuleList(
            convolutions(parts, 2 * features[s], features[s], kernels[s], one, count)
            for s, count in zip(levels, counts, strict=True)
        )
        self.logits = CONVOLUTIONS[parts.spatial_dims](features[0], out_channels, 1)

    def forward(self, left: list[Tensor]) -> Tensor:
        """Logits from what each stage down left; the list is emptied on the way, so that memory is freed."""
        here = left.pop()
        for grow, stage in zip(self.grow, self.stages, strict=True):
            here = stage(torch.cat((grow(here), left.pop()), 1))
        logits: Tensor = self.logits(here)
        return logits


class PlainConvUNet(nn.Module):
    """nnU-Net's plain convolutional U-Net without deep supervision.

    Args:
        spatial_dims: 1, 2 or 3.
        in_channels: Channels of the input.
        out_channels: Channels of the logits.
        features: Channels of each stage.
        kernels: Kernel of each stage.
        strides: Stride of each stage, all ones for the first.
        convolutions_down: Convolutions of each stage on the way down.
        convolutions_up: Convolutions of each stage on the way up, the deepest first.
        bias: As in ``Parts``, and so are those that follow.
    """

    def __init__(
        self,
        spatial_dims: int,
        in_channels: int,
        out_channels: int,
        features: Sides,
        kernels: Sequence[Sides],
        strides: Sequence[Sides],
        convolutions_down: Sides,
        convolutions_up: Sides,
        bias: bool = True,
        norm: Norm = "instance",
        norm_eps: float = 1e-5,
        norm_affine: bool = True,
        activation: Activation = "leaky_relu",
        slope: float = 0.01,
        activation_first: bool = False,
    ) -> None:
        super().__init__()
        parts = Parts(spatial_dims, bias, norm, norm_eps, norm_affine, activation, slope, activation_first)
        before = (in_channels, *features[:-1])
        stages = zip(before, features, kernels, strides, convolutions_down, strict=True)
        self.down = nn.ModuleList(convolutions(parts, *stage) for stage in stages)
        self.up = Upward(parts, features, kernels, strides, convolutions_up, out_channels)

    def forward(self, image: Tensor) -> Tensor:
        """(batch, channels, …) to logits of the same size; sides must be multiples of the strides together."""
        left = []
        for stage in self.down:
            image = stage(image)
            left.append(image)
        del image
        logits: Tensor = self.up(left)
        return logits
