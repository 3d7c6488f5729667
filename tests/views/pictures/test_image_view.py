from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from pytestqt.qtbot import QtBot

from medview.core.images import Frame, Lut, OverlayPlane, PixelSpacing, SpacingMeaning, StoredImages
from medview.core.overlay import Presented
from medview.core.volume import Quantity, Window
from medview.session.changes import WindowChanged
from medview.session.session import Session
from medview.session.settings import Settings
from medview.views.pictures.image_picture import OVERLAY_COLOUR, averaged
from medview.views.pictures.image_view import LARGEST_PIXEL
from medview.views.pictures.image_words import edge_letters, opposite, spacing_of
from medview.views.pictures.stack import UNREAD, UNREADABLE
from medview.views.tiles.picture_pane import PicturePane
from medview.views.viewport.corner_text import Corners
from tests.views.heads import drag, like, mouse, picture, wheel
from tests.views.stacks import GREY, ramp, series, session, show, stored
from tests.views.tiles.grids import grids, pictures_of

Make = Callable[..., PicturePane]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Iterator[Make]:
    with grids(qtbot, tmp_path) as build:

        def pane(kept: Session, settings: Settings = Settings(corner_text="none")) -> PicturePane:  # noqa: B008
            return pictures_of(build(kept, settings, (624, 464)))

        yield pane


def grey_at(pane: PicturePane, column: float, row: float) -> int:
    """The shade drawn at a place of the picture, in pixels of the picture."""
    at = pane.view.pixels_to_widget().map(QPointF(column, row))
    red, green, blue = (int(value) for value in picture(pane.view)[round(at.y()), round(at.x())])
    assert red == green == blue
    return red


def shade(value: float, window: Window = GREY) -> float:
    return float(np.clip((value - window.low) / window.width * 255, 0, 255))


def test_values_are_drawn_through_the_stored_window(make: Make, tmp_path: Path) -> None:
    pane = make(session(stored(tmp_path, [ramp()])))
    assert grey_at(pane, 40.5, 20.5) == pytest.approx(shade(40 / 59 * 1000), abs=3)
    assert grey_at(pane, 4.5, 4.5) == pytest.approx(shade(900), abs=3)
    assert not pane.bar.isVisible()


@pytest.mark.parametrize(
    ("rows_mm", "columns_mm", "meaning"),
    [(2.0, 1.0, SpacingMeaning.NONE), (0.5, 1.0, SpacingMeaning.PATIENT), (1.0, 1.0, SpacingMeaning.DETECTOR)],
)
def test_pixels_have_their_aspect_also_without_millimetres(
    make: Make, tmp_path: Path, rows_mm: float, columns_mm: float, meaning: SpacingMeaning
) -> None:
    frame = Frame(spacing=PixelSpacing(rows_mm, columns_mm, meaning), windows=(GREY,))
    pane = make(session(stored(tmp_path, [np.full((50, 50), 1000, np.int16)], frame)))
    rows, columns = np.nonzero(picture(pane.view)[6:-6, 6:-6].min(axis=-1) > 240)
    assert (np.ptp(rows) + 1) / (np.ptp(columns) + 1) == pytest.approx(rows_mm / columns_mm, rel=0.03)


def test_the_scale_bar_says_where_lengths_hold_and_is_left_out_without_a_scale(make: Make, tmp_path: Path) -> None:
    def around(meaning: SpacingMeaning) -> tuple[float | None, str]:
        frame = Frame(spacing=PixelSpacing(0.2, 0.2, meaning, "by a ball"), windows=(GREY,))
        pane = make(session(stored(tmp_path, [ramp()], frame)))
        framed = pane.view.frame_around()
        return framed.pixels_per_mm, framed.scale_note

    assert around(SpacingMeaning.NONE) == (None, "")
    pixels, note = around(SpacingMeaning.DETECTOR)
    assert note == "at the detector, by a ball"
    assert pixels is not None
    assert around(SpacingMeaning.CALIBRATED)[1] == "calibrated, by a ball"
    assert around(SpacingMeaning.PATIENT)[1] == ""


