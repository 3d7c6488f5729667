from __future__ import annotations

import itertools
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from medview.core.errors import MedViewError
from medview.jobs.pools import Pools
from medview.jobs.protocol import Done, JobCancelled, Message, Progress, Started
from medview.jobs.table import POOLS, PoolSpec
from tests.jobs.conftest import TASKS, WAIT_S
from tests.jobs.test_orphans import PROJECT

pytestmark = pytest.mark.logs

ROWS = {name: PoolSpec(name, TASKS) for name in ("long", "short")}


@pytest.fixture
def heard() -> queue.SimpleQueue[tuple[str, Message]]:
    return queue.SimpleQueue()


@pytest.fixture
def pools(tmp_path: Path, heard: queue.SimpleQueue[tuple[str, Message]]) -> Iterator[Pools]:
    with Pools(tmp_path, lambda name, message: heard.put((name, message)), ROWS) as pools:
        yield pools


def test_messages_carry_the_pools_name_and_serials_are_unique(
    pools: Pools, heard: queue.SimpleQueue[tuple[str, Message]]
) -> None:
    serials = {pools.submit(name, "add", a=1, b=1): name for name in ("long", "short", "long")}
    endings = {}
    while len(endings) < 3:
        name, message = heard.get(timeout=WAIT_S)
        if isinstance(message, Done):
            endings[message.serial] = name
    assert endings == serials


def test_progress_tells_its_stage(pools: Pools) -> None:
    progress: list[Progress] = []
    pools.run("short", "staged", progress.append)
    assert [(one.stage, one.note) for one in progress] == [("read", "reading"), ("infer", "infering")]


def test_a_long_job_never_makes_a_short_one_wait(pools: Pools, tmp_path: Path) -> None:
    long = pools.submit("long", "until_cancelled", tell=str(tmp_path / "told"))
    assert pools.run("short", "add", None, a=1, b=2) == 3
    pools.cancel("long", long)


def test_run_returns_the_value_and_reports_progress(
    pools: Pools, heard: queue.SimpleQueue[tuple[str, Message]]
) -> None:
    progress: list[Progress] = []
    assert pools.run("short", "count", progress.append, steps=3) == 3
    assert [step.note for step in progress] == ["step 0", "step 1", "step 2"]
    assert heard.empty()


def test_run_raises_what_the_task_raised(pools: Pools) -> None:
    with pytest.raises(MedViewError) as caught:
        pools.run("short", "expected")
    assert (caught.value.message, caught.value.hint) == ("There is no head in this image.", "Open a head.")


def test_run_tells_when_someone_else_cancelled(pools: Pools) -> None:
    cancelled = iter([None])

    def cancel(progress: Progress) -> None:
        for _ in cancelled:
            pools.cancel("short", progress.serial)

    with pytest.raises(JobCancelled):
        pools.run("short", "swallows_exceptions", cancel)


def test_release_removes_the_files(pools: Pools, heard: queue.SimpleQueue[tuple[str, Message]]) -> None:
    serial = pools.submit("short", "write_file", text="x")
    messages = iter(lambda: heard.get(timeout=WAIT_S)[1], None)
    done = next(message for message in messages if isinstance(message, Done))
    pools.release("short", serial)
    pools.run("short", "pid")
    assert not Path(done.value).exists()


def test_warm_and_close_without_a_job(pools: Pools) -> None:
    pools.warm("long")
    pools.close()
    pools.close()


CLI = f"""
import sys
from pathlib import Path
from medview.jobs.pools import Pools
from medview.jobs.table import PoolSpec


with Pools(Path(sys.argv[1]), table={{"a": PoolSpec("a", "{TASKS}", grace_s=30)}}) as pools:
    try:
        pools.run("a", "swallows_exceptions", lambda progress: print("running", flush=True))
    except KeyboardInterrupt:
        print("stopped", pools.run("a", "add", a=1, b=2))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT to one process is POSIX")
def test_ctrl_c_cancels_the_job_and_leaves_the_pool_usable(tmp_path: Path) -> None:
    program = subprocess.Popen(
        [sys.executable, "-c", CLI, str(tmp_path)], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "running\n"
    program.send_signal(signal.SIGINT)
    output, _ = program.communicate(timeout=WAIT_S)
    assert output.splitlines()[-1] == "stopped 3"
    assert program.returncode == 0


def test_the_table_names_every_pool_once() -> None:
    working = ("files", "thumbnails", "analysis", "planning", "importing", "registration", "training", "preparing")
    names = (*working, "interactive", "drawing", "refining")
    assert {name: spec.name for name, spec in POOLS.items()} == {name: name for name in names}
    assert POOLS["files"].processes > 1
    assert POOLS["analysis"].niceness < POOLS["training"].niceness
    patient = ("drawing", "refining", "planning", "importing", "preparing", "training")  # worth more than a second
    assert all(spec.grace_s < 1.0 for spec in POOLS.values() if spec.name not in patient)
    assert POOLS["analysis"].leave_s > 1.0, "a loaded model is worth waiting for"


def test_many_threads_may_submit_at_once(pools: Pools, heard: queue.SimpleQueue[tuple[str, Message]]) -> None:
    def submit() -> None:
        for _ in range(50):
            pools.submit("short", "add", a=1, b=1)

    threads = [threading.Thread(target=submit) for _ in range(4)]
    for thread in threads:
        thread.start()
    counts = {Started: itertools.count(1), Done: itertools.count(1)}
    ended = 0
    while ended < 200:
        message = heard.get(timeout=WAIT_S)[1]
        number = next(counts[type(message)])
        ended = number if isinstance(message, Done) else ended
    for thread in threads:
        thread.join()
    assert heard.empty()
