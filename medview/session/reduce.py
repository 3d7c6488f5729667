"""``reduce``: the one function that applies a change to the state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from medview.core.calibration import calibrated
from medview.core.content import SequenceContent
from medview.core.finding import Analysis, Finding
from medview.core.geometry import Float
from medview.core.measurement import Measurement
from medview.core.study import Kind, ScanResult, Study, series_order, stored_uid
from medview.core.volume import Window
from medview.session import linking
from medview.session.changes import (
    AlignmentChanged,
    AnalysisChosen,
    AnalysisFinished,
    Change,
    ContentOpened,
    CursorMoved,
    EligibilityKnown,
    FindingPointed,
    FindingReplaced,
    FindingSelected,
    FrameShown,
    ImagesOpened,
    JobChanged,
    JobsCleared,
    KeyImagesChanged,
    LayoutChanged,
    LinksChanged,
    LookChanged,
    MeasurementDropped,
    MeasurementPut,
    MeasurementSelected,
    OverlaidDropped,
    OverlaidFound,
    OverlaidHidden,
    OverlayChanged,
    PartialShown,
    PositionChosen,
    Reviewed,
    ReviewedTogether,
    ReviewerNamed,
    SeriesClosed,
    SeriesRefused,
    StudiesFound,
    ThumbnailMade,
    TileActivated,
    VolumeOpened,
    WindowChanged,
)
from medview.session.layout import Alignment, Layout, Point, Tile, View, rehung, view_of, with_tile
from medview.session.state import Job, JobStatus, Opened, Part, State

Parts = frozenset[Part]

_LOOKED: Parts = frozenset({Part.LOOK})
_MEASURED: Parts = frozenset({Part.MEASUREMENTS})

_ACTIVE = (JobStatus.QUEUED, JobStatus.RUNNING)
ENDED_JOBS = 30
"""Ended jobs that are listed: what was done this morning is of no use in the evening."""


def reduce(state: State, change: Change) -> tuple[State, Parts]:
    """The state after a change, and the parts of it that are new."""
    match change:
        case StudiesFound(result):
            return _found(state, result)
        case ThumbnailMade(uid, path):
            return replace(state, thumbnails={**state.thumbnails, uid: path}), frozenset({Part.THUMBNAILS})
        case VolumeOpened() | ImagesOpened() | ContentOpened():
            return _opened(state, change)
        case SeriesRefused(uid, reason):
            return _refused(state, uid, reason)
        case SeriesClosed(uid):
            tiles = tuple(replace(tile, series="") if tile.series == uid else tile for tile in state.layout.tiles)
            return _laid_out(state, replace(state.layout, tiles=tiles), state.active)
        case LayoutChanged(layout, active):
            return _laid_out(state, layout, state.active if active is None else active)
        case TileActivated(number):
            return _laid_out(state, state.layout, number)
        case LookChanged(number, look):
            if number >= len(state.layout.tiles):
                return state, frozenset()
            tile = replace(state.layout.tiles[number], look=look)
            after = _swept(replace(state, layout=with_tile(state.layout, number, tile)))
            return after, _LOOKED if after.opened is state.opened else _LOOKED | {Part.OPENED}
        case LinksChanged(links):
            return linking.relinked(state, links), _LINKED
        case AlignmentChanged(frame, alignment):
            return _aligned(state, frame, alignment)
        case MeasurementSelected(chosen):
            return replace(state, measurement=chosen), frozenset({Part.MEASUREMENTS})
        case CursorMoved(point, uid):
            return _pointed(state, point, uid)
        case FrameShown(number, uid):
            return _turned_to(state, number, uid)
        case WindowChanged(window, uid):
            return _windowed(state, window, uid)
        case OverlayChanged(overlay):
            return replace(state, overlay=overlay), frozenset({Part.OVERLAY})
        case JobChanged(job):
            return replace(state, jobs=_with_job(state.jobs, job)), frozenset({Part.JOBS})
        case JobsCleared():
            running = tuple(job for job in state.jobs if job.status in _ACTIVE)
            return replace(state, jobs=running), frozenset({Part.JOBS})
        case ReviewerNamed(name):
            return replace(state, reviewer=name), frozenset({Part.REVIEWER})
        case _:
            return _of_series(state, change)


def _of_series(state: State, change: Any) -> tuple[State, Parts]:
    """What concerns one open series; nothing where it is not open any more."""
    if isinstance(change, AnalysisFinished):
        uid = change.analysis.series_uid
    elif isinstance(change, MeasurementPut):
        uid = change.measurement.series
    else:
        uid = change.series or state.tile.series
    one = state.opened.get(uid)
    if one is None:
        return state, frozenset()
    after, parts = _changed(one, change)
    state = state if after is one else replace(state, opened={**state.opened, uid: after})
    if isinstance(change, MeasurementDropped) and state.measurement == change.id:
        state = replace(state, measurement=None)
    return state, parts


def _changed(one: Opened, change: Any) -> tuple[Opened, Parts]:
    match change:
        case PositionChosen(at):
            return _at_position(one, at)
        case OverlaidFound(layer):
            others = tuple(known for known in one.overlaid if known.uid != layer.uid)
            return replace(one, overlaid=(*others, layer)), frozenset({Part.OVERLAID})
        case OverlaidDropped(uids):
            left = tuple(known for known in one.overlaid if known.uid not in uids)
            return replace(one, overlaid=left), frozenset({Part.OVERLAID})
        case OverlaidHidden(uids):
            return replace(one, hidden=uids), frozenset({Part.OVERLAID})
        case AnalysisFinished(analysis):
            before = tuple(known for known in one.analyses if known.id != analysis.id)
            after = replace(one, analyses=(*before, analysis), shown=analysis.id, partial=None, selected=None)
            return after, frozenset({Part.ANALYSES, Part.PARTIAL, Part.SELECTION})
        case AnalysisChosen(analysis_id):
            return replace(one, shown=analysis_id, selected=None), frozenset({Part.ANALYSES, Part.SELECTION})
        case PartialShown(path, _, labels):
            step = one.partial_step + 1
            return replace(one, partial=path, partial_step=step, partial_labels=labels), frozenset({Part.PARTIAL})
        case Reviewed(review):
            return replace(one, reviews=(*one.reviews, review)), frozenset({Part.REVIEWS})
        case ReviewedTogether(reviews):
            return replace(one, reviews=(*one.reviews, *reviews)), frozenset({Part.REVIEWS})
        case FindingReplaced(analysis_id, replacement):
            analyses = tuple(_with_finding(known, analysis_id, replacement) for known in one.analyses)
            return replace(one, analyses=analyses), frozenset({Part.ANALYSES})
        case FindingPointed(finding_id):
            return (one, frozenset()) if finding_id == one.pointed else _pointed_at(one, finding_id)
        case FindingSelected(finding_id):
            return replace(one, selected=finding_id), frozenset({Part.SELECTION})
        case EligibilityKnown(eligible):
            return replace(one, eligible=eligible), frozenset({Part.ELIGIBLE})
        case MeasurementPut(measurement):
            return _drawn(one, _put(one.measurements, measurement))
        case MeasurementDropped(_, id_):
            return _drawn(one, tuple(known for known in one.measurements if known.id != id_))
        case KeyImagesChanged(_, key_images):
            return replace(one, key_images=key_images), frozenset({Part.KEY_IMAGES})
    raise TypeError(type(change).__name__)


def _with_finding(analysis: Analysis, analysis_id: str, added: Finding) -> Analysis:
    if analysis.id != analysis_id or any(known.id == added.id for known in analysis.findings):
        return analysis
    return replace(analysis, findings=(*analysis.findings, added))


def _pointed_at(one: Opened, finding_id: str | None) -> tuple[Opened, Parts]:
    return replace(one, pointed=finding_id), frozenset({Part.POINTED})


def _drawn(one: Opened, measurements: tuple[Measurement, ...]) -> tuple[Opened, Parts]:
    """Other drawings; a calibration line among them gives the pictures another scale."""
    images = calibrated(one.images, measurements) if one.images is not None else None
    parts = _MEASURED if images is one.images else _MEASURED | {Part.VOLUME, Part.OPENED}
    return replace(one, measurements=measurements, images=images), parts


def _put(drawn: tuple[Measurement, ...], one: Measurement) -> tuple[Measurement, ...]:
    if any(known.id == one.id for known in drawn):
        return tuple(one if known.id == one.id else known for known in drawn)
    return (*drawn, one)


_STUDIES = frozenset({Part.STUDIES})
_POINTED = frozenset({Part.CURSOR})
_TURNED = _POINTED | {Part.FRAME}
_LINKED = _TURNED | {Part.LINKS}


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


_UNTOUCHED = frozenset({Part.STUDIES, Part.THUMBNAILS, Part.JOBS, Part.REVIEWER, Part.LINKS, Part.HISTORY})
"""What opening another series leaves alone."""
_ABOUT_ACTIVE = frozenset(Part) - _UNTOUCHED


def _opened(state: State, change: VolumeOpened | ImagesOpened | ContentOpened) -> tuple[State, Parts]:
    """Another series takes the place of the one before, or none."""
    series = change.series
    opened = {**state.opened, series.uid: _fresh(change)}
    before = state.tile.series
    layout, active = state.layout, state.active
    if change.tile is None:
        layout = rehung(layout, before, series.uid, _kind(change), active)
        active = active if active < len(layout.tiles) and layout.tiles[active].series == series.uid else 0
    failures = {uid: reason for uid, reason in state.failures.items() if uid != series.uid}
    after = replace(state, opened=opened, failures=failures, layout=layout, active=active)
    after = _swept(after, {series.uid} if change.tile == -1 else set())
    if isinstance(change, VolumeOpened):
        after = replace(after, cursors=_with_cursor(after, change))
    seen = change.tile is None or before == series.uid
    parts = _ABOUT_ACTIVE if seen else frozenset({Part.OPENED, Part.LAYOUT, Part.CURSOR})
    return after, parts


def _fresh(change: VolumeOpened | ImagesOpened | ContentOpened) -> Opened:
    match change:
        case VolumeOpened():
            return Opened(
                change.series,
                volume=change.volume,
                window=change.window,
                analyses=change.analyses,
                shown=change.analyses[-1].id if change.analyses else None,
                reviews=change.reviews,
                measurements=change.measurements,
                key_images=change.key_images,
            )
        case ImagesOpened():
            return Opened(
                change.series,
                images=calibrated(change.images, change.measurements),
                window=change.window,
                frame=change.frame,
                analyses=change.analyses,
                shown=change.analyses[-1].id if change.analyses else None,
                reviews=change.reviews,
                measurements=change.measurements,
                key_images=change.key_images,
            )
        case ContentOpened():
            return Opened(
                change.series,
                content=change.content,
                analyses=change.analyses,
                shown=change.analyses[-1].id if change.analyses else None,
                reviews=change.reviews,
            )


def _with_cursor(state: State, change: VolumeOpened) -> Mapping[str, Point]:
    """The crosshairs once a volume is open: it shares that of its frame, or takes that of what it is aligned with."""
    series, geometry = change.series, change.volume.geometry
    key = linking.cursor_key(state.alignments, state.links, series)
    known = (
        state.cursors.get(key) if linking.shares(state, series) else None
    )  # the others stay, even if it does not reach there
    others = {kept: point for kept, point in state.cursors.items() if kept != series.uid}
    return {**others, key: known or linking.arrival(state, series, geometry) or _point(geometry.centre_lps)}


def _kind(change: VolumeOpened | ImagesOpened | ContentOpened) -> Kind:
    """What was made of a series; the first pictures of a volume keep its place."""
    match change:
        case VolumeOpened():
            return Kind.VOLUME
        case ImagesOpened():
            return change.series.kind if change.series.kind is Kind.VOLUME else Kind.IMAGES
        case ContentOpened():
            return change.series.kind if view_of(change.series.kind) is View.CONTENT else Kind.REPORT


def _refused(state: State, uid: str, reason: str) -> tuple[State, Parts]:
    failures = {known: why for known, why in state.failures.items() if known != uid}
    if reason:
        failures[uid] = reason
    return replace(state, failures=failures), frozenset({Part.OPENED})


def _laid_out(state: State, layout: Layout, active: int) -> tuple[State, Parts]:
    before = state.tile.series
    active = min(max(active, 0), len(layout.tiles) - 1)
    if layout is state.layout and active == state.active:
        return state, frozenset()
    after = _swept(replace(state, layout=layout, active=active))
    if after.tile.series != before:
        return after, _ABOUT_ACTIVE
    return after, frozenset({Part.LAYOUT, Part.LOOK, Part.OPENED})


def _swept(state: State, kept: set[str] | None = None) -> State:
    """Without the series nothing shows any more."""
    seen = {uid for tile in state.layout.tiles for uid in _uids(tile)} | (kept or set())
    if state.opened.keys() <= seen and state.failures.keys() <= seen:
        return state
    opened = {uid: one for uid, one in state.opened.items() if uid in seen}
    return replace(state, opened=opened, failures={uid: why for uid, why in state.failures.items() if uid in seen})


def _uids(tile: Tile) -> tuple[str, ...]:
    return (tile.series, tile.look.fusion.series) if tile.look.fusion else (tile.series,)


def _aligned(state: State, frame: str, alignment: Alignment | None) -> tuple[State, Parts]:
    onto = alignment.onto if alignment is not None else ""
    others = {  # of a pair of frames one says where the other lies: it tells both ways
        key: known
        for key, known in state.alignments.items()
        if key != frame and not (key == onto and known.onto == frame)
    }
    if alignment is None:
        cursors = {key: point for key, point in state.cursors.items() if key != frame or key not in state.opened}
        return replace(state, alignments=others, cursors=cursors), _LINKED
    after = replace(state, alignments={**others, frame: alignment})
    return (linking.met(after) if state.links.scroll else after), _LINKED


def _pointed(state: State, point: Point, uid: str) -> tuple[State, Parts]:
    uid = uid or state.tile.series
    if uid not in state.opened:
        return state, frozenset()
    after = linking.pointed(state, uid, point)
    return after, _POINTED if after.opened is state.opened else _TURNED


def _turned_to(state: State, number: int, uid: str) -> tuple[State, Parts]:
    uid = uid or state.tile.series
    one = state.opened.get(uid)
    if one is not None and isinstance(one.content, SequenceContent):
        record = min(max(number, 0), max(one.content.file.count - 1, 0))
        return replace(state, opened={**state.opened, uid: replace(one, frame=record)}), frozenset({Part.FRAME})
    if one is None or one.images is None:
        return state, frozenset()
    return linking.turned_to(state, uid, min(max(number, 0), len(one.images.frames) - 1)), _TURNED


def _windowed(state: State, window: Window, uid: str) -> tuple[State, Parts]:
    uid = uid or state.tile.series
    if uid not in state.opened:
        return state, frozenset()
    meant = (uid, *linking.windowed_with(state, uid))
    changed = {one: replace(state.opened[one], window=window) for one in meant}
    return replace(state, opened={**state.opened, **changed}), frozenset({Part.WINDOW})


def _at_position(one: Opened, at: tuple[int, ...]) -> tuple[Opened, Parts]:
    """Another volume on the same grid: crosshair, window and overlays stay."""
    if one.volume is None or len(at) != len(one.series.dimensions):
        return one, frozenset()
    return replace(one, volume=replace(one.volume, at=at)), frozenset({Part.VOLUME})


def _point(values: Float) -> tuple[float, float, float]:
    x, y, z = (float(value) for value in values)
    return (x, y, z)


def _with_job(jobs: tuple[Job, ...], job: Job) -> tuple[Job, ...]:
    if any(known.id == job.id for known in jobs):
        return tuple(job if known.id == job.id else known for known in jobs)
    ended = [known.id for known in jobs if known.status not in _ACTIVE]
    forgotten = set(ended[: max(len(ended) - ENDED_JOBS + 1, 0)])
    return (*(known for known in jobs if known.id not in forgotten), job)
