"""Zip and tar archives, unpacked into a private folder file by file: nothing leaves it, and nothing grows for ever."""

from __future__ import annotations

import bz2
import contextlib
import lzma
import os
import shutil
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol, cast

from isal import igzip
from isal.igzip_lib import IsalError

from medview.core.errors import ReadError
from medview.core.text import tr

MEMBERS = 200_000
"""More members than this are refused: the largest known studies have some 10,000."""
RATIO = 100
"""An archive may not grow by more than this (deflate reaches 1,000; medical images stay under 10) ..."""
FREE_SIZE = 1 << 28
"""... unless all of it is smaller than this, in bytes."""
XZ_MEMORY = 1 << 28
"""What unpacking xz, or LZMA in a zip, may need; their strongest presets need 65 MB."""
LONGEST_NAME = 200
"""Longer names of files and folders are cut, bytes."""

_COPY = 1 << 20
_KEPT_FREE = 1 << 29
_TAR_HEADER = 1 << 20
_BLOCK = 10240
_UNPACKING = (
    zipfile.BadZipFile, tarfile.TarError, lzma.LZMAError, zlib.error, struct.error, NotImplementedError, OSError,
    EOFError, RuntimeError, ValueError, LookupError, MemoryError, cast("type[Exception]", IsalError),
)  # fmt: skip
"""What Python's libraries raise on damaged archives."""


class Stream(Protocol):
    """What can be read from beginning to end."""

    def read(self, size: int = -1, /) -> bytes:
        """Up to ``size`` bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive.

    Args:
        name: As the archive has it.
        size: As the archive declares it, bytes.
        refusal: Why it is not unpacked; empty when it may be.
        open: Opens it; valid until the next member is asked for.
    """

    name: str
    size: int
    refusal: str
    open: Callable[[], Stream]


class Budget:
    """What may still be unpacked of one archive and those within it.

    Args:
        archive: The outermost archive.
        folder: Where it is unpacked.
    """

    def __init__(self, archive: Path, folder: Path) -> None:
        self._folder = folder
        self._members = MEMBERS
        self._most = max(FREE_SIZE, RATIO * archive.stat().st_size)
        self._left = self._most
        self._unchecked = 0
        self.expect(0, 0)

    @property
    def left_bytes(self) -> int:
        """What may still be unpacked."""
        return self._left

    def expect(self, members: int, size: int) -> None:
        """Refuse what is declared too large.

        Raises:
            ReadError: It is, or the disk has no room for it.
        """
        if members > self._members or size > self._left:
            raise ReadError(tr("it holds {count} files of {size} MB.").format(count=members, size=size >> 20))
        free = shutil.disk_usage(existing(self._folder)).free
        if size + _KEPT_FREE > free:
            raise ReadError(
                tr("it needs {size} MB and {free} MB are free.").format(size=size >> 20, free=free >> 20),
                tr("Make room on the disk, or unpack it elsewhere and open the folder."),
            )

    def take_member(self) -> None:
        """Count a member.

        Raises:
            ReadError: It is one too many.
        """
        self._members -= 1
        if self._members < 0:
            raise ReadError(tr("it holds more than {count} files.").format(count=MEMBERS))

    def take(self, size: int) -> None:
        """Count bytes.

        Raises:
            ReadError: They are too many, or the disk is full.
        """
        self._left -= size
        self._unchecked += size
        if self._left < 0:
            raise ReadError(tr("it grows beyond {size} MB.").format(size=self._most >> 20))
        if self._unchecked > _KEPT_FREE // 4:
            self._unchecked = 0
            self.expect(0, 0)


def existing(folder: Path) -> Path:
    """The folder, or the nearest above it that exists."""
    return next(parent for parent in (folder, *folder.parents) if parent.exists())


def is_archive(name: str) -> bool:
    """Whether a file's name says that it is an archive."""
    return name.lower().endswith(tuple(_KINDS))


def members(archive: Path, name: str, budget: Budget) -> Iterator[Member]:
    """What an archive holds, folders apart, in its order.

    Args:
        archive: The file.
        name: What it is called; the kind is read from it.
        budget: What may be unpacked.

    Raises:
        ReadError: It is damaged from here on, or too large.
    """
    kind = next(opened for suffix, opened in _KINDS.items() if name.lower().endswith(suffix))
    try:
        for member in kind(archive, budget):
            budget.take_member()
            yield member
    except _UNPACKING as error:
        raise ReadError(tr("{why}.").format(why=(str(error) or type(error).__name__).rstrip("."))) from error


def safe_path(name: str) -> PurePosixPath:
    """A member's name as a relative path that cannot leave its folder."""
    parts = [part.replace(":", "_").replace("\0", "_") for part in name.replace("\\", "/").split("/")]
    kept = [_cut(part) for part in parts if part not in ("", ".", "..")]
    return PurePosixPath(*(kept or ["unnamed"]))


def _cut(part: str) -> str:
    return part.encode("utf-8", "surrogateescape")[:LONGEST_NAME].decode("utf-8", "ignore") or "_"


def copy(member: Member, target: Path, budget: Budget, checkpoint: Callable[[], None]) -> str:
    """Unpack one member, never more than it declares; why not, or empty.

    Raises:
        ReadError: The archive as a whole grows too large.
    """
    left = member.size
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(target, "xb") as sink:
            source = member.open()
            while block := source.read(_COPY):
                checkpoint()
                budget.take(len(block))
                left -= len(block)
                if left < 0:
                    break
                sink.write(block)
    except FileExistsError:
        return tr("The archive holds two files of this name.")
    except _UNPACKING as error:
        _remove(target)
        return tr("It cannot be unpacked: {why}.").format(why=str(error).rstrip(".") or type(error).__name__)
    except BaseException:
        _remove(target)
        raise
    if left < 0:
        _remove(target)
        return tr("It is larger than the archive says.")
    return ""


