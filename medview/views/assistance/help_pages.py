"""The pages of the help: what they say, in which order, and which one is about what."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from medview.core.errors import MedViewError
from medview.core.language import current
from medview.core.resources import resource

PAGES = (
    "start",
    "opening",
    "viewports",
    "looking",
    "mpr",
    "measuring",
    "three_d",
    "fusion",
    "analyse",
    "models",
    "training",
    "review",
    "report",
    "hanging",
    "keys",
    "settings",
    "privacy",
    "not_a_device",
)
"""Names of the files, in the order of the contents."""
START = PAGES[0]

_HEADING = re.compile(r"^(#+) +(.*?)(?: *\{#([a-z_]+)\})? *$", re.MULTILINE)
_KEY = re.compile(r"\{key:([a-z_0-9]+)\}")
KEY_TABLE = "{keys}"
"""Stands in a page where the table of all keys belongs."""


@dataclass(frozen=True)
class Page:
    """A page.

    Args:
        name: Of its file.
        title: Its first heading.
        text: Markdown, with ``{key:action}`` where a key is told.
        headings: (anchor, words) in order; the title has an empty anchor.
    """

    name: str
    title: str
    text: str
    headings: tuple[tuple[str, str], ...]

    def with_keys(self, key: Callable[[str], str], table: Callable[[], str]) -> str:
        """The text with the keys as they are now.

        Args:
            key: Action name to its key, for people.
            table: Makes the table of all keys.
        """
        text = _KEY.sub(lambda found: f"**{literal(key(found[1]))}**", self.text)
        return text.replace(KEY_TABLE, table()) if KEY_TABLE in text else text

    @property
    def keys_told(self) -> tuple[str, ...]:
        """Names of the actions whose keys it tells."""
        return tuple(_KEY.findall(self.text))


def literal(text: str) -> str:
    """A text that stands in Markdown as it is."""
    return "".join(f"&#{ord(sign)};" if sign in "&<>*_`|[]\\" else sign for sign in text)


def read_page(name: str, language: str) -> Page:
    """A page in a language, in English where it is not translated.

    Raises:
        MedViewError: There is no such page.
    """
    try:
        path = resource("help", language, f"{name}.md")
    except MedViewError:
        path = resource("help", "en", f"{name}.md")
    stored = path.read_text(encoding="utf-8")
    headings = tuple((found[3] or "", found[2]) for found in _HEADING.finditer(stored))
    text = _HEADING.sub(lambda found: f"{found[1]} {found[2]}", stored)
    return Page(name, headings[0][1], text, headings)


@cache
def pages(language: str) -> tuple[Page, ...]:
    """All pages, in the order of the contents."""
    return tuple(read_page(name, language) for name in PAGES)


def reader_language() -> str:
    """Name of the folder for the language of the window."""
    return current().language
