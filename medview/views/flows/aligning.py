"""Aligning two sequences: computed beside the window, kept as a file, and opened like any other one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from medview.core.card import ModelCard
from medview.core.errors import MedViewError
from medview.core.pair_alignment import PairAlignment, PairWish
from medview.jobs.protocol import Failed
from medview.views.flows import models
from medview.views.jobs import Then
from medview.views.parts import Parts

_NAME = 40
"""Letters of a sequence's name in the name of a file."""


class Aligning(QObject):
    """Aligns pairs of sequences in the order in which they were asked for.

    Args:
        parts: What flows work with.
        folder: Where alignments are kept.
        show: Opens files: shows the first of them, or lists them only.
        parent: The window.
    """

    failed = Signal(object)
    """A ``MedViewError``: why there is no alignment, and the next step."""
    told = Signal(str, str)
    """A message that is no failure, and its hint."""

    def __init__(
        self, parts: Parts, folder: Path, show: Callable[[tuple[str, ...], bool], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._parts = parts
        self._folder = folder
        self._show = show
        self._serials: list[int] = []

    def align(self, wish: PairWish) -> None:
        """Align two records, after what was asked for before."""
        if not wish.model:
            self._start(wish, "")
            return
        find = partial(models.runnable, self._parts.models, wish.model)
        self._parts.background.run(find, partial(self._found, wish), self.failed.emit)

    def cancel(self, serial: int | None = None) -> None:
        """Give up an alignment.

        Args:
            serial: Its job; None: the one that was asked for first.
        """
        for one in [one for one in self._serials if serial in (None, one)][:1]:
            self._parts.jobs.cancel(one)

    def cancel_all(self) -> None:
        """Give up everything, the last one first, so that none begins in between."""
        for serial in reversed(self._serials):
            self._parts.jobs.cancel(serial)

    def _found(self, wish: PairWish, found: tuple[Path, ModelCard]) -> None:
        self._start(wish, str(found[0]))

    def _start(self, wish: PairWish, folder: str) -> None:
        title = self.tr("Align {first} and {second}").format(first=wish.names[0], second=wish.names[1])
        serials = list[int]()
        then = Then(
            done=partial(self._aligned, serials, self._active),
            failed=partial(self._tell_failed, serials),
            cancelled=partial(self._end, serials),
        )
        serials.append(
            self._parts.jobs.submit(
                "analysis",
                "align_pair",
                title,
                then,
                paths=wish.paths,
                records=wish.records,
                mode=wish.mode,
                model_folder=folder,
                costs={},
            )
        )
        self._serials += serials

    @property
    def _active(self) -> str:
        series = self._parts.session.state.series
        return series.uid if series is not None else ""

    def _aligned(self, serials: list[int], asked_on: str, found: PairAlignment) -> None:
        self._end(serials)
        for serial in serials:
            self._parts.jobs.release("analysis", serial)
        if not found.paired:
            told = self.tr("Nothing of {first} and {second} is alike enough to be put below each other.")
            names = told.format(first=found.first.name, second=found.second.name)
            self.told.emit(names, self.tr("Align them from end to end to see the most probable columns all the same."))
            return
        title = self.tr("Alignment of {first} and {second}")
        names = title.format(first=found.first.name, second=found.second.name)
        then = Then(done=partial(self._kept, asked_on, names), failed=partial(self._tell_failed, []))
        kept = {"folder": str(self._folder), "stem": _stem(self._folder, found), "kinds": ("json",)}
        self._parts.jobs.submit("files", "export_pair_alignment", names, then, alignment=found, **kept)

    def _kept(self, asked_on: str, names: str, written: dict[str, str]) -> None:
        """Show it where it was asked for; who reads something else by now is told that it is there."""
        here = asked_on == self._active
        self._show((written["json"],), here)
        if not here:
            self.told.emit(self.tr("“{alignment}” is finished.").format(alignment=names), self.tr("It is listed."))

    def _tell_failed(self, serials: list[int], failed: Failed) -> None:
        self._end(serials)
        self.failed.emit(MedViewError(failed.message, failed.hint))

    def _end(self, serials: list[int]) -> None:
        self._serials = [one for one in self._serials if one not in serials]


def _stem(folder: Path, found: PairAlignment) -> str:
    """A name for the file that no other file there has: both names, the day and the time."""
    names = (_plain(row.name) for row in (found.first, found.second))
    wanted = " ".join((*names, _plain(found.time[:19])))
    taken = {path.stem for path in folder.glob("*.json")}
    return next(name for name in (wanted, *(f"{wanted} {number}" for number in range(2, 1000))) if name not in taken)


def _plain(name: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in name[:_NAME]) or "-"
