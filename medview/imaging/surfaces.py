"""Smooth surfaces of labelled regions, for the 3D view."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.geometry import Geometry

_SMOOTHING_ROUNDS = 20
_PASS_BAND = 0.05
"""Windowed-sinc smoothing that takes the voxel steps away and keeps the volume (Taubin 1996); VTK's advice for masks
is 15 to 20 rounds and 0.1 to 0.001."""


@dataclass(frozen=True, eq=False)
class Mesh:
    """A closed surface.

    Args:
        points_lps: (n, 3) float32 LPS millimetres.
        triangles: (m, 3) int32 indices of points, counter-clockwise seen from outside.
        normals: (n, 3) float32 unit vectors pointing outwards.
    """

    points_lps: NDArray[np.float32]
    triangles: NDArray[np.int32]
    normals: NDArray[np.float32]

    def save(self, path: Path) -> str:
        """Write the mesh (.npz) so that another process can read it."""
        np.savez(path, points_lps=self.points_lps, triangles=self.triangles, normals=self.normals)
        return str(path)

    @classmethod
    def load(cls, path: str) -> Mesh:
        """Read what ``save`` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            return cls(stored["points_lps"], stored["triangles"], stored["normals"])


def region_surface(labels: NDArray[Any], value: int, geometry: Geometry) -> Mesh | None:
    """The smoothed surface of one label; None when no voxel carries it.

    Args:
        labels: (k, j, i) label map.
        value: The label.
        geometry: The map's grid.
    """
    box = _box(labels, value)
    if box is None:
        return None
    inside = np.pad((labels[box] == value).astype(np.uint8), 1)
    points, triangles, normals = _contoured(inside, geometry.spacing_mm)
    start = np.array([part.start - 1 for part in box], dtype=np.float64)
    turn = geometry.directions[:, ::-1]  # VTK counts (i, j, k)
    if np.linalg.det(turn) < 0:
        triangles = triangles[:, ::-1]
    return Mesh(
        np.asarray(points @ turn.T + geometry.to_lps(start), dtype=np.float32),
        np.ascontiguousarray(triangles, dtype=np.int32),
        np.asarray(normals @ turn.T, dtype=np.float32),
    )


def _box(labels: NDArray[Any], value: int) -> tuple[slice, ...] | None:
    """The smallest box holding a label, found slice by slice so that a mapped file is never held whole."""
    found = [(k, labels[k] == value) for k in range(labels.shape[0])]
    held = [(k, mask) for k, mask in found if mask.any()]
    if not held:
        return None
    shadow = np.any([mask for _, mask in held], axis=0)
    rows, columns = np.flatnonzero(shadow.any(axis=1)), np.flatnonzero(shadow.any(axis=0))
    return (
        slice(held[0][0], held[-1][0] + 1),
        slice(int(rows[0]), int(rows[-1]) + 1),
        slice(int(columns[0]), int(columns[-1]) + 1),
    )


def _contoured(
    inside: NDArray[np.uint8], spacing_mm: NDArray[np.float64]
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Points (mm along i, j, k), triangles and normals of a mask's border."""
    from vtkmodules.util.numpy_support import numpy_to_vtk
    from vtkmodules.vtkCommonDataModel import vtkImageData
    from vtkmodules.vtkFiltersCore import vtkFlyingEdges3D, vtkPolyDataNormals, vtkWindowedSincPolyDataFilter

    image = vtkImageData()
    image.SetDimensions(*inside.shape[::-1])
    image.SetSpacing(*spacing_mm[::-1])
    image.GetPointData().SetScalars(numpy_to_vtk(inside.ravel(), deep=True))
    border = vtkFlyingEdges3D()
    border.SetInputData(image)
    border.SetValue(0, 0.5)
    smooth = vtkWindowedSincPolyDataFilter()
    smooth.SetInputConnection(border.GetOutputPort())
    smooth.SetNumberOfIterations(_SMOOTHING_ROUNDS)
    smooth.SetPassBand(_PASS_BAND)
    smooth.NormalizeCoordinatesOn()
    normals = vtkPolyDataNormals()
    normals.SetInputConnection(smooth.GetOutputPort())
    normals.SplittingOff()
    normals.ConsistencyOn()
    normals.AutoOrientNormalsOn()
    normals.Update()
    return _arrays(normals.GetOutput())


def stored_surface(path: str) -> Mesh | None:
    """Read an STL or OBJ model; None when it holds no triangle.

    Args:
        path: The file; its ending says which it is. Its coordinates are taken as LPS mm, as DICOM has them
            (PS3.3 A.85.1: in the frame of reference).
    """
    from vtkmodules.vtkFiltersCore import vtkCleanPolyData, vtkPolyDataNormals, vtkTriangleFilter
    from vtkmodules.vtkIOGeometry import vtkOBJReader, vtkSTLReader

    reader = vtkOBJReader() if path.lower().endswith(".obj") else vtkSTLReader()
    reader.SetFileName(path)
    triangles = vtkTriangleFilter()
    triangles.SetInputConnection(reader.GetOutputPort())
    triangles.PassVertsOff()
    triangles.PassLinesOff()
    joined = vtkCleanPolyData()
    joined.SetInputConnection(triangles.GetOutputPort())
    normals = vtkPolyDataNormals()
    normals.SetInputConnection(joined.GetOutputPort())
    normals.SplittingOff()
    normals.Update()
    if normals.GetOutput().GetNumberOfPolys() == 0:
        return None
    points, cells, directions = _arrays(normals.GetOutput())
    return Mesh(points.astype(np.float32), cells.astype(np.int32), directions.astype(np.float32))


def _arrays(surface: Any) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Points, triangles and normals of VTK's surface."""
    from vtkmodules.util.numpy_support import vtk_to_numpy

    return (
        vtk_to_numpy(surface.GetPoints().GetData()),
        vtk_to_numpy(surface.GetPolys().GetConnectivityArray()).reshape(-1, 3),
        vtk_to_numpy(surface.GetPointData().GetNormals()),
    )
