"""What can be edited of a hanging protocol: the columns of its two tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from medview.core.volume import Window
from medview.imaging.colours import COLOUR_MAPS, colour_title
from medview.session.layout import ARRANGEMENTS, Projection, Slab, View
from medview.session.matching import PLANES
from medview.session.protocols import Over, Protocol, Rule
from medview.session.turning import edges
from medview.views.actions.spec import n
from medview.views.hanging.words import protocol_name, words
from medview.views.words import window_name

Choices = tuple[tuple[str, str], ...]
"""(value, words of the tables) of what can be chosen."""


@dataclass(frozen=True, eq=False)
class Column:
    """One column.

    Args:
        title: Its header.
        tip: What it means.
        read: The cell's text.
        write: What is edited with another text; raises ValueError, whose words say what is expected.
        choices: What can be chosen, if not everything.
        shown: The cell's text as it stands in the table, where it differs.
        switch: The cell is a tick: ``"1"`` or empty.
    """

    title: str
    tip: str
    read: Callable[[Any], str]
    write: Callable[[Any, str], Any]
    choices: Callable[[], Choices] | None = None
    shown: Callable[[Any], str] | None = None
    switch: bool = False

    def text(self, value: Any) -> str:
        """What the table shows."""
        if self.shown is not None:
            return self.shown(value)
        text = self.read(value)
        return dict(self.choices()).get(text, text) if self.choices is not None else text


def _field(title: str, name: str, tip: str = "") -> Column:
    def write(value: Any, text: str) -> Any:
        return replace(value, **{name: text.strip()})

    return Column(title, tip, lambda value: str(getattr(value, name)), write)


def _matched(title: str, name: str, tip: str = "") -> Column:
    def write(value: Protocol, text: str) -> Protocol:
        changed: dict[str, Any] = {name: text.strip()}
        return replace(value, match=replace(value.match, **changed))

    return Column(title, tip, lambda value: str(getattr(value.match, name)), write)


def _tick(title: str, name: str, tip: str = "") -> Column:
    def write(value: Any, text: str) -> Any:
        return replace(value, **{name: bool(text)})

    return Column(title, tip, lambda value: "1" if getattr(value, name) else "", write, switch=True)


def _count(title: str, name: str, least: int = 0, tip: str = "") -> Column:
    def write(value: Any, text: str) -> Any:
        if not text.strip().isdecimal() or int(text) < least:
            raise ValueError(words(n("A whole number from {least} is expected.")).format(least=least))
        return replace(value, **{name: int(text) - least})

    return Column(title, tip, lambda value: str(getattr(value, name) + least), write)


def _choice(title: str, name: str, choices: Callable[[], Choices], tip: str = "") -> Column:
    def write(value: Any, text: str) -> Any:
        return replace(value, **{name: text})

    return Column(title, tip, lambda value: str(getattr(value, name) or ""), write, choices)


def _plain(values: Sequence[str], none: str = "") -> Callable[[], Choices]:
    return lambda: (*((("", words(none)),) if none else ()), *((value, words(value)) for value in values))


def _arrangements(none: str = "") -> Callable[[], Choices]:
    def choices() -> Choices:
        first = (("", words(none)),) if none else ()
        return (*first, *((name, name.replace("x", " × ").replace("+", " + ")) for name in ARRANGEMENTS))

    return choices


def _fitted(protocol: Protocol) -> Protocol:
    """With a rule for every place: new ones are empty, those without a place are gone."""
    count = len(protocol.places)
    rules = (*protocol.viewports, *(Rule(empty=True) for _ in range(count - len(protocol.viewports))))
    return replace(protocol, viewports=rules[:count])


def _arranged(title: str, name: str, none: str = "") -> Column:
    plain = _choice(title, name, _arrangements(none))
    return replace(plain, write=lambda value, text: _fitted(plain.write(value, text)))


def _named(value: Protocol, text: str) -> Protocol:
    if not text.strip():
        raise ValueError(words(n("A protocol needs a name.")))
    return replace(value, name=text.strip())


def _prior(value: Protocol, text: str) -> Protocol:
    return replace(value, match=replace(value.match, prior=bool(text)))


_PATTERN = n("* stands for any letters, ? for one, | divides alternatives, ! leaves out. Empty: anything.")
_BODY = n("Where Body Part Examined is missing, words of the description count.")

PROTOCOL_COLUMNS: tuple[Column, ...] = (
    _tick(n("On"), "enabled", n("It takes part in the choice.")),
    Column(
        n("Name"), n("Of the protocol."), lambda value: value.name, _named, shown=lambda one: protocol_name(one.name)
    ),
    _matched(n("Modality"), "modality", _PATTERN),
    _matched(n("Body part"), "body_part", _BODY),
    _matched(n("Study description"), "study_description", _PATTERN),
    _matched(n("Laterality"), "laterality", n("R, L or B.")),
    Column(
        n("Has a prior"),
        n("There is an earlier study of the same patient with the same modality."),
        lambda value: "1" if value.match.prior else "",
        _prior,
        switch=True,
    ),
    _arranged(n("Layout"), "arrangement"),
    _arranged(n("Second window"), "second", n("none")),
    _count(n("Needs"), "least", 0, n("How many viewports must find a series; 0 for all.")),
    _tick(n("Close up"), "close_up", n("Viewports that find no series are left out.")),
)

_CONTRAST = {"": None, "with": True, "without": False}
_WINDOW = re.compile(r"\s*([\d.]+)\s*/\s*(-?[\d.]+)\s*(.*)")
_SLAB = re.compile(r"\s*(\w+)\s+([\d.]+)\s*(?:mm)?\s*")


def _contrast(value: Rule, text: str) -> Rule:
    return replace(value, contrast=_CONTRAST[text])


def _contrast_text(value: Rule) -> str:
    return next(text for text, contrast in _CONTRAST.items() if contrast is value.contrast)


def _view(value: Rule, text: str) -> Rule:
    return replace(value, view=View(text) if text else None)


def _window(value: Any, text: str) -> Any:
    if not text.strip():
        return replace(value, window=None)
    found = _WINDOW.fullmatch(text.replace("−", "-"))
    width = _number(found[1]) if found else None
    centre = _number(found[2]) if found else None
    if found is None or centre is None or not width:
        raise ValueError(words(n("Width / level and a name are expected, such as 1500 / -600 Lung.")))
    return replace(value, window=Window(centre, width, found[3].strip()))


def _window_text(value: Any) -> str:
    window = value.window
    return f"{window.width:g} / {window.centre:g} {window_name(window)}".strip() if window is not None else ""


def _slab(value: Rule, text: str) -> Rule:
    if not text.strip():
        return replace(value, slab=None)
    found = _SLAB.fullmatch(text)
    names = {one.value: one for one in Projection}
    thickness = _number(found[2]) if found else None
    if found is None or found[1] not in names or not thickness:
        told = words(n("{projections} and a thickness in mm are expected, such as maximum 10."))
        raise ValueError(told.format(projections=", ".join(names)))
    return replace(value, slab=Slab(names[found[1]], thickness))


def _slab_text(value: Rule) -> str:
    return f"{value.slab.projection.value} {value.slab.thickness_mm:g}" if value.slab is not None else ""


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _over(value: Rule, text: str) -> Rule:
    if not text.strip():
        return replace(value, over=None)
    return replace(value, over=replace(value.over or Over(), modality=text.strip()))


def _orientation(value: Rule, text: str) -> Rule:
    if text.strip() and edges(text) is None:
        raise ValueError(words(n("Two directions of L, R, A, P, H and F are expected, such as P\\L.")))
    return replace(value, orientation=text.strip().upper())


def _colour_maps() -> Choices:
    return tuple((name, colour_title(name)) for name in COLOUR_MAPS)


RULE_COLUMNS: tuple[Column, ...] = (
    _tick(n("Empty"), "empty", n("Nothing hangs in this viewport.")),
    _field(n("Modality"), "modality", _PATTERN),
    _field(n("Series description"), "series_description", _PATTERN),
    _field(n("Body part"), "body_part", _BODY),
    _field(n("Laterality"), "laterality", n("R, L or B.")),
    _field(n("View position"), "view_position", n("Such as PA, LL, CC or MLO.")),
    _choice(n("Plane"), "plane", _plain(PLANES, n("any")), n("Plane of acquisition.")),
    Column(n("Contrast"), n("Contrast/Bolus Agent."), _contrast_text, _contrast, _plain(("with", "without"), n("any"))),
    _count(n("Prior"), "prior", 0, n("0 for the study itself, 1 for its first prior, 2 for the second …")),
    _count(n("Which"), "number", 1, n("Which of the series that fit: 1 for the first.")),
    Column(
        n("View"),
        n("What is shown of the series."),
        lambda value: value.view.value if value.view is not None else "",
        _view,
        _plain([view.value for view in View if view is not View.CURVED], n("as acquired")),
    ),
    Column(n("Window"), n("Width / level and a name; empty for the series' own."), _window_text, _window),
    Column(n("Slab"), n("Projection and thickness in mm; empty for the plain slice."), _slab_text, _slab),
    _choice(n("Colours"), "colours", _colour_maps),
    _tick(n("Invert"), "inverted", n("Black and white are turned.")),
    _choice(
        n("Stands"), "justified", _plain(("left", "right"), n("in the middle")), n("At which side of the viewport.")
    ),
    Column(
        n("Orientation"),
        n("What pictures have at the right and the lower edge, such as P\\L; empty as they are stored."),
        lambda value: value.orientation,
        _orientation,
    ),
    Column(
        n("Drawn over it"),
        n("Modality of another series of the study drawn over this one; empty for none."),
        lambda value: value.over.modality if value.over is not None else "",
        _over,
    ),
)
