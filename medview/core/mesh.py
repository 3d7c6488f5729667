"""What is asked of an export of surfaces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from medview.core.geometry import Geometry

MeshFormat = Literal["stl", "obj", "ply"]
MESH_FORMATS: tuple[MeshFormat, ...] = get_args(MeshFormat)


@dataclass(frozen=True)
class MeshLabel:
    """A label whose surface is wanted.

    Args:
        value: In the label map, or the group of contours.
        name: For people, and for the file.
        colour: sRGB.
    """

    value: int
    name: str
    colour: tuple[int, int, int]


@dataclass(frozen=True, eq=False)
class MeshSource:
    """A segmentation.

    Args:
        geometry: Its grid.
        labels: Those wanted.
        mask: The label map (.npy); empty for contours.
        outlines: (group, (n, 3) voxel indices) of closed contours.
    """

    geometry: Geometry
    labels: tuple[MeshLabel, ...]
    mask: str = ""
    outlines: tuple[tuple[int, NDArray[np.float32]], ...] = ()


@dataclass(frozen=True)
class MeshWish:
    """How surfaces are written.

    Args:
        format: The files' format.
        smoothing: Rounds of smoothing; 0 keeps the steps of the voxels.
        fewer: Part of the triangles that goes, 0..1.
        separate: A file for each label.
        unreviewed: Nobody has decided on the segmentation; every file says so.
    """

    format: MeshFormat = "stl"
    smoothing: int = 20
    fewer: float = 0.0
    separate: bool = False
    unreviewed: bool = False


@dataclass(frozen=True)
class WrittenMesh:
    """A surface that was written.

    Args:
        name: The label's.
        file: Where it is.
        triangles: How many it has.
        volume_ml: What it encloses.
        voxels_ml: What its voxels take.
    """

    name: str
    file: str
    triangles: int
    volume_ml: float
    voxels_ml: float
