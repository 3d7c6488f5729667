"""What is refused of an ONNX file before onnxruntime sees it."""

from __future__ import annotations

import mmap
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.onnx.contents import ELEMENTS, Contents, Declared, Node, Stored, contents
from medview.engine.onnx.sizes import check_shape, check_sizes
from medview.engine.onnx.wire import Malformed

DOMAINS = frozenset(("", "ai.onnx", "ai.onnx.ml", "com.microsoft"))
"""Whose operations are run: ONNX's own, and those onnxruntime adds."""

FORBIDDEN = frozenset(("EPContext",))
"""Operations that load another program's files."""

MOST_BYTES = 1 << 31
"""No protocol buffer is longer; larger networks keep their weights beside it."""

MOST_NODES = 1_000_000
"""Operations once functions are written out."""

_PLAIN_PATH = re.compile(r"[\w.()+@=, -]+(/[\w.()+@=, -]+)*")
"""A path of ordinary words: onnxruntime reads others, such as those with ``*``, as addresses in memory."""

_CHUNK = 1 << 24
_EXTERNAL = frozenset(("location", "offset", "length", "checksum"))
_MOVING = frozenset(("Identity", "Cast", "Transpose", "Reshape", "Flatten", "Squeeze", "Unsqueeze"))


@dataclass(frozen=True)
class Model:
    """An ONNX file that was found sound.

    Args:
        path: The file.
        inputs: What it takes.
        outputs: What it gives.
        metadata: Words its maker added.
        producer: What wrote it.
        beside: Files with its weights, relative to its folder.
        last: The last operation that changes the numbers of each output, by its name.
    """

    path: Path
    inputs: tuple[Declared, ...]
    outputs: tuple[Declared, ...]
    metadata: tuple[tuple[str, str], ...]
    producer: str
    beside: tuple[str, ...]
    last: tuple[tuple[str, str], ...]


def checked(path: Path) -> Model:
    """Read an ONNX file and look for everything that must not be handed to onnxruntime.

    Args:
        path: The file; files it refers to must lie in its folder.

    Raises:
        ModelError: It is refused; the message says why.
    """
    try:
        return _checked(path)
    except (Malformed, OSError) as error:
        raise ModelError(
            tr("{name} is refused as an ONNX file: {why}.").format(name=path.name, why=error),
            tr("Ask its maker for a whole ONNX file of ordinary operations with all weights in it."),
        ) from error


def _checked(path: Path) -> Model:
    with path.open("rb") as stream:
        size = path.stat().st_size
        if not 0 < size <= MOST_BYTES:
            raise Malformed(tr("its size is {size} bytes").format(size=size))
        found = contents(memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)))
    if not found.nodes or not found.outputs:
        raise Malformed(tr("there is no network in it"))
    _check_operations(found)
    for value in found.declared:
        check_shape(value.name, [axis for axis in value.shape or () if isinstance(axis, int)])
    for dims in found.sparse:
        check_shape(tr("a sparse tensor"), dims)
    check_sizes(found)
    beside = dict.fromkeys(filter(None, (_check_stored(stored, path.parent) for stored in found.stored)))
    makers = {name: node for node in found.nodes for name in node.outputs}
    last = tuple((value.name, _last(value.name, makers)) for value in found.outputs)
    metadata = tuple(found.metadata.items())
    return Model(path, found.inputs, found.outputs, metadata, found.producer, tuple(beside), last)


def _last(name: str, makers: Mapping[str, Node]) -> str:
    """The operation a value comes from, past those that only move numbers."""
    for _ in makers:
        node = makers.get(name)
        if node is None or not node.inputs or node.operation not in _MOVING:
            return node.operation if node else ""
        name = node.inputs[0]
    return ""


def _check_operations(found: Contents) -> None:
    for nodes in (found.nodes, *found.functions.values()):
        for node in nodes:
            known = node.domain in DOMAINS or (node.domain, node.operation) in found.functions
            if not known or node.operation in FORBIDDEN:
                raise Malformed(
                    tr("it needs the operation {name} of “{domain}”, which only a program of its maker's has").format(
                        name=node.operation, domain=node.domain
                    )
                )
    if _written_out(found.nodes, found, ()) > MOST_NODES:
        raise Malformed(tr("it has more than {count} operations").format(count=MOST_NODES))


def _written_out(nodes: Sequence[Node], found: Contents, within: tuple[tuple[str, str], ...]) -> int:
    """How many operations there are once every function is written out where it is called."""
    total = 0
    for (domain, operation), times in Counter((node.domain, node.operation) for node in nodes).items():
        body = found.functions.get((domain, operation))
        if body is not None and ((domain, operation) in within or len(within) > 8):
            raise Malformed(tr("its functions call each other too deep"))
        inner = 1 if body is None else _written_out(body, found, (*within, (domain, operation)))
        total += times * inner
    return total


