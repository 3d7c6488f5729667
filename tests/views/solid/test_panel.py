from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QSlider, QWidget
from pytestqt.qtbot import QtBot

from medview.core.solid import WHOLE
from medview.session.layout import Look
from medview.views.solid.mesh_dialog import MeshDialog
from medview.views.solid.panel import SolidPanel
from medview.views.solid.snapshot_dialog import SnapshotDialog
from medview.views.solid.volume_view import VolumeView
from tests.views.heads import CENTRE, HandJobs, analysis, mouse, pixels, pointing, session
from tests.views.solid.test_volume_view import full, scene

WAIT_MS = 60_000


@pytest.fixture
def jobs(tmp_path: Path) -> HandJobs:
    return HandJobs(tmp_path)


@pytest.fixture
def view(qtbot: QtBot, tmp_path: Path, jobs: HandJobs) -> Iterator[VolumeView]:
    made = VolumeView(jobs)
    qtbot.addWidget(made)
    made.resize(420, 320)
    made.show_scene(scene(pointing(session(tmp_path, analysis(tmp_path)).state, CENTRE)))
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(full(made, 2), timeout=WAIT_MS)
    yield made
    made.shut()


@pytest.fixture
def steps(view: VolumeView) -> list[tuple[str, Look, Look]]:
    told: list[tuple[str, Look, Look]] = []
    view.step_made.connect(lambda *step: told.append(step))
    return told


def panel(view: VolumeView) -> SolidPanel:
    view.show_panel()
    (made,) = view._dialogs.values()
    assert isinstance(made, SolidPanel)
    return made


def test_sliders_crop_from_the_patients_sides(view: VolumeView, steps: list[tuple[str, Look, Look]]) -> None:
    made = panel(view)
    assert [label.text() for label in made._side_names[:2]] == ["From the feet", "From the head"]
    made.sides[1].slider.setSliderDown(True)
    made.sides[1].slider.setValue(20)
    made.sides[1].slider.setValue(30)
    made.sides[1].slider.setSliderDown(False)
    assert view.solid.crop == pytest.approx((0.0, 0.7, 0.0, 1.0, 0.0, 1.0))
    assert view.box.crop == view.solid.crop
    assert len(steps) == 1
    made.sides[0].box.setValue(99)
    assert view.solid.crop[0] < view.solid.crop[1]
    view.actions_.uncrop()
    assert view.solid.crop == WHOLE
    assert made.sides[1].box.value() == 0


def test_clips_and_light_are_set_by_name(view: VolumeView, steps: list[tuple[str, Look, Look]]) -> None:
    made = panel(view)
    made.clips[2].setCurrentIndex(made.clips[2].findData(-1))
    made.clips[2].activated.emit(made.clips[2].currentIndex())
    assert view.solid.clips == (0, 0, -1)
    made.lights["ambient"].box.setValue(75)
    made.lights["ambient"].box.editingFinished.emit()
    assert view.solid.transfer is not None
    assert view.solid.transfer.shading.ambient == 0.75
    made.lit.setChecked(False)
    assert not view.solid.transfer.shading.on
    assert not made.lights["ambient"].isEnabled()
    assert [step[0] for step in steps] == ["Clip in 3D", "Crop, light and surfaces in 3D", "Shading"]


def test_each_surface_has_an_opacity(view: VolumeView, qtbot: QtBot) -> None:
    made = panel(view)
    assert list(made.labels) == ["|1", "|2"]
    made.labels["|1"].box.setValue(0)
    assert [one.opacity for one in view.surfaces.painted(view.solid)] == [1.0]
    made.labels["|1"].box.setValue(40)
    assert [one.opacity for one in view.surfaces.painted(view.solid)] == pytest.approx([0.4, 1.0])
    made.all.box.setValue(50)
    assert [one.opacity for one in view.surfaces.painted(view.solid)] == pytest.approx([0.5, 0.5])
    assert made.labels["|2"].box.value() == 50


