"""Parts, holes and borders of masks of blocks."""

from __future__ import annotations

from typing import Any

import cc3d
import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from medview.engine.classical.coarse import Coarse

Bool = NDArray[np.bool_]


def parts(mask: Bool, neighbours: int = 6) -> NDArray[np.uint32]:
    """Connected parts of a mask, numbered from 1."""
    found: NDArray[np.uint32] = cc3d.connected_components(np.asarray(mask, np.uint8), connectivity=neighbours)
    return found.astype(np.uint32, copy=False)


def sizes(labelled: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """Blocks of each part by its number; 0 for the background."""
    counts = np.bincount(labelled.ravel()).astype(np.int64)
    counts[0] = 0
    return counts


def kept(labelled: NDArray[np.integer[Any]], which: NDArray[np.bool_]) -> Bool:
    """The mask of some parts; ``which`` says it by their number."""
    return np.asarray(which[labelled])


def filled(mask: Bool, made: Coarse) -> Bool:
    """A mask with what it encloses in each axial slice: the volume may end within an organ."""
    found = np.empty_like(mask)
    for number in range(mask.shape[made.axial]):
        place = (slice(None),) * made.axial + (number,)
        found[place] = ndimage.binary_fill_holes(mask[place])
    return found


def opened(mask: Bool, ball: Bool) -> Bool:
    """A mask without what is thinner than a ball; nothing is lost where the volume ends."""
    return dilated(eroded(mask, ball), ball) & mask


def closed(mask: Bool, ball: Bool) -> Bool:
    """A mask with its clefts narrower than a ball filled."""
    reach = [(n // 2 + 1, n // 2 + 1) for n in ball.shape]
    inside = tuple(slice(before, -before) for before, _ in reach)
    padded = np.pad(mask, reach, mode="edge")
    return np.asarray(eroded(dilated(padded, ball), ball)[inside])


def eroded(mask: Bool, ball: Bool) -> Bool:
    """A mask without its border; where the volume ends there is none."""
    return np.asarray(ndimage.binary_erosion(mask, ball, border_value=1))


def dilated(mask: Bool, ball: Bool) -> Bool:
    """A mask with what lies around it."""
    return np.asarray(ndimage.binary_dilation(mask, ball))


def grown(labels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Labels, each with the blocks beside it that have none (26 neighbours)."""
    beside = np.asarray(ndimage.grey_dilation(labels, footprint=np.ones((3, 3, 3), bool)), np.uint8)
    return np.where(labels > 0, labels, beside)


def shrunken(labels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Labels without the blocks beside another label or none (26 neighbours)."""
    inside = eroded(labels > 0, np.ones((3, 3, 3), bool))
    low = ndimage.minimum_filter(labels, footprint=np.ones((3, 3, 3), bool), mode="nearest")
    high = ndimage.maximum_filter(labels, footprint=np.ones((3, 3, 3), bool), mode="nearest")
    return np.where(inside & (low == high), labels, np.uint8(0)).astype(np.uint8)
