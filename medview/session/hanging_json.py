"""The one JSON form of hanging protocols, read with the line and reason of whatever is wrong in it."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar, get_args

from medview.core.errors import ReadError
from medview.core.files import write_whole
from medview.core.resources import resource
from medview.core.text import tr
from medview.core.volume import VoiFunction, Window
from medview.session.json_lines import Path as Place
from medview.session.json_lines import line_of
from medview.session.layout import ARRANGEMENTS, Links, Projection, Slab, View
from medview.session.matching import PLANES
from medview.session.protocols import Match, Over, Protocol, Rule
from medview.session.turning import edges

T = TypeVar("T")
Reader = Callable[[Any, Place], Any]
VERSION = 1


class _Wrong(Exception):
    """Something that is not as it should be, and where."""

    def __init__(self, place: Place, reason: str) -> None:
        super().__init__(reason)
        self.place = place
        self.reason = reason


def shipped() -> tuple[Protocol, ...]:
    """The protocols that come with the program."""
    return read_protocols(resource("layouts", "hanging.json"))


def read_protocols(path: Path) -> tuple[Protocol, ...]:
    """Read a file of protocols.

    Raises:
        ReadError: It cannot be read, or is not one; says which line is wrong and why.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror or type(error).__name__ if isinstance(error, OSError) else tr("it is not text")
        raise ReadError(tr("{name} could not be read: {reason}.").format(name=path.name, reason=reason)) from error
    return protocols_from_text(text, path.name)


def write_protocols(path: Path, protocols: tuple[Protocol, ...]) -> None:
    """Store protocols.

    Raises:
        WriteError: They could not be written; what was there is untouched.
    """
    write_whole(path, protocols_to_text(protocols))


def protocols_to_text(protocols: tuple[Protocol, ...]) -> str:
    """The stored form; what is as it is by default is left out."""
    data = {"version": VERSION, "protocols": [_plain(protocol) for protocol in protocols]}
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def protocols_from_text(text: str, name: str) -> tuple[Protocol, ...]:
    """Read the stored form.

    Args:
        text: JSON.
        name: The file's name, for what is told.

    Raises:
        ReadError: Something is wrong; says in which line, and why.
    """
    hint = tr("Correct that line, or choose another file. The protocols you have stay as they are.")
    told = tr("Line {line} of {name}: {reason}")
    try:
        return _file(json.loads(text))
    except json.JSONDecodeError as error:
        raise ReadError(told.format(line=error.lineno, name=name, reason=error.msg), hint) from error
    except RecursionError as error:
        raise ReadError(told.format(line=1, name=name, reason=tr("it is nested too deeply")), hint) from error
    except _Wrong as error:
        line = line_of(text, error.place)
        raise ReadError(told.format(line=line, name=name, reason=error.reason), hint) from error


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    if not hasattr(value, "__dataclass_fields__"):
        return value
    named = ((field, getattr(value, field.name)) for field in fields(value))
    return {field.name: _plain(one) for field, one in named if field.default is MISSING or one != field.default}


def _file(data: Any) -> tuple[Protocol, ...]:
    known = _object(data, (), {"version", "protocols"}, {"version", "protocols"})
    version = known["version"]
    if type(version) is not int or version != VERSION:
        told = tr("version {version} is not one this program reads ({known})")
        raise _Wrong(("version",), told.format(version=version, known=VERSION))
    protocols = _list(_protocol)(known["protocols"], ("protocols",))
    names: dict[str, int] = {}
    for number, protocol in enumerate(protocols):
        if protocol.name in names:
            raise _Wrong(("protocols", number, "name"), tr("“{name}” is named twice").format(name=protocol.name))
        names[protocol.name] = number
    return tuple(protocols)


def _protocol(data: Any, place: Place) -> Protocol:
    read: Protocol = _read(Protocol, _PROTOCOL, data, place)
    if len(read.viewports) != len(read.places):
        told = tr("{count} viewports are described; the arrangement has {places}")
        raise _Wrong((*place, "viewports"), told.format(count=len(read.viewports), places=len(read.places)))
    return read


def _read(kind: Callable[..., T], readers: Mapping[str, Reader], data: Any, place: Place) -> T:
    required = {field.name for field in fields(kind) if field.default is MISSING}  # type: ignore[arg-type]
    known = _object(data, place, readers.keys(), required)
    return kind(**{name: readers[name](value, (*place, name)) for name, value in known.items()})


def _object(data: Any, place: Place, known: Any, required: set[str]) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise _Wrong(place, tr("{value} stands where {{…}} is expected").format(value=_shown(data)))
    for name in data:
        if name not in known:
            told = tr("there is no field “{name}”; there are {known}")
            raise _Wrong((*place, name), told.format(name=name, known=", ".join(sorted(known))))
    missing = sorted(required - data.keys())
    if missing:
        raise _Wrong(place, tr("“{name}” is missing").format(name=missing[0]))
    return data


