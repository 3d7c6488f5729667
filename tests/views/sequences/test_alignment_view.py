from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medview.core.alphabet import Alphabet
from medview.imaging.sequences.columns import row_identity
from medview.views.sequences.alignment_head import heat
from medview.views.sequences.alignment_view import TO_CONSENSUS, TO_FIRST, AlignmentView
from medview.views.sequences.glyphs import Atlas
from medview.views.sequences.grid import ZOOMS, Place
from medview.views.sequences.schemes import PLAIN, SAFE, packed, paints
from medview.views.sequences.values import Aligned
from medview.views.settings.theme import load_theme
from tests.views.accessibility import clipped, nameless, untold
from tests.views.heads import drag, mouse, picture
from tests.views.sequences.making import alignment, random_codes, shown, turn, working

LEFT = Qt.MouseButton.LeftButton
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[AlignmentView]:
    with working() as background:
        made = AlignmentView(load_theme("light"), background)
        shown(qtbot, made, 900, 500)
        made.show_alignment(alignment())
        yield made
        made.shut()


def spot(view: AlignmentView, row: int, column: int) -> tuple[float, float]:
    area, place = view.canvas.cells_area(), view.canvas.place
    x, y = place.x(column) + place.cell.width / 2, place.y(row) + place.cell.height / 2
    return area.left() + x, area.top() + y


# where cells are


PLACES = st.builds(
    lambda rows, columns, zoom, left, top: Place(rows, columns, 700, 400, zoom).at(left, top),
    st.integers(1, 5000),
    st.integers(1, 20_000),
    st.integers(0, len(ZOOMS) - 1),
    st.integers(0, 100_000),
    st.integers(0, 100_000),
)


@given(PLACES, st.integers(-3, 3), st.floats(0, 700), st.floats(0, 400))
def test_zooming_keeps_the_cell_under_the_pointer(place: Place, steps: int, x: float, y: float) -> None:
    zoomed = place.zoomed(steps, x, y)
    most = zoomed.size[0] - zoomed.width, zoomed.size[1] - zoomed.height
    if 0 < zoomed.left < most[0]:
        assert zoomed.column(x) == pytest.approx(place.column(x), abs=2 * max(zoomed.cell.stride, place.cell.stride))
    if 0 < zoomed.top < most[1]:
        assert zoomed.row(y) == pytest.approx(place.row(y), abs=2 * max(zoomed.cell.skipped, place.cell.skipped))


@given(PLACES)
def test_what_is_seen_lies_within_the_alignment(place: Place) -> None:
    first_row, last_row, first, last = place.block
    assert 0 <= first_row < last_row <= place.rows
    assert 0 <= first < last <= place.columns
    assert place.fitted().size[0] <= place.width or place.fitted().zoom == 0


def test_a_cell_is_scrolled_to() -> None:
    place = Place(1000, 1000, 100, 100, len(ZOOMS) - 1)
    moved = place.holding(500, 400)
    first_row, last_row, first, last = moved.block
    assert first_row <= 500 < last_row
    assert first <= 400 < last
    assert moved.holding(500, 400) == moved


def test_letters_are_drawn_on_their_colours(qapp: QApplication) -> None:
    found = paints(SAFE, load_theme("light"))
    image = Atlas([found], 12, 18).picture(np.array([[ord("A"), ord("W")], [ord("-"), ord("K")]], np.uint8))
    assert (image.width(), image.height()) == (24, 36)
    for row, column, code in ((0, 0, "A"), (0, 1, "W"), (1, 0, "-"), (1, 1, "K")):
        assert image.pixel(column * 12, row * 18) & 0xFFFFFFFF == found.fills[ord(code)]
    inked = [image.pixel(x, y) & 0xFFFFFFFF for x in range(12, 24) for y in range(18)]
    assert int(found.inks[ord("W")]) in inked


def test_levels_choose_the_ground(qapp: QApplication) -> None:
    theme = load_theme("dark")
    both = Atlas([paints(SAFE, theme), paints(PLAIN, theme)], 3, 3)
    codes = np.full((1, 2), ord("A"), np.uint8)
    image = both.picture(codes, np.array([[0, 1]], np.uint8))
    assert image.pixel(0, 0) != image.pixel(3, 0)


def test_colours_of_a_posterior_grow_lighter_and_the_unknown_is_grey() -> None:
    colours = heat(np.array([0.0, 0.5, 1.0, np.nan, 7.0])).tolist()
    light = [sum(colour >> bits & 255 for bits in (16, 8, 0)) for colour in colours[:3]]
    assert light == sorted(light)
    assert colours[3] == packed((128, 128, 128))
    assert colours[4] == colours[2]


# by hand


