"""Viewports of two series side by side, and what they do together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from medview.core.geometry import Geometry
from medview.core.study import ScanResult
from medview.core.volume import Volume
from medview.session.changes import (
    AlignmentChanged,
    CursorMoved,
    LayoutChanged,
    LinksChanged,
    StudiesFound,
    TileActivated,
    VolumeOpened,
)
from medview.session.layout import Alignment, Layout, Links, Tile, View, grid
from medview.session.session import Session
from medview.session.state import frame_key
from medview.views.pictures.slice_view import SliceView
from medview.views.reading.link_words import linked_text
from medview.views.tiles.grid import Grid
from medview.views.tiles.reference_lines import ReferenceLines, cut
from tests.views.heads import WINDOW, drag, geometry, head, like, picture, session, wheel
from tests.views.tiles.grids import MakeGrid, grids

LEFT = Qt.MouseButton.LeftButton
MIDDLE = Qt.MouseButton.MiddleButton


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Iterator[MakeGrid]:
    with grids(qtbot, tmp_path) as build:
        yield build


def beside(
    kept: Session,
    folder: Path,
    views: tuple[View, View] = (View.AXIAL, View.AXIAL),
    frame: str = "",
    scale: float = 1.0,
) -> None:
    """The head, and another one of another frame of reference beside it; voxels may be larger."""
    one = kept.state.series
    assert one is not None
    affine = geometry().affine.copy()
    affine[:3, :3] *= scale
    other = Volume(Geometry(geometry().shape, affine), head().array)
    second = replace(one, uid="other", frame_of_reference_uid=frame, geometry=other.geometry)
    study = kept.state.studies[0]
    kept.apply(StudiesFound(ScanResult((replace(study, series=(*study.series, second)),))))
    kept.apply(LayoutChanged(Layout(grid(1, 2), (Tile(one.uid, views[0]), Tile("other", views[1])), chosen=True), 0))
    kept.apply(VolumeOpened(second, other.store(folder / "other.npy"), WINDOW, tile=-1))


def align(kept: Session, *shift: float) -> None:
    rows = np.eye(4)
    rows[:3, 3] = shift
    onto = frame_key(kept.state.opened["1.2"].series)
    matrix = tuple(tuple(float(value) for value in row) for row in rows)
    alignment = Alignment(onto, matrix, "registration")  # type: ignore[arg-type]
    kept.apply(AlignmentChanged(frame_key(kept.state.opened["other"].series), alignment))


def both(viewports: Grid) -> tuple[SliceView, SliceView]:
    one, other = (viewports.panes()[number].view for number in range(2))  # type: ignore[attr-defined]
    return one, other


def lines(viewports: Grid, number: int) -> ReferenceLines:
    return next(one for one in viewports.kit.peers if isinstance(one, ReferenceLines) and one.pane.number == number)


def test_scrolling_goes_along_an_alignment(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    beside(kept, tmp_path)
    one, other = both(make(kept))
    before = other.number
    wheel(one, -120)
    assert other.number == before, "nothing relates them"
    align(kept, 0.0, 0.0, 10.0)
    assert one.number - other.number == 5
    wheel(other, 240)
    assert one.number - other.number == 5


def test_linked_zoom_shows_a_millimetre_equally_large(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    beside(kept, tmp_path, scale=2.0)
    viewports = make(kept)
    one, other = both(viewports)
    one.zoom_by(2.0)
    assert other.zoom == 1.0
    viewports.linking.handlers()["link_zoom"](True)
    assert viewports.linking.checked()["link_zoom"]
    assert other.scale == pytest.approx(one.scale), "at once"
    one.zoom_by(1.5)
    assert other.scale == pytest.approx(one.scale)
    assert kept.state.layout.tiles[1].look.zoom == pytest.approx(other.zoom)
    other.zoom_by(0.5)
    assert other.scale == pytest.approx(one.scale)


def test_linked_pan_keeps_the_same_place_in_the_middle(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    beside(kept, tmp_path)
    align(kept, 4.0, -3.0, 0.0)
    viewports = make(kept)
    one, other = both(viewports)
    viewports.linking.handlers()["link_pan"](True)
    drag(one, MIDDLE, (150, 150), (190, 120))
    middles = [view.point_at(QPointF(view.width() / 2, view.height() / 2)) for view in (one, other)]
    assert middles[0] is not None
    assert middles[1] is not None
    assert np.subtract(middles[0], middles[1])[:2] == pytest.approx([4.0, -3.0], abs=1e-6)


def test_pan_of_series_nothing_relates_is_as_long_in_millimetres(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    beside(kept, tmp_path)
    viewports = make(kept)
    one, other = both(viewports)
    viewports.linking.handlers()["link_pan"](True)
    one.pan_by(QPointF(30.0, -10.0))
    assert other.look().pan == pytest.approx(one.look().pan)


def test_pictures_of_other_views_are_not_moved_along(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    beside(kept, tmp_path, (View.AXIAL, View.CORONAL))
    viewports = make(kept)
    one, other = both(viewports)
    viewports.linking.handlers()["link_pan"](True)
    one.pan_by(QPointF(30.0, -10.0))
    assert other.look().pan == (0.0, 0.0)


def test_linked_windows_change_together(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    beside(kept, tmp_path)
    viewports = make(kept)
    one, other = both(viewports)
    viewports.linking.handlers()["link_window"](True)
    drag(one, LEFT, (50, 50), (120, 50))
    assert one.shown_window() == other.shown_window() != WINDOW


def test_a_link_by_hand_is_offered_said_undone_and_removed(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    beside(kept, tmp_path)
    viewports = make(kept)
    one, other = both(viewports)
    kept.apply(CursorMoved((24.0, 29.0, 20.0), "other"))
    assert viewports.linking.offered()["link_by_hand"]
    assert not viewports.linking.offered()["unlink_by_hand"]
    viewports.linking.handlers()["link_by_hand"]()
    apart = one.number - other.number
    assert apart != 0
    wheel(one, -240)
    assert one.number - other.number == apart
    assert linked_text(kept.state) == "Linked: offset by hand"
    assert all("Linked: offset by hand" in view.notes for view in (one, other))
    assert viewports.linking.offered()["unlink_by_hand"]
    assert kept.undo() == "Linked by hand"
    assert not kept.state.alignments
    assert all(not view.notes for view in (one, other))
    kept.redo()
    assert kept.state.alignments
    viewports.linking.handlers()["unlink_by_hand"]()
    assert not kept.state.alignments


def test_the_active_slice_is_a_line_in_the_other_series(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    beside(kept, tmp_path, (View.AXIAL, View.CORONAL), frame="1.9")
    align(kept, 0.0, 0.0, 0.0)
    viewports = make(kept)
    axial, coronal = both(viewports)
    colour = (axial.plane.colour[0], axial.plane.colour[1], axial.plane.colour[2])
    kept.apply(CursorMoved((24.5, 29.5, 20.0), "1.2"))
    line = lines(viewports, 1).line
    assert line is not None
    assert {end[2] for end in line} == {axial.frame.point(axial.number, 0, 0)[2] for _ in line if axial.frame}
    assert sorted(end[0] for end in line) == pytest.approx([-0.5, 49.5])
    assert lines(viewports, 0).line is None
    kept.apply(LinksChanged(replace(kept.state.links, scroll=False)))
    kept.apply(CursorMoved((24.5, 29.5, 60.0), "other"))  # the crosshair's own line lies elsewhere
    row = round(coronal.pixel_of(line[0]).y())
    drawn = like(picture(coronal)[row - 1 : row + 2], colour, 60).any(axis=0)
    assert 0.3 * drawn.size * 0.5 < drawn.sum() < 0.9 * drawn.size, "dashed"
    kept.apply(TileActivated(1))
    assert lines(viewports, 1).line is None
    assert lines(viewports, 0).line is not None
    assert lines(viewports, 0).colour == QColor(*coronal.plane.colour)


def test_lines_vanish_where_pictures_are_parallel_unrelated_or_not_wanted(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    beside(kept, tmp_path, (View.AXIAL, View.AXIAL))
    align(kept, 0.0, 0.0, 0.0)
    viewports = make(kept)
    assert lines(viewports, 1).line is None
    tiles = (kept.state.layout.tiles[0], Tile("other", View.SAGITTAL))
    kept.apply(LayoutChanged(replace(kept.state.layout, tiles=tiles), 0))
    assert lines(viewports, 1).line is not None
    viewports.linking.handlers()["reference_lines"](False)
    assert lines(viewports, 1).line is None
    kept.apply(LinksChanged(Links()))
    kept.apply(AlignmentChanged(frame_key(kept.state.opened["other"].series), None))
    assert lines(viewports, 1).line is None


def test_slices_of_one_series_have_the_crosshair_for_that(make: MakeGrid, tmp_path: Path) -> None:
    viewports = make(session(tmp_path))
    assert all(peer.line is None for peer in viewports.kit.peers if isinstance(peer, ReferenceLines))


def test_a_picture_cuts_another_within_its_borders() -> None:
    flat = np.array([(0.0, 0, 0), (10, 0, 0), (10, 10, 0), (0, 10, 0)])
    upright = np.array([(2.0, 5, -3), (8, 5, -3), (8, 5, 3), (2, 5, 3)])
    line = cut(upright, flat)
    assert line is not None
    assert sorted(line) == [(2.0, 5.0, 0.0), (8.0, 5.0, 0.0)]
    assert cut(upright + np.array((0, 0, 4.0)), flat) is None, "it ends above"
    assert cut(flat + np.array((0, 0, 1.0)), flat) is None
    tilted = flat + np.array([(0, 0, -0.5), (0, 0, 0.5), (0, 0, 0.5), (0, 0, -0.5)])
    assert cut(tilted, flat) is None, "six degrees mean little"
    assert cut(np.zeros((4, 3)), flat) is None


def test_keys_go_from_viewport_to_viewport_and_swap_them(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    viewports = make(kept)
    hands = viewports.linking.handlers()
    hands["viewport_next"]()
    assert kept.state.active == 1
    hands["viewport_previous"]()
    hands["viewport_previous"]()
    assert kept.state.active == 3
    hands["viewport_swap"]()
    assert kept.state.active == 0
    assert kept.state.layout.tiles[0].view is View.SAGITTAL
    viewports.toggle_maximised()
    hands["viewport_next"]()
    assert (kept.state.layout.maximised, kept.state.active) == (1, 1)
    assert [number for number, pane in viewports.panes().items() if pane.isVisible()] == [1]


def test_one_viewport_has_no_next_one(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    viewports = make(kept)
    kept.apply(LayoutChanged(Layout(grid(1, 1), (Tile("1.2"),)), 0))
    assert not any(viewports.linking.offered().values())
