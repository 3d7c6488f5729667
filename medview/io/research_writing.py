"""Volumes as NRRD and MetaImage, beside NIfTI: one table of writers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.geometry import Float, Geometry
from medview.core.study import Dimension
from medview.core.text import tr
from medview.io.formats.space import reversed_axes
from medview.io.formats.values import write_all
from medview.io.nifti_writing import Writer, packed, write_volume
from medview.io.sources import Checkpoint

_NRRD_TYPES = {"int16": "int16", "float32": "float"}
_META_TYPES = {"int16": "MET_SHORT", "float32": "MET_FLOAT"}


def write_nrrd(
    values: NDArray[Any], geometry: Geometry, dimensions: tuple[Dimension, ...], path: Path, checkpoint: Checkpoint
) -> None:
    """Write volumes as NRRD, gzip, in LPS; arguments as for ``write_volume``."""
    affine, further = reversed_axes(geometry.affine), len(dimensions)
    header = {
        "type": _NRRD_TYPES[values.dtype.name],
        "dimension": str(3 + further),
        "space": "left-posterior-superior",
        "sizes": _words(values.shape[::-1]),
        "space directions": " ".join([*(_vector(affine[:3, axis]) for axis in range(3)), *["none"] * further]),
        "kinds": " ".join(["domain"] * 3 + [_nrrd_kind(one) for one in reversed(dimensions)]),
        "labels": _words(['"i"', '"j"', '"k"', *(f'"{one.name}"' for one in reversed(dimensions))]),
        "space units": '"mm" "mm" "mm"',
        "space origin": _vector(affine[:3, 3]),
        "endian": "little",
        "encoding": "gzip",
    }
    lines = ["NRRD0005", *(f"{name}: {value}" for name, value in header.items()), "", ""]
    with open(path, "wb") as sink:
        sink.write("\n".join(lines).encode())
        with packed(path, sink) as packing:
            _write_slices(packing, values, checkpoint)


def _nrrd_kind(dimension: Dimension) -> str:
    return "time" if dimension.unit in ("s", "ms") else "list"


def write_metaimage(
    values: NDArray[Any], geometry: Geometry, dimensions: tuple[Dimension, ...], path: Path, checkpoint: Checkpoint
) -> None:
    """Write volumes as MetaImage, raw, in LPS; arguments as for ``write_volume``."""
    axes = 3 + len(dimensions)
    affine, spacing = reversed_axes(geometry.affine), np.ones(axes)
    spacing[:3] = np.linalg.norm(affine[:3, :3], axis=0)
    turn, origin = np.eye(axes), np.zeros(axes)
    turn[:3, :3] = affine[:3, :3] / spacing[:3]
    origin[:3] = affine[:3, 3]
    header = {
        "ObjectType": "Image",
        "NDims": str(axes),
        "BinaryData": "True",
        "BinaryDataByteOrderMSB": "False",
        "CompressedData": "False",
        "TransformMatrix": _words(map(repr, turn.T.ravel().tolist())),
        "Offset": _words(map(repr, origin.tolist())),
        "CenterOfRotation": _words(["0"] * axes),
        "ElementSpacing": _words(map(repr, spacing.tolist())),
        "DimSize": _words(values.shape[::-1]),
        "ElementType": _META_TYPES[values.dtype.name],
        "ElementDataFile": "LOCAL",
    }
    with open(path, "wb") as sink:
        sink.write("".join(f"{name} = {value}\n" for name, value in header.items()).encode())
        _write_slices(sink, values, checkpoint)


def _words(values: Any) -> str:
    return " ".join(str(value) for value in values)


def _vector(values: Float) -> str:
    return f"({','.join(repr(float(value)) for value in values)})"


def _write_slices(sink: Any, values: NDArray[Any], checkpoint: Checkpoint) -> None:
    slices = values.reshape(-1, *values.shape[-2:])
    for number, one in enumerate(slices):
        checkpoint(number / len(slices), tr("Writing the image"))
        write_all(sink, one)


WRITERS: dict[str, tuple[str, Writer]] = {
    "nifti": (".nii.gz", write_volume),
    "nrrd": (".nrrd", write_nrrd),
    "mha": (".mha", write_metaimage),
}
"""Name of a format -> suffix of its files, and what writes them."""
