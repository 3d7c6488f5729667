"""Cine through the slices of a volume, with its bar below the viewport while it plays."""

from __future__ import annotations

from PySide6.QtCore import QObject

from medview.views.pictures.slice_view import SliceView
from medview.views.reading.cine import DEFAULT_RATE, Cine
from medview.views.reading.cine_bar import CineBar
from medview.views.settings.theme import Theme


class SliceCine(QObject):
    """Plays through the slices of one viewport, around.

    Args:
        view: The viewport.
        theme: Icons of the bar.
    """

    def __init__(self, view: SliceView, theme: Theme) -> None:
        super().__init__(view)
        self._view = view
        self.cine = Cine(self)
        self.bar = CineBar(theme)
        self.bar.hide()
        self._count = 0
        self.cine.due.connect(view.go_to)
        self.cine.playing_changed.connect(self.bar.show_playing)
        self.bar.play_asked.connect(self.toggle)
        self.bar.number_chosen.connect(self._go_to)
        self.bar.rate_chosen.connect(self.cine.set_rate)

    def toggle(self) -> None:
        """Play from the shown slice, or stop; the bar stays until the series goes."""
        self._load()
        self.bar.setVisible(self._count > 1)
        self.cine.toggle(self._view.number)

    def faster(self, factor: float) -> None:
        """Play so many times as fast."""
        self.cine.set_rate(self.cine.rate * factor)
        self.bar.show_rate(self.cine.rate)

    def took(self) -> None:
        """The viewport shows another slice."""
        if self._count:
            self._load()
            self.cine.took(self._view.number)
            self.bar.show_number(self._view.number, f"{self._view.number + 1} / {self._count}")

    def stop(self) -> None:
        """Stop, and hide the bar."""
        self.cine.pause()
        self.bar.hide()
        self._count = 0

    def _load(self) -> None:
        """Take the slices there are; the reader's rate stays."""
        count = self._view.last + 1 if self._view.frame is not None else 0
        if count == self._count:
            return
        rate = self.cine.rate if self._count else DEFAULT_RATE
        self._count = count
        self.cine.load((1000.0 / DEFAULT_RATE,) * count)
        self.cine.set_rate(rate)
        self.bar.show_count(count, f"{count} / {count}")
        self.bar.show_rate(self.cine.rate)

    def _go_to(self, number: int) -> None:
        self._view.go_to(number)
        if self.cine.playing:
            self.cine.play(number)
