"""What a person may change of any recipe, whatever it trains."""

from __future__ import annotations

import math
import re

from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.core.training import FoundData, Wish

_NAMED = re.compile(r"[a-z0-9][a-z0-9._-]*")
FEWEST_BETWEEN = 10
"""Steps between two measurements at least: they take as long as several steps."""

FIRST_VERSION = "1.0.0"
COLOURS = ((230, 97, 1), (94, 60, 153), (0, 158, 115), (204, 121, 167), (86, 180, 233), (213, 94, 0), (240, 228, 66))
"""Of classes, one after the other; Okabe and Ito 2008, seen apart by colour-blind readers."""


def identifier(wish: Wish, otherwise: str) -> str:
    """The package's identifier.

    Raises:
        MedViewError: It cannot be the name of a folder on every system.
    """
    chosen = wish.id or otherwise
    if not _NAMED.fullmatch(chosen):
        raise MedViewError(
            tr("“{id}” cannot be the identifier of a model.").format(id=chosen),
            tr("Use small letters, digits, dots, dashes and underlines; begin with a letter or a digit."),
        )
    return chosen


def steps_of(wish: Wish, cases: int, batch: int, usual: int) -> int:
    """Steps of the optimiser: as asked for in steps or epochs, else the usual number."""
    if wish.steps:
        return wish.steps
    return wish.epochs * math.ceil(cases / batch) if wish.epochs else usual


def checking(steps: int, times: int) -> int:
    """Steps between two measurements of what a run holds out for itself."""
    return min(steps, max(FEWEST_BETWEEN, steps // times))


def teaching(found: FoundData) -> int:
    """Cases the network learns from."""
    return dict(found.split).get("train", found.cases)


def colour(number: int) -> tuple[int, int, int]:
    """Display colour of a class, counted from 0."""
    return COLOURS[number % len(COLOURS)]


def code_value(name: str) -> str:
    """A private code's value for a class of somebody's own."""
    return re.sub(r"[^A-Z0-9]+", "-", name.upper()).strip("-")[:16] or "CLASS"
