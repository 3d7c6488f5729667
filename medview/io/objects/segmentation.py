"""DICOM SEG (binary, fractional, label map) as a layer on the images it was drawn on (PS3.3 A.51, A.102, C.8.20).

Frames are painted whole, one after another: hundreds of frames of a hundred segments take about as long as unpacking
their bits.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from medview.core.content import Node, Tree
from medview.core.errors import ReadError
from medview.core.geometry import Geometry
from medview.core.overlay import FieldLayer, LabelLayer
from medview.core.study import Kind, Series
from medview.core.text import tr
from medview.io.objects.frames import Frames, frames_of, own_grid
from medview.io.objects.layers import check_in_memory, new_layer, resample, shares_voxels
from medview.io.objects.painting import Brush, Canvas, fraction_brush, label_brush, paint_mask, strongest_brush
from medview.io.objects.planes import NOWHERE, Planes, planes_of
from medview.io.objects.reading import Source, floats, integer, text
from medview.io.objects.segments import Segment, segments_of, unnamed
from medview.io.objects.slide import Thinning, full_segments, is_tiled, matrix_size, tile_starts
from medview.io.objects.target import Target, check_frame_of_reference, check_patient, referred_images, target_of
from medview.io.pixels import frames as pixels_of
from medview.io.slide import layout

HALF = 0.5
"""From this fraction on a voxel counts as inside, where several fractional segments become one label map."""

_TOLD_EVERY = 64


@dataclass(eq=False)
class _Job:
    """A segmentation on its way onto images.

    Args:
        source: The object.
        target: The images.
        segments: What its values mean.
        frames: Its frames.
        kind: Segmentation Type.
        notes: What a reader must know.
        present: Values found in its frames.
        overlaps: Voxels in which segments overlap.
    """

    source: Source
    target: Target
    segments: tuple[Segment, ...]
    frames: Frames
    kind: str
    notes: list[str]
    present: set[int] = field(default_factory=set)
    overlaps: int = 0

    @property
    def most(self) -> int:
        """Maximum Fractional Value."""
        return max(1, integer(self.source.dataset, "MaximumFractionalValue", 255))

    @property
    def is_field(self) -> bool:
        """Whether fractions stay what they are: one fractional segment on a grid."""
        return self.kind == "FRACTIONAL" and len(self.segments) == 1 and self.target.geometry is not None

    @property
    def path(self) -> Path:
        """The layer's file."""
        return self.source.folder / "overlaid.npy"


def overlaid(source: Source, onto: Series) -> LabelLayer | FieldLayer:
    """Bring a segmentation onto its images.

    Raises:
        ReadError: It belongs to another patient, frame of reference or to other images, or cannot be decoded.
    """
    dataset = source.dataset
    check_patient(dataset, onto)
    job = _job(source, onto)
    referred = referred_images(dataset) | {uid for sources in job.frames.sources for uid, _ in sources}
    stated = {text(dataset, "FrameOfReferenceUID")} - {""}
    told = check_frame_of_reference(stated, job.target, referred)
    job.notes += [told] * bool(told)
    into = _painted_slide(job) if is_tiled(dataset) else _painted(job, same_place=not told)
    del into  # written when the map is let go
    return _layer(job)


def laid_on(source: Source, onto: Series) -> LabelLayer | FieldLayer:
    """Bring a segmentation onto a volume that says neither whose it is nor in which frame of reference (NIfTI).

    Somebody says that they belong together; their places have to agree with that.

    Raises:
        ReadError: Its voxels are not those of the volume, or it cannot be decoded.
    """
    job = _job(source, onto)
    own, grid = own_grid(job.frames), onto.geometry
    if own is None or grid is None or not shares_voxels(own[0], grid) or not _within(own[0], grid):
        raise ReadError(
            tr("Its voxels lie elsewhere than those of the image of this name."),
            tr("Give the segmentation that was drawn on this image, or its DICOM series instead of the NIfTI file."),
        )
    into = _painted(job, same_place=True)
    del into  # written when the map is let go
    return _layer(job)


def _within(own: Geometry, grid: Geometry) -> bool:
    return all(grid.contains(corner) for corner in own.corners_lps())


