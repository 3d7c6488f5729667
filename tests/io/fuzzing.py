"""Feed damaged files to everything that reads: ``python -m tests.io.fuzzing --minutes 60 --seed 1``.

Each case is one seed file damaged by a random source made from (seed, number), so that any case can be made again:
``--only NUMBER`` runs one here with its traceback. Cases run in child processes: a decoder that kills its process,
hangs or asks for more memory than declared is told with the number of its case. A case that kills is then given to the
real pool of workers, which must report it.
"""

from __future__ import annotations

import argparse
import collections
import importlib
import json
import os
import queue
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from medview.core.errors import MedViewError, WriteError
from medview.core.images import StoredImages
from medview.core.study import Kind, ScanResult, Series
from medview.core.volume import StoredVolume
from medview.jobs.local import LocalContext
from medview.jobs.pools import Pools
from medview.jobs.protocol import JobFailed
from medview.jobs.table import POOLS
from tests.io.fuzz_mutations import damaged
from tests.io.fuzz_seeds import Seed, seeds

TASKS = "medview.tasks.files:TASKS"

MEMORY_BYTES = 3 << 30
"""What a case may allocate beyond what the process has at its start: ten times ``limits.FREE_BYTES``."""

BUDGET_BYTES = 4096
"""What a stack or volume may take: so little that most are thinned or read in part."""

FILE_BYTES = 9 << 30
"""The largest file a case may make: ``limits.MOST_VALUES`` float32 values with their header."""

CASE_S = 60.0
"""A case that takes longer hangs; most take milliseconds, but the machine may be busy."""

SLOWEST = 5
"""So many of the slowest cases are told."""

_NOISE = "warning: "
_PROJECT = Path(__file__).resolve().parents[2]
_OVERLAYS = (Kind.SEGMENTATION, Kind.STRUCTURES, Kind.DOSE, Kind.PARAMETRIC_MAP, Kind.PRESENTATION, Kind.REPORT)
_PICTURES = (Kind.VOLUME, Kind.IMAGES, Kind.SLIDE)
Run = Callable[..., Any]


@dataclass
class Counts:
    """What came of the cases.

    Args:
        cases: Cases run.
        refusals: Times MedViewError was raised: by a scan, a load, an overlay, a tag tree, an inspection.
        opened: Times something was opened all the same.
        escapes: (case, what) for every other exception, too much memory and too large files among them.
        hangs: Cases that took too long.
        deaths: Cases that killed their process.
        unreported: Deaths which the pool of workers did not report.
        noise: Warnings, by text; what libraries in C print stays in the worker's own output.
        slow: (seconds, case) of those that took the longest.
    """

    cases: int = 0
    refusals: int = 0
    opened: int = 0
    escapes: list[tuple[int, str]] = field(default_factory=list)
    hangs: list[int] = field(default_factory=list)
    deaths: list[int] = field(default_factory=list)
    unreported: list[int] = field(default_factory=list)
    noise: collections.Counter[str] = field(default_factory=collections.Counter)
    slow: list[tuple[float, int]] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.cases} cases run, {self.opened} things opened, {self.refusals} refusals, "
            f"{len(self.escapes)} escapes, {len(self.hangs)} hangs, "
            f"{len(self.unreported)} worker deaths unreported ({len(self.deaths) - len(self.unreported)} reported), "
            f"{sum(self.noise.values())} warnings"
        )


