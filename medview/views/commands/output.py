"""Pictures, films and pages leave the program: what the actions of ``actions/output.py`` do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from medview.core.errors import MedViewError
from medview.views.flows.filming import Filming, Reel, picture_at, reels
from medview.views.flows.picturing import Picturing, picture_name, shown_series, with_suffix
from medview.views.flows.printing import Printing
from medview.views.output.film_dialog import FilmDialog
from medview.views.tiles.grid import Grid
from medview.views.window import Window

_WAIT_MS = 60


class Output(QObject):
    """Asks, draws and saves.

    Args:
        window: The window.
        grid: Its viewports.
    """

    def __init__(self, window: Window, grid: Grid) -> None:
        super().__init__(window)
        self._window = window
        self._grid = grid
        self._preferences = window.preferences
        self.picturing = Picturing(grid, window.parts, window.preferences, window)
        self.printing = Printing(grid, window.preferences, window)
        self.filming = Filming(window.parts, window)
        self._dialog: FilmDialog | None = None
        self._reels: tuple[Reel, ...] = ()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_WAIT_MS)
        self._later.timeout.connect(self._preview)
        for flow in (self.picturing, self.printing):
            flow.failed.connect(window.messages.show_error)
            flow.told.connect(window.messages.show_message)
        grid.copy_asked.connect(self.picturing.copy)
        self.filming.progressed.connect(self._progress)
        self.filming.drawn.connect(self._drawn)
        self.filming.saved.connect(self._saved)
        self.filming.failed.connect(self._failed)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What each action does, by its name."""
        return {
            "save_picture": self.picturing.ask,
            "save_film": self.ask_film,
            "print": self.printing.ask,
        }

    def ask_film(self) -> None:
        """Ask how a film of the active viewport is to be made."""
        self._reels = reels(self._grid.active)
        if not self._reels:
            told = self.tr("No film can be made of the active viewport.")
            hint = self.tr("Choose one that shows slices, several pictures, a 4D series or 3D.")
            self._window.messages.show_message(told, hint)
            return
        value = self._preferences.value
        choices = tuple((reel.words, reel.frames.count, reel.frames.current, reel.rate) for reel in self._reels)
        self._dialog = dialog = FilmDialog(value.film, value.picture, choices, shown_series(self._grid), self._window)
        dialog.changed.connect(self._later.start)
        dialog.save_asked.connect(self._ask_film_file)
        dialog.cancel_asked.connect(self.filming.cancel)
        dialog.finished.connect(self._finished)
        dialog.open()
        self._preview()

    def save_film(self, path: str) -> None:
        """Make the film the dialog asks for."""
        dialog = self._dialog
        if dialog is not None:
            film = dialog.film
            self._preferences.change(last_saved=str(Path(path).parent))
            reel = self._reels[dialog.what.currentData()]
            dialog.set_busy(True)
            self.filming.begin(reel, dialog.range_.numbers(), dialog.boxes.wish, film, path)

    def close(self) -> None:
        """The window closes."""
        self.filming.cancel()

    def _ask_film_file(self) -> None:
        assert self._dialog is not None
        kind = self.tr("GIF film (*.gif)") if self._dialog.film.gif else self.tr("MP4 film (*.mp4)")
        ending = ".gif" if self._dialog.film.gif else ".mp4"
        start = str(
            Path(self._preferences.value.last_saved or Path.home()) / f"{picture_name(self._grid.active)}{ending}"
        )
        path, chosen = QFileDialog.getSaveFileName(self._dialog, self.tr("Save film"), start, kind)
        if path:
            self.save_film(with_suffix(path, chosen))

    def _preview(self) -> None:
        dialog = self._dialog
        if dialog is None or self.filming.busy:
            return
        reel = self._reels[dialog.what.currentData()]
        try:
            image = picture_at(reel, dialog.slider.value(), dialog.boxes.wish, dialog.film)
        except MedViewError as error:
            dialog.messages.show_error(error)
            return
        if image is None:
            self._later.start()
        else:
            dialog.preview.show_image(image)

    def _progress(self, done: int, count: int) -> None:
        if self._dialog is not None:
            self._dialog.show_progress(done, count)

    def _drawn(self) -> None:
        if self._dialog is not None:
            self._dialog.set_busy(False)
            self._dialog.accept()

    def _saved(self, path: str) -> None:
        self._window.messages.show_message(self.tr("The film was saved as {path}.").format(path=path))

    def _failed(self, error: MedViewError) -> None:
        if self._dialog is not None:
            self._dialog.set_busy(False)
            self._dialog.messages.show_error(error)
        else:
            self._window.messages.show_error(error)

    def _finished(self) -> None:
        if self._dialog is not None:
            self._preferences.change(film=self._dialog.film)
        self._later.stop()
        self._dialog = None
        self._reels = ()
