"""``reduce``: the one function that applies a change to the state."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from medview.core.geometry import Float
from medview.core.study import ScanResult, Series, Study, series_order, stored_uid
from medview.session.changes import (
    AnalysisChosen,
    AnalysisFinished,
    Change,
    ContentOpened,
    CursorMoved,
    EligibilityKnown,
    FindingSelected,
    FrameShown,
    ImagesOpened,
    JobChanged,
    JobsCleared,
    OverlaidDropped,
    OverlaidFound,
    OverlaidHidden,
    OverlayChanged,
    PartialShown,
    PositionChosen,
    Reviewed,
    ReviewerNamed,
    StudiesFound,
    ThumbnailMade,
    VolumeOpened,
    WindowChanged,
)
from medview.session.state import Job, JobStatus, Part, State

Parts = frozenset[Part]

_ACTIVE = (JobStatus.QUEUED, JobStatus.RUNNING)


def reduce(state: State, change: Change) -> tuple[State, Parts]:
    """The state after a change, and the parts of it that are new."""
    match change:
        case StudiesFound(result):
            return _found(state, result)
        case ThumbnailMade(uid, path):
            return replace(state, thumbnails={**state.thumbnails, uid: path}), frozenset({Part.THUMBNAILS})
        case VolumeOpened():
            return _volume_opened(state, change)
        case ImagesOpened(series, images, window, frame):
            return _opened(state, series, images=images, window=window, frame=frame)
        case ContentOpened(series, content):
            return _opened(state, series, content=content)
        case FrameShown(number):
            return _at_frame(state, number)
        case PositionChosen(at):
            return _at_position(state, at)
        case OverlaidFound(layer):
            others = tuple(known for known in state.overlaid if known.uid != layer.uid)
            return replace(state, overlaid=(*others, layer)), frozenset({Part.OVERLAID})
        case OverlaidDropped(uids):
            left = tuple(known for known in state.overlaid if known.uid not in uids)
            return replace(state, overlaid=left), frozenset({Part.OVERLAID})
        case OverlaidHidden(uids):
            return replace(state, hidden=uids), frozenset({Part.OVERLAID})
        case CursorMoved(point):
            return replace(state, cursor_lps=point), frozenset({Part.CURSOR})
        case WindowChanged(window):
            return replace(state, window=window), frozenset({Part.WINDOW})
        case AnalysisFinished():
            return _analysed(state, change)
        case AnalysisChosen(analysis_id):
            return replace(state, shown=analysis_id, selected=None), frozenset({Part.ANALYSES, Part.SELECTION})
        case PartialShown(path):
            return replace(state, partial=path), frozenset({Part.PARTIAL})
        case Reviewed(review):
            return replace(state, reviews=(*state.reviews, review)), frozenset({Part.REVIEWS})
        case FindingSelected(finding_id):
            return replace(state, selected=finding_id), frozenset({Part.SELECTION})
        case OverlayChanged(overlay):
            return replace(state, overlay=overlay), frozenset({Part.OVERLAY})
        case JobChanged(job):
            return replace(state, jobs=_with_job(state.jobs, job)), frozenset({Part.JOBS})
        case JobsCleared():
            active = tuple(job for job in state.jobs if job.status in _ACTIVE)
            return replace(state, jobs=active), frozenset({Part.JOBS})
        case EligibilityKnown(eligible):
            return replace(state, eligible=eligible), frozenset({Part.ELIGIBLE})
        case ReviewerNamed(name):
            return replace(state, reviewer=name), frozenset({Part.REVIEWER})


_STUDIES = frozenset({Part.STUDIES})


def _found(state: State, result: ScanResult) -> tuple[State, Parts]:
    studies = (_merged if result.complete else _grown)(state.studies, result.studies)
    before, now = _stamps(state.studies), _stamps(studies)
    kept = {uid: path for uid, path in state.thumbnails.items() if before.get(uid) == now.get(uid)}
    parts = _STUDIES if len(kept) == len(state.thumbnails) else _STUDIES | {Part.THUMBNAILS}
    return replace(state, studies=studies, skipped=result.skipped, thumbnails=kept), parts


def _stamps(studies: tuple[Study, ...]) -> dict[str, str]:
    return {series.uid: series.stamp for study in studies for series in study.series}


def _grown(old: tuple[Study, ...], new: tuple[Study, ...]) -> tuple[Study, ...]:
    """Studies with the series that were new or have grown in place of the former ones of the same stored series."""
    known, found = {study.uid for study in old}, {study.uid: study for study in new}
    first = (study for study in new if study.uid not in known)
    return (*first, *(_joined(study, found[study.uid]) if study.uid in found else study for study in old))


def _joined(old: Study, new: Study) -> Study:
    """Both, where they are of one patient; only the new one otherwise: nobody's images come under another's name."""
    if _person(old) != _person(new):
        return new
    changed = {stored_uid(series) for series in new.series}
    kept = (series for series in old.series if stored_uid(series) not in changed)
    return replace(new, series=tuple(sorted((*kept, *new.series), key=series_order)))


def _person(study: Study) -> str:
    return study.patient.patient_id or study.patient.name


def _merged(old: tuple[Study, ...], new: tuple[Study, ...]) -> tuple[Study, ...]:
    found = {study.uid for study in new}
    return (*new, *(study for study in old if study.uid not in found))


_UNTOUCHED = frozenset({Part.STUDIES, Part.THUMBNAILS, Part.JOBS, Part.REVIEWER})
"""What opening another series leaves alone."""


def _opened(state: State, series: Series, **shown: Any) -> tuple[State, Parts]:
    """Another series takes the place of the one before; ``shown`` is what it brings."""
    kept = State(
        studies=state.studies,
        skipped=state.skipped,
        thumbnails=state.thumbnails,
        jobs=state.jobs,
        reviewer=state.reviewer,
        overlay=state.overlay,
    )
    return replace(kept, series=series, **shown), frozenset(Part) - _UNTOUCHED


def _volume_opened(state: State, change: VolumeOpened) -> tuple[State, Parts]:
    return _opened(
        state,
        change.series,
        volume=change.volume,
        window=change.window,
        cursor_lps=_point(change.volume.geometry.centre_lps),
        analyses=change.analyses,
        shown=change.analyses[-1].id if change.analyses else None,
        reviews=change.reviews,
    )


def _at_frame(state: State, number: int) -> tuple[State, Parts]:
    if state.images is None:
        return state, frozenset()
    frame = min(max(number, 0), len(state.images.frames) - 1)
    return replace(state, frame=frame), frozenset({Part.FRAME})


def _at_position(state: State, at: tuple[int, ...]) -> tuple[State, Parts]:
    """Another volume on the same grid: crosshair, window and overlays stay."""
    if state.volume is None or state.series is None or len(at) != len(state.series.dimensions):
        return state, frozenset()
    return replace(state, volume=replace(state.volume, at=at)), frozenset({Part.VOLUME})


def _point(values: Float) -> tuple[float, float, float]:
    x, y, z = (float(value) for value in values)
    return (x, y, z)


def _analysed(state: State, change: AnalysisFinished) -> tuple[State, Parts]:
    if state.series is None or change.analysis.series_uid != state.series.uid:
        return state, frozenset()
    analyses = (*state.analyses, change.analysis)
    after = replace(state, analyses=analyses, shown=change.analysis.id, partial=None, selected=None)
    return after, frozenset({Part.ANALYSES, Part.PARTIAL, Part.SELECTION})


def _with_job(jobs: tuple[Job, ...], job: Job) -> tuple[Job, ...]:
    if any(known.id == job.id for known in jobs):
        return tuple(job if known.id == job.id else known for known in jobs)
    return (*jobs, job)