def _check_stored(stored: Stored, folder: Path) -> str:
    """Check numbers in the file or beside it; returns where they are, or nothing."""
    check_shape(stored.name, stored.dims)
    element = ELEMENTS.get(stored.element)
    if element is None or stored.message.has(3):
        raise Malformed(tr("{name} has numbers of an unknown kind").format(name=stored.name))
    wanted = -(-stored.count * element.bits // 8)
    if stored.outside:
        location, offset, length = _external(stored, folder)
        if element.kind == "text" or length not in (0, wanted):
            raise Malformed(tr("{name} has another size than its shape").format(name=stored.name))
        _check_finite(stored, _file_parts(folder / location, offset, wanted, stored.name))
        return location
    raw = stored.message.block(9)
    fits = len(raw) == wanted if raw is not None else _typed_fits(stored)
    if not fits:
        raise Malformed(tr("{name} has another size than its shape").format(name=stored.name))
    _check_finite(stored, _parts(raw) if raw is not None else _typed(stored))
    return ""


_TYPED = {1: (4, 4), 11: (10, 8), 14: (4, 8), 15: (10, 16)}
"""Fields of floating-point numbers, and bytes of one."""

_COUNTED = {7: 7, 12: 11, 13: 11}
"""Fields of whole numbers; those of other kinds are in field 5."""


def _typed_fits(stored: Stored) -> bool:
    message, count, element = stored.message, stored.count, ELEMENTS[stored.element]
    if element.kind == "text":
        return len(message.blocks(6)) == count
    if stored.element in _TYPED:
        number, size = _TYPED[stored.element]
        return sum(map(len, message.blocks(number))) == count * size
    there = message.counted(_COUNTED.get(stored.element, 5))
    return there == count or there == -(-count * element.bits // 8)


def _typed(stored: Stored) -> Iterator[memoryview]:
    number = _TYPED.get(stored.element, (0, 0))[0]
    return (part for block in stored.message.blocks(number) for part in _parts(block))


def _external(stored: Stored, folder: Path) -> tuple[str, int, int]:
    """Where numbers beside the file are: path within its folder, first byte, bytes (0: not said)."""
    words = dict(stored.entries)
    if len(words) != len(stored.entries) or words.keys() - _EXTERNAL or "location" not in words:
        raise Malformed(tr("{name} does not say clearly where its numbers are").format(name=stored.name))
    location = words["location"]
    place = folder / location
    plain = _PLAIN_PATH.fullmatch(location) and ".." not in location.split("/")
    if not plain or not place.resolve().is_relative_to(folder.resolve()):
        raise Malformed(
            tr("the numbers of {name} are said to be at {location}, outside its folder").format(
                name=stored.name, location=location
            )
        )
    if not place.is_file():
        raise Malformed(tr("{location} is missing beside it").format(location=location))
    try:
        return location, int(words.get("offset") or 0), int(words.get("length") or 0)
    except ValueError as error:
        raise Malformed(tr("{name} does not say clearly where its numbers are").format(name=stored.name)) from error


def _parts(block: memoryview) -> Iterator[memoryview]:
    return (block[first : first + _CHUNK] for first in range(0, len(block), _CHUNK))


def _file_parts(path: Path, offset: int, length: int, name: str) -> Iterator[memoryview]:
    if offset < 0 or offset + length > path.stat().st_size:
        raise Malformed(tr("{name} reaches beyond the end of {file}").format(name=name, file=path.name))
    with path.open("rb") as stream:
        stream.seek(offset)
        while length > 0 and (block := stream.read(min(length, _CHUNK))):
            length -= len(block)
            yield memoryview(block)


def _check_finite(stored: Stored, parts: Iterator[memoryview]) -> None:
    """Weights are numbers; a single infinite one is a limit that operations are given."""
    element = ELEMENTS[stored.element]
    if element.kind != "float":
        return
    for part in parts:
        values = np.frombuffer(part, element.dtype) if element.dtype else _widened(part)
        if not (np.isfinite(values).all() or (stored.count == 1 and not np.isnan(values).any())):
            raise Malformed(tr("{name} holds what is no number (NaN or infinite)").format(name=stored.name))


def _widened(part: memoryview) -> NDArray[np.float32]:
    """Values of bfloat16 as float32, of which they are the upper half."""
    return (np.frombuffer(part, "<u2").astype("<u4") << 16).view("<f4")
