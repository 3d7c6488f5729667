"""Curves as points."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Curve = tuple[tuple[float, ...], ...]

MOST_POINTS = 400
"""Points of a curve that is drawn or written."""


def thinned(x: NDArray[Any], y: NDArray[Any]) -> Curve:
    """A curve of no more points than can be seen, its ends among them."""
    if not len(x):
        return ()
    chosen = np.unique(np.linspace(0, len(x) - 1, min(len(x), MOST_POINTS)).round().astype(int))
    return tuple((float(x[number]), float(y[number])) for number in chosen)
