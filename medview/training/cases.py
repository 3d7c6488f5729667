"""Labelled cases of a data folder: ``images/``, ``labels/`` and, where there is one, ``split.csv`` (file, split)."""

from __future__ import annotations

import csv
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from medview.catalog.schema import Configuration
from medview.core.errors import MedViewError
from medview.core.geometry import Geometry
from medview.core.text import tr
from medview.core.volume import Volume
from medview.engine.frame import aligned_grid, to_model
from medview.engine.intensity import normalise
from medview.engine.places import spacing_mm
from medview.io.formats.volumes import read_volume

SUFFIXES = (".nii", ".nii.gz")


@dataclass(frozen=True)
class CaseFiles:
    """Image and label map of one case.

    Args:
        name: The file's name without its ending.
        image: The image.
        labels: Its label map.
        group: Cases of one group (a patient's) are never divided; empty: its own.
    """

    name: str
    image: Path
    labels: Path
    group: str = ""


@dataclass(frozen=True)
class CaseList:
    """What a data folder holds.

    Args:
        cases: Cases with both image and labels, in order of name.
        left_out: (file, reason) for everything else.
    """

    cases: tuple[CaseFiles, ...]
    left_out: tuple[tuple[str, str], ...]


def list_cases(data: Path, split: str | None = None) -> CaseList:
    """List the cases of a folder.

    Args:
        data: The folder.
        split: Only cases ``split.csv`` gives to this split; without ``split.csv``, or with None, all.

    Raises:
        MedViewError: The folder is not laid out like this, or no case is left.
    """
    folder = labels_folder(data)
    images, labels = _files(data / "images"), _files(folder)
    left_out = [(name, "it is not a NIfTI file") for name in _others(data, folder)]
    left_out += [
        (f"images/{images[stem]}", "there are no labels of this name") for stem in sorted(images.keys() - labels.keys())
    ]
    left_out += [
        (f"{folder.name}/{labels[stem]}", "there is no image of this name")
        for stem in sorted(labels.keys() - images.keys())
    ]
    wanted = _split(data / "split.csv", split)
    matched = images.keys() & labels.keys()
    if wanted is not None:
        gone = sorted(name for name in wanted if _stem(name) not in matched)
        left_out += [(name, "split.csv names it, but it is not there") for name in gone]
        matched &= {_stem(name) for name in wanted}
    groups = _groups(data / "split.csv")
    cases = tuple(
        CaseFiles(stem, data / "images" / images[stem], folder / labels[stem], groups.get(images[stem], ""))
        for stem in sorted(matched)
    )
    if not cases:
        raise MedViewError(
            f"{data.name} holds no case{f' of the split {split}' if split else ''} with both image and labels.",
            "Give a folder with images/ and labels/ that hold NIfTI files of the same names.",
        )
    return CaseList(cases, tuple(left_out))


def labels_folder(data: Path) -> Path:
    """Where the label maps lie: ``labels/``, or ``masks/`` where there is no such folder."""
    return data / ("masks" if not (data / "labels").is_dir() and (data / "masks").is_dir() else "labels")


def _files(folder: Path) -> dict[str, str]:
    """Names of the files by their names without ending."""
    if not folder.is_dir():
        raise MedViewError(
            f"There is no folder {folder.name}/ in {folder.parent.name}.",
            "Give a folder with images/ and labels/ that hold NIfTI files of the same names.",
        )
    return {_stem(path.name): path.name for path in folder.iterdir() if path.name.endswith(SUFFIXES)}


def _others(data: Path, labels: Path) -> list[str]:
    paths = [path for part in (data / "images", labels) for path in part.iterdir()]
    return sorted(f"{path.parent.name}/{path.name}" for path in paths if not path.name.endswith(SUFFIXES))


def measured_split(data: Path) -> str | None:
    """The split a model is measured on when it was trained: ``val``, else ``test``, else every case (None)."""
    path = data / "split.csv"
    if not path.is_file():
        return None
    with path.open(newline="", encoding="utf-8") as stream:
        named = {row["split"] for row in csv.DictReader(stream)}
    return next((split for split in ("val", "test") if split in named), None)


def _split(path: Path, split: str | None) -> set[str] | None:
    if split is None or not path.is_file():
        return None
    with path.open(newline="", encoding="utf-8") as stream:
        return {row["file"] for row in csv.DictReader(stream) if row["split"] == split}


def _groups(path: Path) -> dict[str, str]:
    """Which group the cases are of, where the table says so."""
    if not path.is_file():
        return {}
    with path.open(newline="", encoding="utf-8") as stream:
        return {row["file"]: row.get("group") or "" for row in csv.DictReader(stream)}


