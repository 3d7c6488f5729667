"""Scanning and loading compressed CT series, beside a pydicom loop and SimpleITK."""

from __future__ import annotations

import os
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import imagecodecs
import numpy as np
import pydicom
import SimpleITK
from numpy.typing import NDArray
from pydicom.encaps import encapsulate
from pydicom.pixels.encoders import RLELosslessEncoder
from pydicom.uid import JPEG2000Lossless, JPEGLSLossless, RLELossless

from medview.core.study import Series
from medview.io.dicom_volume import load_dicom
from medview.io.scan import scan
from tests.benchmarks.row import Row
from tests.io.making import ct_slice, ct_uids, save

SLICES, SIDE = 100, 512
ROUNDS = 5
_DATA = Path(os.environ.get("MEDVIEW_SHARED_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))
_REAL = _DATA / "dicom" / "series_ct_chest_abdomen_pelvis_cmb_crc.zip"

Encode = Callable[[NDArray[np.uint16]], bytes]


def _jpeg2000(array: NDArray[np.uint16]) -> bytes:
    bits = int(array.max()).bit_length()
    return bytes(imagecodecs.jpeg2k_encode(array, level=0, codecformat="j2k", reversible=True, bitspersample=bits))


def _jpeg_ls(array: NDArray[np.uint16]) -> bytes:
    return bytes(imagecodecs.jpegls_encode(array))


def _rle(array: NDArray[np.uint16]) -> bytes:
    return RLELosslessEncoder.encode(
        array.tobytes(), rows=SIDE, columns=SIDE, number_of_frames=1, samples_per_pixel=1, bits_allocated=16,
        bits_stored=16, pixel_representation=0, photometric_interpretation="MONOCHROME2",
    )  # fmt: skip


_CODECS: tuple[tuple[str, str, Encode, float | None], ...] = (
    ("JPEG 2000", JPEG2000Lossless, _jpeg2000, 1.6),
    ("JPEG-LS", JPEGLSLossless, _jpeg_ls, 1.6),
    ("RLE", RLELossless, _rle, None),
)
"""Name, transfer syntax, encoder, and how many times faster than pydicom it must be."""


def run() -> list[Row]:
    """For each encoding all readers by turns, so that whatever else the machine does hits all of them."""
    with tempfile.TemporaryDirectory() as folder:
        slices = _slices(Path(folder))
        return [row for codec in _CODECS for row in _measured(Path(folder), slices, *codec)]


def _measured(
    folder: Path, slices: list[NDArray[np.uint16]], name: str, syntax: str, encode: Encode, target: float | None
) -> list[Row]:
    source, work = folder / name, folder / f"{name} work"
    work.mkdir()
    _write(source, slices, syntax, encode)
    files = sorted(str(path) for path in source.iterdir())
    _refuse_difference(source, work, slices)
    ways: dict[str, Callable[[], object]] = {
        "ours": lambda: _load(source, work),
        "pydicom": lambda: [pydicom.dcmread(file).pixel_array for file in files],
        "SimpleITK": lambda: _simpleitk(files),
    }
    times: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(ROUNDS):
        for way, do in ways.items():
            times[way].append(_seconds(do))
    ours, pydicoms, itk = (min(times[way]) for way in ways)
    note = f"{len(files)} slices of {SIDE}², fastest of {ROUNDS} by turns; load {os.getloadavg()[0]:.1f}"
    peer = f"{name} series, scan and load"
    return [
        Row(peer, ours, "s", pydicoms, "pydicom", at_least_ratio=target, note=note),
        Row(peer, ours, "s", itk, "SimpleITK", at_least_ratio=None if target is None else 1.0),
    ]


def _slices(folder: Path) -> list[NDArray[np.uint16]]:
    """A real chest where the public data are there, else a made body with the noise of a scanner."""
    if not _REAL.is_file():
        return [_made(number) for number in range(SLICES)]
    with zipfile.ZipFile(_REAL) as archive:
        archive.extractall(folder / "real")
    found = [pydicom.dcmread(path) for path in sorted((folder / "real").rglob("*.dcm"))[:SLICES]]
    return [(np.clip(one.pixel_array, -1024, 3071) + 1024).astype(np.uint16) for one in found]


def _made(number: int) -> NDArray[np.uint16]:
    y, x = np.mgrid[-1 : 1 : SIDE * 1j, -1 : 1 : SIDE * 1j]
    body = np.where(x**2 / 0.7 + y**2 / 0.45 < 1, 1060, 24) + 90 * np.sin(9 * x + number / 20) * np.cos(7 * y)
    noise = np.random.default_rng(number).normal(0, 12, (SIDE, SIDE))
    return np.asarray(np.clip(body + noise, 0, 4095), dtype=np.uint16)


def _write(folder: Path, slices: list[NDArray[np.uint16]], syntax: str, encode: Encode) -> None:
    folder.mkdir()
    uids = ct_uids()
    for number, array in enumerate(slices):
        dataset = ct_slice(number, uids, array, BitsStored=12, HighBit=11, PixelRepresentation=0)
        dataset.PixelData = encapsulate([encode(array)])
        dataset["PixelData"].VR = "OB"
        save(dataset, folder / f"{number:04}.dcm", syntax)


def _nothing(_fraction: float, _note: str) -> None:
    pass


def _load(source: Path, work: Path) -> NDArray[np.int16]:
    path = work / "volume.npy"
    path.unlink(missing_ok=True)
    series: Series = scan((str(source),), work, _nothing).studies[0].series[0]
    return load_dicom(series, path, _nothing).open().array


def _simpleitk(files: list[str]) -> SimpleITK.Image:
    reader = SimpleITK.ImageSeriesReader()
    reader.SetFileNames(files)
    return reader.Execute()


def _seconds(way: Callable[[], object]) -> float:
    started = time.perf_counter()
    way()
    return time.perf_counter() - started


def _refuse_difference(source: Path, work: Path, slices: list[NDArray[np.uint16]]) -> None:
    ours = _load(source, work)
    intercept = int(ours[0, 0, 0]) - int(slices[0][0, 0])
    if not np.array_equal(ours, np.stack(slices).astype(np.int16) + intercept):
        raise RuntimeError("The volume should hold the values that were encoded.")
