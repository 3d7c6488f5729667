"""Running a model on pictures: one after the other, or the axial slices of a volume."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib.format import open_memmap
from numpy.typing import NDArray

from medview.catalog.package import Package
from medview.core.code import UNITY
from medview.core.errors import NotTrusted, ReadError
from medview.core.finding import Box, Field, Finding, GateAnswer, Provenance, Whole
from medview.core.images import StoredImages
from medview.core.study import Series
from medview.core.text import tr
from medview.engine.axial import axial, grey_range
from medview.engine.deciding import decision
from medview.engine.device import device_name
from medview.engine.findings import SPREAD, UNCERTAINTY
from medview.engine.fusing import Boxes
from medview.engine.gate import gate_answers, outside, refused
from medview.engine.model import Model
from medview.engine.picture_classes import class_of
from medview.engine.picture_findings import Told, areas, counts, of_areas, of_boxes, of_chances, scored, set_coverage
from medview.engine.picture_run import Answer, Chances, LabelMap, answer
from medview.engine.pictures import shown_bright
from medview.engine.postprocess import clean
from medview.engine.stacking import Stacked, stacked
from medview.tasks.framed import frame_values
from medview.tasks.running import DRAWN, LOADED, Result, Run

Picture = NDArray[Any]


@dataclass(eq=False)
class _Seen:
    """What became of the pictures so far.

    Args:
        told: What is said of them.
        gate: What the input gate said.
        refusals: (picture, sentence) of those that no result is shown of.
        outsiders: (picture, sentence) of what the gate warns of.
        unread: (picture, why) of those that cannot be read.
        empty: Pictures on which nothing was outlined.
        used: Values of the label map.
        maps: The maps, once there are any.
    """

    told: list[Told] = field(default_factory=list)
    gate: list[GateAnswer] = field(default_factory=list)
    refusals: list[tuple[int, str]] = field(default_factory=list)
    outsiders: list[tuple[int, str]] = field(default_factory=list)
    unread: list[tuple[int, str]] = field(default_factory=list)
    empty: list[int] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    maps: _Maps | None = None

    def warnings(self, count: int) -> tuple[str, ...]:
        """One sentence for each thing a reader must know."""
        known = tr("Outside what this model knows{where}: {sentence}")
        none = tr("No result is shown{where}: {sentence}")
        broken, empty = tr("Not read{where}: {sentence}"), tr("Nothing was outlined{where}.")
        nothing = [(frame, "") for frame in self.empty]
        pairs = ((none, self.refusals), (known, self.outsiders), (broken, self.unread), (empty, nothing))
        return tuple(line for words, told in pairs for line in _grouped(words, told, count))


@dataclass(frozen=True, eq=False)
class _Maps:
    """Maps (frames, rows, columns) of all pictures, on disk.

    Args:
        labels: The label map.
        uncertainty: 0 where the model is sure, 1 where it guesses.
        spread: How far several networks and mirrored passes differ; None where there is but one.
    """

    labels: Path
    uncertainty: Path
    spread: Path | None

    @classmethod
    def create(cls, model: Model, folder: Path, frames: int, shape: tuple[int, int]) -> _Maps:
        """Empty maps in a folder."""
        apart = folder / "spread.npy" if model.passes > 1 else None
        maps = cls(folder / "labels.npy", folder / "uncertainty.npy", apart)
        open_memmap(maps.labels, "w+", decision(model.package.configuration).dtype, (frames, *shape))
        for path in filter(None, (maps.uncertainty, maps.spread)):
            open_memmap(path, "w+", np.float16, (frames, *shape))
        return maps

    def write(self, frame: int, labels: NDArray[Any], found: LabelMap) -> None:
        """One picture's maps."""
        pairs = ((self.labels, labels), (self.uncertainty, found.doubt), (self.spread, found.spread))
        for path, values in pairs:
            if path is not None and values is not None:
                open_memmap(path, "r+")[frame] = values


