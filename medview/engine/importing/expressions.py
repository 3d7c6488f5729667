"""The small part of the ``$`` expressions of MONAI bundles that MedView works out by itself: plain values only.

An expression is taken apart by ``ast`` in its parsing mode, and what is found is looked up in tables here; nothing is
ever compiled or run. What is not in the tables is refused by its own words. Sizes are limited before anything is
computed, so that no expression takes long or much.
"""

from __future__ import annotations

import ast
import math
import re
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from medview.core.text import tr
from medview.engine.importing.limited import (
    BINARY,
    COMPARED,
    FUNCTIONS,
    MOST_NUMBER,
    MOST_PARTS,
    UNARY,
    listed,
    parts,
    plain,
    text_of,
)
from medview.engine.importing.refusals import not_supported

MOST_LETTERS = 4096
"""Longest expression, text or path."""

MOST_STEPS = 20_000
"""Parts of an expression looked at before it is refused, those of a list's parts each time."""

MOST_DEPTH = 40
"""Parts of an expression within each other."""

Lookup = Callable[[str], object]

_REFERENCE = re.compile(r"@\w+(?:(?:::|#)\w+)*")
_STANDS_FOR = "reference_of_the_bundle_{number}"


@dataclass(frozen=True)
class Kind:
    """A kind of number, such as ``float32``."""

    name: str


@dataclass(frozen=True)
class Device:
    """Where the bundle wants to be computed; MedView chooses by itself."""


def evaluate(text: str, lookup: Lookup) -> object:
    """Work out an expression.

    Args:
        text: The expression without its ``$``.
        lookup: The value of a reference, given without its ``@`` and with ``::`` between its parts.

    Returns:
        Numbers, texts, lists, tuples, dictionaries, None, a ``Kind``, a ``Device``, or what ``lookup`` gave.

    Raises:
        ModelError: It has anything else in it, is damaged, too long, or too large.
    """
    return _Reading(text, lookup).result()


def tree(text: str) -> ast.Expression:
    """An expression taken apart, its references being names.

    Raises:
        ModelError: It is no expression, or too long.
    """
    return _Reading(text, lambda name: name).tree


def references(text: str) -> tuple[str, ...]:
    """The references of an expression, without their ``@`` and with ``::`` between their parts."""
    return tuple(found.group()[1:].replace("#", "::") for found in _REFERENCE.finditer(text))


