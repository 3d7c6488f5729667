"""Palette, help, keys, colours and text in the real window: what is offered, and that all of it can be run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from medview.session.changes import TileActivated
from medview.session.layout import ARRANGEMENTS, View
from medview.session.paths import Paths, user_paths
from medview.session.state import State
from medview.views.actions import sequences
from medview.views.actions.table import ACTIONS, Actions
from medview.views.assistance.help_pages import PAGES
from medview.views.assistance.keys_dialog import KeysDialog
from medview.views.assistance.palette import Palette
from medview.views.assistance.palette_entries import HIDDEN, action_entries
from medview.views.settings.fonts import set_text_size
from medview.views.settings.theme import load_theme
from medview.views.viewport.label_colours import palette as safe_palette
from tests.views.driving import Driven, driven
from tests.views.making import make_head, make_package

ELSEWHERE = {
    "overlay_planes", "position_next", "position_previous", "fusion_more", "fusion_less", "fusion_colours",
    "box_here", "box_next", "box_previous", "tool_box", *(spec.name for spec in sequences.SPECS),
}  # fmt: skip
"""Actions for pictures, sequences, 4D and fused series, which plain volumes do not offer; their own tests run them."""

UNTRIED = {"quit"}
"""It ends the window the others are tried in."""


@pytest.fixture
def paths(private_home: Path) -> Paths:
    return user_paths()


@pytest.fixture
def hands(qtbot: QtBot, qapp: QApplication, paths: Paths, tmp_path: Path) -> Iterator[Driven]:
    with driven(qtbot, paths, make_package(paths.models)) as opened:
        opened.open(make_head(tmp_path / "head.nii.gz"))
        yield opened
    set_text_size(qapp, 100)


def open_palette(hands: Driven) -> Palette:
    hands.key(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    hands.until(lambda: isinstance(QApplication.activeModalWidget(), Palette))
    found = QApplication.activeModalWidget()
    assert isinstance(found, Palette)
    hands.until(found.field.hasFocus)
    return found


def test_the_palette_runs_each_action_of_the_table(qtbot: QtBot) -> None:
    """Each is found by its own words and run with Enter."""
    ran: list[str] = []
    actions = Actions(ACTIONS, {}, load_theme("dark"))
    actions.connect_all({spec.name: lambda *_, name=spec.name: ran.append(name) for spec in ACTIONS})
    entries = list(action_entries(actions, State()))
    assert {entry.key for entry in entries} == {spec.name for spec in ACTIONS} - set(HIDDEN)
    for entry in entries:
        palette = Palette([entry], (), load_theme("dark"), lambda _: None)
        palette.field.setText(entry.title)
        assert palette.chosen is entry, entry.title
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda key=entry.key: key in ran)


def test_every_action_of_the_table_does_something_in_the_window(hands: Driven) -> None:
    offered = set(hands.window.actions_.handled)
    for number in range(len(hands.state.layout.tiles)):
        hands.window.parts.session.apply(TileActivated(number))
        offered |= set(hands.grid.handlers())
    assert {spec.name for spec in ACTIONS} - offered == ELSEWHERE
    assert offered <= {spec.name for spec in ACTIONS}


def test_every_action_runs_in_the_window(hands: Driven) -> None:
    """Each is chosen as in the menu, in the first viewport that offers it; dialogs are closed again at once."""
    actions = hands.window.actions_
    closing = QTimer(interval=20)
    closing.timeout.connect(close_dialog)
    closing.start()
    for spec in ACTIONS:
        if spec.name in UNTRIED:
            continue
        action = actions[spec.name]
        hands.window.parts.session.apply(TileActivated(offering(hands, spec.name)))
        with capture_exceptions() as raised:
            action.trigger()
            QApplication.processEvents()
        assert not raised, spec.name
        if action.isCheckable() and action.isChecked() and action.actionGroup() is None:
            action.trigger()  # back: the next ones find what was there
    closing.stop()


def offering(hands: Driven, name: str) -> int:
    """The first viewport in which an action can be done; the active one where none can."""
    session = hands.window.parts.session
    now = hands.state.active
    for number in range(len(hands.state.layout.tiles)):
        session.apply(TileActivated(number))
        if name in hands.grid.handlers():
            return number
    return min(now, len(hands.state.layout.tiles) - 1)


def close_dialog() -> None:
    """Give up what waits for an answer."""
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, QDialog):
        dialog.reject()
    menu = QApplication.activePopupWidget()
    if menu is not None:
        menu.close()


def test_the_kind_of_slab_that_is_shown_is_ticked(hands: Driven) -> None:
    kinds = ("off", "maximum", "minimum", "mean")
    ticked = {name: hands.window.actions_[f"slab_{name}"] for name in kinds}
    hands.until(lambda: hands.slice(View.AXIAL).frame is not None)
    for name in ("maximum", "mean", "mean", "minimum", "off", "off"):
        ticked[name].trigger()
        slab = hands.state.tile.look.slab
        assert (slab.projection.value if slab is not None else "off") == name
        assert [kind for kind, action in ticked.items() if action.isChecked()] == [name]


def test_the_palette_offers_everything(hands: Driven) -> None:
    kinds = {entry.key.split(" ")[0] for entry in hands.commands.assistance.entries()}
    assert {"series", "layout", "model", "help", "auto_window"} <= kinds
    keys = {entry.key for entry in hands.commands.assistance.entries()}
    assert {f"help {page}" for page in PAGES} <= keys
    assert len([key for key in keys if key.startswith("layout ")]) >= len(ARRANGEMENTS) - 4
    for entry in hands.commands.assistance.entries():
        assert entry.title
        assert entry.enabled or entry.note, f"why {entry.title} cannot be done"


def test_it_is_found_run_and_remembered(hands: Driven) -> None:
    assert hands.slice(View.AXIAL) is not None
    palette = open_palette(hands)
    hands.qtbot.keyClicks(palette.field, "invert")
    assert palette.chosen is not None
    assert palette.chosen.key == "invert"
    hands.qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    hands.until(lambda: hands.state.tile.look.inverted)
    assert hands.window.preferences.value.recent_actions == ("invert",)
    again = open_palette(hands)
    assert again.chosen is not None
    assert again.chosen.key == "invert", "what was run last comes first"
    hands.qtbot.keyClicks(again.field, "3 × 2 viewports")
    hands.qtbot.keyClick(again.field, Qt.Key.Key_Return)
    hands.until(lambda: len(hands.state.layout.places) == 6)


def test_why_something_cannot_be_done_is_told(hands: Driven) -> None:
    palette = open_palette(hands)
    hands.qtbot.keyClicks(palette.field, "report and export")
    assert palette.chosen is not None
    assert not palette.chosen.enabled
    assert "analysis" in palette.note.text()
    hands.qtbot.keyClick(palette.field, Qt.Key.Key_Escape)


def test_keys_changed_in_the_dialog_act_at_once(hands: Driven) -> None:
    hands.key(Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
    dialog = hands.dialog()
    assert isinstance(dialog, KeysDialog)
    dialog._given["invert"] = "F20"
    dialog.accept()
    assert ("invert", "F20") in hands.window.preferences.value.keys
    hands.until(lambda: QApplication.activeModalWidget() is None)
    hands.grid.focus()
    hands.key(Qt.Key.Key_F20)
    hands.until(lambda: hands.state.tile.look.inverted)


def test_colours_and_text_are_switched_by_actions(hands: Driven) -> None:
    actions, preferences = hands.window.actions_, hands.window.preferences
    actions["theme_contrast"].trigger()
    assert hands.window.theme.name == "contrast"
    assert actions["theme_contrast"].isChecked()
    hands.key(Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert preferences.value.text_size == 110
    hands.key(Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert preferences.value.text_size == 100
    actions["theme_dark"].trigger()
    assert hands.window.theme.name == "dark"


def test_viewports_stay_black_and_the_histogram_follows_the_theme(hands: Driven) -> None:
    view, histogram = hands.slice(View.AXIAL), hands.window.histogram
    hands.until(lambda: histogram.ready)
    view.zoom_by(0.3)
    for theme in ("light", "contrast", "dark"):
        hands.window.actions_[f"theme_{theme}"].trigger()
        corner = view.grab().toImage().pixelColor(view.width() // 2, view.height() // 6)
        assert corner.lightness() == 0, theme
        pen = histogram._plot.getAxis("bottom").textPen()
        assert pen.color() == hands.window.theme.colour("muted")


def test_safe_label_colours_reach_list_and_viewports(hands: Driven) -> None:
    analysis = hands.analyse()
    own = {label.value: label.colour for label in analysis.labels}
    view = hands.slice(View.AXIAL)
    assert view.scene.layers.colours == own
    hands.window.actions_["safe_colours"].trigger()
    safe = dict(zip(own, safe_palette(len(own)), strict=True))
    hands.until(lambda: hands.slice(View.AXIAL).scene.layers.colours == safe)
    rows = hands.window.findings._rows.rows
    assert {row.colour for row in rows if row.colour} <= set(safe.values())
    assert hands.window.preferences.value.label_colours == "safe"
    hands.window.actions_["safe_colours"].trigger()
    hands.until(lambda: hands.slice(View.AXIAL).scene.layers.colours == own)
    assert hands.analysis.labels == analysis.labels, "what is stored stays"


def test_a_label_is_hidden_with_the_space_bar(hands: Driven) -> None:
    hands.analyse()
    view = hands.window.findings.list
    view.setFocus()
    hands.until(view.hasFocus)
    view.setCurrentIndex(view.model().index(1, 0))
    hands.key(Qt.Key.Key_Space)
    assert hands.state.overlay.hidden == {2}
    hands.key(Qt.Key.Key_Space)
    assert hands.state.overlay.hidden == frozenset()
