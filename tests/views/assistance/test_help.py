"""The help: every page is there and says only what is true of keys; everything has a page; the window finds its way."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

import medview.views
from medview.core.language import LANGUAGES
from medview.core.resources import resource
from medview.views.actions.table import ACTIONS
from medview.views.assistance.help_pages import (
    KEY_TABLE,
    PAGES,
    START,
    pages,
    read_page,
)
from medview.views.assistance.help_places import page_of_action, page_of_class, page_of_widget, places_named
from medview.views.assistance.help_window import HelpWindow, found

NAMES = {spec.name for spec in ACTIONS}


def places(language: str) -> set[str]:
    return {f"{page.name}#{anchor}" if anchor else page.name for page in pages(language) for anchor, _ in page.headings}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_tells_keys_of_actions_there_are_and_links_to_places_there_are(name: str, language: str) -> None:
    page = read_page(name, language)
    assert set(page.keys_told) <= NAMES
    assert len(page.text) > 200
    links = [part.split(")")[0] for part in page.text.split("](")[1:]]
    for link in links:
        target, _, anchor = link.partition("#")
        place = f"{target.removesuffix('.md')}#{anchor}" if anchor else target.removesuffix(".md")
        assert place in places(language), link


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translated_page_has_the_same_places(language: str) -> None:
    assert places(language) == places("en")


def test_no_page_is_left_out() -> None:
    assert {path.stem for path in resource("help", "en").glob("*.md")} == set(PAGES)


def test_every_place_the_tables_name_is_there() -> None:
    assert places_named() <= places("en")


@pytest.mark.parametrize("spec", ACTIONS, ids=lambda spec: spec.name)
def test_every_action_has_a_page(spec: object) -> None:
    assert page_of_action(spec) in places("en")  # type: ignore[arg-type]


def dialog_classes() -> Iterator[type[QDialog]]:
    for module in pkgutil.walk_packages(medview.views.__path__, "medview.views."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, QDialog) and value.__module__ == module.name:
                yield value


def test_every_dialog_has_a_page() -> None:
    assert [kind.__name__ for kind in dialog_classes() if not page_of_class(kind)] == []


def test_what_has_no_page_of_its_own_has_that_of_its_surroundings(qtbot: QtBot) -> None:
    from medview.views.assistance.about import AboutDialog

    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    assert page_of_widget(dialog.licences) == "not_a_device"
    lone = QLabel()
    qtbot.addWidget(lone)
    assert page_of_widget(lone) == START
    assert page_of_widget(None) == START


@pytest.fixture
def window(qtbot: QtBot) -> HelpWindow:
    made = HelpWindow(pages("en"), lambda action: f"<{action}|*_>", lambda: "| a | b |\n|---|---|\n| c | d |")
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_keys_are_told_as_they_are_now(window: HelpWindow) -> None:
    window.show_place("keys")
    text = window.browser.toPlainText()
    assert "<palette|*_>" in text
    assert KEY_TABLE not in text
    assert "{key:" not in text


def test_it_goes_to_a_paragraph_and_back(window: HelpWindow, qtbot: QtBot) -> None:
    window.resize(600, 300)
    window.show_place("start")
    window.show_place("keys#all")
    assert window.browser.textCursor().block().text() == "All keys"
    assert window.browser.verticalScrollBar().value() > 0
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: window.place == "start")
    assert not window.back_button.isEnabled()


def test_links_lead_to_pages(window: HelpWindow) -> None:
    window.show_place("start")
    window.browser.anchorClicked.emit(QUrl("settings.md#memory"))
    assert window.place == "settings#memory"
    window.browser.anchorClicked.emit(QUrl("#viewing"))
    assert window.place == "settings#viewing"


def test_search_finds_paragraphs(window: HelpWindow, qtbot: QtBot) -> None:
    assert [place for place, _ in found(pages("en"), "")] == list(PAGES)
    assert "review#trail" in [place for place, _ in found(pages("en"), "withdrawn trail")]
    assert found(pages("en"), "xyzzy") == []
    qtbot.keyClicks(window.field, "privacy logs")
    qtbot.keyClick(window.field, Qt.Key.Key_Return)
    assert window.place.startswith("privacy")
    qtbot.keyClicks(window.field, "xyzzy")
    qtbot.keyClick(window.field, Qt.Key.Key_Return)
    assert window.contents.count() == 1, "that nothing says so"