def _list(read: Reader) -> Reader:
    def reader(data: Any, place: Place) -> tuple[Any, ...]:
        if not isinstance(data, list):
            raise _Wrong(place, tr("{value} stands where […] is expected").format(value=_shown(data)))
        return tuple(read(one, (*place, number)) for number, one in enumerate(data))

    return reader


def _of(kind: type, words: str) -> Reader:
    def reader(data: Any, place: Place) -> Any:
        if not isinstance(data, kind) or (isinstance(data, bool) and kind is not bool):
            raise _Wrong(place, tr("{value} is no {kind}").format(value=_shown(data), kind=tr(words)))
        return data

    return reader


def _named(data: Any, place: Place) -> str:
    if not _text(data, place).strip():
        raise _Wrong(place, tr("the name is empty"))
    return str(data).strip()


def _number(low: float, high: float, whole: bool = False) -> Reader:
    def reader(data: Any, place: Place) -> float:
        numeric = isinstance(data, int | float) and not isinstance(data, bool) and math.isfinite(data)
        if not numeric or not low <= data <= high or (whole and data != int(data)):
            told = tr("{value} is no number from {low:g} to {high:g}")
            raise _Wrong(place, told.format(value=_shown(data), low=low, high=high))
        return int(data) if whole else float(data)

    return reader


def _choice(choices: Mapping[str, Any]) -> Reader:
    def reader(data: Any, place: Place) -> Any:
        if not isinstance(data, str) or data not in choices:
            told = tr("{value} is none of {choices}")
            known = ", ".join(f"“{one}”" for one in choices)
            raise _Wrong(place, told.format(value=_shown(data), choices=known))
        return choices[data]

    return reader


def _or_none(read: Reader) -> Reader:
    return lambda data, place: None if data is None else read(data, place)


def _of_class(kind: Callable[..., T], readers: Mapping[str, Reader]) -> Reader:
    return lambda data, place: _read(kind, readers, data, place)


def _shown(data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:39]}…"


_text = _of(str, "text")
_flag = _of(bool, "true or false")
_VALUE = _number(-1e9, 1e9)
_WINDOW = _of_class(
    Window,
    {
        "centre": _VALUE,
        "width": _number(1e-6, 1e9),
        "name": _text,
        "function": _choice({name: name for name in get_args(VoiFunction)}),
    },
)
_SLAB = _of_class(
    Slab,
    {"projection": _choice({one.value: one for one in Projection}), "thickness_mm": _number(0.01, 10_000)},
)
_OVER = _of_class(
    Over,
    {
        "modality": _text,
        "series_description": _text,
        "colours": _text,
        "opacity": _number(0, 1),
        "window": _or_none(_WINDOW),
    },
)


def _orientation(data: Any, place: Place) -> str:
    if _text(data, place) and edges(data) is None:
        told = tr("{value} is no Patient Orientation, such as {example}")
        raise _Wrong(place, told.format(value=_shown(data), example=_shown("P\\L")))
    return str(data)


_SIDES = {side: side for side in ("", "left", "right")}
_RULE = {
    **dict.fromkeys(("modality", "series_description", "body_part", "laterality", "view_position"), _text),
    "plane": _choice({plane: plane for plane in ("", *PLANES)}),
    "contrast": _or_none(_flag),
    "prior": _number(0, 99, True),
    "number": _number(0, 999, True),
    "view": _or_none(_choice({view.value: view for view in View})),
    "window": _or_none(_WINDOW),
    "slab": _or_none(_SLAB),
    "colours": _text,
    "inverted": _flag,
    "justified": _choice(_SIDES),
    "orientation": _orientation,
    "over": _or_none(_OVER),
    "empty": _flag,
}
_PROTOCOL = {
    "name": _named,
    "match": _of_class(
        Match,
        {
            **dict.fromkeys(("modality", "body_part", "study_description", "laterality"), _text),
            "prior": _flag,
        },
    ),
    "arrangement": _choice({name: name for name in ARRANGEMENTS}),
    "viewports": _list(_of_class(Rule, _RULE)),
    "second": _choice({name: name for name in ("", *ARRANGEMENTS)}),
    "least": _number(0, 99, True),
    "close_up": _flag,
    "links": _or_none(_of_class(Links, {field.name: _flag for field in fields(Links)})),
    "enabled": _flag,
}


def named_apart(protocols: tuple[Protocol, ...], name: str) -> str:
    """A name none of the protocols has: this one, or with a number after it."""
    taken = {protocol.name for protocol in protocols}
    numbered = (f"{name} ({number})" for number in range(2, len(taken) + 3))
    return name if name not in taken else next(one for one in numbered if one not in taken)
