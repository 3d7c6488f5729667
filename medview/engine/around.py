"""Cropping to a region: a second network finds it, and the picture's own network sees nothing but it.

Both networks see the picture scaled to one size first, so that films of any size are equally sharp to them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt, label
from torch import nn
from torch.nn import functional

from medview.catalog.package import Package
from medview.catalog.schema import Configuration, Preparation, Region
from medview.engine.pictures import Float, Placed, network_input
from medview.engine.weights import fitted, read_weights

RIM = 3.0
"""Pixels over which what lies around the region fades to its level."""

LEAST_PART = 0.5
"""Connected parts of a class smaller than this part of its largest one are none of it."""

LEAST_SIDE = 0.2
"""A region whose box is narrower than this part of the picture was not found: the whole picture is read."""

Box = tuple[int, int, int, int]


@dataclass(frozen=True, eq=False)
class Around:
    """The region of a picture.

    Args:
        picture: (rows, columns) or (rows, columns, 3), scaled to the size of the region's network.
        chances: (classes, rows, columns) of the region's network, background first.
        inside: (rows, columns): pixels to the region's edge, below 0 outside.
        box: x0, y0, x1, y1 of what is read, in these pixels.
    """

    picture: Float
    chances: Float
    inside: Float
    box: Box


@dataclass(frozen=True, eq=False)
class Finder:
    """The region's network of a package, in float32 on the processor.

    Args:
        region: What it is.
        network: Ready to predict.
    """

    region: Region
    network: nn.Module

    def find(self, configuration: Configuration, picture: NDArray[Any]) -> Around:
        """Find the region of a picture.

        Args:
            configuration: The package.
            picture: (rows, columns), or (rows, columns, 3); of any type.
        """
        region = self.region
        small = scaled(picture, region.size)
        reading = Preparation(size=region.size)
        plain = replace(
            configuration, network=region.network, intensity=region.intensity, channels=(), preparation=reading
        )
        given = torch.from_numpy(network_input(replace(plain, detection=None), small)[0])
        with torch.inference_mode():
            chances = self.network(given).float().softmax(1)[0].numpy()
        within = 1 - chances[0] >= region.least
        parts = [largest_parts(within & (chances[1:].argmax(0) == number)) for number in range(len(chances) - 1)]
        inside = signed_distance(np.any(parts, axis=0))
        inside += region.grown * max(region.size)
        return Around(small, chances, inside, box_of(inside > 0, region.margin))


def finder(package: Package) -> Finder | None:
    """What finds the region a package's pictures are cropped to; None where they are not.

    Raises:
        ModelError: Its weights cannot be read or do not fit it.
    """
    region = package.configuration.region
    if region is None:
        return None
    file = package.folder / region.network.weights
    return _loaded(file, file.stat().st_mtime_ns if file.is_file() else 0, _ByFile(region))


@dataclass(frozen=True, eq=False)
class _ByFile:
    """A region whose equality is that of its file: the cache asks for nothing else."""

    region: Region

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByFile) and other.region == self.region

    def __hash__(self) -> int:
        return hash(self.region.network.weights)


@lru_cache(maxsize=4)
def _loaded(file: Path, changed: int, asked: _ByFile) -> Finder:
    return Finder(asked.region, fitted(asked.region.network, read_weights(file)))


def picture_input(package: Package, picture: NDArray[Any]) -> tuple[Float, Placed]:
    """A picture as a package's network reads it, cropped to its region where it has one.

    Args:
        package: The package.
        picture: (rows, columns) grey values, or (rows, columns, 3) of red, green and blue; of any type.

    Returns:
        (1, channels, rows, columns), and where the picture lies in it.

    Raises:
        ModelError: It is no picture, or the region's weights cannot be read.
    """
    found = finder(package)
    if found is None:
        return network_input(package.configuration, picture)
    return cropped(package.configuration, found.find(package.configuration, picture), np.asarray(picture).shape)


def cropped(configuration: Configuration, around: Around, shape: tuple[int, ...]) -> tuple[Float, Placed]:
    """The region of a picture as the network reads it; ``shape`` is the whole picture's."""
    x0, y0, x1, y1 = around.box
    given, placed = network_input(configuration, around.picture[y0:y1, x0:x1])
    if configuration.region is not None and configuration.region.outside == "level":
        given = levelled(given, softened(around.inside[y0:y1, x0:x1], (given.shape[2], given.shape[3])))
    return given, _on_picture(placed, around, shape)


