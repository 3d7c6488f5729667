from __future__ import annotations

import subprocess
import sys

import pytest

from medview.core import heap

_HOLES = """
import numpy as np
from medview.core.heap import give_back, keep_large, keep_small
def held():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("RssAnon"))
{how}
first = np.ones(8 << 20, np.uint8)
del first  # from now on glibc puts pieces of this size among the small ones
large, stays = [], []
for _ in range(20):
    large.append(np.ones(4 << 20, np.uint8))
    stays.append(np.ones(100_000, np.uint8))
before = held()
del large
print(before - held())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc only")
@pytest.mark.parametrize(
    ("how", "returned"), [("keep_small()", True), ("", False), ("keep_small()\nkeep_large()", False)]
)
def test_large_pieces_go_back_at_once(how: str, returned: bool) -> None:
    program = _HOLES.format(how=how)
    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
    assert (int(told) > 70_000) is returned


def test_other_c_libraries_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    heap._library.cache_clear()
    monkeypatch.setattr(sys, "platform", "other")
    assert heap._library() is None
    for ask in (heap.keep_small, heap.keep_large, heap.give_back):
        ask()
    monkeypatch.undo()
    heap._library.cache_clear()
