"""A stack of pictures with its cine bar, and what keys and menus do to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QHideEvent, QImage
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from medview.core.volume import Window
from medview.imaging.windowing import as_window, first_window, percentile_window, presets, stored_vois
from medview.session.changes import FrameShown, WindowChanged
from medview.session.layout import Look
from medview.session.session import Session
from medview.session.state import Part, State
from medview.views.background import Background
from medview.views.cine import Cine, steps_of
from medview.views.cine_bar import CineBar
from medview.views.corner_text import Corners
from medview.views.image_picture import AS_STORED
from medview.views.image_view import ImageScene, ImageView
from medview.views.overlaid_images import ImageOverlay
from medview.views.preferences import Preferences
from medview.views.scene import image_warnings
from medview.views.stack import UNREAD, Stack
from medview.views.theme import Theme
from medview.views.tools import Tool

_SHOWN = frozenset({Part.VOLUME, Part.FRAME, Part.WINDOW, Part.STUDIES})
_PRESET_KEYS = 9


class ImagePane(QWidget):
    """One picture at a time.

    Args:
        session: What is shown, and who is told of what the reader's hand does.
        background: Averages large pictures.
        preferences: Corner text, drag direction and the reader's own presets.
        theme: Icons.
        parent: The window.
    """

    failed = Signal(object)
    """A ``MedViewError``."""
    frame_missed = Signal(int)
    """This picture is to be shown, and it or some near it are not in the file."""

    def __init__(
        self,
        session: Session,
        background: Background,
        preferences: Preferences,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._preferences = preferences
        self._stack: Stack | None = None
        self.view = ImageView(background.run, self)
        self.view.set_highlighted(True)
        self.cine = Cine(self)
        self.bar = CineBar(theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.bar)
        self._connect()
        self._take_preferences()
        self.overlaid = ImageOverlay(session, self.view)
        self._stop_listening = session.listen(self.update_state)
        self.update_state(session.state, frozenset(Part))

    def update_state(self, state: State, parts: frozenset[Part]) -> None:
        """Show what changed."""
        if not parts & _SHOWN:
            return
        if Part.VOLUME in parts:
            self._open(state)
        if self._stack is not None:
            self._stack.want(state.frame)
            if self._stack.gap_near(state.frame):
                self.frame_missed.emit(state.frame)
        before = self.view.scene
        scene = ImageScene(self._stack, state.frame, state.window, state.study, state.series, image_warnings(state))
        self.view.show_scene(scene if self._stack is not None else ImageScene())
        if self._stack is not before.stack and not _alike(scene, before):
            self.view.show_look(Look())
            self.view.fit()
        self.cine.took(state.frame)
        self._tell_place(state.frame)

    # what keys and menus do

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What each viewport action does, by the action's name."""
        view = self.view
        fixed: dict[str, Callable[..., object]] = {
            "slice_next": lambda: view.step(1),
            "slice_previous": lambda: view.step(-1),
            "slice_next_ten": lambda: view.step(10),
            "slice_previous_ten": lambda: view.step(-10),
            "slice_first": lambda: view.go_to(0),
            "slice_last": lambda: view.go_to(view.last),
            "auto_window": self.auto_window,
            "invert": self.invert,
            "reset": self.reset,
            "corners": self.cycle_corners,
            "smooth": self.toggle_smooth,
            "copy_picture": self.copy_picture,
            "cine": self.toggle_cine,
            "overlay_planes": self.toggle_planes,
            "rotate_right": partial(view.turn, 90),
            "rotate_left": partial(view.turn, 270),
            "flip_across": view.flip,
            "flip_down": self.flip_down,
        }
        tools = {f"tool_{tool.value}": partial(view.set_tool, tool) for tool in Tool}
        numbered = {f"preset_{n + 1}": partial(self.preset, n) for n in range(_PRESET_KEYS)}
        return fixed | tools | numbered

    def presets(self) -> tuple[Window, ...]:
        """The windows on the keys 1 to 9: the picture's own, the reader's, those of the quantity."""
        state = self._session.state
        if state.images is None or (self._stack is not None and self._stack.colour):
            return ()
        stored = (as_window(voi) for voi in stored_vois(self.view.frame))
        offered = (*stored, *self._preferences.value.presets, *presets(state.images.quantity))
        return tuple(dict.fromkeys(offered))[:_PRESET_KEYS]

    def preset(self, number: int) -> None:
        """Use one of the presets, counted from 0."""
        offered = self.presets()
        if number < len(offered):
            self._session.apply(WindowChanged(offered[number]))

    def auto_window(self) -> None:
        """Window the values of the picture: their 0.1 to 99.9 percentile; colours as they are."""
        values = self.view.pixels()
        if values is not None:
            found = AS_STORED if values.ndim == 3 else percentile_window(values, self.view.frame.padding)
            self._session.apply(WindowChanged(found))

    def invert(self) -> None:
        """White for low values, or back."""
        self.view.set_inverted(not self.view.inverted)

    def toggle_smooth(self) -> None:
        """Interpolate pixels on screen, or show them as they are."""
        self.view.set_smooth(not self.view.smooth)

    def toggle_planes(self) -> None:
        """Draw overlay planes, or not."""
        self.view.set_planes(not self.view.planes)

    def flip_down(self) -> None:
        """Mirror the picture top to bottom."""
        self.view.flip_down()

    def cycle_corners(self) -> None:
        """Corner text full, minimal, none."""
        self._preferences.change(corner_text=self.view.corners.next().value)

    def toggle_cine(self) -> None:
        """Play, or stop."""
        self.cine.toggle(self._session.state.frame)

    def reset(self) -> None:
        """Fit the picture and show it the way the file means it."""
        self.view.change_look(rotation=0, flipped=False, inverted=False)
        first = self._first_window()
        if first is not None:
            self._session.apply(WindowChanged(first))
        self.view.show_as_stored()
        self.view.fit()

    def copy_picture(self) -> None:
        """Put the picture on the clipboard."""
        QGuiApplication.clipboard().setImage(self.picture())

    def picture(self) -> QImage:
        """The picture as it stands."""
        return self.view.grab().toImage()

    def menu(self) -> QMenu:
        """The context menu."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Fit"), self.view.fit)
        menu.addSeparator()
        if self._stack is not None and not self._stack.colour:
            windows = menu.addMenu(self.tr("Window"))
            windows.addAction(self.tr("Automatic"), self.auto_window)
            for number, window in enumerate(self.presets()):
                words = f"{window.name or self.tr('Stored')}   W {window.width:g}  L {window.centre:g}"
                windows.addAction(words, partial(self.preset, number))
        menu.addAction(self.tr("Invert"), self.invert)
        for words, handler, on in (
            (self.tr("Interpolate pixels"), self.toggle_smooth, self.view.smooth),
            (self.tr("Overlay planes"), self.toggle_planes, self.view.planes),
        ):
            action = menu.addAction(words, handler)
            action.setCheckable(True)
            action.setChecked(on)
        menu.addSeparator()
        menu.addAction(self.tr("Copy picture"), self.copy_picture)
        return menu

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give back what the viewport holds."""
        self._stop_listening()
        self.overlaid.shut()
        self.cine.pause()
        self._stack = None
        self.view.show_scene(ImageScene())
        super().closeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing plays for nobody."""
        self.cine.pause()
        super().hideEvent(event)

    def _connect(self) -> None:
        self.view.window_changed.connect(lambda window: self._session.apply(WindowChanged(window)))
        self.view.frame_asked.connect(self._go_to)
        self.view.shown_late.connect(self._tell_place)
        self.view.missed.connect(self.frame_missed)
        self.view.menu_asked.connect(self._show_menu)
        self.cine.due.connect(self._play)
        self.cine.playing_changed.connect(self.bar.show_playing)
        self.bar.play_asked.connect(self.toggle_cine)
        self.bar.number_chosen.connect(self._go_to)
        self.bar.rate_chosen.connect(self.cine.set_rate)
        self._preferences.changed.connect(self._take_preferences)

    def _open(self, state: State) -> None:
        before = self._stack
        self._stack = _stack(state, before)
        if self._stack is None:
            self.cine.load(())
        elif self._stack is not before:
            frames = self._stack.images.frames
            self.cine.load(steps_of(tuple(frame.time_ms for frame in frames), self._stack.images.frame_ms))
            self.bar.show_rate(self.cine.rate)
            self.bar.show_count(len(frames), self._place_words(len(frames) - 1))
        self.bar.setVisible(self._stack is not None and self._stack.count > 1)

    def _play(self, number: int) -> None:
        """A picture is due; one that is still being read holds the clock instead of tearing a hole."""
        if self._stack is None:
            return
        self._stack.want(number)
        if self._stack.slot(number) == UNREAD:
            self.frame_missed.emit(number)
            self.cine.hold()
        else:
            self._session.apply(FrameShown(number))

    def _go_to(self, number: int) -> None:
        self._session.apply(FrameShown(number))
        if self.cine.playing:
            self.cine.play(number)

    def _tell_place(self, number: int) -> None:
        if self._stack is not None:
            self.bar.show_number(number, self._place_words(number))

    def _place_words(self, number: int) -> str:
        assert self._stack is not None
        time_ms = self._stack.frame(number).time_ms
        place = f"{number + 1} / {self._stack.count}"
        return place if time_ms is None else f"{place}   {time_ms / 1000:.2f} s"

    def _first_window(self) -> Window | None:
        values = self.view.pixels()
        if values is None:
            return None
        return AS_STORED if values.ndim == 3 else first_window(values, self.view.frame)

    def _take_preferences(self) -> None:
        self.view.set_corners(Corners(self._preferences.value.corner_text))
        self.view.up_is_brighter = self._preferences.value.up_is_brighter

    def _show_menu(self, at: QPoint) -> None:
        self.menu().popup(at)


def _stack(state: State, before: Stack | None) -> Stack | None:
    """The open stack; the one before where it only grew complete in the same file."""
    if state.images is None:
        return None
    return before if before is not None and before.images.path == state.images.path else Stack(state.images)


def _alike(scene: ImageScene, before: ImageScene) -> bool:
    """Whether one stack continues the other, as when it was read to its end."""
    if scene.stack is None or before.stack is None or scene.series is None or before.series is None:
        return False
    return scene.series.uid == before.series.uid and scene.stack.shape == before.stack.shape
