"""Boxes a reader adds to those of a model: drawn by hand, called by a class, moved, taken back, kept apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from medview.core.code import PRESENT
from medview.core.finding import Box, Category, Decision, Finding, PictureBox
from medview.core.review import accepted_findings
from medview.session.changes import FindingSelected, ReviewerNamed
from medview.session.layout import View
from medview.session.listing import box_classes, listed
from medview.views.viewport.tools import Tool
from tests.views import stacks
from tests.views.boxes.desks import (
    BLUE,
    CLOT,
    LEFT,
    MOVE,
    PRESS,
    Desk,
    MakeDesk,
    desks,
    head_session,
    in_space,
    on_picture,
    stack_session,
    with_result,
)
from tests.views.heads import like, mouse, picture

A = on_picture("a", (10.0, 10.0), (30.0, 25.0), 0.9)
TUMOUR = in_space("tumour", (10.0, 20.0, 30.0), (30.0, 40.0, 50.0), 0.9)


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Iterator[MakeDesk]:
    with desks(qtbot, tmp_path) as build:
        yield build


def menu() -> QMenu:
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def draw(desk: Desk, start: QPointF, end: QPointF, number: int = 0, downs: int = 0) -> None:
    """Drag with the tool and choose a class with the keys, so many below the first."""
    desk.grid.act("tool_box")
    desk.drag(start, end, number)
    for _ in range(downs):
        QTest.keyClick(menu(), Qt.Key.Key_Down)
    QTest.keyClick(menu(), Qt.Key.Key_Return)


def own(desk: Desk) -> list[Finding]:
    return [one for one in listed(desk.state) if one.source.author]


def test_a_dragged_box_is_the_readers_own_of_the_chosen_class(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(stack_session(tmp_path, A))
    desk.session.apply(ReviewerNamed("Dr A"))
    draw(desk, desk.pixel(50, 35), desk.pixel(40, 28), downs=1)
    (added,) = own(desk)
    assert isinstance(added.where, PictureBox)
    assert (added.where.frame, added.what, added.value) == (0, CLOT, Category(PRESENT))
    assert added.where.low == pytest.approx((40.0, 28.0), abs=0.2)
    assert added.where.high == pytest.approx((50.0, 35.0), abs=0.2)
    assert (added.source.author, added.source.model, added.source.weights_sha256) == ("Dr A", "", "")
    assert desk.state.decisions[added.id].decision is Decision.ADDED
    assert desk.state.selected == added.id
    assert desk.seen()[added.id].text == "+ Clot, by hand"
    assert like(picture(desk.view()), BLUE, 30).any()
    assert desk.view().tool is Tool.WINDOW, "the tool is put away"


def test_added_boxes_are_counted_apart_from_the_models(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(stack_session(tmp_path, A))
    draw(desk, desk.pixel(40, 28), desk.pixel(50, 35))
    model, mine = box_classes(desk.state)
    assert (model.count, model.of, model.by_hand) == (1, 1, False)
    assert (mine.count, mine.of, mine.by_hand) == (1, 1, True)
    told = desk.panel.thresholds.rows
    assert [row.count.text() for row in told.values()] == ["≥ 50 %: 1 of 1", "1 added"]
    assert [row.slider.isVisible() for row in told.values()] == [True, False]
    assert desk.panel.summary.text() == "0 of 1 reviewed, 1 added"
    rows = desk.panel._rows
    assert rows.data(rows.index(1)) == "Cell, by hand, + added"
    assert "Drawn by R" in rows.data(rows.index(1), Qt.ItemDataRole.ToolTipRole)
    told[mine.key].shown.setChecked(False)
    assert set(desk.seen()) == {"a"}, "only the reader's own are hidden"


def test_an_added_box_is_moved_and_all_of_it_can_be_undone(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(stack_session(tmp_path, A))
    draw(desk, desk.pixel(40, 28), desk.pixel(50, 35))
    (added,) = own(desk)
    desk.drag(desk.pixel(50, 35), desk.pixel(55, 38))
    (moved,) = own(desk)
    assert isinstance(moved.where, PictureBox)
    assert moved.where.high == pytest.approx((55.0, 38.0), abs=0.2)
    assert moved.source.author == "R"
    assert desk.seen()[moved.id].text == "+ Cell, by hand"
    assert desk.state.analysis is not None
    assert accepted_findings(desk.state.analysis, desk.state.reviews) == (moved,)
    desk.session.undo()
    assert own(desk) == [added]
    assert desk.session.undo_title == "Box added"
    desk.session.undo()
    assert listed(desk.state) == (A,)
    assert set(desk.seen()) == {"a"}
    assert accepted_findings(desk.state.analysis, desk.state.reviews) == ()
    desk.session.redo()
    assert own(desk) == [added]


def test_an_added_box_is_removed_without_a_reason(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(stack_session(tmp_path, A))
    assert desk.panel.reject_button.text() == "Reject…"
    draw(desk, desk.pixel(40, 28), desk.pixel(50, 35))
    (added,) = own(desk)
    assert desk.panel.reject_button.text() == "Remove"
    desk.panel.reviewing.accept()
    assert desk.state.decisions[added.id].decision is Decision.ADDED, "it counts already"
    desk.session.apply(FindingSelected(added.id))
    desk.qtbot.mouseClick(desk.panel.reject_button, Qt.MouseButton.LeftButton)
    assert not desk.panel.form.isVisible()
    assert listed(desk.state) == (A,)
    assert [one.decision for one in desk.state.reviews] == [Decision.ADDED, Decision.WITHDRAWN]
    desk.session.undo()
    assert own(desk) == [added]


def test_escape_gives_up_the_menu_the_box_and_then_the_tool(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(stack_session(tmp_path, A))
    desk.grid.act("tool_box")
    desk.drag(desk.pixel(40, 28), desk.pixel(50, 35))
    assert desk.fitting().adding._sketch is not None, "seen while its class is asked"
    QTest.keyClick(menu(), Qt.Key.Key_Escape)
    assert desk.fitting().adding._sketch is None
    mouse(desk.view(), PRESS, desk.pixel(40, 28).toTuple(), LEFT)
    mouse(desk.view(), MOVE, desk.pixel(50, 35).toTuple(), LEFT)
    desk.key(Qt.Key.Key_Escape)
    assert desk.fitting().adding._sketch is None
    assert desk.view().tool is Tool.BOX
    desk.key(Qt.Key.Key_Escape)
    assert desk.view().tool is Tool.WINDOW
    assert listed(desk.state) == (A,)


def test_a_click_draws_nothing_and_a_box_ends_at_the_edge(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(stack_session(tmp_path, A))
    desk.grid.act("tool_box")
    desk.click(desk.pixel(40, 28))
    assert QApplication.activePopupWidget() is None
    desk.drag(desk.pixel(50, 30), desk.pixel(500, 300))
    QTest.keyClick(menu(), Qt.Key.Key_Return)
    (added,) = own(desk)
    assert isinstance(added.where, PictureBox)
    assert added.where.high == (60.0, 40.0)


def test_a_box_of_a_volume_is_one_slice_thick_and_changed_on_other_planes(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(head_session(tmp_path, TUMOUR))
    axial, coronal = (desk.grid.pane(view).number for view in (View.AXIAL, View.CORONAL))
    desk.view(axial).go_to(10)
    draw(desk, desk.pixel(5, 5, axial), desk.pixel(25, 15, axial), axial)
    (added,) = own(desk)
    assert isinstance(added.where, Box)
    low, high = np.array(added.where.low_lps), np.array(added.where.high_lps)
    assert (high - low)[2] == pytest.approx(2.0)
    assert (high + low)[2] / 2 == pytest.approx(20.0), "slice 10 of 2 mm"
    assert sorted((high - low)[:2]) == pytest.approx([10.0, 20.0], abs=0.3)
    assert added.id in desk.seen(axial)
    desk.panel.reviewing.show(added)
    seen = desk.seen(coronal)[added.id]
    top = QPointF(seen.box.center().x(), seen.box.top())
    desk.drag(top, top - QPointF(0.0, 8.0 * desk.view(coronal).scale), coronal)
    (thicker,) = own(desk)
    assert isinstance(thicker.where, Box)
    assert thicker.where.high_lps[2] - thicker.where.low_lps[2] == pytest.approx(10.0, abs=0.3)
    assert thicker.where.low_lps[:2] == pytest.approx(added.where.low_lps[:2])


def test_a_person_without_a_name_is_asked_first(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(stack_session(tmp_path, A))
    desk.session.apply(ReviewerNamed(""))
    draw(desk, desk.pixel(40, 28), desk.pixel(50, 35))
    assert not own(desk)
    desk.qtbot.keyClicks(desk.panel.form.field, "Dr B")
    desk.qtbot.keyClick(desk.panel.form.field, Qt.Key.Key_Return)
    assert [one.source.author for one in own(desk)] == ["Dr B"]


def test_boxes_are_added_beside_a_model_that_looks_for_them_even_if_it_found_none(
    make: MakeDesk, tmp_path: Path
) -> None:
    desk = make(stacks.session(stacks.stored(tmp_path, [stacks.ramp()])))
    assert "tool_box" not in desk.grid.handlers()
    assert not desk.panel.box_button.isVisible()
    with_result(desk.session)
    assert desk.panel.box_button.isVisible()
    draw(desk, desk.pixel(40, 28), desk.pixel(50, 35))
    assert len(own(desk)) == 1
    assert desk.panel.summary.text() == "1 added"
