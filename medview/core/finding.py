"""Findings: what, where, value and whence; and a person's decision on each.

A finding never changes. A decision is a new ``Review``; the latest one counts, so the audit trail is the list itself.
Every union here is closed: a reader of findings is a ``match`` with one case per class.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from medview.core.card import Kind, Label
from medview.core.code import Code
from medview.core.errors import MedViewError
from medview.core.splicing import Delta, Deltas, NotScored


@dataclass(frozen=True)
class Whole:
    """The finding speaks of the whole input."""


@dataclass(frozen=True)
class Region:
    """A labelled part of a label map on the source grid.

    Args:
        mask: Path of the label map (.npy, uint8 or, for values beyond 255, uint16, the source series' shape).
        labels: Values in the map that make up the region.
        centroid_lps: LPS millimetres of the region's centre of mass: where a click jumps to.
    """

    mask: str
    labels: tuple[int, ...]
    centroid_lps: tuple[float, float, float]


@dataclass(frozen=True)
class Box:
    """An axis-aligned box in LPS millimetres."""

    low_lps: tuple[float, float, float]
    high_lps: tuple[float, float, float]


@dataclass(frozen=True)
class Points:
    """Points in LPS millimetres."""

    points_lps: tuple[tuple[float, float, float], ...]


@dataclass(frozen=True)
class PictureRegion:
    """A labelled part of one picture of a stack.

    Args:
        mask: Path of the label map (.npy, uint8 or, for values beyond 255, uint16, (frames, rows, columns) of the
            series' pictures).
        labels: Values in the map that make up the region.
        frame: The picture, counted from 0.
        centre: (column, row) of the region's centre of mass, (0, 0) the top left corner of the first pixel.
    """

    mask: str
    labels: tuple[int, ...]
    frame: int
    centre: tuple[float, float]


@dataclass(frozen=True)
class PictureBox:
    """A box on one picture of a stack; (column, row) as ``core.measurement.OnImage`` counts them: edges of pixels.

    Args:
        frame: The picture, counted from 0.
        low: Its upper left corner.
        high: Its lower right corner.
    """

    frame: int
    low: tuple[float, float]
    high: tuple[float, float]


@dataclass(frozen=True)
class Picture:
    """The whole of one picture of a stack, counted from 0."""

    frame: int


@dataclass(frozen=True)
class Span:
    """A stretch of a record of a file of sequences, half-open, counted from 0 on the strand as it is stored.

    Args:
        record: Index of the record.
        name: The record's id.
        start: First letter.
        end: Behind the last letter.
        strand: 1 forward, -1 reverse, 0 where it lies on both or on none (proteins).
    """

    record: int
    name: str
    start: int
    end: int
    strand: int = 0


Where = Whole | Region | Box | Points | PictureRegion | PictureBox | Picture | Span


SET_COVERAGE = "prediction_set"
"""Name of the entry of a provenance's plan that tells the coverage of prediction sets, such as ``90 %``."""


@dataclass(frozen=True)
class Probability:
    """A probability in 0..1, calibrated where the package says so.

    Args:
        value: The probability.
        low: Lower end of its interval.
        high: Upper end of it.
        coverage: Nominal coverage of the interval (0.9 = 90 %); None: the least and greatest of several networks
            and passes.
        threshold: From where on it counts as positive, and is drawn so.
        possible: Whether it belongs to the prediction set of the package's stated coverage; None: it has none.
        sum_of: Values of the codes of the classes whose probabilities it adds up; empty where it is of a single one.
        prior: Part of the places of a sequence that were taken to have it, where a model was slid along one.
    """

    value: float
    low: float | None = None
    high: float | None = None
    coverage: float | None = None
    threshold: float | None = None
    possible: bool | None = None
    sum_of: tuple[str, ...] = ()
    prior: float | None = None


@dataclass(frozen=True)
class Quantity:
    """A number with its UCUM unit and, where known, an interval.

    Args:
        value: The number.
        unit: UCUM code.
        low: Lower end of the interval.
        high: Upper end of the interval.
        coverage: Nominal coverage of the interval (0.9 = 90 %).
    """

    value: float
    unit: Code
    low: float | None = None
    high: float | None = None
    coverage: float | None = None


@dataclass(frozen=True)
class Category:
    """A coded answer."""

    code: Code


@dataclass(frozen=True)
class Field:
    """A map on the source grid.

    Args:
        path: The map (.npy, float16 or uint8, the source series' shape).
        unit: What its numbers mean.
        low: The value drawn at the bottom of the colour bar.
        high: The value drawn at its top.
    """

    path: str
    unit: Code
    low: float
    high: float


@dataclass(frozen=True)
class Line:
    """One line of a curve.

    Args:
        name: For people.
        values: One for each of the curve's places.
    """

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True)
class Curve:
    """Numbers along something else, such as the volume that lies below each density.

    Args:
        along: What the places are.
        along_unit: Their unit.
        unit: The values' unit.
        places: In growing order.
        lines: At least one.
    """

    along: Code
    along_unit: Code
    unit: Code
    places: tuple[float, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Track:
    """Numbers for every letter of a stretch.

    Args:
        path: (lines, letters) .npy, float16 (of what drove an answer float32), of all records that were answered for,
            one after the other.
        first: Column of the stretch's first letter.
        lines: What each row is.
        unit: What the numbers mean.
        low: The value drawn at the bottom.
        high: The value drawn at the top.
        spread: (lines, letters) .npy, float16, how far several networks differ at each; empty where there is but one.
    """

    path: str
    first: int
    lines: tuple[Code, ...]
    unit: Code
    low: float
    high: float
    spread: str = ""


@dataclass(frozen=True)
class SpliceChange:
    """What a variant does to splicing on the strand of its span, which is of the letters it replaces.

    Args:
        reference: The letters it replaces.
        alternative: What stands there instead.
        deltas: What it does.
        gene: What the annotation calls the gene; empty where none is known.
        name: The variant's identifiers, as stored.
        line: Where it stands in its file, counted from 1.
    """

    reference: str
    alternative: str
    deltas: Deltas
    gene: str = ""
    name: str = ""
    line: int = 0

    @property
    def words(self) -> str:
        """The change of letters, with the gene where one is known."""
        return f"{self.gene} {self.reference}>{self.alternative}".strip()


Value = Probability | Quantity | Category | Field | Curve | Track | SpliceChange


@dataclass(frozen=True)
class Provenance:
    """Where a finding came from; enough to make it again.

    Args:
        model: Model identifier.
        version: Model version.
        weights_sha256: Hash of the weights that computed it.
        series_uid: The series it was computed on.
        input_uids: SOP Instance UIDs of the input in slice order; empty for formats without.
        input_fingerprint: The series' fingerprint.
        plan: Device, precision, windows and other parameters, as (name, value).
        software_version: MedView's version.
        time: ISO 8601 with offset.
        at: Position along the series' dimensions of the volume it was computed on; empty where there is but one.
        author: The person who made it beside what a model found; empty where a model or method did.
    """

    model: str
    version: str
    weights_sha256: str
    series_uid: str
    input_uids: tuple[str, ...]
    input_fingerprint: str
    plan: tuple[tuple[str, str], ...]
    software_version: str
    time: str
    at: tuple[int, ...] = ()
    author: str = ""


@dataclass(frozen=True)
class Finding:
    """One statement about the input.

    Args:
        id: Unique identifier.
        what: The coded concept.
        where: Where it applies.
        value: What was measured or estimated.
        source: How it came to be.
        laterality: Coded side, or None.
        note: A plain sentence for a reader, such as a caveat.
    """

    id: str
    what: Code
    where: Where
    value: Value
    source: Provenance
    laterality: Code | None = None
    note: str = ""


class Decision(Enum):
    """What a person decided."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    MODIFIED = "modified"
    ADDED = "added"
    """The finding is the person's own: the model has none there."""
    WITHDRAWN = "withdrawn"
    """The earlier decision is taken back: the finding is unreviewed again."""


@dataclass(frozen=True)
class Review:
    """A person's decision on a finding; appended, never changed.

    Args:
        finding: Identifier of the finding.
        decision: The decision.
        reviewer: Who decided.
        time: ISO 8601 with offset.
        reason: Why, may be empty.
        replacement: Identifier of the finding that replaces a modified one.
    """

    finding: str
    decision: Decision
    reviewer: str
    time: str
    reason: str = ""
    replacement: str | None = None


def latest_decisions(reviews: tuple[Review, ...]) -> dict[str, Review]:
    """The review in force for each finding id; withdrawn ones are absent."""
    latest = {review.finding: review for review in reviews}
    return {key: review for key, review in latest.items() if review.decision is not Decision.WITHDRAWN}


def now() -> str:
    """The present time as ISO 8601 with offset, to the second."""
    return datetime.now(UTC).astimezone().isoformat(timespec="seconds")


_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        *(Whole, Region, Box, Points, PictureRegion, PictureBox, Picture, Span),
        *(Probability, Quantity, Category, Field, Curve, Track, SpliceChange),
    )
}
_CODES = {"unit", "code", "what", "laterality", "along", "along_unit"}


