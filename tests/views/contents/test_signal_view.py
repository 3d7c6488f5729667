from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from medview.core.content import Signal as Signals
from medview.core.content import SignalGroup
from medview.imaging.traces import LEADS
from medview.views.contents.signal_paper import CALIPER, INK, PAPER, Measured, SignalPaper
from medview.views.contents.signal_view import SignalView, divided, measured_text
from tests.views.heads import like, mouse, picture, wheel


def colour(name: str) -> tuple[int, int, int]:
    red, green, blue, _ = QColor(name).getRgb()
    return int(red), int(green), int(blue)


def ecg(folder: Path, seconds: float = 10.0, rate: float = 500.0) -> Signals:
    """A spike of 1 mV every second in lead I, nothing elsewhere; and a pressure."""
    count = round(seconds * rate)
    samples = np.zeros((12, count), np.float32)
    samples[0, :: round(rate)] = 1.0
    np.save(folder / "ecg.npy", samples)
    np.save(folder / "abp.npy", np.linspace(60, 120, count, dtype=np.float32)[None])
    leads = ("I", "II", "III", "aVR", "aVL", "aVF", "V1", "V2", "V3", "V4", "V5", "V6")
    groups = (
        SignalGroup(str(folder / "ecg.npy"), tuple(f"Lead {name}" for name in leads), ("mV",) * 12, rate, "Rhythm"),
        SignalGroup(str(folder / "abp.npy"), ("ABP",), ("mm[Hg]",), rate),
    )
    return Signals("12-lead ECG", groups, (("Heart rate", "60 /min"), ("", "Sinus rhythm")))