def on_pictures(asked: Run) -> Result:
    """Run a model on every picture of a stack.

    Raises:
        NotTrusted: The input gate refuses all of them.
        ReadError: None can be read.
    """
    seen, images = _Seen(), asked.images
    pictures = Pictures(asked.series, images)
    count = len(images.frames)
    with asked.stages.between(LOADED, DRAWN).stage("infer", 0.0, 1.0, tr("Looking at the pictures")) as step:
        for frame in range(count):
            step(frame / count)
            _look(asked, pictures, frame, seen)
    _refuse_without_result(asked.model.package, seen, count)
    return Result(
        (*_plan(asked.model), ("pictures", str(count - len(seen.refusals) - len(seen.unread)))),
        frozenset(seen.used),
        seen.warnings(count),
        lambda source: _findings(seen, source),
        tuple(seen.gate),
    )


def _look(asked: Run, pictures: Pictures, frame: int, seen: _Seen) -> None:
    try:
        picture = pictures.read(frame)
    except ReadError as error:
        seen.unread.append((frame, error.message))
        return
    package = asked.model.package
    answers = gate_answers(package, picture, frame)
    seen.gate += answers
    refusals = refused(package, answers)
    if refusals:
        seen.refusals += [(frame, sentence) for sentence in refusals]
        return
    sentences = outside(answers)
    seen.outsiders += [(frame, sentence) for sentence in sentences]
    told = _TOLD[type(found := answer(asked.model, picture))](asked, found, frame, seen)
    seen.told += [_doubted(one) for one in told] if sentences else told


def _doubted(one: Told) -> Told:
    return replace(one, note=" ".join(filter(None, (tr("Outside what this model knows."), one.note))))


@dataclass(frozen=True, eq=False)
class Pictures:
    """Pictures of a stack, wherever they lie."""

    series: Series
    images: StoredImages

    def read(self, frame: int) -> Picture:
        """A picture, high values white.

        Raises:
            ReadError: It cannot be read.
        """
        facts = self.images.frames[frame]
        return shown_bright(frame_values(self.series, self.images, frame), facts.inverted, facts.padding)


def _classes(asked: Run, found: Any, frame: int, seen: _Seen) -> tuple[Told, ...]:
    return of_chances(asked.model.package.configuration, found, frame)


def _boxes(asked: Run, found: Any, frame: int, seen: _Seen) -> tuple[Told, ...]:
    return of_boxes(asked.model.package.configuration, found, frame)


def _labels(asked: Run, found: Any, frame: int, seen: _Seen) -> tuple[Told, ...]:
    configuration = asked.model.package.configuration
    labels = found.labels[None].copy()
    clean(labels, configuration.postprocess, 100.0 / labels.size, lambda _: None)
    if seen.maps is None:
        seen.maps = _Maps.create(asked.model, asked.context.folder, len(asked.images.frames), labels.shape[1:])
    seen.maps.write(frame, labels[0], found)
    there = areas(configuration, labels[0], found.chances, decision(configuration).values)
    seen.used |= {one.label.value for one in there}
    seen.empty += [] if there else [frame]
    return of_areas(configuration, there, asked.images.frames[frame].spacing, str(seen.maps.labels), frame)


_TOLD: Mapping[type[Answer], Callable[[Run, Any, int, _Seen], tuple[Told, ...]]] = {
    Chances: _classes,
    Boxes: _boxes,
    LabelMap: _labels,
}


def _findings(seen: _Seen, source: Provenance) -> tuple[Finding, ...]:
    return (*(one.finding(source) for one in seen.told), *(one.finding(source) for one in _fields(seen.maps)))


def _fields(maps: _Maps | None) -> Iterator[Told]:
    if maps is None:
        return
    note = tr("0 where the model is sure, 1 where it guesses.")
    yield Told(UNCERTAINTY, Whole(), Field(str(maps.uncertainty), UNITY, 0.0, 1.0), note=note)
    if maps.spread is not None:
        note = tr("How far the probabilities of several networks or mirrored passes differ (standard deviation).")
        yield Told(SPREAD, Whole(), Field(str(maps.spread), UNITY, 0.0, 0.5), note=note)


