"""Size of volumes in the axes a network sees: to the patient's Right, Anterior and Superior."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

from medview.core.geometry import Geometry
from medview.engine.frame import RAS_AXES_LPS
from medview.io.formats.volumes import read_header


@dataclass(frozen=True)
class Solid:
    """A volume's grid.

    Args:
        shape: Voxels (x, y, z).
        spacing_mm: Voxel sides (x, y, z).
    """

    shape: tuple[int, ...]
    spacing_mm: tuple[float, ...]


def look_at(path: Path) -> Solid:
    """The grid of a NIfTI volume, from its header alone.

    Raises:
        ReadError: It cannot be read.
    """
    image = read_header("nifti", str(path))
    geometry = Geometry(image.shape, image.affine)
    axes = linear_sum_assignment(-np.abs(RAS_AXES_LPS.T @ geometry.directions))[1]
    return Solid(
        tuple(int(geometry.shape[axis]) for axis in axes), tuple(float(geometry.spacing_mm[axis]) for axis in axes)
    )
