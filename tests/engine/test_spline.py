"""Resampling as nnU-Net does it, against the slow way: scikit-image and scipy, voxel by voxel."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

import numpy as np
import pytest
from scipy.ndimage import map_coordinates
from skimage.transform import resize

from medview.catalog.schema import Intensity, Preparation, Tiling
from medview.core.geometry import Geometry
from medview.engine.prepare import prepare
from medview.engine.spline import Order, resampled_shape, separate_axis, to_shape
from tests.engine.making import whole_configuration

CLOSE = 2e-5
"""Float32 against float64, for values around 1."""


def slowly(array: Any, shape: tuple[int, int, int], axis: int | None, order: Order, order_thin: Literal[0, 1]) -> Any:
    """As nnU-Net's description has it: whole volumes, or slice by slice and then along the thick axis."""
    values = array.astype(np.float64)
    if axis is None:
        return resize(values, shape, order, mode="edge", anti_aliasing=False)
    plane = tuple(side for number, side in enumerate(shape) if number != axis)
    slices = [resize(part, plane, order, mode="edge", anti_aliasing=False) for part in np.moveaxis(values, axis, 0)]
    stacked = np.stack(slices, axis)
    grid = np.mgrid[tuple(slice(0, side) for side in shape)]
    places = [(now / side) * (index + 0.5) - 0.5 for now, side, index in zip(stacked.shape, shape, grid, strict=True)]
    return map_coordinates(stacked, places, order=order_thin, mode="nearest")


def noise(shape: tuple[int, ...]) -> Any:
    return np.random.default_rng(3).normal(size=shape).astype(np.float32)


@pytest.mark.parametrize("order", [0, 1, 3])
@pytest.mark.parametrize("shape", [(9, 14, 20), (23, 7, 11), (12, 5, 90), (12, 11, 10)])
def test_all_axes_together(shape: tuple[int, int, int], order: Order) -> None:
    array = noise((12, 11, 10))
    found = to_shape(array, shape, (1, 1, 1), (1, 1, 1), order)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, slowly(array, shape, None, order, 0), atol=CLOSE)


@pytest.mark.parametrize("order_thin", [0, 1])
@pytest.mark.parametrize("axis", [0, 1, 2])
@pytest.mark.parametrize("order", [1, 3])
def test_slice_by_slice_along_a_thick_axis(order: Order, axis: int, order_thin: Literal[0, 1]) -> None:
    array, spacing, shape = noise((8, 9, 10)), [1.0, 1.0, 1.0], [13, 7, 12]
    spacing[axis] = 3.5
    for thick in (5, 15, (8, 9, 10)[axis]):
        shape[axis] = thick
        wanted = (shape[0], shape[1], shape[2])
        found = to_shape(array, wanted, spacing, (1.0, 1.0, 1.0), order, order_thin)
        np.testing.assert_allclose(found, slowly(array, wanted, axis, order, order_thin), atol=CLOSE)


def test_more_rows_than_one_band_holds() -> None:
    array = noise((3, 170, 4))
    found = to_shape(array, (3, 201, 4), (1, 1, 1), (1, 1, 1))
    np.testing.assert_allclose(found, slowly(array, (3, 201, 4), None, 3, 0), atol=CLOSE)


def test_one_voxel_axes_and_constant_values_stay() -> None:
    assert np.all(to_shape(np.full((1, 5, 1), 7.0, np.float32), (3, 9, 2), (1, 1, 1), (1, 1, 1)) == 7.0)


def test_the_same_shape_is_given_back_untouched() -> None:
    array = noise((4, 5, 6))
    assert to_shape(array, (4, 5, 6), (5, 1, 1), (1, 1, 1)) is array


@pytest.mark.parametrize(
    ("now", "new", "axis"),
    [
        ((1, 1, 1), (1, 1, 1), None),
        ((3, 1, 1), (1, 1, 1), None),
        ((3.1, 1, 1), (1, 1, 1), 0),
        ((1, 1, 1), (1, 1, 5), 2),
        ((1, 4, 1), (9, 1, 1), 1),
        ((0.24, 1.25, 1.25), (0.24, 1.25, 1.25), None),
    ],
)
def test_which_axis_is_thick(now: tuple[float, ...], new: tuple[float, ...], axis: int | None) -> None:
    assert separate_axis(now, new) == axis


def test_shapes_are_rounded_half_to_even_and_never_empty() -> None:
    assert resampled_shape((5, 7, 1), (0.5, 0.5, 0.1), (1.0, 1.0, 1.0)) == (2, 4, 1)


def test_voxels_of_just_the_limit_are_resampled_together_whatever_whole_voxels_make_of_them() -> None:
    """Ten slices of 1 mm become three of 3.3 mm, where 3 mm are asked for beside 1 mm."""
    geometry = Geometry.from_axes((10, 10, 10), np.array([1.0, 1.3, 1.3]), np.eye(3), np.zeros(3))
    configuration = replace(
        whole_configuration(2, Tiling((4, 4, 4))),
        spacing_mm=(3.0, 1.0, 1.0),
        intensity=Intensity("none", over="all"),
        preparation=Preparation(frame="stored", resampling="spline"),
    )
    array = noise((10, 10, 10))
    found = prepare(configuration, [array], geometry).image[0].numpy()
    assert found.shape == (3, 13, 13)
    np.testing.assert_allclose(found, slowly(array, (3, 13, 13), None, 3, 0), atol=CLOSE)
