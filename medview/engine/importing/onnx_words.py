"""What the maker of an ONNX file wrote into it beside the network: names of classes, sizes, its task; read as data."""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LONGEST = 1 << 18
"""Letters of an entry that is read."""

MOST_NAMES = 100_000
_NAME_LETTERS = 200
_LARGEST_SIDE = 1 << 14
_DEPTH = 4
_NAMES = ("names", "classes", "class_names", "labels")


@dataclass(frozen=True)
class Words:
    """What an ONNX file says of itself.

    Args:
        names: Name of each class, by number.
        size: (rows, columns) of its input; empty where it says none.
        task: Its task, as Ultralytics names them; empty where it says none.
        finished: Whether boxes that overlap are sorted out in the file (Ultralytics' ``end2end``).
        description: Its description.
    """

    names: Mapping[int, str]
    size: tuple[int, ...] = ()
    task: str = ""
    finished: bool = False
    description: str = ""


def words_of(metadata: Mapping[str, str]) -> Words:
    """Read the entries of a file's ``metadata_props``; what cannot be read is left out."""
    plain = {key: _literal(value) for key, value in metadata.items()}
    names = next(filter(None, (_names(plain.get(key)) for key in _NAMES)), {})
    task = metadata.get("task", "")
    return Words(
        names=names,
        size=_size(plain.get("imgsz")),
        task=task if task.isalpha() and len(task) < _NAME_LETTERS else "",
        finished=plain.get("end2end") is True,
        description=metadata.get("description", "")[:LONGEST],
    )


def _literal(text: str) -> Any:
    """A Python or JSON literal; None where it is neither, or is too long or too deep."""
    if len(text) > LONGEST or _depth(text) > _DEPTH:
        return None
    for read in (ast.literal_eval, json.loads):
        try:
            return read(text)
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            continue
    return None


def _depth(text: str) -> int:
    """How deep brackets lie within each other at most, those in words counted too."""
    depth = most = 0
    for letter in text:
        depth += (letter in "([{") - (letter in ")]}")
        most = max(most, depth)
    return most


def _names(value: Any) -> dict[int, str]:
    if isinstance(value, list | tuple):
        value = dict(enumerate(value))
    if not isinstance(value, dict) or len(value) > MOST_NAMES:
        return {}
    try:
        found = {int(number): str(name)[:_NAME_LETTERS] for number, name in value.items()}
    except (ValueError, TypeError):
        return {}
    return dict(sorted(found.items())) if all(number >= 0 for number in found) else {}


def _size(value: Any) -> tuple[int, ...]:
    sides = (value, value) if isinstance(value, int) else value
    if not isinstance(sides, list | tuple) or len(sides) != 2:
        return ()
    whole = all(isinstance(side, int) and 0 < side <= _LARGEST_SIDE for side in sides)
    return tuple(sides) if whole else ()
