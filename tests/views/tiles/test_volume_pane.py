from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medview.core.solid import WHOLE, Camera, Solid
from medview.session.changes import LookChanged, TileActivated
from medview.session.layout import View
from medview.views.actions.three_d import SPECS
from medview.views.viewport.corner_text import Corners
from tests.views.heads import drag, session
from tests.views.tiles.grids import MakeGrid, grids, volume_of


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Iterator[MakeGrid]:
    with grids(qtbot, tmp_path) as build:
        yield build


def number_of(kept: object) -> int:
    return [tile.view for tile in kept.state.layout.tiles].index(View.VOLUME_3D)


def test_what_is_done_in_3d_is_kept_in_the_layout_and_can_be_undone(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    pane = volume_of(make(kept))
    number = number_of(kept)
    pane.view.change("Crop", crop=(0.2, 1.0, 0.0, 1.0, 0.0, 1.0))
    assert kept.state.layout.tiles[number].look.solid.crop[0] == 0.2
    assert kept.undo_title == "Crop"
    kept.undo()
    assert kept.state.layout.tiles[number].look.solid.crop == WHOLE
    assert pane.view.solid.crop == WHOLE
    kept.redo()
    assert pane.view.box.crop[0] == 0.2


def test_turning_is_kept_but_is_no_step_and_outlives_an_undo(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    pane = volume_of(make(kept))
    pane.view.change("Planes", planes=True)
    drag(pane.view.canvas, Qt.MouseButton.LeftButton, (40, 40), (90, 60))
    camera = kept.state.layout.tiles[number_of(kept)].look.solid.camera
    assert camera != Camera()
    kept.undo()
    solid = kept.state.layout.tiles[number_of(kept)].look.solid
    assert not solid.planes
    assert solid.camera == camera


def test_a_look_from_elsewhere_is_shown(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    pane = volume_of(make(kept))
    number = number_of(kept)
    look = replace(kept.state.layout.tiles[number].look, solid=Solid(preset="mr-surface", box=True))
    kept.apply(LookChanged(number, look))
    preset = pane.view.preset()
    assert preset is not None
    assert preset.id == "mr-surface"
    assert pane.view.box.shown


def test_planes_turned_in_other_viewports_are_turned_in_3d(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    pane = volume_of(make(kept))
    pane.view.change("Planes", planes=True)
    number = [tile.view for tile in kept.state.layout.tiles].index(View.CORONAL)
    axes = ((0.8, 0.6, 0.0), (0.0, 0.0, -1.0))
    kept.apply(LookChanged(number, replace(kept.state.layout.tiles[number].look, axes=axes)))
    assert pane.view.turned == (None, axes, None)
    assert not pane.view.picture().isNull()
    kept.apply(LookChanged(number, replace(kept.state.layout.tiles[number].look, axes=None)))
    assert pane.view.turned == (None, None, None)


def test_every_action_of_3d_does_something_there(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    grid = make(kept)
    kept.apply(TileActivated(number_of(kept)))
    offered, switches = grid.handlers(), grid.checked()
    assert {spec.name for spec in SPECS} <= offered.keys()
    assert {spec.name for spec in SPECS if spec.checkable} <= switches.keys()


def test_corner_text_follows_the_settings(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    pane = volume_of(make(kept))
    pane.cycle_corners()
    assert pane.view.corners is Corners.MINIMAL


def test_own_presets_are_kept_in_the_settings(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    pane = volume_of(make(kept))
    preset = pane.view.preset()
    assert preset is not None
    pane.view.shelf.keep(preset, "Mine")
    assert [one.name for one in pane.kit.preferences.value.transfers] == ["Mine"]


def test_letters_and_words_stand_below_buttons_that_reach_the_middle(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    view = volume_of(make(kept)).view
    for width, clear in ((360, False), (900, True)):
        view.canvas.resize(width, 400)
        QApplication.sendEvent(view.canvas, QResizeEvent(view.canvas.size(), view.canvas.size()))
        assert not view.bar.isHidden()
        assert (view.bar.taken_px == 0) == clear
        if not clear:
            assert view.bar.taken_px > view.bar.geometry().bottom()
