from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medview.core.content import Node, Tree
from medview.core.study import ScanResult, Series
from medview.session.changes import (
    ContentOpened,
    LayoutChanged,
    SeriesRefused,
    StudiesFound,
    TileActivated,
    VolumeOpened,
)
from medview.session.layout import ARRANGEMENTS, Layout, Look, Place, Tile, View, arranged, grid
from medview.session.session import Session
from medview.views.dropping import series_data, tile_data
from medview.views.tiles.empty_pane import EmptyPane
from medview.views.tiles.tiles import GAP, cell
from tests.views import stacks
from tests.views.heads import WINDOW, head, like, mouse, picture, session
from tests.views.stacks import series as stack_series
from tests.views.tiles.grids import MakeGrid, drop_on, grids, pictures_of, slice_of, slices_of, volume_of


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Iterator[MakeGrid]:
    with grids(qtbot, tmp_path) as build:
        yield build


def other(kept: Session, uid: str = "other") -> Series:
    """Another series of the same study, listed."""
    one = kept.state.series
    assert one is not None
    made = replace(one, uid=uid, description="T2", fingerprint=uid, frame_of_reference_uid="1.9")
    study = kept.state.studies[0]
    kept.apply(StudiesFound(ScanResult((replace(study, series=(*study.series, made)),))))
    return made


def two(kept: Session, folder: Path) -> Series:
    """Two series side by side."""
    second = other(kept)
    kept.apply(LayoutChanged(Layout(grid(1, 2), (Tile("1.2"), Tile("other", View.CORONAL)), chosen=True), 0))
    kept.apply(VolumeOpened(second, head().store(folder / "other.npy"), WINDOW, tile=-1))
    return second


@pytest.mark.parametrize("name", ARRANGEMENTS)
def test_viewports_fill_the_room_and_never_overlap(name: str) -> None:
    room = QRect(0, 0, 901, 703)
    places = ARRANGEMENTS[name]
    rows, columns = (max(getattr(p, a) + getattr(p, a + "s") for p in places) for a in ("row", "column"))
    cells = [cell(room, place, rows, columns) for place in places]
    assert all(room.contains(one) for one in cells)
    assert not any(one.intersects(two) for n, one in enumerate(cells) for two in cells[:n])
    assert max(one.right() for one in cells) == room.right() - 2
    covered = sum((one.width() + GAP) * (one.height() + GAP) for one in cells)
    assert covered == (room.width() - 4 + GAP) * (room.height() - 4 + GAP)


def test_maximise_and_back(make: MakeGrid, tmp_path: Path, qtbot: QtBot) -> None:
    kept = session(tmp_path)
    viewports = make(kept)
    axial, coronal, sagittal = slices_of(viewports)
    volume, small = volume_of(viewports), coronal.width()
    qtbot.mouseDClick(coronal, Qt.MouseButton.LeftButton)
    assert coronal.width() > 1.8 * small
    assert [view.isVisible() for view in (axial, coronal, sagittal, volume)] == [False, True, False, False]
    assert kept.state.active == 2
    qtbot.mouseDClick(coronal, Qt.MouseButton.LeftButton)
    assert coronal.width() == small
    assert all(view.isVisible() for view in (axial, coronal, sagittal, volume))
    viewports.act("maximise")
    assert kept.state.layout.maximised == 2


