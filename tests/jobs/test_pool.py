from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil
import pytest

from medview.jobs import dispatch, failures
from medview.jobs.protocol import Cancelled, Done, Failed, Message, Partial, Progress, Started
from medview.jobs.wire import TooBig
from tests.jobs.conftest import WAIT_S, Bench
from tests.jobs.sample_tasks import Answer

pytestmark = pytest.mark.logs

Make = Callable[..., Bench]
MARKER = "DOE^JANE^MARKER"


def gone(pid: int) -> bool:
    try:
        psutil.Process(pid).wait(WAIT_S)
    except psutil.NoSuchProcess:
        return True
    except psutil.TimeoutExpired:
        return False
    return True


def test_a_job_starts_and_is_done_in_another_process(bench: Bench) -> None:
    serial = bench.submit("pid")
    done = bench.heard.ending(serial)
    assert isinstance(done, Done)
    assert done.value != os.getpid()
    assert bench.heard.messages[serial] == [Started(serial), done]


def test_frozen_values_cross(bench: Bench) -> None:
    assert bench.run("frozen", words="four").value == Answer(4, "four")


def test_progress_grows_and_ends_with_remaining_time_zero(bench: Bench) -> None:
    serial = bench.submit("nap", steps=20, seconds=0.05)
    bench.heard.ending(serial)
    progress = [message for message in bench.heard.messages[serial] if isinstance(message, Progress)]
    fractions = [message.fraction for message in progress]
    assert fractions == sorted(fractions)
    assert progress[0].note == "napping"
    assert [message.remaining_s for message in progress if message.remaining_s is not None]


def test_every_new_note_is_told(bench: Bench) -> None:
    serial = bench.submit("count", steps=30)
    bench.heard.ending(serial)
    notes = [message.note for message in bench.heard.messages[serial] if isinstance(message, Progress)]
    assert notes == [f"step {step}" for step in range(30)]


def test_partial_comes_before_done_and_its_file_is_there(bench: Bench) -> None:
    serial = bench.submit("write_file", text="half")
    done = bench.heard.ending(serial)
    partial = next(message for message in bench.heard.messages[serial] if isinstance(message, Partial))
    assert partial.value == done.value
    assert Path(done.value).read_text() == "half"


def test_each_job_has_a_private_folder_until_it_is_released(bench: Bench) -> None:
    folders = [bench.run("folder_mode") for _ in range(2)]
    assert [done.value[1] for done in folders] == [0o700, 0o700]
    assert folders[0].value[0] != folders[1].value[0]
    bench.pool.release(folders[0].serial)
    bench.run("pid")
    assert not Path(folders[0].value[0]).exists()
    assert Path(folders[1].value[0]).exists()


def test_one_process_serves_job_after_job(bench: Bench) -> None:
    assert bench.run("pid").value == bench.run("pid").value


def test_a_pool_of_two_runs_two_at_once(make_bench: Make, tmp_path: Path) -> None:
    bench = make_bench(processes=2)
    long = bench.submit("until_cancelled", tell=str(tmp_path / "long"))
    bench.heard.first(long, Started)
    assert bench.run("add", a=1, b=2).value == 3
    bench.pool.cancel(long)
    assert isinstance(bench.heard.ending(long), Cancelled)


def test_warm_starts_the_process_before_the_first_job(make_bench: Make) -> None:
    before = {child.pid for child in psutil.Process().children()}
    bench = make_bench()
    bench.pool.warm()
    done = bench.run("pid")
    started = {child.pid for child in psutil.Process().children()} - before
    assert started == {done.value}


@pytest.mark.skipif(not hasattr(os, "nice"), reason="niceness is POSIX")
def test_niceness_is_the_rows(make_bench: Make) -> None:
    assert make_bench(niceness=5).run("niceness").value == min(19, os.nice(0) + 5)


def test_the_process_has_no_qt_no_torch_and_not_the_parents_main(bench: Bench) -> None:
    names = {name.partition(".")[0] for name in bench.run("modules").value}
    assert not names & {"PySide6", "torch", "vtkmodules", "pytest", "_pytest"}


# cancelling


