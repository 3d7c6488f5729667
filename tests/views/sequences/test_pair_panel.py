"""What is known of two aligned sequences: words, doubtful stretches, and the map under the hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from medview.core.pair_alignment import PairAlignment, Row
from medview.jobs.protocol import Failed
from medview.views.jobs import JobBridge, Then
from medview.views.sequences.alignment_head import heat
from medview.views.sequences.pair_map import PairMap
from medview.views.sequences.pair_panel import PairPanel, file_kinds, summary
from medview.views.settings.theme import load_theme
from tests.views.accessibility import clipped, nameless, untold
from tests.views.heads import mouse, picture
from tests.views.sequences.making import shown

LEFT = Qt.MouseButton.LeftButton
FIRST = Row("one", "ACDEFGHIKL--MN", 2, 14, (0.0,) * 14)
SECOND = Row("two", "ACD-FGHWKLAAMN", 0, 13, (0.0,) * 13)
CHANCES = (0.9, 0.4, 0.3, 0.6, 0.95, 1.0, 1.0, 0.2, 0.9, 0.9, 0.7, 0.7, 0.9, 0.9)


def pair() -> PairAlignment:
    """Twelve letters of 14 below eleven pairs; three columns in two stretches are doubtful."""
    table = np.zeros((14, 13))
    table[2, 0], table[9, 6] = 0.9, 0.2
    values = tuple(map(tuple, table.tolist()))
    return PairAlignment(
        "local", FIRST, SECOND, CHANCES, np.log(2) * 8, "BLOSUM62 -11/-1", "", values, ("It is odd.",), "0", "2026"
    )


class Jobs:
    """Keeps what is asked for, and fails it where it shall."""

    def __init__(self) -> None:
        self.asked: dict[str, Any] = {}
        self.fails = False

    def submit(self, pool: str, task: str, title: str, then: Then, /, **given: Any) -> int:
        self.asked = {"pool": pool, "task": task, "title": title, **given}
        if self.fails and then.failed is not None:
            then.failed(Failed(1, "The disk is full.", "Make room.", "error"))
        elif then.done is not None:
            then.done({given["kinds"][0]: f"{given['folder']}/{given['stem']}.{given['kinds'][0]}"})
        return 1


@pytest.fixture
def jobs() -> Jobs:
    return Jobs()


@pytest.fixture
def panel(qtbot: QtBot, jobs: Jobs) -> PairPanel:
    made = PairPanel(load_theme("dark"), cast("JobBridge", jobs))
    made.show_pair(pair())
    shown(qtbot, made, 900, 500)
    return made


def spot(map_: PairMap, first: float, second: float) -> tuple[float, float]:
    """The widget pixel of a place in both sequences."""
    area = map_.area()
    return area.left() + area.width() * second / 13, area.top() + area.height() * first / 14


def test_it_is_said_in_words() -> None:
    told = summary(pair())
    assert told[0] == "Unreviewed: no person has checked this alignment."
    assert told[1] == "Identity: 10 of 11 pairs of letters (90.9 %)."
    assert "8.0 bits" in told[2]
    assert told[3] == f"Mean probability of a column to be right: {np.mean(CHANCES):.2f}."
    assert told[4] == f"Expected to be right: {sum(CHANCES) - 0.6 - 1.4:.1f} of 11 pairs of letters."
    assert told[5] == "Only what is alike; scored by BLOSUM62 -11/-1."
    assert told[6] == "It is odd."


def test_doubtful_stretches_are_listed_and_gone_to(panel: PairPanel, qtbot: QtBot) -> None:
    assert "3 columns in 2 stretches" in panel.doubts.text()
    assert [panel.list.item(row).text() for row in range(panel.list.count())] == [
        "Columns 2–3: mean 0.35",
        "Columns 8: mean 0.20",
    ]
    assert panel.list.item(0).toolTip() == "one 4–5 · two 2–3"
    with qtbot.waitSignal(panel.columns_chosen) as gone:
        panel.list.setCurrentRow(1)
    assert gone.args == [7, 8]
    assert panel.map.column == 7


def test_nothing_is_doubtful(panel: PairPanel) -> None:
    panel.show_pair(replace(pair(), chances=(1.0,) * 14))
    assert not panel.list.isVisible()
    assert "No column is doubtful" in panel.doubts.text()
    panel.show_pair(None)
    assert not panel.isVisible()
    assert panel.map.shown is None


def test_the_map_tells_letters_positions_and_probability(panel: PairPanel) -> None:
    told: list[str] = []
    panel.pointed.connect(told.append)
    mouse(panel.map, QEvent.Type.MouseMove, spot(panel.map, 2.5, 0.5), Qt.MouseButton.NoButton)
    assert told[-1] == "one A 3 · two A 1 · paired with probability 0.90"
    mouse(panel.map, QEvent.Type.MouseMove, spot(panel.map, 9.5, 6.5), Qt.MouseButton.NoButton)
    assert told[-1] == "one I 10 · two W 7 · paired with probability 0.20"
    mouse(panel.map, QEvent.Type.MouseMove, (1.0, 1.0), Qt.MouseButton.NoButton)
    assert told[-1] == ""


def test_parts_of_long_sequences_are_told_as_such(panel: PairPanel) -> None:
    panel.show_pair(replace(pair(), heat=((0.1, 0.2), (0.3, 0.9))))
    at = QPointF(*spot(panel.map, 13.5, 12.5))
    assert panel.map.words(at) == "one GHIK… 8–14 · two KLAA… 8–13 · paired with probability 0.90 at most"


def test_a_click_goes_to_the_column(panel: PairPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.columns_chosen) as gone:
        mouse(panel.map, QEvent.Type.MouseButtonPress, spot(panel.map, 9.4, 6.6), LEFT)
    assert gone.args == [7, 8]
    assert panel.map.column == 7
    assert "Column 8" in panel.map.accessibleDescription()
    qtbot.keyClick(panel.map, Qt.Key.Key_Right)
    assert panel.map.column == 8
    qtbot.keyClick(panel.map, Qt.Key.Key_End)
    assert panel.map.column == 13
    qtbot.keyClick(panel.map, Qt.Key.Key_Home)
    qtbot.keyClick(panel.map, Qt.Key.Key_Left)
    assert panel.map.column == 0


def test_the_map_is_drawn_in_the_colours_of_the_band(panel: PairPanel) -> None:
    image = panel.map.grab().toImage()
    x, y = spot(panel.map, 9.2, 6.85)
    assert image.pixel(round(x), round(y)) & 0xFFFFFFFF == int(heat(np.array([0.2]))[0])
    x, y = spot(panel.map, 13.5, 0.5)
    assert image.pixel(round(x), round(y)) & 0xFFFFFFFF == int(heat(np.array([0.0]))[0])
    before = picture(panel.map)
    panel.map.mark(5)
    assert (picture(panel.map) != before).any()


@pytest.mark.parametrize(
    ("typed", "chosen", "name"),
    [("a.csv", "fasta", "a.csv"), ("b", "sto", "b.sto"), ("c.v1", "json", "c.v1.json"), ("d.aln", "aln", "d.aln")],
)
def test_it_is_written_as_asked(
    panel: PairPanel, jobs: Jobs, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, typed: str, chosen: str, name: str
) -> None:
    stem, kind = name.rsplit(".", 1)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / typed), file_kinds()[chosen]))
    told: list[str] = []
    panel.saved.connect(told.append)
    panel.save.click()
    assert (jobs.asked["pool"], jobs.asked["task"]) == ("files", "export_pair_alignment")
    assert (jobs.asked["folder"], jobs.asked["stem"], jobs.asked["kinds"]) == (str(tmp_path), stem, (kind,))
    assert jobs.asked["alignment"] == pair()
    assert told == [str(tmp_path / f"{stem}.{kind}")]


def test_what_cannot_be_written_is_told(panel: PairPanel, jobs: Jobs, tmp_path: Path) -> None:
    jobs.fails = True
    told: list[object] = []
    panel.failed.connect(told.append)
    panel.save_to(str(tmp_path / "a.csv"), "csv")
    assert "The disk is full" in str(told[0])


def test_everything_has_a_name(panel: PairPanel) -> None:
    assert nameless(panel) == []
    assert untold(panel) == []
    assert clipped(panel) == []
