"""What a person wants on a picture that leaves the program, and how a film or a page is made."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

SCALES = (1, 2, 4)
"""How many pixels of a saved picture stand for one of the screen, each way."""


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
    """

    overlays: bool = True
    measurements: bool = True
    corners: bool = True
    lines: bool = False
    identifiers: bool = False
    scale: int = 1


ON_SCREEN = PictureWish(lines=True, identifiers=True)
"""Everything, as the reader sees it."""


def wish_to_json(wish: PictureWish) -> dict[str, Any]:
    """The stored form."""
    return asdict(wish)


def wish_from_json(data: Any) -> PictureWish:
    """Read what was stored; a field that is missing has its default.

    Raises:
        ValueError, TypeError: A field is not what it should be.
    """
    if not isinstance(data, dict):
        raise TypeError(type(data).__name__)
    known = {field.name: data[field.name] for field in fields(PictureWish) if field.name in data}
    if known.get("scale", 1) not in SCALES:
        raise ValueError(known["scale"])
    if any(not isinstance(value, bool) for name, value in known.items() if name != "scale"):
        raise TypeError("bool")
    return PictureWish(**known)
