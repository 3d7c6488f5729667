from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.ndimage import map_coordinates
from scipy.spatial.transform import Rotation

from medview.core.errors import MedViewError
from medview.core.geometry import Geometry
from medview.core.volume import Quantity, Volume
from medview.imaging.oblique import AIR_HU, MOST_PIXELS, ObliqueFrame, frame_of, outside_of, own_axes, plane_sampling
from medview.imaging.resample import Sampling, resampled
from medview.imaging.reslice import AXIAL, CORONAL, PLANES, SAGITTAL, Plane, PlaneFrame
from tests.imaging.test_reslice import ORDERS, head

EXACT = {"rtol": 0.0, "atol": 0.1}
"""VTK places neighbours to 2^-17 of a voxel: among values that differ by 4000 that is 0.03 along each axis."""


def grid(shape: tuple = (20, 24, 28), spacing: tuple = (2.0, 1.2, 0.8), turn: tuple = (0.0, 0.0, 0.0)) -> Geometry:
    directions = Rotation.from_euler("xyz", turn, degrees=True).as_matrix() @ np.eye(3)[:, ::-1]
    return Geometry.from_axes(shape, spacing, directions, (12.0, -30.0, 55.0))


def values(geometry: Geometry, dtype: type = np.float32) -> np.ndarray:
    return np.random.default_rng(4).uniform(-1000, 3000, geometry.shape).astype(dtype)


def turned(plane: Plane, *degrees: float) -> tuple:
    turn = Rotation.from_euler("xyz", degrees, degrees=True)
    return tuple(map(tuple, turn.apply([plane.right_lps, plane.down_lps])))


def expected(array: np.ndarray, geometry: Geometry, frame: ObliqueFrame, number: int, fill: float) -> np.ndarray:
    """The slice by scipy: linear between centres, the outermost values held for half a voxel, ``fill`` beyond."""
    rows, columns = frame.shape
    points = [[frame.point(number, row, column) for column in range(columns)] for row in range(rows)]
    index = np.moveaxis(geometry.to_index(points), -1, 0)
    limits = np.array(geometry.shape)[:, None, None]
    inside = ((index >= -0.5) & (index <= limits - 0.5)).all(axis=0)
    found = map_coordinates(array.astype(np.float64), np.clip(index, 0, limits - 1), order=1)
    return np.where(inside, found, fill)


@pytest.mark.parametrize("plane", PLANES)
@pytest.mark.parametrize("turn", [(0.0, 0.0, 0.0), (11.0, -23.0, 7.0)])
@pytest.mark.parametrize("angles", [(31.0, 0.0, 0.0), (17.0, -40.0, 66.0)])
def test_values_are_those_of_scipy(plane: Plane, turn: tuple, angles: tuple) -> None:
    geometry = grid(turn=turn)
    array = values(geometry)
    frame = ObliqueFrame(plane, geometry, turned(plane, *angles), fill=-77.0)
    number = frame.count // 2
    seen = frame.slice_of(array, number)
    assert seen.shape == frame.shape
    np.testing.assert_allclose(seen, expected(array, geometry, frame, number, -77.0), **EXACT)
    assert (seen == -77.0).any()
    assert np.array_equal(frame.inside(number), seen != -77.0)


def test_whole_numbers_are_rounded_and_keep_their_type() -> None:
    geometry = grid()
    array = values(geometry, np.int16)
    frame = ObliqueFrame(AXIAL, geometry, turned(AXIAL, 20.0, 30.0, 5.0))
    seen = frame.slice_of(array, 8)
    assert seen.dtype == np.int16
    assert np.abs(seen - expected(array, geometry, frame, 8, 0.0)).max() <= 0.51


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.int64, np.bool_])
def test_labels_are_those_of_the_nearest_voxel(dtype: type) -> None:
    geometry = grid(turn=(5.0, 15.0, 25.0))
    labels = np.random.default_rng(1).integers(0, 2 if dtype is np.bool_ else 200, geometry.shape).astype(dtype)
    frame = ObliqueFrame(CORONAL, geometry, turned(CORONAL, 12.0, 34.0, 56.0), fill=-1024.0)
    seen = frame.slice_of(labels, 10, labels=True)
    index = frame.sampling(10).indices()
    near = np.rint(index).astype(int)
    clear = frame.inside(10) & (np.abs(index - np.floor(index) - 0.5) > 1e-3).all(axis=0)
    assert seen.dtype == dtype
    assert np.array_equal(seen[clear], labels[tuple(near[:, clear])])
    assert not seen[~frame.inside(10)].any()


