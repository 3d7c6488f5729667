"""Everything that is not DICOM: research images (NIfTI, Analyze, MGH, MINC, NRRD, MetaImage) and pictures.

Each format is a module that turns a file's header into one ``Image`` value; listing, loading and thumbnails are the
same for all. Pictures (PNG, JPEG, TIFF, BMP …) have a module of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.images import StoredImages
from medview.core.study import Series, SourceFormat, Study
from medview.core.volume import StoredVolume
from medview.io.formats.magic import (
    SUFFIXES,
    is_analyze_pair,
    is_metaimage,
    is_mgh,
    is_minc,
    is_nifti,
    is_nrrd,
    is_picture,
)
from medview.io.sources import Checkpoint

FIRST_BYTES = 560
"""How much of a file ``recognise`` wants to see."""


@dataclass(frozen=True)
class Reader:
    """How one file is read.

    Args:
        format: Its format.
        path: The file to read: for one half of a pair (.img, .raw), the header beside it.
    """

    format: SourceFormat
    path: str

    @property
    def only_if_asked(self) -> bool:
        """Whether it is listed only when a person opened the file itself, or a folder without any medical image.

        Pictures lie in most study folders (logos, key images, previews) and would flood the list.
        """
        return self.format == "picture"

    def scan(self) -> Study:
        """The file as a study of its own.

        Raises:
            ReadError: It cannot be read, with the reason.
        """
        if self.format == "picture":
            from medview.io.formats.pictures import scan_picture  # Pillow's codecs are not needed for anything else

            return scan_picture(self.path)
        if self.format == "sequences":
            from medview.io.formats.sequences import scan_sequences

            return scan_sequences(self.path)
        from medview.io.formats.volumes import scan_image

        return scan_image(self.format, self.path)


_RECOGNISERS: tuple[tuple[SourceFormat, Callable[[str, bytes], bool]], ...] = (
    ("nifti", is_nifti),
    ("analyze", is_analyze_pair),
    ("mgh", is_mgh),
    ("minc", is_minc),
    ("nrrd", is_nrrd),
    ("metaimage", is_metaimage),
    ("picture", is_picture),
)
"""Format -> whether a lower-case name and first bytes are of it, first match first."""

_HALVES = {
    ".img": (".hdr", ".hdr.gz"),
    ".img.gz": (".hdr", ".hdr.gz"),
    ".raw": (".mhd", ".nhdr"),
    ".raw.gz": (".nhdr",),
    ".zraw": (".mhd",),
}
"""Suffix of a file with voxels only -> suffixes of the header that may lie beside it."""


def is_named(path: str) -> bool:
    """Whether a file's name says that it is of one of these formats."""
    return path.lower().endswith((*SUFFIXES, *_HALVES))


def recognise(path: str, first_bytes: bytes) -> Reader | None:
    """How a file that is not DICOM is read.

    Args:
        path: The file.
        first_bytes: Its first ``FIRST_BYTES`` bytes, as they lie in the file.

    Returns:
        None when it is of no known format.
    """
    name = Path(path).name.lower()
    for known, is_it in _RECOGNISERS:
        if is_it(name, first_bytes):
            return Reader(known, path)
    return _half(path, name)


def _half(path: str, name: str) -> Reader | None:
    """The reader of the header beside a file that has the voxels only."""
    suffix = next((suffix for suffix in _HALVES if name.endswith(suffix)), None)
    if suffix is None:
        return None
    for other in _HALVES[suffix]:
        header = Path(path[: len(path) - len(suffix)] + other)
        if not header.is_file():
            continue
        with open(header, "rb") as handle:
            found = recognise(str(header), handle.read(FIRST_BYTES))
        if found is not None:
            return found
    return None


def middle(series: Series) -> NDArray[Any]:
    """A thumbnail's picture: middle slice or first page, (rows, columns) values or (rows, columns, 3) colours.

    Raises:
        ReadError: It cannot be read.
    """
    if series.source_format == "picture":
        from medview.io.formats.pictures import first_page

        return first_page(series)
    from medview.io.formats.volumes import middle_slice

    return middle_slice(series)


@dataclass(frozen=True, eq=False)
class Unscaled:
    """Values as they lie in a file, before any scaling.

    Args:
        shape: Further axes, (k, j, i), and colours or components where there are several; of pictures, pages first.
        dtype: Their type, in the machine's byte order.
        blocks: All values in that order, in runs; each is valid until the next.
    """

    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    blocks: Iterator[NDArray[Any]]


def unscaled(source_format: SourceFormat, path: str) -> Unscaled:
    """Open a file's stored values.

    Raises:
        ReadError: It cannot be read; also while the blocks are.
    """
    if source_format == "picture":
        from medview.io.formats.pictures import unscaled_pages

        return Unscaled(*unscaled_pages(path))
    from medview.io.formats.volumes import unscaled_values

    return Unscaled(*unscaled_values(source_format, path))


def load(series: Series, folder: Path, checkpoint: Checkpoint) -> StoredVolume | StoredImages:
    """Write the voxels or pictures of a series that is not DICOM into ``folder``.

    Raises:
        ReadError: The file changed since it was listed, or is damaged.
        WriteError: The disk is full.
    """
    name = "pictures" if series.source_format == "picture" else "volumes"
    module = import_module(f"medview.io.formats.{name}")
    loaded: StoredVolume | StoredImages = module.load(series, folder, checkpoint)
    return loaded
