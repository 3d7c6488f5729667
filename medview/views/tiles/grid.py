"""All viewports of the program, in one window or two: keys and menus act in the active one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from medview.core.volume import Window
from medview.session.changes import LayoutChanged, TileActivated
from medview.session.layout import Look, View, without_window
from medview.session.listing import class_codes
from medview.session.reduce import Parts
from medview.session.state import Part, State
from medview.views.reading.dimension_bar import DimensionBar
from medview.views.tiles.content_pane import ContentPane
from medview.views.tiles.links import Linking
from medview.views.tiles.pane import WAITING, Kit, Pane
from medview.views.tiles.second_window import SecondWindow
from medview.views.tiles.tiles import Tiles
from medview.views.tiles.viewport_pane import ViewportPane
from medview.views.viewport.tools import Tool

_IDLE = frozenset({Part.JOBS, Part.THUMBNAILS, Part.REVIEWER, Part.ELIGIBLE})
"""What no viewport shows."""
_OFFERED = frozenset({Part.VOLUME, Part.LAYOUT, Part.OPENED, Part.ANALYSES})
"""What may let other actions be of use."""


class Grid(QObject):
    """The viewports.

    Args:
        kit: What they are made with.
        dimensions: The bar below them, for 4D series.
        parent: The main window.
    """

    failed = Signal(object)
    """A ``MedViewError``."""
    told = Signal(str, str)
    """A message and its hint."""
    frame_missed = Signal(str, int)
    """Series UID and a picture of it to be read."""
    images_asked = Signal(object)
    """SOP Instance UIDs a line of a report points to: their series is to be opened."""
    tags_asked = Signal()
    """The elements of the active object are to be shown."""
    fill_asked = Signal(int)
    """The series selected in the browser is to be shown in this tile."""
    copy_asked = Signal(object)
    """A picture of this ``Pane`` is to be put on the clipboard."""
    retry_asked = Signal(str)
    """A series that could not be opened is to be tried again."""
    series_dropped = Signal(str, int)
    """Series UID and the tile it is to be shown in."""
    second_made = Signal(object)
    """A ``SecondWindow``: keys are to act there too."""
    window_changed = Signal()
    """The focus went to another window."""
    probed = Signal(str)
    """What stands under the pointer, in words; empty when it left."""
    offers_changed = Signal()
    """Other actions are of use now."""

    def __init__(self, kit: Kit, dimensions: DimensionBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self.dimensions = dimensions
        self.tool = Tool.WINDOW
        self.linking = Linking(kit.session, self.panes, self)
        self.second: SecondWindow | None = None
        self.main = self._tiles(0)
        self._stop_listening = kit.session.listen(self.update_state)
        self._closed = False
        _app().focusChanged.connect(self._focus_moved)
        self.update_state(kit.session.state, frozenset(Part))

    def update_state(self, state: State, parts: Parts) -> None:
        """Show what changed."""
        if parts <= _IDLE:
            return
        self._follow_windows(self.kit.session.state)
        for tiles in tuple(self.windows()):
            tiles.show_state(self.kit.session.state)
        for peer in self.kit.peers:
            peer.refresh(self.kit.session.state)
        if parts & _OFFERED:
            self.offers_changed.emit()

    def windows(self) -> Iterator[Tiles]:
        """The viewports of each window."""
        yield self.main
        if self.second is not None:
            yield self.second.tiles

    def panes(self) -> dict[int, Pane]:
        """Every viewport by its tile's number."""
        return {number: pane for tiles in self.windows() for number, pane in tiles.panes.items()}

    @property
    def active(self) -> Pane | None:
        """The viewport keys act in."""
        return self.panes().get(self.kit.session.state.active)

    def pane(self, view: View) -> Pane:
        """The first viewport of a view.

        Raises:
            KeyError: There is none.
        """
        for number, tile in enumerate(self.kit.session.state.layout.tiles):
            if tile.view is view and number in self.panes():
                return self.panes()[number]
        raise KeyError(view)

    # what keys and menus do

    def act(self, name: str, *values: Any) -> None:
        """Do what an action does in the active viewport, if anything."""
        handler = self.handlers().get(name)
        if handler is not None:
            handler(*values)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What viewport actions do now, by the action's name."""
        pane = self.active
        if pane is None:
            return {}
        found = dict(pane.handlers())
        if found and not isinstance(pane, ContentPane):
            found |= {f"tool_{tool.value}": partial(self.set_tool, tool) for tool in self._tools()}
            found["reset"] = self.reset
        if len(self.kit.session.state.layout.tiles) > 1:
            found["maximise"] = self.toggle_maximised
        if self.dimensions.rows:
            found |= self.dimensions.handlers()
        return found

    def _tools(self) -> Iterator[Tool]:
        """Tools of use now: boxes are added to those of a model that looks for some."""
        boxes = class_codes(self.kit.session.state.analysis)
        return (tool for tool in Tool if tool is not Tool.BOX or boxes)

    def checked(self) -> dict[str, bool]:
        """Which switches are on in the active viewport."""
        return self.active.checked() if self.active is not None else {}

    def presets(self) -> tuple[Window, ...]:
        """The windows on the number keys now."""
        return self.active.presets() if self.active is not None else ()

    def set_tool(self, tool: Tool) -> None:
        """Give the left button another tool, in every viewport."""
        self.tool = tool
        for pane in self.panes().values():
            pane.set_tool(tool)

    def reset(self) -> None:
        """Fit every viewport of the active series and show values the way the file means them."""
        state = self.kit.session.state
        for number, pane in self.panes().items():
            if state.layout.tiles[number].series == state.tile.series:
                pane.reset()

    def toggle_maximised(self, number: int | None = None) -> None:
        """Give a viewport, the active one by default, the whole room of its window, or all their places back."""
        state = self.kit.session.state
        number = state.active if number is None else number
        wanted = None if state.layout.maximised is not None else number
        self.kit.session.apply(LayoutChanged(replace(state.layout, maximised=wanted), number))

    def focus(self) -> None:
        """Let keys act in the active viewport."""
        if self.active is not None:
            self.active.setFocus()

    def shut(self) -> None:
        """Give back what the viewports hold."""
        if self._closed:
            return
        self._closed = True
        self._stop_listening()
        _app().focusChanged.disconnect(self._focus_moved)
        if self.second is not None:
            self.second.shut()
        self.main.close()
        self.dimensions.close()
        self.kit.scenes.clear()

    def _tiles(self, window: int) -> Tiles:
        tiles = Tiles(self.kit, window)
        tiles.made.connect(self._adopt)
        tiles.series_dropped.connect(self.series_dropped)
        tiles.tiles_swapped.connect(self.linking.swap)
        return tiles

    def _adopt(self, pane: Pane) -> None:
        pane.set_tool(self.tool)
        pane.activated.connect(lambda: self._activate(pane))
        pane.maximise_asked.connect(lambda: self.toggle_maximised(pane.number))
        pane.looked.connect(lambda before: self._looked(pane, before))
        pane.copy_asked.connect(lambda: self.copy_asked.emit(pane))
        pane.fill_asked.connect(lambda: self.fill_asked.emit(pane.number))
        pane.retry_asked.connect(lambda: self.retry_asked.emit(pane.tile.series))
        if isinstance(pane, ViewportPane):
            pane.view.probed.connect(self.probed)
        for mine, ours in (
            (pane.failed, self.failed),
            (pane.told, self.told),
            (pane.frame_missed, self.frame_missed),
            (pane.images_asked, self.images_asked),
            (pane.tags_asked, self.tags_asked),
        ):
            mine.connect(ours)

    def _activate(self, pane: Pane) -> None:
        """Let keys act in another viewport, unless the focus only went there because its own was put away."""
        moved = any(tiles.arranging for tiles in self.windows())
        if not moved and pane.number not in (WAITING, self.kit.session.state.active):
            self.kit.session.apply(TileActivated(pane.number))

    def _follow_windows(self, state: State) -> None:
        """Open the second window when the layout has viewports for it, close it when it has none."""
        wanted = any(place.window == 1 for place in state.layout.places)
        if wanted and self.second is None:
            self.second = made = SecondWindow(self._tiles(1), self.kit.preferences, self.main.screen())
            made.left.connect(self._empty_second)
            self.second_made.emit(made)
            made.show()
        elif not wanted and self.second is not None:
            gone, self.second = self.second, None
            gone.shut()
            gone.deleteLater()

    def _empty_second(self) -> None:
        """A person closed the second window: its tiles leave the layout, their series stay in the browser."""
        self.kit.session.apply(LayoutChanged(without_window(self.kit.session.state.layout, 1), 0))

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and (before is None or before.window() is not now.window()):
            self.window_changed.emit()
        pane = next((pane for pane in self.panes().values() if now is not None and pane.isAncestorOf(now)), None)
        if pane is not None:
            self._activate(pane)

    def _looked(self, pane: Pane, before: Look) -> None:
        if isinstance(pane, ViewportPane):
            self.linking.follow(pane, before)


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