@pytest.mark.parametrize(("order", "signs"), ORDERS)
@pytest.mark.parametrize("plane", PLANES)
def test_the_grids_own_axes_give_the_voxels_themselves(order: tuple, signs: tuple, plane: Plane) -> None:
    geometry, _ = head(order, signs)
    geometry = Geometry.from_axes(geometry.shape, (1.5,) * 3, geometry.directions, geometry.origin_lps)
    array = np.arange(geometry.shape[0] * geometry.shape[1] * geometry.shape[2], dtype=np.int16).reshape(geometry.shape)
    own = PlaneFrame.of(geometry, plane)
    frame = ObliqueFrame(plane, geometry, own_axes(geometry, plane))
    assert (frame.count, frame.shape) == (own.count, own.shape)
    assert frame.spacing_mm == pytest.approx(own.spacing_mm)
    assert frame.step_mm == pytest.approx(own.step_mm)
    assert frame.edge_letters == own.edge_letters
    for number in (0, 3, own.count - 1):
        assert np.array_equal(frame.slice_of(array, number), own.slice_of(array, number))
        assert frame.offset_mm(number) == pytest.approx(own.offset_mm(number))
    assert frame.position(own.point(2, 3, 4)) == pytest.approx((2, 3, 4), abs=1e-9)


def test_thick_voxels_are_cut_into_square_pixels_on_the_same_slices() -> None:
    geometry = Geometry.from_axes((5, 30, 40), (10.0, 0.5, 0.5), np.eye(3)[:, ::-1], (0.0, 0.0, 0.0))
    array = values(geometry)
    frame = ObliqueFrame(CORONAL, geometry, own_axes(geometry, CORONAL))
    own = PlaneFrame.of(geometry, CORONAL)
    assert frame.spacing_mm == (0.5, 0.5)
    assert frame.shape == (101, 40)
    assert frame.count == own.count
    np.testing.assert_allclose(frame.slice_of(array, 7)[10::20], own.slice_of(array, 7), **EXACT)


def test_the_whole_volume_is_covered() -> None:
    geometry = grid(turn=(20.0, 0.0, 0.0))
    frame = ObliqueFrame(SAGITTAL, geometry, turned(SAGITTAL, 33.0, 21.0, 45.0))
    ends = np.array([[k, j, i] for k in (-0.5, 19.5) for j in (-0.5, 23.5) for i in (-0.5, 27.5)])
    found = frame.positions(geometry.to_lps(ends))
    assert (found >= -0.5 - 1e-6).all()
    assert (found <= np.array((frame.count, *frame.shape)) - 0.5 + 1e-6).all()
    assert (found.min(axis=0) < 0.5).all()
    assert (found.max(axis=0) > np.array((frame.count, *frame.shape)) - 1.5).all()


def test_a_slice_goes_through_the_wanted_point() -> None:
    geometry = grid()
    point = (15.3, -20.7, 71.9)
    frame = ObliqueFrame(AXIAL, geometry, turned(AXIAL, 10.0, 20.0, 30.0), point)
    slice_, row, column = frame.position(point)
    assert slice_ == pytest.approx(round(slice_), abs=1e-9)
    assert frame.point(slice_, row, column) == pytest.approx(point)


