"""Where records lie, remembered in a private folder, so that a large file opens at once the next time.

Nothing of a sequence or a title is written: offsets and lengths only, in a file named by a hash of the path.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.errors import MedViewError
from medview.io.atomic import atomic
from medview.io.sequences.source import Source

WORTH_BYTES = 8 << 20
"""Smaller files are looked through again, which takes less than a tenth of a second."""

MOST_BYTES = 1 << 30
"""What all indices together may take."""

_VERSION = 1
_KEY = "key"

Columns = dict[str, NDArray[Any]]


def remembered(source: Source, kind: str, make: Callable[[], Columns], fits: Callable[[Columns], bool]) -> Columns:
    """The columns of an index: those remembered, or made and remembered.

    Args:
        source: The file.
        kind: What made them; another kind is not used.
        make: Makes them.
        fits: Whether remembered ones can be those of this file: a damaged memory is not used.
    """
    if source.index is None or source.content.size < WORTH_BYTES:
        return make()
    key = _key(source, kind)
    place = source.index / f"{hashlib.sha256(os.fsencode(os.path.realpath(source.path))).hexdigest()[:32]}.npz"
    found = _read(place, key)
    if found is not None and fits(found):
        return found
    made = make()
    if not source.content.fault:
        _write(place, key, made)
    return made


def _key(source: Source, kind: str) -> NDArray[np.uint8]:
    known = os.stat(source.path)
    text = f"{_VERSION} {kind} {known.st_size} {known.st_mtime_ns} {source.content.size} {source.end_of_line}"
    return np.frombuffer(text.encode(), np.uint8)


def _read(place: Path, key: NDArray[np.uint8]) -> Columns | None:
    # whatever a damaged file does to numpy, the index is made anew
    with contextlib.suppress(Exception), open(place, "rb") as handle, np.load(handle, allow_pickle=False) as stored:
        if np.array_equal(stored[_KEY], key):
            return {name: stored[name] for name in stored.files if name != _KEY}
    return None


def _write(place: Path, key: NDArray[np.uint8], columns: Columns) -> None:
    """Write, and drop the oldest of the others where all together grow too large."""
    with contextlib.suppress(OSError):
        others = sorted(place.parent.glob("*.npz"), key=lambda one: one.stat().st_mtime_ns, reverse=True)
        size = sum(column.nbytes for column in columns.values())
        for one in others:
            size += one.stat().st_size
            if size > MOST_BYTES:
                one.unlink()
    with contextlib.suppress(MedViewError), atomic(place) as path:
        place.parent.chmod(0o700)
        stored: dict[str, Any] = {_KEY: key, **columns}
        np.savez(path, **stored)