def test_a_pixel_is_never_wider_than_the_limit(make: Make, tmp_path: Path) -> None:
    view = make(session(stored(tmp_path, [ramp()]))).view
    view.zoom_by(1e6)
    assert view.scale == pytest.approx(LARGEST_PIXEL)
    view.zoom_by(1e-9)
    assert view.zoom == pytest.approx(0.2)


def test_dragging_changes_the_window_and_keeps_its_function(make: Make, tmp_path: Path) -> None:
    sigmoid = Window(500.0, 400.0, "S", "SIGMOID")
    kept = session(stored(tmp_path, [ramp()], Frame(windows=(sigmoid,))))
    pane = make(kept)
    drag(pane.view, LEFT, (100, 100), (180, 100))
    assert kept.state.window.width > 400
    assert kept.state.window.function == "SIGMOID"
    middle = np.argmin(np.abs(ramp()[20] - 500.0))
    assert grey_at(pane, float(middle) + 0.5, 20.5) == pytest.approx(128, abs=4)


def test_each_picture_has_its_own_window_until_the_reader_sets_one(make: Make, tmp_path: Path) -> None:
    images = stored(tmp_path, [ramp(), ramp()])
    second = replace(images.frames[1], windows=(Window(500.0, 100.0),))
    kept = session(replace(images, frames=(images.frames[0], second)))
    pane = make(kept)
    assert pane.view.voi() == GREY
    pane.view.step(1)
    assert pane.view.voi() == Window(500.0, 100.0)
    kept.apply(WindowChanged(Window(10.0, 20.0)))
    assert pane.view.voi() == Window(10.0, 20.0)
    pane.handlers()["reset"]()
    assert pane.view.voi() == Window(500.0, 100.0)


def test_a_stored_table_comes_before_every_window(make: Make, tmp_path: Path) -> None:
    inverse = Lut(0.0, np.linspace(255, 0, 1001).astype(np.uint16), 8, "INVERSE")
    kept = session(stored(tmp_path, [ramp()], Frame(windows=(GREY,), luts=(inverse,))))
    pane = make(kept)
    assert grey_at(pane, 4.5, 4.5) == pytest.approx(255 * 0.1, abs=3)
    assert [window.name for window in pane.presets()] == ["INVERSE", "Stored"]
    pane.handlers()["preset_2"]()
    assert grey_at(pane, 4.5, 4.5) == pytest.approx(shade(900), abs=3)


def test_low_values_are_white_where_the_file_means_it_and_i_turns_it_over(make: Make, tmp_path: Path) -> None:
    pane = make(session(stored(tmp_path, [ramp()], Frame(windows=(GREY,), inverted=True))))
    assert grey_at(pane, 4.5, 4.5) == pytest.approx(255 - shade(900), abs=3)
    pane.handlers()["invert"]()
    assert grey_at(pane, 4.5, 4.5) == pytest.approx(shade(900), abs=3)


def test_padding_is_black_in_an_inverted_picture(make: Make, tmp_path: Path) -> None:
    values = ramp()
    values[:, 30:] = -2000
    pane = make(session(stored(tmp_path, [values], Frame(windows=(GREY,), inverted=True, padding=(-2000, -2000)))))
    assert grey_at(pane, 50.5, 20.5) == 0


def test_a_window_that_hides_the_picture_is_replaced_and_named(make: Make, tmp_path: Path) -> None:
    values = np.random.default_rng(3).integers(0, 4000, (40, 60)).astype(np.int16)
    kept = session(stored(tmp_path, [values], Frame(windows=(Window(30000.0, 2.0),))))
    pane = make(kept, Settings(corner_text="full"))
    assert kept.state.window.high > 3000
    assert "W 2 L 30000" in " ".join(pane.view.frame_around().corners.bottom_right)


