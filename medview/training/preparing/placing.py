"""A folder laid out for training, made of somebody's: files are linked where they can be, and nothing is changed there.

The run keeps it, so that it goes on when the data were moved, and always with the same split.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from medview.core.training import Kind
from medview.io.formats.volumes import read_volume
from medview.io.nifti_writing import write_mask
from medview.training.data.nouns import Sample
from medview.training.data.pictures import is_volume, read_mask

DONE = "split.csv"
"""Written last: a folder without it was not finished."""


def place(kind: Kind, samples: Sequence[Sample], classes: Sequence[str], folder: Path) -> Path:
    """Lay samples out.

    Args:
        kind: What they are for.
        samples: With their splits and groups.
        classes: Of boxes, in order.
        folder: Where; what an unfinished try left there goes.

    Returns:
        The folder.
    """
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "images").mkdir(parents=True)
    placed = [_image(sample, folder) for sample in _unique(samples)]
    _TRUTH[kind](placed, classes, folder)
    draft = folder / f"{DONE}.part"
    with draft.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        labelled = kind == "picture-classification"
        writer.writerow(["file", "split", "group", *(["label"] if labelled else [])])
        for sample in placed:
            label = [sample.label] if labelled else []
            writer.writerow([sample.path.name, sample.split, sample.group, *label])
    os.replace(draft, folder / DONE)
    return folder


def _unique(samples: Sequence[Sample]) -> list[Sample]:
    """Samples under names of their own; files of two folders may be called the same."""
    taken: set[str] = set()
    result = []
    for sample in samples:
        name, number = sample.name, 1
        while name.casefold() in taken:
            number += 1
            name = f"{sample.name}-{number}"
        taken.add(name.casefold())
        result.append(replace(sample, name=name))
    return result


def _image(sample: Sample, folder: Path) -> Sample:
    target = folder / "images" / f"{sample.name}{ending_of(sample.path)}"
    link(sample.path, target)
    return replace(sample, path=target)


def ending_of(path: Path) -> str:
    """The ending of a file's name in small letters, ``.nii.gz`` as one."""
    name = path.name.lower()
    return ".nii.gz" if name.endswith(".nii.gz") else path.suffix.lower()


def link(source: Path, target: Path) -> None:
    """Have a file in another folder too; it is copied where it cannot be linked."""
    try:
        os.link(source.resolve(), target)
    except OSError:  # another disk, or a file system without links
        shutil.copyfile(source, target)


def _masks(samples: Sequence[Sample], _: Sequence[str], folder: Path) -> None:
    (folder / "masks").mkdir()
    for sample in samples:
        if sample.mask is not None:
            link(sample.mask, folder / "masks" / f"{sample.name}{ending_of(sample.mask)}")


def _label_maps(samples: Sequence[Sample], _: Sequence[str], folder: Path) -> None:
    """Label maps with numbers of classes; those that hold brightness instead are written anew."""
    (folder / "labels").mkdir()
    for sample in samples:
        if sample.mask is None:
            continue
        stored = read_volume(str(sample.mask)) if is_volume(sample.mask) else None
        values = read_mask(sample.mask)
        if stored is not None and not (stored.array == values).all():
            write_mask(values, stored.geometry, folder / "labels" / f"{sample.name}.nii.gz")
        else:
            link(sample.mask, folder / "labels" / f"{sample.name}{ending_of(sample.mask)}")


def _boxes(samples: Sequence[Sample], classes: Sequence[str], folder: Path) -> None:
    """COCO: the one layout that says of a picture that it has no box."""
    numbers = {name: number for number, name in enumerate(classes, start=1)}
    rows: list[dict[str, Any]] = []
    for place_, sample in enumerate(samples, start=1):
        for box in sample.boxes:
            (x, y), (right, bottom) = box.low, box.high
            row = {"id": len(rows) + 1, "image_id": place_, "category_id": numbers[box.label]}
            rows.append(
                {**row, "bbox": [x, y, right - x, bottom - y], "area": (right - x) * (bottom - y), "iscrowd": 0}
            )
    content = {
        "images": [{"id": number, "file_name": sample.path.name} for number, sample in enumerate(samples, start=1)],
        "annotations": rows,
        "categories": [{"id": number, "name": name} for name, number in numbers.items()],
    }
    (folder / "annotations.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def _nothing(samples: Sequence[Sample], classes: Sequence[str], folder: Path) -> None:
    """The label is a column of the table."""


_TRUTH: Mapping[Kind, Callable[[Sequence[Sample], Sequence[str], Path], None]] = {
    "picture-segmentation": _masks,
    "volume-segmentation": _label_maps,
    "picture-detection": _boxes,
    "picture-classification": _nothing,
}
"""How the truth of each kind is laid out."""
