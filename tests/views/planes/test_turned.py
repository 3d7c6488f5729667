"""The planes of a volume, moved and turned by real mouse events on their lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from pytestqt.qtbot import QtBot

from medview.imaging.contours import ContourIndex, Outlined
from medview.imaging.oblique import ObliqueFrame
from medview.imaging.reslice import AXIAL, PlaneFrame
from medview.imaging.slab import slab_of
from medview.imaging.turning import turned_about
from medview.session.changes import CursorMoved, LookChanged
from medview.session.layout import Look, Projection, Slab, View
from medview.session.session import Session
from medview.session.settings import Settings
from medview.views.pictures.placed import Placed, turned
from medview.views.pictures.slice_view import SliceView
from medview.views.planes.hand import PlanesHand
from medview.views.tiles.grid import Grid
from tests.views.heads import CENTRE, SPACING, WINDOW, analysis, drag, geometry, mouse, picture, session
from tests.views.tiles.grids import MakeGrid, grids, slice_of

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Iterator[MakeGrid]:
    with grids(qtbot, tmp_path) as build:
        yield build


def look_of(kept: Session, view: View) -> Look:
    return next(tile.look for tile in kept.state.layout.tiles if tile.view is view)


def normal(kept: Session, view: View) -> np.ndarray:
    axes = look_of(kept, view).axes
    assert axes is not None
    return np.cross(*axes)


def middle(view: SliceView) -> QPointF:
    return view.pixel_of(view.scene.cursor_lps)


def turn(view: SliceView, start: float, degrees: float, hold: Qt.KeyboardModifier | None = None) -> None:
    """Take a line at its outer part, ``start`` degrees from the right, clockwise, and drag it around the crosshair."""
    centre, reach = middle(view), 0.38 * min(view.width(), view.height())

    def at(angle: float) -> tuple[float, float]:
        return centre.x() + reach * np.cos(np.radians(angle)), centre.y() + reach * np.sin(np.radians(angle))

    held = hold or Qt.KeyboardModifier.NoModifier
    mouse(view, QEvent.Type.MouseButtonPress, at(start), LEFT, modifier=held)
    for part in (0.3, 0.7, 1.0):
        mouse(view, QEvent.Type.MouseMove, at(start + degrees * part), LEFT, modifier=held)
    mouse(view, QEvent.Type.MouseButtonRelease, at(start + degrees), LEFT, modifier=held)


def test_lines_have_the_colours_of_their_planes_and_leave_the_middle_free(make: MakeGrid, tmp_path: Path) -> None:
    grid = make(session(tmp_path))
    axial = slice_of(grid)
    shown, at = picture(axial), middle(axial)
    x, y = round(at.x()), round(at.y())
    coronal, sagittal = slice_of(grid, View.CORONAL).plane.colour, slice_of(grid, View.SAGITTAL).plane.colour
    assert tuple(shown[y, x - 30]) == coronal
    assert tuple(shown[y - 30, x]) == sagittal
    assert tuple(shown[y, x - 4]) != coronal


def test_the_middle_moves_the_crosshair(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    axial = slice_of(make(kept))
    at = middle(axial)
    to = at + QPointF(20.0, -30.0)
    wanted = axial.point_at(to)
    drag(axial, LEFT, at.toTuple(), to.toTuple())
    assert kept.state.cursor_lps == pytest.approx(wanted)


def test_a_line_moves_its_own_plane_alone(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    axial = slice_of(make(kept))
    at = middle(axial) + QPointF(30.0, 0.0)  # on the coronal plane's line, near the middle
    drag(axial, LEFT, at.toTuple(), (at + QPointF(25.0, 40.0)).toTuple())
    x, y, z = kept.state.cursor_lps
    assert (x, z) == pytest.approx((CENTRE[0], CENTRE[2]))
    assert y == pytest.approx(CENTRE[1] + 40.0 / axial.pixels_per_mm, abs=0.2)


def test_a_plain_drag_elsewhere_still_sets_the_window(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    drag(slice_of(make(kept)), LEFT, (60, 60), (120, 60))
    assert kept.state.window.width > WINDOW.width


@pytest.mark.parametrize("degrees", [20.0, -35.0])
def test_the_outer_part_of_a_line_turns_the_planes(make: MakeGrid, tmp_path: Path, degrees: float) -> None:
    kept = session(tmp_path)
    grid = make(kept)
    axial = slice_of(grid)
    before = middle(slice_of(grid, View.CORONAL))
    turn(axial, 0.0, degrees)  # clockwise on the screen: from the patient's left to the back
    turned = np.radians(degrees)
    for view, plain in ((View.CORONAL, (0.0, 1.0)), (View.SAGITTAL, (-1.0, 0.0))):
        x, y, z = normal(kept, view)
        wanted = (
            plain[0] * np.cos(turned) - plain[1] * np.sin(turned),
            plain[0] * np.sin(turned) + plain[1] * np.cos(turned),
        )
        assert (x, y, z) == pytest.approx((*wanted, 0.0), abs=0.02)
    assert look_of(kept, View.AXIAL).axes is None
    coronal = slice_of(grid, View.CORONAL)
    assert isinstance(coronal.frame, ObliqueFrame)
    assert coronal.frame.position(CENTRE)[0] == pytest.approx(coronal.number, abs=1e-6), "it goes through the crosshair"
    assert (middle(coronal) - before).manhattanLength() < 1.5, "and that stays in its place"
    assert coronal.frame.edge_letters[1] == ("LP" if degrees > 0 else "LA")


def test_without_the_rule_one_plane_turns_alone_unless_shift_is_held(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    grid = make(kept, Settings(keep_perpendicular=False))
    turn(slice_of(grid), 0.0, 20.0)
    assert look_of(kept, View.SAGITTAL).axes is None
    assert normal(kept, View.CORONAL)[1] == pytest.approx(np.cos(np.radians(20.0)), abs=0.02)
    turn(slice_of(grid), 20.0, 15.0, SHIFT)
    assert look_of(kept, View.SAGITTAL).axes is not None


def test_two_turns_make_a_double_oblique_plane(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    grid = make(kept)
    turn(slice_of(grid), 0.0, 25.0)
    turn(slice_of(grid, View.SAGITTAL), 0.0, 30.0)
    found = normal(kept, View.AXIAL)
    assert min(np.abs(found)[[1, 2]]) > 0.2
    assert np.count_nonzero(np.abs(found) > 0.1) == 3, "oblique to all three axes of the patient"
    assert all(
        abs(normal(kept, a) @ normal(kept, b)) < 1e-9
        for a, b in ((View.AXIAL, View.CORONAL), (View.CORONAL, View.SAGITTAL))
    )


def test_a_turn_is_undone_and_done_again(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    grid = make(kept)
    turn(slice_of(grid), 0.0, 25.0)
    turned = look_of(kept, View.CORONAL).axes
    assert kept.undo_title
    kept.undo()
    assert look_of(kept, View.CORONAL) == Look()
    assert isinstance(slice_of(grid, View.CORONAL).frame, PlaneFrame)
    kept.redo()
    assert look_of(kept, View.CORONAL).axes == turned


def test_escape_puts_back_what_is_held(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    axial = slice_of(make(kept))
    at = middle(axial)
    reach = 0.38 * min(axial.width(), axial.height())
    mouse(axial, QEvent.Type.MouseButtonPress, (at.x() + reach, at.y()), LEFT)
    mouse(axial, QEvent.Type.MouseMove, (at.x(), at.y() + reach), LEFT)
    assert look_of(kept, View.CORONAL).axes is not None
    assert axial.cancel()
    assert look_of(kept, View.CORONAL) == Look()
    assert not kept.can_undo


def test_the_planes_are_reset(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    grid = make(kept)
    turn(slice_of(grid), 0.0, 25.0)
    grid.act("planes_reset")
    assert all(tile.look.axes is None for tile in kept.state.layout.tiles)
    kept.undo()
    assert look_of(kept, View.CORONAL).axes is not None


def test_keys_choose_and_thicken_slabs(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    grid = make(kept)
    grid.act("slab_thicker")
    assert look_of(kept, View.AXIAL).slab == Slab(Projection.MAXIMUM, 10.0)
    grid.act("slab_thicker")
    grid.act("slab_next")
    assert look_of(kept, View.AXIAL).slab == Slab(Projection.MINIMUM, 15.0)
    assert grid.checked()["slab_minimum"]
    grid.act("slab_thinner")
    grid.act("slab_next")
    grid.act("slab_next")
    assert look_of(kept, View.AXIAL).slab is None
    assert look_of(kept, View.CORONAL).slab is None
    kept.undo()
    assert look_of(kept, View.AXIAL).slab == Slab(Projection.MEAN, 10.0)


def test_a_slab_shows_what_lies_within_it(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    grid = make(kept)
    kept.apply(LookChanged(0, Look(slab=Slab(Projection.MAXIMUM, 60.0))))
    axial = slice_of(grid)
    volume = axial.scene.layers.volume
    assert np.array_equal(axial.pixels(), slab_of(axial.frame, volume.array, axial.number, "maximum", 60.0))
    assert axial.pixels().max() == 1000
    assert any("60" in line for line in axial.frame_around().corners.bottom_left)


def test_the_border_of_a_slab_is_dragged(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    grid = make(kept)
    kept.apply(LookChanged(2, Look(slab=Slab(Projection.MEAN, 20.0))))
    axial = slice_of(grid)
    assert kept.state.layout.tiles[2].view is View.CORONAL
    at = middle(axial) + QPointF(40.0, 10.0 * axial.pixels_per_mm)
    drag(axial, LEFT, at.toTuple(), (at + QPointF(0.0, 6.0 * axial.pixels_per_mm)).toTuple())
    slab = look_of(kept, View.CORONAL).slab
    assert slab is not None
    assert slab.thickness_mm == pytest.approx(32.0, abs=0.5)
    kept.undo()
    assert look_of(kept, View.CORONAL).slab == Slab(Projection.MEAN, 20.0)


def test_labels_of_a_slab_are_outlines_only_and_that_is_said(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path, analysis(tmp_path))
    grid = make(kept)
    kept.apply(LookChanged(0, Look(slab=Slab(Projection.MAXIMUM, 20.0))))
    told = slice_of(grid).frame_around().corners.bottom_left
    assert any("middle" in line.lower() for line in told)


def test_labels_and_values_are_cut_where_the_plane_is(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path, analysis(tmp_path))
    grid = make(kept)
    turn(slice_of(grid, View.SAGITTAL), 0.0, 30.0)
    shown = picture(slice_of(grid))
    assert ((shown[..., 0] > 200) & (shown[..., 1] < 100)).any(), "label 1 in red"
    assert np.unique(shown[..., 0]).size > 3


def test_maximised_or_without_the_other_planes_nothing_can_be_turned(make: MakeGrid, tmp_path: Path) -> None:
    from dataclasses import replace

    from medview.session.changes import LayoutChanged
    from medview.session.layout import Layout, Tile
    from medview.session.layout import grid as places

    kept = session(tmp_path)
    uid = kept.state.tile.series
    kept.apply(LayoutChanged(Layout(places(1, 1), (Tile(uid, View.AXIAL),), chosen=True), 0))
    made: Grid = make(kept)
    axial = slice_of(made)
    turn(axial, 0.0, 20.0)
    assert kept.state.layout.tiles == (replace(kept.state.layout.tiles[0], look=kept.state.layout.tiles[0].look),)
    assert kept.state.tile.look.axes is None
    assert tuple(picture(axial)[round(middle(axial).y()), 20]) != (0, 0, 0)


def test_the_crosshair_stays_on_the_screen_through_any_turns(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    grid = make(kept)
    kept.apply(CursorMoved((30.0, 40.0, 25.0)))
    views = [slice_of(grid, view) for view in (View.AXIAL, View.CORONAL, View.SAGITTAL)]
    before = [middle(view) for view in views]
    for turning, degrees in ((0, 25.0), (2, -20.0), (1, 40.0)):
        turn(views[turning], 0.0 if turning == 0 else 3.0, degrees)
        assert kept.state.cursor_lps == (30.0, 40.0, 25.0)
        for view, at in zip(views, before, strict=True):
            assert (middle(view) - at).manhattanLength() < 2.5, (turning, view.plane.name)


def test_the_pointer_tells_what_can_be_taken_hold_of(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    axial = slice_of(make(kept))
    hand = next(hand for hand in axial.hands if isinstance(hand, PlanesHand))
    at, reach = middle(axial), 0.38 * min(axial.width(), axial.height())
    shapes = [hand.hover(axial, at + QPointF(x, y)) for x, y in ((0, 0), (30, 0), (reach, 0), (40, 40))]
    assert shapes == [Qt.CursorShape.SizeAllCursor] * 2 + [Qt.CursorShape.PointingHandCursor, None]


def test_contours_are_dotted_where_a_turned_plane_cuts_them() -> None:
    outline = np.array([[10.0, 10, 10], [10, 10, 30], [10, 30, 30], [10, 30, 10]])
    index = ContourIndex([Outlined(outline, True, 0)], np.array(SPACING))
    placed = Placed((("Body", (255, 0, 0)),), (), index, (), np.empty((0, 3)), 0)
    grid = geometry()
    axes = turned_about(((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)), (1.0, 0.0, 0.0), np.radians(40.0))
    frame = ObliqueFrame(AXIAL, grid, axes, tuple(grid.to_lps((10.0, 20.0, 20.0))))
    number = frame.clamped(frame.position(grid.to_lps((10.0, 20.0, 20.0)))[0])
    (cut,) = turned(placed, frame).index.cut(0, number).values()
    places = [frame.point(number, row, column) for row, column in cut.dots]
    assert sorted(np.round(grid.to_index(places), 6).tolist()) == [[10.0, 20.0, 10.0], [10.0, 20.0, 30.0]]
