"""JSON others wrote, read strictly: of moderate size and depth, every entry once, every number a number."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any, NoReturn

from medview.core.text import tr

MOST_BYTES = 1 << 22
"""Longest file."""

MOST_DEPTH = 100
"""Objects and lists within each other."""


class NotStrict(ValueError):
    """Something that is not read as JSON; its words say why, and who asked names the file."""


def read_json(path: Path, *, most: int = MOST_BYTES, finite: bool = True) -> Any:
    """What a file holds.

    Args:
        path: The file.
        most: Bytes it may have.
        finite: Whether NaN and infinite numbers, which no JSON has but Python writes, are refused.

    Raises:
        NotStrict: It is no JSON, too large, too deep, or names an entry twice.
        OSError: It cannot be read.
    """
    if not path.is_file():  # a pipe would never end
        raise FileNotFoundError(2, tr("there is no such file"), path.name)
    with path.open("rb") as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise NotStrict(tr("it is too large"))
    return parsed_json(data, finite=finite)


def read_object(path: Path, *, most: int = MOST_BYTES, finite: bool = True) -> dict[str, Any]:
    """Like ``read_json``, for a file that must hold an object."""
    return as_object(read_json(path, most=most, finite=finite))


def parsed_json(data: bytes | str, *, finite: bool = True) -> Any:
    """What a text holds; see ``read_json``."""
    try:
        text = data.decode("utf-8") if isinstance(data, bytes) else data
        found = json.loads(
            text,
            object_pairs_hook=_once,
            parse_constant=_no_number if finite else float,
            parse_float=_finite if finite else float,
        )
    except NotStrict:
        raise
    except RecursionError as error:
        raise NotStrict(_too_deep()) from error
    except ValueError as error:
        raise NotStrict(tr("it is no JSON ({why})").format(why=error)) from error
    _check_depth(found)
    return found


def as_object(found: Any) -> dict[str, Any]:
    """A value, which must be an object.

    Raises:
        NotStrict: It is none.
    """
    if not isinstance(found, dict):
        raise NotStrict(tr("it is not a JSON object"))
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise NotStrict(tr("it has the entry {name} twice").format(name=twice))
    return found


def _no_number(name: str) -> NoReturn:
    raise NotStrict(tr("{name} is no number").format(name=name))


def _finite(text: str) -> float:
    value = float(text)
    return value if math.isfinite(value) else _no_number(text)


def _check_depth(found: Any) -> None:
    """Level by level, so that depth itself costs no depth."""
    level = [found]
    for _ in range(MOST_DEPTH + 1):
        level = [inner for value in level for inner in _inside(value)]
        if not level:
            return
    raise NotStrict(_too_deep())


def _inside(value: Any) -> list[Any]:
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [inner for inner in values if isinstance(inner, dict | list)]


def _too_deep() -> str:
    return tr("its entries are too deep within each other")
