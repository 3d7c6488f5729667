"""DICOM studies of one patient on the disk, to be hung beside each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from tests.io.making import ct_slice, ct_uids, save

BORN = "19500102"
_NOWHERE = {"ImageOrientationPatient": None, "ImagePositionPatient": None}


def chest(folder: Path, date: str = "20240501", origin: float = 0.0, **more: Any) -> Path:
    """A CT of the chest: 20 slices of 32 × 32 voxels of 4 mm, each as bright as its number."""
    uids = ct_uids()
    told = {
        "PatientBirthDate": BORN, "StudyDate": date, "StudyDescription": "Chest", "SeriesDescription": "Thorax",
        "BodyPartExamined": "CHEST", "WindowCenter": 40, "WindowWidth": 400,
    }  # fmt: skip
    for number in range(20):
        pixels = np.full((32, 32), 1024 + 10 * number, np.uint16)
        placed = {"ImagePositionPatient": [origin, 0, 4 * number], "PixelSpacing": [4, 4], "SliceThickness": 4}
        save(ct_slice(number, uids, pixels, **{**told, **placed, **more}), folder / f"{number:03}.dcm")
    return folder


def mammography(folder: Path, **lying: list[str]) -> Path:
    """Four views of 60 × 30 pixels in one series; ``lying``: Patient Orientation of views, such as ``RCC``."""
    uids, pixels = ct_uids(), np.tile(np.arange(30, dtype=np.uint16) * 30, (60, 1))
    views = [(side, view) for view in ("MLO", "CC") for side in "LR"]
    for number, (side, view) in enumerate(views):
        more = {
            "SOPClassUID": "1.2.840.10008.5.1.4.1.1.1.2", "Modality": "MG", "ImageLaterality": side,
            "ViewPosition": view, "BodyPartExamined": "BREAST", "StudyDate": "20240501", "PixelSpacing": [0.5, 0.25],
            **_NOWHERE,
        }  # fmt: skip
        told = {"PatientOrientation": lying[side + view]} if side + view in lying else {}
        save(ct_slice(number, uids, pixels, **more, **told), folder / f"{number}.dcm")
    return folder
