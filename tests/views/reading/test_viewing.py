"""What a reader does with a picture: lens, probe, sizes, colours, windows by region, cine, key images."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, QSizeF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medview.core.geometry import Geometry
from medview.core.images import Frame, PixelSpacing, SpacingMeaning
from medview.core.study import Patient, ScanResult, Series, Study
from medview.core.volume import Volume, Window
from medview.imaging.colours import COLOUR_MAPS, colour_table
from medview.session.changes import CursorMoved, FrameShown, LookChanged, StudiesFound, VolumeOpened, WindowChanged
from medview.session.layout import Look, Projection, Slab, View
from medview.session.session import Session
from medview.session.state import State
from medview.views.reading.key_images_dialog import KeyImagesDialog
from medview.views.reading.viewing import Viewing
from medview.views.tiles.grid import Grid
from medview.views.viewport import looking
from medview.views.viewport.decorations import Frame as Decorated
from medview.views.viewport.tools import Tool
from tests.views import stacks
from tests.views.heads import CENTRE, WINDOW, drag, mouse, picture, session, wheel
from tests.views.tiles.grids import MakeGrid, grids, pictures_of, slice_of

LEFT = Qt.MouseButton.LeftButton
PRESS, MOVE, RELEASE = QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Iterator[MakeGrid]:
    with grids(qtbot, tmp_path) as build:
        yield build


def viewing(grid: Grid, number: int = 0) -> Viewing:
    return next(fitting for fitting in grid.panes()[number].fittings if isinstance(fitting, Viewing))


def words(shown: Decorated) -> str:
    corners = shown.corners
    return "\n".join((*corners.top_left, *corners.top_right, *corners.bottom_left, *corners.bottom_right))


# lens


def test_the_lens_shows_the_place_under_the_pointer_larger(make: MakeGrid, tmp_path: Path) -> None:
    grid = make(session(tmp_path))
    view = slice_of(grid)
    view.show_look(replace(view.look(), smooth=True))
    grid.set_tool(Tool.MAGNIFIER)
    plain = picture(view)
    at = view.pixel_of((42.0, 29.5, 39.0)).toPoint()  # the bright cube at the patient's left
    mouse(view, PRESS, (at.x(), at.y()), LEFT)
    seen = picture(view)
    near = np.s_[at.y() - 60 : at.y() + 60, at.x() - 60 : at.x() + 60]
    before, now = ((shown[near].min(axis=-1) > 240).sum() for shown in (plain, seen))
    assert now > 2.5 * before
    wheel(view, 120)
    assert viewing(grid).lens.factor == 2.5
    assert view.number == 20  # the wheel was the lens'
    mouse(view, RELEASE, (at.x(), at.y()), LEFT)
    assert (picture(view) == plain).all()


def test_the_lens_magnifies_turned_pictures_about_the_pointer(make: MakeGrid, tmp_path: Path) -> None:
    grid = make(stacks.session(stacks.stored(tmp_path, [stacks.ramp()])), size=(624, 464))
    view = pictures_of(grid).view
    view.turn(90)
    place = view.to_plane(QPointF(300, 200))
    before = view.look()
    shown = view.through_lens(QPointF(300, 200), view.rect(), 3.0)
    assert shown.size() == view.size()
    assert view.look() == before
    assert (view.to_plane(QPointF(300, 200)) - place).manhattanLength() < 1e-6


# probe


def test_hovering_tells_value_and_patient_coordinates(make: MakeGrid, tmp_path: Path) -> None:
    view = slice_of(make(session(tmp_path)))
    told: list[str] = []
    view.probed.connect(told.append)
    at = view.pixel_of((42.0, 29.5, 40.0)).toPoint()
    mouse(view, MOVE, (at.x(), at.y()))
    reading = view.probe()
    assert reading is not None
    assert reading.value == "1000"
    side, posterior, height = reading.place.removesuffix(" mm").split("  ")
    assert (side[0], posterior[0], height) == ("L", "P", "H 40.0")
    assert float(side[2:]) == pytest.approx(42.0, abs=0.3)
    assert told[-1] == f"1000   {reading.place}"
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert view.probe() is None
    assert told[-1] == ""


def test_hovering_draws_the_slice_no_second_time(make: MakeGrid, tmp_path: Path) -> None:
    view = slice_of(make(session(tmp_path)))
    view.repaint()
    view.repaint()
    kept = view._drawn_key
    mouse(view, MOVE, (150, 150))
    mouse(view, MOVE, (170, 160))
    view.repaint()
    assert view._drawn_key is kept


def test_a_picture_without_a_place_is_read_by_column_and_row(make: MakeGrid, tmp_path: Path) -> None:
    view = pictures_of(make(stacks.session(stacks.stored(tmp_path, [stacks.ramp()])), size=(624, 464))).view
    at = view.pixels_to_widget().map(QPointF(4.5, 5.5)).toPoint()
    mouse(view, MOVE, (at.x(), at.y()))
    assert view.probe() is not None
    assert view.probe().lines == ("Column 5, row 6", "900")  # type: ignore[union-attr]


def test_a_picture_with_a_place_tells_patient_coordinates(make: MakeGrid, tmp_path: Path) -> None:
    place = np.array([[0, 0, 2.0, -10], [0, 2.0, 0, 5], [1, 0, 0, 7], [0, 0, 0, 1.0]])
    frame = Frame(windows=(stacks.GREY,), place=place)
    view = pictures_of(make(stacks.session(stacks.stored(tmp_path, [stacks.ramp()], frame)), size=(624, 464))).view
    at = view.pixels_to_widget().map(QPointF(4.5, 5.5)).toPoint()
    reading = view.reading(at.toPointF())
    assert reading is not None
    assert reading.place == "R 2.0  P 15.0  H 7.0 mm"


def test_pins_stay_on_their_slice_and_go_with_a_click(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    grid = make(kept)
    view, pins = slice_of(grid), viewing(grid).pins
    grid.set_tool(Tool.PROBE)
    before = picture(view)
    drag(view, LEFT, (200, 180), (200, 180))
    assert len(pins.pins) == 1
    pinned = picture(view)
    assert (pinned != before).any()
    kept.apply(CursorMoved((CENTRE[0], CENTRE[1], 50.0)))
    elsewhere = picture(view)[170:190, 195:260]
    assert not (np.abs(elsewhere.astype(int) - (120, 230, 160)).max(axis=-1) < 20).any()
    kept.apply(CursorMoved(CENTRE))
    drag(view, LEFT, (202, 181), (202, 181))
    assert pins.pins == []
    drag(view, LEFT, (100, 180), (100, 180))
    assert view.cancel()
    assert pins.pins == []


# sizes


def test_one_to_one_shows_a_pixel_for_a_pixel(make: MakeGrid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grid = make(stacks.session(stacks.stored(tmp_path, [stacks.ramp()])), size=(624, 464))
    view = pictures_of(grid).view
    grid.act("one_to_one")
    assert view.scale == pytest.approx(1.0)
    assert "1:1" in words(view.frame_around())
    monkeypatch.setattr(view, "devicePixelRatioF", lambda: 2.0)
    grid.act("one_to_one")
    assert view.scale == pytest.approx(0.5)
    grid.act("fit")
    assert view.zoom == 1.0


def test_one_to_one_takes_the_narrower_side_of_oblong_pixels(make: MakeGrid, tmp_path: Path) -> None:
    grid = make(session(tmp_path))
    view = slice_of(grid, View.CORONAL)  # 2 mm high, 1 mm wide
    view.one_to_one()
    assert view.pixels_per_mm == pytest.approx(1.0)


def test_true_size_needs_the_measures_of_picture_and_screen(
    make: MakeGrid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "screen_pixels_per_mm", lambda _: 4.0)
    frame = Frame(windows=(stacks.GREY,), spacing=PixelSpacing(0.5, 0.5, SpacingMeaning.CALIBRATED))
    grid = make(stacks.session(stacks.stored(tmp_path, [stacks.ramp()], frame)), size=(624, 464))
    view = pictures_of(grid).view
    grid.act("true_size")
    assert view.scale == pytest.approx(2.0)  # 4 pixels per mm, 0.5 mm per column
    assert "true size" in words(view.frame_around())
    monkeypatch.setattr(looking, "screen_pixels_per_mm", lambda _: 0.0)
    told: list[tuple[str, str]] = []
    grid.told.connect(lambda *said: told.append(said))
    view.fit()
    grid.act("true_size")
    assert view.zoom == 1.0
    assert told
    assert "screen" in told[0][1]


def test_keys_zoom_and_move(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    grid = make(kept)
    view = slice_of(grid)
    grid.act("zoom_in")
    assert view.zoom == pytest.approx(1.25)
    assert kept.state.tile.look.zoom == pytest.approx(1.25)
    centre = view.centre
    grid.act("pan_left")
    assert view.centre.x() < centre.x()
    grid.act("pan_down")
    assert view.centre.y() > centre.y()
    grid.act("zoom_out")
    assert view.zoom == pytest.approx(1.0)


# windows


def test_keys_change_the_window_by_a_tenth(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    grid = make(kept)
    for name, expected in (
        ("window_wider", (500.0, 1100.0)),
        ("window_narrower", (500.0, 990.0)),
        ("window_brighter", (401.0, 990.0)),
        ("window_darker", (500.0, 990.0)),
    ):
        grid.act(name)
        assert (kept.state.window.centre, kept.state.window.width) == pytest.approx(expected), name


def test_a_region_sets_the_window_to_its_values(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    grid = make(kept)
    view = slice_of(grid)
    grid.set_tool(Tool.REGION_WINDOW)
    corners = [view.pixel_of(place).toPoint() for place in ((24.5, 20.0, 39.0), (45.0, 35.0, 39.0))]
    drag(view, LEFT, *((corner.x(), corner.y()) for corner in corners))
    low, high = kept.state.window.low, kept.state.window.high
    assert (low, high) == pytest.approx((0.0, 1000.0), abs=1.0)  # the ball's border, and the cube
    drag(view, LEFT, (200, 200), (200, 200))
    assert (kept.state.window.low, kept.state.window.high) == (low, high)


def test_a_reset_takes_everything_back(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    grid = make(kept)
    first = None
    for _ in range(2):
        kept.apply(WindowChanged(Window(5.0, 7.0)))
        kept.apply(LookChanged(0, Look(3.0, (4.0, 5.0), 90, True, True, colours="hot", window=Window(1.0, 2.0))))
        grid.act("reset")
        assert kept.state.layout.tiles[0].look == Look()
        assert kept.state.window.width > 100
        assert first in (None, kept.state.window)
        first = kept.state.window


# colours


def test_values_are_drawn_in_the_colours_of_the_map_with_a_bar(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    grid = make(kept, size=(1100, 900))
    view = slice_of(grid)
    grid.act("colours_pet")
    assert {tile.look.colours for tile in kept.state.layout.tiles} == {"pet"}
    at = view.pixel_of((20.0, 25.0, 39.0)).toPoint()
    shade = round((300 - WINDOW.low) / WINDOW.width * 255)
    assert np.abs(picture(view)[at.y(), at.x()].astype(int) - colour_table("pet")[shade]).max() <= 2
    bar = view.frame_around().bars[0]
    assert (bar.low, bar.high) == (WINDOW.low, WINDOW.high)
    assert "PET" in words(view.frame_around())
    grid.act("colours_next")
    assert view.look().colours == "rainbow"
    grid.act("colours_grey")
    assert view.frame_around().bars == ()


def test_every_map_has_its_action(make: MakeGrid, tmp_path: Path) -> None:
    grid = make(session(tmp_path))
    assert {f"colours_{name}" for name in COLOUR_MAPS} <= grid.handlers().keys()


# corners


def test_what_is_not_plain_is_said_even_in_small_viewports(make: MakeGrid, tmp_path: Path) -> None:
    grid = make(session(tmp_path))
    view = slice_of(grid)
    view.show_look(Look(slab=Slab(Projection.MAXIMUM, 10.0), window=Window(10.0, 20.0)))
    for size in ((600, 500), (230, 200)):
        view.resize(*size)
        assert "MIP, 10 mm" in words(view.frame_around()), size
        assert "Own window" in words(view.frame_around()), size
    assert "1 y" not in words(view.frame_around())
    view.resize(600, 500)
    assert "* 1970-01-31  54 y  F" in words(view.frame_around())


# cine


def test_slices_play_around(make: MakeGrid, tmp_path: Path) -> None:
    grid = make(session(tmp_path))
    view, cine = slice_of(grid), viewing(grid).cine
    assert cine is not None
    start = view.number
    grid.act("cine")
    assert cine.cine.playing
    assert cine.bar.isVisible()
    cine.cine.due.emit(start + 3)
    assert view.number == start + 3
    assert cine.bar.slider.value() == start + 3
    grid.act("cine_faster")
    assert cine.cine.rate == pytest.approx(15.0)
    cine.bar.number_chosen.emit(5)
    assert view.number == 5
    grid.act("cine")
    assert not cine.cine.playing


# key images


def test_k_marks_and_unmarks_the_shown_slice(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    grid = make(kept)
    view = slice_of(grid)
    grid.act("key_image")
    assert view.starred
    assert not slice_of(grid, View.CORONAL).starred
    (one,) = kept.state.key_images
    assert one.point_lps is not None
    assert one.point_lps[2] == pytest.approx(CENTRE[2], abs=1.1)
    kept.apply(CursorMoved((CENTRE[0], CENTRE[1], 60.0)))
    assert not view.starred
    grid.act("key_image")
    assert len(kept.state.key_images) == 2
    grid.act("key_image")
    assert kept.state.key_images == (one,)
    kept.undo()
    assert len(kept.state.key_images) == 2


def test_the_list_jumps_notes_and_removes(make: MakeGrid, tmp_path: Path, qtbot: QtBot) -> None:
    kept = stacks.session(stacks.stored(tmp_path, [stacks.ramp(number=n) for n in range(6)]))
    grid = make(kept)
    for number in (1, 4):
        kept.apply(FrameShown(number))
        grid.act("key_image")
    kept.apply(FrameShown(0))
    assert not pictures_of(grid).view.starred
    dialog = KeyImagesDialog(kept)
    dialog.show()
    assert [dialog.list.topLevelItem(n).text(1) for n in range(2)] == ["Image 2", "Image 5"]
    dialog.list.setCurrentItem(dialog.list.topLevelItem(1))
    qtbot.mouseClick(dialog.go, LEFT)
    assert kept.state.frame == 4
    assert pictures_of(grid).view.starred
    dialog.list.topLevelItem(1).setText(2, "the lesion")
    assert [one.note for one in kept.state.key_images] == ["", "the lesion"]
    qtbot.keyClick(dialog, Qt.Key.Key_Delete)
    assert [one.frame for one in kept.state.key_images] == [1]
    assert not dialog.empty.isVisible()
    qtbot.mouseClick(dialog.take, LEFT)
    assert kept.state.key_images == ()
    assert dialog.empty.isVisible()
    dialog.close()


# screens


def test_another_screen_with_other_pixels_gets_a_picture_of_its_own(
    make: MakeGrid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = slice_of(make(session(tmp_path)))
    view.repaint()
    view.repaint()
    assert view._drawn.devicePixelRatio() == 1.0
    monkeypatch.setattr(view, "devicePixelRatioF", lambda: 2.0)
    view.repaint()
    view.repaint()
    assert view._drawn.devicePixelRatio() == 2.0
    assert view._drawn.size() == view.size() * 2


@pytest.mark.parametrize(("told", "believed"), [(96.0, 96.0 / 25.4), (3.0, 0.0), (float("nan"), 0.0)])
def test_screens_that_tell_nonsense_are_not_believed(told: float, believed: float) -> None:
    class Screen:
        def physicalSize(self) -> QSizeF:
            return QSizeF(500.0, 300.0)

        def physicalDotsPerInch(self) -> float:
            return told

    assert looking.screen_pixels_per_mm(Screen()) == pytest.approx(believed)  # type: ignore[arg-type]
    assert looking.screen_pixels_per_mm(None) == 0.0


# unusual pictures


def _volume(array: np.ndarray, spacing: tuple[float, float, float] = (1.0, 1.0, 1.0)) -> Volume:
    return Volume(Geometry.from_axes(array.shape, spacing, np.eye(3)[:, [2, 1, 0]], (0.0, 0.0, 0.0)), array)


UNUSUAL = {
    "constant": _volume(np.full((4, 5, 6), 7, np.int16)),
    "NaN and infinities": _volume(np.array([np.nan, np.inf, -np.inf, 1.0] * 6, np.float32).reshape(2, 3, 4)),
    "only NaN": _volume(np.full((2, 3, 4), np.nan, np.float32)),
    "one slice": _volume(np.arange(30, dtype=np.int16).reshape(1, 5, 6)),
    "one pixel": _volume(np.array([[[5]]], np.int16)),
    "sixteen bits": _volume(np.array([-32768, 32767] * 12, np.int16).reshape(2, 3, 4)),
    "unsigned": _volume(np.array([0, 65535] * 12, np.uint16).reshape(2, 3, 4)),
    "twenty to one": _volume(np.arange(60, dtype=np.int16).reshape(3, 4, 5), (20.0, 1.0, 1.0)),
}


@pytest.mark.parametrize("kind", UNUSUAL)
def test_unusual_volumes_are_shown_read_and_windowed(make: MakeGrid, tmp_path: Path, kind: str) -> None:
    volume = UNUSUAL[kind]
    series = Series("1.9", "1.1", "dicom", "CT", kind, 1, "", (), volume.geometry)
    kept = Session(lambda _: None, State(reviewer="R"))
    kept.apply(StudiesFound(ScanResult((Study("1.1", Patient(), "", "", "", "", (series,)),))))
    kept.apply(VolumeOpened(series, volume.store(tmp_path / "v.npy"), Window(0.0, 1.0)))
    grid = make(kept)
    view = slice_of(grid)
    for name in ("auto_window", "invert", "colours_hot", "one_to_one", "slice_last", "cine", "key_image", "reset"):
        grid.act(name)
        picture(view)
    assert kept.state.window.width > 0
    assert np.isfinite((kept.state.window.centre, kept.state.window.width)).all()
    grid.set_tool(Tool.REGION_WINDOW)
    drag(view, LEFT, (120, 100), (260, 220))
    grid.set_tool(Tool.MAGNIFIER)
    mouse(view, PRESS, (190, 160), LEFT)
    picture(view)
    mouse(view, RELEASE, (190, 160), LEFT)
    reading = view.reading(view.pixel_of(tuple(volume.geometry.centre_lps.tolist())))
    assert reading is not None
    said = words(view.frame_around())
    assert f"Image {view.number + 1} / {view.last + 1}" in said
    if "NaN" in kind:
        assert not {"nan", "inf"} & set(reading.value.lower().split())


def test_what_is_no_number_is_said(make: MakeGrid, tmp_path: Path) -> None:
    kept = Session(lambda _: None, State(reviewer="R"))
    volume = UNUSUAL["only NaN"]
    series = Series("1.9", "1.1", "dicom", "CT", "", 1, "", (), volume.geometry)
    kept.apply(StudiesFound(ScanResult((Study("1.1", Patient(), "", "", "", "", (series,)),))))
    kept.apply(VolumeOpened(series, volume.store(tmp_path / "v.npy"), Window(0.0, 1.0)))
    view = slice_of(make(kept, size=(1100, 900)))
    reading = view.reading(QPointF(view.rect().center()))
    assert reading is not None
    assert reading.value == "Not a finite number"
    assert "Not a finite number" in words(view.frame_around())
