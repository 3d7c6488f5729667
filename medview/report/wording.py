"""How values, sides, times and decisions are worded in a report."""

from __future__ import annotations

import math
from datetime import datetime

from medview.core.code import UNITY
from medview.core.finding import (
    Category,
    Curve,
    Decision,
    Field,
    Finding,
    Picture,
    PictureBox,
    PictureRegion,
    Probability,
    Quantity,
    Span,
    SpliceChange,
    Track,
    Value,
)
from medview.core.names import date_text
from medview.core.stretches import place_text, summed
from medview.core.text import tr

_DECISIONS = {
    None: "AI suggestion, not reviewed",
    Decision.ACCEPTED: "Accepted",
    Decision.MODIFIED: "Modified",
    Decision.ADDED: "Added by the reader",
    Decision.REJECTED: "Rejected",
}
_NAMED = 4
"""Lines of a track that are named."""

_DECIMALS = {"mL": 2, "mm": 1, "%": 1, "mm2": 0, "{pixels}2": 0, "{counts}": 0}


def decision_words(decision: Decision | None) -> str:
    """A decision, or its absence, in words."""
    return tr(_DECISIONS.get(decision, ""))


def finding_title(finding: Finding, images: int = 1) -> str:
    """What the finding speaks of, with its side where the name does not say it; as the window names it.

    Args:
        finding: It.
        images: How many pictures there are; of several it is said which one it is on.
    """
    name, place = finding.what.meaning, side(finding).lower()
    if isinstance(finding.value, SpliceChange):
        name = f"{name}, {finding.value.words}"
    text = name if not place or place in name.lower() else f"{place} {name[:1].lower()}{name[1:]}"
    text = summed(text[:1].upper() + text[1:], finding)
    where = finding.where
    if isinstance(where, Span):
        return tr("{finding} ({place})").format(finding=text, place=place_text(where))
    if images == 1 or not isinstance(where, Picture | PictureBox | PictureRegion):
        return text
    return tr("{finding} (picture {number})").format(finding=text, number=where.frame + 1)


def side(finding: Finding) -> str:
    """The side in words, or nothing."""
    return finding.laterality.meaning if finding.laterality else ""


def value_words(value: Value) -> tuple[str, str]:
    """The value and its interval, each with its unit."""
    match value:
        case Quantity():
            return f"{_number(value, value.value)} {_unit(value)}".strip(), _interval(value)
        case Probability(probability, low, high):
            spread = "" if low is None or high is None else f"{100 * low:.0f} – {100 * high:.0f} %"
            return f"{100 * probability:.0f} %", spread
        case Category(code):
            return code.meaning, ""
        case Field(low=low, high=high):
            return tr("map, {low:g} to {high:g}").format(low=low, high=high), ""
        case Curve(along_unit=unit, places=places):
            ends = (f"{places[0]:g}", f"{places[-1]:g} {unit.meaning}".strip())
            return tr("curve, {low} to {high}").format(low=ends[0], high=ends[1]), ""
        case Track(lines=lines):
            return tr("track: {names}").format(names=", ".join(line.meaning for line in lines[:_NAMED])), ""
        case SpliceChange(deltas=deltas):
            return tr("{score:.2f} at {place:+d} bp").format(score=deltas.highest, place=deltas.greatest.position), ""


def day(stored: str) -> str:
    """A DICOM date (``YYYYMMDD``, or its beginning) as ISO 8601; anything else as it is."""
    return date_text(stored)


def moment(stored: str) -> str:
    """An ISO 8601 time to the minute with its offset from UTC; anything else as it is."""
    try:
        return datetime.fromisoformat(stored).strftime("%Y-%m-%d %H:%M %z").strip()
    except ValueError:
        return stored


def _interval(value: Quantity) -> str:
    if value.low is None or value.high is None:
        return ""
    ends = f"{_number(value, value.low)} – {_number(value, value.high)}"
    return ends if value.coverage is None else f"{ends} ({100 * value.coverage:.0f}\u00a0%)"


def _unit(value: Quantity) -> str:
    return "" if value.unit.same_as(UNITY) else value.unit.meaning


def _number(value: Quantity, number: float) -> str:
    decimals = _DECIMALS.get(value.unit.value)
    if decimals is None or not math.isfinite(number):
        return f"{number:.3g}"
    return f"{number:.{decimals}f}".replace("-", "−")
