"""Finding what is in a folder of 10,000 files, beside pydicom reading their headers; what it costs the window."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pydicom
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian
from PySide6.QtWidgets import QApplication

from medview.core.study import ScanResult
from medview.io.scan import scan
from medview.jobs.protocol import Partial
from medview.jobs.wire import dumps, loads
from medview.session.changes import StudiesFound
from medview.session.reduce import reduce
from medview.session.state import State
from medview.views.browser.panel import Browser
from medview.views.settings.theme import load_theme
from tests.benchmarks.row import Row

SERIES, IMAGES, SIDE = 100, 100, 64
ELEMENTS = 120
"""So many more elements than the index needs: a scanner writes 100 to 300."""
ROUNDS = 5
SHARE = 5
"""pydicom reads one file in so many, and its time is taken so many times."""
SETTLED_S = 60
_SERIES_UID, _IMAGE_UID = "1.2.826.0.1.3680043.8.498.7001000", "1.2.826.0.1.3680043.8.498.2000000"


def run() -> list[Row]:
    """All ways by turns, so that whatever else the machine does hits all of them."""
    with tempfile.TemporaryDirectory() as folder:
        source, cache = Path(folder) / "in", Path(folder) / "headers.sqlite"
        files = make_files(source)
        messages: list[ScanResult] = []
        ways: dict[str, Callable[[], object]] = {
            "scan": lambda: _scan(source),
            "telling": lambda: _scan(source, messages),
            "cached": lambda: _scan(source, cache=str(cache)),
            "pydicom": lambda: [pydicom.dcmread(file, stop_before_pixels=True) for file in files[::SHARE]],
        }
        ways["cached"]()
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, way in ways.items():
                messages.clear()
                times[name].append(_seconds(way))
        _scan(source, messages)
        return [*_rows(times, len(files)), *_window(messages, _scan(source))]


def _rows(times: dict[str, list[float]], count: int) -> list[Row]:
    times["pydicom"] = [SHARE * measured for measured in times["pydicom"]]
    each = {name: 1e6 * statistics.median(measured) / count for name, measured in times.items()}
    rates = ", ".join(f"{name} {count / min(measured):,.0f} files/s" for name, measured in times.items())
    files = f"{count:,} files of {ELEMENTS + 40} elements"
    what = f"{files}, median of {ROUNDS}; load {os.getloadavg()[0]:.1f}; fastest: {rates}"
    peer = (each["pydicom"], "pydicom headers")
    return [
        Row("scan, each file (≥ 4,000 files/s)", each["scan"], "µs", *peer, at_most=250, note=what),
        Row("scan telling meanwhile, each file", each["telling"], "µs", *peer, at_most=250),
        Row("scan again with the header cache, each file", each["cached"], "µs", each["scan"], "first", at_most=250),
    ]


def _window(messages: list[ScanResult], whole: ScanResult) -> list[Row]:
    """What holds the window for each message: unpickling, reducing, listing."""
    QApplication.instance() or QApplication([])
    browser, state = Browser(load_theme("dark")), State()
    browser.show()
    spent, sizes = [], []
    for message in (*messages, whole):
        packed = dumps(Partial(1, message))
        started = time.perf_counter()
        state, parts = reduce(state, StudiesFound(loads(packed).value))
        browser.update_state(state, parts)
        QApplication.processEvents()
        spent.append(1000 * (time.perf_counter() - started))
        sizes.append(len(packed))
    browser.close()
    note = (
        f"{len(messages)} messages of {min(sizes) >> 10} to {max(sizes[:-1], default=0) >> 10} kB; the last, with all "
    )
    note += f"files, {sizes[-1] >> 10} kB in {spent[-1]:.0f} ms, in steps of one series"
    return [
        Row("longest time a part of 10,000 files holds the window", max(spent[:-1], default=0.0), "ms", at_most=50.0),
        Row("time all 10,000 files together take the window", spent[-1], "ms", at_most=100.0, note=note),
    ]


def _nothing(_fraction: float, _note: str) -> None:
    pass


def _scan(source: Path, messages: list[ScanResult] | None = None, cache: str = "") -> ScanResult:
    return scan((str(source),), source.parent, _nothing, None if messages is None else messages.append, cache)


def _seconds(way: Callable[[], object]) -> float:
    started = time.perf_counter()
    way()
    return time.perf_counter() - started


def make_files(folder: Path) -> list[str]:
    """A CT archive: one image written by pydicom, copied with its own identifiers and place."""
    pattern = _pattern()
    settled = time.time() - SETTLED_S
    files = []
    for series in range(SERIES):
        inside = folder / f"{series:03}"
        inside.mkdir(parents=True)
        uid = str(int(_SERIES_UID.rpartition(".")[2]) + series).encode()
        of_series = pattern.replace(b".7001000", b"." + uid)
        for number in range(IMAGES):
            image = of_series.replace(b".2000000", b".%07d" % (2_000_000 + series * IMAGES + number))
            path = inside / f"{number:04}.dcm"
            path.write_bytes(image.replace(b"1000.25", b"%07.2f" % (1000 + 2 * number)))
            os.utime(path, (settled, settled))
            files.append(str(path))
    return files


def _pattern() -> bytes:
    dataset = Dataset()
    dataset.SOPClassUID, dataset.SOPInstanceUID = CTImageStorage, _IMAGE_UID
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = f"{_SERIES_UID}.1", _SERIES_UID
    dataset.FrameOfReferenceUID = f"{_SERIES_UID}.2"
    dataset.Modality, dataset.PatientID, dataset.PatientName = "CT", "1", "Bench^Mark"
    dataset.StudyDate, dataset.StudyDescription, dataset.SeriesDescription = "20240101", "Bench", "Noise"
    dataset.ImageType, dataset.KVP, dataset.ExposureTime = ["ORIGINAL", "PRIMARY", "AXIAL"], 120, 500
    dataset.SliceThickness, dataset.InstanceNumber, dataset.SeriesNumber = 2, 1, 1
    dataset.ImagePositionPatient = ["-180", "-180", "1000.25"]
    dataset.ImageOrientationPatient, dataset.PixelSpacing = [1, 0, 0, 0, 1, 0], [0.7, 0.7]
    dataset.Rows, dataset.Columns, dataset.SamplesPerPixel = SIDE, SIDE, 1
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit, dataset.PixelRepresentation = 16, 12, 11, 0
    dataset.PhotometricInterpretation, dataset.RescaleIntercept, dataset.RescaleSlope = "MONOCHROME2", -1024, 1
    dataset.WindowCenter, dataset.WindowWidth = 40, 400
    block = dataset.private_block(0x0009, "BENCH", create=True)
    for element in range(ELEMENTS):
        block.add_new(element, "LO", f"element {element} of a scanner's own")
    dataset.PixelData = np.zeros((SIDE, SIDE), np.uint16).tobytes()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pattern.dcm"
        dataset.save_as(path, enforce_file_format=True)
        return path.read_bytes()
