"""Headers of files scanned before: a file whose path, size and modification time are the same is not read again.

One SQLite file with one row for each folder. It holds patients' names, so only its owner may read it; it can be removed
at any time, and whatever is wrong with it costs no more than reading the files.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import time
import zlib
from pathlib import Path
from types import TracebackType
from typing import Any

from medview.io.dicom_header import VALUE_NAMES, Header, read_header

MOST_BYTES = 1 << 27
"""The rows together are no larger; the folders not opened for longest go first. Some 400,000 files fit."""
SETTLED_NS = 2_000_000_000
"""A file changed less than this ago is not remembered: it may change again within the clock's step."""
ROW_MOST_BYTES = 1 << 28
"""No row is inflated to more than this."""

_FORMAT = 1
_VERSION = zlib.crc32(repr((_FORMAT, VALUE_NAMES)).encode()) & 0x7FFFFFFF
_COMMIT_EVERY_S = 2.0
_DAY_S = 86_400
_WAIT_S = 0.2

_Entry = list[Any]
"""[size, modified_ns] of a file that is not DICOM, followed for one that is by [has_pixels, pixel_offset, pixel_length,
notes, indices of its values in the folder's table in the order of ``VALUE_NAMES``, -1 where there is none]."""


class HeaderCache:
    """Reads headers, remembering them.

    Args:
        path: The cache's file; made when it is not there. Empty for none.
    """

    def __init__(self, path: str) -> None:
        self._rows = _opened(path) if path else None
        self._folder = _Folder("")
        self._next_commit_s = time.monotonic() + _COMMIT_EVERY_S

    def __enter__(self) -> HeaderCache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, path: str) -> Header | None:
        """What ``read_header`` says of a file.

        Raises:
            ReadError: It begins like a DICOM file and cannot be read as one.
            OSError: The file cannot be opened.
        """
        if self._rows is None:
            return read_header(path)
        folder, name = os.path.split(path)
        if folder != self._folder.path:
            self._leave()
            self._folder = _Folder(folder, self._rows.load(folder))
        status = os.stat(path)
        stamp = [status.st_size, status.st_mtime_ns]
        entry = self._folder.files.get(name)
        if entry is not None and entry[:2] == stamp:
            with contextlib.suppress(LookupError, TypeError, ValueError):
                return self._folder.header(path, entry)
        header = read_header(path)
        if time.time_ns() - status.st_mtime_ns > SETTLED_NS:
            self._folder.keep(name, stamp, header)
        return header

    def close(self) -> None:
        """Write what is new."""
        self._leave()
        if self._rows is not None:
            self._rows.close()
            self._rows = None

    def _leave(self) -> None:
        if self._rows is None or not self._folder.path:
            return
        if self._folder.changed:
            self._rows.store(self._folder.path, self._folder.packed())
        if time.monotonic() > self._next_commit_s:
            self._rows.commit()
            self._next_commit_s = time.monotonic() + _COMMIT_EVERY_S


class _Folder:
    """The remembered files of one folder; their values are a table, since most files share most of them.

    Args:
        path: The folder.
        data: Its row.
    """

    def __init__(self, path: str, data: bytes | None = None) -> None:
        self.path = path
        self.changed = False
        self.files: dict[str, _Entry] = {}
        self._table: list[bytes] = []
        if data is not None:
            with contextlib.suppress(zlib.error, ValueError, LookupError, TypeError, AttributeError, RecursionError):
                self._unpack(data)
        self._places = {value: place for place, value in enumerate(self._table)}

    def _unpack(self, data: bytes) -> None:
        inflate = zlib.decompressobj()  # whose checksum tells damage
        stored = json.loads(inflate.decompress(data, ROW_MOST_BYTES))
        if inflate.eof:
            self._table = [value.encode("latin-1") for value in stored["table"]]
            self.files = dict(stored["files"])

    def packed(self) -> bytes:
        """The row."""
        table = [value.decode("latin-1") for value in self._table]
        stored = json.dumps({"table": table, "files": self.files}, separators=(",", ":"))
        return zlib.compress(stored.encode("ascii"), 1)

    def header(self, path: str, entry: _Entry) -> Header | None:
        """A remembered header."""
        if len(entry) == 2:
            return None
        size, modified_ns, has_pixels, offset, length, notes, places = entry
        table = self._table
        values = {name: table[place] for name, place in zip(VALUE_NAMES, places, strict=True) if place >= 0}
        return Header(path, values, bool(has_pixels), offset, length, size, modified_ns, tuple(notes))

    def keep(self, name: str, stamp: list[int], header: Header | None) -> None:
        """Remember a file."""
        self.changed = True
        if header is None:
            self.files[name] = stamp
            return
        places = [self._place(header.values.get(value)) for value in VALUE_NAMES]
        facts = (int(header.has_pixels), header.pixel_offset, header.pixel_length, list(header.notes), places)
        self.files[name] = [*stamp, *facts]

    def _place(self, value: bytes | None) -> int:
        if value is None:
            return -1
        place = self._places.get(value)
        if place is None:
            place = self._places[value] = len(self._table)
            self._table.append(value)
        return place


