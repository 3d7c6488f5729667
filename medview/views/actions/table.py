"""Every action of the window, declared once, and the objects made from the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from medview.views.actions import comfort, drawing, layouts, mpr, output, program, three_d, viewing
from medview.views.actions.spec import MENUS, SUBMENUS, ActionSpec, Focus, n
from medview.views.theme import Theme

ACTIONS: tuple[ActionSpec, ...] = tuple(
    spec for area in (program, viewing, layouts, mpr, drawing, three_d, output, comfort) for spec in area.SPECS
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


def plain(text: str) -> str:
    """A menu text without the mark of its access key."""
    return words(text).replace("&", "")


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
        self._groups: dict[str, QActionGroup] = {}
        self._actions = {spec.name: self._made(spec, theme) for spec in specs}
        self.bind_keys(keys)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def connect_all(self, handlers: Mapping[str, Callable[..., object]]) -> None:
        """Let each named action call its handler; a switch passes whether it is on."""
        for name, handler in handlers.items():
            action = self._actions[name]
            if action.isCheckable() and action.actionGroup() is None:
                action.toggled.connect(handler)
            else:
                action.triggered.connect(lambda _checked=False, call=handler: call())

    def bind_keys(self, keys: Mapping[str, str]) -> None:
        """Give every action its key: the reader's, or the table's."""
        for spec in self.specs:
            action = self._actions[spec.name]
            action.setShortcut(QKeySequence(keys.get(spec.name, spec.key)))
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
        for menu in menus.values():
            menu.setToolTipsVisible(True)
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


def clashes(specs: tuple[ActionSpec, ...], keys: Mapping[str, str]) -> list[tuple[str, str]]:
    """Pairs of actions that one key press could mean, for keys as the reader wants them."""
    taken: list[tuple[str, Focus, str]] = []
    found = []
    for spec in specs:
        key = keys.get(spec.name, spec.key)
        if not key:
            continue
        found += [(name, spec.name) for other, focus, name in taken if other == key and _meet(focus, spec.focus)]
        taken.append((key, spec.focus, spec.name))
    return found


def _meet(one: Focus, other: Focus) -> bool:
    return one == other or "window" in (one, other)


def _tip(spec: ActionSpec, action: QAction) -> str:
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    title = plain(spec.text) + (f" ({key})" if key else "")
    return f"{title}\n{words(spec.help)}" if spec.help else title
