"""What families that heads have not seen say of the probabilities of columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from sklearn.isotonic import IsotonicRegression

from medview.catalog.schema import Configuration
from medview.training.measuring.aligning import Solved

POINTS = 24
"""Points of the curve at most."""


def calibrated(configuration: Configuration, unseen: Sequence[Solved]) -> Configuration:
    """The package with how often columns of each probability are right (isotonic, Zadrozny and Elkan 2002).

    Args:
        configuration: The package.
        unseen: Pairs of families that were solved by heads that have not seen them, uncalibrated.
    """
    given = np.concatenate([one.chances for one in unseen]).astype(np.float64)
    right = np.concatenate([one.right for one in unseen])
    order = np.argsort(given)
    parts = [part for part in np.array_split(order, POINTS) if len(part)]
    x = np.array([given[part].mean() for part in parts])
    often, sizes = [right[part].mean() for part in parts], [len(part) for part in parts]
    y = IsotonicRegression(y_min=0.0, y_max=1.0).fit(x, often, sample_weight=sizes).predict(x)
    points = {0.0: 0.0} | {round(float(a), 4): round(float(b), 4) for a, b in zip(x, y, strict=True)}
    points = {1.0: max(points.values())} | points
    return replace(configuration, calibration=replace(configuration.calibration, points=tuple(sorted(points.items()))))
