"""Some pictures of a series at once, around the one on screen, while the whole of it is still being read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import numpy as np

from medview.core.errors import MedViewError
from medview.core.geometry import direction_letters
from medview.core.images import Frame, PixelSpacing, SpacingMeaning, StoredImages
from medview.core.study import Kind, Series
from medview.core.text import tr
from medview.io.images import quantity, read_picture
from medview.io.progressive import Array, Shelf, open_stack

SLOTS = 64
"""Pictures held for a preview."""
_PATIENCE_S = 0.05
_SLOW_BYTES = 150_000_000
"""An uncompressed volume of fewer bytes is read in the time a person takes for the first look."""
_SLOW_COMPRESSED = 20_000_000
_MANY_FILES = 150
"""Headers of fewer files are read before anyone waits."""


def worth_it(series: Series) -> bool:
    """Whether reading the whole takes long enough that a person should see something before."""
    if series.source_format != "dicom" or series.resampled or series.pixels is None or series.pixels.tiles:
        return False
    if series.kind is not Kind.VOLUME:
        return len({instance.path for instance in series.instances}) > _MANY_FILES
    if series.modality == "PT":  # values become SUV as a whole
        return False
    decoded = any(instance.frame is None for instance in series.instances)
    pixels = series.pixels
    size = len(series.instances) * pixels.rows * pixels.columns * pixels.bits_allocated // 8
    return size > (_SLOW_COMPRESSED if decoded else _SLOW_BYTES)


@contextmanager
def previewing(series: Series, folder: Path, tell: Callable[[StoredImages], None]) -> Iterator[Callable[[], int]]:
    """Show pictures of a series for as long as the block runs; gives what tells the picture on screen.

    Args:
        series: For a volume its slices are shown, of the first position of a 4D one.
        folder: Where the files go.
        tell: Takes the stack once its first picture is there.
    """
    frames, stop = _frames(series), Event()
    seen: list[StoredImages] = []

    def checkpoint(_fraction: float, _note: str = "") -> None:
        if stop.is_set():
            raise _StoppedError

    def take(images: StoredImages) -> None:
        seen.append(images)
        tell(images)

    def read(number: int) -> Array:
        return read_picture(series.instances[number])[0]

    def work() -> None:
        each = series.pixels.rows * series.pixels.columns * 2 if series.pixels else 1
        first = len(frames) // 2 if series.kind is Kind.VOLUME else 0
        told = tr("Reading; the whole follows") if series.kind is Kind.VOLUME else ""
        try:
            unit = quantity(series)
            around = open_stack(read, frames, folder, checkpoint, take, first, SLOTS * each, unit, note=told)
            shelf = Shelf(around) if around.ready else None
            while shelf is not None and not stop.wait(_PATIENCE_S):
                shelf.fill(read, checkpoint)
        except (_StoppedError, MedViewError):
            return  # what cannot be read is told by whoever reads the whole

    thread = Thread(target=work, name="preview")
    thread.start()
    try:
        yield lambda: int(np.load(seen[-1].wanted)[0]) if seen and seen[-1].wanted else 0
    finally:
        stop.set()
        thread.join()


class _StoppedError(Exception):
    """The whole is there, or nobody wants it any more."""


def _frames(series: Series) -> tuple[Frame, ...]:
    """What all the pictures have in common: enough for scale, sides and window, and soon sent for thousands of them."""
    if series.geometry is None:
        return (Frame(windows=series.windows),) * len(series.instances)
    rows, columns = (float(step) for step in series.geometry.spacing_mm[1:])
    directions = (
        direction_letters(series.geometry.directions[:, 2]),
        direction_letters(series.geometry.directions[:, 1]),
    )
    inverted = series.pixels is not None and series.pixels.inverted
    spacing = PixelSpacing(rows, columns, SpacingMeaning.PATIENT)
    shared = Frame(spacing=spacing, windows=series.windows, inverted=inverted, directions=directions)
    return (shared,) * series.geometry.shape[0]
