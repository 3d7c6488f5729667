"""The voxels of an indexed DICOM series: read, rescaled and written slice by slice into a memory-mappable file.

Each slice is rescaled while it is in the cache and goes out with ``write``: filling a file map through page faults took
1.5 times as long (61 against 41 ms for 157 MB; 28 ms with two threads), and a slice each is all the memory needed.
"""

from __future__ import annotations

import os
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from threading import Event
from typing import Any, BinaryIO

import numpy as np
from numpy.lib import format as npy

from medview.core.errors import ReadError
from medview.core.study import Instance, Pixels, Series
from medview.core.text import tr
from medview.core.volume import Quantity, StoredVolume
from medview.io import correction, suv
from medview.io.atomic import writing_errors
from medview.io.dicom_facts import frame_count
from medview.io.dicom_header import read_header
from medview.io.dicom_slices import Array, Reader, TooWideError, reading, rescaled
from medview.io.functional_groups import groups
from medview.io.sources import Checkpoint

_THREADS = min(4, os.cpu_count() or 1)
"""Reading, decoding, numpy and writing let other threads run; more than four only wait for the disk."""

_TELL_S = 0.1


def load_dicom(series: Series, path: Path, checkpoint: Checkpoint) -> StoredVolume:
    """Write the voxels of a regular series to ``path`` (.npy): int16 where that is exact, else float32.

    The file has the lengths of the series' dimensions, then (k, j, i). Values have slope and intercept applied (HU for
    CT, SUV for PET where its header allows it). MONOCHROME1 leaves them alone: it is about display. A series that was
    made regular is resampled, slice by slice.

    Raises:
        ReadError: The series is irregular, or a file changed, vanished or cannot be decoded.
        WriteError: The disk is full.
    """
    if series.geometry is None or series.pixels is None:
        raise ReadError(series.irregular or tr("The series is not a regular volume."))
    measured, factor = _measured(series)
    lengths = tuple(len(dimension.values) for dimension in series.dimensions)
    at, note = (0,) * len(lengths), ""
    if series.resampled and series.correction is not None:
        stored = path.with_suffix(".stored.npy")
        try:
            _load(series, factor, stored, lengths, checkpoint)
            note = correction.resample(stored, series, path, checkpoint)
        finally:
            stored.unlink(missing_ok=True)
    else:
        _load(series, factor, path, lengths, checkpoint)
    return StoredVolume(str(path), series.geometry, measured, at, note)


def _measured(series: Series) -> tuple[Quantity, float]:
    """What the values measure, and what to multiply them by for that."""
    first = series.instances[0]
    if series.modality == "PT":
        with reading(first.path):
            status = os.stat(first.path)
        found = suv.suv(first.path, status.st_size, status.st_mtime_ns)
        return (Quantity.ARBITRARY, 1.0) if found.factor is None else (Quantity.SUV, found.factor)
    hounsfield = series.modality == "CT" and _unit(first) in ("", "HU")
    return Quantity.HU if hounsfield else Quantity.ARBITRARY, 1.0


def _unit(instance: Instance) -> str:
    """Rescale Type: HU where a CT does not state it (PS3.3 C.11.1.1.2); of a frame, its own."""
    with reading(instance.path):
        header = read_header(instance.path)
    if header is None:
        return ""
    frames = groups(header.path, header.file_size, header.modified_ns) if frame_count(header) > 1 else ()
    own = frames[instance.number].unit if instance.number < len(frames) else ""
    return own or header.text("RescaleType")


def _load(series: Series, factor: float, path: Path, lengths: tuple[int, ...], checkpoint: Checkpoint) -> None:
    """The slices as they are stored, in the smallest type that holds them."""
    pixels = series.pixels
    assert pixels is not None
    instances = series.instances
    if factor != 1.0:
        instances = tuple(
            replace(one, slope=one.slope * factor, intercept=one.intercept * factor) for one in series.instances
        )
    slices = len(instances) // int(np.prod(lengths, dtype=int))
    shape = (*lengths, slices, pixels.rows, pixels.columns)
    try:
        _write(instances, pixels, path, shape, np.dtype(np.int16), checkpoint)
    except TooWideError:
        _write(instances, pixels, path, shape, np.dtype(np.float32), checkpoint)


def _write(
    instances: tuple[Instance, ...],
    pixels: Pixels,
    path: Path,
    shape: tuple[int, ...],
    kind: np.dtype[Any],
    checkpoint: Checkpoint,
) -> None:
    done = False
    try:
        with writing_errors(path):
            start = _begin(path, shape, kind)
            _share(_Part(instances, pixels, path, start, kind), checkpoint)
        done = True
    finally:
        if not done:
            path.unlink(missing_ok=True)


def _begin(path: Path, shape: tuple[int, ...], kind: np.dtype[Any]) -> int:
    """Make the file in its full length, with its header; the position of the first value."""
    with open(path, "wb") as sink:
        header = {"descr": npy.dtype_to_descr(kind), "fortran_order": False, "shape": shape}
        npy.write_array_header_1_0(sink, header)
        start = sink.tell()
        sink.truncate(start + int(np.prod(shape)) * kind.itemsize)
    return start


@dataclass
class _Part:
    """Slices on their way into the file.

    Args:
        instances: All slices.
        pixels: How they are stored.
        path: The file.
        start: Where the first slice begins in it, bytes.
        kind: The type of its values.
        count: Slices written.
        stop: Set when the rest is not wanted any more.
    """

    instances: tuple[Instance, ...]
    pixels: Pixels
    path: Path
    start: int
    kind: np.dtype[Any]
    count: int = 0
    stop: Event = field(default_factory=Event)

    def write(self, slices: range) -> None:
        """Read, rescale and write some slices."""
        read = Reader(self.pixels)
        with open(self.path, "r+b", buffering=0) as sink:
            sink.seek(self.start + slices.start * self.pixels.rows * self.pixels.columns * self.kind.itemsize)
            for number in slices:
                if self.stop.is_set():
                    return
                instance = self.instances[number]
                _write_all(sink, rescaled(read(instance), self.pixels, instance, self.kind))
                self.count += 1


def _share(part: _Part, checkpoint: Checkpoint) -> None:
    """Several threads write neighbouring shares; this one tells the progress and hears the cancel."""
    total = len(part.instances)
    shares = min(_THREADS, total)
    ends = [total * share // shares for share in range(shares + 1)]
    checkpoint(0.0, tr("Loading slices"))
    with ThreadPoolExecutor(shares) as threads:
        running = {threads.submit(part.write, range(first, last)) for first, last in pairwise(ends)}
        try:
            while running:
                ended, running = wait(running, timeout=_TELL_S, return_when=FIRST_EXCEPTION)
                for future in ended:
                    future.result()
                checkpoint(part.count / total, tr("Loading slices"))
        finally:
            part.stop.set()


def _write_all(sink: BinaryIO | Any, array: Array) -> None:
    """``FileIO.write`` may take only a part, as on a disk that is filling up."""
    left = array.data.cast("B")
    while left:
        left = left[sink.write(left) :]
