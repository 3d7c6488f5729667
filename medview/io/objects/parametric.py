"""Parametric maps: real-world values on the images they were computed from, or as volumes of their own (PS3.3 A.75)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from medview.core.content import Node, Tree
from medview.core.errors import ReadError
from medview.core.geometry import Geometry
from medview.core.overlay import FieldLayer
from medview.core.study import Series
from medview.core.text import tr
from medview.core.volume import StoredVolume
from medview.io.atomic import writing_errors
from medview.io.objects.frames import Frames, frames_of, own_grid
from medview.io.objects.layers import check_in_memory, new_layer, resample, shares_voxels
from medview.io.objects.painting import Canvas
from medview.io.objects.planes import NOWHERE, planes_of
from medview.io.objects.reading import Source, item, items, open_source, text
from medview.io.objects.real_world import Mapping, mappings_of, node_of
from medview.io.objects.target import (
    Target,
    check_frame_of_reference,
    check_patient,
    referred_images,
    target_of,
)  # fmt: skip
from medview.io.pixels import frames as pixels_of
from medview.io.sources import Checkpoint

LOW_PART, HIGH_PART = 2.0, 98.0
"""Percentiles between which a map's colours go."""

_SAMPLED = 1 << 20
_TOLD_EVERY = 16


def overlaid(source: Source, onto: Series) -> FieldLayer:
    """Bring a map onto the grid of a series, between its voxels trilinearly where the grids differ; NaN outside.

    Raises:
        ReadError: It belongs to another patient or place, or cannot be decoded.
    """
    dataset = source.dataset
    check_patient(dataset, onto)
    target = target_of(onto)
    frames = frames_of(dataset)
    referred = referred_images(dataset) | {uid for sources in frames.sources for uid, _ in sources}
    told = check_frame_of_reference({text(dataset, "FrameOfReferenceUID")} - {""}, target, referred)
    notes = [told] if told else []
    values = _Values.of(source, frames)
    path = source.folder / "overlaid.npy"
    into = _onto(values, target, path, notes, same_place=not told)
    low, high = _range(into)
    note = " ".join(part for part in (values.mapping.label, *notes, *values.told) if part)
    return FieldLayer(source.uid, source.title, str(path), values.mapping.unit, low, high, note)


@dataclass(eq=False)
class _Values:
    """The frames of one map, in its unit.

    Args:
        source: The object.
        frames: Where they lie.
        mapping: How stored values become real ones, where no frame has a mapping of its own.
        each: Mappings of single frames.
        chosen: The frames of the map shown; others, of further maps at the same places, are left out.
        told: What a reader must know.
    """

    source: Source
    frames: Frames
    mapping: Mapping
    each: list[Mapping | None]
    chosen: NDArray[np.bool_]
    told: list[str]

    @classmethod
    def of(cls, source: Source, frames: Frames) -> _Values:
        dataset = source.dataset
        shared = mappings_of(item(dataset, "SharedFunctionalGroupsSequence")) or mappings_of(dataset)
        groups = items(dataset, "PerFrameFunctionalGroupsSequence")[: frames.count]
        each: list[Mapping | None] = [next(iter(mappings_of(group)), None) for group in groups]
        each += [None] * (frames.count - len(each))
        stated = [*shared, *(mapping for mapping in each if mapping is not None)]
        chosen = _first_at_each_place(frames)
        told = []
        if not chosen.all():
            told.append(tr("It holds several maps; the first is shown."))
        if not stated:
            told.append(tr("What its values measure is not stated."))
        return cls(source, frames, stated[0] if stated else Mapping(), each, chosen, told)

    def paint(self, into: NDArray[np.float32], planes: NDArray[np.int64], start: tuple[int, int]) -> None:
        """Write the chosen frames into their planes."""
        pixels, canvas = pixels_of(self.source.path), Canvas(into)
        wanted = [int(n) for n in np.flatnonzero(self.chosen) if planes[n] != NOWHERE]
        for done, number in enumerate(wanted):
            if done % _TOLD_EVERY == 0:
                self.source.checkpoint(done / len(wanted), tr("Reading the map"))
            mapping = self.each[number] or self.mapping
            place, part = canvas.meet(mapping.apply(pixels.stored(number)), int(planes[number]), start)
            into[place] = part


def _first_at_each_place(frames: Frames) -> NDArray[np.bool_]:
    chosen = np.ones(frames.count, np.bool_)
    if frames.placed:
        keys = np.round(np.hstack([frames.positions_lps, frames.orientations]), 3)
        _, firsts = np.unique(keys, axis=0, return_index=True)
        chosen[:] = False
        chosen[firsts] = True
    return chosen


def _onto(values: _Values, target: Target, path: Path, notes: list[str], *, same_place: bool) -> NDArray[Any]:
    planes = planes_of(values.frames, target, same_place=same_place)
    into = new_layer(path, target.shape, np.float32)
    into[...] = np.nan
    if planes is not None:
        values.paint(into, planes.numbers, planes.start)
        return into
    own = own_grid(values.frames) if same_place else None
    if own is None or target.geometry is None:
        raise ReadError(tr("The map does not lie on these images."), tr("Open the images it was computed from."))
    resample(
        _own_array(values, own[0], own[1]), own[0], into, target.geometry,
        order=1, outside=np.nan, checkpoint=values.source.checkpoint,
    )  # fmt: skip
    if not shares_voxels(own[0], target.geometry):
        notes.append(tr("Computed on another grid and resampled."))
    return into


def _own_array(values: _Values, grid: Geometry, slices: NDArray[np.int64]) -> NDArray[np.float32]:
    check_in_memory(grid.shape)
    array = np.full(grid.shape, np.nan, np.float32)
    values.paint(array, slices, (0, 0))
    return array


def _range(values: NDArray[Any]) -> tuple[float, float]:
    sampled = np.asarray(values).reshape(-1)[:: max(1, values.size // _SAMPLED)]
    finite = sampled[np.isfinite(sampled)]
    if not len(finite):
        return 0.0, 1.0
    low, high = (float(part) for part in np.percentile(finite, [LOW_PART, HIGH_PART]))
    return (low, high) if high > low else (low, low + 1.0)


def load_map(series: Series, path: Path, checkpoint: Checkpoint) -> StoredVolume:
    """Write a parametric map as a volume on its own grid to ``path`` (.npy, float32, NaN where it has no value).

    Raises:
        ReadError: Its frames make no regular grid, or cannot be decoded.
    """
    source = open_source(series, path.parent, checkpoint)
    values = _Values.of(source, frames_of(source.dataset))
    own = own_grid(values.frames)
    if own is None:
        raise ReadError(
            tr("The map's frames make no regular grid."),
            tr("Open the images it was computed from, and lay it over them."),
        )
    array = _own_array(values, own[0], own[1])
    with writing_errors(path):
        np.save(path, array, allow_pickle=False)
    note = " ".join(part for part in (values.mapping.label, values.mapping.unit, *values.told) if part)
    return StoredVolume(str(path), own[0], note=note)


def content(source: Source) -> Tree:
    """A map without its images: what its values measure."""
    dataset: Dataset = source.dataset
    frames = frames_of(dataset)
    values = _Values.of(source, frames)
    size = Node(tr("Size"), f"{frames.count} × {frames.rows} × {frames.columns}")
    about = sorted(referred_images(dataset) | {uid for sources in frames.sources for uid, _ in sources})
    lines = (size, node_of(values.mapping), Node(tr("Images"), str(len(about)), images=tuple(about)))
    return Tree(source.title, Node(source.title, children=lines), notes=tuple(values.told))
