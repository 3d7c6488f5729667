"""Frozen values to plain JSON and back, by the types of their fields."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def plain(value: Any) -> Any:
    """A value as dicts, lists, texts and numbers."""
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, AbstractSet):
        return sorted(plain(one) for one in value)
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return value


def made(kind: type[T], data: Any) -> T:
    """What ``plain`` was given; fields that are missing have their defaults, those that are not known are left out.

    Args:
        kind: A dataclass of numbers, texts, enumerations, tuples, frozensets, mappings by text, and such dataclasses.
        data: What ``plain`` returned, or anything else.

    Raises:
        ValueError, TypeError, KeyError: It is no such value.
    """
    value: T = _made(kind, data)
    return value


def _made(kind: Any, data: Any) -> Any:
    if get_origin(kind) in (Union, UnionType):
        return _one_of(get_args(kind), data)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _made(hints[name], value) for name, value in _dict(data).items() if name in hints})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    return _MAKERS[get_origin(kind) or kind](get_args(kind), data)


def _one_of(kinds: tuple[Any, ...], data: Any) -> Any:
    if data is None and NoneType in kinds:
        return None
    (kind,) = (one for one in kinds if one is not NoneType)
    return _made(kind, data)


def _tuple(kinds: tuple[Any, ...], data: Any) -> tuple[Any, ...]:
    values = _list(data)
    if kinds[-1:] == (Ellipsis,):
        return tuple(_made(kinds[0], one) for one in values)
    return tuple(_made(kind, one) for kind, one in zip(kinds, values, strict=True))


def _frozenset(kinds: tuple[Any, ...], data: Any) -> frozenset[Any]:
    return frozenset(_made(kinds[0], one) for one in _list(data))


def _mapping(kinds: tuple[Any, ...], data: Any) -> dict[str, Any]:
    return {key: _made(kinds[1], value) for key, value in _dict(data).items()}


def _literal(choices: tuple[Any, ...], data: Any) -> Any:
    return choices[choices.index(data)]


def _exactly(kind: type) -> Callable[[tuple[Any, ...], Any], Any]:
    def make(_: tuple[Any, ...], data: Any) -> Any:
        if type(data) is not kind:
            raise TypeError(f"{type(data).__name__} for {kind.__name__}")
        return data

    return make


def _float(_: tuple[Any, ...], data: Any) -> float:
    if type(data) not in (int, float) or not math.isfinite(data):
        raise TypeError(f"{type(data).__name__} for a number")
    return float(data)


def _dict(data: Any) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise TypeError(f"{type(data).__name__} for an object")
    return data


def _list(data: Any) -> list[Any]:
    if not isinstance(data, list):
        raise TypeError(f"{type(data).__name__} for a list")
    return data


@lru_cache(maxsize=64)
def _hints(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(kind)


_MAKERS: Mapping[Any, Callable[[tuple[Any, ...], Any], Any]] = {
    tuple: _tuple,
    frozenset: _frozenset,
    Mapping: _mapping,
    Literal: _literal,
    str: _exactly(str),
    bool: _exactly(bool),
    int: _exactly(int),
    float: _float,
}
