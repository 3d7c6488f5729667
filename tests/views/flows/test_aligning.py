"""Two sequences aligned from the real window, in a real process: asked, seen, gone through, written, given up."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from medview.core.content import SequenceContent
from medview.core.finding import Decision, Review
from medview.core.pair_alignment import MOST_LETTERS, PairAlignment
from medview.io.pair_files import write_json
from medview.session.paths import Paths, user_paths
from medview.session.state import JobStatus
from medview.views.app import desktop
from medview.views.contents.sequence_view import SequenceView
from medview.views.output.print_dialog import PrintDialog
from medview.views.review.report_preview import ReportPreview
from medview.views.sequences.align_dialog import AlignDialog
from medview.views.tiles.content_pane import ContentPane
from tests.io.sequences.test_pairs import PAIR
from tests.tasks.test_aligning import FIRST, SECOND
from tests.views.accessibility import clipped, nameless, unexplained
from tests.views.driving import Driven

pytestmark = pytest.mark.logs

ACTION = "align_pair"
DNA = "ACGTTGCATTAGCCGATCGATTACGGATCCATGCATGCAAT" * 3


@pytest.fixture
def paths(private_home: Path) -> Paths:
    return user_paths()


@pytest.fixture
def hands(qtbot: QtBot, paths: Paths, tmp_path: Path) -> Iterator[Driven]:
    with desktop(paths) as shown:
        opened = Driven(shown, qtbot, tmp_path)
        qtbot.waitExposed(shown.window)
        shown.window.activateWindow()
        opened.until(lambda: shown.window.grid is not None)
        yield opened


def sequences(hands: Driven) -> SequenceView:
    pane = hands.grid.active
    assert isinstance(pane, ContentPane)
    return pane.content.sequences


def opened(hands: Driven, path: Path, *texts: str) -> Path:
    """A file with records a, b, c …"""
    path.write_text("".join(f">{'abcdefgh'[number]} made up\n{text}\n" for number, text in enumerate(texts)))
    hands.open(path)
    hands.until(lambda: sequences(hands).record.shown is not None)
    return path


def asked(hands: Driven) -> AlignDialog:
    hands.window.actions_[ACTION].trigger()
    found = hands.dialog()
    assert isinstance(found, AlignDialog)
    return found


def review(hands: Driven) -> None:
    """Accept the first finding by mouse, as Dr. Doe."""
    panel, click = hands.window.findings, hands.qtbot.mouseClick
    place = panel.list.visualRect(panel.list.model().index(0, 0)).center()
    click(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    click(panel.accept_button, Qt.MouseButton.LeftButton)
    panel.form.field.setText("Dr. Doe")
    click(panel.form.confirm, Qt.MouseButton.LeftButton)
    hands.until(lambda: hands.state.reviews != ())


def pair(hands: Driven) -> PairAlignment | None:
    content = hands.state.content
    return content.pair if isinstance(content, SequenceContent) else None


def test_two_records_are_aligned_seen_and_written(
    hands: Driven, paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(hands, tmp_path / "three.fasta", FIRST, "MKTWW", SECOND)
    sequences(hands).records.choose(2)
    hands.until(lambda: hands.state.frame == 2)
    dialog = asked(hands)
    assert nameless(dialog) == unexplained(dialog) == clipped(dialog) == []
    first, second = dialog.chosen
    assert first is not None
    assert second is not None
    assert (first.id, second.id) == ("c", "a"), "the one that is read, and another of its kind"
    assert dialog.method.itemText(dialog.method.count() - 1).startswith("BLOSUM62")
    dialog.method.setCurrentIndex(dialog.method.count() - 1)
    hands.qtbot.mouseClick(dialog.align, Qt.MouseButton.LeftButton)
    hands.until(lambda: pair(hands) is not None)

    # an item of its own, kept as a file
    found = pair(hands)
    assert found is not None
    assert (found.first.name, found.second.name, found.mode) == ("c", "a", "global")
    assert len(list(paths.alignments.glob("c a *.json"))) == 1
    assert hands.state.series is not None
    assert hands.state.series.description.endswith(".json")
    assert any(series.description == "three.fasta" for study in hands.state.studies for series in study.series)

    # the rows with the probability of each column above them
    view = sequences(hands)
    hands.until(lambda: view.alignment.isVisible() and view.pair.isVisible())
    canvas = view.alignment.canvas
    assert canvas.aligned is not None
    assert [row.tobytes().decode() for row in canvas.aligned.rows] == [found.first.letters, found.second.letters]
    assert canvas.head.posterior is not None
    assert np.allclose(canvas.head.posterior, found.chances)
    area = canvas.cells_area()
    told = canvas.cell_text(area.topLeft())
    assert f"probability that this column is right {found.chances[0]:.2f}" in told
    assert "Unreviewed" in view.pair.told.text()
    assert f"Identity: {found.identical} of {found.paired}" in view.pair.told.text()

    # the map leads to the columns, and columns are marked in the map
    hands.qtbot.keyClick(view.pair.map, Qt.Key.Key_End)
    assert canvas.selection == (0, 3, len(found.chances) - 1, len(found.chances))
    canvas.select((0, 1, 4, 6))
    assert view.pair.map.column == 4
    view.alignment.copy()
    assert view.alignment.selected_text() == f">c\n{found.first.letters[4:6]}\n"

    # a finding like any other: decided on, told beside it, kept with the file
    (finding,) = hands.state.findings
    assert finding.what.meaning == "Alignment of c and a"
    review(hands)
    assert "Accepted by Dr. Doe" in view.pair.told.text()
    hands.window.findings.reviewing.undo()
    assert "Unreviewed" in view.pair.told.text()
    hands.window.findings.reviewing.redo()
    hands.open(tmp_path / "three.fasta")
    hands.until(lambda: hands.state.findings == ())
    hands.open(next(paths.alignments.glob("c a *.json")))
    hands.until(lambda: hands.state.findings != ())
    assert [one.id for one in hands.state.findings] == [finding.id]
    hands.until(lambda: "Accepted by Dr. Doe" in view.pair.told.text())

    # a file of its columns
    target = tmp_path / "columns.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    hands.qtbot.mouseClick(view.pair.save, Qt.MouseButton.LeftButton)
    hands.until(lambda: str(target) in hands.window.messages.text)
    rows = list(csv.DictReader(target.read_text(encoding="utf-8").splitlines()))
    assert [float(row["probability"]) for row in rows] == pytest.approx(list(found.chances))
    assert {row["review"] for row in rows} == {"accepted"}

    # another file has no map
    hands.open(tmp_path / "three.fasta")
    assert not sequences(hands).pair.isVisible()


def test_a_decision_goes_with_the_file_and_the_report_holds_the_alignment(
    hands: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    review_of = Review(
        "pair-elsewhere-alignment", Decision.ACCEPTED, "Dr. Doe", "2026-02-03T04:05:06+00:00", "It fits."
    )
    path = tmp_path / "pair.json"
    write_json(PAIR, path, review_of)
    hands.open(path)
    hands.until(lambda: hands.state.findings != ())
    view = sequences(hands)
    hands.until(lambda: "Accepted by Dr. Doe" in view.pair.told.text())
    assert view.pair.told.text().splitlines()[0].endswith("It fits.")
    (kept,) = hands.state.reviews
    assert replace(kept, finding=review_of.finding) == review_of

    # saved anew and opened: the same decision
    target = tmp_path / "again.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    hands.qtbot.mouseClick(view.pair.save, Qt.MouseButton.LeftButton)
    hands.until(lambda: str(target) in hands.window.messages.text)
    first = hands.state.findings[0].id
    hands.open(target)
    hands.until(lambda: [one.id for one in hands.state.findings] not in ([], [first]))
    hands.until(lambda: "Accepted by Dr. Doe" in sequences(hands).pair.told.text())

    # the report shows it, and the dialog promises what it saves
    hands.qtbot.mouseClick(hands.window.findings.report_button, Qt.MouseButton.LeftButton)
    dialog = hands.dialog()
    assert isinstance(dialog, ReportPreview)
    hands.until(lambda: dialog.page_count)
    promised = dialog.facts.text().partition("Saved together: ")[2].rstrip(".").split(", ")
    out = tmp_path / "out"
    out.mkdir()
    dialog.export_asked.emit(str(out))
    hands.until(lambda: dialog.messages.text)
    dialog.close()
    assert (
        sorted(promised) == sorted(one.name for one in out.iterdir()) == ["findings.csv", "findings.json", "report.pdf"]
    )
    with pypdfium2.PdfDocument(out / "report.pdf") as document:
        told = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
        assert [item for page in document for item in page.get_objects() if item.type == 3]
    assert "one and two: columns 1 to 5 of 5." in told
    assert "Dr. Doe" in told


def test_a_page_without_a_picture_says_what_to_tick(hands: Driven, tmp_path: Path) -> None:
    opened(hands, tmp_path / "two.fasta", FIRST, SECOND)
    hands.window.actions_["print"].trigger()
    dialog = hands.dialog()
    assert isinstance(dialog, PrintDialog)

    def words(number: int) -> str:
        path = tmp_path / f"{number}.pdf"
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        dialog.preview.paintRequested.emit(printer)
        with pypdfium2.PdfDocument(path) as document:
            return " ".join(document[0].get_textpage().get_text_range().split())

    hands.until(lambda: dialog.messages.text)
    box = dialog.boxes.boxes["identifiers"]
    assert f"Tick “{box.text().replace('&', '')}”" in words(1)
    assert not dialog.pdf.isEnabled()
    box.setChecked(True)
    hands.until(dialog.pdf.isEnabled)
    assert "Tick" not in words(2)
    dialog.close()


def test_what_was_copied_elsewhere_is_opened(hands: Driven, paths: Paths) -> None:
    QGuiApplication.clipboard().setText(f">a\n{FIRST}\n>b\n{SECOND}\n")
    hands.window.actions_["paste_sequences"].trigger()
    hands.until(lambda: isinstance(hands.state.content, SequenceContent) and sequences(hands).record.shown is not None)
    assert sequences(hands).record.name == "a"
    assert len(list(paths.pasted.glob("*/pasted.txt"))) == 1
    QGuiApplication.clipboard().setText("Dear colleague, see below.")
    hands.window.actions_["paste_sequences"].trigger()
    hands.until(hands.window.messages.isVisible)
    assert len(list(paths.pasted.iterdir())) == 1, "what is no sequence is not kept"


def test_a_record_of_another_file_and_another_kind(hands: Driven, tmp_path: Path) -> None:
    opened(hands, tmp_path / "protein.fasta", FIRST)
    assert not hands.window.actions_[ACTION].isEnabled()
    needs = next(spec.needs for spec in hands.window.actions_.specs if spec.name == ACTION)
    assert needs.startswith("Open two proteins")
    opened(hands, tmp_path / "dna.fasta", DNA, DNA[5:], FIRST)
    assert hands.window.actions_[ACTION].isEnabled()
    dialog = asked(hands)
    first, second = dialog.chosen
    assert first is not None
    assert second is not None
    assert (first.id, second.id) == ("a", "b")
    assert dialog.method.currentText().startswith("Match +2, mismatch −3")
    dialog.records[1].setCurrentIndex(0)
    assert "the same record" in dialog.told.text()
    assert not dialog.align.isEnabled()
    dialog.files[1].setCurrentIndex(1)
    hands.until(lambda: dialog.records[1].count() == 1)
    assert "cannot be aligned with nucleotides" in dialog.told.text()
    assert "Translate" in dialog.told.text()
    assert not dialog.align.isEnabled()
    assert dialog.wish is None
    dialog.records[0].setCurrentIndex(2)  # the protein of this file
    assert dialog.align.isEnabled()
    assert dialog.method.itemText(dialog.method.count() - 1).startswith("BLOSUM62")
    dialog.mode.setCurrentIndex(1)
    assert dialog.wish is not None
    assert [Path(path).name for path in dialog.wish.paths] == ["dna.fasta", "protein.fasta"]
    assert (dialog.wish.records, dialog.wish.mode) == ((2, 0), "local")
    dialog.reject()


def test_a_file_that_is_no_sequence_is_told(hands: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(hands, tmp_path / "protein.fasta", FIRST, SECOND)
    dialog = asked(hands)
    odd = tmp_path / "odd.txt"
    odd.write_text("1;2;3\n")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(odd), ""))
    hands.qtbot.mouseClick(dialog.choose, Qt.MouseButton.LeftButton)
    hands.until(lambda: "odd.txt" in dialog.told.text())
    assert not dialog.align.isEnabled()
    dialog.files[1].setCurrentIndex(0)
    dialog.records[1].setCurrentIndex(1)
    assert dialog.align.isEnabled()
    dialog.reject()


def test_too_long_sequences_are_told(hands: Driven, tmp_path: Path) -> None:
    long = DNA * (MOST_LETTERS // len(DNA) + 1)
    opened(hands, tmp_path / "long.fasta", long, DNA)
    hands.qtbot.mouseClick(asked(hands).align, Qt.MouseButton.LeftButton)
    hands.until_job("align_pair", JobStatus.FAILED)
    assert f"from 1 to {MOST_LETTERS} are aligned" in hands.window.messages.text
    assert "Give a shorter stretch of it" in hands.window.messages.text
    assert pair(hands) is None


def test_who_reads_something_else_by_now_is_told(hands: Driven, tmp_path: Path) -> None:
    opened(hands, tmp_path / "protein.fasta", FIRST)
    assert hands.state.series is not None
    protein = hands.state.series.uid
    opened(hands, tmp_path / "dna.fasta", DNA * 8, DNA[7:] * 8)
    hands.qtbot.mouseClick(asked(hands).align, Qt.MouseButton.LeftButton)
    hands.commands.opening.open_series(protein)  # it was read a moment ago, so it is there at once
    hands.until(lambda: "“Alignment of a and b” is finished." in hands.window.messages.text)
    hands.until(lambda: "json" in " ".join(one.description for study in hands.state.studies for one in study.series))
    assert pair(hands) is None
    assert hands.state.series is not None
    assert hands.state.series.description == "protein.fasta"


def test_an_alignment_is_given_up(hands: Driven, tmp_path: Path) -> None:
    opened(hands, tmp_path / "dna.fasta", DNA * 200, DNA[7:] * 200)
    hands.qtbot.mouseClick(asked(hands).align, Qt.MouseButton.LeftButton)
    hands.until(lambda: (job := hands.job("align_pair")) is not None and job.fraction > 0)
    assert hands.window.analyse.progress.isVisible()
    assert hands.window.actions_["cancel"].isEnabled()
    hands.window.actions_["cancel"].trigger()
    hands.until_job("align_pair", JobStatus.CANCELLED)
    assert pair(hands) is None
    assert not hands.window.analyse.progress.isVisible()
