"""Volumes and transforms as ITK has them, and how a long search of its is watched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import SimpleITK as sitk  # noqa: N813 - the name its own documentation uses
from numpy.typing import NDArray

from medview.core.errors import NotTrusted
from medview.core.geometry import Float
from medview.core.text import tr
from medview.core.volume import Volume

Checkpoint = Callable[[float, str], None]

WORKING_MM = 2.0
"""Images are averaged to about this voxel side first."""


@dataclass
class Watch:
    """Asks between any two steps of the search whether it should go on."""

    checkpoint: Checkpoint
    note: str
    fraction: float = 0.0

    def at(self, fraction: float) -> None:
        """Report progress; may raise to stop."""
        self.fraction = fraction
        self.tick()

    def tick(self) -> None:
        """Report where it is; may raise to stop."""
        self.checkpoint(self.fraction, self.note)


def itk_image(volume: Volume, *, clip: bool, side_mm: float = WORKING_MM) -> Any:
    """The volume averaged to about ``side_mm``, as an image in LPS; clipped to 1..99.5 % where asked.

    Raises:
        NotTrusted: All voxels have one value, or none is a number.
    """
    geometry = volume.geometry
    factor = np.maximum(1, np.floor(side_mm / geometry.spacing_mm + 0.05)).astype(int)
    array = _averaged(volume.array, factor)
    if clip:
        array = np.clip(array, *np.percentile(array, (1.0, 99.5))).astype(np.float32)
    if not np.isfinite(array).all() or np.ptp(array) == 0:
        raise NotTrusted(
            tr("There is nothing to find: the voxels all have one value, or are not numbers."),
            tr("Open another series."),
        )
    image = sitk.GetImageFromArray(array)
    image.SetSpacing([float(side) for side in (geometry.spacing_mm * factor)[::-1]])
    image.SetDirection([float(part) for part in geometry.directions[:, ::-1].ravel()])
    image.SetOrigin([float(part) for part in geometry.to_lps((factor - 1) / 2.0)])
    return image


def _averaged(array: NDArray[Any], factor: NDArray[np.int_]) -> NDArray[np.float32]:
    """Block means, one slab of slices at a time; what is no finite number counts as 0."""
    f, g, h = (int(side) for side in factor)
    n, rows, columns = (max(1, length // side) for length, side in zip(array.shape, (f, g, h), strict=True))
    out = np.empty((n, rows, columns), np.float32)
    for k in range(n):
        slab = np.asarray(array[k * f : (k + 1) * f, : rows * g, : columns * h], dtype=np.float32)
        slab = np.where(np.isfinite(slab), slab, np.float32(0.0))
        out[k] = slab.reshape(f, rows, g, columns, h).mean((0, 2, 4))
    return out


def shrunk_image(image: Any, side_mm: float) -> Any:
    """An image averaged to about ``side_mm``."""
    factor = np.maximum(1, np.round(side_mm / np.array(image.GetSpacing()))).astype(int)
    return sitk.BinShrink(image, [int(side) for side in factor])


def tick(method: Any, watch: Watch, stopped: list[BaseException]) -> None:
    """Ask whether to go on; an exception cannot cross ITK, so it is kept and the search stopped."""
    try:
        watch.tick()
    except BaseException as error:  # noqa: BLE001 - a cancel is one, and is raised again after the search
        stopped.append(error)
        method.StopRegistration()


def matrix_of(transform: Any) -> Float:
    """(4, 4) homogeneous matrix of a linear transform with a centre."""
    linear, centre = np.array(transform.GetMatrix()).reshape(3, 3), np.array(transform.GetCenter())
    matrix = np.eye(4)
    matrix[:3, :3] = linear
    matrix[:3, 3] = np.array(transform.GetTranslation()) + centre - linear @ centre
    return matrix
