"""Find a brain in a head: affine registration of a skull-stripped template to a T1 head with skull and neck.

The template is the fixed image and its brain (with a rim of CSF) the fixed mask, so what only the head has (skull,
scalp, neck, a face or none) never enters the metric. Mattes mutual information (Mattes 2003,
doi:10.1109/TMI.2003.809072) asks for no common intensity scale.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from time import perf_counter
from typing import Any

import numpy as np
import SimpleITK as sitk  # noqa: N813 - the name its own documentation uses
from numpy.typing import NDArray

from medview.core.errors import NotTrusted
from medview.core.geometry import Float
from medview.core.text import tr
from medview.core.volume import Volume
from medview.imaging.itk import Checkpoint, Watch, itk_image, matrix_of, shrunk_image, tick

PADDING_VOXELS = 20
"""Background put around the head: template points beyond its grid see air there, not nothing."""

CSF_VOXELS = 2
"""Rim around the template's brain that belongs to the mask: the brain's edge steers the scale."""

CENTRE_BELOW_VERTEX_MM = 80.0
"""From the top of the scalp down to about the middle of an adult brain; the starts cover the spread."""

STARTS_AP_MM = (-30.0, -15.0, 0.0, 15.0, 30.0)
STARTS_SI_MM = (-45.0, -30.0, -15.0, 0.0, 15.0, 30.0)
START_SCALE = 0.92
"""Size of the first guesses, held while they are placed: a guess free to grow locks the brain's rim to the scalp."""

STARTS_PITCH_DEG = (-20.0, 0.0, 20.0)
"""Offsets and nodding angles of the first guesses."""

REFINED_STARTS = 4
"""How many distinct first guesses are optimised."""

GOOD_CORRELATION = 0.62
"""A start that reaches this is the brain, and no other is tried."""

DISTINCT_MM = 20.0
"""Two first guesses nearer than this, of like angle, are one."""


_RIGID = (1.0,) * 6 + (0.0,)
"""Weights of a similarity's parameters: three of rotation, three of translation, the scale held."""


@dataclass(frozen=True, eq=False)
class Registration:
    """A template placed in a head.

    Args:
        matrix: (4, 4) taking homogeneous template LPS mm to head LPS mm.
        mutual_information: Mattes mutual information over the template's brain, nats; higher is better.
        correlation: Pearson correlation of template and head over the template's brain.
        inside: Part of the template's brain that lies in the head's grid.
        seconds: Time it took.
    """

    matrix: Float
    mutual_information: float
    correlation: float
    inside: float
    seconds: float

    @property
    def scales(self) -> Float:
        """(3,) stretch factors, greatest first."""
        return np.asarray(np.linalg.svd(self.matrix[:3, :3], compute_uv=False))

    @property
    def rotation(self) -> Float:
        """(3, 3) the rotation nearest to the linear part."""
        u, _, vt = np.linalg.svd(self.matrix[:3, :3])
        return np.asarray(u @ np.diag([1.0, 1.0, np.sign(np.linalg.det(u @ vt))]) @ vt)

    @property
    def rotation_deg(self) -> float:
        """Angle of the rotation."""
        return float(np.degrees(np.arccos(np.clip((np.trace(self.rotation) - 1.0) / 2.0, -1.0, 1.0))))

    def to_head(self, point_lps: NDArray[np.float64]) -> Float:
        """Take (..., 3) template LPS mm to head LPS mm."""
        return np.asarray(point_lps @ self.matrix[:3, :3].T + self.matrix[:3, 3])


@dataclass(frozen=True, eq=False)
class _Level:
    """Template, its mask and the head at one resolution."""

    fixed: Any
    mask: Any
    moving: Any


def register(template: Volume, head: Volume, checkpoint: Checkpoint) -> Registration:
    """Place a skull-stripped template brain in a head.

    Args:
        template: Average T1 brain; zero outside the brain.
        head: T1 head of any orientation and voxel size.
        checkpoint: Called with the done part (0..1) and a note; may raise to stop.

    Raises:
        NotTrusted: The head is empty or holds no brain; ``trust`` judges what was found.
    """
    start = perf_counter()
    watch = Watch(checkpoint, tr("Looking for the brain"))
    fixed, moving = itk_image(template, clip=False), itk_image(head, clip=True)
    brain = fixed > 1.0
    watch.at(0.1)
    coarse, middle, fine = (_level(fixed, brain, moving, side) for side in (8.0, 4.0, 2.0))
    brain_at_middle = _shrunk_mask(brain, 4.0)
    judged = []
    for number, guess in enumerate(_rough_places(coarse, watch)):
        watch.at(0.5 + 0.08 * number)
        transform = _fitted(guess, middle, watch)
        if transform is not None:
            judged.append((transform, _judged(transform, middle, brain_at_middle, head, start)))
        if judged and judged[-1][1].correlation >= GOOD_CORRELATION:
            break
    if not judged:
        raise _no_brain(tr("the search left the image"))
    watch.at(0.85)
    transform, at_middle = max(judged, key=lambda item: item[1].correlation)
    moved = _optimise(transform, fine, watch, iterations=15)
    watch.at(1.0)
    return _judged(transform, middle, brain_at_middle, head, start) if moved else at_middle


