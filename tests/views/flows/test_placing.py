"""Reading what the layout names: in order, refused, cancelled, tried again; jobs are answered by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from medview.core.measurement import KeyImage, Measurement, OnImage, Shape
from medview.core.study import Kind, ScanResult, Series, Study
from medview.core.volume import StoredVolume
from medview.jobs.protocol import Failed
from medview.session.changes import LayoutChanged, LookChanged, StudiesFound, TileActivated
from medview.session.layout import Fusion, Layout, Look, Tile, View, grid
from medview.session.store import Store
from medview.views.background import Background
from tests.views.flows.test_loading import GRID, Asked, Room
from tests.views.stacks import ramp, series, stored

VOXELS = 10 * 40 * 60 * 2


def volume_series(uid: str) -> Series:
    return series(10, Kind.VOLUME, uid=uid, fingerprint=uid, geometry=GRID)


def volume(folder: Path, name: str) -> StoredVolume:
    np.save(folder / f"{name}.npy", np.stack([ramp(number=n) for n in range(10)]))
    return StoredVolume(str(folder / f"{name}.npy"), GRID)


class Rooms(Room):
    """A flow with several series listed."""

    def __init__(self, folder: Path, background: Background, store: Store, *uids: str, budget: int = 10**9) -> None:
        self.series = tuple(map(volume_series, uids))
        super().__init__(folder, background, store, self.series[0], budget)
        study: Study = self.session.state.studies[0]
        self.session.apply(StudiesFound(ScanResult((replace(study, series=self.series),))))
        self.store = store

    def show(self, *uids: str, active: int = 0, **more: object) -> None:
        tiles = tuple(Tile(uid, View.AXIAL) for uid in uids)
        self.session.apply(LayoutChanged(Layout(grid(1, len(tiles)), tiles, **more), active))  # type: ignore[arg-type]

    @property
    def reading(self) -> list[str]:
        return [asked.arguments["series"].uid for asked in self.jobs.asked]

    def end(self, value: object, number: int = -1) -> None:
        asked: Asked = self.jobs.asked[number]
        assert asked.then.done is not None
        asked.then.done(value)

    def fail(self, why: str) -> None:
        assert self.last.then.failed is not None
        self.last.then.failed(Failed(1, why, "", "error"))


Make = Callable[..., Rooms]


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Iterator[Make]:
    background, store = Background(), Store(tmp_path / "store.db")
    yield lambda *uids, **more: Rooms(tmp_path, background, store, *uids, **more)
    background.close()
    store.close()


def opened(room: Rooms) -> set[str]:
    return set(room.session.state.opened)


def test_what_the_layout_names_is_read_one_after_another_the_active_first(
    make: Make, qtbot: QtBot, tmp_path: Path
) -> None:
    room = make("a", "b", "c")
    room.show("a", "b", "c", active=1)
    assert room.reading == ["b"]
    for number, uid in enumerate("bac"):
        room.end(volume(tmp_path, uid))
        qtbot.waitUntil(lambda uid=uid: uid in opened(room))  # type: ignore[misc]
        assert room.reading == list("bac")[: number + 2]
    assert [tile.series for tile in room.session.state.layout.tiles] == ["a", "b", "c"]
    assert room.session.state.active == 1


def test_a_maximised_viewport_is_read_first_and_a_fused_series_last(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    room = make("a", "b", "c")
    room.session.apply(StudiesFound(ScanResult(())))
    tiles = (Tile("a", look=Look(fusion=Fusion("c"))), Tile("a"), Tile("b"))
    room.session.apply(LayoutChanged(Layout(grid(1, 3), tiles, maximised=2), 0))
    for uid in "bac":
        assert room.reading[-1] == uid
        room.end(volume(tmp_path, uid))
        qtbot.waitUntil(lambda uid=uid: uid in opened(room))  # type: ignore[misc]


def test_a_series_to_be_fused_is_read_when_it_is_wished_for(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    room = make("a", "b")
    room.show("a")
    room.end(volume(tmp_path, "a"))
    qtbot.waitUntil(lambda: "a" in opened(room))
    room.session.apply(LookChanged(0, Look(fusion=Fusion("b"))))
    assert room.reading == ["a", "b"]
    room.end(volume(tmp_path, "b"))
    qtbot.waitUntil(lambda: "b" in opened(room))
    room.session.apply(LookChanged(0, Look()))
    assert opened(room) == {"a"}


def test_a_series_dropped_into_a_viewport_changes_that_one_alone(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    room = make("a", "b")
    room.show("a", "a")
    room.end(volume(tmp_path, "a"))
    qtbot.waitUntil(lambda: "a" in opened(room))
    room.loading.place(room.series[1], 1)
    assert [tile.series for tile in room.session.state.layout.tiles] == ["a", "b"]
    assert room.session.state.active == 1
    room.end(volume(tmp_path, "b"))
    qtbot.waitUntil(lambda: "b" in opened(room))
    assert room.session.state.volume is room.session.state.opened["b"].volume


def test_a_failure_is_told_in_its_viewport_and_the_next_one_read(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    room = make("a", "b")
    room.show("a", "b")
    room.fail("it is damaged.")
    assert room.session.state.failures == {"a": "it is damaged."}
    assert not room.failed, "the viewport says it"
    assert room.reading == ["a", "b"]
    room.end(volume(tmp_path, "b"))
    qtbot.waitUntil(lambda: "b" in opened(room))
    room.loading.retry("a")
    assert room.reading == ["a", "b", "a"]
    assert not room.session.state.failures


def test_what_no_viewport_shows_any_more_is_not_read_on(make: Make, tmp_path: Path) -> None:
    room = make("a", "b")
    room.show("a")
    room.show("b")
    assert room.jobs.cancelled == [1]
    assert room.reading == ["a", "b"]
    room.end(volume(tmp_path, "late"), 0)
    assert room.jobs.released == [1]
    assert not opened(room)


def test_cancelling_tells_every_viewport_that_waits(make: Make) -> None:
    room = make("a", "b")
    room.show("a", "b")
    room.loading.cancel()
    assert room.jobs.cancelled == [1]
    assert set(room.session.state.failures) == {"a", "b"}
    assert room.reading == ["a"]


def test_a_job_ended_in_the_list_of_jobs_is_told_too(make: Make) -> None:
    room = make("a", "b")
    room.show("a", "b")
    assert room.last.then.cancelled is not None
    room.last.then.cancelled()
    assert set(room.session.state.failures) == {"a"}
    assert room.reading == ["a", "b"]


def test_a_wish_comes_before_what_the_layout_waits_for(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    room = make("a", "b", "c")
    room.show("a", "b")
    room.loading.open(room.series[2])
    assert room.reading == ["a", "c"]
    room.end(volume(tmp_path, "a"), 0)
    qtbot.waitUntil(lambda: "a" in opened(room))
    assert room.reading == ["a", "c"], "b waits until the wish is fulfilled"
    room.end(volume(tmp_path, "c"))
    qtbot.waitUntil(lambda: "c" in opened(room))
    assert room.session.state.tile.series == "c"


def test_a_series_some_viewport_shows_becomes_the_active_one(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    room = make("a", "b")
    room.show("a", "b", chosen=True)
    for uid in "ab":
        room.end(volume(tmp_path, uid))
        qtbot.waitUntil(lambda uid=uid: uid in opened(room))  # type: ignore[misc]
    before = room.session.state.layout
    room.loading.open(room.series[1])
    assert room.session.state.active == 1
    assert room.session.state.layout is before
    assert room.reading == ["a", "b"]
    room.session.apply(LayoutChanged(replace(before, maximised=1), 1))
    room.loading.open(room.series[0])
    assert (room.session.state.layout.maximised, room.session.state.active) == (0, 0), "it is seen"


def test_all_that_is_open_counts_against_the_budget(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    room = make("a", "b", budget=VOXELS * 3 // 2)
    room.show("a", "b")
    room.end(volume(tmp_path, "a"))
    qtbot.waitUntil(lambda: bool(room.large))
    assert (room.large[0].series.uid, room.large[0].placed) == ("b", True)
    assert room.large[0].budget < VOXELS
    assert "memory" in room.session.state.failures["b"]
    assert room.reading == ["a"]
    room.loading.answer(room.large[0], room.series[1], half=True)
    assert room.reading == ["a", "b"]
    assert VOXELS // 8 < room.last.arguments["budget"] < VOXELS
    assert len(room.large) == 1


def test_a_wish_counts_only_what_stays_open(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    room = make("a", "b", budget=VOXELS * 3 // 2)
    room.show("a")
    room.end(volume(tmp_path, "a"))
    qtbot.waitUntil(lambda: "a" in opened(room))
    room.loading.open(room.series[1])
    assert not room.large, "a gives its place to b"
    assert room.reading == ["a", "b"]


def test_files_of_what_is_open_are_kept_however_much_is_read(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    uids = tuple("abcdefg")
    room = make(*uids)
    room.show(*uids)
    for uid in uids:
        room.end(volume(tmp_path, uid))
        qtbot.waitUntil(lambda uid=uid: uid in opened(room))  # type: ignore[misc]
    assert not room.jobs.released
    room.show("a")
    for uid in "bcd":
        room.loading.open(room.series[uids.index(uid)])
        qtbot.waitUntil(lambda uid=uid: uid in opened(room))  # type: ignore[misc]
    assert room.reading == list(uids), "coming back needs no job"
    assert 1 not in room.jobs.released


def test_drawings_and_key_images_come_with_a_series(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    one = series(3)
    room = make("a")
    room.store.put_measurement(Measurement("m", "old uid", Shape.POINT, ((1.0, 2.0),), OnImage(1), fingerprint="a"))
    room.store.put_key_images("a", (KeyImage("old uid", 1, fingerprint="a"),))
    listed = replace(one, uid="a", fingerprint="a")
    study = replace(room.session.state.studies[0], series=(listed,))
    room.session.apply(StudiesFound(ScanResult((study,))))
    room.show("a")
    room.end(stored(tmp_path, [ramp()] * 3))
    qtbot.waitUntil(lambda: "a" in opened(room))
    state = room.session.state
    assert [drawn.series for drawn in state.measurements] == ["a"]
    assert [marked.frame for marked in state.key_images] == [1]


def test_a_wish_for_what_another_viewport_waits_for_is_read_once(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    room = make("a", "b")
    room.show("a", "b")
    room.end(volume(tmp_path, "a"))
    qtbot.waitUntil(lambda: "a" in opened(room))
    room.session.apply(TileActivated(0))
    room.loading.open(room.series[1])
    room.end(volume(tmp_path, "b"))
    qtbot.waitUntil(lambda: "b" in opened(room))
    assert room.session.state.series is room.series[1]
