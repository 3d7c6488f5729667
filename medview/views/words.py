"""How values read on screen: dates, sides, numbers with intervals, times left."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt

from medview.core.figures import COUNT, PIXEL, SQUARE_MILLIMETRE, SQUARE_PIXEL
from medview.core.finding import (
    Analysis,
    Category,
    Curve,
    Field,
    Finding,
    Probability,
    Quantity,
    SpliceChange,
    Track,
    Value,
)
from medview.core.names import date_text, person_text
from medview.core.review import by_hand
from medview.core.stretches import summed
from medview.core.study import Patient, Series, Study
from medview.core.volume import Window

FORMATS = {"nifti": "NIfTI", "analyze": "Analyze", "metaimage": "MetaImage", "picture": "Picture"}
"""Names of formats that are no abbreviations."""


_UNITS = {one.value: one.meaning for one in (SQUARE_MILLIMETRE, SQUARE_PIXEL, PIXEL)} | {"cm2": "cm²", "[hnsf'U]": "HU"}
"""Units as people write them, where UCUM writes them otherwise."""


def tr(text: str) -> str:
    """A text of this module in the reader's language."""
    return QCoreApplication.translate("words", text)


def counted(count: int, one: str, many: str) -> str:
    """A text for one thing, or for ``{count}`` of them."""
    return one if count == 1 else many.format(count=count)


def window_name(window: Window) -> str:
    """A window's name; that of one of this program's own presets in the reader's language."""
    known = {
        "Brain": tr("Brain"),
        "Subdural": tr("Subdural"),
        "Stroke": tr("Stroke"),
        "Lung": tr("Lung"),
        "Mediastinum": tr("Mediastinum"),
        "Abdomen": tr("Abdomen"),
        "Liver": tr("Liver"),
        "Bone": tr("Bone"),
        "Angio": tr("Angio"),
    }
    return known.get(window.name, window.name)


def date(stored: str) -> str:
    """A DICOM date (``YYYYMMDD``) for people; what cannot be read stays as it is."""
    return date_text(stored)


def moment(iso: str) -> str:
    """An ISO 8601 time for people, in local time to the minute."""
    parsed = QDateTime.fromString(iso, Qt.DateFormat.ISODate)
    return parsed.toLocalTime().toString("yyyy-MM-dd HH:mm") if parsed.isValid() else iso


def patient_name(patient: Patient) -> str:
    """A DICOM person name (``Family^Given``) for people, or the identifier, or that there is none."""
    return person_text(patient.name) or patient.patient_id or tr("No name")


def study_title(study: Study) -> str:
    """Date and description of a study."""
    parts = (date(study.date), study.description)
    return " · ".join(part for part in parts if part) or tr("Study without description")


def series_title(series: Series) -> str:
    """The series' description, or its number."""
    number = "" if series.number is None else str(series.number)
    return series.description or tr("Series {number}").format(number=number).strip()


def series_facts(series: Series) -> str:
    """Modality, size and spacing on one line."""
    parts = [series.modality or FORMATS.get(series.source_format, series.source_format.upper())]
    if series.geometry is None:
        return " · ".join([*parts, tr("{count} images").format(count=len(series.instances))])
    parts.append(tr("{count} slices").format(count=series.geometry.shape[0]))
    parts.append(tr("{size:.2g} mm").format(size=float(series.geometry.spacing_mm.max())))
    return " · ".join(parts)


def side(finding: Finding) -> str:
    """The finding's side, lower case, or nothing."""
    return finding.laterality.meaning.lower() if finding.laterality else ""


def finding_name(finding: Finding) -> str:
    """What was found, with its side where its name does not say it; of a variant and of a sum, more."""
    name, place = finding.what.meaning, side(finding)
    if isinstance(finding.value, SpliceChange):
        return f"{name}, {finding.value.words}"
    named = not place or place in name.lower()
    text = summed(name if named else f"{place} {_inside(name)}", finding)
    return text[:1].upper() + text[1:]


def _inside(name: str) -> str:
    """A name within a sentence; an abbreviation keeps its capitals."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


_AREAS = (SQUARE_PIXEL.value, SQUARE_MILLIMETRE.value)
"""Units too small for decimals."""


def number(value: float, unit: str, like: float | None = None) -> str:
    """A number with its unit and as many digits as suit it, or suit the number it stands beside."""
    size = abs(value if like is None else like)
    digits = 2 if size < 10 else 0 if unit in _AREAS and size >= 100 else 1
    if unit == COUNT.value:
        return QLocale().toString(value, "f", 0 if value == round(value) else 1)
    text = QLocale().toString(value, "f", digits)
    return text if unit in ("", "1") else f"{text} {_UNITS.get(unit, unit)}"


def value_text(value: Value) -> str:
    """The value alone."""
    match value:
        case Probability(probability):
            return tr("{percent:.0f} %").format(percent=100 * probability)
        case Quantity():
            return number(value.value, value.unit.value)
        case Category(code):
            return code.meaning
        case Field():
            return tr("map")
        case Curve():
            return tr("curve")
        case Track():
            return tr("track")
        case SpliceChange(deltas=deltas):
            return f"{deltas.highest:.2f}"


def finding_value(finding: Finding) -> str:
    """The finding's value alone; of a person's own, which have no score, that they were made by hand."""
    return tr("by hand") if by_hand(finding) else value_text(finding.value)


def interval_text(value: Value) -> str:
    """The interval alone, such as ``1.78–2.09``; empty where there is none."""
    if isinstance(value, Probability) and value.low is not None and value.high is not None:
        return tr("{low:.0f}–{high:.0f} %").format(low=100 * value.low, high=100 * value.high)
    if not isinstance(value, Quantity) or value.low is None or value.high is None:
        return ""
    dash = "–" if min(value.low, value.high) >= 0 else " … "
    if value.unit == COUNT:  # nothing is there by halves
        return f"{math.floor(value.low)}{dash}{math.ceil(value.high)}"
    low, high = (number(end, "", value.value) for end in (value.low, value.high))
    return f"{low}{dash}{high}"


def analysis_title(analysis: Analysis) -> str:
    """Model and time of an analysis."""
    if not analysis.findings:
        return analysis.model_name
    return f"{analysis.model_name} · {moment(analysis.findings[0].source.time)}"


def time_left(seconds: float | None) -> str:
    """A remaining time, told no finer than it is known."""
    if seconds is None:
        return ""
    if seconds < 60:
        return tr("about {count} s left").format(count=max(1, round(seconds)))
    return tr("about {count} min left").format(count=round(seconds / 60))
