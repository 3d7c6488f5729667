"""Studies to be hung: series with nothing but what hanging protocols look at."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from medview.core.geometry import Geometry
from medview.core.study import Instance, Kind, Patient, Series, Study

ADAM = Patient("P1", "Adams^John", "19500102", "M")
AXES = {"axial": np.eye(4)[[2, 1, 0, 3]], "coronal": np.eye(4)[[2, 0, 1, 3]], "sagittal": np.eye(4)[[0, 2, 1, 3]]}


def grid(slices: int = 40, plane: str = "axial", origin: tuple[float, float, float] = (0.0, 0.0, 0.0)) -> Geometry:
    affine = AXES[plane].copy()
    affine[:3, 3] = origin
    return Geometry((slices, 64, 64), affine)


def volume(uid: str, modality: str, description: str = "", body_part: str = "", **more: Any) -> Series:
    geometry = more.pop("geometry", None) or grid(more.pop("slices", 40), more.pop("plane", "axial"))
    instances = tuple(Instance(f"/data/{uid}/{number}", sop_instance_uid=f"{uid}.{number}") for number in range(3))
    return Series(uid, "", "dicom", modality, description, 1, body_part, instances, geometry, **more)


def images(uid: str, modality: str, description: str = "", body_part: str = "", **more: Any) -> Series:
    made = Series(uid, "", "dicom", modality, description, 1, body_part, (Instance(f"/data/{uid}"),), None)
    return replace(made, kind=Kind.IMAGES, **more)


def study(uid: str, *series: Series, date: str = "20240501", patient: Patient = ADAM, description: str = "") -> Study:
    own = tuple(replace(one, study_uid=uid) for one in series)
    return Study(uid, patient, date, description, "", "", own)
