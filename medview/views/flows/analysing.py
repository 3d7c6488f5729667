"""Analysing: the chosen model runs on the open series; its result is kept before it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from medview.core.errors import MedViewError
from medview.core.finding import Analysis
from medview.core.study import Series
from medview.core.volume import StoredVolume
from medview.jobs.protocol import Failed
from medview.session.changes import AnalysisFinished, PartialShown
from medview.views import words
from medview.views.flows import models
from medview.views.jobs import Then
from medview.views.parts import Parts


@dataclass(eq=False)
class _Run:
    """An analysis under way.

    Args:
        series: What it runs on.
        serial: Its job, once it has one.
    """

    series: Series
    serial: int | None = None


class Analysing(QObject):
    """Runs one analysis at a time.

    Args:
        parts: What flows work with.
        parent: The window.
    """

    failed = Signal(object)
    """A ``MedViewError``: why there is no result, and the next step."""
    finished = Signal(object, object)
    """Series and analysis, kept and, if the series is open, shown."""
    card_ready = Signal(object)
    """A ``ModelCard``."""

    def __init__(self, parts: Parts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._run: _Run | None = None

    @property
    def running(self) -> bool:
        """Whether an analysis is under way."""
        return self._run is not None

    def analyse(self, model: str) -> None:
        """Run a model on the open series."""
        state = self._parts.session.state
        if self.running or not model or state.series is None or state.volume is None:
            return
        run = self._run = _Run(state.series)
        find = partial(models.package_folder, self._parts.models, model)
        self._parts.background.run(find, partial(self._start, run, state.volume), partial(self._failed, run))

    def cancel(self) -> None:
        """End the analysis under way."""
        if self._run is None:
            return
        if self._run.serial is None:
            self._run = None
        else:
            self._parts.jobs.cancel(self._run.serial)

    def show_card(self, model: str) -> None:
        """Read a model's card."""
        if model:
            read = partial(models.card, self._parts.models, model)
            self._parts.background.run(read, self.card_ready.emit, self.failed.emit)

    def _start(self, run: _Run, volume: StoredVolume, folder: Path) -> None:
        if run is not self._run:
            return
        run.serial = self._parts.jobs.submit(
            "analysis",
            "analyse",
            self.tr("Analyse {series}").format(series=words.series_title(run.series)),
            Then(
                done=partial(self._computed, run),
                partial=partial(self._show_partial, run),
                failed=partial(self._job_failed, run),
                cancelled=partial(self._end, run),
            ),
            model_folder=str(folder),
            series=run.series,
            volume=volume,
        )

    def _show_partial(self, run: _Run, value: object) -> None:
        if isinstance(value, str):
            self._parts.session.apply(PartialShown(value, run.series.uid))

    def _computed(self, run: _Run, analysis: Analysis) -> None:
        keep = partial(self._parts.store.add_analysis, analysis, run.series.fingerprint)
        self._parts.background.run(keep, partial(self._kept, run), partial(self._failed, run))

    def _kept(self, run: _Run, analysis: Analysis) -> None:
        self._end(run)
        if run.serial is not None:
            self._parts.jobs.release("analysis", run.serial)
        self._parts.session.apply(AnalysisFinished(analysis))
        self.finished.emit(run.series, analysis)

    def _failed(self, run: _Run, error: MedViewError) -> None:
        self._end(run)
        self.failed.emit(error)

    def _job_failed(self, run: _Run, failed: Failed) -> None:
        self._failed(run, MedViewError(failed.message, failed.hint))

    def _end(self, run: _Run) -> None:
        self._run = None
        one = self._parts.session.state.opened.get(run.series.uid)
        if one is not None and one.partial is not None:
            self._parts.session.apply(PartialShown(None, run.series.uid))
