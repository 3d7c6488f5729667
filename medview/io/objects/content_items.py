"""Content items of structured reports in words (PS3.3 C.17.3 and C.18)."""

from __future__ import annotations

import re
from collections.abc import Callable

from pydicom.dataset import Dataset

from medview.core.text import tr
from medview.io.dicom_facts import class_name
from medview.io.objects.reading import ODD, code, floats, item, items, meaning, references, text, tip, words

TRACKING_IDENTIFIER, FINDING = "112039", "121071"
"""Codes of DCM that name what was measured (PS3.16 TID 1501)."""

_PLAIN_UNITS = {"1": "", "{no units}": "", "[hnsf'U]": "HU", "Cel": "°C", "[degF]": "°F", "deg": "°", "um": "µm"}
"""UCUM units a person reads otherwise."""

_MOST_FRAMES = 8


def name(one: Dataset) -> str:
    """What an item is called: its concept name, or its value type where it has none."""
    return meaning(one, "ConceptNameCodeSequence") or text(one, "ValueType").capitalize() or tr("Reference")


def value(one: Dataset) -> str:
    """An item's value in words, with its unit."""
    try:
        return _VALUES.get(text(one, "ValueType").upper(), _nothing)(one)
    except ODD:
        return tr("(cannot be read)")


def codes(one: Dataset) -> str:
    """The codes behind name and value."""
    named, valued = tip(code(one, "ConceptNameCodeSequence")), tip(code(one, "ConceptCodeSequence"))
    return " = ".join(part for part in (named, valued) if part)


def children(one: Dataset) -> list[Dataset]:
    """The items below an item."""
    return items(one, "ContentSequence")


def is_kind(one: Dataset, *kinds: str) -> bool:
    """Whether an item is of one of some value types."""
    return text(one, "ValueType").upper() in kinds


def has_name(one: Dataset, value_: str) -> bool:
    """Whether an item's concept name has a code of DCM."""
    found = code(one, "ConceptNameCodeSequence")
    return found is not None and (found.value, found.scheme) == (value_, "DCM")


def target(root: Dataset, one: Dataset) -> Dataset | None:
    """The item another one refers to by its place in the tree (PS3.3 C.17.3.2.5), or None."""
    path = [int(number) for number in floats(one, "ReferencedContentItemIdentifier")]
    found = root
    for number in path[1:]:
        below = children(found)
        if not 0 < number <= len(below):
            return None
        found = below[number - 1]
    return found if path else None


def measured(one: Dataset) -> str:
    """A number with its unit, or why there is none."""
    values = item(one, "MeasuredValueSequence")
    shown = _number(values)
    if not shown:
        return meaning(one, "NumericValueQualifierCodeSequence")
    return f"{shown} {unit(values)}".rstrip()


def _number(values: Dataset) -> str:
    for keyword in ("NumericValue", "FloatingPointValue"):
        found = floats(values, keyword)
        if len(found):
            return f"{found[0]:.6g}" if abs(found[0]) < 1e6 else f"{found[0]:.12g}"
    return text(values, "NumericValue")


def unit(values: Dataset) -> str:
    """A unit of measurement as a person writes it."""
    found = code(values, "MeasurementUnitsCodeSequence")
    if found is None:
        return ""
    plain = re.sub(r"\{[^}]*\}", "", found.value)  # annotations in braces mean nothing by themselves
    readable = found.scheme == "UCUM" and plain and "[" not in plain
    return _PLAIN_UNITS.get(found.value, plain if readable else found.meaning)


def _referenced(one: Dataset) -> str:
    described = []
    for referenced in items(one, "ReferencedSOPSequence"):
        parts = [class_name(text(referenced, "ReferencedSOPClassUID"))]
        for keyword, named in (("ReferencedFrameNumber", tr("frame")), ("ReferencedSegmentNumber", tr("segment"))):
            numbers = [f"{number:.0f}" for number in floats(referenced, keyword)]
            if numbers:
                more = " …" if len(numbers) > _MOST_FRAMES else ""
                parts.append(f"{named} {', '.join(numbers[:_MOST_FRAMES])}{more}")
        described.append(", ".join(parts))
    return "; ".join(described)


def _coordinates(one: Dataset) -> str:
    sides = 3 if is_kind(one, "SCOORD3D") else 2
    count = len(floats(one, "GraphicData")) // sides
    return tr("{kind}, {count} points").format(kind=text(one, "GraphicType").lower(), count=count)


def _times(one: Dataset) -> str:
    stated = (text(one, keyword) for keyword in _TIMES)
    return " ".join([text(one, "TemporalRangeType").lower(), *(part for part in stated if part)])


_TIMES = ("ReferencedSamplePositions", "ReferencedTimeOffsets", "ReferencedDateTime")


def _plain(keyword: str) -> Callable[[Dataset], str]:
    return lambda one: words(one, keyword)


def _nothing(one: Dataset) -> str:
    return text(one, "TextValue")


def _table(one: Dataset) -> str:
    sides = (text(one, "NumberOfTableRows"), text(one, "NumberOfTableColumns"))
    return tr("{rows} rows, {columns} columns").format(rows=sides[0], columns=sides[1])


_VALUES: dict[str, Callable[[Dataset], str]] = {
    "TEXT": _plain("TextValue"),
    "NUM": measured,
    "CODE": lambda one: meaning(one, "ConceptCodeSequence"),
    "DATETIME": _plain("DateTime"),
    "DATE": _plain("Date"),
    "TIME": _plain("Time"),
    "UIDREF": _plain("UID"),
    "PNAME": _plain("PersonName"),
    "COMPOSITE": _referenced,
    "IMAGE": _referenced,
    "WAVEFORM": _referenced,
    "SCOORD": _coordinates,
    "SCOORD3D": _coordinates,
    "TCOORD": _times,
    "TABLE": _table,
    "CONTAINER": lambda one: "",
}
"""Value Type to its words (PS3.3 table C.17.3-7)."""


def images(one: Dataset) -> tuple[str, ...]:
    """SOP Instance UIDs an item points to."""
    return tuple(uid for uid, _ in references(one, "ReferencedSOPSequence"))
