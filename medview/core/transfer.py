"""How a volume's values become light in 3D: opacity, colour and shading, and their one JSON form."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from medview.core.errors import MedViewError
from medview.core.geometry import Float
from medview.core.text import tr
from medview.core.volume import Quantity

Colour = tuple[int, int, int]
Blend = Literal["composite", "maximum", "minimum", "average"]
"""What a ray shows: light through translucent matter, or the greatest, least or mean value on its way."""
Scale = Literal["value", "body"]
"""What points count in: the volume's own unit, or percent of the way from the body's border (Otsu's threshold) to white
(the 99.5th percentile), for values without a unit."""
BLENDS: tuple[Blend, ...] = get_args(Blend)
MOST_POINTS = 32
"""More points than these nobody can edit."""


@dataclass(frozen=True)
class TransferPoint:
    """What a value looks like; between two points everything is interpolated, beyond the last ones it stays.

    Args:
        value: The value, see ``Scale``.
        opacity: 0..1, of matter ``Transfer.unit_mm`` deep.
        colour: sRGB.
    """

    value: float
    opacity: float
    colour: Colour


@dataclass(frozen=True)
class Shading:
    """How light falls on the body.

    Args:
        on: Whether it does; otherwise every place has the colour of its value.
        ambient: Light from everywhere, 0..1.
        diffuse: Light from the eye, 0..1.
        specular: Gloss, 0..1.
        power: Sharpness of the gloss, 1..100.
    """

    on: bool = True
    ambient: float = 0.3
    diffuse: float = 0.8
    specular: float = 0.2
    power: float = 10.0


@dataclass(frozen=True)
class Transfer:
    """A way to look at a volume.

    Args:
        name: For people.
        points: At least two, by ascending value.
        scale: What their values are.
        gradient: (change per mm in the same scale, factor of the opacity) points: where values are even, the body is
            clear. Empty for no such thing.
        unit_mm: Depth the opacity is meant for.
        blend: What a ray shows.
        shading: How light falls.
        id: Of a shipped or kept preset; empty for one that was edited.
        quantities: Quantities it is meant for; empty for all.
        modalities: Modalities it is the first choice for.
    """

    name: str
    points: tuple[TransferPoint, ...]
    scale: Scale = "value"
    gradient: tuple[tuple[float, float], ...] = ()
    unit_mm: float = 1.0
    blend: Blend = "composite"
    shading: Shading = Shading()
    id: str = ""
    quantities: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        values = [point.value for point in self.points]
        if not 2 <= len(values) <= MOST_POINTS or values != sorted(values) or not all(map(math.isfinite, values)):
            raise MedViewError(
                tr("A way to look in 3D needs 2 to {most} points by ascending value.").format(most=MOST_POINTS),
                tr("Check the points of the preset."),
            )

    @property
    def low(self) -> float:
        """The least value with a point."""
        return self.points[0].value

    @property
    def high(self) -> float:
        """The greatest value with a point."""
        return self.points[-1].value

    def opacity_at(self, values: ArrayLike) -> Float:
        """Opacity of values, without the part of the gradient."""
        known = [point.value for point in self.points]
        return np.asarray(np.interp(np.asarray(values, float), known, [point.opacity for point in self.points]))

    def colour_at(self, value: float) -> Colour:
        """Colour of a value."""
        known = [point.value for point in self.points]
        parts = zip(*(point.colour for point in self.points), strict=True)
        r, g, b = (round(float(np.interp(value, known, part))) for part in parts)
        return (r, g, b)

    def with_points(self, points: Sequence[TransferPoint]) -> Transfer:
        """The same with other points, in whatever order; it is no preset any more."""
        return replace(self, points=tuple(sorted(points, key=lambda point: point.value)), id="")


@dataclass(frozen=True)
class Greys:
    """What is known of a volume's values.

    Args:
        low: Value at the left end of the histogram.
        high: Value at its right end.
        border: The value between air and the body (Otsu).
        white: The 99.5th percentile.
        counts: Voxels of each of its equal bins.
    """

    low: float
    high: float
    border: float
    white: float
    counts: tuple[int, ...] = ()


def in_values(transfer: Transfer, greys: Greys) -> Transfer:
    """The same with points in the volume's unit."""
    return _rescaled(transfer, "value", greys.border, (greys.white - greys.border) / 100.0)


def in_body(transfer: Transfer, greys: Greys) -> Transfer:
    """The same with points in percent of the body, so that it fits other volumes without a unit."""
    step = (greys.white - greys.border) / 100.0
    return _rescaled(transfer, "body", -greys.border / step, 1.0 / step)


def shifted(transfer: Transfer, by: float, factor: float = 1.0, about: float = 0.0) -> Transfer:
    """All points moved by ``by`` and stretched about a value."""
    points = (replace(point, value=about + (point.value - about) * factor + by) for point in transfer.points)
    return transfer.with_points(tuple(points))


def _rescaled(transfer: Transfer, scale: Scale, offset: float, step: float) -> Transfer:
    if transfer.scale == scale:
        return transfer
    points = tuple(replace(point, value=offset + step * point.value) for point in transfer.points)
    gradient = tuple((change * step, factor) for change, factor in transfer.gradient)
    return replace(transfer, points=points, gradient=gradient, scale=scale)


def suits(transfer: Transfer, quantity: Quantity) -> bool:
    """Whether a preset is meant for a quantity."""
    return not transfer.quantities or quantity.value in transfer.quantities


def first_choice(presets: Sequence[Transfer], quantity: Quantity, modality: str) -> Transfer:
    """The preset a volume first opens with: one for its modality, else one for its quantity, else the first."""
    fitting = [preset for preset in presets if suits(preset, quantity)] or list(presets)
    return next((preset for preset in fitting if modality in preset.modalities), fitting[0])


def transfer_to_json(transfer: Transfer) -> dict[str, Any]:
    """The JSON form."""
    return asdict(transfer)


def transfer_from_json(data: Any) -> Transfer:
    """Read what ``transfer_to_json`` wrote, or a person.

    Raises:
        MedViewError: A field is missing or is not what it should be.
    """
    try:
        shading = {key: _fraction_or_flag(key, value) for key, value in data.get("shading", {}).items()}
        return Transfer(
            str(data["name"]),
            tuple(_point(point) for point in data["points"]),
            _one_of(data.get("scale", "value"), get_args(Scale)),
            tuple((_number(change), _number(factor)) for change, factor in data.get("gradient", ())),
            max(_number(data.get("unit_mm", 1.0)), 0.01),
            _one_of(data.get("blend", "composite"), BLENDS),
            Shading(**shading),
            str(data.get("id", "")),
            tuple(map(str, data.get("quantities", ()))),
            tuple(map(str, data.get("modalities", ()))),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise MedViewError(
            tr("This is not a 3D preset: {reason}.").format(reason=error),
            tr("Choose a file that was exported from the 3D presets."),
        ) from error


def _point(data: Any) -> TransferPoint:
    value, opacity, (r, g, b) = (data[key] for key in ("value", "opacity", "colour"))
    red, green, blue = (min(max(int(part), 0), 255) for part in (r, g, b))
    return TransferPoint(_number(value), min(max(_number(opacity), 0.0), 1.0), (red, green, blue))


def _number(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        raise TypeError(f"{value!r} is no number")
    return float(value)


def _fraction_or_flag(key: str, value: Any) -> Any:
    if key == "on":
        return bool(value)
    return min(max(_number(value), 0.0), 100.0 if key == "power" else 1.0)


def _one_of(value: Any, choices: tuple[Any, ...]) -> Any:
    return choices[choices.index(value)]
