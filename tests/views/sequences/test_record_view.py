from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from medview.core.alphabet import reverse_complement
from medview.core.errors import MedViewError
from medview.core.sequence import Feature, Part
from medview.imaging.sequences.search import Kind, Pattern, search
from medview.views.sequences import record_view, spans_band
from medview.views.sequences.band import Band, What
from medview.views.sequences.copying import fasta_text
from medview.views.sequences.features_band import FeaturesBand
from medview.views.sequences.frames_band import FramesBand
from medview.views.sequences.letters_band import LettersBand
from medview.views.sequences.plot_bands import ContentBand, ValuesBand
from medview.views.sequences.record_canvas import moved_end
from medview.views.sequences.record_view import BOTH, RecordView
from medview.views.sequences.runs_band import RunsBand
from medview.views.sequences.schemes import BASES, PURPLE, packed
from medview.views.sequences.values import Plot, Shown, Span
from medview.views.sequences.variants_band import Change, VariantsBand, change_of
from medview.views.settings.theme import load_theme
from tests.views.accessibility import clipped, nameless, untold
from tests.views.heads import drag, mouse, picture
from tests.views.sequences.making import LENGTH, SPANS, dna, protein, random_codes, record, shown, turn, working

LEFT = Qt.MouseButton.LeftButton
SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[RecordView]:
    with working() as background:
        made = RecordView(load_theme("dark"), background)
        shown(qtbot, made, 1100, 900)
        made.show_record(dna())
        made.show_spans(SPANS)
        yield made
        made.shut()


def band(view: RecordView, kind: type[Band]) -> Any:
    return next(one for one in view.canvas.bands if isinstance(one, kind))


def spot(view: RecordView, kind: type[Band], letter: float, down: float = 0.5) -> tuple[float, float]:
    """The middle of a letter in a band, pixels of the canvas."""
    box = next(box for one, box in view.canvas.places() if isinstance(one, kind))
    return box.left() + view.canvas.scale.x(letter + 0.5), box.top() + down * box.height()


