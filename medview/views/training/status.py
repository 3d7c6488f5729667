"""How far training a model is, as one value; and what may be chosen for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from medview.core.curves import Curves
from medview.core.errors import MedViewError
from medview.core.training import FoundData, Kind, Wish
from medview.session.state import Job

Phase = Literal["nothing", "looking", "looked", "training", "paused", "installing", "done"]
BUSY: tuple[Phase, ...] = ("looking", "training", "installing")
LEARNING: tuple[Phase, ...] = ("training", "paused", "installing")
"""While a run is under way, or waits to go on."""


@dataclass(frozen=True, eq=False)
class Status:
    """How far it is.

    Args:
        phase: What is being done.
        data: The data folder.
        found: What it holds, once somebody looked.
        wish: What is trained, once that began.
        curves: Live figures.
        job: The job under way.
        error: Why it did not go on; None: nothing is wrong.
        key: Model and version of the package that was installed, once it is.
        model: Its identifier.
        name: Its name for people.
        stopping: A person asked for a pause or the end, and the job has not stopped yet.
    """

    phase: Phase = "nothing"
    data: str = ""
    found: FoundData | None = None
    wish: Wish | None = None
    curves: Curves | None = None
    job: Job | None = None
    error: MedViewError | None = None
    key: str = ""
    model: str = ""
    name: str = ""
    stopping: bool = False


@dataclass(frozen=True)
class Choice:
    """A recipe, or a package to begin with.

    Args:
        value: The recipe's name, or the package's folder.
        title: For people.
        kind: What it is for.
    """

    value: str
    title: str
    kind: Kind


@dataclass(frozen=True)
class Unfinished:
    """A run that was paused, or ended with the program.

    Args:
        folder: Its folder.
        data: The data folder.
        wish: What is trained.
        title: For people.
    """

    folder: str
    data: str
    wish: Wish
    title: str


@dataclass(frozen=True)
class Offer:
    """What may be chosen.

    Args:
        recipes: Shipped recipes.
        bases: Packages to begin with.
        taken: Packages that are there, ``model@version``.
        unfinished: Runs that can go on.
    """

    recipes: tuple[Choice, ...] = ()
    bases: tuple[Choice, ...] = ()
    taken: frozenset[str] = frozenset()
    unfinished: tuple[Unfinished, ...] = ()
