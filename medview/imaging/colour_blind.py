"""What colour-blind readers see, how far two colours are apart for them, and colours they can tell apart."""

from __future__ import annotations

from functools import cache

import numpy as np

from medview.core.geometry import Float

Colour = tuple[int, int, int]

DEUTERANOPIA: Float = np.array(
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
)
PROTANOPIA: Float = np.array(
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
)
"""Linear sRGB to linear sRGB as seen at severity 1.0: Machado, Oliveira, Fernandes 2009, "A Physiologically-based Model
for Simulation of Color Vision Deficiency", IEEE TVCG 15(6), table of matrices."""

VISIONS: tuple[Float, ...] = (np.eye(3), DEUTERANOPIA, PROTANOPIA)
"""The usual vision and the two common kinds of colour blindness."""

OKABE_ITO: tuple[Colour, ...] = (
    (230, 159, 0),
    (86, 180, 233),
    (0, 158, 115),
    (240, 228, 66),
    (0, 114, 178),
    (213, 94, 0),
    (204, 121, 167),
)
"""Okabe and Ito 2008, "Color Universal Design"; without its black, which cannot be seen on a dark picture."""

MOST = 24
"""More colours than these cannot be told apart by everyone."""
LEAST_LIGHTNESS = 40.0
"""L* below which a colour is lost on a dark picture."""
_STEP = 15
"""Distance of candidates in each channel, 0..255."""

_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
"""Linear sRGB to XYZ (IEC 61966-2-1), white D65."""
_WHITE = _XYZ.sum(axis=1)


def lab(colours: Float, vision: Float) -> Float:
    """CIELAB of colours as one kind of reader sees them.

    Args:
        colours: (n, 3) sRGB, 0..255.
        vision: One of ``VISIONS``.
    """
    part = np.asarray(colours, float) / 255.0
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    seen = np.clip(linear @ vision.T, 0.0, 1.0) @ _XYZ.T / _WHITE
    root = np.where(seen > (6 / 29) ** 3, np.cbrt(seen), seen / (3 * (6 / 29) ** 2) + 4 / 29)
    x, y, z = root.T
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=1)


def differences(colours: Float) -> Float:
    """(n, n) CIE76 difference of each two colours for the reader who tells them apart worst."""
    seen = [lab(colours, vision) for vision in VISIONS]
    apart: Float = np.min([np.linalg.norm(one[:, None] - one[None], axis=2) for one in seen], axis=0)
    return apart


@cache
def palette(count: int) -> tuple[Colour, ...]:
    """Colours that all readers tell apart: the well-known ones while they suffice, else computed ones.

    Args:
        count: How many are wanted; more than ``MOST`` begin again from the first.
    """
    chosen = OKABE_ITO if count <= len(OKABE_ITO) else _farthest(min(count, MOST))
    return tuple(chosen[n % len(chosen)] for n in range(count))


@cache
def _farthest(count: int) -> tuple[Colour, ...]:
    """Colours one after another, each as far as can be from all before it for whoever tells them apart worst."""
    levels = np.arange(0.0, 256.0, _STEP)
    grid = np.stack(np.meshgrid(levels, levels, levels, indexing="ij"), axis=-1).reshape(-1, 3)
    grid = grid[lab(grid, VISIONS[0])[:, 0] >= LEAST_LIGHTNESS]
    seen = [lab(grid, vision) for vision in VISIONS]
    chosen = [OKABE_ITO[0]]
    nearest = _from(seen, chosen[0])
    while len(chosen) < count:
        red, green, blue = (int(part) for part in grid[int(np.argmax(nearest))])
        chosen.append((red, green, blue))
        nearest = np.minimum(nearest, _from(seen, chosen[-1]))
    return tuple(chosen)


def _from(seen: list[Float], colour: Colour) -> Float:
    """How far colours, as each kind of reader sees them, are from one for whoever tells them apart worst."""
    places = [lab(np.array([colour], float), vision)[0] for vision in VISIONS]
    apart: Float = np.min(
        [np.linalg.norm(one - place, axis=1) for one, place in zip(seen, places, strict=True)], axis=0
    )
    return apart
