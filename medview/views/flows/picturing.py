"""Pictures on their way out: to the clipboard or into a file, as the reader wishes them, labelled for what they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from medview.core.errors import MedViewError
from medview.core.study import Series
from medview.jobs.protocol import Failed
from medview.session.state import State
from medview.session.wishes import PictureWish
from medview.views.jobs import Then
from medview.views.output.exported import picture_of, picture_of_all, shows_unreviewed
from medview.views.output.original import deep, windowed
from medview.views.output.picture_dialog import PictureDialog
from medview.views.parts import Parts
from medview.views.pictures.image_view import ImageView
from medview.views.pictures.slice_view import SliceView
from medview.views.settings.preferences import Preferences
from medview.views.tiles.grid import Grid
from medview.views.tiles.pane import Pane
from medview.views.viewport.labelled import Label, labelled, rgb

_WAIT_MS = 60
"""A preview is drawn when the reader has not changed anything for so long."""


@dataclass(frozen=True, eq=False)
class Taken:
    """A picture as it will be saved.

    Args:
        image: As a screen shows it.
        values: What is written where a screen shows less; None for the image itself.
    """

    image: QImage
    values: NDArray[np.uint16] | None = None

    def pixels(self) -> NDArray[np.uint8] | NDArray[np.uint16]:
        """What is written."""
        return rgb(self.image) if self.values is None else self.values


def offered(grid: Grid) -> frozenset[str]:
    """Which pictures there are now, names of ``PICTURES``."""
    pane = grid.active
    if pane is None or not pane.tile.series:
        return frozenset()
    view = getattr(pane, "view", None)
    found = {"active"} | ({"all"} if len(shown_panes(grid)) > 1 else set())
    if isinstance(view, ImageView | SliceView) and view.pixels() is not None:
        values = view.pixels()
        found |= {"pixels"} | ({"values"} if values is not None and values.ndim == 2 else set())
    return frozenset(found)


def shown_panes(grid: Grid) -> tuple[Pane, ...]:
    """The viewports of the active one's window that show something."""
    active = grid.active
    if active is None:
        return ()
    panes = (pane for _, pane in sorted(grid.panes().items()))
    return tuple(pane for pane in panes if pane.isVisible() and pane.tile.series and pane.window() is active.window())


def taken(grid: Grid, wish: PictureWish) -> Taken:
    """The picture that is wished for, labelled.

    Raises:
        MedViewError: There is nothing to take a picture of.
    """
    pane = grid.active
    there = offered(grid)
    if pane is None or not there:
        raise nothing()
    view = getattr(pane, "view", None)
    what = wish.what if wish.what in there else "active"
    if isinstance(view, ImageView | SliceView) and what in ("pixels", "values"):
        return _original(view, what, pane.state)
    panes = shown_panes(grid) if what == "all" else (pane,)
    drawn = picture_of_all(panes, wish) if what == "all" else picture_of(pane, wish)
    unreviewed = shows_unreviewed((one.state for one in panes), wish)
    return Taken(labelled(drawn, Label(unreviewed), wish.scale))


def shown_series(grid: Grid) -> tuple[Series, ...]:
    """The series in the viewports."""
    found = {one.state.series.uid: one.state.series for one in shown_panes(grid) if one.state.series is not None}
    return tuple(found.values())


def picture_name(pane: Pane | None) -> str:
    """A name for a picture's file that tells what it shows and not whom."""
    if pane is None or pane.state.series is None:
        return "picture"
    number = getattr(getattr(pane, "view", None), "number", None)
    parts = (pane.state.series.modality, pane.tile.view.value, "" if number is None else str(number + 1))
    return "-".join(part for part in parts if part) or "picture"


