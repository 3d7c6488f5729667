"""Intensity transforms one after the other, told as the one normalisation a package states; or refused."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from medview.catalog.schema import Intensity
from medview.core.text import tr
from medview.engine.importing.bundle_config import Component
from medview.engine.importing.refusals import not_supported

AS_IS = Intensity("none", over="all")

Scaling = Callable[[Intensity, Mapping[str, Any], int], "Intensity | None"]
"""From what was done so far, the transform's arguments and the channel's number to what is done with it as well."""


def then(before: Intensity, transform: Component, name: str, channel: int, channels: int) -> Intensity:
    """A normalisation followed by an intensity transform.

    Args:
        before: What was done so far.
        transform: What comes next.
        name: Its short name, without the ``d``.
        channel: Which channel it is for.
        channels: How many there are.

    Raises:
        ModelError: Both together cannot be said, or the transform has arguments MedView does not know.
    """
    known, way = SCALINGS[name]
    arguments = {**known, **{key: transform.get(key) for key in transform.names if key not in _NOT_READ}}
    strange = arguments.keys() - known.keys()
    if strange:
        raise not_supported(f"{transform.target}({min(strange)}={arguments[min(strange)]})")
    joint = channels > 1 and not arguments.get("channel_wise", True) and _measures(name, arguments)
    if joint:
        raise not_supported(
            tr("{transform} over all channels together (channel_wise=False)").format(transform=transform.target)
        )
    try:
        found = way(before, arguments, channel)
    except (TypeError, ValueError, ArithmeticError, IndexError):
        found = None
    if found is None:
        raise not_supported(
            tr("{transform} with {arguments}, coming after {before}").format(
                transform=transform.target, arguments=_words(arguments), before=_said(before)
            )
        )
    return found


def is_pointwise(intensity: Intensity) -> bool:
    """Whether every voxel is changed by itself, whatever the others are."""
    return intensity.kind == "none" or intensity.kind == "range" or _is_fixed(intensity)


def is_straight(intensity: Intensity) -> bool:
    """Whether it is one straight line from value to value, so that linear resampling may come before or after it."""
    return intensity.over == "all" and (intensity.kind == "none" or (_is_fixed(intensity) and intensity.clip is None))


def reached_from(intensity: Intensity, limit: float) -> float | None:
    """The value above which the normalised one is above a limit; None where that depends on the image, or is none."""
    if intensity.kind == "none":
        return limit
    if intensity.kind == "range" and intensity.clip:
        (low, high), (bottom, top) = intensity.clip, intensity.scaled
        return low + (limit - bottom) * (high - low) / (top - bottom) if bottom <= limit < top else None
    if _is_fixed(intensity) and intensity.mean is not None and (intensity.std or 0.0) > 0.0:
        return intensity.mean + limit * (intensity.std or 0.0)
    return None


_NOT_READ = frozenset(("keys", "dtype", "allow_missing_keys", "prefix"))


def _is_fixed(intensity: Intensity) -> bool:
    return intensity.kind == "zscore" and intensity.mean is not None and intensity.std is not None


def _measures(name: str, arguments: Mapping[str, Any]) -> bool:
    if name == "NormalizeIntensity":
        return arguments["subtrahend"] is None or arguments["divisor"] is None
    return name != "ScaleIntensity" or arguments["minv"] is not None


def _line(before: Intensity, factor: float, shift: float) -> Intensity | None:
    """What was done so far, times a factor, plus a shift."""
    if before.kind == "none":
        return Intensity("zscore", mean=-shift / factor, std=1.0 / factor, over="all")
    if before.kind in ("range", "minmax"):
        bottom, top = (factor * end + shift for end in before.scaled)
        return replace(before, scaled=(bottom, top))
    if _is_fixed(before) and before.over == "all" and before.mean is not None and before.std is not None:
        return replace(before, mean=before.mean - shift * before.std / factor, std=before.std / factor)
    return None


def _range(before: Intensity, said: Mapping[str, Any], _: int) -> Intensity | None:
    low, high, clips = float(said["a_min"]), float(said["a_max"]), bool(said["clip"])
    given = (said["b_min"], said["b_max"])
    bottom, top = (0.0, 1.0) if None in given else (float(given[0]), float(given[1]))
    if high <= low or (clips and None in given):
        return None
    if clips:
        return Intensity("range", clip=(low, high), scaled=(bottom, top), over="all") if before == AS_IS else None
    factor = (top - bottom) / (high - low)
    return _line(before, factor, bottom - low * factor)


def _minmax(before: Intensity, said: Mapping[str, Any], _: int) -> Intensity | None:
    if said["minv"] is None and said["maxv"] is None:
        return before if said["factor"] is None else _line(before, 1.0 + float(said["factor"]), 0.0)
    if said["minv"] is None or said["maxv"] is None or before.over != "all":
        return None
    scaled = (float(said["minv"]), float(said["maxv"]))
    return replace(before, kind="minmax", scaled=scaled, mean=None, std=None) if _rises(before) else None


def _percentiles(before: Intensity, said: Mapping[str, Any], _: int) -> Intensity | None:
    limits, scaled = (float(said["lower"]), float(said["upper"])), (float(said["b_min"]), float(said["b_max"]))
    if before != AS_IS or not said["clip"] or limits[0] >= limits[1]:
        return None
    if said["relative"]:
        bottom, length = scaled[0], scaled[1] - scaled[0]
        scaled = (bottom + length * limits[0] / 100.0, bottom + length * limits[1] / 100.0)
    return Intensity("minmax", percentiles=limits, scaled=scaled, over="all")


def _zscore(before: Intensity, said: Mapping[str, Any], channel: int) -> Intensity | None:
    mean, std = (_of_channel(said[key], said["channel_wise"], channel) for key in ("subtrahend", "divisor"))
    if (mean is None) != (std is None) or std == 0.0:
        return None
    if said["nonzero"]:
        return Intensity("zscore", mean=mean, std=std, over="nonzero") if before == AS_IS else None
    if mean is not None and std is not None:
        return _line(before, 1.0 / std, -mean / std)
    if before.over != "all" or not _rises(before):
        return None
    return replace(before, kind="zscore", mean=None, std=None, scaled=(0.0, 1.0))


def _rises(before: Intensity) -> bool:
    """Whether greater values stay greater, so that what is measured afterwards can be measured before."""
    if before.kind in ("range", "minmax"):
        return before.scaled[1] > before.scaled[0]
    return before.std is None or before.std > 0.0


def _of_channel(value: Any, channel_wise: bool, channel: int) -> float | None:
    if value is None:
        return None
    if isinstance(value, list | tuple):
        if not channel_wise and len(value) != 1:
            raise ValueError
        value = value[channel if channel_wise else 0]
    return float(value)


SCALINGS: Mapping[str, tuple[Mapping[str, Any], Scaling]] = {
    "ScaleIntensityRange": (
        {"a_min": None, "a_max": None, "b_min": None, "b_max": None, "clip": False},
        _range,
    ),
    "ScaleIntensity": ({"minv": 0.0, "maxv": 1.0, "factor": None, "channel_wise": False}, _minmax),
    "ScaleIntensityRangePercentiles": (
        {"lower": None, "upper": None, "b_min": None, "b_max": None, "clip": False, "relative": False,
         "channel_wise": False},
        _percentiles,
    ),
    "NormalizeIntensity": (
        {"subtrahend": None, "divisor": None, "nonzero": False, "channel_wise": False},
        _zscore,
    ),
}  # fmt: skip
"""Intensity transforms: their arguments with MONAI's usual values, and how each is put behind what was done before."""


def _words(arguments: Mapping[str, Any]) -> str:
    return ", ".join(f"{key}={value}" for key, value in arguments.items())


def _said(before: Intensity) -> str:
    if before == AS_IS:
        return tr("nothing")
    clip = "" if before.clip is None else f", {before.clip[0]:g}..{before.clip[1]:g}"
    over = "" if math.isclose(before.percentiles[1], 100.0) else f", {before.percentiles}"
    return f"{before.kind} ({before.over}{clip}{over})"
