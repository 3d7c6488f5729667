from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from medview.core.alphabet import Alphabet
from medview.imaging.sequences.search import Hits, Kind
from medview.views.sequences.search_bar import SearchBar
from medview.views.sequences.values import Shown
from tests.views.accessibility import clipped, nameless, untold
from tests.views.sequences.making import protein, random_codes, record, shown, working

TEXT = b"AAGAATTCAAAAGAATTGAACAATTCAA"


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[SearchBar]:
    import numpy as np

    with working() as background:
        made = SearchBar(background)
        shown(qtbot, made, 900, 60)
        made.show_record(Shown(record(len(TEXT)), np.frombuffer(TEXT, np.uint8)))
        yield made
        made.shut()


def look_for(bar: SearchBar, qtbot: QtBot, text: str) -> None:
    bar.text.clear()
    qtbot.keyClicks(bar.text, text)
    with qtbot.waitSignal(bar.found, timeout=10_000):
        qtbot.keyClick(bar.text, Qt.Key.Key_Return)


def test_return_searches_and_walks_around(bar: SearchBar, qtbot: QtBot) -> None:
    gone: list[tuple[int, int]] = []
    bar.gone_to.connect(gone.append)
    look_for(bar, qtbot, "GAATT")
    assert bar.told.text() == "Match 1 of 4"
    qtbot.keyClick(bar.text, Qt.Key.Key_Return)
    qtbot.mouseClick(bar.next, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(bar.former, Qt.MouseButton.LeftButton)
    for _ in range(3):
        qtbot.keyClick(bar.text, Qt.Key.Key_F3)
    assert [start for start, _ in gone] == [2, 3, 12, 3, 12, 21, 2]


def test_one_strand_ambiguity_and_expressions(bar: SearchBar, qtbot: QtBot) -> None:
    found: list[Hits | None] = []
    bar.found.connect(found.append)
    bar.both.click()
    look_for(bar, qtbot, "GAATT")
    bar.kind.setCurrentIndex(bar.kind.findData(Kind.AMBIGUOUS))
    look_for(bar, qtbot, "SAATTS")
    bar.kind.setCurrentIndex(bar.kind.findData(Kind.EXPRESSION))
    look_for(bar, qtbot, "A{3,}")
    starts = [one.starts.tolist() for one in found if one is not None]
    assert starts == [[2, 12], [2, 12, 20], [8]]
    assert None in found  # what was found is forgotten as soon as something else is asked for


def test_what_is_no_pattern_is_told_at_once(bar: SearchBar, qtbot: QtBot) -> None:
    qtbot.keyClicks(bar.text, "GAJ")
    qtbot.keyClick(bar.text, Qt.Key.Key_Return)
    assert "J" in bar.told.text()
    assert not bar.next.isEnabled()


def test_no_match_is_told(bar: SearchBar, qtbot: QtBot) -> None:
    look_for(bar, qtbot, "CCCCCCCC")
    assert bar.told.text() == "No match"
    assert not bar.next.isEnabled()


def test_another_record_ends_the_search(bar: SearchBar, qtbot: QtBot) -> None:
    bar.show_record(Shown(record(5_000_000), random_codes(5_000_000)))
    qtbot.keyClicks(bar.text, "ACGTACGTACGTAC")
    qtbot.keyClick(bar.text, Qt.Key.Key_Return)
    bar.show_record(protein())
    qtbot.waitUntil(lambda: not bar._background.busy, timeout=20_000)
    assert len(bar.hits) == 0
    assert bar.told.text() == ""
    assert not bar.both.isVisible()
    assert protein().alphabet is Alphabet.PROTEIN


def test_everything_has_a_name(bar: SearchBar) -> None:
    assert nameless(bar) == []
    assert untold(bar) == []
    assert clipped(bar) == []
