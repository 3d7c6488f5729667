"""A model that reads a fixed number of letters, at every place of a longer sequence and on both strands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import torch
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from medview.catalog.schema import Configuration
from medview.core.alphabet import reverse_complement
from medview.engine.calibration import shifted
from medview.engine.classification import chances
from medview.engine.letters import encode
from medview.engine.model import Model
from medview.engine.sequences.answering import letters_of

Float = NDArray[np.float32]
Step = Callable[[float], None]

TOGETHER = 1024
"""Windows that are computed at once."""


def scanned(model: Model, text: str, step: Step, strand: int = 1) -> Float:
    """Probabilities (classes, places) of the classes of the letters from each place on, as rare as the package says.

    Args:
        model: A package that answers for a whole of so many letters.
        text: At least as many letters.
        step: Told the done part before each batch; may raise to stop.
        strand: -1 reads the other strand; places are those of this one.
    """
    letters, configuration = letters_of(model.package.configuration), model.package.configuration
    columns = encode(replace(letters, length=0), text if strand > 0 else reverse_complement(text))
    windows = sliding_window_view(columns, letters.length, axis=1).transpose(1, 0, 2)
    rare, found = priors(configuration), list[Float]()
    for first in range(0, len(windows), TOGETHER):
        step(first / len(windows))
        batch = torch.from_numpy(np.ascontiguousarray(windows[first : first + TOGETHER]))
        said = chances(configuration, model.forward(batch).numpy())
        found.append(shifted(said, *rare) if rare else said)
    along = np.concatenate(found).T
    return np.ascontiguousarray(along if strand > 0 else along[:, ::-1])


def priors(configuration: Configuration) -> tuple[tuple[float, ...], tuple[float, ...]] | None:
    """How frequent each class was where a package was calibrated, and is along sequences; None: one is not known."""
    counted, scan = configuration.calibration.frequencies, configuration.card.scan
    return (counted, tuple(one.part for one in scan.expected)) if scan and counted else None


Site = tuple[int, int, float]
"""Strand, first letter that was read, probability."""


def sites(values: Mapping[int, Float], threshold: float, apart: int, rare: bool) -> list[Site]:
    """What is told of a class along a sequence, the likeliest first.

    Args:
        values: (places,) its probabilities on each strand.
        threshold: From which on a place counts.
        apart: No place is nearer than so many letters to a likelier one on its strand.
        rare: Whether probabilities are as rare as the class: the likeliest places are told then though each by itself
            is unlikely, as many as the probabilities of all places add up to.
    """
    least = 0.0 if rare else threshold
    found = [
        (strand, place, float(along[place])) for strand, along in values.items() for place in peaks(along, least, apart)
    ]
    many = round(sum(float(along.sum(dtype=np.float64)) for along in values.values())) if rare else 0
    ranked = sorted(found, key=lambda one: -one[2])
    return [one for rank, one in enumerate(ranked) if rank < many or one[2] >= threshold]


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
