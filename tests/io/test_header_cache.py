"""The header cache: hits only for the same file, private, bounded, and rebuilt when it is damaged."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from medview.core.errors import ReadError
from medview.io import header_cache
from medview.io.dicom_header import Header, read_header
from medview.io.header_cache import HeaderCache, clear
from tests.io.making import write_ct

LONG_AGO = 1_700_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = write_ct(tmp_path / "in", 4)
    (made / "notes.txt").write_text("no image")
    for path in made.iterdir():
        os.utime(path, (LONG_AGO, LONG_AGO))
    return made


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "headers.sqlite"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were really read."""
    names: list[str] = []

    def reading(path: str) -> Header | None:
        names.append(Path(path).name)
        return read_header(path)

    monkeypatch.setattr(header_cache, "read_header", reading)
    return names


def every(folder: Path, cache: Path | str) -> list[Header | None]:
    with HeaderCache(str(cache)) as headers:
        return [headers.read(str(path)) for path in sorted(folder.iterdir())]


def test_a_second_scan_reads_nothing_and_says_the_same(folder: Path, cache: Path, reads: list[str]) -> None:
    first = every(folder, cache)
    assert len(reads) == 5
    assert every(folder, cache) == first
    assert len(reads) == 5
    assert first[4] is None
    assert first[0] == read_header(str(folder / "000.dcm"))


@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.write_bytes(path.read_bytes() + b"\0\0"),
        lambda path: os.utime(path, (LONG_AGO, LONG_AGO + 1)),
    ],
)
def test_a_changed_file_is_read_again(
    change: Callable[[Path], None], folder: Path, cache: Path, reads: list[str]
) -> None:
    every(folder, cache)
    change(folder / "001.dcm")
    os.utime(folder / "001.dcm", (LONG_AGO, max(LONG_AGO, os.stat(folder / "001.dcm").st_mtime) + 1))
    reads.clear()
    headers = every(folder, cache)
    assert reads == ["001.dcm"]
    assert headers[1] == read_header(str(folder / "001.dcm"))


def test_a_file_changed_just_now_is_not_remembered(folder: Path, cache: Path, reads: list[str]) -> None:
    os.utime(folder / "002.dcm")
    every(folder, cache)
    reads.clear()
    every(folder, cache)
    assert reads == ["002.dcm"]


def test_no_cache_at_all(folder: Path, reads: list[str]) -> None:
    every(folder, "")
    every(folder, "")
    assert len(reads) == 10


def test_a_file_that_cannot_be_read_is_tried_again(folder: Path, cache: Path, reads: list[str]) -> None:
    (folder / "000.dcm").write_bytes(b"\0" * 128 + b"DICM" + b"\xff" * 20)
    os.utime(folder / "000.dcm", (LONG_AGO, LONG_AGO))
    for _ in range(2):
        with HeaderCache(str(cache)) as headers, pytest.raises(ReadError):
            headers.read(str(folder / "000.dcm"))
    assert reads == ["000.dcm", "000.dcm"]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_only_its_owner_may_read_it(folder: Path, cache: Path) -> None:
    every(folder, cache)
    assert stat.S_IMODE(cache.stat().st_mode) == 0o600
    assert stat.S_IMODE(cache.parent.stat().st_mode) == 0o700
    cache.chmod(0o644)
    every(folder, cache)
    assert stat.S_IMODE(cache.stat().st_mode) == 0o600


def scribbled(cache: Path) -> None:
    cache.write_bytes(b"no database at all" * 100)


def torn(cache: Path) -> None:
    cache.write_bytes(cache.read_bytes()[: cache.stat().st_size // 2])


def of_another_version(cache: Path) -> None:
    with sqlite3.connect(cache) as base:
        base.execute("PRAGMA user_version = 7")
    base.close()


def with_rows(cache: Path, data: bytes) -> None:
    with sqlite3.connect(cache) as base:
        base.execute("UPDATE folders SET data = ?", (data,))
    base.close()


def flipped(cache: Path) -> None:
    with sqlite3.connect(cache) as base:
        ((data,),) = base.execute("SELECT data FROM folders")
    base.close()
    with_rows(cache, data[:40] + bytes([data[40] ^ 1]) + data[41:])


DAMAGE: dict[str, Callable[[Path], None]] = {
    "scribbled": scribbled,
    "torn": torn,
    "another version": of_another_version,
    "flipped": flipped,
    "no rows": lambda cache: with_rows(cache, b""),
    "no JSON": lambda cache: with_rows(cache, zlib.compress(b"{")),
    "another shape": lambda cache: with_rows(cache, zlib.compress(b'{"table": [], "files": [1]}')),
    "other places": lambda cache: with_rows(
        cache, zlib.compress(b'{"table": [], "files": {"000.dcm": [890, 1700000000000000000, 1, 2, 3, [], [5]]}}')
    ),
    "a bomb": lambda cache: with_rows(cache, zlib.compress(b'{"table": [], "files": {}}' + b" " * (1 << 22))),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_cache_is_ignored_and_rebuilt(
    damage: str, folder: Path, cache: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(header_cache, "ROW_MOST_BYTES", 1 << 20)
    first = every(folder, cache)
    DAMAGE[damage](cache)
    assert every(folder, cache) == first
    reads.clear()
    assert every(folder, cache) == first
    assert reads == []


@pytest.mark.parametrize("place", ["folder", "file"])
def test_a_cache_that_cannot_be_made_is_done_without(
    place: str, folder: Path, tmp_path: Path, reads: list[str]
) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    where = tmp_path / "folder" if place == "folder" else tmp_path / "file" / "headers.sqlite"
    every(folder, where)
    assert len(reads) == 5


def test_two_processes_at_once(folder: Path, cache: Path, reads: list[str]) -> None:
    with HeaderCache(str(cache)) as one, HeaderCache(str(cache)) as other:
        for path in sorted(folder.iterdir()):
            assert one.read(str(path)) == other.read(str(path))
    reads.clear()
    every(folder, cache)
    assert reads == []


def test_the_oldest_folders_go_first(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = [write_ct(tmp_path / f"in{number}", 2) for number in range(6)]
    for number, made in enumerate(folders):
        for path in made.iterdir():
            os.utime(path, (LONG_AGO, LONG_AGO))
        monkeypatch.setattr(header_cache.time, "time", lambda day=number: LONG_AGO + 86_400.0 * day)
        every(made, cache)
    with sqlite3.connect(cache) as base:
        ((largest,),) = base.execute("SELECT MAX(size) FROM folders")
    base.close()
    monkeypatch.setattr(header_cache, "MOST_BYTES", 4 * largest)
    every(folders[0], cache)  # read again, and so the newest
    with sqlite3.connect(cache) as base:
        left = {os.fsdecode(path) for (path,) in base.execute("SELECT path FROM folders")}
    base.close()
    assert str(folders[0]) in left
    assert str(folders[5]) in left
    assert str(folders[1]) not in left
    assert len(left) <= 4


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX names")
def test_names_that_are_no_text(folder: Path, cache: Path, reads: list[str]) -> None:
    odd = Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xe9"))
    odd.mkdir()
    (folder / "000.dcm").rename(odd / os.fsdecode(b"\xfe.dcm"))
    (folder / "notes.txt").unlink()
    first = every(odd, cache)
    reads.clear()
    assert every(odd, cache) == first
    assert reads == []


def test_clear(folder: Path, cache: Path, reads: list[str]) -> None:
    every(folder, cache)
    clear(cache)
    clear(cache)
    assert not cache.exists()
    reads.clear()
    every(folder, cache)
    assert len(reads) == 5
