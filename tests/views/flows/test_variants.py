"""Variants of a file in the real window, scored by a real model in a real process: asked, seen, decided on, written."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from medview.catalog.package import load_package
from medview.catalog.store import Store
from medview.catalog.trust import confirming
from medview.core.finding import Decision, SpliceChange
from medview.core.splicing import LIKELY
from medview.session.changes import ReviewerNamed
from medview.session.listing import listed
from medview.session.paths import Paths, user_paths
from medview.session.state import JobStatus
from medview.views.app import desktop
from medview.views.catalogue.import_dialog import ImportDialog
from medview.views.contents.sequence_view import SequenceView
from medview.views.review.report_preview import ReportPreview
from medview.views.sequences.variants_band import VariantsBand
from medview.views.sequences.variants_dialog import VariantsDialog
from medview.views.tiles.content_pane import ContentPane
from tests.tasks.splice_packages import fasta, splice_package, variants
from tests.views.driving import Driven
from tests.views.heads import mouse

pytestmark = pytest.mark.logs

ACTION = "predict_variants"


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


def model(paths: Paths) -> None:
    """Two small random networks, and a person who answers for them."""
    folder = splice_package(paths.models)
    Store(paths.models).apply(confirming(load_package(folder)))


def sequences(hands: Driven) -> SequenceView:
    pane = hands.grid.active
    assert isinstance(pane, ContentPane)
    return pane.content.sequences


def opened(hands: Driven, folder: Path, beside: bool = True) -> SequenceView:
    """A file of variants, its sequences beside it or somewhere else."""
    folder.mkdir(exist_ok=True)
    path = variants(folder)
    if beside:
        fasta(folder).rename(folder / "variants.fa")
    hands.open(path)
    hands.until(lambda: sequences(hands).record.shown is not None)
    return sequences(hands)


def asked(hands: Driven) -> VariantsDialog:
    hands.window.actions_[ACTION].trigger()
    found = hands.dialog()
    assert isinstance(found, VariantsDialog)
    return found


def predicted(hands: Driven) -> None:
    """Wait for the result."""
    hands.until(lambda: hands.state.analysis is not None)


def cell(view: SequenceView, row: int, column: int, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> object:
    return view.variants.model.data(view.variants.model.index(row, column), role)


def test_effects_are_asked_for_seen_decided_on_and_written(hands: Driven, paths: Paths, tmp_path: Path) -> None:
    model(paths)
    view = opened(hands, tmp_path / "in")
    hands.window.parts.session.apply(ReviewerNamed("Dr Reader"))
    view.records.choose(1)  # chr1
    hands.until(lambda: view.record.name == "chr1")
    assert view.variants.model.rowCount() == 5
    dialog = asked(hands)
    assert dialog.references.currentText() == "The file beside the variants"
    dialog.distance.setValue(20)
    hands.qtbot.mouseClick(dialog.predict, Qt.MouseButton.LeftButton)
    predicted(hands)
    analysis = hands.analysis
    assert analysis.model_name == "Tiny splice"
    assert len(analysis.findings) == 10
    assert any("5 lines or alternatives could not be scored" in one for one in analysis.warnings)
    changes = {one.id: one.value for one in analysis.findings if isinstance(one.value, SpliceChange)}
    assert len(changes) == 10

    # the table: every prediction, the greatest first
    hands.until(lambda: view.variants.model.rowCount() == 8 + 3)  # and what could not be scored
    view.pages.setCurrentWidget(view.variants)
    view.variants.table.sortByColumn(6, Qt.SortOrder.DescendingOrder)
    highest = [float(str(cell(view, row, 6))) for row in range(8)]
    assert highest == sorted(highest, reverse=True)
    reasons = {one.line: one.reason for one in analysis.left_out}
    assert len(reasons) == 5
    for row in (8, 9, 10):
        assert (cell(view, row, 6), cell(view, row, 11)) == ("not scored", "")
        tip = str(cell(view, row, 1, Qt.ItemDataRole.ToolTipRole))
        assert tip.endswith(f"could not be scored: {reasons[view.variants.model.rows[row].variant.line]}")
    first = view.variants.model.rows[0]
    assert first.effect is not None
    assert first.effect.deltas == changes[first.effect.id].deltas
    scores = [f"{one.score:.2f} ({one.position:+d})" for one in first.effect.deltas.each]
    assert [cell(view, 0, column) for column in range(7, 11)] == scores
    assert f"AG {scores[0]}" in str(cell(view, 0, 6, Qt.ItemDataRole.ToolTipRole))
    assert (cell(view, 0, 6, Qt.ItemDataRole.BackgroundRole) is not None) is (highest[0] >= LIKELY)

    # in a small window, too, decisions are at hand
    hands.window.resize(1280, 800)
    hands.qtbot.wait(300)
    for button in (hands.window.findings.accept_button, hands.window.findings.reject_button):
        assert button.visibleRegion().boundingRect() == button.rect()

    # the findings: those that are likely, as others are listed and decided on
    (told,) = {one.count.text().split(":")[0] for one in hands.window.findings.thresholds.rows.values()}
    assert told == f"≥ {LIKELY:.2f}", "a change of a probability is no part of hundred"
    likely = {key for key, one in changes.items() if one.deltas.highest >= LIKELY}
    assert likely
    assert {one.id for one in listed(hands.state)} == likely
    hands.qtbot.mouseClick(
        view.variants.table.viewport(), Qt.MouseButton.LeftButton,
        pos=view.variants.table.visualRect(view.variants.model.index(0, 1)).center(),
    )  # fmt: skip
    assert hands.state.selected == first.effect.id
    assert view.pages.currentWidget() is view.variants, "who reads the table stays there"
    hands.window.actions_["accept"].trigger()
    assert hands.state.decisions[first.effect.id].decision is Decision.ACCEPTED
    assert "accepted" in str(cell(view, 0, 11))
    view.variants.table.activated.emit(view.variants.model.index(0, 0))
    assert view.pages.currentIndex() == 0
    assert view.record.canvas.selection == (first.variant.start, first.variant.end)

    # the track: pins in the colour of the greatest score, with all of them under the pointer
    _, box = next((one, box) for one, box in view.record.canvas.places() if isinstance(one, VariantsBand))
    x = box.left() + view.record.canvas.scale.x(first.variant.start + 0.5)
    mouse(view.record.canvas.viewport(), QEvent.Type.MouseMove, (x, box.center().y()), Qt.MouseButton.NoButton)
    assert first.effect.deltas.words in view.record.pointed.text()

    # the files
    target = tmp_path / "out"
    target.mkdir()
    hands.window.actions_["report"].trigger()
    preview = hands.dialog()
    assert isinstance(preview, ReportPreview)
    hands.until(lambda: preview.page_count)
    preview.export_asked.emit(str(target))
    hands.until(lambda: preview.messages.text)
    preview.close()
    rows = list(csv.DictReader((target / "findings.csv").read_text(encoding="utf-8").splitlines()))
    told = next(row for row in rows if row["finding"] == first.effect.id)
    assert told["decision"] == "accepted"
    assert {row["note"] for row in rows if row["kind"] == "NotScored"} == set(reasons.values())
    assert float(told["DS_DL"]) == pytest.approx(first.effect.deltas.donor_loss.score, abs=1e-4)
    assert int(told["DP_DL"]) == first.effect.deltas.donor_loss.position
    bundle = json.loads((target / "findings.fhir.json").read_text())
    assert bundle["entry"][0]["resource"]["code"]["coding"][0]["code"] == "69548-6"
    text = (target / "annotated.vcf").read_text()
    assert "MedViewSplice=" in text
    assert "|accepted" in text
    assert "|unreviewed" in text
    assert not (target / "annotated.gb").exists()
    assert (target / "report.pdf").stat().st_size > 1000


def test_sequences_that_are_elsewhere_are_chosen(
    hands: Driven, paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model(paths)
    opened(hands, tmp_path / "in", beside=False)
    (tmp_path / "other").mkdir()
    reference = fasta(tmp_path / "other")
    dialog = asked(hands)
    assert not dialog.predict.isEnabled()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(reference), ""))
    hands.qtbot.mouseClick(dialog.choose, Qt.MouseButton.LeftButton)
    assert dialog.references.currentText() == "reference.fa"
    dialog.distance.setValue(20)
    dialog.strands.setCurrentIndex(1)
    hands.qtbot.mouseClick(dialog.predict, Qt.MouseButton.LeftButton)
    predicted(hands)
    strands = {getattr(one.where, "strand", None) for one in hands.analysis.findings}
    assert strands == {1}


def test_open_sequences_are_offered_and_others_are_told(hands: Driven, paths: Paths, tmp_path: Path) -> None:
    model(paths)
    (tmp_path / "other").mkdir()
    wrong = tmp_path / "other" / "wrong.fa"
    wrong.write_text(">chr9\n" + "ACGT" * 100 + "\n")
    hands.open(wrong)
    assert not hands.window.actions_[ACTION].isEnabled()
    opened(hands, tmp_path / "in", beside=False)
    dialog = asked(hands)
    assert [dialog.references.itemText(at) for at in range(dialog.references.count())] == ["wrong.fa"]
    hands.qtbot.mouseClick(dialog.predict, Qt.MouseButton.LeftButton)
    hands.until_job("analyse_variants", JobStatus.FAILED)
    assert "could score no variant" in hands.window.analyse.failure.text()
    assert hands.state.analysis is None


def test_without_a_model_it_is_told_which_can_be_imported(hands: Driven, tmp_path: Path) -> None:
    opened(hands, tmp_path / "in")
    hands.window.actions_[ACTION].trigger()
    box = hands.dialog()
    assert isinstance(box, QMessageBox)
    assert "OpenSpliceAI" in box.informativeText()
    button = next(one for one in box.buttons() if box.buttonRole(one) is QMessageBox.ButtonRole.AcceptRole)
    hands.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    hands.until(lambda: isinstance(QApplication.activeModalWidget(), ImportDialog))
    form = QApplication.activeModalWidget()
    assert isinstance(form, ImportDialog)
    form.reject()


def test_a_prediction_is_cancelled(hands: Driven, paths: Paths, tmp_path: Path) -> None:
    model(paths)
    opened(hands, tmp_path / "in")
    dialog = asked(hands)
    assert dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel) is not None
    hands.qtbot.mouseClick(dialog.predict, Qt.MouseButton.LeftButton)
    hands.until(lambda: hands.job("analyse_variants") is not None)
    assert hands.window.actions_["cancel"].isEnabled()
    hands.window.actions_["cancel"].trigger()
    hands.until_job("analyse_variants", JobStatus.CANCELLED)
    assert hands.state.analysis is None
