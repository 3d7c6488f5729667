"""Analyze 7.5 (.hdr and .img), with what SPM wrote into fields that Analyze leaves free.

Sources: dbh.h of Analyze 7.5 (Mayo Clinic); spm_vol_ana.m and spm_hread.m of SPM2 and SPM99.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import numpy as np

from medview.core.errors import ReadError
from medview.core.geometry import Float
from medview.core.text import tr
from medview.io.formats.image import Image, Stored, check_stored, counted
from medview.io.formats.nifti import is_nifti, packed_run, pair_of
from medview.io.formats.nifti_header import ANALYZE, DTYPES, NAMED_DTYPES, Order
from medview.io.formats.space import affine_of, assumed_affine, checked, lps_from_ras, unoriented
from medview.io.formats.streams import head


def is_analyze(start: bytes) -> bool:
    """Whether a .hdr file begins with Analyze's header size and a possible number of axes, in either byte order."""
    if len(start) < ANALYZE.itemsize or is_nifti(start):
        return False
    sizes = (struct.unpack_from(f"{order}i", start)[0] for order in "<>")
    axes = (struct.unpack_from(f"{order}h", start, 40)[0] for order in "<>")
    return ANALYZE.itemsize in sizes and any(1 <= count <= 7 for count in axes)


def read_header(path: str) -> Image:
    """What an Analyze header says.

    Raises:
        ReadError: It is none, or its .img file is missing or too short.
    """
    start = head(path, ANALYZE.itemsize)
    if not is_analyze(start):
        raise ReadError(
            tr("It is named like Analyze but holds something else ({size} bytes).").format(size=len(start)),
            tr("Copy it again from where it came."),
        )
    order: Order = "<" if struct.unpack_from("<i", start)[0] == ANALYZE.itemsize else ">"
    fields = np.frombuffer(start, ANALYZE.newbyteorder(order), count=1)[0]
    shape, volumes = _shape(fields)
    kind, samples = _kind(fields, order)
    stored = _stored(path, fields, kind, volumes * samples * int(np.prod(shape, dtype=object)))
    check_stored(stored, shape[::-1], (volumes,), samples)
    slope, intercept = (1.0, 0.0) if samples > 1 else _scaling(fields)
    return Image(
        "analyze",
        (path, stored.path),
        shape[::-1],
        lps_from_ras(checked(_affine(fields, shape))),
        stored,
        dimensions=(counted(tr("Volume"), volumes),) if volumes > 1 else (),
        samples=samples,
        slope=slope,
        intercept=intercept,
        notes=(unoriented(), *_matrix_note(path)),
    )


def _shape(fields: Any) -> tuple[tuple[int, int, int], int]:
    dim = [int(n) for n in fields["dim"]]
    sides = [max(1, side) if axis >= 3 else side for axis, side in enumerate(dim[1 : dim[0] + 1])]
    if not 1 <= dim[0] <= 7 or min(sides) < 1:
        raise ReadError(
            tr("Its header is wrong: it states the shape {shape}.").format(shape=tuple(sides or dim)),
            tr("Copy it again from where it came."),
        )
    i, j, k, *further = (*sides, 1, 1, 1)[: max(3, dim[0])]
    return (i, j, k), int(np.prod(further, dtype=object)) if further else 1


def _kind(fields: Any, order: Order) -> tuple[np.dtype[Any], int]:
    code = int(fields["datatype"])
    if code not in DTYPES:
        name = NAMED_DTYPES.get(code, tr("of unknown type {code}").format(code=code))
        raise ReadError(
            tr("Its voxels are {kind}, which cannot be shown.").format(kind=name),
            tr("Write it again with 16-bit integers or 32-bit floats."),
        )
    kind, samples = DTYPES[code]
    return np.dtype(kind).newbyteorder(order), samples


def _stored(path: str, fields: Any, kind: np.dtype[Any], count: int) -> Stored:
    """A negative offset means that every volume begins so many bytes after the one before; nobody writes it."""
    offset = float(fields["vox_offset"])
    if not np.isfinite(offset) or offset < 0:
        raise ReadError(tr("Its header is wrong: its voxels begin at byte {offset}.").format(offset=offset))
    return packed_run(pair_of(path), kind, count, int(offset))


def _scaling(fields: Any) -> tuple[float, float]:
    """SPM's scale and offset, or the range of the stored and of the calibrated values (spm_vol_ana.m)."""
    slope, intercept = float(fields["funused1"]), float(fields["funused2"])
    if np.isfinite(slope) and slope != 0:
        return slope, intercept if np.isfinite(intercept) else 0.0
    stored = float(fields["glmax"]) - float(fields["glmin"])
    meant = float(fields["cal_max"]) - float(fields["cal_min"])
    if not np.isfinite(meant) or stored == 0 or meant == 0:
        return 1.0, 0.0
    slope = meant / stored
    return slope, float(fields["cal_min"]) - slope * float(fields["glmin"])


def _affine(fields: Any, shape: tuple[int, int, int]) -> Float:
    """The first axis to the left (radiological); about SPM's origin voxel where it makes sense, else the centre."""
    steps = np.abs(np.asarray(fields["pixdim"][1:4], dtype=np.float64))
    steps = np.where(np.isfinite(steps) & (steps > 0), steps, 1.0)
    origin, sides = np.asarray(fields["originator"][:3], dtype=np.float64), np.array(shape)
    if not origin.any() or (origin <= -sides).any() or (origin >= sides * 2).any():
        return assumed_affine(shape, steps)
    signed = steps * (-1, 1, 1)
    return affine_of(np.diag(signed), -(origin - 1) * signed)


def _matrix_note(path: str) -> tuple[str, ...]:
    if not Path(path).with_suffix(".mat").is_file():
        return ()
    return (tr("SPM's matrix beside it (.mat) is not read; convert the file to NIfTI with SPM to keep it."),)
