"""From logits to numbers with their uncertainty: temperature, entropy and conformal intervals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from medview.catalog.schema import Calibration
from medview.core.code import MILLILITRE, PERCENT, Code
from medview.core.finding import Quantity


def probabilities(logits: Tensor, temperature: float) -> NDArray[np.float32]:
    """Calibrated probabilities over the first axis (Guo 2017, arXiv:1706.04599)."""
    return np.asarray((logits / temperature).softmax(0).numpy(), dtype=np.float32)


def mapped(calibration: Calibration, chances: NDArray[np.float32], competing: bool) -> NDArray[np.float32]:
    """Probabilities after the package's ``Calibration.points``.

    Args:
        calibration: The package's numbers.
        chances: (n, classes) after the temperature.
        competing: Whether the classes exclude each other, so that they stay 1 together: of two the points are of the
            second one, of more they are of each, which are then divided by their sum.
    """
    if not calibration.points:
        return chances
    x, y = np.array(calibration.points, np.float64).T
    found = np.interp(chances, x, y)
    if competing and found.shape[1] == 2:
        found[:, 0] = 1.0 - found[:, 1]
    elif competing:
        found /= np.maximum(found.sum(1, keepdims=True), 1e-12)
    return np.asarray(found, np.float32)


def shifted(chances: NDArray[np.float32], before: Sequence[float], after: Sequence[float]) -> NDArray[np.float32]:
    """Probabilities where classes are rarer or more frequent than among the cases they were calibrated with.

    Bayes' rule, as long as cases of one class are alike in both (Saerens, Latinne, Decaestecker 2002, Neural
    Computation 14:21, equation 2.4): each is multiplied by what its class became more frequent, then all are 1 again.

    Args:
        chances: (n, classes) of classes that exclude each other.
        before: Part of the cases each class had there.
        after: Part each class has here.
    """
    found = chances * (np.asarray(after, np.float64) / np.asarray(before, np.float64))
    return np.asarray(found / found.sum(1, keepdims=True), np.float32)


def entropy(chances: NDArray[np.float32]) -> NDArray[np.float32]:
    """Entropy over the first axis as a part of the greatest possible: 0 is sure, 1 is a guess."""
    total = np.zeros(chances.shape[1:], np.float32)
    for chance in chances:
        total -= chance * np.log(np.maximum(chance, 1e-12))
    return np.asarray(np.clip(total / np.log(len(chances)), 0.0, 1.0), dtype=np.float32)


def ambiguous_ml(chances: NDArray[np.float32], classes: tuple[int, ...], voxel_ml: float) -> float:
    """The millilitres of p (1 - p), p being the probability of the classes together: how much is undecided."""
    chance = chances[list(classes)].sum(axis=0, dtype=np.float32)
    return float((chance * (1.0 - chance)).sum(dtype=np.float64) * voxel_ml)


def volume(
    ml: float, classes: tuple[int, ...], calibration: Calibration, undecided_ml: float, unit: Code = MILLILITRE
) -> Quantity:
    """A volume with its conformal interval, or without one where the package measured none for these classes.

    Args:
        ml: The volume as segmented; of a picture, the area.
        classes: Classes of the network that it adds up.
        calibration: The package's numbers.
        undecided_ml: ``ambiguous_ml`` of these classes.
        unit: Of the volume.
    """
    rule = next((rule for rule in calibration.intervals if rule.classes == classes), None)
    if rule is None or rule.low >= rule.high:
        return Quantity(ml, unit)
    scale = _SCALES[rule.scale](ml, undecided_ml)
    return Quantity(ml, unit, max(0.0, ml + rule.low * scale), max(0.0, ml + rule.high * scale), calibration.coverage)


_SCALES: Mapping[str, Callable[[float, float], float]] = {
    "absolute": lambda ml, undecided: 1.0,
    "relative": lambda ml, undecided: ml,
    "ambiguous": lambda ml, undecided: undecided,
}


def asymmetry(left: Quantity, right: Quantity) -> Quantity:
    """Asymmetry index 100 (L - R) / ((L + R) / 2) in percent, positive where the left is larger.

    The interval adds the two sides' deviations in quadrature through the index's derivatives, as if their errors
    were independent; errors common to both sides cancel in the index, so it is rather too wide than too narrow.
    """
    total = left.value + right.value
    value = 200.0 * (left.value - right.value) / total
    if left.low is None or left.high is None or right.low is None or right.high is None:
        return Quantity(value, PERCENT)
    by_left, by_right = 400.0 * right.value / total**2, 400.0 * left.value / total**2
    down = np.hypot(by_left * max(0.0, left.value - left.low), by_right * max(0.0, right.high - right.value))
    up = np.hypot(by_left * max(0.0, left.high - left.value), by_right * max(0.0, right.value - right.low))
    return Quantity(value, PERCENT, float(value - down), float(value + up), left.coverage)
