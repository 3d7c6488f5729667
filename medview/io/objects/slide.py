"""Objects on whole slides: where their tiles lie in the total pixel matrix (PS3.3 C.7.6.17.3, C.8.12.14)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from medview.io.objects.reading import integer, item, items, text


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
