"""The bytes of a file of sequences: as they lie on the disk, inflated once, or inflated block by block where asked for.

Files are read, not mapped: a file that another program cuts short while it is open then tells of it instead of ending
this process.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import struct
import tempfile
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, cast

import numpy as np
from isal import isal_zlib
from numpy.typing import NDArray

from medview.core.errors import ReadError
from medview.core.text import tr
from medview.io.atomic import writing_errors
from medview.io.limits import check_inflated
from medview.io.sources import Checkpoint

CHUNK = 4 << 20
"""Bytes looked at together: a few arrays of this size are all the memory that a pass over a file takes."""

_IsalError = cast("type[Exception]", isal_zlib.error)
_INFLATING: tuple[type[Exception], ...] = (OSError, EOFError, zlib.error, _IsalError, ValueError, struct.error)
_KEPT_FREE = 1 << 29
_PACKED, _PART = 1 << 16, 1 << 20
_KEPT_BLOCKS = 64
_BLOCK_HEADER = struct.Struct("<4sIBBH")
_GZIP_WITH_EXTRA = b"\x1f\x8b\x08\x04"


class Content(ABC):
    """Bytes that can be read anywhere.

    Args:
        size: How many there are.
        fault: Why they end before the file's end; empty where they do not.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.fault = ""

    @abstractmethod
    def read(self, start: int, end: int) -> bytes:
        """The bytes from ``start`` up to ``end``, which lie within ``size``.

        Raises:
            ReadError: The file changed, or is damaged there.
        """

    def chunks(self, start: int = 0, size: int = CHUNK) -> Iterator[tuple[int, bytes]]:
        """(offset, bytes) of one chunk after another; where the file is damaged, they end and ``fault`` tells why."""
        while start < self.size:
            try:
                data = self.read(start, min(start + size, self.size))
            except ReadError as error:
                self.cut(start, error)
                continue
            yield start, data
            start += len(data)

    def cut(self, start: int, error: ReadError) -> None:
        """End where the damage begins that reading from ``start`` met."""
        self.fault, self.size = error.message, self._sound(start)

    def _sound(self, start: int) -> int:
        """Up to where the bytes from ``start`` can be read."""
        return start

    @abstractmethod
    def close(self) -> None:
        """Let go of the file."""


class PlainContent(Content):
    """A file as it lies on the disk.

    Args:
        path: The file.
        shown: What people call it.
    """

    def __init__(self, path: str, shown: str) -> None:
        self._handle = open(path, "rb", buffering=0)  # noqa: SIM115 - closed with the content
        self._shown = shown
        super().__init__(os.fstat(self._handle.fileno()).st_size)

    def read(self, start: int, end: int) -> bytes:
        """The bytes from ``start`` up to ``end``."""
        try:
            self._handle.seek(start)
            data = self._handle.read(end - start)
        except OSError as error:
            raise unreadable(self._shown, error) from error
        if data is None or len(data) != end - start:
            raise ReadError(
                tr("{name} changed since it was opened.").format(name=self._shown), tr("Open it once more.")
            )
        return data

    def close(self) -> None:
        """Let go of the file."""
        self._handle.close()


class BlockedContent(Content):
    """A file in the blocks of BGZF (SAM specification, section 4.1): only those asked for are inflated.

    Args:
        path: The file.
        shown: What people call it.
    """

    def __init__(self, path: str, shown: str) -> None:
        self._packed = PlainContent(path, shown)
        places, sizes, fault = _listed(self._packed)
        self._places = np.array(places, np.int64)
        self._starts: NDArray[np.int64] = np.concatenate([[0], np.cumsum(np.array(sizes, np.int64))])
        super().__init__(int(self._starts[-1]))
        self.fault = fault
        self._block = lru_cache(maxsize=_KEPT_BLOCKS)(self._inflated)

    def read(self, start: int, end: int) -> bytes:
        """The bytes from ``start`` up to ``end``, of the blocks that have them."""
        first = int(np.searchsorted(self._starts, start, side="right")) - 1
        parts = []
        for number in range(first, len(self._places) - 1):
            begin = int(self._starts[number])
            if begin >= end:
                break
            parts.append(self._block(number)[max(start - begin, 0) : end - begin])
        return b"".join(parts)

    def _sound(self, start: int) -> int:
        at = start
        for number in range(int(np.searchsorted(self._starts, start, side="right")) - 1, len(self._places) - 1):
            try:
                self._block(number)
            except ReadError:
                break
            at = int(self._starts[number + 1])
        return max(at, start)

    def _inflated(self, number: int) -> bytes:
        packed = self._packed.read(int(self._places[number]), int(self._places[number + 1]))
        wanted = int(self._starts[number + 1] - self._starts[number])
        extra = struct.unpack_from("<H", packed, 10)[0]
        checksum = struct.unpack_from("<I", packed, len(packed) - 8)[0]
        try:
            inflate = isal_zlib.decompressobj(-15)
            data = inflate.decompress(packed[12 + extra : -8], wanted + 1)
        except _INFLATING as error:
            raise _bad_block(number, str(error)) from error
        if len(data) != wanted or zlib.crc32(data) != checksum:
            raise _bad_block(number, tr("its checksum differs"))
        return data

    def close(self) -> None:
        """Let go of the file and what was inflated."""
        self._block.cache_clear()
        self._packed.close()


