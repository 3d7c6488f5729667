"""The demonstration study: the ICBM152 average brain as a DICOM series, labelled as a template."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np

from medview.core.geometry import Geometry
from medview.core.study import Patient
from medview.core.text import tr
from medview.core.volume import Volume
from medview.io.atomic import writing_errors
from medview.io.dicom_writing import write_series
from medview.io.template import read_template
from medview.jobs.protocol import Context

_FOLDER = "icbm152-2009a-1"
"""The name ends in the version of how it is written; another one is written anew."""


def write_template(context: Context, folder: str) -> str:
    """Write the template as a DICOM study below ``folder``, once.

    Returns:
        The study's folder.

    Raises:
        ReadError: The nilearn package or its template is missing.
        WriteError: It cannot be written.
    """
    study = Path(folder) / _FOLDER
    if study.is_dir():
        return str(study)
    context.checkpoint(0.1, tr("Reading the template"))
    volume = axial(read_template())
    context.checkpoint(0.3, tr("Writing the template as a DICOM study"))
    draft = study.with_name(f".{study.name}-{uuid4().hex}")
    try:
        with writing_errors(study):
            write_series(
                volume,
                draft,
                Patient("TEMPLATE-ICBM152", "ICBM152^Template", "", "O"),
                "Template: average of 152 brains, not a person",
                "ICBM152 2009a T1 template",
                is_template=True,
                seed=study.name,
            )
            draft.rename(study)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return str(study)


def axial(volume: Volume) -> Volume:
    """The same voxels in the order of an axial series: slices to the head, rows to the back, columns to the left.

    Args:
        volume: With its axes along the patient's.
    """
    order = [int(np.abs(volume.geometry.directions[axis]).argmax()) for axis in (2, 1, 0)]
    array: Any = volume.array.transpose(order)
    affine = volume.geometry.affine[:, [*order, 3]].copy()
    for axis, world in enumerate((2, 1, 0)):
        if affine[world, axis] < 0:
            affine[:3, 3] += affine[:3, axis] * (array.shape[axis] - 1)
            affine[:3, axis] *= -1
            array = np.flip(array, axis)
    return Volume(Geometry(array.shape, affine), np.ascontiguousarray(array), volume.quantity)
