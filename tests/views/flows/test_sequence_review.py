"""Findings of a file of sequences in the real window: seen, decided on, moved, added, kept, reported and written."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from Bio import SeqIO
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from medview.core.content import SequenceContent
from medview.core.finding import Decision, Span
from medview.session.changes import AnalysisFinished, OverlayChanged, ReviewerNamed
from medview.session.listing import listed
from medview.session.paths import Paths, user_paths
from medview.views.contents.sequence_view import SequenceView
from medview.views.review.report_preview import ReportPreview
from medview.views.sequences.band import Band
from medview.views.sequences.heat_band import EvidenceBand, HeatBand
from medview.views.sequences.letters_band import LettersBand
from medview.views.sequences.lines_band import LinesBand
from medview.views.sequences.spans_band import SpansBand
from medview.views.tiles.content_pane import ContentPane
from tests import sequence_findings as made
from tests.io.sequences.samples import GENBANK
from tests.views.driving import Driven, driven
from tests.views.heads import mouse
from tests.views.making import make_package

pytestmark = pytest.mark.logs

LEFT, RIGHT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.NoButton
PRESS, MOVE, RELEASE = QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def paths(private_home: Path) -> Paths:
    return user_paths()


@pytest.fixture
def hands(qtbot: QtBot, paths: Paths, tmp_path: Path) -> Iterator[Driven]:
    make_package(paths.models)
    with driven(qtbot, paths, tmp_path) as opened:
        yield opened


def sequences(hands: Driven) -> SequenceView:
    pane = hands.grid.active
    assert isinstance(pane, ContentPane)
    return pane.content.sequences


def opened(hands: Driven, folder: Path, result: str = "each") -> SequenceView:
    """Two records of a GenBank file with what a model found of them."""
    folder.mkdir(exist_ok=True)
    path = folder / "two.gb"
    path.write_text(GENBANK)
    hands.open(path)
    view, series = sequences(hands), hands.state.series
    hands.until(lambda: view.record.shown is not None)
    assert series is not None
    source, names = made.provenance(series.uid, series.fingerprint), ("MADE1.1", "MADE2.1")
    if result == "each":
        analysis = made.each(folder, (600, 90), names, source, strand=1)
    elif result == "why":
        analysis = made.explained(made.with_parent(made.whole(source, (600, 90))), folder, length=600)
    else:
        analysis = made.letters(folder, 600, source)
    kept = hands.window.parts.store.add_analysis(analysis, series.fingerprint)
    hands.window.parts.session.apply(AnalysisFinished(kept))
    return view


def band(view: SequenceView, kind: type[Band]) -> Band:
    return next(one for one in view.record.canvas.bands if isinstance(one, kind))


def spot(view: SequenceView, kind: type[Band], letter: float, down: float = 0.5) -> tuple[float, float]:
    """A place over letters of a band, pixels of the canvas; a whole number is where a letter begins."""
    box = next(box for one, box in view.record.canvas.places() if isinstance(one, kind))
    return box.left() + view.record.canvas.scale.x(letter), box.top() + down * box.height()


def drag(view: SequenceView, start: tuple[float, float], end: tuple[float, float]) -> None:
    target = view.record.canvas.viewport()
    for kind, at, button in ((MOVE, start, NONE), (PRESS, start, LEFT), (MOVE, end, LEFT), (RELEASE, end, LEFT)):
        mouse(target, kind, at, button)


def ids(hands: Driven) -> list[str]:
    return [one.id for one in listed(hands.state)]


def spans(view: SequenceView) -> list[tuple[str, int, int, Decision | None]]:
    return [(one.label, one.start, one.end, one.decision) for one in view.record.spans.spans]


def test_findings_are_seen_and_gone_to(hands: Driven, tmp_path: Path) -> None:
    view = opened(hands, tmp_path / "in")
    assert ids(hands) == ["helix0", "strand0", "helix1"]
    assert spans(view) == [("Alpha helix", 4, 24, None), ("Beta strand", 29, 37, None)]
    assert isinstance(band(view, LinesBand), LinesBand)
    canvas = view.record.canvas
    mouse(canvas.viewport(), MOVE, spot(view, LinesBand, 10.5, 0.7))
    assert "Alpha helix 0.90" in view.record.pointed.text()
    hands.click_finding(2)  # on the other record
    hands.until(lambda: view.record.name == "MADE2.1")
    assert hands.state.frame == 1
    assert spans(view) == [("Alpha helix", 9, 19, None)]
    chosen = canvas.chosen_span()
    assert chosen is not None
    assert (chosen.id, hands.state.selected) == ("helix1", "helix1")
    hands.click_finding(1)
    hands.until(lambda: view.record.name == "MADE1.1")
    start, end = canvas.seen
    assert start <= 29
    assert end >= 37
    assert end - start < 600, "a finding of some pixels is seen from nearer"
    canvas.show_interval((200, 230))
    rect = hands.window.findings.list.visualRect(hands.window.findings.list.model().index(0, 0))
    hands.qtbot.mouseMove(hands.window.findings.list.viewport(), rect.center())
    hands.until(lambda: view.record.spans.hovered == "helix0")
    hands.click_finding(0)
    assert canvas.seen[0] <= 4
    assert canvas.seen[1] - canvas.seen[0] < 60, "it can be seen as near as the reader was"
    hands.click_finding(1)
    drag(view, spot(view, SpansBand, 33.0), spot(view, SpansBand, 33.0))  # a click
    assert hands.state.selected == "strand0"
    hands.window.actions_["sequence_record_next"].trigger()
    hands.until(lambda: hands.state.frame == 1)


def test_what_drove_an_answer_is_seen_once_the_answer_is_chosen(hands: Driven, tmp_path: Path) -> None:
    view = opened(hands, tmp_path / "in", "why")
    assert ids(hands)[:3] == ["nucleus0", "membrane0", "cell0"]
    assert not [one for one in view.record.canvas.bands if isinstance(one, EvidenceBand)]
    hands.click_finding(0)
    view.record.canvas.show_interval((0, 60))
    shown = band(view, EvidenceBand)
    assert isinstance(shown, EvidenceBand)
    assert shown.heat.letters == ("Nucleus",)
    assert shown.heat.limits == (-1.0, 1.0)
    assert "Integrated gradients" in shown.heat.unit
    mouse(view.record.canvas.viewport(), MOVE, spot(view, EvidenceBand, 12.5, 0.7))
    own = chr(int(view.record.shown.letters[12])).upper()  # type: ignore[union-attr]
    assert view.record.pointed.text() == f"Evidence, Nucleus: {own}13 +1.000"
    hands.click_finding(1)
    assert not [one for one in view.record.canvas.bands if isinstance(one, EvidenceBand)]
    assert hands.window.findings.why.isVisible(), "others can be asked about, too"
    assert hands.window.findings.why.why.isEnabled()


def test_a_number_of_a_whole_record_is_not_asked_about(hands: Driven, tmp_path: Path) -> None:
    opened(hands, tmp_path / "in", "letters")
    assert ids(hands) == ["perplexity"]
    assert not hands.window.findings.why.isVisible()


def test_what_is_for_pictures_leaves_room_for_letters(hands: Driven, tmp_path: Path) -> None:
    high = hands.window.histogram.height()
    opened(hands, tmp_path / "in")
    assert hands.window.histogram.height() < high / 2
    actions = hands.window.actions_
    assert not any(actions[f"tool_{name}"].isEnabled() for name in ("window", "zoom", "pan", "crosshair"))
    assert actions["sequence_find"].isEnabled()


def test_a_finding_that_is_gone_to_is_seen_with_its_neighbours(hands: Driven, tmp_path: Path) -> None:
    view = opened(hands, tmp_path / "in")
    canvas = view.record.canvas
    canvas.show_interval((200, 300))
    hands.click_finding(1)
    assert canvas.seen[0] < 29 - 10
    assert canvas.seen[1] > 37 + 10
    assert 90 <= canvas.seen[1] - canvas.seen[0] <= 120, "as near as before"


def test_a_map_of_letters_is_drawn_and_told(hands: Driven, tmp_path: Path) -> None:
    view = opened(hands, tmp_path / "in", "letters")
    assert ids(hands) == ["perplexity"]
    assert spans(view) == [], "a number of the whole record lies nowhere"
    view.record.canvas.show_interval((0, 30))
    heat = band(view, HeatBand)
    row = made.AMINO_ACIDS.index("W") + 1
    mouse(view.record.canvas.viewport(), MOVE, spot(view, HeatBand, 4.5, (row + 0.5) / 21))
    own = chr(int(view.record.shown.letters[4])).upper()  # type: ignore[union-attr]
    assert view.record.pointed.text() == f"Substitutions: {own}5W {(18 - 4) / 20:+.2f}"
    assert heat.names(view.record.canvas.looks())[0] == "Substitutions"


def test_findings_are_decided_moved_added_and_taken_back(hands: Driven, qtbot: QtBot, tmp_path: Path) -> None:
    view = opened(hands, tmp_path / "in")
    panel, canvas = hands.window.findings, view.record.canvas
    hands.click_finding(0)
    hands.key(Qt.Key.Key_Return)
    hands.answer("Dr Reader")
    assert hands.state.decisions["helix0"].decision is Decision.ACCEPTED
    hands.until(lambda: hands.state.selected == "strand0")
    assert not panel.note_button.isEnabled(), "nothing was decided yet"
    hands.click_finding(0)
    qtbot.mouseClick(panel.note_button, LEFT)
    hands.answer("seen in the map too")
    assert hands.state.decisions["helix0"].reason == "seen in the map too"
    hands.window.actions_["note"].trigger()
    assert panel.form.field.text() == "seen in the map too", "it is changed, not written anew"
    hands.answer("seen in the map")
    assert hands.state.decisions["helix0"].decision is Decision.ACCEPTED
    hands.window.actions_["undo"].trigger()
    hands.window.actions_["undo"].trigger()
    hands.click_finding(1)
    qtbot.mouseClick(panel.reject_button, LEFT)
    hands.answer("too short")
    assert spans(view)[1][3] is Decision.REJECTED

    hands.click_finding(0)  # an end by hand
    hands.until(lambda: canvas.chosen_span() is not None and view.record.name == "MADE1.1")
    canvas.show_interval((0, 60))
    drag(view, spot(view, SpansBand, 24.0), spot(view, SpansBand, 27.5))
    moved = listed(hands.state)[0]
    assert moved.where == Span(0, "MADE1.1", 4, 28, 1)
    assert hands.state.decisions["helix0"].decision is Decision.MODIFIED
    assert spans(view)[0] == ("Alpha helix", 4, 28, Decision.MODIFIED)

    bounds = view.record.bounds  # and in numbers
    assert bounds.isVisible()
    hands.window.actions_["sequence_bounds"].trigger()
    assert bounds.first.hasFocus()
    QTest.keyClicks(bounds.first, "3")
    QTest.keyClick(bounds.first, Qt.Key.Key_Return)
    assert listed(hands.state)[0].where == Span(0, "MADE1.1", 2, 28, 1)
    hands.window.actions_["undo"].trigger()
    hands.window.actions_["undo"].trigger()
    assert listed(hands.state)[0].where == Span(0, "MADE1.1", 4, 24, 1)
    assert hands.state.decisions["helix0"].decision is Decision.ACCEPTED

    drag(view, spot(view, LettersBand, 44.5), spot(view, LettersBand, 49.5))  # one that was missed
    assert canvas.selection == (44, 50)
    qtbot.mouseClick(panel.box_button, LEFT)
    offered = menu(hands)
    assert [action.text() for action in offered.actions() if action.isEnabled() and action.text()] == [
        "Alpha helix",
        "Beta strand",
        "On the reverse strand",
    ]
    QTest.keyClick(offered, Qt.Key.Key_Down)
    QTest.keyClick(offered, Qt.Key.Key_Return)
    added = next(one for one in listed(hands.state) if one.source.author)
    assert (added.what, added.where) == (made.STRAND, Span(0, "MADE1.1", 44, 50, 1))
    assert hands.state.selected == added.id
    assert panel.summary.text() == "2 of 3 reviewed, 1 added"
    assert panel.reject_button.text() == "Remove"
    qtbot.mouseClick(panel.reject_button, LEFT)
    assert panel.summary.text() == "2 of 3 reviewed"
    hands.window.actions_["undo"].trigger()
    assert panel.summary.text() == "2 of 3 reviewed, 1 added"


def test_lines_stay_as_they_are_drawn_while_findings_change(hands: Driven, tmp_path: Path) -> None:
    view = opened(hands, tmp_path / "in")
    hands.window.parts.session.apply(ReviewerNamed("Dr Reader"))
    lines = band(view, LinesBand)
    hands.window.findings.reviewing.change_place(listed(hands.state)[0], Span(0, "MADE1.1", 4, 30, 1))
    assert spans(view)[0][:3] == ("Alpha helix", 4, 30)
    assert band(view, LinesBand) is lines
    hands.window.parts.session.apply(OverlayChanged(replace(hands.state.overlay, safe_colours=True)))
    assert band(view, LinesBand) is not lines


def test_nothing_is_added_without_letters(hands: Driven, qtbot: QtBot, tmp_path: Path) -> None:
    opened(hands, tmp_path / "in")
    hands.window.actions_["sequence_bounds"].trigger()
    hands.until(hands.window.messages.isVisible)
    assert "No finding of this record is chosen." in hands.window.messages.text
    qtbot.mouseClick(hands.window.findings.box_button, LEFT)
    hands.until(lambda: "No letters" in hands.window.messages.text)
    assert "No letters are selected." in hands.window.messages.text


def menu(hands: Driven) -> QMenu:
    hands.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def context(view: SequenceView, at: tuple[float, float]) -> QContextMenuEvent:
    place = QPoint(*map(round, at))
    return QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.record.canvas.viewport().mapToGlobal(place))


def test_the_menu_of_a_finding_decides(hands: Driven, tmp_path: Path) -> None:
    view = opened(hands, tmp_path / "in")
    hands.window.parts.session.apply(ReviewerNamed("Dr Reader"))
    view.record.canvas.show_interval((0, 60))
    at = spot(view, SpansBand, 33.0)
    QApplication.sendEvent(view.record.canvas.viewport(), context(view, at))
    offered = menu(hands)
    words = [action.text() for action in offered.actions()]
    assert words[-5:] == ["Beta strand", "Accept", "Reject…", "Change class", "Hide this class"]
    next(action for action in offered.actions() if action.text() == "Accept").trigger()
    offered.close()
    assert hands.state.decisions["strand0"].decision is Decision.ACCEPTED
    hands.until(lambda: view.record.name == "MADE2.1")
    QApplication.sendEvent(view.record.canvas.viewport(), context(view, spot(view, SpansBand, 14.0)))
    offered = menu(hands)
    next(action for action in offered.actions() if action.text() == "Hide this class").trigger()
    offered.close()
    assert spans(view) == []
    hands.click_finding(2, swatch=True)
    assert spans(view) == [("Alpha helix", 9, 19, None)]


def test_it_is_kept_reported_and_written(qtbot: QtBot, paths: Paths, tmp_path: Path) -> None:
    make_package(paths.models)
    with driven(qtbot, paths, tmp_path) as hands:
        opened(hands, tmp_path / "in")
        hands.click_finding(0)
        hands.key(Qt.Key.Key_Return)
        hands.answer("Dr Reader")
        hands.until(lambda: hands.state.selected == "strand0")
        hands.window.findings.reviewing.change_place(listed(hands.state)[1], Span(0, "MADE1.1", 30, 40, -1))
    with driven(qtbot, paths, tmp_path) as again:
        again.open(tmp_path / "in" / "two.gb")
        again.until(lambda: again.state.analysis and again.state.content)
        assert isinstance(again.state.content, SequenceContent)
        assert again.window.findings.summary.text() == "2 of 3 reviewed"
        again.until(lambda: sequences(again).record.shown is not None)
        assert spans(sequences(again))[1] == ("Beta strand", 30, 40, Decision.MODIFIED)
        assert isinstance(band(sequences(again), LinesBand), LinesBand)
        qtbot.mouseClick(again.window.findings.report_button, LEFT)
        dialog = again.dialog()
        assert isinstance(dialog, ReportPreview)
        again.until(lambda: dialog.page_count)
        assert dialog.undecided.isVisible()
        out = tmp_path / "out"
        out.mkdir()
        dialog.export_asked.emit(str(out))
        again.until(lambda: dialog.messages.text)
        dialog.close()
    assert sorted(path.name for path in out.iterdir()) == [
        *("annotated.gb", "findings.bed", "findings.csv", "findings.fhir.json", "findings.gff3", "findings.json"),
        "report.pdf",
    ]
    with (out / "findings.csv").open(newline="", encoding="utf-8") as stream:
        rows = [
            (row["record"], row["start"], row["end"], row["strand"], row["decision"]) for row in csv.DictReader(stream)
        ]
    assert rows == [
        ("MADE1.1", "5", "24", "+", "accepted"),
        ("MADE1.1", "31", "40", "-", "modified"),
        ("MADE2.1", "10", "19", "+", "unreviewed"),
    ]
    with (out / "annotated.gb").open() as stream:
        first, second = SeqIO.parse(stream, "genbank")
    assert [feature.type for feature in first.features] == ["gene", "misc_feature", "misc_feature"]
    assert "UNREVIEWED" in second.features[-1].qualifiers["note"][0]
    statuses = [one["resource"]["status"] for one in json.loads((out / "findings.fhir.json").read_text())["entry"]]
    assert statuses == ["final", "final", "preliminary"]