def _job(source: Source, onto: Series) -> _Job:
    dataset = source.dataset
    return _Job(source, target_of(onto), segments_of(dataset), _frames(dataset), segmentation_type(dataset), [])


def segmentation_type(dataset: Dataset) -> str:
    """BINARY, FRACTIONAL or LABELMAP."""
    return text(dataset, "SegmentationType").upper() or "BINARY"


def _frames(dataset: Dataset) -> Frames:
    """Its frames; a segment named by none of them belongs to all where it is the only one."""
    frames = frames_of(dataset)
    numbers = [segment.label.value for segment in segments_of(dataset)]
    if text(dataset, "DimensionOrganizationType") == "TILED_FULL" and numbers:
        return replace(frames, segments=full_segments(dataset, frames.count, numbers))
    if len(numbers) == 1:
        return replace(frames, segments=np.where(frames.segments == 0, numbers[0], frames.segments))
    return frames


def _painted(job: _Job, *, same_place: bool) -> NDArray[Any]:
    """Paint onto the planes of the images, or onto a grid of its own which is then resampled."""
    planes = planes_of(job.frames, job.target, same_place=same_place)
    if planes is not None:
        _tell(job, planes)
        into = new_layer(job.path, job.target.shape, _kind(job))
        _paint(job, into, planes.numbers, np.broadcast_to(planes.start, (job.frames.count, 2)))
        return into
    geometry = job.target.geometry
    own = own_grid(job.frames) if geometry is not None and same_place else None
    if own is None or geometry is None:
        raise ReadError(
            tr("None of its frames belongs to an image of this series."), tr("Open the images it was drawn on.")
        )
    return _resampled(job, own[0], own[1], geometry)


def _resampled(job: _Job, grid: Geometry, slices: NDArray[np.int64], onto: Geometry) -> NDArray[Any]:
    check_in_memory(grid.shape)
    drawn = np.zeros(grid.shape, _kind(job))
    _paint(job, drawn, slices, np.zeros((job.frames.count, 2), np.int64))
    into = new_layer(job.path, onto.shape, drawn.dtype)
    outside = np.nan if job.is_field else 0
    resample(drawn, grid, into, onto, order=1 if job.is_field else 0, outside=outside, checkpoint=job.source.checkpoint)
    if not shares_voxels(grid, onto):
        spacing = " × ".join(f"{side:.3g}" for side in grid.spacing_mm)
        job.notes.append(tr("Drawn on another grid ({spacing} mm) and resampled.").format(spacing=spacing))
    return into


def _painted_slide(job: _Job) -> NDArray[Any]:
    """Tiles into the pictures they were made from, or into the levels of a slide, as large as those are shown."""
    frames, target = job.frames, job.target
    if target.series.kind is not Kind.SLIDE:
        named = planes_of(frames, target, same_place=False)
        if named is None:
            raise ReadError(
                tr("None of its frames belongs to an image of this series."), tr("Open the slide it was drawn on.")
            )
        _tell(job, named)
        into = new_layer(job.path, target.shape, _kind(job))
        _paint(job, into, named.numbers, np.zeros((frames.count, 2), np.int64))
        return into
    placed, matrix = layout(target.series), matrix_size(job.source.dataset)
    into = new_layer(job.path, (len(placed), *placed[0].canvas), _kind(job))
    starts = tile_starts(job.source.dataset, frames.count)
    for number, one in enumerate(placed):
        if one.tissue:
            _paint(job, into, np.full(frames.count, number), starts, Thinning(matrix, one.size, one.start))
    if all(one.matrix != matrix for one in placed):
        told = tr("Drawn on another level of the slide, of {columns}×{rows} pixels.")
        job.notes.append(told.format(rows=matrix[0], columns=matrix[1]))
    return into


def _kind(job: _Job) -> type[np.generic]:
    if job.is_field:
        return np.float32
    largest = max((segment.label.value for segment in job.segments), default=0)
    wide = largest > 255 or (job.kind == "LABELMAP" and integer(job.source.dataset, "BitsAllocated") > 8)
    return np.uint16 if wide else np.uint8