def _remove(target: Path) -> None:
    with contextlib.suppress(OSError):
        target.unlink()


def _zip(archive: Path, budget: Budget) -> Iterator[Member]:
    with zipfile.ZipFile(archive) as opened:
        listed = [info for info in opened.infolist() if not info.is_dir()]
        budget.expect(len(listed), sum(info.file_size for info in listed))
        for info in listed:
            yield Member(info.filename, info.file_size, _refuse_zipped(info), partial(_unzipped, opened, info))


def _unzipped(opened: zipfile.ZipFile, info: zipfile.ZipInfo) -> Stream:
    if info.compress_type == zipfile.ZIP_LZMA:
        _check_dictionary(opened, info)
    return opened.open(info)


def _check_dictionary(opened: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    """Refuse LZMA that needs too much memory, which its decoder would take unasked.

    Its data begin with a version, the size of the properties (2 bytes each), lc/lp/pb and the dictionary's size
    (APPNOTE.TXT 5.8.8).
    """
    with open(str(opened.filename), "rb") as file:
        file.seek(info.header_offset)
        name, more = struct.unpack("<26x2H", file.read(30))
        file.seek(name + more, os.SEEK_CUR)
        (size,) = struct.unpack("<5xI", file.read(9))
    if size > XZ_MEMORY:
        raise lzma.LZMAError(tr("its LZMA dictionary takes {size} MB").format(size=size >> 20))


def _refuse_zipped(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & 0x1:
        return tr("It is encrypted; unpack the archive with its password and open the folder.")
    return _link() if stat.S_ISLNK(info.external_attr >> 16) else ""


def _tar(unpacked: Callable[[BinaryIO], Stream]) -> Callable[[Path, Budget], Iterator[Member]]:
    def listed(archive: Path, budget: Budget) -> Iterator[Member]:
        with open(archive, "rb") as packed:
            stream = cast("BinaryIO", _Bounded(unpacked(packed), budget))
            with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Entry) as opened:
                for info in opened:
                    if not info.isdir():
                        yield Member(info.name, info.size, _refuse_tarred(info), partial(_taken, opened, info))
                    opened.members = []  # type: ignore[attr-defined]  # it keeps them all

    return listed


def _taken(opened: tarfile.TarFile, info: tarfile.TarInfo) -> Stream:
    taken = opened.extractfile(info)
    if taken is None:
        raise ValueError(_link())
    return taken


def _refuse_tarred(info: tarfile.TarInfo) -> str:
    if info.issym() or info.islnk():
        return _link()
    return "" if info.isreg() else tr("It is a device, not a file.")


def _link() -> str:
    return tr("It is a link, not a file.")


class _Entry(tarfile.TarInfo):
    """A tar header that does not let long names and attributes fill the memory."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Entry:
        entry = super().frombuf(buf, encoding, errors)
        if not (entry.isreg() or entry.isdir()) and entry.size > _TAR_HEADER:
            raise tarfile.ReadError(f"a header of {entry.size} bytes")
        return entry


class _Bounded:
    """A stream that may not grow beyond a budget of its own.

    Args:
        stream: What is read.
        budget: How much headers, gaps and files may be together.
    """

    def __init__(self, stream: Stream, budget: Budget) -> None:
        self._stream = stream
        self._left = 2 * budget.left_bytes + _COPY

    def read(self, size: int = _BLOCK, /) -> bytes:
        """Up to ``size`` bytes.

        Raises:
            OSError: There are too many.
        """
        data = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise OSError(tr("it grows beyond all measure"))
        return data


class _Unxz:
    """A stream of xz data, unpacked with bounded memory.

    Args:
        packed: The file.
    """

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._unpack = lzma.LZMADecompressor(memlimit=XZ_MEMORY)
        self._rest = b""

    def read(self, size: int = _BLOCK, /) -> bytes:
        """Up to ``size`` bytes; none at the end.

        Raises:
            lzma.LZMAError: It is damaged, or needs more memory.
        """
        while True:
            if self._unpack.eof:
                self._rest = self._unpack.unused_data.lstrip(b"\0") or self._packed.read(_BLOCK).lstrip(b"\0")
                if not self._rest:
                    return b""
                self._unpack = lzma.LZMADecompressor(memlimit=XZ_MEMORY)
            elif self._unpack.needs_input:
                self._rest = self._packed.read(_BLOCK)
                if not self._rest:
                    return b""
            data = self._unpack.decompress(self._rest, size)
            self._rest = b""
            if data:
                return data


def _plain(packed: BinaryIO) -> Stream:
    return packed


def _gunzipped(packed: BinaryIO) -> Stream:
    stream: Stream = igzip.IGzipFile(fileobj=packed)
    return stream


def _unbzipped(packed: BinaryIO) -> Stream:
    return bz2.BZ2File(packed)


_GZIP, _BZIP, _XZ = _tar(_gunzipped), _tar(_unbzipped), _tar(_Unxz)
_KINDS: dict[str, Callable[[Path, Budget], Iterator[Member]]] = {
    ".zip": _zip,
    ".tar": _tar(_plain),
    ".tar.gz": _GZIP,
    ".tgz": _GZIP,
    ".tar.bz2": _BZIP,
    ".tbz2": _BZIP,
    ".tbz": _BZIP,
    ".tar.xz": _XZ,
    ".txz": _XZ,
}
"""How archives are named, and how what they hold is found."""
