"""The segmentation family: prepare (targets), run (network, maps on the source grid), decode (findings)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.lib.format import open_memmap
from numpy.typing import NDArray

from medview.core.errors import NotTrusted
from medview.core.geometry import Float, Geometry
from medview.core.stages import Checkpoint as StageCheckpoint
from medview.core.stages import Stages
from medview.core.text import tr
from medview.core.volume import Volume
from medview.engine.calibration import ambiguous_ml, entropy
from medview.engine.frame import from_model, to_model
from medview.engine.model import Model
from medview.engine.places import Target
from medview.engine.plausible import doubt
from medview.engine.postprocess import kept

Checkpoint = Callable[[float, str], None]


@dataclass(frozen=True, eq=False)
class Maps:
    """The label map (uint8 or uint16) and the uncertainty maps (float16) on the source grid, on disk.

    Args:
        labels: Path of the label map (.npy).
        uncertainty: Path of the uncertainty map (.npy).
        geometry: The source grid.
        spread: Path of the map of how far several networks and flips differ (.npy); None where there is but one pass.
    """

    labels: Path
    uncertainty: Path
    geometry: Geometry
    spread: Path | None = None

    @classmethod
    def create(
        cls,
        folder: Path,
        geometry: Geometry,
        dtype: type[np.uint8] | type[np.uint16] = np.uint8,
        spread: bool = False,
    ) -> Maps:
        """Empty maps in a folder."""
        apart = folder / "spread.npy" if spread else None
        maps = cls(folder / "labels.npy", folder / "uncertainty.npy", geometry, apart)
        open_memmap(maps.labels, mode="w+", dtype=dtype, shape=geometry.shape)
        for path in maps.fields:
            open_memmap(path, mode="w+", dtype=np.float16, shape=geometry.shape)
        return maps

    @property
    def fields(self) -> tuple[Path, ...]:
        """The maps beside the labels."""
        return (self.uncertainty, self.spread) if self.spread else (self.uncertainty,)


@dataclass(frozen=True, eq=False)
class Measured:
    """One class of one target on the source grid.

    Args:
        label: Its value in the label map.
        ml: Its volume.
        undecided_ml: Millilitres of p (1 - p).
        centroid_lps: Its centre of mass.
    """

    label: int
    ml: float
    undecided_ml: float
    centroid_lps: Float


@dataclass(frozen=True, eq=False)
class Segmented:
    """One target's result.

    Args:
        target: Where.
        parts: Its classes.
        undecided_ml: Millilitres of p (1 - p) of all classes together.
    """

    target: Target
    parts: tuple[Measured, ...]
    undecided_ml: float

    @property
    def ml(self) -> float:
        """Volume of all classes."""
        return sum(part.ml for part in self.parts)

    @property
    def centroid_lps(self) -> Float:
        """Centre of mass of all classes."""
        return np.asarray(sum(part.ml * part.centroid_lps for part in self.parts) / self.ml)


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a run gave.

    Args:
        segmented: Targets with a believable result.
        withheld: (target's name, why its result was withheld).
        windows: How many windows the network saw.
        given_up: What had to be given up for memory, one sentence each.
    """

    segmented: tuple[Segmented, ...]
    withheld: tuple[tuple[str, str], ...]
    windows: int
    given_up: tuple[str, ...] = ()


def run(
    model: Model,
    volume: Volume,
    targets: tuple[Target, ...],
    maps: Maps,
    checkpoint: Checkpoint | Stages,
    partial: Callable[[str], None],
) -> Outcome:
    """Segment every target onto the maps.

    Args:
        model: The model.
        volume: The source.
        targets: Where to look.
        maps: What to write to.
        checkpoint: Called with the done part (0..1) and a note before each window, or the stages to go through; may
            raise to stop.
        partial: Called with the label map's path as soon as it shows something while more is to come.

    Raises:
        NotTrusted: No target has a believable result.
    """
    segmented, withheld, windows, given_up = [], [], 0, list[str]()
    stages = checkpoint if isinstance(checkpoint, Stages) else Stages(_without_stage(checkpoint))
    for number, target in enumerate(targets):
        found = _one(
            model, volume, target, maps, stages.between(number / len(targets), (number + 1) / len(targets)), given_up
        )
        windows += model.windows(target.grid.shape)
        if isinstance(found, str):
            withheld.append((target.name, found))
            continue
        segmented.append(found)
        if number + 1 < len(targets):
            partial(str(maps.labels))
    if not segmented:
        raise _nothing_left(withheld)
    return Outcome(tuple(segmented), tuple(withheld), windows, tuple(given_up))


