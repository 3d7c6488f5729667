"""Protocol buffers as they lie in a file: numbered fields of numbers and bytes, read with limits.

The encoding is the one https://protobuf.dev/programming-guides/encoding describes. Fields are numbers (varints) or
bytes; what the bytes mean is up to who asks. Nothing is copied: bytes are views of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from medview.core.text import tr

MOST_FIELDS = 5_000_000
"""Fields read of one file; a large network has some hundred thousand."""

MOST_DEPTH = 64
"""How deep messages may lie within each other: a graph within a graph takes three."""

_VARINT_BYTES = 10
_SIGN, _WRAP = 1 << 63, 1 << 64

Value = int | memoryview


class Malformed(ValueError):
    """Bytes that are no protocol buffer, or one beyond the limits; the message says why."""


@dataclass(eq=False)
class Budget:
    """How many fields may still be read."""

    fields: int = MOST_FIELDS

    def spend(self) -> None:
        """Count one field.

        Raises:
            Malformed: There were too many.
        """
        self.fields -= 1
        if self.fields < 0:
            raise Malformed(tr("it has more than {count} entries").format(count=MOST_FIELDS))


def _varint(data: memoryview, at: int) -> tuple[int, int]:
    value = 0
    for number, byte in enumerate(data[at : at + _VARINT_BYTES]):
        value |= (byte & 0x7F) << (7 * number)
        if byte < 0x80:
            return value % _WRAP, at + number + 1
    raise Malformed(tr("it is damaged: a number does not end"))


def _fixed(size: int) -> Callable[[memoryview, int], tuple[Value, int]]:
    return lambda data, at: (_cut(data, at, size), at + size)


def _cut(data: memoryview, at: int, size: int) -> memoryview:
    if size > len(data) - at:
        told = tr("it is damaged or cut off: {size} bytes are announced, {left} are there")
        raise Malformed(told.format(size=size, left=len(data) - at))
    return data[at : at + size]


def _delimited(data: memoryview, at: int) -> tuple[Value, int]:
    size, at = _varint(data, at)
    return _cut(data, at, size), at + size


_WIRE: Mapping[int, Callable[[memoryview, int], tuple[Value, int]]] = {
    0: _varint,
    1: _fixed(8),
    2: _delimited,
    5: _fixed(4),
}
"""How the values of each wire type are read; groups (3 and 4) are in no ONNX file."""


def _fields(data: memoryview, budget: Budget) -> Iterator[tuple[int, Value]]:
    at = 0
    while at < len(data):
        budget.spend()
        tag, at = _varint(data, at)
        read = _WIRE.get(tag & 7)
        if read is None or tag >> 3 == 0:
            raise Malformed(tr("it is damaged: an entry is of no known kind"))
        value, at = read(data, at)
        yield tag >> 3, value


class Message:
    """One message: its fields by number.

    Args:
        data: Its bytes.
        budget: How many fields may still be read of the file.
        depth: How many messages it lies within.

    Raises:
        Malformed: It is damaged, or beyond the limits.
    """

    def __init__(self, data: memoryview, budget: Budget | None = None, depth: int = 0) -> None:
        if depth > MOST_DEPTH:
            raise Malformed(tr("its graphs lie within each other too deep"))
        self._budget, self._depth = budget or Budget(), depth
        self._fields: dict[int, list[Value]] = {}
        for field, value in _fields(data, self._budget):
            self._fields.setdefault(field, []).append(value)

    def number(self, field: int, default: int = 0) -> int:
        """A whole number that is there at most once."""
        found = self._one(field)
        if found is None:
            return default
        if not isinstance(found, int):
            raise Malformed(tr("it is damaged: its entry {number} is no number").format(number=field))
        return _signed(found)

    def numbers(self, field: int) -> list[int]:
        """Whole numbers, packed into bytes or one by one."""
        found: list[int] = []
        for value in self._fields.get(field, ()):
            found += [_signed(value)] if isinstance(value, int) else self._packed(value)
        return found

    def _packed(self, data: memoryview) -> list[int]:
        found, at = [], 0
        while at < len(data):
            self._budget.spend()
            value, at = _varint(data, at)
            found.append(_signed(value))
        return found

    def blocks(self, field: int) -> list[memoryview]:
        """The bytes of every entry of a field."""
        found = self._fields.get(field, [])
        if any(isinstance(value, int) for value in found):
            raise Malformed(tr("it is damaged: its entry {number} is a number").format(number=field))
        return found  # type: ignore[return-value] # just checked

    def block(self, field: int) -> memoryview | None:
        """The bytes of a field that is there at most once."""
        self._one(field)
        return next(iter(self.blocks(field)), None)

    def text(self, field: int) -> str:
        """A text that is there at most once; empty where it is not."""
        found = self.block(field)
        return "" if found is None else _text(found)

    def texts(self, field: int) -> list[str]:
        """Every text of a field."""
        return [_text(found) for found in self.blocks(field)]

    def message(self, field: int) -> Message | None:
        """A message that is there at most once."""
        found = self.block(field)
        return None if found is None else Message(found, self._budget, self._depth + 1)

    def messages(self, field: int) -> Iterator[Message]:
        """Every message of a field."""
        return (Message(found, self._budget, self._depth + 1) for found in self.blocks(field))

    def has(self, field: int) -> bool:
        """Whether there is an entry of a field."""
        return field in self._fields

    def counted(self, field: int) -> int:
        """How many whole numbers a field has, without making them."""
        found = self._fields.get(field, ())
        return sum(1 if isinstance(value, int) else _ends(value) for value in found)

    def _one(self, field: int) -> Value | None:
        """Libraries merge what is there twice, each in its own way."""
        found = self._fields.get(field, [])
        if len(found) > 1:
            raise Malformed(tr("its entry {number} is there {count} times").format(number=field, count=len(found)))
        return found[0] if found else None


def _ends(data: memoryview) -> int:
    """How many varints there are: bytes whose highest bit is not set."""
    return int(np.count_nonzero(np.frombuffer(data, np.uint8) < 0x80))


def _signed(value: int) -> int:
    return value - _WRAP if value & _SIGN else value


def _text(data: memoryview) -> str:
    try:
        return bytes(data).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Malformed(tr("it is damaged: a text is not UTF-8")) from error
