"""Sums, lists and texts that stay small: what an expression of a bundle may do with plain values."""

from __future__ import annotations

import ast
import math
import operator
import posixpath
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from medview.core.text import tr

MOST_ITEMS = 4096
"""Longest list."""

MOST_PARTS = 1 << 16
"""Items and letters of a value, those within each other included."""

MOST_NUMBER = 1e15
"""Greatest number; it still has every whole number below it in float64."""

_SCALAR = bool | int | float | str | None


def plain(value: Any) -> Any:
    """A value without functions or objects in it.

    Raises:
        TypeError: It has some.
    """
    if not isinstance(value, bool | int | float | str | list | tuple | None):
        raise TypeError(tr("not a plain value"))
    return value


def listed(value: Any) -> Sequence[Any]:
    """The items of a list.

    Raises:
        TypeError: It is none.
    """
    if not isinstance(value, list | tuple | range | dict):
        raise TypeError(tr("not a list"))
    return list(value)


def parts(value: Any, most: int) -> int:
    """Items and letters of a value, counted no further than ``most``."""
    if isinstance(value, str):
        return len(value)
    if not isinstance(value, list | tuple | dict | range):
        return 1
    found = len(value)
    for item in value.values() if isinstance(value, dict) else value:
        if found > most:
            break
        found += parts(item, most - found)
    return found


def text_of(value: Any) -> str:
    """A number, a text, or nothing as text.

    Raises:
        TypeError: It is anything else.
    """
    if not isinstance(value, _SCALAR):
        raise TypeError(tr("not a plain value"))
    return str(value)


def _times(left: Any, right: Any) -> Any:
    for some, count in ((left, right), (right, left)):
        if isinstance(some, str | list | tuple) and isinstance(count, int) and len(some) * count > MOST_ITEMS:
            raise ValueError(tr("too long"))
    return left * right


def _power(left: Any, right: Any) -> Any:
    if not isinstance(left, int | float) or not isinstance(right, int | float) or abs(right) > 64:
        raise ValueError(tr("too large"))
    if abs(left) > 1 and right * math.log10(abs(left)) > math.log10(MOST_NUMBER):
        raise ValueError(tr("too large"))
    if left < 0 and not float(right).is_integer():
        raise ValueError(tr("not a real number"))
    return left**right


def _modulo(left: Any, right: Any) -> Any:
    if isinstance(left, str):  # formats a text, and can make it as long as it likes
        raise TypeError(tr("not a number"))
    return left % right


def _range(*ends: int) -> range:
    found = range(*ends)
    if len(found) > MOST_ITEMS:
        raise ValueError(tr("too long"))
    return found


def _joined_path(*names: str) -> str:
    return posixpath.join(*map(text_of, names))


UNARY: Mapping[type, Callable[[Any], Any]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Not: operator.not_,
}
BINARY: Mapping[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: _times,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: _modulo,
    ast.Pow: _power,
}
COMPARED: Mapping[type, Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda left, right: left in right,
    ast.NotIn: lambda left, right: left not in right,
}
FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "len": len,
    "int": int,
    "float": float,
    "bool": bool,
    "str": text_of,
    "min": min,
    "max": max,
    "round": round,
    "abs": abs,
    "sum": lambda values: sum(values),
    "range": _range,
    "list": lambda *values: [item for value in values for item in listed(value)],
    "tuple": lambda *values: tuple(item for value in values for item in listed(value)),
    "sorted": lambda values: sorted(listed(values)),
    "dict": lambda *pairs: dict(*pairs),
    "os.path.join": _joined_path,
}
