"""What slices and pictures have in common: presets, tools, inverting, corner text, a menu."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMenu

from medview.core.volume import Window
from medview.imaging.windowing import presets
from medview.session.changes import LookChanged, WindowChanged
from medview.session.layout import Look
from medview.views.tiles.pane import Kit, Pane
from medview.views.viewport.corner_text import Corners
from medview.views.viewport.tools import Tool
from medview.views.viewport.viewport import Viewport
from medview.views.words import window_name

PRESET_KEYS = 9


class ViewportPane(Pane):
    """A pane around one picture viewport.

    Args:
        kit: What it is made with.
        number: The tile it shows.
        view: The viewport.
    """

    def __init__(self, kit: Kit, number: int, view: Viewport) -> None:
        super().__init__(kit, number)
        self.view = view
        self._room.addWidget(view, 1)
        self.setFocusProxy(view)
        view.window_changed.connect(self.put_window)
        view.menu_asked.connect(self.popup)
        view.look_changed.connect(self._keep_look)
        view.activated.connect(self.activated)
        view.maximise_asked.connect(self.maximise_asked)
        kit.preferences.changed.connect(self._take_preferences)
        self._take_preferences()
        self.fit_out()

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What each viewport action does here, by the action's name."""
        view = self.view
        own: dict[str, Callable[..., object]] = {
            "slice_next": lambda: view.step(1),
            "slice_previous": lambda: view.step(-1),
            "slice_next_ten": lambda: view.step(10),
            "slice_previous_ten": lambda: view.step(-10),
            "slice_first": lambda: self.go_to(0),
            "slice_last": lambda: self.go_to(self.last),
            "auto_window": self.auto_window,
            "invert": self.invert,
            "corners": self.cycle_corners,
            "smooth": self.toggle_smooth,
            "rotate_right": partial(view.turn, 90),
            "rotate_left": partial(view.turn, 270),
            "flip_across": view.flip,
            "flip_down": view.flip_down,
        }
        numbered = {f"preset_{n + 1}": partial(self.preset, n) for n in range(PRESET_KEYS)}
        return own | numbered | super().handlers()

    def forget(self) -> None:
        """Show nothing; what was being drawn is given up."""
        self.view.cancel()
        super().forget()

    @property
    @abstractmethod
    def last(self) -> int:
        """The last slice's or picture's number."""

    @abstractmethod
    def go_to(self, number: int) -> None:
        """Show a slice or picture."""

    @abstractmethod
    def auto_window(self) -> None:
        """Window what is shown by its own values."""

    def set_tool(self, tool: Tool) -> None:
        """Give the left button another tool."""
        self.view.set_tool(tool)

    def set_active(self, active: bool) -> None:
        """Mark the viewport keys act in."""
        self.view.set_highlighted(active)

    def put_window(self, window: Window) -> None:
        """Take another window: the tile's own where it has one, else that of the series."""
        if self.tile.look.window is not None:
            self.change_look(window=window)
        else:
            self.session.apply(WindowChanged(window, self.tile.series))

    def presets(self) -> tuple[Window, ...]:
        """The windows on the keys 1 to 9: the reader's own, those of the quantity, those of the file."""
        state = self.state
        stored = state.series.windows if state.series else ()
        offered = presets(state.volume.quantity) if state.volume else ()
        return (*self.kit.preferences.value.presets, *offered, *stored)[:PRESET_KEYS]

    def preset(self, number: int) -> None:
        """Use one of the presets, counted from 0."""
        offered = self.presets()
        if number < len(offered):
            self.put_window(offered[number])

    def invert(self) -> None:
        """White for low values, or back, wherever the series is shown."""
        self.change_looks(inverted=not self.tile.look.inverted)

    def toggle_smooth(self) -> None:
        """Interpolate pixels on screen, or show them as they are, wherever the series is shown."""
        self.change_looks(smooth=not self.tile.look.smooth)

    def cycle_corners(self) -> None:
        """Corner text full, minimal, none."""
        self.kit.preferences.change(corner_text=self.view.corners.next().value)

    def picture(self) -> QImage:
        """The picture as it stands."""
        return self.view.grab().toImage()

    def menu(self) -> QMenu:
        """The context menu."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Fit"), self.view.fit)
        menu.addAction(self.tr("Maximise or restore"), self.maximise_asked.emit)
        menu.addSeparator()
        offered = self.presets()
        if offered:
            self._add_windows(menu.addMenu(self.tr("Window")), offered)
        menu.addAction(self.tr("Invert"), self.invert)
        self._add_switches(menu)
        menu.addSeparator()
        menu.addAction(self.tr("Copy picture"), self.copy_picture)
        return menu

    def _add_windows(self, menu: QMenu, offered: tuple[Window, ...]) -> None:
        menu.addAction(self.tr("Automatic"), self.auto_window)
        for number, window in enumerate(offered):
            words = f"{window_name(window) or self.tr('Stored')}   W {window.width:g}  L {window.centre:g}"
            menu.addAction(words, partial(self.preset, number))

    def _add_switches(self, menu: QMenu) -> None:
        for words, handler, on in self.switches():
            action = menu.addAction(words, handler)
            action.setCheckable(True)
            action.setChecked(on)

    def switches(self) -> tuple[tuple[str, Callable[[], object], bool], ...]:
        """(words, what it does, whether it is on) of the menu's switches."""
        return ((self.tr("Interpolate pixels"), self.toggle_smooth, self.view.smooth),)

    def _keep_look(self, look: Look) -> None:
        before = self.tile.look
        self.session.apply(LookChanged(self.number, look))
        self.looked.emit(before)

    def _take_preferences(self) -> None:
        value = self.kit.preferences.value
        self.view.set_corners(Corners(value.corner_text))
        self.view.up_is_brighter = value.up_is_brighter
