"""The input gate: whether a picture is like those a package knows, said before its result is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file

from medview.catalog.package import Package
from medview.catalog.schema import Check
from medview.core.errors import ModelError
from medview.core.finding import GateAnswer
from medview.core.text import tr
from medview.engine import views

Numbers = Mapping[str, NDArray[Any]]

SAMPLES = 250_000
"""Pixels a figure is measured of: enough to know a thousandth of them to a few per cent."""


@dataclass(frozen=True, eq=False)
class Look:
    """What a figure is measured of.

    Args:
        picture: (rows, columns) grey values, high ones white, or (rows, columns, 3) of red, green and blue.
        package: The package.
        statistics: Its ``Gate.statistics``.
    """

    picture: NDArray[Any]
    package: Package
    statistics: Numbers

    @property
    def sample(self) -> NDArray[np.float64]:
        """Every n-th pixel of the picture, (n, channels), finite ones only."""
        pixels = self.picture.reshape(self.picture.shape[0] * self.picture.shape[1], -1)
        pixels = np.asarray(pixels[:: max(1, len(pixels) // SAMPLES)], np.float64)
        return np.asarray(pixels[np.isfinite(pixels).all(1)])


def _shorter_side(look: Look) -> float:
    return float(min(look.picture.shape[:2]))


def _proportions(look: Look) -> float:
    rows, columns = look.picture.shape[:2]
    return float(columns / rows)


def _colour(look: Look) -> float:
    """How far red, green and blue differ, as a part of the range, in the mean of all pixels."""
    sample = look.sample
    if sample.shape[1] < 3 or not len(sample):
        return 0.0
    return float((sample.max(1) - sample.min(1)).mean() / 255.0)


def _contrast(look: Look) -> float:
    """From the 5th to the 95th percentile, as a part of the range of all values; 0 of a blank picture."""
    grey = look.sample.mean(1)
    span = float(grey.max() - grey.min()) if len(grey) else 0.0
    low, high = np.percentile(grey, (5.0, 95.0)) if span else (0.0, 0.0)
    return float(high - low) / span if span else 0.0


def _levels(look: Look) -> float:
    """How many different grey values there are."""
    return float(len(np.unique(look.sample.mean(1))))


FIGURES: dict[str, Callable[[Look], float]] = {
    "shorter-side": _shorter_side,
    "proportions": _proportions,
    "colour": _colour,
    "contrast": _contrast,
    "levels": _levels,
    **views.FIGURES,
}
"""What can be measured of a picture, by the name a package's ``Check`` gives."""


def gate_answers(package: Package, picture: NDArray[Any], frame: int | None = None) -> tuple[GateAnswer, ...]:
    """What a package's input gate says of a picture; nothing where it has none.

    Args:
        package: The package.
        picture: As ``Look.picture``.
        frame: Which picture of a stack it is.

    Raises:
        ModelError: It asks for a figure this version does not know, or its statistics cannot be read.
    """
    gate = package.configuration.gate
    if gate is None:
        return ()
    statistics = _statistics(str(package.folder / gate.statistics)) if gate.statistics else {}
    look = Look(np.asarray(picture), package, statistics)
    return tuple(_answer(check, look, frame) for check in gate.checks)


def refused(package: Package, answers: tuple[GateAnswer, ...]) -> tuple[str, ...]:
    """Why no result is to be shown, one sentence for each check; empty where one is."""
    gate = package.configuration.gate
    hard = {check.name for check in gate.checks if check.refuses} if gate else set()
    return tuple(answer.sentence for answer in answers if not answer.passed and answer.name in hard)


def outside(answers: tuple[GateAnswer, ...]) -> tuple[str, ...]:
    """What is unlike everything the model knows, one sentence for each check that failed."""
    return tuple(answer.sentence for answer in answers if not answer.passed)


def _answer(check: Check, look: Look, frame: int | None) -> GateAnswer:
    figure = FIGURES.get(check.name)
    if figure is None:
        raise ModelError(
            tr("The input gate of {model} asks for “{name}”, which this version cannot measure.").format(
                model=look.package.card.name, name=check.name
            ),
            tr("Update MedView."),
        )
    value = figure(look)
    low, high = check.low, check.high
    below, above = low is not None and value < low, high is not None and value > high
    limit = low if below or high is None else high
    passed = not (below or above) and bool(np.isfinite(value))
    return GateAnswer(
        check.name, value, 0.0 if limit is None else limit, passed, "" if passed else check.sentence, frame
    )


@lru_cache(maxsize=8)
def _statistics(path: str) -> Numbers:
    try:
        return dict(load_file(path))
    except (SafetensorError, OSError, ValueError) as error:
        raise ModelError(
            tr("The statistics of the input gate cannot be read: {why}.").format(why=error),
            tr("Install the model again from where it came."),
        ) from error
