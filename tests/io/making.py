"""Images made in tests: heads with a marker at the patient's left, DICOM files of any kind, analyses of them."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, generate_uid

from medview.core.card import Label
from medview.core.code import MILLILITRE, Code
from medview.core.finding import Analysis, Decision, Finding, Provenance, Quantity, Region, Review
from medview.core.geometry import Geometry
from medview.core.study import Patient, ScanResult, Series, Study
from medview.core.volume import Volume
from medview.io.dicom_writing import write_series
from medview.io.formats.space import ras_from_lps
from medview.io.scan import scan

SIZE_MM = (40.0, 48.0, 36.0)
"""Extent of the made head along L, P, S."""
MARKER_LPS = (12.0, -14.0, 8.0)
"""Centre of the marker: left, anterior, superior of the head's centre."""
SPACING_LPS = (2.0, 1.5, 3.0)

LEFT = Code("7771000", "SCT", "Left")
ANATOMY = Code("91723000", "SCT", "Anatomical Structure")
PART = Code("5958008", "SCT", "Hippocampus")
NAMES = ("Left part", "Left other part")


def nothing(_fraction: float, _note: str) -> None:
    """A checkpoint that does nothing."""


def axis_orders() -> list[tuple[tuple[int, int, int], tuple[int, int, int]]]:
    """All 48 ways to lay (k, j, i) along the patient's axes: LPS axis of each, and its sign."""
    orders = itertools.permutations(range(3))
    return [(order, signs) for order in orders for signs in itertools.product((1, -1), repeat=3)]


def head(order: tuple[int, int, int] = (2, 1, 0), signs: tuple[int, int, int] = (1, 1, 1)) -> Volume:
    """A box-shaped head, 100, in air, 0, with a marker, 1000, at ``MARKER_LPS``."""
    directions, spacing = np.zeros((3, 3)), np.zeros(3)
    for index_axis, (axis, sign) in enumerate(zip(order, signs, strict=True)):
        directions[axis, index_axis] = sign
        spacing[index_axis] = SPACING_LPS[axis]
    shape = tuple(round(SIZE_MM[axis] / SPACING_LPS[axis]) for axis in order)
    half = directions @ (spacing * (np.array(shape) - 1) / 2)
    geometry = Geometry.from_axes(shape, spacing, directions, -half)
    points = np.abs(geometry.to_lps(np.moveaxis(np.indices(shape), 0, -1)))
    array = np.where((points < np.array(SIZE_MM) / 2 - 4).all(axis=-1), 100, 0).astype(np.int16)
    array[marker(geometry)] = 1000
    return Volume(geometry, array)


def barred(order: tuple[int, int, int] = (2, 1, 0), signs: tuple[int, int, int] = (1, 1, 1)) -> Volume:
    """The head with the marker drawn out from top to bottom, so that every axial slice has it."""
    made = head(order, signs)
    points = made.geometry.to_lps(np.moveaxis(np.indices(made.geometry.shape), 0, -1))
    bar = np.linalg.norm(points[..., :2] - MARKER_LPS[:2], axis=-1) < 5
    return Volume(made.geometry, np.where(bar, 1000, made.array).astype(np.int16))


def marker(geometry: Geometry) -> np.ndarray:
    """(k, j, i) where the marker is."""
    points = geometry.to_lps(np.moveaxis(np.indices(geometry.shape), 0, -1))
    return np.asarray(np.linalg.norm(points - MARKER_LPS, axis=-1) < 5)


def centroid_lps(mask: np.ndarray, geometry: Geometry) -> np.ndarray:
    """LPS centre of mass of what is set."""
    return geometry.to_lps(np.argwhere(mask)).mean(axis=0)


def write_nifti(volume: Volume, path: Path) -> Path:
    image = nibabel.Nifti1Image(np.ascontiguousarray(volume.array).T, ras_from_lps(volume.geometry.affine))
    image.set_sform(image.affine, code=1)
    image.set_qform(image.affine, code=1)
    image.to_filename(path)
    return path


