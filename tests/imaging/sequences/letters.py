"""Random letters for tests."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint8]


def random_letters(count: int, letters: str = "ACGT", seed: int = 7) -> Codes:
    """(count,) ASCII."""
    return np.random.default_rng(seed).choice(np.frombuffer(letters.encode(), np.uint8), count)


def codes(text: str) -> Codes:
    """(n,) ASCII of a text."""
    return np.frombuffer(text.encode(), np.uint8)
