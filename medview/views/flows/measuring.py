"""What the Measure menu does beside drawing: snapping, deleting, naming, tables and files of measurements."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSignalBlocker
from PySide6.QtWidgets import QFileDialog, QWidget

from medview.core.errors import MedViewError
from medview.core.files import write_whole
from medview.core.measured_table import as_csv, line_to_json
from medview.session.drawing_files import read_measurements
from medview.session.state import Part, State
from medview.views.actions.table import Actions
from medview.views.drawing.desk import Desk
from medview.views.drawing.lines import lines_of
from medview.views.parts import Parts
from medview.views.viewport.tools import DRAWING, Tool

if TYPE_CHECKING:
    from medview.views.drawing.panel import MeasurementsPanel

_FIRST_TOOL = "tool_window"
_OF_ALL = ("measure_copy", "measure_save", "measure_export")
_OF_ONE = ("measure_delete", "measure_rename")


class Measuring(QObject):
    """Does what the Measure menu says.

    Args:
        parts: What flows work with.
        desk: Where drawings are kept and measured.
        panel: The list of them.
        actions: The window's actions.
        parent: The window.
    """

    def __init__(self, parts: Parts, desk: Desk, panel: MeasurementsPanel, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._parts = parts
        self._desk = desk
        self._panel = panel
        self._actions = actions
        self._window = parent
        self._tool = _FIRST_TOOL
        desk.finished.connect(self._put_away)
        desk.dismissed.connect(lambda: actions[self._tool].trigger())
        for name in self._plain_tools():
            actions[name].triggered.connect(lambda _=False, name=name: self._remember(name))
        self._take_preferences()
        desk.preferences.changed.connect(self._take_preferences)
        self._stop_listening = parts.session.listen(self._changed)
        self._offer(parts.session.state)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What each action does."""
        return {
            "measure_delete": self._desk.erase,
            "measure_rename": self._rename,
            "measure_snap": lambda on: self._desk.preferences.change(snap=on),
            "measure_sticky": lambda on: self._desk.preferences.change(sticky_tools=on),
            "measure_show": self._desk.show_all,
            "measure_copy": self._panel.copy_table,
            "measure_save": self._ask_table,
            "measure_export": self._ask_export,
            "measure_import": self._ask_import,
        }

    def save_table(self, path: Path) -> None:
        """Write the list as comma-separated values."""
        listed = self._panel.listed()
        self._write(path, lambda: as_csv(lines_of(listed)))

    def export(self, path: Path) -> None:
        """Write the open series' drawings with their values as JSON."""
        listed = self._panel.listed()

        def text() -> str:
            lines = [line_to_json(line) for line in lines_of(listed)]
            return json.dumps({"measurements": lines}, indent=1, ensure_ascii=False)

        self._write(path, text)

    def take(self, path: Path) -> None:
        """Draw what a file holds on the open series it belongs to; the rest is told."""
        try:
            found = read_measurements(path)
        except MedViewError as error:
            self._desk.failed.emit(error)
            return
        by_images = {one.series.fingerprint: one.series.uid for one in self._parts.session.state.opened.values()}
        mine = [one for one in found if one.fingerprint in by_images]
        for one in mine:
            known = self._desk.find(one.id)
            id_ = one.id if known is None or known == one else uuid.uuid4().hex
            drawn = replace(one, id=id_, series=by_images[one.fingerprint])
            if not self._desk.add(drawn, self.tr("Import")):
                return
        told = self.tr("{count} of {total} drawings of the file belong to the open images and are drawn.")
        self._desk.told.emit(told.format(count=len(mine), total=len(found)), "")

    def _rename(self) -> None:
        """In the list where the keys are there, else in a dialog."""
        one = self._desk.find(self._desk.selected)
        if self._panel.list.hasFocus():
            self._panel.rename()
        elif one is not None:
            self._desk.ask_words(one, self._window)

    def _ask_table(self) -> None:
        title, kinds = self.tr("Save the table of measurements"), self.tr("Table (*.csv)")
        self._ask(title, "measurements.csv", kinds, self.save_table)

    def _ask_export(self) -> None:
        title, kinds = self.tr("Export the measurements"), self.tr("Measurements (*.json)")
        self._ask(title, "measurements.json", kinds, self.export)

    def _ask(self, title: str, name: str, kinds: str, save: Callable[[Path], None]) -> None:
        path, _ = QFileDialog.getSaveFileName(self._window, title, name, kinds)
        if path:
            save(Path(path))

    def _ask_import(self) -> None:
        title, kinds = self.tr("Import measurements"), self.tr("Measurements (*.json)")
        path, _ = QFileDialog.getOpenFileName(self._window, title, "", kinds)
        if path:
            self.take(Path(path))

    def _write(self, path: Path, text: Callable[[], str]) -> None:
        """Measure and write beside the window's thread: large regions take long."""
        told = self.tr("Saved as {path}.").format(path=path)

        def work() -> None:
            write_whole(path, text())

        self._parts.background.run(work, lambda _: self._desk.told.emit(told, ""), self._desk.failed.emit)

    def shut(self) -> None:
        """The window closes."""
        self._stop_listening()

    def _changed(self, state: State, parts: frozenset[Part]) -> None:
        if parts & {Part.MEASUREMENTS, Part.OPENED, Part.LAYOUT}:
            self._offer(state)

    def _offer(self, state: State) -> None:
        """Let actions be chosen where they have something to act on."""
        drawn = any(opened.measurements for opened in state.opened.values())
        self._actions.enable(_OF_ALL, drawn)
        self._actions.enable(_OF_ONE, self._desk.find(state.measurement) is not None)
        self._actions.enable(("measure_snap", "measure_sticky", "measure_show"), True)
        self._actions.enable(("measure_import",), bool(state.opened))

    def _put_away(self) -> None:
        """Something was drawn: back to the tool before, unless tools are to stay."""
        if not self._desk.preferences.value.sticky_tools:
            self._actions[self._tool].trigger()

    def _remember(self, name: str) -> None:
        self._tool = name

    def _plain_tools(self) -> list[str]:
        """Tools that draw nothing."""
        names = [f"tool_{tool.value}" for tool in Tool if tool not in DRAWING]
        declared = {spec.name for spec in self._actions.specs}
        return [name for name in names if name in declared]

    def _take_preferences(self) -> None:
        value = self._desk.preferences.value
        for name, on in (("measure_snap", value.snap), ("measure_sticky", value.sticky_tools)):
            with QSignalBlocker(self._actions[name]):
                self._actions[name].setChecked(on)
