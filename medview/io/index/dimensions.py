"""How the pictures of one stack differ beside their place: named dimensions, or separate parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from medview.core.study import Dimension
from medview.io.dicom_header import Header
from medview.io.functional_groups import Value
from medview.io.index.attributes import ATTRIBUTES, COPY, GRADIENT, REPETITION, TIMES, Attribute, absent, value_of
from medview.io.index.pictures import Picture

_COVERAGE = 0.5
"""An attribute separates volumes when its values take, on average, at least this part of the positions each."""


@dataclass(frozen=True, eq=False)
class Stack:
    """Pictures with a dimension for everything beside place in which they differ.

    Args:
        pictures: In the order of a series: the last dimension's positions within the one before, places within all.
        dimensions: Names and values.
        places: Number of places.
        part: What makes it a part of its series; empty when nothing does.
        repeated: The pictures repeat others in everything that is named.
    """

    pictures: list[Picture]
    dimensions: tuple[Dimension, ...]
    places: int
    part: str = ""
    repeated: bool = False


Key = tuple[Value, ...]
Done = tuple[tuple[Attribute, dict[int, Value]], ...]


def stacks(pictures: list[Picture], places: list[int]) -> list[Stack]:
    """Sort the pictures of one stack into volumes along named dimensions.

    Args:
        pictures: All of one orientation, size and format, in a fixed order.
        places: Which of the distinct positions each lies at, counted from 0 along the normal.
    """
    return _Sorter(pictures, places).split(list(range(len(pictures))), (), "")


class _Sorter:
    """Splits by one attribute after another until no two pictures share place and values."""

    def __init__(self, pictures: list[Picture], places: list[int]) -> None:
        self.pictures = pictures
        self.places = places
        self.values: dict[str, list[Value | None]] = {}

    def split(self, members: list[int], done: Done, part: str) -> list[Stack]:
        """Stacks of ``members``, who may differ in ``done`` and do not fall apart by it."""
        keys = [(self.places[m], *(values[m] for _, values in done)) for m in members]
        if len(set(keys)) == len(members):
            return [self._stack(members, done, part)]
        for attribute in self._attributes():
            values = self._known(attribute, members)
            if values is None or not _differ(keys, members, values):
                continue
            groups = self._by_coverage(members, done, values)
            if len(groups) == 1:
                return self.split(members, (*done, (attribute, values)), part)
            if groups:
                return [
                    stack
                    for group in groups
                    for stack in self.split(group, (), _joined(part, _told(attribute, group, values)))
                ]
        ranked = self._ranked(members, keys)
        if ranked is not None:
            return [self._stack(members, (*done, ranked), part)]
        return self._without_repeats(members, keys, done, part)

    def _attributes(self) -> Iterable[Attribute]:
        yield from ATTRIBUTES
        names = dict.fromkeys(name for picture in self.pictures[:1] for name in picture.group.indices)
        yield from (Attribute(name, "", absent) for name in names)

    def _known(self, attribute: Attribute, members: list[int]) -> dict[int, Value] | None:
        """The value of every member; None where one has none, or none differ."""
        if attribute.name not in self.values:
            self.values[attribute.name] = [value_of(picture, attribute) for picture in self.pictures]
        found = self.values[attribute.name]
        if attribute.name == "Diffusion b-value":
            found = self._with_gradient(found, members)
        values = {m: value for m in members if (value := found[m]) is not None}
        if len(values) < len(members) or len(set(values.values())) < 2:
            return None
        return values

    def _with_gradient(self, b_values: list[Value | None], members: list[int]) -> list[Value | None]:
        """b-values, with their direction where there is more than one for a b-value at a place."""
        counts = Counter((self.places[m], b_values[m]) for m in members)
        if max(counts.values()) == 1:
            return b_values
        named = list(b_values)
        for m in members:
            direction = value_of(self.pictures[m], GRADIENT)
            if b_values[m] is not None and direction:
                named[m] = f"{b_values[m]:g} ({direction})"
        if named == list(b_values):
            return named
        repeats: Counter[Key] = Counter()
        for m in members:
            value = named[m]
            if value is None:
                continue
            text = value if isinstance(value, str) else f"{value:g}"
            repeats[self.places[m], text] += 1
            count = repeats[self.places[m], text]
            named[m] = text if count == 1 else f"{text} #{count}"
        return named

    def _by_coverage(self, members: list[int], done: Done, values: dict[int, Value]) -> list[list[int]]:
        """Members grouped by values that cover the same places equally often; empty when values cover few places."""
        cells: dict[Value, Counter[Key]] = {}
        for m in members:
            cells.setdefault(values[m], Counter())[(self.places[m], *(known[m] for _, known in done))] += 1
        total = len({self.places[m] for m in members})
        covered = [len({cell[0] for cell in counted}) for counted in cells.values()]
        if sum(covered) < _COVERAGE * total * len(covered):
            return []
        signatures: dict[tuple[tuple[Key, int], ...], list[Value]] = {}
        for value, counted in cells.items():
            signatures.setdefault(tuple(sorted(counted.items(), key=repr)), []).append(value)
        group_of = {value: number for number, same in enumerate(signatures.values()) for value in same}
        groups: list[list[int]] = [[] for _ in signatures]
        for m in members:
            groups[group_of[values[m]]].append(m)
        return groups

    def _ranked(self, members: list[int], keys: list[Key]) -> tuple[Attribute, dict[int, Value]] | None:
        """A dimension by order: by times that differ a little from slice to slice, else by when each was acquired."""
        cells: dict[Key, list[int]] = {}
        for m, key in zip(members, keys, strict=True):
            cells.setdefault(key, []).append(m)
        sizes = {len(cell) for cell in cells.values()}
        if len(sizes) != 1 or len(cells) < 2:
            return None
        for attribute in (*(one for one in ATTRIBUTES if one.name in TIMES), REPETITION):
            ordered = [self._in_time(cell, attribute) for cell in cells.values()]
            if all(ordered):
                return attribute, self._ranks([cell for cell in ordered if cell], attribute)
        return None

    def _in_time(self, cell: list[int], attribute: Attribute) -> list[int] | None:
        """The members of a cell in the order of their times; None when two have the same, or one has none."""
        if attribute is REPETITION:
            times: list[object] = [_moment(self.pictures[m].header) for m in cell]
        else:
            times = [value_of(self.pictures[m], attribute) for m in cell]
        if any(time in (None, "") for time in times) or len(set(times)) < len(times):
            return None
        return [m for _, m in sorted(zip(times, cell, strict=True), key=lambda one: one[0])]  # type: ignore[arg-type,return-value]

    def _ranks(self, ordered: list[list[int]], attribute: Attribute) -> dict[int, Value]:
        ranks: dict[int, Value] = {}
        for rank, members in enumerate(zip(*ordered, strict=True)):
            if attribute is REPETITION:
                shared = float(rank + 1)
            else:
                shared = round(float(np.mean([float(value_of(self.pictures[m], attribute) or 0) for m in members])), 3)
            ranks.update(dict.fromkeys(members, shared))
        return ranks

    def _without_repeats(
        self,
        members: list[int],
        keys: list[Key],
        done: Done,
        part: str,
    ) -> list[Stack]:
        """The first of each place and value, and the others as a part of their own."""
        seen: set[Key] = set()
        firsts: list[int] = []
        others: list[int] = []
        for m, key in zip(members, keys, strict=True):
            (others if key in seen else firsts).append(m)
            seen.add(key)
        return [*self.split(firsts, (), part), self._copies(others, part)]

    def _copies(self, members: list[int], part: str) -> Stack:
        """What repeats others, with the copies as a dimension where every place has as many."""
        counts: Counter[int] = Counter()
        copies: dict[int, Value] = {}
        for m in members:
            counts[self.places[m]] += 1
            copies[m] = float(counts[self.places[m]])
        even = len(set(counts.values())) == 1
        return replace(self._stack(members, ((COPY, copies),) if even else (), part), repeated=True)

    def _stack(self, members: list[int], done: Done, part: str) -> Stack:
        """Put members in the order of a series; a dimension in which they agree after all is left out."""
        real = [(attribute, values) for attribute, values in done if len({values[m] for m in members}) > 1]
        axes = [sorted({values[m] for m in members}, key=_ascending) for _, values in real]
        places = len({self.places[m] for m in members})
        if int(np.prod([places, *map(len, axes)])) != len(members):
            real, axes = [], []
        order = sorted(members, key=lambda m: [*(_ascending(values[m]) for _, values in real), (0, self.places[m], "")])
        dimensions = tuple(
            Dimension(attribute.name, tuple(axis), attribute.unit)
            for (attribute, _), axis in zip(real, axes, strict=True)
        )
        return Stack([self.pictures[m] for m in order], dimensions, places, part)


def _differ(keys: list[Key], members: list[int], values: dict[int, Value]) -> bool:
    """Whether pictures that agree so far differ in it."""
    first: dict[Key, Value] = {}
    return any(first.setdefault(key, values[m]) != values[m] for m, key in zip(members, keys, strict=True))


def _moment(header: Header) -> tuple[str, str, int]:
    return (header.text("AcquisitionTime"), header.text("ContentTime"), 0)


def _ascending(value: Value) -> tuple[int, float, str]:
    """Numbers before texts; texts that begin with a number (a b-value with its direction) by that number."""
    if isinstance(value, str):
        start = value.split(" ")[0]
        number = float(start) if start.replace(".", "", 1).isdigit() else float("inf")
        return (1, number, value)
    return (0, float(value), "")


def _told(attribute: Attribute, group: list[int], values: dict[int, Value]) -> str:
    found = sorted({values[m] for m in group}, key=_ascending)
    words = [value if isinstance(value, str) else f"{value:g}" for value in found]
    span = words[0] if len(words) == 1 else f"{words[0]} – {words[-1]}"
    name = "" if attribute.name == "Image Type" else f"{attribute.name} "
    return f"{name}{span} {attribute.unit}".strip()


def _joined(part: str, more: str) -> str:
    return f"{part}, {more}" if part else more
