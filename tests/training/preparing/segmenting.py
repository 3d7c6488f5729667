"""Tiny DICOM folders with segmentations: volumes, pictures, NIfTI files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pydicom
from highdicom.seg import (
    SegmentAlgorithmTypeValues,
    Segmentation,
    SegmentationTypeValues,
    SegmentDescription,
)
from pydicom.dataset import Dataset
from pydicom.sr.coding import Code
from pydicom.uid import generate_uid

from tests.io.making import ct_slice, ct_uids, save

ANATOMY = Code("123037004", "SCT", "Anatomical Structure")
LIVER, SPLEEN = Code("10200004", "SCT", "Liver"), Code("78961009", "SCT", "Spleen")
SIDE = 24


def series(folder: Path, serial: int, count: int = 8, **changes: Any) -> list[Dataset]:
    """A noisy CT stack of 24 × 24 pixels with a bright block, of a patient of its own."""
    uids, random = ct_uids(), np.random.default_rng(serial)
    made = list[Dataset]()
    for number in range(count):
        pixels = random.integers(900, 1000, (SIDE, SIDE), np.uint16)
        pixels[block(serial)] += 400
        dataset = ct_slice(number, uids, pixels, PatientID=f"P{serial}", **changes)
        described = {"StudyID": "1", "StudyDate": "", "StudyTime": "", "AccessionNumber": "", "SeriesNumber": 1}
        for keyword, value in {
            **described,
            "PatientBirthDate": "",
            "PatientSex": "",
            "ReferringPhysicianName": "",
        }.items():
            setattr(dataset, keyword, value)
        save(dataset, folder / f"{number:03}.dcm")
        made.append(pydicom.dcmread(folder / f"{number:03}.dcm"))
    return made


def block(serial: int) -> tuple[slice, slice]:
    start = 4 + serial % 5
    return slice(start, start + 8), slice(6, 15)


def mask(serial: int, count: int = 8) -> np.ndarray:
    """(count, rows, columns): the block as 1, a stripe beside it as 2, on the slices between the ends."""
    made = np.zeros((count, SIDE, SIDE), np.uint8)
    middle = slice(1, -1) if count > 2 else slice(None)
    rows, columns = block(serial)
    made[middle, rows, columns] = 1
    made[middle, rows, 18:20] = 2
    return made


def described(number: int, name: str, code: Code) -> SegmentDescription:
    return SegmentDescription(
        number, name, ANATOMY, code, SegmentAlgorithmTypeValues.MANUAL, tracking_uid=generate_uid(), tracking_id=name
    )


def seg(
    sources: list[Dataset],
    values: np.ndarray,
    path: Path,
    names: tuple[str, ...] = ("Liver", "Spleen"),
    kind: SegmentationTypeValues = SegmentationTypeValues.BINARY,
    **changes: Any,
) -> Path:
    """Write a segmentation of some slices with highdicom, and then change attributes of it."""
    codes = {"Liver": LIVER, "Spleen": SPLEEN}
    made = Segmentation(
        sources,
        values,
        kind,
        [described(n, name, codes.get(name, LIVER)) for n, name in enumerate(names, start=1)],
        series_instance_uid=generate_uid(),
        series_number=9,
        sop_instance_uid=generate_uid(),
        instance_number=1,
        manufacturer="Test",
        manufacturer_model_name="Test",
        software_versions="1",
        device_serial_number="1",
        omit_empty_frames=bool(values.any()),
        **({"max_fractional_value": 200} if kind is SegmentationTypeValues.FRACTIONAL else {}),
    )
    for keyword, value in changes.items():
        setattr(made, keyword, value)
    path.parent.mkdir(parents=True, exist_ok=True)
    made.save_as(path)
    return path
