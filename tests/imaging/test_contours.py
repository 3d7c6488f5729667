from __future__ import annotations

import numpy as np
import pytest

from medview.imaging.contours import ContourIndex, Outlined, circle_points, ellipse_points

SPACING = np.array([2.0, 1.0, 1.0])


def square(k: float, low: float = 10.0, high: float = 20.0, group: int = 0) -> Outlined:
    points = [(k, low, low), (k, low, high), (k, high, high), (k, high, low)]
    return Outlined(np.array(points), True, group)


def test_contours_lie_in_the_nearest_slice_only() -> None:
    index = ContourIndex([square(3.0), square(4.4), square(8.6)], SPACING)
    assert [index.lying(0, n) for n in (3, 4, 5, 8, 9)] == [[0], [1], [], [], [2]]
    assert index.lying(1, 3) == []


@pytest.mark.parametrize("axis", [1, 2])
def test_a_stack_cut_across_shows_the_border_of_the_body(axis: int) -> None:
    index = ContourIndex([square(k) for k in (3.0, 4.0, 5.0)], SPACING)
    lines = index.cut(axis, 15)[0].lines
    ends = {tuple(sorted(map(tuple, line.tolist()))) for line in lines}
    sides = {((k - 0.5, x), (k + 0.5, x)) for k in (3.0, 4.0, 5.0) for x in (10.0, 20.0)}
    assert ends == sides | {((2.5, 10.0), (2.5, 20.0)), ((5.5, 10.0), (5.5, 20.0))}
    assert index.cut(axis, 25) == {}


def test_a_gap_between_contours_closes_the_body() -> None:
    index = ContourIndex([square(k) for k in (3.0, 4.0, 5.0, 9.0)], SPACING)
    caps = {line[0, 0] for line in index.cut(1, 12)[0].lines if line[0, 0] == line[1, 0]}
    assert caps == {2.5, 5.5, 8.5, 9.5}


def test_a_step_in_the_body_is_drawn_where_it_is() -> None:
    index = ContourIndex([square(3.0), square(4.0, 12.0, 18.0)], SPACING)
    steps = sorted((a[1], b[1]) for a, b in index.cut(1, 15)[0].lines if a[0] == b[0] == 3.5)
    assert steps == [(10.0, 12.0), (18.0, 20.0)]


def test_sagittal_contours_keep_the_order_of_the_axes() -> None:
    points = np.array([(2.0, 10.0, 7.0), (2.0, 20.0, 7.0), (6.0, 20.0, 7.0), (6.0, 10.0, 7.0)])
    index = ContourIndex([Outlined(points, True, 5)], SPACING)
    assert index.lying(2, 7) == [0]
    lines = index.cut(0, 4)[5].lines
    assert {tuple(line.ravel()) for line in lines} == {
        (10.0, 6.5, 10.0, 7.5), (20.0, 6.5, 20.0, 7.5), (10.0, 6.5, 20.0, 6.5), (10.0, 7.5, 20.0, 7.5),
    }  # fmt: skip


def test_lines_and_oblique_contours_cross_as_dots() -> None:
    line = Outlined(np.array([(0.0, 5.0, 5.0), (8.0, 9.0, 13.0)]), False, 1)
    oblique = Outlined(np.array([(0.0, 0.0, 0.0), (10.0, 0.0, 30.0), (10.0, 30.0, 0.0)]), True, 2)
    found = ContourIndex([line, oblique], SPACING).cut(0, 4)
    assert found[1].dots.tolist() == [[7.0, 9.0]]
    assert found[2].dots.shape == (2, 2)
    assert not found[2].lines.size


def test_corners_on_the_plane_count_once() -> None:
    index = ContourIndex([square(3.0)], SPACING)
    assert len(index.cut(1, 10)[0].lines) == 4
    assert index.cut(1, 20) == {}


def test_nothing_is_cut_where_there_is_nothing() -> None:
    index = ContourIndex([Outlined(np.array([(3.0, 1.0, 1.0)]), False, 0)], SPACING)
    assert index.cut(1, 1) == {}
    assert ContourIndex([], SPACING).cut(0, 0) == {}


def test_circles_and_ellipses_pass_through_their_ends() -> None:
    ends = np.array([(-3.0, 0.0), (3.0, 0.0), (0.0, -1.0), (0.0, 1.0)])
    points = ellipse_points(ends, 4)
    assert sorted(map(tuple, np.round(points, 9) + 0.0)) == sorted(map(tuple, ends))
    circle = circle_points(np.array((5.0, 5.0)), np.array((7.0, 5.0)))
    assert np.allclose(np.linalg.norm(circle - 5.0, axis=1), 2.0)


def test_what_was_drawn_on_one_picture_crosses_no_other() -> None:
    one = square(3.0)
    index = ContourIndex([Outlined(one.points, True, 0, False)], SPACING)
    assert index.lying(0, 3) == [0]
    assert index.cut(1, 15) == {}
