"""What a model says along a record, as it is drawn: lines, maps of letters, coloured findings, ends in numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medview.core.finding import Decision
from medview.views.sequences.band import Band, contrast, inked, rgb
from medview.views.sequences.bounds_bar import BoundsBar
from medview.views.sequences.heat_band import HeatBand
from medview.views.sequences.lines_band import LinesBand
from medview.views.sequences.plot_bands import ValuesBand
from medview.views.sequences.record_view import MODEL, RecordView
from medview.views.sequences.schemes import BLUE, ORANGE, VERMILION
from medview.views.sequences.spans_band import SpansBand
from medview.views.sequences.values import Heat, Line, Lines, Span
from medview.views.settings.theme import load_theme
from tests.views.accessibility import clipped, nameless, untold
from tests.views.heads import like, mouse, picture
from tests.views.sequences.making import dna, protein, shown, working

MOVE = QEvent.Type.MouseMove
LENGTH = 3000
TWO = (Line("Donor", ORANGE, 0.5), Line("Acceptor", BLUE, 0.5))


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[RecordView]:
    with working() as background:
        made = RecordView(load_theme("dark"), background)
        shown(qtbot, made, 1100, 900)
        made.show_record(dna())
        yield made
        made.shut()


def steps(count: int = LENGTH) -> np.ndarray:
    """The first line 0.9 in letters 1000–1999 and 0.1 elsewhere, the second 0.4 everywhere."""
    values = np.full((2, count), 0.4, np.float16)
    values[0] = 0.1
    values[0, 1000:2000] = 0.9
    return values


def band(view: RecordView, kind: type[Band]) -> Any:
    return next(one for one in view.canvas.bands if isinstance(one, kind))


def spot(view: RecordView, kind: type[Band], letter: float, down: float) -> tuple[float, float]:
    box = next(box for one, box in view.canvas.places() if isinstance(one, kind))
    return box.left() + view.canvas.scale.x(letter + 0.5), box.top() + down * box.height()


def column(view: RecordView, kind: type[Band], letter: float) -> np.ndarray:
    """(rows, 3) the pixels of a band above a letter."""
    box = next(box for one, box in view.canvas.places() if isinstance(one, kind))
    x, _ = spot(view, kind, letter, 0.0)
    return picture(view.canvas.viewport())[int(box.top()) : int(box.bottom()), int(x)]


def test_a_line_is_as_high_as_its_values(view: RecordView) -> None:
    view.show_tracks((Lines("Sites", TWO, steps()),), ())
    heights = {}
    ink = inked(ORANGE, load_theme("dark").colour("panel"))
    for letter in (500, 1500):
        heights[letter] = np.flatnonzero(like(column(view, LinesBand, letter), rgb(ink), 40)[10:]).mean()
    assert heights[1500] < heights[500]
    frame = view.canvas.frame_of(next(box for one, box in view.canvas.places() if isinstance(one, LinesBand)))
    row = view.canvas.looks().row
    plot = replace(frame, area=frame.area.adjusted(0, row, 0, 0))
    expected = band(view, LinesBand).level(plot, np.array([0.1, 0.9]))
    assert heights[500] - heights[1500] == pytest.approx(expected[0] - expected[1], abs=2)


def test_the_pointer_tells_every_line(view: RecordView) -> None:
    view.show_tracks((Lines("Sites", TWO, steps(), np.full((2, LENGTH), 0.03, np.float16)),), ())
    view.canvas.show_interval((1400, 1430))
    mouse(view.canvas.viewport(), MOVE, spot(view, LinesBand, 1410, 0.8))
    assert view.pointed.text() == "Sites 1,411: Donor 0.90 (±0.03), Acceptor 0.40 (±0.03)"
    view.canvas.fit()
    mouse(view.canvas.viewport(), MOVE, spot(view, LinesBand, 1500, 0.8))
    assert view.pointed.text() == "Sites: Donor 0.90 (±0.03), Acceptor 0.40 (±0.03)"


def test_a_spike_of_one_letter_is_seen_from_afar(view: RecordView) -> None:
    values = np.zeros((1, LENGTH), np.float16)
    values[0, 1500] = 1.0
    view.show_tracks((Lines("Sites", TWO[:1], values),), ())
    lit = like(column(view, LinesBand, 1500), (90, 70, 30), 60)
    assert lit.sum() > 40
    mouse(view.canvas.viewport(), MOVE, spot(view, LinesBand, 1500, 0.8))
    assert "(0.00–1.00)" in view.pointed.text()


def test_lines_of_a_part_of_the_record_begin_where_it_does(view: RecordView) -> None:
    view.show_tracks((Lines("Sites", TWO, steps()[:, 1000:2000], first=1000),), ())
    for letter, told in ((500, "501"), (1500, "Sites: Donor 0.90, Acceptor 0.40"), (2500, "2,501")):
        mouse(view.canvas.viewport(), MOVE, spot(view, LinesBand, letter, 0.8))
        assert view.pointed.text() == told


def test_the_model_is_a_track_of_the_menu(view: RecordView) -> None:
    assert "Model" not in [action.text() for action in view.tracks.actions()]
    view.show_tracks((Lines("Sites", TWO, steps()),), ())
    (action,) = (action for action in view.tracks.actions() if action.text() == "Model")
    action.trigger()
    assert not any(isinstance(one, LinesBand) for one in view.canvas.bands)
    view.set_track(MODEL, True)
    assert any(isinstance(one, LinesBand) for one in view.canvas.bands)
    assert any(isinstance(one, ValuesBand) for one in view.canvas.bands), "those of the file stay"


def heat(count: int, letters: str = "ACDEFGHIKLMNPQRSTVWY") -> Heat:
    """-3 at the first letter of the alphabet and +3 at the last, along the whole record."""
    values = np.repeat(np.linspace(-3.0, 3.0, len(letters))[:, None], count, axis=1).astype(np.float16)
    return Heat("Substitutions", tuple(letters), values, (-3.0, 3.0), " log odds")


def test_a_map_is_cold_below_nought_and_warm_above(view: RecordView) -> None:
    view.show_record(protein())
    view.show_tracks((), (heat(27),))
    row = view.canvas.looks().row
    pixels = column(view, HeatBand, 5.3).astype(int)
    assert np.abs(pixels[3 + row + row // 2] - BLUE).max() < 10
    assert np.abs(pixels[3 + 20 * row + row // 2] - VERMILION).max() < 10
    mouse(view.canvas.viewport(), MOVE, spot(view, HeatBand, 5, 20.4 / 21))
    assert view.pointed.text() == "Substitutions: A6Y +3.00"
    mouse(view.canvas.viewport(), MOVE, spot(view, HeatBand, 5, 0.01))
    assert view.pointed.text() == "6 A", "the colour bar holds no values"


def test_a_map_from_afar_shows_means(view: RecordView) -> None:
    count = 20_000
    values = np.zeros((4, count), np.float16)
    values[0, ::2] = 2.0
    record = protein("A" * count)
    view.show_record(record)
    view.show_tracks((), (Heat("Map", tuple("ACGT"), values, (-2.0, 2.0)),))
    mouse(view.canvas.viewport(), MOVE, spot(view, HeatBand, 10_000, 1.5 / 5))
    assert view.pointed.text().endswith("(mean)")
    assert abs(float(view.pointed.text().split()[-2]) - 1.0) < 0.1


def test_findings_have_the_colour_of_their_class_and_a_sign_of_what_was_decided(view: RecordView) -> None:
    spans = (
        Span("a", 200, 900, "Donor", None, Decision.ACCEPTED, colour=ORANGE),
        Span("b", 1200, 1900, "Donor", None, None, colour=ORANGE),
        Span("c", 2200, 2900, "Donor", None, Decision.REJECTED, colour=ORANGE),
    )
    view.show_spans(spans)
    drawn = picture(view.canvas.viewport())
    box = next(box for one, box in view.canvas.places() if isinstance(one, SpansBand))
    ground = rgb(load_theme("dark").colour("panel"))
    inside = {}
    for span in spans:
        left, right = (int(box.left() + view.canvas.scale.x(end)) for end in (span.end - 300, span.end - 30))
        inside[span.id] = drawn[int(box.top()) + 6 : int(box.bottom()) - 8, left:right].reshape(-1, 3)
    assert like(inside["c"], ground, 6).all(), "what was rejected is not filled"
    assert len(np.unique(inside["a"], axis=0)) == 1, "what was accepted is plain"
    assert inside["a"][0][0] > inside["a"][0][2], "and of its class"
    assert len(np.unique(inside["b"], axis=0)) > 1, "what nobody decided on is hatched"


@pytest.mark.parametrize("theme", ["dark", "light", "contrast"])
@pytest.mark.parametrize("colour", [ORANGE, BLUE, (240, 228, 66), (10, 10, 10), (250, 250, 250)])
def test_lines_can_be_seen_in_every_theme(theme: str, colour: tuple[int, int, int]) -> None:
    ground = load_theme(theme).colour("panel")
    assert contrast(rgb(inked(colour, ground)), rgb(ground)) >= 3.0


def test_a_colour_that_can_be_seen_stays() -> None:
    assert rgb(inked((230, 159, 0), QColor(20, 20, 20))) == (230, 159, 0)


def test_ends_are_given_in_numbers(qtbot: QtBot) -> None:
    bar = BoundsBar()
    shown(qtbot, bar, 500, 40)
    told: list[tuple[str, int, int]] = []
    bar.changed.connect(lambda *value: told.append(value))
    bar.show_span(Span("a", 4, 24, "Helix"), 60)
    assert (bar.first.value(), bar.last.value(), bar.apply.isEnabled()) == (5, 24, False)
    bar.ask()
    QTest.keyClicks(bar.first, "30")
    assert not bar.apply.isEnabled(), "the end would come before the beginning"
    QTest.keyClick(bar.first, Qt.Key.Key_Return)
    assert told == []
    bar.last.setFocus()
    bar.last.selectAll()
    QTest.keyClicks(bar.last, "40")
    qtbot.mouseClick(bar.apply, Qt.MouseButton.LeftButton)
    assert told == [("a", 29, 40)]
    bar.show_span(Span("b", 1, 2, "Helix", fixed=True), 60)
    assert not bar.isVisible()


def test_everything_is_named_and_fits(view: RecordView) -> None:
    view.show_tracks((Lines("Sites", TWO, steps()),), ())
    view.show_spans((Span("a", 300, 600, "Donor", colour=ORANGE),), "a")
    assert view.bounds.isVisible()
    QApplication.processEvents()
    assert (nameless(view), untold(view), clipped(view)) == ([], [], [])