def write_dicom(volume: Volume, folder: Path, **options: Any) -> Path:
    write_series(volume, folder, Patient("P1", "Test^Head", "19700101", "F"), "Made", "Head", **options)
    return folder


def scanned(path: Path, work: Path) -> ScanResult:
    return scan((str(path),), work, nothing)


def only_series(result: ScanResult) -> tuple[Study, Series]:
    assert len(result.studies) == 1
    assert len(result.studies[0].series) == 1
    return result.studies[0], result.studies[0].series[0]


def ct_slice(number: int, uids: dict[str, str], array: np.ndarray, **changes: Any) -> Dataset:
    """One CT slice with the given stored values; ``changes`` are attributes by keyword, None removes one."""
    dataset = Dataset()
    dataset.SOPClassUID, dataset.SOPInstanceUID = CTImageStorage, generate_uid()
    dataset.PatientID, dataset.PatientName, dataset.Modality = "P1", "Test^Head", "CT"
    for keyword, value in uids.items():
        setattr(dataset, keyword, value)
    dataset.InstanceNumber = number + 1
    dataset.ImagePositionPatient, dataset.ImageOrientationPatient = [0, 0, 2 * number], [1, 0, 0, 0, 1, 0]
    dataset.PixelSpacing, dataset.SliceThickness = [0.5, 0.75], 2
    dataset.Rows, dataset.Columns = array.shape
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 1, "MONOCHROME2"
    bits = array.dtype.itemsize * 8
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = bits, bits, bits - 1
    dataset.PixelRepresentation = int(array.dtype.kind == "i")
    dataset.RescaleSlope, dataset.RescaleIntercept = 1, -1024
    dataset.PixelData = array.tobytes()
    for keyword, value in changes.items():
        if value is None:
            delattr(dataset, keyword)
        else:
            setattr(dataset, keyword, value)
    return dataset


def ct_uids() -> dict[str, str]:
    return {key: generate_uid() for key in ("StudyInstanceUID", "SeriesInstanceUID", "FrameOfReferenceUID")}


def save(dataset: Dataset, path: Path, syntax: str = ExplicitVRLittleEndian) -> Path:
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = syntax
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    path.parent.mkdir(parents=True, exist_ok=True)
    dataset.save_as(path, enforce_file_format=True)
    return path


def write_ct(folder: Path, count: int = 5, change: Any = None, array: np.ndarray | None = None) -> Path:
    """A stack of CT slices; ``change(number)`` gives the attributes that differ for one."""
    uids = ct_uids()
    for number in range(count):
        pixels = np.arange(48, dtype=np.uint16).reshape(6, 8) + number * 100 if array is None else array
        changes = change(number) if change else {}
        save(ct_slice(number, uids, changes.pop("array", pixels), **changes), folder / f"{number:03}.dcm")
    return folder


def analysis_of(series: Series, mask: Path) -> Analysis:
    """A result with two labels, 1 and 2, in ``mask``."""
    uids = tuple(instance.sop_instance_uid for instance in series.instances)
    source = Provenance(
        "test-model", "1.2.3", "ab" * 32, series.uid, uids, series.fingerprint, (), "9.9", "2025-03-04T05:00:00+00:00"
    )
    labels = tuple(
        Label(value, name, PART, ANATOMY, (200, 80 * value, 40), LEFT) for value, name in enumerate(NAMES, start=1)
    )
    findings = tuple(
        Finding(
            f"volume-{label.value}",
            PART,
            Region(str(mask), (label.value,), (0.0, 0.0, 0.0)),
            Quantity(1.0, MILLILITRE, 0.9, 1.1, 0.9),
            source,
            LEFT,
        )
        for label in labels
    )
    return Analysis("run-1", "Test model", series.uid, findings, labels)


def review(finding: str, decision: Decision) -> Review:
    return Review(finding, decision, "Reader^Dr", "2025-03-04T05:06:07+01:00", "seen")
