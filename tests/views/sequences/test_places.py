from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from medview.views.sequences.places import CELL, Scale, round_positions, ticks, typed_place

SCALES = st.builds(
    lambda length, width, part, zoom: Scale(length, width).whole().zoomed(zoom, part * width),
    st.integers(1, 250_000_000),
    st.floats(100, 3000),
    st.floats(0, 1),
    st.floats(1, 1e9),
)


@given(SCALES, st.floats(0, 1), st.floats(0.01, 100))
def test_what_is_under_the_pointer_stays_there(scale: Scale, part: float, factor: float) -> None:
    x = part * scale.width
    place, zoomed = scale.place(x), scale.zoomed(factor, x)
    most = max(0.0, scale.length - zoomed.width * zoomed.per_pixel)
    if 0.0 < zoomed.first < most:  # the record's ends did not keep it
        assert zoomed.place(x) == pytest.approx(place, abs=1e-6 * max(1.0, scale.length))
    assert -1e-6 <= zoomed.first <= most + 1e-6
    assert 1.0 / CELL - 1e-12 <= zoomed.per_pixel <= max(zoomed.whole().per_pixel, scale.per_pixel) + 1e-9


@given(SCALES)
def test_edges_and_letters_agree(scale: Scale) -> None:
    assert (np.diff(scale.edges) >= 0).all()
    assert scale.edges[0] >= 0
    assert scale.edges[-1] <= scale.length
    start, end = scale.seen
    under = scale.under[scale.under >= 0]
    assert len(under)
    assert under.min() >= start
    assert under.max() < end


def test_a_letter_is_found_where_it_is_drawn() -> None:
    scale = Scale(1000, 500).showing((100, 150))
    for letter in (100, 120, 149):
        assert scale.letter(scale.x(letter) + scale.cell / 2) == letter
    assert scale.letter(-1e9) == 0
    assert scale.letter(1e9) == 999


def test_the_view_follows_as_little_as_is_needed() -> None:
    scale = Scale(10_000, 100, first=500.0, per_pixel=1.0)
    assert scale.holding(520, 560) == scale
    assert scale.holding(400, 410).first == 400
    assert scale.holding(650, 660).first == 560
    assert scale.holding(450, 5000).first == 450


def test_the_whole_record_stays_whole_in_another_width() -> None:
    assert Scale(10_000, 100).whole().resized(200).seen == (0, 10_000)
    assert Scale(10_000, 100, 500.0, 1.0).resized(200).seen == (500, 700)
    assert Scale(5, 1000).whole().cell == CELL


def test_positions_are_round_and_counted_from_one() -> None:
    assert ticks(Scale(9609, 1000).whole(), 80)[:4] == [1, 1000, 2000, 3000]
    assert ticks(Scale(30, 780).whole(), 40) == [1, *range(2, 31, 2)]
    assert round_positions((99, 130), 10.0) == [100, 110, 120, 130]
    assert round_positions((0, 0), 10.0) == []


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("1", (0, 1)),
        ("1,000", (999, 1000)),
        ("1,000-2,000", (999, 2000)),
        ("2000–1000", (999, 2000)),
        ("chr1:1000..2000", (999, 2000)),
        ("1000+50", (999, 1049)),
        (" 12 000 - 12 010 ", (11_999, 12_010)),
        ("50000-99999", (49_999, 50_000)),
        ("0", None),
        ("50001", None),
        ("abc", None),
        ("", None),
    ],
)
def test_places_are_understood_as_people_type_them(text: str, interval: tuple[int, int] | None) -> None:
    assert typed_place(text, 50_000) == interval
