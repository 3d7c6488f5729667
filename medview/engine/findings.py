"""Decode: what a segmentation run says, as findings."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from medview.catalog.schema import Configuration
from medview.core.card import Label
from medview.core.code import UNITY, Code
from medview.core.finding import Field, Finding, Provenance, Quantity, Region, Value, Where, Whole
from medview.core.geometry import Float
from medview.core.text import tr
from medview.engine.calibration import asymmetry, volume
from medview.engine.places import localisation
from medview.engine.segmentation import Maps, Measured, Outcome, Segmented
from medview.engine.whole import Found, WholeOutcome

ASYMMETRY = Code("ASYMMETRY-INDEX", "99MEDVIEW", "Volume asymmetry index, left minus right")
"""Neither SNOMED CT nor DICOM PS3.16 has a code for it."""

UNCERTAINTY = Code("CLASS-ENTROPY", "99MEDVIEW", "Entropy of the class probabilities")
"""Neither SNOMED CT nor DICOM PS3.16 has a code for it."""

SPREAD = Code("PASS-SPREAD", "99MEDVIEW", "Spread of the class probabilities between networks")
"""Neither SNOMED CT nor DICOM PS3.16 has a code for it."""

LEFT = "7771000"
RIGHT = "24028007"


def findings(outcome: Outcome, maps: Maps, configuration: Configuration, source: Provenance) -> tuple[Finding, ...]:
    """Volumes of each side and part, the asymmetry of two sides, and the uncertainty map.

    Args:
        outcome: What the run gave.
        maps: The maps it wrote.
        configuration: The package.
        source: The findings' provenance.
    """
    volumes = [
        finding for found in outcome.segmented for finding in _volumes(found, str(maps.labels), configuration, source)
    ]
    note = tr("0 where the model is sure, 1 where it guesses; only around the structures.")
    return (*volumes, *_asymmetry(outcome, str(maps.labels), configuration, source), _uncertainty(maps, source, note))


def whole_findings(
    outcome: WholeOutcome, maps: Maps, configuration: Configuration, source: Provenance
) -> tuple[Finding, ...]:
    """The volume of each label that is there, how sure the model is, and how far its networks differ.

    Args:
        outcome: What the run gave.
        maps: The maps it wrote.
        configuration: The package.
        source: The findings' provenance.
    """
    labels = {label.value: label for label in configuration.card.labels}
    volumes = [_label_volume(found, labels.get(found.value), maps, configuration, source) for found in outcome.found]
    apart = (_spread(maps.spread, source),) if maps.spread else ()
    return (*volumes, _uncertainty(maps, source, tr("0 where the model is sure, 1 where it guesses.")), *apart)


def _label_volume(
    found: Found, label: Label | None, maps: Maps, configuration: Configuration, source: Provenance
) -> Finding:
    name = label.name if label else tr("Label {value}").format(value=found.value)
    what = label.code if label else Code(f"LABEL-{found.value}", "99MEDVIEW", name)
    where = Region(str(maps.labels), (found.value,), _point(found.centroid_lps))
    value = volume(found.ml, (found.channel,), configuration.calibration, found.undecided_ml)
    return _finding(what, where, value, source, label.laterality if label else None, "")


def _spread(path: Path, source: Provenance) -> Finding:
    note = tr("How far the probabilities of several networks or mirrored passes differ (standard deviation).")
    return _finding(SPREAD, Whole(), Field(str(path), UNITY, 0.0, 0.5), source, None, note)


def total(found: Segmented, configuration: Configuration) -> Quantity:
    """Volume of all classes of one target with its interval."""
    classes = tuple(range(1, len(found.parts) + 1))
    return volume(found.ml, classes, configuration.calibration, found.undecided_ml)


def _volumes(found: Segmented, mask: str, configuration: Configuration, source: Provenance) -> list[Finding]:
    codes = {label.value: label.code for label in configuration.card.labels}
    side, note = found.target.laterality, "" if found.target.laterality else tr("The side is not stated.")
    whole = Region(mask, found.target.labels, _point(found.centroid_lps))
    structure = localisation(configuration).structure
    parts = [
        _finding(codes[part.label], _region(mask, part), _part_volume(c, part, configuration), source, side, note)
        for c, part in enumerate(found.parts, start=1)
    ]
    return [_finding(structure, whole, total(found, configuration), source, side, note), *parts]


def _part_volume(number: int, part: Measured, configuration: Configuration) -> Quantity:
    return volume(part.ml, (number,), configuration.calibration, part.undecided_ml)


def _asymmetry(outcome: Outcome, mask: str, configuration: Configuration, source: Provenance) -> list[Finding]:
    sides = {found.target.laterality.value: found for found in outcome.segmented if found.target.laterality}
    if not {LEFT, RIGHT} <= sides.keys():
        return []
    left, right = sides[LEFT], sides[RIGHT]
    where = Region(mask, (*left.target.labels, *right.target.labels), _point(left.centroid_lps))
    value = asymmetry(total(left, configuration), total(right, configuration))
    note = tr("100 × (left − right) / mean of both; positive where the left is larger.")
    return [_finding(ASYMMETRY, where, value, source, None, note)]


def _uncertainty(maps: Maps, source: Provenance, note: str) -> Finding:
    return _finding(UNCERTAINTY, Whole(), Field(str(maps.uncertainty), UNITY, 0.0, 1.0), source, None, note)


def _finding(what: Code, where: Where, value: Value, source: Provenance, laterality: Code | None, note: str) -> Finding:
    return Finding(uuid4().hex, what, where, value, source, laterality, note)


def _region(mask: str, part: Measured) -> Region:
    return Region(mask, (part.label,), _point(part.centroid_lps))


def _point(point: Float) -> tuple[float, float, float]:
    x, y, z = (float(value) for value in point)
    return x, y, z
