"""Lines of the tag browser, and how many of them there may be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from medview.core.element import Element

MOST_ROWS = 150_000
"""Lines of one file; then it is told that there are more."""

MOST_ITEMS = 1_000
"""Items of one sequence, or fragments of one value, that are listed."""

MOST_DEPTH = 40
"""Sequences nest this deep at most."""

SHORT_TEXT = 256
"""Characters of a value that are shown in its line."""

FULL_TEXT = 16_384
"""Characters of a value that can be opened and copied."""


@dataclass(slots=True)
class Row(Element):
    """One line and those below it.

    Args:
        children: Lines below it.
    """

    children: list[Row] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """Its JSON form: what is empty is left out."""
        found: dict[str, Any] = {name: value for name in _PLAIN if (value := getattr(self, name))}
        found |= {name: value for name in ("length", "offset") if (value := getattr(self, name)) is not None}
        if self.children:
            found["children"] = [child.to_json() for child in self.children]
        return found

    def say(self, words: str) -> None:
        """Set the value, shortened."""
        self.value = words if len(words) <= SHORT_TEXT else words[: SHORT_TEXT - 1] + "…"
        self.full = "" if len(words) <= SHORT_TEXT else words[:FULL_TEXT]


_PLAIN = ("tag", "name", "keyword", "vr", "value", "full", "hex", "creator", "note")
