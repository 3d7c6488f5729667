"""Pictures: PNG, JPEG, TIFF (many pages, 16 bits), BMP, GIF and WebP, by Pillow.

They have no place in a patient and no length in millimetres: the resolution a picture states is that of its print, not
of the patient, so the pixel spacing is unknown. Their orientation tag (EXIF) is followed.
"""

from __future__ import annotations

import logging
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import (
    BmpImagePlugin,
    ExifTags,
    GifImagePlugin,
    ImageOps,
    ImageSequence,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)
from PIL import Image as Pillow

from medview.core.errors import MedViewError, ReadError
from medview.core.images import Frame, StoredImages
from medview.core.study import Instance, Kind, Series, Study
from medview.core.text import tr
from medview.io.atomic import writing_errors
from medview.io.formats.image import MOST_PICTURES, digest_of, study_with
from medview.io.formats.values import Told, begin, to_float32, to_int16, write_all
from medview.io.limits import check_size
from medview.io.sources import Checkpoint

Array = NDArray[Any]

logging.getLogger("PIL").setLevel(logging.CRITICAL)  # what it reports is told to the reader as a reason

FORMATS = tuple(
    str(decoder.format)
    for decoder in (
        PngImagePlugin.PngImageFile,
        JpegImagePlugin.JpegImageFile,
        TiffImagePlugin.TiffImageFile,
        BmpImagePlugin.BmpImageFile,
        GifImagePlugin.GifImageFile,
        WebPImagePlugin.WebPImageFile,
    )
)
"""Pillow's decoders that are used; all others stay closed to damaged or hostile files."""

_GREY = {
    "1": np.uint8,
    "L": np.uint8,
    "I;16": np.uint16,
    "I;16L": np.uint16,
    "I;16B": np.uint16,
    "I;16N": np.uint16,
    "I": np.int32,
    "F": np.float32,
}
"""Pillow's modes of one grey value -> its type; all others are shown in colour."""

_TURNED = (5, 6, 7, 8)
"""EXIF orientations that exchange rows and columns."""

_LOSSY = ("JPEG", "MPO")


def scan_picture(path: str) -> Study:
    """One file as a study of its own.

    Raises:
        ReadError: It is no picture that can be decoded, or is larger than it can be.
    """
    with _opened(path) as picture:
        count = int(getattr(picture, "n_frames", 1))
        if count > MOST_PICTURES:
            raise ReadError(tr("It holds {count} pictures.").format(count=count), tr("Split it."))
        check_picture(picture, path, count)
        grey = count == 1 and picture.mode in _GREY
    digest = digest_of((path,))
    series = Series(
        uid=f"picture.{digest[:32]}",
        study_uid=f"picture.study.{digest[:32]}",
        source_format="picture",
        modality="",
        description=Path(path).name,
        number=None,
        body_part="",
        instances=tuple(Instance(path, number=number) for number in range(count)),
        geometry=None,
        fingerprint=digest,
        kind=Kind.IMAGES,
        grey=grey,
    )
    return study_with(series, path, digest)


def check_picture(picture: Pillow.Image, path: str, pages: int = 1) -> None:
    """Make sure that so many pages of this size can be in the file.

    Raises:
        ReadError: It cannot.
    """
    columns, rows = picture.size
    kind = np.dtype(_GREY.get(picture.mode, np.uint8))
    samples = 1 if picture.mode in _GREY else 4
    size = Path(path).stat().st_size
    check_size(rows, columns, pages, samples, kind.itemsize, size, compressed=True)
    if picture.info.get("compression") == "raw" and picture.mode in _WHOLE_BYTES:
        check_size(rows, columns, 1, len(picture.getbands()), kind.itemsize, size, compressed=False)


_WHOLE_BYTES = ("L", "RGB", "RGBA", "I;16", "I;16B", "F")
"""Modes that an uncompressed TIFF stores as they are."""