def test_colours_are_drawn_as_stored_without_a_window(make: Make, tmp_path: Path) -> None:
    red = np.zeros((30, 30, 3), np.uint8)
    red[:] = (200, 40, 10)
    kept = session(stored(tmp_path, [red], Frame()))
    pane = make(kept, Settings(corner_text="full"))
    assert like(picture(pane.view), (200, 40, 10)).sum() > 10_000
    assert "no window" in pane.view.frame_around().corners.bottom_right[-1]
    assert pane.presets() == ()
    drag(pane.view, LEFT, (100, 100), (100, 60))
    assert kept.state.window.centre < 127.5
    assert like(picture(pane.view), (200, 40, 10), 3).sum() < 1000


def test_overlay_planes_are_drawn_and_hidden(make: Make, tmp_path: Path) -> None:
    bits = np.zeros((10, 10), bool)
    bits[2:8, 2:8] = True
    frame = Frame(windows=(GREY,), overlays=(OverlayPlane.of(bits, (20, 30), "Marks"),))
    pane = make(session(stored(tmp_path, [ramp()], frame)))
    drawn = like(picture(pane.view), OVERLAY_COLOUR, 25)
    rows, columns = np.nonzero(drawn)
    assert drawn.sum() > 500
    at = pane.view.pixels_to_widget().map(QPointF(35.0, 25.0))
    assert (columns.mean(), rows.mean()) == pytest.approx((at.x(), at.y()), abs=3)
    pane.handlers()["overlay_planes"]()
    assert not like(picture(pane.view), OVERLAY_COLOUR, 25).any()


def test_the_corner_says_what_was_lost_and_what_is_shown(make: Make, tmp_path: Path) -> None:
    frame = Frame(
        windows=(GREY,),
        lossy="Compressed with losses: JPEG, 12:1",
        texts=(("Laterality", "L"), ("View", "MLO")),
        time_ms=1500.0,
    )
    pane = make(session(stored(tmp_path, [ramp(), ramp()], frame)), Settings(corner_text="full"))
    corners = pane.view.frame_around().corners
    assert "Compressed with losses: JPEG, 12:1" in corners.bottom_right
    assert corners.bottom_left == ("Laterality L", "View MLO", "Time 1.50 s", "Image 1 / 2")


