"""MINC 1 (netCDF) and MINC 2 (HDF5), read by nibabel.

Source: https://en.wikibooks.org/wiki/MINC/SoftwareDevelopment/MINC2.0_File_Format_Reference; axes are named and the
world is RAS.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import nibabel
import numpy as np

from medview.core.errors import MedViewError, ReadError
from medview.core.study import Dimension
from medview.core.text import tr
from medview.io.formats.image import Image, Readable, Stored, check_stored, counted
from medview.io.formats.space import checked, lps_from_ras
from medview.io.formats.streams import reading

MAGIC_1 = (b"CDF\x01", b"CDF\x02")
MAGIC_2 = b"\x89HDF\r\n\x1a\n"


def read_header(path: str) -> Image:
    """What a MINC file says of itself; its values come scaled slice by slice, in double precision.

    Raises:
        ReadError: It is none, or is damaged.
    """
    with open(path, "rb") as handle:
        start = handle.read(8)
    with _parsing(path):
        image, notes = _opened(path, start)
        return replace(_image(path, image), notes=notes)


@contextmanager
def _parsing(path: str) -> Iterator[None]:
    """Damaged netCDF and HDF5 make nibabel raise anything."""
    with reading(path):
        try:
            yield
        except MedViewError:
            raise
        except Exception as error:
            raise ValueError from error


def _opened(path: str, start: bytes) -> tuple[Any, tuple[str, ...]]:
    """The image, and what is odd about it: nibabel warns of spacings it does not understand, and takes them as even."""
    kinds = {**dict.fromkeys(MAGIC_1, nibabel.Minc1Image), MAGIC_2[:4]: nibabel.Minc2Image}
    kind = kinds.get(start[:4])
    if kind is not None:
        with warnings.catch_warnings(record=True) as odd:
            warnings.simplefilter("always", UserWarning)
            image = kind.from_filename(path)
        even = tr("It does not say clearly how its slices are spaced; they are taken as evenly spaced.")
        return image, (even,) if odd else ()
    raise ReadError(tr("It is named like MINC but holds something else."), tr("Copy it again from where it came."))


def _image(path: str, image: Any) -> Image:
    """MINC's array is (slowest … fastest) already; with time, time is first."""
    sides = tuple(int(side) for side in image.shape)
    if len(sides) not in (3, 4) or min(sides) < 1:
        raise ReadError(
            tr("It has {count} axes; three of space, and time, can be opened.").format(count=len(sides)),
            tr("Convert it to NIfTI (mnc2nii)."),
        )
    leading, shape = sides[:-3], (sides[-3], sides[-2], sides[-1])
    _check_file(path, image, sides)
    stored = Stored(path, np.dtype(np.float64), int(np.prod(sides, dtype=object)), source=lambda: _values(path))
    check_stored(stored, shape, leading)
    # nibabel's matrix counts the array's own axes, here (k, j, i)
    affine = lps_from_ras(checked(np.asarray(image.affine, dtype=np.float64)))[:, [2, 1, 0, 3]]
    return Image("minc", (path,), shape, affine, stored, dimensions=_dimensions(leading))


def _check_file(path: str, image: Any, sides: tuple[int, ...]) -> None:
    """Values lie plainly in netCDF, so the file must be as large."""
    kind = image.get_data_dtype()
    needed = int(np.prod(sides, dtype=object)) * kind.itemsize
    if isinstance(image, nibabel.Minc1Image) and not isinstance(image, nibabel.Minc2Image):
        present = Path(path).stat().st_size
        if present < needed:
            raise ReadError(
                tr("It is truncated: {present} bytes where {needed} are needed.").format(
                    present=present, needed=needed
                ),
                tr("Copy it again from where it came."),
            )


def _dimensions(leading: tuple[int, ...]) -> tuple[Dimension, ...]:
    return tuple(counted(tr("Volume"), count) for count in leading if count > 1)


def _values(path: str) -> Readable:
    with open(path, "rb") as handle:
        start = handle.read(8)
    with _parsing(path):
        values = np.ascontiguousarray(_opened(path, start)[0].dataobj, dtype=np.float64)
    return io.BytesIO(values.tobytes())
