"""The catalogue: listing, deciding, verifying, installing, packing and importing, each in a thread or a job."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from medview.core.errors import MedViewError
from medview.jobs.protocol import Failed
from medview.session.state import Job, Part, State
from medview.views import words
from medview.views.catalogue.entry import Entry, Listing
from medview.views.flows import packages
from medview.views.flows.eligibility import letters_of, tell_open
from medview.views.jobs import Then
from medview.views.parts import Parts


class Cataloguing(QObject):
    """Does what the catalogue's window asks for, one job at a time.

    Args:
        parts: What flows work with.
        parent: The window.
    """

    listed = Signal(object)
    """A ``Listing``."""
    changed = Signal()
    """Models came, went, or may be used now."""
    failed = Signal(object)
    """A ``MedViewError``."""
    told = Signal(str, str)
    """What was done, and a hint."""
    moved = Signal(object)
    """The ``Job`` under way, or None: there is none."""
    unconfirmed = Signal(str, object)
    """What was to be installed, and an ``Installation``: a person has to answer for it."""
    arrived = Signal(str)
    """Key of a package that is there now and is to be looked at."""
    was_read = Signal(object)
    """An ``Imported``: what a package of someone's model would say."""
    refused = Signal(object)
    """A ``MedViewError``: why a model cannot be imported."""
    imported = Signal(object)
    """An ``Imported`` that was written."""

    def __init__(self, parts: Parts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._serial: int | None = None
        self._asked = 0
        self._stop_listening = parts.session.listen(self._follow)

    @property
    def busy(self) -> bool:
        """Whether a job is under way."""
        return self._serial is not None

    def refresh(self) -> None:
        """List everything anew."""
        self._asked += 1
        one = self._parts.session.state.current
        shown = (one.series, letters_of(one), words.series_title(one.series)) if one else (None, frozenset(), "")
        work = partial(packages.listing, self._parts.models, *shown)
        self._parts.background.run(work, partial(self._list, self._asked), self.failed.emit)

    def enable(self, entry: Entry, on: bool) -> None:
        """Use a package, or do not."""
        self._decide(entry.key, lambda: packages.enabled(on))

    def pin(self, entry: Entry, on: bool) -> None:
        """Use this version of a model, or the newest again."""
        self._decide(entry.key, lambda: packages.pinned(on))

    def confirm(self, entry: Entry) -> None:
        """A person answers for a package."""
        self._decide(entry.key, packages.confirmed)

    def trust(self, entry: Entry) -> None:
        """Trust whoever signed a package."""
        self._decide(entry.key, packages.trusted)

    def remove(self, entry: Entry) -> None:
        """Remove a package."""
        work = partial(packages.removed, self._parts.models, entry.key)
        self._parts.background.run(work, lambda _: self._changed(), self.failed.emit)

    def verify(self, entry: Entry) -> None:
        """Compare what a package gives here with its golden output."""

        def done(result: Any) -> None:
            note = partial(packages.note_verified, self._parts.models, entry.key, result)
            self._parts.background.run(note, lambda _: self._verified(entry), self.failed.emit)

        def failed(error: MedViewError) -> None:
            note = partial(packages.note_verified, self._parts.models, entry.key, None)
            self._parts.background.run(note, lambda _: self.refresh(), self.failed.emit)
            self.failed.emit(error)

        title = self.tr("Verify {model}").format(model=entry.card.name)
        self._run("analysis", "verify", title, done, failed, model_folder=str(entry.installed.package.folder))

    def install(self, source: str, downloads: Path, hosts: tuple[str, ...], accept_unsigned: bool = False) -> None:
        """Install a package.

        Args:
            source: A zip, a folder or an address.
            downloads: Folder of downloads.
            hosts: Hosts addresses may be of.
            accept_unsigned: A person answers for it.
        """

        def done(result: Any) -> None:
            if result.outcome == "unconfirmed":
                self.unconfirmed.emit(source, result)
                return
            there = self.tr("{model} {version} was installed already.")
            told = there if result.outcome == "present" else self.tr("{model} {version} is installed.")
            self.told.emit(told.format(model=result.name, version=result.version), "")
            self._changed()
            self.arrived.emit(f"{result.id}@{result.version}")

        title = self.tr("Install {source}").format(source=source.rstrip("/").rpartition("/")[2])
        self._run(
            "files",
            "install_model",
            title,
            done,
            self.failed.emit,
            source=source,
            models=str(self._parts.models),
            downloads=str(downloads),
            hosts=hosts,
            accept_unsigned=accept_unsigned,
        )

    def export(self, entry: Entry, path: str) -> None:
        """Write a package as one zip."""

        def done(written: Any) -> None:
            self.told.emit(self.tr("{model} was packed as {path}.").format(model=entry.card.name, path=written), "")

        title = self.tr("Pack {model}").format(model=entry.card.name)
        folder = str(entry.installed.package.folder)
        self._run("files", "pack_model", title, done, self.failed.emit, model_folder=folder, path=path)

    def read(self, path: str, answers: Mapping[str, Any]) -> None:
        """Read someone's model and tell what a package of it would say."""
        title = self.tr("Read {name}").format(name=Path(path).name)
        self._run("importing", "read_model", title, self.was_read.emit, self.refused.emit, path=path, **answers)

    def write(self, path: str, answers: Mapping[str, Any]) -> None:
        """Read someone's model and write a package of it."""

        def done(result: Any) -> None:
            self.imported.emit(result)
            self._changed()
            self.arrived.emit(f"{result.configuration.card.id}@{result.configuration.card.version}")

        title = self.tr("Import {name}").format(name=Path(path).name)
        folder = str(self._parts.models)
        self._run("importing", "import_model", title, done, self.refused.emit, path=path, folder=folder, **answers)

    def cancel(self) -> None:
        """End the job under way."""
        if self._serial is not None:
            self._parts.jobs.cancel(self._serial)

    def close(self) -> None:
        """The window closes."""
        self._stop_listening()
        self.cancel()

    def _decide(self, key: str, decision: Callable[[], packages.Decide]) -> None:
        def work() -> None:
            packages.decide(self._parts.models, key, decision())

        self._parts.background.run(work, lambda _: self._changed(), self.failed.emit)

    def _run(
        self,
        pool: str,
        task: str,
        title: str,
        done: Callable[[Any], object],
        failed: Callable[[MedViewError], object],
        **arguments: Any,
    ) -> None:
        if self.busy:
            told = self.tr("Something else is being done with models.")
            self.failed.emit(MedViewError(told, self.tr("Wait until it has ended, or cancel it.")))
            return

        def ended(react: Callable[[], object]) -> None:
            serial, self._serial = self._serial, None
            self.moved.emit(None)
            if serial is not None:
                self._parts.jobs.release(pool, serial)
            react()

        def refuse(failure: Failed) -> None:
            ended(lambda: failed(MedViewError(failure.message, failure.hint)))

        then = Then(lambda value: ended(lambda: done(value)), None, refuse, lambda: ended(lambda: None))
        self._serial = self._parts.jobs.submit(pool, task, title, then, **arguments)
        self._follow(self._parts.session.state, frozenset({Part.JOBS}))

    def _follow(self, state: State, parts: frozenset[Part]) -> None:
        if Part.JOBS in parts and self._serial is not None:
            job: Job | None = next((job for job in state.jobs if job.id == self._serial), None)
            if job is not None:
                self.moved.emit(job)

    def _list(self, asked: int, found: Listing) -> None:
        if asked == self._asked:
            self.listed.emit(found)

    def _verified(self, entry: Entry) -> None:
        told = self.tr("{model} gives its golden output on this computer.").format(model=entry.card.name)
        self.told.emit(told, "")
        self.refresh()

    def _changed(self) -> None:
        """Let the open series know which models read them now."""
        self.changed.emit()
        self.refresh()
        tell_open(self._parts, self.failed.emit)
