"""Derived objects of public files in the real window, with mouse and keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medview.core.content import Tree
from medview.core.overlay import LabelLayer, ShapeLayer
from medview.core.study import Kind, Series
from medview.session.paths import user_paths
from medview.session.state import State
from medview.views.commands.commands import shown_path
from medview.views.contents.tag_browser import TagBrowser
from medview.views.tiles.content_pane import ContentPane
from tests.views.driving import Driven, driven
from tests.views.making import make_package

pytestmark = [pytest.mark.shared, pytest.mark.logs]  # a cancelled 3D job may find its folder gone, and says so


@pytest.fixture
def hands(qtbot: QtBot, private_home: Path) -> Iterator[Driven]:
    paths = user_paths()
    with driven(qtbot, paths, make_package(paths.models)) as opened:
        yield opened


def scan(hands: Driven, folder: Path) -> None:
    hands.drop(folder)
    hands.until(lambda: hands.state.studies and not hands.window.parts.jobs.running("scan"))


def of_kind(hands: Driven, kind: Kind, description: str = "") -> Series:
    series = (one for study in hands.state.studies for one in study.series)
    return next(one for one in series if one.kind is kind and description in one.description)


def click(hands: Driven, series: Series) -> None:
    browser = hands.window.browser
    item = browser.item(series.uid)
    assert item is not None
    browser.tree.scrollToItem(item)
    place = browser.tree.visualItemRect(item).center()
    hands.qtbot.mouseClick(browser.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)


def shown(hands: Driven, series: Series) -> bool:
    return any(layer.uid == series.uid for layer in hands.state.overlaid)


def test_a_segmentation_clicked_first_is_shown_on_its_images(hands: Driven, shared_data: Path) -> None:
    scan(hands, shared_data / "dicom" / "seg_pm_sr_dcmqi" / "data" / "segmentations")
    liver = of_kind(hands, Kind.SEGMENTATION, "Liver")
    click(hands, liver)
    hands.until(lambda: shown(hands, liver))
    assert hands.state.series is not None
    assert hands.state.series.kind is Kind.VOLUME
    (layer,) = hands.state.overlaid
    assert isinstance(layer, LabelLayer)
    tree = hands.window.objects.tree
    place = tree.visualItemRect(tree.topLevelItem(0))
    spot = QPoint(place.left() + 9, place.center().y())
    hands.qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert hands.state.hidden == {liver.uid}


def test_a_report_is_read_and_its_line_opens_the_image_with_what_it_measured(hands: Driven, shared_data: Path) -> None:
    scan(hands, shared_data / "dicom" / "highdicom")
    report = of_kind(hands, Kind.REPORT, "Measurement Reports")
    click(hands, report)
    hands.until(lambda: isinstance(hands.state.content, Tree))
    pane = hands.grid.active
    assert isinstance(pane, ContentPane)
    room = pane.content
    assert room.isVisible()
    text = room.report.text
    link = text.document().find("▸")
    text.setTextCursor(link)
    text.ensureCursorVisible()
    spot = text.cursorRect(link).center() + QPoint(6, 0)
    hands.qtbot.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    hands.until(lambda: shown(hands, report))
    assert hands.state.images is not None
    (layer,) = hands.state.overlaid
    assert isinstance(layer, ShapeLayer)
    assert "cm2" in layer.shapes[0].text or "cm²" in layer.shapes[0].text


def test_the_tags_of_what_is_shown_open_by_their_key_and_go_with_the_window(hands: Driven, shared_data: Path) -> None:
    scan(hands, shared_data / "dicom" / "seg_pm_sr_dcmqi" / "data" / "segmentations" / "ct-3slice")
    hands.until(lambda: hands.state.volume is not None)
    hands.key(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    hands.until(lambda: hands.window.findChildren(TagBrowser))
    (dialog,) = hands.window.findChildren(TagBrowser)
    hands.until(lambda: dialog.table is not None)
    assert dialog.file.toolTip() == shown_path(hands.state) != ""
    hands.qtbot.keyClicks(dialog.search, "ImagePosition")
    assert dialog.count.text() == "1 of 1"
    hands.window.close()
    assert not [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]


def test_nothing_open_has_no_file() -> None:
    assert shown_path(State()) == ""
