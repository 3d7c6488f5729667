"""A stack of pictures with its cine bar, in the grid."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QHideEvent, QResizeEvent

from medview.core.volume import Window
from medview.imaging.colours import GREY
from medview.imaging.windowing import as_window, first_window, percentile_window, presets, stored_vois
from medview.session.changes import FrameShown
from medview.session.layout import Look
from medview.session.priors import prior_text
from medview.session.reduce import Parts
from medview.session.state import Part, State
from medview.views.pictures.image_picture import AS_STORED
from medview.views.pictures.image_view import ImageScene, ImageView
from medview.views.pictures.overlaid_images import ImageOverlay
from medview.views.pictures.scene import image_warnings
from medview.views.pictures.stack import UNREAD, Stack
from medview.views.reading.cine import Cine, steps_of
from medview.views.reading.cine_bar import CineBar
from medview.views.tiles.pane import Kit
from medview.views.tiles.viewport_pane import PRESET_KEYS, ViewportPane

_SHOWN = frozenset(
    {
        *(Part.VOLUME, Part.FRAME, Part.WINDOW, Part.STUDIES, Part.LOOK),
        *(Part.ANALYSES, Part.REVIEWS, Part.OVERLAY),
    }
)


class PicturePane(ViewportPane):
    """One picture at a time.

    Args:
        kit: What it is made with.
        number: The tile it shows.
    """

    view: ImageView

    def __init__(self, kit: Kit, number: int) -> None:
        super().__init__(kit, number, ImageView(kit.background.run))
        self._stack: Stack | None = None
        self.cine = Cine(self)
        self.bar = CineBar(kit.theme)
        self.overlaid = ImageOverlay(self.view)
        self._room.addWidget(self.bar)
        self._connect()

    def show_state(self, state: State, parts: Parts) -> None:
        """Show what changed."""
        self.overlaid.update_state(state, parts)
        if not parts & _SHOWN:
            return
        if Part.VOLUME in parts:
            self._open(state)
        if self._stack is not None:
            self._stack.want(state.frame)
            if self._stack.gap_near(state.frame):
                self._miss(state.frame)
        another = self._stack is not self.view.scene.stack
        self.view.show_scene(self._scene(state))
        self.view.show_look(state.tile.look)
        if another and state.tile.look == Look():
            self.view.fit()  # to the area a presentation state wants
        self.cine.took(state.frame)
        self._tell_place(state.frame)

    def forget(self) -> None:
        """Stop, and let go of the pictures."""
        super().forget()
        self.cine.pause()
        self._stack = None
        self.overlaid.clear()
        self.view.show_scene(ImageScene())

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What each viewport action does here, by the action's name."""
        own: dict[str, Callable[..., object]] = {"overlay_planes": self.toggle_planes}
        if self._stack is not None and self._stack.count > 1:
            own["cine"] = self.toggle_cine
        return super().handlers() | own

    @property
    def last(self) -> int:
        """The last picture's number."""
        return self.view.last

    def go_to(self, number: int) -> None:
        """Show a picture."""
        self.view.go_to(number)

    def presets(self) -> tuple[Window, ...]:
        """The windows on the keys 1 to 9: the picture's own, the reader's, those of the quantity."""
        state = self.state
        if state.images is None or (self._stack is not None and self._stack.colour):
            return ()
        stored = (as_window(voi) for voi in stored_vois(self.view.frame))
        offered = (*stored, *self.kit.preferences.value.presets, *presets(state.images.quantity))
        return tuple(dict.fromkeys(offered))[:PRESET_KEYS]

    def auto_window(self) -> None:
        """Window the values of the picture: their 0.1 to 99.9 percentile; colours as they are."""
        values = self.view.pixels()
        if values is not None:
            found = AS_STORED if values.ndim == 3 else percentile_window(values, self.view.frame.padding)
            self.put_window(found)

    def toggle_planes(self) -> None:
        """Draw overlay planes, or not."""
        self.view.set_planes(not self.view.planes)

    def toggle_cine(self) -> None:
        """Play, or stop."""
        self.cine.toggle(self.state.frame)

    def reset(self) -> None:
        """Fit the picture and show it the way the file means it."""
        self.view.change_look(rotation=0, flipped=False, inverted=False, window=None, colours=GREY)
        first = self._first_window()
        if first is not None:
            self.put_window(first)
        self.view.show_as_stored()
        self.view.fit()

    def switches(self) -> tuple[tuple[str, Callable[[], object], bool], ...]:
        """(words, what it does, whether it is on) of the menu's switches."""
        return (*super().switches(), (self.tr("Overlay planes"), self.toggle_planes, self.view.planes))

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing plays for nobody."""
        self.cine.pause()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow viewport the bar keeps what is needed most."""
        super().resizeEvent(event)
        self.bar.fit(self.width())

    def _connect(self) -> None:
        self.view.frame_asked.connect(self._go_to)
        self.view.shown_late.connect(self._tell_place)
        self.view.missed.connect(self._miss)
        self.cine.due.connect(self._play)
        self.cine.playing_changed.connect(self.bar.show_playing)
        self.bar.play_asked.connect(self.toggle_cine)
        self.bar.number_chosen.connect(self._go_to)
        self.bar.rate_chosen.connect(self.cine.set_rate)

    def _scene(self, state: State) -> ImageScene:
        if self._stack is None:
            return ImageScene()
        prior = prior_text(state, state.series)
        told = image_warnings(state)
        return ImageScene(self._stack, state.frame, state.window, state.study, state.series, told, prior)

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
            self._miss(number)
            self.cine.hold()
        else:
            self.session.apply(FrameShown(number, self.tile.series))

    def _go_to(self, number: int) -> None:
        self.session.apply(FrameShown(number, self.tile.series))
        if self.cine.playing:
            self.cine.play(number)

    def _miss(self, number: int) -> None:
        self.frame_missed.emit(self.tile.series, number)

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


def _stack(state: State, before: Stack | None) -> Stack | None:
    """The open stack; the one before where it only grew complete in the same file."""
    if state.images is None:
        return None
    if before is not None and before.images.path == state.images.path and before.images.frames is state.images.frames:
        return before
    return Stack(state.images)
