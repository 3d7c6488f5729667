"""Boxes in real viewports beside the real list: seen, pointed at, chosen, changed and filtered by mouse and keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medview.core.finding import Box, Decision, PictureBox
from medview.imaging.colour_blind import palette
from medview.session.changes import FindingSelected, OverlayChanged, ReviewerNamed
from medview.session.layout import View
from medview.session.listing import listed
from medview.session.wishes import PictureWish
from medview.views.viewport.tools import Tool
from tests.views.boxes.desks import (
    BLUE,
    CLOT,
    GREEN,
    MakeDesk,
    desks,
    head_session,
    in_space,
    on_picture,
    random_boxes,
    stack_session,
)
from tests.views.heads import like, picture, pixels

A = on_picture("a", (10.0, 10.0), (30.0, 25.0), 0.9)
INNER = on_picture("inner", (14.0, 13.0), (20.0, 18.0), 0.7)
WEAK = on_picture("weak", (40.0, 10.0), (50.0, 20.0), 0.3)
NEXT = on_picture("next", (5.0, 5.0), (12.0, 12.0), 0.8, frame=1)
TUMOUR = in_space("tumour", (10.0, 20.0, 30.0), (30.0, 40.0, 50.0), 0.9)


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Iterator[MakeDesk]:
    with desks(qtbot, tmp_path) as build:
        yield build


def test_a_box_is_drawn_in_its_colour_around_its_place_on_its_picture_alone(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(stack_session(tmp_path, A, NEXT))
    corner, opposite = desk.pixel(10, 10), desk.pixel(30, 25)
    shown = like(picture(desk.view()), GREEN, 30)
    rows, columns = np.nonzero(shown[int(corner.y()) - 2 :, :])
    assert abs(columns.min() - corner.x()) < 3
    assert abs(columns.max() - opposite.x()) < 3
    assert abs(rows.max() + int(corner.y()) - 2 - opposite.y()) < 3
    assert set(desk.seen()) == {"a"}
    desk.view().go_to(1)
    assert set(desk.seen()) == {"next"}


def test_words_of_boxes_never_cover_each_other(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(stack_session(tmp_path, *random_boxes(100)))
    words = [one.words for one in desk.seen().values() if one.words is not None]
    assert len(words) > 40
    assert not [1 for one, other in combinations(words, 2) if one.intersects(other)]
    area = desk.view().rect().toRectF()
    assert all(area.contains(one) for one in words)


def test_few_boxes_tell_their_class_and_of_many_the_one_pointed_at_does(make: MakeDesk, tmp_path: Path) -> None:
    few = make(stack_session(tmp_path, A))
    assert few.seen()["a"].text == "Cell 90 %"
    many = make(stack_session(tmp_path, *random_boxes(60)))
    assert {one.text.isdigit() for one in many.seen().values()} == {True}


def test_the_pointer_lights_up_the_row_and_the_row_the_box(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(stack_session(tmp_path, A, INNER))
    plain = picture(desk.view())
    desk.move(desk.pixel(26, 22))
    assert desk.state.pointed == "a"
    assert desk.panel._rows.pointed == "a"
    assert not np.array_equal(picture(desk.view()), plain)
    desk.move(desk.pixel(50, 35))
    assert desk.state.pointed is None
    desk.panel.list.pointed.emit("inner")
    assert desk.fitting().layer.pointed == "inner"
    QApplication.sendEvent(desk.panel.list, QEvent(QEvent.Type.Leave))
    assert desk.state.pointed is None


def test_of_boxes_over_each_other_the_smallest_comes_first_and_tab_goes_on(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(stack_session(tmp_path, A, INNER))
    desk.click(desk.pixel(17, 15.5))
    assert desk.state.selected == "inner"
    desk.key(Qt.Key.Key_Tab)
    assert desk.state.selected == "a"
    assert not desk.fitting().hand.cycle(1), "Tab leaves the viewport at the end"
    desk.grid.act("box_here")
    assert desk.state.selected == "inner", "the action goes around"


def test_a_click_selects_and_a_drag_within_a_box_still_sets_the_window(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(stack_session(tmp_path, A))
    before = desk.state.window
    middle = desk.pixel(20, 18)
    desk.drag(middle, middle + QPointF(40.0, 0.0))
    assert desk.state.window != before
    assert desk.state.selected is None
    desk.click(middle)
    assert desk.state.selected == "a"


def test_a_click_in_the_list_goes_to_the_picture_and_puts_the_box_in_view(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(stack_session(tmp_path, A, NEXT))
    desk.view().look_at(QPointF(55.0, 35.0), 8.0)
    desk.click_row(1)
    assert desk.state.frame == 1
    seen = desk.seen()["next"]
    assert desk.view().rect().toRectF().contains(seen.box.center())


def test_keys_go_from_box_to_box(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(stack_session(tmp_path, A, INNER, NEXT))
    for wanted in ("a", "inner", "next", "a"):
        desk.grid.act("box_next")
        assert desk.state.selected == wanted
    desk.grid.act("box_previous")
    assert (desk.state.selected, desk.state.frame) == ("next", 1)


def test_the_slider_lists_and_draws_from_a_score_on_and_counts(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(stack_session(tmp_path, A, INNER, WEAK))
    (row,) = desk.panel.thresholds.rows.values()
    assert row.count.text() == "≥ 50 %: 2 of 3"
    row.slider.setFocus()
    desk.qtbot.keyClick(row.slider, Qt.Key.Key_Home)
    assert row.count.text() == "≥ 0 %: 3 of 3"
    assert set(desk.seen()) == {"a", "inner", "weak"}
    row.slider.setValue(80)
    assert row.count.text() == "≥ 80 %: 1 of 3"
    assert desk.listed() == ["a"]
    row.slider.setValue(95)
    assert "No box reaches" in desk.panel.empty.text()
    assert not desk.seen()
    row.slider.setValue(50)
    desk.qtbot.mouseClick(row.shown, Qt.MouseButton.LeftButton, pos=QRect(0, 0, 12, 12).center())
    assert not desk.seen()
    assert desk.listed() == ["a", "inner"], "what is not drawn is still to be decided on"


def test_a_chosen_box_is_moved_and_resized_and_both_can_be_undone(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(stack_session(tmp_path, A))
    desk.session.apply(ReviewerNamed("Dr A"))
    desk.click(desk.pixel(25, 20))
    desk.drag(desk.pixel(30, 25), desk.pixel(35, 31))
    (resized,) = listed(desk.state)
    assert isinstance(resized.where, PictureBox)
    assert resized.where.low == A.where.low  # type: ignore[union-attr]
    assert resized.where.high == pytest.approx((35.0, 31.0), abs=0.2)
    assert desk.state.decisions["a"].decision is Decision.MODIFIED
    assert desk.state.selected == resized.id
    desk.drag(desk.pixel(10, 17), desk.pixel(13, 18))
    (moved,) = listed(desk.state)
    assert isinstance(moved.where, PictureBox)
    assert moved.where.low[0] == pytest.approx(13.0, abs=0.2), "the middle of a side is a handle of it"
    desk.session.undo()
    desk.session.undo()
    assert listed(desk.state) == (A,)
    desk.session.redo()
    assert listed(desk.state) == (resized,)


def test_a_box_does_not_leave_its_picture(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(stack_session(tmp_path, A))
    desk.click(desk.pixel(25, 20))
    desk.drag(desk.pixel(13, 25), desk.pixel(-300, 25))
    (moved,) = listed(desk.state)
    assert isinstance(moved.where, PictureBox)
    assert moved.where.low == pytest.approx((0.0, 10.0), abs=0.3)
    assert moved.where.high == pytest.approx((20.0, 25.0), abs=0.3)


def test_another_tool_neither_takes_a_box_nor_changes_it(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(stack_session(tmp_path, A))
    desk.session.apply(FindingSelected("a"))
    desk.grid.set_tool(Tool.PROBE)
    desk.drag(desk.pixel(30, 25), desk.pixel(35, 31))
    assert listed(desk.state) == (A,)


def test_a_turned_picture_is_changed_on_the_side_that_is_held(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(stack_session(tmp_path, A))
    desk.view().turn(90)
    desk.view().flip()
    desk.click(desk.pixel(20, 18))
    desk.drag(desk.pixel(30, 25), desk.pixel(34, 28))
    (resized,) = listed(desk.state)
    assert isinstance(resized.where, PictureBox)
    assert resized.where.low == pytest.approx((10.0, 10.0), abs=0.3)
    assert resized.where.high == pytest.approx((34.0, 28.0), abs=0.3)


def test_a_box_gets_another_class_and_its_colour(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(stack_session(tmp_path, A))
    assert not desk.panel.class_button.isVisible()
    desk.click(desk.pixel(25, 20))
    assert desk.panel.class_button.isVisible()
    assert desk.panel.other_classes == (CLOT,)
    desk.panel.reviewing.change_class(A, CLOT)
    (renamed,) = listed(desk.state)
    assert (renamed.what, renamed.where) == (CLOT, A.where)
    assert like(picture(desk.view()), BLUE, 30).any()
    assert desk.panel.other_classes[0].value == "CELL"


def test_a_rejected_box_is_pale_and_an_accepted_one_ticked(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(stack_session(tmp_path, A, INNER))
    desk.session.apply(ReviewerNamed("Dr A"))
    desk.session.decide("a", Decision.REJECTED)
    desk.session.decide("inner", Decision.ACCEPTED)
    assert desk.seen()["a"].marked.rejected
    assert desk.seen()["inner"].text.startswith("✓")
    desk.session.apply(FindingSelected("a"))
    desk.drag(desk.pixel(30, 25), desk.pixel(35, 31))
    assert len(listed(desk.state)) == 2
    assert A in listed(desk.state), "what was rejected is not to be changed"


def test_boxes_can_be_hidden_and_are_on_saved_pictures_only_if_wished(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(stack_session(tmp_path, A))
    desk.session.apply(FindingSelected("a"))
    kept = like(pixels(desk.view().picture(PictureWish())), GREEN, 30)
    assert kept.any()
    assert not like(pixels(desk.view().picture(PictureWish(overlays=False))), GREEN, 30).any()
    desk.grid.act("boxes", False)
    assert not desk.seen()
    assert not desk.fitting().checked()["boxes"]


def test_a_box_in_space_is_cut_by_every_plane_and_only_within_it(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(head_session(tmp_path, TUMOUR))
    numbers = {desk.grid.pane(view).number for view in (View.AXIAL, View.CORONAL, View.SAGITTAL)}
    for number in numbers:
        seen = desk.seen(number)["tumour"]
        scale = desk.view(number).scale
        assert seen.upright
        assert (seen.box.width() / scale, seen.box.height() / scale) == pytest.approx((20.0, 20.0), abs=0.1)
    axial = desk.grid.pane(View.AXIAL).number
    for slice_, there in ((14, False), (15, True), (25, True), (26, False)):
        desk.view(axial).go_to(slice_)
        assert bool(desk.seen(axial)) is there, slice_


def test_a_turned_plane_shows_the_box_as_it_cuts_it(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(head_session(tmp_path, TUMOUR))
    axial = desk.grid.pane(View.AXIAL).number
    half = float(np.sqrt(0.5))
    desk.view(axial).change_look(axes=((half, half, 0.0), (-half, half, 0.0)))
    seen = desk.seen(axial)["tumour"]
    assert not seen.upright
    assert seen.box.width() / desk.view(axial).scale == pytest.approx(20.0 * np.sqrt(2.0), abs=0.2)
    corner = seen.box.topLeft() + QPointF(2.0, 2.0)
    assert not seen.holds(corner), "the box around it is not the box"
    assert seen.holds(seen.box.center())


def test_a_box_in_space_is_moved_along_the_plane_it_is_seen_in(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(head_session(tmp_path, TUMOUR))
    coronal = desk.grid.pane(View.CORONAL).number
    seen = desk.seen(coronal)["tumour"]
    desk.click(seen.box.center() + QPointF(7.0, 9.0), coronal)
    assert desk.state.selected == "tumour"
    scale = desk.view(coronal).scale
    edge = QPointF(seen.box.left() + seen.box.width() / 4.0, seen.box.bottom())
    desk.drag(edge, edge + QPointF(4.0 * scale, 6.0 * scale), coronal)
    (moved,) = listed(desk.state)
    assert isinstance(moved.where, Box)
    assert moved.where.low_lps == pytest.approx((14.0, 20.0, 24.0), abs=0.3)
    assert moved.where.high_lps == pytest.approx((34.0, 40.0, 44.0), abs=0.3)


def test_a_click_in_the_list_puts_the_crosshair_into_the_box(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(head_session(tmp_path, TUMOUR))
    desk.click_row(0)
    assert desk.state.cursor_lps == pytest.approx((20.0, 30.0, 40.0))


def test_safe_colours_take_the_place_of_the_models(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(stack_session(tmp_path, A))
    desk.session.apply(OverlayChanged(replace(desk.state.overlay, safe_colours=True)))
    assert desk.seen()["a"].marked.colour == palette(2)[0]


def test_a_person_without_a_name_is_asked_before_a_box_is_changed(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(stack_session(tmp_path, A))
    desk.session.apply(ReviewerNamed(""))
    desk.click(desk.pixel(25, 20))
    desk.drag(desk.pixel(30, 25), desk.pixel(35, 31))
    assert listed(desk.state) == (A,)
    assert desk.panel.form.isVisible()
    desk.qtbot.keyClicks(desk.panel.form.field, "Dr B")
    desk.qtbot.keyClick(desk.panel.form.field, Qt.Key.Key_Return)
    (changed,) = listed(desk.state)
    assert changed.where != A.where