class _Reading:
    """One expression on its way."""

    def __init__(self, text: str, lookup: Lookup) -> None:
        self.text, self._lookup, self._steps = text, lookup, 0
        self._references: dict[str, str] = {}
        self._names: dict[str, object] = {}
        if len(text) > MOST_LETTERS:
            raise not_supported(tr("an expression of {count} letters").format(count=len(text)))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # Python's remarks on odd code
                self.tree = ast.parse(_REFERENCE.sub(self._stand_in, text.strip()), mode="eval")
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise not_supported(quoted(text)) from error

    def _stand_in(self, found: re.Match[str]) -> str:
        name = _STANDS_FOR.format(number=len(self._references))
        self._references[name] = found.group()[1:].replace("#", "::")
        return name

    def result(self) -> object:
        try:
            return self.of(self.tree.body)
        except (ValueError, TypeError, KeyError, IndexError, ArithmeticError, AttributeError) as error:
            raise not_supported(f"{quoted(self.text)} ({error})") from error

    def of(self, node: ast.AST, depth: int = 0) -> Any:
        """The value of a part."""
        self._steps += 1
        way = _NODES.get(type(node))
        if way is None or depth > MOST_DEPTH or self._steps > MOST_STEPS:
            self.refuse()
        return _bounded(way(self, node, depth + 1), self)

    def refuse(self) -> NoReturn:
        """Refuse the whole expression."""
        raise not_supported(quoted(self.text))

    def name(self, node: ast.Name, _: int) -> object:
        if node.id in self._references:
            return self._lookup(self._references[node.id])
        if node.id in self._names:
            return self._names[node.id]
        self.refuse()

    def attribute(self, node: ast.Attribute, depth: int) -> object:
        words = dotted(node)
        module, _, last = words.rpartition(".")
        if words in _CONSTANTS:
            return _CONSTANTS[words]
        if module in _NUMBER_MODULES and last in _KINDS:
            return Kind(last)
        self.refuse()

    def call(self, node: ast.Call, depth: int) -> object:
        words = dotted(node.func)
        if words in _DEVICES:
            return Device()
        if isinstance(node.func, ast.Attribute) and node.func.attr in _SAME and not words:
            return self._same(node.func, depth)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "join" and not words:
            return self._text_joined(node.func, node, depth)
        if words in FUNCTIONS and not node.keywords:
            arguments = [self.of(argument, depth) for argument in node.args]
            return FUNCTIONS[words](*arguments)
        if words == "dict" and not node.args and all(word.arg for word in node.keywords):
            return {word.arg: self.of(word.value, depth) for word in node.keywords}
        self.refuse()

    def _same(self, function: ast.Attribute, depth: int) -> object:
        """``@network.to(device)``, ``@network.eval()``: the network itself."""
        value = self.of(function.value, depth)
        if not getattr(value, "is_component", False):
            self.refuse()
        return value

    def _text_joined(self, function: ast.Attribute, node: ast.Call, depth: int) -> str:
        """``', '.join(texts)``."""
        between, (texts,) = self.of(function.value, depth), (self.of(argument, depth) for argument in node.args)
        return text_of(between).join(map(text_of, listed(texts)))

    def comprehension(self, node: ast.ListComp, depth: int) -> list[object]:
        (loop, *more), found = node.generators, list[object]()
        if more or loop.ifs or loop.is_async or not isinstance(loop.target, ast.Name):
            self.refuse()
        target, before = loop.target.id, dict(self._names)
        for value in listed(self.of(loop.iter, depth)):
            self._names[target] = value
            found.append(self.of(node.elt, depth))
        self._names = before
        return found

    def joined(self, node: ast.JoinedStr, depth: int) -> str:
        return "".join(text_of(self.of(part, depth)) for part in node.values)

    def formatted(self, node: ast.FormattedValue, depth: int) -> str:
        if node.format_spec is not None or node.conversion != -1:
            self.refuse()
        return text_of(self.of(node.value, depth))

    def constant(self, node: ast.Constant, _: int) -> object:
        if isinstance(node.value, bytes | complex) or node.value is ...:
            self.refuse()
        return node.value

    def unary(self, node: ast.UnaryOp, depth: int) -> object:
        way: Callable[[Any], object] = UNARY[type(node.op)]
        return way(plain(self.of(node.operand, depth)))

    def binary(self, node: ast.BinOp, depth: int) -> object:
        left, right = plain(self.of(node.left, depth)), plain(self.of(node.right, depth))
        return BINARY[type(node.op)](left, right)

    def boolean(self, node: ast.BoolOp, depth: int) -> object:
        is_and = isinstance(node.op, ast.And)
        for part in node.values[:-1]:
            value = self.of(part, depth)
            if bool(value) != is_and:
                return value
        return self.of(node.values[-1], depth)

    def compared(self, node: ast.Compare, depth: int) -> bool:
        left = self.of(node.left, depth)
        for sign, part in zip(node.ops, node.comparators, strict=True):
            right = self.of(part, depth)
            if not COMPARED[type(sign)](left, right):
                return False
            left = right
        return True

    def chosen(self, node: ast.IfExp, depth: int) -> object:
        return self.of(node.body if self.of(node.test, depth) else node.orelse, depth)

    def item(self, node: ast.Subscript, depth: int) -> object:
        value = self.of(node.value, depth)
        if not isinstance(value, str | list | tuple | dict | range):
            self.refuse()
        if isinstance(node.slice, ast.Slice):
            ends = (node.slice.lower, node.slice.upper, node.slice.step)
            return value[slice(*(None if end is None else self.of(end, depth) for end in ends))]
        return value[self.of(node.slice, depth)]

    def filled(self, node: ast.List | ast.Tuple | ast.Set, depth: int) -> list[object]:
        found: list[object] = []
        for part in node.elts:
            if isinstance(part, ast.Starred):
                found.extend(listed(self.of(part.value, depth)))
            else:
                found.append(self.of(part, depth))
        return found

    def mapping(self, node: ast.Dict, depth: int) -> dict[object, object]:
        pairs = zip(node.keys, node.values, strict=True)
        return {self.refuse() if key is None else self.of(key, depth): self.of(value, depth) for key, value in pairs}


def quoted(text: str) -> str:
    """An expression as it is told, cut short."""
    return f"${text.strip()[:80]}{'…' if len(text.strip()) > 80 else ''}"


def dotted(node: ast.AST) -> str:
    """``a.b.c`` in words; empty where it begins with anything but a name, or with a reference."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or node.id.startswith(_STANDS_FOR.partition("{")[0]):
        return ""
    return ".".join((node.id, *reversed(parts)))


def _bounded(value: Any, reading: _Reading) -> Any:
    """A value, unless it is too large."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        too_large = abs(value) > MOST_NUMBER or value != value
    else:
        too_large = parts(value, MOST_PARTS) > MOST_PARTS
    if too_large:
        reading.refuse()
    return value


_SAME = frozenset(("to", "eval", "cuda", "cpu", "float"))
"""Methods of a network that leave it what it is, as far as MedView is concerned."""

_DEVICES = frozenset(("torch.device",))
_NUMBER_MODULES = frozenset(("torch", "np", "numpy"))
_KINDS = frozenset(
    (
        "float16", "bfloat16", "float32", "float64", "float", "half", "uint8", "uint16", "int8", "int16", "int32",
        "int64", "long", "bool", "bool_",
    )
)  # fmt: skip
_CONSTANTS: Mapping[str, float] = {f"{module}.pi": math.pi for module in ("np", "numpy", "math", "torch")}

_NODES: Mapping[type, Callable[[_Reading, Any, int], Any]] = {
    ast.Constant: _Reading.constant,
    ast.Name: _Reading.name,
    ast.Attribute: _Reading.attribute,
    ast.Call: _Reading.call,
    ast.List: _Reading.filled,
    ast.Tuple: lambda reading, node, depth: tuple(reading.filled(node, depth)),
    ast.Dict: _Reading.mapping,
    ast.ListComp: _Reading.comprehension,
    ast.JoinedStr: _Reading.joined,
    ast.FormattedValue: _Reading.formatted,
    ast.UnaryOp: _Reading.unary,
    ast.BinOp: _Reading.binary,
    ast.BoolOp: _Reading.boolean,
    ast.Compare: _Reading.compared,
    ast.IfExp: _Reading.chosen,
    ast.Subscript: _Reading.item,
}
"""What an expression may be made of."""
