"""A volume as a DICOM MR series: for templates and tests (PS3.3 A.4, MR Image)."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, MRImageStorage, generate_uid

from medview import __version__
from medview.core.geometry import Geometry
from medview.core.study import Patient
from medview.core.volume import Volume
from medview.io.atomic import atomic
from medview.io.dicom_header import TEMPLATE_CREATOR, TEMPLATE_MARK

_GREATEST = 4095
"""What the largest value of a volume that is not int16 becomes, as from a 12-bit scanner."""


def write_series(
    volume: Volume,
    folder: Path,
    patient: Patient,
    study_description: str,
    series_description: str,
    *,
    body_part: str = "BRAIN",
    is_template: bool = False,
    seed: str = "",
) -> tuple[Path, ...]:
    """Write one file per slice.

    Args:
        volume: Values; int16 ones are written as they are, others scaled to 0..4095.
        folder: Where to; made when missing.
        patient: Who, or what.
        study_description: Study Description.
        series_description: Series Description.
        body_part: Body Part Examined.
        is_template: Mark it as an average brain or phantom, not a person.
        seed: The same seed gives the same UIDs; empty for new ones.

    Returns:
        The files in slice order.

    Raises:
        WriteError: A file cannot be written.
    """
    common = _common(volume.geometry, patient, study_description, series_description, body_part, seed)
    if is_template:
        _mark_template(common)
    stored = _stored(volume.array)
    paths = []
    for k in range(volume.geometry.shape[0]):
        path = folder / f"{k + 1:04}.dcm"
        dataset = _slice(common, volume.geometry, k, stored[k], seed)
        with atomic(path) as sibling:
            dataset.save_as(sibling, enforce_file_format=True)
        paths.append(path)
    return tuple(paths)


def _stored(array: NDArray[Any]) -> NDArray[np.int16]:
    if array.dtype == np.int16:
        return np.ascontiguousarray(array)
    values = np.asarray(array, dtype=np.float64)
    low, high = float(values.min()), float(values.max())
    return np.round((values - low) * (_GREATEST / max(high - low, 1e-12))).astype(np.int16)


def _uid(seed: str, part: str) -> str:
    return generate_uid(entropy_srcs=[seed, part]) if seed else generate_uid()


def _common(
    geometry: Geometry, patient: Patient, study_description: str, series_description: str, body_part: str, seed: str
) -> Dataset:
    now = datetime.now(UTC)
    dataset = Dataset()
    dataset.update(_acquisition())
    dataset.PatientName, dataset.PatientID = patient.name, patient.patient_id
    dataset.PatientBirthDate, dataset.PatientSex = patient.birth_date, patient.sex
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = _uid(seed, "study"), _uid(seed, "series")
    dataset.FrameOfReferenceUID = _uid(seed, "frame")
    dataset.StudyDate, dataset.StudyTime = now.strftime("%Y%m%d"), now.strftime("%H%M%S")
    dataset.StudyDescription, dataset.SeriesDescription = study_description, series_description
    dataset.BodyPartExamined = body_part
    spacing = geometry.spacing_mm
    dataset.SliceThickness = dataset.SpacingBetweenSlices = _decimal(spacing[0])
    dataset.PixelSpacing = [_decimal(spacing[1]), _decimal(spacing[2])]
    rows, columns = geometry.directions[:, 2], geometry.directions[:, 1]
    dataset.ImageOrientationPatient = [_decimal(part) for part in (*rows, *columns)]
    dataset.Rows, dataset.Columns = geometry.shape[1:]
    return dataset


def _acquisition() -> Dataset:
    """What every MR image must say, with values that claim no scanner."""
    dataset = Dataset()
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.SOPClassUID = MRImageStorage
    dataset.ImageType = ["DERIVED", "SECONDARY", "OTHER"]
    dataset.Modality = "MR"
    dataset.Manufacturer, dataset.ManufacturerModelName, dataset.SoftwareVersions = "MedView", "MedView", __version__
    dataset.AccessionNumber = dataset.ReferringPhysicianName = ""
    dataset.StudyID, dataset.SeriesNumber = "1", 1
    dataset.PatientPosition = "HFS"
    dataset.PositionReferenceIndicator = ""
    dataset.ScanningSequence, dataset.SequenceVariant, dataset.ScanOptions = "RM", "NONE", ""
    dataset.MRAcquisitionType = "3D"
    dataset.RepetitionTime = dataset.EchoTime = dataset.EchoTrainLength = None
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 1, "MONOCHROME2"
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit, dataset.PixelRepresentation = 16, 16, 15, 1
    return dataset


def _mark_template(dataset: Dataset) -> None:
    """A private mark for this program and a comment for everybody else."""
    group, element, creator = TEMPLATE_CREATOR
    dataset.add_new((group, element), "LO", creator)
    dataset.add_new(TEMPLATE_MARK[:2], "CS", TEMPLATE_MARK[2])
    dataset.ImageComments = "Template: an average or phantom, not a person."


def _slice(common: Dataset, geometry: Geometry, k: int, stored: NDArray[np.int16], seed: str) -> Dataset:
    dataset = Dataset()
    dataset.update(common)
    dataset.SOPInstanceUID = _uid(seed, f"slice {k}")
    dataset.InstanceNumber = k + 1
    dataset.ImagePositionPatient = [_decimal(part) for part in geometry.to_lps((k, 0, 0))]
    dataset.SmallestImagePixelValue, dataset.LargestImagePixelValue = int(stored.min()), int(stored.max())
    dataset.PixelData = stored.astype("<i2").tobytes()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    return dataset


def _decimal(number: float) -> str:
    """A decimal string: at most 16 characters (PS3.5 6.2)."""
    number = float(number) + 0.0
    for digits in range(16, 0, -1):
        text = f"{number:.{digits}g}"
        if len(text) <= 16:
            return "0" if float(text) == 0 else text
    return f"{number:.6g}"
