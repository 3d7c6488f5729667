"""Exports are whole or absent: written beside their place, flushed to the disk, then renamed."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from medview.core.errors import WriteError
from medview.core.text import tr

_FULL = (errno.ENOSPC, errno.EDQUOT)
_DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)


@contextmanager
def writing_errors(path: Path) -> Iterator[None]:
    """Tell a failed write in the user's terms.

    Raises:
        WriteError: What ``OSError`` said.
    """
    try:
        yield
    except OSError as error:
        raise _told(path, error) from error


def _told(path: Path, error: OSError) -> WriteError:
    if error.errno in _FULL:
        return WriteError(
            tr("The disk with {folder} is full; nothing was written.").format(folder=path.parent),
            tr("Make room, or choose another place."),
        )
    if error.errno in _DENIED:
        return WriteError(tr("{path} may not be written.").format(path=path), tr("Choose a folder you may write to."))
    why = error.strerror or type(error).__name__
    return WriteError(tr("{path} could not be written: {why}.").format(path=path, why=why), tr("Choose another place."))


@contextmanager
def atomic(path: Path) -> Iterator[Path]:
    """A temporary sibling to write to; it takes ``path``'s place when the block ends well, else it is removed.

    Args:
        path: Where the file shall be; its folder is made.

    Raises:
        WriteError: It cannot be written.
    """
    with writing_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
        sibling = folder / path.name  # the whole name: writers look at the suffix
        try:
            yield sibling
            _flush(sibling)
            os.replace(sibling, path)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
