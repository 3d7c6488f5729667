"""A grid of viewports under test, with jobs that run at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medview.session.layout import View
from medview.session.session import Session
from medview.session.settings import Settings
from medview.views.background import Background
from medview.views.pictures.slice_view import SliceView
from medview.views.reading.dimension_bar import DimensionBar
from medview.views.settings.preferences import Preferences
from medview.views.settings.theme import load_theme
from medview.views.tiles.fittings import FITTINGS
from medview.views.tiles.grid import Grid
from medview.views.tiles.pane import Kit
from medview.views.tiles.picture_pane import PicturePane
from medview.views.tiles.slice_pane import SlicePane
from medview.views.tiles.volume_pane import VolumePane
from tests.views.heads import HandJobs

MakeGrid = Callable[..., Grid]
REFUSED = frozenset({"opengl", "small_volume", "surfaces"})
"""What VTK would be needed for."""
_DEFAULTS = Settings()


@contextmanager
def grids(qtbot: QtBot, folder: Path) -> Iterator[MakeGrid]:
    background = Background()
    made: list[Grid] = []

    def build(
        kept: Session,
        settings: Settings = _DEFAULTS,
        size: tuple[int, int] = (800, 700),
        more: tuple[Callable[[Any], Any], ...] = (),
    ) -> Grid:
        preferences = Preferences(settings, folder / "settings.json", background)
        jobs, theme = HandJobs(folder, refuse=REFUSED), load_theme("dark")
        kit = Kit(kept, jobs, background, preferences, theme, fittings=(*FITTINGS, *more))  # type: ignore[arg-type]
        grid = Grid(kit, DimensionBar(kept, theme))
        grid.main.resize(*size)
        with qtbot.waitExposed(grid.main):
            grid.main.show()
        made.append(grid)
        return grid

    yield build
    for grid in made:
        grid.shut()
        grid.main.deleteLater()
        grid.dimensions.deleteLater()
    background.close()


def slice_of(grid: Grid, view: View = View.AXIAL) -> SliceView:
    pane = grid.pane(view)
    assert isinstance(pane, SlicePane)
    return pane.view


def slices_of(grid: Grid) -> tuple[SliceView, SliceView, SliceView]:
    return slice_of(grid), slice_of(grid, View.CORONAL), slice_of(grid, View.SAGITTAL)


def volume_of(grid: Grid) -> VolumePane:
    pane = grid.pane(View.VOLUME_3D)
    assert isinstance(pane, VolumePane)
    return pane


def pictures_of(grid: Grid, number: int = 0) -> PicturePane:
    pane = grid.panes()[number]
    assert isinstance(pane, PicturePane)
    return pane


def drop_on(grid: Grid, number: int, data: QMimeData) -> bool:
    """Drag something over a tile and let it go; whether it was taken."""
    place = grid.main.panes[number].geometry().center()
    button, modifier, action = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(place, action, data, button, modifier)
    QApplication.sendEvent(grid.main, enter)
    move = QDragMoveEvent(place, action, data, button, modifier)
    QApplication.sendEvent(grid.main, move)
    drop = QDropEvent(place.toPointF(), action, data, button, modifier, QEvent.Type.Drop)
    QApplication.sendEvent(grid.main, drop)
    return drop.isAccepted()
