"""A model that reads a fixed number of letters, at every place of a longer sequence and on both strands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import torch
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from medview.core.alphabet import reverse_complement
from medview.engine.classification import chances
from medview.engine.letters import encode
from medview.engine.model import Model
from medview.engine.sequences.answering import letters_of

Float = NDArray[np.float32]
Step = Callable[[float], None]

TOGETHER = 1024
"""Windows that are computed at once."""


def scanned(model: Model, text: str, step: Step, strand: int = 1) -> Float:
    """Probabilities (classes, places) of the classes of the letters from each place on.

    Args:
        model: A package that answers for a whole of so many letters.
        text: At least as many letters.
        step: Told the done part before each batch; may raise to stop.
        strand: -1 reads the other strand; places are those of this one.
    """
    letters, configuration = letters_of(model.package.configuration), model.package.configuration
    columns = encode(replace(letters, length=0), text if strand > 0 else reverse_complement(text))
    windows = sliding_window_view(columns, letters.length, axis=1).transpose(1, 0, 2)
    found = list[Float]()
    for first in range(0, len(windows), TOGETHER):
        step(first / len(windows))
        batch = torch.from_numpy(np.ascontiguousarray(windows[first : first + TOGETHER]))
        found.append(chances(configuration, model.forward(batch).numpy()))
    along = np.concatenate(found).T
    return np.ascontiguousarray(along if strand > 0 else along[:, ::-1])


def peaks(values: NDArray[np.floating], least: float, apart: int) -> list[int]:
    """Places with at least a value, the greatest first, none nearer to a greater one than so many letters."""
    found = list[int]()
    free = np.ones(len(values), bool)
    for place in np.argsort(-values, kind="stable"):
        if values[place] < least:
            break
        if free[place]:
            found.append(int(place))
            free[max(0, place - apart + 1) : place + apart] = False
    return found
