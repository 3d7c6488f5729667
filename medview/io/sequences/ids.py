"""Ids of the records of a file: found again by a number each, so that a million of them take little memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from medview.core.text import tr
from medview.io.sequences.content import Content

LONGEST_TITLE = 1 << 16
"""Bytes of a title that are read."""

_AHEAD = 1 << 20
_SHOWN = 5
Places = NDArray[np.int64]


def words(raw: bytes) -> str:
    """Bytes of a title or comment as text, whichever of the usual encodings they are in."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def title(raw: bytes) -> tuple[str, str]:
    """The id, which is the first word, and the rest of a title."""
    text = "".join(sign if sign.isprintable() else " " for sign in words(raw).strip())
    first, _, rest = text.partition(" ")
    return first, rest.strip()


def id_hashes(content: Content, titles: Places, starts: Places) -> Places:
    """A number for each id, different for different ones as far as can be expected; 0 where there is none.

    Args:
        content: The file.
        titles: (records,) offsets of the signs before titles.
        starts: (records,) offsets behind titles.

    Raises:
        ReadError: The file changed.
    """
    ends = np.minimum(starts, titles + LONGEST_TITLE)
    return np.fromiter(_hashes(content, titles + 1, ends), np.int64, len(titles))


def _hashes(content: Content, begins: Places, ends: Places) -> Iterator[int]:
    at, data = 0, b""
    for begin, end in zip(begins.tolist(), ends.tolist(), strict=True):
        if end > at + len(data):
            at, data = begin, content.read(begin, min(begin + _AHEAD, content.size))
        found = data[begin - at : max(begin, end) - at].split(None, 1)
        yield hash(found[0]) if found else 0


def alike(hashes: Places) -> Places:
    """Indices of the records whose id others have too, as far as numbers for ids tell; ascending."""
    order = np.argsort(hashes, kind="stable")
    same = hashes[order[1:]] == hashes[order[:-1]]
    return np.unique(np.concatenate([order[1:][same], order[:-1][same]]))


def repeated(places: Places, numbers: Places, name_of: Callable[[int], str]) -> tuple[str, ...]:
    """Notes on ids that several records share.

    Args:
        places: Indices of the records that may, as ``alike`` gives them.
        numbers: (records,) which records of the file they are, counted from 1.
        name_of: The id of a record, by its index.
    """
    groups: dict[str, list[int]] = {}
    for place in places.tolist():
        groups.setdefault(name_of(place), []).append(int(numbers[place]))
    return _told([(name, group) for name, group in groups.items() if name and len(group) > 1])


def without_letters(places: Places, numbers: Places, lines: Places, name_of: Callable[[int], str]) -> tuple[str, ...]:
    """A note on records that have a title and nothing else, which are opened all the same.

    Args:
        places: Indices of these records.
        numbers: (records,) which records of the file they are, counted from 1.
        lines: (records,) lines of their titles, counted from 1.
        name_of: The id of a record, by its index.
    """
    if not len(places):
        return ()
    one = tr("record {number} {name}, line {line}")
    named = [
        one.format(number=int(numbers[place]), name=name_of(place), line=int(lines[place]))
        for place in places[:_SHOWN].tolist()
    ]
    told = tr("Records without letters: {count} ({records}).")
    return (told.format(count=len(places), records="; ".join(named) + " …" * (len(places) > _SHOWN)),)


def _told(groups: list[tuple[str, list[int]]]) -> tuple[str, ...]:
    notes = [
        tr("The id {name} occurs {count} times: records {numbers}.").format(
            name=name, count=len(group), numbers=", ".join(map(str, group[:_SHOWN])) + " …" * (len(group) > _SHOWN)
        )
        for name, group in groups[:_SHOWN]
    ]
    if len(groups) > _SHOWN:
        notes.append(tr("Further ids that occur more than once: {count}.").format(count=len(groups) - _SHOWN))
    return tuple(notes)
