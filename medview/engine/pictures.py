"""From a picture to what a network of two dimensions reads, and from its pixels back to the picture's.

Pixels are squares: the picture's left edge is at 0 and its right edge at its width, so that boxes scale exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from medview.catalog.schema import Configuration, Intensity, Preparation
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.histogram import matched
from medview.engine.intensity import normalise

Float = NDArray[np.float32]

LUMA = (0.299, 0.587, 0.114)
"""Parts of red, green and blue in a grey value (ITU-R BT.601), as Pillow and OpenCV take them."""

_COLOURS: Mapping[str, int] = {"red": 0, "r": 0, "green": 1, "g": 1, "blue": 2, "b": 2}


@dataclass(frozen=True)
class Placed:
    """Where a picture lies in what a network reads.

    Args:
        rows: Of the picture, or of the part of it that is read.
        columns: Of the same.
        scale: The network's pixels for one of the picture's, (x, y).
        before: The network's pixels before the picture's left and upper edge; less than 0 where it is cut off.
        first: (column, row) of the picture's pixel with which the part that is read begins.
        whole: (rows, columns) of the whole picture; empty: all of it is read.
    """

    rows: int
    columns: int
    scale: tuple[float, float] = (1.0, 1.0)
    before: tuple[int, int] = (0, 0)
    first: tuple[int, int] = (0, 0)
    whole: tuple[int, ...] = ()

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns) of the whole picture."""
        rows, columns = self.whole or (self.rows, self.columns)
        return rows, columns

    def back(self, boxes: NDArray[Any]) -> NDArray[np.float64]:
        """Boxes (n, 4) of x0, y0, x1, y1 in the network's pixels as such of the picture, none beyond its edges."""
        moved = (np.asarray(boxes, np.float64) - (self.before * 2)) / (self.scale * 2) + (self.first * 2)
        rows, columns = self.shape
        return np.clip(moved, 0.0, (columns, rows, columns, rows))

    def forth(self, boxes: NDArray[Any]) -> NDArray[np.float64]:
        """Boxes in the picture's pixels as such of the network's; ``back``'s opposite."""
        return (np.asarray(boxes, np.float64) - (self.first * 2)) * (self.scale * 2) + (self.before * 2)

    def restored(self, values: Tensor, outside: float = 0.0) -> Tensor:
        """What a network says of each of its pixels, for each pixel of the picture.

        Args:
            values: (channels, rows, columns) in the network's pixels.
            outside: Value where the network saw nothing of the picture.

        Returns:
            (channels, rows, columns) of the whole picture; averaged where pixels become fewer.
        """
        fitted = self._unfitted(values, outside)
        size = (self.rows, self.columns)
        if tuple(fitted.shape[1:]) != size:
            fitted = functional.interpolate(fitted[None], size, mode="bilinear", antialias=True)[0]
        if self.shape == size:
            return fitted
        found = values.new_full((len(values), *self.shape), outside)
        column, row = self.first
        found[:, row : row + self.rows, column : column + self.columns] = fitted
        return found

    def _unfitted(self, values: Tensor, outside: float) -> Tensor:
        """The part of the network's pixels that is the picture, as large as it was scaled."""
        high, wide = round(self.rows * self.scale[1]), round(self.columns * self.scale[0])
        left, top = self.before
        inside, there = zip(_span(top, high, values.shape[1]), _span(left, wide, values.shape[2]), strict=True)
        fitted = values.new_full((len(values), high, wide), outside)
        fitted[:, *there] = values[:, *inside]
        return fitted


@dataclass(frozen=True)
class _Fit:
    """Rows and columns a picture is scaled to, and where its first pixel comes to lie."""

    rows: int
    columns: int
    top: int = 0
    left: int = 0


def _stretch(rows: int, columns: int, size: tuple[int, int], _: int) -> _Fit:
    return _Fit(*size)


