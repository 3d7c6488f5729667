"""Histogram standardisation: pictures of different machines come to have grey values of one distribution.

Quantiles of a picture become those of the training pictures, linear in between (Nyúl and Udupa 1999).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float32]


def quantiles(values: NDArray[np.floating], count: int) -> NDArray[np.float64]:
    """``count`` quantiles of values, evenly spaced from the least to the greatest."""
    return np.quantile(np.asarray(values, np.float64), np.linspace(0.0, 1.0, count))


def matching(values: NDArray[np.floating], landmarks: Sequence[float]) -> Callable[[Float], Float]:
    """The curve under which the quantiles of values become the landmarks.

    Args:
        values: What the quantiles are measured of; any shape.
        landmarks: Values at quantiles evenly spaced from 0 to 1; empty: from 0 to 1 themselves.
    """
    wanted = np.asarray(landmarks if len(landmarks) else np.linspace(0.0, 1.0, 21), np.float64)
    found = quantiles(values, len(wanted))
    knots, number = np.unique(found, return_inverse=True)
    targets = np.bincount(number, wanted) / np.bincount(number)
    return lambda given: np.interp(given, knots, targets).astype(np.float32)


def matched(planes: Float, landmarks: Sequence[float]) -> Float:
    """Channels (n, rows, columns), each with its quantiles at the landmarks."""
    return np.stack([matching(plane, landmarks)(plane) for plane in planes])
