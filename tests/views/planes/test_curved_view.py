"""A volume straightened along a drawn line, in the grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from medview.core.measurement import Measurement, OnPlane, Shape
from medview.session.changes import CursorMoved, MeasurementDropped, MeasurementPut
from medview.session.layout import View
from medview.session.session import Session
from medview.views.planes.curved_view import CurvedView
from medview.views.tiles.grid import Grid
from tests.views.heads import WINDOW, drag, picture, session, wheel
from tests.views.tiles.grids import MakeGrid, grids

LEFT = Qt.MouseButton.LeftButton
ALONG_Y = ((42.0, 5.0, 39.0), (42.0, 30.0, 39.0), (42.0, 55.0, 39.0))
"""A straight line from front to back through the left marker (3 mm around (42, 29.5, 39))."""


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Iterator[MakeGrid]:
    with grids(qtbot, tmp_path) as build:
        yield build


def line(points: tuple = ALONG_Y, shape: Shape = Shape.POLYLINE, label: str = "Vessel") -> Measurement:
    return Measurement("m1", "1.2", shape, points, OnPlane((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)), label)


def curved(grid: Grid, kept: Session, drawn: Measurement | None = None) -> CurvedView:
    kept.apply(MeasurementPut(drawn or line()))
    grid.act("curved_view")
    view = grid.pane(View.CURVED).view
    assert isinstance(view, CurvedView)
    return view


def test_the_volume_is_straightened_in_place_of_the_3d_view(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    grid = make(kept)
    view = curved(grid, kept)
    assert [tile.view for tile in kept.state.layout.tiles] == [View.AXIAL, View.CURVED, View.CORONAL, View.SAGITTAL]
    told = view.frame_around().corners.bottom_left
    assert any("Vessel" in text for text in told)
    assert any("50.0 mm" in text for text in told)
    values = view.pixels()
    marker = np.argwhere(values[:, 45:56] > 900)
    rows = (marker[:, 0].min(), marker[:, 0].max())
    assert rows == (22, 27), "27 to 32 mm from the front, 5 of them before the line begins"
    bright = picture(view).min(axis=-1) > 240
    at = view.pixel_of((42.0, 29.5, 39.0))
    assert bright[round(at.y()) - 6, round(at.x()) - 4]
    kept.undo()
    assert kept.state.layout.tiles[1].view is View.VOLUME_3D


def test_lengths_on_the_screen_are_true(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    view = curved(make(kept), kept)
    front, back = view.pixel_of((42.0, 10.0, 39.0)), view.pixel_of((42.0, 40.0, 39.0))
    assert (back.y() - front.y()) / view.scale == pytest.approx(30.0, abs=0.01)
    side = view.pixel_of((36.0, 10.0, 39.0))
    assert abs(side.x() - front.x()) / view.scale == pytest.approx(6.0, abs=0.01)


def test_a_click_moves_the_crosshair_and_a_drag_the_window(make: MakeGrid, tmp_path: Path, qtbot: QtBot) -> None:
    kept = session(tmp_path)
    view = curved(make(kept), kept)
    at = view.pixel_of((42.0, 20.0, 39.0))
    qtbot.mouseClick(view, LEFT, pos=at.toPoint())
    assert kept.state.cursor_lps == pytest.approx((42.0, 20.0, 39.0), abs=0.3)
    before = kept.state.cursor_lps
    drag(view, LEFT, at.toTuple(), (at + QPointF(60, 0)).toTuple())
    assert kept.state.window.width > WINDOW.width
    assert kept.state.cursor_lps == before


def test_the_crosshair_is_shown_where_it_lies(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    view = curved(make(kept), kept)
    kept.apply(CursorMoved((30.0, 50.0, 39.0)))
    at = view.pixel_of((30.0, 50.0, 39.0))
    here = picture(view)[round(at.y()) - 8 : round(at.y()) + 9, round(at.x()) - 8 : round(at.x()) + 9]
    assert (np.abs(here.astype(int) - (180, 140, 220)).max(axis=-1) < 20).any()


def test_the_wheel_turns_the_picture_about_the_line(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    view = curved(make(kept), kept)
    flat = view.pixels()
    for _ in range(18):
        wheel(view, -120)
    assert view.turned_deg == 90.0
    assert not np.array_equal(view.pixels(), flat)
    assert set(view.frame_around().letters[:2]) == {"H", "F"}


def test_the_picture_follows_an_edited_line_and_tells_when_it_is_gone(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    view = curved(make(kept), kept)
    kept.apply(MeasurementPut(replace(line(), points=ALONG_Y[:2])))
    assert view.curve.length_mm == pytest.approx(25.0)
    kept.apply(MeasurementDropped("1.2", "m1"))
    assert view.curve is None
    assert "Draw a polyline" in view.problem
    assert picture(view).max() > 100, "it is written there"


def test_the_way_out_is_told_where_there_is_no_line(make: MakeGrid, tmp_path: Path, qtbot: QtBot) -> None:
    kept = session(tmp_path)
    grid = make(kept)
    with qtbot.waitSignal(grid.failed) as told:
        grid.act("curved_view")
    assert "polyline" in told.args[0].hint


def test_a_line_of_one_place_is_told(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    view = curved(make(kept), kept, line(((42.0, 5.0, 39.0), (42.0, 5.0, 39.0))))
    assert view.extent() is None
    assert "two places" in view.problem
