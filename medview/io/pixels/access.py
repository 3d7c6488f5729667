"""Bytes at a place: of a file, read when wanted and by several threads at once, or in memory."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Lock
from typing import Protocol

from medview.core.errors import ReadError
from medview.core.text import tr


class Access(Protocol):
    """Something with bytes."""

    size: int

    def read(self, offset: int, length: int) -> bytes:
        """The bytes there; fewer where it ends."""


class MemoryAccess:
    """Bytes in memory."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.size = len(data)

    def read(self, offset: int, length: int) -> bytes:
        """The bytes there; fewer where they end."""
        return self._data[max(0, offset) : max(0, offset + length)]


class FileAccess:
    """A file held open; it must stay the one that was indexed, so its size is checked when reading falls short."""

    def __init__(self, path: str | Path) -> None:
        self._handle = open(path, "rb", buffering=0)  # noqa: SIM115  closed with this object
        self._lock = Lock()
        self.size = os.fstat(self._handle.fileno()).st_size

    def read(self, offset: int, length: int) -> bytes:
        """The bytes there; fewer where the file ends.

        Raises:
            ReadError: The disk or share fails.
        """
        length = max(0, min(length, self.size - offset))
        try:
            return self._read(offset, length)
        except OSError as error:
            raise ReadError(
                tr("The file cannot be read: {why}.").format(why=error.strerror or type(error).__name__),
                tr("Check that the disk or share is connected, and open its folder again."),
            ) from error

    def _read(self, offset: int, length: int) -> bytes:
        parts: list[bytes] = []
        while length > 0:
            part = self._once(offset, length)
            if not part:
                break
            parts.append(part)
            offset, length = offset + len(part), length - len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def _once(self, offset: int, length: int) -> bytes:
        if hasattr(os, "pread"):
            return os.pread(self._handle.fileno(), length, offset)
        with self._lock:  # Windows: the position belongs to the file, not to the reader
            self._handle.seek(offset)
            return self._handle.read(length) or b""

    def close(self) -> None:
        """Let go of the file."""
        self._handle.close()

    def __del__(self) -> None:
        handle = getattr(self, "_handle", None)
        if handle is not None:
            handle.close()
