from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medview.core.solid import STANDARD, Camera
from medview.jobs.protocol import Failed
from medview.session.layout import Look
from medview.session.state import Overlay, State
from medview.views.pictures.layers import Layers, opened
from medview.views.pictures.scene import Scene, scene_of
from medview.views.solid.over import facts
from medview.views.solid.volume_view import VolumeView
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
    return lambda: view.settled and view.surfaces.count == surfaces


def body(view: VolumeView) -> np.ndarray:
    """The drawn frame alone, without what is painted over it."""
    return pixels(view.canvas.image.convertToFormat(view.canvas.image.Format.Format_RGBX8888))


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
    shown = body(view)
    red, blue = np.argwhere(hue(shown, RED)), np.argwhere(hue(shown, BLUE))
    assert len(red) > 100
    assert len(blue) > 100
    assert red[:, 1].mean() > shown.shape[1] / 2 > blue[:, 1].mean()  # the patient's left is on the right
    grey = (np.ptp(shown, axis=-1) < 25) & (shown.max(axis=-1) > 30)
    assert grey.sum() > 1000
    before = pixels(view.picture())
    view.show_scene(scene(pointing(state, None)))
    assert (pixels(view.picture()) != before).any()


def test_hidden_labels_vanish(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    shown = scene(session(tmp_path, analysis(tmp_path)).state)
    view, jobs = make(shown)
    qtbot.waitUntil(full(view, 2), timeout=WAIT_MS)
    view.show_scene(replace(shown, style=replace(shown.style, overlay=Overlay(hidden=frozenset({1})))))
    qtbot.waitUntil(full(view, 2), timeout=WAIT_MS)
    assert not hue(body(view), RED).any()
    assert hue(body(view), BLUE).any()
    assert jobs.submitted.count("surfaces") == 1


def test_a_click_on_a_surface_moves_the_crosshair_there(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    view, _ = make(scene(session(tmp_path, analysis(tmp_path)).state))
    qtbot.waitUntil(full(view, 2), timeout=WAIT_MS)
    row, column = np.argwhere(hue(body(view), RED)).mean(axis=0)
    points: list[tuple[float, float, float]] = []
    view.cursor_moved.connect(points.append)
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        mouse(view.canvas, kind, (column, row), Qt.MouseButton.LeftButton)
    x, y, z = points[0]
    assert 26.0 <= x <= 35.0
    assert y == pytest.approx(23.5, abs=1.0)  # the front of the box
    assert 30.0 <= z <= 48.0
    eye = view.canvas.eye()
    assert eye is not None
    assert eye.project(points[0])[0] == pytest.approx((column, row), abs=1.0)  # and it is drawn where one clicked


def test_a_click_on_the_body_moves_the_crosshair_to_what_is_seen(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    view, _ = make(scene(session(tmp_path).state))
    qtbot.waitUntil(full(view, 0), timeout=WAIT_MS)
    view.change(preset="mr-surface")
    eye = view.canvas.eye()
    assert eye is not None
    points: list[tuple[float, float, float]] = []
    view.cursor_moved.connect(points.append)
    place, _ = eye.project((24.5, 6.0, 39.0))  # the marker in front of the ball
    view.point_at(QPointF(*place))
    assert points[0] == pytest.approx((24.5, 3.0, 39.0), abs=2.0)
    view.point_at(QPointF(2, 2))
    assert len(points) == 1  # air shows nothing to point at


def test_a_drag_turns_the_body_and_picks_nothing(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    view, _ = make(scene(session(tmp_path, analysis(tmp_path)).state))
    qtbot.waitUntil(full(view, 2), timeout=WAIT_MS)
    with qtbot.assertNotEmitted(view.cursor_moved), qtbot.waitSignal(view.look_changed):
        drag(view.canvas, Qt.MouseButton.LeftButton, (150, 150), (220, 150))
    assert np.degrees(np.arccos(np.dot(view.solid.camera.back, Camera().back))) == pytest.approx(35.0, abs=1.0)
    view.fit()
    assert view.solid.camera == Camera()


def test_a_body_dragged_to_the_right_shows_its_right_side(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    view, _ = make(scene(session(tmp_path).state))
    drag(view.canvas, Qt.MouseButton.LeftButton, (100, 150), (200, 150))
    assert (
        view.solid.camera.back[0] < -0.5
    )  # the front moved to the right of the screen: the eye is at the patient's right


def test_middle_pans_right_and_wheel_zoom(make: Make, tmp_path: Path) -> None:
    view, _ = make(scene(session(tmp_path).state))
    eye = view.canvas.eye()
    assert eye is not None
    before, _ = eye.project(CENTRE)
    drag(view.canvas, Qt.MouseButton.MiddleButton, (150, 150), (180, 130))
    eye = view.canvas.eye()
    assert eye is not None
    assert eye.project(CENTRE)[0] - before == pytest.approx((30.0, -20.0), abs=0.5)
    drag(view.canvas, Qt.MouseButton.RightButton, (150, 100), (150, 200))
    assert view.solid.camera.zoom > 1.3


@pytest.mark.parametrize(
    ("key", "side"),
    [("A", "anterior"), ("P", "posterior"), ("L", "left"), ("R", "right"), ("S", "superior"), ("I", "inferior")],
)
def test_letters_look_from_the_patients_sides(make: Make, tmp_path: Path, qtbot: QtBot, key: str, side: str) -> None:
    view, _ = make(scene(session(tmp_path).state))
    view.canvas.look(Camera((0.6, 0.8, 0.0)))
    qtbot.keyClick(view.canvas, getattr(Qt.Key, f"Key_{key}"))
    assert view.solid.camera == STANDARD[side]


def test_wishes_of_one_moment_are_one_frame(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    view, jobs = make(scene(session(tmp_path).state))
    qtbot.waitUntil(full(view, 0), timeout=WAIT_MS)
    before = jobs.submitted.count("draw")
    for n in range(20):
        view.canvas.look(Camera((float(np.sin(n)), -1.0, 0.0)))
    with qtbot.waitSignal(view.drawn, timeout=WAIT_MS):
        pass
    assert jobs.submitted.count("draw") == before + 1


def test_a_rested_view_becomes_sharp_and_stays_so(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    view, jobs = make(scene(session(tmp_path).state))
    qtbot.waitUntil(full(view, 0), timeout=WAIT_MS)
    assert jobs.submitted.count("refine") == 1
    assert (view.canvas.image.width(), view.canvas.image.height()) == view.canvas.pixels()
    view.show_scene(scene(pointing(session(tmp_path).state, CENTRE)))
    view.canvas.look(view.canvas.camera)
    qtbot.waitUntil(full(view, 0), timeout=WAIT_MS)


def test_a_frame_under_way_is_not_shown_in_place_of_what_came_after(
    make: Make, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, jobs = make(scene(session(tmp_path).state))
    qtbot.waitUntil(full(view, 0), timeout=WAIT_MS)
    asked, nothing = jobs.submit, Scene()

    def submit(pool: str, task: str, *more: object, **arguments: object) -> int:
        QTimer.singleShot(0, view, lambda: view.show_scene(nothing))  # before the frame
        return asked(pool, task, *more, **arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(jobs, "submit", submit)
    view.canvas.look(Camera((1.0, 0.0, 0.0)))
    qtbot.waitUntil(lambda: view.scene is nothing, timeout=WAIT_MS)
    with qtbot.assertNotEmitted(view.drawn, wait=300):
        pass
    assert not view.ready


def test_no_sharp_picture_is_begun_while_a_hand_holds_the_body(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    view, jobs = make(scene(session(tmp_path).state))
    qtbot.waitUntil(full(view, 0), timeout=WAIT_MS)
    mouse(view.canvas, QEvent.Type.MouseButtonPress, (150, 150), Qt.MouseButton.LeftButton)
    mouse(view.canvas, QEvent.Type.MouseMove, (200, 150))
    with qtbot.waitSignal(view.drawn, timeout=WAIT_MS):
        pass
    qtbot.waitUntil(lambda: not view.shots.busy, timeout=WAIT_MS)
    assert jobs.submitted.count("refine") == 1
    mouse(view.canvas, QEvent.Type.MouseButtonRelease, (200, 150), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: jobs.submitted.count("refine") == 2, timeout=WAIT_MS)
    qtbot.waitUntil(full(view, 0), timeout=WAIT_MS)


def test_without_opengl_only_this_viewport_says_so(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    view, jobs = make(scene(session(tmp_path).state), frozenset({"draw", "refine"}))
    qtbot.waitUntil(lambda: "Refused." in view.message.text(), timeout=WAIT_MS)
    assert view.message.isVisible()
    assert not view.ready
    assert not view.picture().isNull()
    asked = len(jobs.submitted)
    view.canvas.look(Camera((1.0, 0.0, 0.0)))
    QApplication.processEvents()
    assert len(jobs.submitted) == asked  # it does not try again and again


def test_a_drawing_process_that_dies_once_is_asked_again(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    view, jobs = make(scene(session(tmp_path).state))
    jobs.dying["draw"] = Failed(0, "The work ended unexpectedly.", "", "crashed")
    qtbot.waitUntil(full(view, 0), timeout=WAIT_MS)
    assert view.ready


def test_a_display_that_fails_midway_keeps_the_picture_and_says_so(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    view, jobs = make(scene(session(tmp_path).state))
    qtbot.waitUntil(full(view, 0), timeout=WAIT_MS)
    jobs.refuse = frozenset({"draw", "refine"})
    with qtbot.waitSignal(view.shots.failed, timeout=WAIT_MS):
        view.canvas.look(Camera((1.0, 0.0, 0.0)))
    assert view.ready
    assert "Refused." in list(facts(view))


def test_what_was_asked_for_an_earlier_volume_is_not_shown(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()
    view, jobs = make(scene(session(first, analysis(first)).state))
    view.show_scene(scene(session(second).state))
    assert len(jobs.cancelled) >= 2
    qtbot.waitUntil(full(view, 0), timeout=WAIT_MS)
    assert jobs.submitted.count("small_volume") == 2


def test_a_view_of_nothing_lets_go_of_everything(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    view, jobs = make(scene(session(tmp_path, analysis(tmp_path)).state))
    qtbot.waitUntil(full(view, 2), timeout=WAIT_MS)
    view.show_scene(Scene())
    assert not view.ready
    assert view.surfaces.count == 0
    assert {"small_volume", "surfaces"} <= {jobs.submitted[serial - 1] for serial in jobs.released}


def test_shut_leaves_no_timer(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    view, _ = make(scene(session(tmp_path, analysis(tmp_path)).state))
    qtbot.waitUntil(full(view, 2), timeout=WAIT_MS)
    view.shut()
    assert not [timer for timer in view.findChildren(QTimer) if timer.isActive()]
    assert not view.ready
    view.shut()  # closing twice is no mistake


def test_changes_are_told_and_one_drag_is_one_step(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    view, _ = make(scene(session(tmp_path).state))
    steps: list[tuple[str, Look, Look]] = []
    view.step_made.connect(lambda *step: steps.append(step))
    view.change(crop=(0.1, 1.0, 0.0, 1.0, 0.0, 1.0))
    view.change(crop=(0.2, 1.0, 0.0, 1.0, 0.0, 1.0))
    view.settle("Crop")
    (step,) = steps
    assert step[0] == "Crop"
    assert step[1].solid.crop[0] == 0.0
    assert step[2].solid.crop[0] == 0.2
    with qtbot.assertNotEmitted(view.look_changed):
        view.show_look(step[1])
    assert view.solid.crop[0] == 0.0


def test_a_cropped_body_has_less_to_show(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    view, _ = make(scene(session(tmp_path).state))
    qtbot.waitUntil(full(view, 0), timeout=WAIT_MS)
    before = body(view).max(axis=-1) > 20
    view.change(crop=(0.0, 0.5, 0.0, 1.0, 0.0, 1.0))
    qtbot.waitUntil(full(view, 0), timeout=WAIT_MS)
    after = body(view).max(axis=-1) > 20
    middle = len(after) // 2
    assert before[: middle - 20].sum() > 500
    assert after[: middle - 20].sum() < 20  # nothing is left above the middle
    assert after[middle + 10 :].sum() == pytest.approx(before[middle + 10 :].sum(), rel=0.1)


def test_clipping_at_the_crosshair_takes_the_right_side_away(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    view, _ = make(scene(pointing(session(tmp_path).state, CENTRE)))
    view.change(clips=(0, 0, 1))
    qtbot.waitUntil(full(view, 0), timeout=WAIT_MS)
    columns = (body(view).max(axis=-1) > 20).sum(axis=0)
    middle = len(columns) // 2
    assert columns[: middle - 8].sum() > 500
    assert columns[middle + 8 :].sum() < 20  # the patient's left stands on the right


def test_clipping_follows_a_turned_plane(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    view, _ = make(scene(pointing(session(tmp_path).state, CENTRE)))
    view.show_turned((None, None, ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))))  # the sagittal plane lies down
    view.change(clips=(0, 0, 1))
    qtbot.waitUntil(full(view, 0), timeout=WAIT_MS)
    rows = (body(view).max(axis=-1) > 20).sum(axis=1)
    middle = len(rows) // 2
    assert rows[: middle - 8].sum() < 20  # the head is above
    assert rows[middle + 8 :].sum() > 500


def test_surfaces_can_be_cut_with_the_body(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    view, _ = make(scene(pointing(session(tmp_path, analysis(tmp_path)).state, CENTRE)))
    view.change(clips=(0, 0, 1))
    qtbot.waitUntil(full(view, 2), timeout=WAIT_MS)
    assert hue(body(view), RED).any()
    view.change(cut_surfaces=True)
    qtbot.waitUntil(full(view, 2), timeout=WAIT_MS)
    assert not hue(body(view), RED).any()
    assert hue(body(view), BLUE).any()
