"""Tasks of the files pool that write pictures and films drawn elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from medview.core.errors import WriteError
from medview.core.text import tr
from medview.imaging import films
from medview.io.atomic import atomic
from medview.jobs.protocol import Context

_JPEG_QUALITY = 92
_OPTIONS: dict[str, dict[str, Any]] = {
    ".png": {"format": "PNG", "compress_level": 6},
    ".jpg": {"format": "JPEG", "quality": _JPEG_QUALITY, "subsampling": 0},
    ".jpeg": {"format": "JPEG", "quality": _JPEG_QUALITY, "subsampling": 0},
    ".tif": {"format": "TIFF", "compression": "tiff_adobe_deflate"},
    ".tiff": {"format": "TIFF", "compression": "tiff_adobe_deflate"},
}


def write_picture(context: Context, pixels: str, path: str) -> str:
    """Write a picture; nothing but its pixels gets into the file.

    Args:
        context: The job's.
        pixels: .npy of (rows, columns, 3) sRGB, or (rows, columns) uint16; it is removed.
        path: A file ending in a key of ``_OPTIONS``.

    Raises:
        WriteError: It cannot be written.
    """
    target = Path(path)
    array = np.load(pixels, allow_pickle=False)
    Path(pixels).unlink(missing_ok=True)
    options = _OPTIONS.get(target.suffix.lower())
    if options is None or (array.dtype == np.uint16 and options["format"] == "JPEG"):
        raise WriteError(
            tr("{name} cannot hold this picture.").format(name=target.name),
            tr("Choose a name that ends in .png or .tif; .jpg holds no values of 16 bits."),
        )
    context.checkpoint(0.1, tr("Writing the picture"))
    with atomic(target) as sibling:
        Image.fromarray(array).save(sibling, **options)
    return path


def write_film(context: Context, pixels: str, path: str, rate: float, loop: bool) -> str:
    """Write a film; see ``films.write_film``.

    Args:
        context: The job's.
        pixels: .npy of (pictures, rows, columns, 3) sRGB; it is removed.
        path: A file ending in ``.mp4`` or ``.gif``.
        rate: Pictures per second.
        loop: Whether it begins again at its end.

    Raises:
        MedViewError: It cannot be made or written.
    """
    frames = np.load(pixels, mmap_mode="r", allow_pickle=False)
    try:
        with atomic(Path(path)) as sibling:
            films.write_film(sibling, lambda number: frames[number], len(frames), rate, loop, context.checkpoint)
    finally:
        Path(pixels).unlink(missing_ok=True)
    return path
