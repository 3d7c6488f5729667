"""Smooth surfaces of labelled regions, for the 3D view and for export."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.geometry import Geometry

SMOOTHING = 20
_PASS_BAND = 0.01
"""Windowed-sinc smoothing that takes the voxel steps away and keeps the volume (Taubin 1996); VTK's advice for masks
is 15 to 20 rounds and 0.1 to 0.001."""
FARTHEST_VOXELS = 0.75
"""No point of a smoothed surface lies farther than this, along any axis, from the border of the voxels."""
_INFLATIONS = 3
"""Rounds of giving a smoothed surface the volume of its voxels back."""
_FEW, _BINS = 12_000, 36
_THREADS = min(4, os.cpu_count() or 1)
_TOUCHING = 2
"""Faces that meet in an edge of a closed surface."""

Tick = Callable[[float], None]


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

    @property
    def volume_ml(self) -> float:
        """What it encloses, by the divergence theorem."""
        return _volume_mm3(self.points_lps.astype(np.float64), self.triangles) / 1000.0

    def save(self, path: Path) -> str:
        """Write the mesh (.npz) so that another process can read it."""
        np.savez(path, points_lps=self.points_lps, triangles=self.triangles, normals=self.normals)
        return str(path)

    @classmethod
    def load(cls, path: str) -> Mesh:
        """Read what ``save`` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            return cls(stored["points_lps"], stored["triangles"], stored["normals"])


def region_surface(labels: NDArray[Any], value: int, geometry: Geometry, smoothing: int = SMOOTHING) -> Mesh | None:
    """The smoothed surface of one label; None when no voxel carries it."""
    return next((mesh for _, mesh in label_surfaces(labels, (value,), geometry, smoothing)), None)


def label_surfaces(
    labels: NDArray[Any],
    values: Sequence[int],
    geometry: Geometry,
    smoothing: int = SMOOTHING,
    tick: Tick = lambda _: None,
) -> Iterator[tuple[int, Mesh]]:
    """The smoothed, closed surface of each label that has voxels, all found in one pass.

    Each encloses the volume of its voxels, and lies within ``FARTHEST_VOXELS`` of their border. Labels that touch share
    the points between them before their volumes are set right.

    Args:
        labels: (k, j, i) label map; a mapped one is read where it is labelled.
        values: Labels wanted.
        geometry: The map's grid.
        smoothing: Rounds; 0 leaves the steps of the voxels.
        tick: Told the part done, 0..1.
    """
    box = _box(labels, values)
    if box is None:
        return
    inside = np.pad(labels[box], 1)
    tick(0.2)
    nets = _Nets.of(inside, values, geometry.spacing_mm, smoothing)
    tick(0.7)
    start = np.array([part.start - 1 for part in box], dtype=np.float64)
    with ThreadPoolExecutor(_THREADS) as threads:
        for number, mesh in enumerate(threads.map(lambda value: nets.mesh(value, geometry, start), values)):
            if mesh is not None:
                yield values[number], mesh
            tick(0.7 + 0.3 * (number + 1) / len(values))