def test_panes_stay_when_the_arrangement_or_the_series_changes(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    viewports = make(kept)
    before, volume = slices_of(viewports), volume_of(viewports)
    kept.apply(LayoutChanged(arranged(kept.state.layout, ARRANGEMENTS["1+3"], 0)))
    assert slices_of(viewports) == before
    assert volume_of(viewports) is volume
    assert slice_of(viewports).width() > 2 * slice_of(viewports, View.CORONAL).width()
    kept.apply(VolumeOpened(other(kept), head().store(tmp_path / "other.npy"), WINDOW))
    assert slices_of(viewports) == before
    assert volume_of(viewports) is volume


def test_the_3d_view_waits_for_the_next_volume_while_a_report_is_read(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    viewports = make(kept)
    volume, one = volume_of(viewports), kept.state.series
    assert one is not None
    assert kept.state.volume is not None
    stored = kept.state.volume
    kept.apply(ContentOpened(stack_series(1), Tree("Report", Node("Report"))))
    assert len(viewports.panes()) == 1
    assert not volume.isVisible()
    assert volume.view.scene.layers.volume is None
    kept.apply(VolumeOpened(one, stored, WINDOW))
    assert volume_of(viewports) is volume


def test_only_the_tiles_of_a_changed_series_show_anything_new(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    second = two(kept, tmp_path)
    viewports = make(kept)
    first, coronal = slice_of(viewports), slice_of(viewports, View.CORONAL)
    scene = coronal.scene
    assert scene.series is second
    first.step(1)
    assert coronal.scene is scene
    kept.apply(TileActivated(1))
    assert coronal.scene is scene
    assert first.highlighted is False
    assert coronal.highlighted


def test_a_series_dropped_on_a_tile_is_asked_for_there(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    viewports = make(kept)
    wished: list[tuple[str, int]] = []
    viewports.series_dropped.connect(lambda uid, tile: wished.append((uid, tile)))
    assert drop_on(viewports, 2, series_data("other"))
    assert wished == [("other", 2)]


def test_what_is_no_series_is_left_to_the_window(make: MakeGrid, tmp_path: Path) -> None:
    from PySide6.QtCore import QMimeData, QUrl

    viewports = make(session(tmp_path))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/somewhere")])
    assert not drop_on(viewports, 0, data)


def test_a_viewport_dropped_on_another_changes_places_with_it(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    viewports = make(kept)
    axial = slice_of(viewports)
    axial.zoom_by(2.0)
    assert drop_on(viewports, 3, tile_data(0))
    assert [tile.view for tile in kept.state.layout.tiles] == [
        View.SAGITTAL, View.VOLUME_3D, View.CORONAL, View.AXIAL,
    ]  # fmt: skip
    assert slice_of(viewports) is axial
    assert axial.zoom == pytest.approx(2.0)
    assert kept.state.active == 3
    assert axial.mapTo(viewports.main, QPoint()).x() > 300


def test_alt_takes_a_viewport_by_the_hand_and_no_tool(make: MakeGrid, tmp_path: Path, monkeypatch: object) -> None:
    from PySide6.QtCore import QEvent

    kept = session(tmp_path)
    viewports = make(kept)
    taken: list[int] = []
    viewports.main._drag = taken.append  # type: ignore[method-assign]
    axial = slice_of(viewports)
    alt, left = Qt.KeyboardModifier.AltModifier, Qt.MouseButton.LeftButton
    mouse(axial, QEvent.Type.MouseButtonPress, (50, 50), left, alt)
    mouse(axial, QEvent.Type.MouseMove, (90, 90), Qt.MouseButton.NoButton, alt)
    mouse(axial, QEvent.Type.MouseButtonRelease, (90, 90), left, alt)
    assert taken == [0]
    assert kept.state.window == WINDOW


def test_an_empty_viewport_says_what_to_do_and_enter_fills_it(make: MakeGrid, tmp_path: Path, qtbot: QtBot) -> None:
    kept = session(tmp_path)
    viewports = make(kept)
    kept.apply(LayoutChanged(arranged(kept.state.layout, ARRANGEMENTS["2x3"], 0), 4))
    pane = viewports.panes()[4]
    assert isinstance(pane, EmptyPane)
    assert "Drag a series here" in pane.words.text()
    assert set(viewports.handlers()) == {"maximise"}
    wished: list[int] = []
    viewports.fill_asked.connect(wished.append)
    qtbot.keyClick(pane, Qt.Key.Key_Return)
    assert wished == [4]


def test_a_series_that_is_not_open_yet_is_awaited_and_a_refusal_told(
    make: MakeGrid, tmp_path: Path, qtbot: QtBot
) -> None:
    kept = session(tmp_path)
    second = other(kept)
    viewports = make(kept)
    kept.apply(LayoutChanged(Layout(grid(1, 2), (Tile("1.2"), Tile("other")))))
    pane = viewports.panes()[1]
    assert isinstance(pane, EmptyPane)
    assert pane.words.text() == "Loading T2…"
    kept.apply(SeriesRefused("other", "it is damaged."))
    assert "it is damaged." in pane.words.text()
    wished: list[str] = []
    viewports.retry_asked.connect(wished.append)
    qtbot.keyClick(pane, Qt.Key.Key_Return)
    assert wished == ["other"]
    kept.apply(VolumeOpened(second, head().store(tmp_path / "other.npy"), WINDOW, tile=-1))
    assert not kept.state.failures
    assert viewports.panes()[1] is not pane


def test_a_series_that_is_not_listed_says_so_until_it_is(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    viewports = make(kept)
    kept.apply(LayoutChanged(Layout(grid(1, 2), (Tile("1.2"), Tile("other")))))
    pane = viewports.panes()[1]
    assert isinstance(pane, EmptyPane)
    assert "not among the open studies" in pane.words.text()
    other(kept)
    assert pane.words.text() == "Loading T2…"


def test_a_small_empty_viewport_says_less_and_clips_nothing(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    viewports = make(kept)
    kept.apply(LayoutChanged(Layout(grid(1, 1), (Tile(),))))
    pane = viewports.panes()[0]
    assert isinstance(pane, EmptyPane)
    assert "\n" in pane.words.text()
    viewports.main.resize(180, 40)
    assert pane.words.text() == "Drag a series here."
    assert "Enter" in pane.toolTip()


def test_tab_goes_from_viewport_to_viewport_and_takes_the_keys_along(
    make: MakeGrid, tmp_path: Path, qtbot: QtBot
) -> None:
    kept = session(tmp_path)
    viewports = make(kept)
    viewports.main.activateWindow()
    viewports.focus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is slice_of(viewports))
    order = [kept.state.active]
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        order.append(kept.state.active)
    assert order == [0, 1, 2, 3]


def test_the_active_viewport_is_framed(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    viewports = make(kept)
    accent = viewports.kit.theme.colour("accent")
    colour = (accent.red(), accent.green(), accent.blue())
    for number in (3, 0):
        kept.apply(TileActivated(number))
        edge = viewports.panes()[number].geometry()
        shown = picture(viewports.main)
        assert like(shown[edge.top() : edge.bottom(), edge.left() - 1][None], colour).all()
        assert int(like(shown, colour).sum()) < 8 * (edge.width() + edge.height() + 8)


def test_a_look_of_another_series_begins_anew(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    viewports = make(kept)
    slice_of(viewports).zoom_by(3.0)
    kept.apply(VolumeOpened(other(kept), head().store(tmp_path / "other.npy"), WINDOW))
    assert slice_of(viewports).look() == Look()


def test_one_place_may_span_several_cells() -> None:
    room = QRect(0, 0, 604, 304)
    large = cell(room, Place(0, 0, 2, 2), 2, 3)
    small = cell(room, Place(1, 2), 2, 3)
    assert large.height() == 300
    assert np.isclose(large.width(), 2 * small.width() + GAP, atol=1)
    assert small.bottom() == large.bottom()


def test_the_frame_of_the_active_viewport_does_not_shine_through_its_bars(make: MakeGrid, tmp_path: Path) -> None:
    kept = stacks.session(stacks.stored(tmp_path, [stacks.ramp(), stacks.ramp()]))
    grid = make(kept)
    pane = pictures_of(grid)
    assert pane.bar.isVisible()
    grid.main.show_state(kept.state)
    shown = picture(grid.main)
    top = pane.bar.mapTo(grid.main, QPoint(0, 0))
    bar = shown[top.y() : top.y() + pane.bar.height(), top.x() : top.x() + pane.bar.width()]
    accent = grid.kit.theme.colour("accent")
    assert like(shown, (accent.red(), accent.green(), accent.blue()), 6).any()
    assert like(bar, (accent.red(), accent.green(), accent.blue()), 6).mean() < 0.1
