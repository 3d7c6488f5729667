"""The pages of the help: what they say, in which order, and which one is about what."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from PySide6.QtWidgets import QWidget

from medview.core.errors import MedViewError
from medview.core.language import current
from medview.core.resources import resource
from medview.views.actions.spec import (
    ANALYSIS,
    COLOURS,
    FILE,
    FUSION,
    HELP,
    LAYOUT,
    MEASURE,
    PLANES,
    REVIEW,
    STUDY,
    THREE_D,
    VIEW,
    ActionSpec,
    top_menu,
)

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

_MENUS: Mapping[str, str] = {
    FILE: "opening",
    STUDY: "opening",
    VIEW: "looking",
    COLOURS: "settings#appearance",
    PLANES: "mpr",
    FUSION: "fusion",
    LAYOUT: "viewports",
    MEASURE: "measuring",
    THREE_D: "three_d",
    ANALYSIS: "analyse",
    REVIEW: "review",
    HELP: "keys",
}
_ACTIONS: Mapping[str, str] = {
    "report": "report",
    "save_picture": "report#pictures",
    "copy_picture": "report#pictures",
    "save_film": "report#films",
    "print": "report#printing",
    "settings": "settings",
    "tags": "opening#tags",
    "browser": "opening#browser",
    "histogram": "looking#window",
    "jobs": "analyse#jobs",
    "full_screen": "viewports",
    "maximise": "viewports",
    "panel_next": "keys#panels",
    "panel_previous": "keys#panels",
    "undo": "review#undo",
    "redo": "review#undo",
    "hang": "hanging",
    "protocol_next": "hanging",
    "protocol_previous": "hanging",
    "protocol_save": "hanging#editing",
    "protocols": "hanging#editing",
    "compare_prior": "hanging#priors",
    "help": "start",
    "help_contents": "start",
    "about": "not_a_device",
    "uncertainty": "review#uncertainty",
    "resample": "opening#irregular",
    "curved_view": "mpr#curved",
    "time_curve": "mpr#time",
    "register": "fusion#registration",
}
"""Actions whose page is not the one of their menu."""
_WIDGETS: Mapping[str, str] = {
    "Window": START,
    "Browser": "opening#browser",
    "BusyStrip": "opening",
    "Histogram": "looking#window",
    "AnalysePanel": "analyse",
    "FindingsPanel": "review",
    "ObjectsPanel": "opening#objects",
    "JobsPanel": "analyse#jobs",
    "Status": "settings#status",
    "Centre": "viewports",
    "Viewport": "looking",
    "VolumeView": "three_d",
    "CurvedView": "mpr#curved",
    "TimeCurveDialog": "mpr#time",
    "FusionBar": "fusion",
    "RegisteringDialog": "fusion#registration",
    "DimensionBar": "looking#cine",
    "CineBar": "looking#cine",
    "ContentView": "opening#documents",
    "SettingsDialog": "settings",
    "KeysDialog": "keys#changing",
    "KeyAsk": "keys#changing",
    "Palette": "keys#palette",
    "HelpWindow": START,
    "AboutDialog": "not_a_device",
    "ModelCardDialog": "analyse#card",
    "ReportPreview": "report",
    "TrailDialog": "review#trail",
    "SkippedDialog": "opening#skipped",
    "TagBrowser": "opening#tags",
    "QFileDialog": "opening",
    "HangingDialog": "hanging#editing",
    "LayoutPicker": "viewports#layouts",
    "KeyImagesDialog": "looking#key_images",
    "PictureDialog": "report#pictures",
    "FilmDialog": "report#films",
    "PrintDialog": "report#printing",
    "WordsDialog": "measuring#words",
    "LengthDialog": "measuring#calibration",
}
"""Classes of widgets, with all that inherit from them and stand in them, to the page about them."""

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


def page_of_action(spec: ActionSpec) -> str:
    """The page about an action, with the anchor of its paragraph."""
    if spec.name in _ACTIONS:
        return _ACTIONS[spec.name]
    return _MENUS.get(spec.menu.partition("|")[0]) or _MENUS[top_menu(spec)]


def page_of_widget(widget: QWidget | None) -> str:
    """The page about a widget: that of its class, or of the nearest widget it stands in that has one."""
    while widget is not None:
        page = page_of_class(type(widget))
        if page:
            return page
        widget = widget.parentWidget()
    return START


def page_of_class(kind: type) -> str:
    """The page about widgets of a class; empty where only its surroundings have one."""
    return next((_WIDGETS[one.__name__] for one in kind.__mro__ if one.__name__ in _WIDGETS), "")


def places_named() -> set[str]:
    """Every place of the help that the tables name."""
    return {*_MENUS.values(), *_ACTIONS.values(), *_WIDGETS.values()}