@contextmanager
def _opened(path: str) -> Iterator[Pillow.Image]:
    """A picture, with whatever Pillow raises told in the user's terms and its warnings kept quiet."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # sizes are checked by io.limits, damaged tags do not matter here
            with Pillow.open(path, formats=FORMATS) as picture:
                yield picture
    except MedViewError:
        raise
    except UnidentifiedImageError as error:
        raise ReadError(
            tr("It is named like a picture but holds something else."), tr("Copy it again from where it came.")
        ) from error
    except Pillow.DecompressionBombError as error:
        raise ReadError(
            tr("The picture has more than {most} million pixels.").format(
                most=(Pillow.MAX_IMAGE_PIXELS or 0) * 2 // 10**6
            ),
            tr("Write it smaller, or in pieces."),
        ) from error
    except _DAMAGED as error:
        raise ReadError(
            tr("The picture {name} cannot be decoded ({kind}).").format(
                name=Path(path).name, kind=type(error).__name__
            ),
            tr("It may be damaged: copy it again from where it came."),
        ) from error


_DAMAGED = (
    OSError,
    EOFError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    MemoryError,
    RuntimeError,
    SyntaxError,
    struct.error,
)
"""What Pillow raises on damaged pictures (SyntaxError for PNG)."""


def load(series: Series, folder: Path, checkpoint: Checkpoint) -> StoredImages:
    """Write the pages of a picture, all in the size and colours of the first, into ``folder``.

    Raises:
        ReadError: It changed since it was listed, or is damaged.
        WriteError: The disk is full.
    """
    source, count = series.instances[0].path, len(series.instances)
    path = folder / "images.npy"
    with _opened(source) as picture:
        check_picture(picture, source, count)
        narrowed = _narrowed(picture)  # known until the pixels are decoded
        first, kept = page(picture, source), []
        shape, kind = first.shape, first.dtype
        with writing_errors(path), open(path, "wb", buffering=0) as sink:
            begin(sink, (count, *shape), kind)
            for number, other in enumerate(ImageSequence.Iterator(picture)):
                checkpoint(number / count, tr("Loading pictures"))
                if number == count:
                    break
                array = first if number == 0 else page(other, source)
                if array.shape != shape or array.dtype != kind:
                    array = np.zeros(shape, kind)
                    kept.append(number + 1)
                write_all(sink, array)
        lossy = tr("Compressed with losses: {how}").format(how=picture.format) if picture.format in _LOSSY else ""
        note = " ".join(filter(None, (_left_out(kept), narrowed, _profiled(picture, first))))
    frames = tuple(Frame(number=number, lossy=lossy) for number in range(count))
    return StoredImages(str(path), frames, note=note)


def _narrowed(picture: Pillow.Image) -> str:
    """Pillow keeps 8 of 16 bits of a colour."""
    if picture.mode in _GREY or not any("16" in str(tile[3]) for tile in getattr(picture, "tile", ())):
        return ""
    return tr("Colours of 16 bits are shown in 8.")


def _profiled(picture: Pillow.Image, first: Array) -> str:
    profile = picture.info.get("icc_profile") or b""
    if first.ndim < 3 or not isinstance(profile, bytes) or not profile or b"sRGB" in profile:
        return ""
    return tr("Its ICC colour profile is kept in the file and not applied.")


def _left_out(pages: list[int]) -> str:
    if not pages:
        return ""
    numbers = ", ".join(map(str, pages[:10]))
    return tr("Pages of another size or kind than the first are left black: {numbers}.").format(numbers=numbers)


def first_page(series: Series) -> Array:
    """The first page, (rows, columns) grey values or (rows, columns, 3) colours.

    Raises:
        ReadError: It is damaged.
    """
    return read_page(series.instances[0].path)


def read_page(path: str) -> Array:
    """The first page of a file, (rows, columns) grey values or (rows, columns, 3) colours.

    Raises:
        ReadError: It is damaged, or no picture.
    """
    with _opened(path) as picture:
        return page(picture, path)


def unscaled_pages(path: str) -> tuple[tuple[int, ...], np.dtype[Any], Iterator[Array]]:
    """Shape, type and values of a picture as they are stored: palettes as their indices, nothing turned.

    Pages may differ; the shape is that of the first, with their number before it where there are several.
    """
    with _opened(path) as picture:
        first, count = _stored(picture, path), int(getattr(picture, "n_frames", 1))
    shape = first.shape if count == 1 else (count, *first.shape)
    return shape, first.dtype, _pages(path)


def _pages(path: str) -> Iterator[Array]:
    with _opened(path) as picture:
        for other in ImageSequence.Iterator(picture):
            yield _stored(other, path)


def _stored(picture: Pillow.Image, path: str) -> Array:
    check_picture(picture, path)
    array = np.asarray(picture)
    return array.astype(np.uint8) if picture.mode == "1" else array


def page(picture: Pillow.Image, path: str) -> Array:
    """One page, upright: int16 or float32 grey values, or uint8 red, green and blue on black.

    Raises:
        ReadError: It is larger than it can be.
    """
    check_picture(picture, path)
    orientation = picture.getexif().get(ExifTags.Base.Orientation, 1)
    turned = ImageOps.exif_transpose(picture) if orientation in range(2, 9) else picture
    if turned.mode in _GREY:
        return _grey(turned)
    if turned.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in turned.info:
        shown = turned.convert("RGBA")
        turned = Pillow.alpha_composite(Pillow.new("RGBA", shown.size, (0, 0, 0, 255)), shown)
    return np.asarray(turned.convert("RGB"))


def _grey(picture: Pillow.Image) -> Array:
    stored = np.asarray(picture)
    if picture.mode == "1":
        stored = stored.astype(np.uint8)
    kind = np.dtype(_GREY[picture.mode])
    stored = stored.astype(kind, copy=False)
    if kind == np.uint8:
        return to_int16(stored, 1.0, 0.0)
    return to_float32(stored, 1.0, 0.0, Told())
