"""The table of variants: rows, order, colours, choices that stay."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from medview.core.finding import Decision
from medview.core.sequence import Variant
from medview.core.splicing import Delta, Deltas, NotScored
from medview.views.sequences.schemes import ORANGE, VERMILION, YELLOW, effect_colour
from medview.views.sequences.values import Effect
from medview.views.sequences.variant_list import VariantList

VARIANTS = (
    Variant(0, 199, 200, "A", ("C", "AGG"), "rs1", line=5),
    Variant(0, 149, 153, "AGCA", ("A",), filters=("PASS",), line=7),
    Variant(0, 20, 21, "G", (), line=9),
)


def effect(name: str, line: int, score: float, alternative: str = "C") -> Effect:
    deltas = Deltas(Delta(0.0, 1), Delta(score, -3), Delta(0.01, 0), Delta(0.0, 0))
    return Effect(name, line, alternative, deltas, 1, "ONE", Decision.ACCEPTED if name == "b" else None)


EFFECTS = (effect("a", 5, 0.55), effect("b", 5, 0.1, "AGG"), effect("c", 7, 0.9, "A"))


@pytest.fixture
def shown(qtbot: QtBot) -> VariantList:
    made = VariantList()
    qtbot.addWidget(made)
    made.show_variants(VARIANTS)
    made.show_effects(EFFECTS)
    return made


def column(shown: VariantList, number: int) -> list[str]:
    return [str(shown.model.data(shown.model.index(row, number))) for row in range(shown.model.rowCount())]


def test_rows_are_sorted_by_place_or_score(shown: VariantList) -> None:
    assert column(shown, 0) == ["21", "150", "200", "200"]
    assert column(shown, 1) == ["G>.", "AGCA>A", "A>C", "A>AGG"]
    shown.table.sortByColumn(6, Qt.SortOrder.DescendingOrder)
    assert column(shown, 6) == ["0.90", "0.55", "0.10", ""]
    assert column(shown, 8) == ["0.90 (-3)", "0.55 (-3)", "0.10 (-3)", ""]
    assert column(shown, 11) == ["not reviewed", "not reviewed", "accepted", ""]
    assert shown.told.text() == "3 variants, 3 predictions"
    shown.show_effects(())
    assert column(shown, 6) == ["", "", ""]
    assert shown.told.text() == "3 variants"


def test_what_could_not_be_scored_says_why(shown: VariantList) -> None:
    left_out = (
        NotScored(9, "It has no alternative.", "chr1", 20, "G", ""),
        NotScored(5, "It is too near an end.", "chr1", 199, "A", "AGG"),
        NotScored(8, "It is damaged."),
    )
    shown.show_effects((EFFECTS[0], EFFECTS[2]), left_out)
    assert column(shown, 1) == ["G>.", "AGCA>A", "A>C", "A>AGG"]
    assert column(shown, 6) == ["not scored", "0.90", "0.55", "not scored"]
    tips = [shown.model.data(shown.model.index(row, 0), Qt.ItemDataRole.ToolTipRole) for row in range(4)]
    assert tips[0].endswith(">. could not be scored: It has no alternative.")
    assert tips[3].endswith(">AGG could not be scored: It is too near an end.")
    assert "scored" not in tips[2]
    shown.show_effects((), left_out[:1])
    assert not shown.table.isColumnHidden(6), "nothing was scored, and that is told"


def test_columns_stand_where_something_is_in_them(shown: VariantList) -> None:
    def hidden() -> list[int]:
        return [at for at in range(shown.model.columnCount()) if shown.table.isColumnHidden(at)]

    assert hidden() == []
    shown.show_effects(())
    assert hidden() == list(range(4, 12))
    shown.show_variants([replace(one, name="", filters=()) for one in VARIANTS])
    shown.show_effects([replace(one, gene="") for one in EFFECTS])
    assert hidden() == [2, 3, 5]


def test_the_greatest_score_has_its_colour(shown: VariantList) -> None:
    assert [effect_colour(score) for score in (0.9, 0.5, 0.2, 0.1)] == [VERMILION, ORANGE, YELLOW, None]
    shown.table.sortByColumn(6, Qt.SortOrder.DescendingOrder)
    found = [shown.model.data(shown.model.index(row, 6), Qt.ItemDataRole.BackgroundRole) for row in range(4)]
    assert [one.getRgb()[:3] if one is not None else None for one in found] == [VERMILION, ORANGE, None, None]


def test_a_choice_is_told_once_and_one_made_elsewhere_is_not(shown: VariantList) -> None:
    told: list[str] = []
    shown.chosen.connect(told.append)
    shown.choose("c")
    assert told == []
    assert shown.table.currentIndex().row() == 1
    shown.table.selectRow(3)
    assert told == ["b"]
    shown.table.selectRow(0)
    assert told == ["b"], "nothing is predicted of it"
    shown.choose("")
    assert not shown.table.selectionModel().hasSelection()