@dataclass(frozen=True, eq=False)
class _Nets:
    """Surfaces between all labels at once.

    Args:
        points: (n, 3) mm along (i, j, k).
        border: The same before they were smoothed: together they enclose the voxels.
        triangles: (m, 3) indices of points.
        sides: (m, 2) labels on both sides; 0 is outside.
        voxel: (3,) sides of a voxel along (i, j, k), mm.
    """

    points: NDArray[np.float32]
    border: NDArray[np.float32]
    triangles: NDArray[np.int64]
    sides: NDArray[Any]
    voxel: NDArray[np.float64]

    @classmethod
    def of(cls, inside: NDArray[Any], values: Sequence[int], spacing_mm: NDArray[np.float64], smoothing: int) -> _Nets:
        """Surface nets (Frisken 2022) of a padded label map, smoothed, and held near the voxels' border."""
        from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
        from vtkmodules.vtkCommonDataModel import vtkImageData
        from vtkmodules.vtkFiltersCore import vtkSurfaceNets3D

        image = vtkImageData()
        image.SetDimensions(*inside.shape[::-1])
        image.SetSpacing(*spacing_mm[::-1])
        image.GetPointData().SetScalars(numpy_to_vtk(inside.ravel(), deep=False))
        nets = vtkSurfaceNets3D()
        nets.SetInputData(image)
        for number, value in enumerate(values):
            nets.SetValue(number, value)
        nets.SetBackgroundLabel(0)
        nets.SmoothingOff()
        nets.SetOutputMeshTypeToTriangles()
        nets.Update()
        raw = nets.GetOutput()
        voxel = np.array(spacing_mm[::-1], dtype=np.float64)
        border = np.array(vtk_to_numpy(raw.GetPoints().GetData()))
        reach = (voxel * FARTHEST_VOXELS).astype(np.float32)
        triangles = np.array(_arrays(raw)[1])
        sides = np.array(vtk_to_numpy(raw.GetCellData().GetArray("BoundaryLabels")))
        points = border
        if smoothing:
            smooth = _smoothed(raw, smoothing, _have_junctions(triangles, sides, len(border)))
            points = np.clip(smooth, border - reach, border + reach)
        return cls(points, border, triangles, sides, voxel)

    def mesh(self, value: int, geometry: Geometry, start_kji: NDArray[np.float64]) -> Mesh | None:
        """The closed surface of one label, in LPS; None where it has no voxels."""
        first, second = np.flatnonzero(self.sides[:, 0] == value), np.flatnonzero(self.sides[:, 1] == value)
        if not len(first) and not len(second):
            return None
        triangles = np.concatenate((self.triangles[first], self.triangles[second][:, ::-1]))
        used = np.zeros(len(self.points), dtype=bool)
        used[triangles] = True
        places = np.cumsum(used) - 1
        triangles, points = places[triangles], self.points[used].astype(np.float64)
        enclosed = _volume_mm3(self.border[used].astype(np.float64), triangles)
        if enclosed < 0.0:
            triangles = triangles[:, ::-1]
        if self.points is not self.border:
            points = _inflated(points, triangles, abs(enclosed), self.voxel)
        turn = geometry.directions[:, ::-1]  # VTK counts (i, j, k)
        if np.linalg.det(turn) < 0:
            triangles = triangles[:, ::-1]
        placed = points @ turn.T + geometry.to_lps(start_kji)
        return Mesh(
            placed.astype(np.float32), np.ascontiguousarray(triangles, dtype=np.int32), normals_of(placed, triangles)
        )


def _have_junctions(triangles: NDArray[np.int64], sides: NDArray[Any], points: int) -> bool:
    """Whether three labels, or more, meet somewhere."""
    pairs = sides[:, 0].astype(np.int64) * (int(sides.max(initial=0)) + 1) + sides[:, 1]
    last = np.empty(points, dtype=np.int64)
    last[triangles] = pairs[:, None]
    return bool((last[triangles] != pairs[:, None]).any())


def _smoothed(surface: Any, rounds: int, junctions: bool) -> NDArray[np.float32]:
    from vtkmodules.util.numpy_support import vtk_to_numpy
    from vtkmodules.vtkFiltersCore import vtkWindowedSincPolyDataFilter

    smooth = vtkWindowedSincPolyDataFilter()
    smooth.SetInputData(surface)
    smooth.SetNumberOfIterations(rounds)
    smooth.SetPassBand(_PASS_BAND)
    smooth.NormalizeCoordinatesOn()
    smooth.SetNonManifoldSmoothing(junctions)  # half a second for a million points
    smooth.FeatureEdgeSmoothingOff()
    smooth.Update()
    return np.asarray(vtk_to_numpy(smooth.GetOutput().GetPoints().GetData()), dtype=np.float32)


