"""The closed vocabulary of steps after the network."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import cc3d
import numpy as np
from numpy.typing import NDArray

from medview.catalog.schema import Step

Chances = NDArray[np.float32]


def _largest_component(chances: Chances) -> Chances:
    """Make background of every connected part of the classes (26 neighbours) but the largest."""
    foreground = chances.argmax(axis=0) > 0
    parts = cc3d.connected_components(foreground, connectivity=26)
    sizes = np.bincount(parts.ravel())[1:]
    if len(sizes) <= 1:
        return chances
    dropped = foreground & (parts != 1 + int(sizes.argmax()))
    result = chances.copy()
    result[:, dropped] = 0.0
    result[0, dropped] = 1.0
    return result


_STEPS: Mapping[str, Callable[[Chances], Chances]] = {"largest-component": _largest_component}


def kept(chances: Chances, steps: Sequence[str | Step]) -> Chances:
    """Probabilities (classes, x, y, z) after the package's steps, in order."""
    for step in steps:
        chances = _STEPS[step if isinstance(step, str) else step.kind](chances)
    return chances