class Cases:
    """Every case by its number.

    Args:
        seed: Of the random source.
        public: The public data folder, or None.
    """

    def __init__(self, seed: int, public: Path | None) -> None:
        self.seed = seed
        self._seeds = seeds(public)

    def kind(self, number: int) -> Seed:
        """The seed file of a case."""
        return self._seeds[number % len(self._seeds)]

    def write(self, number: int, folder: Path) -> None:
        """Make the files of a case."""
        kind = self.kind(number)
        random = np.random.default_rng([self.seed, number])
        changed = damaged(kind.content, kind.damaged, random)
        for name, content in {**kind.files, kind.damaged: changed}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def exercise(folder: Path, run: Run) -> Iterator[str]:
    """Do with the files what the program would; yields what came of each step: ``"opened"`` or ``"refused"``.

    Args:
        folder: The files.
        run: Runs a task by name, as ``run(task, **arguments)``.
    """
    found: list[ScanResult] = []
    yield _tried(lambda: found.append(run("scan", paths=(str(folder),))))
    every = [series for result in found for study in result.studies for series in study.series]
    for series in every:
        yield _tried(lambda series=series: _load(series, folder, run))
        if series.kind in _PICTURES:
            yield _tried(lambda series=series: run("thumbnail", series=series))
        if series.kind in _OVERLAYS:
            for onto in _beneath(series, every):
                yield _tried(lambda series=series, onto=onto: run("overlaid", series=series, onto=onto))
    listed = {instance.path for series in every for instance in series.instances}
    for path in sorted(listed or {str(one) for one in folder.rglob("*") if one.is_file()})[:4]:
        yield _tried(lambda path=path: run("tags", path=path))
    yield _tried(lambda: run("inspect", paths=(str(folder),)))


def _beneath(series: Series, every: list[Series]) -> list[Series]:
    return [one for one in every if one.kind in (Kind.VOLUME, Kind.IMAGES) and one is not series][:2]


def _tried(step: Callable[[], object]) -> str:
    try:
        step()
    except WriteError:
        raise  # a case has room enough, unless it wants too much
    except MedViewError:
        return "refused"
    except JobFailed as failed:
        if failed.kind != "error":
            raise
        return "refused"
    return "opened"


def _load(series: Series, folder: Path, run: Run) -> None:
    """Load a series and go on as a view would: look at it, read the rest of a stack, write a volume."""
    match run("load", series=series, resample=series.correction is not None, budget=BUDGET_BYTES):
        case StoredImages() as images:
            np.load(images.path, mmap_mode="r", allow_pickle=False)[..., :1].max()
            if images.wanted:
                run("refill", series=series, images=images)
        case StoredVolume() as volume:
            np.load(volume.path, mmap_mode="r", allow_pickle=False)[..., :1].max()
            run("convert", series=series, volume=volume, path=str(folder.parent / "converted"), to="nifti")


# ---- the child: runs a range of cases and tells of each on stdout


def child(cases: Cases, first: int, step: int, tasks: str) -> None:
    """Run cases ``first``, ``first + step`` … until killed, a JSON line before and after each."""
    module, _, name = tasks.partition(":")
    table = getattr(importlib.import_module(module), name)
    told = os.fdopen(os.dup(1), "w", buffering=1)
    warnings.showwarning = _warned
    _bound()
    number = first
    while True:
        told.write(json.dumps({"begun": number}) + "\n")
        started = time.monotonic()
        outcome = _outcome(cases, number, table)
        told.write(json.dumps({"ended": number, "seconds": time.monotonic() - started, **outcome}) + "\n")
        number += step


def _bound() -> None:
    """Refuse the process more memory and disk than a case may ask for."""
    if sys.platform == "linux":
        lines = Path("/proc/self/status").read_text().splitlines()
        used = next(int(line.split()[1]) << 10 for line in lines if line.startswith("VmData:"))
        resource.setrlimit(resource.RLIMIT_DATA, (used + MEMORY_BYTES, used + MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))


def _outcome(cases: Cases, number: int, tasks: Any) -> dict[str, Any]:
    steps: collections.Counter[str] = collections.Counter()
    with tempfile.TemporaryDirectory(prefix="fuzz") as folder:
        cases.write(number, Path(folder) / "in")

        def run(task: str, **arguments: Any) -> Any:
            work = Path(tempfile.mkdtemp(dir=folder))
            return tasks[task](LocalContext(work), **arguments)

        try:
            for step in exercise(Path(folder) / "in", run):
                steps[step] += 1
        except Exception as error:  # noqa: BLE001 (that is what is looked for)
            return {**steps, "escape": _told(error)}
        return dict(steps)


