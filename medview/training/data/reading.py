"""Read a data folder in whichever layout it has, and name everything in it that cannot be used."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.training.data.boxes import read_boxes, split_of
from medview.training.data.checks import checked, refuse_untrainable, warned
from medview.training.data.folders import Found, class_folders, mask_files, masks_in, pictures_in, stray_files
from medview.training.data.nouns import TRAIN, PictureData, Sample, Task
from medview.training.data.pictures import stem_of
from medview.training.data.tables import Facts, Stated, read_stated, with_split

Silent = Callable[[float, str], None]


@dataclass(frozen=True)
class _Listing:
    """Samples before their files were looked at."""

    samples: tuple[Sample, ...]
    classes: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()


def read_data(
    folder: Path,
    task: Task,
    split: str | None = None,
    checkpoint: Silent = lambda fraction, note: None,
    training: bool | None = None,
) -> PictureData:
    """Read the labelled pictures of a folder; every file is decoded once, so that what is damaged is known.

    Layouts: ``images/`` and ``masks/``; ``split.csv`` with a column of labels; a folder for each class; COCO (.json),
    VOC (``Annotations/``) and YOLO (``labels/``) boxes; masks as pictures, DICOM or NIfTI. ``split.csv``,
    ``groups.csv``, lists such as ``train.txt`` and folders such as ``train/`` name splits and groups.

    Args:
        folder: The data folder.
        task: What its labels are for.
        split: Only samples of this split; None: all. A folder that names no splits is taken whole.
        checkpoint: Told the progress; may raise to stop.
        training: Whether a model is to be trained on them; by default where the split is ``train``.

    Raises:
        MedViewError: It has no such layout, or nothing is left. For training also: its groups or pictures are in
            another split too, or it cannot teach anything (one class only, every mask empty, no box).
    """
    listing = LAYOUTS[task](folder)
    looked = checked(listing.samples, task, checkpoint)
    data = PictureData(task, looked.samples, listing.classes, (*listing.left_out, *looked.left_out), looked.warnings)
    chosen = _of_split(data, folder, split)
    if split == TRAIN if training is None else training:
        refuse_untrainable(chosen, data, looked)
    return replace(chosen, warnings=(*chosen.warnings, *warned(chosen, data, looked)))


def _of_split(data: PictureData, folder: Path, split: str | None) -> PictureData:
    known = sorted({sample.split for sample in data.samples} - {""})
    chosen = data.samples if split is None or not known else tuple(s for s in data.samples if s.split == split)
    if chosen:
        return replace(data, samples=chosen)
    if split is not None and known:
        raise MedViewError(
            tr("{name} holds no case of the split {split}.").format(name=folder.name, split=split),
            tr("Its splits are: {known}.").format(known=", ".join(known)),
        )
    reasons = " ".join(f"{name}: {reason}" for name, reason in data.left_out[:3])
    raise MedViewError(
        tr("{name} holds no case that can be used. {reasons}").format(name=folder.name, reasons=reasons).strip(),
        tr("Give a folder laid out like the one the model was trained from."),
    )


def _segmentation(folder: Path) -> _Listing:
    pictures = pictures_in(folder)
    stated, masks = read_stated(folder, labelled=False), masks_in(folder, pictures)
    lone = [(one.path.name, tr("It has no mask.")) for one in pictures if stem_of(one.path) not in masks]
    used = set(masks.values())
    lone += [(path.name, tr("There is no picture of this mask.")) for path in mask_files(folder) if path not in used]
    samples = [
        replace(_sample(one, stated), mask=masks[stem_of(one.path)]) for one in pictures if stem_of(one.path) in masks
    ]
    return _listing(samples, (), [*stray_files(folder), *lone, *_missing(stated, pictures)])


def _classification(folder: Path) -> _Listing:
    stated = read_stated(folder, labelled=True)
    if not stated.classes:
        return _classified_by_folder(folder, stated)
    pictures = pictures_in(folder)
    samples = [_sample(one, stated) for one in pictures]
    lone = [(sample.path.name, tr("No table states its class.")) for sample in samples if not sample.label]
    lone += [
        (sample.path.name, tr("Its class, {label}, is none.").format(label=sample.label))
        for sample in samples
        if sample.label and sample.label not in stated.classes
    ]
    kept = [sample for sample in samples if sample.label in stated.classes]
    return _listing(kept, stated.classes, [*stray_files(folder), *lone, *_missing(stated, pictures)])


def _classified_by_folder(folder: Path, stated: Stated) -> _Listing:
    if not folder.is_dir():
        pictures_in(folder)  # says so
    found = class_folders(folder)
    classes = tuple(sorted({name for _, _, name in found}))
    if not classes:
        raise MedViewError(
            tr("{name} states no classes.").format(name=folder.name),
            tr("Give images/ and a split.csv with a column label, or one folder of pictures for each class."),
        )
    samples = [replace(_sample(Found(path, split), stated), label=label) for path, split, label in found]
    return _listing(samples, classes, [])


def _detection(folder: Path) -> _Listing:
    if not folder.is_dir():
        pictures_in(folder)
    read, stated = read_boxes(folder), read_stated(folder, labelled=False)
    samples = [
        replace(_sample(Found(one.picture, split_of(one, folder)), stated), boxes=one.boxes) for one in read.pictures
    ]
    return _listing(samples, read.classes, [*stray_files(folder), *read.left_out])


LAYOUTS: Mapping[Task, Callable[[Path], _Listing]] = {
    "segmentation": _segmentation,
    "classification": _classification,
    "detection": _detection,
}
"""How a folder is listed for each task."""


def _sample(one: Found, stated: Stated) -> Sample:
    stem = stem_of(one.path)
    facts: Facts = with_split(stated.of(stem), one.split)
    return Sample(stem, one.path, facts.group, facts.split, facts.label, traits=facts.traits)


def _missing(stated: Stated, pictures: Sequence[Found]) -> list[tuple[str, str]]:
    known = {stem_of(one.path) for one in pictures}
    return [(name, tr("A table names it, but it is not there.")) for name in sorted(stated.facts) if name not in known]


def _listing(samples: Sequence[Sample], classes: tuple[str, ...], left_out: Sequence[tuple[str, str]]) -> _Listing:
    """In order of name; of two files of one name the first stays."""
    kept: dict[tuple[str, str], Sample] = {}
    ordered = sorted(samples, key=lambda sample: (sample.name, str(sample.path)))
    doubled = [one.path.name for one in ordered if kept.setdefault((one.name, one.label), one) is not one]
    told = [(name, tr("Another file of this name is used.")) for name in doubled]
    return _Listing(tuple(kept.values()), classes, (*left_out, *told))
