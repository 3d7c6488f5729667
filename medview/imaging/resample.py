"""A plane of values out of a grid, at any angle: VTK's reslice filter over numpy's own memory.

VTK is imported at the first use: the window stands before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from medview.core.geometry import Float

if TYPE_CHECKING:
    from vtkmodules.vtkCommonDataModel import vtkImageData

Array = NDArray[Any]

_STANDS_FOR: dict[str, Any] = {"f2": np.float32, "f16": np.float64, "i8": np.float64, "u8": np.float64}
"""Types the filter does not know (with whole numbers of eight bytes it ends the process), and what it is given."""


_EXACT_IN_FLOAT32 = 2
"""Whole numbers of at most this many bytes."""


def floating(kind: np.dtype[Any]) -> np.dtype[Any]:
    """The float that holds every value of a type: of four bytes, of eight for larger whole numbers and doubles."""
    exact = kind.itemsize <= (np.dtype(np.float32).itemsize if kind.kind == "f" else _EXACT_IN_FLOAT32)
    return np.dtype(np.float32 if exact else np.float64)


@dataclass(frozen=True, eq=False)
class Sampling:
    """Where the pixels of a picture lie among the voxels of an array.

    Args:
        origin: (3,) fractional (k, j, i) of the first pixel's centre.
        per_row: (3,) voxels from one row to the next.
        per_column: (3,) voxels from one column to the next.
        shape: (rows, columns).
    """

    origin: Float
    per_row: Float
    per_column: Float
    shape: tuple[int, int]

    def moved(self, by: ArrayLike) -> Sampling:
        """The same picture elsewhere, ``by`` (3,) voxels away."""
        return Sampling(self.origin + np.asarray(by, dtype=np.float64), self.per_row, self.per_column, self.shape)

    def indices(self) -> Float:
        """(3, rows, columns) fractional (k, j, i) of every pixel."""
        rows, columns = (np.arange(n, dtype=np.float64)[:, np.newaxis] for n in self.shape)
        down, right = rows * self.per_row, columns * self.per_column
        return np.moveaxis(self.origin + down[:, np.newaxis] + right[np.newaxis], -1, 0)

    def inside(self, grid: tuple[int, ...]) -> NDArray[np.bool_]:
        """(rows, columns): whether each pixel lies in a grid of this shape, half a voxel around it included."""
        index = self.indices()
        limits = np.array(grid)[:, np.newaxis, np.newaxis] - 0.5
        return np.asarray(((index >= -0.5) & (index <= limits)).all(axis=0))


def resampled(
    array: Array, where: Sampling, *, nearest: bool = False, fill: float = 0.0, as_float: bool = False
) -> Array:
    """The values of an array on a plane.

    Args:
        array: (k, j, i) values. A contiguous array, its axes swapped or turned round or not, is read where it lies, a
            memory map too; another is copied.
        where: The pixels.
        nearest: Take the nearest voxel, as labels need, instead of linear interpolation; always so for bool.
        fill: What pixels outside the grid get (half a voxel around the outer centres is inside).
        as_float: Return floats whatever the array is (``floating``); else whole numbers are rounded.

    Returns:
        (rows, columns) of the array's type (float32 for half precision, float64 for what has eight bytes or more).
    """
    from vtkmodules.util.numpy_support import vtk_to_numpy
    from vtkmodules.vtkCommonMath import vtkMatrix4x4
    from vtkmodules.vtkImagingCore import vtkImageReslice

    as_label = nearest or array.dtype == np.bool_
    held = _in_memory_order(_known_to_vtk(array), where)
    rows, columns = where.shape
    matrix = vtkMatrix4x4()
    across = np.cross(held.where.per_column, held.where.per_row)
    for place, vector in enumerate((held.where.per_column, held.where.per_row, across, held.where.origin)):
        for axis in range(3):
            matrix.SetElement(axis, place, float(vector[2 - axis]))  # VTK counts (i, j, k)
    reslice = vtkImageReslice()
    reslice.SetInputData(_image(held.array))
    reslice.SetOutputDimensionality(2)
    reslice.SetOutputSpacing(1.0, 1.0, 1.0)
    reslice.SetOutputOrigin(0.0, 0.0, 0.0)
    reslice.SetOutputExtent(0, columns - 1, 0, rows - 1, 0, 0)
    reslice.SetResliceAxes(matrix)
    reslice.SetInterpolationMode(0 if as_label else 1)
    reslice.SetBackgroundLevel(fill)
    if as_float:
        reslice.SetOutputScalarType(10 if floating(array.dtype) == np.float32 else 11)  # VTK_FLOAT, VTK_DOUBLE
    reslice.Update()
    values: Array = vtk_to_numpy(reslice.GetOutput().GetPointData().GetScalars()).reshape(rows, columns)
    return values.astype(array.dtype, copy=False) if as_label and not as_float else values


@dataclass(frozen=True, eq=False)
class _Held:
    """An array that lies in memory in the order of its axes, and the pixels among its voxels."""

    array: Array
    where: Sampling


def _known_to_vtk(array: Array) -> Array:
    if array.dtype == np.bool_:
        return array.view(np.uint8)
    wanted = _STANDS_FOR.get(array.dtype.str[1:], array.dtype.newbyteorder("="))
    return array.astype(wanted, copy=False)


def _in_memory_order(array: Array, where: Sampling) -> _Held:
    """The array as it lies in memory, without a copy where its axes are merely swapped or turned round."""
    order = sorted(range(3), key=lambda axis: -abs(array.strides[axis]) if array.shape[axis] > 1 else 0)
    back = [axis for axis in range(3) if array.strides[axis] < 0 and array.shape[axis] > 1]
    vectors = np.array([where.origin, where.per_row, where.per_column], dtype=np.float64)
    for axis in back:
        vectors[:, axis] *= -1.0
        vectors[0, axis] += array.shape[axis] - 1
    turned = array[tuple(slice(None, None, -1 if axis in back else 1) for axis in range(3))].transpose(order)
    origin, per_row, per_column = vectors[:, order]
    return _Held(np.ascontiguousarray(turned), Sampling(origin, per_row, per_column, where.shape))


def _image(array: Array) -> vtkImageData:
    """An image over the array's own memory, which it keeps alive."""
    from vtkmodules.util.numpy_support import numpy_to_vtk
    from vtkmodules.vtkCommonDataModel import vtkImageData

    image = vtkImageData()
    image.SetDimensions(array.shape[2], array.shape[1], array.shape[0])
    image.GetPointData().SetScalars(numpy_to_vtk(array.reshape(-1), deep=False))
    return image