def _told(error: Exception) -> str:
    places = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__}: {str(error)[:100]} at {_own(places)} ({_at(places[-1])})"


def _warned(message: Warning | str, category: type[Warning], *_: object) -> None:
    print(f"{_NOISE}{category.__name__}: {message} at {_own(traceback.extract_stack())}", file=sys.stderr)


def _own(places: traceback.StackSummary) -> str:
    return " < ".join(_at(place) for place in places[::-1] if "/medview/" in place.filename)[:100]


def _at(place: traceback.FrameSummary) -> str:
    return f"{Path(place.filename).name}:{place.lineno}"


# ---- the parent: starts children, sees them die or hang, and counts


class Fuzz:
    """Runs cases in children.

    Args:
        seed: Of the random source.
        children: How many at once.
        public: The public data folder, or None.
        tasks: ``"module:TABLE"`` of what is exercised.
        case_s: How long a case may take.
    """

    def __init__(
        self, seed: int, children: int = 1, public: Path | None = None, tasks: str = TASKS, case_s: float = CASE_S
    ) -> None:
        self.counts = Counts()
        self._tasks = tasks
        self._case_s = case_s
        self._cases = Cases(seed, public)
        self._children = children
        self._public = public
        self._lock = threading.Lock()
        self._stop = threading.Event()

    def run(self, most: int, seconds: float) -> Counts:
        """Run up to ``most`` cases for up to ``seconds``, then look what the pool makes of those that killed."""
        ends = time.monotonic() + seconds
        threads = [
            threading.Thread(target=self._follow, args=(share, most, ends), daemon=True)
            for share in range(self._children)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self._report_deaths()
        return self.counts

    def _follow(self, share: int, most: int, ends: float) -> None:
        """Keep one child at work; after a death or a hang another goes on behind that case."""
        number = share
        while number < most and time.monotonic() < ends:
            number = self._one_child(number, most, ends)

    def _one_child(self, first: int, most: int, ends: float) -> int:
        with tempfile.TemporaryFile() as errors:
            process = self._start(first, errors)
            lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
            reader = threading.Thread(target=_read_lines, args=(process, lines), daemon=True)
            reader.start()
            current = first
            try:
                while current < most and time.monotonic() < ends:
                    line = lines.get(timeout=self._case_s)
                    if line is None:
                        self._add(self.counts.deaths, current)
                        return current + self._children
                    current = self._count(json.loads(line), current)
            except queue.Empty:
                self._add(self.counts.hangs, current)
                return current + self._children
            finally:
                process.kill()
                process.wait()
                reader.join()
                self._noise(errors)
        return current

    def _start(self, first: int, errors: Any) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.io.fuzzing", "--child", "--seed", str(self._cases.seed)]
        command += ["--first", str(first), "--step", str(self._children), "--tasks", self._tasks]
        command += ["--public", str(self._public)] if self._public else []
        return subprocess.Popen(command, cwd=_PROJECT, stdout=subprocess.PIPE, stderr=errors, text=True)

    def _count(self, told: dict[str, Any], current: int) -> int:
        if "begun" in told:
            return int(told["begun"])
        with self._lock:
            self.counts.cases += 1
            self.counts.refusals += told.get("refused", 0)
            self.counts.opened += told.get("opened", 0)
            self.counts.slow = sorted([*self.counts.slow, (told["seconds"], told["ended"])])[-SLOWEST:]
            if "escape" in told:
                self.counts.escapes.append((told["ended"], told["escape"]))
        return current + self._children

    def _add(self, cases: list[int], number: int) -> None:
        with self._lock:
            self.counts.cases += 1
            cases.append(number)

    def _noise(self, errors: Any) -> None:
        errors.seek(0)
        with self._lock:
            lines = errors.read().decode(errors="replace").splitlines()
            self.counts.noise.update(line.removeprefix(_NOISE)[:200] for line in lines if line.startswith(_NOISE))

    def _report_deaths(self) -> None:
        for number in self.counts.deaths:
            if not reported(self._cases, number, self._tasks):
                self.counts.unreported.append(number)

    def describe(self, number: int) -> str:
        """The kind of file a case damages."""
        return f"case {number} ({self._cases.kind(number).name})"


def reported(cases: Cases, number: int, tasks: str) -> bool:
    """Whether the pool of workers tells of a case that kills its process, instead of hanging or going silent.

    A death that depends on what the process did before may not come back; the pool then ends the job otherwise.
    """
    with tempfile.TemporaryDirectory(prefix="fuzz") as folder:
        cases.write(number, Path(folder) / "in")
        return all(ending in ("opened", "refused", "reported") for ending in in_pool(Path(folder), tasks))


def in_pool(folder: Path, tasks: str = TASKS) -> list[str]:
    """Exercise ``folder / "in"`` through the real pool; a job's failure of any kind is one it reported."""
    work = folder / "work"
    work.mkdir()
    with Pools(work, table={"files": replace(POOLS["files"], tasks=tasks)}) as pools:

        def run(task: str, **arguments: Any) -> Any:
            return pools.run("files", task, None, **arguments)

        endings: list[str] = []
        try:
            endings.extend(exercise(folder / "in", run))
        except JobFailed as failed:
            endings.append("reported" if failed.kind == "crashed" else f"{failed.kind}: {failed.message}")
        return endings


def _read_lines(process: subprocess.Popen[str], lines: queue.SimpleQueue[str | None]) -> None:
    assert process.stdout is not None
    with process.stdout:
        for line in process.stdout:
            lines.put(line)
    lines.put(None)


def main() -> int:
    """Run by hand; 1 when anything but refusals came up."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=1 << 31)
    parser.add_argument("--children", type=int, default=2)
    parser.add_argument("--public", type=Path, help="the public data folder, for more kinds of files")
    parser.add_argument("--only", type=int, help="run one case in this process")
    parser.add_argument("--keep", type=Path, help="with --only: write the case's files here")
    for internal in ("--first", "--step"):
        parser.add_argument(internal, type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--tasks", default=TASKS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        child(Cases(arguments.seed, arguments.public), arguments.first, arguments.step, arguments.tasks)
    if arguments.only is not None:
        return _only(Cases(arguments.seed, arguments.public), arguments.only, arguments.keep)
    fuzz = Fuzz(arguments.seed, arguments.children, arguments.public)
    counts = fuzz.run(arguments.cases, arguments.minutes * 60)
    print(counts)
    same = collections.Counter(_place(told) for _, told in counts.escapes)
    for place, count in same.most_common():
        number, told = next((number, told) for number, told in counts.escapes if _place(told) == place)
        print(f"escape, {count} times, first in {fuzz.describe(number)}: {told}")
    for what, numbers in (("hang", counts.hangs), ("death", counts.deaths), ("unreported", counts.unreported)):
        for number in numbers:
            print(f"{what}: {fuzz.describe(number)}")
    for seconds, number in reversed(counts.slow):
        print(f"{seconds:.1f} s: {fuzz.describe(number)}")
    for line, count in counts.noise.most_common(20):
        print(f"warning, {count} times: {line}")
    return int(bool(counts.escapes or counts.hangs or counts.unreported))


def _place(told: str) -> str:
    """The kind of an escape and where it came from, without its words."""
    return told.split(":")[0] + told.rpartition(" at ")[2]


def _only(cases: Cases, number: int, keep: Path | None) -> int:
    from medview.tasks.files import TASKS as TABLE

    print(cases.kind(number).name)
    with tempfile.TemporaryDirectory(prefix="fuzz") as folder:
        source = Path(folder) / "in"
        cases.write(number, source)
        if keep is not None:
            shutil.copytree(source, keep, dirs_exist_ok=True)

        def run(task: str, **arguments: Any) -> Any:
            print(task, flush=True)
            return TABLE[task](LocalContext(Path(tempfile.mkdtemp(dir=folder))), **arguments)

        print(collections.Counter(exercise(source, run)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
