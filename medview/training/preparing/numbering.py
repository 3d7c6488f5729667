"""Numbers of the classes of drawn structures: in the order of their segments, or those a model gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.training.data.pictures import MOST_CLASSES

Known = Mapping[str, int]
"""Value of each name, code or meaning of a model's classes."""


@dataclass(frozen=True)
class Structure:
    """Something that was drawn.

    Args:
        name: Its name.
        order: Its place among the others: the number of its segment or category.
        codes: What else it may be called: value and meaning of its code.
    """

    name: str
    order: int
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Numbered:
    """Which value each structure has.

    Args:
        values: By name; structures the model has no class for are not in it.
        warnings: On those.
    """

    values: Mapping[str, int]
    warnings: tuple[str, ...] = ()


def numbered(structures: Sequence[Structure], known: Known | None) -> Numbered:
    """Give every structure its value.

    Args:
        structures: Of all cases; those of one name are one class.
        known: A model's classes; None: values are counted from 1 in the order of segments.

    Raises:
        MedViewError: There are too many, or none is one of the model's.
    """
    first: dict[str, Structure] = {}
    for one in sorted(structures, key=lambda structure: structure.order):
        first.setdefault(one.name, one)
    if known is None:
        if len(first) > MOST_CLASSES:
            raise MedViewError(
                tr("{count} structures are drawn; label maps have at most {most} classes.").format(
                    count=len(first), most=MOST_CLASSES
                ),
                tr("Leave out the structures that are not to be learned."),
            )
        return Numbered({name: number for number, name in enumerate(first, start=1)})
    return _of_model(tuple(first.values()), known)


def _of_model(structures: Sequence[Structure], known: Known) -> Numbered:
    values = {one.name: found for one in structures if (found := _value(one, known)) is not None}
    if not values and len(structures) == 1 and len(set(known.values())) == 1:
        values = {structures[0].name: next(iter(known.values()))}
    unknown = ", ".join(one.name for one in structures if one.name not in values)
    if structures and not values:
        raise MedViewError(
            tr("The drawn structures ({names}) are none of the model's classes ({classes}).").format(
                names=unknown, classes=", ".join(_first_names(known))
            ),
            tr("Name the segments or categories like the classes."),
        )
    told = tr("The model has no class for {names}: it counts as background.")
    return Numbered(values, (told.format(names=unknown),) if unknown else ())


def _first_names(known: Known) -> Iterator[str]:
    """One name of each class."""
    seen = set[int]()
    for name, value in known.items():
        if value not in seen:
            seen.add(value)
            yield name


def _value(one: Structure, known: Known) -> int | None:
    plain = {plain_name(name): value for name, value in known.items()}
    return next((plain[plain_name(name)] for name in (one.name, *one.codes) if plain_name(name) in plain), None)


def plain_name(text: str) -> str:
    """Letters and digits in small letters."""
    return "".join(re.findall(r"[^\W_]+", text.casefold()))