def test_notes_stand_in_the_picture(make: Make, tmp_path: Path) -> None:
    images = stored(tmp_path, [ramp()], note="Level 2 of 5")
    pane = make(session(images))
    assert pane.view.scene.warnings == ("Level 2 of 5",)
    tilted = replace(series(), irregular="Tilted by 20°")
    show_again = session(images)
    show(show_again, images, tilted)
    assert make(show_again).view.scene.warnings == ("Level 2 of 5", "Tilted by 20°")


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ((), ("R", "L", "A", "P")),
        (("rotate_right",), ("P", "A", "R", "L")),
        (("rotate_left",), ("A", "P", "L", "R")),
        (("flip_across",), ("L", "R", "A", "P")),
        (("flip_down",), ("R", "L", "P", "A")),
        (("rotate_right", "flip_across"), ("A", "P", "R", "L")),
    ],
)
def test_letters_turn_with_the_picture(
    make: Make, tmp_path: Path, turns: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    pane = make(session(stored(tmp_path, [ramp()], Frame(windows=(GREY,), directions=("L", "P")))))
    for turn in turns:
        pane.handlers()[turn]()
    assert edge_letters(pane.view.frame, pane.view.turned()) == expected


def test_the_picture_turns_with_its_letters(make: Make, tmp_path: Path) -> None:
    pane = make(session(stored(tmp_path, [ramp()])))
    pane.handlers()["rotate_right"]()
    at = pane.view.pixels_to_widget().map(QPointF(4.0, 4.0))
    middle = pane.view.rect().center()
    assert at.x() > middle.x()  # the upper left corner stands in the upper right one
    assert at.y() < middle.y()
    pane.handlers()["reset"]()
    assert pane.view.look().rotation == 0


def test_letters_come_from_the_place_in_the_patient() -> None:
    place = np.eye(4)
    place[:3, 1], place[:3, 2] = (0.0, 0.0, -1.0), (1.0, 0.0, 0.0)
    from PySide6.QtGui import QTransform

    assert edge_letters(Frame(place=place), QTransform()) == ("R", "L", "H", "F")


def test_opposite_directions_of_people_and_animals() -> None:
    assert [opposite(letters) for letters in ("L", "AF", "LE", "CR", "")] == ["R", "PH", "RT", "CD", ""]


def test_a_presented_picture_is_shown_as_presented(make: Make, tmp_path: Path) -> None:
    pane = make(session(stored(tmp_path, [ramp()])))
    wanted = Presented(("", 0), Window(900.0, 100.0), None, True, 90, False, (0.0, 0.0, 19.0, 19.0))
    pane.view.presented = lambda _: wanted
    pane.view.fit()
    assert pane.view.voi() == wanted.window
    assert pane.view.shown_inverted()
    assert pane.view.zoom > 1.5
    assert pane.view.centre == QPointF(10.0, 10.0)


def test_the_value_under_the_hand_is_told(make: Make, tmp_path: Path) -> None:
    pane = make(session(stored(tmp_path, [ramp()], quantity=Quantity.HU)), Settings(corner_text="full"))
    at = pane.view.pixels_to_widget().map(QPointF(4.5, 5.5))
    mouse(pane.view, QEvent.Type.MouseMove, (at.x(), at.y()))
    assert "900 HU" in " ".join(pane.view.frame_around().corners.bottom_left)


def test_ultrasound_regions_give_the_scale_where_nothing_else_does() -> None:
    region = (0, 0, 10, 10, 0.3, 0.2)
    found = spacing_of(Frame(regions=(region, region)))
    assert (found.rows, found.columns, found.meaning) == (0.3, 0.2, SpacingMeaning.CALIBRATED)
    other = (0, 20, 10, 30, 0.5, 0.5)
    assert spacing_of(Frame(regions=(region, other))).meaning is SpacingMeaning.NONE


def test_wheel_and_keys_go_through_the_pictures(make: Make, tmp_path: Path) -> None:
    kept = session(stored(tmp_path, [ramp(number=n) for n in range(30)]))
    pane = make(kept)
    assert pane.bar.isVisible()
    hands = pane.handlers()
    for name, expected in (
        ("slice_next", 1),
        ("slice_next_ten", 11),
        ("slice_previous", 10),
        ("slice_last", 29),
        ("slice_next", 29),
        ("slice_first", 0),
        ("slice_previous_ten", 0),
    ):
        hands[name]()
        assert kept.state.frame == expected, name
    wheel(pane.view, -120)
    assert kept.state.frame == pane.view.number == pane.bar.slider.value() == 1
    pane.bar.slider.setValue(20)
    assert kept.state.frame == 20
    assert pane.bar.where.text() == "21 / 30"


def test_playing_goes_on_in_a_loop_and_stops(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    kept = session(stored(tmp_path, [ramp(number=n) for n in range(3)], frame_ms=20.0))
    pane = make(kept)
    assert pane.bar.rate.value() == pytest.approx(50.0)
    seen: set[int] = set()
    kept.listen(lambda state, _: seen.add(state.frame))
    pane.handlers()["cine"]()
    assert pane.cine.playing
    qtbot.waitUntil(lambda: seen == {0, 1, 2}, timeout=10_000)
    pane.bar.rate.setValue(25.0)
    assert pane.cine.playing
    pane.handlers()["cine"]()
    assert not pane.cine.playing


def test_hiding_or_closing_stops_playing(make: Make, tmp_path: Path) -> None:
    pane = make(session(stored(tmp_path, [ramp(), ramp()])))
    pane.handlers()["cine"]()
    pane.hide()
    assert not pane.cine.playing
    pane.show()
    pane.handlers()["cine"]()
    pane.close()
    assert not pane.cine.playing
    assert not pane.view._waiting.isActive()


def partial_stack(folder: Path, ready: list[int]) -> StoredImages:
    images = stored(folder, [ramp(number=n) for n in range(len(ready))])
    np.save(folder / "ready.npy", np.array(ready, dtype=np.int32))
    np.save(folder / "wanted.npy", np.zeros(1, dtype=np.int64))
    return replace(images, ready=str(folder / "ready.npy"), wanted=str(folder / "wanted.npy"))


def test_a_picture_still_being_read_says_so_and_comes_when_it_is_there(
    make: Make, tmp_path: Path, qtbot: QtBot
) -> None:
    images = partial_stack(tmp_path, [0, UNREAD, UNREAD, UNREADABLE])
    kept = session(images)
    pane = make(kept)
    missed: list[tuple[str, int]] = []
    pane.frame_missed.connect(lambda uid, number: missed.append((uid, number)))
    pane.view.step(1)
    assert int(np.load(images.wanted)[0]) == 1
    assert missed
    assert pane.view.pixels() is None
    assert like(picture(pane.view), (235, 235, 235), 40).sum() > 30  # the words
    assert grey_at(pane, 58.5, 3.5) == 0
    np.load(images.ready, mmap_mode="r+")[1] = 1
    with qtbot.waitSignal(pane.view.shown_late):
        pass
    assert not pane.view._waiting.isActive()
    assert grey_at(pane, 58.5, 20.5) > 240


def test_a_picture_that_cannot_be_read_is_not_waited_for(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    kept = session(partial_stack(tmp_path, [0, UNREADABLE]))
    pane = make(kept)
    pane.view.step(1)
    qtbot.waitUntil(lambda: not pane.view._waiting.isActive())
    assert like(picture(pane.view), (235, 235, 235), 40).sum() > 30


def test_playing_waits_for_pictures_instead_of_leaving_holes(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    images = partial_stack(tmp_path, [0, 1, UNREAD])
    kept = session(images)
    pane = make(kept)
    pane.bar.rate.setValue(50.0)
    pane.handlers()["cine"]()
    qtbot.waitUntil(lambda: int(np.load(images.wanted)[0]) == 2)
    assert kept.state.frame in (0, 1)
    np.load(images.ready, mmap_mode="r+")[2] = 2
    qtbot.waitUntil(lambda: kept.state.frame == 2, timeout=10_000)


def test_a_large_picture_is_thinned_at_once_and_averaged_in_the_background(
    make: Make, tmp_path: Path, qtbot: QtBot
) -> None:
    board = np.indices((2000, 2000)).sum(axis=0) % 2 * 1000  # a checkerboard: thinned it is flat, averaged it is grey
    pane = make(session(stored(tmp_path, [board.astype(np.uint16)])))
    qtbot.waitUntil(lambda: pane.view._fineness > 0)
    assert grey_at(pane, 1000.0, 1000.0) == pytest.approx(128, abs=4)


def test_means_of_blocks_count_what_is_there() -> None:
    values = np.arange(5 * 7, dtype=np.uint16).reshape(5, 7)
    found = averaged(values, 2)
    assert found.shape == (3, 4)
    assert found[0, 0] == 4
    assert found[2, 3] == values[4, 6]
    assert found.dtype == values.dtype


def test_the_menu_offers_windows_and_copying(make: Make, tmp_path: Path) -> None:
    pane = make(session(stored(tmp_path, [ramp()])))
    texts = [action.text() for action in pane.menu().actions()]
    assert {"Fit", "Window", "Invert", "Interpolate pixels", "Overlay planes", "Copy picture"} <= set(texts)


def test_settings_change_corners_and_drag_direction(make: Make, tmp_path: Path) -> None:
    pane = make(session(stored(tmp_path, [ramp()])))
    pane.kit.preferences.change(corner_text="full", up_is_brighter=False)
    assert pane.view.corners is Corners.FULL
    assert not pane.view.up_is_brighter


def test_a_stack_read_to_its_end_keeps_zoom_and_place(make: Make, tmp_path: Path) -> None:
    kept = session(stored(tmp_path, [ramp(), ramp()]))
    pane = make(kept)
    pane.view.zoom_by(3.0)
    again = tmp_path / "again"
    again.mkdir()
    show(kept, stored(again, [ramp(), ramp()]))
    assert pane.view.zoom == pytest.approx(3.0)
