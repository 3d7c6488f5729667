"""The values of one picture of an open stack, wherever they lie."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.images import StoredImages
from medview.core.study import Series
from medview.io.images import read_frame


def frame_values(series: Series, images: StoredImages, frame: int) -> NDArray[Any]:
    """A picture as it is stored: (rows, columns), or (rows, columns, 3) of red, green and blue.

    Args:
        series: The series.
        images: Its pictures; one that is not read yet is read from the series' files.
        frame: Which, counted from 0.

    Raises:
        ReadError: It cannot be read.
    """
    slot = int(np.load(images.ready)[frame]) if images.ready else frame
    if slot >= 0:
        return np.asarray(np.load(images.path, mmap_mode="r", allow_pickle=False)[slot])
    return read_frame(series, frame)
