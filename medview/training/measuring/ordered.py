"""Areas under curves for thousands of resamples: the cases are put in order once, then only added up.

The same numbers as scikit-learn's, which orders and checks them anew each time.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from medview.training.measuring.bootstrap import Float


class Ordered:
    """Cases in order of their probability, those of one probability together.

    Args:
        true: (cases,) whether a case is of the class.
        given: (cases,) its probability.
    """

    def __init__(self, true: NDArray[np.bool_], given: Float) -> None:
        self._true = true
        values, self._place = np.unique(-given, return_inverse=True)  # the most probable first
        self._count = len(values)

    def areas(self, times: Float) -> tuple[float, float]:
        """Areas under the receiver operating characteristic and under precision and recall (average precision).

        Args:
            times: (cases,) how often each counts.

        Returns:
            NaN where one class is missing.
        """
        yes = np.bincount(self._place, times * self._true, self._count)
        no = np.bincount(self._place, times * ~self._true, self._count)
        positive, negative = float(yes.sum()), float(no.sum())
        if not positive or not negative:
            return math.nan, math.nan
        hits, alarms = np.cumsum(yes), np.cumsum(no)
        above = float(no @ (hits - yes / 2.0))
        precision = hits / np.maximum(hits + alarms, 1e-12)
        return above / (positive * negative), float(yes @ precision / positive)
