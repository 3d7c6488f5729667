"""Where each frame of a multi-frame object lies and what it was made from (functional groups, PS3.3 C.7.6.16)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from medview.core.geometry import Float, Geometry
from medview.io.objects.reading import floats, integer, item, items, number, text, vector

ImageKey = tuple[str, int]
"""(SOP Instance UID, frame number counted from 0)."""

STEP_PART = 0.02
"""Frames may lie this part of the slice distance off the planes of their grid (positions are often rounded)."""

MOST_FRAMES = 1 << 20
"""An object may have so many frames: a large slide has some 300,000."""

EMPTY_SLICES = 16
"""Between its frames, an object's grid may have so many times as many slices without one."""

NOT_ON_IMAGE = -1
"""Frame number of a reference to a whole object."""


@dataclass(frozen=True, eq=False)
class Frames:
    """The frames of one object, in the order they are stored.

    Args:
        rows: Rows of each.
        columns: Columns of each.
        segments: (n,) Referenced Segment Number, 0 where there is none.
        positions_lps: (n, 3) Image Position (Patient), NaN where it is not stated.
        orientations: (n, 6) Image Orientation (Patient), NaN where it is not stated.
        spacings_mm: (n, 2) Pixel Spacing: between rows, between columns; NaN where it is not stated.
        sources: The images each was made from; frame ``NOT_ON_IMAGE`` where no frame of them is named.
        slice_mm: Distance between slices, or their thickness; 0 when neither is stated.
    """

    rows: int
    columns: int
    segments: NDArray[np.int64]
    positions_lps: Float
    orientations: Float
    spacings_mm: Float
    sources: tuple[tuple[ImageKey, ...], ...]
    slice_mm: float

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.segments)

    @property
    def placed(self) -> bool:
        """Whether all of them have a place in the patient."""
        stated = (self.positions_lps, self.orientations, self.spacings_mm)
        return bool(self.count) and all(bool(np.isfinite(one).all()) for one in stated)


def frames_of(dataset: Dataset) -> Frames:
    """Read the functional groups; single-frame objects state the same at the top level."""
    count = max(1, integer(dataset, "NumberOfFrames", 1))
    shared = item(dataset, "SharedFunctionalGroupsSequence")
    groups = items(dataset, "PerFrameFunctionalGroupsSequence")[:count]
    common = _Group.read(shared, _Group.read(dataset, _Group.none(), flat=True))
    each = [_Group.read(group, common) for group in groups]
    each += [common] * (min(count, MOST_FRAMES) - len(each))
    return Frames(
        rows=integer(dataset, "Rows"),
        columns=integer(dataset, "Columns"),
        segments=np.array([group.segment for group in each], np.int64),
        positions_lps=np.array([group.position for group in each]).reshape(-1, 3),
        orientations=np.array([group.orientation for group in each]).reshape(-1, 6),
        spacings_mm=np.array([group.spacing for group in each]).reshape(-1, 2),
        sources=tuple(group.sources for group in each),
        slice_mm=common.slice_mm or each[0].slice_mm,
    )


@dataclass(frozen=True, eq=False)
class _Group:
    segment: int
    position: Float
    orientation: Float
    spacing: Float
    sources: tuple[ImageKey, ...]
    slice_mm: float

    @classmethod
    def none(cls) -> _Group:
        return cls(0, np.full(3, np.nan), np.full(6, np.nan), np.full(2, np.nan), (), 0.0)

    @classmethod
    def read(cls, group: Dataset, common: _Group, *, flat: bool = False) -> _Group:
        """What one item of functional groups says, with ``common`` for what it does not."""

        def inner(keyword: str) -> Dataset:
            return group if flat else item(group, keyword)

        position = vector(inner("PlanePositionSequence"), "ImagePositionPatient", 3)
        orientation = vector(inner("PlaneOrientationSequence"), "ImageOrientationPatient", 6)
        measures = inner("PixelMeasuresSequence")
        spacing = vector(measures, "PixelSpacing", 2)
        between = number(measures, "SpacingBetweenSlices", 0.0) or number(measures, "SliceThickness", 0.0)
        return cls(
            integer(inner("SegmentIdentificationSequence"), "ReferencedSegmentNumber") or common.segment,
            common.position if position is None else position,
            common.orientation if orientation is None else orientation,
            common.spacing if spacing is None else spacing,
            _sources(group) or common.sources,
            abs(between) or common.slice_mm,
        )


def _sources(group: Dataset) -> tuple[ImageKey, ...]:
    found: list[ImageKey] = []
    for derivation in items(group, "DerivationImageSequence"):
        for source in items(derivation, "SourceImageSequence"):
            uid = text(source, "ReferencedSOPInstanceUID")
            numbers = [int(one) - 1 for one in floats(source, "ReferencedFrameNumber")]
            found += [(uid, one) for one in numbers or [NOT_ON_IMAGE]]
    return tuple(found)


def own_grid(frames: Frames) -> tuple[Geometry, NDArray[np.int64]] | None:
    """The regular grid on which an object's own frames lie, and the slice of each; None where they make none.

    Slices between the first and the last that have no frame (an object stores only what is not empty) are part of it.
    """
    if not frames.placed or np.abs(frames.orientations - frames.orientations[0]).max() > 1e-4:
        return None
    right, down = frames.orientations[0, :3], frames.orientations[0, 3:]
    normal = np.cross(right, down)
    along = frames.positions_lps @ normal
    places = _distinct(along)
    step = _step(places, frames.slice_mm)
    slices = np.rint((along - places[0]) / step).astype(np.int64)
    first, last = frames.positions_lps[int(np.argmin(along))], frames.positions_lps[int(np.argmax(along))]
    leaning = (last - first) / slices.max() if slices.max() else normal * step  # against the normal, where tilted
    off = np.abs(first + np.outer(slices, leaning) - frames.positions_lps).max()
    sparse = slices.max() > EMPTY_SLICES * (frames.count + EMPTY_SLICES)
    if sparse or off > max(STEP_PART * step, 1e-3):
        return None
    affine = np.eye(4)
    affine[:3, 0] = leaning
    affine[:3, 1], affine[:3, 2] = down * frames.spacings_mm[0, 0], right * frames.spacings_mm[0, 1]
    affine[:3, 3] = first
    return Geometry((int(slices.max()) + 1, frames.rows, frames.columns), affine), slices


def _distinct(along: Float) -> list[float]:
    ordered = np.sort(along)
    kept = [float(ordered[0])]
    kept += [float(later) for earlier, later in pairwise(ordered) if later - earlier > 1e-3]
    return kept


def _step(places: list[float], stated_mm: float) -> float:
    """The slice distance: what divides all gaps; the stated one where that does, or where there is but one slice."""
    gaps = np.diff(places)
    if not len(gaps):
        return stated_mm or 1.0
    if stated_mm > 0 and np.abs(gaps / stated_mm - np.rint(gaps / stated_mm)).max() < STEP_PART:
        return stated_mm * float(gaps.sum() / stated_mm / np.rint(gaps / stated_mm).sum())
    least = float(gaps.min())
    return float(gaps.sum() / np.rint(gaps / least).sum())
