"""Findings a person accepted or corrected, laid out as cases to learn from.

Only what a person decided on in whole counts: a case with one undecided finding would teach that there is nothing.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from medview.catalog.catalog import Catalog
from medview.catalog.schema import Configuration
from medview.core.errors import MedViewError
from medview.core.finding import Box, Finding, Picture, PictureBox, PictureRegion, Probability, Region, Whole
from medview.core.review import accepted_findings, shown_labels, standing, suggested, verdicts
from medview.core.text import tr
from medview.core.training import Kind, ReviewedCase
from medview.io.nifti_writing import write_mask
from medview.training.preparing.laying import read_volume, write_groups, write_image, write_names, write_picture
from medview.training.preparing.slicing import boxed_slices

Checkpoint = Callable[[float, str], None]
Values = Mapping[int, int]
"""Value in a package's label maps to the network's class."""


@dataclass
class _Collected:
    """What was laid out so far.

    Args:
        folder: Where.
        names: Names of the classes of label maps and their numbers.
        groups: Which files are of one patient.
        labels: Class of each picture.
        boxes: Boxes of each picture, as COCO has them, with the name of their class.
        left_out: (case, reason).
    """

    folder: Path
    names: dict[str, int] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    boxes: dict[str, list[tuple[str, tuple[float, ...]]]] = field(default_factory=dict)
    left_out: list[tuple[str, str]] = field(default_factory=list)


def collect(
    cases: Sequence[ReviewedCase], models: Path, folder: Path, checkpoint: Checkpoint
) -> tuple[tuple[str, str], ...]:
    """Lay the reviewed cases of the likeliest kind out as a data folder.

    Args:
        cases: Series with a result and the decisions on it.
        models: The user's own packages, which say what the values of label maps mean to their networks.
        folder: Where; what is there goes.
        checkpoint: Told the progress; may raise to stop.

    Returns:
        (case, reason) for what was left out.

    Raises:
        MedViewError: Nothing was decided on in whole.
    """
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "images").mkdir(parents=True)
    kinds = [kind_of_case(case) for case in cases]
    kind = max((one for one in kinds if one), key=kinds.count, default=None)
    told = _Collected(folder)
    catalog = Catalog.shipped(models)
    for number, (case, own) in enumerate(zip(cases, kinds, strict=True)):
        checkpoint(number / len(cases), tr("Collecting findings"))
        name = f"case-{number + 1:04d}"
        try:
            _check(case, own, kind)
            _LAID_OUT[_of(own)](name, case, catalog, told)
        except MedViewError as error:
            told.left_out.append((case.series.description or name, error.message))
    if not told.groups or kind is None:
        reasons = " ".join(dict.fromkeys(reason for _, reason in told.left_out))
        raise MedViewError(
            tr("No result was decided on in whole. {reasons}").format(reasons=reasons).strip(),
            tr("Accept, correct or reject every finding of some studies first."),
        )
    _finish(told, kind)
    return tuple(told.left_out)


def kind_of_case(case: ReviewedCase) -> Kind | None:
    """What a result can teach."""
    wheres = {type(finding.where) for finding in standing(case.analysis.findings, case.reviews)}
    scored = any(isinstance(finding.value, Probability) for finding in case.analysis.findings)
    if wheres & {PictureBox, Box}:
        return "picture-detection"
    if PictureRegion in wheres:
        return "picture-segmentation"
    if Region in wheres:
        return "volume-segmentation"
    return "picture-classification" if scored and wheres & {Picture, Whole} else None


def _of(kind: Kind | None) -> Kind:
    assert kind is not None  # checked before
    return kind


def _check(case: ReviewedCase, own: Kind | None, kind: Kind | None) -> None:
    """Refuse what teaches nothing, or something else than most cases do."""
    if own is None or own != kind:
        raise MedViewError(tr("It is of another kind than most results."))
    decided = verdicts(case.reviews)
    if any(suggested(one) and one.id not in decided for one in standing(case.analysis.findings, case.reviews)):
        raise MedViewError(tr("Not every finding of it was decided on."))


def _volume(name: str, case: ReviewedCase, catalog: Catalog, told: _Collected) -> None:
    geometry = case.series.geometry
    if geometry is None:
        raise MedViewError(tr("It is no regular volume."))
    values = _painted(case, geometry.shape, None, _classes(case, catalog), told.names)
    (told.folder / "labels").mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="voxels-", dir=told.folder) as work:
        write_image(case.series, told.folder / "images" / f"{name}.nii.gz", Path(work))
    write_mask(values, geometry, told.folder / "labels" / f"{name}.nii.gz")
    told.groups[f"{name}.nii.gz"] = case.patient


def _outlines(name: str, case: ReviewedCase, catalog: Catalog, told: _Collected) -> None:
    classes = _classes(case, catalog)
    (told.folder / "masks").mkdir(exist_ok=True)
    for frame in _frames(case, PictureRegion):
        one = f"{name}-{frame + 1}"
        shape = _picture(case, frame, one, told)
        Image.fromarray(_painted(case, shape, frame, classes, told.names)).save(told.folder / "masks" / f"{one}.png")


def _boxed(name: str, case: ReviewedCase, catalog: Catalog, told: _Collected) -> None:
    if any(isinstance(found.where, Box) for found in case.analysis.findings):
        with TemporaryDirectory(prefix="voxels-", dir=told.folder) as work:
            volume = read_volume(case.series, Path(work)).open()
            for file, boxes in boxed_slices(case, volume, told.folder / "images" / name):
                told.boxes[file], told.groups[file] = boxes, case.patient
        return
    accepted = accepted_findings(case.analysis, case.reviews)
    for frame in _frames(case, PictureBox):
        one = f"{name}-{frame + 1}"
        _picture(case, frame, one, told)
        told.boxes[f"{one}.png"] = [
            (found.what.meaning, (*found.where.low, *found.where.high))
            for found in accepted
            if isinstance(found.where, PictureBox) and found.where.frame == frame
        ]


def _classified(name: str, case: ReviewedCase, catalog: Catalog, told: _Collected) -> None:
    """The one class a person accepted; of the one that was rejected, that there is none of it."""
    accepted = [one for one in accepted_findings(case.analysis, case.reviews) if _is_class(one)]
    offered = [one for one in case.analysis.findings if _is_class(one)]
    if len(accepted) > 1 or (not accepted and len(offered) != 1):
        raise MedViewError(tr("Which class it is was not decided."))
    frame = next((one.where.frame for one in offered if isinstance(one.where, Picture)), 0)
    _picture(case, frame, name, told)
    label = accepted[0].what.meaning if accepted else tr("no {name}").format(name=offered[0].what.meaning)
    told.labels[f"{name}.png"] = label


def _is_class(finding: Finding) -> bool:
    return isinstance(finding.value, Probability) and isinstance(finding.where, Picture | Whole)


_LAID_OUT: Mapping[Kind, Callable[[str, ReviewedCase, Catalog, _Collected], None]] = {
    "volume-segmentation": _volume,
    "picture-segmentation": _outlines,
    "picture-detection": _boxed,
    "picture-classification": _classified,
}


def _frames(case: ReviewedCase, kind: type[PictureRegion] | type[PictureBox]) -> Iterator[int]:
    """Pictures with findings of a kind, a person's own among them."""
    found = standing(case.analysis.findings, case.reviews)
    yield from sorted({one.where.frame for one in found if isinstance(one.where, kind)})