class _Rows:
    """The SQLite file. What it refuses is not remembered, and nothing is said of it.

    Args:
        base: An open connection.
    """

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def load(self, folder: str) -> bytes | None:
        """The row of a folder."""
        key, today = os.fsencode(folder), int(time.time()) // _DAY_S
        with contextlib.suppress(sqlite3.Error):
            row = self._base.execute("SELECT data, used FROM folders WHERE path = ?", (key,)).fetchone()
            if row is not None:
                if row[1] != today:
                    self._base.execute("UPDATE folders SET used = ? WHERE path = ?", (today, key))
                return bytes(row[0])
        return None

    def store(self, folder: str, data: bytes) -> None:
        """Put a row in place of the former."""
        row = (os.fsencode(folder), int(time.time()) // _DAY_S, len(data), data)
        with contextlib.suppress(sqlite3.Error):
            self._base.execute("INSERT OR REPLACE INTO folders (path, used, size, data) VALUES (?, ?, ?, ?)", row)

    def commit(self) -> None:
        """Have it on disk."""
        with contextlib.suppress(sqlite3.Error):
            self._base.commit()

    def close(self) -> None:
        """Drop the oldest rows above the bound."""
        with contextlib.suppress(sqlite3.Error):
            (size,) = self._base.execute("SELECT COALESCE(SUM(size), 0) FROM folders").fetchone()
            if size > MOST_BYTES:
                self._drop(size - MOST_BYTES * 4 // 5)
        self.commit()
        self._base.close()

    def _drop(self, excess: int) -> None:
        oldest = self._base.execute("SELECT rowid, size FROM folders ORDER BY used, rowid").fetchall()
        gone = []
        for number, size in oldest:
            if excess <= 0:
                break
            excess -= size
            gone.append((number,))
        self._base.executemany("DELETE FROM folders WHERE rowid = ?", gone)


def clear(path: Path) -> None:
    """Forget all headers.

    Raises:
        OSError: The file cannot be removed.
    """
    for name in (path, path.with_name(f"{path.name}-journal")):
        name.unlink(missing_ok=True)


def _opened(path: str) -> _Rows | None:
    """The cache, made anew where it is damaged or of another version; None where it cannot be."""
    for _ in range(2):
        try:
            return _Rows(_connected(path))
        except sqlite3.OperationalError:  # locked, or no permission
            return None
        except (sqlite3.DatabaseError, ValueError):
            with contextlib.suppress(OSError):
                clear(Path(path))
        except OSError:
            return None
    return None


def _connected(path: str) -> sqlite3.Connection:
    """
    Raises:
        sqlite3.Error: It is no database, or cannot be opened.
        ValueError: It is of another version.
        OSError: It cannot be made.
    """
    Path(path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    os.chmod(path, 0o600)
    base = sqlite3.connect(path, timeout=_WAIT_S)
    try:
        (version,) = base.execute("PRAGMA user_version").fetchone()
        if version not in (0, _VERSION):
            raise ValueError(version)
        base.execute("PRAGMA synchronous = OFF")
        if version == 0:
            base.execute("PRAGMA auto_vacuum = FULL")
            base.execute(
                "CREATE TABLE IF NOT EXISTS folders (path BLOB PRIMARY KEY, used INTEGER, size INTEGER, data BLOB)"
            )
            base.execute(f"PRAGMA user_version = {_VERSION}")
            base.commit()
        base.execute("SELECT COUNT(*) FROM folders WHERE used < 0").fetchone()
    except BaseException:
        base.close()
        raise
    return base