def test_a_handle_of_the_crop_box_is_dragged(view: VolumeView, steps: list[tuple[str, Look, Look]]) -> None:
    view.actions_.show_box(True)
    eye = view.canvas.eye()
    assert eye is not None
    places, _ = view.box._handles(eye)
    start, end = places[1], places[0]
    target = start + (end - start) * 0.4
    for kind, place in (
        (QEvent.Type.MouseButtonPress, start),
        (QEvent.Type.MouseMove, (start + target) / 2),
        (QEvent.Type.MouseMove, target),
        (QEvent.Type.MouseButtonRelease, target),
    ):
        mouse(view.canvas, kind, tuple(place), Qt.MouseButton.LeftButton)
    assert view.solid.crop[1] == pytest.approx(0.6, abs=0.02)
    assert view.solid.crop[0] == 0.0
    assert [step[0] for step in steps] == ["Crop box", "Crop"]
    mouse(view.canvas, QEvent.Type.MouseMove, tuple(view.box._handles(eye)[0][1]))
    assert view.canvas.cursor().shape() is Qt.CursorShape.PointingHandCursor


def test_next_clip_goes_round(view: VolumeView) -> None:
    found = []
    for _ in range(3):
        view.actions_.next_clip(1)
        found.append(view.solid.clips[1])
    assert found == [1, -1, 0]