def _picture(case: ReviewedCase, frame: int, name: str, told: _Collected) -> tuple[int, ...]:
    """Write one picture as PNG; returns (rows, columns)."""
    size = write_picture(case.series, frame, told.folder / "images" / f"{name}.png")
    told.groups[f"{name}.png"] = case.patient
    return size


def _painted(
    case: ReviewedCase, shape: tuple[int, ...], frame: int | None, classes: Values | None, names: dict[str, int]
) -> NDArray[np.uint8]:
    """The label map a person stands behind, in the network's classes."""
    result: NDArray[np.uint8] = np.zeros(shape, np.uint8)
    shown = shown_labels(case.analysis, case.reviews)
    known = {label.value: label.name for label in case.analysis.labels}
    for finding in accepted_findings(case.analysis, case.reviews):
        where = finding.where
        if isinstance(where, PictureRegion if frame is not None else Region):
            drawn = np.load(where.mask, mmap_mode="r", allow_pickle=False)
            layer = drawn if frame is None else drawn[frame]
            for value in shown & set(where.labels):
                if classes is not None and value not in classes:
                    raise MedViewError(tr("Its network does not see it whole: only crops can be learned from."))
                number = classes[value] if classes is not None else value
                names.setdefault(known.get(value, str(value)), number)
                result[layer == value] = number
    return result


def _classes(case: ReviewedCase, catalog: Catalog) -> Values | None:
    """What the values of its label map are to the network; None: the package is gone, values are taken as classes."""
    model = case.analysis.findings[0].source.model
    try:
        configuration = catalog.find(model).configuration
    except MedViewError:
        return None
    return classes_of(configuration)


def classes_of(configuration: Configuration) -> Values:
    """The network's class of each value of a package's label maps."""
    if configuration.localisation is not None:
        return {value: number for number, value in enumerate(configuration.localisation.crop_labels, start=1)}
    stated = configuration.output.labels or tuple(range(1, configuration.network.out_channels))
    return {value: number for number, value in enumerate(stated, start=1)}


def _finish(told: _Collected, kind: Kind) -> None:
    """Write the tables of a folder."""
    if told.names:
        write_names(told.folder, told.names)
    if kind == "picture-detection":
        _write_coco(told)
    if kind != "picture-classification":
        write_groups(told.folder, told.groups)
        return
    with (told.folder / "split.csv").open("w", newline="", encoding="utf-8") as stream:
        rows = [(name, told.groups[name], label) for name, label in told.labels.items()]
        csv.writer(stream).writerows((("file", "group", "label"), *rows))


def _write_coco(told: _Collected) -> None:
    names = list(dict.fromkeys(name for boxes in told.boxes.values() for name, _ in boxes))
    images = [{"id": number, "file_name": name} for number, name in enumerate(told.boxes, start=1)]
    rows = [
        {"id": 0, "image_id": number, "category_id": names.index(name) + 1, "bbox": [x, y, right - x, bottom - y]}
        for number, boxes in enumerate(told.boxes.values(), start=1)
        for name, (x, y, right, bottom) in boxes
    ]
    content = {
        "images": images,
        "annotations": [{**row, "id": number} for number, row in enumerate(rows, start=1)],
        "categories": [{"id": number, "name": name} for number, name in enumerate(names, start=1)],
    }
    (told.folder / "annotations.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
