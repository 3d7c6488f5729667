"""Another series on the plane of the one that is read: resampled on the fly, drawn in colours over it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.geometry import Float, Geometry
from medview.core.volume import Window
from medview.imaging.colours import colour_table
from medview.imaging.oblique import Frame, plane_sampling
from medview.imaging.resample import resampled
from medview.imaging.slab import Projected, projected, thinned_slices

Array = NDArray[Any]

FADE = 0.15
"""Part of the colour map's low end over which it becomes opaque: what holds nothing does not veil the picture."""


def fused_values(
    frame: Frame,
    number: int,
    array: Array,
    geometry: Geometry,
    place: Float,
    slab: tuple[Projected, float] | None = None,
    most: int = 0,
) -> NDArray[np.floating[Any]]:
    """The values of another series on a slice.

    Args:
        frame: The plane of the series that is read.
        number: The slice; clamped to those there are.
        array: (k, j, i) values of the other series.
        geometry: Its grid.
        place: (4, 4) taking LPS mm of the frame's patient space to that of the other series.
        slab: How and how thick (mm) a slab shows them; None for a plain slice.
        most: Slices of a slab to put together at most; 0 for all.

    Returns:
        (rows, columns), NaN where the other series has no voxels.
    """
    projection, thickness_mm = slab or ("mean", 0.0)
    slices = thinned_slices(frame, number, thickness_mm, most)
    cuts = (resampled(array, plane_sampling(frame, n, geometry, place), fill=np.nan, as_float=True) for n in slices)
    return projected(cuts, projection, np.nan)


def fused_colours(
    values: NDArray[np.floating[Any]], window: Window, colours: str, opacity: float
) -> NDArray[np.uint32] | None:
    """Premultiplied 0xAARRGGBB of another series' values; None where there is nothing to draw.

    Args:
        values: (rows, columns); what is no number is clear.
        window: How values meet the colours.
        colours: Name of the colour map; where that begins dark, its low end is clear.
        opacity: Of the colours, 0..1.
    """
    there = np.isfinite(values)
    if not there.any() or opacity <= 0.0:
        return None
    share = (np.where(there, values, window.low) - window.low) * (255.0 / max(window.width, 1e-12))
    table = _table(colours, round(min(opacity, 1.0) * 255))
    drawn = table[np.clip(share + 0.5, 0.0, 255.0).astype(np.uint8)]
    drawn[~there] = 0
    return np.asarray(drawn, dtype=np.uint32)


@lru_cache(maxsize=32)
def _table(colours: str, alpha: int) -> NDArray[np.uint32]:
    """(256,) premultiplied colours from low to high."""
    rgb = colour_table(colours).astype(np.float64)
    opacity = np.full(256, alpha / 255.0)
    if rgb[0].max() < 1.0:
        opacity *= np.clip(np.linspace(0.0, 1.0 / FADE, 256), 0.0, 1.0)
    red, green, blue = np.rint(rgb * opacity[:, np.newaxis]).astype(np.uint32).T
    packed = np.rint(opacity * 255.0).astype(np.uint32) << 24 | red << 16 | green << 8 | blue
    packed.setflags(write=False)
    return np.asarray(packed, dtype=np.uint32)
