"""Every action of the window, declared once, and the objects made from the table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from medview.views.actions import (
    boxes,
    comfort,
    drawing,
    layouts,
    links,
    mpr,
    output,
    program,
    sequences,
    three_d,
    viewing,
)
from medview.views.actions.spec import MENUS, SUBMENUS, ActionSpec, Focus, n, top_menu
from medview.views.settings.theme import Theme

ACTIONS: tuple[ActionSpec, ...] = tuple(
    spec
    for area in (program, viewing, layouts, links, mpr, drawing, boxes, three_d, sequences, output, comfort)
    for spec in area.SPECS
)
"""In the order in which they stand in their menus."""

_CONTEXTS = {
    "window": Qt.ShortcutContext.WindowShortcut,
    "viewport": Qt.ShortcutContext.WidgetWithChildrenShortcut,
    "findings": Qt.ShortcutContext.WidgetWithChildrenShortcut,
}
FOCUS_NAMES = {
    "window": n("Anywhere"),
    "viewport": n("In a viewport"),
    "findings": n("In the list of findings"),
}


def words(text: str) -> str:
    """A text of the tables in the reader's language."""
    return QCoreApplication.translate("actions", text)


_KEY_IN_BRACKETS = re.compile(r"\(&[^&]\)")
"""An access key as Chinese menus have it, behind the words."""


def plain(text: str) -> str:
    """A menu text without the mark of its access key."""
    return _KEY_IN_BRACKETS.sub("", words(text)).replace("&", "")


class Actions(QObject):
    """The window's actions, made from the table.

    Args:
        specs: The table.
        keys: Action name to key, where the reader changed it.
        theme: Colours of the icons.
        parent: The window.
    """

    def __init__(
        self, specs: tuple[ActionSpec, ...], keys: Mapping[str, str], theme: Theme, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.specs = specs
        self.handled: set[str] = set()
        self._groups: dict[str, QActionGroup] = {}
        self._actions = {spec.name: self._made(spec, theme) for spec in specs}
        self.bind_keys(keys)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def connect_all(self, handlers: Mapping[str, Callable[..., object]]) -> None:
        """Let each named action call its handler; a switch passes whether it is on."""
        self.handled.update(handlers)
        for name, handler in handlers.items():
            action = self._actions[name]
            if action.isCheckable() and action.actionGroup() is None:
                action.toggled.connect(handler)
            else:
                action.triggered.connect(lambda _checked=False, call=handler: call())

    def bind_keys(self, keys: Mapping[str, str]) -> None:
        """Give every action its key: the reader's, or the table's."""
        first = {spec.name: normal(keys.get(spec.name, spec.key)) for spec in self.specs}
        taken = set(first.values())
        for spec in self.specs:
            action = self._actions[spec.name]
            second = "" if normal(spec.also) in taken else spec.also
            action.setShortcuts([QKeySequence(key) for key in (first[spec.name], second) if key])
            action.setToolTip(_tip(spec, action))

    def fill(self, bar: QMenuBar) -> dict[str, QMenu]:
        """Build the menus; returns them by their table text."""
        menus = {name: bar.addMenu(words(name)) for name in MENUS}
        menus |= {name: menus[parent].addMenu(words(name)) for name, parent in SUBMENUS.items()}
        for spec in self.specs:
            name, line, _ = spec.menu.partition("|")
            if line:
                menus[name].addSeparator()
            menus[name].addAction(self._actions[spec.name])
        for menu in reversed(menus.values()):  # those within others first
            menu.setToolTipsVisible(True)
            menu.menuAction().setVisible(any(action.isVisible() for action in menu.actions()))
        return menus

    def act_in(self, widget: QWidget, focus: Focus) -> None:
        """Let the keys of a focus act in ``widget`` and its children."""
        widget.addActions([self._actions[spec.name] for spec in self.specs if spec.focus == focus])

    def enable(self, names: Iterable[str], enabled: bool) -> None:
        """Switch several actions on or off."""
        for name in names:
            self._actions[name].setEnabled(enabled)

    def _join(self, name: str, action: QAction) -> None:
        """Let an action exclude the others of its group; the first one is chosen."""
        group = self._groups.setdefault(name, QActionGroup(self))
        action.setCheckable(True)
        action.setChecked(not group.actions())
        group.addAction(action)

    def _made(self, spec: ActionSpec, theme: Theme) -> QAction:
        action = QAction(words(spec.text), self)
        action.setObjectName(spec.name)
        action.setCheckable(spec.checkable)
        action.setShortcutContext(_CONTEXTS[spec.focus])
        if spec.group:
            self._join(spec.group, action)
        if spec.icon:
            action.setIcon(theme.icon(spec.icon))
        return action


def category(spec: ActionSpec) -> str:
    """The menu an action is under, as the palette and the list of keys name it."""
    return plain(top_menu(spec))


def title(spec: ActionSpec) -> str:
    """An action's name in lists."""
    return plain(spec.text).rstrip("…")


def normal(key: str) -> str:
    """A key as Qt writes it in files."""
    return QKeySequence(key).toString()


def native(key: str) -> str:
    """A key as it stands on this computer's keyboard."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def standard_key(spec: ActionSpec) -> str:
    """The table's key as Qt writes it."""
    return normal(spec.key)


def key_rows(actions: Actions) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Every action that has a key, menu by menu: its name, its keys as they are now, and where they act."""
    menus: dict[str, list[tuple[str, str, str]]] = {}
    for spec in actions.specs:
        keys = " · ".join(
            key.toString(QKeySequence.SequenceFormat.NativeText) for key in actions[spec.name].shortcuts()
        )
        if keys:
            menus.setdefault(category(spec), []).append((title(spec), keys, words(FOCUS_NAMES[spec.focus])))
    return list(menus.items())


def clashes(specs: tuple[ActionSpec, ...], keys: Mapping[str, str]) -> list[tuple[str, str]]:
    """Pairs of actions that one key press could mean, for keys as the reader wants them."""
    taken: list[tuple[str, Focus, str]] = []
    found = []
    for spec in specs:
        key = normal(keys.get(spec.name, spec.key))
        if not key:
            continue
        found += [(name, spec.name) for other, focus, name in taken if other == key and _meet(focus, spec.focus)]
        taken.append((key, spec.focus, spec.name))
    return found


def holders(
    specs: tuple[ActionSpec, ...], keys: Mapping[str, str], spec: ActionSpec, key: str
) -> tuple[ActionSpec, ...]:
    """The other actions a key would mean as well, if an action had it."""
    pairs = clashes(specs, {**keys, spec.name: key}) if key else []
    names = {name for pair in pairs if spec.name in pair for name in pair} - {spec.name}
    return tuple(other for other in specs if other.name in names)


def menu_of(key: str) -> str:
    """The menu a key opens already, as Alt and the letter underlined in its name do; empty for none."""
    opened = (name for name in MENUS if key and QKeySequence.mnemonic(words(name)) == QKeySequence(key))
    return next(map(plain, opened), "")


def _meet(one: Focus, other: Focus) -> bool:
    return one == other or "window" in (one, other)


def _tip(spec: ActionSpec, action: QAction) -> str:
    key = native(action.shortcut().toString())
    named = plain(spec.text) + (f" ({key})" if key else "")
    return f"{named}\n{words(spec.help)}" if spec.help else named
