from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from medview.core.geometry import Geometry
from medview.core.study import Patient
from medview.core.volume import Quantity, Volume, Window
from medview.imaging.reslice import AXIAL, CORONAL, SAGITTAL, PlaneFrame
from medview.views.viewport.corner_text import Corners, View, corner_text, fitting, position_text
from medview.views.viewport.decorations import bar_mm, length_text
from tests.views.heads import CENTRE, geometry, head, session


def view(**fields: object) -> View:
    volume = head()
    made = View(
        PlaneFrame.of(volume.geometry, AXIAL), volume, 19, CENTRE, Window(40.0, 400.0, "Abdomen"), 1.5, True, False
    )
    return replace(made, **fields)


def test_full_corners_say_who_what_where_and_how(tmp_path: Path) -> None:
    state = session(tmp_path).state
    text = corner_text(Corners.FULL, view(), state.study, state.series)
    assert text.top_left == ("Doe, Jane", "ID-7", "* 1970-01-31  54 y  F")
    assert text.top_right == ("Hospital", "2024-02-29", "Head", "3: T1 MR")
    assert text.bottom_left == ("At crosshair 300", "Step 2.00 mm", "Axial  H 38.0 mm", "Image 20 / 40")
    assert text.bottom_right == ("Display interpolated", "Zoom 1.5×", "W 400  L 40  Abdomen")


def test_minimal_corners_keep_patient_image_and_window(tmp_path: Path) -> None:
    state = session(tmp_path).state
    text = corner_text(Corners.MINIMAL, view(), state.study, state.series)
    assert (text.top_left, text.top_right) == (("Doe, Jane",), ())
    assert text.bottom_left == ("Image 20 / 40",)
    assert text.bottom_right == ("W 400  L 40  Abdomen",)
    assert corner_text(Corners.NONE, view(), state.study, state.series).top_left == ()


def test_a_missing_name_is_told_except_for_a_template(tmp_path: Path) -> None:
    state = session(tmp_path).state
    assert state.study is not None
    nameless = replace(state.study, patient=Patient())
    assert corner_text(Corners.FULL, view(), nameless, None).top_left == ("No patient name",)
    assert corner_text(Corners.FULL, view(), replace(nameless, is_template=True), None).top_left == ()


def test_values_carry_their_unit_and_pixels_their_state() -> None:
    volume = replace(head(), quantity=Quantity.HU)
    text = corner_text(Corners.FULL, view(volume=volume, smooth=False, inverted=True), None, None)
    assert text.bottom_left[0] == "At crosshair 300 HU"
    assert text.bottom_right[:2] == ("Display as stored", "Inverted")
    outside = corner_text(Corners.FULL, view(cursor_lps=(-500.0, 0.0, 0.0)), None, None)
    assert outside.bottom_left[0] == "Step 2.00 mm"


def test_an_oblique_grid_says_so() -> None:
    turn = np.array([[1, 0, 0], [0, 0.94, -0.342], [0, 0.342, 0.94]])
    grid = Geometry.from_axes((4, 4, 4), (1, 1, 1), turn @ np.eye(3)[:, [2, 1, 0]], (0, 0, 0))
    volume = Volume(grid, np.zeros((4, 4, 4)))
    text = corner_text(
        Corners.FULL, view(frame=PlaneFrame.of(grid, AXIAL), volume=volume, cursor_lps=None, number=0), None, None
    )
    assert text.bottom_left[0] == "Oblique 20°"


@pytest.mark.parametrize(
    ("plane", "number", "words"), [(AXIAL, 0, "H 0.0 mm"), (CORONAL, 12, "P 12.0 mm"), (SAGITTAL, 7, "L 7.0 mm")]
)
def test_positions_name_the_patients_side(plane: object, number: int, words: str) -> None:
    assert position_text(PlaneFrame.of(geometry(), plane), number) == words


@pytest.mark.parametrize(
    ("wanted", "size", "given"),
    [
        (Corners.FULL, (600, 500), Corners.FULL),
        (Corners.FULL, (300, 200), Corners.MINIMAL),
        (Corners.FULL, (150, 100), Corners.NONE),
        (Corners.MINIMAL, (600, 500), Corners.MINIMAL),
        (Corners.NONE, (600, 500), Corners.NONE),
    ],
)
def test_small_viewports_say_less(wanted: Corners, size: tuple[int, int], given: Corners) -> None:
    assert fitting(wanted, *size) is given


def test_the_key_goes_round() -> None:
    assert [Corners.FULL.next(), Corners.MINIMAL.next(), Corners.NONE.next()] == [
        Corners.MINIMAL,
        Corners.NONE,
        Corners.FULL,
    ]


@pytest.mark.parametrize(
    ("width", "scale", "length", "words"),
    [(500, 2.0, 50.0, "5 cm"), (500, 20.0, 5.0, "5 mm"), (500, 700.0, 0.2, "0.2 mm"), (500, 20_000.0, 0.005, "5 µm")],
)
def test_the_scale_bar_is_a_round_length(width: float, scale: float, length: float, words: str) -> None:
    assert bar_mm(width, scale) == length
    assert length_text(length) == words


def test_there_is_no_scale_bar_where_none_fits() -> None:
    assert bar_mm(500, 1e6) == 0.0
