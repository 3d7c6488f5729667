"""What the user set: one frozen value in one JSON file, carried from version to version."""

from __future__ import annotations

import contextlib
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from functools import partial
from pathlib import Path
from typing import Any, get_args

from medview.core.errors import MedViewError
from medview.core.files import keep_aside, write_whole
from medview.core.language import LANGUAGES
from medview.core.text import tr
from medview.core.transfer import Transfer, transfer_from_json
from medview.core.volume import VoiFunction, Window
from medview.session.wishes import FilmWish, PageWish, PictureWish, wish_from_json


@dataclass(frozen=True)
class Settings:
    """Everything that may be set.

    Args:
        reviewer: Name of the person reviewing.
        theme: ``"system"`` (dark or light, as the desktop is), ``"dark"``, ``"light"`` or ``"contrast"``.
        text_size: Size of all text, percent.
        label_colours: ``"own"`` for those of models and objects, ``"safe"`` for ones colour-blind readers tell apart.
        recent_actions: What was last run from the command palette, newest first.
        fill: Opacity of a segmentation's fill, 0..1.
        corner_text: How much the viewports' corners say: ``"full"``, ``"minimal"`` or ``"none"``.
        up_is_brighter: Dragging up raises brightness; otherwise down does.
        snap: Points that are drawn go to the edge near them.
        sticky_tools: A tool that draws stays until another one is chosen.
        keep_perpendicular: Planes of a volume stay perpendicular when one is turned.
        keys: (action, key sequence) where they differ from the table of actions.
        presets: The user's own windows.
        transfers: The user's own ways to look in 3D.
        last_folder: Where the last study was opened from.
        working_folder: Where open volumes lie; empty for the cache.
        memory_mb: Memory an open series may take, MB; 0 lets the program choose a share of what there is.
        geometry: The window's place and layout, as Qt saves it (base64).
        second_window: The second window's place, as Qt saves it (base64).
        remember_headers: Headers of scanned files, which hold patients' names, are kept to scan them faster again.
        reopen: What is open is kept and put back at the next start.
        hang: A study that is opened hangs by the protocol made for it.
        language: Of the program, a code of ``core.language.LANGUAGES``; empty for the system's.
        picture: What stands on saved pictures.
        film: How films are made.
        last_saved: Where the last picture or film was saved.
        page: How pages are printed.
        model_hosts: Hosts model packages may be downloaded from, with ``:port`` where it is not 443.
    """

    reviewer: str = ""
    theme: str = "dark"
    text_size: int = 100
    label_colours: str = "own"
    recent_actions: tuple[str, ...] = ()
    fill: float = 0.25
    corner_text: str = "full"
    up_is_brighter: bool = True
    snap: bool = False
    sticky_tools: bool = False
    keep_perpendicular: bool = True
    keys: tuple[tuple[str, str], ...] = ()
    presets: tuple[Window, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    last_folder: str = ""
    working_folder: str = ""
    memory_mb: int = 0
    geometry: str = ""
    second_window: str = ""
    remember_headers: bool = True
    reopen: bool = True
    hang: bool = True
    language: str = ""
    picture: PictureWish = PictureWish()
    film: FilmWish = FilmWish()
    last_saved: str = ""
    page: PageWish = PageWish()
    model_hosts: tuple[str, ...] = ()


Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
UPGRADES: tuple[Upgrade, ...] = ()
"""Step n takes the file of version n + 1 to version n + 2; a step is added and never changed."""

_THEMES = ("system", "dark", "light", "contrast")
_LABEL_COLOURS = ("own", "safe")
TEXT_SIZES = (80, 200)
"""Least and greatest size of text, percent."""
_CORNER_TEXTS = ("full", "minimal", "none")


_SHARE = 4
"""An open series may take this part of the memory: others are kept beside it, and the engine needs some."""
_LEAST_MB, _UNKNOWN_MB = 512, 2048


def memory_budget(settings: Settings) -> int:
    """Bytes an open series may take."""
    return (settings.memory_mb or automatic_memory_mb()) * 1_000_000


def automatic_memory_mb() -> int:
    """A quarter of this computer's memory, MB."""
    try:
        from psutil import virtual_memory

        return max(int(virtual_memory().total / 1e6) // _SHARE, _LEAST_MB)
    except (ImportError, OSError):
        return _UNKNOWN_MB


def load_settings(path: Path) -> tuple[Settings, str]:
    """The stored settings and, where something was wrong with them, a sentence to tell the user.

    A file that cannot be used is kept beside the new one.
    """
    try:
        return settings_from_json(json.loads(path.read_text(encoding="utf-8"))), ""
    except FileNotFoundError:
        return Settings(), ""
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Settings(), tr("The settings could not be read ({reason}); defaults are used.").format(reason=reason)
    except (ValueError, KeyError, TypeError, RecursionError):
        return Settings(), _told_aside(path)


def save_settings(path: Path, settings: Settings) -> None:
    """Store the settings.

    Raises:
        WriteError: They could not be written; the earlier ones are untouched.
    """
    write_whole(path, json.dumps(settings_to_json(settings), indent=1, ensure_ascii=False))


def settings_to_json(settings: Settings) -> dict[str, Any]:
    """The stored form."""
    return {"version": len(UPGRADES) + 1, **asdict(settings)}


def settings_from_json(data: Any) -> Settings:
    """Read what this or an earlier version stored; a field that is missing has its default.

    Raises:
        ValueError, KeyError, TypeError: A field is not what it should be, or a newer version wrote it.
    """
    present = upgraded(data, UPGRADES)
    known = {field.name for field in fields(Settings)}
    return Settings(**{name: _READERS[name](present[name]) for name in known & present.keys()})


def upgraded(data: Any, steps: Sequence[Upgrade]) -> dict[str, Any]:
    """Carry a file's content to the present version.

    Raises:
        ValueError: It is not a settings file, or a newer version wrote it.
    """
    version = data.get("version") if isinstance(data, dict) else None
    if type(version) is not int or not 1 <= version <= len(steps) + 1:
        raise ValueError(f"version {version}")
    for step in steps[version - 1 :]:
        data = step(data)
    return {**data, "version": len(steps) + 1}


def _told_aside(path: Path) -> str:
    try:
        aside = keep_aside(path)
    except OSError:
        return tr("The settings file is damaged; defaults are used.")
    return tr("The settings file was damaged or from a newer version; it is kept as {name}. Defaults are used.").format(
        name=aside.name
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(type(value).__name__)
    return value


def _one_of(choices: tuple[str, ...]) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        return choices[choices.index(_text(value))]

    return read


def _number(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        raise TypeError(type(value).__name__)
    return float(value)


def _whole(value: Any) -> int:
    return max(0, int(_number(value)))


def _text_size(value: Any) -> int:
    return min(TEXT_SIZES[1], max(TEXT_SIZES[0], round(_number(value))))


def _fraction(value: Any) -> float:
    return min(1.0, max(0.0, _number(value)))


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(type(value).__name__)
    return value


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(_text(item) for item in value)


def _pairs(value: Any) -> tuple[tuple[str, str], ...]:
    return tuple((_text(name), _text(key)) for name, key in value)


def _windows(value: Any) -> tuple[Window, ...]:
    return tuple(
        Window(_number(item["centre"]), _number(item["width"]), _text(item["name"]), _function(item)) for item in value
    )


def _transfers(value: Any) -> tuple[Transfer, ...]:
    """A preset that is damaged is left out: the rest of the settings is worth more."""
    found = []
    for item in value:
        with contextlib.suppress(MedViewError):
            found.append(transfer_from_json(item))
    return tuple(found)


_FUNCTIONS = get_args(VoiFunction)


def _function(item: dict[str, Any]) -> VoiFunction:
    """Files of before functions were told apart have none: they meant the exact one."""
    found: VoiFunction = _FUNCTIONS[_FUNCTIONS.index(item.get("function", "LINEAR_EXACT"))]
    return found


_READERS: dict[str, Callable[[Any], Any]] = {
    "reviewer": _text,
    "theme": _one_of(_THEMES),
    "text_size": _text_size,
    "label_colours": _one_of(_LABEL_COLOURS),
    "recent_actions": _texts,
    "fill": _fraction,
    "corner_text": _one_of(_CORNER_TEXTS),
    "up_is_brighter": _flag,
    "keep_perpendicular": _flag,
    "snap": _flag,
    "sticky_tools": _flag,
    "keys": _pairs,
    "presets": _windows,
    "transfers": _transfers,
    "last_folder": _text,
    "working_folder": _text,
    "memory_mb": _whole,
    "geometry": _text,
    "second_window": _text,
    "remember_headers": _flag,
    "reopen": _flag,
    "hang": _flag,
    "language": _one_of(("", *LANGUAGES)),
    "picture": partial(wish_from_json, PictureWish),
    "film": partial(wish_from_json, FilmWish),
    "last_saved": _text,
    "page": partial(wish_from_json, PageWish),
    "model_hosts": _texts,
}
