"""Labelled cases of a data folder: ``images/``, ``labels/`` and, where there is one, ``split.csv`` (file, split)."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
from numpy.typing import NDArray

from medview.core.errors import MedViewError

SUFFIXES = (".nii", ".nii.gz")


@dataclass(frozen=True)
class CaseFiles:
    """Image and label map of one case."""

    name: str
    image: Path
    labels: Path


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
    images, labels = _files(data / "images"), _files(data / "labels")
    left_out = [(name, "it is not a NIfTI file") for name in _others(data)]
    left_out += [(f"images/{name}", "there are no labels of this name") for name in sorted(images - labels)]
    left_out += [(f"labels/{name}", "there is no image of this name") for name in sorted(labels - images)]
    wanted = _split(data / "split.csv", split)
    matched = images & labels
    if wanted is not None:
        left_out += [(name, "split.csv names it, but it is not there") for name in sorted(wanted - matched)]
        matched &= wanted
    cases = tuple(CaseFiles(_stem(name), data / "images" / name, data / "labels" / name) for name in sorted(matched))
    if not cases:
        raise MedViewError(
            f"{data.name} holds no case{f' of the split {split}' if split else ''} with both image and labels.",
            "Give a folder with images/ and labels/ that hold NIfTI files of the same names.",
        )
    return CaseList(cases, tuple(left_out))


def _files(folder: Path) -> set[str]:
    if not folder.is_dir():
        raise MedViewError(
            f"There is no folder {folder.name}/ in {folder.parent.name}.",
            "Give a folder with images/ and labels/ that hold NIfTI files of the same names.",
        )
    return {path.name for path in folder.iterdir() if path.name.endswith(SUFFIXES)}


def _others(data: Path) -> list[str]:
    paths = [path for part in ("images", "labels") for path in (data / part).iterdir()]
    return sorted(f"{path.parent.name}/{path.name}" for path in paths if not path.name.endswith(SUFFIXES))


def _split(path: Path, split: str | None) -> set[str] | None:
    if split is None or not path.is_file():
        return None
    with path.open(newline="", encoding="utf-8") as stream:
        return {row["file"] for row in csv.DictReader(stream) if row["split"] == split}


def _stem(name: str) -> str:
    return name.removesuffix(".gz").removesuffix(".nii")


def hold_out(
    cases: tuple[CaseFiles, ...], count: int, seed: int
) -> tuple[tuple[CaseFiles, ...], tuple[CaseFiles, ...]]:
    """Split cases into (trained on, held out); the same cases and seed always give the same parts."""
    kept = {case.name for case in random.Random(seed).sample(sorted(cases, key=lambda case: case.name), count)}
    return tuple(c for c in cases if c.name not in kept), tuple(c for c in cases if c.name in kept)


def read_ras(path: Path) -> NDArray[Any]:
    return np.asarray(nibabel.as_closest_canonical(nibabel.load(path)).dataobj)