def test_the_pointer_tells_row_letter_and_column(view: AlignmentView) -> None:
    aligned = view.canvas.aligned
    assert aligned is not None
    mouse(view.canvas.viewport(), QEvent.Type.MouseMove, spot(view, 2, 3))
    row = aligned.rows[2]
    number = int((row[:4] != ord("-")).sum())
    told = view.pointed.text()
    assert told.startswith(f"row2 · W {number} · Column 4 · identity 100 %")
    assert told.endswith(f"probability that this column is right {aligned.posterior[3]:.2f}")  # type: ignore[index]
    area = view.canvas.cells_area()
    mouse(view.canvas.viewport(), QEvent.Type.MouseMove, (spot(view, 0, 9)[0], area.top() - 3))
    assert view.pointed.text().startswith("Column 10")
    mouse(view.canvas.viewport(), QEvent.Type.MouseMove, (5.0, spot(view, 1, 0)[1]))
    assert view.canvas.head.columns is not None
    part = float(row_identity(aligned.rows[1:2], view.canvas.head.columns.consensus)[0])
    assert view.pointed.text() == f"row1 · {100 * part:.0f} % identical to the consensus"


def test_cells_columns_and_rows_are_selected_and_copied(view: AlignmentView, qtbot: QtBot) -> None:
    canvas, aligned = view.canvas, view.canvas.aligned
    assert aligned is not None
    assert not view.copy_button.isEnabled()
    mouse(canvas.viewport(), QEvent.Type.MouseButtonPress, spot(view, 1, 2), LEFT)
    end = spot(view, 3, 8)
    qtbot.mouseMove(canvas.viewport(), QPoint(0, 0))
    canvas._free = canvas.cell_at(QPointF(*end))
    canvas._stretch(QPointF(*end))
    mouse(canvas.viewport(), QEvent.Type.MouseButtonRelease, end, LEFT)
    assert canvas.selection == (1, 4, 2, 9)
    qtbot.keyClick(canvas, Qt.Key.Key_C, CTRL)
    expected = "".join(f">row{n}\n{aligned.rows[n, 2:9].tobytes().decode()}\n" for n in (1, 2, 3))
    assert QGuiApplication.clipboard().text() == expected
    mouse(canvas.viewport(), QEvent.Type.MouseButtonPress, (spot(view, 0, 5)[0], 5.0), LEFT)
    assert canvas.selection == (0, 6, 5, 6)
    mouse(canvas.viewport(), QEvent.Type.MouseButtonPress, (5.0, spot(view, 4, 0)[1]), LEFT)
    assert canvas.selection == (4, 5, 0, 80)
    mouse(canvas.viewport(), QEvent.Type.MouseButtonPress, spot(view, 5, 3), LEFT, SHIFT)
    assert canvas.selection is not None
    assert canvas.selection[:2] == (4, 6)


def test_keys_move_stretch_and_zoom(view: AlignmentView, qtbot: QtBot) -> None:
    canvas = view.canvas
    canvas.zoom_by(3)
    wide = canvas.place.cell.width
    qtbot.keyClick(canvas, Qt.Key.Key_End)
    assert canvas.place.block[3] == 80
    qtbot.keyClick(canvas, Qt.Key.Key_Home)
    assert canvas.place.left == 0
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.place.left > 0
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    qtbot.keyClick(canvas, Qt.Key.Key_Right, SHIFT)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        qtbot.keyClick(canvas, key, SHIFT)
    assert canvas.selection == (0, 2, 0, 3)
    qtbot.keyClick(canvas, Qt.Key.Key_A, CTRL)
    assert canvas.selection == (0, 6, 0, 80)
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.selection is None
    qtbot.keyClick(canvas, Qt.Key.Key_Minus)
    assert canvas.place.cell.width < wide
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.place.cell.width == wide
    qtbot.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.place.block[2:] == (0, 80)


def test_the_wheel_goes_through_rows_and_columns_and_zooms(view: AlignmentView) -> None:
    canvas = view.canvas
    view.show_alignment(alignment(500, 3000))
    at = QPointF(*spot(view, 3, 10))
    turn(canvas.viewport(), at, QPoint(0, -120))
    assert canvas.place.top > 0
    turn(canvas.viewport(), at, QPoint(0, -120), SHIFT)
    assert canvas.place.left > 0
    before = canvas.place
    turn(canvas.viewport(), at, QPoint(0, -120), CTRL)
    assert canvas.place.zoom == before.zoom - 1
    drag(canvas.viewport(), Qt.MouseButton.MiddleButton, (500.0, 300.0), (450.0, 300.0))
    assert canvas.place.left >= 50
    canvas.verticalScrollBar().setValue(canvas.verticalScrollBar().maximum())
    assert canvas.place.block[1] == 500


def test_only_differences_are_drawn(view: AlignmentView) -> None:
    canvas, aligned = view.canvas, view.canvas.aligned
    assert aligned is not None
    view.letters.setCurrentIndex(view.letters.findData(TO_FIRST))
    codes = canvas.codes((0, 6, 0, 80))
    first = aligned.rows[0]
    assert (codes[0][first != ord("-")] == ord(".")).all()
    same = (aligned.rows[4] == first) & (first != ord("-"))
    assert np.array_equal(codes[4] == ord("."), same)
    view.letters.setCurrentIndex(view.letters.findData(TO_CONSENSUS))
    assert canvas.reference is not None
    assert canvas.head.columns is not None
    assert np.array_equal(canvas.reference, canvas.head.columns.consensus)
    view.letters.setCurrentIndex(0)
    assert np.array_equal(canvas.codes((0, 6, 0, 80)), aligned.rows)


