"""The process's private folder: under a lock, so that another start wipes only what a dead process left behind."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from medview.core.errors import MedViewError
from medview.core.files import lock
from medview.core.text import tr

_LOCK = "lock"


class Workspace:
    """A private (0700) folder for files that processes share; wiped at exit.

    Args:
        root: Where workspaces are made; keep it on a disk with room for the open studies, not in memory.

    Raises:
        MedViewError: No folder can be made there.
    """

    def __init__(self, root: Path) -> None:
        try:
            root.mkdir(parents=True, exist_ok=True, mode=0o700)
            with (root / _LOCK).open("ab") as gate:
                lock(gate, wait=True)
                _wipe_orphans(root)
                self.folder = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=root))
                self._held = (self.folder / _LOCK).open("ab")
                lock(self._held, wait=False)
        except OSError as error:
            raise MedViewError(
                tr("MedView cannot make its working folder in {root}: {reason}.").format(
                    root=root, reason=error.strerror or type(error).__name__
                ),
                tr("Free some disk space there, or set another working folder in the settings."),
            ) from error

    def close(self) -> None:
        """Remove the folder and everything in it."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self._held.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _wipe_orphans(root: Path) -> None:
    for folder in _folders(root):
        if _is_orphan(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _folders(root: Path) -> Iterator[Path]:
    return (path for path in root.iterdir() if path.is_dir() and not path.is_symlink())


def _is_orphan(folder: Path) -> bool:
    """Whether nobody holds the folder's lock; one without a lock was never finished."""
    try:
        with (folder / _LOCK).open("ab") as file:
            lock(file, wait=False)
    except OSError:
        return False
    return True