def _paint(
    job: _Job, into: NDArray[Any], planes: NDArray[np.int64], starts: NDArray[np.int64], thin: Thinning | None = None
) -> None:
    """Paint all frames, in the order of their segments."""
    pixels = pixels_of(job.source.path)
    canvas = Canvas(into, np.zeros(into.shape, np.uint8) if _compares(job) else None)
    brush = _brush(job)
    order = [int(n) for n in np.argsort(job.frames.segments, kind="stable") if planes[n] != NOWHERE]
    for done, number in enumerate(order):
        if done % _TOLD_EVERY == 0:
            job.source.checkpoint(done / len(order), tr("Drawing segments"))
        place, part = canvas.meet(
            pixels.stored(number), int(planes[number]), (int(starts[number][0]), int(starts[number][1]))
        )
        brush(canvas, place, part, int(job.frames.segments[number]))
    job.present |= canvas.present
    job.notes += pixels.notes
    if canvas.overlaps:
        told = tr("Segments overlap in {count} voxels: the {which} is shown there.")
        which = tr("stronger") if _compares(job) else tr("later")
        job.notes.append(told.format(count=canvas.overlaps, which=which))
        job.overlaps += 0 if _compares(job) else canvas.overlaps


def _compares(job: _Job) -> bool:
    return job.kind == "FRACTIONAL" and not job.is_field


def _brush(job: _Job) -> Brush:
    if job.kind == "LABELMAP":
        padding = floats(job.source.dataset, "PixelPaddingValue")
        return label_brush(int(padding[0]) if len(padding) else None)
    if job.kind == "FRACTIONAL":
        return fraction_brush(job.most) if job.is_field else strongest_brush(math.ceil(HALF * job.most))
    return paint_mask


def _tell(job: _Job, planes: Planes) -> None:
    if planes.lost:
        told = tr("{count} of its {all} frames lie on no image of this series.")
        job.notes.append(told.format(count=planes.lost, all=job.frames.count))
    if planes.disagree:
        told = tr("{count} frames lie elsewhere than the images they name; their place was used.")
        job.notes.append(told.format(count=planes.disagree))


def _layer(job: _Job) -> LabelLayer | FieldLayer:
    drawn_by = dict.fromkeys(segment.drawn_by for segment in job.segments if segment.drawn_by)
    if drawn_by:
        job.notes.append(tr("Drawn by: {who}.").format(who="; ".join(list(drawn_by)[:3])))
    source, title = job.source, job.source.title
    if job.is_field:
        kind = text(source.dataset, "SegmentationFractionalType").capitalize() or tr("Fraction")
        name = job.segments[0].label.name
        note = " ".join(dict.fromkeys([f"{name}: {kind}.", *job.notes]))
        return FieldLayer(source.uid, title, str(job.path), "1", 0.5 / job.most, 1.0, note)
    if job.kind == "FRACTIONAL":
        job.notes.append(tr("Fractions from {half} on are shown as inside.").format(half=HALF))
    known = {segment.label.value: segment.label for segment in job.segments}
    undescribed = sorted(job.present - set(known) - {0})
    if undescribed:
        told = tr("No segment describes the values {values}.")
        job.notes.append(told.format(values=", ".join(map(str, undescribed[:10]))))
    labels = (*known.values(), *(unnamed(value) for value in undescribed))
    note = " ".join(dict.fromkeys(job.notes))
    return LabelLayer(source.uid, title, str(job.path), labels, note, overlaps=job.overlaps)


def content(source: Source) -> Tree:
    """A segmentation without its images: its segments, line by line."""
    dataset = source.dataset
    segments = segments_of(dataset)
    kind = Node(tr("Kind"), segmentation_type(dataset).capitalize())
    count = Node(tr("Frames"), str(max(1, integer(dataset, "NumberOfFrames", 1))))
    listed = Node(tr("Segments"), str(len(segments)), children=tuple(segment.node for segment in segments))
    about = Node(tr("Images"), images=tuple(sorted(referred_images(dataset))))
    lines = (kind, count, listed, about) if about.images else (kind, count, listed)
    return Tree(source.title, Node(source.title, children=lines), notes=source.notes)
