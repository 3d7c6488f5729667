"""findings.csv: one line for each finding, for a table program; no name or number of a patient."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from medview.core.code import Code
from medview.core.finding import (
    Analysis,
    Box,
    Category,
    Decision,
    Field,
    Finding,
    Picture,
    PictureBox,
    PictureRegion,
    Points,
    Probability,
    Quantity,
    Region,
    Review,
    Span,
    SpliceChange,
    Track,
    Value,
    Where,
    Whole,
)
from medview.core.review import standing, verdicts
from medview.core.splicing import NotScored
from medview.core.study import Series, Study
from medview.io.atomic import atomic
from medview.io.selection import check_belonging

SCORES = ("DS_AG", "DS_AL", "DS_DG", "DS_DL")
PLACES = ("DP_AG", "DP_AL", "DP_DG", "DP_DL")
"""What a variant does to splicing, as SpliceAI's program names it: scores, and places counted from the variant."""

COLUMNS = (
    "finding", "code", "scheme", "meaning", "laterality", "place", "picture", "x0", "y0", "z0", "x1", "y1", "z1",
    "record", "start", "end", "strand",
    "kind", "value", "unit", "low", "high", "coverage", "threshold", "prior", "possible", "sum_of",
    "variant", "reference", "alternative", "gene", *SCORES, *PLACES,
    "decision", "reviewer", "reason", "note",
    "model", "version", "author", "series_uid", "analysis",
)  # fmt: skip
"""``picture`` counts from 1. Places on a picture are (column, row) in pixels, edges counted from its top left corner;
places in a patient are LPS millimetres; ``start`` and ``end`` of a record count its letters from 1, both within;
``prior`` is the part of the places of a sequence that were taken to have the class; ``sum_of`` names the codes of the
classes whose probabilities are added up. What a person added has an author and no model."""

Cells = dict[str, Any]


def write_table(study: Study, series: Series, analysis: Analysis, reviews: tuple[Review, ...], path: Path) -> None:
    """Write the findings of an analysis as CSV (RFC 4180, UTF-8); maps and rejected findings are left out.

    Variants that could not be scored stand after them, with the reason as their note.

    Raises:
        MedViewError: The parts do not belong together.
        WriteError: It cannot be written.
    """
    check_belonging(series, analysis, study)
    out = io.StringIO(newline="")
    table = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    table.writeheader()
    table.writerows(_rows(analysis, reviews))
    table.writerows(_not_scored(one, series, analysis) for one in analysis.left_out)
    with atomic(path) as sibling:
        sibling.write_text(out.getvalue(), encoding="utf-8", newline="")


def _rows(analysis: Analysis, reviews: tuple[Review, ...]) -> Iterator[Cells]:
    decided = verdicts(reviews)
    for finding in standing(analysis.findings, reviews):
        review = decided.get(finding.id)
        rejected = review is not None and review.decision is Decision.REJECTED
        if not rejected and not isinstance(finding.value, Field | Track):
            yield {**_row(finding, analysis), **_decided(review)}


def _not_scored(one: NotScored, series: Series, analysis: Analysis) -> Cells:
    told = {"reference": one.reference, "alternative": one.alternative, "note": one.reason}
    cells = {
        "kind": NotScored.__name__,
        "series_uid": series.uid,
        "analysis": analysis.id,
        **{name: _safe(text) for name, text in told.items()},
    }
    if not one.record:  # a damaged line lies nowhere
        return cells
    place = {"place": Span.__name__, "record": _safe(one.record), "start": one.start + 1}
    return {**cells, **place, "end": one.start + len(one.reference)}


def _row(finding: Finding, analysis: Analysis) -> Cells:
    what, source = finding.what, finding.source
    return {
        "finding": finding.id,
        "code": what.value,
        "scheme": what.scheme,
        "meaning": _safe(what.meaning),
        "laterality": finding.laterality.meaning if finding.laterality else "",
        "note": _safe(finding.note),
        "model": source.model,
        "version": source.version,
        "author": _safe(source.author),
        "series_uid": source.series_uid,
        "analysis": analysis.id,
        **_place(finding.where),
        **_value(finding.value),
    }


def _decided(review: Review | None) -> Cells:
    if review is None:
        return {"decision": "unreviewed"}
    return {"decision": review.decision.value, "reviewer": _safe(review.reviewer), "reason": _safe(review.reason)}


def _safe(text: str) -> str:
    """Words that no table program takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _place(where: Where) -> Cells:
    kind = {"place": type(where).__name__}
    match where:
        case Whole():
            return kind
        case Picture(frame):
            return {**kind, "picture": frame + 1}
        case PictureBox(frame, low, high):
            return {**kind, "picture": frame + 1, "x0": low[0], "y0": low[1], "x1": high[0], "y1": high[1]}
        case PictureRegion(frame=frame, centre=centre):
            return {**kind, "picture": frame + 1, "x0": centre[0], "y0": centre[1]}
        case Region(centroid_lps=centre):
            return {**kind, **dict(zip(("x0", "y0", "z0"), centre, strict=True))}
        case Box(low_lps=first, high_lps=last):
            return {**kind, **dict(zip(("x0", "y0", "z0", "x1", "y1", "z1"), (*first, *last), strict=True))}
        case Span(_, name, start, end, strand):
            return {**kind, "record": _safe(name), "start": start + 1, "end": end, "strand": "-.+"[strand + 1]}
        case Points(points):
            return {**kind, **dict(zip(("x0", "y0", "z0"), points[0], strict=True))} if points else kind


def _value(value: Value) -> Cells:
    kind = {"kind": type(value).__name__}
    match value:
        case Probability():
            told = {
                name: getattr(value, name)
                for name in ("value", "low", "high", "coverage", "threshold", "prior", "possible")
            }
            parts = {"sum_of": " ".join(value.sum_of)} if value.sum_of else {}
            return kind | parts | {name: one for name, one in told.items() if one is not None}
        case Quantity():
            told = {name: getattr(value, name) for name in ("value", "low", "high", "coverage")}
            return kind | {"unit": value.unit.value} | {name: one for name, one in told.items() if one is not None}
        case Category(Code(meaning=meaning)):
            return kind | {"value": _safe(meaning)}
        case SpliceChange(reference, alternative, deltas, gene, name):
            told = {"variant": name, "reference": reference, "alternative": alternative, "gene": gene}
            scores = {key: round(one.score, 4) for key, one in zip(SCORES, deltas.each, strict=True)}
            places = {key: one.position for key, one in zip(PLACES, deltas.each, strict=True)}
            safe = {key: _safe(text) for key, text in told.items()}
            return kind | {"value": round(deltas.highest, 4)} | safe | scores | places
    return kind  # maps and curves are looked at
