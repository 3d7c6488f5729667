"""Tasks of the files pool that write maps of evidence and curves."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from medview.core.content import SequenceContent
from medview.core.errors import MedViewError
from medview.core.finding import Curve, Field, Finding, finding_to_json
from medview.core.images import StoredImages
from medview.core.stretches import evidence
from medview.core.study import Series
from medview.core.text import tr
from medview.core.volume import StoredVolume
from medview.imaging.evidence import evidence_picture
from medview.imaging.picture import labelled
from medview.imaging.windowing import fitting_window, grey, percentile_window, stored_vois
from medview.io.atomic import writing_errors
from medview.io.curves_file import write_curve
from medview.io.nifti_writing import write_volume
from medview.jobs.protocol import Context
from medview.report.along import drawn_evidence
from medview.tasks.framed import frame_values


def export_evidence(
    context: Context,
    series: Series,
    stored: StoredVolume | StoredImages | SequenceContent,
    finding: Finding,
    folder: str,
) -> dict[str, str]:
    """Write a map of evidence into a folder: as it is, over its picture, and how it was made.

    Args:
        context: The job.
        series: What it is of.
        stored: Its voxels, pictures or sequences.
        finding: The map.
        folder: Where to; it exists.

    Returns:
        Kind of file to its path: ``map`` (.nii.gz of volumes, .tif of pictures, .csv of sequences), ``picture`` (.png;
        of volumes the slice with the strongest evidence), ``evidence`` (.json).

    Raises:
        WriteError: It cannot be written.
    """
    context.checkpoint(0.0, tr("Writing the map"))
    if isinstance(stored, SequenceContent):
        name, image = _of_record(stored, finding, Path(folder))
    else:
        name, image = _of_image(context, series, stored, finding, Path(folder))
    picture, told = Path(folder) / "evidence.png", Path(folder) / "evidence.json"
    with writing_errors(picture):
        image.save(picture)
    data = finding_to_json(finding)
    data["value"]["path"] = name.name
    with writing_errors(told):
        told.write_text(json.dumps({"unreviewed": True, **data}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return {"map": str(name), "picture": str(picture), "evidence": str(told)}


def _of_record(stored: SequenceContent, finding: Finding, folder: Path) -> tuple[Path, Image.Image]:
    """Every letter with what it adds, counted from 1, as a table."""
    along = evidence((finding,))[0]
    where, path = along.where, folder / "evidence.csv"
    text = stored.letters.open().text(where.record, where.start, where.end)
    values = np.load(along.track.path, mmap_mode="r", allow_pickle=False)[0]
    with writing_errors(path), path.open("w", newline="", encoding="utf-8") as stream:
        table = csv.writer(stream)
        table.writerow(("position", "letter", "log_odds"))
        rows = zip(range(where.start + 1, where.end + 1), text, values.tolist(), strict=True)
        table.writerows((place, letter, f"{value:.7g}") for place, letter, value in rows)
    return path, labelled(drawn_evidence(along), unreviewed=True)


def _of_image(
    context: Context, series: Series, stored: StoredVolume | StoredImages, finding: Finding, folder: Path
) -> tuple[Path, Image.Image]:
    field = finding.value
    assert isinstance(field, Field)
    values = np.load(field.path, mmap_mode="r", allow_pickle=False)
    write = _of_pictures if isinstance(stored, StoredImages) else _of_volume
    name, shades, shown = write(context, series, stored, finding, values, folder)
    return name, evidence_picture(shades, shown, field.low, field.high, finding.what.meaning)


def _of_pictures(
    context: Context, series: Series, stored: Any, finding: Finding, values: NDArray[Any], folder: Path
) -> tuple[Path, NDArray[np.uint8], NDArray[Any]]:
    frame = getattr(finding.where, "frame", 0)
    picture, path = frame_values(series, stored, frame), folder / "evidence.tif"
    with writing_errors(path):
        Image.fromarray(np.asarray(values, np.float32)).save(path)
    if picture.ndim == 3:
        return path, np.asarray(picture, np.uint8), values
    facts = stored.frames[frame]
    voi = fitting_window(picture, next(iter(stored_vois(facts)), None), facts.padding)
    shown = voi or percentile_window(picture, facts.padding)
    return path, grey(picture, shown, facts.inverted, facts.padding), values


def _of_volume(
    context: Context, series: Series, stored: Any, finding: Finding, values: NDArray[Any], folder: Path
) -> tuple[Path, NDArray[np.uint8], NDArray[Any]]:
    path, array = folder / "evidence.nii.gz", stored.open().array
    with writing_errors(path):
        write_volume(np.asarray(values, np.float32), stored.geometry, (), path, context.checkpoint)
    number = int(np.argmax([float(plane.sum(dtype=np.float64)) for plane in values]))
    plane = np.asarray(array[number])
    return path, grey(plane, percentile_window(plane)), np.asarray(values[number])


def export_curve(context: Context, finding: Finding, path: str) -> str:
    """Write a curve as a table; see ``write_curve``.

    Raises:
        MedViewError: The finding is no curve.
        WriteError: It cannot be written.
    """
    context.checkpoint(0.1, tr("Writing the curve"))
    if not isinstance(finding.value, Curve):
        raise MedViewError(tr("“{finding}” is no curve.").format(finding=finding.what.meaning))
    write_curve(finding.value, Path(path))
    return path
