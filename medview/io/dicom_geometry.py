"""From the planes of a stack to one grid in patient space, or what is wrong with them and how it can be put right.

Source: DICOM PS3.3 C.7.6.2.1.1 (Image Position, Image Orientation) and 10.7.1.3 (Pixel Spacing).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from medview.core.geometry import Float, Geometry
from medview.core.study import Correction
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

MOST_SLICES = 4
"""Filling gaps may make the slices this many times as many; a finer grid would only repeat what is there."""

MOST_AREA = 4
"""Slices that lie beside each other may grow to this many times their size; beyond, they do not belong together."""

_MOST_RUNS = 4
_ON_PIXEL = 0.02


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


@dataclass(frozen=True, eq=False)
class Fit:
    """What a stack of planes makes.

    Args:
        order: The slices along the normal.
        geometry: Their grid, or the grid of a merely tilted stack once it is sheared; None when they make none.
        reason: What is wrong, where and how large; empty when nothing is.
        correction: How an uneven or tilted stack becomes a grid; None when it is one, or cannot.
    """

    order: list[int]
    geometry: Geometry | None
    reason: str = ""
    correction: Correction | None = None


@dataclass(frozen=True, eq=False)
class _Stack:
    """Sorted planes in the coordinates of the first: (n,) mm along the normal, growing row and growing column."""

    along: Float
    down: Float
    right: Float


def fit(planes: Planes) -> Fit:
    """Sort the slices along the normal, and find the grid they make or can be made.

    Raises:
        IrregularError: They are no stack of parallel slices at all.
    """
    rightwards, downwards = directions(planes.orientation)
    if min(planes.spacing_mm) <= 0:
        raise IrregularError(tr("The pixel spacing is not positive."))
    normal = np.cross(rightwards, downwards)
    order = _order(planes.positions_lps, normal)
    positions = planes.positions_lps[order]
    offsets = positions - positions[0]
    stack = _Stack(offsets @ normal, offsets @ downwards, offsets @ rightwards)
    uneven, tilt, shifted = _uneven(stack.along), _tilt_degrees(stack), _shift(stack)
    axes = np.column_stack([normal, downwards, rightwards])
    if not (uneven or tilt or shifted):
        return Fit(order, _grid(planes, positions, axes))
    reason = " ".join(filter(None, (_tilt_told(tilt, stack), uneven, shifted)))
    straight = _straight(planes, stack, axes, positions[0], even=not uneven)
    if straight is None:
        return Fit(order, None, reason)
    correction = Correction(reason, tilt, positions, straight)
    return Fit(order, straight if tilt and not (uneven or shifted) else None, reason, correction)


def _grid(planes: Planes, positions: Float, axes: Float) -> Geometry:
    affine = np.eye(4)
    affine[:3, 0] = (positions[-1] - positions[0]) / (len(positions) - 1)
    affine[:3, 1] = axes[:, 1] * planes.spacing_mm[0]
    affine[:3, 2] = axes[:, 2] * planes.spacing_mm[1]
    affine[:3, 3] = positions[0]
    return Geometry((len(positions), *planes.size), affine)


def directions(orientation: Float) -> tuple[Float, Float]:
    """Unit vectors of growing column and growing row.

    Raises:
        IrregularError: They are not perpendicular unit vectors.
    """
    first, second = orientation[:3], orientation[3:]
    lengths = np.array([np.linalg.norm(first), np.linalg.norm(second)])
    if np.abs(lengths - 1).max() > 1e-2 or abs(float(first @ second)) > 1e-2:
        raise IrregularError(tr("The image orientation is not a pair of perpendicular unit vectors."))
    first = first / lengths[0]
    second = second - first * float(first @ second)
    return first, second / np.linalg.norm(second)


def _order(positions: Float, normal: Float) -> list[int]:
    if len(positions) < 2:
        raise IrregularError(tr("A single image; a volume needs at least two parallel slices."))
    along = positions @ normal
    order = [int(index) for index in np.argsort(along, kind="stable")]
    repeats = int((np.diff(along[order]) < SAME_POSITION_MM).sum())
    if repeats:
        raise IrregularError(
            tr("{images} images at only {places} positions.").format(
                images=len(positions), places=len(positions) - repeats
            )
        )
    return order


def _uneven(along: Float) -> str:
    """Where the slices are not evenly spaced and how far; empty when they are."""
    even = np.linspace(along[0], along[-1], len(along))
    spacing = (along[-1] - along[0]) / (len(along) - 1)
    if np.abs(along - even).max() <= max(UNEVEN_MM, UNEVEN_PART * spacing):
        return ""
    gaps = np.diff(along)
    usual = usual_gap(gaps)
    steps = gaps / usual
    whole = np.abs(steps - np.round(steps)).max() <= UNEVEN_PART and steps.min() > 0.5
    if whole and np.round(steps).sum() <= 2 * len(gaps):  # no more are missing than there are
        return _missing(gaps, usual, np.round(steps))
    return tr("The slices are unevenly spaced, {low:.2f} to {high:.2f} mm apart: {where}.").format(
        low=float(gaps.min()), high=float(gaps.max()), where=_runs(gaps)
    )


def usual_gap(gaps: Float) -> float:
    """The most common distance between slices; of equally common ones, and where none is, the smallest."""
    groups: list[list[float]] = []
    for gap in np.sort(gaps):
        if groups and gap - groups[-1][0] <= max(UNEVEN_MM, UNEVEN_PART * groups[-1][0]):
            groups[-1].append(float(gap))
        else:
            groups.append([float(gap)])
    return float(np.median(max(groups, key=len)))


def _missing(gaps: Float, usual: float, steps: Float) -> str:
    wide = [int(index) for index in np.flatnonzero(steps > 1)]
    places = [
        tr("between slices {first} and {second} ({gap:.2f} mm)").format(first=i + 1, second=i + 2, gap=float(gaps[i]))
        for i in wide[:_MOST_RUNS]
    ]
    more = [tr("and {count} more places").format(count=len(wide) - _MOST_RUNS)] if len(wide) > _MOST_RUNS else []
    return tr("{missing} slices are missing of a stack with {usual:.2f} mm between slices: {where}.").format(
        missing=int((steps - 1).sum()), usual=usual, where=", ".join(places + more)
    )


def _runs(gaps: Float) -> str:
    """Stretches of equal spacing, or the narrowest and widest gap when there are too many of them."""
    near = max(UNEVEN_MM, UNEVEN_PART * float(gaps.min()))
    runs = [[index for index, _ in run] for _, run in groupby(enumerate(gaps), key=lambda one: round(one[1] / near))]
    told = [(run[0], run[-1], float(gaps[run].mean())) for run in runs]
    if len(told) > _MOST_RUNS:
        ends = (int(gaps.argmin()), int(gaps.argmax()))
        told = [(index, index, float(gaps[index])) for index in ends]
    return ", ".join(
        tr("slices {first} to {last} {gap:.2f} mm").format(first=first + 1, last=last + 2, gap=gap)
        for first, last, gap in told
    )


def _lean(stack: _Stack) -> tuple[float, float]:
    """How far the slices drift downwards and rightwards for each mm along the normal.

    The line from the first slice to the last, unless single slices lie off it: then that of most steps.
    """
    ends = (float(stack.down[-1] / stack.along[-1]), float(stack.right[-1] / stack.along[-1]))
    gaps = np.diff(stack.along)
    usual = (float(np.median(np.diff(stack.down) / gaps)), float(np.median(np.diff(stack.right) / gaps)))
    return min(ends, usual, key=lambda lean: _off_line(stack, lean))


def _off_line(stack: _Stack, lean: tuple[float, float]) -> float:
    """The farthest that a slice lies beside the line, mm."""
    return float(np.hypot(stack.down - lean[0] * stack.along, stack.right - lean[1] * stack.along).max())


def _tilt_degrees(stack: _Stack) -> float:
    """Angle of the stack against the normal; 0 where it is rounding."""
    lean = math.hypot(*_lean(stack))
    angle = math.degrees(math.atan(lean))
    return angle if lean * float(stack.along[-1]) > TILT_DRIFT_MM and angle > TILT_DEGREES else 0.0


def _tilt_told(tilt: float, stack: _Stack) -> str:
    if not tilt:
        return ""
    drift = math.hypot(*_lean(stack)) * float(stack.along[-1])
    return tr("The stack leans by {angle:.1f} degrees against its slices (gantry tilt), {drift:.1f} mm in all.").format(
        angle=tilt, drift=drift
    )


def _shift(stack: _Stack) -> str:
    """How far slices lie beside the line of the stack; empty where it is rounding."""
    off = _off_line(stack, _lean(stack))
    spacing = float(stack.along[-1]) / (len(stack.along) - 1)
    if off <= max(UNEVEN_MM, UNEVEN_PART * spacing, TILT_DRIFT_MM):
        return ""
    return tr("The slices are shifted sideways against each other by up to {off:.1f} mm.").format(off=off)


def _straight(planes: Planes, stack: _Stack, axes: Float, first: Float, *, even: bool) -> Geometry | None:
    """The upright grid that holds every slice; None where it would be mostly empty."""
    count = len(stack.along)
    step = float(stack.along[-1]) / (count - 1)
    if not even:
        step = max(usual_gap(np.diff(stack.along)), float(stack.along[-1]) / (MOST_SLICES * (count - 1)))
        count = int(float(stack.along[-1]) / step + UNEVEN_PART) + 1
    top, rows = _side(stack.down, planes.spacing_mm[0], planes.size[0])
    left, columns = _side(stack.right, planes.spacing_mm[1], planes.size[1])
    if rows * columns > MOST_AREA * planes.size[0] * planes.size[1]:
        return None
    spacing = (step, *planes.spacing_mm)
    origin = first + axes[:, 1] * top * spacing[1] + axes[:, 2] * left * spacing[2]
    return Geometry.from_axes((count, rows, columns), spacing, axes, origin)


def _side(offsets: Float, spacing: float, length: int) -> tuple[int, int]:
    """First pixel, counted from that of the first slice, and length of a side that holds all shifted slices."""
    shifts = offsets / spacing
    first = math.floor(float(shifts.min()) + _ON_PIXEL)
    last = math.ceil(float(shifts.max()) - _ON_PIXEL)
    return first, length + last - first
