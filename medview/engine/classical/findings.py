"""Decode: what a classical method found, as findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from uuid import uuid4

import numpy as np

from medview.catalog.schema import Configuration
from medview.core.card import Label
from medview.core.code import MILLILITRE, PERCENT, UNITY, Code
from medview.core.figures import UNITS
from medview.core.finding import Curve, Field, Finding, Line, Provenance, Quantity, Region, Value, Where, Whole
from medview.core.text import tr
from medview.core.volume import Quantity as Measures
from medview.engine.classical.lungs import LEFT, RIGHT
from medview.engine.classical.methods import DESTROYED, LOWEST_HU, Classical, Part, method_of

LUNGS = Code("39607008", "SCT", "Lungs")
"""DICOM PS3.16 CID 7166."""

LOW_ATTENUATION = Code("LOW-ATTENUATION-PERCENT", "99MEDVIEW", "Low-attenuation part of the lung volume")
LOW_MAP = Code("LOW-ATTENUATION-MAP", "99MEDVIEW", "Low attenuation")
PERCENTILE_15 = Code("LUNG-DENSITY-PERCENTILE-15", "99MEDVIEW", "15th percentile of the lung's density")
BELOW = Code("LUNG-VOLUME-BELOW", "99MEDVIEW", "Lung volume below each density")
DENSITY = Code("CT-DENSITY", "99MEDVIEW", "Density")
"""Neither SNOMED CT nor DICOM PS3.16 has codes for them."""

HOUNSFIELD = UNITS[Measures.HU]

CURVE_STEP = 2
"""Hounsfield units from one place of the curve to the next."""


def classical_findings(
    found: Classical, configuration: Configuration, mask: str, source: Provenance
) -> tuple[Finding, ...]:
    """The volume of each label; of lungs also how much is destroyed, and the curve of densities.

    Args:
        found: What the method found.
        configuration: The package.
        mask: Path of the label map.
        source: The findings' provenance.
    """
    labels = {label.value: label for label in configuration.card.labels}
    told = _of_lungs if method_of(configuration).name == "ct-lungs" else _of_labels
    return tuple(
        Finding(uuid4().hex, what, where, value, source, side, note)
        for what, where, value, side, note in told(found, configuration, labels, mask)
    )


Told = tuple[Code, Where, Value, Code | None, str]


def _of_labels(
    found: Classical, configuration: Configuration, labels: Mapping[int, Label], mask: str
) -> Iterator[Told]:
    for value, part in found.parts.items():
        label = labels[value]
        where = Region(mask, (value,), _point(part))
        yield label.code, where, Quantity(part.ml, MILLILITRE), label.laterality, ""


def _of_lungs(found: Classical, configuration: Configuration, labels: Mapping[int, Label], mask: str) -> Iterator[Told]:
    limit = method_of(configuration).limit_hu
    sides = [value for value in (RIGHT, LEFT) if value in found.parts]
    if len(sides) > 1:
        yield from _lung(found, sides, LUNGS, None, mask, limit)
    for value in sides:
        yield from _lung(found, [value], labels[value].code, labels[value].laterality, mask, limit)
    whole = Region(mask, tuple(sides), _middle(found, sides))
    yield BELOW, whole, _curve(found, sides, labels), None, ""
    if found.destroyed is not None:
        note = tr("Where the lungs are below {limit:.0f} HU.").format(limit=limit)
        yield LOW_MAP, Whole(), Field(str(found.destroyed), UNITY, 0.0, 1.0), None, note


def _lung(
    found: Classical, sides: Sequence[int], what: Code, side: Code | None, mask: str, limit: float
) -> Iterator[Told]:
    """The volume of a lung or of both, the part of it below the limit, and where its darkest 15 % end."""
    whole = Region(mask, tuple(sides), _middle(found, sides))
    total, below = (
        _ml(found, some) for some in (_with_destroyed(found, sides), [value + DESTROYED for value in sides])
    )
    note = tr("{ml:.1f} mL of {total:.0f} mL lie below {limit:.0f} HU.").format(ml=below, total=total, limit=limit)
    yield what, whole, Quantity(total, MILLILITRE), side, tr("With the vessels inside, without the main airways.")
    yield LOW_ATTENUATION, whole, Quantity(100.0 * below / total, PERCENT), side, note
    yield PERCENTILE_15, whole, Quantity(_percentile(found, sides), HOUNSFIELD), side, ""


def _ml(found: Classical, values: Sequence[int]) -> float:
    return sum(found.parts[value].ml for value in values if value in found.parts)


def _with_destroyed(found: Classical, sides: Sequence[int]) -> tuple[int, ...]:
    return tuple(n for value in sides for n in (value, value + DESTROYED) if n in found.parts)


def _percentile(found: Classical, sides: Sequence[int]) -> float:
    total = _ml(found, _with_destroyed(found, sides))
    below = np.sum([found.below[value] for value in sides], 0)
    return float(LOWEST_HU + np.searchsorted(below, 0.15 * total))


def _curve(found: Classical, sides: Sequence[int], labels: Mapping[int, Label]) -> Curve:
    places = tuple(float(n) for n in range(LOWEST_HU, LOWEST_HU + len(found.below[sides[0]]), CURVE_STEP))
    lines = [Line(labels[value].name, _thinned(found.below[value])) for value in sides]
    if len(sides) > 1:
        lines.insert(0, Line(tr("Both lungs"), _thinned(np.sum([found.below[value] for value in sides], 0))))
    return Curve(DENSITY, HOUNSFIELD, MILLILITRE, places, tuple(lines))


def _thinned(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> tuple[float, ...]:
    return tuple(round(float(value), 3) for value in values[::CURVE_STEP])


def _middle(found: Classical, values: Sequence[int]) -> tuple[float, float, float]:
    """LPS millimetres of the centre of mass of several labels."""
    mine = [found.parts[value] for value in _with_destroyed(found, values)] if values else []
    total = sum(part.ml for part in mine)
    x, y, z = (float(n) for n in np.sum([part.centre_lps * (part.ml / total) for part in mine], 0))
    return x, y, z


def _point(part: Part) -> tuple[float, float, float]:
    x, y, z = (float(n) for n in part.centre_lps)
    return x, y, z
