"""Damaged files: whatever the damage, a person gets a sentence; nothing but MedViewError escapes."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, ImplicitVRLittleEndian, RLELossless

from medview.core.errors import MedViewError
from medview.core.study import ScanResult
from medview.io.dicom_volume import load_dicom
from medview.io.middle import middle
from medview.io.nifti import load_nifti
from tests.io.making import ct_slice, ct_uids, head, nothing, save, scanned, write_nifti

FLIPS = 150


def open_all(folder: Path, work: Path) -> ScanResult | None:
    """Do with the files what the program would."""
    try:
        result = scanned(folder, work)
    except MedViewError:
        return None
    for study in result.studies:
        for series in study.series:
            with suppress(MedViewError):
                middle(series)
            with suppress(MedViewError):
                (load_nifti if series.source_format == "nifti" else load_dicom)(series, work / "volume.npy", nothing)
    return result


def dicom(folder: Path, syntax: str) -> list[Path]:
    uids = ct_uids()
    paths = []
    for number in range(2):
        dataset = ct_slice(number, uids, np.arange(48, dtype=np.uint16).reshape(6, 8), PatientComments="x" * 50)
        if syntax == RLELossless:
            dataset.file_meta = FileMetaDataset()
            dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
            dataset.compress(RLELossless, generate_instance_uid=False)
        paths.append(save(dataset, folder / f"{number}.dcm", syntax))
    return paths


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ImplicitVRLittleEndian, RLELossless])
def test_truncated_dicom(syntax: str, tmp_path: Path) -> None:
    last = dicom(tmp_path / "in", syntax)[-1]
    whole = last.read_bytes()
    for length in range(0, len(whole), 17):
        last.write_bytes(whole[:length])
        result = open_all(tmp_path / "in", tmp_path)
        assert result is not None
        assert len(result.studies) == 1


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ImplicitVRLittleEndian, RLELossless])
def test_flipped_bits_in_dicom(syntax: str, tmp_path: Path) -> None:
    paths = dicom(tmp_path / "in", syntax)
    whole = paths[-1].read_bytes()
    random = np.random.default_rng(7)
    for _ in range(FLIPS):
        damaged = bytearray(whole)
        for place in random.integers(128, len(whole), 3):
            damaged[place] ^= 1 << int(random.integers(8))
        paths[-1].write_bytes(bytes(damaged))
        open_all(tmp_path / "in", tmp_path)


@pytest.mark.parametrize("name", ["head.nii", "head.nii.gz"])
def test_damaged_nifti(name: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    path = write_nifti(head(), tmp_path / "in" / name)
    whole = path.read_bytes()
    random = np.random.default_rng(8)
    for round_number in range(FLIPS):
        damaged = bytearray(whole)
        for place in random.integers(0, min(len(whole), 400), 2):
            damaged[place] ^= 1 << int(random.integers(8))
        path.write_bytes(bytes(damaged[: None if round_number % 3 else int(random.integers(len(whole)))]))
        open_all(tmp_path / "in", tmp_path)
