"""DICOM segmentations with the series they were drawn on, as volumes with label maps."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.errors import MedViewError
from medview.core.overlay import LabelLayer
from medview.core.study import Kind, Series, Study
from medview.core.text import tr
from medview.io import formats
from medview.io.dicom_volume import load_dicom
from medview.io.nifti_writing import write_mask, write_volume
from medview.io.objects import load_overlaid
from medview.io.scan import NothingFound, scan

Checkpoint = Callable[[float, str], None]

_SCANNED = 0.2
"""Done part once the folder is scanned."""


@dataclass(frozen=True)
class Converted:
    """What was made of a folder of DICOM files.

    Args:
        folder: ``images/``, ``labels/``, the groups and the names of the classes.
        left_out: (object, reason).
        modality: DICOM modality of all of them; empty where they differ.
    """

    folder: Path
    left_out: tuple[tuple[str, str], ...]
    modality: str


_SEGMENTATION = re.compile(rb"1\.2\.840\.10008\.5\.1\.4\.1\.1\.66\.[47](?![.0-9])")
"""Segmentation or Label Map Segmentation Storage, as it stands in the file meta information (PS3.10 7.1)."""


def has_segmentations(folder: Path) -> bool:
    """Whether DICOM segmentations are among the files of a folder; only the beginnings of files are read."""
    return any(_is_segmentation(path) for path in sorted(folder.rglob("*")) if path.is_file())


def _is_segmentation(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            begin = stream.read(1024)
    except OSError:
        return False
    return begin[128:132] == b"DICM" and _SEGMENTATION.search(begin) is not None


def converted(folder: Path, into: Path, checkpoint: Checkpoint) -> Converted:
    """Write every segmented series of a folder as NIfTI, with its segments as a label map.

    Args:
        folder: DICOM files, in any order.
        into: Where the files go; what an unfinished try left there goes.
        checkpoint: Told the progress; may raise to stop.

    Raises:
        MedViewError: There is no segmentation with its series.
    """
    shutil.rmtree(into, ignore_errors=True)
    for name in ("images", "labels"):
        (into / name).mkdir(parents=True)
    with TemporaryDirectory(prefix="unpacked-", dir=into) as unpacked:
        try:
            found = scan((str(folder),), Path(unpacked), lambda done, note: checkpoint(_SCANNED * done, note))
        except NothingFound as error:
            raise _nothing(folder) from error
        pairs = [pair for study in found.studies for pair in _pairs(study)]
        names: dict[str, int] = {}
        groups, left_out = dict[str, str](), list[tuple[str, str]]()
        for number, (study, drawn, onto) in enumerate(pairs):
            checkpoint(_SCANNED + (1 - _SCANNED) * number / len(pairs), tr("Reading segmentations"))
            name = f"case-{number + 1:04d}.nii.gz"
            try:
                if onto is None:
                    raise MedViewError(tr("The series it was drawn on is not among the files."))
                _write(name, drawn, onto, names, into)
            except MedViewError as error:
                left_out.append((Path(drawn.instances[0].path).name, error.message))
            else:
                groups[name] = group_name(study)
    if not groups:
        raise _nothing(folder) if not left_out else MedViewError(f"{left_out[0][0]}: {left_out[0][1]}")
    write_names(into, names)
    write_groups(into, groups)
    modalities = {onto.modality for _, _, onto in pairs if onto is not None}
    return Converted(into, tuple(left_out), modalities.pop() if len(modalities) == 1 else "")


def _nothing(folder: Path) -> MedViewError:
    return MedViewError(
        tr("{name} holds no DICOM segmentation together with the series it was drawn on.").format(name=folder.name),
        tr("Put the segmentations and their series into one folder."),
    )


def _pairs(study: Study) -> Iterator[tuple[Study, Series, Series | None]]:
    """Segmentations with the volume they were drawn on, where it is there."""
    for drawn in study.series:
        if drawn.kind is Kind.SEGMENTATION:
            refers = set(drawn.refers_to)
            fitting = (one for one in study.series if one.kind is Kind.VOLUME and refers & _uids(one))
            yield study, drawn, next(fitting, None)


def _uids(series: Series) -> set[str]:
    return {instance.sop_instance_uid for instance in series.instances}


def _write(name: str, drawn: Series, onto: Series, names: dict[str, int], into: Path) -> None:
    """Write one case; names of classes that are new get the next numbers."""
    with TemporaryDirectory(prefix="layer-", dir=into) as folder:
        layer = load_overlaid(drawn, onto, Path(folder), _silent)
        if not isinstance(layer, LabelLayer):
            raise MedViewError(tr("It holds fractions, no label map."))
        if layer.unreviewed:
            raise MedViewError(tr("It says of itself that no person has checked it."))
        stored = np.load(layer.path, mmap_mode="r", allow_pickle=False)
        values: NDArray[np.uint8] = np.zeros(stored.shape, np.uint8)
        for label in layer.labels:
            values[stored == label.value] = names.setdefault(label.name, len(names) + 1)
        write_image(onto, into / "images" / name, Path(folder))
    assert onto.geometry is not None  # a volume
    write_mask(values, onto.geometry, into / "labels" / name)


def write_image(series: Series, path: Path, folder: Path) -> None:
    """Write a volume as NIfTI.

    Args:
        series: The volume.
        path: Where to (.nii.gz).
        folder: Private folder for its voxels on the way.

    Raises:
        MedViewError: It cannot be read.
    """
    volume = (
        load_dicom(series, folder / "volume.npy", _silent)
        if series.source_format == "dicom"
        else formats.load(series, folder, _silent)
    )
    values = np.load(volume.path, mmap_mode="r", allow_pickle=False)
    if series.geometry is None or values.ndim != 3:
        raise MedViewError(tr("It is no single volume."))
    write_volume(values, series.geometry, (), path, _silent)


def group_name(study: Study) -> str:
    """What cases of one patient have in common: a hash, for no identifier leaves the study."""
    known = study.patient.patient_id or study.uid
    return hashlib.sha256(known.encode()).hexdigest()[:12]


def write_names(folder: Path, names: dict[str, int]) -> None:
    """Name the values of label maps as nnU-Net's ``dataset.json`` does."""
    plain: dict[str, Any] = {"labels": {"background": 0, **names}}
    (folder / "dataset.json").write_text(json.dumps(plain, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def write_groups(folder: Path, groups: Mapping[str, str]) -> None:
    """State which files are of one patient."""
    with (folder / "groups.csv").open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows((("file", "group"), *groups.items()))


def _silent(fraction: float, note: str = "") -> None:
    """Series are told one by one."""