def on_slices(asked: Run) -> Result:
    """Run a detector of pictures on the axial slices of a volume, and put their boxes together in space.

    Raises:
        NotTrusted: The input gate refuses the middle slice.
    """
    volume = asked.volume.open()
    slices = axial(asked.volume.geometry)
    package, grey = asked.model.package, grey_range(volume.array)
    seen, middle = _Seen(), slices.numbers[len(slices.numbers) // 2]
    seen.gate += gate_answers(package, slices.picture(volume, middle, *grey))
    seen.refusals += [(0, sentence) for sentence in refused(package, tuple(seen.gate))]
    _refuse_without_result(package, seen, 1)
    seen.outsiders += [(0, sentence) for sentence in outside(tuple(seen.gate))]
    found: list[Boxes] = []
    with asked.stages.between(LOADED, DRAWN).stage("infer", 0.0, 1.0, tr("Looking at the slices")) as step:
        for place, number in enumerate(slices.numbers):
            step(place / len(slices.numbers))
            boxes = answer(asked.model, slices.picture(volume, number, *grey))
            assert isinstance(boxes, Boxes)  # a detector's
            found.append(boxes)
    things = stacked(found)

    def told(thing: Stacked) -> Told:
        ends = (slices.numbers[thing.places[0]], slices.numbers[thing.places[1]])
        low, high = slices.corners(thing.box, ends)
        return _in_space(package, thing, low, high)

    numbers, scores = np.array([one.number for one in things], int), np.array([one.score for one in things], float)
    every = (*counts(package.configuration, numbers, scores, Whole()), *map(told, things))
    seen.told += [_doubted(one) if seen.outsiders else one for one in every]
    experimental = tr("Boxes in space are put together from those of single slices: experimental, not validated.")
    return Result(
        (*_plan(asked.model), ("slices", str(len(slices.numbers)))),
        frozenset(),
        (*seen.warnings(1), experimental),
        lambda source: _findings(seen, source),
        tuple(seen.gate),
    )


def _in_space(package: Package, thing: Stacked, low: NDArray[Any], high: NDArray[Any]) -> Told:
    one = class_of(package.configuration, thing.number)
    note = tr("Experimental: put together from boxes on {count} slices, the best of which gives the score.")
    return Told(
        one.code,
        Box((float(low[0]), float(low[1]), float(low[2])), (float(high[0]), float(high[1]), float(high[2]))),
        scored(thing.score, thing.low, thing.high, one),
        note=note.format(count=thing.slices),
    )


def _refuse_without_result(package: Package, seen: _Seen, count: int) -> None:
    """Raise where nothing at all can be shown."""
    if seen.unread and len(seen.unread) == count:
        raise ReadError(tr("None of the pictures can be read. {why}").format(why=seen.unread[0][1]))
    if not seen.refusals or seen.told or len({frame for frame, _ in (*seen.refusals, *seen.unread)}) < count:
        return
    raise NotTrusted(
        tr("This is outside what {model} knows, and no result is shown. {reasons}").format(
            model=package.card.name, reasons=" ".join(dict.fromkeys(sentence for _, sentence in seen.refusals))
        ),
        tr("Choose another series or another model. The model reads: {input}.").format(
            input=package.card.input.description
        ),
    )


def _plan(model: Model) -> tuple[tuple[str, str], ...]:
    calibration = model.package.configuration.calibration
    name = device_name(model.plan.device)
    return (
        ("device", model.plan.device),
        ("precision", model.plan.precision),
        *((("device_name", name),) if name else ()),
        ("passes", str(model.passes)),
        ("temperature", f"{calibration.temperature:.3f}"),
        *set_coverage(calibration),
    )


def _grouped(words: str, told: list[tuple[int, str]], count: int) -> Iterator[str]:
    """A sentence with the pictures it is said of, where there are several; said once for all of them."""
    frames: dict[str, list[int]] = {}
    for frame, sentence in told:
        frames.setdefault(sentence, []).append(frame)
    for sentence, mine in frames.items():
        several = tr(" (pictures {numbers})") if len(mine) > 1 else tr(" (picture {numbers})")
        where = several.format(numbers=_numbers(mine)) if count > 1 else ""
        yield words.format(where=where, sentence=sentence)


def _numbers(frames: list[int]) -> str:
    """Numbers from 1 on, neighbours put together: ``1, 4–9``."""
    runs: list[list[int]] = []
    for frame in sorted(frames):
        if runs and frame == runs[-1][1] + 1:
            runs[-1][1] = frame
        else:
            runs.append([frame, frame])
    return ", ".join(f"{low + 1}" if low == high else f"{low + 1}–{high + 1}" for low, high in runs)