def test_turned_planes_have_secondary_letters_and_an_angle() -> None:
    frame = ObliqueFrame(AXIAL, grid(), turned(AXIAL, 20.0, 0.0, 0.0))
    assert frame.edge_letters == ("R", "L", "AF", "PH")
    assert frame.oblique_deg == pytest.approx(20.0)


def test_what_lies_outside_is_air_in_ct() -> None:
    geometry = grid()
    volume = Volume(geometry, values(geometry), Quantity.HU)
    frame = frame_of(volume, AXIAL, turned(AXIAL, 30.0, 30.0, 0.0))
    assert frame.slice_of(volume.array, 0).min() == AIR_HU
    assert isinstance(frame_of(volume, AXIAL, None), PlaneFrame)
    assert outside_of(Volume(geometry, np.full(geometry.shape, 40, np.int16))) == 40
    assert outside_of(Volume(geometry, np.full(geometry.shape, np.nan, np.float32))) == 0
    assert outside_of(Volume(geometry, volume.array, Quantity.SUV)) == 0


def test_pictures_of_vast_grids_are_bounded() -> None:
    geometry = Geometry((4000, 3000, 2), np.diag([0.01, 0.01, 10.0, 1.0]))
    frame = ObliqueFrame(AXIAL, geometry, turned(AXIAL, 45.0, 45.0, 0.0))
    assert max(frame.shape) <= MOST_PIXELS