def _stem(name: str) -> str:
    return name.removesuffix(".gz").removesuffix(".nii")


def hold_out(
    cases: tuple[CaseFiles, ...], count: int, seed: int
) -> tuple[tuple[CaseFiles, ...], tuple[CaseFiles, ...]]:
    """Split cases into (trained on, held out); the same cases and seed always give the same parts.

    Where cases are grouped, whole groups are held out until there are at least ``count`` cases.
    """
    kept = _drawn(cases, count, seed)
    return tuple(c for c in cases if c.name not in kept), tuple(c for c in cases if c.name in kept)


def _drawn(cases: tuple[CaseFiles, ...], count: int, seed: int) -> set[str]:
    random_, ordered = random.Random(seed), sorted(cases, key=lambda case: case.name)
    if not any(case.group for case in cases):
        return {case.name for case in random_.sample(ordered, count)}
    groups = sorted({case.group or case.name for case in ordered})
    random_.shuffle(groups)
    kept: set[str] = set()
    for group in groups:
        if len(kept) < count:
            kept |= {case.name for case in ordered if (case.group or case.name) == group}
    return kept


def divided(cases: tuple[CaseFiles, ...], count: int, seed: int) -> tuple[tuple[CaseFiles, ...], ...]:
    """Divide cases into parts of about the same size; no group is in two.

    Raises:
        MedViewError: There are fewer groups than parts.
    """
    sizes = Counter(case.group or case.name for case in cases)
    if len(sizes) < count:
        raise MedViewError(
            tr("{groups} groups of cases cannot be divided into {count} parts.").format(groups=len(sizes), count=count),
            tr("Ask for fewer parts, or give more cases."),
        )
    groups = sorted(sizes)
    random.Random(seed).shuffle(groups)
    parts: list[list[str]] = [[] for _ in range(count)]
    for group in sorted(groups, key=lambda name: -sizes[name]):
        min(parts, key=lambda part: sum(sizes[name] for name in part)).append(group)
    return tuple(tuple(case for case in cases if (case.group or case.name) in part) for part in parts)


@dataclass(frozen=True, eq=False)
class Case:
    """One case in memory.

    Args:
        name: The file's name without its ending.
        image: The image on its own grid.
        labels: The classes on the same grid, 0 for the background.
    """

    name: str
    image: Volume
    labels: Volume


def read_case(files: CaseFiles, classes: int) -> Case:
    """Read one case.

    Args:
        files: Where it is.
        classes: Number of classes, the background included.

    Raises:
        MedViewError: A file cannot be read, the two are on different grids, or a label is not a class.
    """
    image, labels = read_volume(str(files.image)), read_volume(str(files.labels))
    if not image.geometry.same_grid(labels.geometry):
        raise MedViewError(
            f"{files.name}: the image ({image.geometry.shape}) and its labels ({labels.geometry.shape}) are on "
            "different grids."
        )
    unknown = sorted(set(np.unique(labels.array).tolist()) - set(range(classes)))
    if unknown:
        raise MedViewError(f"{files.name}: the labels hold {unknown}; the classes are 0 to {classes - 1}.")
    return Case(files.name, image, Volume(labels.geometry, labels.array.astype(np.uint8)))


def read_cases(listed: CaseList, classes: int) -> tuple[tuple[Case, ...], tuple[tuple[str, str], ...]]:
    """Read every case that can be read, and say of the others why not."""
    cases, left_out = [], list(listed.left_out)
    for files in listed.cases:
        try:
            cases.append(read_case(files, classes))
        except MedViewError as error:
            left_out.append((files.name, error.message))
    return tuple(cases), tuple(left_out)


def in_model_frame(case: Case, configuration: Configuration) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """What the network learns from: the normalised image and the classes, both (x, y, z) in the model frame."""
    grid = aligned_grid(case.image.geometry, spacing_mm(configuration, case.image.geometry))
    image = normalise(configuration.intensity, to_model(case.image, grid))
    return image, _resampled(case.labels, configuration.network.out_channels, grid)


def _resampled(labels: Volume, classes: int, grid: Geometry) -> NDArray[np.int64]:
    chances = [to_model(_mask(labels, number), grid) for number in range(1, classes)]
    background = 1.0 - np.sum(chances, axis=0)
    return np.asarray(np.argmax([background, *chances], axis=0), dtype=np.int64)


def _mask(labels: Volume, number: int) -> Volume:
    return Volume(labels.geometry, (labels.array == number).astype(np.float32))
