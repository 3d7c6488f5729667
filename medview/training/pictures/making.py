"""Pictures of other kinds, made of training pictures: what an input gate learns to tell apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from medview.engine.around import scaled
from medview.training.augmentation import Draw
from medview.training.pictures.variation import field

Float = NDArray[np.float32]


def turned(image: Float, draw: Draw) -> Float:
    """Lying on its side, or upside down."""
    return np.rot90(image, 1 + draw.index(3))


def sideways(image: Float, draw: Draw) -> Float:
    """Lying on its side, of pictures that may be upside down."""
    return np.rot90(image, 1 + 2 * draw.index(2))


def inverted(image: Float, _: Draw) -> Float:
    """Black for white."""
    return np.asarray(image.max() + image.min() - image)


def mirrored(image: Float, _: Draw) -> Float:
    """Left for right."""
    return image[:, ::-1]


def cropped(image: Float, draw: Draw) -> Float:
    """A part of it that misses much of the rest, as large as the whole was."""
    high, wide = (round(side * draw.uniform(0.35, 0.7)) for side in image.shape)
    top, left = (draw.index(side - part + 1) for side, part in zip(image.shape, (high, wide), strict=True))
    return scaled(image[top : top + high, left : left + wide], (image.shape[0], image.shape[1]))


def lateral(image: Float, draw: Draw) -> Float:
    """Something like a view from the side: both halves over each other, an opaque spine behind, a heart in front."""
    rows, columns = image.shape
    half = image[:, : columns // 2]
    other = image[:, : columns - columns // 2 - 1 : -1]
    width = min(half.shape[1], other.shape[1])
    chest = (half[:, :width] + other[:, :width]) / 2
    chest = chest[:, ::-1] if draw.chance(0.5) else chest
    wide = round(columns * draw.uniform(0.55, 0.95))
    body = scaled(np.ascontiguousarray(chest), (rows, wide))
    found = np.full((rows, columns), float(image.min()), np.float32)
    left = draw.index(columns - wide + 1)
    found[:, left : left + wide] = body
    across, spread = np.arange(columns, dtype=np.float32), float(image.std())
    at, thick = left + wide * draw.uniform(0.72, 0.9), wide * draw.uniform(0.06, 0.12)
    found += 0.8 * spread * np.exp(-(((across - at) / thick) ** 2))[None]
    return found[:, ::-1] if draw.chance(0.5) else found


def other(image: Float, draw: Draw) -> Float:
    """No film at all: clouds, ovals, noise, a single grey, or a small detail of it."""
    size = (image.shape[0], image.shape[1])
    return _OTHERS[draw.index(len(_OTHERS))](image, size, draw)


def _clouds(_: Float, size: tuple[int, int], draw: Draw) -> Float:
    return np.asarray(field(draw, 1, size, 3 + draw.index(30))[0].numpy())


def _ovals(_: Float, size: tuple[int, int], draw: Draw) -> Float:
    """Ovals within an oval on black, as slices through the body are."""
    rows, columns = np.indices(size, dtype=np.float32)
    found = np.zeros(size, np.float32)
    for number in range(2 + draw.index(8)):
        reach = 0.45 if number == 0 else draw.uniform(0.03, 0.25)
        middle = [side / 2 + (side * draw.uniform(-0.3, 0.3) if number else 0.0) for side in size]
        radii = [side * reach * draw.logarithmic((0.6, 1.4)) for side in size]
        inside = ((rows - middle[0]) / radii[0]) ** 2 + ((columns - middle[1]) / radii[1]) ** 2 < 1
        found[inside] = draw.uniform(0.2, 1.0) if number == 0 else found[inside] * 0.3 + draw.uniform(0.0, 0.7)
    return np.asarray(found + 0.05 * draw.normal(*size).numpy(), np.float32)


def _noise(_: Float, size: tuple[int, int], draw: Draw) -> Float:
    return np.asarray(draw.normal(*size).numpy())


def _plain(_: Float, size: tuple[int, int], draw: Draw) -> Float:
    ramp = np.linspace(0.0, draw.uniform(0.0, 1.0), size[1], dtype=np.float32)
    return np.asarray(np.repeat(ramp[None], size[0], 0) + 1e-3 * draw.normal(*size).numpy(), np.float32)


def _detail(image: Float, size: tuple[int, int], draw: Draw) -> Float:
    side = round(size[0] * draw.uniform(0.1, 0.3))
    top, left = (draw.index(length - side) for length in size)
    return np.rot90(scaled(image[top : top + side, left : left + side], size), draw.index(4))


_OTHERS = (_clouds, _ovals, _ovals, _noise, _plain, _detail, _detail)

MADE: Mapping[str, Callable[[Float, Draw], Float]] = {
    "turned": turned,
    "inverted": inverted,
    "mirrored": mirrored,
    "cropped": cropped,
    "lateral": lateral,
    "other": other,
    "sideways": sideways,
}
"""How each of ``VIEWS`` but the known one is made of a training picture."""
