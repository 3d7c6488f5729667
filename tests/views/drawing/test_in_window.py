"""Measuring in the whole window: with tools, keys and the list, undone, restarted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from medview.core.measurement import Shape
from medview.session.layout import View
from medview.session.paths import Paths, user_paths
from medview.views.pictures.slice_view import SliceView
from tests.views.driving import Driven, driven
from tests.views.heads import drag, mouse
from tests.views.making import make_head, make_package

LEFT = Qt.MouseButton.LeftButton
Pair = tuple[float, float]


@pytest.fixture
def paths(private_home: Path) -> Paths:
    return user_paths()


@pytest.fixture
def package(paths: Paths) -> Path:
    return make_package(paths.models)


@pytest.fixture
def head(tmp_path: Path) -> Path:
    return make_head(tmp_path / "head.nii.gz")


@pytest.fixture
def hands(qtbot: QtBot, paths: Paths, package: Path) -> Iterator[Driven]:
    with driven(qtbot, paths, package) as opened:
        yield opened


def at(view: SliceView, right: float, down: float) -> Pair:
    """The widget pixel so many mm from the middle of the slice."""
    middle = view.rect().center()
    return (middle.x() + right * view.pixels_per_mm, middle.y() + down * view.pixels_per_mm)


def draw(hands: Driven, tool: str, *points: Pair) -> None:
    hands.window.actions_[f"tool_{tool}"].trigger()
    view = hands.slice()
    drag(view, LEFT, at(view, *points[0]), at(view, *points[1]))
    for point in points[2:]:
        place = at(view, *point)
        mouse(view, QEvent.Type.MouseMove, place)
        mouse(view, QEvent.Type.MouseButtonPress, place, LEFT)
        mouse(view, QEvent.Type.MouseButtonRelease, place, LEFT)


def shown(hands: Driven) -> list[tuple[str, str]]:
    hands.window.measurements.show_now()
    tree = hands.window.measurements.list
    items = [tree.topLevelItem(n) for n in range(tree.topLevelItemCount())]
    return [(item.text(0), item.text(1)) for item in items if item is not None]


def test_what_is_drawn_is_listed_undone_named_and_there_after_a_restart(
    qtbot: QtBot, paths: Paths, package: Path, head: Path, tmp_path: Path
) -> None:
    with driven(qtbot, paths, package) as hands:
        hands.open(head)
        assert hands.window.measurements.empty.isVisible()
        draw(hands, "length", (-20.0, 0.0), (20.0, 0.0))
        assert shown(hands) == [("Length", "40.0 mm")]
        assert hands.window.actions_["tool_window"].isChecked()
        assert "Length" in hands.window.actions_["undo"].text()
        draw(hands, "ellipse", (-10.0, -10.0), (10.0, 10.0))
        assert shown(hands)[1] == ("Ellipse", "314.2 mm²")
        hands.window.actions_["undo"].trigger()
        hands.window.actions_["undo"].trigger()
        assert shown(hands) == []
        hands.window.actions_["redo"].trigger()
        assert "Ellipse" in hands.window.actions_["redo"].text()
        hands.window.actions_["redo"].trigger()
        assert len(shown(hands)) == 2
        tree = hands.window.measurements.list
        tree.setCurrentItem(tree.topLevelItem(0))
        tree.setFocus()
        hands.key(Qt.Key.Key_F2)
        editor = tree.findChild(QLineEdit)
        assert isinstance(editor, QLineEdit)
        qtbot.keyClicks(editor, "Node")
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        hands.until(lambda: hands.state.measurements[0].label)
        assert shown(hands)[0] == ("Node", "40.0 mm")
        QGuiApplication.clipboard().clear()
        hands.window.measurements.copy_table()
        hands.until(QGuiApplication.clipboard().text)
        rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
        assert [row[2] for row in rows] == ["Label", "Node", ""]
        hands.commands.measuring.export(tmp_path / "drawn.json")
        hands.until((tmp_path / "drawn.json").exists)
        before = hands.state.measurements
    with driven(qtbot, paths, package) as hands:
        if hands.state.series is None:
            hands.drop(head)
        hands.until(lambda: hands.state.measurements)
        assert hands.state.measurements == before
        assert not hands.window.parts.session.can_undo
    exported = json.loads((tmp_path / "drawn.json").read_text())["measurements"]
    assert [one["label"] for one in exported] == ["Node", ""]
    assert exported[0]["figures"][0]["unit"] == "mm"
    assert exported[0]["figures"][0]["value"] == pytest.approx(40.0, abs=0.05)


def test_keys_choose_tools_delete_and_duplicate(hands: Driven, head: Path) -> None:
    hands.open(head)
    view = hands.slice()
    view.setFocus()
    hands.key(Qt.Key.Key_L)
    drag(view, LEFT, at(view, -20.0, 5.0), at(view, 0.0, 5.0))
    first = hands.state.measurements[0]
    assert hands.state.measurement == first.id
    hands.key(Qt.Key.Key_Down)
    hands.key(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    second = hands.state.measurements[1]
    assert second.points != first.points
    assert view.away(second.points[0], second.on) == pytest.approx(0.0, abs=1e-6)
    assert view.away(first.points[0], first.on) == pytest.approx(1.0, abs=1e-6)
    hands.key(Qt.Key.Key_Delete)
    assert hands.state.measurements == (first,)
    hands.key(Qt.Key.Key_Delete)
    assert hands.state.measurements == (first,)
    hands.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert hands.state.measurements == (first, second)


def test_escape_puts_the_tool_away_and_then_the_selection(hands: Driven, head: Path) -> None:
    hands.open(head)
    hands.window.actions_["measure_sticky"].setChecked(True)
    draw(hands, "length", (-20.0, 0.0), (20.0, 0.0))
    hands.slice().setFocus()
    assert hands.window.actions_["tool_length"].isChecked()
    hands.key(Qt.Key.Key_Escape)
    assert hands.window.actions_["tool_window"].isChecked()
    assert hands.state.measurement is not None
    hands.key(Qt.Key.Key_Escape)
    assert hands.state.measurement is None


def test_the_list_jumps_to_the_slice_and_viewport(hands: Driven, head: Path) -> None:
    hands.open(head)
    draw(hands, "length", (-20.0, 0.0), (20.0, 0.0))
    view = hands.slice()
    number = view.number
    view.go_to(3)
    hands.slice(View.CORONAL).setFocus()
    shown(hands)
    hands.window.desk.select(None)
    shown(hands)
    tree = hands.window.measurements.list
    tree.setCurrentItem(tree.topLevelItem(0))
    assert view.number == number
    assert hands.state.tile.view is View.AXIAL
    assert hands.window.measurements.details.isVisible()


def test_a_hidden_drawing_stays_listed(hands: Driven, head: Path) -> None:
    hands.open(head)
    draw(hands, "rectangle", (-20.0, -5.0), (20.0, 5.0))
    shown(hands)
    item = hands.window.measurements.list.topLevelItem(0)
    assert item is not None
    item.setCheckState(0, Qt.CheckState.Unchecked)
    assert hands.state.measurements[0].hidden
    assert shown(hands) == [("Rectangle", "400.0 mm²")]
    hands.window.actions_["undo"].trigger()
    assert not hands.state.measurements[0].hidden


def test_a_right_click_on_a_drawing_offers_what_can_be_done_with_it(
    hands: Driven, head: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[list[str]] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _at: offered.append([one.text() for one in menu.actions()]))
    hands.open(head)
    draw(hands, "length", (-20.0, 0.0), (20.0, 0.0))
    view = hands.slice()
    view.grab()
    for place in ((10.0, 0.0), (10.0, 30.0)):
        hands.qtbot.mouseClick(view, Qt.MouseButton.RightButton, pos=QPointF(*at(view, *place)).toPoint())
    over, beside = offered
    assert over[: -len(beside)] == ["Name or words…", "Copy to this slice", "Delete", ""]
    assert over[-len(beside) :] == beside
    assert "Fit" in beside


def test_every_shape_is_drawn(hands: Driven, head: Path) -> None:
    hands.open(head)
    hands.window.actions_["measure_sticky"].setChecked(True)
    draw(hands, "bidirectional", (-30.0, -30.0), (-10.0, -30.0))
    draw(hands, "angle", (10.0, -30.0), (30.0, -30.0), (30.0, -10.0))
    draw(hands, "cobb", (-30.0, -10.0), (-10.0, -10.0), (-30.0, 0.0), (-12.0, 4.0))
    draw(hands, "polyline", (-30.0, 10.0), (-20.0, 10.0), (-20.0, 20.0))
    hands.key(Qt.Key.Key_Return)
    draw(hands, "polygon", (0.0, 10.0), (10.0, 10.0), (10.0, 20.0), (0.0, 20.0))
    hands.key(Qt.Key.Key_Return)
    draw(hands, "sphere", (20.0, 20.0), (26.0, 20.0))
    draw(hands, "point", (0.0, 0.0), (0.0, 0.0))
    found = dict(shown(hands))
    assert found["Bidirectional"] == "20.0 × 10.0 mm"
    assert found["Angle"] == "90.0°"
    assert found["Cobb angle"] == "12.5°"
    assert found["Polyline"] == "20.0 mm"
    assert found["Polygon"] == "100.0 mm²"
    assert found["Sphere"] == "0.905 mL"
    assert [one.shape for one in hands.state.measurements][-1] is Shape.POINT
    assert hands.window.actions_["tool_point"].isChecked()
