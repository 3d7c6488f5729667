"""Where one series lies in another of the same body: rigid registration by mutual information, coarse to fine.

Mattes mutual information (Mattes 2003, doi:10.1109/TMI.2003.809072) asks for no common intensity scale, so that CT, MR
and PET can be laid over each other. Only turning and moving is looked for: bodies of one person keep their size.
"""

from __future__ import annotations

from time import perf_counter
from typing import Any

import numpy as np
import SimpleITK as sitk  # noqa: N813 - the name its own documentation uses

from medview.core.errors import MedViewError, NotTrusted
from medview.core.geometry import Float, Geometry
from medview.core.rigid import Rigid, rows_of
from medview.core.text import tr
from medview.core.volume import Volume
from medview.imaging.itk import Checkpoint, Watch, itk_image, matrix_of, shrunk_image, tick

LEVELS = (4.0, 2.0, 1.0)
"""Voxel sides of the three levels, in parts of the finest."""
FINEST_MM = (0.5, 2.0)
"""Bounds of the finest level's voxel side; between them it is a ninety-sixth of the smaller field."""
_SIDES = 96.0
LEAST_SLICES = 4
"""Voxels each axis needs for a place along it to be found."""
LEAST_OVERLAP = 0.2
"""Part of the smaller series that must lie in the other for a placement to be worth anything."""
_SAMPLED = 0.25
_BINS = 32
_FIRST_STEP, _LAST_STEP, _SHORTER, _ITERATIONS = 2.0, 0.01, 0.9, 200
"""Steps of the search, from the first to the last, each this much shorter where the last one went too far. A turn and
a shift that nearly balance each other make a long valley: steps halved each time end in its wall (7 mm off where these
end within 0.6 mm, measured on a made-up head).
"""
_NEAR_MM = 5.0
"""Two first guesses nearer than this are one."""


def align(fixed: Volume, moving: Volume, checkpoint: Checkpoint, start: Float | None = None) -> Rigid:
    """Find where the moving series lies in the fixed one.

    Args:
        fixed: The series that stays.
        moving: The one that is turned and moved onto it.
        checkpoint: Called with the done part (0..1) and a note; may raise to stop.
        start: (4, 4) first guess, fixed LPS mm to moving LPS mm; None tries what the files say and the middles.

    Raises:
        MedViewError: A series is too thin.
        NotTrusted: One holds nothing to find, or the two do not overlap.
    """
    began = perf_counter()
    for volume in (fixed, moving):
        _check_thick(volume)
    watch = Watch(checkpoint, tr("Comparing the two series"))
    watch.at(0.0)
    side = _finest_mm(fixed, moving)
    images = tuple(itk_image(volume, clip=True, side_mm=side) for volume in (fixed, moving))
    watch.at(0.1)
    levels = [tuple(shrunk_image(image, part * side) for image in images) for part in LEVELS]
    guesses = _guesses(fixed, moving, images, start)
    scored = sorted(((_value(guess, *levels[0]), number, guess) for number, guess in enumerate(guesses)))
    if not np.isfinite(scored[0][0]):
        raise _apart()
    first = _copied(scored[0][2])
    found = _searched([guess for value, _, guess in scored if np.isfinite(value)], levels, watch)
    after, before = (-_value(transform, *levels[-1]) for transform in (found, first))
    if before > after:  # what the search began with cannot be bettered
        found, after = first, before
    matrix = matrix_of(found)
    overlap = _overlap(fixed.geometry, moving.geometry, matrix)
    if overlap < LEAST_OVERLAP:
        raise _apart()
    watch.at(1.0)
    x, y, z = (float(part) for part in fixed.geometry.centre_lps)
    return Rigid(rows_of(matrix), before, after, overlap, (x, y, z), perf_counter() - began)


def _searched(guesses: list[Any], levels: list[tuple[Any, ...]], watch: Watch) -> Any:
    """The best of the guesses after the first level, refined at the others."""
    refined = []
    for number, guess in enumerate(guesses):
        watch.at(0.15 + 0.35 * number / len(guesses))
        _optimise(guess, levels[0], watch)
        refined.append((_value(guess, *levels[0]), number, guess))
    value, _, best = min(refined)
    if not np.isfinite(value):
        raise _apart()
    for level, fraction in zip(levels[1:], (0.5, 0.7), strict=True):
        watch.at(fraction)
        _optimise(best, level, watch)
    return best


def _guesses(fixed: Volume, moving: Volume, images: tuple[Any, ...], start: Float | None) -> list[Any]:
    """Where the files say, middles on middles, weights on weights; only ``start`` where one is given."""
    middle = fixed.geometry.centre_lps
    if start is not None:
        return [_euler(middle, start)]
    centres: tuple[Float, ...] = (
        np.zeros(3),
        moving.geometry.centre_lps - middle,
        _weight(images[1]) - _weight(images[0]),
    )
    kept: list[Any] = []
    shifts: list[Any] = []
    for shift in centres:
        if all(np.linalg.norm(shift - other) > _NEAR_MM for other in shifts):
            matrix = np.eye(4)
            matrix[:3, 3] = shift
            shifts.append(shift)
            kept.append(_euler(middle, matrix))
    return kept


