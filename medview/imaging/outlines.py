"""Outlines of the labels on one slice, as line segments that stay crisp at any zoom."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Segments = NDArray[np.float32]

_TOP, _RIGHT, _BOTTOM, _LEFT = (0.0, 0.5), (0.5, 1.0), (1.0, 0.5), (0.5, 0.0)
_CELLS: dict[int, tuple[tuple[tuple[float, float], tuple[float, float]], ...]] = {
    # Marching squares at one half. Bits: 1 top left, 2 top right, 4 bottom left, 8 bottom right pixel inside;
    # the two saddles keep diagonal neighbours apart. Points are (row, column) within the cell.
    1: ((_TOP, _LEFT),),
    2: ((_TOP, _RIGHT),),
    3: ((_LEFT, _RIGHT),),
    4: ((_LEFT, _BOTTOM),),
    5: ((_TOP, _BOTTOM),),
    6: ((_TOP, _RIGHT), (_LEFT, _BOTTOM)),
    7: ((_RIGHT, _BOTTOM),),
    8: ((_RIGHT, _BOTTOM),),
    9: ((_TOP, _LEFT), (_RIGHT, _BOTTOM)),
    10: ((_TOP, _BOTTOM),),
    11: ((_LEFT, _BOTTOM),),
    12: ((_LEFT, _RIGHT),),
    13: ((_TOP, _RIGHT),),
    14: ((_TOP, _LEFT),),
}
_COUNTS = np.array([len(_CELLS.get(code, ())) for code in range(16)])
_FIRST = np.concatenate(([0], np.cumsum(_COUNTS)[:-1]))
_TABLE = np.array([segment for code in range(16) for segment in _CELLS.get(code, ())], dtype=np.float32)


def outline(inside: NDArray[np.bool_]) -> Segments:
    """The border of a region by marching squares.

    Args:
        inside: (rows, columns) mask of the region.

    Returns:
        (n, 2, 2) segments, each two (row, column) points in pixels; 0 is the centre of the first pixel. A region at the
        picture's edge is closed there.
    """
    padded = np.pad(inside, 1).astype(np.uint8)
    codes = padded[:-1, :-1] | padded[:-1, 1:] << 1 | padded[1:, :-1] << 2 | padded[1:, 1:] << 3
    rows, columns = np.nonzero((codes != 0) & (codes != 15))
    found = codes[rows, columns]
    counts = _COUNTS[found]
    which = np.repeat(_FIRST[found], counts)
    which[np.cumsum(counts)[counts == 2] - 1] += 1
    corner = np.repeat(np.stack((rows, columns), axis=1) - 1, counts, axis=0)
    return np.asarray(_TABLE[which] + corner[:, np.newaxis, :], dtype=np.float32)


def label_outlines(labels: NDArray[np.uint8]) -> dict[int, Segments]:
    """The outline of every label on a slice; label 0 is the background.

    Args:
        labels: (rows, columns) label map.
    """
    present = np.flatnonzero(np.bincount(labels.ravel(), minlength=1)[1:]) + 1
    return {int(value): _cropped_outline(labels == value) for value in present}


def _cropped_outline(inside: NDArray[np.bool_]) -> Segments:
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    crop = inside[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return outline(crop) + np.array((rows[0], columns[0]), dtype=np.float32)
