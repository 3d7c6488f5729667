"""What a model card says."""

import json
from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from medview.catalog import load_package
from medview.core.card import Expected, Metric, Scan
from medview.views.flows.models import card
from medview.views.review.model_card import ModelCardDialog, card_html
from tests.catalog.making import make_package


def test_intervals_are_told_only_where_values_have_some(tmp_path: Path) -> None:
    card = replace(load_package(make_package(tmp_path)).card, interval_coverage=0.9)
    assert "90 %" in card_html(card)
    assert "Intervals" not in card_html(replace(card, interval_coverage=0.0))


def test_a_package_without_intervals_promises_none_whatever_its_card_says(tmp_path: Path, qtbot: QtBot) -> None:
    root = make_package(tmp_path)
    assert load_package(root).card.interval_coverage == 0.9
    path = root / "configs/medview.json"
    stated = json.loads(path.read_text())
    assert "interval_coverage" not in stated["card"], "as in packages that were imported earlier"
    del stated["calibration"]
    path.write_text(json.dumps(stated))
    dialog = ModelCardDialog(card(tmp_path, "tiny"))
    qtbot.addWidget(dialog)
    assert "Known failures" in dialog.text.toPlainText()
    assert "Intervals" not in dialog.text.toPlainText()


def test_the_prior_of_a_scan_is_told_with_its_source(tmp_path: Path) -> None:
    card = load_package(make_package(tmp_path)).card
    assert "Along longer sequences" not in card_html(card)
    scan = Scan((Expected("site", 0.0002), Expected("none", 0.9998)), "counted by hand")
    told = card_html(replace(card, scan=scan))
    assert "Prior of a scan, for each place of one strand: site: 1 in 5,000 (counted by hand)." in told


def test_figures_are_told_in_words(tmp_path: Path) -> None:
    card = load_package(make_package(tmp_path)).card
    figures = (
        Metric("ECE", "site", 0.01, 0.0, 0.02, 430671, "val", "us"),
        Metric("Dice", "site", 0.9, None, None, 3, "all", ""),
    )
    told = card_html(replace(card, metrics=figures))
    assert "430,671" in told
    assert "<td>held out (val)</td>" in told
    assert "<td>all</td>" in told
    assert "how far stated probabilities are" in told
    assert "AUROC" not in told
