"""Report: everything a reader is told, as one value; built from the study, the analysis and the decisions."""

from __future__ import annotations

from dataclasses import dataclass, replace

from medview import __version__
from medview.core.errors import MedViewError
from medview.core.figures import Measured
from medview.core.finding import Analysis, Decision, Finding, Review, Span, now
from medview.core.measured_table import place_words
from medview.core.measured_text import figure_line, shape_name
from medview.core.measurement import Measurement
from medview.core.names import person_text
from medview.core.review import accepted_findings, by_hand, is_looked_at, standing, suggested, verdicts
from medview.core.sequence import NamedRecord
from medview.core.study import Kind, Series, Study
from medview.core.text import tr
from medview.report.made_with import computed_with
from medview.report.records import hash_rows, record_rows
from medview.report.wording import day, decision_words, finding_title, moment, value_words

Rows = tuple[tuple[str, str], ...]
Legend = tuple[tuple[str, tuple[int, int, int]], ...]


@dataclass(frozen=True)
class Statement:
    """One finding as the report tells it; every field is ready to be read.

    Args:
        finding: Identifier of the finding.
        title: What, and which side.
        value: Number with unit.
        interval: Interval with its coverage, may be empty.
        decision: The decision in words.
        reviewer: Who decided, may be empty.
        time: When.
        reason: Why, may be empty.
        note: A caveat, may be empty.
    """

    finding: str
    title: str
    value: str
    interval: str
    decision: str
    reviewer: str = ""
    time: str = ""
    reason: str = ""
    note: str = ""

    @property
    def decided_by(self) -> tuple[str, ...]:
        """Who, when and why, as far as stated."""
        who = " · ".join(filter(None, (self.reviewer, self.time)))
        why = tr("Reason: {reason}").format(reason=self.reason) if self.reason else ""
        return tuple(filter(None, (who, why)))


@dataclass(frozen=True)
class Drawn:
    """One measurement as the report tells it; every field is ready to be read.

    Args:
        title: What it is called, or its shape.
        values: Its figures.
        place: Its slice or picture, or where it lies in the patient.
        note: What to know of the figures, may be empty.
        by: Who drew it and when, may be empty.
    """

    title: str
    values: str
    place: str
    note: str = ""
    by: str = ""


@dataclass(frozen=True)
class KeyPicture:
    """A picture with its caption.

    Args:
        path: PNG file.
        caption: What it shows.
    """

    path: str
    caption: str


@dataclass(frozen=True)
class Report:
    """A report of one analysis of one series.

    Args:
        title: What was done.
        unreviewed: Nobody has decided on what it lists; every page says so.
        is_template: The images are of an average brain or phantom, not of a person.
        patient_name: As a person reads it.
        patient_id: As stored.
        patient: Label and value of what identifies the patient.
        examination: The same for study and series.
        statements: Findings that count, or all suggestions of an unreviewed report.
        rejected: How many findings the reader rejected; they are listed nowhere.
        undecided: How many findings nobody decided on.
        warnings: Sentences to be seen beside the result.
        known_failures: Where the model is known to go wrong.
        pictures: Key pictures.
        legend: Name and colour of what is drawn on them.
        provenance: Label and value of what is needed to make the result again.
        made: When the report was made.
        measurements: What a person measured and marked on the series.
        added: How many of the statements a person added, beside those of the model.
        file: Name of the file of sequences it is about, which names no person; else empty.
    """

    title: str
    unreviewed: bool
    is_template: bool
    patient_name: str
    patient_id: str
    patient: Rows
    examination: Rows
    statements: tuple[Statement, ...]
    rejected: int
    undecided: int
    warnings: tuple[str, ...]
    known_failures: tuple[str, ...]
    pictures: tuple[KeyPicture, ...]
    legend: Legend
    provenance: Rows
    made: str
    measurements: tuple[Drawn, ...] = ()
    added: int = 0
    file: str = ""

    @property
    def whose(self) -> str:
        """The person, or the file, each page is marked with."""
        if self.file:
            return self.file
        return " · ".join(filter(None, (self.patient_name, tr("ID {id}").format(id=self.patient_id or "–"))))

    @property
    def has_intervals(self) -> bool:
        """Whether any value comes with its interval; else there is no column of them."""
        return any(statement.interval for statement in self.statements)

    @property
    def reviewers(self) -> tuple[str, ...]:
        """Who decided on the listed findings."""
        return tuple(dict.fromkeys(statement.reviewer for statement in self.statements if statement.reviewer))

    @property
    def counts(self) -> tuple[str, ...]:
        """Sentences that count what no model found, and what the report leaves out."""
        added = _counted(
            self.added,
            tr("1 finding was added by the reader; the model has none there."),
            tr("{n} findings were added by the reader; the model has none there."),
        )
        rejected = _counted(
            self.rejected,
            tr("1 AI finding was rejected by the reader."),
            tr("{n} AI findings were rejected by the reader."),
        )
        left_out = _counted(
            0 if self.unreviewed else self.undecided,
            tr("1 AI finding was not reviewed and is left out."),
            tr("{n} AI findings were not reviewed and are left out."),
        )
        return (*added, *rejected, *left_out)


