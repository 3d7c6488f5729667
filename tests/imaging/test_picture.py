from __future__ import annotations

from dataclasses import replace
from itertools import permutations, product

import numpy as np
import pytest

from medview.core.card import Label
from medview.core.code import Code
from medview.core.geometry import Geometry
from medview.core.volume import Volume, Window
from medview.imaging.cut import Cut, letters, sample, through
from medview.imaging.picture import Overlay, Scene, full_field_mm, panel, side_by_side
from medview.imaging.reslice import AXIAL, CORONAL, PLANES, SAGITTAL

RED = (255, 0, 0)
CODE = Code("1", "99MEDVIEW", "thing")
LABEL = Label(1, "thing", CODE, CODE, RED)
WINDOW = Window(50, 100)


def _scene(array, geometry, labels=None, unreviewed=False):
    shown = () if labels is None else (LABEL,)
    overlay = Overlay(np.zeros(array.shape, np.uint8) if labels is None else labels, shown)
    return Scene(Volume(geometry, array), WINDOW, overlay, unreviewed)


def _box_at(point_lps, axes, spacing=(1.0, 1.5, 2.0)):
    """A grid in some axis order with one marked block around a point."""
    order, signs = axes
    directions = np.eye(3)[:, list(order)] * np.array(signs)
    shape = tuple(int(60 / size) for size in spacing)
    geometry = Geometry.from_axes(shape, spacing, directions, (0, 0, 0))
    shift = geometry.affine.copy()
    shift[:3, 3] = -geometry.centre_lps
    geometry = Geometry(shape, shift)
    index = np.stack(np.meshgrid(*map(np.arange, shape), indexing="ij"), axis=-1)
    near = np.abs(geometry.to_lps(index) - point_lps).max(axis=-1) < 5
    return near.astype(np.uint8), geometry


@pytest.mark.parametrize("axes", list(product(permutations(range(3)), product((1, -1), repeat=3))))
def test_left_is_on_the_right_of_the_picture_in_every_axis_order(axes):
    labels, geometry = _box_at((18, -12, 7), axes)
    scene = _scene(np.zeros(labels.shape, np.int16), geometry, labels)
    places = {}
    for plane in PLANES:
        cut = Cut(plane, through(plane, (18, -12, 7), (0.0, 0.0, 0.0)), 60, 240)
        painted = np.argwhere((np.asarray(panel(scene, cut)) == RED).all(axis=2))
        places[plane.name] = painted.mean(axis=0)
    expected = {"Axial": (-12, 18), "Coronal": (-7, 18), "Sagittal": (-7, -12)}
    for name, (down, right) in expected.items():
        assert places[name] == pytest.approx((120 + 4 * down, 120 + 4 * right), abs=6), name


def test_letters_are_radiological():
    assert letters(AXIAL) == ("R", "L", "A", "P")
    assert letters(CORONAL) == ("R", "L", "H", "F")
    assert letters(SAGITTAL) == ("A", "P", "H", "F")


def test_thick_slices_keep_their_proportions():
    labels, geometry = _box_at((0, 0, 0), ((2, 1, 0), (1, 1, 1)), spacing=(5.0, 1.0, 1.0))
    labels[:] = 0
    labels[5:7, 25:35, 25:35] = 1  # 10 mm along every axis
    middle = tuple(geometry.to_lps((5.5, 29.5, 29.5)))
    scene = _scene(np.zeros(labels.shape, np.int16), geometry, labels)
    painted = np.argwhere((np.asarray(panel(scene, Cut(CORONAL, middle, 40, 240))) == RED).all(axis=2))
    height, width = np.ptp(painted, axis=0) + 1
    assert height == pytest.approx(width, abs=7)


def test_values_between_voxels_are_interpolated_and_outside_is_black():
    geometry = Geometry.from_axes((10, 10, 10), (1, 1, 1), np.eye(3)[:, ::-1], (0, 0, 0))
    array = np.broadcast_to(np.arange(10) * 10.0, (10, 10, 10))
    values = sample(array, geometry, Cut(AXIAL, (4.5, 4.5, 4.5), 20.0, 40))
    assert values[20, 20] == pytest.approx(47.5)
    assert np.isnan(values[20, 0])
    assert np.asarray(panel(_scene(array, geometry), Cut(AXIAL, (4.5, 4.5, 4.5), 100.0, 200)))[130, 60].max() == 0


def test_the_outline_is_opaque_and_the_fill_shows_what_lies_under():
    labels, geometry = _box_at((0, 0, 0), ((2, 1, 0), (1, 1, 1)), spacing=(1.0, 1.0, 1.0))
    picture = np.asarray(
        panel(_scene(np.full(labels.shape, 50, np.int16), geometry, labels), Cut(AXIAL, (0, 0, 0), 40, 200))
    )
    red, green, _ = picture[100, 100].tolist()
    assert 128 < red < 200
    assert 60 < green < 128
    row = picture[100]
    assert (row == RED).all(axis=1).sum() == 4


def test_labels_not_shown_are_not_drawn():
    labels, geometry = _box_at((0, 0, 0), ((2, 1, 0), (1, 1, 1)))
    scene = _scene(np.zeros(labels.shape, np.int16), geometry, labels * 2)
    assert not (np.asarray(panel(scene, Cut(AXIAL, (0, 0, 0), 40, 200))) == RED).all(axis=2).any()


def test_the_scale_bar_is_as_long_as_it_says():
    geometry = Geometry.from_axes((40, 40, 40), (1, 1, 1), np.eye(3)[:, ::-1], (-20, -20, -20))
    picture = np.asarray(panel(_scene(np.zeros(geometry.shape), geometry), Cut(AXIAL, (0, 0, 0), 40, 400)))
    bar = (picture[388] == 255).all(axis=1)
    assert bar.sum() == pytest.approx(100, abs=4)  # 1 cm of 4


def test_unreviewed_pictures_say_so():
    geometry = Geometry.from_axes((10, 10, 10), (1, 1, 1), np.eye(3)[:, ::-1], (0, 0, 0))
    cuts = tuple(Cut(plane, (5, 5, 5), full_field_mm(geometry), 160) for plane in PLANES)
    plain, marked = (
        np.asarray(side_by_side(_scene(np.zeros(geometry.shape), geometry, unreviewed=flag), cuts)).astype(int)
        for flag in (False, True)
    )
    amber = (marked[..., 0] - marked[..., 2]) > 100
    assert plain.shape == marked.shape
    assert amber[160:].any()
    assert (plain[160:] > 100).any()
    assert not ((plain[..., 0] - plain[..., 2]) > 100)[160:].any()


def test_low_values_are_white_where_the_file_means_them_so_and_outside_stays_black():
    geometry = Geometry.from_axes((20, 20, 20), (1, 1, 1), np.eye(3)[:, [2, 1, 0]], (0, 0, 0))
    array = np.zeros(geometry.shape, np.int16)
    cut = Cut(AXIAL, tuple(geometry.centre_lps), 40, 200)
    plain, inverted = (
        np.asarray(panel(replace(_scene(array, geometry), window=Window(500.0, 1000.0), inverted=on), cut))
        for on in (False, True)
    )
    assert plain[100, 100].tolist() == [0, 0, 0]
    assert inverted[100, 100].tolist() == [255, 255, 255]
    assert inverted[100, 30].tolist() == [0, 0, 0]
