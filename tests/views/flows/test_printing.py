"""Pages through real clicks: what stands on them, and how large it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from medview.core.measurement import KeyImage
from medview.core.overlay import ShapeLayer
from medview.session.changes import KeyImagesChanged, LayoutChanged, OverlaidFound
from medview.session.layout import ARRANGEMENTS, Layout, Tile, View
from medview.session.paths import user_paths
from medview.views.output.print_dialog import PrintDialog
from medview.views.viewport.labelled import not_a_device
from tests.views.driving import Driven, driven
from tests.views.flows.leaving import answer_file, click, dialog, open_axial, write_head
from tests.views.hung_studies import chest
from tests.views.making import make_package


@pytest.fixture
def hands(qtbot: QtBot, private_home: Path) -> Iterator[Driven]:
    paths = user_paths()
    with driven(qtbot, paths, make_package(paths.models)) as opened:
        yield opened


def printed(hands: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, **choices: Any) -> Any:
    """The pages of a PDF, saved through the dialog."""
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    shown = dialog(hands, Qt.Key.Key_P, PrintDialog, modifiers)
    hands.until(shown.pdf.isEnabled)
    shown.true_size.setChecked(choices.get("true_size", False))
    shown.boxes.boxes["identifiers"].setChecked(choices.get("identifiers", False))
    if "what" in choices:
        shown.what.setCurrentIndex(shown.what.findData(choices["what"]))
    if "per_page" in choices:
        shown.per_page.setCurrentIndex(shown.per_page.findData(choices["per_page"]))
    hands.qtbot.wait(120)
    hands.until(shown.pdf.isEnabled)
    path = tmp_path / "pages.pdf"
    answer_file(monkeypatch, path)
    click(hands, shown.pdf)
    hands.until(path.exists)
    return pypdfium2.PdfDocument(path.read_bytes())


def widths_mm(page: Any, kind: int) -> list[float]:
    """Widths of a page's objects of a kind."""
    found = (one.get_bounds() for one in page.get_objects() if one.type == kind)
    return [(right - left) * 25.4 / 72 for left, _, right, _ in found]


