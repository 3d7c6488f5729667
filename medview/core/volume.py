"""Voxels with their place and meaning."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from medview.core.annotation import Annotation
from medview.core.errors import MedViewError
from medview.core.geometry import Geometry


class Quantity(Enum):
    """What a voxel's number measures."""

    HU = "HU"
    SUV = "SUV"
    ARBITRARY = "arbitrary"


VoiFunction = Literal["LINEAR", "LINEAR_EXACT", "SIGMOID"]


@dataclass(frozen=True)
class Window:
    """A display window (VOI LUT): values outside centre ± width / 2 are black or white.

    Args:
        centre: Window Center, in the volume's unit.
        width: Window Width, above zero.
        name: Window Center & Width Explanation, or a preset's name.
        function: VOI LUT Function (PS3.3 C.11.2.1.3).
    """

    centre: float
    width: float
    name: str = ""
    function: VoiFunction = "LINEAR_EXACT"

    @property
    def low(self) -> float:
        """The value drawn black."""
        return self.centre - self.width / 2.0

    @property
    def high(self) -> float:
        """The value drawn white."""
        return self.centre + self.width / 2.0


@dataclass(frozen=True, eq=False)
class Volume:
    """A regular grid of values.

    Args:
        geometry: The grid.
        array: (k, j, i) values in the quantity's unit (rescale already applied); may be a read-only memory map.
        quantity: What the values measure.
    """

    geometry: Geometry
    array: NDArray[Any]
    quantity: Quantity = Quantity.ARBITRARY

    def __post_init__(self) -> None:
        if self.array.shape != self.geometry.shape:
            raise MedViewError(f"The array has shape {self.array.shape}, its geometry {self.geometry.shape}.")

    def store(self, path: Path) -> StoredVolume:
        """Write the voxels to ``path`` (.npy) so that another process can map them."""
        np.save(path, self.array, allow_pickle=False)
        return StoredVolume(str(path), self.geometry, self.quantity)


@dataclass(frozen=True, eq=False)
class StoredVolume:
    """A volume whose voxels lie in a memory-mappable .npy file: what crosses between processes.

    Args:
        path: The .npy file.
        geometry: The grid.
        quantity: What the values measure.
        at: Position along each leading axis of the file (``Series.dimensions``); empty when it holds one volume.
        note: What a reader must know of how the voxels were made (resampled, half resolution); empty when stored so.
        slices: What the files draw on each slice as it was taken (overlay planes, tables), of all positions in order;
            empty when they draw nothing, or the slices are none as taken.
    """

    path: str
    geometry: Geometry
    quantity: Quantity = Quantity.ARBITRARY
    at: tuple[int, ...] = ()
    note: str = ""
    slices: tuple[Annotation, ...] = ()

    def open(self) -> Volume:
        """Map the voxels of the volume at ``at`` read-only."""
        return Volume(self.geometry, np.load(self.path, mmap_mode="r", allow_pickle=False)[self.at], self.quantity)
