from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from medview.core.content import Node, Tree
from medview.core.overlay import ShapeLayer
from medview.core.study import Instance, Kind, ScanResult
from medview.core.volume import Window
from medview.jobs.protocol import Failed
from medview.session.changes import (
    ContentOpened,
    ImagesOpened,
    LayoutChanged,
    OverlaidHidden,
    StudiesFound,
    TileActivated,
    VolumeOpened,
    WindowChanged,
)
from medview.session.layout import Layout, Tile, grid
from medview.session.session import Session
from medview.session.state import State
from medview.views.browser.objects_panel import ObjectsPanel
from medview.views.flows.overlaying import Overlaying, grid_key
from medview.views.jobs import Then
from medview.views.parts import Parts
from medview.views.pictures.laid import part_key
from medview.views.settings.theme import load_theme
from tests.views.heads import RED, WINDOW, head, like, picture
from tests.views.overlays import contours, derived, dose, labels, opened_session, presentation, series, stack, study


class SlowJobs:
    """Jobs that end when the test says so."""

    def __init__(self) -> None:
        self.asked: dict[int, tuple[str, Then, dict[str, Any]]] = {}
        self.cancelled: list[int] = []
        self.released: list[int] = []

    def submit(self, pool: str, task: str, title: str, then: Then, /, **arguments: Any) -> int:
        assert (pool, bool(title)) == ("files", True)
        serial = len(self.asked) + 1
        self.asked[serial] = (task, then, arguments)
        return serial

    def cancel(self, serial: int) -> None:
        self.cancelled.append(serial)
        then = self.asked[serial][1]
        assert then.cancelled
        then.cancelled()

    def release(self, pool: str, serial: int) -> None:
        self.released.append(serial)

    def finish(self, serial: int, value: object) -> None:
        then = self.asked[serial][1]
        assert then.done
        then.done(value)

    def fail(self, serial: int) -> None:
        then = self.asked[serial][1]
        assert then.failed
        then.failed(Failed(serial, "its grid is another.", "Open its own images.", "error"))


SEG = derived("seg", Kind.SEGMENTATION, "Kidneys")
REPORT = derived("sr", Kind.REPORT, "Report")
DOSE = derived("dose", Kind.DOSE, "Plan dose", ())
STATES = (derived("pr1", Kind.PRESENTATION, "One"), derived("pr2", Kind.PRESENTATION, "Two"))


@pytest.fixture(autouse=True)
def _collected() -> Iterator[None]:
    """Flows and sessions hold each other, rows their list: PySide may crash if Python finds them only at its end."""
    yield
    gc.collect()


def flow(session: Session) -> tuple[Overlaying, SlowJobs]:
    jobs = SlowJobs()
    return Overlaying(cast("Parts", SimpleNamespace(session=session, jobs=jobs))), jobs


def test_an_object_is_read_onto_the_open_images_and_shown(qtbot: QtBot, tmp_path: Path) -> None:
    session = opened_session(tmp_path, SEG)
    made, jobs = flow(session)
    busy: list[frozenset[str]] = []
    made.busy_changed.connect(busy.append)
    assert made.take("seg")
    task, _, arguments = jobs.asked[1]
    assert (task, arguments["series"], arguments["onto"].uid) == ("overlaid", SEG, "1.2")
    jobs.finish(1, replace(labels(tmp_path), uid="the object's own"))
    assert [layer.uid for layer in session.state.overlaid] == ["seg"]
    assert busy == [frozenset({"seg"}), frozenset()]


def test_an_object_chosen_before_its_images_asks_for_them_and_appears_with_them(qtbot: QtBot, tmp_path: Path) -> None:
    session = Session(lambda _: None, State())
    found = study(SEG)
    session.apply(StudiesFound(ScanResult((found,))))
    made, jobs = flow(session)
    asked: list[str] = []
    made.open_asked.connect(asked.append)
    assert made.take("seg")
    assert asked == ["1.2"]
    assert not jobs.asked
    session.apply(VolumeOpened(found.series[0], head().store(tmp_path / "head.npy"), WINDOW))
    jobs.finish(1, labels(tmp_path))
    assert session.state.overlaid


