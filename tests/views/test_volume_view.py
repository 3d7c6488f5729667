from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from pytestqt.qtbot import QtBot

from medview.imaging.scene import OpenGL
from medview.session.state import Overlay, State
from medview.views.layers import Layers, opened
from medview.views.scene import Scene, scene_of
from medview.views.volume_view import VolumeView
from tests.views.heads import BLUE, CENTRE, RED, HandJobs, analysis, drag, mouse, pixels, pointing, session

Make = Callable[..., tuple[VolumeView, HandJobs]]
WAIT_MS = 60_000


def scene(state: State) -> Scene:
    return scene_of(state, opened(state, Layers(), True))


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Iterator[Make]:
    made: list[VolumeView] = []

    def build(shown: Scene, refuse: frozenset[str] = frozenset()) -> tuple[VolumeView, HandJobs]:
        jobs = HandJobs(tmp_path, refuse)
        view = VolumeView(jobs)
        qtbot.addWidget(view)
        made.append(view)
        view.resize(320, 300)
        view.show_scene(shown)
        with qtbot.waitExposed(view):
            view.show()
        return view, jobs

    yield build
    for view in made:
        view.shut()


def full(view: VolumeView, surfaces: int) -> Callable[[], bool]:
    return lambda: view.ready and view._small is not None and len(view._meshes) == surfaces


def hue(shown: np.ndarray, colour: tuple[int, int, int]) -> np.ndarray:
    """Where a picture has a colour's hue, however it is lit."""
    strong = shown.astype(float)
    light = np.linalg.norm(strong, axis=-1)
    cosine = strong @ (np.array(colour) / np.linalg.norm(colour)) / np.maximum(light, 1e-6)
    return (light > 80) & (cosine > 0.97)


def test_body_surfaces_and_crosshair_are_drawn_where_they_belong(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    state = session(tmp_path, analysis(tmp_path)).state
    view, _ = make(scene(pointing(state, CENTRE)))
    qtbot.waitUntil(full(view, 2), timeout=WAIT_MS)
    shown = pixels(view.picture())
    red, blue = np.argwhere(hue(shown, RED)), np.argwhere(hue(shown, BLUE))
    assert len(red) > 100
    assert len(blue) > 100
    assert red[:, 1].mean() > shown.shape[1] / 2 > blue[:, 1].mean()  # the patient's left is on the right
    grey = (np.ptp(shown, axis=-1) < 25) & (shown.max(axis=-1) > 30)
    assert grey.sum() > 1000
    view.show_scene(scene(pointing(state, None)))
    assert (pixels(view.picture()) != shown).any()


def test_hidden_labels_vanish(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    state = session(tmp_path, analysis(tmp_path)).state
    shown = scene(state)
    view, jobs = make(shown)
    qtbot.waitUntil(full(view, 2), timeout=WAIT_MS)
    hidden = replace(shown, style=replace(shown.style, overlay=Overlay(hidden=frozenset({1}))))
    view.show_scene(hidden)
    picture = pixels(view.picture())
    assert not hue(picture, RED).any()
    assert hue(picture, BLUE).any()
    assert jobs.submitted.count("surfaces") == 1


def test_a_click_on_a_surface_moves_the_crosshair_there(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    view, _ = make(scene(session(tmp_path, analysis(tmp_path)).state))
    qtbot.waitUntil(full(view, 2), timeout=WAIT_MS)
    row, column = np.argwhere(hue(pixels(view.picture()), RED)).mean(axis=0)
    widget = view._widget
    assert widget is not None
    points: list[tuple[float, float, float]] = []
    view.cursor_moved.connect(points.append)
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        mouse(widget, kind, (column, row), Qt.MouseButton.LeftButton)
    x, y, z = points[0]
    assert 26.0 <= x <= 35.0
    assert y == pytest.approx(23.5, abs=1.5)  # the front of the box
    assert 30.0 <= z <= 48.0


def test_a_drag_turns_the_body_and_picks_nothing(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    view, _ = make(scene(session(tmp_path, analysis(tmp_path)).state))
    qtbot.waitUntil(full(view, 2), timeout=WAIT_MS)
    widget = view._widget
    assert widget is not None
    camera = widget.scene.renderer.GetActiveCamera()
    before = camera.GetPosition()
    with qtbot.assertNotEmitted(view.cursor_moved):
        drag(widget, Qt.MouseButton.LeftButton, (150, 150), (220, 150))
    assert np.linalg.norm(np.subtract(camera.GetPosition(), before)) > 10.0
    view.fit()
    assert camera.GetPosition() == pytest.approx(before)


def test_wishes_of_one_moment_are_one_frame(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    view, _ = make(scene(session(tmp_path).state))
    qtbot.waitUntil(full(view, 0), timeout=WAIT_MS)
    widget = view._widget
    assert widget is not None
    with qtbot.waitSignal(view.drawn, timeout=WAIT_MS):
        widget.ask_frame()
    frames: list[int] = []
    view.drawn.connect(lambda: frames.append(1))
    for _ in range(20):
        widget.ask_frame()
    with qtbot.waitSignal(view.drawn, timeout=WAIT_MS):
        pass
    assert len(frames) == 1


def test_without_opengl_only_this_viewport_says_so(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    view, _ = make(scene(session(tmp_path).state), frozenset({"opengl"}))
    qtbot.waitUntil(lambda: "Refused." in view.message.text())
    assert view.message.isVisible()
    assert not view.ready
    assert not view.picture().isNull()


def test_what_was_asked_for_an_earlier_volume_is_not_shown(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()
    view, jobs = make(scene(session(first, analysis(first)).state))
    view.show_scene(scene(session(second).state))
    assert len(jobs.cancelled) == 2
    qtbot.waitUntil(full(view, 0), timeout=WAIT_MS)
    assert jobs.submitted.count("small_volume") == 2


def test_shut_leaves_no_timer_and_no_widget(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    view, _ = make(scene(session(tmp_path, analysis(tmp_path)).state))
    qtbot.waitUntil(full(view, 2), timeout=WAIT_MS)
    widget = view._widget
    assert widget is not None
    with qtbot.waitSignal(widget.destroyed):
        view.shut()
    assert not [timer for timer in view.findChildren(QTimer) if timer.isActive()]
    assert not view.ready
    view.shut()  # closing twice is no mistake


@pytest.mark.parametrize(
    ("renderer", "software"),
    [
        ("llvmpipe (LLVM 15.0.6, 256 bits)", True),
        ("NVIDIA H200/PCIe/SSE2", False),
        ("Mesa Intel(R) UHD", False),
        ("", True),
    ],
)
def test_drawing_without_a_card_is_recognised(renderer: str, software: bool) -> None:
    assert OpenGL(renderer).software is software