def test_a_pair_has_a_line_between(view: AlignmentView) -> None:
    table = np.stack([np.frombuffer(text, np.uint8) for text in (b"MKVL-", b"MRVLA")])
    view.show_alignment(Aligned(("one", "other"), table, Alphabet.PROTEIN))
    canvas = view.canvas
    assert [row.tobytes() for row in canvas.codes((0, 3, 0, 5))] == [b"MKVL-", b"|:|| ", b"MRVLA"]
    assert [canvas.row_name(row) for row in range(3)] == ["one", "", "other"]
    assert not view.letters.isEnabled()
    canvas.select((0, 3, 0, 2))
    view.copy()
    assert QGuiApplication.clipboard().text() == ">one\nMK\n>other\nMR\n"
    assert picture(canvas.viewport()).std() > 0


def test_doubtful_columns_are_marked_and_none_is_lost_from_afar(view: AlignmentView) -> None:
    table = np.tile(np.frombuffer(b"MKVLAAGIVG", np.uint8), (2, 600))
    chances = np.ones(6000)
    chances[[12, 3001]] = 0.2
    view.show_alignment(Aligned(("one", "other"), table, Alphabet.PROTEIN, chances, "Probability", "", (100, 7)))
    canvas, bad = view.canvas, load_theme("light").colour("bad").rgb()

    def marked() -> set[int]:
        image = canvas.viewport().grab().toImage()
        area = canvas.cells_area()
        y = int(area.top()) - 4
        return {x for x in range(int(area.left()), int(area.right())) if image.pixel(x, y) & 0xFFFFFFFF == bad}

    left, wide = canvas.cells_area().left() + canvas.place.x(12), canvas.place.cell.width
    assert marked() == set(range(int(left), int(left) + wide))
    told = canvas.cell_text(QPointF(*spot(view, 2, 12)))
    assert told.startswith("other · V 20 · Column 13")
    assert told.endswith("probability that this column is right 0.20")
    canvas.fit()
    assert canvas.place.cell.stride > 1
    assert len(marked()) == 2 * canvas.place.cell.width


def test_letters_lie_on_the_colours_of_the_posterior(view: AlignmentView) -> None:
    view.colours.setCurrentIndex(view.colours.count() - 1)
    assert view.canvas.by_posterior
    image = view.canvas.viewport().grab().toImage()
    area = view.canvas.cells_area()
    low, high = (image.pixel(int(area.left() + view.canvas.place.x(n)) + 1, int(area.top()) + 1) for n in (0, 60))
    assert low != high
    by_cell = alignment(6, 80)
    each = np.tile(np.linspace(0, 1, 80), (6, 1))
    each[:, 7] = np.nan
    view.show_alignment(Aligned(by_cell.names, by_cell.rows, by_cell.alphabet, each, "Posterior"))
    assert view.canvas.head.posterior is not None
    assert np.isnan(view.canvas.head.posterior[7])
    assert view.canvas.head.posterior[79] == 1.0
    view.colours.setCurrentIndex(view.colours.count() - 1)
    assert picture(view.canvas.viewport()).std() > 0


def test_thousands_of_rows_are_counted_beside_the_window_and_fit(view: AlignmentView, qtbot: QtBot) -> None:
    rows = random_codes(4000 * 400, "ACGT-").reshape(4000, 400)
    names = tuple(f"r{n}" for n in range(4000))
    view.show_alignment(Aligned(names, rows, Alphabet.DNA))
    assert view.canvas.head.columns is None
    qtbot.waitUntil(lambda: view.canvas.head.columns is not None, timeout=20_000)
    for zoom in range(len(ZOOMS)):
        view.canvas.look_at(view.canvas.place.zoomed(zoom - view.canvas.place.zoom, 0.0, 0.0))
        assert picture(view.canvas.viewport()).std() > 0


def test_what_is_too_large_to_copy_is_told(view: AlignmentView, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("medview.views.sequences.alignment_view.MOST", 10)
    told: list[object] = []
    view.failed.connect(told.append)
    view.canvas.select((0, 6, 0, 80))
    view.copy()
    assert "480 letters are too many" in str(told[0])
    assert "480" in view.pointed.text()


def test_nothing_is_shown_without_an_alignment(view: AlignmentView) -> None:
    view.show_alignment(None)
    assert view.colours.count() == 0
    picture(view.canvas.viewport())
    view.copy()
    mouse(view.canvas.viewport(), QEvent.Type.MouseMove, (300.0, 200.0))
    assert view.pointed.text() == ""


def test_everything_has_a_name(view: AlignmentView) -> None:
    assert nameless(view) == []
    assert untold(view) == []
    assert clipped(view) == []
    assert view.canvas.accessibleName() == "Alignment test, 6 rows, 80 columns"
    view.canvas.select((0, 2, 4, 9))
    assert view.canvas.accessibleDescription().endswith("Selected: rows 1–2, columns 5–9.")