def click(
    view: RecordView, at: tuple[float, float], modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        mouse(view.canvas.viewport(), kind, at, LEFT, modifier)


def press(
    qtbot: QtBot, view: RecordView, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    qtbot.keyClick(view.canvas, key, modifier)


# looking


def test_a_record_is_shown_whole_at_first(view: RecordView) -> None:
    assert view.canvas.seen == (0, LENGTH)
    assert view.place.text() == "1–3,000"
    counts = [int((view.shown.letters == ord(x)).sum()) for x in "ACGT"]  # type: ignore[union-attr]
    assert ", ".join(f"{x} {n:,}" for x, n in zip("ACGT", counts, strict=True)) in view.told.text()


def test_the_wheel_zooms_at_the_pointer_and_shift_moves_along(view: RecordView) -> None:
    canvas = view.canvas
    at = QPointF(*spot(view, LettersBand, 1000))
    turn(canvas.viewport(), at, QPoint(0, 1200))
    assert canvas.scale.letter(at.x() - canvas.plot_area().left()) == pytest.approx(1000, abs=2)
    assert canvas.seen[1] - canvas.seen[0] < LENGTH / 5
    before = canvas.scale
    turn(canvas.viewport(), at, QPoint(0, -120), SHIFT)
    assert canvas.scale.first > before.first
    turn(canvas.viewport(), at, QPoint(240, 0))
    assert canvas.scale.first < before.first
    assert canvas.scale.per_pixel == before.per_pixel


def test_letters_grow_to_cells_that_can_be_read_and_no_further(view: RecordView) -> None:
    at = QPointF(*spot(view, LettersBand, 1500))
    turn(view.canvas.viewport(), at, QPoint(0, 120 * 60))
    assert 20 <= view.canvas.scale.cell <= 26
    turn(view.canvas.viewport(), at, QPoint(0, -120 * 60))
    assert view.canvas.seen == (0, LENGTH)


def test_keys_move_and_zoom(view: RecordView, qtbot: QtBot) -> None:
    canvas = view.canvas
    for _ in range(12):
        press(qtbot, view, Qt.Key.Key_Plus)
    wide = canvas.seen[1] - canvas.seen[0]
    assert wide < LENGTH / 8
    press(qtbot, view, Qt.Key.Key_Home)
    assert canvas.seen[0] == 0
    press(qtbot, view, Qt.Key.Key_PageDown)
    assert canvas.seen[0] == pytest.approx(wide, abs=3)
    press(qtbot, view, Qt.Key.Key_Right)
    assert canvas.seen[0] == pytest.approx(1.1 * wide, abs=5)
    press(qtbot, view, Qt.Key.Key_Left)
    press(qtbot, view, Qt.Key.Key_PageUp)
    assert canvas.seen[0] == pytest.approx(0, abs=2)
    press(qtbot, view, Qt.Key.Key_End)
    assert canvas.seen[1] == LENGTH
    press(qtbot, view, Qt.Key.Key_Minus)
    press(qtbot, view, Qt.Key.Key_0)
    assert canvas.seen == (0, LENGTH)


def test_a_place_is_typed(view: RecordView, qtbot: QtBot) -> None:
    view.place.selectAll()
    qtbot.keyClicks(view.place, "1,001-1,050")
    qtbot.keyClick(view.place, Qt.Key.Key_Return)
    assert view.canvas.selection == (1000, 1050)
    assert view.canvas.seen[0] <= 1000
    assert view.canvas.seen[1] >= 1050
    assert view.window().focusWidget() is view.canvas
    view.place.setFocus()
    view.place.selectAll()
    qtbot.keyClicks(view.place, "9,999,999")
    qtbot.keyClick(view.place, Qt.Key.Key_Return)
    assert "no place" in view.told.text()
    assert view.canvas.selection == (1000, 1050)


def test_the_scroll_bar_moves_along_and_buttons_zoom(view: RecordView, qtbot: QtBot) -> None:
    qtbot.mouseClick(view.zoom_in, LEFT)
    qtbot.mouseClick(view.zoom_in, LEFT)
    bar = view.canvas.horizontalScrollBar()
    bar.setValue(bar.maximum())
    assert view.canvas.seen[1] == LENGTH
    qtbot.mouseClick(view.zoom_out, LEFT)
    qtbot.mouseClick(view.whole, LEFT)
    assert view.canvas.seen == (0, LENGTH)


def test_dragging_a_plot_moves_the_view(view: RecordView) -> None:
    view.canvas.show_interval((1000, 1200))
    before = view.canvas.scale.first
    start = spot(view, ContentBand, 1100)
    drag(view.canvas.viewport(), LEFT, start, (start[0] - 200, start[1]))
    assert view.canvas.scale.first == pytest.approx(before + 200 * view.canvas.scale.per_pixel)
    drag(view.canvas.viewport(), Qt.MouseButton.MiddleButton, start, (start[0] + 200, start[1]))
    assert view.canvas.scale.first == pytest.approx(before)


# selecting and copying


def test_a_drag_over_letters_selects_and_ctrl_c_copies(view: RecordView, qtbot: QtBot) -> None:
    view.canvas.show_interval((1000, 1060))
    drag(view.canvas.viewport(), LEFT, spot(view, LettersBand, 1010), spot(view, LettersBand, 1029))
    assert view.canvas.selection == (1010, 1030)
    assert "Selected 1,011–1,030 · 20 bp" in view.told.text()
    press(qtbot, view, Qt.Key.Key_C, CTRL)
    text = QGuiApplication.clipboard().text()
    letters = view.shown.letters[1010:1030].tobytes().decode()  # type: ignore[union-attr]
    assert text == f">rec1:1011-1030 a record of a test\n{letters}\n"
    press(qtbot, view, Qt.Key.Key_C, CTRL | SHIFT)
    turned = QGuiApplication.clipboard().text()
    assert turned == f">rec1:c1030-1011 a record of a test\n{reverse_complement(letters)}\n"


def test_shift_and_arrows_select_letter_by_letter(view: RecordView, qtbot: QtBot) -> None:
    view.canvas.show_interval((1000, 1030))
    click(view, spot(view, LettersBand, 1010))
    assert view.canvas.selection is None
    click(view, spot(view, LettersBand, 1012), SHIFT)
    assert view.canvas.selection == (1010, 1013)
    press(qtbot, view, Qt.Key.Key_Right, SHIFT)
    assert view.canvas.selection == (1010, 1014)
    for _ in range(6):
        press(qtbot, view, Qt.Key.Key_Left, SHIFT)
    assert view.canvas.selection == (1007, 1011)
    press(qtbot, view, Qt.Key.Key_Home, SHIFT)
    assert view.canvas.selection == (0, 1011)
    press(qtbot, view, Qt.Key.Key_End, SHIFT)
    assert view.canvas.selection == (1010, LENGTH)
    press(qtbot, view, Qt.Key.Key_A, CTRL)
    assert view.canvas.selection == (0, LENGTH)
    press(qtbot, view, Qt.Key.Key_Escape)
    assert view.canvas.selection is None
    press(qtbot, view, Qt.Key.Key_Right, SHIFT)
    start, end = view.canvas.selection or (0, 0)
    assert end - start == 1


def test_a_drag_beyond_the_edge_moves_the_view(view: RecordView) -> None:
    view.canvas.show_interval((1000, 1060))
    end = view.canvas.seen[1]
    start = spot(view, LettersBand, 1030)
    drag(view.canvas.viewport(), LEFT, start, (view.canvas.viewport().width() + 30.0, start[1]))
    assert view.canvas.seen[1] > end


def test_the_menu_copies_too(view: RecordView) -> None:
    view.canvas.select((10, 20))
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, QPoint(50, 50), view.canvas.mapToGlobal(QPoint(50, 50))
    )
    QApplication.sendEvent(view.canvas, event)
    menu = view.findChildren(QMenu)[-1]
    menu.actions()[1].trigger()
    assert ":c20-11 " in QGuiApplication.clipboard().text()
    menu.close()


def test_long_lines_are_folded_and_what_is_too_long_is_told(monkeypatch: pytest.MonkeyPatch, view: RecordView) -> None:
    assert view.shown is not None
    lines = fasta_text(view.shown, (0, 130)).splitlines()
    assert [len(line) for line in lines[1:]] == [60, 60, 10]
    with pytest.raises(MedViewError, match="no other strand"):
        fasta_text(protein(), (0, 5), reverse=True)
    monkeypatch.setattr("medview.views.sequences.copying.MOST", 100)
    told: list[object] = []
    view.failed.connect(told.append)
    view.canvas.select((0, 200))
    view.copy()
    assert "too many" in str(told[0])


# findings


def test_a_finding_is_hovered_clicked_and_its_end_dragged(view: RecordView) -> None:
    canvas, spans = view.canvas, band(view, spans_band.SpansBand)
    canvas.show_interval((200, 700))
    hovered: list[str] = []
    chosen: list[str] = []
    moved: list[tuple[str, int, int]] = []
    canvas.span_hovered.connect(hovered.append)
    canvas.span_chosen.connect(chosen.append)
    canvas.span_moved.connect(lambda *what: moved.append(what))
    inside = spot(view, spans_band.SpansBand, 400, 0.2)
    mouse(canvas.viewport(), QEvent.Type.MouseMove, inside)
    assert hovered == ["a"]
    assert "Promoter · 90 % (80–95 %) · 301–600 · not reviewed" in view.pointed.text()
    click(view, inside)
    assert chosen == ["a"]
    assert spans.chosen == "a"
    end = (spot(view, spans_band.SpansBand, 599.5, 0.2)[0], inside[1])
    mouse(canvas.viewport(), QEvent.Type.MouseMove, end)
    assert canvas.viewport().cursor().shape() == Qt.CursorShape.SizeHorCursor
    drag(canvas.viewport(), LEFT, end, spot(view, spans_band.SpansBand, 649, 0.2))
    assert moved == [("a", 300, 650)]
    mouse(canvas.viewport(), QEvent.Type.MouseMove, (inside[0], canvas.viewport().height() - 5.0))
    assert hovered[-1] == ""


def test_findings_are_walked_and_nudged_by_keys(view: RecordView, qtbot: QtBot) -> None:
    chosen: list[str] = []
    moved: list[tuple[str, int, int]] = []
    view.canvas.span_chosen.connect(chosen.append)
    view.canvas.span_moved.connect(lambda *what: moved.append(what))
    press(qtbot, view, Qt.Key.Key_BracketRight)
    press(qtbot, view, Qt.Key.Key_BracketRight)
    press(qtbot, view, Qt.Key.Key_BracketLeft)
    press(qtbot, view, Qt.Key.Key_BracketLeft)
    assert chosen == ["a", "b", "a", "c"]
    press(qtbot, view, Qt.Key.Key_Return)
    assert view.canvas.seen[1] - view.canvas.seen[0] < 100
    press(qtbot, view, Qt.Key.Key_Right, ALT)
    press(qtbot, view, Qt.Key.Key_Left, ALT | SHIFT)
    assert moved == [("c", 1500, 1561), ("c", 1499, 1560)]
    press(qtbot, view, Qt.Key.Key_Escape)
    assert chosen[-1] == ""


def test_a_drag_of_an_end_is_given_up_with_escape(view: RecordView, qtbot: QtBot) -> None:
    moved: list[object] = []
    view.canvas.span_moved.connect(lambda *what: moved.append(what))
    view.canvas.show_interval((200, 700))
    at = spot(view, spans_band.SpansBand, 599.5, 0.2)
    mouse(view.canvas.viewport(), QEvent.Type.MouseButtonPress, at, LEFT)
    mouse(view.canvas.viewport(), QEvent.Type.MouseMove, (at[0] + 60, at[1]), LEFT)
    assert band(view, spans_band.SpansBand).dragged is not None
    press(qtbot, view, Qt.Key.Key_Escape)
    mouse(view.canvas.viewport(), QEvent.Type.MouseButtonRelease, (at[0] + 60, at[1]), LEFT)
    assert moved == []
    assert band(view, spans_band.SpansBand).dragged is None


def test_fixed_findings_keep_their_ends(view: RecordView, qtbot: QtBot) -> None:
    moved: list[object] = []
    view.canvas.span_moved.connect(lambda *what: moved.append(what))
    view.show_spans([Span("x", 300, 600, "Fixed", fixed=True)], "x")
    view.canvas.show_interval((200, 700))
    press(qtbot, view, Qt.Key.Key_Right, ALT)
    at = spot(view, spans_band.SpansBand, 599.5)
    drag(view.canvas.viewport(), LEFT, at, (at[0] + 60, at[1]))
    assert moved == []


def test_an_interval_keeps_one_letter() -> None:
    assert moved_end((10, 20), 1, 25) == (10, 26)
    assert moved_end((10, 20), 1, 3) == (10, 11)
    assert moved_end((10, 20), -1, 3) == (3, 20)
    assert moved_end((10, 20), -1, 30) == (19, 20)


def test_many_findings_are_a_density(view: RecordView) -> None:
    many = [Span(str(n), n, n + 2, "x") for n in range(0, LENGTH, 4)]
    view.show_spans(many)
    before = picture(view.canvas.viewport())
    assert view.canvas.grab().width()
    at = spot(view, spans_band.SpansBand, 1500)
    mouse(view.canvas.viewport(), QEvent.Type.MouseMove, at)
    assert view.pointed.text().startswith("1,5")
    view.show_spans(())
    assert not np.array_equal(before, picture(view.canvas.viewport()))


# what lies along it


def test_features_are_named_and_clicked(view: RecordView) -> None:
    chosen: list[Any] = []
    view.canvas.target_chosen.connect(chosen.append)
    box = next(box for one, box in view.canvas.places() if isinstance(one, FeaturesBand))
    at = (box.left() + view.canvas.scale.x(1250), box.top() + 8)
    mouse(view.canvas.viewport(), QEvent.Type.MouseMove, at)
    assert view.pointed.text() == "gene · abcD · 1,001–1,600 →"
    click(view, at)
    assert chosen[0].what is What.FEATURE
    assert view.canvas.selection == (1000, 1600)
    assert band(view, FeaturesBand).chosen == 0


def test_a_double_click_shows_a_feature_as_large_as_it_fits(view: RecordView) -> None:
    box = next(box for one, box in view.canvas.places() if isinstance(one, FeaturesBand))
    at = (box.left() + view.canvas.scale.x(2040), box.top() + 8)
    mouse(view.canvas.viewport(), QEvent.Type.MouseButtonDblClick, at, LEFT)
    start, end = view.canvas.seen
    assert start <= 2000 < 2080 <= end
    assert end - start < 120


def test_joined_parts_and_open_ends_are_told(view: RecordView) -> None:
    from medview.views.sequences.words import feature_text

    features = view.shown.features if view.shown is not None else ()
    assert feature_text(features[1]) == "CDS · protein D · [1,101–1,200, 1,301–1,500] →"
    assert feature_text(features[2]) == "tRNA · tRNA-Ala · <2,001–>2,080 ←"


def test_kinds_of_variants_have_shapes_and_words(view: RecordView) -> None:
    shapes = [change_of(one) for one in view.shown.variants] if view.shown is not None else []
    assert shapes == [Change.SUBSTITUTION, Change.INSERTION, Change.DELETION, Change.OTHER]
    mouse(view.canvas.viewport(), QEvent.Type.MouseMove, spot(view, VariantsBand, 100))
    assert view.pointed.text() == "101 · A>G · rs1 · quality 50 · PASS · substitution"


def test_values_and_runs_are_read_under_the_pointer(view: RecordView) -> None:
    view.canvas.show_interval((1000, 1050))
    mouse(view.canvas.viewport(), QEvent.Type.MouseMove, spot(view, ValuesBand, 1020))
    assert view.pointed.text() == "P(site) 1,021: 0.34 (0.24–0.44)"
    mouse(view.canvas.viewport(), QEvent.Type.MouseMove, spot(view, RunsBand, 1020))
    assert view.pointed.text() == "State: Open · 1,001–1,100"
    mouse(view.canvas.viewport(), QEvent.Type.MouseMove, spot(view, ContentBand, 1020))
    letters = view.shown.letters[970:1070] if view.shown is not None else np.empty(0)
    content = np.isin(letters, [ord("G"), ord("C")]).mean()
    assert view.pointed.text() == f"GC content of 100 letters: {content:.3g}"


def test_letters_are_drawn_in_their_colours(view: RecordView) -> None:
    view.canvas.show_interval((1000, 1030))
    assert view.shown is not None
    image = view.canvas.viewport().grab().toImage()
    for letter in range(1003, 1025):
        x, _ = spot(view, LettersBand, letter)
        box = next(box for one, box in view.canvas.places() if isinstance(one, LettersBand))
        shade = image.pixel(int(x - view.canvas.scale.cell * 0.4), int(box.top() + 6)) & 0xFFFFFFFF
        code = chr(view.shown.letters[letter])
        assert shade == packed(dict(BASES.groups)[code if code != "T" else "TU"])


def test_open_reading_frames_can_be_pointed_at(view: RecordView) -> None:
    frames = band(view, FramesBand)
    assert view.orfs is frames.orfs
    assert len(frames.orfs)
    longest = int(np.argmax(frames.orfs.ends - frames.orfs.starts))
    row = (0 if frames.orfs.strands[longest] > 0 else 3) + int(frames.orfs.frames[longest])
    middle = int(frames.orfs.starts[longest] + frames.orfs.ends[longest]) // 2
    at = spot(view, FramesBand, middle, (row + 0.5) / 6)
    mouse(view.canvas.viewport(), QEvent.Type.MouseMove, at)
    assert view.pointed.text().startswith(f"Open reading frame {'+++−−−'[row]}{row % 3 + 1}")
    assert "amino acids" in view.pointed.text()
    click(view, at)
    assert view.canvas.selection == (int(frames.orfs.starts[longest]), int(frames.orfs.ends[longest]))


def test_tracks_are_left_out_and_come_back(view: RecordView) -> None:
    said = {action.text(): action for action in view.tracks.actions()}
    assert set(said) == {"Both strands", "Six frames", "Features", "GC content", "GC skew", "Values", "Variants"}
    height = next(box.height() for one, box in view.canvas.places() if isinstance(one, LettersBand))
    said["Both strands"].trigger()
    assert next(box.height() for one, box in view.canvas.places() if isinstance(one, LettersBand)) < height
    said["Six frames"].trigger()
    assert not any(isinstance(one, FramesBand) for one in view.canvas.bands)
    said["Six frames"].trigger()
    assert any(isinstance(one, FramesBand) for one in view.canvas.bands)
    view.set_track(BOTH, True)
    assert next(box.height() for one, box in view.canvas.places() if isinstance(one, LettersBand)) == height


def test_hits_are_drawn_and_told(view: RecordView) -> None:
    assert view.shown is not None
    hits = search(view.shown.letters, Pattern("GANTC", Kind.AMBIGUOUS), view.shown.alphabet)
    view.show_hits(hits)
    view.canvas.show_interval((int(hits.starts[2]), int(hits.ends[2])))
    x, y = spot(view, record_view.HitsBand, int(hits.starts[2]) + 2)
    shade = view.canvas.viewport().grab().toImage().pixel(int(x + 1), int(y)) & 0xFFFFFFFF
    assert shade == packed(PURPLE)
    mouse(view.canvas.viewport(), QEvent.Type.MouseMove, spot(view, record_view.HitsBand, int(hits.starts[2]) + 2))
    assert f"of {len(hits)}" in view.pointed.text()
    view.show_hits(None)
    assert not any(isinstance(one, record_view.HitsBand) for one in view.canvas.bands)


def test_other_colours_change_the_picture(view: RecordView) -> None:
    view.canvas.show_interval((1000, 1030))
    before = picture(view.canvas.viewport())
    view.colours.setCurrentIndex(1)
    assert not np.array_equal(before, picture(view.canvas.viewport()))


def test_proteins_have_no_strands_no_frames_and_schemes_of_their_own(view: RecordView) -> None:
    view.show_record(protein())
    assert [type(one).__name__ for one in view.canvas.bands] == ["LettersBand"]
    assert view.colours.count() == 6
    view.canvas.select((0, 5))
    assert view.copy_button.isEnabled()
    assert not view.copy_other.isEnabled()
    assert view.told.text() == "Selected 1–5 · 5 aa"
    for number in range(view.colours.count()):
        view.colours.setCurrentIndex(number)
        assert picture(view.canvas.viewport()).std() > 0


def test_a_long_record_is_prepared_beside_the_window(view: RecordView, qtbot: QtBot) -> None:
    length = 400_000
    features = tuple(Feature("gene", (Part(at, at + 300),)) for at in range(0, length - 300, 150))
    plot = Plot("P", np.random.default_rng(1).random(length, np.float32))
    view.show_record(Shown(record(length), random_codes(length), features, plots=(plot,)))
    assert view._counting.tally is None
    qtbot.waitUntil(lambda: view._counting.tally is not None and len(view.orfs or ()) > 0, timeout=20_000)
    qtbot.waitUntil(lambda: band(view, FeaturesBand).lanes is not None, timeout=20_000)
    qtbot.waitUntil(lambda: band(view, ValuesBand)._levels is not None, timeout=20_000)
    assert "GC " in view.selection_text()
    assert picture(view.canvas.viewport()).std() > 0
    mouse(view.canvas.viewport(), QEvent.Type.MouseMove, spot(view, LettersBand, 200_000))
    assert "A 2" in view.pointed.text()


def test_work_for_a_record_that_is_gone_is_dropped(view: RecordView, qtbot: QtBot) -> None:
    view.show_record(Shown(record(3_000_000), random_codes(3_000_000)))
    view.show_record(protein())
    qtbot.waitUntil(lambda: not view._background.busy, timeout=20_000)
    assert view.orfs is None
    assert view.told.text() == "rec1 · 27 aa"


def test_nothing_is_shown_without_a_record(view: RecordView) -> None:
    view.show_record(None)
    assert view.told.text() == "No sequence."
    assert not view.shown_tracks.isEnabled()
    picture(view.canvas.viewport())
    view.show_record(Shown(record(0), np.empty(0, np.uint8)))
    picture(view.canvas.viewport())
    click(view, (300.0, 10.0))
    assert view.canvas.selection in (None, (0, 1))


# those who see little


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_everything_has_a_name_and_the_view_describes_itself(view: RecordView, theme: str) -> None:
    assert nameless(view) == []
    assert untold(view) == []
    assert clipped(view) == []
    assert view.canvas.accessibleName() == "Sequence rec1, 3,000 bp"
    view.canvas.select((9, 20))
    assert view.canvas.accessibleDescription() == "Seen: 1–3,000. Selected: 10–20."
    view.canvas._theme.become(theme)
    assert picture(view.canvas.viewport()).std() > 0


def test_what_needs_more_height_is_scrolled(view: RecordView, qtbot: QtBot) -> None:
    view.resize(900, 250)
    bar = view.canvas.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    press(qtbot, view, Qt.Key.Key_Down)
    assert bar.value() > 0
    press(qtbot, view, Qt.Key.Key_Up)
    assert bar.value() == 0
    turn(view.canvas.viewport(), QPointF(5, 100), QPoint(0, -120))
    assert bar.value() > 0
    assert view.canvas.seen == (0, LENGTH)


def test_very_many_hits_are_the_pixels_they_lie_on(view: RecordView) -> None:
    assert view.shown is not None
    view.show_hits(search(view.shown.letters, Pattern("A"), view.shown.alphabet))
    x, y = spot(view, record_view.HitsBand, 1500)
    image = view.canvas.viewport().grab().toImage()
    drawn = [image.pixel(at, int(y)) & 0xFFFFFFFF == packed(PURPLE) for at in range(int(x) - 50, int(x) + 50)]
    assert any(drawn)
    view.canvas.show_interval((100, 140))
    assert picture(view.canvas.viewport()).std() > 0


def test_many_features_are_a_density_and_what_joins_parts_is_named(view: RecordView) -> None:
    many = tuple(Feature("gene", (Part(at, at + 4),)) for at in range(0, LENGTH - 4, 5))
    far = Feature("CDS", (Part(0, 10), Part(2900, 2990, after=True)), (("gene", ("joined",)),), ordered=True)
    view.show_record(Shown(record(LENGTH), random_codes(LENGTH), many))
    assert view.shown is not None
    whole = picture(view.canvas.viewport())
    mouse(view.canvas.viewport(), QEvent.Type.MouseMove, spot(view, FeaturesBand, 1500))
    assert "gene" not in view.pointed.text()
    view.canvas.show_interval((100, 200))
    mouse(view.canvas.viewport(), QEvent.Type.MouseMove, spot(view, FeaturesBand, 152))
    assert view.pointed.text() == "gene · 151–154 →"
    assert not np.array_equal(whole, picture(view.canvas.viewport()))
    view.show_record(Shown(record(LENGTH), random_codes(LENGTH), (far,)))
    view.canvas.show_interval((1000, 2000))
    box = next(box for one, box in view.canvas.places() if isinstance(one, FeaturesBand))
    ink = load_theme("dark").colour("text")
    shown_band = picture(view.canvas.viewport())[int(box.top()) : int(box.bottom())]
    assert (np.abs(shown_band.astype(int) - (ink.red(), ink.green(), ink.blue())) < 40).all(axis=-1).any()
