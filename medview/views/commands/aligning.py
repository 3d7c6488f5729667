"""Two sequences below each other: asks which, and how."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from medview.core.card import ModelCard
from medview.core.errors import MedViewError
from medview.session.pairs import offered
from medview.views.flows import models
from medview.views.flows.aligning import Aligning
from medview.views.latest import Latest
from medview.views.sequences.align_dialog import AlignDialog, Take
from medview.views.window import Window


class AlignCommands(QObject):
    """Asks which two sequences are to be aligned, and aligns them.

    Args:
        window: The window.
        folder: Where alignments are kept.
        show: Opens files: shows the first of them, or lists them only.
        parent: The commands.
    """

    def __init__(
        self,
        window: Window,
        folder: Path,
        show: Callable[[tuple[str, ...], bool], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._reading: list[Latest] = []
        self.flow = Aligning(window.parts, folder, show, self)
        self.flow.failed.connect(window.messages.show_error)
        self.flow.told.connect(window.messages.show_message)

    def ask(self) -> None:
        """Look for models that align, and ask."""
        parts = self._window.parts
        find = partial(models.aligning, parts.models)
        parts.background.run(find, self._found, self._window.messages.show_error)

    def _found(self, found: tuple[ModelCard, ...]) -> None:
        files = offered(self._window.parts.session.state)
        if files:
            dialog = AlignDialog(files, found, self._read, self._folder, self._window)
            dialog.asked.connect(self.flow.align)
            dialog.finished.connect(self._reading_over)
            dialog.open()

    def _folder(self) -> str:
        return self._window.preferences.value.last_folder

    def _read(self, path: str, take: Take, refuse: Callable[[MedViewError], None]) -> None:
        """Find out which records a file has."""
        latest = Latest(self._window.parts.jobs, "files", "sequence_records")
        self._reading.append(latest)
        latest.submit("", lambda records, _: take(records), refuse, path=path)

    def _reading_over(self) -> None:
        """Nobody is asked any more."""
        for latest in self._reading:
            latest.cancel()
        self._reading.clear()
