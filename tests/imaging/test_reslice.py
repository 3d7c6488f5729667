from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pytest

from medview.core.geometry import Geometry
from medview.imaging.reslice import AXIAL, CORONAL, PLANES, SAGITTAL, Plane, PlaneFrame, nearest_axes

SHAPE_LPS = (10, 12, 14)  # along L, P, S
SPACING_LPS = (1.0, 1.5, 2.0)


def head(order: tuple[int, ...], signs: tuple[int, ...]) -> tuple[Geometry, np.ndarray]:
    """A grid whose voxel axes run along the given LPS axes, with markers 1 left, 2 anterior, 3 head."""
    directions = np.zeros((3, 3))
    for axis, (lps, sign) in enumerate(zip(order, signs, strict=True)):
        directions[lps, axis] = sign
    shape = tuple(SHAPE_LPS[lps] for lps in order)
    spacing = [SPACING_LPS[lps] for lps in order]
    geometry = Geometry.from_axes(shape, spacing, directions, (5.0, -7.0, 11.0))
    array = np.zeros(shape, dtype=np.int16)
    for value, direction in ((1, (1, 0, 0)), (2, (0, -1, 0)), (3, (0, 0, 1))):
        reach = np.array(direction) * (np.array(SHAPE_LPS) - 3) / 2 * SPACING_LPS
        array[tuple(np.rint(geometry.to_index(geometry.centre_lps + reach)).astype(int))] = value
    return geometry, array


ORDERS = list(product(permutations(range(3)), product((1, -1), repeat=3)))


def place(array: np.ndarray, frame: PlaneFrame, value: int) -> tuple[float, float]:
    """(row, column) of a marker in the plane's pictures, each 0..1."""
    hits = [np.argwhere(frame.slice_of(array, n) == value) for n in range(frame.count)]
    row, column = np.concatenate(hits)[0]
    return row / (frame.shape[0] - 1), column / (frame.shape[1] - 1)


@pytest.mark.parametrize(("order", "signs"), ORDERS)
def test_every_axis_order_shows_the_patient_the_radiological_way(order: tuple, signs: tuple) -> None:
    geometry, array = head(order, signs)
    axial, coronal, sagittal = (PlaneFrame.of(geometry, p) for p in (AXIAL, CORONAL, SAGITTAL))
    assert place(array, axial, 1)[1] > 0.8
    assert place(array, coronal, 1)[1] > 0.8
    assert place(array, axial, 2)[0] < 0.2
    assert place(array, sagittal, 2)[1] < 0.2
    assert place(array, coronal, 3)[0] < 0.2
    assert place(array, sagittal, 3)[0] < 0.2
    assert axial.edge_letters == ("R", "L", "A", "P")
    assert coronal.edge_letters == ("R", "L", "H", "F")
    assert sagittal.edge_letters == ("A", "P", "H", "F")
    assert (axial.shape, axial.count) == ((12, 10), 14)
    assert axial.spacing_mm == (1.5, 1.0)
    assert coronal.spacing_mm == (2.0, 1.0)
    assert sagittal.spacing_mm == (2.0, 1.5)


@pytest.mark.parametrize(("order", "signs"), ORDERS)
@pytest.mark.parametrize("plane", PLANES)
def test_positions_and_points_are_inverse_and_agree_with_the_pixels(order: tuple, signs: tuple, plane: Plane) -> None:
    geometry, array = head(order, signs)
    array = np.arange(array.size).reshape(array.shape)
    frame = PlaneFrame.of(geometry, plane)
    point = frame.point(3, 4, 5)
    assert np.allclose(frame.position(point), (3, 4, 5))
    index = tuple(np.rint(geometry.to_index(point)).astype(int))
    assert frame.slice_of(array, 3)[4, 5] == array[index]


def test_slices_are_views() -> None:
    geometry, array = head((2, 1, 0), (1, 1, 1))
    for plane in PLANES:
        assert np.shares_memory(PlaneFrame.of(geometry, plane).slice_of(array, 2), array)


def test_slice_numbers_are_clamped() -> None:
    frame = PlaneFrame.of(head((2, 1, 0), (1, 1, 1))[0], AXIAL)
    assert frame.clamped(-3) == 0
    assert frame.clamped(99.2) == 13


def rotated(degrees: float) -> Geometry:
    angle = np.radians(degrees)
    turn = np.array([[1, 0, 0], [0, np.cos(angle), -np.sin(angle)], [0, np.sin(angle), np.cos(angle)]])
    return Geometry.from_axes((9, 9, 9), (3, 1, 1), turn @ np.eye(3)[:, [2, 1, 0]], (0, 0, 0))


def test_an_oblique_grid_keeps_its_pixels_and_tells_of_its_tilt() -> None:
    frame = PlaneFrame.of(rotated(20), AXIAL)
    assert frame.edge_letters == ("R", "L", "AF", "PH")
    assert frame.oblique_deg == pytest.approx(20)
    assert frame.axes == (0, 1, 2)
    assert PlaneFrame.of(rotated(2), AXIAL).edge_letters == ("R", "L", "A", "P")


def test_beyond_45_degrees_the_next_plane_takes_over() -> None:
    assert nearest_axes(rotated(20)) == (2, 1, 0)
    assert nearest_axes(rotated(70)) == (2, 0, 1)


def test_a_slices_offset_is_its_place_along_the_patients_axis() -> None:
    geometry, _ = head((2, 1, 0), (1, 1, 1))
    frame = PlaneFrame.of(geometry, AXIAL)
    assert frame.offset_mm(0) == pytest.approx(11.0)
    assert frame.offset_mm(3) == pytest.approx(17.0)