def _letterbox(rows: int, columns: int, size: tuple[int, int], _: int) -> _Fit:
    """The odd pixel of the margin lies below and to the right, as Ultralytics puts it."""
    scale = min(size[0] / rows, size[1] / columns)
    high, wide = max(1, round(rows * scale)), max(1, round(columns * scale))
    return _Fit(high, wide, (size[0] - high) // 2, (size[1] - wide) // 2)


def _crop(rows: int, columns: int, size: tuple[int, int], shorter: int) -> _Fit:
    """The shorter side is scaled, the longer one follows; the middle is read (torchvision's usual transforms)."""
    scale = shorter / min(rows, columns) if shorter else max(size[0] / rows, size[1] / columns)
    high, wide = (max(1, int(n * scale + 1e-6)) for n in (rows, columns))
    return _Fit(high, wide, round((size[0] - high) / 2), round((size[1] - wide) / 2))


FITS: Mapping[str, Callable[[int, int, tuple[int, int], int], _Fit]] = {
    "stretch": _stretch,
    "letterbox": _letterbox,
    "crop": _crop,
}
"""How a picture of some rows and columns comes into a size; the last number is ``Preparation.shorter``."""


def preparation(configuration: Configuration) -> Preparation:
    """How a package wants pictures; detectors say it with their boxes."""
    found = configuration.detection
    if found is None:
        return configuration.preparation
    return Preparation(size=found.size, fit="letterbox" if found.letterbox else "stretch", margin=found.margin)


def network_input(
    configuration: Configuration, picture: NDArray[Any], part: tuple[int, int, int, int] | None = None
) -> tuple[Float, Placed]:
    """A picture as a network reads it.

    Args:
        configuration: The package.
        picture: (rows, columns) grey values, or (rows, columns, 3) of red, green and blue; of any type.
        part: x0, y0, x1, y1 of the pixels that are read; None: all.

    Returns:
        (1, channels, rows, columns), and where the picture lies in it.

    Raises:
        ModelError: It is no picture, or the network reads other channels.
    """
    values = np.asarray(picture)
    colours = values.ndim == 3 and values.shape[2] in (1, 3)
    if values.size == 0 or values.dtype.kind not in "fiub" or not (values.ndim == 2 or colours):
        raise _no_picture(configuration, values)
    values = _in_eight_bits(configuration, values)
    whole = values.shape[:2]
    x0, y0, x1, y1 = part or (0, 0, whole[1], whole[0])
    values = values[y0:y1, x0:x1]
    planes = _channels(configuration, values.reshape(*values.shape[:2], -1).astype(np.float32))
    if configuration.preparation.standardised == "histogram":
        planes = matched(planes, configuration.preparation.landmarks)
    fitted, placed = _fitted(configuration, planes)
    if part is not None:
        placed = replace(placed, first=(x0, y0), whole=whole)
    stated = configuration.channels
    ways = [channel.intensity or configuration.intensity for channel in stated]
    ways = ways if len(ways) == len(fitted) else [configuration.intensity] * len(fitted)
    done = [normalise(way, plane) for way, plane in zip(ways, fitted, strict=True)]
    return np.stack(done)[None], placed


def shown_bright(values: NDArray[Any], inverted: bool, padding: tuple[float, float] | None = None) -> NDArray[Any]:
    """Grey values of which high ones are white, as networks know them; colours as they are.

    Args:
        values: (rows, columns), or (rows, columns, 3).
        inverted: Low values are white (MONOCHROME1).
        padding: (least, greatest) value that marks no image; it becomes black.
    """
    if values.ndim == 3 or (not inverted and padding is None):
        return values
    beside = np.zeros(values.shape, bool) if padding is None else (values >= padding[0]) & (values <= padding[1])
    image = values[~beside]
    if not image.size:
        return values
    low, high = image.min(), image.max()
    turned = (low + high - values.astype(np.float64)).astype(values.dtype) if inverted else values
    return np.where(beside, low, turned)


EIGHT_BITS = 255.0
PERCENTILES = (0.1, 99.9)
"""Of a picture's values, what becomes black and white in eight bits, as it is shown where the file says nothing."""


def _in_eight_bits(configuration: Configuration, values: NDArray[Any]) -> NDArray[Any]:
    """Values as a network knows them that was made for pictures of 0 to 255, where they reach beyond that.

    Packages that measure the intensities themselves, and those of CT and PET with their own units, read them as they
    are.
    """
    wide = values.dtype.itemsize > 1 and values.size and float(np.nanmax(values)) > EIGHT_BITS
    if not wide or values.ndim == 3 or not _wants_eight_bits(configuration):
        return values
    low, high = np.percentile(values[np.isfinite(values)], PERCENTILES)
    scaled = (values.astype(np.float32) - low) * (EIGHT_BITS / max(high - low, 1e-12))
    return np.asarray(np.clip(scaled, 0.0, EIGHT_BITS), np.float32)


def _wants_eight_bits(configuration: Configuration) -> bool:
    ways = [channel.intensity or configuration.intensity for channel in configuration.channels]
    fixed = all(_is_fixed(way) for way in ways or [configuration.intensity])
    measured = configuration.preparation.standardised != "none"
    return fixed and not measured and not {"CT", "PT"} & set(configuration.card.input.modalities)


def _is_fixed(way: Intensity) -> bool:
    """Whether an intensity speaks of values of at most 255."""
    if way.clip is not None:
        return way.clip[1] <= EIGHT_BITS
    return way.kind == "none" or (way.kind == "zscore" and way.mean is not None and way.mean <= EIGHT_BITS)


def _channels(configuration: Configuration, values: Float) -> Float:
    """(channels, rows, columns) in the order the network wants them."""
    wanted, found = configuration.network.in_channels, values.shape[2]
    planes = np.moveaxis(values, 2, 0)
    if wanted == 1:
        return planes if found == 1 else np.tensordot(np.array(LUMA, np.float32), planes, 1)[None]
    if wanted != 3:
        raise _no_picture(configuration, values)
    names = [channel.name.casefold() for channel in configuration.channels]
    order = [_COLOURS.get(name, -1) for name in names]
    return np.repeat(planes, 3, 0) if found == 1 else planes[order if sorted(order) == [0, 1, 2] else [0, 1, 2]]


def _fitted(configuration: Configuration, planes: Float) -> tuple[Float, Placed]:
    wish = preparation(configuration)
    rows, columns = planes.shape[1:]
    if not wish.size:
        return _padded(configuration, planes), Placed(rows, columns)
    size = (int(wish.size[0]), int(wish.size[1]))
    fit = FITS[wish.fit](rows, columns, size, wish.shorter)
    canvas = np.full((len(planes), *size), wish.margin, np.float32)
    inside, there = zip(_span(fit.top, fit.rows, size[0]), _span(fit.left, fit.columns, size[1]), strict=True)
    canvas[:, *inside] = _scaled(planes, fit.rows, fit.columns)[:, *there]
    return canvas, Placed(rows, columns, (fit.columns / columns, fit.rows / rows), (fit.left, fit.top))


def _padded(configuration: Configuration, planes: Float) -> Float:
    """As large as the network needs at least: the picture's last row and column are repeated below and to the right."""
    wanted = (-(-side // n) * n for side, n in zip(planes.shape[1:], _multiples(configuration), strict=True))
    margins = [(0, whole - side) for side, whole in zip(planes.shape[1:], wanted, strict=True)]
    return np.pad(planes, ((0, 0), *margins), mode="edge")


def _multiples(configuration: Configuration) -> tuple[int, int]:
    """What rows and columns of a picture of any size are padded to a multiple of; its window's flat axis is left out.

    ``Tiling`` speaks of three axes, also of a picture, whose window is 1 along one of them.
    """
    patch, multiple = configuration.tiling.patch, configuration.tiling.multiple
    flat = patch.index(1) if 1 in patch else 2
    rows, columns = (n for axis, n in enumerate(multiple) if axis != flat)
    return rows, columns


def _span(first: int, length: int, limit: int) -> tuple[slice, slice]:
    """Where a line of a picture lies in the network's, and which part of it that is."""
    low, high = max(0, first), min(limit, first + length)
    return slice(low, high), slice(low - first, high - first)


def _scaled(planes: Float, rows: int, columns: int) -> Float:
    """Bilinear; where pixels become fewer they are averaged, as Pillow and torchvision do."""
    if planes.shape[1:] == (rows, columns):
        return planes
    found = functional.interpolate(
        torch.from_numpy(np.ascontiguousarray(planes))[None], (rows, columns), mode="bilinear", antialias=True
    )
    return found[0].numpy()


def _no_picture(configuration: Configuration, values: NDArray[Any]) -> ModelError:
    return ModelError(
        tr("{model} cannot read a picture of shape {shape}.").format(
            model=configuration.card.name, shape="×".join(map(str, values.shape))
        ),
        tr("It reads pictures of {count} channels.").format(count=configuration.network.in_channels),
    )
