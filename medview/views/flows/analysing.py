"""Analysing: chosen models run on open series, one after the other; each result is kept before it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from medview.core.card import ModelCard
from medview.core.content import SequenceContent, answered_for
from medview.core.errors import MedViewError
from medview.core.finding import Analysis
from medview.core.images import StoredImages
from medview.core.splicing import VariantsWish
from medview.core.stages import Notice
from medview.core.study import Series
from medview.core.volume import StoredVolume
from medview.jobs.protocol import Failed
from medview.session.changes import AnalysisFinished, PartialShown
from medview.session.layout import Point
from medview.views import words
from medview.views.flows import models
from medview.views.jobs import Then
from medview.views.latest import Latest
from medview.views.parts import Parts


@dataclass(eq=False)
class _Run:
    """An analysis asked for.

    Args:
        model: Identifier of the model.
        series: What it runs on.
        stored: Its voxels, its pictures or its sequences.
        focus_lps: The crosshair: what is on the screen is computed first.
        records: Of a file of sequences, the records that are answered for.
        variants: Its variants are to be scored, in this way; None: the file itself is analysed.
        found: The model's package and card, once they were looked up.
        serial: Its job, once it has one.
        partial: What it shows so far.
    """

    model: str
    series: Series
    stored: StoredVolume | StoredImages | SequenceContent
    focus_lps: Point | None = None
    records: tuple[int, ...] = ()
    variants: VariantsWish | None = None
    found: tuple[Path, ModelCard] | None = None
    serial: int | None = None
    partial: str = ""

    def is_like(self, other: _Run) -> bool:
        """Whether it would give the same."""
        mine, others = ((one.series.uid, one.at, one.records, one.variants) for one in (self, other))
        return self.model == other.model and mine == others

    @property
    def at(self) -> tuple[int, ...]:
        """The position along the series' dimensions."""
        return self.stored.at if isinstance(self.stored, StoredVolume) else ()

    @property
    def task(self) -> str:
        """The task that computes it."""
        return "analyse" if self.variants is None else "analyse_variants"

    @property
    def arguments(self) -> dict[str, object]:
        """What the task is given of the series."""
        if self.variants is not None:
            return {"wish": self.variants}
        if isinstance(self.stored, StoredVolume):
            return {"volume": self.stored, "focus_lps": self.focus_lps}
        if isinstance(self.stored, SequenceContent):
            return {"sequences": self.stored, "records": self.records}
        return {"images": self.stored}


