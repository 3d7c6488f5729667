"""The files of a data folder that is made of other objects: images, names of classes, and what is stated of cases."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from medview.core.errors import MedViewError
from medview.core.study import Series, Study
from medview.core.text import tr
from medview.core.volume import StoredVolume
from medview.io import formats
from medview.io.dicom_volume import load_dicom
from medview.io.images import read_frame
from medview.io.nifti_writing import write_volume
from medview.training.data.tables import Facts


def write_image(series: Series, path: Path, folder: Path) -> None:
    """Write a volume as NIfTI.

    Args:
        series: The volume.
        path: Where to (.nii.gz).
        folder: Private folder for its voxels on the way.

    Raises:
        MedViewError: It cannot be read.
    """
    volume = read_volume(series, folder).open()
    assert series.geometry is not None  # of what is no volume nothing was read
    write_volume(volume.array, series.geometry, (), path, silent)


def read_volume(series: Series, folder: Path) -> StoredVolume:
    """Read a volume.

    Args:
        series: The volume.
        folder: Private folder for its voxels.

    Raises:
        MedViewError: It cannot be read, or is none.
    """
    volume = (
        load_dicom(series, folder / "volume.npy", silent)
        if series.source_format == "dicom"
        else formats.load(series, folder, silent)
    )
    values = np.load(volume.path, mmap_mode="r", allow_pickle=False)
    if series.geometry is None or values.ndim != 3 or not isinstance(volume, StoredVolume):
        raise MedViewError(tr("It is no single volume."))
    return volume


def write_picture(series: Series, frame: int, path: Path) -> tuple[int, ...]:
    """Write one picture of a series as PNG, bright as it is meant.

    Args:
        series: The pictures.
        frame: Which of them.
        path: Where to (.png).

    Returns:
        (rows, columns).

    Raises:
        MedViewError: It cannot be read.
    """
    values = _values(series, frame, path.parent)
    if series.pixels is not None and series.pixels.inverted and values.ndim == 2:
        values = values.max() + values.min() - values
    Image.fromarray(_storable(values)).save(path)
    return values.shape[:2]


def _values(series: Series, frame: int, folder: Path) -> NDArray[Any]:
    if series.source_format == "dicom":
        return read_frame(series, frame)
    with TemporaryDirectory(prefix="pixels-", dir=folder) as work:
        loaded = formats.load(series, Path(work), silent)
        return np.array(np.load(loaded.path, mmap_mode="r", allow_pickle=False)[frame])


def _storable(values: NDArray[Any]) -> NDArray[Any]:
    """Grey values as 16 bits, colours as they are."""
    if values.ndim == 3 or values.dtype == np.uint8:
        return np.ascontiguousarray(values.astype(np.uint8))
    low, high = float(values.min()), float(values.max())
    if low >= 0 and high <= 65535 and (values == np.round(values)).all():
        return values.astype(np.uint16)
    return ((values - low) / max(high - low, 1e-12) * 65535).round().astype(np.uint16)


def group_name(study: Study) -> str:
    """What cases of one patient have in common: a hash, for no identifier leaves the study."""
    known = study.patient.patient_id or study.uid
    return hashlib.sha256(known.encode()).hexdigest()[:12]


def write_names(folder: Path, names: Mapping[str, int]) -> None:
    """Name the values of label maps as nnU-Net's ``dataset.json`` does."""
    plain: dict[str, Any] = {"labels": {"background": 0, **names}}
    (folder / "dataset.json").write_text(json.dumps(plain, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def write_groups(folder: Path, groups: Mapping[str, str]) -> None:
    """State which files are of one patient."""
    with (folder / "groups.csv").open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows((("file", "group"), *groups.items()))


def write_facts(folder: Path, facts: Mapping[str, Facts]) -> None:
    """State the split, group and traits of files; a table of splits is only there where a split is stated."""
    traits = list(dict.fromkeys(name for one in facts.values() for name, _ in one.traits))
    split = any(one.split for one in facts.values())
    with (folder / ("split.csv" if split else "groups.csv")).open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["file", *(["split"] if split else []), "group", *traits])
        for name, one in facts.items():
            known = dict(one.traits)
            stated = [one.split] if split else []
            writer.writerow([name, *stated, one.group, *(known.get(trait, "") for trait in traits)])


def silent(fraction: float, note: str = "") -> None:
    """Told nothing: cases are told one by one."""
