"""What an action is, and the menus it can stand in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Focus = Literal["window", "viewport", "findings"]


def n(text: str) -> str:
    """Mark a text of the tables for translation; ``words`` translates it when it is shown."""
    return text


@dataclass(frozen=True)
class ActionSpec:
    """One action.

    Args:
        name: Identifier, also in the settings' key table.
        text: Words in menus.
        menu: Menu it stands in; ``"|"`` after the name draws a line before it.
        key: Default key.
        focus: Where the key acts: anywhere in the window, in a viewport, or in the list of findings.
        help: One sentence.
        icon: Icon name.
        checkable: Whether it is a switch.
        group: Actions of one group exclude each other, like the tools of the left mouse button.
        also: A second default key; it gives way to any other action that is given it.
        needs: What must be there before it can be done: told where it is offered and cannot be.
    """

    name: str
    text: str
    menu: str
    key: str = ""
    focus: Focus = "window"
    help: str = ""
    icon: str = ""
    checkable: bool = False
    group: str = ""
    also: str = ""
    needs: str = ""


MENUS = (
    n("&File"),
    n("&Study"),
    n("&View"),
    n("&Layout"),
    n("&Measure"),
    n("&3D"),
    n("&Analysis"),
    n("&Review"),
    n("&Help"),
)
FILE, STUDY, VIEW, LAYOUT, MEASURE, THREE_D, ANALYSIS, REVIEW, HELP = MENUS
TOOLS, SLICES, WINDOWS, PICTURE = n("Left mouse &button"), n("S&lice"), n("&Window"), n("P&icture")
COLOURS = n("Co&lours and text")
SIZES, COLOUR_MAP = n("Si&ze and place"), n("Colour ma&p")
SIDES, CLIPPING, QUALITY = n("Look &from"), n("&Cut away"), n("&Quality")
LINKED = n("L&inked viewports")
SEQUENCES = n("Se&quence")
PLANES, FUSION = n("P&lanes"), n("Fusion and re&gistration")
SUBMENUS = {
    TOOLS: VIEW,
    SLICES: VIEW,
    WINDOWS: VIEW,
    SIZES: VIEW,
    PICTURE: VIEW,
    COLOUR_MAP: VIEW,
    COLOURS: VIEW,
    PLANES: VIEW,
    FUSION: VIEW,
    SEQUENCES: VIEW,
    SIDES: THREE_D,
    CLIPPING: THREE_D,
    QUALITY: THREE_D,
    LINKED: LAYOUT,
}
"""Menus within menus, in order."""


def tool(name: str, text: str, key: str, icon: str, menu: str = TOOLS, help_: str = "") -> ActionSpec:
    """A tool of the left mouse button."""
    return ActionSpec(f"tool_{name}", text, menu, key, "viewport", help_, icon, group="tool")


def in_viewport(name: str, text: str, menu: str, key: str, help_: str = "", icon: str = "") -> ActionSpec:
    """Something done in the active viewport."""
    return ActionSpec(name, text, menu, key, "viewport", help_, icon)


def top_menu(spec: ActionSpec) -> str:
    """The table text of the menu of the menu bar that an action is under: its category."""
    name = spec.menu.partition("|")[0]
    return SUBMENUS.get(name, name)