@pytest.mark.parametrize("shape", [(1, 24, 28), (1, 1, 1), (20, 1, 28)])
def test_thin_grids_can_be_cut(shape: tuple) -> None:
    geometry = grid(shape)
    frame = ObliqueFrame(AXIAL, geometry, turned(AXIAL, 40.0, 10.0, 0.0), fill=-5.0)
    seen = frame.slice_of(np.full(shape, 7, np.int16), frame.count // 2)
    assert set(np.unique(seen)) <= {-5, 7}
    assert 7 in seen


@pytest.mark.parametrize("axes", [((1, 0, 0), (1, 0, 0)), ((0, 0, 0), (0, 1, 0)), ((np.nan, 0, 0), (0, 1, 0))])
def test_directions_that_span_no_plane_are_refused(axes: tuple) -> None:
    with pytest.raises(MedViewError, match="perpendicular"):
        ObliqueFrame(AXIAL, grid(), axes)


def views(array: np.ndarray) -> dict[str, np.ndarray]:
    """The same values in other places of memory."""
    wide = np.zeros((*array.shape[:2], array.shape[2] + 9), array.dtype)
    wide[:, :, 4:-5] = array
    back = np.ascontiguousarray(array[::-1, :, ::-1])
    return {
        "contiguous": array,
        "cropped": wide[:, :, 4:-5],
        "swapped": np.ascontiguousarray(array.transpose(2, 0, 1)).transpose(1, 2, 0),
        "turned round": back[::-1, :, ::-1],
        "big-endian": array.astype(array.dtype.newbyteorder(">")),
    }


@pytest.mark.parametrize("kind", ["contiguous", "cropped", "swapped", "turned round", "big-endian"])
def test_values_may_lie_in_memory_in_any_order(kind: str) -> None:
    geometry = grid(turn=(5.0, 5.0, 5.0))
    array = views(values(geometry, np.int16))[kind]
    frame = ObliqueFrame(SAGITTAL, geometry, turned(SAGITTAL, 25.0, 35.0, 45.0))
    assert np.array_equal(frame.slice_of(array, 9), frame.slice_of(np.array(array, dtype=np.int16, order="C"), 9))


@pytest.mark.parametrize("dtype", [np.float16, np.float64, np.int64, np.uint32, np.longdouble])
def test_unusual_types_are_read(dtype: type) -> None:
    geometry = grid()
    array = np.abs(values(geometry)).astype(dtype)
    frame = ObliqueFrame(AXIAL, geometry, turned(AXIAL, 25.0, 35.0, 45.0))
    found, wanted = frame.slice_of(array, 9), expected(array, geometry, frame, 9, 0.0)
    assert np.abs(found.astype(np.float64) - wanted).max() <= 0.6


def test_a_memory_map_is_read_where_it_lies(tmp_path: Path) -> None:
    geometry = grid()
    np.save(tmp_path / "values.npy", np.stack((values(geometry), values(geometry) + 1.0)))
    mapped = np.load(tmp_path / "values.npy", mmap_mode="r")[1]
    frame = ObliqueFrame(AXIAL, geometry, turned(AXIAL, 25.0, 35.0, 45.0))
    np.testing.assert_allclose(
        frame.slice_of(mapped, 9), expected(np.asarray(mapped), geometry, frame, 9, 0.0), **EXACT
    )


def test_values_that_are_no_numbers_stay_where_they_are() -> None:
    geometry = grid((21, 21, 21), (1.0, 1.0, 1.0))
    array = np.ones(geometry.shape, np.float32)
    array[10, 10, 10] = np.nan
    frame = ObliqueFrame(AXIAL, geometry, turned(AXIAL, 30.0, 0.0, 0.0), tuple(geometry.to_lps((10, 10, 10))))
    seen = frame.slice_of(array, frame.clamped(frame.position(geometry.to_lps((10, 10, 10)))[0]))
    assert 1 <= np.isnan(seen).sum() <= 9


def test_another_series_is_sampled_on_the_same_pixels() -> None:
    geometry, other = grid(), grid((15, 15, 15), (3.0, 2.5, 2.5), (0.0, 10.0, 0.0))
    array = values(other)
    place = np.eye(4)
    place[:3, 3] = (2.0, -1.0, 4.0)
    frame = PlaneFrame.of(geometry, AXIAL)
    where = plane_sampling(frame, 6, other, place)
    seen = resampled(array, where, fill=np.nan)
    point = np.array(frame.point(6, 11, 13)) + np.array((2.0, -1.0, 4.0))
    wanted = map_coordinates(array, other.to_index(point)[:, None], order=1)[0]
    assert seen[11, 13] == pytest.approx(wanted, abs=0.1)
    assert np.array_equal(np.isfinite(seen), where.inside(other.shape))


def test_samplings_can_be_moved() -> None:
    where = Sampling(np.zeros(3), np.array([0.0, 1.0, 0.0]), np.array([0.0, 0.0, 1.0]), (2, 3))
    assert where.moved((1.0, 2.0, 3.0)).indices()[:, 1, 2].tolist() == [1.0, 3.0, 5.0]


@pytest.mark.parametrize("shape", [(20, 24, 28), (21, 25, 29)])
def test_a_quick_slice_has_the_same_shape_and_nearly_the_same_values(shape: tuple) -> None:
    geometry = grid(shape)
    array = geometry.to_lps(np.stack(np.meshgrid(*map(np.arange, shape), indexing="ij"), axis=-1))[..., 0]
    frame = ObliqueFrame(AXIAL, geometry, turned(AXIAL, 15.0, 10.0, 5.0))
    quick, whole = frame.quick_slice_of(array, 9), frame.slice_of(array, 9)
    inside = frame.inside(9)
    inside[:2] = inside[-2:] = inside[:, :2] = inside[:, -2:] = False
    assert quick.shape == whole.shape
    both = inside & (quick != 0)
    assert np.abs(quick - whole)[both].max() < frame.spacing_mm[0]


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64, np.uint16])
def test_fields_hold_nothing_outside_whatever_the_volume_does(dtype: type) -> None:
    geometry = grid()
    frame = ObliqueFrame(AXIAL, geometry, turned(AXIAL, 35.0, 25.0, 15.0), fill=100.0)
    number = frame.count // 4
    seen = frame.field_of(np.full(geometry.shape, 3, dtype), number)
    inside = frame.inside(number)
    assert 0 < inside.mean() < 1
    assert (seen[inside] == 3).all()
    assert np.isnan(seen[~inside]).all()
    own = PlaneFrame.of(geometry, AXIAL)
    assert (own.field_of(np.full(geometry.shape, 3, dtype), 4) == 3).all()
