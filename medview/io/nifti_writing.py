"""Volumes and label maps as NIfTI files (.nii or .nii.gz by their name)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO, cast

import nibabel
import numpy as np
from isal import igzip
from numpy.typing import NDArray

from medview.core.errors import WriteError
from medview.core.geometry import Geometry
from medview.core.study import Dimension
from medview.core.text import tr
from medview.io.formats.space import ras_from_lps
from medview.io.formats.values import write_all
from medview.io.sources import Checkpoint

NIFTI1_SIDE = 32767
"""Sides beyond this need NIfTI-2."""

MOST_DIMENSIONS = 4
"""NIfTI has seven axes, three of them of space."""

EVEN = 1e-3
"""Steps of time that differ by less than this part of them are one step."""

_LEVEL = 2
"""ISA-L's own scale, 0 to 3: within 2 % of the size of zlib's 6 on images, ten times as fast."""

_SAME_SHEAR_MM = 1e-3
_SECONDS = ("s", "ms", "us")


def write_mask(labels: NDArray[np.uint8], geometry: Geometry, path: Path, like: str | None = None) -> None:
    """Write a label map.

    Args:
        labels: (k, j, i) values.
        geometry: Its grid.
        path: Where to.
        like: A NIfTI file whose orientation fields are kept to the bit; None for those of ``geometry``.
    """
    if like is None:
        header = _header(geometry, (), np.dtype(np.uint8))
    else:
        header = _single(nibabel.load(like).header)
        header.set_data_shape(labels.shape[::-1])
        header.set_data_dtype(np.uint8)
        header["cal_min"], header["cal_max"] = 0, 0
    header.set_slope_inter(1, 0)
    header["descrip"] = b"MedView label map"
    with open(path, "wb") as file, packed(path, file) as sink:
        _write_header(sink, header)
        write_all(sink, np.ascontiguousarray(labels))


def _single(source: Any) -> Any:
    """A header for one file, of the same version, where the source may be a pair."""
    kind = nibabel.Nifti2Header if int(source["sizeof_hdr"]) == 540 else nibabel.Nifti1Header
    header = kind.from_header(source)
    header["magic"] = b"n+2" if kind is nibabel.Nifti2Header else b"n+1"
    header["vox_offset"] = 0
    return header


def write_volume(
    values: NDArray[Any],
    geometry: Geometry,
    dimensions: tuple[Dimension, ...],
    path: Path,
    checkpoint: Checkpoint,
) -> None:
    """Write one or several volumes on one grid, in their own type, with the exact matrix as sform.

    The qform says the same, except where the axes are not perpendicular, which it cannot say. A dimension of time is
    the fourth axis with its step; the others follow, fastest first.

    Args:
        values: Lengths of the dimensions, then (k, j, i); int16 or float32, may be a memory map.
        geometry: The grid.
        dimensions: How the volumes differ.
        path: Where to.
        checkpoint: Progress and cancel.

    Raises:
        WriteError: There are more dimensions than NIfTI has.
    """
    if len(dimensions) > MOST_DIMENSIONS:
        raise WriteError(
            tr("NIfTI has room for {most} dimensions beside space; these are {count}.").format(
                most=MOST_DIMENSIONS, count=len(dimensions)
            )
        )
    order = _order(dimensions)
    ordered = tuple(dimensions[axis] for axis in order)
    header = _header(geometry, ordered, values.dtype)
    leading = len(dimensions)
    turned = values.transpose(*order, *range(leading, values.ndim))
    with open(path, "wb") as file, packed(path, file) as sink:
        _write_header(sink, header)
        count = int(np.prod(turned.shape[:leading], dtype=int)) * turned.shape[leading]
        for number, index in enumerate(np.ndindex(turned.shape[: leading + 1])):
            checkpoint(number / count, tr("Writing the image"))
            write_all(sink, np.ascontiguousarray(turned[index]))


def _order(dimensions: tuple[Dimension, ...]) -> list[int]:
    """The dimensions with time as the last, which is NIfTI's fourth axis."""
    times = [axis for axis, dimension in enumerate(dimensions) if dimension.unit in _SECONDS]
    return sorted(range(len(dimensions)), key=lambda axis: axis == (times[-1] if times else -1))


def _header(geometry: Geometry, dimensions: tuple[Dimension, ...], kind: np.dtype[Any]) -> Any:
    sides = [*geometry.shape[::-1], *(len(dimension.values) for dimension in reversed(dimensions))]
    header = (nibabel.Nifti1Header if max(sides) <= NIFTI1_SIDE else nibabel.Nifti2Header)()
    header.set_data_dtype(kind)
    header.set_data_shape(sides)
    affine = ras_from_lps(geometry.affine)
    header.set_qform(affine, code=1, strip_shears=True)
    if np.abs(header.get_qform() - affine).max() > _SAME_SHEAR_MM * max(1.0, float(np.abs(affine[:3, 3]).max()) / 100):
        header["qform_code"] = 0
    header.set_sform(affine, code=1)
    step = _step(dimensions)
    header["pixdim"][4 : 4 + len(dimensions)] = 1
    if step:
        header["pixdim"][4] = step
        header["toffset"] = _seconds(dimensions[-1])[0]
    header.set_xyzt_units("mm", "sec" if step else None)
    header.set_slope_inter(1, 0)
    header["descrip"] = b"MedView"
    return header


def _step(dimensions: tuple[Dimension, ...]) -> float:
    """Seconds from one volume to the next along the fourth axis; 0 where it is not time, or not even."""
    if not dimensions or dimensions[-1].unit not in _SECONDS or len(dimensions[-1].values) < 2:
        return 0.0
    times = _seconds(dimensions[-1])
    steps = [after - before for before, after in pairwise(times)]
    mean = (times[-1] - times[0]) / len(steps)
    return mean if mean > 0 and max(abs(step - mean) for step in steps) <= EVEN * mean else 0.0


def _seconds(dimension: Dimension) -> list[float]:
    factor = {"s": 1.0, "ms": 1e-3, "us": 1e-6}[dimension.unit]
    return [float(value) * factor for value in dimension.values]


def _write_header(sink: Any, header: Any) -> None:
    header["vox_offset"] = int(header["sizeof_hdr"]) + 4
    sink.write(header.binaryblock + b"\0\0\0\0")


@contextmanager
def packed(path: Path, sink: BinaryIO) -> Iterator[BinaryIO]:
    """A file's gzip stream to write to, or the file itself where its name says that it is not packed.

    The same values give the same bytes.
    """
    if path.suffix == ".nii":
        yield sink
        return
    with igzip.IGzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=sink, mtime=0) as packing:
        yield cast("BinaryIO", packing)


Writer = Callable[[NDArray[Any], Geometry, tuple[Dimension, ...], Path, Checkpoint], None]
"""``write_volume`` and its like for other formats."""
