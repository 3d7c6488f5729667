"""What an ONNX file holds, as far as it must be known before anything runs it.

Field numbers are those of onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from medview.engine.onnx.wire import Message

Kind = Literal["float", "integer", "text", "other"]


@dataclass(frozen=True)
class Element:
    """A type of numbers.

    Args:
        kind: What they are.
        bits: Of one.
        dtype: numpy's name of it; empty where it has none.
    """

    kind: Kind
    bits: int
    dtype: str = ""


ELEMENTS: Mapping[int, Element] = {
    1: Element("float", 32, "<f4"), 2: Element("integer", 8, "u1"), 3: Element("integer", 8, "i1"),
    4: Element("integer", 16, "<u2"), 5: Element("integer", 16, "<i2"), 6: Element("integer", 32, "<i4"),
    7: Element("integer", 64, "<i8"), 8: Element("text", 0), 9: Element("integer", 8, "?"),
    10: Element("float", 16, "<f2"), 11: Element("float", 64, "<f8"), 12: Element("integer", 32, "<u4"),
    13: Element("integer", 64, "<u8"), 14: Element("other", 64), 15: Element("other", 128),
    16: Element("float", 16), 17: Element("other", 8), 18: Element("other", 8), 19: Element("other", 8),
    20: Element("other", 8), 21: Element("other", 4), 22: Element("other", 4), 23: Element("other", 4),
    24: Element("other", 8), 25: Element("other", 2), 26: Element("other", 2),
}  # fmt: skip
"""TensorProto.DataType; 16 is bfloat16."""

Axis = int | str
"""Voxels along an axis, or the name of one that may have any number; empty where it has no name."""

SMALL = 16
"""Numbers of so few are looked at: they may be shapes."""


@dataclass(frozen=True)
class Declared:
    """A value with its declared type and shape.

    Args:
        name: Its name.
        element: Its numbers' type, as ``ELEMENTS`` counts; 0 where it is no tensor.
        shape: Its axes; None where nothing is said.
    """

    name: str
    element: int
    shape: tuple[Axis, ...] | None


@dataclass(frozen=True)
class Node:
    """One operation.

    Args:
        domain: Whose operation it is; empty for ONNX's own.
        operation: Its name.
        inputs: Names of what it takes.
        outputs: Names of what it gives.
        attributes: Its attributes that are a few numbers.
    """

    domain: str
    operation: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    attributes: Mapping[str, tuple[float, ...]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Stored:
    """Numbers in the file or beside it.

    Args:
        name: Their name.
        message: The TensorProto.
        element: Their type, as ``ELEMENTS`` counts.
        dims: Their shape.
        entries: Where they are outside the file, as it says.
    """

    name: str
    message: Message
    element: int
    dims: tuple[int, ...]
    entries: tuple[tuple[str, str], ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return math.prod(self.dims)

    @property
    def outside(self) -> bool:
        """Whether they are in another file."""
        return bool(self.entries) or self.message.number(14) != 0


@dataclass(eq=False)
class Contents:
    """What an ONNX file holds.

    Args:
        inputs: What its graph takes; what it has a value for already is left out.
        outputs: What it gives.
        metadata: Words its maker added.
        producer: What wrote it.
        nodes: Every operation of its graph, those of graphs within it too.
        functions: The operations of each function it defines, by (domain, name).
        stored: Every tensor in it.
        declared: Every other value whose shape is said.
        sparse: Shapes of sparse tensors once they are filled up.
    """

    inputs: tuple[Declared, ...] = ()
    outputs: tuple[Declared, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    producer: str = ""
    nodes: list[Node] = field(default_factory=list)
    functions: dict[tuple[str, str], list[Node]] = field(default_factory=dict)
    stored: list[Stored] = field(default_factory=list)
    declared: list[Declared] = field(default_factory=list)
    sparse: list[tuple[int, ...]] = field(default_factory=list)
    values: dict[str, tuple[float, ...]] = field(default_factory=dict)
    """Values of short lists of numbers, by name."""


def contents(data: memoryview) -> Contents:
    """Read what a file holds.

    Args:
        data: Its bytes.

    Raises:
        Malformed: It is no ONNX file, or beyond the limits.
    """
    model = Message(data)
    found = Contents()
    graph = model.message(7)
    if graph is not None:
        _graph(graph, found, found.nodes)
        filled = {_name(tensor) for tensor in graph.messages(5)}
        found.inputs = tuple(value for value in map(_declared, graph.messages(11)) if value.name not in filled)
        found.outputs = tuple(map(_declared, graph.messages(12)))
    for training in model.messages(20):
        for part in (*training.messages(1), *training.messages(2)):
            _graph(part, found, found.nodes)
    for function in model.messages(25):
        _function(function, found)
    found.metadata = dict(_entries(model, 14))
    found.producer = f"{model.text(2)} {model.text(3)}".strip()
    return found


def _graph(graph: Message, found: Contents, nodes: list[Node]) -> None:
    for tensor in graph.messages(5):
        _store(tensor, found)
    for sparse in graph.messages(15):
        _sparse(sparse, found)
    for number in (11, 12, 13):
        found.declared += map(_declared, graph.messages(number))
    for node in graph.messages(1):
        _node(node, found, nodes)


def _function(function: Message, found: Contents) -> None:
    nodes = found.functions.setdefault((function.text(10), function.text(1)), [])
    for attribute in function.messages(11):
        _attribute(attribute, found, nodes)
    for node in function.messages(7):
        _node(node, found, nodes)
    found.declared += map(_declared, function.messages(12))


def _node(node: Message, found: Contents, nodes: list[Node]) -> None:
    said: dict[str, tuple[float, ...]] = {}
    made = Node(node.text(7), node.text(4), tuple(node.texts(1)), tuple(node.texts(2)), said)
    nodes.append(made)
    name = made.outputs[0] if made.operation == "Constant" and made.outputs else ""
    for attribute in node.messages(5):
        said[attribute.text(1)] = numbers = _few(attribute)
        if name and numbers:
            found.values[name] = numbers
        _attribute(attribute, found, nodes, name)


def _attribute(attribute: Message, found: Contents, nodes: list[Node], name: str = "") -> None:
    for tensor in (*_single(attribute, 5), *attribute.messages(10)):
        _store(tensor, found, name or attribute.text(1))
    for sparse in (*_single(attribute, 22), *attribute.messages(23)):
        _sparse(sparse, found)
    for graph in (*_single(attribute, 6), *attribute.messages(11)):
        _graph(graph, found, nodes)


def _few(attribute: Message) -> tuple[float, ...]:
    """The numbers of an attribute that has a few, and nothing else."""
    if attribute.counted(8) > SMALL:
        return ()
    whole = (*([attribute.number(3)] if attribute.has(3) else ()), *attribute.numbers(8))
    broken = (*attribute.blocks(2), *attribute.blocks(7))
    size = sum(map(len, broken))
    return whole if not 0 < size <= 4 * SMALL or size % 4 else tuple(np.frombuffer(b"".join(broken), "<f4").tolist())


def _single(message: Message, number: int) -> Iterator[Message]:
    part = message.message(number)
    if part is not None:
        yield part


def _store(tensor: Message, found: Contents, name: str = "") -> None:
    entries = tuple(_entries(tensor, 13))
    stored = Stored(tensor.text(8) or name, tensor, tensor.number(2), tuple(tensor.numbers(1)), entries)
    found.stored.append(stored)
    if stored.element in _LISTED and not stored.outside and len(stored.dims) <= 1 and 0 <= stored.count <= SMALL:
        found.values[name or stored.name] = _values(stored)


_LISTED: Mapping[int, int] = {1: 4, 6: 5, 7: 7, 11: 10}
"""Types of numbers that sizes are said in, and the fields they are listed in where they are not raw."""


def _values(stored: Stored) -> tuple[float, ...]:
    tensor, kind, listed = stored.message, ELEMENTS[stored.element], _LISTED[stored.element]
    raw = tensor.block(9)
    if raw is None and kind.kind == "integer":
        return tuple(tensor.numbers(listed)) if tensor.counted(listed) <= SMALL else ()
    blocks = tensor.blocks(listed) if raw is None else [raw]
    fits = sum(map(len, blocks)) * 8 == stored.count * kind.bits
    return tuple(np.frombuffer(b"".join(blocks), kind.dtype).tolist()) if fits else ()


def _sparse(sparse: Message, found: Contents) -> None:
    for tensor in (*_single(sparse, 1), *_single(sparse, 2)):
        _store(tensor, found)
    found.sparse.append(tuple(sparse.numbers(3)))


def _name(tensor: Message) -> str:
    return tensor.text(8)


def _entries(message: Message, number: int) -> Iterator[tuple[str, str]]:
    return ((entry.text(1), entry.text(2)) for entry in message.messages(number))


def _declared(value: Message) -> Declared:
    kind = value.message(2)
    tensor = kind.message(1) if kind is not None else None
    if tensor is None:
        return Declared(value.text(1), 0, None)
    shape = tensor.message(2)
    axes = None if shape is None else tuple(map(_axis, shape.messages(1)))
    return Declared(value.text(1), tensor.number(1), axes)


def _axis(dimension: Message) -> Axis:
    return dimension.number(1) if dimension.has(1) else dimension.text(2)
