"""How much memory something of unknown appetite may take before it is refused, instead of the computer."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from medview.engine.machine import host_free_bytes

SHARE = 0.8
"""Part of the memory that is free which it may take."""

_PAGES_OF_DATA = 5
"""Which number of ``/proc/self/statm`` counts the pages a process may write to (proc(5))."""


def ration_bytes() -> int:
    """What may be taken now."""
    return int(SHARE * host_free_bytes())


def taken_bytes() -> int:
    """What this process has taken."""
    return int(psutil.Process().memory_info().rss)


@contextmanager
def rationed(most_bytes: int) -> Iterator[None]:
    """Let this process take no more memory than so much beyond what it has; what asks for more gets none.

    Linux keeps to it (RLIMIT_DATA, setrlimit(2)); elsewhere nothing is limited here.

    Args:
        most_bytes: How much.
    """
    if sys.platform != "linux":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limits = (limit for limit in (_data_bytes() + most_bytes, soft, hard) if limit != resource.RLIM_INFINITY)
    resource.setrlimit(resource.RLIMIT_DATA, (min(limits), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _data_bytes() -> int:
    import resource

    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[_PAGES_OF_DATA]
    return int(pages) * resource.getpagesize()
