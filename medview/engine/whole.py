"""Models that read the whole image: prepare, slide, restore and clean up, in slabs from the first to the last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic
from typing import Any

import numpy as np
import torch
from numpy.lib.format import open_memmap
from numpy.typing import NDArray

from medview.core.geometry import Float, Geometry
from medview.core.heap import give_back
from medview.core.plan import Plan
from medview.core.stages import Stages
from medview.engine.deciding import decision
from medview.engine.model import Model
from medview.engine.postprocess import clean
from medview.engine.prepare import Prepared, prepare, restores_outputs
from medview.engine.restore import Restorer
from medview.engine.segmentation import Maps
from medview.engine.sliding import Settings, Sliding, Streaming

PARTIAL_EVERY_S = 0.5
"""Unfinished labels are shown no more often than this."""

PREPARED, INFERRED = 0.1, 0.9
"""Done part of a run after the image is prepared, and after the last window."""


@dataclass(frozen=True, eq=False)
class Found:
    """One label on the source grid.

    Args:
        value: Its value in the label map.
        ml: Its volume.
        undecided_ml: Millilitres of p (1 - p), where the package's intervals ask for it.
        centroid_lps: Its centre of mass.
        channel: Channel of the network's output that it is.
    """

    value: int
    ml: float
    undecided_ml: float
    centroid_lps: Float
    channel: int


@dataclass(frozen=True, eq=False)
class WholeOutcome:
    """What a run gave.

    Args:
        found: The labels that are there.
        plan: How it was run, with what had to be given up.
        windows: How many windows the network computed; those of equal constant content count once.
    """

    found: tuple[Found, ...]
    plan: Plan
    windows: int


@dataclass(eq=False)
class Wishes:
    """What who asks for a run wants beside its result.

    Args:
        partial: Called with the label map's path when more of it is there.
        told: Called with a sentence when something had to be given up.
        focus_lps: LPS point around which windows are computed first.
        spread: Whether the spread over several networks and flips is mapped.
        reuse: Whether windows of equal constant content are computed once.
    """

    partial: Callable[[str], None] = lambda _: None
    told: Callable[[str], None] = lambda _: None
    focus_lps: tuple[float, float, float] | None = None
    spread: bool = True
    reuse: bool = True
    _shown_s: float = field(default_factory=monotonic)

    def show(self, path: Path) -> None:
        """Show what is there, unless that was done a moment ago."""
        if monotonic() - self._shown_s >= PARTIAL_EVERY_S:
            self._shown_s = monotonic()
            self.partial(str(path))


def maps_for(model: Model, folder: Path, geometry: Geometry, spread: bool = True) -> Maps:
    """Empty maps for a run of a model."""
    kind = decision(model.package.configuration).dtype
    return Maps.create(folder, geometry, kind, spread and model.passes > 1)


def segment(
    model: Model,
    channels: Sequence[NDArray[Any]],
    maps: Maps,
    plan: Plan,
    stages: Stages,
    wishes: Wishes | None = None,
) -> WholeOutcome:
    """Segment a whole image onto maps.

    Args:
        model: The model.
        channels: (k, j, i) values of each of its channels on the maps' grid.
        maps: What to write to.
        plan: How.
        stages: Told every step; may raise to stop within one pass.
        wishes: What else is wanted.
    """
    wishes = wishes or Wishes()
    give_back()  # what the network's last run left free
    with stages.stage("prepare", 0.0, PREPARED) as step:
        prepared = prepare(model.package.configuration, channels, maps.geometry, step)
    give_back()  # the image on the source's grid
    plan, windows, undecided = _infer(model, prepared, maps, plan, stages, wishes)
    labels = open_memmap(maps.labels, mode="r+")
    with stages.stage("post-process", INFERRED, 1.0) as step:
        clean(labels, model.package.configuration.postprocess, maps.geometry.voxel_ml, step)
        labels.flush()
        found = _measured(model, labels, maps.geometry, undecided)
    return WholeOutcome(found, plan, windows)


def _infer(
    model: Model, prepared: Prepared, maps: Maps, plan: Plan, stages: Stages, wishes: Wishes
) -> tuple[Plan, int, NDArray[np.float64]]:
    """Windows in, labels and doubt out; returns the plan as it was in the end, the windows, and what is undecided."""
    configuration, said = model.package.configuration, list(plan.notes)

    def told(sentence: str) -> None:
        said.append(sentence)
        stages.tell(sentence)
        wishes.told(sentence)

    with stages.stage("infer", PREPARED, INFERRED) as step:
        settings = model.settings(plan, maps.spread is not None)
        sliding = _sliding(model, prepared, settings, step, told, wishes)
        writer = Restorer(
            prepared.frame,
            sliding.layout,
            decision(configuration),
            restores_outputs(configuration),
            open_memmap(maps.labels, mode="r+"),
            [open_memmap(path, mode="r+") for path in maps.fields],
            any(rule.scale == "ambiguous" for rule in configuration.calibration.intervals),
        )
        for tile in sliding.tiles():
            with stages.within("restore"), torch.inference_mode():
                writer.take(tile)
            wishes.show(maps.labels)
    voxels = writer.ambiguous * prepared.frame.voxel_ml
    return settings.told(replace(plan, notes=tuple(said))), sliding.computed, voxels


def _sliding(
    model: Model,
    prepared: Prepared,
    settings: Settings,
    step: Callable[[float], None],
    told: Callable[[str], None],
    wishes: Wishes,
) -> Sliding | Streaming:
    """Layer by layer where the network allows it, or else window by window."""
    tiling, streaming = model.package.configuration.tiling, model.layerwise()
    if streaming is not None:
        return Streaming(prepared.image, tiling, streaming, step)
    return Sliding(prepared.image, tiling, settings, step, told, _focus(prepared, wishes.focus_lps), wishes.reuse)


def _focus(prepared: Prepared, point_lps: tuple[float, float, float] | None) -> tuple[int, int, int] | None:
    """A point as a voxel of what the network sees."""
    if point_lps is None:
        return None
    frame = prepared.frame
    index = frame.source.to_index(point_lps)
    places = []
    for axis, (source_axis, flip) in enumerate(zip(frame.axes, frame.flipped, strict=True)):
        inside = index[source_axis] - frame.box[source_axis].start
        along = frame.read[axis] - 1 - inside if flip else inside
        row = int(np.clip(round(float(along)), 0, frame.read[axis] - 1))
        places.append(round(float(frame.back(axis)[row])))
    x, y, z = places
    return x, y, z


def _measured(
    model: Model, labels: NDArray[Any], geometry: Geometry, undecided: NDArray[np.float64]
) -> tuple[Found, ...]:
    """Volume and centre of each label that is there, slice by slice."""
    decided = decision(model.package.configuration)
    length = max(decided.values) + 1
    counts, sums = np.zeros(length), np.zeros((3, length))
    rows, columns = np.indices(labels.shape[1:])
    for number, plane in enumerate(labels):
        flat = plane.ravel()
        here = np.bincount(flat, minlength=length)
        counts += here
        sums[0] += here * number
        for axis, place in enumerate((rows, columns), start=1):
            sums[axis] += np.bincount(flat, place.ravel(), minlength=length)
    found = []
    for winner, value in enumerate(decided.values[1:], start=1):
        channel = winner - 1 if decided.alone else winner
        if counts[value]:
            centre = geometry.to_lps(sums[:, value] / counts[value])
            doubt = float(undecided[channel]) if undecided.size else 0.0
            found.append(Found(value, float(counts[value] * geometry.voxel_ml), doubt, centre, channel))
    return tuple(found)
