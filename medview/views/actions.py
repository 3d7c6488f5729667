"""Every action of the window, declared once: its name, words, menu place, key and where the key acts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from medview.views.theme import Theme

Focus = Literal["window", "viewport", "findings"]


def _n(text: str) -> str:
    """Mark a text of the tables for translation; ``words`` translates it when it is shown."""
    return text


@dataclass(frozen=True)
class ActionSpec:
    """One action.

    Args:
        name: Identifier, also in the settings' key table.
        text: Words in menus.
        menu: Menu it stands in; ``"|"`` after the name draws a line before it.
        key: Default key.
        focus: Where the key acts: anywhere in the window, in a viewport, or in the list of findings.
        help: One sentence.
        icon: Icon name.
        checkable: Whether it is a switch.
        group: Actions of one group exclude each other, like the tools of the left mouse button.
    """

    name: str
    text: str
    menu: str
    key: str = ""
    focus: Focus = "window"
    help: str = ""
    icon: str = ""
    checkable: bool = False
    group: str = ""


MENUS = (
    _n("&File"),
    _n("&Study"),
    _n("&View"),
    _n("&Analysis"),
    _n("&Review"),
    _n("&Help"),
)
FILE, STUDY, VIEW, ANALYSIS, REVIEW, HELP = MENUS
TOOLS, SLICES, WINDOWS, PICTURE = _n("Left mouse &button"), _n("S&lice"), _n("&Window"), _n("P&icture")
SUBMENUS = {TOOLS: VIEW, SLICES: VIEW, WINDOWS: VIEW, PICTURE: VIEW}
"""Menus within menus, in order."""


def _tool(name: str, text: str, key: str, icon: str) -> ActionSpec:
    return ActionSpec(f"tool_{name}", text, TOOLS, key, "viewport", icon=icon, group="tool")


def _in_viewport(name: str, text: str, menu: str, key: str, help_: str = "", icon: str = "") -> ActionSpec:
    return ActionSpec(name, text, menu, key, "viewport", help_, icon)


_VIEWPORT = (
    _tool("window", _n("&Window/level"), "W", "window"),
    _tool("zoom", _n("&Zoom"), "Z", "zoom"),
    _tool("pan", _n("&Pan"), "P", "pan"),
    _tool("crosshair", _n("&Crosshair"), "X", "crosshair"),
    _in_viewport("slice_next", _n("&Next"), SLICES, "Down"),
    _in_viewport("slice_previous", _n("&Previous"), SLICES, "Up"),
    _in_viewport("slice_next_ten", _n("Ten forward"), SLICES, "Shift+Down"),
    _in_viewport("slice_previous_ten", _n("Ten back"), SLICES, "Shift+Up"),
    _in_viewport("slice_first", _n("&First"), SLICES, "Home"),
    _in_viewport("slice_last", _n("&Last"), SLICES, "End"),
    _in_viewport("series_next", _n("Next &series"), SLICES + "|", "PgDown"),
    _in_viewport("series_previous", _n("Previous series"), SLICES, "PgUp"),
    _in_viewport("auto_window", _n("&Automatic"), WINDOWS, "0", _n("From the values of the active slice.")),
    *(_in_viewport(f"preset_{n}", _n("Preset") + f" &{n}", WINDOWS, str(n)) for n in range(1, 10)),
    _in_viewport("invert", _n("&Invert"), WINDOWS + "|", "I", _n("Show low values white.")),
    _in_viewport("reset", _n("&Reset the views"), VIEW + "|", "Space", _n("Fit every viewport."), "reset"),
    _in_viewport("maximise", _n("&Maximise or restore the viewport"), VIEW, "M", "", "layout"),
    _in_viewport("cine", _n("Pla&y or stop"), SLICES + "|", "C", _n("Play pictures, or along a dimension."), "play"),
    _in_viewport("position_next", _n("Next pos&ition"), SLICES, ".", _n("Along a dimension of a 4D series.")),
    _in_viewport("position_previous", _n("Previous posi&tion"), SLICES, ","),
    _in_viewport("rotate_right", _n("Rotate &right"), PICTURE, "R"),
    _in_viewport("rotate_left", _n("Rotate &left"), PICTURE, "Shift+R"),
    _in_viewport("flip_across", _n("Mirror left to ri&ght"), PICTURE, "H"),
    _in_viewport("flip_down", _n("Mirror &top to bottom"), PICTURE, "V"),
    _in_viewport("overlay_planes", _n("&Overlay planes"), PICTURE + "|", "O", _n("Drawings stored in the picture.")),
    ActionSpec(
        "resample",
        _n("Resample to a re&gular grid"),
        VIEW + "|",
        help=_n("Make a volume of slices that are tilted or unevenly spaced, or show them as stored."),
        checkable=True,
    ),
    _in_viewport("smooth", _n("I&nterpolate pixels"), VIEW, "Shift+I"),
    _in_viewport("corners", _n("Text in the &corners"), VIEW, "T", _n("Everything, little, nothing.")),
    _in_viewport("copy_picture", _n("C&opy the picture"), VIEW, "Ctrl+C"),
)

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "open_files",
        _n("Open &files…"),
        FILE,
        "Ctrl+O",
        help=_n("Open images, objects, a DICOMDIR or an archive of them."),
        icon="file",
    ),
    ActionSpec(
        "open_folder",
        _n("Open f&older…"),
        FILE,
        "Ctrl+Shift+O",
        help=_n("Open every study in a folder."),
        icon="open",
    ),
    ActionSpec(
        "report",
        _n("&Report and export…"),
        FILE + "|",
        "Ctrl+P",
        help=_n("Preview the report and save it with the segmentation and the findings."),
        icon="report",
    ),
    ActionSpec("settings", _n("&Settings…"), FILE + "|", "Ctrl+,", icon="settings"),
    ActionSpec("quit", _n("&Quit"), FILE + "|", "Ctrl+Q"),
    ActionSpec(
        "tags",
        _n("DICOM &tags…"),
        STUDY,
        "Ctrl+I",
        help=_n("List every element of the open series' files: search, nested sequences, bytes, copy."),
        icon="tags",
    ),
    *_VIEWPORT,
    ActionSpec(
        "uncertainty",
        _n("&Uncertainty map"),
        VIEW + "|",
        "U",
        "viewport",
        _n("Colour each voxel by how unsure the model is."),
        "uncertainty",
        checkable=True,
    ),
    ActionSpec(
        "presentation",
        _n("&Presentation state"),
        STUDY + "|",
        "Shift+P",
        "viewport",
        _n("Show the images the way a stored presentation state wants them, or as they are stored."),
        checkable=True,
    ),
    ActionSpec("full_screen", _n("&Full screen"), VIEW + "|", "F11", checkable=True),
    ActionSpec("browser", _n("Study &browser"), VIEW, "F9", checkable=True),
    ActionSpec(
        "histogram", _n("&Histogram"), VIEW, "Ctrl+H", help=_n("Drag the band to set window and level."), checkable=True
    ),
    ActionSpec("jobs", _n("&Jobs"), VIEW, "Ctrl+J", icon="jobs", checkable=True),
    ActionSpec(
        "analyse",
        _n("&Analyse"),
        ANALYSIS,
        "F5",
        help=_n("Run the chosen model on the open series."),
        icon="analyse",
    ),
    ActionSpec("cancel", _n("&Cancel the analysis"), ANALYSIS, "Ctrl+.", icon="cancel"),
    ActionSpec("model_card", _n("About the &model…"), ANALYSIS + "|"),
    ActionSpec(
        "accept",
        _n("&Accept"),
        REVIEW,
        "Return",
        "findings",
        _n("The finding is right; it goes into the report."),
        "accept",
    ),
    ActionSpec(
        "reject",
        _n("&Reject"),
        REVIEW,
        "Del",
        "findings",
        _n("The finding is wrong; it never appears as a finding."),
        "reject",
    ),
    ActionSpec("next", _n("&Next finding"), REVIEW, "N", "findings", _n("Go to the next undecided one.")),
    ActionSpec("accept_rest", _n("Accept all re&maining…"), REVIEW),
    ActionSpec(
        "undo",
        _n("&Undo decision"),
        REVIEW + "|",
        "Ctrl+Z",
        help=_n("Take back the last decision; the trail keeps both."),
        icon="undo",
    ),
    ActionSpec("redo", _n("Re&do decision"), REVIEW, "Ctrl+Shift+Z", icon="redo"),
    ActionSpec("trail", _n("Decision &trail…"), REVIEW + "|"),
    ActionSpec("keys", _n("&Keys…"), HELP, "F1", icon="help"),
    ActionSpec("about", _n("&About MedView"), HELP + "|"),
)

_CONTEXTS = {
    "window": Qt.ShortcutContext.WindowShortcut,
    "viewport": Qt.ShortcutContext.WidgetWithChildrenShortcut,
    "findings": Qt.ShortcutContext.WidgetWithChildrenShortcut,
}
FOCUS_NAMES = {
    "window": _n("Anywhere"),
    "viewport": _n("In a viewport"),
    "findings": _n("In the list of findings"),
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
