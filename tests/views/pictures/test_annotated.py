"""What the files of a volume draw on its slices: overlay planes and tables, on slices as they were taken only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from medview.core.annotation import Annotation, Lut, OverlayPlane
from medview.core.volume import Window
from medview.imaging.windowing import as_window
from medview.session.changes import LookChanged, VolumeOpened, WindowChanged
from medview.session.layout import Projection, Slab, View
from medview.session.session import Session
from medview.views.known import first_window
from medview.views.pictures.image_picture import OVERLAY_COLOUR
from medview.views.pictures.slice_view import SliceView
from medview.views.tiles.slice_pane import SlicePane
from tests.views.heads import like, picture
from tests.views.pictures.test_presenting import LYING, PLAIN, SHAPE, STANDARD, UPSIDE_DOWN, go, opened
from tests.views.tiles.grids import MakeGrid, grids, slice_of

FALLING = Lut(0.0, np.linspace(65535, 0, 1001).astype(np.uint16), 16, "Falling")
ONLY_THERE = "Overlay planes: only on slices as taken"


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Iterator[MakeGrid]:
    with grids(qtbot, tmp_path) as build:
        yield build


def annotated(folder: Path, directions: np.ndarray = STANDARD, window: Window = PLAIN, **carried: object) -> Session:
    """The volume of ``opened``, its third image with something of its own."""
    kept = opened(folder, directions, ())
    facts = tuple(Annotation(**carried) if number == 2 else Annotation() for number in range(SHAPE[0]))
    assert kept.state.series is not None
    assert kept.state.volume is not None
    kept.apply(VolumeOpened(kept.state.series, replace(kept.state.volume, slices=facts), window))
    return kept


def plane() -> OverlayPlane:
    """One bit: the third column of the second row."""
    return OverlayPlane.of(np.ones((1, 1), np.bool_), (1, 2))


def drawn(view: SliceView) -> np.ndarray:
    return like(picture(view), OVERLAY_COLOUR, 30)


def notes(view: SliceView) -> tuple[str, ...]:
    return view.frame_around().corners.bottom_left


@pytest.mark.parametrize("directions", [STANDARD, UPSIDE_DOWN, LYING], ids=["standard", "upside down", "lying"])
def test_overlay_planes_lie_where_the_stored_picture_has_them(
    make: MakeGrid, tmp_path: Path, directions: np.ndarray
) -> None:
    kept = annotated(tmp_path, directions, overlays=(plane(),))
    grid = make(kept)
    view = slice_of(grid, next(one for one in (View.AXIAL, View.CORONAL, View.SAGITTAL) if acquired(grid, one)))
    view.change_look(smooth=False)
    go(kept, view, 2)
    rows, columns = np.nonzero(drawn(view))
    assert view.frame is not None
    there = view.pixel_of(tuple(view.frame.geometry.to_lps((2, 1, 2)).tolist()))
    assert (QPointF(columns.mean(), rows.mean()) - there).manhattanLength() < 2.0
    go(kept, view, 3)
    assert not drawn(view).any()


def acquired(grid: object, view: View) -> bool:
    frame = slice_of(grid, view).frame
    return frame is not None and frame.axes[0] == 0


def test_planes_are_hidden_and_shown_where_those_of_pictures_are(make: MakeGrid, tmp_path: Path) -> None:
    kept = annotated(tmp_path, overlays=(plane(),))
    grid = make(kept)
    pane, view = grid.pane(View.AXIAL), slice_of(grid)
    assert isinstance(pane, SlicePane)
    view.change_look(smooth=False)
    go(kept, view, 2)
    assert drawn(view).any()
    assert [on for words, _, on in pane.switches() if words == "Overlay planes"] == [True]
    pane.handlers()["overlay_planes"]()
    assert not drawn(view).any()
    assert any("Overlay planes hidden" in line for line in notes(view))
    go(kept, view, 3)
    assert not any("Overlay planes" in line for line in notes(view))


def test_planes_across_the_slices_and_thick_ones_only_tell_of_them(make: MakeGrid, tmp_path: Path) -> None:
    kept = annotated(tmp_path, overlays=(plane(),))
    grid = make(kept)
    across, along = slice_of(grid, View.CORONAL), slice_of(grid)
    go(kept, along, 2)
    assert not drawn(across).any()
    assert ONLY_THERE in notes(across)
    assert ONLY_THERE not in notes(along)
    kept.apply(LookChanged(0, replace(kept.state.layout.tiles[0].look, slab=Slab(Projection.MAXIMUM, 3.0))))
    assert not drawn(along).any()
    assert any("Overlay planes hidden" in line for line in notes(along))


def test_a_volume_without_them_offers_no_switch(make: MakeGrid, tmp_path: Path) -> None:
    kept = opened(tmp_path, STANDARD, ())
    pane = make(kept).pane(View.AXIAL)
    assert "overlay_planes" not in pane.handlers()
    assert ONLY_THERE not in notes(pane.view)


def test_a_table_of_the_files_holds_until_the_reader_chooses_a_window(make: MakeGrid, tmp_path: Path) -> None:
    kept = annotated(tmp_path, luts=(FALLING,))
    assert kept.state.series is not None
    assert kept.state.volume is not None
    window = first_window(kept.state.series, kept.state.volume)
    assert window == as_window(FALLING)
    kept.apply(WindowChanged(window))
    grid = make(kept)
    view, across = slice_of(grid), slice_of(grid, View.CORONAL)
    go(kept, view, 2)
    assert view.voi() is FALLING
    assert across.voi() == window
    assert "Stored table: only on slices as taken" in notes(across)
    go(kept, view, 3)
    assert view.voi() == window, "an image without a table is shown by the window over the same values"
    kept.apply(WindowChanged(Window(100.0, 50.0)))
    go(kept, view, 2)
    assert view.voi() == Window(100.0, 50.0)
