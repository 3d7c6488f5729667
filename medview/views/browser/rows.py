"""What the lines of the study browser say, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from medview.core.derived import PICTURED, owners
from medview.core.kinds import kind_word
from medview.core.names import person_name
from medview.core.study import Kind, Patient, Series, Study
from medview.views import words

PatientKey = tuple[str, str, str]
SeriesRow = tuple[str, tuple[str, ...]]
"""A series and the objects that belong to it, by UID."""


@dataclass(frozen=True)
class Line:
    """A line of the browser.

    Args:
        text: What it says.
        tip: More of it.
    """

    text: str
    tip: str


def patient_key(study: Study) -> PatientKey:
    """What tells one patient from another."""
    return study.patient.name, study.patient.patient_id, study.patient.birth_date


def study_key(study: Study) -> tuple[str, str, str]:
    """The order of a patient's studies."""
    return study.date, study.description, study.uid


def arranged(study: Study) -> tuple[SeriesRow, ...]:
    """The series of a study in their order, each followed by the objects that belong to it."""
    belonging = owners(study)
    below: dict[str, list[str]] = {}
    for series in study.series:
        if series.uid in belonging:
            below.setdefault(belonging[series.uid], []).append(series.uid)
    return tuple(
        (series.uid, tuple(below.get(series.uid, ()))) for series in study.series if series.uid not in belonging
    )


def patient_line(study: Study) -> Line:
    """The line of a patient."""
    name, patient = words.patient_name(study.patient), study.patient
    text = words.tr("{name} (template, not a person)").format(name=name) if study.is_template else name
    return Line(text, _patient_tip(patient))


def study_line(study: Study) -> Line:
    """The line of a study."""
    tip = lines(
        (words.tr("Study"), study.description),
        (words.tr("Date"), words.date(study.date)),
        (words.tr("Accession number"), study.accession_number),
        (words.tr("Institution"), study.institution),
        (words.tr("Series"), str(len(study.series))),
    )
    return Line(words.study_title(study), tip)


def series_line(series: Series) -> Line:
    """The line of a series: its title, and below it what it is."""
    unnamed = not series.description and series.kind not in PICTURED
    title = kind_word(series) if unnamed else words.series_title(series)
    if series.part and series.part not in title:
        title = f"{title} – {series.part}"
    facts = _facts(series)
    return Line(title if facts == title else f"{title}\n{facts}", _series_tip(series))


def _facts(series: Series) -> str:
    if series.kind is Kind.VOLUME:
        return words.series_facts(series)
    said = kind_word(series)
    modality = (
        ""
        if series.kind in (Kind.REPORT, Kind.SIGNAL, Kind.SEGMENTATION, Kind.PRESENTATION) or series.modality == said
        else series.modality
    )
    count = ""
    if series.kind in PICTURED and len(series.instances) > 1:
        count = words.tr("{count} images").format(count=len(series.instances))
    parts = (modality, count) if series.kind is Kind.IMAGES and (modality or count) else (said, modality, count)
    return " · ".join(part for part in parts if part)


def _patient_tip(patient: Patient) -> str:
    return lines(
        (words.tr("Patient"), words.patient_name(patient)),
        (words.tr("Sounds"), person_name(patient.name).phonetic.text),
        (words.tr("ID"), patient.patient_id),
        (words.tr("Born"), words.date(patient.birth_date)),
        (words.tr("Sex"), patient.sex),
    )


def _series_tip(series: Series) -> str:
    size = " × ".join(map(str, series.geometry.shape[::-1])) if series.geometry else ""
    folder = Path(series.instances[0].path).parent.name if series.instances else ""
    dimensions = ", ".join(f"{one.name} ({len(one.values)})" for one in series.dimensions)
    return lines(
        (words.tr("Series"), words.series_title(series)),
        (words.tr("Kind"), kind_word(series)),
        (words.tr("Part"), series.part),
        (words.tr("Number"), "" if series.number is None else str(series.number)),
        (words.tr("Modality"), series.modality),
        (words.tr("Body part"), series.body_part),
        (words.tr("Files"), str(len({instance.path for instance in series.instances}))),
        (words.tr("Voxels"), size),
        (words.tr("Dimensions"), dimensions),
        (words.tr("Folder"), folder),
        (words.tr("Note"), series.irregular),
        *((words.tr("Note"), note) for note in series.notes),
    )


def lines(*pairs: tuple[str, str]) -> str:
    """``name: value`` lines of those that have a value."""
    return "\n".join(f"{name}: {value}" for name, value in pairs if value)