def _euler(middle: Float, matrix: Float) -> Any:
    transform = sitk.Euler3DTransform()
    transform.SetCenter([float(part) for part in middle])
    u, _, vt = np.linalg.svd(matrix[:3, :3])
    turn = u @ vt
    transform.SetMatrix([float(part) for part in turn.ravel()], 1e-6)
    moved = matrix[:3, :3] @ middle + matrix[:3, 3] - middle
    transform.SetTranslation([float(part) for part in moved])
    return transform


def _copied(transform: Any) -> Any:
    other = sitk.Euler3DTransform(transform)
    other.SetCenter(transform.GetCenter())
    return other


def _weight(image: Any) -> Float:
    """The middle of an image's brightness above its background, LPS mm."""
    values = sitk.GetArrayViewFromImage(image).astype(np.float64)
    weights = np.clip(values - np.median(values), 0.0, None)
    total = weights.sum()
    if total <= 0.0:
        return np.array(image.TransformContinuousIndexToPhysicalPoint([(n - 1) / 2.0 for n in image.GetSize()]))
    kji = [float((weights.sum(axis=tuple(a for a in range(3) if a != axis)) * np.arange(n)).sum() / total)
           for axis, n in enumerate(values.shape)]  # fmt: skip
    return np.array(image.TransformContinuousIndexToPhysicalPoint(kji[::-1]))


def _method(fixed: Any) -> Any:
    method = sitk.ImageRegistrationMethod()
    method.SetNumberOfThreads(1)  # sums in one order: the same series always give the same numbers
    method.SetMetricAsMattesMutualInformation(_BINS)
    method.SetInterpolator(sitk.sitkLinear)
    if np.prod(fixed.GetSize()) > 100_000:
        method.SetMetricSamplingStrategy(method.REGULAR)
        method.SetMetricSamplingPercentage(_SAMPLED, 1)
    return method


def _value(transform: Any, fixed: Any, moving: Any) -> float:
    """The negative mutual information; infinite where the two hardly meet."""
    method = _method(fixed)
    method.SetInitialTransform(transform)
    try:
        return float(method.MetricEvaluate(fixed, moving))
    except RuntimeError:
        return float("inf")


def _optimise(transform: Any, level: tuple[Any, ...], watch: Watch) -> None:
    """Improve a transform in place; one that leaves the image stays where it was."""
    fixed, moving = level
    method = _method(fixed)
    before = transform.GetParameters()
    method.SetOptimizerAsRegularStepGradientDescent(
        learningRate=_FIRST_STEP,
        minStep=_LAST_STEP,
        numberOfIterations=_ITERATIONS,
        relaxationFactor=_SHORTER,
        gradientMagnitudeTolerance=1e-8,
    )
    method.SetOptimizerScalesFromPhysicalShift()
    method.SetInitialTransform(transform, inPlace=True)
    stopped: list[BaseException] = []
    method.AddCommand(sitk.sitkIterationEvent, lambda: tick(method, watch, stopped))
    try:
        method.Execute(fixed, moving)
    except RuntimeError as error:
        if "alloc" in str(error):
            raise MemoryError from error
        transform.SetParameters(before)
    if stopped:
        raise stopped[0]


def _finest_mm(fixed: Volume, moving: Volume) -> float:
    fields = [float((volume.geometry.spacing_mm * volume.geometry.shape).max()) for volume in (fixed, moving)]
    return float(np.clip(min(fields) / _SIDES, *FINEST_MM))


def _overlap(fixed: Geometry, moving: Geometry, matrix: Float) -> float:
    """Part of the smaller grid that lies in the other, by a coarse grid of its points."""
    small, large, place = fixed, moving, matrix
    if abs(np.linalg.det(moving.affine[:3, :3])) * np.prod(moving.shape) < abs(
        np.linalg.det(fixed.affine[:3, :3])
    ) * np.prod(fixed.shape):
        small, large, place = moving, fixed, np.asarray(np.linalg.inv(matrix))
    ends = [np.linspace(0, n - 1, min(n, 24)) for n in small.shape]
    points = small.to_lps(np.stack(np.meshgrid(*ends, indexing="ij"), axis=-1).reshape(-1, 3))
    index = large.to_index(points @ place[:3, :3].T + place[:3, 3])
    inside = ((index >= -0.5) & (index <= np.array(large.shape) - 0.5)).all(axis=1)
    return float(inside.mean())


def _check_thick(volume: Volume) -> None:
    if min(volume.geometry.shape) < LEAST_SLICES:
        shape = "×".join(map(str, volume.geometry.shape))
        raise MedViewError(
            tr("A series of {shape} voxels is too thin to be registered: {least} are needed along each axis.").format(
                shape=shape, least=LEAST_SLICES
            ),
            tr("Move it by hand instead."),
        )


def _apart() -> NotTrusted:
    return NotTrusted(
        tr("The two series could not be laid over each other: they hardly overlap."),
        tr("Move one by hand until the same anatomy meets, and register again from there."),
    )