def _without_stage(checkpoint: Checkpoint) -> StageCheckpoint:
    def report(fraction: float, note: str = "", stage: str = "") -> None:
        checkpoint(fraction, note)

    return report


def _one(
    model: Model, volume: Volume, target: Target, maps: Maps, stages: Stages, given_up: list[str]
) -> Segmented | str:
    """One target's result, or why it is not to be believed."""
    configuration = model.package.configuration

    def told(sentence: str) -> None:
        given_up.append(sentence)
        stages.tell(sentence)

    note = tr("Segmenting: {name}").format(name=target.name)
    with stages.stage("prepare", 0.0, 0.1, note):
        image = to_model(volume, target.grid)
    with stages.stage("infer", 0.1, 0.7, note) as step:
        chances = model.predict(image, step, told)
    with stages.stage("post-process", 0.7, 0.7, note):
        uncertainty = entropy(chances)
        chances = kept(chances, configuration.postprocess, target.labels, target.grid.voxel_ml)
        reason = doubt(chances, target, configuration.plausible) if configuration.plausible else ""
    if reason:
        return reason
    with stages.stage("restore", 0.7, 1.0, note) as step:
        counts, sums = _write(chances, uncertainty, target, maps, step)
    if counts.min() == 0:
        return tr("a part of it is smaller than the image's voxels")
    voxel_ml, classes = target.grid.voxel_ml, range(1, len(chances))
    parts = (
        Measured(
            label,
            float(counts[c - 1] * maps.geometry.voxel_ml),
            ambiguous_ml(chances, (c,), voxel_ml),
            maps.geometry.to_lps(sums[c - 1] / counts[c - 1]),
        )
        for c, label in zip(classes, target.labels, strict=True)
    )
    return Segmented(target, tuple(parts), ambiguous_ml(chances, tuple(classes), voxel_ml))


def _write(
    chances: NDArray[np.float32],
    uncertainty: NDArray[np.float32],
    target: Target,
    maps: Maps,
    step: Callable[[float], None],
) -> tuple[NDArray[np.int64], Float]:
    """Resample onto the maps; returns voxels (classes,) and sums of their indices (classes, 3)."""
    values = np.array((0, *target.labels), np.uint8)
    labels, field = (open_memmap(path, mode="r+") for path in (maps.labels, maps.uncertainty))
    counts, sums = np.zeros(len(target.labels), np.int64), np.zeros((len(target.labels), 3))
    for slab in from_model(chances, uncertainty, target.grid, maps.geometry):
        step(slab.place[0].start / maps.geometry.shape[0])
        mine = np.where(labels[slab.place] == 0, slab.labels, 0)
        labels[slab.place] += values[mine]
        field[slab.place] = np.maximum(field[slab.place], slab.uncertainty)
        for c in range(len(counts)):
            where = np.argwhere(mine == c + 1)
            counts[c] += len(where)
            sums[c] += (where + [part.start for part in slab.place]).sum(axis=0)
    labels.flush()
    field.flush()
    return counts, sums


def _nothing_left(withheld: list[tuple[str, str]]) -> NotTrusted:
    reasons = "; ".join(tr("{name}: {reason}").format(name=name, reason=reason) for name, reason in withheld)
    return NotTrusted(
        tr("The result is not to be trusted and nothing was drawn ({reasons}).").format(reasons=reasons),
        tr("Check that this is a T1-weighted MR of a head, or a crop around one hippocampus."),
    )
