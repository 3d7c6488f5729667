"""The action table and the dialogs around it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from medview.views.actions.spec import MENUS, SUBMENUS
from medview.views.actions.table import ACTIONS, Actions, clashes
from medview.views.keys_dialog import KeysDialog
from medview.views.theme import THEMES, load_theme


def test_every_action_has_a_name_of_its_own_words_and_a_menu() -> None:
    assert len({spec.name for spec in ACTIONS}) == len(ACTIONS)
    assert all(spec.text for spec in ACTIONS)
    assert {spec.menu.partition("|")[0] for spec in ACTIONS} == {*MENUS, *SUBMENUS}


def test_no_two_actions_share_a_key() -> None:
    assert clashes(ACTIONS, {}) == []
    assert ("open_files", "report") in clashes(ACTIONS, {"report": "Ctrl+O"})


def test_keys_of_different_lists_may_be_the_same() -> None:
    assert clashes(ACTIONS, {"next": "W"}) == []


def test_a_changed_key_is_used_and_stored(qtbot: QtBot) -> None:
    actions = Actions(ACTIONS, {"analyse": "F7"}, load_theme("dark"))
    assert actions["analyse"].shortcut().toString() == "F7"
    dialog = KeysDialog(ACTIONS, {"analyse": "F7"})
    qtbot.addWidget(dialog)
    assert dialog.keys == {"analyse": "F7"}
    dialog._restore()
    assert dialog.keys == {}


def test_a_clash_is_told_and_cannot_be_stored(qtbot: QtBot) -> None:
    dialog = KeysDialog(ACTIONS, {"report": "Ctrl+O"})
    qtbot.addWidget(dialog)
    dialog._check()
    assert not dialog.clash.isHidden()
    assert not dialog.buttons.button(dialog.buttons.StandardButton.Ok).isEnabled()


def luminance(hex_colour: str) -> float:
    parts = [int(hex_colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_text_is_readable_in_every_theme() -> None:
    """WCAG 2.1, 1.4.3: a contrast of at least 4.5 to 1."""
    pairs = [("text", "window"), ("text", "panel"), ("text", "raised"), ("muted", "panel"), ("link", "panel")]
    pairs += [("good", "panel"), ("bad", "panel"), ("warning", "panel"), ("text", "bad_fill"), ("text", "warning_fill")]
    pairs += [("muted", "info_fill"), ("text", "info_fill"), ("good", "info_fill"), ("bad", "info_fill")]
    for name in THEMES:
        colours = load_theme(name).colours
        for front, back in pairs:
            light, dark = sorted((luminance(colours[front]), luminance(colours[back])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (name, front, back)
        assert (luminance(colours["accent_text"]) + 0.05) / (luminance(colours["accent"]) + 0.05) >= 4.5, name
