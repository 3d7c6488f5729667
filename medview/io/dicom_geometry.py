"""From the planes of a stack to one grid in patient space, or the plain reason why there is none.

Source: DICOM PS3.3 C.7.6.2.1.1 (Image Position, Image Orientation) and 10.7.1.3 (Pixel Spacing).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from medview.core.geometry import Float, Geometry
from medview.core.text import tr

SAME_ORIENTATION = 1e-4
"""Direction cosines of one stack may differ by this: 0.03 mm at the edge of a 512 mm field."""

SAME_POSITION_MM = 1e-3
"""Two planes nearer than this lie on one another."""

UNEVEN_PART = 0.05
"""A plane may lie this part of the slice distance off its place (positions are often rounded to 0.01 mm)."""

UNEVEN_MM = 0.01
"""The same in millimetres, for stacks so fine that rounding exceeds ``UNEVEN_PART``."""

TILT_DEGREES = 0.2
"""The stack may lean this much against the normal of its planes before it counts as sheared."""

TILT_DRIFT_MM = 0.05
"""A lean whose whole drift stays below this is rounding, whatever its angle."""


class IrregularError(Exception):
    """The planes make no regular grid; the text says why."""


@dataclass(frozen=True)
class Planes:
    """What the slices of a stack say of their place.

    Args:
        positions_lps: (n, 3) Image Position (Patient) of each slice, mm.
        orientation: (6,) Image Orientation (Patient): direction of growing column, then of growing row.
        spacing_mm: (row spacing, column spacing), as in Pixel Spacing.
        size: (rows, columns).
    """

    positions_lps: Float
    orientation: Float
    spacing_mm: tuple[float, float]
    size: tuple[int, int]


def grid(planes: Planes) -> tuple[list[int], Geometry]:
    """The order of the slices along the normal, and the grid they make.

    Raises:
        IrregularError: They make none.
    """
    rightwards, downwards = _directions(planes.orientation)
    if min(planes.spacing_mm) <= 0:
        raise IrregularError(tr("The pixel spacing is not positive."))
    order, step = _stack(planes.positions_lps, np.cross(rightwards, downwards))
    affine = np.eye(4)
    affine[:3, 0] = step
    affine[:3, 1] = downwards * planes.spacing_mm[0]
    affine[:3, 2] = rightwards * planes.spacing_mm[1]
    affine[:3, 3] = planes.positions_lps[order[0]]
    return order, Geometry((len(order), *planes.size), affine)


def _directions(orientation: Float) -> tuple[Float, Float]:
    """Unit vectors of growing column and growing row."""
    first, second = orientation[:3], orientation[3:]
    lengths = np.array([np.linalg.norm(first), np.linalg.norm(second)])
    if np.abs(lengths - 1).max() > 1e-2 or abs(float(first @ second)) > 1e-2:
        raise IrregularError(tr("The image orientation is not a pair of perpendicular unit vectors."))
    first = first / lengths[0]
    second = second - first * float(first @ second)
    return first, second / np.linalg.norm(second)


def _stack(positions: Float, normal: Float) -> tuple[list[int], Float]:
    """The slices' order along the normal and the step from one to the next."""
    if len(positions) < 2:
        raise IrregularError(tr("A single image, such as a localiser; a volume needs at least two parallel slices."))
    along = positions @ normal
    order = [int(index) for index in np.argsort(along, kind="stable")]
    gaps = np.diff(along[order])
    _refuse_repeats(gaps)
    _refuse_uneven(along[order], gaps)
    step = (positions[order[-1]] - positions[order[0]]) / (len(order) - 1)
    _refuse_tilt(positions[order], step, normal)
    return order, step


def _refuse_repeats(gaps: Float) -> None:
    repeats = int((gaps < SAME_POSITION_MM).sum())
    if repeats:
        places = len(gaps) + 1 - repeats
        raise IrregularError(
            tr("{images} images at only {places} positions: a time series, or several echoes or contrasts.").format(
                images=len(gaps) + 1, places=places
            )
        )


def _refuse_uneven(along: Float, gaps: Float) -> None:
    even = np.linspace(along[0], along[-1], len(along))
    spacing = (along[-1] - along[0]) / (len(along) - 1)
    if np.abs(along - even).max() <= max(UNEVEN_MM, UNEVEN_PART * spacing):
        return
    usual = float(np.median(gaps))
    steps = gaps / usual
    if np.abs(steps - np.round(steps)).max() <= UNEVEN_PART and steps.min() > 0.5:
        missing = int(np.round(steps).sum()) - len(gaps)
        raise IrregularError(
            tr("{missing} slices are missing: most lie {usual:.2f} mm apart, some {widest:.2f} mm.").format(
                missing=missing, usual=usual, widest=float(gaps.max())
            )
        )
    raise IrregularError(
        tr("The slices are unevenly spaced: {low:.2f} to {high:.2f} mm apart.").format(
            low=float(gaps.min()), high=float(gaps.max())
        )
    )


def _refuse_tilt(positions: Float, step: Float, normal: Float) -> None:
    sideways = positions - positions[0] - np.outer((positions - positions[0]) @ normal, normal)
    drift = float(np.linalg.norm(sideways, axis=1).max())
    angle = float(np.degrees(np.arccos(min(1.0, float(step @ normal) / float(np.linalg.norm(step))))))
    if drift > TILT_DRIFT_MM and angle > TILT_DEGREES:
        raise IrregularError(
            tr(
                "The stack leans by {angle:.1f} degrees against its slices (gantry tilt), {drift:.1f} mm in all."
            ).format(angle=angle, drift=drift)
        )
    straight = np.outer(np.arange(len(positions)), step)
    wobble = float(np.abs(positions - positions[0] - straight).max())
    if wobble > max(UNEVEN_MM, UNEVEN_PART * float(np.linalg.norm(step)), TILT_DRIFT_MM):
        raise IrregularError(
            tr("The slices are shifted sideways against each other by up to {wobble:.1f} mm.").format(wobble=wobble)
        )
