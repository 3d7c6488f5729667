"""FreeSurfer's MGH and its packed form MGZ.

Source: https://surfer.nmr.mgh.harvard.edu/fswiki/FsTutorial/MghFormat; the header is big-endian throughout.
"""

from __future__ import annotations

import struct
from typing import Any

import numpy as np

from medview.core.errors import ReadError
from medview.core.geometry import Float
from medview.core.text import tr
from medview.io.formats.image import Image, check_stored, counted
from medview.io.formats.nifti import packed_run
from medview.io.formats.space import affine_of, checked, lps_from_ras
from medview.io.formats.streams import head

HEADER = 284
"""Bytes before the first voxel."""

_FIELDS = struct.Struct(">7ih15f")
_TYPES = {0: "u1", 1: ">i4", 3: ">f4", 4: ">i2", 10: ">u2"}
_CORONAL = (1.0, 1.0, 1.0, -1, 0, 0, 0, 0, -1, 0, 1, 0, 0, 0, 0)
"""What FreeSurfer takes where the header states no orientation: 1 mm, coronal."""


def is_mgh(start: bytes) -> bool:
    """Whether (unpacked) bytes begin with MGH's version and possible sides."""
    if len(start) < _FIELDS.size:
        return False
    version, *sides, kind, _ = _FIELDS.unpack_from(start)[:7]
    return version == 1 and min(sides) > 0 and kind in _TYPES


def read_header(path: str) -> Image:
    """What an MGH file says of itself.

    Raises:
        ReadError: It is none.
    """
    start = head(path, HEADER)
    if len(start) < HEADER or start[:4] != b"\0\0\0\1":
        raise ReadError(
            tr("It is named like MGH but holds something else ({size} bytes).").format(size=len(start)),
            tr("Copy it again from where it came."),
        )
    _, i, j, k, frames, code, _, oriented, *geometry = _FIELDS.unpack_from(start)
    if code not in _TYPES or min(i, j, k, frames) < 1:
        raise ReadError(
            tr("Its header is wrong: {shape} voxels of type {code}.").format(shape=(i, j, k, frames), code=code),
            tr("Copy it again from where it came."),
        )
    stored = packed_run(path, np.dtype(_TYPES[code]), i * j * k * frames, HEADER)
    check_stored(stored, (k, j, i), (frames,))
    affine = _affine((i, j, k), geometry if oriented else _CORONAL)
    return Image(
        "mgh",
        (path,),
        (k, j, i),
        lps_from_ras(checked(affine)),
        stored,
        dimensions=(counted(tr("Volume"), frames),) if frames > 1 else (),
        notes=() if oriented else (tr("The file states no orientation; a coronal image is assumed."),),
    )


def _affine(shape: tuple[int, int, int], geometry: Any) -> Float:
    """(i, j, k) to RAS: the columns' directions times the spacing, about the centre c_ras."""
    numbers = np.array(geometry, dtype=np.float64)
    axes = numbers[3:12].reshape(3, 3).T * numbers[:3]
    return affine_of(axes, numbers[12:15] - axes @ (np.array(shape) / 2.0))
