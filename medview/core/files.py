"""Small files that are whole or untouched, damaged ones that are kept, and locks between processes."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO

from medview.core.errors import WriteError
from medview.core.text import tr


def write_whole(path: Path, text: str) -> None:
    """Write a text file so that a reader, a crash or a full disk sees the old or the new one, never half.

    Raises:
        WriteError: It could not be written; what was there is untouched.
    """
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise WriteError(
            tr("{path} could not be written: {reason}.").format(
                path=path, reason=error.strerror or type(error).__name__
            ),
            tr("Free some disk space and check that the folder may be written to."),
        ) from error


def keep_aside(path: Path) -> Path:
    """Rename a damaged file so that it is neither used nor lost; its new path."""
    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S-%f")
    return path.rename(path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}"))


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Let no other process or thread into the same block until this one has left it.

    Args:
        path: The file that is locked for it; made, and removed in the end where the system removes open files.

    Raises:
        WriteError: It cannot be made or locked.
    """
    try:
        file = _locked(path)
    except OSError as error:
        raise _no_lock(path, error) from error
    with file:
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                path.unlink()


def _locked(path: Path) -> IO[bytes]:
    """The file, open and locked, and still the one that is there: whoever held it before has removed its own."""
    while True:
        file = path.open("ab")
        try:
            lock(file, wait=True)
            if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                return file
        except FileNotFoundError:
            pass
        except OSError:
            file.close()
            raise
        file.close()


def _no_lock(path: Path, error: OSError) -> WriteError:
    return WriteError(
        tr("{path} could not be locked: {reason}.").format(path=path, reason=error.strerror or type(error).__name__),
        tr("Check that the folder may be written to, and that no other MedView is changing it."),
    )


if sys.platform == "win32":
    import msvcrt

    def lock(file: IO[bytes], *, wait: bool) -> None:
        """Lock an open file until it is closed.

        Raises:
            OSError: Another one has it, and does not let it go.
        """
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def lock(file: IO[bytes], *, wait: bool) -> None:
        """Lock an open file until it is closed.

        Raises:
            OSError: Another one has it, or the file system has no locks.
        """
        fcntl.flock(file.fileno(), fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
