from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from medview.core.errors import MedViewError, WriteError
from medview.core.finding import Decision, Field, Region, Review
from medview.core.study import Patient, Study
from medview.session import schema
from medview.session.analysis_json import analysis_from_json, analysis_to_json, map_files
from medview.session.store import Store
from tests.session.samples import FINGERPRINT, sample_analysis, sample_review

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


def a_study(uid: str, description: str = "Brain") -> Study:
    return Study(uid, Patient("1", "Doe^Jane"), "20240102", description, "", "", ())


# analyses


def test_an_analysis_is_found_again_by_its_fingerprint_with_its_maps(folder: Path, tmp_path: Path) -> None:
    with Store(folder) as store:
        kept = store.add_analysis(sample_analysis(tmp_path / "job"), FINGERPRINT)
        store.add_analysis(sample_analysis(tmp_path / "job2", "run-2"), "other")
    shutil.rmtree(tmp_path / "job")
    with Store(folder) as store:
        assert store.analyses(FINGERPRINT) == (kept,)
        assert store.notices == ()
    np.testing.assert_array_equal(np.load(map_files(kept)[0]), np.arange(24).reshape(2, 3, 4))


def test_only_paths_change_when_an_analysis_is_kept(folder: Path, tmp_path: Path) -> None:
    given = sample_analysis(tmp_path / "job")
    with Store(folder) as store:
        kept = store.add_analysis(given, FINGERPRINT)
    moved = {
        path: str(tmp_path / "job" / name)
        for path, name in zip(map_files(kept), ("labels.npy", "entropy.npy"), strict=True)
    }
    assert all(Path(path).parent.parent == folder / "analyses" for path in moved)
    assert [finding.id for finding in kept.findings] == [finding.id for finding in given.findings]
    assert isinstance(kept.findings[0].where, Region)
    assert isinstance(kept.findings[1].value, Field)
    text = json.dumps(analysis_to_json(kept))
    for path, original in moved.items():
        text = text.replace(json.dumps(path), json.dumps(original))
    assert analysis_from_json(json.loads(text)) == given


def test_a_copy_is_made_where_a_link_is_not_possible(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refuse)
    with Store(folder) as store:
        kept = store.add_analysis(sample_analysis(tmp_path / "job"), FINGERPRINT)
    assert np.load(map_files(kept)[1]).shape == (2, 3, 4)


def test_a_moved_store_still_finds_its_maps(folder: Path, tmp_path: Path) -> None:
    with Store(folder) as store:
        store.add_analysis(sample_analysis(tmp_path / "job"), FINGERPRINT)
    folder.rename(tmp_path / "elsewhere")
    with Store(tmp_path / "elsewhere") as store:
        (kept,) = store.analyses(FINGERPRINT)
    assert all(Path(path).exists() for path in map_files(kept))


def test_an_analysis_whose_maps_are_gone_is_told_and_its_decisions_stay(folder: Path, tmp_path: Path) -> None:
    with Store(folder) as store:
        kept = store.add_analysis(sample_analysis(tmp_path / "job"), FINGERPRINT)
        store.add_review(sample_review())
        Path(map_files(kept)[0]).write_bytes(b"short")
        assert store.analyses(FINGERPRINT) == store.analyses(FINGERPRINT) == ()
        assert len(store.notices) == 1
        assert "Run the analysis again" in store.notices[0]
        assert len(store.reviews(["run-1-a"])) == 1


