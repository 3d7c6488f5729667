"""The curve of a region over time, in its dialog."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from medview.core.measurement import Measurement, OnPlane, Shape
from medview.session.changes import CursorMoved, MeasurementPut, PositionChosen
from medview.views.reading.time_curve import TimeCurveDialog
from medview.views.tiles.grid import Grid
from tests.views.accessibility import clipped, nameless, untold
from tests.views.heads import session
from tests.views.reading.test_dimension_bar import B_VALUE, TIME, at, moving
from tests.views.tiles.grids import MakeGrid, grids

BALL = Measurement(
    "m1",
    "1.2",
    Shape.RECTANGLE,
    ((20.0, 25.0, 38.0), (28.0, 34.0, 38.0)),
    OnPlane((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)),
    "Ball",
)


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Iterator[MakeGrid]:
    with grids(qtbot, tmp_path) as build:
        yield build


def dialog_of(grid: Grid, qtbot: QtBot) -> TimeCurveDialog:
    grid.act("time_curve")
    (found,) = (one for one in grid.main.window().findChildren(TimeCurveDialog) if one.isVisible())
    qtbot.waitUntil(lambda: found.curve is not None and found._plot is not None, timeout=20_000)
    return found


def test_the_crosshairs_voxel_is_plotted_along_time(make: MakeGrid, tmp_path: Path, qtbot: QtBot) -> None:
    kept = moving(tmp_path, TIME)
    dialog = dialog_of(make(kept), qtbot)
    assert dialog.curve.means.tolist() == [300, 400, 500, 600, 700]
    assert dialog.told.text().endswith(": 300")
    kept.apply(CursorMoved((2.0, 2.0, 2.0)))
    qtbot.waitUntil(lambda: dialog.curve.means[0] == 0.0)
    kept.apply(PositionChosen((3,)))
    assert dialog.told.text().endswith(": 300")
    assert dialog.present.value() == 6.0
    dialog.close()


def test_a_crosshair_outside_has_no_value(make: MakeGrid, tmp_path: Path, qtbot: QtBot) -> None:
    kept = moving(tmp_path, TIME)
    dialog = dialog_of(make(kept), qtbot)
    kept.apply(CursorMoved((300.0, 2.0, 2.0)))
    qtbot.waitUntil(lambda: dialog.curve.count == 0)
    assert "lies outside" in dialog.told.text()
    assert "nan" not in dialog.told.text()
    dialog.copy_values()
    assert "nan" not in QGuiApplication.clipboard().text()
    dialog.close()


def test_a_region_is_chosen_and_follows_its_edits(make: MakeGrid, tmp_path: Path, qtbot: QtBot) -> None:
    kept = moving(tmp_path, TIME, B_VALUE)
    kept.apply(MeasurementPut(BALL))
    dialog = dialog_of(make(kept), qtbot)
    assert dialog.dimension.currentText() == TIME.name, "the longest dimension"
    dialog.region.setFocus()
    qtbot.keyClick(dialog.region, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: dialog.curve.count > 1)
    assert np.diff(dialog.curve.means).tolist() == [200.0] * 4
    before = dialog.curve.means.copy()
    kept.apply(MeasurementPut(replace(BALL, points=((20.0, 25.0, 38.0), (48.0, 58.0, 38.0)))))
    qtbot.waitUntil(lambda: dialog.curve.means[0] < before[0])
    dialog.close()


def test_the_band_of_the_spread_is_drawn_and_the_axes_fit_the_values(
    make: MakeGrid, tmp_path: Path, qtbot: QtBot
) -> None:
    kept = moving(tmp_path, TIME)
    kept.apply(MeasurementPut(replace(BALL, points=((20.0, 25.0, 38.0), (48.0, 58.0, 38.0)))))
    dialog = dialog_of(make(kept), qtbot)
    dialog.region.setFocus()
    qtbot.keyClick(dialog.region, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: dialog.curve.count > 1)
    curve, view = dialog.curve, dialog._plot.getViewBox()
    band = next(item for item in dialog._plot.items() if type(item).__name__ == "FillBetweenItem")
    low, high = float((curve.means - curve.deviations).min()), float((curve.means + curve.deviations).max())
    drawn = band.mapRectToParent(band.path().boundingRect())
    assert (drawn.top(), drawn.bottom()) == pytest.approx((low, high))
    assert (drawn.left(), drawn.right()) == pytest.approx((TIME.values[0], TIME.values[-1]))
    (left, _), (bottom, top) = view.viewRange()
    assert bottom == pytest.approx(low, abs=0.2 * (high - low))
    assert top == pytest.approx(high, abs=0.2 * (high - low))
    assert left == pytest.approx(TIME.values[0], abs=0.2 * (TIME.values[-1] - TIME.values[0]))
    dialog.close()


def test_dragging_the_line_shows_that_position(make: MakeGrid, tmp_path: Path, qtbot: QtBot) -> None:
    kept = moving(tmp_path, TIME)
    dialog = dialog_of(make(kept), qtbot)
    dialog.present.setValue(4.4)
    dialog.present.sigPositionChangeFinished.emit(dialog.present)
    assert at(kept) == (2,)
    assert dialog.present.value() == 4.0
    dialog.close()


def test_the_values_are_copied(make: MakeGrid, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = dialog_of(make(moving(tmp_path, TIME)), qtbot)
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("Temporal Position (s)\t")
    assert lines[2] == "2.0\t400\t0"
    dialog.close()


def test_the_dialog_serves_those_who_use_no_mouse(make: MakeGrid, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = dialog_of(make(moving(tmp_path, TIME)), qtbot)
    assert untold(dialog) == []
    assert nameless(dialog) == []
    assert clipped(dialog) == []
    dialog.close()


def test_a_series_of_one_volume_is_told(make: MakeGrid, tmp_path: Path, qtbot: QtBot) -> None:
    grid = make(session(tmp_path))
    with qtbot.waitSignal(grid.failed) as told:
        grid.act("time_curve")
    assert "4D" in told.args[0].hint
