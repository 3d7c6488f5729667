"""Lines on printed pages."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from medview.views.output.paper import line_font


def test_chinese_is_not_thickened(qtbot: QtBot) -> None:
    assert line_font("UNREVIEWED: AI output that no person has checked", True).bold()
    assert not line_font("未审阅：未经人工核查的人工智能输出", True).bold()
    assert not line_font("Page 1", False).bold()
