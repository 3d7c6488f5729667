"""What a reader does with a picture beside scrolling and drawing: lens, probe, sizes, colours, cine, key images."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QPointF

from medview.core.errors import MedViewError
from medview.core.overlay import PresentationLayer
from medview.imaging.colours import COLOUR_MAPS, next_map
from medview.session.reduce import Parts
from medview.session.state import Part, State
from medview.views.pictures.image_view import ImageView
from medview.views.pictures.laid import presentation
from medview.views.pictures.slice_view import SliceView
from medview.views.reading import key_images
from medview.views.reading.link_words import linked_text
from medview.views.reading.magnifier import Magnifier
from medview.views.reading.pins import Pins
from medview.views.reading.region_window import RegionWindow
from medview.views.reading.slice_cine import SliceCine

ZOOM_STEP = 1.25
_PAN_PART = 0.1
"""A key moves the picture by this part of the viewport."""
_WINDOW_STEP = 0.1
"""A key changes width or level by this part of the width."""
_FASTER = 1.5
_LEAST_WIDTH = 1e-6


def viewing(pane: Any) -> Viewing | None:
    """What belongs to a viewport of slices or pictures; None for other panes."""
    view = getattr(pane, "view", None)
    return Viewing(pane) if isinstance(view, SliceView | ImageView) else None


class Viewing:
    """Belongs to one viewport of the grid.

    Args:
        pane: The viewport's pane (``medview.views.tiles.viewport_pane``).
    """

    def __init__(self, pane: Any) -> None:
        self._pane = pane
        self._view: SliceView | ImageView = pane.view
        self.lens, self.pins, self.region = Magnifier(), Pins(), RegionWindow()
        self._view.hands += [self.region, self.pins, self.lens]
        self._series = ""
        self._presentation: PresentationLayer | None = None
        self.cine: SliceCine | None = None
        if isinstance(self._view, SliceView):
            self.cine = SliceCine(self._view, pane.kit.theme)
            pane.layout().addWidget(self.cine.bar)

    def show_state(self, state: State, parts: Parts) -> None:
        """Show what changed."""
        if Part.VOLUME in parts and self._is_other(state):
            self.pins.clear(self._view)
            if self.cine is not None:
                self.cine.stop()
        if self.cine is not None:
            self.cine.took()
        self._present(state)
        linked = linked_text(state)
        told = (linked,) if linked else ()
        starred = key_images.marked(self._view, state.key_images) is not None
        if (told, starred) != (self._view.notes, self._view.starred):
            self._view.notes, self._view.starred = told, starred
            self._view.update()

    def shut(self) -> None:
        """The viewport closes."""
        if self.cine is not None:
            self.cine.stop()

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What viewport actions do here."""
        view = self._view
        found: dict[str, Callable[..., object]] = {
            "fit": view.fit,
            "one_to_one": view.one_to_one,
            "true_size": self.true_size,
            "zoom_in": partial(view.zoom_by, ZOOM_STEP),
            "zoom_out": partial(view.zoom_by, 1.0 / ZOOM_STEP),
            "pan_left": partial(self.pan, 1.0, 0.0),
            "pan_right": partial(self.pan, -1.0, 0.0),
            "pan_up": partial(self.pan, 0.0, 1.0),
            "pan_down": partial(self.pan, 0.0, -1.0),
            "window_wider": partial(self.change_window, 1.0, 0.0),
            "window_narrower": partial(self.change_window, -1.0, 0.0),
            "window_brighter": partial(self.change_window, 0.0, -1.0),
            "window_darker": partial(self.change_window, 0.0, 1.0),
            "colours_next": self.next_colours,
            "key_image": self.toggle_key_image,
            "key_images": self.list_key_images,
        }
        found |= {f"colours_{name}": partial(self.set_colours, name) for name in COLOUR_MAPS}
        if self.cine is not None and view.last > 0:
            found |= {
                "cine": self.cine.toggle,
                "cine_faster": partial(self.cine.faster, _FASTER),
                "cine_slower": partial(self.cine.faster, 1.0 / _FASTER),
            }
        return found

    def true_size(self) -> None:
        """As large as in life, or why that cannot be."""
        if self._view.true_size():
            return
        if self._view.unit_mm() <= 0:
            reason = QCoreApplication.translate("viewing", "The size of this picture's pixels is unknown.")
        else:
            reason = QCoreApplication.translate("viewing", "This screen does not tell how large it is.")
        self._pane.told.emit(QCoreApplication.translate("viewing", "True size cannot be shown."), reason)

    def pan(self, right: float, down: float) -> None:
        """Move the picture by a tenth of the viewport."""
        self._view.pan_by(QPointF(right * self._view.width(), down * self._view.height()) * _PAN_PART)

    def change_window(self, wider: float, higher: float) -> None:
        """Change width or level by a tenth of the width."""
        before = self._view.shown_window()
        step = before.width * _WINDOW_STEP
        width = max(before.width + wider * step, _LEAST_WIDTH)
        self._view.window_changed.emit(replace(before, centre=before.centre + higher * step, width=width, name=""))

    def next_colours(self) -> None:
        """The next colour map, around."""
        self.set_colours(next_map(self._view.look().colours))

    def set_colours(self, name: str) -> None:
        """Another colour map, wherever the series is shown."""
        self._pane.change_looks(colours=name)

    def toggle_key_image(self) -> None:
        """Mark the shown picture, or take its mark away."""
        series = self._pane.state.series
        if series is None:
            return
        try:
            key_images.toggle(self._pane.session, self._view, series)
        except MedViewError as error:
            self._pane.failed.emit(error)

    def list_key_images(self) -> None:
        """The list of all marks of what is open."""
        from medview.views.reading.key_images_dialog import KeyImagesDialog

        window = self._pane.window()
        dialog = window.findChild(KeyImagesDialog) or KeyImagesDialog(self._pane.session, window)
        dialog.failed.connect(self._pane.failed)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def _present(self, state: State) -> None:
        """Fit slices anew when a presentation state is applied, or no more; pictures do so themselves."""
        before, self._presentation = self._presentation, presentation(state)
        if before is not self._presentation and isinstance(self._view, SliceView):
            self._view.fit()

    def _is_other(self, state: State) -> bool:
        before, self._series = self._series, state.tile.series
        return before != self._series
