"""The processes of a batch: whatever one item does, the others end by themselves, and what is finished is kept."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from medview.catalog.package import load_package
from medview.cli.batch_items import Item
from medview.cli.batch_records import Records, to_do
from medview.cli.batch_running import Running
from medview.cli.choosing import Chosen
from medview.core.batch import Outcome
from medview.core.errors import WriteError
from medview.jobs.table import PoolSpec
from tests.catalog.making import make_package
from tests.reportable import make_case


@pytest.fixture(autouse=True)
def tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("medview.cli.batch_running.BATCH", PoolSpec("batch", "tests.cli.batch_tasks:TASKS"))


@pytest.fixture
def records(tmp_path: Path) -> Records:
    (tmp_path / "out").mkdir()
    return Records(tmp_path / "out")


@pytest.fixture
def running(records: Records, tmp_path: Path) -> Running:
    (tmp_path / "work").mkdir()
    return Running(records, tmp_path / "work", 2, lambda _: None, lambda *_: None)


def items(tmp_path: Path, *descriptions: str) -> tuple[Item, ...]:
    case, package = make_case(tmp_path), load_package(make_package(tmp_path))
    return tuple(
        Item(f"tiny-{n}", "/studies", Chosen(case.study, replace(case.series, description=said)), package)
        for n, said in enumerate(descriptions)
    )


@pytest.mark.logs
@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_each_item_ends_by_itself(running: Running, records: Records, tmp_path: Path) -> None:
    lines: list[Outcome] = []
    moves: list[float] = []
    running.told, running.moved = lines.append, lambda fraction, _: moves.append(fraction)
    outcomes = running.run(items(tmp_path, "good", "bad", "crash", "bug", "good"))
    assert [outcomes[f"tiny-{n}"].status for n in range(5)] == ["done", "failed", "failed", "failed", "done"]
    assert (outcomes["tiny-1"].message, outcomes["tiny-1"].hint) == ("It is bad.", "Take another.")
    assert all(outcomes[f"tiny-{n}"].message for n in (2, 3))
    assert outcomes["tiny-0"].volumes == (("Ball", 1.25),)
    assert outcomes["tiny-0"].message == "Look at the rim."
    assert records.finished() == outcomes
    assert {one.key for one in lines} == outcomes.keys()
    assert all(0.0 <= move <= 1.0 for move in moves)
    assert {path.name for path in (records.folder / "tiny-0").iterdir()} == {"half.txt", "whole.txt", "outcome.json"}
    assert {path.name for path in (records.folder / "tiny-2").iterdir()} == {"outcome.json"}
    assert not list(records.folder.glob(".*"))
    assert not Path((records.folder / "tiny-0" / "whole.txt").read_text()).exists(), "the job's files are gone"


def test_cancelling_keeps_what_is_finished(running: Running, records: Records, tmp_path: Path) -> None:
    def stop(_: Outcome) -> None:
        raise KeyboardInterrupt

    running.told = stop
    with pytest.raises(KeyboardInterrupt):
        running.run(items(tmp_path, "good", "wait", "wait"))
    assert records.finished().keys() == {"tiny-0"}
    records.forget_parts()
    assert {path.name for path in records.folder.iterdir()} == {"tiny-0"}


def test_nothing_to_do_starts_nothing(running: Running) -> None:
    assert running.run(()) == {}


def test_what_failed_is_tried_again_and_what_is_done_is_not(records: Records) -> None:
    for key, status in (("a", "done"), ("b", "failed"), ("c", "refused"), ("d", "unreadable")):
        records.part(key).mkdir()
        records.keep(Outcome(key, "/p", "1", "2", "tiny", "1", status))
    assert to_do("abcde", records.finished()) == ("b", "d", "e")
    assert {one.folder for one in records.finished().values()} == {"a", ""}


def test_a_full_disk_ends_the_batch_and_leaves_the_item_to_be_done(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    records.part("a").mkdir()
    monkeypatch.setattr("medview.core.files.os.replace", _full)
    with pytest.raises(WriteError, match="No space left"):
        records.keep(Outcome("a", "/p", "1", "2", "tiny", "1", "done"))
    monkeypatch.undo()
    assert records.finished() == {}


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"key": "a"}', '{"key": "a", "volumes": [[1]]}'])
def test_a_record_that_was_cut_is_done_anew(records: Records, text: str) -> None:
    (records.folder / "a").mkdir()
    (records.folder / "a" / "outcome.json").write_text(text)
    assert records.finished() == {}
