"""The status bar: what it says of device, reviewer, jobs and memory, and what a click on it opens."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medview.core.geometry import Geometry
from medview.core.study import Series
from medview.core.volume import Quantity, StoredVolume
from medview.session.state import Job, JobStatus, Opened, Part, State
from medview.views.assistance.about import NOTICE
from medview.views.machine import Memory, memory, processor, size
from medview.views.settings.fonts import set_text_size
from medview.views.status import Status

ALL = frozenset(Part)
SERIES = Series("1.2", "1", "nifti", "MR", "", None, "", (), None)


@pytest.fixture
def bar(qtbot: QtBot) -> Status:
    made = Status(lambda: 2_000_000_000)
    qtbot.addWidget(made)
    made.resize(1000, 30)
    made.show()
    return made


def job(serial: int, status: JobStatus, fraction: float = 0.0) -> Job:
    return Job(serial, "analysis", "analyse", f"Analysis {serial}", status, fraction)


def test_what_it_is_not_is_always_there(bar: Status) -> None:
    assert bar.notice.text() == NOTICE
    assert bar.notice.isVisible()


def test_jobs_are_counted_with_their_progress(bar: Status, qtbot: QtBot) -> None:
    assert bar.jobs.text() == "No job running"
    assert not bar.bar.isVisible()
    running = (job(1, JobStatus.RUNNING, 0.5), job(2, JobStatus.QUEUED), job(3, JobStatus.FAILED))
    bar.update_state(replace(State(), jobs=running), ALL)
    assert bar.jobs.text() == "2 jobs running · 1 failed"
    assert "Analysis 1" in bar.jobs.toolTip()
    assert bar.bar.isVisible()
    assert bar.bar.value() == 250
    with qtbot.waitSignal(bar.jobs_asked):
        qtbot.mouseClick(bar.jobs, Qt.MouseButton.LeftButton)


def test_the_reviewer_is_named_and_set_by_a_click(bar: Status, qtbot: QtBot) -> None:
    assert bar.reviewer.text() == "No reviewer"
    bar.update_state(replace(State(), reviewer="Dr A"), ALL)
    assert bar.reviewer.text() == "Dr A"
    with qtbot.waitSignal(bar.settings_asked) as asked:
        qtbot.mouseClick(bar.reviewer, Qt.MouseButton.LeftButton)
    assert asked.args == ["general"]


def test_nothing_is_said_of_a_device_before_one_was_used(bar: Status) -> None:
    assert "not used yet" in bar.device.text()
    assert processor(), "the tests run on a processor with a name"


def test_memory_of_open_series_is_that_of_their_files(bar: Status, tmp_path: Path) -> None:
    path = tmp_path / "volume.npy"
    np.save(path, np.zeros((4, 5, 6), np.int16))
    stored = StoredVolume(str(path), Geometry((4, 5, 6), np.eye(4)), Quantity.ARBITRARY)
    opened = Opened(SERIES, volume=stored)
    assert size(opened) == path.stat().st_size
    used = memory((opened, Opened(SERIES)), 10)
    assert (used.series, used.allowed) == (path.stat().st_size, 10)
    assert used.program > 10_000_000
    assert used.free > 0
    path.unlink()
    assert size(opened) == 0, "closed meanwhile"


def test_memory_is_told_in_gigabytes(bar: Status) -> None:
    bar.show_memory(Memory(1_250_000_000, 2_000_000_000, 900_000_000, 7_000_000_000))
    assert bar.memory.text() == "1.2 GB open · 7.0 GB free"
    for told in ("1.25 GB", "2.0 GB", "0.9 GB", "7.0 GB"):
        assert told in bar.memory.toolTip()


def test_it_measures_only_while_it_is_seen(bar: Status) -> None:
    bar.start()
    assert bar._timer.isActive()
    bar.hide()
    assert not bar._timer.isActive()
    bar.show()
    assert bar._timer.isActive()


def test_texts_are_cut_before_they_push_others_out(bar: Status) -> None:
    bar.update_state(replace(State(), reviewer="Dr " + "Long" * 40), ALL)
    bar.resize(QSize(700, 30))
    for part in (bar.device, bar.reviewer, bar.jobs):
        assert part.geometry().right() <= bar.width()
    assert bar.notice.geometry().right() <= bar.device.geometry().left()


def test_what_stands_under_the_pointer_is_told_value_first(bar: Status) -> None:
    bar.resize(1400, 30)
    bar.show_probe("-850 HU   L 239.9  P 159.9  H 144.0 mm")
    assert bar.probe.text() == "-850 HU   L 239.9  P 159.9  H 144.0 mm"
    bar.resize(1000, 30)
    bar.show_probe("-850 HU   L 239.9  P 159.9  H 144.0 mm")
    assert bar.probe.text().startswith("-850 HU")
    assert bar.notice.text() == NOTICE
    bar.show_probe("")
    assert bar.probe.text() == ""


def test_what_it_is_not_is_whole_with_large_text_too(bar: Status, qapp: QApplication) -> None:
    set_text_size(qapp, 200)
    try:
        bar.resize(1024, bar.sizeHint().height())
        assert bar.notice.text().replace("\n", " ") == NOTICE
        assert bar.notice.width() >= bar.notice.sizeHint().width()
        assert bar.memory.geometry().right() <= bar.width()
        for part in (bar.device, bar.reviewer, bar.jobs):
            assert part.width() >= 9 * part.fontMetrics().averageCharWidth()
    finally:
        set_text_size(qapp, 100)
