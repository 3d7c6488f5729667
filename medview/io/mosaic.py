"""Siemens mosaics: the slices of one volume as tiles of one image, and the private header that says where they lie.

Source: nibabel's description of the CSA header (nipy.org/nibabel/dicom/siemens_csa.html) and of the mosaic's origin
(nipy.org/nibabel/dicom/dicom_mosaic.html).
"""

from __future__ import annotations

import math
import struct
import warnings
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pydicom

_CSA_CREATOR, _CSA_GROUP, _CSA_IMAGE_HEADER = "SIEMENS CSA HEADER", 0x0029, 0x10
_MR_CREATOR, _MR_GROUP, _TILES = "SIEMENS MR HEADER", 0x0019, 0x0A
_MAGIC = b"SV10"
_MOST_TAGS, _MOST_ITEMS = 1024, 1024
_GAP = 1e-6


@dataclass(frozen=True)
class Mosaic:
    """Tiles of one mosaic and where each lies.

    Args:
        across: Tiles in each row of the mosaic.
        rows: Rows of a tile.
        columns: Columns of a tile.
        positions: LPS mm of the first pixel's centre of each tile's slice.
    """

    across: int
    rows: int
    columns: int
    positions: tuple[tuple[float, float, float], ...]


@lru_cache(maxsize=1024)
def mosaic(path: str, _file_size: int, _modified_ns: int) -> Mosaic | None:
    """Read how a mosaic is laid; None when it does not say."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return of_dataset(pydicom.dcmread(path, stop_before_pixels=True, force=True))
        except Exception:  # noqa: BLE001  a damaged private header raises whatever its parser stumbles over
            return None


def of_dataset(dataset: pydicom.Dataset) -> Mosaic | None:
    """The mosaic of an image whose Image Type says so."""
    csa = csa_values(_private(dataset, _CSA_GROUP, _CSA_CREATOR, _CSA_IMAGE_HEADER))
    count = _count(dataset, csa)
    if count < 1:
        return None
    across = math.ceil(math.sqrt(count))
    rows, columns = int(dataset.Rows) // across, int(dataset.Columns) // across
    if rows < 1 or columns < 1:
        return None
    right, down = np.array(dataset.ImageOrientationPatient, float).reshape(2, 3)
    spacing = np.array(dataset.PixelSpacing, float)
    normal = np.cross(right, down)
    stated = [float(text) for text in csa.get("SliceNormalVector", ())]
    if len(stated) == 3 and float(np.dot(stated, normal)) < 0:
        normal = -normal
    step = float(dataset.get("SpacingBetweenSlices") or dataset.get("SliceThickness") or 0)
    if step <= _GAP:
        return None
    # the stated position is that of the whole mosaic, centred on the field of view as one tile is
    first = np.array(dataset.ImagePositionPatient, float)
    first = first + right * spacing[1] * (int(dataset.Columns) - columns) / 2
    first = first + down * spacing[0] * (int(dataset.Rows) - rows) / 2
    places = (first + normal * step * number for number in range(count))
    return Mosaic(across, rows, columns, tuple((float(x), float(y), float(z)) for x, y, z in places))


def _count(dataset: pydicom.Dataset, csa: dict[str, tuple[str, ...]]) -> int:
    stated = csa.get("NumberOfImagesInMosaic", ())
    if stated and stated[0].isdigit():
        return int(stated[0])
    value = _private(dataset, _MR_GROUP, _MR_CREATOR, _TILES)
    if isinstance(value, bytes):
        return int(struct.unpack_from("<H", value)[0]) if len(value) >= 2 else 0
    return int(value or 0)  # type: ignore[call-overload,no-any-return]


def _private(dataset: pydicom.Dataset, group: int, creator: str, element: int) -> object:
    try:
        return dataset.private_block(group, creator)[element].value
    except KeyError:
        return None


def csa_values(data: object) -> dict[str, tuple[str, ...]]:
    """The named values of a CSA header of version 2; empty when it is none."""
    if not isinstance(data, bytes) or data[:4] != _MAGIC:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    count = struct.unpack_from("<I", data, 8)[0]
    position = 16
    for _ in range(min(count, _MOST_TAGS)):
        name, _vm, _vr, _type, items, _check = struct.unpack_from("<64si4sIII", data, position)
        position += 84
        values = []
        for _ in range(min(items, _MOST_ITEMS)):
            length = struct.unpack_from("<I", data, position)[0]
            position += 16
            text = data[position : position + length].split(b"\0")[0].decode("latin-1").strip()
            position += -(-length // 4) * 4
            if text:
                values.append(text)
        found[name.split(b"\0")[0].decode("latin-1")] = tuple(values)
    return found
