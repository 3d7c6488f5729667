"""What classes of a package are together: parents, such as the terms of an ontology above them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from medview.catalog.schema import Class, Configuration, Parent
from medview.core.text import tr


def leaves(classes: Sequence[Class], parents: Sequence[Parent]) -> tuple[tuple[int, ...], ...]:
    """The numbers of the classes that lie within each parent, directly or in another one, in growing order.

    Args:
        classes: In the order of the channels.
        parents: Parents whose members there are, and none of which holds itself (``wrong_parents``).
    """
    numbers = {one.code.value: number for number, one in enumerate(classes)}
    known = {one.code.value: one for one in parents}

    def inside(value: str) -> set[int]:
        return set().union(*map(inside, known[value].members)) if value in known else {numbers[value]}

    return tuple(tuple(sorted(inside(one.code.value))) for one in parents)


def wrong_parents(configuration: Configuration) -> str:
    """What is wrong with the parents a package states; empty where nothing is."""
    parents, classes = configuration.parents, configuration.classes
    if not parents:
        return ""
    if not _exclude_each_other(configuration):
        return tr("states parents of classes that do not exclude each other")
    values = Counter([*(one.code.value for one in classes), *(one.code.value for one in parents)])
    twice = [value for value, count in values.items() if count > 1]
    if twice:
        return tr("uses the code {code} twice").format(code=twice[0])
    empty = [one for one in parents if not one.members]
    if empty:
        return tr("states the parent {code} without members").format(code=empty[0].code.value)
    unknown = [member for one in parents for member in one.members if member not in values]
    if unknown:
        return tr("states the member {code}, which is neither a class nor a parent").format(code=unknown[0])
    held = _holds_itself(parents)
    if held:
        return tr("states the parent {code}, which lies within itself").format(code=held)
    inside = zip(parents, leaves(classes, parents), strict=True)
    whole = [one.code.value for one, numbers in inside if len(numbers) == len(classes)]
    return tr("states the parent {code} of all classes, which says nothing").format(code=whole[0]) if whole else ""


def _exclude_each_other(configuration: Configuration) -> bool:
    """Whether it gives one probability for each of its classes of a whole sequence, 1 together."""
    letters, output = configuration.letters, configuration.output
    of_wholes = letters is not None and letters.answers == "whole"
    named = len(configuration.classes) == configuration.network.out_channels
    return of_wholes and named and output.activation == "softmax" and not output.alone


def _holds_itself(parents: Sequence[Parent]) -> str:
    """The code of a parent that is within itself; empty where none is."""
    known = {one.code.value: one.members for one in parents}
    for value in known:
        seen, waiting = set[str](), list(known[value])
        while waiting:
            member = waiting.pop()
            if member == value:
                return value
            if member not in seen:
                seen.add(member)
                waiting += known.get(member, ())
    return ""
