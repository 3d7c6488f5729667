"""What the 3D view is handed, and what it asks for: values that cross between processes, with paths for arrays."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from medview.core.geometry import Geometry
from medview.core.solid import WHOLE, Camera, Crop, Point
from medview.core.transfer import Colour, Greys, Transfer
from medview.core.volume import StoredVolume
from medview.imaging.looking import Body
from medview.imaging.shrink import Castable


@dataclass(frozen=True)
class Surface:
    """The surface of one label.

    Args:
        label: The label's value.
        path: The mesh (``imaging.surfaces.Mesh``, .npz).
        low: Least LPS mm of its points.
        high: Greatest LPS mm of them.
    """

    label: int
    path: str
    low: Point = (0.0, 0.0, 0.0)
    high: Point = (0.0, 0.0, 0.0)


@dataclass(frozen=True, eq=False)
class StoredCastable:
    """Voxels for the ray caster in a file.

    Args:
        path: .npy.
        geometry: Their grid.
        offset: The value stored as 0.
        step: By how much the value grows for each 1 stored.
    """

    path: str
    geometry: Geometry
    offset: float
    step: float

    def open(self) -> Castable:
        """Map them."""
        return Castable(self.geometry, np.load(self.path, mmap_mode="r", allow_pickle=False), self.offset, self.step)


def store_castable(voxels: Castable, path: Path) -> StoredCastable:
    """Write voxels (.npy) so that another process can map them."""
    np.save(path, voxels.array, allow_pickle=False)
    return StoredCastable(str(path), voxels.geometry, voxels.offset, voxels.step)


@dataclass(frozen=True, eq=False)
class SmallVolume:
    """A shrunken volume.

    Args:
        voxels: Its voxels.
        greys: What is known of its values.
    """

    voxels: StoredCastable
    greys: Greys


@dataclass(frozen=True)
class Painted:
    """A surface and how it looks.

    Args:
        path: The mesh (.npz).
        colour: sRGB.
        opacity: 0..1.
    """

    path: str
    colour: Colour
    opacity: float = 1.0


@dataclass(frozen=True)
class Cut:
    """A plane that cuts away what lies on one side.

    Args:
        point_lps: A point of it.
        keep_lps: Unit direction to the side that stays.
    """

    point_lps: Point
    keep_lps: Point


@dataclass(frozen=True)
class Shot:
    """A picture wanted of a body.

    Args:
        size: (width, height), pixels.
        camera: From where.
        body: The room it is about.
        volume: Voxels: the small ones, or a volume as it is stored; None for none.
        stamp: Two volumes at one path are told apart by it.
        transfer: How values look, in the volume's unit.
        crop: Part of the volume's box shown.
        cuts: What is cut away.
        surfaces: Surfaces, drawn in front of the body.
        surface_cuts: What is cut away of them.
        coarseness: A ray for every so many pixels.
        samples: Samples for each voxel a ray passes.
        quick: Surfaces may be coarse, too, where the processor draws.
        border: The value between air and the body; where the least value is shown, air around the body is left out.
    """

    size: tuple[int, int]
    camera: Camera
    body: Body
    volume: StoredCastable | StoredVolume | None = None
    stamp: int = 0
    transfer: Transfer | None = None
    crop: Crop = WHOLE
    cuts: tuple[Cut, ...] = ()
    surfaces: tuple[Painted, ...] = ()
    surface_cuts: tuple[Cut, ...] = ()
    coarseness: float = 1.0
    samples: float = 1.0
    quick: bool = False
    border: float | None = None


@dataclass(frozen=True)
class Frame3D:
    """A drawn picture.

    Args:
        path: .npy, (height, width, 4) uint8, RGB multiplied by alpha; nothing where nothing is.
        seconds: Time it took to draw.
        software: Whether the processor drew it, without a graphics card.
        thinned_mm: Sides (k, j, i) of the voxels drawn where they are not the stored ones; empty otherwise.
        coarseness: A ray for every so many pixels.
    """

    path: str
    seconds: float
    software: bool
    thinned_mm: tuple[float, ...] = field(default=())
    coarseness: float = 1.0


def read_frame(path: str) -> NDArray[np.uint8]:
    """The pixels of a drawn picture."""
    pixels: NDArray[np.uint8] = np.load(path, allow_pickle=False)
    return pixels
