"""What each action does: wishes of the window go to the flows, their answers to the panels."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMainWindow, QMessageBox

from medview.core.card import ModelCard
from medview.core.content import SequenceContent
from medview.core.derived import PICTURED
from medview.core.errors import MedViewError
from medview.core.finding import Analysis
from medview.core.review import accepted_findings
from medview.core.study import Series
from medview.session.changes import OverlayChanged, ReviewerNamed, WindowChanged
from medview.session.paths import Paths
from medview.session.settings import memory_budget
from medview.session.state import Part, State
from medview.session.store import Recent
from medview.views import words
from medview.views.actions.spec import FILE
from medview.views.browser.welcome import recent_text
from medview.views.commands.aligning import AlignCommands
from medview.views.commands.assistance import Assistance
from medview.views.commands.behind import Behind
from medview.views.commands.hanging import HangingCommands
from medview.views.commands.pasting import PasteCommands
from medview.views.commands.variants import VariantCommands
from medview.views.flows.analysing import Analysing
from medview.views.flows.hanging import Hanging
from medview.views.flows.measuring import Measuring
from medview.views.flows.opening import Opening
from medview.views.flows.overlaying import Overlaying
from medview.views.flows.reporting import Reporting, matter
from medview.views.flows.restoring import Restoring
from medview.views.flows.room import TooLarge
from medview.views.review.model_card import ModelCardDialog
from medview.views.review.report_preview import ReportPreview
from medview.views.settings.appearance import Appearance
from medview.views.settings.dialog import SettingsDialog
from medview.views.window import Window

if TYPE_CHECKING:
    from medview.views.commands.catalogue import Catalogue
    from medview.views.commands.training import TrainingCommands
    from medview.views.tiles.grid import Grid


class Commands(QObject):
    """Connects a window with what it can do.

    Args:
        window: The window.
        paths: The user's folders.
        appearance: How the window looks.
    """

    def __init__(self, window: Window, paths: Paths, appearance: Appearance) -> None:
        super().__init__(window)
        self._window = window
        self._parts = window.parts
        self._preferences = window.preferences
        self._paths = paths
        self.opening = Opening(self._parts, self, lambda: memory_budget(self._preferences.value))
        self.overlaying = Overlaying(self._parts, self)
        self.analysing = Analysing(self._parts, self)
        self.behind = Behind(window, self)
        self.variants = VariantCommands(window, self.analysing.score_variants, self._import_model, self)
        self.aligning = AlignCommands(window, paths.alignments, self.opening.open_paths, self)
        self.pasting = PasteCommands(window, paths.pasted, self.opening.open_paths, self)
        self.hanging = Hanging(self._parts.session, self._parts.background, paths.hanging_file, self)
        self.restoring = Restoring(self._parts, self.opening, self.overlaying, paths, self)
        self.layouts = HangingCommands(window, self.hanging, self.opening, self.restoring)
        self._recent = window.menus[FILE].addMenu(self.tr("Recent studies"))
        self._recent.setToolTipsVisible(True)
        window.menus[FILE].insertMenu(window.actions_["report"], self._recent)
        self.assistance = Assistance(window, appearance, self._open_listed, self.analysing.analyse, self.hanging)
        self.measuring = Measuring(self._parts, window.desk, window.measurements, window.actions_, window)
        self._catalogue: Catalogue | None = None
        self._training: TrainingCommands | None = None
        self._connect_actions()
        self._connect_flows()
        self._connect_panels()
        self._stop_listening = self._parts.session.listen(self._changed)
        self.list_recent()

    def list_recent(self) -> None:
        """Show the recent studies in the menu and, while nothing is open, in the browser."""
        try:
            recent = self._parts.store.recent_studies()
        except MedViewError as error:
            self._window.messages.show_error(error)
            return
        self._window.browser.show_recent(recent)
        self._recent.clear()
        self._recent.setEnabled(bool(recent))
        for entry in recent:
            action = self._recent.addAction(recent_text(entry).replace("\n", "  ·  ").replace("&", "&&"))
            action.setToolTip("\n".join(entry.paths))
            action.triggered.connect(partial(self._open_recent, entry))

    def open_models(self) -> Catalogue:
        """Show the catalogue; its window is made when it is first wanted."""
        if self._catalogue is None:
            from medview.views.commands.catalogue import Catalogue

            self._catalogue = Catalogue(self._window, self._paths)
            self._catalogue.flow.changed.connect(self.analysing.forget_plan)
            self._window.closing.connect(self._catalogue.close)
        self._catalogue.open()
        return self._catalogue

    def _import_model(self) -> None:
        self.open_models().import_model()

    def open_training(self) -> TrainingCommands:
        """Show the form for training a model; it is made when it is first wanted."""
        if self._training is None:
            from medview.views.commands.training import TrainingCommands

            self._training = TrainingCommands(self._window, self._paths, self._show_package, self.analysing.analyse)
            self._training.flow.installed.connect(self.analysing.forget_plan)
            self._window.closing.connect(self._training.close)
        self._training.open()
        return self._training

    def _show_package(self, key: str) -> None:
        """Show one package in the catalogue."""
        dialog = self.open_models().dialog
        if dialog is not None:
            dialog.choose(key)

    def open_report(self) -> None:
        """Preview the report of the shown analysis."""
        state = self._parts.session.state
        about = matter(state)
        if about is None:
            told = self.tr("There is nothing to report on."), self.tr("Run an analysis or open a study that has one.")
            self._window.messages.show_message(*told)
            return
        accepted = accepted_findings(about.analysis, about.reviews)
        waiting = len(self._window.findings.reviewing.undecided)
        flow = Reporting(self._parts, about)
        dialog = ReportPreview(state.reviewer, waiting, len(accepted), flow.files, self._window)
        flow.setParent(dialog)
        flow.pages_ready.connect(dialog.show_pages)
        flow.progressed.connect(dialog.show_progress)
        flow.failed.connect(dialog.show_failure)
        flow.saved.connect(dialog.show_saved)
        dialog.export_asked.connect(flow.export)
        dialog.cancel_asked.connect(flow.cancel)
        dialog.finished.connect(flow.leave)
        dialog.open()
        flow.preview()

    def _connect_actions(self) -> None:
        window, reviewing = self._window, self._window.findings.reviewing
        window.actions_["browser"].setChecked(True)
        window.actions_["histogram"].setChecked(True)
        window.actions_["measurements"].setChecked(True)
        window.actions_["measure_show"].setChecked(True)
        window.actions_.connect_all(self.measuring.handlers())
        window.actions_.connect_all(self.behind.handlers())
        window.actions_.connect_all(
            {
                "measurements": window.measurements.setVisible,
                "open_files": self._ask_files,
                "open_folder": self._ask_folder,
                "paste_sequences": self.pasting.paste,
                "report": self.open_report,
                "tags": self.show_tags,
                "settings": self._ask_settings,
                "quit": window.close,
                "uncertainty": self._show_uncertainty,
                "presentation": self.overlaying.switch_presentation,
                "full_screen": self._full_screen,
                "browser": window.left.setVisible,
                "histogram": window.histogram.setVisible,
                "jobs": window.jobs.setVisible,
                "analyse": lambda: self.analysing.analyse(window.analyse.model),
                "predict_variants": self.variants.ask,
                "align_pair": self.aligning.ask,
                "cancel": self._cancel,
                "models": self.open_models,
                "train": self.open_training,
                "model_card": lambda: self.analysing.show_card(window.analyse.model),
                "series_next": partial(self._open_neighbour, 1),
                "series_previous": partial(self._open_neighbour, -1),
                "accept": reviewing.accept,
                "box_class": window.findings.ask_class,
                "reject": reviewing.reject,
                "note": reviewing.note,
                "next": reviewing.next,
                "accept_rest": reviewing.accept_rest,
                "undo": reviewing.undo,
                "redo": reviewing.redo,
                "resample": self.opening.show_resampled,
                "trail": window.findings.show_trail,
            }
        )

    def _connect_flows(self) -> None:
        messages = self._window.messages
        self.opening.failed.connect(messages.show_error)
        self.opening.began.connect(messages.clear)
        self.opening.told.connect(messages.show_message)
        self.opening.recent_changed.connect(self.list_recent)
        self.opening.too_large.connect(self._ask_size)
        self.overlaying.failed.connect(messages.show_error)
        self.overlaying.open_asked.connect(self.opening.open_series)
        self.overlaying.busy_changed.connect(self._window.objects.show_busy)
        self.analysing.failed.connect(self._tell_analysis_failed)
        self.analysing.told.connect(messages.show_message)
        self.analysing.finished.connect(self._tell_analysed)
        self.analysing.card_ready.connect(self._show_card)
        self._window.closing.connect(self.measuring.shut)
        self._window.desk.failed.connect(messages.show_error)
        self._window.desk.told.connect(messages.show_message)
        self._preferences.failed.connect(messages.show_error)
        self._window.findings.reviewing.failed.connect(messages.show_error)

    def _connect_panels(self) -> None:
        window = self._window
        window.paths_dropped.connect(self.open_paths)
        window.histogram.window_changed.connect(lambda chosen: self._parts.session.apply(WindowChanged(chosen)))
        window.closing.connect(self._leave)
        window.browser.series_chosen.connect(self._open_listed)
        window.browser.tags_asked.connect(self.show_tags)
        window.objects.toggle_asked.connect(self.overlaying.toggle)
        window.objects.part_asked.connect(self.overlaying.toggle_part)
        window.browser.recent_chosen.connect(self._open_recent)
        window.browser.welcome.folder_asked.connect(self._ask_folder)
        window.browser.welcome.files_asked.connect(self._ask_files)
        window.busy.cancel_asked.connect(self.opening.cancel)
        window.analyse.analyse_asked.connect(self.analysing.analyse)
        window.analyse.cancel_asked.connect(self.analysing.cancel)
        window.analyse.cancel_asked.connect(self.aligning.flow.cancel)
        window.analyse.chosen.connect(self.analysing.plan)
        self.analysing.planned.connect(window.analyse.show_plan)
        self.analysing.noticed.connect(window.analyse.show_notice)
        self.analysing.noticed.connect(lambda _, text: window.messages.show_message(text, kind="warning"))
        window.analyse.models_asked.connect(window.actions_["models"].trigger)
        window.analyse.card_asked.connect(self.analysing.show_card)
        window.findings.report_asked.connect(self.open_report)
        window.findings.box_asked.connect(self._draw_box)
        window.actions_["tool_box"].toggled.connect(window.findings.box_button.setChecked)
        window.jobs.cancel_asked.connect(self._parts.jobs.cancel)
        window.status.jobs_asked.connect(window.actions_["jobs"].toggle)
        window.status.settings_asked.connect(self._ask_settings)

    def connect_grid(self, grid: Grid) -> None:
        """Let viewports open images, read pictures and tell what went wrong."""
        grid.images_asked.connect(self.overlaying.show_images)
        grid.tags_asked.connect(self.show_tags)
        grid.frame_missed.connect(self.opening.want_frame)
        grid.fill_asked.connect(self._fill)
        grid.retry_asked.connect(self.opening.retry)
        grid.series_dropped.connect(self._open_in)
        grid.failed.connect(self._window.messages.show_error)
        grid.told.connect(self._window.messages.show_message)
        grid.probed.connect(self._window.status.show_probe)
        self._connect_output(grid)

    def _connect_output(self, grid: Grid) -> None:
        """Let pictures, films and pages leave the program."""
        from medview.views.commands.output import Output

        output = Output(self._window, grid)
        self._window.actions_.connect_all(output.handlers())
        self._window.closing.connect(output.close)

    def _fill(self, tile: int) -> None:
        """Show the series chosen in the browser in an empty viewport."""
        uid = self._window.browser.current
        if uid:
            self._open_in(uid, tile)

    def _open_in(self, uid: str, tile: int) -> None:
        """Show a series in one viewport, a derived object on its images there."""
        self.opening.open_in(self.overlaying.want_on(uid) or uid, tile)

    def show_tags(self, uid: str = "") -> None:
        """List the elements of a series' files, the open one's unless told."""
        from medview.views.contents.tag_browser import TagBrowser

        state = self._parts.session.state
        listed = (series for study in state.studies for series in study.series)
        series = next((one for one in listed if one.uid == uid), None) if uid else state.series
        if series is None or not series.instances:
            return
        path = shown_path(state) if series is state.series else ""
        TagBrowser(self._parts, self._window.theme, series, path, self._window).show()

    def begin(self, paths: tuple[str, ...]) -> None:
        """Open paths, or what was open before where there are none; from now on what is open is kept."""
        self.restoring.start(reopen=not paths)
        if paths:
            self.open_paths(paths)

    def open_paths(self, paths: tuple[str, ...]) -> None:
        """Open files, folders and archives."""
        self._window.messages.clear()
        self.opening.open_paths(paths)

    def _open_recent(self, entry: Recent) -> None:
        missing = [path for path in entry.paths if not Path(path).exists()]
        if missing:
            self._window.messages.show_message(
                self.tr("{path} is no longer there.").format(path=missing[0]),
                self.tr("It was moved, deleted, or lies on a drive that is not connected."),
                "error",
            )
            return
        self.open_paths(entry.paths)

    def _open_listed(self, uid: str) -> None:
        """Show a derived object on its images; open anything else by itself."""
        if not self.overlaying.take(uid):
            self.opening.open_series(uid)

    def _open_neighbour(self, step: int) -> None:
        state = self._parts.session.state
        listed = [series.uid for study in state.studies for series in study.series if series.kind in PICTURED]
        if state.series is not None and state.series.uid in listed:
            at = listed.index(state.series.uid) + step
            if 0 <= at < len(listed):
                self.opening.open_series(listed[at])

    def _ask_size(self, large: TooLarge) -> None:
        """A volume beyond the budget: half of it, or its slices; the reader says which."""
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        told = self.tr("“{series}” takes {needed:.1f} GB of memory; {budget:.1f} GB are allowed.")
        name = words.series_title(large.series)
        box.setText(told.format(series=name, needed=large.needed / 1e9, budget=large.budget / 1e9))
        box.setInformativeText(self.tr("More can be allowed in the settings."))
        half = box.addButton(self.tr("Open at half resolution"), QMessageBox.ButtonRole.AcceptRole)
        stack = box.addButton(self.tr("Open as a stack"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        half.clicked.connect(lambda: self.opening.open_half(large))
        stack.clicked.connect(lambda: self.opening.open_stack(large))
        box.open()

    def _ask_files(self) -> None:
        title = self.tr("Open images, objects, a DICOMDIR or an archive")
        files, _ = QFileDialog.getOpenFileNames(self._window, title, self._preferences.value.last_folder)
        if files:
            self._preferences.change(last_folder=str(Path(files[0]).parent))
            self.open_paths(tuple(files))

    def _ask_folder(self) -> None:
        title = self.tr("Open every study in a folder")
        folder = QFileDialog.getExistingDirectory(self._window, title, self._preferences.value.last_folder)
        if folder:
            self._preferences.change(last_folder=folder)
            self.open_paths((folder,))

    def _ask_settings(self, page: str = "general") -> None:
        dialog = SettingsDialog(self._preferences.value, self._paths, self._window)
        dialog.show_page(page)
        dialog.accepted.connect(partial(self._take_settings, dialog))
        dialog.keys_asked.connect(self.assistance.ask_keys)
        dialog.open()

    def _take_settings(self, dialog: SettingsDialog) -> None:
        new = dialog.value
        session = self._parts.session
        session.apply(ReviewerNamed(new.reviewer))
        session.apply(OverlayChanged(replace(session.state.overlay, fill=new.fill)))
        self._preferences.put(new)

    def _draw_box(self, on: bool) -> None:
        """Take the tool for boxes that were missed in hand, or put it away; keys act in the viewport then."""
        if isinstance(self._parts.session.state.content, SequenceContent):
            self._window.actions_["sequence_add"].trigger()
            return
        if not on:
            self._window.desk.dismissed.emit()
            return
        self._window.actions_["tool_box"].trigger()
        if self._window.grid is not None:
            self._window.grid.focus()

    def _show_card(self, card: ModelCard) -> None:
        ModelCardDialog(card, self._window).open()

    def _show_uncertainty(self, on: bool) -> None:
        self._window.findings.overlay.uncertainty.setChecked(on)

    def _full_screen(self, on: bool) -> None:
        """Of the window that has the focus."""
        active = QApplication.activeWindow()
        target = active if isinstance(active, QMainWindow) else self._window
        if on is not target.isFullScreen():
            target.setWindowState(target.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _cancel(self) -> None:
        """End what runs, or was asked for first."""
        if self.analysing.running:
            self.analysing.cancel()
        else:
            self.aligning.flow.cancel()

    def _tell_analysis_failed(self, error: MedViewError) -> None:
        self._window.analyse.show_failure(error.message, error.hint)

    def _tell_analysed(self, series: Series, analysis: Analysis) -> None:
        """A result that is not on the screen is told of."""
        shown = self._parts.session.state.series
        if shown is None or shown.uid != series.uid:
            told = self.tr("“{model}” has finished on “{series}”.")
            hint = self.tr("Its findings are listed when that series is active.")
            title = words.series_title(series)
            self._window.messages.show_message(told.format(model=analysis.model_name, series=title), hint)

    def _changed(self, state: State, parts: frozenset[Part]) -> None:
        if Part.REVIEWER in parts:
            self._preferences.change(reviewer=state.reviewer)

    def _leave(self) -> None:
        for dialog in self._window.findChildren(QDialog):  # a list of tags has a window of its own
            dialog.close()
        self._stop_listening()
        self.restoring.close()
        self.overlaying.close()
        self.opening.close()
        self.analysing.cancel_all()
        self.aligning.flow.cancel_all()


def shown_path(state: State) -> str:
    """The file whose picture is shown; empty when none is."""
    if state.series is None:
        return ""
    if state.images is not None:
        uid = state.images.frames[state.frame].sop_instance_uid
        return next((one.path for one in state.series.instances if one.sop_instance_uid == uid), "")
    if state.volume is None or state.cursor_lps is None or len(state.series.instances) < state.volume.geometry.shape[0]:
        return ""
    slices = state.volume.geometry.shape[0]
    number = round(float(state.volume.geometry.to_index(state.cursor_lps)[0]))
    return state.series.instances[min(max(number, 0), slices - 1)].path
