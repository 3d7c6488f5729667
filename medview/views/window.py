"""The window: browser, viewers, panels and status bar around one session."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QByteArray, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from medview.core.content import holds_variants
from medview.core.overlay import PresentationLayer
from medview.session.pairs import may_align
from medview.session.settings import memory_budget
from medview.session.state import Part, State
from medview.views import words
from medview.views.actions.spec import WINDOWS, ActionSpec
from medview.views.actions.table import ACTIONS, Actions
from medview.views.browser.busy import BusyStrip
from medview.views.browser.objects_panel import ObjectsPanel
from medview.views.browser.panel import Browser
from medview.views.columns import Columns, ScrolledColumn, focus_next
from medview.views.drawing.desk import Desk
from medview.views.drawing.panel import MeasurementsPanel
from medview.views.drawing.tool_button import ToolButton
from medview.views.drops import DropWindow
from medview.views.jobs_panel import JobsPanel
from medview.views.messages import MessageBar
from medview.views.parts import Parts
from medview.views.reading.histogram import Histogram
from medview.views.review.analyse import AnalysePanel
from medview.views.review.findings_panel import FindingsPanel
from medview.views.review.progress import ANALYSES
from medview.views.settings.preferences import Preferences
from medview.views.settings.theme import Theme
from medview.views.status import Status
from medview.views.toolbar import Toolbar

if TYPE_CHECKING:
    from medview.views.tiles.grid import Grid
    from medview.views.tiles.second_window import SecondWindow

_LAYOUT_MARK = "."
"""Between the base64 parts of the stored layout, which never hold one."""


class _Panel(Protocol):
    def update_state(self, state: State, parts: frozenset[Part]) -> None: ...


class Window(DropWindow):
    """Lays the parts out and passes changes of the state on to them.

    Args:
        parts: What flows work with.
        preferences: The settings.
        theme: Colours.
    """

    closing = Signal()

    def __init__(self, parts: Parts, preferences: Preferences, theme: Theme) -> None:
        super().__init__()
        self.parts = parts
        self.preferences = preferences
        self.theme = theme
        self.setWindowTitle("MedView")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.actions_ = Actions(ACTIONS, dict(preferences.value.keys), theme, self)
        self.messages = MessageBar()
        self.browser = Browser(theme)
        self.busy = BusyStrip()
        self.histogram = Histogram(parts.background, theme)
        self.analyse = AnalysePanel()
        self.findings = FindingsPanel(parts.session, theme)
        self.objects = ObjectsPanel(parts.session, theme)
        self.desk = Desk(parts.session, preferences, parts.background, self)
        self.measurements = MeasurementsPanel(self.desk, theme, self.actions_)
        self.jobs = JobsPanel(parts.session)
        self.status = Status(lambda: memory_budget(preferences.value))
        self._panels: tuple[_Panel, ...] = (
            self.browser, self.busy, self.histogram, self.analyse, self.findings, self.measurements, self.objects,
            self.jobs, self.status,
        )  # fmt: skip
        self.grid: Grid | None = None
        self._focused = ""
        self._centre = QStackedWidget()
        self._centre.addWidget(_invitation())
        self.setStatusBar(self.status)
        self._columns = self._arranged()
        self.setCentralWidget(self._columns)
        self.menus = self.actions_.fill(self.menuBar())
        self.toolbar = Toolbar(self.actions_, self)
        drawing = ToolButton(self.actions_)
        self.toolbar.insertWidget(self.actions_["uncertainty"], drawing)
        self.toolbar.iconSizeChanged.connect(drawing.setIconSize)
        self.addToolBar(self.toolbar)
        self.actions_.act_in(self.findings.list, "findings")
        self._listen = parts.session.listen(self._changed)
        self._changed(parts.session.state, frozenset(Part))
        self._restore_layout()

    def add_grid(self, grid: Grid) -> None:
        """Put the viewports in; they are made after the window is shown, since their libraries load slowly."""
        self.grid = grid
        below = stacked(grid.main, grid.dimensions)
        self._centre.addWidget(below)
        self.actions_.act_in(below, "viewport")
        for spec in self._viewport_actions():
            self.actions_[spec.name].triggered.connect(lambda on=False, spec=spec: self._act(spec, on))
        self.actions_.connect_all(grid.linking.handlers())
        self.menus[WINDOWS].aboutToShow.connect(self._name_presets)
        grid.offers_changed.connect(lambda: self._show_centre(self.parts.session.state))
        grid.window_changed.connect(self._check_full_screen)
        grid.second_made.connect(self._adopt)
        if grid.second is not None:
            self._adopt(grid.second)
        self._show_centre(self.parts.session.state)

    def _viewport_actions(self) -> Iterator[ActionSpec]:
        """Actions that are done by a viewport."""
        handled = self.actions_.handled
        return (spec for spec in self.actions_.specs if spec.focus == "viewport" and spec.name not in handled)

    def _adopt(self, second: SecondWindow) -> None:
        """Let keys act in the second window too."""
        second.addActions([self.actions_[spec.name] for spec in self.actions_.specs if spec.focus == "window"])
        self.actions_.act_in(second.tiles, "viewport")
        second.paths_dropped.connect(self.paths_dropped)

    def _check_full_screen(self) -> None:
        """Show whether the window with the focus fills its screen."""
        active = QApplication.activeWindow()
        if isinstance(active, QMainWindow):
            self.actions_["full_screen"].setChecked(active.isFullScreen())

    def _act(self, spec: ActionSpec, on: bool) -> None:
        if self.grid is not None:
            self.grid.act(spec.name, *((on,) if spec.checkable else ()))
            self._check_switches()  # Qt ticked it, whatever came of it

    def _changed(self, state: State, parts: frozenset[Part]) -> None:
        for view in self._panels:
            view.update_state(state, parts)
        if self.grid is None and Part.VOLUME in parts:
            self._show_centre(state)
        elif parts & {Part.LOOK, Part.LINKS, Part.OVERLAY, Part.ANALYSES}:
            self._check_switches()
        self._offer(state, parts)

    def _name_presets(self) -> None:
        """Say which windows the number keys stand for now."""
        offered = self.grid.presets() if self.grid is not None else ()
        for number in range(1, 10):
            action = self.actions_[f"preset_{number}"]
            action.setVisible(number <= len(offered))
            if number <= len(offered):
                window = offered[number - 1]
                action.setText(f"&{number}  {words.window_name(window)}  {window.width:g} / {window.centre:g}")

    def _show_centre(self, state: State) -> None:
        begun = self.grid is not None and bool(state.studies or any(tile.series for tile in state.layout.tiles))
        self._centre.setCurrentIndex(int(begun))
        offered = self.grid.handlers() if self.grid is not None else {}
        for spec in self._viewport_actions():
            self.actions_[spec.name].setEnabled(spec.name in offered)
        self._check_switches()
        self._name_presets()
        self._focus_on(state)
        series = state.series
        correctable = series is not None and series.correction is not None
        self.actions_["resample"].setEnabled(correctable)
        with QSignalBlocker(self.actions_["resample"]):
            self.actions_["resample"].setChecked(correctable and series is not None and series.resampled)

    def _check_switches(self) -> None:
        """Show which switches are on in the active viewport, and what viewports can do together."""
        if self.grid is None:
            return
        for name, on in (self.grid.checked() | self.grid.linking.checked()).items():
            self.actions_[name].setChecked(on)
        for name, useful in self.grid.linking.offered().items():
            self.actions_[name].setEnabled(useful)

    def _focus_on(self, state: State) -> None:
        """Another series: keys act on it at once, as the list a person clicked has nothing more to do."""
        uid = state.series.uid if state.series else ""
        if uid != self._focused and uid and self.grid is not None:
            self.grid.focus()
        self._focused = uid

    def _offer(self, state: State, parts: frozenset[Part]) -> None:
        running = any(map(self.parts.jobs.running, ANALYSES))
        fits = any(not answer.reasons for answer in state.eligible)
        action = self.actions_
        action["analyse"].setEnabled(fits)
        action["cancel"].setEnabled(running)
        action["model_card"].setEnabled(fits)
        if parts & {Part.VOLUME, Part.OPENED, Part.STUDIES, Part.FRAME}:
            action["align_pair"].setEnabled(may_align(state))
        action["predict_variants"].setEnabled(holds_variants(state.content))
        action["report"].setEnabled(state.analysis is not None)
        action["tags"].setEnabled(state.series is not None)
        self._name_steps()
        action.enable(("accept", "reject"), state.selected is not None)
        action.enable(("note",), self.findings.reviewing.decision is not None)
        action.enable(("next", "accept_rest"), bool(self.findings.reviewing.undecided))
        action.enable(("box_class",), self.findings.other_classes != ())
        action.enable(("explain",), self.findings.why.why.isEnabled())
        action.enable(("curve",), not self.findings.why.curve.isHidden())
        action.enable(("trail",), bool(state.reviews))
        action.enable(("uncertainty",), self.findings.overlay.uncertainty.isEnabled())
        if Part.OVERLAY in parts:
            action["uncertainty"].setChecked(state.overlay.uncertainty)
        if Part.OVERLAID in parts:
            states = [layer for layer in state.overlaid if isinstance(layer, PresentationLayer)]
            action["presentation"].setEnabled(bool(states))
            action["presentation"].setChecked(any(layer.uid not in state.hidden for layer in states))

    def _name_steps(self) -> None:
        """Say what can be undone and done again."""
        session = self.parts.session
        for name, plain_text, told, what in (
            ("undo", self.tr("&Undo"), self.tr("&Undo: {what}"), session.undo_title),
            ("redo", self.tr("Re&do"), self.tr("Re&do: {what}"), session.redo_title),
        ):
            self.actions_[name].setEnabled(bool(what))
            self.actions_[name].setText(told.format(what=what) if what else plain_text)

    def focus_panel(self, step: int) -> None:
        """Move the focus to the next panel, or the one before."""
        viewers = self._centre
        left = (self.browser, viewers, self.histogram)
        focus_next((*left, self.analyse, self.findings, self.measurements, self.objects, self.jobs), step)

    def _arranged(self) -> Columns:
        self.left = left = _column(self.browser, self.busy, _line(), self.histogram)
        centre = _column(self.messages, self._centre)
        lists = (self.findings, _line(), self.measurements, _line(), self.objects, _line(), self.jobs)
        right = ScrolledColumn(_column(self.analyse, _line(), *lists))
        self.jobs.hide()
        return Columns((left, centre, right))

    def _restore_layout(self) -> None:
        place, _, columns = self.preferences.value.geometry.partition(_LAYOUT_MARK)
        if not (place and self.restoreGeometry(_decoded(place))):
            available = self.screen().availableGeometry()
            self.resize(min(1600, available.width()), min(1000, available.height()))
        self._columns.begin(self.width())
        if columns:
            self._columns.take(_decoded(columns))

    def _layout_text(self) -> str:
        parts = (self.saveGeometry(), self._columns.saveState())
        return _LAYOUT_MARK.join(bytes(part.toBase64().data()).decode("ascii") for part in parts)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the layout and let the viewers give their resources back."""
        self._listen()
        self.closing.emit()
        fill = self.parts.session.state.overlay.fill
        self.preferences.change(geometry=self._layout_text(), fill=fill)
        if self.grid is not None:
            self.grid.shut()
        self.desk.shut()
        self.histogram.shut()
        super().closeEvent(event)


def _decoded(text: str) -> QByteArray:
    return QByteArray.fromBase64(QByteArray(text.encode("ascii")))


def _column(*widgets: QWidget) -> QWidget:
    box = QWidget()
    box.setObjectName("panel")
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in widgets:
        layout.addWidget(widget, 1 if isinstance(widget, Browser | FindingsPanel | QStackedWidget) else 0)
    return box


def stacked(*widgets: QWidget) -> QWidget:
    """Widgets below each other, the first as high as can be."""
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for number, widget in enumerate(widgets):
        layout.addWidget(widget, 1 if number == 0 else 0)
    return box


def _line() -> QFrame:
    line = QFrame()
    line.setObjectName("line")
    line.setFixedHeight(1)
    return line


def _invitation() -> QLabel:
    drop = words.tr("Drop a study here: a folder, DICOM or NIfTI files, or a zip.")
    ways = words.tr("“Open folder” in the File menu opens one. The command palette in the Help menu finds everything.")
    label = QLabel(f"{drop}\n\n{ways}")
    label.setWordWrap(True)
    label.setObjectName("muted")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
