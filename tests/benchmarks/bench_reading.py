"""Scanning and loading an uncompressed CT series, beside SimpleITK, pydicom and the bare bytes."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pydicom
import SimpleITK
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, generate_uid

from medview.core.study import Series
from medview.io.dicom_volume import load_dicom
from medview.io.scan import scan
from tests.benchmarks.row import Row

SLICES, SIDE = (100, 600), 512
ROUNDS = 7
_PROJECT = Path(__file__).resolve().parents[2]
_MEMORY = """
import sys
from pathlib import Path
from medview.io.dicom_volume import load_dicom
from medview.io.scan import scan
from tests.benchmarks.measured_tasks import peak_bytes
before = peak_bytes()
source, work = Path(sys.argv[1]), Path(sys.argv[2])
nothing = lambda fraction, note: None
series = scan((str(source),), work, nothing).studies[0].series[0]
load_dicom(series, work / "memory.npy", nothing).open()
print(peak_bytes() - before)
"""


def run() -> list[Row]:
    """A small and a large series."""
    return [row for slices in SLICES for row in _series(slices)]


def _series(slices: int) -> list[Row]:
    """All ways by turns, so that whatever else the machine does hits all of them."""
    with tempfile.TemporaryDirectory() as folder:
        source, work = Path(folder) / "ct", Path(folder) / "work"
        work.mkdir()
        make_ct(source, slices)
        series = _scan(source, work)
        files = [instance.path for instance in series.instances]
        _refuse_difference(series, work, files)
        ways: dict[str, Callable[[], object]] = {
            "scan": lambda: _scan(source, work),
            "load": lambda: _load(series, work),
            "SimpleITK": lambda: _simpleitk(files),
            "pydicom": lambda: [pydicom.dcmread(file).pixel_array for file in files],
            "bytes": lambda: _bytes(series, work),
        }
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, way in ways.items():
                _clear(work)
                times[name].append(_seconds(way))
        rows = _rows(times, slices)
        return [*rows, _memory(_peak(source, work), slices)] if slices == max(SLICES) else rows


def _rows(times: dict[str, list[float]], slices: int) -> list[Row]:
    middle = {name: statistics.median(measured) for name, measured in times.items()}
    both = statistics.median(map(sum, zip(times["scan"], times["load"], strict=True)))
    least = ", ".join(f"{name} {min(measured):.3f} s" for name, measured in times.items())
    what = f"{SIDE}², median of {ROUNDS}; load {os.getloadavg()[0]:.1f}; fastest: {least}"
    name, simpleitk = f"CT of {slices} slices", (middle["SimpleITK"], "SimpleITK")
    load = middle["load"]
    return [
        Row(f"{name}, scan and load", both, "s", *simpleitk, at_least_ratio=3.0, note=what),
        Row(f"{name}, scan and load", both, "s", middle["pydicom"], "pydicom loop", at_least_ratio=1.5),
        Row(f"{name}, load", load, "s", *simpleitk, at_least_ratio=6.0),
        Row(f"{name}, load", load, "s", middle["bytes"], "raw bytes into a map", at_least_ratio=0.5),
    ]


def _memory(peak: int, slices: int) -> Row:
    return Row(f"CT of {slices} slices, peak memory over voxels", peak / (slices * SIDE * SIDE * 2), "", at_most=1.3)


def _clear(work: Path) -> None:
    """Giving a file of 300 MB back takes a while, which is no part of reading."""
    for path in work.glob("*.npy"):
        path.unlink()


def _nothing(_fraction: float, _note: str) -> None:
    pass


def _scan(source: Path, work: Path) -> Series:
    return scan((str(source),), work, _nothing).studies[0].series[0]


def _load(series: Series, work: Path) -> None:
    load_dicom(series, work / "volume.npy", _nothing).open()


def _simpleitk(files: list[str]) -> SimpleITK.Image:
    reader = SimpleITK.ImageSeriesReader()
    reader.SetFileNames(files)
    return reader.Execute()


def _bytes(series: Series, work: Path) -> None:
    """The least there is to do: the pixels of every file into one newly mapped array of the same kind, unchanged."""
    into = np.lib.format.open_memmap(work / "bytes.npy", "w+", np.int16, (len(series.instances), SIDE, SIDE))
    for slot, instance in zip(into, series.instances, strict=True):
        assert instance.frame is not None
        with open(instance.path, "rb", buffering=0) as handle:
            handle.seek(instance.frame.offset)
            handle.readinto(slot.data)


def _seconds(way: Callable[[], object]) -> float:
    started = time.perf_counter()
    way()
    return time.perf_counter() - started


def _refuse_difference(series: Series, work: Path, files: list[str]) -> None:
    ours = load_dicom(series, work / "volume.npy", _nothing).open().array
    if not np.array_equal(ours, SimpleITK.GetArrayFromImage(_simpleitk(files))):
        raise RuntimeError("Both readers should give the same voxels.")


def _peak(source: Path, work: Path) -> int:
    """What scanning and loading add to a fresh process's memory, imports included."""
    command = [sys.executable, "-c", _MEMORY, str(source), str(work)]
    told = subprocess.run(command, cwd=_PROJECT, capture_output=True, text=True, check=True)
    return int(told.stdout)


def make_ct(folder: Path, slices: int) -> None:
    """A CT series with the elements a scanner writes, in 12 bits above an intercept of -1024."""
    folder.mkdir()
    uids = {name: generate_uid() for name in ("StudyInstanceUID", "SeriesInstanceUID", "FrameOfReferenceUID")}
    random = np.random.default_rng(0)
    for number in range(slices):
        dataset = Dataset()
        for name, uid in uids.items():
            setattr(dataset, name, uid)
        dataset.SOPClassUID, dataset.SOPInstanceUID = CTImageStorage, generate_uid()
        dataset.Modality, dataset.PatientID, dataset.PatientName = "CT", "1", "Bench^Mark"
        dataset.Manufacturer, dataset.StudyDescription, dataset.SeriesDescription = "None", "Bench", "Noise"
        dataset.ImageType, dataset.KVP, dataset.ExposureTime = ["ORIGINAL", "PRIMARY", "AXIAL"], 120, 500
        dataset.SliceThickness, dataset.InstanceNumber = 1, number + 1
        dataset.ImagePositionPatient = [-180, -180, number]
        dataset.ImageOrientationPatient, dataset.PixelSpacing = [1, 0, 0, 0, 1, 0], [0.7, 0.7]
        dataset.Rows, dataset.Columns, dataset.SamplesPerPixel = SIDE, SIDE, 1
        dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit, dataset.PixelRepresentation = 16, 12, 11, 0
        dataset.PhotometricInterpretation, dataset.RescaleIntercept, dataset.RescaleSlope = "MONOCHROME2", -1024, 1
        dataset.WindowCenter, dataset.WindowWidth = 40, 400
        dataset.PixelData = random.integers(0, 4096, (SIDE, SIDE), dtype=np.uint16).tobytes()
        dataset.file_meta = FileMetaDataset()
        dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID
        dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
        dataset.save_as(folder / f"{number:04}.dcm", enforce_file_format=True)
