"""Planes through a volume: oblique slices beside VTK's bare filter and scipy, slabs, fusion, a turning viewport."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.geometry import Geometry
from medview.imaging.fusing import fused_values
from medview.imaging.oblique import ObliqueFrame
from medview.imaging.resample import Sampling, resampled
from medview.imaging.reslice import AXIAL, SAGITTAL, PlaneFrame
from medview.imaging.slab import affordable, slab_of
from medview.imaging.turning import turned_about
from tests.benchmarks.row import Row

SIDE, PIXELS = 512, 1024
ROUNDS = 15
OBLIQUE_MS, SLAB_MS = 16.0, 30.0
_AXES = turned_about(turned_about(((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)), (0.0, 0.0, 1.0), 0.6), (1.0, 0.0, 0.0), 0.4)


def run() -> list[Row]:
    """Measure each beside its peer by turns, so that whatever else the machine does hits both."""
    with _volume() as array:
        return [*_oblique(array), *_slabs(array), *_fusion(array)]


@contextmanager
def _volume() -> Iterator[NDArray[np.int16]]:
    """512³ int16 in a memory map, as an open series is; warm."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "volume.npy"
        block = np.random.default_rng(0).integers(-1000, 2000, (64, 64, 64)).astype(np.int16)
        np.save(path, np.tile(block, (SIDE // 64,) * 3))
        array: NDArray[np.int16] = np.load(path, mmap_mode="r")
        int(array[::1, ::8].max())
        yield array


def _grid() -> Geometry:
    return Geometry.from_axes((SIDE,) * 3, (0.7,) * 3, np.eye(3)[:, ::-1], (0.0, 0.0, 0.0))


def _sampling() -> Sampling:
    """1024² pixels of half a voxel's side, turned about two axes, through the middle."""
    right, down = (np.array(axis)[::-1] * 0.5 for axis in _AXES)
    middle = np.full(3, (SIDE - 1) / 2.0)
    return Sampling(middle - (PIXELS - 1) / 2.0 * (right + down), down, right, (PIXELS, PIXELS))


def _oblique(array: NDArray[np.int16]) -> list[Row]:
    where = _sampling()
    bare, points = _bare_vtk(array, where), where.indices()
    ours, vtk = _in_turns(lambda: resampled(array, where), bare)
    (scipy,) = _in_turns(lambda: _scipy(array, points), rounds=3)
    note = f"median of {ROUNDS} by turns, linear, memory map of {SIDE}³ int16; 95th percentile {_late(ours):.1f} ms"
    name = f"oblique slice of {SIDE}³ at {PIXELS}²"
    share = statistics.median(ours) / statistics.median(vtk)
    return [
        Row(name, statistics.median(ours), "ms", statistics.median(vtk), "bare vtkImageReslice", OBLIQUE_MS, note=note),
        Row(f"{name}, times what the bare filter takes", share, "×", at_most=1.2),
        Row(f"{name}, beside scipy", statistics.median(ours), "ms", statistics.median(scipy), "map_coordinates",
            at_least_ratio=2.0),
    ]  # fmt: skip


def _bare_vtk(array: NDArray[np.int16], where: Sampling) -> Callable[[], object]:
    """The filter and its input made once, as a C++ program would; each call only moves the plane and updates."""
    from vtkmodules.util.numpy_support import numpy_to_vtk
    from vtkmodules.vtkCommonDataModel import vtkImageData
    from vtkmodules.vtkCommonMath import vtkMatrix4x4
    from vtkmodules.vtkImagingCore import vtkImageReslice

    image = vtkImageData()
    image.SetDimensions(*array.shape[::-1])
    image.GetPointData().SetScalars(numpy_to_vtk(array.reshape(-1), deep=False))
    reslice = vtkImageReslice()
    reslice.SetInputData(image)
    reslice.SetOutputDimensionality(2)
    reslice.SetOutputSpacing(1.0, 1.0, 1.0)
    reslice.SetOutputOrigin(0.0, 0.0, 0.0)
    reslice.SetOutputExtent(0, PIXELS - 1, 0, PIXELS - 1, 0, 0)
    reslice.SetInterpolationModeToLinear()
    across = np.cross(where.per_column, where.per_row)

    def moved() -> object:
        matrix = vtkMatrix4x4()
        for place, vector in enumerate((where.per_column, where.per_row, across, where.origin)):
            for axis in range(3):
                matrix.SetElement(axis, place, float(vector[2 - axis]))
        reslice.SetResliceAxes(matrix)
        reslice.Modified()
        reslice.Update()
        return reslice.GetOutput()

    return moved


def _scipy(array: NDArray[np.int16], points: NDArray[np.float64]) -> object:
    from scipy.ndimage import map_coordinates

    return map_coordinates(array, points, output=np.float32, order=1, cval=0.0)


def _slabs(array: NDArray[np.int16]) -> list[Row]:
    geometry = _grid()
    rows = []
    for plane, name in ((AXIAL, "along the slices"), (SAGITTAL, "across them")):
        frame = PlaneFrame.of(geometry, plane)
        (took,) = _in_turns(lambda frame=frame: slab_of(frame, array, 256, "maximum", 20 * 0.7))
        rows.append(Row(f"MIP of 21 slices of {SIDE}², {name}", statistics.median(took), "ms", at_most=SLAB_MS))
    oblique = ObliqueFrame(AXIAL, geometry, _AXES)
    most, middle = affordable(oblique), oblique.count // 2
    coarse, whole = _in_turns(
        lambda: slab_of(oblique, array, middle, "maximum", 20 * 0.7, most),
        lambda: slab_of(oblique, array, middle, "maximum", 20 * 0.7),
        rounds=5,
    )
    size = "×".join(map(str, oblique.shape))
    note = f"{most} of 21 slices of {size} at once, the rest off the window's thread"
    rows.append(
        Row("oblique MIP, first picture", statistics.median(coarse), "ms", statistics.median(whole), "whole",
            2 * SLAB_MS, note=note)
    )  # fmt: skip
    return rows


def _fusion(array: NDArray[np.int16]) -> list[Row]:
    geometry = _grid()
    other = Geometry.from_axes((128,) * 3, (3.0,) * 3, np.eye(3)[:, ::-1], (5.0, -3.0, 2.0))
    values = np.random.default_rng(1).random(other.shape, dtype=np.float32)
    frame = PlaneFrame.of(geometry, AXIAL)
    place = np.eye(4)
    (took,) = _in_turns(lambda: fused_values(frame, 256, values, other, place))
    del array
    return [Row(f"fused series on a slice of {SIDE}²", statistics.median(took), "ms", at_most=8.0)]


def _in_turns(*acts: Callable[[], Any], rounds: int = ROUNDS) -> list[list[float]]:
    """Milliseconds each took, one after another."""
    for act in acts:
        act()
    times: list[list[float]] = [[] for _ in acts]
    for _ in range(rounds):
        for act, taken in zip(acts, times, strict=True):
            start = time.perf_counter()
            act()
            taken.append((time.perf_counter() - start) * 1e3)
    return times


def _late(times: list[float]) -> float:
    return float(np.percentile(times, 95))
