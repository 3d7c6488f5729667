"""Training a model: look at the data, train in a job of its own, install the package; it can pause and go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from medview.core.errors import MedViewError
from medview.core.training import ReviewedCase, Wish
from medview.jobs.protocol import Failed
from medview.session.reviewed import reviewed_cases
from medview.session.state import Job, Part, State
from medview.views.flows import trainable
from medview.views.flows.eligibility import tell_open
from medview.views.jobs import Then
from medview.views.parts import Parts
from medview.views.training.status import BUSY, Offer, Status, Unfinished

FINDINGS = "my-findings"
"""Folder of the cases made of reviewed findings, among the runs."""


class Training(QObject):
    """Trains one model at a time, whether or not its form is open.

    Args:
        parts: What flows work with.
        runs: Where the runs' state is kept.
        parent: The window.
    """

    changed = Signal(object)
    """A ``Status``."""
    offered = Signal(object)
    """An ``Offer``."""
    installed = Signal()
    """A model came."""

    def __init__(self, parts: Parts, runs: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._runs = runs
        self._serial: int | None = None
        self._left_out: tuple[tuple[str, str], ...] = ()
        self._keep = True
        self.status = Status()
        self.offer = Offer()
        self._stop_listening = parts.session.listen(self._follow)

    def refresh(self) -> None:
        """List anew what may be chosen."""
        work = partial(trainable.offer, self._parts.models, self._runs)
        self._parts.background.run(work, self._offer, self._fail)

    def look(self, data: str, wish: Wish) -> None:
        """Look at a data folder.

        Args:
            data: The folder.
            wish: What is to be trained, as far as that is known.
        """
        if self.status.phase in BUSY:
            return
        self._show(Status("looking", data))
        title = self.tr("Look at {name}").format(name=Path(data).name)

        def done(found: Any) -> None:
            more, self._left_out = self._left_out, ()
            found = replace(found, left_out=(*more, *found.left_out))
            self._show(replace(self.status, phase="looked", found=found, job=None))

        self._run("preparing", "inspect_data", title, done, self._fail, data=data, wish=wish)

    def collect(self) -> None:
        """Learn from the findings a person accepted or corrected in studies opened lately."""
        if self.status.phase in BUSY:
            return
        recent = (path for one in self._parts.store.recent_studies() for path in one.paths)
        paths = tuple(dict.fromkeys(path for path in recent if Path(path).exists()))
        if not paths:
            told = self.tr("No study was opened lately.")
            self._fail(MedViewError(told, self.tr("Open studies, analyse them and decide on the findings first.")))
            return
        self._show(Status("looking"))
        title, cache = self.tr("Find reviewed studies"), self._parts.headers()
        self._run("files", "scan", title, self._scanned, self._fail, paths=paths, cache=cache)

    def _scanned(self, result: Any) -> None:
        cases = partial(reviewed_cases, self._parts.store, result.studies)
        self._parts.background.run(cases, self._lay_out, self._fail)

    def _lay_out(self, cases: tuple[ReviewedCase, ...]) -> None:
        """Make a data folder of what was decided on, and look at it."""
        folder = str(self._runs / FINDINGS)

        def done(left_out: tuple[tuple[str, str], ...]) -> None:
            self.status = Status()
            self._left_out = left_out
            self.look(folder, Wish("auto"))

        options: dict[str, Any] = {"cases": cases, "models": str(self._parts.models), "folder": folder}
        title = self.tr("Collect findings")
        self._run("preparing", "collect_reviewed", title, done, self._fail, **options)

    def train(self, data: str, wish: Wish) -> None:
        """Train, or go on with what was paused.

        Args:
            data: The data folder.
            wish: What is trained; its identifier is chosen.
        """
        if self.status.phase in BUSY:
            return
        self._keep = True
        self._show(replace(self.status, phase="training", data=data, wish=wish, error=None, key="", stopping=False))
        title = self.tr("Train {model}").format(model=wish.name or wish.id)
        options = {"wish": wish, "data": data, "out": str(self._runs)}
        self._run("training", "train", title, self._trained, self._broken_off, self._draw, **options)

    def resume(self) -> None:
        """Go on with what was paused."""
        if self.status.wish is not None:
            self.train(self.status.data, self.status.wish)

    def go_on(self, run: Unfinished) -> None:
        """Go on with a run of an earlier sitting."""
        if self.status.phase not in BUSY:
            self.status = Status("paused", run.data)
            self.train(run.data, run.wish)

    def pause(self) -> None:
        """Stop; everything is kept."""
        self._stop(keep=True)

    def cancel(self) -> None:
        """Stop looking or training; nothing of a run is kept."""
        if self.status.phase == "paused":
            self._forget()
        else:
            self._stop(keep=False)

    def close(self) -> None:
        """The window closes; what is trained can go on in another sitting."""
        self._stop_listening()
        self._stop(keep=True)

    def _stop(self, keep: bool) -> None:
        if self._serial is not None:
            self._keep = keep
            self._show(replace(self.status, stopping=True))
            self._parts.jobs.cancel(self._serial)

    def _trained(self, trained: Any) -> None:
        self._show(replace(self.status, phase="installing", model=trained.id, name=trained.name))
        title = self.tr("Install {source}").format(source=trained.name)

        def done(found: Any) -> None:
            key = f"{found.id}@{found.version}"
            self._show(replace(self.status, phase="done", key=key, job=None))
            gone = partial(trainable.forget, self._folder(trained.id), Path(trained.folder))
            self._parts.background.run(gone, lambda _: self.refresh(), self._fail)
            self.installed.emit()
            tell_open(self._parts, self._fail)

        options = {"source": trained.folder, "models": str(self._parts.models), "accept_unsigned": True}
        self._run("files", "install_model", title, done, self._broken_off, **options)

    def _broken_off(self, error: MedViewError) -> None:
        """It failed; mended data or settings begin anew, the rest of a sound run goes on."""
        self._show(replace(self.status, phase="paused", error=error, job=None, stopping=False))

    def _fail(self, error: MedViewError) -> None:
        self._show(replace(self.status, phase="nothing", error=error, job=None, stopping=False))

    def _stopped(self) -> None:
        if self.status.phase != "training":
            self._show(Status(data=self.status.data))
        elif self._keep:
            self._show(replace(self.status, phase="paused", job=None, stopping=False))
            self.refresh()
        else:
            self._forget()

    def _forget(self) -> None:
        """Remove the run; what was found of the data stays."""
        wish, found = self.status.wish, self.status.found
        self._show(Status("looked" if found is not None else "nothing", self.status.data, found))
        if wish is not None:
            gone = partial(trainable.forget, self._folder(wish.id))
            self._parts.background.run(gone, lambda _: self.refresh(), self._fail)

    def _folder(self, model: str) -> Path:
        return self._runs / f"{model}.run"

    def _draw(self, value: Any) -> None:
        self._show(replace(self.status, curves=value))

    def _run(
        self,
        pool: str,
        task: str,
        title: str,
        done: Callable[[Any], object],
        failed: Callable[[MedViewError], object],
        partial_: Callable[[Any], None] | None = None,
        **arguments: Any,
    ) -> None:
        def ended(react: Callable[[], object]) -> None:
            serial, self._serial = self._serial, None
            if serial is not None:
                self._parts.jobs.release(pool, serial)
            react()

        def refuse(failure: Failed) -> None:
            ended(lambda: failed(MedViewError(failure.message, failure.hint)))

        then = Then(lambda value: ended(lambda: done(value)), partial_, refuse, lambda: ended(self._stopped))
        self._serial = self._parts.jobs.submit(pool, task, title, then, **arguments)
        self._follow(self._parts.session.state, frozenset({Part.JOBS}))

    def _follow(self, state: State, parts: frozenset[Part]) -> None:
        if Part.JOBS in parts and self._serial is not None:
            job: Job | None = next((job for job in state.jobs if job.id == self._serial), None)
            if job is not None and job is not self.status.job:
                self._show(replace(self.status, job=job))

    def _offer(self, found: Offer) -> None:
        self.offer = found
        self.offered.emit(found)

    def _show(self, status: Status) -> None:
        self.status = status
        self.changed.emit(status)
