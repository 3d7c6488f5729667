"""Tasks of a batch's processes: how many of them the memory allows, and one study from its files to its results."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import torch

from medview.core.batch import Ran
from medview.core.code import MILLILITRE
from medview.core.content import SequenceContent
from medview.core.errors import ReadError
from medview.core.finding import Analysis, Quantity
from medview.core.images import StoredImages
from medview.core.plan import Plan
from medview.core.study import Kind, Series, Study, volume_bytes
from medview.core.text import tr
from medview.core.volume import StoredVolume
from medview.engine.machine import this_machine
from medview.engine.planning import SHARE
from medview.jobs.protocol import Context
from medview.report.report import stated
from medview.report.wording import finding_title
from medview.tasks.analysis import analyse
from medview.tasks.files import TASKS as FILES
from medview.tasks.loading import load
from medview.tasks.planning import plan_analysis
from medview.tasks.results import given, results

PROCESS_BYTES = 600_000_000
"""What a process takes beside its plan: Python, torch and the libraries that write results, resident."""

SEQUENCE_MB = 1000
"""What a record of the greatest length that is read at once takes on its way through a network, at most."""

_LOADED, _ANALYSED = 0.1, 0.9


def workers(context: Context, items: tuple[tuple[str, Series], ...], wanted: int) -> int:
    """How many processes may run at once: as many as are wanted, and as the plans say the free memory allows.

    Args:
        context: The job.
        items: (model folder, series) of the largest series of each model.
        wanted: How many there may be.

    Returns:
        At least 1: what does not fit alone is told by its own run.
    """
    machine, allowed = this_machine(), max(1, wanted)
    for number, (folder, series) in enumerate(items):
        context.checkpoint(number / len(items), tr("Planning"))
        plan = _plan(_Part(context, 0.0, 1.0), folder, series)
        allowed = min(allowed, fitting(plan, volume_bytes(series), machine.free_bytes))
    return max(1, allowed)


def _plan(context: Context, folder: str, series: Series) -> Plan:
    """What one run takes; records of sequences are read one by one, whatever their file's size."""
    if series.kind is Kind.SEQUENCES:
        return Plan("cpu", "float32", memory_mb=SEQUENCE_MB)
    return plan_analysis(context, folder, series)


def fitting(plan: Plan, image_bytes: int, free: Any) -> int:
    """How many runs of a plan at once the free memory allows.

    Args:
        plan: The plan.
        image_bytes: What the loaded image takes.
        free: Free bytes of each device, ``cpu`` among them.
    """
    planned = plan.memory_mb * 1_000_000
    counts = [SHARE * free["cpu"] / (PROCESS_BYTES + image_bytes + planned)]
    if plan.device != "cpu":
        counts.append(SHARE * free[plan.device] / max(1, planned))
    return int(min(counts))


def run_item(context: Context, model_folder: str, study: Study, series: Series, folder: str, threads: int = 0) -> Ran:
    """Run a model on a series and leave its results in a folder, which is made anew.

    Args:
        context: The job.
        model_folder: The model package.
        study: The study of the series.
        series: The series.
        folder: Where the results go; what a run that was stopped left there is removed.
        threads: Threads to compute with, so that the processes of a batch share the processor; 0: as many as there are.

    Raises:
        MedViewError: It cannot be read, analysed or written; the message says why.
    """
    start = perf_counter()
    torch.set_num_threads(threads or os.cpu_count() or 1)
    out = Path(folder)
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    loaded = load(_Part(context, 0.0, _LOADED), series)
    if not isinstance(loaded, StoredVolume | StoredImages | SequenceContent):
        raise ReadError(
            tr("The series holds neither images nor sequences."),
            tr("Choose a series of images or a file of sequences."),
        )
    analysis = analyse(_Part(context, _LOADED, _ANALYSED), model_folder, series, **given(loaded))
    written = tuple(results(study, series, loaded, analysis))
    step = (1.0 - _ANALYSED) / len(written)
    for number, result in enumerate(written):
        low = _ANALYSED + number * step
        FILES[result.task](_Part(context, low, low + step), **result.into(out))
    context.checkpoint(1.0, tr("Done"))
    return _ran(analysis, tuple((result.kind, result.name) for result in written), perf_counter() - start)


def _ran(analysis: Analysis, files: tuple[tuple[str, str], ...], seconds: float) -> Ran:
    volumes = tuple(
        (finding_title(finding), finding.value.value)
        for finding in stated(analysis)
        if isinstance(finding.value, Quantity) and finding.value.unit == MILLILITRE
    )
    return Ran(
        seconds=seconds,
        volumes=volumes,
        warnings=analysis.warnings,
        files=files,
        plan=analysis.findings[0].source.plan if analysis.findings else (),
    )


@dataclass(frozen=True)
class _Part:
    """A part of a job for a task that has a job of its own elsewhere."""

    whole: Context
    low: float
    high: float

    @property
    def folder(self) -> Path:
        return self.whole.folder

    def checkpoint(self, fraction: float, note: str = "", stage: str = "") -> None:
        self.whole.checkpoint(self.low + (self.high - self.low) * fraction, note, stage)

    def partial(self, value: Any) -> None:
        """Nobody looks on while a batch runs."""


TASKS: dict[str, Callable[..., Any]] = {"workers": workers, "run_item": run_item}
