"""What a person wants of pictures, films and pages that leave the program."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

SCALES = (1, 2, 4)
"""How many pixels of a saved picture stand for one of the screen, each way."""
SIZES = (0.5, 1.0, 2.0)
"""Sides of a film's pictures, of those on the screen."""
PER_PAGE = (1, 2, 4, 6, 9, 12)
"""Pictures on a printed page."""
PICTURES = ("active", "all", "pixels", "values")
"""The active viewport, all viewports, the original's pixels as windowed, the original's values at 16 bits."""
PRINTED = ("active", "all", "each", "keys")
"""The active viewport, all viewports as they stand, each viewport by itself, the series' key images."""
Wish = TypeVar("Wish", "PictureWish", "FilmWish", "PageWish")


def _of(choices: tuple[Any, ...], first: Any) -> Any:
    return field(default=first, metadata={"of": choices})


@dataclass(frozen=True)
class PictureWish:
    """What stands on a picture.

    Args:
        overlays: Segmentations, derived objects, maps and their colour bars.
        measurements: What a person drew.
        corners: Text in the corners, orientation letters and the scale bar.
        lines: The crosshair and the lines where other pictures cut this one.
        identifiers: Who was imaged, when and where.
        scale: One of ``SCALES``.
        what: One of ``PICTURES``.
    """

    overlays: bool = True
    measurements: bool = True
    corners: bool = True
    lines: bool = False
    identifiers: bool = False
    scale: int = _of(SCALES, 1)
    what: str = _of(PICTURES, "active")


ON_SCREEN = PictureWish(lines=True, identifiers=True)
"""Everything, as the reader sees it."""


@dataclass(frozen=True)
class FilmWish:
    """How a film is made.

    Args:
        rate: Pictures per second.
        size: One of ``SIZES``.
        loop: It begins again at its end.
        there_and_back: It runs back after its last picture.
        gif: A GIF instead of an MP4.
    """

    rate: float = 15.0
    size: float = _of(SIZES, 1.0)
    loop: bool = True
    there_and_back: bool = False
    gif: bool = False


@dataclass(frozen=True)
class PageWish:
    """How pages are printed.

    Args:
        what: One of ``PRINTED``.
        per_page: One of ``PER_PAGE``.
        true_size: A millimetre of the patient is one of the paper, where the pixels' size is known.
        ruler: A ruler to check that is printed on each page.
    """

    what: str = _of(PRINTED, "active")
    per_page: int = _of(PER_PAGE, 1)
    true_size: bool = False
    ruler: bool = True


def wish_from_json(kind: type[Wish], data: Any) -> Wish:
    """Read what was stored; a field that is missing has its default.

    Raises:
        ValueError, TypeError: A field is not what it should be.
    """
    if not isinstance(data, dict):
        raise TypeError(type(data).__name__)
    known = {one.name: (one, data[one.name]) for one in fields(kind) if one.name in data}
    for one, value in known.values():
        if isinstance(value, bool) != isinstance(one.default, bool) or not isinstance(value, bool | int | float | str):
            raise TypeError(type(value).__name__)
        if isinstance(value, str) != isinstance(one.default, str):
            raise TypeError(type(value).__name__)
        if value not in one.metadata.get("of", (value,)) or (isinstance(value, float) and not math.isfinite(value)):
            raise ValueError(value)
    return kind(**{name: value for name, (_, value) in known.items()})
