"""Scanning and loading a packed NIfTI file beside nibabel."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nibabel
import numpy as np
from scipy import ndimage

from medview.core.study import Series
from medview.core.volume import StoredVolume
from medview.io import formats
from medview.io.scan import scan
from tests.benchmarks.row import Row

SIDE = 256
ROUNDS = 9


def run() -> list[Row]:
    """Both by turns, so that whatever else the machine does hits both of them."""
    with tempfile.TemporaryDirectory() as folder:
        path, work = Path(folder) / "head.nii.gz", Path(folder) / "work"
        work.mkdir()
        packed = make_head(path)
        _refuse_difference(path, work)
        ways: dict[str, Callable[[], object]] = {
            "scan": lambda: _scan(path, work),
            "both": lambda: _load(_scan(path, work), work),
            "nibabel": lambda: _nibabel(path),
        }
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, way in ways.items():
                times[name].append(_seconds(way))
    middle = {name: statistics.median(measured) for name, measured in times.items()}
    note = (
        f"{SIDE}³ int16, {packed / SIDE**3 / 2:.0%} of its size packed; nibabel: np.asanyarray(img.dataobj); "
        f"ours with a sha256 of the file and voxels in a mapped file; of it scan {middle['scan']:.3f} s; "
        f"median of {ROUNDS}, fastest {min(times['both']):.3f} s and {min(times['nibabel']):.3f} s; "
        f"load {os.getloadavg()[0]:.1f}"
    )
    return [Row(".nii.gz, scan and load", middle["both"], "s", middle["nibabel"], "nibabel", None, 2.0, note)]


def make_head(path: Path) -> int:
    """A smooth head in noisy air, as MR has it; packed as most tools do (zlib, level 6).

    Returns:
        The packed file's size in bytes.
    """
    random = np.random.default_rng(0)
    coarse = ndimage.zoom(random.random((16, 16, 16)), SIDE / 16, order=1) * 800
    distance = np.linalg.norm(np.indices((SIDE,) * 3) - SIDE / 2, axis=0)
    signal = np.where(distance < SIDE * 0.4, coarse + 200, 0)
    noise = random.rayleigh(6, signal.shape)
    values = (signal + noise).astype(np.int16)
    image = nibabel.Nifti1Image(values, np.diag([1.0, 1.0, 1.0, 1.0]))
    nibabel.openers.Opener.default_compresslevel, before = 6, nibabel.openers.Opener.default_compresslevel
    try:
        image.to_filename(path)
    finally:
        nibabel.openers.Opener.default_compresslevel = before
    return path.stat().st_size


def _nothing(_fraction: float, _note: str) -> None:
    pass


def _scan(path: Path, work: Path) -> Series:
    return scan((str(path),), work, _nothing).studies[0].series[0]


def _load(series: Series, work: Path) -> StoredVolume:
    (work / "volume.npy").unlink(missing_ok=True)
    volume = formats.load(series, work, _nothing)
    assert isinstance(volume, StoredVolume)
    volume.open()
    return volume


def _nibabel(path: Path) -> np.ndarray:
    return np.asanyarray(nibabel.load(path).dataobj)


def _seconds(way: Callable[[], object]) -> float:
    started = time.perf_counter()
    way()
    return time.perf_counter() - started


def _refuse_difference(path: Path, work: Path) -> None:
    if not np.array_equal(_load(_scan(path, work), work).open().array, _nibabel(path).T):
        raise RuntimeError("Both readers should give the same voxels.")
