"""Boxes in 3D: as wires where they lie, pointed at and chosen by their wires and words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from medview.core.finding import Finding
from medview.core.solid import Camera
from medview.imaging.looking import Body, Eye
from medview.session.state import Part, State
from medview.session.wishes import PictureWish
from medview.views.boxes.solid import SolidBoxes
from medview.views.solid.canvas import Canvas
from tests.views.boxes.desks import GREEN, head_session, in_space
from tests.views.heads import geometry, like, pixels

SIZE = (400, 400)
NEAR = in_space("near", (10.0, 5.0, 30.0), (20.0, 15.0, 40.0), 0.9)
FAR = in_space("far", (30.0, 40.0, 50.0), (45.0, 55.0, 65.0), 0.8)


class View(QObject):
    """What the boxes know of a 3D viewport."""

    def __init__(self) -> None:
        super().__init__()
        self.canvas = Canvas("3D")
        self.wish = PictureWish()


@pytest.fixture
def eye() -> Eye:
    return Eye(Camera(), Body.of(geometry()), SIZE)


class Bench:
    def __init__(self, qtbot: QtBot, state: State) -> None:
        self.view = View()
        qtbot.addWidget(self.view.canvas)
        self.pointed: list[str | None] = []
        self.chosen: list[Finding] = []
        self.boxes = SolidBoxes(self.view, self.pointed.append, self.chosen.append)
        self.boxes.show_state(state, frozenset(Part))

    def drawn(self, eye: Eye) -> np.ndarray:
        image = QImage(*SIZE, QImage.Format.Format_RGB32)
        image.fill(0)
        painter = QPainter(image)
        self.boxes.paint(painter, eye)
        painter.end()
        return pixels(image)


def corner(eye: Eye, place: tuple[float, float, float]) -> QPointF:
    places, _ = eye.project([place])
    return QPointF(*places[0].tolist())


def test_wires_join_the_corners_where_they_lie(qtbot: QtBot, tmp_path: Path, eye: Eye) -> None:
    bench = Bench(qtbot, head_session(tmp_path, FAR).state)
    green = like(bench.drawn(eye), GREEN, 60)
    one, other = corner(eye, (30.0, 40.0, 50.0)), corner(eye, (45.0, 40.0, 50.0))
    middle = (one + other) / 2.0
    assert green[int(middle.y()) - 2 : int(middle.y()) + 3, int(middle.x())].any()
    inside = corner(eye, (37.5, 40.0, 57.5))
    assert not green[int(inside.y()), int(inside.x())]


def test_the_nearer_box_is_meant_and_chosen_by_its_wires(qtbot: QtBot, tmp_path: Path, eye: Eye) -> None:
    bench = Bench(qtbot, head_session(tmp_path, NEAR, FAR).state)
    assert [one.id for one in bench.boxes.seen(eye)] == ["near", "far"], "the eye is in front"
    on_wire = (corner(eye, (10.0, 5.0, 30.0)) + corner(eye, (20.0, 5.0, 30.0))) / 2.0
    assert bench.boxes.hover(eye, on_wire) is Qt.CursorShape.PointingHandCursor
    assert bench.pointed == ["near"]
    assert bench.boxes.press(eye, on_wire)
    assert bench.chosen == [NEAR]
    away = QPointF(2.0, 200.0)
    assert bench.boxes.hover(eye, away) is None
    assert not bench.boxes.press(eye, away), "the body can be turned beside the boxes"
    assert bench.pointed[-1] is None


def test_words_stand_beside_each_other_and_choose_their_box(qtbot: QtBot, tmp_path: Path, eye: Eye) -> None:
    bench = Bench(qtbot, head_session(tmp_path, NEAR, FAR).state)
    near, far = bench.boxes.seen(eye)
    assert near.words is not None
    assert far.words is not None
    assert not near.words.intersects(far.words)
    assert bench.boxes.press(eye, far.words.center())
    assert bench.chosen == [FAR]


def test_saved_pictures_have_boxes_only_if_wished(qtbot: QtBot, tmp_path: Path, eye: Eye) -> None:
    bench = Bench(qtbot, head_session(tmp_path, NEAR).state)
    assert like(bench.drawn(eye), GREEN, 60).any()
    bench.view.wish = PictureWish(overlays=False)
    assert not like(bench.drawn(eye), GREEN, 60).any()


def test_a_closed_viewport_lets_go(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(qtbot, head_session(tmp_path, NEAR).state)
    bench.boxes.shut()
    assert not bench.view.canvas.drawn_over
    assert not bench.view.canvas.grips
