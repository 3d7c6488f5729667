from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from medview.core.study import Dimension
from medview.core.volume import StoredVolume, Window
from medview.session.changes import CursorMoved, VolumeOpened, WindowChanged
from medview.session.session import Session
from medview.views.reading.cine import Cine, steps_of
from medview.views.reading.dimension_bar import DimensionBar, position_text
from medview.views.settings.theme import load_theme
from medview.views.tiles.grid import Grid
from tests.views.heads import WINDOW, geometry, head, session
from tests.views.tiles.grids import grids, slice_of

Make = Callable[..., DimensionBar]

TIME = Dimension("Temporal Position", (0.0, 2.0, 4.0, 6.0, 8.0), "s")
B_VALUE = Dimension("Diffusion b-value", (0.0, 1000.0), "s/mm2")


@pytest.fixture
def make(qtbot: QtBot) -> Iterator[Make]:
    made: list[DimensionBar] = []

    def build(kept: Session) -> DimensionBar:
        bar = DimensionBar(kept, load_theme("dark"))
        qtbot.addWidget(bar)
        bar.show()
        made.append(bar)
        return bar

    yield build
    for bar in made:
        bar.close()


def moving(folder: Path, *dimensions: Dimension) -> Session:
    """A head that grows brighter by 100 at each position, at position (0, 0, …)."""
    kept = session(folder)
    assert kept.state.series is not None
    lengths = [len(dimension.values) for dimension in dimensions]
    steps = np.arange(np.prod(lengths)).reshape(lengths)[..., None, None, None] * 100
    np.save(folder / "moving.npy", (head().array + steps).astype(np.int16))
    series = replace(kept.state.series, dimensions=dimensions)
    volume = StoredVolume(str(folder / "moving.npy"), geometry(), at=(0,) * len(lengths))
    kept.apply(VolumeOpened(series, volume, WINDOW))
    return kept


def at(kept: Session) -> tuple[int, ...]:
    assert kept.state.volume is not None
    return kept.state.volume.at


def test_a_row_for_each_dimension_says_where_one_is(make: Make, tmp_path: Path) -> None:
    bar = make(moving(tmp_path, B_VALUE, TIME))
    assert [row.where.text() for row in bar.rows] == ["0 s/mm2   1 / 2", "0 s   1 / 5"]
    assert bar.isVisible()


def test_a_series_without_dimensions_has_no_bar(make: Make, tmp_path: Path) -> None:
    kept = moving(tmp_path, TIME)
    bar = make(kept)
    assert kept.state.series is not None
    kept.apply(VolumeOpened(replace(kept.state.series, dimensions=()), head().store(tmp_path / "plain.npy"), WINDOW))
    assert not bar.isVisible()
    assert bar.rows == []


def test_sliders_and_keys_choose_positions_and_leave_the_rest(make: Make, tmp_path: Path) -> None:
    kept = moving(tmp_path, B_VALUE, TIME)
    bar = make(kept)
    kept.apply(CursorMoved((3.0, 4.0, 6.0)))
    kept.apply(WindowChanged(Window(1.0, 2.0)))
    bar.rows[1].slider.setValue(3)
    assert at(kept) == (0, 3)
    bar.rows[0].slider.setValue(1)
    assert at(kept) == (1, 3)
    assert bar.rows[0].where.text() == "1000 s/mm2   2 / 2"
    hands = bar.handlers()
    hands["position_next"]()
    assert at(kept) == (1, 3)  # the dimension touched last is at its end
    hands["position_previous"]()
    assert at(kept) == (0, 3)
    assert (kept.state.cursor_lps, kept.state.window) == ((3.0, 4.0, 6.0), Window(1.0, 2.0))


def test_the_longest_dimension_is_played_first(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    kept = moving(tmp_path, B_VALUE, TIME)
    bar = make(kept)
    seen: set[tuple[int, ...]] = set()
    kept.listen(lambda state, _: seen.add(state.volume.at if state.volume else ()))
    bar.rows[1].rate.setValue(60.0)
    bar.handlers()["cine"]()
    qtbot.waitUntil(lambda: len(seen) == 5, timeout=10_000)
    assert seen == {(0, n) for n in range(5)}
    bar.handlers()["cine"]()
    assert not bar.cine.playing


def test_hiding_closing_and_other_series_stop_playing(make: Make, tmp_path: Path) -> None:
    kept = moving(tmp_path, TIME)
    bar = make(kept)
    for stop in (bar.hide, lambda: kept.apply(VolumeOpened(session(tmp_path).state.series, *_plain(tmp_path)))):
        bar.show()
        bar.cine.play(0)
        assert bar.cine.playing
        stop()  # type: ignore[no-untyped-call]
        assert not bar.cine.playing
    listeners = len(kept._listeners)
    bar.close()
    assert len(kept._listeners) == listeners - 1


def _plain(folder: Path) -> tuple[StoredVolume, Window]:
    return head().store(folder / "plain.npy"), WINDOW


@pytest.fixture
def viewports(qtbot: QtBot, tmp_path: Path) -> Iterator[Grid]:
    with grids(qtbot, tmp_path) as build:
        yield build(moving(tmp_path, TIME))


def test_another_position_changes_the_pixels_and_keeps_zoom(make: Make, viewports: Grid) -> None:
    bar = make(viewports.kit.session)
    slice_of(viewports).zoom_by(2.0)
    before = slice_of(viewports).pixels()
    assert before is not None
    first = int(before.max())
    bar.rows[0].slider.setValue(2)
    after = slice_of(viewports).pixels()
    assert after is not None
    assert int(after.max()) == first + 200
    assert slice_of(viewports).zoom == pytest.approx(2.0)


def test_a_position_says_its_value_and_unit() -> None:
    assert position_text(Dimension("Cardiac Phase", ("ED", "ES")), 1) == "ES   2 / 2"
    assert position_text(B_VALUE, 1) == "1000 s/mm2   2 / 2"


def test_the_clock_shows_pictures_at_their_times() -> None:
    cine = Cine()
    cine.load((100.0, 300.0, 100.0))
    assert cine.rate == pytest.approx(6.0)
    cine._from = 0.0
    assert [cine.at(time) for time in (0, 99, 101, 399, 401, 499, 501)] == [0, 0, 1, 1, 2, 2, 0]
    cine.rate = 12.0
    assert [cine.at(time) for time in (49, 51, 251)] == [0, 1, 0]


def test_steps_come_from_frame_times_or_the_frame_time() -> None:
    assert steps_of((0.0, 10.0, 30.0), 0.0) == (10.0, 20.0, 15.0)
    assert steps_of((None, None), 40.0) == (40.0, 40.0)
    assert steps_of((0.0, 0.0), 0.0) == (100.0, 100.0)


def test_volumes_seconds_apart_play_at_a_pace_one_can_watch() -> None:
    cine = Cine()
    cine.load((2000.0, 2000.0, 2000.0))
    assert cine.rate == pytest.approx(10.0)
