"""Earlier studies of the same patient: which they are, which look alike but are not, and where they lie."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from medview.core.names import date_text, person_name, time_text
from medview.core.study import Patient, Series, Study
from medview.core.text import tr
from medview.session.layout import Alignment, Layout
from medview.session.matching import plane_of
from medview.session.state import State, frame_key

BY_CENTRES = "by the volumes' centres"
BY_FRAME = "same frame of reference"


@lru_cache(maxsize=1024)  # asked whenever a viewport of a prior is shown
def same_patient(one: Patient, other: Patient) -> bool:
    """Whether two studies are of one person: the same Patient ID, and nothing both know that speaks against it."""
    return _same_id(one, other) and not differences(one, other)


def differences(one: Patient, other: Patient) -> tuple[str, ...]:
    """What both records know and say differently, in words."""
    told = (
        (tr("birth date"), lambda who: who.birth_date.strip()),
        (tr("sex"), lambda who: who.sex.strip().upper().replace("O", "")),
        (tr("name"), lambda who: _plain_name(who.name)),
    )
    return tuple(word for word, value in told if value(one) and value(other) and value(one) != value(other))


def priors(studies: Iterable[Study], study: Study, like: Series | None = None) -> tuple[Study, ...]:
    """Older studies of the same patient: those with the same modality and body part first, then the newest.

    Args:
        studies: Everything listed.
        study: The current one.
        like: The series to compare; all of the current study's where None.
    """
    older = [other for other in studies if _older(other, study) and same_patient(other.patient, study.patient)]
    wanted = (like,) if like is not None else study.series
    newest = sorted(older, key=began, reverse=True)
    return tuple(sorted(newest, key=lambda other: -_related(wanted, other)))


def began(study: Study) -> tuple[str, str]:
    """Day and time of a study, to be compared."""
    return study.date, study.time.replace(":", "")


def day_text(study: Study, *beside: Study) -> str:
    """The day of a study; with its time where another one is of the same day."""
    same = any(other.date == study.date for other in beside)
    return f"{date_text(study.date)} {time_text(study.time)}".strip() if same else date_text(study.date)


def refused(studies: Iterable[Study], study: Study) -> tuple[str, ...]:
    """Sentences on older studies under the same Patient ID that are not taken for the same patient's."""
    told = tr("The study of {date} has the same Patient ID, but another {what}: it is not taken for a prior.")
    found = []
    for other in studies:
        differing = differences(other.patient, study.patient)
        if _older(other, study) and _same_id(other.patient, study.patient) and differing:
            found.append(told.format(date=day_text(other, study), what=", ".join(differing)))
    return tuple(found)


def counterpart(series: Series, prior: Study) -> Series | None:
    """The series of a prior to be seen beside one: of its modality and kind, the most alike; larger before smaller."""
    fitting = [one for one in prior.series if one.modality == series.modality and one.kind is series.kind]
    return max(fitting, key=lambda one: (_alike(series, one), len(one.instances)), default=None)


def by_position(series: Series, onto: Series) -> Alignment | None:
    """Where a volume of another study lies in the frame of reference of this one, as long as nobody says better.

    Both studies may name one frame of reference and lie where that says; otherwise the volumes' centres are matched.

    Args:
        series: The prior's.
        onto: The current one.

    Returns:
        The alignment, or None where one has no place in the patient or they share a frame already.
    """
    if series.geometry is None or onto.geometry is None or frame_key(series) == frame_key(onto):
        return None
    shift, how = onto.geometry.centre_lps - series.geometry.centre_lps, BY_CENTRES
    named = series.frame_of_reference_uid and series.frame_of_reference_uid == onto.frame_of_reference_uid
    if named and onto.geometry.contains(series.geometry.centre_lps):
        shift, how = np.zeros(3), BY_FRAME
    x, y, z = (float(value) for value in shift)
    rows = ((1.0, 0.0, 0.0, x), (0.0, 1.0, 0.0, y), (0.0, 0.0, 1.0, z), (0.0, 0.0, 0.0, 1.0))
    return Alignment(frame_key(onto), rows, how)


def prior_text(state: State, series: Series | None) -> str:
    """``"Prior, 2019-03-02"`` where a later study of the same patient is open too; empty otherwise."""
    if series is None or all(one.series.study_uid == series.study_uid for one in state.opened.values()):
        return ""
    study = state.study_of(series)
    others = (state.study_of(one.series) for one in state.opened.values())
    later = (other for other in others if other is not None and study is not None and _older(study, other))
    own = [other for other in later if study is not None and same_patient(study.patient, other.patient)]
    if study is None or not own:
        return ""
    return tr("Prior, {date}").format(date=day_text(study, *own))


def current_study(state: State) -> Study | None:
    """The study being read: that of the active viewport, or of a later one of the same patient beside it."""
    study = state.study
    if study is None:
        return next((one for one in state.studies), None)
    shown = (state.study_of(one.series) for one in state.opened.values())
    later = (one for one in shown if one is not None and _older(study, one))
    own = [one for one in later if same_patient(one.patient, study.patient)]
    return max(own, key=began, default=study)


def alignments(layout: Layout, studies: Sequence[Study], study: Study) -> dict[str, Alignment]:
    """Where the frames of reference of priors in a layout lie in those of the study, by frame.

    Args:
        layout: What hangs.
        studies: Everything listed.
        study: The current one.
    """
    shown = {tile.series for tile in layout.tiles}
    own = [one for one in study.series if one.uid in shown]
    found: dict[str, Alignment] = {}
    for prior in priors(studies, study):
        for series in prior.series:
            onto = counterpart(series, replace(study, series=tuple(own))) if series.uid in shown else None
            alignment = by_position(series, onto) if onto is not None else None
            if alignment is not None:
                found.setdefault(frame_key(series), alignment)
    return found


def _older(one: Study, other: Study) -> bool:
    known = one.uid != other.uid and not (one.is_template or other.is_template)
    compared = bool(one.date and other.date) and (one.date != other.date or bool(one.time and other.time))
    return known and compared and began(one) < began(other)


def _same_id(one: Patient, other: Patient) -> bool:
    return bool(one.patient_id.strip()) and one.patient_id.strip() == other.patient_id.strip()


def _plain_name(stored: str) -> str:
    """Family and given name as far as every system keeps them."""
    group = person_name(stored).alphabetic
    return f"{group.family} {group.given}".casefold().strip()


def _related(wanted: Iterable[Series], prior: Study) -> int:
    """2 for the same modality and body part, 1 for the same modality, 0 for neither."""
    same = [(a, b) for a in wanted for b in prior.series if a.modality == b.modality]
    return max((1 + (a.body_part.upper() == b.body_part.upper()) for a, b in same), default=0)


_COMPARED: tuple[Callable[[Series], str], ...] = (
    lambda series: series.view_position,
    lambda series: series.laterality,
    lambda series: series.body_part.upper(),
    plane_of,
    lambda series: series.contrast and "contrast",
    lambda series: series.description.casefold(),
)


def _alike(one: Series, other: Series) -> int:
    """What both know and agree on, less what they do not."""
    pairs = [(value(one), value(other)) for value in _COMPARED]
    return sum(1 if a == b else -1 for a, b in pairs if a and b)