def test_a_picture_is_saved_larger_with_its_label(view: VolumeView, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = SnapshotDialog(view)
    qtbot.addWidget(dialog)
    dialog.size_.setCurrentIndex(1)
    dialog.write(str(tmp_path / "a.png"))
    assert not dialog.save.isEnabled()
    qtbot.waitUntil(dialog.save.isEnabled, timeout=WAIT_MS)
    image = QImage(str(tmp_path / "a.png"))
    width, height = view.canvas.pixels()
    assert image.width() == 2 * width
    assert image.height() > 2 * height  # a strip says that it is no medical device, and that nobody reviewed it
    assert pixels(image)[height].max() > 60


def test_a_transparent_picture_is_the_body_alone(view: VolumeView, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = SnapshotDialog(view)
    qtbot.addWidget(dialog)
    dialog.clear.setChecked(True)
    dialog.write(str(tmp_path / "a.png"))
    qtbot.waitUntil(dialog.save.isEnabled, timeout=WAIT_MS)
    image = QImage(str(tmp_path / "a.png"))
    assert image.hasAlphaChannel()
    assert image.pixelColor(1, 1).alpha() == 0
    assert image.pixelColor(image.width() // 2, image.height() // 2).alpha() > 50


def test_a_picture_that_cannot_be_written_is_told(view: VolumeView, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = SnapshotDialog(view)
    qtbot.addWidget(dialog)
    dialog.write(str(tmp_path / "none" / "a.png"))
    qtbot.waitUntil(dialog.save.isEnabled, timeout=WAIT_MS)
    assert "a.png" in dialog.told.text()


def test_surfaces_are_exported_only_after_a_word_on_their_review(
    view: VolumeView, jobs: HandJobs, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = MeshDialog(view)
    qtbot.addWidget(dialog)
    assert [dialog.labels.item(row).text() for row in range(2)] == ["Part 1", "Part 2"]
    assert not dialog.save.isEnabled()  # nobody has reviewed the analysis
    dialog.unreviewed.setChecked(True)
    assert dialog.save.isEnabled()
    dialog.labels.item(0).setCheckState(Qt.CheckState.Unchecked)
    (source,) = dialog.chosen()
    assert [label.name for label in source.labels] == ["Part 2"]
    dialog.write(str(tmp_path / "out.stl"))
    assert not dialog.save.isEnabled()
    assert dialog.stop.isEnabled()
    qtbot.waitUntil(dialog.save.isEnabled, timeout=WAIT_MS)
    assert b"UNREVIEWED" in (tmp_path / "out.stl").read_bytes()[:80]
    assert "out.stl" in dialog.told.text()
    dialog.labels.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.save.isEnabled()


def test_the_turntable_turns_until_a_hand_takes_the_body(view: VolumeView, qtbot: QtBot) -> None:
    before = view.solid.camera
    view.bar.turn.click()
    assert view.turntable.turning
    qtbot.waitUntil(lambda: view.solid.camera != before, timeout=WAIT_MS)
    assert view.solid.camera.up == before.up
    mouse(view.canvas, QEvent.Type.MouseButtonPress, (100, 100), Qt.MouseButton.LeftButton)
    assert not view.turntable.turning
    assert not view.bar.turn.isChecked()
    mouse(view.canvas, QEvent.Type.MouseButtonRelease, (100, 100), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.settled, timeout=WAIT_MS)


def test_a_turn_once_ends_where_it_began(view: VolumeView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("medview.views.solid.turntable.TURN_S", 0.3)
    before = view.solid.camera
    with qtbot.waitSignals([view.turntable.changed] * 2, timeout=WAIT_MS):
        view.turntable.play(once=True)
    assert not view.turntable.turning
    assert view.solid.camera == before
    qtbot.waitUntil(lambda: view.settled, timeout=WAIT_MS)


def test_every_control_has_a_name_and_is_reached_by_tab(view: VolumeView, qtbot: QtBot) -> None:
    view.edit_transfer()
    made: list[QWidget] = list(view._dialogs.values())
    made += [view.bar, MeshDialog(view), SnapshotDialog(view)]
    view.show_panel()
    made.append(list(view._dialogs.values())[-1])
    kinds = QAbstractButton | QSlider | QAbstractSpinBox | QComboBox
    for widget in made:
        controls = [one for one in widget.findChildren(QWidget) if isinstance(one, kinds) and one.isVisibleTo(widget)]
        assert controls
        for control in controls:
            inner = isinstance(control.parent(), QAbstractSpinBox | QComboBox)
            text = control.text() if isinstance(control, QAbstractButton) else ""
            assert inner or control.accessibleName() or text, (type(widget).__name__, control)
            assert inner or control.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_the_bar_hides_where_it_would_cover_the_body(view: VolumeView) -> None:
    assert view.bar.isVisible()
    assert view.bar.geometry().right() <= view.canvas.width()
    before = pixels(view.picture())
    assert view.bar.isVisible()
    view.bar.hide()
    assert (pixels(view.grab().toImage()) == before).all()  # pictures are taken without it
    view.resize(200, 200)
    assert not view.bar.isVisible()


def test_presets_are_chosen_by_number_and_from_the_menu(view: VolumeView, qtbot: QtBot) -> None:
    qtbot.keyClick(view.canvas, Qt.Key.Key_2)
    preset = view.preset()
    assert preset is not None
    assert preset.id == "mr-surface"
    menu = view.actions_.presets_menu()
    assert [action.text().split("\t")[0] for action in menu.actions() if action.isChecked()] == ["MR surface"]
    menu.actions()[0].trigger()
    assert view.solid.preset == "mr-overview"
    menu.deleteLater()
    context = view.menu()
    assert len(context.actions()) > 8
    context.deleteLater()


def test_arrows_turn_and_plus_zooms(view: VolumeView, qtbot: QtBot) -> None:
    before = view.solid.camera
    qtbot.keyClick(view.canvas, Qt.Key.Key_Right)
    assert view.solid.camera.back != before.back
    qtbot.keyClick(view.canvas, Qt.Key.Key_Plus)
    assert view.solid.camera.zoom > before.zoom
    qtbot.keyClick(view.canvas, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert view.solid.camera.offset != before.offset
    qtbot.keyClick(view.canvas, Qt.Key.Key_X)  # no key of the body's
    view.point_at(QPointF(1, 1))
