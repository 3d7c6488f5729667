"""A report's tree as a document: names bold, values beside them, codes in tips, images as links."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from medview.core.content import Node, Tree
from medview.views import words
from medview.views.settings.fonts import scaled
from medview.views.settings.theme import Theme

IMAGE = "images:"
"""A link that begins so names the line, counted from 0, whose images it points to."""
MORE = "more:"
"""The link that shows all lines."""
FIRST_LINES = 1500
"""Lines shown at once; more take longer than a reader waits, and are shown when asked for."""

_INDENT_PX = 20
_DEEPEST = 12

Line = tuple[int, Node]
"""Depth and node."""


def lines_of(tree: Tree) -> tuple[Line, ...]:
    """The lines of a tree from top to bottom; the root, which is the title, is none where it says nothing more."""
    return tuple(_walk(tree.root, -1))[0 if tree.root.value or tree.root.images else 1 :]


def html_of(lines: tuple[Line, ...], theme: Theme, most: int = FIRST_LINES) -> str:
    """The document.

    Args:
        lines: The lines.
        theme: Colours.
        most: Lines shown; a link at the end shows the others.
    """
    muted, link = theme.colours["muted"], theme.colours["link"]
    shown = "".join(_line(number, depth, node, muted, link) for number, (depth, node) in enumerate(lines[:most]))
    if len(lines) > most:
        told = escape(words.tr("Show {count} more lines").format(count=len(lines) - most))
        shown += f'<p style="margin-top:12px"><a href="{MORE}" style="color:{link}">{told}</a></p>'
    return f"<html><body>{shown}</body></html>"


def plain_text(lines: tuple[Line, ...]) -> str:
    """The lines as text, indented."""
    return "\n".join(_plain(depth, node) for depth, node in lines)


def _walk(node: Node, depth: int) -> Iterator[Line]:
    yield max(depth, 0), node
    for child in node.children:
        yield from _walk(child, depth + 1)


def _line(number: int, depth: int, node: Node, muted: str, link: str) -> str:
    heading = bool(node.children) and not node.value
    left = _INDENT_PX * min(depth, _DEEPEST)
    top = 10 if heading and depth == 0 else 6 if heading else 2
    size = _points({0: 12, 1: 11}.get(depth, 10) if heading else 10)
    parts = [_name(node, heading, size)]
    if node.value:
        parts.append(f'<span style="font-size:{_points(10)}">{_breaks(node.value)}</span>')
    if node.images:
        style = f"color:{link}; font-size:{_points(9)}"
        parts.append(f'<a href="{IMAGE}{number}" style="{style}">{_pictures(len(node.images))}</a>')
    if node.relation and node.relation not in _PLAIN_RELATIONS:
        parts.append(f'<span style="color:{muted}; font-size:{_points(8)}">{escape(node.relation)}</span>')
    style = f"margin-left:{left}px; margin-top:{top}px; margin-bottom:2px"
    return f'<p style="{style}">{"&nbsp;&nbsp;".join(part for part in parts if part)}</p>'


def _points(usual: int) -> str:
    """A size of text as the reader wants text."""
    return f"{scaled(usual)}pt"


_PLAIN_RELATIONS = frozenset({"contains", "has properties", "has obs context", "has concept mod"})
"""Relations that need no word: the line stands where it belongs."""


def _name(node: Node, heading: bool, size: str) -> str:
    if not node.name:
        return ""
    colon = "" if heading or not node.value else ":"
    tip = f' title="{escape(node.code)}"' if node.code else ""
    return f'<b><span{tip} style="font-size:{size}">{_breaks(node.name)}{colon}</span></b>'


def _breaks(text: str) -> str:
    return escape(text.strip()).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "<br>")


def _pictures(count: int) -> str:
    return escape(words.counted(count, words.tr("▸ image"), words.tr("▸ {count} images")))


def _plain(depth: int, node: Node) -> str:
    said = f"{node.name}: {node.value}" if node.name and node.value else node.name or node.value
    return "    " * depth + said.replace("\n", " ")
