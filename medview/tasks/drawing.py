"""Pictures of the 3D view, drawn where VTK holds nobody's thread: each process keeps one studio and what it drew."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from medview.core.errors import ReadError
from medview.core.text import tr
from medview.core.volume import StoredVolume
from medview.imaging.scene import Frame3D, Shot
from medview.jobs.protocol import Context, JobCancelled

if TYPE_CHECKING:
    from medview.imaging.studio import Studio

_COARSE = 3.0
"""The first step of a sharp picture has a ray for every so many pixels, each way."""
_PLAIN = 0.9
"""Samples for each voxel of the steps before the best: hardly a ring shows, where four fifths show many."""
_SHARP_S = 0.9
"""A sharp picture takes as many samples as fit into this time."""
_SAMPLES = (2.0, 4.0)
"""Least and most samples for each voxel of the last step. With fewer than two, thin layers show as rings."""
_WAIT_S = 1.2
"""Where the last step is expected to take longer, one that has a ray for every pixel, too, comes before it: with half
as many samples it takes three fifths of the time."""


def draw(context: Context, shot: Shot) -> Frame3D:
    """One picture, as it is wanted.

    Args:
        context: The job.
        shot: What is wanted.

    Raises:
        MedViewError: There is no usable OpenGL, or what was to be drawn was given back.
    """
    return _drawn(context, shot, "frame.npy")


def refine(context: Context, shot: Shot) -> Frame3D:
    """The best picture, after coarser ones told on the way; the time of the first says how finely to sample.

    Few rays; where the best takes long, a ray for every pixel with a sample for nearly each voxel; then the best.

    Args:
        context: The job.
        shot: What is wanted, of the volume as it is stored.

    Raises:
        MedViewError: There is no usable OpenGL.
    """
    if shot.volume is None:
        return _drawn(context, shot, "frame.npy")
    if not _studio().knows(shot):
        _draw(context, replace(shot, size=(16, 16), surfaces=()))
    plain = replace(shot, samples=_PLAIN)
    step = _drawn(context, replace(plain, coarseness=_COARSE), "step.npy")
    context.partial(step)
    expected_s = (step.seconds * _COARSE**2 if step.software else step.seconds) * shot.samples
    finer = min(max(_SHARP_S / max(expected_s, 1e-3), _SAMPLES[0]), _SAMPLES[1])
    if expected_s * finer > _WAIT_S:
        context.partial(_drawn(context, plain, "sharp.npy"))
    return _drawn(context, replace(shot, samples=shot.samples * finer), "frame.npy")


def tidy(_context: Context, paths: tuple[str, ...]) -> None:
    """Let go of volumes that were closed.

    Args:
        paths: Of the stored volumes that are open.
    """
    if _studio.cache_info().currsize:
        _studio().keep_only(paths)


def _drawn(context: Context, shot: Shot, name: str) -> Frame3D:
    begun = time.perf_counter()
    pixels, studio = _draw(context, shot)
    seconds = time.perf_counter() - begun
    path = context.folder / name
    np.save(path, pixels)
    thinned = _thinned(shot, studio.spacing_mm(shot))
    return Frame3D(str(path), seconds, studio.software, thinned, shot.coarseness)


def _draw(context: Context, shot: Shot) -> tuple[NDArray[np.uint8], Studio]:
    def stop() -> bool:
        """VTK calls from within: an exception would be lost there."""
        try:
            context.checkpoint(0.0)
        except JobCancelled:
            return True
        return False

    context.checkpoint(0.0)
    studio = _studio()
    try:
        pixels = studio.picture(shot, stop)
    except FileNotFoundError as error:  # given back while this waited, as when another series was opened
        raise ReadError(tr("What was to be drawn is not there any more."), tr("Open the series again.")) from error
    if pixels is None:
        raise JobCancelled
    return pixels, studio


def _thinned(shot: Shot, drawn_mm: tuple[float, ...]) -> tuple[float, ...]:
    if not isinstance(shot.volume, StoredVolume) or not drawn_mm:
        return drawn_mm
    coarser = np.array(drawn_mm) > shot.volume.geometry.spacing_mm * 1.01
    return drawn_mm if coarser.any() else ()


@cache
def _studio() -> Studio:
    """The one studio of a process."""
    from medview.imaging.studio import Studio

    return Studio()


TASKS: dict[str, Callable[..., Any]] = {task.__name__: task for task in (draw, refine, tidy)}