def test_objects_without_images_and_images_are_left_to_be_opened_by_themselves(qtbot: QtBot, tmp_path: Path) -> None:
    session = opened_session(tmp_path, replace(SEG, refers_to=("gone",), frame_of_reference_uid=""), STATES[0])
    made, jobs = flow(session)
    assert not made.take("seg")
    assert not made.take("1.2")
    assert not made.take("unknown")
    assert not jobs.asked


def test_an_object_of_the_same_place_is_seen_on_the_images_it_names(qtbot: QtBot, tmp_path: Path) -> None:
    own = replace(series(), uid="own", instances=(Instance("/nowhere/own.dcm", "", "own1"),))
    session = opened_session(tmp_path, own, replace(SEG, refers_to=("own1",)))
    made, jobs = flow(session)
    asked: list[str] = []
    made.open_asked.connect(asked.append)
    assert made.take("seg")
    assert asked == ["own"]
    assert not jobs.asked


def test_what_was_shown_is_shown_again_when_the_images_come_back(qtbot: QtBot, tmp_path: Path) -> None:
    session = opened_session(tmp_path, SEG, DOSE)
    made, jobs = flow(session)
    made.take("seg")
    jobs.finish(1, labels(tmp_path))
    made.take("dose")
    other = replace(series(), uid="other")
    session.apply(VolumeOpened(other, head().store(tmp_path / "other.npy"), WINDOW))
    assert not session.state.overlaid
    assert jobs.cancelled == [2]
    session.apply(VolumeOpened(series(), head().store(tmp_path / "head.npy"), WINDOW))
    assert [layer.uid for layer in session.state.overlaid] == ["seg"]
    assert [task for task, *_ in jobs.asked.values()] == ["overlaid"] * 3
    jobs.finish(3, dose(tmp_path))
    assert [layer.uid for layer in session.state.overlaid] == ["seg", "dose"]


def test_what_ends_after_other_images_were_opened_is_not_drawn_on_them(qtbot: QtBot, tmp_path: Path) -> None:
    session = opened_session(tmp_path, SEG)
    made, jobs = flow(session)
    made.take("seg")
    other = replace(series(), uid="other", resampled=True)
    jobs.cancel = lambda serial: None  # type: ignore[method-assign]
    session.apply(VolumeOpened(other, head().store(tmp_path / "other.npy"), WINDOW))
    jobs.finish(1, labels(tmp_path))
    assert not session.state.overlaid


def test_half_resolution_is_another_grid(qtbot: QtBot, tmp_path: Path) -> None:
    session = opened_session(tmp_path, SEG)
    volume = session.state.volume
    assert volume is not None
    coarse = replace(volume, geometry=volume.geometry.cropped((0, 0, 0), (20, 30, 25)))
    session.apply(VolumeOpened(series(), coarse, WINDOW))
    made, jobs = flow(session)
    made.take("seg")
    assert jobs.asked[1][2]["onto"].geometry.shape == (20, 30, 25)


def test_a_refusal_says_what_did_not_fit_and_can_be_tried_again(qtbot: QtBot, tmp_path: Path) -> None:
    made, jobs = flow(opened_session(tmp_path, SEG))
    told: list[Any] = []
    made.failed.connect(told.append)
    made.take("seg")
    jobs.fail(1)
    assert told[0].message == "“Kidneys” cannot be shown here: its grid is another."
    assert told[0].hint == "Open its own images."
    made.take("seg")
    assert len(jobs.asked) == 2


def test_toggling_hides_and_shows_without_reading_twice(qtbot: QtBot, tmp_path: Path) -> None:
    session = opened_session(tmp_path, SEG)
    made, jobs = flow(session)
    made.toggle("seg")
    jobs.finish(1, labels(tmp_path))
    made.toggle("seg")
    assert session.state.hidden == {"seg"}
    made.toggle("seg")
    assert session.state.hidden == frozenset()
    assert len(jobs.asked) == 1


