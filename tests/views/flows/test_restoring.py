"""What is open is put back at the next start: after a quiet end, after a crash, and when things are gone."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from medview.core.study import Kind
from medview.core.volume import Window
from medview.session import changes
from medview.session.layout import ARRANGEMENTS, Layout, Links, Look, Projection, Slab, Tile, View
from medview.session.paths import Paths, user_paths
from medview.session.sitting import Sitting, sitting_of
from medview.session.sitting_file import TRIES, Tries, load_sitting, save_sitting
from medview.session.state import State
from tests.views.driving import WAIT_MS, Driven, driven
from tests.views.hung_studies import chest

pytestmark = pytest.mark.logs  # a cancelled 3D job may find its folder gone, and says so in the log

LOOK = Look(
    zoom=2.0,
    pan=(5.0, -3.0),
    rotation=90,
    inverted=True,
    window=Window(-600.0, 1500.0, "Lung"),
    slab=Slab(Projection.MAXIMUM, 8.0),
)


@pytest.fixture
def paths(private_home: Path) -> Paths:
    return user_paths()


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return chest(tmp_path / "ct")


@contextmanager
def started(qtbot: QtBot, paths: Paths, tmp_path: Path, *wanted: Path) -> Iterator[Driven]:
    """The program as it starts: with paths, or with what was open before."""
    with driven(qtbot, paths, tmp_path) as hands:
        hands.commands.begin(tuple(map(str, wanted)))
        yield hands


def kept(paths: Paths) -> Sitting:
    found, notice = load_sitting(paths.sitting_file)
    assert notice == ""
    return found or Sitting()


def read_on(hands: Driven) -> State:
    """Look at the study in ways nobody begins with."""
    hands.until(lambda: hands.state.volume is not None and hands.state.layout.protocol)
    session, series = hands.window.parts.session, hands.state.series
    assert series is not None
    tiles = (Tile(series.uid, View.AXIAL, LOOK), Tile(series.uid, View.SAGITTAL), Tile())
    layout = Layout(ARRANGEMENTS["1+2"], tiles, chosen=True, maximised=1)
    for change in (
        changes.LayoutChanged(layout, 1),
        changes.WindowChanged(Window(300.0, 600.0, "Angio")),
        changes.CursorMoved((20.0, 24.0, 16.0)),
        changes.LinksChanged(Links(zoom=True, reference_lines=False)),
    ):
        session.apply(change)
    hands.window.actions_["histogram"].setChecked(False)
    return hands.state


def agree(one: State, other: State) -> bool:
    return (one.layout, one.active, one.links, one.window, one.cursor_lps) == (
        other.layout,
        other.active,
        other.links,
        other.window,
        other.cursor_lps,
    )


def test_a_quiet_end(qtbot: QtBot, paths: Paths, tmp_path: Path, study: Path) -> None:
    with started(qtbot, paths, tmp_path, study) as hands:
        before = read_on(hands)
    assert stat.S_IMODE(paths.sitting_file.stat().st_mode) == 0o600
    with started(qtbot, paths, tmp_path) as hands:
        hands.until(lambda: hands.state.volume is not None)
        hands.until(lambda: agree(hands.state, before))
        assert not hands.window.actions_["histogram"].isChecked()
        assert hands.window.histogram.isHidden()
        assert hands.window.messages.text == ""
        assert len(hands.grid.panes()) == 3
    other = chest(tmp_path / "other", PatientID="P2")
    with started(qtbot, paths, tmp_path, other) as hands:  # what is asked for on the command line comes first
        hands.until(lambda: hands.state.volume is not None)
        assert [one.patient.patient_id for one in hands.state.studies] == ["P2"]


def test_what_happened_is_on_the_disk_a_second_later(qtbot: QtBot, paths: Paths, tmp_path: Path, study: Path) -> None:
    """Long before anything is closed: whatever becomes of the session then, the file brings it back."""
    with started(qtbot, paths, tmp_path, study) as hands:
        before = read_on(hands)
        wanted = sitting_of(before, (str(study),), hands.commands.layouts.panels(), Sitting())
        hands.until(lambda: paths.sitting_file.exists() and kept(paths) == wanted)


def is_kept(process: subprocess.Popen[bytes], paths: Paths) -> bool:
    """Whether a running program has written down what it shows."""
    assert process.poll() is None
    return paths.sitting_file.exists() and bool(kept(paths).cursors) and bool(kept(paths).layout.protocol)


def test_a_killed_process(qtbot: QtBot, paths: Paths, tmp_path: Path, study: Path) -> None:
    with subprocess.Popen([sys.executable, "-m", "medview", str(study)]) as process:
        try:
            found = partial(is_kept, process, paths)
            qtbot.waitUntil(found, timeout=WAIT_MS)
        finally:
            os.kill(process.pid, signal.SIGKILL)
    before = kept(paths)
    with started(qtbot, paths, tmp_path) as hands:
        hands.until(lambda: hands.state.volume is not None)
        hands.until(lambda: hands.state.layout == before.layout)
        assert set(hands.state.opened) == set(before.shown)


def test_another_study_opened_later_comes_back_too(qtbot: QtBot, paths: Paths, tmp_path: Path, study: Path) -> None:
    other = chest(tmp_path / "other", "20200101", PatientID="P2")
    with started(qtbot, paths, tmp_path, study) as hands:
        hands.until(lambda: hands.state.volume is not None)
        hands.drop(other)
        hands.until(lambda: len(hands.state.studies) == 2 and hands.state.study is hands.state.studies[0])
    assert kept(paths).paths == (str(study), str(other))
    with started(qtbot, paths, tmp_path) as hands:
        hands.until(lambda: hands.state.volume is not None)
        assert len(hands.state.studies) == 2
        assert hands.state.study is not None
        assert hands.state.study.patient.patient_id == "P2"


def test_opening_something_else_meanwhile_gives_it_up(qtbot: QtBot, paths: Paths, tmp_path: Path, study: Path) -> None:
    with started(qtbot, paths, tmp_path, study) as hands:
        read_on(hands)
    other = chest(tmp_path / "other", PatientID="P2")
    with started(qtbot, paths, tmp_path) as hands:
        hands.commands.open_paths((str(other),))
        hands.until(lambda: hands.state.volume is not None and not paths.tries_file.exists())
        assert hands.state.study is not None
        assert hands.state.study.patient.patient_id == "P2"
    assert kept(paths).paths == (str(other),)
    with started(qtbot, paths, tmp_path) as hands:
        hands.commands.opening.cancel()
        hands.until(lambda: not paths.tries_file.exists())
        assert hands.state.studies == ()


def test_what_is_gone_is_told_once_and_the_rest_comes_back(
    qtbot: QtBot, paths: Paths, tmp_path: Path, study: Path
) -> None:
    other = chest(tmp_path / "other", "20200101")
    with started(qtbot, paths, tmp_path, study, other) as hands:
        hands.until(lambda: len(hands.state.opened) == 2)
    shutil.rmtree(other)
    with started(qtbot, paths, tmp_path) as hands:
        hands.until(lambda: hands.state.volume is not None)
        assert "“other”, “Thorax CT”" in hands.window.messages.text
        assert [bool(tile.series) for tile in hands.state.layout.tiles] == [True, False]
        shown = hands.state.layout.tiles[0].series
    shutil.rmtree(study)
    with started(qtbot, paths, tmp_path) as hands:
        hands.until(lambda: hands.window.messages.text)
        assert "“ct”" in hands.window.messages.text
        assert hands.state.opened == {}
        assert shown not in hands.state.opened


def test_a_damaged_file_is_kept_and_told(qtbot: QtBot, paths: Paths, tmp_path: Path) -> None:
    paths.sitting_file.write_text('{"version": 1, "layout": 7}')
    with started(qtbot, paths, tmp_path) as hands:
        assert "damaged" in hands.window.messages.text
        assert hands.state.studies == ()
    (aside,) = paths.data.glob("sitting.damaged-*.json")
    assert json.loads(aside.read_text())["layout"] == 7


def test_without_the_setting_nothing_is_kept(qtbot: QtBot, paths: Paths, tmp_path: Path, study: Path) -> None:
    with started(qtbot, paths, tmp_path, study) as hands:
        read_on(hands)
        hands.until(paths.sitting_file.exists)
        hands.window.preferences.change(reopen=False)
        hands.until(lambda: not paths.sitting_file.exists())
        hands.window.parts.session.apply(changes.LinksChanged(Links(pan=True)))
    assert not paths.sitting_file.exists()
    with started(qtbot, paths, tmp_path) as hands:
        assert hands.state.studies == ()


@pytest.fixture
def crashed(qtbot: QtBot, paths: Paths, tmp_path: Path, study: Path) -> State:
    """Two starts ended while everything was put back."""
    with started(qtbot, paths, tmp_path, study) as hands:
        before = read_on(hands)
    for _ in range(TRIES):
        Tries(paths.tries_file).begin()
    return before


def answer(hands: Driven, text: str) -> None:
    box = hands.dialog()
    assert isinstance(box, QMessageBox)
    button = next(one for one in box.findChildren(QPushButton) if one.text().replace("&", "") == text)
    hands.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_after_two_crashes_a_plain_start_is_offered(qtbot: QtBot, paths: Paths, tmp_path: Path, crashed: State) -> None:
    with started(qtbot, paths, tmp_path) as hands:
        answer(hands, "Start plainly")
        assert hands.state.studies == ()
        assert not paths.tries_file.exists()


def test_after_two_crashes_it_can_be_tried_again(qtbot: QtBot, paths: Paths, tmp_path: Path, crashed: State) -> None:
    with started(qtbot, paths, tmp_path) as hands:
        answer(hands, "Try again")
        hands.until(lambda: hands.state.volume is not None)
        hands.until(lambda: agree(hands.state, crashed))
        assert paths.tries_file.exists()
        hands.until(lambda: not paths.tries_file.exists())


def test_the_way_a_series_was_opened_comes_back(qtbot: QtBot, paths: Paths, tmp_path: Path, study: Path) -> None:
    with started(qtbot, paths, tmp_path, study) as hands:
        read_on(hands)
    before = kept(paths)
    (uid,) = before.held
    held = {uid: replace(before.held[uid], stacked=True, frame=7)}
    tile = Tile(uid, View.PICTURES)
    save_sitting(paths.sitting_file, replace(before, held=held, layout=Layout(ARRANGEMENTS["1x1"], (tile,)), active=0))
    with started(qtbot, paths, tmp_path) as hands:
        hands.until(lambda: hands.state.images is not None)
        hands.until(lambda: hands.state.frame == 7)


@pytest.mark.shared
def test_what_was_laid_over_and_hidden_comes_back(
    qtbot: QtBot, paths: Paths, tmp_path: Path, shared_data: Path
) -> None:
    folder = shared_data / "dicom" / "seg_pm_sr_dcmqi" / "data" / "segmentations"
    with started(qtbot, paths, tmp_path, folder) as hands:
        hands.until(lambda: hands.state.studies and not hands.window.parts.jobs.running("scan"))
        listed = [series for study in hands.state.studies for series in study.series]
        liver = next(one for one in listed if one.kind is Kind.SEGMENTATION and "Liver" in one.description)
        assert hands.commands.overlaying.take(liver.uid)
        hands.until(lambda: hands.state.overlaid)
        hands.commands.overlaying.toggle(liver.uid)
        assert hands.state.hidden == {liver.uid}
    with started(qtbot, paths, tmp_path) as hands:
        hands.until(lambda: [layer.uid for layer in hands.state.overlaid] == [liver.uid])
        hands.until(lambda: hands.state.hidden == {liver.uid})


def test_a_prior_in_a_second_window_comes_back_where_it_was_laid(qtbot: QtBot, paths: Paths, tmp_path: Path) -> None:
    chest(tmp_path / "both" / "old", "20200101", 1000.0)
    chest(tmp_path / "both" / "now")
    with started(qtbot, paths, tmp_path, tmp_path / "both") as hands:
        hands.until(lambda: len(hands.state.opened) == 2 and hands.state.alignments)
        layout = hands.state.layout
        places = (ARRANGEMENTS["1x1"][0], replace(ARRANGEMENTS["1x1"][0], window=1))
        hands.window.parts.session.apply(changes.LayoutChanged(replace(layout, places=places), 0))
        before = hands.state
    with started(qtbot, paths, tmp_path) as hands:
        hands.until(lambda: len(hands.state.opened) == 2)
        hands.until(lambda: hands.state.layout == before.layout)
        assert hands.state.alignments == before.alignments
        assert hands.grid.second is not None
        hands.until(lambda: "Prior, 2020-01-01" in hands.grid.panes()[1].view.scene.warnings)
