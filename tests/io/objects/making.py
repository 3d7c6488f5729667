"""Derived objects made in tests, on a CT stack made by ``tests.io.making.write_ct``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from pydicom.dataset import Dataset
from pydicom.sr.coding import Code
from pydicom.uid import generate_uid

from medview.core.study import Instance, Kind, Series
from medview.io.dicom_header import read_header
from tests.io.making import save, scanned, write_ct

STORAGE = "1.2.840.10008.5.1.4.1.1."
LIVER = Code("10200004", "SCT", "Liver")
ORGAN = Code("123037004", "SCT", "Anatomical Structure")


def derived(path: Path, kind: Kind = Kind.OTHER) -> Series:
    """The series of one object, without the scan."""
    header = read_header(str(path))
    assert header is not None
    instance = Instance(str(path), header.text("SOPClassUID"), header.text("SOPInstanceUID"))
    names = (header.text("SeriesInstanceUID"), header.text("StudyInstanceUID"))
    return Series(*names, "dicom", header.text("Modality"), "", None, "", (instance,), None, kind=kind)


def opened(folder: Path, work: Path) -> Series:
    """The first series under a folder."""
    return scanned(folder, work).studies[0].series[0]


def ct(tmp_path: Path, count: int = 5, **options: Any) -> Series:
    """A CT stack of ``count`` slices of 6 × 8 pixels, 2 mm apart, pixels of 0.5 × 0.75 mm."""
    work = tmp_path / "scan"
    work.mkdir()
    return opened(write_ct(tmp_path / "ct", count, **options), work)


def item(**values: Any) -> Dataset:
    dataset = Dataset()
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    return dataset


def concept(code: Code | tuple[str, str, str]) -> list[Dataset]:
    value, scheme, meaning = code[:3]
    return [item(CodeValue=value, CodingSchemeDesignator=scheme, CodeMeaning=meaning)]


def blank(series: Series, sop_class: str, **values: Any) -> Dataset:
    """A new object in the study of a series."""
    header = read_header(series.instances[0].path)
    assert header is not None
    return item(
        SOPClassUID=STORAGE + sop_class,
        SOPInstanceUID=generate_uid(),
        StudyInstanceUID=series.study_uid,
        SeriesInstanceUID=generate_uid(),
        PatientID=header.text("PatientID"),
        PatientName=header.text("PatientName"),
        Modality="OT",
        FrameOfReferenceUID=series.frame_of_reference_uid,
        **values,
    )


def segment(number: int, name: str = "Liver", **values: Any) -> Dataset:
    return item(
        SegmentNumber=number,
        SegmentLabel=name,
        SegmentAlgorithmType="AUTOMATIC",
        SegmentAlgorithmName="Test net",
        SegmentedPropertyCategoryCodeSequence=concept(ORGAN),
        SegmentedPropertyTypeCodeSequence=concept(LIVER),
        **values,
    )


def referenced(instances: Sequence[Instance], **values: Any) -> list[Dataset]:
    return [
        item(ReferencedSOPClassUID=one.sop_class_uid, ReferencedSOPInstanceUID=one.sop_instance_uid, **values)
        for one in instances
    ]


def groups(
    position: Sequence[float] | None, source: Instance | None = None, number: int | None = None, **values: Any
) -> Dataset:
    """The functional groups of one frame."""
    made = item(**values)
    if position is not None:
        made.PlanePositionSequence = [item(ImagePositionPatient=list(position))]
    if number is not None:
        made.SegmentIdentificationSequence = [item(ReferencedSegmentNumber=number)]
    if source is not None:
        named = referenced([source], ReferencedFrameNumber=source.number + 1)
        made.DerivationImageSequence = [item(SourceImageSequence=named)]
    return made


def shared(spacing: Sequence[float] = (0.5, 0.75), between: float = 2.0, orientation: Any = None) -> list[Dataset]:
    measures = item(PixelSpacing=list(spacing), SliceThickness=between, SpacingBetweenSlices=between)
    direction = item(ImageOrientationPatient=orientation or [1, 0, 0, 0, 1, 0])
    return [item(PixelMeasuresSequence=[measures], PlaneOrientationSequence=[direction])]


def framed(dataset: Dataset, frames: np.ndarray, each: list[Dataset], shared_: list[Dataset] | None = None) -> Dataset:
    """Give an object frames: (n, rows, columns) bool for 1 bit, uint8 or uint16, with their functional groups."""
    dataset.NumberOfFrames, dataset.Rows, dataset.Columns = frames.shape
    bits = 1 if frames.dtype == bool else frames.dtype.itemsize * 8
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = bits, bits, bits - 1
    dataset.SamplesPerPixel, dataset.PixelRepresentation = 1, 0
    dataset.PhotometricInterpretation = "MONOCHROME2"
    raw = np.packbits(frames.ravel(), bitorder="little").tobytes() if bits == 1 else frames.tobytes()
    dataset.PixelData = raw + b"\0" * (len(raw) % 2)
    dataset.PerFrameFunctionalGroupsSequence = each
    dataset.SharedFunctionalGroupsSequence = shared() if shared_ is None else shared_
    return dataset


def seg(series: Series, kind: str, segments: list[Dataset], sop_class: str = "66.4", **values: Any) -> Dataset:
    return blank(series, sop_class, SegmentationType=kind, SegmentSequence=segments, **values)


def write(dataset: Dataset, tmp_path: Path, name: str = "object.dcm") -> Path:
    return save(dataset, tmp_path / name)