def finding_to_json(finding: Finding) -> dict[str, Any]:
    """The one JSON form of a finding; ``where`` and ``value`` carry their ``kind``."""
    data = asdict(finding)
    data["where"]["kind"] = type(finding.where).__name__
    data["value"]["kind"] = type(finding.value).__name__
    return data


def finding_from_json(data: dict[str, Any]) -> Finding:
    """Read what ``finding_to_json`` wrote.

    Raises:
        MedViewError: A field is missing or a kind is unknown.
    """
    try:
        parts = {key: _frozen(value) for key, value in data.items() if key not in ("where", "value", "source")}
        for key in _CODES & parts.keys():
            parts[key] = None if data[key] is None else Code(**data[key])
        source = Provenance(**{key: _frozen(value) for key, value in data["source"].items()})
        return Finding(where=_part(data["where"]), value=_part(data["value"]), source=source, **parts)
    except (KeyError, TypeError, ValueError) as error:
        raise MedViewError(
            f"This is not a finding MedView wrote: {error}.", "Open a findings.json made by this or an earlier version."
        ) from error


def _part(data: dict[str, Any]) -> Any:
    fields = {key: value for key, value in data.items() if key != "kind"}
    for key in _CODES & fields.keys():
        fields[key] = Code(**fields[key])
    if "lines" in fields:
        fields["lines"] = tuple(map(_line, fields["lines"]))
    if "deltas" in fields:
        fields["deltas"] = Deltas(**{name: Delta(**one) for name, one in fields["deltas"].items()})
    return _KINDS[data["kind"]](**{key: _frozen(value) for key, value in fields.items()})


