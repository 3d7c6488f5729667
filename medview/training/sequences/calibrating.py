"""What sequences a network has not seen say of its probabilities: temperature, thresholds, prediction sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import expit
from sklearn.metrics import precision_recall_curve

from medview.catalog.schema import Configuration
from medview.training.calibration import TEMPERATURES, fit_temperature
from medview.training.pictures import calibrating as wholes

MOST = 200_000
"""Letters a temperature is fitted on."""


@dataclass(frozen=True, eq=False)
class Unseen:
    """What networks say of sequences they have not seen.

    Args:
        outputs: Of each sequence (classes, length), or (classes,) of wholes; before any activation.
        truth: Of each sequence (length,) or (length, classes), or (1,) of wholes; -1 where nothing is known.
        groups: Of each sequence.
        part: (n,) which network each is unseen by.
    """

    outputs: Sequence[NDArray[np.float32]]
    truth: Sequence[NDArray[np.int64]]
    groups: tuple[str, ...]
    part: NDArray[np.int64]

    @property
    def of_wholes(self) -> wholes.Unseen:
        """The same of classes of wholes."""
        labels = np.array([one[0] for one in self.truth])
        return wholes.Unseen(np.stack(self.outputs), labels, self.groups, self.part)

    @property
    def letters(self) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """(n, classes) outputs and (n,) or (n, classes) truth of every letter of which it is known."""
        outputs = np.concatenate([one.T for one in self.outputs])
        truth = np.concatenate(list(self.truth))
        known = truth >= 0 if truth.ndim == 1 else (truth >= 0).all(1)
        return outputs[known], truth[known]


def calibrated(configuration: Configuration, unseen: Unseen, coverage: float) -> Configuration:
    """The package with what unseen sequences say of its probabilities.

    Args:
        configuration: The package.
        unseen: Sequences its networks have not seen.
        coverage: Nominal coverage of the prediction sets of wholes.
    """
    if configuration.letters is not None and configuration.letters.answers == "whole":
        found = wholes.calibrated(configuration, unseen.of_wholes, coverage)
        counted = frequencies(unseen.of_wholes.labels, configuration.network.out_channels)
        return replace(found, calibration=replace(found.calibration, frequencies=counted))
    outputs, truth = _some(*unseen.letters)
    if truth.ndim == 1:
        return _with_temperature(configuration, fit_temperature(outputs, truth))
    temperature = _temperature_of_each(outputs, truth)
    configuration = _with_temperature(configuration, temperature)
    given = expit(outputs / temperature)
    classes = tuple(
        replace(one, threshold=best_threshold(given[:, number], truth[:, number] == 1))
        for number, one in enumerate(configuration.classes)
    )
    return replace(configuration, classes=classes)


def frequencies(labels: NDArray[np.int64], classes: int) -> tuple[float, ...]:
    """Part of the cases each class has; a class without any counts as half a case.

    Args:
        labels: (n,) numbers of the true classes.
        classes: How many there are.
    """
    counts = np.maximum(np.bincount(labels, minlength=classes), 0.5)
    return tuple(round(float(part), 5) for part in counts / counts.sum())


def _some(outputs: NDArray[np.float32], truth: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    if len(outputs) <= MOST:
        return outputs, truth
    chosen = np.random.default_rng(0).choice(len(outputs), MOST, replace=False)
    return outputs[chosen], truth[chosen]


def _with_temperature(configuration: Configuration, temperature: float) -> Configuration:
    known = replace(configuration.calibration, temperature=round(temperature, 4))
    return replace(configuration, calibration=known)


def _temperature_of_each(outputs: NDArray[np.float32], truth: NDArray[np.int64]) -> float:
    """The temperature under which classes that do not exclude each other are likeliest."""
    signed = np.where(truth == 1, outputs, -outputs).astype(np.float64)
    low, high = np.log(TEMPERATURES)
    best = minimize_scalar(
        lambda log: float(np.logaddexp(0.0, -signed / np.exp(log)).mean()), bounds=(low, high), method="bounded"
    )
    return float(np.exp(best.x))


def best_threshold(given: NDArray[np.floating], true: NDArray[np.bool_]) -> float:
    """The threshold of the greatest F1; a half where there is no positive case."""
    if not true.any():
        return 0.5
    precision, recall, tried = precision_recall_curve(true, given)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    return round(float(np.clip(tried[int(f1[:-1].argmax())], 0.01, 0.99)), 2)
