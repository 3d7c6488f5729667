"""What a data folder holds, and whether anything can be trained from it, told before training begins."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.core.training import FoundData, Kind
from medview.training.data.nouns import TRAIN, PictureData, Sample
from medview.training.data.pictures import read_mask, read_picture
from medview.training.data.reading import read_data
from medview.training.preparing.dividing import divided, own_group
from medview.training.preparing.numbering import Known
from medview.training.preparing.objects import KINDS, Converted, converted, has_segmentations
from medview.training.preparing.outlining import outlined, outlines_of
from medview.training.preparing.recognising import TASKS, kinds_of, why_none
from medview.training.preparing.solids import Solid, look_at

Checkpoint = Callable[[float, str], None]

SEGMENTED: tuple[Kind, ...] = tuple(KINDS.values())
"""What DICOM segmentations teach."""

FEWEST = 4
"""Cases below which nothing can be learned and measured."""

_LOOKED_AT = 40
"""Cases whose size is looked at: enough for a middle one."""

_DECODED = 0.8
"""Done part once every file was decoded."""


def inspect(
    folder: Path, kind: Kind | None, seed: int, work: Path, checkpoint: Checkpoint, known: Known | None = None
) -> FoundData:
    """Look at a data folder.

    Args:
        folder: The folder.
        kind: What is to be trained; None: what the folder is likeliest for.
        seed: Of the split, where the folder states none.
        work: Where what has to be converted goes.
        checkpoint: Told the progress; may raise to stop.
        known: Classes of the model that is gone on with: DICOM segments and outlines are given its values.

    Returns:
        What is there; ``problem`` says why nothing can be trained.

    Raises:
        MedViewError: It is laid out in no way MedView knows.
    """
    if kind in (None, *SEGMENTED) and has_segmentations(folder):
        asked = (kind,) if kind is not None else ()
        return _made(lambda into, told: converted(folder, into, told, asked, known), (folder, work), seed, checkpoint)
    kinds = kinds_of(folder)
    if not kinds or (kind is not None and kind not in kinds):
        raise why_none(folder) if not kinds else _other(folder, kinds)
    chosen = kind or kinds[0]
    if chosen == "picture-segmentation" and outlines_of(folder) is not None:
        found = _made(lambda into, told: outlined(folder, into, told, known), (folder, work), seed, checkpoint)
        return replace(found, kinds=kinds)
    try:
        data = read_data(folder, TASKS[chosen], None, lambda done, note: checkpoint(_DECODED * done, note))
    except MedViewError as error:
        return FoundData(kinds, chosen, problem=error.message, hint=error.hint, folder=str(folder))
    samples, made = divided(data.samples, seed)
    checkpoint(_DECODED, tr("Counting the classes"))
    classes = _classes(folder, chosen, samples, data)
    problem, hint = _problem(folder, chosen, samples, data)
    if not problem and not classes:
        problem, hint = tr("Nothing is drawn in any of the masks."), tr("Give masks in which something is drawn.")
    return FoundData(
        kinds,
        chosen,
        cases=len(samples),
        classes=classes,
        groups=len({own_group(sample) for sample in samples}),
        split=tuple(Counter(sample.split for sample in samples).items()),
        split_made=made,
        left_out=data.left_out,
        warnings=data.warnings,
        problem=problem,
        hint=hint,
        folder=str(folder),
        **_size(chosen, samples),
    )


def _made(
    make: Callable[[Path, Checkpoint], Converted], folders: tuple[Path, Path], seed: int, checkpoint: Checkpoint
) -> FoundData:
    """What a folder holds that was made of another one."""
    folder, work = folders
    made = make(work / "converted" / folder.name, lambda done, note: checkpoint(0.5 * done, note))
    found = inspect(made.folder, made.kinds[0], seed, work, lambda done, note: checkpoint(0.5 + 0.5 * done, note))
    left_out, warnings = (*made.left_out, *found.left_out), (*made.warnings, *found.warnings)
    return replace(found, kinds=made.kinds, left_out=left_out, warnings=warnings, modality=made.modality)


def _other(folder: Path, kinds: Sequence[Kind]) -> MedViewError:
    return MedViewError(
        tr("{name} is not laid out for this kind of training.").format(name=folder.name),
        tr("It can be used for: {kinds}.").format(kinds=", ".join(kinds)),
    )


def _problem(folder: Path, kind: Kind, samples: Sequence[Sample], data: PictureData) -> tuple[str, str]:
    """Why nothing can be trained, and what to do."""
    teaching = [sample for sample in samples if sample.split == TRAIN]
    if len(samples) < FEWEST:
        told = tr("Only {count} cases can be used.").format(count=len(samples))
        return told, tr("Give at least {fewest} cases.").format(fewest=FEWEST)
    if len({own_group(sample) for sample in samples}) < 2:
        told = tr("All cases are of one group, so that none can be held out to measure the result.")
        return told, tr("Give cases of several patients, or correct the column group.")
    if kind == "picture-classification" and len({sample.label for sample in teaching}) < 2:
        told = tr("All cases to learn from are of one class.")
        return told, tr("Give cases of every class, of several patients each.")
    if not any(sample.split for sample in data.samples):
        return "", ""
    try:
        read_data(folder, TASKS[kind], TRAIN)
    except MedViewError as error:
        return error.message, error.hint
    return "", ""


def _classes(folder: Path, kind: Kind, samples: Sequence[Sample], data: PictureData) -> tuple[tuple[str, int], ...]:
    if kind == "picture-classification":
        counts = Counter(sample.label for sample in samples)
        return tuple((name, counts[name]) for name in data.classes)
    if kind == "picture-detection":
        counts = Counter(box.label for sample in samples for box in sample.boxes)
        return tuple((name, counts[name]) for name in data.classes)
    drawn = Counter(value for sample in samples for value in _values(sample))
    names, usual = stated_names(folder), tr("Class {number}")
    values = range(1, max(drawn, default=0) + 1)
    return tuple((names.get(value, usual.format(number=value)), drawn[value]) for value in values)


def _values(sample: Sample) -> Iterator[int]:
    if sample.mask is not None:
        yield from (int(value) for value in np.unique(read_mask(sample.mask)) if value)


def stated_names(folder: Path) -> dict[int, str]:
    """Names of the values of label maps, from a ``dataset.json`` as nnU-Net and the MSD write it; empty without one."""
    try:
        stated = json.loads((folder / "dataset.json").read_text(encoding="utf-8"))["labels"]
        turned = {key: value for key, value in stated.items() if str(key).isdecimal()}
        return {int(k): str(v) for k, v in (turned or {v: k for k, v in stated.items()}).items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _size(kind: Kind, samples: Sequence[Sample]) -> dict[str, Any]:
    chosen = samples[:: max(1, len(samples) // _LOOKED_AT)]
    if kind == "volume-segmentation":
        solids = [look_at(sample.path) for sample in chosen]
        return {"shape": _middle([one.shape for one in solids], int), "spacing_mm": _sides(solids)}
    pictures = [read_picture(sample.path) for sample in chosen]
    colour = any(picture.ndim == 3 for picture in pictures)
    return {"shape": _middle([picture.shape[:2] for picture in pictures], int), "colour": colour}


def _sides(solids: Sequence[Solid]) -> tuple[float, ...]:
    return tuple(round(side, 3) for side in _middle([one.spacing_mm for one in solids], float))


def _middle(values: Sequence[tuple[float, ...]], kind: Callable[[float], float]) -> tuple[float, ...]:
    return tuple(kind(value) for value in np.median(np.array(values, dtype=float), axis=0))
