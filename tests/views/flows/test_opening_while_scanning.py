"""What the window does with what a scan tells before its end: listing, thumbnails, the first series."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from medview.core.geometry import Geometry
from medview.core.study import Instance, Patient, ScanResult, Series, Study
from medview.jobs.protocol import Failed
from medview.session.session import Session
from medview.views.flows.opening import Opening
from medview.views.jobs import Then
from medview.views.parts import Parts


class Jobs(QObject):
    """Keeps what was submitted; the test answers."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[str, str, Then, dict[str, Any]]] = []
        self.cancelled: list[int] = []

    def submit(self, pool: str, task: str, _title: str, then: Then, /, **arguments: Any) -> int:
        self.asked.append((pool, task, then, arguments))
        return len(self.asked)

    def cancel(self, serial: int) -> None:
        self.cancelled.append(serial)

    def release(self, _pool: str, _serial: int) -> None:
        pass

    def running(self, _task: str) -> tuple[int, ...]:
        return ()

    def busy(self, but: Collection[str]) -> bool:
        return bool({task for _, task, _, _ in self.asked} - {*but})

    def of(self, task: str) -> list[tuple[str, Then, dict[str, Any]]]:
        return [(pool, then, arguments) for pool, name, then, arguments in self.asked if name == task]


class Now:
    """Small work, done at once; what fails is not told."""

    busy = False

    def run(self, work: Callable[[], object], then: Callable[[Any], object], _failed: object) -> None:
        then(work())


@pytest.fixture
def jobs() -> Jobs:
    return Jobs()


@pytest.fixture
def session() -> Session:
    return Session(lambda _: None)


@pytest.fixture
def opening(jobs: Jobs, session: Session, tmp_path: Path, qtbot: QtBot) -> Opening:
    store = SimpleNamespace(remember_study=lambda study, paths: None)
    made = Opening(
        Parts(
            session, cast("Any", store), cast("Any", jobs), cast("Any", Now()), tmp_path, tmp_path, lambda: "headers"
        ),
        None,
        lambda: 1 << 40,
    )
    made.open_paths(("/in",))
    return made


def series(uid: str, slices: int) -> Series:
    grid = Geometry((slices, 32, 32), np.eye(4)) if slices > 1 else None
    instances = tuple(Instance(f"/in/{uid}/{number}", "", f"{uid}.{number}") for number in range(slices))
    return Series(uid, "1", "dicom", "CT", uid, None, "", instances, grid, fingerprint=f"{uid} of {slices}")


def part(*found: Series, complete: bool = False) -> ScanResult:
    return ScanResult((Study("1", Patient("p", "P"), "", "", "", "", found),), complete=complete)


def tell(jobs: Jobs, result: ScanResult) -> None:
    (_, then, _) = jobs.of("scan")[-1]
    answer = then.done if result.complete else then.partial
    assert answer is not None
    answer(result)


def loaded(jobs: Jobs) -> list[tuple[str, int]]:
    return [(asked["series"].uid, len(asked["series"].instances)) for _, _, asked in jobs.of("load")]


def drawn(jobs: Jobs) -> list[str]:
    return [asked["series"].uid for _, _, asked in jobs.of("thumbnail")]


def listed(session: Session) -> list[tuple[str, int]]:
    return [(one.uid, len(one.instances)) for study in session.state.studies for one in study.series]


def test_the_scan_has_the_cache(opening: Opening, jobs: Jobs) -> None:
    ((pool, _, arguments),) = jobs.of("scan")
    assert pool == "files"
    assert arguments == {"paths": ("/in",), "cache": "headers"}


