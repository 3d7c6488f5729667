"""Short jobs a reader waits for: what the 3D view shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from medview.core.errors import MedViewError
from medview.core.geometry import Geometry
from medview.core.text import tr
from medview.core.volume import StoredVolume, Volume
from medview.imaging.scene import OpenGL, SmallVolume, Surface
from medview.imaging.shrink import shrunk
from medview.imaging.surfaces import region_surface, stored_surface
from medview.jobs.protocol import Context


def surfaces(context: Context, mask: str, geometry: Geometry, labels: tuple[int, ...]) -> tuple[Surface, ...]:
    """The smoothed surface of each label that has voxels.

    Args:
        context: The job.
        mask: The label map (.npy).
        geometry: Its grid.
        labels: The labels wanted.

    Raises:
        MedViewError: The map is gone, as a partial one is when its analysis has ended.
    """
    try:
        array = np.load(mask, mmap_mode="r", allow_pickle=False)
    except FileNotFoundError as error:
        raise MedViewError(tr("The label map is no longer there."), tr("Open the series again.")) from error
    found = []
    for number, label in enumerate(labels):
        context.checkpoint(number / len(labels), tr("Building surfaces"))
        mesh = region_surface(array, label, geometry)
        if mesh is not None:
            found.append(Surface(label, mesh.save(context.folder / f"surface-{label}.npz")))
    return tuple(found)


def model(context: Context, path: str) -> Surface:
    """The surface of an encapsulated model.

    Args:
        context: The job.
        path: An STL or OBJ file.

    Raises:
        MedViewError: It holds no surface.
    """
    context.checkpoint(0.0, tr("Reading the model"))
    mesh = stored_surface(path)
    if mesh is None:
        raise MedViewError(
            tr("The model holds no surface, or is damaged."), tr("Save a copy to look into it elsewhere.")
        )
    return Surface(1, mesh.save(context.folder / "model.npz"))


def small_volume(context: Context, volume: StoredVolume) -> SmallVolume:
    """A copy of a volume that is light enough to be drawn in 3D.

    Args:
        context: The job.
        volume: The volume.
    """
    small = shrunk(volume.open(), tick=lambda part: context.checkpoint(part, tr("Preparing the 3D view")))
    stored = Volume(small.geometry, small.array, volume.quantity).store(context.folder / "small.npy")
    return SmallVolume(stored, small.low, small.high, small.surface)


def opengl(context: Context) -> OpenGL:
    """Open a graphics window of VTK's, unseen; where that aborts, only this process ends.

    Raises:
        MedViewError: There is no usable OpenGL.
    """
    context.checkpoint(0.0)
    from vtkmodules.vtkRenderingCore import vtkRenderWindow
    from vtkmodules.vtkRenderingOpenGL2 import vtkOpenGLRenderWindow

    window = vtkRenderWindow()
    window.SetShowWindow(False)
    window.SetSize(16, 16)
    window.Render()
    if not isinstance(window, vtkOpenGLRenderWindow) or not window.SupportsOpenGL():
        raise MedViewError(tr("This display offers no OpenGL 3.2."), tr("The three planes work without it."))
    report = window.ReportCapabilities()
    window.Finalize()
    renderer = next((line for line in report.splitlines() if "renderer string" in line.lower()), "")
    return OpenGL(renderer.partition(":")[2].strip())


TASKS: dict[str, Callable[..., Any]] = {task.__name__: task for task in (surfaces, small_volume, model, opengl)}
