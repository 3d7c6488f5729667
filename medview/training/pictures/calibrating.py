"""What pictures a network has not seen say of its probabilities: temperature, thresholds, prediction sets, figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, softmax
from sklearn.linear_model import LogisticRegression

from medview.catalog.schema import Calibration, Class, Configuration
from medview.core.card import Metric
from medview.engine.calibration import mapped
from medview.training.calibration import fit_temperature
from medview.training.measuring.bootstrap import estimates
from medview.training.measuring.classifying import Chances, figures_of
from medview.training.measuring.figures import number

Float = NDArray[np.float64]

CROSSED = "{split}, cross-validated by groups"
"""Which cases figures are of: every picture by the network that has not seen it, calibrated on the other parts."""

ALL = "all"
"""All pictures of a folder."""


@dataclass(frozen=True, eq=False)
class Unseen:
    """What networks say of pictures they have not seen.

    Args:
        outputs: (n, classes), before any activation.
        labels: (n,) numbers of the true classes.
        groups: Of each picture.
        part: (n,) which network each is unseen by.
    """

    outputs: NDArray[np.float32]
    labels: NDArray[np.int64]
    groups: tuple[str, ...]
    part: NDArray[np.int64]

    def temperature(self, chosen: NDArray[np.bool_]) -> float:
        """The temperature under which the chosen pictures are likeliest."""
        return fit_temperature(self.outputs[chosen], self.labels[chosen])

    def learned(self, chosen: NDArray[np.bool_]) -> Calibration:
        """What the chosen pictures say of probabilities: the temperature, and of two classes Platt's curve after it."""
        known = Calibration(round(self.temperature(chosen), 4), 0.0, ())
        if self.outputs.shape[1] != 2:
            return known
        margins = np.diff(self.outputs[chosen].astype(np.float64), axis=1)[:, 0] / known.temperature
        return replace(known, points=platt(margins, self.labels[chosen]))

    @property
    def crossed(self) -> Float:
        """(n, classes) probabilities, each part's calibration learned from the others."""
        found = np.zeros(self.outputs.shape)
        for part in np.unique(self.part):
            here = self.part == part
            known = self.learned(~here if (~here).any() else here)
            plain = softmax(self.outputs[here] / known.temperature, axis=1).astype(np.float32)
            found[here] = mapped(known, plain, True)
        return found


def calibrated(configuration: Configuration, unseen: Unseen, coverage: float) -> Configuration:
    """The package with its temperature, the thresholds of its classes and the quantile of its prediction sets.

    Args:
        configuration: The package.
        unseen: Pictures its networks have not seen.
        coverage: Nominal coverage of the prediction sets.
    """
    learned, chances = unseen.learned(np.ones(len(unseen.labels), bool)), unseen.crossed
    known = replace(
        configuration.calibration,
        temperature=learned.temperature,
        points=learned.points,
        coverage=coverage,
        conformal=round(conformal(chances, unseen.labels, coverage), 4),
    )
    classes = tuple(_placed(configuration.classes, chances, unseen.labels))
    return replace(configuration, calibration=known, classes=classes)


MARGINS = np.linspace(-8.0, 8.0, 33)
"""Where Platt's curve is stated."""


def platt(margins: Float, labels: NDArray[np.int64]) -> tuple[tuple[float, float], ...]:
    """(probability, calibrated probability) of the second of two classes: a line through log odds (Platt 1999).

    Args:
        margins: (n,) log odds as they are.
        labels: (n,) numbers of the true classes; of one class alone nothing is learned.
    """
    if len(np.unique(labels)) != 2:
        return ()
    fit = LogisticRegression(C=PLATT_STRENGTH).fit(margins[:, None], labels)
    slope, shift = max(float(fit.coef_[0, 0]), 0.0), float(fit.intercept_[0])
    points = zip(expit(MARGINS), expit(slope * MARGINS + shift), strict=True)
    inner = [(round(float(x), 5), round(float(y), 5)) for x, y in points]
    return ((0.0, inner[0][1]), *inner, (1.0, inner[-1][1]))


PLATT_STRENGTH = 100.0
"""Inverse of the penalty, which only keeps the line finite where both classes are told apart."""


def conformal(chances: Float, labels: NDArray[np.int64], coverage: float) -> float:
    """The quantile of 1 - (probability of the true class) that covers a new picture (Vovk 2005; Sadinle 2019)."""
    scores = 1.0 - np.take_along_axis(chances, labels[:, None], axis=1)[:, 0]
    rank = int(np.ceil((len(scores) + 1) * coverage))
    return float(np.sort(scores)[rank - 1]) if rank <= len(scores) else 1.0


def _placed(classes: Sequence[Class], chances: Float, labels: NDArray[np.int64]) -> list[Class]:
    """Of two classes, thresholds where sensitivity and specificity add up to most (Youden 1950); else a half."""
    if len(classes) != 2:
        return [replace(one, threshold=0.5) for one in classes]
    at = round(youden(chances[:, 1], labels == 1), 2)
    return [replace(classes[0], threshold=round(1.0 - at, 2)), replace(classes[1], threshold=at)]


def youden(given: Float, true: NDArray[np.bool_]) -> float:
    """The middle of the thresholds at which sensitivity and specificity add up to most."""
    edges = np.unique(given)
    tried = (edges[1:] + edges[:-1]) / 2 if len(edges) > 1 else np.array([0.5])
    gains = np.array([(given[true] >= at).mean() - (given[~true] >= at).mean() for at in tried])
    return float(np.median(tried[gains >= gains.max() - 1e-9]))


def crossed_metrics(configuration: Configuration, unseen: Unseen, system: str, split: str = ALL) -> tuple[Metric, ...]:
    """The figures of the pictures each network has not seen, pooled, as a card states them."""
    found, chances, cases = list[Metric](), unseen.crossed, CROSSED.format(split=split)
    for place, one in enumerate(configuration.classes):
        if one.finding:
            given = Chances(unseen.labels == place, chances[:, place], one.threshold)
            for name, e in estimates(figures_of(given), unseen.groups).items():
                if number(e.value) is not None:
                    found.append(Metric(name, one.name, e.value, number(e.low), number(e.high), e.cases, cases, system))
    return (*found, *_coverage(configuration, unseen, system, cases))


def _coverage(configuration: Configuration, unseen: Unseen, system: str, cases: str) -> tuple[Metric, ...]:
    """How often the prediction set of a picture holds its class, its quantile measured on the other parts."""
    chances, held, size = unseen.crossed, [], []
    for part in np.unique(unseen.part):
        here = unseen.part == part
        if (~here).any():
            least = 1.0 - conformal(chances[~here], unseen.labels[~here], configuration.calibration.coverage)
            held += (np.take_along_axis(chances[here], unseen.labels[here, None], 1)[:, 0] >= least).tolist()
            size += (chances[here] >= least).sum(1).tolist()
    if not held:
        return ()
    name = f"Coverage of the {configuration.calibration.coverage:.0%} prediction set"
    of = "All classes"
    return (
        Metric(name, of, float(np.mean(held)), None, None, len(held), cases, system),
        Metric("Classes in the prediction set", of, float(np.mean(size)), None, None, len(size), cases, system),
    )
