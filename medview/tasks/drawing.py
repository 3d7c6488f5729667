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

_COARSE = 2.0
"""The first step of a sharp picture has a ray for every so many pixels, each way."""
_SHARP_S = 0.9
"""A sharp picture takes as many samples as fit into this time."""
_SAMPLES = (2.0, 4.0)
"""Least and most samples for each voxel. With fewer than two, thin layers show as rings; a quarter of them would save
no more than a third of the time."""


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
    """A sharp picture; a first, coarser one is told on the way; its time says how finely to sample.

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
    step = _drawn(context, replace(shot, coarseness=_COARSE), "step.npy")
    context.partial(step)
    expected_s = step.seconds * _COARSE**2 if step.software else step.seconds
    finer = min(max(_SHARP_S / max(expected_s, 1e-3), _SAMPLES[0]), _SAMPLES[1])
    return _drawn(context, replace(shot, samples=shot.samples * finer), "frame.npy")


def _drawn(context: Context, shot: Shot, name: str) -> Frame3D:
    begun = time.perf_counter()
    pixels, studio = _draw(context, shot)
    seconds = time.perf_counter() - begun
    path = context.folder / name
    np.save(path, pixels)
    return Frame3D(str(path), seconds, studio.software, _thinned(shot, studio.spacing_mm(shot)))


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


TASKS: dict[str, Callable[..., Any]] = {task.__name__: task for task in (draw, refine)}
