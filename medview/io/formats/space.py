"""From the orders and spaces of research formats to (k, j, i) and LPS, and back.

These formats count (i, j, k) with i fastest, and most map to RAS millimetres; a core array is (k, j, i) in C order and
maps to LPS. The bytes are the same: the transpose of one is the other.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from medview.core.errors import ReadError
from medview.core.geometry import Float, Geometry
from medview.core.text import tr
from medview.io.dicom_geometry import TILT_DEGREES

_FLIP = np.diag([-1.0, -1.0, 1.0, 1.0])
"""RAS to LPS and back."""

_REVERSE = np.eye(4)[[2, 1, 0, 3]]
"""(i, j, k, 1) to (k, j, i, 1) and back."""

LEAST_VOLUME = 1e-9
"""A matrix whose voxel is smaller than this, mm³, is taken for singular."""


def lps_from_ras(affine_ras: Float) -> Float:
    """A NIfTI affine, (i, j, k) to RAS, as the affine of the transposed array: (k, j, i) to LPS."""
    return np.asarray(_FLIP @ affine_ras @ _REVERSE)


def ras_from_lps(affine_lps: Float) -> Float:
    """The inverse of ``lps_from_ras``."""
    return np.asarray(_FLIP @ affine_lps @ _REVERSE)


def reversed_axes(affine_lps: Float) -> Float:
    """An LPS affine over (i, j, k) as one over (k, j, i), and back."""
    return np.asarray(affine_lps @ _REVERSE)


def affine_of(axes: ArrayLike, origin: ArrayLike) -> Float:
    """A (4, 4) matrix of (3, 3) columns, one for each index, and an origin."""
    affine = np.eye(4)
    affine[:3, :3] = axes
    affine[:3, 3] = origin
    return affine


def is_valid(affine: Float) -> bool:
    """Whether a matrix is finite and gives every voxel a volume."""
    return bool(np.isfinite(affine).all()) and abs(float(np.linalg.det(affine[:3, :3]))) >= LEAST_VOLUME


def checked(affine: Float) -> Float:
    """The matrix, if it places voxels at all.

    Raises:
        ReadError: It is singular or not finite.
    """
    if is_valid(affine):
        return affine
    raise ReadError(
        tr("Its orientation matrix has no volume or is not finite."),
        tr("Write it again with a valid orientation and spacing."),
    )


def assumed_affine(shape_ijk: tuple[int, int, int], spacing_mm: ArrayLike) -> Float:
    """RAS affine of a file that states no orientation: first axis to the left, centred (radiological convention)."""
    steps = np.array(spacing_mm, dtype=np.float64) * (-1, 1, 1)
    return affine_of(np.diag(steps), -(np.array(shape_ijk) - 1) / 2.0 * steps)


def unoriented() -> str:
    """What a reader is told of a file without orientation."""
    return tr("The file states no orientation: which side is left is a guess (radiological convention).")


def axes_unoriented() -> str:
    """What a reader is told of a file without orientation whose axes ITK takes for the patient's."""
    return tr(
        "The file states no orientation: which side is left is a guess (first axis to the left, second to the back)."
    )


def lean_note(geometry: Geometry) -> str:
    """That the axes are not perpendicular, or nothing; the matrix is kept as it is."""
    cosines = geometry.directions.T @ geometry.directions
    lean = float(np.degrees(np.arcsin(np.clip(np.abs(cosines - np.eye(3)).max(), 0, 1))))
    if lean <= TILT_DEGREES:
        return ""
    return tr("Its axes are not perpendicular (off by {lean:.1f} degrees); the grid is shown as it is.").format(
        lean=lean
    )