def build_report(
    study: Study,
    series: Series,
    analysis: Analysis,
    reviews: tuple[Review, ...],
    pictures: tuple[KeyPicture, ...] = (),
    legend: Legend = (),
    known_failures: tuple[str, ...] = (),
    unreviewed: bool = False,
    measurements: tuple[Drawn, ...] = (),
    records: tuple[NamedRecord, ...] = (),
) -> Report:
    """Put a report together.

    Args:
        study: The examination.
        series: The series that was analysed.
        analysis: What the model found.
        reviews: Decisions on its findings; those on other findings are not looked at.
        pictures: Key pictures.
        legend: Name and colour (sRGB) of what is drawn on them.
        known_failures: From the model's card.
        unreviewed: Make a report that lists what nobody decided on, and says so.
        measurements: What a person measured on the series (``drawn_rows``).
        records: Of a file of sequences, the records it tells of.

    Raises:
        MedViewError: Study, series and analysis do not belong together, or nothing has been reviewed.
    """
    check_same_patient(study, series, analysis)
    verdict, told = verdicts(reviews), stated(analysis, reviews)
    decided = {finding.id: verdict[finding.id] for finding in told if finding.id in verdict}
    if not decided and not unreviewed:
        raise MedViewError(
            tr("None of the {n} findings has been reviewed; a report holds reviewed findings only.").format(
                n=len(told)
            ),
            tr("Accept or reject the findings first."),
        )
    letters = series.kind is Kind.SEQUENCES
    return Report(
        title=analysis.model_name,
        unreviewed=unreviewed,
        is_template=study.is_template,
        patient_name=person_text(study.patient.name),
        patient_id=study.patient.patient_id,
        patient=_stated(((tr("File"), series.description),)) if letters else _patient_rows(study),
        examination=_stated(tuple(record_rows(records))) if letters else _examination_rows(study, series),
        statements=_statements(analysis, reviews, unreviewed, len(series.instances)),
        rejected=sum(review.decision is Decision.REJECTED for review in decided.values()),
        undecided=len(told) - len(decided),
        warnings=(*analysis.warnings, *((series.irregular,) if series.irregular else ())),
        known_failures=known_failures,
        pictures=pictures,
        legend=legend,
        provenance=_provenance_rows(analysis, letters, records),
        made=now(),
        measurements=measurements,
        added=sum(map(by_hand, told)),
        file=series.description if letters else "",
    )


def drawn_rows(series: Series, drawn: tuple[Measurement, ...], found: tuple[Measured, ...]) -> tuple[Drawn, ...]:
    """Measurements as a report tells them, but those a person hid.

    Args:
        series: The series reported on.
        drawn: What was drawn on it.
        found: What each measures.

    Raises:
        MedViewError: Something was drawn on other images.
    """
    if any(one.fingerprint != series.fingerprint for one in drawn):
        raise MedViewError(
            tr("A measurement was drawn on other images than those reported on."),
            tr("Nothing was written. Open the study again."),
        )
    pairs = zip(drawn, found, strict=True)
    return tuple(_drawn_row(one, measured) for one, measured in pairs if not one.hidden)


def measurement_heads() -> tuple[str, str, str]:
    """Heads of the columns in which measurements are told."""
    return tr("Measurement"), tr("Values"), tr("Drawn by")


def _drawn_row(one: Measurement, measured: Measured) -> Drawn:
    figures = [figure_line(figure, measured.scale) for figure in measured.figures]
    title = f"{one.label} ({shape_name(one.shape)})" if one.label else shape_name(one.shape)
    by = " · ".join(filter(None, (one.author, moment(one.time))))
    return Drawn(title, "; ".join(filter(None, (one.text, *figures))), place_words(one), " ".join(measured.notes), by)


def byline(report: Report) -> str:
    """Who stands behind the report."""
    made = tr("Report made {time}").format(time=moment(report.made))
    if report.unreviewed:
        return tr("No person has reviewed these AI suggestions.") + " " + made
    if not report.reviewers:
        return made
    return tr("Reviewed by {names}.").format(names=", ".join(report.reviewers)) + " " + made


