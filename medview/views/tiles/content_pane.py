"""What is read rather than looked through, in the grid."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QCloseEvent

from medview.session.reduce import Parts
from medview.session.state import Part, State
from medview.views.contents.content_view import ContentView
from medview.views.tiles.pane import Kit, Pane


class ContentPane(Pane):
    """A report, document, signal or file of sequences.

    Args:
        kit: What it is made with.
        number: The tile it shows.
    """

    def __init__(self, kit: Kit, number: int) -> None:
        super().__init__(kit, number)
        self.content = ContentView(kit.theme, kit.background, kit.jobs)
        self._room.addWidget(self.content, 1)
        self.content.images_asked.connect(self.images_asked)
        self.content.tags_asked.connect(self.tags_asked)
        self.content.failed.connect(self.failed)
        self.content.told.connect(self.told)
        self.fit_out()

    def show_state(self, state: State, parts: Parts) -> None:
        """Show what changed."""
        self.content.update_state(state, parts)

    def forget(self) -> None:
        """Show nothing."""
        super().forget()
        self.content.update_state(State(), frozenset({Part.VOLUME}))

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What viewport actions do here, by the action's name."""
        return super().handlers() | self.content.handlers()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give back what the rooms hold."""
        super().closeEvent(event)
        self.content.close()