def test_a_printed_page(hands: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_axial(hands, write_head(tmp_path / "ct"))
    pages = printed(hands, tmp_path, monkeypatch)
    assert len(pages) == 1
    text = pages[0].get_textpage().get_text_bounded()
    assert not_a_device() in text
    assert "Page 1 of 1" in text
    assert "Marker" not in text
    assert min(abs(width - 100.0) for width in widths_mm(pages[0], pdfium.FPDF_PAGEOBJ_PATH)) < 0.5
    assert [round(side) for side in pages[0].get_size()] == [595, 842]
    named = printed(hands, tmp_path, monkeypatch, identifiers=True)[0].get_textpage().get_text_bounded()
    assert "Marker" in named
    assert "Marker Hospital" in named


def test_true_size_is_true(hands: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_axial(hands, write_head(tmp_path / "ct"))
    page = printed(hands, tmp_path, monkeypatch, true_size=True)[0]
    widest = max(widths_mm(page, pdfium.FPDF_PAGEOBJ_IMAGE))
    assert widest == pytest.approx(hands.slice().width() / hands.slice().pixels_per_mm, rel=0.01)
    assert "True size" in page.get_textpage().get_text_bounded()


def test_key_images_are_printed_together(hands: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_axial(hands, write_head(tmp_path / "ct"))
    view, series = hands.slice(), hands.state.series
    assert series is not None
    assert view.frame is not None
    keys = tuple(KeyImage(series.uid, -1, view.frame.point(n, 5.0, 5.0), view.on(), f"note {n}") for n in range(5))
    hands.window.parts.session.apply(KeyImagesChanged(series.uid, keys))
    pages = printed(hands, tmp_path, monkeypatch, what="keys", per_page=4)
    assert len(pages) == 2
    texts = [page.get_textpage().get_text_bounded() for page in pages]
    assert all(f"note {number}" in texts[number // 4] for number in range(5))
    assert all(not_a_device() in text for text in texts)


def two_viewports(hands: Driven, one: Path, other: Path) -> None:
    """Two series beside each other, the first one active."""
    empty = Layout(ARRANGEMENTS["1x1"], (Tile(),), chosen=True)
    session = hands.window.parts.session
    session.apply(LayoutChanged(empty, 0))
    shown: list[str] = []
    for folder in (one, other):
        hands.drop(folder)
        hands.until(lambda: hands.state.volume is not None and hands.state.tile.series not in shown)
        shown.append(hands.state.tile.series)
    tiles = tuple(Tile(uid, View.AXIAL) for uid in shown)
    session.apply(LayoutChanged(Layout(ARRANGEMENTS["1x2"], tiles, chosen=True), 0))
    hands.until(lambda: all(hasattr(pane, "view") and pane.view.extent() for pane in hands.grid.panes().values()))


def texts(pages: Any) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pages]


def test_every_page_bears_the_name_of_its_own_patient(
    hands: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = chest(tmp_path / "a", "20240501", PatientName="Alpha^Ann", PatientID="A1")
    two_viewports(hands, first, chest(tmp_path / "b", "20200101", PatientName="Beta^Bob", PatientID="B1"))
    one, other = texts(printed(hands, tmp_path, monkeypatch, what="each", per_page=1, identifiers=True))
    assert "Alpha" in one
    assert "2024-05-01" in one
    assert "Beta" not in one
    assert "Beta" in other
    assert "2020-01-01" in other
    assert "Alpha" not in other
    (sheet,) = texts(printed(hands, tmp_path, monkeypatch, what="each", per_page=2, identifiers=True))
    assert sheet.index("Alpha") < sheet.index("Beta")
    assert "B1" in sheet


def test_one_picture_of_two_patients_is_printed_without_names_only(
    hands: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = chest(tmp_path / "a", PatientName="Alpha^Ann", PatientID="A1")
    two_viewports(hands, first, chest(tmp_path / "b", PatientName="Beta^Bob", PatientID="B1"))
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    shown = dialog(hands, Qt.Key.Key_P, PrintDialog, modifiers)
    shown.what.setCurrentIndex(shown.what.findData("all"))
    hands.until(shown.pdf.isEnabled)
    shown.boxes.boxes["identifiers"].setChecked(True)
    hands.until(lambda: "several patients" in shown.messages.text)
    assert not shown.pdf.isEnabled()
    shown.boxes.boxes["identifiers"].setChecked(False)
    hands.until(shown.pdf.isEnabled)
    assert shown.messages.text == ""
    hands.qtbot.keyClick(shown, Qt.Key.Key_Escape)


def test_a_prior_is_printed_with_its_own_day(hands: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    who: dict[str, Any] = {"PatientName": "Alpha^Ann", "PatientID": "A1"}
    two_viewports(hands, chest(tmp_path / "now", "20240501", **who), chest(tmp_path / "old", "20190302", **who))
    now, old = texts(printed(hands, tmp_path, monkeypatch, what="each", per_page=1, identifiers=True))
    assert "2024-05-01" in now
    assert "2019-03-02" in old
    assert "2024-05-01" not in old
    (both,) = texts(printed(hands, tmp_path, monkeypatch, what="all", identifiers=True))
    assert "Alpha" in both
    assert "2024" not in both


def test_only_pages_with_unreviewed_findings_say_so(
    hands: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_viewports(hands, chest(tmp_path / "a"), chest(tmp_path / "b", "20200101"))
    found = ShapeLayer("s", "Shapes", (), unreviewed=True)
    hands.window.parts.session.apply(OverlaidFound(found, hands.state.layout.tiles[1].series))
    reviewed, unreviewed = texts(printed(hands, tmp_path, monkeypatch, what="each", per_page=1))
    assert "UNREVIEWED" not in reviewed
    assert "UNREVIEWED" in unreviewed
    assert "Page 2 of 2" in unreviewed
    (sheet,) = texts(printed(hands, tmp_path, monkeypatch, what="each", per_page=2))
    assert "UNREVIEWED" in sheet
    (active,) = texts(printed(hands, tmp_path, monkeypatch, what="active"))
    assert "UNREVIEWED" not in active
