"""Planes that cut a body in 3D: those of the crosshair's slices, and the sides of a crop box."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike

from medview.core.geometry import Geometry
from medview.core.solid import WHOLE, Crop, Point
from medview.imaging.oblique import Axes
from medview.imaging.reslice import PLANES, PlaneFrame
from medview.imaging.scene import Cut

Turned = tuple[Axes | None, Axes | None, Axes | None]
"""How the axial, coronal and sagittal plane lie where they are turned; None for those of the grid's own slices."""
UNTURNED: Turned = (None, None, None)


def clip_cuts(
    geometry: Geometry, point_lps: Point, clips: tuple[int, int, int], turned: Turned = UNTURNED
) -> Iterator[Cut]:
    """Cuts at the planes through a point.

    Args:
        geometry: The grid; its slices are meant, however they are tilted, where no plane is turned.
        point_lps: The crosshair.
        clips: For the axial, coronal and sagittal plane 0, 1 or -1, see ``Solid.clips``.
        turned: How these planes lie.
    """
    for plane, side, axes in zip(PLANES, clips, turned, strict=True):
        if side:
            own = geometry.directions[:, PlaneFrame.of(geometry, plane).axes[0]]
            way = np.cross(*axes) if axes is not None else own
            towards = way if way[plane.across] >= 0.0 else -way
            yield Cut(point_lps, _point(-side * towards))


def crop_cuts(geometry: Geometry, crop: Crop) -> Iterator[Cut]:
    """The sides of a crop box that are not those of the whole grid."""
    reach = np.array(geometry.shape) - 1
    for side, part in enumerate(crop):
        if part != WHOLE[side]:
            index = np.zeros(3)
            index[side // 2] = part * reach[side // 2]
            inwards = geometry.directions[:, side // 2] * (1.0 if side % 2 == 0 else -1.0)
            yield Cut(_point(geometry.to_lps(index)), _point(inwards))


def _point(values: ArrayLike) -> Point:
    x, y, z = (float(value) for value in np.asarray(values))
    return (x, y, z)