class Picturing(QObject):
    """Takes pictures of the viewports.

    Args:
        grid: The viewports.
        parts: What flows work with.
        preferences: What was wished for last, and where the last file went.
        window: The window.
    """

    failed = Signal(object)
    """A ``MedViewError``."""
    told = Signal(str, str)
    """A message and its hint."""

    def __init__(self, grid: Grid, parts: Parts, preferences: Preferences, window: QWidget) -> None:
        super().__init__(window)
        self._grid = grid
        self._parts = parts
        self._preferences = preferences
        self._window = window
        self._dialog: PictureDialog | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_WAIT_MS)
        self._later.timeout.connect(self._preview)

    def copy(self, pane: Pane) -> None:
        """Put a picture of a viewport on the clipboard, with what was wished for on saved ones."""
        wish = replace(self._preferences.value.picture, scale=1)
        label = Label(shows_unreviewed((pane.state,), wish))
        try:
            image = picture_of(pane, wish)
        except MedViewError as error:
            self.failed.emit(error)
            return
        QGuiApplication.clipboard().setImage(labelled(image, label))

    def ask(self) -> None:
        """Ask what is to be saved."""
        there = offered(self._grid)
        if not there:
            self.failed.emit(nothing())
            return
        wish = self._preferences.value.picture
        self._dialog = dialog = PictureDialog(wish, there, shown_series(self._grid), self._window)
        dialog.changed.connect(self._later.start)
        dialog.copy_asked.connect(self._copy)
        dialog.save_asked.connect(self._ask_file)
        dialog.finished.connect(self._finished)
        dialog.open()
        self._preview()

    def save(self, path: str) -> None:
        """Write the picture the dialog wishes for."""
        dialog = self._dialog
        if dialog is None:
            return
        try:
            pixels = self._parts.workspace / f"picture-{uuid4().hex}.npy"
            np.save(pixels, taken(self._grid, dialog.wish).pixels(), allow_pickle=False)
        except MedViewError as error:
            dialog.messages.show_error(error)
            return
        except OSError as error:
            dialog.messages.show_error(room_error(error))
            return
        dialog.save.setEnabled(False)
        then = Then(self._saved, failed=self._not_saved)
        self._parts.jobs.submit("files", "write_picture", "", then, pixels=str(pixels), path=path)

    def _copy(self) -> None:
        assert self._dialog is not None
        try:
            image = taken(self._grid, self._dialog.wish).image
        except MedViewError as error:
            self._dialog.show_refusal(error)
            return
        QGuiApplication.clipboard().setImage(image)
        self._dialog.messages.show_message(self.tr("The picture is on the clipboard."))

    def _ask_file(self) -> None:
        assert self._dialog is not None
        deep_one = self._dialog.wish.what == "values"
        kinds = (self.tr("PNG picture (*.png)"), self.tr("TIFF picture (*.tif)"))
        offer = kinds if deep_one else (kinds[0], self.tr("JPEG picture (*.jpg)"), kinds[1])
        start = str(Path(self._preferences.value.last_saved or Path.home()) / f"{picture_name(self._grid.active)}.png")
        path, chosen = QFileDialog.getSaveFileName(self._dialog, self.tr("Save picture"), start, ";;".join(offer))
        if path:
            self.save(with_suffix(path, chosen))

    def _preview(self) -> None:
        if self._dialog is None:
            return
        try:
            self._dialog.show_picture(taken(self._grid, self._dialog.wish).image)
        except MedViewError as error:
            self._dialog.show_refusal(error)

    def _saved(self, path: str) -> None:
        self._preferences.change(last_saved=str(Path(path).parent))
        if self._dialog is not None:
            self._preferences.change(picture=self._dialog.wish)
            self._dialog.accept()
        self.told.emit(self.tr("The picture was saved as {path}.").format(path=path), "")

    def _not_saved(self, failed: Failed) -> None:
        if self._dialog is None:
            self.failed.emit(MedViewError(failed.message, failed.hint))
            return
        self._dialog.save.setEnabled(True)
        self._dialog.messages.show_message(failed.message, failed.hint, "error")

    def _finished(self) -> None:
        if self._dialog is not None:
            self._preferences.change(picture=self._dialog.wish)
        self._later.stop()
        self._dialog = None


def with_suffix(path: str, chosen: str) -> str:
    """A path that ends as a file dialog's chosen kind (``"PNG picture (*.png)"``) does, unless it ends in one."""
    known = Path(path).suffix.lower() in (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".mp4", ".gif", ".pdf")
    return path if known else path + chosen.rpartition("*")[2].rstrip(")")


def room_error(error: OSError) -> MedViewError:
    """What to tell when the private folder cannot take what is to be written."""
    why = error.strerror or type(error).__name__
    told = QCoreApplication.translate("Picturing", "The working folder cannot hold the pictures: {reason}.")
    hint = QCoreApplication.translate("Picturing", "Free some disk space, or choose a smaller size.")
    return MedViewError(told.format(reason=why), hint)


def nothing() -> MedViewError:
    """What to tell while nothing is open."""
    return MedViewError(
        QCoreApplication.translate("Picturing", "There is nothing to take a picture of."),
        QCoreApplication.translate("Picturing", "Open a study first."),
    )


def _original(view: ImageView | SliceView, what: str, state: State) -> Taken:
    found = state.volume or state.images
    values = deep(view, found.quantity) if what == "values" and found is not None else None
    if values is not None:
        return Taken(values.seen, values.values)
    image = windowed(view)
    if image is None:
        raise nothing()
    return Taken(image)
