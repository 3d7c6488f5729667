"""What the C library keeps of memory that was freed: large pieces go back at once, the rest when a process rests.

Only where it is glibc's; elsewhere nothing is done.
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from typing import Any

_ARENA_MAX, _MMAP_THRESHOLD, _TRIM_THRESHOLD = -8, -3, -1
"""mallopt(3)."""
_ARENAS = 2
_LARGE = 256 * 1024
"""Pieces from this size on have pages of their own. Left to itself glibc raises it up to 32 MiB once such a piece was
freed, and pictures then lie between what stays: the holes they leave are lost."""
_HUGE = 1 << 30
"""Pieces of a gibibyte still have pages of their own."""


def keep_small() -> None:
    """Let freed pictures and arrays go back to the system; best called before anything is allocated."""
    library = _library()
    if library is not None:
        library.mallopt(_ARENA_MAX, _ARENAS)
        library.mallopt(_MMAP_THRESHOLD, _LARGE)


def keep_large() -> None:
    """Keep freed arrays for the next of their size, as computing networks asks for the same again and again.

    New pages cost a convolutional network up to half of its time. ``give_back`` still gives all of them back.
    """
    library = _library()
    if library is not None:
        library.mallopt(_MMAP_THRESHOLD, _HUGE)
        library.mallopt(_TRIM_THRESHOLD, _HUGE)


def give_back() -> None:
    """Give every free page back to the system; it takes some milliseconds."""
    library = _library()
    if library is not None:
        library.malloc_trim(0)


@cache
def _library() -> Any:
    """The C library, where it can do both."""
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "mallopt") and hasattr(library, "malloc_trim") else None