def test_a_full_disk_keeps_nothing_half(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with Store(folder) as store:
        first = store.add_analysis(sample_analysis(tmp_path / "job"), FINGERPRINT)
        with monkeypatch.context() as patch:
            patch.setattr(os, "link", full)
            patch.setattr(shutil, "copyfile", full)
            with pytest.raises(WriteError, match="No space left on device") as caught:
                store.add_analysis(sample_analysis(tmp_path / "job2", "run-2"), FINGERPRINT)
        assert "disk space" in caught.value.hint
        assert store.analyses(FINGERPRINT) == (first,)
        assert len(list((folder / "analyses").iterdir())) == 1
        store.add_analysis(sample_analysis(tmp_path / "job2", "run-2"), FINGERPRINT)
        assert len(store.analyses(FINGERPRINT)) == 2


def test_a_full_database_refuses_a_decision_and_keeps_the_earlier_ones(folder: Path) -> None:
    with Store(folder) as store:
        store.add_review(sample_review())
        pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
        store._connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(WriteError, match="full"):
            store.add_review(sample_review(reason="x" * 100_000))
        assert len(store.reviews(["run-1-a"])) == 1


def test_maps_nobody_names_are_wiped_at_the_next_start(folder: Path, tmp_path: Path) -> None:
    with Store(folder) as store:
        kept = store.add_analysis(sample_analysis(tmp_path / "job"), FINGERPRINT)
    (folder / "analyses" / "orphan").mkdir()
    with Store(folder):
        assert [path.name for path in (folder / "analyses").iterdir()] == [Path(map_files(kept)[0]).parent.name]


def test_a_missing_map_is_refused(folder: Path, tmp_path: Path) -> None:
    analysis = sample_analysis(tmp_path / "job")
    (tmp_path / "job" / "entropy.npy").unlink()
    with Store(folder) as store, pytest.raises(WriteError, match="result could not be kept"):
        store.add_analysis(analysis, FINGERPRINT)
    assert list((folder / "analyses").iterdir()) == []


# reviews


def test_reviews_come_back_in_order_and_only_those_asked_for(folder: Path) -> None:
    reviews = [
        sample_review(),
        sample_review(decision=Decision.REJECTED),
        Review("run-1-b", Decision.MODIFIED, "Dr B", "2024-01-01T00:00:00+01:00", "", "run-1-b2"),
        sample_review("run-1-a", Decision.WITHDRAWN),
    ]
    with Store(folder) as store:
        for review in [*reviews, sample_review("other")]:
            store.add_review(review)
    with Store(folder) as store:
        assert store.reviews(["run-1-a", "run-1-b"]) == tuple(reviews)
        assert store.reviews(()) == ()


@pytest.mark.parametrize("statement", ["UPDATE reviews SET decision = 'accepted'", "DELETE FROM reviews"])
def test_the_database_itself_refuses_to_change_a_review(folder: Path, statement: str) -> None:
    with Store(folder) as store:
        store.add_review(sample_review(decision=Decision.REJECTED))
    with (
        closing(sqlite3.connect(folder / "medview.sqlite")) as connection,
        pytest.raises(sqlite3.IntegrityError, match="only ever added"),
    ):
        connection.execute(statement)
    with Store(folder) as store:
        assert store.reviews(["run-1-a"])[0].decision is Decision.REJECTED


KILLED = """
import sys, time
from pathlib import Path
from medview.session.store import Store
from tests.session.samples import FINGERPRINT, sample_analysis, sample_review

store = Store(Path(sys.argv[1]))
store.add_analysis(sample_analysis(Path(sys.argv[1]) / sys.argv[2], sys.argv[2]), FINGERPRINT)
store.add_review(sample_review(reason=sys.argv[2]))
print("kept", flush=True)
time.sleep(600)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_a_kill_right_after_a_decision_loses_nothing(folder: Path) -> None:
    for reason in ("first", "second"):
        program = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(folder), reason],
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert program.stdout is not None
        assert program.stdout.readline() == "kept\n"
        program.send_signal(signal.SIGKILL)
        program.communicate()
    with Store(folder) as store:
        assert [review.reason for review in store.reviews(["run-1-a"])] == ["first", "second"]
        assert len(store.analyses(FINGERPRINT)) == 2
        assert store.notices == ()


def test_decisions_are_synchronised_to_the_disk(folder: Path) -> None:
    with Store(folder) as store:
        assert store._connection.execute("PRAGMA synchronous").fetchone()[0] == 2
        assert store._connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_two_programs_may_use_one_store(folder: Path) -> None:
    with Store(folder) as first, Store(folder) as second:
        first.add_review(sample_review())
        second.add_review(sample_review(decision=Decision.REJECTED))
        assert first.reviews(["run-1-a"]) == second.reviews(["run-1-a"])
        assert len(first.reviews(["run-1-a"])) == 2


def test_many_threads_may_add(folder: Path) -> None:
    with Store(folder) as store:
        threads = [threading.Thread(target=store.add_review, args=(sample_review(f"f{n}"),)) for n in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(store.reviews([f"f{n}" for n in range(20)])) == 20


# studies


def test_recent_studies_newest_first_each_once(folder: Path) -> None:
    with Store(folder) as store:
        for uid in ("1", "2", "1"):
            store.remember_study(a_study(uid), [Path("/a"), "/b"])
        recent = store.recent_studies()
        assert [entry.uid for entry in recent] == ["1", "2"]
        assert (recent[0].title, recent[0].paths) == ("Doe, Jane · Brain · 2024-01-02", ("/a", "/b"))
        for number in range(30):
            store.remember_study(a_study(f"n{number}"), ["/a"])
        assert len(store.recent_studies()) == 20
        store.forget_studies()
        assert store.recent_studies() == ()


# the file itself


def test_the_store_is_private(folder: Path) -> None:
    folder.mkdir(mode=0o755)
    with Store(folder):
        assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.logs
@pytest.mark.parametrize("damage", [b"this is not a database, but it is long enough to be one" * 100, None])
def test_a_damaged_database_is_kept_aside_and_told(folder: Path, damage: bytes | None) -> None:
    with Store(folder) as store:
        for number in range(40):
            store.add_review(sample_review(f"f{number}", reason="x" * 2000))
    path = folder / "medview.sqlite"
    whole = path.read_bytes()
    damage = damage or whole[:4096] + b"\x5a" * (len(whole) - 4096)
    path.write_bytes(damage)
    with Store(folder) as store:
        assert store.reviews(["f1"]) == ()
        assert "damaged and is kept as" in store.notices[0]
        store.add_review(sample_review())
    (aside,) = folder.glob("medview.damaged-*.sqlite")
    assert aside.read_bytes() == damage
    with Store(folder) as store:
        assert store.notices == ()
        assert len(store.reviews(["run-1-a"])) == 1


def test_a_newer_store_is_left_untouched(folder: Path) -> None:
    with Store(folder) as store:
        store.add_review(sample_review())
    with closing(sqlite3.connect(folder / "medview.sqlite")) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = (folder / "medview.sqlite").read_bytes()
    with pytest.raises(MedViewError, match="newer MedView"):
        Store(folder)
    assert (folder / "medview.sqlite").read_bytes() == before


def test_a_store_that_cannot_be_opened_says_so_and_is_not_called_damaged(folder: Path) -> None:
    folder.mkdir()
    (folder / "medview.sqlite").mkdir()
    with pytest.raises(WriteError, match="could not be opened"):
        Store(folder)
    assert (folder / "medview.sqlite").is_dir()


def test_migrations_run_once_each_and_a_failing_one_changes_nothing() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        first, second = ("CREATE TABLE a (x)",), ("ALTER TABLE a ADD COLUMN y", "INSERT INTO a VALUES (1, 2)")
        schema.migrate(connection, (first,))
        schema.migrate(connection, (first, second))
        schema.migrate(connection, (first, second))
        assert connection.execute("SELECT * FROM a").fetchall() == [(1, 2)]
        with pytest.raises(sqlite3.OperationalError):
            schema.migrate(connection, (first, second, ("DROP TABLE a", "nonsense")))
        assert connection.execute("SELECT * FROM a").fetchall() == [(1, 2)]
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
