"""The command palette, the help, the keys and how the window looks: what helps with everything else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from medview.session.changes import OverlayChanged
from medview.views.actions.table import key_rows, native
from medview.views.assistance.about import AboutDialog
from medview.views.assistance.help_pages import START, literal, pages, reader_language
from medview.views.assistance.help_places import page_of_widget
from medview.views.assistance.help_window import HelpWindow
from medview.views.assistance.keys_dialog import KeysDialog
from medview.views.assistance.palette import Entry, Palette
from medview.views.assistance.palette_entries import (
    action_entries,
    help_entries,
    layout_entries,
    model_entries,
    protocol_entries,
    series_entries,
)
from medview.views.flows.hanging import Hanging
from medview.views.settings.appearance import Appearance
from medview.views.settings.theme import SYSTEM, THEMES
from medview.views.window import Window

_REMEMBERED = 12
"""Palette entries kept as the last ones."""


class Assistance(QObject):
    """What helps a reader with everything else.

    Args:
        window: The window.
        appearance: How it looks.
        open_series: Shows a listed series.
        analyse: Runs a model on what is open.
        hanging: Arranges viewports.
    """

    def __init__(
        self,
        window: Window,
        appearance: Appearance,
        open_series: Callable[[str], object],
        analyse: Callable[[str], object],
        hanging: Hanging,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._preferences = window.preferences
        self._session = window.parts.session
        self._appearance = appearance
        self._open_series, self._analyse, self._hanging = open_series, analyse, hanging
        window.actions_.connect_all(self._handlers())
        self._preferences.changed.connect(self._follow)
        self._follow()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)
        window.closing.connect(partial(app.focusChanged.disconnect, self._focus_moved))

    def show_help(self, place: str, beside: QWidget | None = None) -> HelpWindow:
        """Show a page of the help.

        Args:
            place: The page, with an anchor.
            beside: The window asking: a dialog that holds the others back can only have its own help.
        """
        owner = beside if isinstance(beside, QDialog) and beside.isModal() else self._window
        shown = owner.findChild(HelpWindow, options=Qt.FindChildOption.FindDirectChildrenOnly)
        window = shown or HelpWindow(pages(reader_language()), self._key, self._key_table, owner)
        window.show_place(place)
        window.show()
        window.raise_()
        window.activateWindow()
        return window

    def open_palette(self) -> Palette:
        """Offer everything that can be done."""
        palette = Palette(
            self.entries(), self._preferences.value.recent_actions, self._window.theme, self._ran, self._window
        )
        palette.open()
        palette.field.setFocus()
        return palette

    def ask_keys(self) -> None:
        """List every action with its key, to change them."""
        owner = QApplication.activeModalWidget() or self._window
        dialog = KeysDialog(self._window.actions_.specs, dict(self._preferences.value.keys), owner)
        dialog.accepted.connect(lambda: self._take_keys(dialog.keys))
        dialog.open()

    def entries(self) -> list[Entry]:
        """Everything the palette offers now."""
        state = self._session.state
        return [
            *action_entries(self._window.actions_, state),
            *series_entries(state, self._open_series),
            *layout_entries(self._hanging.arrange),
            *protocol_entries(self._hanging.fitting(), self._hanging.hang),
            *model_entries(state, self._analyse),
            *help_entries(pages(reader_language()), self.show_help),
        ]

    def _handlers(self) -> dict[str, Callable[..., object]]:
        themes = {f"theme_{name}": partial(self._preferences.change, theme=name) for name in (SYSTEM, *THEMES)}
        return {
            **themes,
            "palette": self.open_palette,
            "help": self._help_on_focus,
            "help_contents": partial(self.show_help, START),
            "keys": self.ask_keys,
            "about": lambda: AboutDialog(self._window).open(),
            "text_larger": self._appearance.larger,
            "text_smaller": self._appearance.smaller,
            "text_usual": self._appearance.usual,
            "safe_colours": self._colour_labels,
            "panel_next": partial(self._window.focus_panel, 1),
            "panel_previous": partial(self._window.focus_panel, -1),
        }

    def _follow(self) -> None:
        """Let menus and labels be as it is set."""
        wanted, actions = self._preferences.value, self._window.actions_
        actions[f"theme_{wanted.theme}"].setChecked(True)
        safe = wanted.label_colours == "safe"
        actions["safe_colours"].setChecked(safe)
        overlay = self._session.state.overlay
        if overlay.safe_colours != safe:
            self._session.apply(OverlayChanged(replace(overlay, safe_colours=safe)))

    def _colour_labels(self, safe: bool) -> None:
        self._preferences.change(label_colours="safe" if safe else "own")

    def _ran(self, entry: Entry) -> None:
        others = [key for key in self._preferences.value.recent_actions if key != entry.key]
        self._preferences.change(recent_actions=(entry.key, *others)[:_REMEMBERED])

    def _help_on_focus(self) -> None:
        asking = QApplication.focusWidget() or self._window
        palette = QApplication.activeModalWidget()
        entry = palette.chosen if isinstance(palette, Palette) else None
        place = entry.page if entry is not None and entry.page else page_of_widget(asking)
        self.show_help(place, asking.window())

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        """F1 is a key of the window; every dialog gets one of its own when the focus first comes into it."""
        dialog = now.window() if now is not None else None
        if isinstance(dialog, QDialog) and not dialog.property("helped"):
            dialog.setProperty("helped", True)
            for key in self._window.actions_["help"].shortcuts():
                QShortcut(key, dialog, self._help_on_focus, context=Qt.ShortcutContext.WindowShortcut)

    def _take_keys(self, keys: dict[str, str]) -> None:
        self._preferences.change(keys=tuple(keys.items()))
        self._window.actions_.bind_keys(keys)

    def _key(self, action: str) -> str:
        return native(self._window.actions_[action].shortcut().toString()) or self.tr("no key")

    def _key_table(self) -> str:
        """All keys as Markdown, a table for each menu."""
        head = f"| {self.tr('Action')} | {self.tr('Key')} | {self.tr('Where it acts')} |\n|---|---|---|"
        parts = []
        for menu, rows in key_rows(self._window.actions_):
            lines = "\n".join(f"| {' | '.join(map(literal, row))} |" for row in rows)
            parts.append(f"### {menu}\n\n{head}\n{lines}\n")
        return "\n".join(parts)
