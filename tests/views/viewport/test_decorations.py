"""What stands around a picture: words that fold, warnings in one line, and the room they take."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from medview.views.viewport.bars import Bar
from medview.views.viewport.corner_text import CornerText
from medview.views.viewport.decorations import Frame, clause, folded, taken, text_font, warning

LETTERS = ("R", "L", "A", "P")


@pytest.mark.parametrize("width", [280, 420, 500])
@pytest.mark.parametrize(
    "line",
    [
        "Linked: by the volumes' centres",
        "Placed by: registration, moved by hand",
        "True lengths: along the line, across it",
        "Prior, 2024-01-05",
        "拉直的曲线：沿线方向与横向的长度均为真实长度",
    ],
)
def test_corner_lines_go_on_in_the_next_line(qtbot: QtBot, width: int, line: str) -> None:
    area = QRectF(0, 0, width, 500)
    font = text_font(500)
    lines = folded(CornerText(bottom_left=(line,)), area, font).bottom_left
    assert "".join("".join(lines).split()) == "".join(line.split())
    assert "…" not in "".join(lines)
    assert all(QFontMetricsF(font).horizontalAdvance(one) <= width * 0.46 for one in lines)
    assert not any("2024" in one for one in lines) or any("2024-01-05" in one for one in lines)


def test_only_a_word_longer_than_its_corner_is_cut(qtbot: QtBot) -> None:
    lines = folded(CornerText(("W" * 80,)), QRectF(0, 0, 300, 300), text_font(300)).top_left
    assert len(lines) == 1
    assert lines[0].endswith("…")


def test_a_long_warning_ends_with_its_first_clause(qtbot: QtBot) -> None:
    whole = "The stack leans by 18.5 degrees against its slices (gantry tilt), 48.2 mm in all. The slices are uneven."
    metrics = QFontMetricsF(text_font(500))
    told = clause(whole, metrics, 500)
    assert told == "The stack leans by 18.5 degrees against its slices …"
    assert clause(whole, metrics, 5000) == whole
    assert metrics.horizontalAdvance(clause(whole, metrics, 120)) <= 120
    assert clause("Prior, 2024-01-05", metrics, 90) == "Prior …"


def test_letters_and_corners_take_their_room(qtbot: QtBot) -> None:
    area = QRectF(0, 0, 400, 400)
    boxes = taken(area, Frame(CornerText(("Doe, Jane",)), LETTERS, None, ("Prior, 2024-01-05",)))
    for place in ((8, 200), (392, 200), (200, 8), (200, 392), (30, 12), (200, 34)):
        assert any(box.contains(*place) for box in boxes), place
    assert not any(box.contains(100, 100) for box in boxes)


def test_a_short_warning_stands_whole_on_two_lines(qtbot: QtBot) -> None:
    metrics = QFontMetricsF(text_font(1000))
    told = "AI result, not reviewed"
    room = metrics.horizontalAdvance("AI result, not") + 1
    assert warning(told, metrics, room) == ["AI result, not", "reviewed"]
    assert warning(told, metrics, 5000) == [told]
    long = "Gantry tilt, not corrected: sagittal and coronal planes are sheared"
    assert warning(long, metrics, room) == [clause(long, metrics, room)]


def test_drawings_keep_clear_of_colour_bars(qtbot: QtBot) -> None:
    area, corners = QRectF(0, 0, 460, 410), CornerText(top_right=("2026-01-05", "Thorax"))
    bar = Bar("PT thorax", 0.0, 1470.0, np.zeros((2, 3)))
    without, one, two = (taken(area, Frame(corners, LETTERS, None, bars=(bar,) * count)) for count in range(3))
    (first,), (_, second) = one[len(without) :], two[len(without) :]
    title = QFontMetricsF(text_font(410)).horizontalAdvance("PT thorax")
    assert first.right() <= area.right()
    assert first.width() >= title
    assert first.bottom() > area.center().y() - QFontMetricsF(text_font(410)).height() * 2
    assert second.right() <= first.right() - 80
