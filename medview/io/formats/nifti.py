"""NIfTI-1 and NIfTI-2: .nii, .nii.gz and pairs of .hdr and .img, in both byte orders.

Source: nifti1.h and nifti2.h (https://nifti.nimh.nih.gov), "3D IMAGE (VOLUME) ORIENTATION".
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import numpy as np

from medview.core.errors import ReadError
from medview.core.geometry import Float
from medview.core.study import Dimension
from medview.core.text import tr
from medview.core.volume import Window
from medview.io.formats.image import Image, Stored, beside, check_stored, counted, missing, stem_of
from medview.io.formats.nifti_header import (
    DTYPES,
    MEANINGS,
    MNI_152,
    NAMED_DTYPES,
    NIFTI1,
    NIFTI2,
    ORDERS,
    SPATIAL_MM,
    TALAIRACH,
    TIME_UNITS,
    Order,
)
from medview.io.formats.space import affine_of, assumed_affine, checked, is_valid, lps_from_ras, unoriented
from medview.io.formats.streams import head, is_gzip

SAME_FORMS_MM = 0.1
"""sform and qform may differ by this at any corner before a reader is told ..."""

SAME_FORMS_DEGREES = 0.1
"""... and by this in direction (qform quaternions are float32)."""

_CIFTI = range(3000, 3100)
_SINGLE = (b"n+1\0", b"n+2\0")
_UNIT_QUATERNION = 1e-5


def is_nifti(start: bytes) -> bool:
    """Whether a file begins like NIfTI, whatever its name."""
    return start[344:348] in (b"n+1\0", b"ni1\0") or start[4:8] in (b"n+2\0", b"ni2\0")


def read_header(path: str) -> Image:
    """What a NIfTI file says of itself.

    Raises:
        ReadError: It is no readable NIfTI file.
    """
    start = head(path, 540)
    fields, version = _fields(path, start)
    magic = bytes(start[344:348] if version == 1 else start[4:8])
    shape, leading = _shape(fields)
    kind, samples = _kind(fields, magic)
    files, stored = _stored(path, start, fields, kind, samples * int(np.prod((*shape, *leading), dtype=object)))
    check_stored(stored, shape[::-1], leading, samples)
    affine, notes = _affine(fields, shape)
    slope, intercept = _scaling(fields)
    return Image(
        "nifti",
        files,
        shape[::-1],
        lps_from_ras(affine),
        stored,
        dimensions=_dimensions(fields, leading),
        samples=samples,
        slope=slope,
        intercept=intercept,
        meaning=MEANINGS.get(int(fields["intent_code"]), ""),
        windows=_windows(fields),
        notes=notes + ((tr("Opacity is left out."),) if samples == 4 else ()),
    )


def _fields(path: str, start: bytes) -> tuple[Any, int]:
    for version, table in ((1, NIFTI1), (2, NIFTI2)):
        for order in ORDERS:
            if len(start) >= table.itemsize and struct.unpack_from(f"{order}i", start)[0] == table.itemsize:
                fields = np.frombuffer(start, table.newbyteorder(order), count=1)[0]
                if is_nifti(start):
                    return fields, version
    raise ReadError(
        tr("It is named like NIfTI but holds something else ({size} bytes, magic {magic}).").format(
            size=len(start), magic=start[344:348]
        ),
        tr("Copy it again from where it came."),
    )


def _shape(fields: Any) -> tuple[tuple[int, int, int], tuple[int, ...]]:
    """(i, j, k) and the further axes, as stated."""
    dim = [int(n) for n in fields["dim"]]
    sides = [1 if axis > 2 and side == 0 else side for axis, side in enumerate(dim[1 : dim[0] + 1])]
    if not 1 <= dim[0] <= 7 or min(sides) < 1:
        raise ReadError(
            tr("Its header is wrong: it states the shape {shape}.").format(shape=tuple(sides or dim)),
            tr("Copy it again from where it came."),
        )
    i, j, k, *further = (*sides, 1, 1, 1)[: max(3, dim[0])]
    return (i, j, k), tuple(further)


def _kind(fields: Any, magic: bytes) -> tuple[np.dtype[Any], int]:
    """The type of a stored value and how many make a voxel."""
    code = int(fields["datatype"])
    order: Order = ">" if fields.dtype["dim"].base.byteorder == ">" else "<"
    if int(fields["intent_code"]) in _CIFTI:
        raise ReadError(
            tr("It is a CIFTI file: values on a brain's surface or between its parts, not an image."),
            tr("Open the volumes it was made from."),
        )
    if code not in DTYPES:
        name = NAMED_DTYPES.get(code, tr("of unknown type {code}").format(code=code))
        raise ReadError(
            tr("Its voxels are {kind}, which cannot be shown.").format(kind=name),
            tr("Write it again with 32-bit floats."),
        )
    kind, samples = DTYPES[code]
    return np.dtype(kind).newbyteorder(order), samples


def _stored(path: str, start: bytes, fields: Any, kind: np.dtype[Any], count: int) -> tuple[tuple[str, ...], Stored]:
    magic = start[344:348] if fields.dtype.itemsize == NIFTI1.itemsize else start[4:8]
    offset = float(fields["vox_offset"])
    if not np.isfinite(offset) or offset < 0:
        raise ReadError(tr("Its header is wrong: its voxels begin at byte {offset}.").format(offset=offset))
    if magic not in _SINGLE:
        data = pair_of(path)
        return (path, data), packed_run(data, kind, count, int(offset))
    least = fields.dtype.itemsize + 4
    if 0 < offset < least:
        raise ReadError(tr("Its header is wrong: its voxels begin at byte {offset}.").format(offset=int(offset)))
    return (path,), packed_run(path, kind, count, int(offset) or least)


def packed_run(path: str, kind: np.dtype[Any], count: int, offset: int) -> Stored:
    """Values behind ``offset`` bytes of a file that is gzip or not."""
    try:
        with open(path, "rb") as handle:
            packing = "gzip" if is_gzip(handle.read(3)) else "raw"
    except OSError as error:
        raise missing(path) from error
    return Stored(path, kind, count, skip=offset, packing=packing)


def pair_of(path: str) -> str:
    """The .img file of a .hdr file, packed or not.

    Raises:
        ReadError: There is none.
    """
    stem = stem_of(path)
    for suffix in (".img", ".img.gz", ".IMG"):
        found = beside(path, stem + suffix)
        if Path(found).is_file():
            return found
    raise missing(f"{stem}.img")


def _dimensions(fields: Any, leading: tuple[int, ...]) -> tuple[Dimension, ...]:
    """Slowest first: time is the fastest of those beyond space."""
    named = [_time(fields, count) if axis == 0 else _further(fields, axis, count) for axis, count in enumerate(leading)]
    return tuple(named[axis] for axis, count in reversed(tuple(enumerate(leading))) if count > 1)


def _time(fields: Any, count: int) -> Dimension:
    unit = TIME_UNITS.get(int(fields["xyzt_units"]) & 0x38)
    step, first = float(fields["pixdim"][4]), float(fields["toffset"])
    if unit is None or not np.isfinite(step) or step <= 0:
        return counted(tr("Volume"), count)
    name, symbol, factor = unit
    first = first if np.isfinite(first) else 0.0
    values = tuple(round((first + step * number) * factor, 9) for number in range(count))
    return Dimension(name, values, symbol)


def _further(fields: Any, axis: int, count: int) -> Dimension:
    if axis == 1:
        return counted(tr("Component"), count)
    return counted(tr("Dimension {number}").format(number=axis + 4), count)


def _scaling(fields: Any) -> tuple[float, float]:
    """scl_slope and scl_inter; a slope of zero or none means unscaled, and colours are never scaled (nifti1.h)."""
    slope, intercept = float(fields["scl_slope"]), float(fields["scl_inter"])
    if not np.isfinite(slope) or slope == 0 or DTYPES[int(fields["datatype"])][1] > 1:
        return 1.0, 0.0
    return slope, intercept if np.isfinite(intercept) else 0.0


def _windows(fields: Any) -> tuple[Window, ...]:
    low, high = float(fields["cal_min"]), float(fields["cal_max"])
    if not np.isfinite([low, high]).all() or high <= low:
        return ()
    return (Window((low + high) / 2, high - low, "cal_min, cal_max"),)


def _affine(fields: Any, shape: tuple[int, int, int]) -> tuple[Float, tuple[str, ...]]:
    """The (i, j, k) to RAS mm matrix, and what a reader should know of the choice.

    sform where its code is above 0, else qform, else pixdim alone (nifti1.h methods 3, 2 and 1).
    """
    unit = SPATIAL_MM.get(int(fields["xyzt_units"]) & 0x07, 1.0)
    scale = np.diag([unit, unit, unit, 1.0])
    notes = [] if unit == 1 else [tr("Lengths were converted from {unit} mm.").format(unit=f"{unit:g}")]
    forms = [
        (name, int(fields[code]), np.asarray(scale @ matrix))
        for name, code, matrix in (("sform", "sform_code", _sform(fields)), ("qform", "qform_code", _qform(fields)))
        if int(fields[code]) > 0
    ]
    if not forms:
        return checked(assumed_affine(shape, _steps(fields) * unit)), (*notes, unoriented())
    valid = [form for form in forms if is_valid(form[2])]
    name, code, affine = (valid or forms)[0]
    if len(valid) == 2:
        notes += _disagreement(valid[0][2], valid[1][2], shape)
    elif valid and len(forms) == 2:
        bad = next(form[0] for form in forms if form[0] != name)
        notes.append(
            tr("One of the file's two orientations ({bad}) is not valid; {name} is used.").format(bad=bad, name=name)
        )
    aligned = {
        TALAIRACH: tr("Its coordinates are those of the Talairach atlas."),
        MNI_152: tr("Its coordinates are those of the MNI 152 template."),
    }
    if code in aligned:
        notes.append(aligned[code])
    return checked(affine), tuple(notes)


def _disagreement(sform: Float, qform: Float, shape: tuple[int, int, int]) -> list[str]:
    corners = np.array([(i, j, k, 1) for i in (0, 1) for j in (0, 1) for k in (0, 1)], dtype=float)
    corners[:, :3] *= np.array(shape) - 1
    apart = float(np.linalg.norm((corners @ (sform - qform).T)[:, :3], axis=1).max())
    turned = _turned_degrees(sform[:3, :3], qform[:3, :3])
    if apart <= SAME_FORMS_MM and turned <= SAME_FORMS_DEGREES:
        return []
    told = tr(
        "The file's two orientations (sform and qform) disagree by up to {apart:.1f} mm and {turned:.1f} degrees;"
    )
    return [told.format(apart=apart, turned=turned) + " " + tr("sform is used.")]


def _turned_degrees(first: Float, second: Float) -> float:
    cosines = (first * second).sum(axis=0) / np.linalg.norm(first, axis=0) / np.linalg.norm(second, axis=0)
    return float(np.degrees(np.arccos(np.clip(cosines, -1, 1))).max())


def _sform(fields: Any) -> Float:
    affine = np.eye(4)
    affine[:3] = np.asarray(fields["srow"], dtype=np.float64).reshape(3, 4)
    return affine


def _steps(fields: Any) -> Float:
    """Voxel sides as positive numbers; one that is not stated counts as 1 (nifti_quatern_to_mat44)."""
    steps = np.abs(np.asarray(fields["pixdim"][1:4], dtype=np.float64))
    return np.where(np.isfinite(steps) & (steps > 0), steps, 1.0)


def _qform(fields: Any) -> Float:
    """The rotation of a unit quaternion, times the voxel sides, the last of them times qfac."""
    b, c, d = (float(fields[name]) for name in ("quatern_b", "quatern_c", "quatern_d"))
    squares = b * b + c * c + d * d
    if not squares <= 1 + _UNIT_QUATERNION:
        return np.full((4, 4), np.nan)
    length = max(1.0, squares**0.5)
    b, c, d = b / length, c / length, d / length
    a = max(0.0, 1 - (b * b + c * c + d * d)) ** 0.5
    rotation = np.array(
        [
            [a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)],
            [2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)],
            [2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c],
        ]
    )
    qfac = -1.0 if float(fields["pixdim"][0]) < 0 else 1.0
    return affine_of(rotation * (_steps(fields) * (1, 1, qfac)), np.asarray(fields["qoffset"], dtype=np.float64))
