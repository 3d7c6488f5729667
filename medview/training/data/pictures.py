"""Pictures and label maps of a data folder as arrays, upright as MedView shows them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.errors import ReadError
from medview.core.study import Instance
from medview.core.text import tr
from medview.io.formats.pictures import read_page
from medview.io.formats.volumes import middle_slice, read_volume, scan_image
from medview.io.images import read_picture as read_dicom

Array = NDArray[Any]

NIFTI = (".nii", ".nii.gz")
DICOM = (".dcm", ".dicom")
PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp", *DICOM, *NIFTI)

MOST_CLASSES = 31
"""Greater values of a label map are brightness (0 and 255), not numbers of classes."""

_MOST_STEPS = 8
"""More different values of brightness than this are the soft edge of one mask."""


_SEGMENTATION = re.compile(rb"1\.2\.840\.10008\.5\.1\.4\.1\.1\.66\.[47](?![.0-9])")
"""Segmentation or Label Map Segmentation Storage, as it stands in the file meta information (PS3.10 7.1)."""


def stem_of(path: Path) -> str:
    """A file's name without its ending."""
    name = path.name.removesuffix(".gz") if path.name.lower().endswith(".nii.gz") else path.name
    return name.rpartition(".")[0] or name


def is_picture(path: Path) -> bool:
    """Whether a file is named like a picture."""
    return path.name.lower().endswith(PICTURES) and not path.name.startswith(".")


def read_picture(path: Path) -> Array:
    """One picture as MedView shows it: turned upright, bright as it is meant (MONOCHROME1 is inverted).

    Args:
        path: PNG, JPEG, TIFF, BMP, GIF, WebP, DICOM, or NIfTI, of which the middle slice is taken.

    Returns:
        (rows, columns) grey values, or (rows, columns, 3) uint8 red, green and blue.

    Raises:
        ReadError: It is damaged, or no picture.
    """
    name = path.name.lower()
    if not path.is_file():
        raise ReadError(tr("There is no file {name}.").format(name=path.name))
    if name.endswith(NIFTI):
        return np.asarray(middle_slice(scan_image("nifti", str(path)).series[0]))
    if name.endswith(DICOM):
        return _dicom(path)
    return np.asarray(read_page(str(path)))


def _dicom(path: Path) -> Array:
    values, frame = read_dicom(Instance(str(path)))
    if not frame.inverted or values.ndim == 3:
        return values
    return np.asarray(values.max() + values.min() - values, values.dtype)


def read_mask(path: Path) -> NDArray[np.uint8]:
    """A label map as numbers of classes, 0 for the background.

    What holds 0 and one bright value (255) is one class, 1; soft edges of it, such as those of a JPEG, are cut at half.

    Args:
        path: A picture, a DICOM file, or a NIfTI slice or volume.

    Returns:
        (rows, columns), or (slices, rows, columns) of a volume.

    Raises:
        ReadError: It is damaged, or its values can mean more than one thing.
    """
    if is_segmentation(path):
        told = tr("The mask {name} is a DICOM segmentation, whose frames lie where it says, not as they are stored.")
        raise ReadError(
            told.format(name=path.name),
            tr("Train or measure a segmentation on this folder, or give masks as pictures."),
        )
    values = _volume(path) if is_volume(path) else read_picture(path)
    values = values.max(axis=2) if values.ndim == 3 and not is_volume(path) else values
    known = np.unique(values)
    if known.size and known[0] < 0:
        raise ReadError(tr("The mask {name} holds values below 0.").format(name=path.name))
    if not known.size or known[-1] <= MOST_CLASSES:
        if (known != np.round(known)).any():
            raise ReadError(tr("The mask {name} holds fractions, no numbers of classes.").format(name=path.name))
        return np.asarray(values, np.uint8)
    if 2 < known.size <= _MOST_STEPS:
        raise ReadError(
            tr("The mask {name} holds the values {values}; 0 and one other are a mask, 0, 1, 2 … are classes.").format(
                name=path.name, values=", ".join(f"{value:g}" for value in known)
            ),
            tr("Write it with 0 for the background and 1, 2, 3 … for the classes."),
        )
    return np.asarray(values > known[-1] / 2, np.uint8)


def is_segmentation(path: Path) -> bool:
    """Whether a file is a DICOM segmentation; only its beginning is read."""
    try:
        with path.open("rb") as stream:
            begin = stream.read(1024)
    except OSError:
        return False
    return begin[128:132] == b"DICM" and _SEGMENTATION.search(begin) is not None


def is_volume(path: Path) -> bool:
    """Whether a file is a NIfTI volume of several slices."""
    if not path.name.lower().endswith(NIFTI):
        return False
    return scan_image("nifti", str(path)).series[0].geometry is not None


def _volume(path: Path) -> Array:
    return read_volume(str(path)).array