def view(qtbot: QtBot, signals: Signals) -> SignalView:
    made = SignalView()
    qtbot.addWidget(made)
    made.resize(1200, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.show_signals(signals)
    return made


def test_a_twelve_lead_ecg_is_printed_as_usual(qtbot: QtBot, tmp_path: Path) -> None:
    made = view(qtbot, ecg(tmp_path))
    assert made.layouts.currentData() == "twelve"
    assert [strip.label for strip in made.paper.page.strips] == [*LEADS, "II"]
    assert "Heart rate: 60 /min".replace(" ", "\u00a0") in made.annotations.text()
    assert "Sinus\u00a0rhythm" in made.annotations.text()
    assert made.paper.width() <= made.width()


def test_a_millivolt_is_ten_millimetres_high_and_a_second_twenty_five_wide(qtbot: QtBot, tmp_path: Path) -> None:
    made = view(qtbot, ecg(tmp_path))
    made.paper.set_pixels_per_mm(6.0)
    strip = made.paper.page.strips[0]
    shown = picture(made.paper)
    second = round((strip.left_mm + 25.0) * 6)
    column = like(shown, colour(INK), 60)[: round((strip.middle_mm + 3) * 6), second - 2 : second + 3].any(axis=1)
    rows = np.flatnonzero(column)
    assert rows.max() == pytest.approx(strip.middle_mm * 6, abs=3)
    assert rows.min() == pytest.approx((strip.middle_mm - 10.0) * 6, abs=4)


def test_paper_has_a_grid_and_calibration_marks(qtbot: QtBot, tmp_path: Path) -> None:
    made = view(qtbot, ecg(tmp_path))
    made.paper.set_pixels_per_mm(4.0)
    shown = picture(made.paper)
    assert like(shown, colour(PAPER), 2).mean() > 0.4
    for row in made.paper.page.rows_mm:
        part = like(shown, colour(INK), 150)[round((row - 10.5) * 4) : round((row - 9.5) * 4), 36:72]
        assert part.sum() >= 12  # the flat top of the mark


def test_gain_speed_and_layout_change_the_paper(qtbot: QtBot, tmp_path: Path) -> None:
    made = view(qtbot, ecg(tmp_path))
    before = made.paper.page
    made.speed.setCurrentIndex(made.speed.findData(50.0))
    assert made.paper.page.width_mm > 1.8 * before.width_mm
    made.gain.setCurrentIndex(made.gain.findData(20.0))
    assert made.paper.page.strips[0].unit_mm == 20.0
    made.layouts.setCurrentIndex(made.layouts.findData("list"))
    assert len(made.paper.page.strips) == 12


def test_groups_are_chosen_and_units_told(qtbot: QtBot, tmp_path: Path) -> None:
    made = view(qtbot, ecg(tmp_path))
    assert made.group.isVisible()
    made.group.setCurrentIndex(1)
    assert made.layouts.count() == 1
    assert "mm[Hg]" in made.paper.page.strips[0].label
    assert made.paper.page.rows_mm == ()


def test_a_long_ecg_is_turned_over_page_by_page_or_listed_whole(qtbot: QtBot, tmp_path: Path) -> None:
    made = view(qtbot, ecg(tmp_path, 60.0))
    assert made.start.isVisible()
    assert made.start.maximum() == 50
    made.start.setValue(30)
    assert made.paper.page.strips[0].start_s == 30.0
    made.layouts.setCurrentIndex(made.layouts.findData("list"))
    assert not made.start.isVisible()
    assert made.paper.page.strips[0].stop_s == 60.0


def test_two_clicks_measure_and_a_third_or_escape_ends(qtbot: QtBot, tmp_path: Path) -> None:
    made = view(qtbot, ecg(tmp_path))
    paper = made.paper
    paper.set_pixels_per_mm(5.0)
    told: list[Measured | None] = []
    paper.measured.connect(told.append)
    strip = paper.page.strips[0]
    start = QPointF((strip.left_mm + 5) * 5, strip.middle_mm * 5)
    end = start + QPointF(25 * 5, -10 * 5)
    click(paper, start)
    mouse(paper, QEvent.Type.MouseMove, (end.x(), end.y()))
    click(paper, end)
    assert told[-1] is not None
    assert told[-1].seconds == pytest.approx(1.0)
    assert told[-1].units == pytest.approx(1.0)
    assert made.reading.text() == "1000 ms   60/min   1 mV"
    assert like(picture(paper), colour(CALIPER), 60).any()
    mouse(paper, QEvent.Type.MouseMove, (20.0, 20.0))
    assert told[-1].seconds == pytest.approx(1.0)
    click(paper, end)
    assert told[-1] is None
    click(paper, start)
    qtbot.keyClick(paper, Qt.Key.Key_Escape)
    assert told[-1] is None
    qtbot.keyClick(paper, Qt.Key.Key_Escape)
    mouse(paper, QEvent.Type.MouseButtonPress, (20.0, 20.0), Qt.MouseButton.RightButton)
    assert told[-1] is None


def click(paper: SignalPaper, at: QPointF) -> None:
    mouse(paper, QEvent.Type.MouseButtonPress, (at.x(), at.y()), Qt.MouseButton.LeftButton)


def test_measuring_between_strips_gives_time_alone() -> None:
    assert measured_text(Measured(0.05, None, "")) == "50 ms"


def test_ctrl_and_wheel_magnify(qtbot: QtBot, tmp_path: Path) -> None:
    made = view(qtbot, ecg(tmp_path))
    before = made.paper.pixels_per_mm
    wheel(made._area.viewport(), 120, Qt.KeyboardModifier.ControlModifier)
    assert made.paper.pixels_per_mm > before
    wheel(made._area.viewport(), -120)
    made.fit()
    assert made.paper.pixels_per_mm == pytest.approx(before, rel=0.05)


def test_what_is_cleared_holds_no_file(qtbot: QtBot, tmp_path: Path) -> None:
    made = view(qtbot, ecg(tmp_path))
    made.clear()
    assert made.shown_group() is None
    assert picture(made.paper).size


def test_the_view_goes_with_its_window(qtbot: QtBot, tmp_path: Path) -> None:
    made = SignalView()
    made.show_signals(ecg(tmp_path))
    with qtbot.waitSignal(made.destroyed):
        made.deleteLater()


def test_marked_points_are_counted_not_listed(qtbot: QtBot, tmp_path: Path) -> None:
    said, points = divided((("Statement", "SINUS"), ("P Onset", "(0.298 s)"), ("QT", "368 ms")))
    assert said == ("Statement: SINUS", "QT: 368 ms")
    assert points == ("P Onset: (0.298 s)",)


def test_the_paper_fills_the_width_until_it_is_magnified(qtbot: QtBot, tmp_path: Path) -> None:
    made = view(qtbot, ecg(tmp_path))
    assert made.paper.width() == pytest.approx(made.width(), abs=40)
    made.resize(900, 700)
    assert made.paper.width() == pytest.approx(900, abs=40)
    made.magnify(2.0)
    made.resize(800, 700)
    assert made.paper.width() > 1200
    made.layouts.setCurrentIndex(made.layouts.findData("list"))
    made.fit()
    assert made.paper.width() == pytest.approx(800, abs=40)
