"""What a model card says."""

from dataclasses import replace
from pathlib import Path

from medview.catalog import load_package
from medview.views.review.model_card import card_html
from tests.catalog.making import make_package


def test_intervals_are_told_only_where_values_have_some(tmp_path: Path) -> None:
    card = replace(load_package(make_package(tmp_path)).card, interval_coverage=0.9)
    assert "90 %" in card_html(card)
    assert "Intervals" not in card_html(card, has_intervals=False)
    assert "Intervals" not in card_html(replace(card, interval_coverage=0.0))
