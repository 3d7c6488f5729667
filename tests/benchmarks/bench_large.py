"""Large series in the real window: the first picture of 3,000 slices and of a compressed cine of 1,000 frames."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import imagecodecs
import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import JPEGLSLossless, XRayAngiographicImageStorage, generate_uid

from tests.benchmarks.bench_reading import make_ct
from tests.benchmarks.row import Row

SLICES, FRAMES, SIDE = 3000, 1000, 512
FIRST_S = 0.3
_PROJECT = Path(__file__).resolve().parents[2]


def run() -> list[Row]:
    """Both, each in a window of its own."""
    with tempfile.TemporaryDirectory() as folder:
        stack, cine = Path(folder) / "stack", Path(folder) / "cine.dcm"
        make_ct(stack, SLICES)
        make_cine(cine)
        return [
            *_rows(f"CT of {SLICES:,} slices", _measured(stack, Path(folder))),
            *_rows(f"cine of {FRAMES:,} frames, JPEG-LS", _measured(cine, Path(folder))),
        ]


def make_cine(path: Path) -> None:
    """An XA cine whose frames are smooth with some noise, as X-ray pictures are."""
    random = np.random.default_rng(0)
    slope = np.add.outer(np.arange(SIDE), np.arange(SIDE)) // 8
    pictures = [(slope + random.integers(0, 8, (SIDE, SIDE))).astype(np.uint8) for _ in range(20)]
    encoded = [imagecodecs.jpegls_encode(picture) for picture in pictures]
    dataset = Dataset()
    dataset.SOPClassUID, dataset.SOPInstanceUID = XRayAngiographicImageStorage, generate_uid()
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = generate_uid(), generate_uid()
    dataset.Modality, dataset.PatientID, dataset.PatientName = "XA", "1", "Bench^Mark"
    dataset.Rows, dataset.Columns, dataset.SamplesPerPixel = SIDE, SIDE, 1
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit, dataset.PixelRepresentation = 8, 8, 7, 0
    dataset.PhotometricInterpretation, dataset.NumberOfFrames, dataset.FrameTime = "MONOCHROME2", FRAMES, 33
    dataset.PixelData = encapsulate([encoded[number % len(encoded)] for number in range(FRAMES)])
    dataset["PixelData"].is_undefined_length = True
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = JPEGLSLossless
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    dataset.save_as(path, enforce_file_format=True)


def _measured(source: Path, folder: Path) -> dict[str, float]:
    out = folder / "figures.json"
    environment = {**os.environ, "MEDVIEW_HOME": str(folder / "home")}
    command = [sys.executable, "-m", "tests.benchmarks.first_picture", str(source), str(out)]
    subprocess.run(command, cwd=_PROJECT, env=environment, check=True, capture_output=True, timeout=900)
    figures: dict[str, float] = json.loads(out.read_text())
    return figures


def _rows(name: str, figures: dict[str, float]) -> list[Row]:
    late = f"the window's thread was away for {figures['late'] * 1000:.0f} ms at most"
    note = f"median of 5, fastest {figures['fastest']:.3f} s; {late}; load {os.getloadavg()[0]:.1f}"
    first = Row(
        f"first picture of a {name}, once scanned", figures["first"], "s", figures["whole"], "all of it",
        at_most=FIRST_S, note=note,
    )  # fmt: skip
    return [first]