def _inflated(
    points: NDArray[np.float64], triangles: NDArray[np.int64], wanted_mm3: float, voxel: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The points moved along their normals, all as far, until the surface encloses a volume.

    What smoothing takes from edges is spread thinly; half a voxel is the most, so that a single voxel stays one.
    """
    most = float(voxel.min()) / 2.0
    left = most
    for _ in range(_INFLATIONS):
        corners = points[triangles]
        faces = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        area = float(np.linalg.norm(faces, axis=1).sum())
        missing = wanted_mm3 - _volume_mm3(points, triangles)
        step = float(np.clip(2.0 * missing / max(area, 1e-12), -left, left))
        if abs(missing) < wanted_mm3 * 1e-4 or not step:
            break
        left -= abs(step)
        points = points + normals_of(points, triangles).astype(np.float64) * step
    return points


def normals_of(points: NDArray[Any], triangles: NDArray[Any]) -> NDArray[np.float32]:
    """(n, 3) unit normals at points, of the triangles around each weighted by their area."""
    corners = points[triangles].astype(np.float64)
    faces = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    at = triangles.ravel()
    summed = [np.bincount(at, np.repeat(faces[:, axis], 3), len(points)) for axis in range(3)]
    normals = np.stack(summed, axis=1)
    return np.asarray(normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-30), dtype=np.float32)


def is_closed(mesh: Mesh) -> bool:
    """Whether every edge has a face on both its sides."""
    edges = np.concatenate([mesh.triangles[:, pair] for pair in ([0, 1], [1, 2], [2, 0])]).astype(np.int64)
    edges.sort(axis=1)
    _, counts = np.unique(edges[:, 0] * len(mesh.points_lps) + edges[:, 1], return_counts=True)
    return bool(len(counts)) and bool((counts % _TOUCHING == 0).all())


def decimated(mesh: Mesh, part: float) -> Mesh:
    """A mesh with fewer triangles, and the same volume (quadric error, Garland and Heckbert 1997).

    Args:
        mesh: The mesh.
        part: Part of its triangles that goes, 0..1.
    """
    if part <= 0.0 or not len(mesh.triangles):
        return mesh
    from vtkmodules.vtkFiltersCore import vtkQuadricDecimation

    filter_ = vtkQuadricDecimation()
    filter_.SetInputData(polydata(mesh))
    filter_.SetTargetReduction(min(part, 0.99))
    filter_.VolumePreservationOn()
    filter_.Update()
    points, triangles = _arrays(filter_.GetOutput())
    return Mesh(points.astype(np.float32), triangles.astype(np.int32), normals_of(points, triangles))


def coarsened(mesh: Mesh) -> Mesh:
    """A coarse picture of a large mesh, quick to make and to draw; a small one stays as it is."""
    if len(mesh.triangles) <= _FEW:
        return mesh
    from vtkmodules.vtkFiltersCore import vtkBinnedDecimation

    filter_ = vtkBinnedDecimation()
    filter_.SetInputData(polydata(mesh))
    filter_.SetNumberOfDivisions(_BINS, _BINS, _BINS)
    filter_.Update()
    points, triangles = _arrays(filter_.GetOutput())
    return Mesh(points.astype(np.float32), triangles.astype(np.int32), normals_of(points, triangles))


def stored_surface(path: str) -> Mesh | None:
    """Read an STL or OBJ model; None when it holds no triangle.

    Args:
        path: The file; its ending says which it is. Its coordinates are taken as LPS mm, as DICOM has them
            (PS3.3 A.85.1: in the frame of reference).
    """
    from vtkmodules.util.numpy_support import vtk_to_numpy
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
    points, cells = _arrays(normals.GetOutput())
    directions = vtk_to_numpy(normals.GetOutput().GetPointData().GetNormals())
    return Mesh(points.astype(np.float32), cells.astype(np.int32), directions.astype(np.float32))


def _box(labels: NDArray[Any], values: Sequence[int]) -> tuple[slice, ...] | None:
    """The smallest box holding the labels, found slice by slice so that a mapped file is never held whole."""
    wanted = np.asarray(values)
    known = np.zeros(int(wanted.max(initial=0)) + 1, dtype=bool)
    known[wanted[wanted > 0]] = True
    shadow, held = np.zeros(labels.shape[1:], dtype=bool), []
    for k, plane in enumerate(labels):
        if plane.any():
            found = known[np.where((plane >= 0) & (plane < len(known)), plane, 0).astype(np.int64)]
            if found.any():
                held.append(k)
                shadow |= found
    if not held:
        return None
    rows, columns = np.flatnonzero(shadow.any(axis=1)), np.flatnonzero(shadow.any(axis=0))
    return (
        slice(held[0], held[-1] + 1),
        slice(int(rows[0]), int(rows[-1]) + 1),
        slice(int(columns[0]), int(columns[-1]) + 1),
    )


def _volume_mm3(points: NDArray[np.float64], triangles: NDArray[Any]) -> float:
    """By the divergence theorem; negative where triangles face inwards."""
    if not len(points):
        return 0.0
    a, b, c = np.moveaxis((points - points.mean(axis=0))[triangles], 1, 0)
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6.0)


def polydata(mesh: Mesh) -> Any:
    """VTK's own form of a mesh, without its normals."""
    from vtkmodules.util.numpy_support import numpy_to_vtk, numpy_to_vtkIdTypeArray
    from vtkmodules.vtkCommonCore import vtkPoints
    from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData

    points, cells, data = vtkPoints(), vtkCellArray(), vtkPolyData()
    points.SetData(numpy_to_vtk(mesh.points_lps, deep=True))
    offsets = np.arange(0, mesh.triangles.size + 1, 3, dtype=np.int64)
    connections = np.ascontiguousarray(mesh.triangles.ravel(), dtype=np.int64)
    cells.SetData(numpy_to_vtkIdTypeArray(offsets, deep=True), numpy_to_vtkIdTypeArray(connections, deep=True))
    data.SetPoints(points)
    data.SetPolys(cells)
    return data


def _arrays(surface: Any) -> tuple[NDArray[Any], NDArray[Any]]:
    """Points and triangles of VTK's surface."""
    from vtkmodules.util.numpy_support import vtk_to_numpy

    return (
        vtk_to_numpy(surface.GetPoints().GetData()),
        vtk_to_numpy(surface.GetPolys().GetConnectivityArray()).reshape(-1, 3),
    )
