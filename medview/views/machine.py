"""The computer and what of it is used: processor, memory of the program and of the open series."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from medview.session.state import Opened


@dataclass(frozen=True)
class Memory:
    """Bytes.

    Args:
        series: The open series take, of the share they may take.
        allowed: That share, for one series.
        program: This process and its workers take.
        free: Is left of the computer's memory.
    """

    series: int
    allowed: int
    program: int
    free: int


def memory(opened: Iterable[Opened], allowed: int) -> Memory:
    """What is used now; a worker that ends meanwhile is not counted."""
    from psutil import NoSuchProcess, Process, virtual_memory

    own = Process()
    used = own.memory_info().rss
    for child in own.children():
        try:
            used += child.memory_info().rss
        except NoSuchProcess:
            continue
    return Memory(sum(size(one) for one in opened), allowed, used, virtual_memory().available)


def size(one: Opened) -> int:
    """Bytes an open series takes: of the file its pixels lie in."""
    stored = one.volume or one.images
    try:
        return Path(stored.path).stat().st_size if stored is not None else 0
    except OSError:
        return 0


@cache
def processor() -> str:
    """The processor's name as its maker writes it; empty where the system does not tell."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return platform.processor()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, "") or platform.processor()
