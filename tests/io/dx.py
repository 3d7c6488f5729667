"""Radiographs made by code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import DigitalXRayImageStorageForPresentation, ExplicitVRLittleEndian, generate_uid


def write_film(folder: Path, pictures: np.ndarray, **changes: Any) -> Path:
    """Films of one study and series, one file each.

    Args:
        folder: Made if missing.
        pictures: (n, rows, columns), uint8 or uint16.
        changes: Attributes with other values.
    """
    folder.mkdir(parents=True, exist_ok=True)
    study, series = generate_uid(), generate_uid()
    for number, picture in enumerate(pictures, start=1):
        dataset = Dataset()
        dataset.SOPClassUID, dataset.SOPInstanceUID = DigitalXRayImageStorageForPresentation, generate_uid()
        dataset.StudyInstanceUID, dataset.SeriesInstanceUID = study, series
        dataset.PatientID, dataset.PatientName = "F1", "Film^Anne"
        dataset.PatientBirthDate = dataset.PatientSex = dataset.StudyID = dataset.AccessionNumber = ""
        dataset.StudyDate, dataset.StudyTime, dataset.ReferringPhysicianName = "20260101", "120000", ""
        dataset.Modality, dataset.BodyPartExamined, dataset.ViewPosition = "DX", "CHEST", "PA"
        dataset.SeriesNumber, dataset.InstanceNumber = 1, number
        dataset.Rows, dataset.Columns = picture.shape
        dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 1, "MONOCHROME2"
        bits = 8 * picture.dtype.itemsize
        dataset.BitsAllocated = dataset.BitsStored = bits
        dataset.HighBit, dataset.PixelRepresentation = bits - 1, 0
        dataset.ImagerPixelSpacing = ["0.5", "0.25"]
        for keyword, value in changes.items():
            setattr(dataset, keyword, value)
        dataset.PixelData = np.ascontiguousarray(picture).tobytes()
        dataset.file_meta = FileMetaDataset()
        dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID
        dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
        dataset.save_as(folder / f"{number:03}.dcm", enforce_file_format=True)
    return folder
