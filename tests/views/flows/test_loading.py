"""What becomes of a wish to see a series: first pictures, the whole, cancels, budgets; jobs are answered by hand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from medview.core.content import Node, Tree
from medview.core.errors import MedViewError
from medview.core.geometry import Geometry
from medview.core.images import StoredImages
from medview.core.study import Kind, ScanResult, Series
from medview.core.volume import StoredVolume, Window
from medview.jobs.protocol import Failed
from medview.session.changes import CursorMoved, FrameShown, LayoutChanged, StudiesFound, WindowChanged
from medview.session.layout import Layout, Tile, grid
from medview.session.session import Session
from medview.session.store import Store
from medview.views.background import Background
from medview.views.flows.loaded import Loaded
from medview.views.flows.loading import Loading
from medview.views.flows.room import TooLarge
from medview.views.jobs import Then
from medview.views.known import slice_centre
from medview.views.parts import Parts
from tests.views.stacks import empty_session, ramp, series, stored

GRID = Geometry((10, 40, 60), np.diag([2.0, 1.0, 1.0, 1.0])[:, [2, 1, 0, 3]])


@dataclass
class Asked:
    task: str
    then: Then
    arguments: dict[str, Any]


@dataclass
class Jobs:
    """Keeps what was asked, for a test to answer."""

    asked: list[Asked] = field(default_factory=list)
    cancelled: list[int] = field(default_factory=list)
    released: list[int] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    def submit(self, pool: str, task: str, title: str, then: Then, /, **arguments: Any) -> int:
        self.asked.append(Asked(task, then, arguments))
        return len(self.asked)

    def cancel(self, serial: int) -> None:
        self.cancelled.append(serial)

    def release(self, pool: str, serial: int) -> None:
        self.released.append(serial)

    def running(self, task: str) -> tuple[int, ...]:
        return ()

    def busy(self, but: Collection[str]) -> bool:
        return bool({*self.others} - {*but})


class Room:
    """A flow with everything it works with."""

    def __init__(self, folder: Path, background: Background, store: Store, one: Series, budget: int = 10**9) -> None:
        self.jobs = Jobs()
        self.session: Session = empty_session(one)
        self.budget = budget
        self.background = background
        parts = Parts(self.session, store, self.jobs, background, folder, folder, "")  # type: ignore[arg-type]
        self.loading = Loading(parts, lambda: self.budget)
        self.told: list[str] = []
        self.failed: list[MedViewError] = []
        self.large: list[TooLarge] = []
        self.loading.told.connect(lambda message, _: self.told.append(message))
        self.loading.failed.connect(self.failed.append)
        self.loading.too_large.connect(self.large.append)

    @property
    def last(self) -> Asked:
        return self.jobs.asked[-1]

    def partial(self, images: StoredImages) -> None:
        assert self.last.then.partial is not None
        self.last.then.partial(images)

    def done(self, value: object) -> None:
        assert self.last.then.done is not None
        self.last.then.done(value)


Make = Callable[..., Room]


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Iterator[Make]:
    background, store = Background(), Store(tmp_path / "store.db")
    yield lambda one, **more: Room(tmp_path, background, store, one, **more)
    background.close()
    store.close()


def growing(folder: Path, held: tuple[int, ...], count: int = 10, name: str = "stack") -> StoredImages:
    where = folder / name
    where.mkdir()
    images = stored(where, [ramp(number=n) for n in range(count)])
    ready = np.full(count, -1, np.int32)
    ready[list(held)] = held
    np.save(where / "ready.npy", ready)
    np.save(where / "wanted.npy", np.array([held[0]], np.int64))
    return replace(images, ready=str(where / "ready.npy"), wanted=str(where / "wanted.npy"))


def test_the_first_pictures_are_shown_before_the_job_ends(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    one = series(10)
    room = make(one)
    room.loading.open(one)
    images = growing(tmp_path, (4,))
    room.partial(images)
    qtbot.waitUntil(lambda: room.session.state.images is not None)
    assert room.session.state.frame == 4
    room.session.apply(FrameShown(7))
    before = room.session.state.images
    room.done(replace(images, ready="", wanted=""))
    assert room.session.state.images is before
    assert room.session.state.frame == 7
    assert not room.told


def test_what_could_not_be_read_is_told_at_the_end(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    one = series(10)
    room = make(one)
    room.loading.open(one)
    images = growing(tmp_path, (0,))
    room.partial(images)
    qtbot.waitUntil(lambda: room.session.state.images is not None)
    room.done(replace(images, note="2 of 10 pictures cannot be read"))
    assert room.told == ["2 of 10 pictures cannot be read"]


def volume_series() -> Series:
    return series(10, Kind.VOLUME, geometry=GRID)


def volume(folder: Path) -> StoredVolume:
    np.save(folder / "volume.npy", np.stack([ramp(number=n) for n in range(10)]))
    return StoredVolume(str(folder / "volume.npy"), GRID)


def test_a_volume_follows_its_preview_at_the_same_slice_and_window(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    one = volume_series()
    room = make(one)
    room.loading.open(one)
    room.partial(growing(tmp_path, (5,)))
    qtbot.waitUntil(lambda: room.session.state.images is not None)
    room.session.apply(FrameShown(8))
    room.session.apply(WindowChanged(Window(1.0, 2.0)))
    room.done(volume(tmp_path))
    qtbot.waitUntil(lambda: room.session.state.volume is not None)
    state = room.session.state
    assert state.images is None
    assert state.window == Window(1.0, 2.0)
    assert state.cursor_lps is not None
    assert GRID.to_index(state.cursor_lps)[0] == pytest.approx(8.0)


def test_a_volume_that_follows_its_preview_leaves_the_crosshair_of_its_frame_where_it_is(
    make: Make, qtbot: QtBot, tmp_path: Path
) -> None:
    one, other = (replace(volume_series(), uid=uid, fingerprint=uid, frame_of_reference_uid="f") for uid in "ab")
    room = make(one)
    study = replace(room.session.state.studies[0], series=(one, other))
    room.session.apply(StudiesFound(ScanResult((study,))))
    room.loading.open(one)
    room.done(volume(tmp_path))
    qtbot.waitUntil(lambda: room.session.state.volume is not None)
    room.session.apply(CursorMoved((11.0, 12.0, 4.0), "a"))
    room.session.apply(LayoutChanged(Layout(grid(1, 2), (Tile("a"), Tile("b")), chosen=True), 0))
    qtbot.waitUntil(lambda: len(room.jobs.asked) == 2)
    room.partial(growing(tmp_path, (5,)))
    qtbot.waitUntil(lambda: "b" in room.session.state.opened)
    room.done(volume(tmp_path))
    qtbot.waitUntil(lambda: room.session.state.opened["b"].volume is not None)
    assert room.session.state.cursor_of(other) == room.session.state.cursor_lps == (11.0, 12.0, 4.0)


def test_cancelling_keeps_the_pictures_that_were_read_and_says_so(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    one = series(10)
    room = make(one)
    room.loading.open(one)
    room.partial(growing(tmp_path, (0, 1)))
    qtbot.waitUntil(lambda: room.session.state.images is not None)
    room.loading.cancel()
    assert room.jobs.cancelled == [1]
    assert room.session.state.images is not None
    assert "cancelled" in room.session.state.images.note
    room.loading.open(one)  # a click reads on
    assert len(room.jobs.asked) == 2


def test_a_cancelled_job_is_not_shown(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    one, other = series(10), series(10, uid="1.3", fingerprint="other")
    room = make(one)
    room.loading.open(one)
    first = room.last
    room.loading.open(other)
    assert room.jobs.cancelled == [1]
    assert first.then.partial is not None
    assert first.then.done is not None
    first.then.partial(growing(tmp_path, (0,)))
    first.then.done(growing(tmp_path, (0,), name="late"))
    qtbot.wait(50)
    assert room.session.state.images is None
    assert room.jobs.released == [1]


def test_a_failure_goes_back_to_what_is_shown(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    one = series(10)
    room = make(one)
    room.loading.open(one)
    assert room.last.then.failed is not None
    room.last.then.failed(Failed(1, "It is damaged.", "Copy it again.", "error"))
    assert room.failed[0].message == "It is damaged."
    room.loading.open(one)
    assert len(room.jobs.asked) == 2


def test_coming_back_needs_no_job(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    one, other = series(10), series(1, uid="1.3", fingerprint="other", kind=Kind.REPORT)
    room = make(one)
    room.loading.open(one)
    room.done(stored(tmp_path, [ramp()] * 10))
    qtbot.waitUntil(lambda: room.session.state.images is not None)
    room.loading.open(other)
    room.done(Tree("Report", Node("Report")))
    qtbot.waitUntil(lambda: room.session.state.content is not None)
    assert room.session.state.images is None
    room.loading.open(one)
    qtbot.waitUntil(lambda: room.session.state.images is not None)
    assert [asked.task for asked in room.jobs.asked] == ["load", "load"]


def test_a_volume_beyond_the_budget_waits_for_an_answer(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    one = volume_series()
    room = make(one, budget=1000)
    room.loading.open(one)
    assert not room.jobs.asked
    assert (room.large[0].needed, room.large[0].budget) == (10 * 40 * 60 * 2, 1000)
    room.loading.open(one, half=True)
    assert room.last.arguments["budget"] == 1000


def test_more_pictures_are_asked_for_once_at_a_time(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    one = series(10)
    room = make(one)
    room.loading.open(one)
    images = growing(tmp_path, (0, 1, 2))
    room.partial(images)
    qtbot.waitUntil(lambda: room.session.state.images is not None)
    room.loading.want_frame("1.2", 9)
    assert len(room.jobs.asked) == 1  # the load itself follows the picture on screen
    room.done(images)
    room.loading.want_frame("1.2", 9)
    room.loading.want_frame("1.2", 8)
    assert [asked.task for asked in room.jobs.asked] == ["load", "refill"]
    room.done(None)
    assert room.jobs.released == [2]
    room.loading.want_frame("1.2", 8)
    assert [asked.task for asked in room.jobs.asked] == ["load", "refill", "refill"]


def test_the_middle_of_a_slice_is_found_at_half_resolution_too() -> None:
    one = volume_series()
    half = StoredVolume("", Geometry((5, 20, 30), np.diag([4.0, 2.0, 2.0, 1.0])[:, [2, 1, 0, 3]]))
    assert half.geometry.to_index(slice_centre(one, half, 9))[0] == pytest.approx(4.0)


def test_files_changed_on_disk_are_loaded_anew_and_the_former_ones_given_back(
    make: Make, qtbot: QtBot, tmp_path: Path
) -> None:
    former, now = (replace(series(10), stamp=stamp) for stamp in ("before", "after"))
    room = make(former)
    room.loading.open(former)
    room.done(growing(tmp_path, tuple(range(10))))
    qtbot.waitUntil(lambda: room.session.state.images is not None)
    study = replace(room.session.state.studies[0], series=(now,))
    room.loading.forget_replaced((study,))
    assert room.jobs.released == []  # it is on screen
    room.loading.open(now)
    assert [asked.task for asked in room.jobs.asked] == ["load", "load"]
    fresh = growing(tmp_path, tuple(range(10)), name="fresh")
    room.done(fresh)
    qtbot.waitUntil(lambda: room.session.state.series is now)
    assert room.session.state.images is fresh
    qtbot.waitUntil(lambda: not room.background.busy)  # what was analysed before is read from the store
    room.loading.forget_replaced((study,))
    assert room.jobs.released == [1]


@pytest.mark.parametrize("reader", ["analyse", "align", "small_volume", "draw", "refill", "in a thread"])
def test_files_are_not_given_back_while_something_may_read_them(qtbot: QtBot, tmp_path: Path, reader: str) -> None:
    jobs = Jobs(others=["load", "train", reader])
    threads = reader == "in a thread"
    loaded = Loaded(jobs, reading=lambda: threads)  # type: ignore[arg-type]
    for number in range(4):
        loaded.keep(number, Tree("Report", Node("Report")), number)
    loaded.drop(lambda key: key == 2)
    assert jobs.released == []
    jobs.others, threads = ["load", "train"], False
    loaded.keep(4, Tree("Report", Node("Report")), 4)
    assert jobs.released == [0, 1, 2]
    loaded.drop(lambda key: key == 3)
    assert jobs.released == [0, 1, 2, 3]


def test_a_cancelled_refill_is_waited_for(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    one, other = series(10), series(10, uid="1.3", fingerprint="other")
    room = make(one)
    room.loading.open(one)
    images = growing(tmp_path, (0, 1, 2))
    room.done(images)
    qtbot.waitUntil(lambda: room.session.state.images is not None)
    room.loading.want_frame("1.2", 9)
    refill = room.last
    room.loading.open(other)
    assert 2 in room.jobs.cancelled
    room.loading.open(one)
    room.loading.want_frame("1.2", 9)
    assert [asked.task for asked in room.jobs.asked] == ["load", "refill", "load"]
    assert refill.then.cancelled
    refill.then.cancelled()
    room.loading.want_frame("1.2", 9)
    assert [asked.task for asked in room.jobs.asked] == ["load", "refill", "load", "refill"]
    again = room.last
    room.loading.cancel()
    assert again.then.failed
    again.then.failed(Failed(4, "gone", "", "error"))
    assert not room.failed