class Analysing(QObject):
    """Runs analyses in the order in which they were asked for.

    Args:
        parts: What flows work with.
        parent: The window.
    """

    failed = Signal(object)
    """A ``MedViewError``: why there is no result, and the next step."""
    finished = Signal(object, object)
    """Series and analysis, kept and, if the series is open, shown."""
    told = Signal(str, str)
    """A message that is no failure, and its hint."""
    card_ready = Signal(object)
    """A ``ModelCard``."""
    noticed = Signal(int, str)
    """Serial number of a running analysis, and what had to be given up in it."""
    planned = Signal(object)
    """A ``Plan`` of the model and series last asked for, or None: there is none yet."""

    def __init__(self, parts: Parts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._runs: list[_Run] = []
        self._plans = Latest(parts.jobs, "planning", "plan_analysis")
        self._wanted = ("", "")

    @property
    def running(self) -> bool:
        """Whether an analysis is under way or waits."""
        return bool(self._runs)

    def analyse(self, model: str) -> None:
        """Run a model on the open series, after those that were asked for before."""
        state = self._parts.session.state
        sequences = state.content if isinstance(state.content, SequenceContent) else None
        stored = state.volume or state.images or sequences
        if not model or state.series is None or stored is None:
            return
        records = answered_for(sequences, state.frame) if sequences is not None else ()
        self._ask(_Run(model, state.series, stored, state.cursor_lps, records))

    def score_variants(self, model: str, wish: VariantsWish) -> None:
        """Let a model predict what the variants of the open file do to splicing, after what was asked for before."""
        state = self._parts.session.state
        if state.series is not None and isinstance(state.content, SequenceContent):
            self._ask(_Run(model, state.series, state.content, variants=wish))

    def _ask(self, run: _Run) -> None:
        if any(run.is_like(other) for other in self._runs):
            told = self.tr("This model runs on this series already, or waits to.")
            self.told.emit(told, self.tr("The Analyse panel shows how far it is."))
            return
        self._runs.append(run)
        find = partial(models.runnable, self._parts.models, run.model)
        self._parts.background.run(find, partial(self._found, run), partial(self._failed, run))

    def plan(self, model: str) -> None:
        """Tell how a model would be run on the open series, unless that was told last."""
        series = self._parts.session.state.series
        wanted = (model, series.uid if series is not None and model else "")
        if wanted == self._wanted:
            return
        self._wanted = wanted
        self._plans.cancel()
        self.planned.emit(None)
        if series is not None and model:
            find = partial(models.runnable, self._parts.models, model)
            self._parts.background.run(find, partial(self._plan, wanted, series), self._unplanned)

    def forget_plan(self) -> None:
        """Models are others now."""
        self._wanted = ("", "")

    def _plan(self, wanted: tuple[str, str], series: Series, found: tuple[Path, ModelCard]) -> None:
        if wanted == self._wanted:
            told = (lambda plan, _: self.planned.emit(plan), self._unplanned)
            self._plans.submit("", *told, model_folder=str(found[0]), series=series)

    def _unplanned(self, _: MedViewError) -> None:
        """A plan only informs; why a model cannot run is told by its run."""
        self.planned.emit(None)

    def cancel(self, serial: int | None = None) -> None:
        """End an analysis.

        Args:
            serial: Its job; None: the one that was asked for first.
        """
        for run in [run for run in self._runs if serial is None or run.serial == serial][:1]:
            self._give_up(run)

    def cancel_all(self) -> None:
        """End everything, the last one first, so that none begins in between."""
        for run in reversed(self._runs[:]):
            self._give_up(run)

    def show_card(self, model: str) -> None:
        """Read a model's card."""
        if model:
            read = partial(models.card, self._parts.models, model)
            self._parts.background.run(read, self.card_ready.emit, self.failed.emit)

    def _give_up(self, run: _Run) -> None:
        if run.serial is None:
            self._runs.remove(run)
        else:
            self._parts.jobs.cancel(run.serial)

    def _found(self, run: _Run, found: tuple[Path, ModelCard]) -> None:
        run.found = found
        for waiting in [one for one in self._runs if one.serial is None]:
            if waiting.found is None:
                return
            self._start(waiting, *waiting.found)

    def _start(self, run: _Run, folder: Path, card: ModelCard) -> None:
        run.serial = self._parts.jobs.submit(
            "analysis",
            run.task,
            self.tr("{model} on {series}").format(model=card.name, series=words.series_title(run.series)),
            Then(
                done=partial(self._computed, run),
                partial=partial(self._show_partial, run),
                failed=partial(self._job_failed, run),
                cancelled=partial(self._end, run),
            ),
            model_folder=str(folder),
            series=run.series,
            **run.arguments,
        )

    def _show_partial(self, run: _Run, value: object) -> None:
        match value:
            case str():
                run.partial = value
                self._draw(run)
            case Notice(text) if run.serial is not None:
                self.noticed.emit(run.serial, text)

    def _draw(self, run: _Run) -> None:
        labels = run.found[1].labels if run.found else ()
        self._parts.session.apply(PartialShown(run.partial, run.series.uid, labels))

    def _computed(self, run: _Run, analysis: Analysis) -> None:
        keep = partial(self._parts.store.add_analysis, analysis, run.series.fingerprint)
        self._parts.background.run(keep, partial(self._kept, run), partial(self._failed, run))

    def _kept(self, run: _Run, analysis: Analysis) -> None:
        self._end(run)
        if run.serial is not None:
            self._parts.jobs.release("analysis", run.serial)
        self._parts.session.apply(AnalysisFinished(analysis))
        self._show_next(run.series.uid)
        self.finished.emit(run.series, analysis)

    def _failed(self, run: _Run, error: MedViewError) -> None:
        self._end(run)
        self.failed.emit(error)

    def _job_failed(self, run: _Run, failed: Failed) -> None:
        self._failed(run, MedViewError(failed.message, failed.hint))

    def _end(self, run: _Run) -> None:
        if run in self._runs:
            self._runs.remove(run)
        one = self._parts.session.state.opened.get(run.series.uid)
        if one is not None and run.partial and one.partial == run.partial:
            self._parts.session.apply(PartialShown(None, run.series.uid))
            self._show_next(run.series.uid)

    def _show_next(self, uid: str) -> None:
        """Show what another analysis of the series has by now."""
        for other in self._runs:
            if other.series.uid == uid and other.partial:
                self._draw(other)
                return