def _bad_block(number: int, why: str) -> ReadError:
    return ReadError(
        tr("Its packed block {number} is damaged: {why}.").format(number=number + 1, why=why.rstrip(".")),
        tr("Copy it again from where it came."),
    )


def _listed(packed: Content) -> tuple[list[int], list[int], str]:
    """Where each block begins and the last one ends, how large it is inflated, and why the list ends early."""
    places, at, fault = [0], 0, ""
    sizes: list[int] = []
    while at < packed.size:
        length = _block_length(packed.read(at, min(at + 4096, packed.size)))
        if not 26 <= length <= packed.size - at:
            fault = tr("The packed data end within block {number}.").format(number=len(sizes) + 1)
            break
        (size,) = struct.unpack("<I", packed.read(at + length - 4, at + length))
        if size > 1 << 16:
            fault = tr("Its packed block {number} is damaged.").format(number=len(sizes) + 1)
            break
        at += length
        places.append(at)
        sizes.append(size)
    return places, sizes, fault


def _block_length(head: bytes) -> int:
    """The length of a block, whose header carries it in an extra field; 0 where it is none."""
    if len(head) < 18 or not head.startswith(_GZIP_WITH_EXTRA):
        return 0
    extra = head[12 : 12 + struct.unpack_from("<H", head, 10)[0]]
    while len(extra) >= 4:
        (length,) = struct.unpack_from("<H", extra, 2)
        if extra[:2] == b"BC" and length == 2 and len(extra) >= 6:
            return int(struct.unpack_from("<H", extra, 4)[0]) + 1
        extra = extra[4 + length :]
    return 0


def open_content(path: str, folder: Path, checkpoint: Checkpoint) -> Content:
    """Open a file's bytes, unpacked.

    Args:
        path: The file; it is packed where its first bytes say so.
        folder: Private folder for what must be inflated as a whole.
        checkpoint: Progress and cancel.

    Raises:
        ReadError: It cannot be opened, or not unpacked at all.
        WriteError: The disk has no room to inflate it.
    """
    shown = Path(path).name
    try:
        with open(path, "rb") as handle:
            head = handle.read(4096)
        if head[:3] != b"\x1f\x8b\x08":
            return PlainContent(path, shown)
        if _block_length(head):
            return BlockedContent(path, shown)
        return _inflated(path, shown, folder, checkpoint)
    except OSError as error:
        raise unreadable(shown, error) from error


def unreadable(shown: str, error: OSError) -> ReadError:
    """What to say of a file that the system does not open."""
    return ReadError(
        tr("{name} cannot be opened: {why}.").format(name=shown, why=error.strerror or type(error).__name__),
        tr("Check the name, and whether you may read it."),
    )


def _inflated(path: str, shown: str, folder: Path, checkpoint: Checkpoint) -> Content:
    target = Path(tempfile.mkdtemp(prefix="inflated", dir=_made(folder))) / "letters"
    fault = _inflate(path, target, checkpoint)
    if fault and not target.stat().st_size:
        raise ReadError(
            tr("{name} cannot be unpacked: {why}").format(name=shown, why=fault),
            tr("Copy it again from where it came."),
        )
    content = PlainContent(str(target), shown)
    content.fault = fault
    return content


def _made(folder: Path) -> Path:
    with writing_errors(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _inflate(path: str, target: Path, checkpoint: Checkpoint) -> str:
    """Inflate a gzip file; why it ended early, or empty.

    Raises:
        ReadError: It grows beyond all measure.
        WriteError: The disk is full.
    """
    packed, size = os.stat(path).st_size, 0
    with writing_errors(target), open(target, "wb") as sink, open(path, "rb") as source:
        parts = _members(source)
        while True:
            checkpoint(min(source.tell() / packed, 1.0), tr("Unpacking"))
            try:
                data = next(parts, b"")
            except _INFLATING as error:
                return tr("Its packed data are damaged or cut off: {why}.").format(why=str(error).rstrip("."))
            if not data:
                return ""
            size += len(data)
            check_inflated(size, packed)
            _check_room(target, len(data))
            sink.write(data)


def _members(source: BinaryIO) -> Iterator[bytes]:
    """What the members of a gzip file inflate to, in parts, as far as they are whole (RFC 1952, 2.2).

    Raises:
        EOFError: The last member is not whole.
    """
    rest = source.read(_PACKED)
    while rest.strip(b"\0"):
        stream = isal_zlib.decompressobj(31)
        while not stream.eof:
            data = stream.decompress(rest, _PART)
            if data:
                yield data
            rest = stream.unconsumed_tail or (b"" if stream.eof else source.read(_PACKED))
            if not (rest or data or stream.eof):
                raise EOFError(tr("they end before their end mark"))
        rest = stream.unused_data or source.read(_PACKED)


def _check_room(target: Path, size: int) -> None:
    if shutil.disk_usage(target.parent).free < size + _KEPT_FREE:
        raise ReadError(
            tr("There is no room on the disk to unpack it."),
            tr("Make room, or unpack it elsewhere and open what was inside."),
        )


def fingerprint(path: str) -> str:
    """sha256 of a file's bytes as they lie on the disk.

    Raises:
        ReadError: It cannot be read.
    """
    try:
        with open(path, "rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError as error:
        raise unreadable(Path(path).name, error) from error
