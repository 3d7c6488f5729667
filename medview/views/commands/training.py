"""The form for training a model: what its buttons do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from medview.session.paths import Paths
from medview.session.state import Part, State
from medview.views.flows.training import Training
from medview.views.training.dialog import TrainDialog
from medview.views.training.status import Offer, Status
from medview.views.window import Window


class TrainingCommands(QObject):
    """Opens the form, which may be closed and opened while a model is trained.

    Args:
        window: The window.
        paths: The user's folders.
        show_card: Shows a package in the catalogue, by its key.
        analyse: Runs a model on what is open.
    """

    def __init__(
        self, window: Window, paths: Paths, show_card: Callable[[str], object], analyse: Callable[[str], object]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._show_card = show_card
        self._analyse = analyse
        self.flow = Training(window.parts, paths.training, self)
        self.dialog: TrainDialog | None = None
        self.flow.changed.connect(self._show)
        self.flow.offered.connect(self._offer)
        self._stop_listening = window.parts.session.listen(self._follow)

    def open(self) -> TrainDialog:
        """Show the form."""
        if self.dialog is None:
            self.dialog = self._made()
            self.dialog.show_offer(self.flow.offer)
            self.dialog.show_status(self.flow.status)
            self.dialog.show()
            self.flow.refresh()
        self.dialog.raise_()
        self.dialog.activateWindow()
        return self.dialog

    def close(self) -> None:
        """The window closes."""
        self._stop_listening()
        self.flow.close()

    def _made(self) -> TrainDialog:
        flow, window = self.flow, self._window
        dialog = TrainDialog(window.parts.background, window.theme, window)
        dialog.look_asked.connect(flow.look)
        dialog.train_asked.connect(flow.train)
        dialog.pause_asked.connect(flow.pause)
        dialog.resume_asked.connect(flow.resume)
        dialog.cancel_asked.connect(flow.cancel)
        dialog.go_on_asked.connect(flow.go_on)
        dialog.reviews_asked.connect(flow.collect)
        dialog.card_asked.connect(self._show_card)
        dialog.run_asked.connect(self._analyse)
        dialog.finished.connect(self._closed)
        return dialog

    def _show(self, status: Status) -> None:
        if self.dialog is not None:
            self.dialog.show_status(status)
            self._check_runnable(self._window.parts.session.state)
        elif status.phase == "done":
            told = self.tr("“{model}” is trained and installed.").format(model=status.name)
            self._window.messages.show_message(told, self.tr("Analysis, Train a model shows how it went."))
        elif status.error is not None and status.job is None:
            self._window.messages.show_error(status.error)

    def _offer(self, offer: Offer) -> None:
        if self.dialog is not None:
            self.dialog.show_offer(offer)

    def _follow(self, state: State, parts: frozenset[Part]) -> None:
        if self.dialog is not None and parts & {Part.ELIGIBLE, Part.VOLUME}:
            self._check_runnable(state)

    def _check_runnable(self, state: State) -> None:
        """Whether the model that was trained reads the open series."""
        if self.dialog is not None:
            model = self.flow.status.model
            reads = any(one.model == model and not one.reasons for one in state.eligible)
            self.dialog.show_runnable(bool(model) and reads)

    def _closed(self) -> None:
        self.dialog = None
