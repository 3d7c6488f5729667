"""Objects on whole slides: where their tiles lie in the total pixel matrix (PS3.3 C.7.6.17.3, C.8.12.14)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from medview.io.objects.reading import integer, item, items, text


class Thinning:
    """Takes tiles of one matrix to a picture of another size, each pixel of which shows the nearest of the matrix.

    Args:
        matrix: (rows, columns) the tiles are part of.
        size: (rows, columns) it is shown in.
        start: (row, column) of the canvas where that begins.
    """

    def __init__(self, matrix: tuple[int, int], size: tuple[int, int], start: tuple[int, int]) -> None:
        self._sources = [
            ((2 * np.arange(shown) + 1) * whole // (2 * shown)).astype(np.int64)
            for whole, shown in zip(matrix, size, strict=True)
        ]
        self._start = start

    def tile(self, pixels: NDArray[Any], at: tuple[int, int]) -> tuple[NDArray[Any], tuple[int, int]]:
        """What is shown of a tile whose first pixel lies at ``at``, and where on the canvas that goes."""
        picked, place = [], []
        for sources, first, length, start in zip(self._sources, at, pixels.shape, self._start, strict=True):
            begin, end = (int(one) for one in np.searchsorted(sources, [first, first + length]))
            picked.append(sources[begin:end] - first)
            place.append(start + begin)
        return pixels[np.ix_(*picked)], (place[0], place[1])


def is_tiled(dataset: Dataset) -> bool:
    """Whether the frames are tiles of a matrix rather than planes of a patient."""
    return integer(dataset, "TotalPixelMatrixRows") > 0 and integer(dataset, "TotalPixelMatrixColumns") > 0


def matrix_size(dataset: Dataset) -> tuple[int, int]:
    """(rows, columns) of the total pixel matrix."""
    return integer(dataset, "TotalPixelMatrixRows"), integer(dataset, "TotalPixelMatrixColumns")


def tile_starts(dataset: Dataset, count: int) -> NDArray[np.int64]:
    """(count, 2) row and column of the matrix, counted from 0, where each frame's first pixel lies."""
    if text(dataset, "DimensionOrganizationType") == "TILED_FULL":
        return _in_full_order(dataset, count)
    starts = np.zeros((count, 2), np.int64)
    groups = items(dataset, "PerFrameFunctionalGroupsSequence")
    for number, group in enumerate(groups[:count]):
        place = item(group, "PlanePositionSlideSequence")
        starts[number] = (
            integer(place, "RowPositionInTotalImagePixelMatrix", 1) - 1,
            integer(place, "ColumnPositionInTotalImagePixelMatrix", 1) - 1,
        )
    return starts


def full_segments(dataset: Dataset, count: int, numbers: list[int]) -> NDArray[np.int64]:
    """(count,) segment of each frame of a TILED_FULL segmentation: all tiles of one, then all of the next."""
    tiles = _tiles(dataset)
    each = np.arange(count) // max(1, tiles[0] * tiles[1])
    return np.array(numbers, np.int64)[np.minimum(each, len(numbers) - 1)]


def _in_full_order(dataset: Dataset, count: int) -> NDArray[np.int64]:
    tiles = _tiles(dataset)
    row, column = np.divmod(np.arange(count) % max(1, tiles[0] * tiles[1]), max(1, tiles[1]))
    return np.stack([row * integer(dataset, "Rows"), column * integer(dataset, "Columns")], axis=1)


def _tiles(dataset: Dataset) -> tuple[int, int]:
    """How many tiles lie below and beside each other."""
    rows, columns = matrix_size(dataset)
    return -(-rows // max(1, integer(dataset, "Rows"))), -(-columns // max(1, integer(dataset, "Columns")))
