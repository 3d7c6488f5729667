"""A batch: many studies, each with a model, and what became of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, get_args

Status = Literal["done", "failed", "refused", "unreadable"]
"""It has results; it failed and may be tried again; its model does not read it; it could not be opened."""

FINAL: tuple[Status, ...] = ("done", "refused")
"""What is not tried again when a batch is resumed."""

UNREVIEWED = "UNREVIEWED"


@dataclass(frozen=True)
class Ran:
    """What running a model on a series gave; the results are files in the item's folder.

    Args:
        seconds: Time it took, reading and writing included.
        volumes: Name and mL of each volume it found.
        warnings: Sentences a reader must see beside the results.
        files: Kind of file to its name.
        plan: How it was run: device, precision and so on, as in the findings' provenance.
    """

    seconds: float
    volumes: tuple[tuple[str, float], ...]
    warnings: tuple[str, ...]
    files: tuple[tuple[str, str], ...]
    plan: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What became of one item.

    Args:
        key: Short name of the item, the same whenever the same series meets the same package.
        path: What was opened to find it.
        study: Study Instance UID; empty where it could not be opened.
        series: Series UID; empty where it could not be opened.
        model: The model.
        version: Its version.
        status: How it ended.
        message: Why there is no result, or what a reader must see beside it.
        hint: What to do next.
        seconds: Time it took.
        volumes: Name and mL of each volume.
        folder: Folder of its results within the batch's; empty where there are none.
        review: Nobody has decided on the results.
    """

    key: str
    path: str
    study: str
    series: str
    model: str
    version: str
    status: Status
    message: str = ""
    hint: str = ""
    seconds: float = 0.0
    volumes: tuple[tuple[str, float], ...] = ()
    folder: str = ""
    review: str = UNREVIEWED

    @property
    def cells(self) -> dict[str, str]:
        """A row of the table; what holds several values is one cell."""
        volumes = "; ".join(f"{name}: {value:.3f} mL" for name, value in self.volumes)
        return {**{name: str(value) for name, value in asdict(self).items()}, "volumes": volumes}


COLUMNS = tuple(field.name for field in fields(Outcome))
"""Columns of the table of outcomes."""


def outcome_to_json(outcome: Outcome) -> dict[str, Any]:
    """The one JSON form of an outcome."""
    return {**asdict(outcome), "volumes": [list(volume) for volume in outcome.volumes]}


def outcome_from_json(data: Mapping[str, Any]) -> Outcome:
    """Read what ``outcome_to_json`` wrote.

    Raises:
        KeyError, TypeError, ValueError: It is none.
    """
    volumes = tuple((str(name), float(value)) for name, value in data["volumes"])
    given = {name: data[name] for name in COLUMNS if name not in ("volumes", "seconds")}
    if not all(isinstance(value, str) for value in given.values()) or given["status"] not in get_args(Status):
        raise ValueError("no outcome of a batch")
    return Outcome(**given, seconds=float(data["seconds"]), volumes=volumes)
