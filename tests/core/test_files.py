"""Locks between processes and threads."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import IO

import pytest

from medview.core import files
from medview.core.errors import WriteError
from medview.core.files import alone


def test_one_waits_for_the_other_and_nothing_is_left(tmp_path: Path) -> None:
    place, inside, told = tmp_path / "lock", threading.Event(), list[str]()
    leave = threading.Event()

    def first() -> None:
        with alone(place):
            inside.set()
            leave.wait()
            told.append("first")

    def second() -> None:
        with alone(place):
            told.append("second")

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    inside.wait()
    threads[1].start()
    assert told == []
    leave.set()
    for thread in threads:
        thread.join()
    assert told == ["first", "second"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("again", [False, True], ids=["gone", "another one"])
def test_a_file_its_last_holder_removed_is_not_taken_for_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    place, locked = tmp_path / "lock", list[IO[bytes]]()
    lock = files.lock

    def late(file: IO[bytes], *, wait: bool) -> None:
        lock(file, wait=wait)
        locked.append(file)
        if len(locked) == 1:  # whoever held it leaves only now
            place.unlink()
            if again:
                place.touch()

    monkeypatch.setattr(files, "lock", late)
    with alone(place):
        assert len(locked) == 2
        assert locked[0].closed
        assert place.exists()
    assert locked[1].closed


def test_a_file_system_without_locks_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(file: IO[bytes], *, wait: bool) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(files, "lock", never)
    with pytest.raises(WriteError, match="could not be locked: No locks available"), alone(tmp_path / "lock"):
        pytest.fail("it went on")
