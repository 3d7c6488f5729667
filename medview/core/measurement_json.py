"""The JSON form of drawings and key images: what is stored, exported and imported."""

from __future__ import annotations

import math
from typing import Any

from medview.core.errors import MedViewError
from medview.core.measurement import KeyImage, Measurement, OnImage, OnPlane, Point, Shape
from medview.core.text import tr

_COUNTS = {
    Shape.LENGTH: 2, Shape.BIDIRECTIONAL: 4, Shape.ANGLE: 3, Shape.COBB: 4, Shape.ELLIPSE: 2, Shape.RECTANGLE: 2,
    Shape.SPHERE: 2, Shape.POINT: 1, Shape.ARROW: 2, Shape.TEXT: 1, Shape.CALIBRATION: 2,
}  # fmt: skip
LEAST = {Shape.POLYLINE: 2, Shape.POLYGON: 3, Shape.FREEHAND: 3}
"""Fewest points of shapes that may have any number."""


def measurement_to_json(one: Measurement) -> dict[str, Any]:
    """The JSON form of a drawing."""
    return {
        "id": one.id,
        "series": one.series,
        "shape": one.shape.value,
        "points": [list(point) for point in one.points],
        "on": _on_to_json(one.on),
        "label": one.label,
        "text": one.text,
        "known_mm": one.known_mm,
        "at": list(one.at),
        "author": one.author,
        "time": one.time,
        "fingerprint": one.fingerprint,
        "hidden": one.hidden,
        "words_at": list(one.words_at) if one.words_at else None,
    }


def measurement_from_json(data: Any) -> Measurement:
    """Read what ``measurement_to_json`` wrote.

    Raises:
        MedViewError: It is not a drawing, or its geometry cannot be meant.
    """
    try:
        shape, on = Shape(data["shape"]), _on_from_json(data["on"])
        words_at = data.get("words_at")
        one = Measurement(
            str(data["id"]), str(data["series"]), shape, tuple(_point(point) for point in data["points"]), on,
            str(data.get("label", "")), str(data.get("text", "")), float(data.get("known_mm", 0.0)),
            tuple(int(n) for n in data.get("at", ())), str(data.get("author", "")), str(data.get("time", "")),
            str(data.get("fingerprint", "")), bool(data.get("hidden", False)), _point(words_at) if words_at else None,
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _no_drawing(str(error)) from error
    _check(one)
    return one


def key_image_to_json(one: KeyImage) -> dict[str, Any]:
    """The JSON form of a key image."""
    return {
        "series": one.series,
        "frame": one.frame,
        "point_lps": list(one.point_lps) if one.point_lps else None,
        "on": _on_to_json(one.on) if one.on else None,
        "note": one.note,
        "fingerprint": one.fingerprint,
    }


def key_image_from_json(data: Any) -> KeyImage:
    """Read what ``key_image_to_json`` wrote.

    Raises:
        MedViewError: It is not a key image.
    """
    try:
        on = _on_from_json(data["on"]) if data["on"] else None
        point = _point(data["point_lps"]) if data["point_lps"] else None
        if isinstance(on, OnImage):
            raise TypeError("on")
        return KeyImage(str(data["series"]), int(data["frame"]), point, on, str(data["note"]), str(data["fingerprint"]))
    except (KeyError, TypeError, ValueError) as error:
        raise _no_drawing(str(error)) from error


def _on_to_json(on: OnPlane | OnImage) -> dict[str, Any]:
    if isinstance(on, OnImage):
        return {"frame": on.frame}
    return {"right_lps": list(on.right_lps), "down_lps": list(on.down_lps)}


def _on_from_json(data: dict[str, Any]) -> OnPlane | OnImage:
    if "frame" in data:
        return OnImage(int(data["frame"]))
    right, down = _point(data["right_lps"]), _point(data["down_lps"])
    cosine = abs(sum(a * b for a, b in zip(right, down, strict=True)))
    if not (
        len(right) == len(down) == 3 and cosine < 0.99 and all(abs(math.hypot(*v) - 1) < 1e-3 for v in (right, down))
    ):
        raise ValueError("plane")
    return OnPlane(right, down)


def _point(values: Any) -> Point:
    point = tuple(float(value) for value in values)
    if not all(math.isfinite(value) and abs(value) < 1e9 for value in point):
        raise ValueError("point")
    return point


def _check(one: Measurement) -> None:
    size = 3 if isinstance(one.on, OnPlane) else 2
    wanted = _COUNTS.get(one.shape)
    count = len(one.points)
    fits = count == wanted if wanted else count >= LEAST[one.shape]
    if not fits or any(len(point) != size for point in (*one.points, *([one.words_at] if one.words_at else []))):
        raise _no_drawing(f"{one.shape.value}: {count}")


def _no_drawing(what: str) -> MedViewError:
    return MedViewError(
        tr("A stored drawing cannot be read ({what}).").format(what=what),
        tr("It is left out; the others are shown."),
    )
