"""Lines of the tag browser, and how many of them there may be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

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

HEX_BYTES = 1_024
"""Bytes of a value that are shown as hexadecimal numbers."""


@dataclass(slots=True)
class Row:
    """One line.

    Args:
        tag: ``"(0010,0010)"``, ``"Item 3"``, or the name of a header field.
        name: What the dictionary calls it; empty when it is unknown.
        keyword: Its keyword.
        vr: Value representation, or the type of a header field.
        length: Bytes of its value; -1 for undefined length, None where there is no such thing.
        offset: Where its value begins in the file (in the inflated data set, where that is deflated), or None.
        value: Its value, shortened to ``SHORT_TEXT``.
        full: Its value, shortened to ``FULL_TEXT``; empty when ``value`` is all of it.
        hex: The first ``HEX_BYTES`` of a binary or undecodable value.
        creator: Private creator of a private element.
        note: What is odd about it.
        children: Lines below it.
    """

    tag: str
    name: str = ""
    keyword: str = ""
    vr: str = ""
    length: int | None = None
    offset: int | None = None
    value: str = ""
    full: str = ""
    hex: str = ""
    creator: str = ""
    note: str = ""
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