def _rough_places(level: _Level, watch: Watch) -> list[Any]:
    """The first guesses moved to their best place nearby, best first."""
    guesses = _first_guesses(level, watch)
    moved = []
    for number, guess in enumerate(guesses):
        watch.at(0.2 + 0.07 * number)
        if _optimise(guess, level, watch, weights=_RIGID):
            moved.append(guess)
    method = _method(level)
    return sorted(moved, key=lambda guess: _value(method, guess, level))


def _fitted(guess: Any, level: _Level, watch: Watch) -> Any | None:
    """A guess refined with ever more freedom (place, then size, then stretch); None where it leaves the image."""
    if not (_optimise(guess, level, watch, weights=_RIGID) and _optimise(guess, level, watch)):
        return None
    transform = _affine(guess)
    return transform if _optimise(transform, level, watch) else None


def _level(fixed: Any, brain: Any, moving: Any, side_mm: float) -> _Level:
    mask = sitk.BinaryDilate(brain, (CSF_VOXELS,) * 3)
    return _Level(shrunk_image(fixed, side_mm), _shrunk_mask(mask, side_mm), shrunk_image(_padded(moving), side_mm))


def _padded(image: Any) -> Any:
    side = (PADDING_VOXELS,) * 3
    return sitk.ConstantPad(image, side, side, float(sitk.GetArrayViewFromImage(image).min()))


def _shrunk_mask(mask: Any, side_mm: float) -> Any:
    return shrunk_image(sitk.Cast(mask, sitk.sitkFloat32), side_mm) > 0.5


def _method(level: _Level) -> Any:
    method = sitk.ImageRegistrationMethod()
    method.SetNumberOfThreads(1)  # sums in one order: the same head always gives the same numbers
    method.SetMetricAsMattesMutualInformation(32)
    method.SetMetricFixedMask(level.mask)
    method.SetInterpolator(sitk.sitkLinear)
    if level.fixed.GetSpacing()[0] < 3.0:
        method.SetMetricSamplingStrategy(method.REGULAR)
        method.SetMetricSamplingPercentage(0.25, 1)
    return method


def _first_guesses(level: _Level, watch: Watch) -> list[Any]:
    """The best of a grid of placements around where the brain of an upright head is."""
    middle, target = _points_lps(level.mask).mean(axis=0), _expected_centre(level.moving)
    method = _method(level)
    scored = []
    for pitch, y, z in product(STARTS_PITCH_DEG, STARTS_AP_MM, STARTS_SI_MM):
        guess = sitk.Similarity3DTransform()
        guess.SetCenter(middle.tolist())
        guess.SetScale(START_SCALE)
        guess.SetRotation((1.0, 0.0, 0.0), float(np.radians(pitch)))
        guess.SetTranslation((target + np.array([0.0, y, z]) - middle).tolist())
        scored.append((_value(method, guess, level), guess))
        watch.tick()
    return _distinct(sorted(scored, key=lambda item: item[0]))


def _value(method: Any, guess: Any, level: _Level) -> float:
    method.SetInitialTransform(guess)
    try:
        return float(method.MetricEvaluate(level.fixed, level.moving))
    except RuntimeError:  # the guess puts the whole brain beyond the head's grid
        return float("inf")


def _distinct(scored: list[tuple[float, Any]]) -> list[Any]:
    kept: list[Any] = []
    for value, guess in scored:
        if np.isfinite(value) and all(_differ(guess, other) for other in kept):
            kept.append(guess)
        if len(kept) == REFINED_STARTS:
            break
    if not kept:
        raise _no_brain(tr("the grid is too small"))
    return kept


def _differ(one: Any, other: Any) -> bool:
    apart = np.linalg.norm(np.array(one.GetTranslation()) - np.array(other.GetTranslation()))
    turned = np.linalg.norm(np.array(one.GetMatrix()) - np.array(other.GetMatrix()))
    return bool(apart >= DISTINCT_MM or turned > 0.7)  # 0.7: Frobenius distance of about 29 degrees


def _points_lps(mask: Any) -> Float:
    """(n, 3) LPS centres of an image's non-zero voxels."""
    index_ijk = np.argwhere(sitk.GetArrayViewFromImage(mask))[:, ::-1].astype(float)
    linear = np.array(mask.GetDirection()).reshape(3, 3) * np.array(mask.GetSpacing())
    return np.asarray(index_ijk @ linear.T + np.array(mask.GetOrigin()))