def levelled(given: Float, soft: Float) -> Float:
    """Channels (n, channels, rows, columns) less their mean within the region, and 0 around it."""
    within = (given * soft).sum((2, 3), keepdims=True) / max(float(soft.sum()), 1.0)
    return np.asarray((given - within) * soft, np.float32)


def softened(inside: Float, size: tuple[int, int]) -> Float:
    """(rows, columns) of this size: 1 inside the region, 0 outside, and a soft rim between."""
    part = torch.from_numpy(np.ascontiguousarray(inside))[None, None]
    found = functional.interpolate(part, size, mode="bilinear", antialias=True)[0, 0].numpy()
    return np.clip(0.5 + found / RIM, 0.0, 1.0)


def _on_picture(placed: Placed, around: Around, shape: tuple[int, ...]) -> Placed:
    """From pixels of the scaled picture to those of the picture as it came."""
    x0, y0, x1, y1 = around.box
    rows, columns = around.picture.shape[:2]
    left, right = (round(x * shape[1] / columns) for x in (x0, x1))
    top, bottom = (round(y * shape[0] / rows) for y in (y0, y1))
    high, wide = max(bottom - top, 1), max(right - left, 1)
    across, down = placed.scale
    scale = (across * (x1 - x0) / wide, down * (y1 - y0) / high)
    return replace(placed, rows=high, columns=wide, scale=scale, first=(left, top), whole=(shape[0], shape[1]))


def scaled(picture: NDArray[Any], size: tuple[int, int]) -> Float:
    """A picture of another size: bilinear, averaged where pixels become fewer.

    Args:
        picture: (rows, columns), or (rows, columns, channels).
        size: (rows, columns).
    """
    values = np.nan_to_num(np.asarray(picture, np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    planes = np.moveaxis(values.reshape(*values.shape[:2], -1), 2, 0)
    found = functional.interpolate(
        torch.from_numpy(np.ascontiguousarray(planes))[None], size, mode="bilinear", antialias=True
    )[0].numpy()
    return np.ascontiguousarray(np.moveaxis(found, 0, 2)) if values.ndim == 3 else np.asarray(found[0])


def largest_parts(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """A mask without the connected parts that are small beside its largest one."""
    numbered, count = label(mask)
    sizes = np.bincount(numbered.ravel(), minlength=count + 1)
    sizes[0] = 0
    return np.asarray((sizes >= max(1.0, LEAST_PART * sizes.max()))[numbered])


def signed_distance(mask: NDArray[np.bool_]) -> Float:
    """Pixels from each pixel to the edge of a mask: above 0 inside, below 0 outside; all inside where it is empty."""
    if not mask.any():
        return np.full(mask.shape, float(max(mask.shape)), np.float32)
    found = distance_transform_edt(mask) - distance_transform_edt(~mask)
    return np.asarray(found - 0.5 * np.sign(found), np.float32)


def box_of(mask: NDArray[np.bool_], margin: float) -> Box:
    """The box around a mask with a margin, within the picture; the whole picture where the mask is too small."""
    rows, columns = (np.flatnonzero(mask.any(axis)) for axis in (1, 0))
    high, wide = mask.shape
    if not rows.size or np.ptp(rows) < LEAST_SIDE * high or np.ptp(columns) < LEAST_SIDE * wide:
        return 0, 0, wide, high
    (top, bottom), (left, right) = (
        _widened(line[0], line[-1] + 1, margin, limit) for line, limit in ((rows, high), (columns, wide))
    )
    return left, top, right, bottom


def _widened(low: int, high: int, margin: float, limit: int) -> tuple[int, int]:
    more = round(margin * (high - low))
    return max(0, int(low) - more), min(limit, int(high) + more)
