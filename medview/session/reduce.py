"""``reduce``: the one function that applies a change to the state."""

from __future__ import annotations

from dataclasses import replace

from medview.core.geometry import Float
from medview.core.study import Study
from medview.session.changes import (
    AnalysisChosen,
    AnalysisFinished,
    Change,
    CursorMoved,
    EligibilityKnown,
    FindingSelected,
    JobChanged,
    JobsCleared,
    OverlayChanged,
    PartialShown,
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
            studies = _merged(state.studies, result.studies)
            return replace(state, studies=studies, skipped=result.skipped), frozenset({Part.STUDIES})
        case ThumbnailMade(uid, path):
            return replace(state, thumbnails={**state.thumbnails, uid: path}), frozenset({Part.THUMBNAILS})
        case VolumeOpened():
            return _opened(state, change)
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


def _merged(old: tuple[Study, ...], new: tuple[Study, ...]) -> tuple[Study, ...]:
    found = {study.uid for study in new}
    return (*new, *(study for study in old if study.uid not in found))


def _opened(state: State, change: VolumeOpened) -> tuple[State, Parts]:
    opened = replace(
        state,
        series=change.series,
        volume=change.volume,
        window=change.window,
        cursor_lps=_point(change.volume.geometry.centre_lps),
        analyses=change.analyses,
        shown=change.analyses[-1].id if change.analyses else None,
        partial=None,
        reviews=change.reviews,
        selected=None,
        eligible=(),
    )
    untouched = {Part.STUDIES, Part.THUMBNAILS, Part.JOBS, Part.REVIEWER}
    return opened, frozenset(Part) - untouched


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