def _expected_centre(moving: Any) -> Float:
    """Where the middle of the brain is if the head is upright: below its vertex, in the middle of its upper part."""
    points = _points_lps(sitk.OtsuThreshold(moving, 0, 1))
    top = np.percentile(points[:, 2], 99.7)
    upper = points[points[:, 2] > top - 130.0]
    return np.array([np.median(upper[:, 0]), np.percentile(upper[:, 1], (1, 99)).mean(), top - CENTRE_BELOW_VERTEX_MM])


def _optimise(
    transform: Any, level: _Level, watch: Watch, iterations: int = 40, weights: tuple[float, ...] = ()
) -> bool:
    """Improve a transform in place at one level, parameters of weight 0 held; whether it stayed in the image."""
    method = _method(level)
    method.SetOptimizerAsGradientDescentLineSearch(1.0, iterations, 1e-4, 5, lineSearchMaximumIterations=8)
    method.SetOptimizerScalesFromPhysicalShift()
    method.SetOptimizerWeights(weights)
    method.SetInitialTransform(transform, inPlace=True)
    stopped: list[BaseException] = []
    method.AddCommand(sitk.sitkIterationEvent, lambda: tick(method, watch, stopped))
    try:
        method.Execute(level.fixed, level.moving)
    except RuntimeError as error:
        if "alloc" in str(error):
            raise MemoryError from error
        return False
    if stopped:
        raise stopped[0]
    return True


def _affine(similarity: Any) -> Any:
    affine = sitk.AffineTransform(3)
    affine.SetCenter(similarity.GetCenter())
    affine.SetMatrix(similarity.GetMatrix())
    affine.SetTranslation(similarity.GetTranslation())
    return affine


def _judged(transform: Any, level: _Level, brain: Any, head: Volume, start: float) -> Registration:
    """Measure the placement over the template's brain."""
    method = _method(_Level(level.fixed, brain, level.moving))
    matrix = matrix_of(transform)
    points = _points_lps(brain) @ matrix[:3, :3].T + matrix[:3, 3]
    index = head.geometry.to_index(points)
    inside = np.all((index >= -0.5) & (index <= np.array(head.geometry.shape) - 0.5), axis=1)
    moved = sitk.Resample(level.moving, level.fixed, transform, sitk.sitkLinear, 0.0, sitk.sitkFloat32)
    chosen = sitk.GetArrayViewFromImage(brain) > 0
    here, there = (sitk.GetArrayViewFromImage(image)[chosen] for image in (level.fixed, moved))
    correlation = float(np.corrcoef(here, there)[0, 1]) if np.ptp(there) > 0 else 0.0
    value = _value(method, transform, level)
    return Registration(matrix, max(0.0, -value), correlation, float(inside.mean()), perf_counter() - start)


@dataclass(frozen=True)
class Limits:
    """What a placement must satisfy.

    Measured on four real T1 heads, turned by up to 20 degrees, and the template (correlation at least 0.67, mutual
    information at least 0.31), and on CT, EPI, angiography, a sphere and noise (at most 0.46 and 0.20).
    """

    mutual_information: float = 0.24
    correlation: float = 0.55
    inside: float = 0.9
    scale: tuple[float, float] = (0.65, 1.45)
    volume_ratio: tuple[float, float] = (0.5, 1.6)
    rotation_deg: float = 50.0


LIMITS = Limits()


def trust(found: Registration, limits: Limits = LIMITS) -> None:
    """Let a believable placement pass.

    Raises:
        NotTrusted: The placement is not that of a T1-weighted brain; the message says what gave it away.
    """
    scales = found.scales
    checks = (
        (
            found.inside >= limits.inside,
            tr("only {part:.0%} of the brain would lie in the image").format(part=found.inside),
        ),
        (
            limits.scale[0] <= scales.min() and scales.max() <= limits.scale[1],
            tr("the brain would have to be stretched by {low:.2f} to {high:.2f}").format(
                low=scales.min(), high=scales.max()
            ),
        ),
        (
            limits.volume_ratio[0] <= np.linalg.det(found.matrix[:3, :3]) <= limits.volume_ratio[1],
            tr("the brain would have {part:.0%} of the average volume").format(part=np.prod(scales)),
        ),
        (
            found.rotation_deg <= limits.rotation_deg,
            tr("the head would be turned by {angle:.0f}°").format(angle=found.rotation_deg),
        ),
        (
            found.mutual_information >= limits.mutual_information and found.correlation >= limits.correlation,
            tr(
                "what is there does not look like a T1-weighted brain "
                "(similarity {found:.2f}, expected at least {least})"
            ).format(found=found.correlation, least=limits.correlation),
        ),
    )
    for holds, reason in checks:
        if not holds:
            raise _no_brain(reason)


def _no_brain(reason: str) -> NotTrusted:
    return NotTrusted(
        tr("No whole T1-weighted brain was found: {reason}.").format(reason=reason),
        tr("Open a T1-weighted MR series of the whole head. Nothing was drawn."),
    )