def test_a_presentation_state_sets_the_window_and_gives_it_back(qtbot: QtBot, tmp_path: Path) -> None:
    session = opened_session(tmp_path, *STATES)
    made, jobs = flow(session)
    mine = Window(123.0, 456.0)
    session.apply(WindowChanged(mine))
    made.take("pr1")
    jobs.finish(1, presentation("pr1"))
    assert session.state.window == Window(300.0, 100.0)
    made.switch_presentation(False)
    assert session.state.window == mine
    made.switch_presentation(True)
    assert session.state.window == Window(300.0, 100.0)


def test_one_presentation_state_is_applied_at_a_time(qtbot: QtBot, tmp_path: Path) -> None:
    session = opened_session(tmp_path, *STATES)
    made, jobs = flow(session)
    for number, uid in enumerate(("pr1", "pr2"), start=1):
        made.take(uid)
        jobs.finish(number, presentation(uid))
    made.take("pr1")
    assert session.state.hidden == {"pr2"}


def test_files_of_layers_not_shown_for_long_are_given_back(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("medview.views.flows.overlaying.KEPT", 1)
    session = opened_session(tmp_path, SEG, DOSE)
    made, jobs = flow(session)
    made.take("seg")
    jobs.finish(1, labels(tmp_path))
    session.apply(VolumeOpened(replace(series(), uid="1.2"), head().store(tmp_path / "again.npy"), WINDOW))
    made.toggle("seg")
    other = replace(series(), uid="other")
    session.apply(VolumeOpened(other, head().store(tmp_path / "other.npy"), WINDOW))
    made.show(DOSE, other)
    jobs.finish(2, dose(tmp_path))
    assert jobs.released == [1]


def test_an_object_whose_file_changed_is_read_anew_and_the_former_one_is_gone(qtbot: QtBot, tmp_path: Path) -> None:
    session = opened_session(tmp_path, SEG)
    made, jobs = flow(session)
    made.take("seg")
    jobs.finish(1, labels(tmp_path))
    session.apply(StudiesFound(ScanResult((study(SEG),))))
    assert len(jobs.asked) == 1
    session.apply(StudiesFound(ScanResult((study(replace(SEG, stamp="changed")),))))
    assert session.state.overlaid == ()
    assert jobs.released == [1]
    assert jobs.asked[2][2]["series"].stamp == "changed"
    session.apply(StudiesFound(ScanResult((study(replace(SEG, stamp="once more")),))))
    assert jobs.cancelled == [2]
    jobs.finish(3, labels(tmp_path))
    assert [one.uid for one in session.state.overlaid] == ["seg"]


def test_images_whose_files_changed_are_another_grid() -> None:
    one = series()
    assert grid_key(one) != grid_key(replace(one, stamp="changed"))


def test_a_closed_flow_hears_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    session = opened_session(tmp_path, SEG)
    made, jobs = flow(session)
    made.want(SEG, series())
    made.close()
    session.apply(VolumeOpened(series(), head().store(tmp_path / "again.npy"), WINDOW))
    assert not jobs.asked


def reading(folder: Path, shapes: ShapeLayer | None = None) -> Session:
    """A report is open, its images are listed."""
    session = opened_session(folder, REPORT)
    session.apply(ContentOpened(REPORT, Tree("R", Node("R"), shapes=shapes)))
    return session


def test_a_line_of_a_report_opens_its_image_with_what_the_report_draws(qtbot: QtBot, tmp_path: Path) -> None:
    session = reading(tmp_path, contours("sr"))
    made, jobs = flow(session)
    asked: list[str] = []
    made.open_asked.connect(asked.append)
    made.show_images(("image7",))
    assert asked == ["1.2"]
    session.apply(VolumeOpened(series(), head().store(tmp_path / "again.npy"), WINDOW))
    assert session.state.cursor_lps is not None
    assert session.state.cursor_lps[2] == 14.0
    assert jobs.asked[1][2]["series"] is REPORT
    session.apply(VolumeOpened(series(), head().store(tmp_path / "once.npy"), WINDOW))
    assert session.state.cursor_lps[2] == 39.0


def test_a_line_of_a_report_opens_its_picture_of_a_stack(qtbot: QtBot, tmp_path: Path) -> None:
    session = reading(tmp_path)
    made, jobs = flow(session)
    made.show_images(("image7", "picture1"))
    session.apply(ImagesOpened(series(), stack(tmp_path), WINDOW))
    assert session.state.frame == 1
    assert not jobs.asked


def test_images_that_are_not_listed_are_told(qtbot: QtBot, tmp_path: Path) -> None:
    made, _ = flow(reading(tmp_path))
    told: list[Any] = []
    made.failed.connect(told.append)
    made.show_images(("elsewhere",))
    assert "not among the open studies" in told[0].message


def panel(qtbot: QtBot, session: Session) -> ObjectsPanel:
    made = ObjectsPanel(session, load_theme("dark"))
    qtbot.addWidget(made)
    session.listen(made.update_state)
    made.resize(320, 300)
    return made


def item(made: ObjectsPanel, top: int, child: int | None = None) -> QTreeWidgetItem:
    found = made.tree.topLevelItem(top)
    found = found.child(child) if found is not None and child is not None else found
    assert found is not None
    return found


def test_the_panel_offers_what_fits_and_is_away_when_nothing_does(qtbot: QtBot, tmp_path: Path) -> None:
    assert panel(qtbot, opened_session(tmp_path)).isHidden()
    made = panel(qtbot, opened_session(tmp_path, SEG, DOSE))
    assert not made.isHidden()
    assert [item(made, n).text(0) for n in range(2)] == ["Kidneys  ·  Segmentation", "Plan dose  ·  RT dose"]


def test_ticks_ask_and_then_follow_the_state(qtbot: QtBot, tmp_path: Path) -> None:
    session = opened_session(tmp_path, SEG)
    made, (flow_, jobs) = panel(qtbot, session), flow(session)
    made.toggle_asked.connect(flow_.toggle)
    made.part_asked.connect(flow_.toggle_part)
    flow_.busy_changed.connect(made.show_busy)
    item(made, 0).setCheckState(0, Qt.CheckState.Checked)
    assert "reading" in item(made, 0).text(0)
    assert item(made, 0).checkState(0) == Qt.CheckState.Unchecked
    jobs.finish(1, labels(tmp_path))
    assert item(made, 0).checkState(0) == Qt.CheckState.Checked
    assert [item(made, 0, n).text(0) for n in range(2)] == ["Part 1", "Part 2"]
    item(made, 0, 1).setCheckState(0, Qt.CheckState.Unchecked)
    assert session.state.hidden == {part_key("seg", 2)}
    item(made, 0).setCheckState(0, Qt.CheckState.Unchecked)
    assert "seg" in session.state.hidden


def test_lines_keep_their_place_while_ticks_change(qtbot: QtBot, tmp_path: Path) -> None:
    session = opened_session(tmp_path, SEG)
    made, (flow_, jobs) = panel(qtbot, session), flow(session)
    flow_.take("seg")
    jobs.finish(1, labels(tmp_path))
    before = item(made, 0)
    before.setExpanded(False)
    flow_.toggle("seg")
    assert item(made, 0) is before
    assert not item(made, 0).isExpanded()


def test_sliders_stand_only_where_there_is_something_to_fade(qtbot: QtBot, tmp_path: Path) -> None:
    session = opened_session(tmp_path, SEG, DOSE)
    made, (flow_, jobs) = panel(qtbot, session), flow(session)
    made.show()
    assert not made.fill.isVisible()
    flow_.take("dose")
    jobs.finish(1, dose(tmp_path))
    assert made.wash.isVisible()
    assert not made.fill.isVisible()
    made.wash.setValue(70)
    assert session.state.overlay.wash == 0.7


def test_notes_of_what_is_shown_are_told_and_colours_seen(qtbot: QtBot, tmp_path: Path) -> None:
    session = opened_session(tmp_path, SEG, derived("rt", Kind.STRUCTURES, "Structures"))
    made, (flow_, jobs) = panel(qtbot, session), flow(session)
    made.show()
    flow_.take("seg")
    jobs.finish(1, replace(labels(tmp_path), note="Two segments overlap."))
    flow_.take("rt")
    jobs.finish(2, contours("rt"))
    assert made.notes.text() == "Two segments overlap."
    assert like(picture(made), RED, 5).sum() > 50
    assert "Two segments overlap." in item(made, 0).toolTip(0)


def test_flow_and_panel_go_with_their_window(qtbot: QtBot, tmp_path: Path) -> None:
    session = opened_session(tmp_path, SEG)
    made, _ = flow(session)
    made.close()
    for gone in (made, ObjectsPanel(session, load_theme("light"))):
        with qtbot.waitSignal(gone.destroyed):
            gone.deleteLater()


def beside(session: Session, folder: Path) -> None:
    """Another series in a second viewport, which is the active one then."""
    tiles = (Tile("1.2"), Tile("other"))
    session.apply(LayoutChanged(Layout(grid(1, 2), tiles, chosen=True), 1))
    other = replace(series(), uid="other", instances=(), frame_of_reference_uid="1.9")
    session.apply(VolumeOpened(other, head().store(folder / "other.npy"), WINDOW, tile=-1))


def test_an_object_is_laid_on_its_own_series_whichever_viewport_is_active(qtbot: QtBot, tmp_path: Path) -> None:
    session = opened_session(tmp_path, SEG)
    made, jobs = flow(session)
    made.take("seg")
    beside(session, tmp_path)
    assert not jobs.cancelled
    jobs.finish(1, labels(tmp_path))
    assert not session.state.overlaid
    assert [layer.uid for layer in session.state.opened["1.2"].overlaid] == ["seg"]


def test_an_object_clicked_is_shown_on_images_another_viewport_has_open(qtbot: QtBot, tmp_path: Path) -> None:
    session = opened_session(tmp_path, replace(SEG, frame_of_reference_uid=""))
    beside(session, tmp_path)
    made, jobs = flow(session)
    asked: list[str] = []
    made.open_asked.connect(asked.append)
    assert made.take("seg")
    assert not asked
    jobs.finish(1, labels(tmp_path))
    assert session.state.opened["1.2"].overlaid


def test_an_object_dropped_into_a_viewport_comes_with_its_images(qtbot: QtBot, tmp_path: Path) -> None:
    session = Session(lambda _: None, State())
    session.apply(StudiesFound(ScanResult((study(SEG),))))
    made, jobs = flow(session)
    assert made.want_on("seg") == "1.2"
    assert made.want_on("1.2") == made.want_on("unknown") == ""
    session.apply(LayoutChanged(Layout(grid(1, 2), (Tile(), Tile("1.2"))), 0))
    session.apply(VolumeOpened(series(), head().store(tmp_path / "head.npy"), WINDOW, tile=-1))
    jobs.finish(1, labels(tmp_path))
    assert session.state.opened["1.2"].overlaid
    session.apply(TileActivated(1))
    made.toggle("seg")
    assert session.state.hidden == {"seg"}
    made.want_on("seg")
    assert not session.state.hidden, "images that are open show it at once"


def test_each_volume_has_its_own_presented_window(qtbot: QtBot, tmp_path: Path) -> None:
    session = opened_session(tmp_path, STATES[0])
    made, jobs = flow(session)
    made.take("pr1")
    beside(session, tmp_path)
    wanted = presentation("pr1")
    jobs.finish(1, wanted)
    shown = next(one.window for one in wanted.presented if one.window is not None)
    assert session.state.opened["1.2"].window == shown
    assert session.state.window == WINDOW
    session.apply(OverlaidHidden(frozenset({"pr1"}), "1.2"))
    assert session.state.opened["1.2"].window == WINDOW