def _line(data: dict[str, Any]) -> Line | Code:
    """A line of a curve, or what a line of a track is."""
    return Code(**data) if "scheme" in data else Line(data["name"], tuple(data["values"]))


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value


@dataclass(frozen=True)
class GateAnswer:
    """What one check of a package's input gate said of an input.

    Args:
        name: The check.
        value: What was measured.
        limit: The limit it stands against.
        passed: Whether the input is like what the model knows, as far as this check can tell.
        sentence: For a reader: what is the matter where it did not pass; empty where it did.
        frame: The picture of a stack, counted from 0; None: the whole input.
    """

    name: str
    value: float
    limit: float
    passed: bool
    sentence: str = ""
    frame: int | None = None


@dataclass(frozen=True)
class Analysis:
    """What one run of a model on one series gave.

    Args:
        id: Unique identifier of the run.
        model_name: The model's name for people.
        series_uid: The series it ran on.
        findings: What it found, in the order to be shown.
        labels: The labels of the map the findings refer to.
        warnings: Plain sentences a reader must see beside the result.
        seconds: Time it took.
        gate: What the package's input gate said; empty where it has none.
        classes: What boxes can be, in the model's order; empty where it finds none.
        left_out: Variants, or alternatives of them, that could not be scored, and why; the first of them.
    """

    id: str
    model_name: str
    series_uid: str
    findings: tuple[Finding, ...]
    labels: tuple[Label, ...] = ()
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0
    gate: tuple[GateAnswer, ...] = ()
    classes: tuple[Kind, ...] = ()
    left_out: tuple[NotScored, ...] = ()