def test_cancel_queued_is_answered_at_once_and_never_starts(bench: Bench, tmp_path: Path) -> None:
    running = bench.submit("until_cancelled", tell=str(tmp_path / "running"))
    queued = bench.submit("add", a=1, b=1)
    bench.pool.cancel(queued)
    assert bench.heard.ending(queued) == Cancelled(queued)
    assert bench.heard.messages[queued] == [Cancelled(queued)]
    assert not bench.heard.endings(running)


@pytest.mark.parametrize("task", ["until_cancelled", "swallows_exceptions"])
def test_cancel_running_stops_at_the_checkpoint_and_keeps_the_process(
    make_bench: Make, tmp_path: Path, task: str
) -> None:
    bench = make_bench(grace_s=WAIT_S)
    before = bench.run("pid").value
    arguments = {"tell": str(tmp_path / "told")} if task == "until_cancelled" else {}
    serial = bench.submit(task, **arguments)
    bench.heard.first(serial, Progress)
    bench.pool.cancel(serial)
    assert bench.heard.ending(serial) == Cancelled(serial)
    assert bench.run("pid").value == before


def test_cancel_stuck_kills_the_process_and_what_it_started(make_bench: Make) -> None:
    bench = make_bench(grace_s=0.1)
    before = bench.run("pid").value
    serial = bench.submit("stuck")
    grandchild = bench.heard.first(serial, Partial).value
    bench.heard.first(serial, Progress)
    bench.pool.cancel(serial)
    assert bench.heard.ending(serial) == Cancelled(serial)
    assert bench.run("pid").value != before
    assert gone(grandchild)


def test_a_cancelled_job_counts_as_ended_while_its_process_comes_to_a_checkpoint(
    make_bench: Make, tmp_path: Path
) -> None:
    bench = make_bench(grace_s=0.1, leave_s=WAIT_S)
    before = bench.run("pid").value
    until = tmp_path / "until"
    serial = bench.submit("deaf_for_a_while", tell=str(tmp_path / "told"), until=str(until))
    bench.heard.first(serial, Progress)
    bench.pool.cancel(serial)
    assert bench.heard.ending(serial) == Cancelled(serial)
    bench.pool.release(serial)
    bench.pool.cancel(serial)
    waiting = bench.submit("pid")
    until.touch()
    assert bench.heard.ending(waiting).value == before, "what the process has loaded is kept"
    bench.heard.drain()
    assert bench.heard.messages[serial][-1] == Cancelled(serial), "nothing is told of it afterwards"
    assert not (tmp_path / str(serial)).exists()


def test_a_process_that_comes_to_no_checkpoint_is_killed_in_the_end(make_bench: Make) -> None:
    bench = make_bench(grace_s=0.1, leave_s=0.2)
    before = bench.run("pid").value
    serial = bench.submit("stuck")
    bench.heard.first(serial, Progress)
    bench.pool.cancel(serial)
    assert bench.heard.ending(serial) == Cancelled(serial)
    assert bench.run("pid").value != before
    assert len(bench.heard.endings(serial)) == 1


def test_closing_does_not_wait_for_a_process_on_its_way_to_a_checkpoint(make_bench: Make) -> None:
    bench = make_bench(grace_s=0.1, leave_s=3600.0)
    serial = bench.submit("stuck")
    bench.heard.first(serial, Progress)
    bench.pool.cancel(serial)
    assert bench.heard.ending(serial) == Cancelled(serial)
    bench.pool.close()  # would outlast the suite otherwise
    assert len(bench.heard.endings(serial)) == 1


def test_cancelling_twice_or_too_late_or_a_stranger_changes_nothing(bench: Bench) -> None:
    serial = bench.submit("add", a=1, b=1)
    bench.heard.ending(serial)
    for stranger in (serial, serial, 10_000):
        bench.pool.cancel(stranger)
    assert bench.run("add", a=2, b=2).value == 4
    bench.heard.drain()
    assert len(bench.heard.endings(serial)) == 1


