"""Variation of training crops on tensors: one resampling for everything spatial, then the intensities.

Crops are (channel, x, y, z) in the model frame with voxels of 1 mm; channel 0 is the image, the others are the
classes. Left and right are never swapped: the network sees one side only.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional

from medview.training.recipe import Augmentation, Range

_GRID = (4, 5, 4)
"""Control points of smooth random fields: about one per 10 to 14 mm."""

_LEAST_BLUR = 0.4
"""Standard deviation in mm of the weakest blur; less leaves a 1 mm voxel as it is."""


class Draw:
    """Random numbers of one crop."""

    def __init__(self, seed: int) -> None:
        self._generator = torch.Generator().manual_seed(seed)

    def uniform(self, low: float, high: float) -> float:
        """A number between ``low`` and ``high``."""
        return low + (high - low) * float(torch.rand((), generator=self._generator))

    def logarithmic(self, bounds: Range) -> float:
        """A number between the bounds, drawn on a logarithmic scale."""
        return math.exp(self.uniform(math.log(bounds[0]), math.log(bounds[1])))

    def normal(self, *shape: int) -> Tensor:
        """Normally distributed numbers."""
        return torch.randn(shape, generator=self._generator)

    def chance(self, probability: float) -> bool:
        """Whether something of this probability happens."""
        return self.uniform(0.0, 1.0) < probability

    def index(self, count: int) -> int:
        """One of 0..count-1."""
        return min(int(self.uniform(0.0, count)), count - 1)

    def field(self, channels: int, shape: tuple[int, ...]) -> Tensor:
        """A smooth field (channels, *shape) of about unit spread at its control points."""
        coarse = self.normal(1, channels, *_GRID)
        return functional.interpolate(coarse, size=shape, mode="trilinear", align_corners=True)[0]


def rotation(angles: tuple[float, float, float]) -> Tensor:
    """The (3, 3) rotation about x, then y, then z, in radians."""
    matrix = torch.eye(3)
    for axis, angle in enumerate(angles):
        turn = torch.eye(3)
        first, second = (axis + 1) % 3, (axis + 2) % 3
        turn[first, first] = turn[second, second] = math.cos(angle)
        turn[first, second], turn[second, first] = -math.sin(angle), math.sin(angle)
        matrix = turn @ matrix
    return matrix


def centred_points(shape: tuple[int, int, int]) -> Tensor:
    """(*shape, 3) positions of voxels in mm from the centre of the grid."""
    axes = [torch.arange(n, dtype=torch.float32) - (n - 1) / 2 for n in shape]
    return torch.stack(torch.meshgrid(*axes, indexing="ij"), dim=-1)


def sample(crop: Tensor, points: Tensor, padding: str) -> Tensor:
    """Trilinear values of ``crop`` (channels, x, y, z) at ``points`` (*shape, 3), in mm from its centre."""
    half = torch.tensor([n / 2 for n in crop.shape[1:]])
    grid = (points / half).flip(-1)[None]
    return functional.grid_sample(crop[None], grid, padding_mode=padding, align_corners=False)[0]


def place(crop: Tensor, shape: tuple[int, int, int], settings: Augmentation | None, draw: Draw) -> Tensor:
    """Cut or pad a crop to ``shape``, turned, scaled, shifted and bent as the settings say."""
    points = centred_points(shape)
    if settings is None:
        odd = torch.tensor([(have - want) % 2 for have, want in zip(crop.shape[1:], shape, strict=True)])
        return sample(crop, points + odd / 2, "zeros")  # whole voxels: nothing is blurred
    limit = math.radians(settings.rotation_deg)
    turn = rotation((draw.uniform(-limit, limit), draw.uniform(-limit, limit), draw.uniform(-limit, limit)))
    stretch = (1 / settings.stretch, settings.stretch)
    magnify = draw.logarithmic(settings.scale)
    factors = torch.tensor([magnify * draw.logarithmic(stretch) for _ in range(3)])
    shift = torch.tensor([draw.uniform(-settings.shift_mm, settings.shift_mm) for _ in range(3)])
    points = (points + shift) / factors @ turn.T
    if draw.chance(0.5):
        points = points + settings.elastic_mm * draw.field(3, shape).permute(1, 2, 3, 0)
    return sample(crop, points, "border" if draw.chance(0.5) else "zeros")


def hide_border(crop: Tensor, settings: Augmentation, draw: Draw) -> Tensor:
    """Hide part of the rim: outside a random box the image is zero or smooth noise and nothing is labelled."""
    if not draw.chance(settings.border):
        return crop
    visible = torch.zeros(crop.shape[1:], dtype=torch.bool)
    box = [slice(draw.index(max(n // 6, 1)), n - draw.index(max(n // 6, 1))) for n in crop.shape[1:]]
    visible[tuple(box)] = True
    outside = torch.zeros_like(crop)
    if draw.chance(0.5):
        outside[0] = draw.field(1, tuple(crop.shape[1:]))[0]
    return torch.where(visible, crop, outside)


def vary_intensity(image: Tensor, settings: Augmentation, draw: Draw) -> Tensor:
    """Blur, lower the resolution, bend the intensity curve, shade, add noise; ``image`` is (x, y, z)."""
    if draw.chance(0.25):
        image = _blurred(image, draw.uniform(_LEAST_BLUR, max(settings.blur_mm, _LEAST_BLUR)))
    if draw.chance(0.25):
        image = _coarsened(image, draw.uniform(1.0, settings.coarse))
    if draw.chance(0.5):
        image = _bent(image, draw.logarithmic(settings.gamma), inverted=draw.chance(0.25))
    if draw.chance(0.4):
        low = image.amin()
        image = (image - low) * torch.exp(settings.bias * draw.field(1, tuple(image.shape))[0]) + low
    image = image * draw.logarithmic((1 / settings.contrast, settings.contrast))
    image = image + settings.brightness * float(draw.normal(1))
    if draw.chance(0.4):
        image = image + draw.uniform(0.0, settings.noise) * draw.normal(*image.shape)
    return image


def _blurred(image: Tensor, sigma: float) -> Tensor:
    reach = max(1, round(3 * sigma))
    kernel = torch.exp(-0.5 * (torch.arange(-reach, reach + 1) / sigma) ** 2)
    kernel = kernel / kernel.sum()
    result = image[None, None]
    for axis in range(3):
        shape = [1, 1, 1, 1, 1]
        shape[2 + axis] = kernel.numel()
        padding = [0, 0, 0]
        padding[axis] = reach
        result = functional.conv3d(result, kernel.view(shape), padding=padding)
    return result[0, 0]


def _coarsened(image: Tensor, factor: float) -> Tensor:
    small = [max(4, round(n / factor)) for n in image.shape]
    down = functional.interpolate(image[None, None], size=small, mode="nearest")
    return functional.interpolate(down, size=image.shape, mode="trilinear", align_corners=False)[0, 0]


def _bent(image: Tensor, gamma: float, inverted: bool) -> Tensor:
    image = -image if inverted else image
    low, spread = image.amin(), image.amax() - image.amin() + 1e-6
    mean, deviation = image.mean(), image.std() + 1e-6
    bent = ((image - low) / spread) ** gamma * spread + low
    bent = (bent - bent.mean()) / (bent.std() + 1e-6) * deviation + mean
    return -bent if inverted else bent


def training_crop(
    image: Tensor, labels: Tensor, classes: int, shape: tuple[int, int, int], settings: Augmentation | None, seed: int
) -> tuple[Tensor, Tensor]:
    """One training crop.

    Args:
        image: (x, y, z) float32, normalised.
        labels: (x, y, z) int64, 0 for the background.
        classes: Number of classes, the background included.
        shape: Shape of the crop.
        settings: How it is varied, or None to cut and pad only.
        seed: What is drawn.

    Returns:
        Image (1, *shape) float32 and labels (*shape) int64.
    """
    draw = Draw(seed)
    channels = functional.one_hot(labels, classes).permute(3, 0, 1, 2)[1:].float()
    crop = place(torch.cat([image[None], channels]), shape, settings, draw)
    if settings is not None:
        crop = hide_border(crop, settings, draw)
        crop[0] = vary_intensity(crop[0], settings, draw)
    background = 1 - crop[1:].sum(0, keepdim=True)
    return crop[:1], torch.cat([background, crop[1:]]).argmax(0)
