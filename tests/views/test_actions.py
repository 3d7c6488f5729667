"""The action table: what every action must have, and the objects made from the table."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenuBar
from pytestqt.qtbot import QtBot

from medview.core.resources import resource
from medview.views.actions.spec import LAYOUT, MENUS, SUBMENUS, ActionSpec
from medview.views.actions.table import ACTIONS, Actions, category, clashes, holders, key_rows, normal, plain
from medview.views.settings.theme import load_theme


@pytest.mark.parametrize("spec", ACTIONS, ids=lambda spec: spec.name)
def test_every_action_has_all_it_needs(spec: ActionSpec) -> None:
    assert spec.name.isidentifier()
    assert plain(spec.text).strip()
    assert spec.menu.partition("|")[0] in {*MENUS, *SUBMENUS}
    assert spec.help.endswith("."), "a sentence that says what it does"
    assert not spec.needs or spec.needs.endswith("."), "a sentence that says what must be there"
    assert normal(spec.key) or not spec.key, "a key Qt knows"
    if spec.icon:
        assert "@colour" in resource("icons", f"{spec.icon}.svg").read_text(encoding="utf-8")
    assert category(spec)


def test_every_name_is_there_once() -> None:
    assert len({spec.name for spec in ACTIONS}) == len(ACTIONS)


def test_no_two_actions_of_a_menu_have_the_same_words() -> None:
    seen = [(spec.menu.partition("|")[0], plain(spec.text)) for spec in ACTIONS]
    assert len(set(seen)) == len(seen)


def test_no_two_actions_share_a_key() -> None:
    assert clashes(ACTIONS, {}) == []
    assert ("open_files", "report") in clashes(ACTIONS, {"report": "Ctrl+O"})
    assert ("open_files", "report") in clashes(ACTIONS, {"report": "ctrl+o"}), "the same key in other letters"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_action_has_the_key_that_opens_a_menu(language: str) -> None:
    """Qt does nothing where two could be meant."""
    texts = MENUS if language == "en" else translated(language)
    letters = [QKeySequence.mnemonic(text).toString() for text in texts]
    assert len(set(letters)) == len(MENUS)
    assert all(letters)
    held = {normal(key): spec.name for spec in ACTIONS for key in (spec.key, spec.also) if key}
    assert {letter: held[letter] for letter in letters if letter in held} == {}


def translated(language: str) -> list[str]:
    """The words of the menu bar in another language."""
    root = ElementTree.parse(Path(__file__).parents[2] / "resources" / "translations" / f"medview_{language}.ts")
    found = {one.findtext("source"): one.findtext("translation") for one in root.iter("message")}
    return [found[menu] or "" for menu in MENUS]


def test_second_keys_are_free() -> None:
    first = {normal(spec.key) for spec in ACTIONS}
    second = [normal(spec.also) for spec in ACTIONS if spec.also]
    assert not first & set(second)
    assert len(set(second)) == len(second)


def test_keys_of_different_lists_may_be_the_same() -> None:
    assert clashes(ACTIONS, {"next": "W"}) == []
    spec = next(spec for spec in ACTIONS if spec.name == "next")
    assert holders(ACTIONS, {}, spec, "W") == ()
    assert [other.name for other in holders(ACTIONS, {}, spec, "Ctrl+O")] == ["open_files"]


def test_a_changed_key_is_used(qtbot: QtBot) -> None:
    actions = Actions(ACTIONS, {"analyse": "F7"}, load_theme("dark"))
    assert actions["analyse"].shortcut().toString() == "F7"
    assert "F7" in actions["analyse"].toolTip()
    rows = {name: key for _, lines in key_rows(actions) for name, key, _ in lines}
    assert rows["Analyse"] == "F7"


def test_a_second_key_gives_way(qtbot: QtBot) -> None:
    actions = Actions(ACTIONS, {}, load_theme("dark"))
    assert QKeySequence("Ctrl+K") in actions["palette"].shortcuts()
    actions.bind_keys({"report": "ctrl+k"})
    assert QKeySequence("Ctrl+K") not in actions["palette"].shortcuts()
    assert actions["report"].shortcut() == QKeySequence("Ctrl+K")


def test_a_menu_without_actions_is_not_shown(qtbot: QtBot) -> None:
    bar = QMenuBar()
    qtbot.addWidget(bar)
    specs = tuple(spec for spec in ACTIONS if spec.menu.partition("|")[0] in ("&File", "&View"))
    actions = Actions(specs, {}, load_theme("dark"))
    menus = actions.fill(bar)
    assert menus["&File"].menuAction().isVisible()
    assert not menus[LAYOUT].menuAction().isVisible()
