"""The elements of a file as flat lists, so that a hundred thousand of them are searched and shown at once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from medview.core.element import HEX_BYTES, Element
from medview.core.errors import ReadError
from medview.views import words

TOP = -1
"""The parent of elements that lie in no other."""

_DEFLATED = "1.2.840.10008.1.2.1.99"
_HEX_WIDTH = 16

Path_ = tuple[str, ...]


@dataclass(slots=True)
class Line(Element):
    """One element among all others.

    Args:
        parent: The element it lies in, or ``TOP``.
    """

    parent: int = TOP


@dataclass(frozen=True, eq=False)
class TagTable:
    """All elements of a file, from top to bottom.

    Args:
        path: The file.
        elements: The elements; what lies in a sequence follows it.
        children: For each element the numbers of those in it; the last entry is for ``TOP``.
        haystack: For each element what a search looks at, in lower case.
        notes: What was odd about the file.
    """

    path: str
    elements: tuple[Line, ...]
    children: tuple[tuple[int, ...], ...]
    haystack: tuple[str, ...]
    notes: tuple[str, ...] = ()

    def matches(self, wanted: str) -> list[int]:
        """Elements whose tag, name, keyword, value or creator holds the words, from top to bottom."""
        needle = wanted.strip().lower()
        return [number for number, hay in enumerate(self.haystack) if needle in hay] if needle else []

    def place(self, number: int) -> Path_:
        """The tags from the top down to an element."""
        found: list[str] = []
        while number != TOP:
            found.append(self.elements[number].tag)
            number = self.elements[number].parent
        return tuple(reversed(found))

    def find(self, place: Path_) -> int:
        """The element at a place, or the deepest one on the way there; ``TOP`` when nothing of it is there."""
        at = TOP
        for tag in place:
            below = next((number for number in self.children[at] if self.elements[number].tag == tag), None)
            if below is None:
                return at
            at = below
        return at

    @property
    def deflated(self) -> bool:
        """Whether offsets count in the inflated data set, not in the file."""
        return any(one.keyword == "TransferSyntaxUID" and _DEFLATED in one.value for one in self.elements[:40])


def read_table(stored: str, path: str) -> TagTable:
    """Read what the task ``tags`` wrote.

    Args:
        stored: The JSON file.
        path: The file it is about.

    Raises:
        ReadError: It is not such a file.
    """
    try:
        told = json.loads(Path(stored).read_text(encoding="utf-8"))
        rows, notes = told["rows"], tuple(told.get("notes", ()))
    except (OSError, ValueError, KeyError) as error:
        raise ReadError(words.tr("The list of elements could not be read."), words.tr("Open it again.")) from error
    elements: list[Line] = []
    children: list[list[int]] = []
    top: list[int] = []
    waiting: list[tuple[dict[str, Any], int]] = [(row, TOP) for row in reversed(rows)]
    while waiting:
        row, parent = waiting.pop()
        number = len(elements)
        below = row.pop("children", ())
        elements.append(Line(**row, parent=parent))
        children.append([])
        (children[parent] if parent != TOP else top).append(number)
        waiting += [(child, number) for child in reversed(below)]
    return TagTable(path, tuple(elements), (*map(tuple, children), tuple(top)), tuple(map(_searched, elements)), notes)


def name_of(element: Element) -> str:
    """What an element is called; a private one by its creator."""
    if element.creator:
        return f"{element.name or words.tr('Private')}  [{element.creator}]"
    return element.name or element.keyword


def line_of(element: Element) -> str:
    """An element as a line of text."""
    parts = (element.tag, element.vr, name_of(element))
    said = "  ".join(part for part in parts if part)
    value = element.full or element.value
    return f"{said}: {value}" if value else said


def text_of(table: TagTable) -> str:
    """All elements as text, indented."""
    depth: list[int] = []
    for element in table.elements:
        depth.append(depth[element.parent] + 1 if element.parent != TOP else 0)
    said = (f"{'  ' * level}{line_of(element)}" for level, element in zip(depth, table.elements, strict=True))
    return "\n".join(said)


def hex_of(table: TagTable, number: int) -> str:
    """The first kilobyte of an element's value as hexadecimal numbers, from its file where the list has none.

    Raises:
        ReadError: The file cannot be read any more.
    """
    element = table.elements[number]
    if element.hex or element.offset is None or not element.length or table.deflated or element.vr == "SQ":
        return element.hex
    size = HEX_BYTES if element.length < 0 else min(element.length, HEX_BYTES)
    try:
        with Path(table.path).open("rb") as file:
            file.seek(element.offset)
            return dump(file.read(size))
    except OSError as error:
        told = words.tr("The file cannot be read: {why}.").format(why=error.strerror or type(error).__name__)
        raise ReadError(told, words.tr("Check that the disk or share is connected.")) from error


def dump(data: bytes) -> str:
    """Bytes as numbered lines of hexadecimal numbers with their ASCII."""
    lines = (data[at : at + _HEX_WIDTH] for at in range(0, len(data), _HEX_WIDTH))
    return "\n".join(
        f"{number * _HEX_WIDTH:04x}  {line.hex(' '):<{3 * _HEX_WIDTH - 1}}  {_ascii(line)}"
        for number, line in enumerate(lines)
    )


def _ascii(line: bytes) -> str:
    return "".join(chr(byte) if 32 <= byte < 127 else "·" for byte in line)


def _searched(element: Element) -> str:
    bare = element.tag.strip("()").replace(",", "")
    parts = (element.tag, bare, element.name, element.keyword, element.creator, element.full or element.value)
    return "\n".join(parts).lower()
