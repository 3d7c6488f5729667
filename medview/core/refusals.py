"""Which cases the figures of an evaluation are over, where an input gate withheld some results."""

from __future__ import annotations

from typing import Literal

from medview.core.text import tr

Refusals = Literal["left out", "gate ignored", "nothing found"]
LEFT_OUT: Refusals = "left out"
IGNORED: Refusals = "gate ignored"
MISSES: Refusals = "nothing found"


def way_words(refusals: Refusals) -> str:
    """Which cases figures are over, in words."""
    return {
        LEFT_OUT: tr("cases the model answered"),
        IGNORED: tr("all cases, the input gate ignored"),
        MISSES: tr("all cases, a withheld result as nothing found"),
    }[refusals]
