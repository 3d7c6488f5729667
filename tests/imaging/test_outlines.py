from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from medview.imaging.outlines import label_outlines, outline


def test_one_pixel_is_a_diamond_around_its_centre() -> None:
    inside = np.zeros((5, 6), dtype=bool)
    inside[2, 3] = True
    points = {tuple(point) for segment in outline(inside).tolist() for point in segment}
    assert points == {(1.5, 3.0), (2.5, 3.0), (2.0, 2.5), (2.0, 3.5)}


def test_a_region_touching_the_edge_is_closed() -> None:
    segments = outline(np.ones((3, 4), dtype=bool))
    assert segments.reshape(-1, 2).min(axis=0).tolist() == [-0.5, -0.5]
    assert segments.reshape(-1, 2).max(axis=0).tolist() == [2.5, 3.5]


@given(arrays(np.bool_, (6, 7)))
def test_every_outline_is_made_of_closed_lines(inside: np.ndarray) -> None:
    points, counts = np.unique(outline(inside).reshape(-1, 2), axis=0, return_counts=True)
    assert (counts % 2 == 0).all()
    assert bool(len(points)) == bool(inside.any())


@given(arrays(np.uint8, (6, 7), elements=st.integers(0, 3)))
def test_each_label_has_the_outline_of_its_own_mask(labels: np.ndarray) -> None:
    found = label_outlines(labels)
    assert set(found) == set(np.unique(labels).tolist()) - {0}
    for value, segments in found.items():
        expected = outline(labels == value)
        assert sorted(segments.tolist()) == sorted(expected.tolist())
