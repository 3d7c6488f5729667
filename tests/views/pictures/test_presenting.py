"""Presentation states on slices of volumes: turn, mirror, area, window and table, each slice its own way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from medview.core.geometry import Geometry
from medview.core.images import Lut
from medview.core.overlay import PresentationLayer, Presented
from medview.core.study import Instance, Patient, ScanResult, Series, Study
from medview.core.volume import Volume, Window
from medview.session.changes import (
    CursorMoved,
    OverlaidFound,
    OverlaidHidden,
    StudiesFound,
    VolumeOpened,
    WindowChanged,
)
from medview.session.layout import View
from medview.session.session import Session
from medview.session.state import State
from medview.views.pictures.slice_view import SliceView
from tests.views.heads import picture
from tests.views.tiles.grids import MakeGrid, grids, slice_of

SHAPE = (6, 20, 30)
PLAIN = Window(500.0, 1000.0)


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Iterator[MakeGrid]:
    with grids(qtbot, tmp_path) as build:
        yield build


def opened(folder: Path, directions: np.ndarray, presented: tuple[Presented, ...]) -> Session:
    """A volume with a bright pixel in the third column and second row of each stored picture."""
    array = np.full(SHAPE, 300, np.int16)
    array[:, 1, 2] = 1000
    origin = -(directions @ (np.array(SHAPE) - 1) / 2)
    grid = Geometry.from_axes(SHAPE, (1.0, 1.0, 1.0), directions, origin)
    instances = tuple(Instance(f"{n}.dcm", sop_instance_uid=f"image{n}") for n in range(SHAPE[0]))
    series = Series("1.2", "1.1", "dicom", "CT", "", 1, "", instances, grid)
    kept = Session(lambda _: None, State(reviewer="R"))
    kept.apply(StudiesFound(ScanResult((Study("1.1", Patient(), "", "", "", "", (series,)),))))
    kept.apply(VolumeOpened(series, Volume(grid, array).store(folder / "v.npy"), PLAIN))
    kept.apply(OverlaidFound(PresentationLayer("pr", "State", presented, ())))
    return kept


STANDARD = np.eye(3)[:, [2, 1, 0]]
UPSIDE_DOWN = STANDARD @ np.diag([1.0, -1.0, -1.0])
LYING = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])  # rows run to the left, columns to the back


def bright(view: SliceView) -> tuple[float, float]:
    """Where the bright pixel stands, in parts of the way from the middle."""
    shown = picture(view)[30:-30, 30:-30].min(axis=-1) > 230
    rows, columns = np.nonzero(shown)
    middle = np.array(shown.shape) / 2
    return (columns.mean() - middle[1]) / middle[1], (rows.mean() - middle[0]) / middle[0]


def go(kept: Session, view: SliceView, k: int) -> None:
    assert view.frame is not None
    kept.apply(CursorMoved(tuple(view.frame.geometry.to_lps((k, 15.0, 20.0)).tolist())))


@pytest.mark.parametrize("directions", [STANDARD, UPSIDE_DOWN, LYING], ids=["standard", "upside down", "lying"])
@pytest.mark.parametrize(
    ("rotation", "flipped", "corner"),
    [(0, False, (-1, -1)), (90, False, (1, -1)), (180, False, (1, 1)), (270, False, (-1, 1)), (0, True, (1, -1)),
     (90, True, (-1, -1))],
)  # fmt: skip
def test_a_slice_stands_as_the_stored_picture_is_presented(
    make: MakeGrid, tmp_path: Path, directions: np.ndarray, rotation: int, flipped: bool, corner: tuple[int, int]
) -> None:
    how = Presented(("image2", -1), Window(500.0, 1000.0), rotation=rotation, flipped=flipped)
    kept = opened(tmp_path, directions, (how,))
    view = slice_of(make(kept))
    view.change_look(smooth=False)
    go(kept, view, 2)
    x, y = bright(view)
    assert (np.sign(x), np.sign(y)) == corner


def test_only_the_slices_it_speaks_of_are_turned_and_letters_go_along(make: MakeGrid, tmp_path: Path) -> None:
    kept = opened(tmp_path, STANDARD, (Presented(("image2", -1), rotation=90),))
    grid = make(kept)
    view = slice_of(grid)
    go(kept, view, 2)
    assert view.frame_around().letters == ("P", "A", "R", "L")
    go(kept, view, 3)
    assert view.frame_around().letters == ("R", "L", "A", "P")
    assert slice_of(grid, View.CORONAL).frame_around().letters == ("R", "L", "H", "F")
    go(kept, view, 2)
    kept.apply(OverlaidHidden(frozenset({"pr"})))
    assert view.frame_around().letters == ("R", "L", "A", "P")


def test_a_presented_area_fills_the_viewport_and_goes_with_the_state(make: MakeGrid, tmp_path: Path) -> None:
    how = Presented(("image2", -1), area=(2.0, 1.0, 11.0, 8.0))
    kept = opened(tmp_path, UPSIDE_DOWN, (how,))
    view = slice_of(make(kept))
    go(kept, view, 2)
    view.fit()
    assert view.zoom > 1.5
    assert view.frame is not None
    middle = view.frame.geometry.to_lps((2, 4.5, 6.5))
    assert (view.pixel_of(tuple(middle.tolist())) - QPointF(view.rect().center())).manhattanLength() < 3.0
    kept.apply(OverlaidHidden(frozenset({"pr"})))
    assert view.zoom == 1.0


def test_a_table_holds_until_the_reader_chooses_a_window(make: MakeGrid, tmp_path: Path) -> None:
    table = Lut(0.0, np.linspace(65535, 0, 1001).astype(np.uint16), 16, "Falling")
    kept = opened(tmp_path, STANDARD, (Presented(("image2", -1), lut=table),))
    view = slice_of(make(kept))
    go(kept, view, 2)
    assert view.voi() is table
    assert np.abs(picture(view)[view.height() // 2 + 30, view.width() // 2 + 30].astype(int) - 178).max() <= 2
    kept.apply(WindowChanged(Window(100.0, 50.0)))
    assert view.voi() == Window(100.0, 50.0)


def test_a_series_whose_images_do_not_fit_its_slices_is_left_alone(make: MakeGrid, tmp_path: Path) -> None:
    kept = opened(tmp_path, STANDARD, (Presented(("image2", -1), rotation=90),))
    state = kept.state
    assert state.series is not None
    assert state.volume is not None
    fewer = replace(state.series, uid="1.3", instances=state.series.instances[:4])
    kept.apply(VolumeOpened(fewer, state.volume, PLAIN))
    kept.apply(OverlaidFound(PresentationLayer("pr", "State", (Presented(("image2", -1), rotation=90),), ())))
    view = slice_of(make(kept))
    go(kept, view, 2)
    assert view.presented() is None
