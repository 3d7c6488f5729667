"""What every viewport of the grid is: a widget that shows one tile, and what keys and menus do in it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QCloseEvent, QImage, QMouseEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from medview.core.volume import Window
from medview.session.changes import LookChanged
from medview.session.layout import Look, Tile
from medview.session.reduce import Parts
from medview.session.session import Session
from medview.session.state import State
from medview.views.background import Background
from medview.views.jobs import JobBridge
from medview.views.settings.preferences import Preferences
from medview.views.settings.theme import Theme
from medview.views.tiles.scenes import Scenes
from medview.views.tiles.seen import news, seen
from medview.views.viewport.tools import Tool

Handlers = Mapping[str, Callable[..., object]]
"""What actions do, by their names; a switch is passed whether it is on."""


WAITING = -1
"""The number of a viewport that shows no tile for now."""


class Fitting(Protocol):
    """Something that belongs to a viewport, such as what is drawn over it: made with it, told of what is new."""

    def show_state(self, state: State, parts: Parts) -> None:
        """Show what changed of the state as the viewport sees it."""

    def handlers(self) -> Handlers:
        """What viewport actions do here."""
        ...

    def shut(self) -> None:
        """The viewport closes."""


@dataclass(frozen=True, eq=False)
class Kit:
    """What viewports are made with.

    Args:
        session: What they show, and who is told of what the reader's hand does.
        jobs: Where pictures in 3D are built.
        background: Averages large pictures, copies files.
        preferences: Corner text, drag direction and the reader's own presets.
        theme: Colours and icons.
        scenes: The arrays of open series.
        fittings: Makes what belongs to a viewport; None where it is of no use there.
        peers: What belongs to viewports and must know of each other: ``refresh(state)`` is called after every change.
    """

    session: Session
    jobs: JobBridge
    background: Background
    preferences: Preferences
    theme: Theme
    scenes: Scenes = field(default_factory=Scenes)
    fittings: tuple[Callable[[Any], Fitting | None], ...] = ()
    peers: list[Any] = field(default_factory=list)


class Pane(QWidget):
    """A viewport of the grid.

    Args:
        kit: What it is made with.
        number: The tile it shows.
    """

    activated = Signal()
    """The reader's hand is on it."""
    maximise_asked = Signal()
    menu_asked = Signal(object)
    """Global position (QPoint) of the menu asked for."""
    failed = Signal(object)
    """A ``MedViewError``."""
    told = Signal(str, str)
    """A message and its hint."""
    frame_missed = Signal(str, int)
    """Series UID and a picture of it that is to be shown, and it or some near it are not in the file."""
    images_asked = Signal(object)
    """SOP Instance UIDs a line of a report points to: their series is to be opened."""
    tags_asked = Signal()
    """The elements of the open object are to be shown."""
    fill_asked = Signal()
    """The series selected in the browser is to be shown here."""
    looked = Signal(object)
    """The reader looks differently; the ``Look`` before."""
    copy_asked = Signal()
    """A picture of it is to be put on the clipboard."""
    retry_asked = Signal()
    """What could not be opened here is to be tried again."""

    def __init__(self, kit: Kit, number: int) -> None:
        super().__init__()
        self.kit = kit
        self.number = number
        self.fittings: list[Fitting] = []
        self._shown: State | None = None
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)
        self._room.setSpacing(0)

    @property
    def session(self) -> Session:
        """Who is told of what the reader's hand does."""
        return self.kit.session

    @property
    def state(self) -> State:
        """The present state as the tile sees it; with nothing open while the viewport waits to be used."""
        state = self.kit.session.state
        return seen(state, self.number) if 0 <= self.number < len(state.layout.tiles) else state.seen_from("")

    @property
    def tile(self) -> Tile:
        """What the viewport shows; nothing while it waits to be used."""
        tiles = self.kit.session.state.layout.tiles
        return tiles[self.number] if 0 <= self.number < len(tiles) else Tile()

    def fit_out(self) -> None:
        """Make what belongs to the viewport; call it once its view is there."""
        made = (make(self) for make in self.kit.fittings)
        self.fittings = [one for one in made if one is not None]

    def take(self, state: State) -> None:
        """Show a state, as far as it is new to the tile."""
        now = seen(state, self.number)
        parts = news(self._shown, now)
        self._shown = now
        if parts:
            self.show_state(now, parts)
            for fitting in self.fittings:
                fitting.show_state(now, parts)

    def forget(self) -> None:
        """Show nothing, and let go of what was shown; the viewport waits to be used again."""
        self._shown, self.number = None, WAITING

    @abstractmethod
    def show_state(self, state: State, parts: Parts) -> None:
        """Show what changed of the state as the tile sees it."""

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What each viewport action does here, by the action's name."""
        found: dict[str, Callable[..., object]] = {"copy_picture": self.copy_picture, "reset": self.reset}
        for fitting in self.fittings:
            found |= fitting.handlers()
        return found

    def checked(self) -> dict[str, bool]:
        """Which of the switches among them are on."""
        found: dict[str, bool] = {}
        for fitting in self.fittings:
            found |= getattr(fitting, "checked", dict)()
        return found

    def presets(self) -> tuple[Window, ...]:
        """The windows on the number keys."""
        return ()

    def set_tool(self, tool: Tool) -> None:
        """Give the left button another tool, where there are any."""

    def set_active(self, active: bool) -> None:
        """Whether keys act here."""

    def reset(self) -> None:
        """Show everything the way the file means it."""

    def change_look(self, **fields: Any) -> None:
        """Look differently at the series."""
        look = replace(self.tile.look, **fields)
        if look != self.tile.look:
            self.session.apply(LookChanged(self.number, look))

    def change_looks(self, **fields: Any) -> None:
        """Look differently at the series in every viewport that shows it."""
        series = self.tile.series
        for number, tile in enumerate(self.session.state.layout.tiles):
            look: Look = replace(tile.look, **fields)
            if tile.series == series and look != tile.look:
                self.session.apply(LookChanged(number, look))

    def picture(self) -> QImage:
        """What stands there."""
        return self.grab().toImage()

    def copy_picture(self) -> None:
        """Ask for the picture on the clipboard, labelled and as the reader wishes pictures that leave."""
        self.copy_asked.emit()

    def menu(self) -> QMenu | None:
        """The context menu; None where there is none."""
        return None

    def popup(self, at: QPoint) -> None:
        """Show the context menu at a global place."""
        menu = self.menu()
        if menu is None:
            return
        for fitting in self.fittings:
            getattr(fitting, "add_to_menu", _add_nothing)(menu, at)
        menu.popup(at)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click anywhere makes this the viewport keys act in."""
        self.activated.emit()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Maximise, or back."""
        self.maximise_asked.emit()
        event.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give back what the viewport holds."""
        for fitting in self.fittings:
            fitting.shut()
        self.fittings = []
        self.forget()
        super().closeEvent(event)


def _add_nothing(_menu: QMenu, _at: QPoint) -> None:
    """Of what belongs to a viewport and has no part in its menu."""
