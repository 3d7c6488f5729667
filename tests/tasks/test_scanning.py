"""The scan as the window starts it: in a process of the files pool, telling while it goes on, with a cache."""

from __future__ import annotations

import os
import queue
import stat
import sys
from pathlib import Path

import pytest

from medview.core.study import ScanResult
from medview.jobs.pools import Pools
from medview.jobs.protocol import Done, Failed, Message, Partial
from medview.jobs.table import POOLS
from medview.session.paths import user_paths
from tests.io.making import write_ct

WAIT_S = 120.0
SERIES = 201
"""One more than a message holds."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("many")
    for number in range(SERIES):
        write_ct(
            made / f"{number:03}", 1, lambda _n, number=number: {"PatientID": str(number), "PatientName": "Marker"}
        )
        os.utime(made / f"{number:03}" / "000.dcm", (1_700_000_000, 1_700_000_000))
    return made


def run(work: Path, **arguments: object) -> tuple[list[ScanResult], ScanResult | Failed]:
    heard: queue.SimpleQueue[Message] = queue.SimpleQueue()
    with Pools(work, lambda _, message: heard.put(message), {"files": POOLS["files"]}) as pools:
        pools.submit("files", "scan", **arguments)
        parts = []
        while True:
            match heard.get(timeout=WAIT_S):
                case Partial(value=value):
                    parts.append(value)
                case Done(value=value) | (Failed() as value):
                    return parts, value


def test_it_tells_while_it_goes_on_and_remembers(folder: Path, tmp_path: Path) -> None:
    cache = user_paths().header_cache
    results = [run(tmp_path, paths=(str(folder),), cache=str(cache)) for _ in range(2)]
    for parts, whole in results:
        assert isinstance(whole, ScanResult)
        assert len(whole.studies) == SERIES
        assert len(parts) >= 2
        assert not any(part.complete for part in parts)
        told = {series.uid for part in parts for study in part.studies for series in study.series}
        assert told == {series.uid for study in whole.studies for series in study.series}
    first, second = ([series for study in whole.studies for series in study.series] for _, whole in results)
    assert [(one.uid, one.fingerprint, one.instances) for one in first] == [
        (one.uid, one.fingerprint, one.instances) for one in second
    ]
    assert cache.stat().st_size > 0
    if sys.platform != "win32":
        assert stat.S_IMODE(cache.stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")
def test_a_pipe_among_the_files_hangs_nothing(tmp_path: Path) -> None:
    folder = write_ct(tmp_path / "in", 3)
    os.mkfifo(folder / "001.pipe")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    _, whole = run(tmp_path, paths=(str(folder),))
    assert isinstance(whole, ScanResult)
    assert len(whole.studies[0].series[0].instances) == 3
    assert [reason for _, reason in whole.skipped] == [
        "1 linked folders were not entered.",
        "1 broken links, pipes and devices were left out.",
    ]
