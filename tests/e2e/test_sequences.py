"""A GenBank file by mouse and keys: opened, a gene gone to, letters found and copied, another record read, closed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from medview.core.finding import Decision, Span
from medview.session.changes import ReviewerNamed
from medview.session.listing import listed
from medview.session.paths import user_paths
from medview.views.app import desktop
from medview.views.contents.sequence_view import SequenceView
from medview.views.review.report_preview import ReportPreview
from medview.views.tiles.content_pane import ContentPane
from medview.views.window import Window
from tests.io.sequences.samples import GENBANK, LETTERS, SITE, entry
from tests.views.driving import Driven

pytestmark = pytest.mark.logs

WAIT_MS = 60_000
NONE = Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(focused(), key, modifier)


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def shown(window: Window) -> SequenceView | None:
    pane = window.grid.active if window.grid is not None else None
    return pane.content.sequences if isinstance(pane, ContentPane) else None


def test_a_gene_is_read_without_a_menu(qtbot: QtBot, private_home: Path, tmp_path: Path) -> None:
    path = tmp_path / "made.gb"
    path.write_text(GENBANK)

    def until(condition: Callable[[], object]) -> None:
        qtbot.waitUntil(lambda: bool(condition()), timeout=WAIT_MS)

    with desktop(user_paths()) as running:
        window = running.window
        qtbot.waitExposed(window)
        window.activateWindow()
        until(lambda: window.grid is not None)
        running.commands.begin((str(path),))
        until(lambda: (one := shown(window)) is not None and one.record.shown is not None)
        view = shown(window)
        assert view is not None
        qtbot.mouseClick(view.record.canvas.viewport(), Qt.MouseButton.LeftButton)
        until(lambda: view.isAncestorOf(focused()))

        press(Qt.Key.Key_E, CONTROL)  # to a gene
        assert focused() is view.record.place
        QTest.keyClicks(focused(), "alpha")
        press(Qt.Key.Key_Return)
        assert view.record.canvas.selection == (120, 240)
        assert view.record.told.text().startswith("Selected 121–240 · 120 bp")

        press(Qt.Key.Key_F, CONTROL)  # search
        assert focused() is view.search.text
        QTest.keyClicks(focused(), SITE)
        press(Qt.Key.Key_Return)
        until(lambda: view.search.told.text().startswith("Match 1"))
        count = len(view.search.hits)
        press(Qt.Key.Key_G, CONTROL)
        assert view.search.told.text() == f"Match {min(2, count)} of {count}"
        at = (LETTERS[:300] + SITE + LETTERS[306:]).index(SITE)
        for _ in range(count):
            if view.record.canvas.selection == (at, at + 6):
                break
            press(Qt.Key.Key_G, CONTROL)
        assert view.record.canvas.selection == (at, at + 6)

        view.record.canvas.setFocus()  # copy, and the other strand
        press(Qt.Key.Key_C, CONTROL)
        title, letters = QGuiApplication.clipboard().text().split("\n", 1)
        assert (title.split()[0], letters.strip().lower()) == (f">MADE1.1:{at + 1}-{at + 6}", SITE)
        press(Qt.Key.Key_C, CONTROL | SHIFT)
        assert QGuiApplication.clipboard().text().startswith(f">MADE1.1:c{at + 6}-{at + 1}")

        press(Qt.Key.Key_PageDown, CONTROL | SHIFT)  # the other record
        until(lambda: view.record.name == "MADE2.1")
        assert view.records.list.currentIndex().row() == 1
        assert view.search.told.text() == ""

        press(Qt.Key.Key_W, CONTROL)  # close
        until(lambda: window.parts.session.state.content is None)
        assert shown(window) is None


DONOR = "cagccagcgagcagcaaggccgacctgcaggtgagtaccctgggctgctggctgggggtg"
ACCEPTOR = "ctgacctgtgtccttcttttcctcctacaggatgtgcatctcaccgaggacctgaagagc"
"""Made after how splice sites usually look (Mount 1982, Nucleic Acids Res 10:459)."""


def picked(hands: Driven, row: int) -> None:
    view = hands.window.findings.list
    view.scrollTo(view.model().index(row, 0))
    hands.click_finding(row)


def test_splice_sites_are_found_decided_on_and_written(qtbot: QtBot, private_home: Path, tmp_path: Path) -> None:
    letters = LETTERS[:120] + DONOR + LETTERS[180:330] + ACCEPTOR + LETTERS[390:]
    path, out = tmp_path / "made.gb", tmp_path / "out"
    path.write_text(entry("MADE1", letters, "alpha", 120, 330))
    out.mkdir()
    with desktop(user_paths()) as running:
        hands = Driven(running, qtbot, tmp_path)
        qtbot.waitExposed(hands.window)
        hands.window.activateWindow()
        hands.until(lambda: hands.window.grid is not None)
        hands.open(path)
        hands.until(lambda: (one := shown(hands.window)) is not None and one.record.shown is not None)

        models = hands.window.analyse.models
        models.setCurrentIndex(models.findData("dna-splice-sites"))
        qtbot.mouseClick(hands.window.analyse.run, Qt.MouseButton.LeftButton)
        hands.until(lambda: hands.state.analyses)
        found = {
            (one.what.meaning, one.where.start, one.where.end): one.id
            for one in listed(hands.state)
            if isinstance(one.where, Span)
        }
        donor, acceptor = found["Splice donor site", 148, 152], found["Splice acceptor site", 358, 362]

        rows = [one.id for one in listed(hands.state)]
        hands.window.parts.session.apply(ReviewerNamed("Dr Reader"))
        picked(hands, rows.index(donor))
        assert hands.state.selected == donor
        hands.window.actions_["accept"].trigger()
        picked(hands, rows.index(acceptor))
        hands.window.actions_["reject"].trigger()
        hands.answer("not spliced")
        decisions = hands.state.decisions
        assert decisions[donor].decision is Decision.ACCEPTED
        assert decisions[acceptor].decision is Decision.REJECTED

        hands.window.actions_["report"].trigger()
        preview = hands.dialog()
        assert isinstance(preview, ReportPreview)
        hands.until(lambda: preview.page_count)
        preview.export_asked.emit(str(out))
        hands.until(lambda: (out / "report.pdf").is_file() and preview.messages.text)
        preview.close()
    lines = (out / "findings.gff3").read_text().splitlines()
    written = [line.split("\t")[3:5] for line in lines if not line.startswith("#")]
    assert ["149", "152"] in written
    assert ["359", "362"] not in written, "it was rejected"
    pages = pypdfium2.PdfDocument(out / "report.pdf")
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    pages.close()
    assert "Splice donor site" in text
    assert "Reviewed by Dr Reader" in text
