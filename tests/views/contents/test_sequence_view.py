from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from medview.core.errors import MedViewError
from medview.io.sequences.loading import load_sequences
from medview.jobs.protocol import Failed
from medview.tasks.objects import along_record
from medview.views.contents.sequence_view import SequenceView
from medview.views.contents.sequence_words import facts
from medview.views.settings.theme import load_theme
from tests.io.making import nothing
from tests.io.sequences.samples import FASTQ, GENBANK, LETTERS, SITE, STOCKHOLM, VCF
from tests.views import heads
from tests.views.accessibility import clipped, nameless, untold
from tests.views.heads import HandJobs, mouse, picture
from tests.views.sequences.making import shown, working

NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> HandJobs:
    monkeypatch.setitem(heads._TASKS, "along_record", along_record)
    (tmp_path / "jobs").mkdir()
    return HandJobs(tmp_path / "jobs")


@pytest.fixture
def view(qtbot: QtBot, jobs: HandJobs) -> Iterator[SequenceView]:
    with working() as background:
        made = SequenceView(load_theme("light"), background, jobs)  # type: ignore[arg-type]
        shown(qtbot, made, 1100, 700)
        yield made
        made.clear()


def opened(view: SequenceView, qtbot: QtBot, folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.write_text(text)
    view.show_content(load_sequences(str(path), folder / f"{name}.job", nothing))
    qtbot.waitUntil(lambda: view.record.shown is not None)


def test_records_are_chosen_in_the_list_and_read_with_what_lies_along_them(
    view: SequenceView, jobs: HandJobs, qtbot: QtBot, tmp_path: Path
) -> None:
    opened(view, qtbot, tmp_path, "two.gb", GENBANK)
    first = view.record.shown
    assert first is not None
    assert (first.record.id, [one.label for one in first.features]) == ("MADE1.1", ["alpha"])
    rect = view.records.list.visualRect(view.records.model.index(1, 0))
    qtbot.mouseClick(view.records.list.viewport(), Qt.MouseButton.LeftButton, NONE, rect.center())
    qtbot.waitUntil(lambda: view.record.shown is not first and view.record.shown is not None)
    second = view.record.shown
    assert second is not None
    assert [one.label for one in second.features] == ["beta"]
    assert second.letters.tobytes().decode().lower() == LETTERS[:90]
    assert "MADE2.1" in view.about.toPlainText()
    assert "Synthetic thing" in view.about.toPlainText()
    assert jobs.submitted == ["along_record", "along_record"]


def test_the_filter_keeps_records_with_a_text(view: SequenceView, qtbot: QtBot, tmp_path: Path) -> None:
    opened(view, qtbot, tmp_path, "a.fastq", FASTQ)
    assert view.records.isVisible()
    qtbot.keyClicks(view.records.filter, "LANE 2")
    qtbot.waitUntil(lambda: view.records.model.rowCount() == 1)
    assert view.records.model.record(0) == 2
    view.handlers()["sequence_record_next"]()
    qtbot.waitUntil(lambda: view.number == 2)


def test_qualities_are_plotted_and_nothing_is_asked_of_formats_without_features(
    view: SequenceView, jobs: HandJobs, qtbot: QtBot, tmp_path: Path
) -> None:
    opened(view, qtbot, tmp_path, "a.fastq", FASTQ)
    assert view.record.shown is not None
    (plot,) = view.record.shown.plots
    assert plot.values.tolist() == [0, 10, 20, 40, 32, 31, 41, 40]
    assert jobs.submitted == []


def test_an_alignment_comes_first_and_pages_turn(view: SequenceView, qtbot: QtBot, tmp_path: Path) -> None:
    opened(view, qtbot, tmp_path, "a.sto", STOCKHOLM)
    assert view.pages.tabText(view.pages.currentIndex()) == "Alignment"
    aligned = view.alignment.canvas.aligned
    assert aligned is not None
    assert aligned.names == ("one", "two", "ten")
    assert aligned.rows[1].tobytes() == b"ACDEWFGH-K"
    qtbot.waitUntil(lambda: "Columns, gaps within" in view.about.toPlainText())
    assert "Length" not in view.about.toPlainText(), "gaps are no letters"
    view.records.choose(2)
    qtbot.waitUntil(lambda: view.record.name == "ten")
    assert view.pages.tabText(view.pages.currentIndex()) == "Record"
    view.pages.setCurrentIndex(1)
    said = []
    for _ in range(3):
        view.handlers()["sequence_page"]()
        said.append(view.pages.tabText(view.pages.currentIndex()))
    assert said == ["About", "Record", "Alignment"]
    opened(view, qtbot, tmp_path, "b.fastq", FASTQ)
    assert [view.pages.tabText(at) for at in range(view.pages.count())] == ["Record", "About"]


def test_columns_of_an_alignment_are_no_letters(tmp_path: Path) -> None:
    (tmp_path / "a.sto").write_text(STOCKHOLM)
    content = load_sequences(str(tmp_path / "a.sto"), tmp_path / "job", nothing)
    assert facts(content).split() == ["Stockholm", "·", "3", "records", "·", "10", "columns"]


def test_a_gene_is_gone_to_by_its_name_and_letters_are_found(view: SequenceView, qtbot: QtBot, tmp_path: Path) -> None:
    opened(view, qtbot, tmp_path, "two.gb", GENBANK)
    view.record.place.selectAll()
    qtbot.keyClicks(view.record.place, "ALPHA")
    qtbot.keyClick(view.record.place, Qt.Key.Key_Return)
    assert view.record.canvas.selection == (120, 240)
    view.search.both.click()
    qtbot.keyClicks(view.search.text, SITE)
    qtbot.keyClick(view.search.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.search.told.text().startswith("Match 1 of"))
    start, end = view.record.canvas.selection or (0, 0)
    assert view.record.fasta().splitlines()[1].lower() == SITE
    assert end - start == len(SITE)
    view.record.place.selectAll()
    qtbot.keyClicks(view.record.place, "gamma")
    qtbot.keyClick(view.record.place, Qt.Key.Key_Return)
    assert "gamma is no place" in view.record.told.text()


def test_what_is_selected_is_saved_or_else_all_of_it(
    view: SequenceView, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.fasta"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    opened(view, qtbot, tmp_path, "a.fastq", FASTQ)
    with qtbot.waitSignal(view.saved):
        view.save.click()
    assert target.read_text() == ">read0:1-8 lane 0\nACGTTGCA\n"
    view.record.go_to((2, 5))
    with qtbot.waitSignal(view.saved):
        view.save.click()
    assert target.read_text() == ">read0:3-5 lane 0\nGTT\n"
    opened(view, qtbot, tmp_path, "a.sto", STOCKHOLM)
    with qtbot.waitSignal(view.saved):
        view.save.click()
    assert target.read_text().splitlines() == [">one", "ACDE-FGHIK", ">two", "ACDEWFGH-K", ">ten", "AC-EWFGHIK"]
    with qtbot.waitSignal(view.failed) as told:
        view.save_to(str(tmp_path / "missing" / "out.fasta"))
    assert "could not be written" in str(told.args[0])


def test_variants_lie_on_unknown_letters_and_that_is_said(view: SequenceView, qtbot: QtBot, tmp_path: Path) -> None:
    opened(view, qtbot, tmp_path, "a.vcf", VCF)
    assert view.record.shown is not None
    assert [one.start for one in view.record.shown.variants] == [4, 9]
    assert view.record.shown.letters.tobytes() == b"N" * 60
    assert "N stands for each letter" in view.record.told.text()


def test_a_record_of_which_nothing_more_can_be_read_is_shown_all_the_same(
    view: SequenceView, jobs: HandJobs, qtbot: QtBot, tmp_path: Path
) -> None:
    jobs.dying["along_record"] = Failed(1, "The file is gone.", "", "error")
    told: list[MedViewError] = []
    view.failed.connect(told.append)
    opened(view, qtbot, tmp_path, "two.gb", GENBANK)
    assert view.record.shown is not None
    assert (view.record.shown.features, len(view.record.shown.letters)) == ((), 600)
    assert [one.message for one in told] == ["The file is gone."]
    assert "The file is gone." in view.about.toPlainText()


def test_another_record_replaces_the_one_still_read(
    view: SequenceView, jobs: HandJobs, qtbot: QtBot, tmp_path: Path
) -> None:
    opened(view, qtbot, tmp_path, "two.gb", GENBANK)
    view.records.choose(1)
    view.records.choose(0)
    view.records.choose(1)
    qtbot.waitUntil(lambda: view.record.shown is not None and view.record.shown.record.id == "MADE2.1")
    assert len(jobs.cancelled) == 2
    view.clear()
    assert view.record.shown is None
    assert view.record.told.text() == "No sequence."


def test_letters_are_drawn_and_pointed_at(view: SequenceView, qtbot: QtBot, tmp_path: Path) -> None:
    opened(view, qtbot, tmp_path, "a.fastq", FASTQ)
    assert picture(view.record.canvas.viewport()).std() > 0
    area = view.record.canvas.plot_area()
    for y in np.arange(20.0, 200.0, 6.0):
        mouse(view.record.canvas.viewport(), QEvent.Type.MouseMove, (area.center().x(), float(y)))
    assert view.record.pointed.text() != ""
    view.record.canvas.setFocus()
    qtbot.keyClick(view.record.canvas, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view.record.canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == ">read0:1-8 lane 0\nACGTTGCA\n"


def test_everything_has_a_name_and_room(view: SequenceView, qtbot: QtBot, tmp_path: Path) -> None:
    opened(view, qtbot, tmp_path, "a.sto", STOCKHOLM)
    assert nameless(view) == []
    assert untold(view) == []
    assert clipped(view) == []
