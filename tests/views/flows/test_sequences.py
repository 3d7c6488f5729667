"""Files of sequences in the real window, with real processes behind it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from medview.core.content import SequenceContent
from medview.core.study import Kind
from medview.session.layout import View
from medview.session.paths import Paths, user_paths
from medview.session.state import JobStatus
from medview.views.actions.sequences import SPECS
from medview.views.contents.sequence_view import SequenceView
from medview.views.tiles.content_pane import ContentPane
from tests.io.sequences.samples import FASTQ, GENBANK
from tests.views.driving import Driven, driven
from tests.views.making import make_package

pytestmark = pytest.mark.logs  # a cancelled job may find its folder gone, and says so in the log


@pytest.fixture
def paths(private_home: Path) -> Paths:
    return user_paths()


@pytest.fixture
def hands(qtbot: QtBot, paths: Paths, tmp_path: Path) -> Iterator[Driven]:
    make_package(paths.models)
    with driven(qtbot, paths, tmp_path) as opened:
        yield opened


def written(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text)
    return path


def sequences(hands: Driven) -> SequenceView:
    pane = hands.grid.active
    assert isinstance(pane, ContentPane)
    return pane.content.sequences


def test_a_dropped_file_is_listed_read_and_refused_by_models_of_images(hands: Driven, tmp_path: Path) -> None:
    hands.open(written(tmp_path / "in", "two.gb", GENBANK))
    state = hands.state
    assert state.series is not None
    assert state.series.kind is Kind.SEQUENCES
    assert isinstance(state.content, SequenceContent)
    assert [tile.view for tile in state.layout.tiles] == [View.CONTENT]
    reading = {one.model for one in state.eligible if not one.reasons}
    assert reading >= {"dna-promoters", "dna-splice-sites"}
    refused = [one for one in state.eligible if one.reasons]
    reasons = {one.model: one.reasons for one in refused}
    assert reasons["hippocampus-mr"] == ("The model reads images, not sequences.",)
    assert reasons["protein-secondary-structure"] == ("The model reads protein, and this is DNA.",)
    assert hands.window.analyse.model in reading
    hands.until(lambda: sequences(hands).record.shown is not None)
    pane = hands.grid.active
    assert isinstance(pane, ContentPane)
    assert pane.content.title.text() == "two.gb"
    assert pane.content.person.text() == "GenBank   ·   2 records   ·   690 bp"
    assert pane.content.tags.isHidden()
    assert pane.content.sequences.save.isVisible()
    assert hands.window.analyse.run.isVisible()


def test_sequences_take_turns_and_stay_open_when_another_file_is_damaged(hands: Driven, tmp_path: Path) -> None:
    hands.open(written(tmp_path / "in", "two.gb", GENBANK))
    hands.open(written(tmp_path / "in", "a.fastq", FASTQ))
    hands.until(lambda: sequences(hands).record.name == "read0")
    before = hands.state.content
    hands.drop(written(tmp_path / "in", "bad.fasta", ">one\n%%%% %%%%\n" * 40))
    hands.until(hands.window.messages.isVisible)
    assert hands.state.content is before
    assert sequences(hands).record.name == "read0"
    assert {one.patient.name for one in hands.state.studies} >= {"two", "a"}


def test_a_file_that_is_gone_is_told(hands: Driven, tmp_path: Path) -> None:
    first = written(tmp_path / "in", "two.gb", GENBANK)
    hands.open(first)
    uid = hands.state.layout.tiles[0].series
    hands.open(written(tmp_path / "in", "a.fastq", FASTQ))
    first.unlink()
    hands.commands.opening._loading._loaded._kept.clear()
    hands.commands.opening.open_series(uid)
    hands.until(hands.window.messages.isVisible)
    assert "two.gb" in hands.window.messages.text
    assert sequences(hands).record.name == "read0"


def test_actions_are_offered_where_they_are_of_use(hands: Driven, tmp_path: Path) -> None:
    actions = hands.window.actions_
    assert not actions["sequence_find"].isEnabled()
    hands.open(written(tmp_path / "in", "two.gb", GENBANK))
    assert all(actions[name].isEnabled() for name in ("sequence_find", "sequence_save", "zoom_in", "fit"))
    hands.until(lambda: sequences(hands).record.shown is not None)
    actions["sequence_record_next"].trigger()
    hands.until(lambda: sequences(hands).record.name == "MADE2.1")
    actions["zoom_in"].trigger()
    start, end = sequences(hands).record.canvas.seen
    assert end - start < 90
    actions["fit"].trigger()
    assert sequences(hands).record.canvas.seen == (0, 90)
    actions["close_tile"].trigger()
    hands.until(lambda: hands.state.content is None)
    assert not actions["sequence_find"].isEnabled()


def test_every_action_for_sequences_acts(hands: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "saved.fasta"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    hands.open(written(tmp_path / "in", "two.gb", GENBANK))
    hands.until(lambda: sequences(hands).record.shown is not None)
    view, actions = sequences(hands), hands.window.actions_
    untried = {spec.name for spec in SPECS}

    def act(name: str) -> None:
        untried.discard(name)
        actions[name].trigger()

    act("sequence_page")
    assert view.pages.currentWidget() is view.about
    act("sequence_find")
    assert view.search.text.hasFocus()
    view.search.text.setText("acg")
    view.search.start()
    hands.until(lambda: view.search.told.text().startswith("Match 1 of"))
    act("sequence_next")
    assert view.search.told.text().startswith("Match 2 of")
    act("sequence_previous")
    assert view.search.told.text().startswith("Match 1 of")
    act("sequence_place")
    assert view.record.place.hasFocus()
    view.record.go_to((10, 14))
    act("sequence_copy")
    assert QGuiApplication.clipboard().text().startswith(">MADE1.1:11-14 ")
    act("sequence_copy_reverse")
    assert QGuiApplication.clipboard().text().startswith(">MADE1.1:c14-11 ")
    act("sequence_save")
    hands.until(target.exists)
    assert not actions["sequence_add"].isEnabled()
    assert not actions["sequence_bounds"].isEnabled()
    untried -= {"sequence_add", "sequence_bounds"}  # what a model found is needed: tested with findings
    act("sequence_record_next")
    hands.until(lambda: view.record.name == "MADE2.1")
    act("sequence_record_previous")
    hands.until(lambda: view.record.name == "MADE1.1")
    assert untried == set()


def test_reading_can_be_cancelled(hands: Driven, tmp_path: Path) -> None:
    hands.open(written(tmp_path / "in", "two.gb", GENBANK))
    before = hands.state.content
    many = written(tmp_path / "in", "many.fasta", "".join(f">r{number}\nACGTACGTAC\n" for number in range(300_000)))
    hands.drop(many)
    hands.until(lambda: (job := hands.job("load")) is not None and "many" in job.title and job.fraction > 0)
    job = hands.job("load")
    assert job is not None
    hands.window.parts.jobs.cancel(job.id)
    hands.until_job("load", JobStatus.CANCELLED)
    assert hands.state.content is before


def test_it_is_open_again_at_the_next_start(qtbot: QtBot, paths: Paths, tmp_path: Path) -> None:
    path = written(tmp_path / "in", "two.gb", GENBANK)
    with driven(qtbot, paths, tmp_path) as hands:
        hands.commands.begin((str(path),))
        hands.until(lambda: hands.state.content is not None and sequences(hands).record.shown is not None)
        hands.window.actions_["sequence_record_next"].trigger()
        hands.until(lambda: hands.state.frame == 1)
    with driven(qtbot, paths, tmp_path) as hands:
        hands.commands.begin(())
        hands.until(lambda: isinstance(hands.state.content, SequenceContent))
        hands.until(lambda: sequences(hands).record.name == "MADE2.1")
        assert hands.window.messages.text == ""
