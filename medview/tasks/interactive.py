"""Short jobs a reader waits for: what the 3D view shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.errors import MedViewError
from medview.core.geometry import Geometry
from medview.core.text import tr
from medview.core.volume import StoredVolume
from medview.imaging.filling import filled
from medview.imaging.scene import SmallVolume, Surface, store_castable
from medview.imaging.shrink import shrunk
from medview.imaging.surfaces import SMOOTHING, Mesh, label_surfaces, region_surface, stored_surface
from medview.jobs.protocol import Context

Outline = tuple[int, NDArray[np.float32]]
"""A group and the (n, 3) voxel indices (k, j, i) of one of its closed contours."""


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
    context.checkpoint(0.0, tr("Building surfaces"))
    meshes = label_surfaces(
        mapped_labels(mask), labels, geometry, SMOOTHING, lambda part: context.checkpoint(part, tr("Building surfaces"))
    )
    return tuple(_stored(context, label, mesh) for label, mesh in meshes)


def contour_surfaces(context: Context, outlines: tuple[Outline, ...], geometry: Geometry) -> tuple[Surface, ...]:
    """The smoothed surface of each group of closed contours, by the voxels inside them.

    Args:
        context: The job.
        outlines: The contours; they may overlap between groups.
        geometry: The grid they are told in.
    """
    found = []
    groups = sorted({group for group, _ in outlines})
    for number, group in enumerate(groups):
        context.checkpoint(number / len(groups), tr("Building surfaces"))
        inside = filled([points for of, points in outlines if of == group], geometry.shape)
        mesh = region_surface(inside, 1, geometry)
        if mesh is not None:
            found.append(_stored(context, group, mesh))
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
    return _stored(context, 1, mesh)


def small_volume(context: Context, volume: StoredVolume) -> SmallVolume:
    """A copy of a volume that is light enough to be drawn in 3D.

    Args:
        context: The job.
        volume: The volume.
    """
    small = shrunk(volume.open(), tick=lambda part: context.checkpoint(part, tr("Preparing the 3D view")))
    return SmallVolume(store_castable(small.voxels, context.folder / "small.npy"), small.greys)


def mapped_labels(mask: str) -> NDArray[Any]:
    """A label map, mapped.

    Raises:
        MedViewError: It is gone.
    """
    try:
        array: NDArray[Any] = np.load(mask, mmap_mode="r", allow_pickle=False)
    except FileNotFoundError as error:
        raise MedViewError(tr("The label map is no longer there."), tr("Open the series again.")) from error
    return array


def _stored(context: Context, label: int, mesh: Mesh) -> Surface:
    low, high = (tuple(float(value) for value in end(mesh.points_lps, axis=0)) for end in (np.min, np.max))
    return Surface(label, mesh.save(context.folder / f"surface-{label}.npz"), low, high)  # type: ignore[arg-type]


TASKS: dict[str, Callable[..., Any]] = {
    task.__name__: task for task in (surfaces, contour_surfaces, small_volume, model)
}
