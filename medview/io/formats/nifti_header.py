"""Tables of NIfTI-1, NIfTI-2 and Analyze 7.5: where each field lies and what its codes mean.

Sources: nifti1.h, nifti2.h (https://nifti.nimh.nih.gov); dbh.h of Analyze 7.5 (Mayo Clinic).
"""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

Order = Literal["<", ">"]
"""Little or big endian."""

ORDERS: tuple[Order, ...] = ("<", ">")


def _table(size: int, fields: dict[str, tuple[Any, int]]) -> np.dtype[Any]:
    return np.dtype(
        {
            "names": list(fields),
            "formats": [kind for kind, _ in fields.values()],
            "offsets": [offset for _, offset in fields.values()],
            "itemsize": size,
        }
    )


NIFTI1 = _table(
    348,
    {
        "dim": (("i2", 8), 40),
        "intent_code": ("i2", 68),
        "datatype": ("i2", 70),
        "pixdim": (("f4", 8), 76),
        "vox_offset": ("f4", 108),
        "scl_slope": ("f4", 112),
        "scl_inter": ("f4", 116),
        "xyzt_units": ("u1", 123),
        "cal_max": ("f4", 124),
        "cal_min": ("f4", 128),
        "toffset": ("f4", 136),
        "qform_code": ("i2", 252),
        "sform_code": ("i2", 254),
        "quatern_b": ("f4", 256),
        "quatern_c": ("f4", 260),
        "quatern_d": ("f4", 264),
        "qoffset": (("f4", 3), 268),
        "srow": (("f4", 12), 280),
    },
)

NIFTI2 = _table(
    540,
    {
        "datatype": ("i2", 12),
        "dim": (("i8", 8), 16),
        "pixdim": (("f8", 8), 104),
        "vox_offset": ("i8", 168),
        "scl_slope": ("f8", 176),
        "scl_inter": ("f8", 184),
        "cal_max": ("f8", 192),
        "cal_min": ("f8", 200),
        "toffset": ("f8", 216),
        "qform_code": ("i4", 344),
        "sform_code": ("i4", 348),
        "quatern_b": ("f8", 352),
        "quatern_c": ("f8", 360),
        "quatern_d": ("f8", 368),
        "qoffset": (("f8", 3), 376),
        "srow": (("f8", 12), 400),
        "xyzt_units": ("i4", 500),
        "intent_code": ("i4", 504),
    },
)

ANALYZE = _table(
    348,
    {
        "dim": (("i2", 8), 40),
        "datatype": ("i2", 70),
        "pixdim": (("f4", 8), 76),
        "vox_offset": ("f4", 108),
        "funused1": ("f4", 112),
        "funused2": ("f4", 116),
        "cal_max": ("f4", 124),
        "cal_min": ("f4", 128),
        "glmax": ("i4", 140),
        "glmin": ("i4", 144),
        "originator": (("i2", 5), 253),
    },
)

DTYPES: dict[int, tuple[str, int]] = {
    2: ("u1", 1),
    4: ("i2", 1),
    8: ("i4", 1),
    16: ("f4", 1),
    32: ("c8", 1),
    64: ("f8", 1),
    128: ("u1", 3),
    256: ("i1", 1),
    512: ("u2", 1),
    768: ("u4", 1),
    1024: ("i8", 1),
    1280: ("u8", 1),
    1792: ("c16", 1),
    2304: ("u1", 4),
}
"""Data type code -> (numpy type, how many make a voxel)."""

NAMED_DTYPES = {0: "of unknown type", 1: "single bits", 1536: "128-bit floats", 2048: "256-bit complex numbers"}
"""Data types that are refused, with their names."""

SPATIAL_MM = {1: 1000.0, 2: 1.0, 3: 0.001}
"""Spatial unit code -> millimetres; 0, not stated, is taken for mm as everybody does."""

TIME_UNITS = {
    8: ("Temporal Position", "s", 1.0),
    16: ("Temporal Position", "s", 1e-3),
    24: ("Temporal Position", "s", 1e-6),
    32: ("Frequency", "Hz", 1.0),
    40: ("Chemical Shift", "[ppm]", 1.0),
    48: ("Frequency", "rad/s", 1.0),
}
"""Time unit code -> name of the dimension, UCUM unit, factor to it."""

TALAIRACH, MNI_152 = 3, 4
"""qform and sform codes of coordinates that are not the patient's own; 2 (aligned) is what SPM writes into any file."""

MEANINGS = {
    2: "correlation",
    3: "t statistic",
    4: "F statistic",
    5: "z score",
    6: "chi-squared statistic",
    22: "p value",
    23: "ln p value",
    24: "log10 p value",
    1001: "estimate",
    1002: "label map",
    1003: "NeuroNames labels",
    1005: "symmetric matrices",
    1006: "displacements",
    1007: "vectors",
    1008: "points",
    1010: "quaternions",
    2001: "time series",
    2003: "colours",
    2004: "colours",
}
"""Intent codes that tell a reader what the values are."""
