"""In which line of a JSON text a value stands, so that what is wrong with it can be found."""

from __future__ import annotations

import json
import re

Path = tuple[str | int, ...]
"""Field names and positions in lists, from the outside inwards."""

_SPACE = re.compile(r"[\s,:]*")
_DECODER = json.JSONDecoder()


def line_of(text: str, path: Path) -> int:
    """The line, counted from 1, where a value begins; that of what it should lie in where it is not there.

    Args:
        text: JSON that can be read.
        path: Where the value is.
    """
    at = _past_space(text, 0)
    for step in path:
        inner = _member(text, at, step)
        if inner is None:
            break
        at = inner
    return text.count("\n", 0, at) + 1


def _member(text: str, at: int, step: str | int) -> int | None:
    """Where a member of the object or list at ``at`` begins."""
    closing = {"{": "}", "[": "]"}.get(text[at])
    if closing is None or (closing == "]") is not isinstance(step, int):
        return None
    number, at = 0, _past_space(text, at + 1)
    while text[at] != closing:
        name: str | int = number
        if closing == "}":
            name, at = _DECODER.raw_decode(text, at)
            at = _past_space(text, at)
        if name == step:
            return at
        _, at = _DECODER.raw_decode(text, at)
        number, at = number + 1, _past_space(text, at)
    return None


def _past_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