def test_a_cancel_that_meets_a_finish_never_hits_the_next_job(bench: Bench) -> None:
    """Hundreds of races: each cancelled job has one ending, and the job behind it always ends well."""
    races = []
    for delay in range(400):
        target = bench.submit("count", steps=2)
        follower = bench.submit("count", steps=50)
        races.append((target, follower))
        bench.heard.first(target, Started)
        pass_time(delay * 2e-6)
        bench.pool.cancel(target)
        assert bench.heard.ending(follower) == Done(follower, 50)
    bench.heard.drain()
    endings = [bench.heard.endings(target) for target, _ in races]
    assert all(len(found) == 1 for found in endings)
    assert {type(found[0]) for found in endings} <= {Done, Cancelled}


def pass_time(seconds: float) -> None:
    """Let the cancel meet the job elsewhere each time; nothing waits for this."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


# dying


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM])
def test_a_killed_process_is_a_plain_failure_and_the_next_job_works(bench: Bench, by: int) -> None:
    failed = bench.run("die", by=int(by))
    assert (type(failed), failed.kind) == (Failed, "crashed")
    assert "stopped unexpectedly" in failed.message
    assert "try once more" in failed.hint
    assert bench.run("add", a=1, b=2).value == 3


def test_a_process_that_leaves_on_its_own_is_a_crash(bench: Bench) -> None:
    assert bench.run("leave").kind == "crashed"


def test_a_segfault_tells_the_log_where(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    bench.run("die", by=int(signal.SIGSEGV))
    assert "Segmentation fault" in caplog.text
    assert "sample_tasks.py" in caplog.text


def test_what_a_dying_process_printed_stays_out_of_the_log(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    assert bench.run("die_printing", words=f"patient {MARKER}\n").kind == "crashed"
    assert "Aborted" in caplog.text
    assert MARKER not in caplog.text


def test_an_idle_process_that_dies_is_replaced_when_needed(bench: Bench) -> None:
    before = bench.run("pid").value
    os.kill(before, signal.SIGKILL)
    assert gone(before)
    after = bench.run("pid")
    if isinstance(after, Failed):  # the job met the dying process: told, and the next one works
        after = bench.run("pid")
    assert after.value != before


def test_a_warm_pool_is_warm_again_after_a_crash(make_bench: Make) -> None:
    bench = make_bench()
    bench.pool.warm()
    bench.run("die", by=int(signal.SIGKILL))
    assert bench.run("add", a=1, b=2).value == 3


# memory


@pytest.mark.parametrize("task", ["no_memory", "no_torch_memory", "no_allocator_memory"])
def test_out_of_memory_is_told_and_frees_the_process(bench: Bench, task: str) -> None:
    before = bench.run("pid").value
    failed = bench.run(task)
    assert (type(failed), failed.kind) == (Failed, "memory")
    assert "not enough memory" in failed.message
    assert bench.run("pid").value != before


def test_killed_by_the_kernel_for_memory(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = iter(range(100))
    monkeypatch.setattr(dispatch.failures, "kernel_kills", lambda: next(counts))
    assert bench.run("die", by=int(signal.SIGKILL)).kind == "memory"


def test_a_c_plus_plus_allocation_failure(bench: Bench) -> None:
    assert bench.run("die_printing", words="terminate called after ... what(): std::bad_alloc").kind == "memory"


def test_the_kernels_count(tmp_path: Path) -> None:
    counters = tmp_path / "vmstat"
    counters.write_text("pgfault 1\noom_kill 7\n")
    assert failures.kernel_kills(counters) == 7
    assert failures.kernel_kills(tmp_path / "absent") == 0


# mistakes


def test_an_expected_failure_keeps_its_words(bench: Bench) -> None:
    serial = bench.submit("expected")
    assert bench.heard.ending(serial) == Failed(serial, "There is no head in this image.", "Open a head.", "error")


def test_a_bug_is_plain_to_the_reader_and_placed_in_the_log(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    failed = bench.run("bug", words=MARKER)
    assert failed.kind == "bug"
    assert "KeyError" in failed.message
    assert "sample_tasks.py" in caplog.text
    assert MARKER not in caplog.text + failed.message + failed.hint
    assert bench.run("add", a=1, b=2).value == 3


def test_an_unknown_task_a_wrong_argument_and_sys_exit_are_bugs(bench: Bench) -> None:
    assert bench.run("nothing").kind == "bug"
    assert bench.run("add", a=1).kind == "bug"
    assert bench.run("leaves_program").kind == "bug"


def test_a_task_table_that_cannot_be_imported_fails_every_job(make_bench: Make) -> None:
    bench = make_bench(tasks="tests.jobs.absent:TASKS")
    assert [bench.run("add", a=1, b=1).kind for _ in range(2)] == ["bug", "bug"]


def test_a_full_workspace_is_told(make_bench: Make, tmp_path: Path) -> None:
    bench = make_bench()
    bench.run("pid")
    (tmp_path / "2").write_text("in the way")
    failed = bench.run("pid")
    assert (failed.kind, "could not be started" in failed.message) == ("error", True)
    assert isinstance(bench.run("pid"), Done)


def test_a_process_that_cannot_be_started_is_told_to_every_job(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "executable", str(bench.workspace / "absent"))
        failures = [bench.run("pid") for _ in range(2)]
        bench.pool.warm()
    assert [failed.kind for failed in failures] == ["error", "error"]
    assert "could not be started" in failures[0].message
    assert isinstance(bench.run("pid"), Done)


def test_a_listener_that_fails_does_not_end_the_pool(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    take = bench.heard.__call__
    faults = iter([ValueError(MARKER)])

    def faulty(message: Message) -> None:
        if fault := next(faults, None):
            raise fault
        take(message)

    bench.pool._dispatcher._deliver = faulty
    assert bench.run("add", a=1, b=2).value == 3
    assert "ValueError" in caplog.text
    assert MARKER not in caplog.text


# what crosses


def test_big_arrays_are_refused_both_ways(bench: Bench) -> None:
    with pytest.raises(TooBig, match="job's folder"):
        bench.submit("add", a=np.zeros(1 << 21, dtype=np.uint8), b=1)
    assert bench.run("big_array", size=1 << 21).kind == "bug"
    assert bench.run("big_partial", size=1 << 21).kind == "bug"
    assert isinstance(bench.run("big_array", size=1 << 10), Done)


def test_a_value_that_cannot_be_pickled_is_a_bug(bench: Bench) -> None:
    assert bench.run("unpicklable").kind == "bug"


def test_a_value_that_cannot_be_read_is_a_bug_and_the_pool_goes_on(bench: Bench) -> None:
    assert bench.run("poison").kind == "bug"
    assert bench.run("add", a=1, b=2).value == 3


def test_log_lines_and_warnings_reach_our_log_without_data(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        bench.run("chatter", words=MARKER)
    assert "a line of our own" in caplog.text
    assert "UserWarning" in caplog.text
    assert MARKER not in caplog.text


def test_nothing_is_printed_on_the_parents_streams(bench: Bench, capfd: pytest.CaptureFixture[str]) -> None:
    bench.run("chatter", words=MARKER)
    assert MARKER not in "".join(capfd.readouterr())


# closing


def test_closing_ends_every_job_every_process_and_the_thread(make_bench: Make, tmp_path: Path) -> None:
    bench = make_bench(grace_s=0.1)
    process = bench.run("pid").value
    threads = threading.active_count()
    serials = [bench.submit("stuck"), bench.submit("add", a=1, b=1)]
    bench.heard.first(serials[0], Progress)
    bench.pool.close()
    assert [bench.heard.ending(serial) for serial in serials] == [Cancelled(serial) for serial in serials]
    assert gone(process)
    assert threading.active_count() == threads - 1
    with pytest.raises(RuntimeError):
        bench.submit("add", a=1, b=1)


def test_cancel_is_answered_within_the_grace_time_and_a_little(make_bench: Make) -> None:
    """The pool's own part of the promise "within one second" is the grace time; the rest is bench_jobs's to measure."""
    bench = make_bench()
    serial = bench.submit("stuck")
    bench.heard.first(serial, Progress)
    start = time.monotonic()
    bench.pool.cancel(serial)
    bench.heard.ending(serial)
    assert time.monotonic() - start >= bench.pool._dispatcher._spec.grace_s


def test_closing_does_not_wait_for_the_grace_of_a_busy_process(make_bench: Make) -> None:
    bench = make_bench(grace_s=3600.0)
    serial = bench.submit("stuck")
    bench.heard.first(serial, Progress)
    bench.pool.close()  # would outlast the suite otherwise
    assert bench.heard.ending(serial) == Cancelled(serial)