def test_the_list_fills_and_the_first_settled_series_opens(opening: Opening, jobs: Jobs, session: Session) -> None:
    tell(jobs, part(series("a", 3), series("b", 20)))
    assert listed(session) == [("a", 3), ("b", 20)]
    assert loaded(jobs) == []  # both may still grow
    tell(jobs, part(series("b", 40)))
    assert listed(session) == [("a", 3), ("b", 40)]
    assert drawn(jobs) == ["a"]
    assert loaded(jobs) == []  # a localiser
    tell(jobs, part(series("c", 30)))
    assert loaded(jobs) == [("b", 40)]
    tell(jobs, part(series("d", 30)))
    assert loaded(jobs) == [("b", 40)]
    whole = part(series("a", 3), series("b", 40), series("c", 30), series("d", 30), complete=True)
    tell(jobs, whole)
    assert loaded(jobs) == [("b", 40)]
    assert listed(session) == [("a", 3), ("b", 40), ("c", 30), ("d", 30)]


def test_a_series_opened_too_early_is_opened_again(opening: Opening, jobs: Jobs) -> None:
    tell(jobs, part(series("b", 20)))
    tell(jobs, part(series("c", 20)))
    assert loaded(jobs) == [("b", 20)]
    tell(jobs, part(series("b", 33), series("c", 20), complete=True))
    assert loaded(jobs) == [("b", 20), ("b", 33)]


def test_what_a_person_chose_meanwhile_stays(opening: Opening, jobs: Jobs) -> None:
    tell(jobs, part(series("b", 20), series("c", 20)))
    opening.open_series("c")
    tell(jobs, part(series("d", 20)))
    tell(jobs, part(series("b", 20), series("c", 20), series("d", 20), complete=True))
    assert loaded(jobs) == [("c", 20)]


def test_a_short_scan_opens_its_first_series_in_the_end(opening: Opening, jobs: Jobs) -> None:
    tell(jobs, part(series("a", 3), series("b", 20), complete=True))
    assert loaded(jobs) == [("b", 20)]


def test_a_part_that_comes_after_another_scan_began_is_dropped(opening: Opening, jobs: Jobs, session: Session) -> None:
    (_, then, _) = jobs.of("scan")[0]
    opening.open_paths(("/other",))
    assert then.partial is not None
    then.partial(part(series("a", 20)))
    assert listed(session) == []


def test_thumbnails_are_asked_for_once_and_two_at_a_time(opening: Opening, jobs: Jobs, session: Session) -> None:
    names = [f"s{number}" for number in range(6)]
    for name in names:
        tell(jobs, part(series(name, 20)))
    assert drawn(jobs) == names[:2]
    tell(jobs, part(*(series(name, 20) for name in names), complete=True))
    assert drawn(jobs) == names[:2]
    answers: list[Callable[[Then], None]] = [
        lambda then: then.done and then.done("a.png"),
        lambda then: then.failed and then.failed(Failed(1, "", "", "error")),
        lambda then: then.cancelled and then.cancelled(),
    ] * 2
    for number, answer in enumerate(answers):
        answer(jobs.of("thumbnail")[number][1])
        assert len(drawn(jobs)) == min(number + 3, 6)
    assert drawn(jobs) == names
    assert {pool for pool, _, _ in jobs.of("thumbnail")} == {"thumbnails"}
    assert set(session.state.thumbnails) == {"s0", "s3"}
    tell(jobs, part(*(replace(series(name, 20)) for name in names), complete=True))
    assert drawn(jobs) == names


def test_files_changed_on_disk_get_another_thumbnail(opening: Opening, jobs: Jobs, session: Session) -> None:
    former, now = (replace(series("a", 20), stamp=stamp) for stamp in ("before", "after"))
    tell(jobs, part(former, complete=True))
    opening.open_paths(("/in",))
    tell(jobs, part(now, complete=True))
    first, second = (then for _, then, _ in jobs.of("thumbnail"))
    assert first.done
    assert second.done
    first.done("before.png")
    assert dict(session.state.thumbnails) == {}
    second.done("after.png")
    assert dict(session.state.thumbnails) == {"a": "after.png"}
    opening.open_paths(("/in",))
    tell(jobs, part(former))
    assert dict(session.state.thumbnails) == {}
