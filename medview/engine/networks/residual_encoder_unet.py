"""nnU-Net's U-Net with a residual encoder, from its description (Isensee et al. 2024, "nnU-Net Revisited").

The blocks are those of ResNet-D (He et al. 2019): two convolutions, and a way around them that is averaged where the
block has a stride and passes a 1 × 1 convolution where the number of channels changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from torch import Tensor, nn

from medview.engine.networks.plain_conv_unet import Activation, Block, Norm, Parts, Sides, Upward

_MEANS: Mapping[int, Callable[..., nn.Module]] = {1: nn.AvgPool1d, 2: nn.AvgPool2d, 3: nn.AvgPool3d}


class Residual(nn.Module):
    """Two convolutions with a way around them."""

    def __init__(self, parts: Parts, before: int, after: int, kernel: Sides, stride: Sides) -> None:
        super().__init__()
        one = (1,) * parts.spatial_dims
        self.first = Block(parts, before, after, kernel, stride)
        self.second = Block(parts, after, after, kernel, one, bare=True)
        self.shrink = _MEANS[parts.spatial_dims](stride, stride) if max(stride) > 1 else nn.Identity()
        self.around = Block(parts, before, after, one, one, bare=True, bias=False) if before != after else nn.Identity()
        self.act = parts.nonlinearity()

    def forward(self, image: Tensor) -> Tensor:
        """(batch, channels, …) to (batch, features, …)."""
        found: Tensor = self.act(self.second(self.first(image)) + self.around(self.shrink(image)))
        return found


def _blocks(parts: Parts, before: int, after: int, kernel: Sides, stride: Sides, count: int) -> nn.Sequential:
    one = (1,) * parts.spatial_dims
    first = Residual(parts, before, after, kernel, stride)
    return nn.Sequential(first, *(Residual(parts, after, after, kernel, one) for _ in range(count - 1)))


class ResidualEncoderUNet(nn.Module):
    """nnU-Net's U-Net with a residual encoder, without deep supervision.

    Args:
        spatial_dims: 1, 2 or 3.
        in_channels: Channels of the input.
        out_channels: Channels of the logits.
        features: Channels of each stage.
        kernels: Kernel of each stage.
        strides: Stride of each stage, all ones for the first.
        blocks_down: Residual blocks of each stage on the way down.
        convolutions_up: Convolutions of each stage on the way up, the deepest first.
        stem: Channels of the convolution before the first stage; 0: as the first stage.
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
        blocks_down: Sides,
        convolutions_up: Sides,
        stem: int = 0,
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
        first = stem or features[0]
        self.stem = Block(parts, in_channels, first, kernels[0], (1,) * spatial_dims)
        stages = zip((first, *features[:-1]), features, kernels, strides, blocks_down, strict=True)
        self.down = nn.ModuleList(_blocks(parts, *stage) for stage in stages)
        self.up = Upward(parts, features, kernels, strides, convolutions_up, out_channels)

    def forward(self, image: Tensor) -> Tensor:
        """(batch, channels, …) to logits of the same size; sides must be multiples of the strides together."""
        image, left = self.stem(image), []
        for stage in self.down:
            image = stage(image)
            left.append(image)
        del image
        logits: Tensor = self.up(left)
        return logits