def check_same_patient(study: Study, series: Series, analysis: Analysis) -> None:
    """Make sure that everything belongs to one examination of one patient.

    Raises:
        MedViewError: It does not; nothing may be exported.
    """
    sources = [finding.source for finding in analysis.findings]
    mismatches = (
        (series.study_uid != study.uid, tr("The series does not belong to the study.")),
        (
            all(known.uid != series.uid for known in study.series),
            tr("The study does not list the series."),
        ),
        (analysis.series_uid != series.uid, tr("The analysis was made on another series.")),
        (
            any(source.series_uid != series.uid for source in sources),
            tr("A finding was made on another series."),
        ),
        (
            any(source.input_fingerprint != series.fingerprint for source in sources),
            tr("The images have changed since they were analysed."),
        ),
    )
    for is_wrong, message in mismatches:
        if is_wrong:
            raise MedViewError(
                message, tr("Nothing was written. Open the study again and repeat the analysis on this series.")
            )


def stated(analysis: Analysis, reviews: tuple[Review, ...] = ()) -> tuple[Finding, ...]:
    """The findings that are statements, as they stand; a map is looked at, not stated.

    Args:
        analysis: The analysis.
        reviews: Decisions: boxes that were decided on are stated whatever their score, others from their class's
            threshold on.
    """
    decided = verdicts(reviews)
    open_ones = (one for one in standing(analysis.findings, reviews) if not is_looked_at(one))
    return tuple(finding for finding in open_ones if suggested(finding) or finding.id in decided)


def _counted(number: int, one: str, many: str) -> tuple[str, ...]:
    if not number:
        return ()
    return (one if number == 1 else many.format(n=number),)


def _statements(
    analysis: Analysis, reviews: tuple[Review, ...], unreviewed: bool, images: int
) -> tuple[Statement, ...]:
    decided, known = verdicts(reviews), stated(analysis, reviews)
    listed = known if unreviewed else accepted_findings(analysis, reviews)
    rejected = {key for key, review in decided.items() if review.decision is Decision.REJECTED}
    return tuple(
        _statement(finding, decided.get(finding.id), images)
        for finding in listed
        if finding.id not in rejected and finding in known
    )


def _statement(finding: Finding, review: Review | None, images: int) -> Statement:
    own = by_hand(finding)
    value, interval = (tr("by hand"), "") if own else value_words(finding.value)
    decision = Decision.ADDED if own else review.decision if review else None
    told = Statement(
        finding=finding.id,
        title=finding_title(finding, images),
        value=value,
        interval=interval,
        decision=decision_words(decision),
        note=_note(finding),
    )
    if review is None:
        return told
    return replace(told, reviewer=review.reviewer, time=moment(review.time), reason=review.reason)


def _note(finding: Finding) -> str:
    """Its caveat; on sequences after the identifier its ontology looks it up by, such as ``GO:0005886``."""
    code = finding.what
    named = isinstance(finding.where, Span) and code.value.startswith(f"{code.scheme}:")
    return " ".join(filter(None, (f"{code.value}." if named else "", finding.note)))


def _patient_rows(study: Study) -> Rows:
    patient = study.patient
    rows = (
        (tr("Name"), person_text(patient.name)),
        (tr("Patient ID"), patient.patient_id),
        (tr("Born"), day(patient.birth_date)),
        (tr("Sex"), patient.sex),
    )
    return _stated(rows)


def _examination_rows(study: Study, series: Series) -> Rows:
    number = "" if series.number is None else f" ({series.number})"
    rows = (
        (tr("Study"), study.description),
        (tr("Date"), day(study.date)),
        (tr("Accession"), study.accession_number),
        (tr("Institution"), study.institution),
        (tr("Series"), " ".join(filter(None, (series.modality, series.description))) + number),
        (tr("Voxels"), _grid(series)),
    )
    return _stated(rows)


def _grid(series: Series) -> str:
    if series.geometry is None:
        return ""
    sides = " × ".join(f"{side_mm:.2f}" for side_mm in series.geometry.spacing_mm[::-1])
    counts = " × ".join(str(count) for count in series.geometry.shape[::-1])
    return f"{counts}, {sides} mm"


def _provenance_rows(analysis: Analysis, letters: bool, records: tuple[NamedRecord, ...]) -> Rows:
    """How it was made; a file of sequences is known by its hash and has no identifier of its own."""
    rows: list[tuple[str, str]] = []
    for source in dict.fromkeys(finding.source for finding in analysis.findings if not by_hand(finding)):
        rows += [
            (tr("Model"), f"{analysis.model_name} ({source.model}), {tr('version')} {source.version}"),
            (tr("Weights sha256"), source.weights_sha256),
            (tr("Computed"), moment(source.time)),
            (tr("Computed with"), computed_with(source)),
            (tr("Software"), f"MedView {source.software_version}"),
            (tr("Series UID"), "" if letters else source.series_uid),
            (tr("SHA-256 of the file") if letters else tr("Input fingerprint"), source.input_fingerprint),
        ]
    rows += hash_rows(records)
    rows += [(tr("Report made with"), f"MedView {__version__}")]
    return _stated(tuple(dict.fromkeys(rows)))


def _stated(rows: Rows) -> Rows:
    return tuple((label, value) for label, value in rows if value.strip())
