"""The middle of the window: one room for volumes, one for pictures, one for what is read; keys act in the one shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from medview.core.volume import Window
from medview.session.state import State

Handlers = Mapping[str, Callable[..., object]]


@dataclass(frozen=True, eq=False)
class Room:
    """A page.

    Args:
        widget: What it shows.
        serves: Whether it is the one for a state.
        handlers: What its viewport actions do.
        presets: The windows on its number keys.
    """

    widget: QWidget
    serves: Callable[[State], bool]
    handlers: Handlers = field(default_factory=dict)
    presets: Callable[[], tuple[Window, ...]] = tuple


class Centre(QStackedWidget):
    """Shows the room that fits what is open.

    Args:
        empty: Shown while none does.
    """

    def __init__(self, empty: QWidget) -> None:
        super().__init__()
        self.addWidget(empty)
        self.rooms: list[Room] = []

    def add(self, *rooms: Room) -> None:
        """Take more rooms; the first that serves is shown."""
        for room in rooms:
            self.rooms.append(room)
            self.addWidget(room.widget)

    @property
    def room(self) -> Room | None:
        """The room shown."""
        return next((room for room in self.rooms if room.widget is self.currentWidget()), None)

    def show_state(self, state: State) -> None:
        """Show the room for a state."""
        room = next((room for room in self.rooms if room.serves(state)), None)
        if room is None:
            self.setCurrentIndex(0)
        else:
            self.setCurrentWidget(room.widget)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What each viewport action does: what it does in the room shown, if anything."""
        return {name: partial(self._act, name) for room in self.rooms for name in room.handlers}

    def offers(self, action: str) -> bool:
        """Whether an action does anything in the room shown."""
        return self.room is not None and action in self.room.handlers

    def presets(self) -> tuple[Window, ...]:
        """The windows on the number keys now."""
        return self.room.presets() if self.room is not None else ()

    def _act(self, name: str, *values: Any) -> None:
        if self.room is not None and name in self.room.handlers:
            self.room.handlers[name](*values)


def stacked(*widgets: QWidget) -> QWidget:
    """Widgets below each other, the first as high as can be."""
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for number, widget in enumerate(widgets):
        layout.addWidget(widget, 1 if number == 0 else 0)
    return box
