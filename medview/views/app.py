"""The start of the window: settings, theme, store, session and jobs are made here and passed in."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from medview import __version__
from medview.core.language import wanted
from medview.core.resources import resource
from medview.jobs.table import POOLS, PoolSpec
from medview.jobs.workspace import Workspace
from medview.session.paths import Paths
from medview.session.session import Session
from medview.session.settings import load_settings
from medview.session.state import Overlay, State
from medview.session.store import Store
from medview.views.background import Background
from medview.views.commands.commands import Commands
from medview.views.jobs import JobBridge
from medview.views.parts import Parts
from medview.views.settings.appearance import Appearance
from medview.views.settings.fonts import add_fallback
from medview.views.settings.language import speak_in
from medview.views.settings.preferences import Preferences
from medview.views.settings.remembered import Remembered
from medview.views.settings.theme import apply_theme, load_theme
from medview.views.startup import FirstExposure, write_report
from medview.views.window import Window

STARTUP_REPORT = "MEDVIEW_STARTUP_REPORT"
"""An environment variable naming a file: the start-up report is written there, and the window closes at once."""


@dataclass(frozen=True, eq=False)
class Desktop:
    """A running window and its hands.

    Args:
        app: Qt's application.
        window: The window.
        commands: What it can do.
    """

    app: QApplication
    window: Window
    commands: Commands


def run(paths: tuple[str, ...], folders: Paths) -> int:
    """Show the window, open some paths in it, and wait until it is closed.

    Args:
        paths: Files, folders and zips to open; what was open before where there are none.
        folders: The user's folders.

    Returns:
        The exit code.

    Raises:
        MedViewError: A folder the program needs cannot be used.
    """
    with desktop(folders) as shown:
        QTimer.singleShot(0, lambda: shown.commands.begin(tuple(str(Path(path).absolute()) for path in paths)))
        return shown.app.exec()


@contextmanager
def desktop(folders: Paths, table: Mapping[str, PoolSpec] = POOLS) -> Iterator[Desktop]:
    """A shown window with everything it works with; closed and cleaned up at the end.

    Args:
        folders: The user's folders.
        table: The pools.
    """
    app = application()
    with ExitStack() as stack:
        settings, notice = load_settings(folders.settings_file)
        speak_in(app, wanted(settings.language))
        theme = load_theme(settings.theme)
        apply_theme(app, theme, settings.text_size)
        workspace = stack.enter_context(Workspace(Path(settings.working_folder or folders.workspaces)))
        store = stack.enter_context(Store(folders.store))
        state = State(overlay=Overlay(fill=settings.fill), reviewer=settings.reviewer)
        session = Session(store.add_review, state, store)
        background = Background()
        stack.callback(background.close)
        jobs = JobBridge(session.apply, workspace.folder, table)
        stack.callback(jobs.close)
        preferences = Preferences(settings, folders.settings_file, background)
        remembered = Remembered(folders.header_cache, preferences)
        parts = Parts(session, store, jobs, background, folders.models, workspace.folder, remembered.path)
        window = Window(parts, preferences, theme)
        stack.callback(window.deleteLater)
        stack.callback(window.close)
        appearance = Appearance(app, theme, preferences, window)
        shown = Desktop(app, window, Commands(window, folders, appearance))
        for text in (notice, *store.notices):
            if text:
                window.messages.show_message(text, kind="warning")
        window.show()
        FirstExposure(window, _first_act(shown))
        yield shown


def application() -> QApplication:
    """Qt's application, made if there is none."""
    _prefer_x11()
    present = QApplication.instance()
    if isinstance(present, QApplication):
        return present
    app = QApplication(sys.argv[:1])
    app.setApplicationName("MedView")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("medview")
    app.setWindowIcon(QIcon(str(resource("icons", "medview.svg"))))
    add_fallback()
    return app


def _prefer_x11() -> None:
    """Wayland places windows itself: only X11 (or XWayland) puts the second window and the tools where they were."""
    if os.environ.get("WAYLAND_DISPLAY") and os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "xcb")


def _finish(shown: Desktop) -> None:
    """Make what loads slowly, once there is something to look at."""
    from medview.views.boxes.fitting import Review, box_fitting
    from medview.views.contents.sequence_fitting import Acts, sequence_fitting
    from medview.views.drawing.fitting import fitting
    from medview.views.tidying import Tidying
    from medview.views.tiles.making import make_grid

    window, parts = shown.window, shown.window.parts
    acts, desk = window.findings.reviewing, window.desk
    review = Review(
        acts.point, acts.choose, acts.change_place, acts.change_class, acts.add_box, acts.accept, acts.reject,
        acts.step, desk.finished.emit, desk.dismissed.emit,
    )  # fmt: skip
    on_letters = Acts(
        acts.point, acts.choose, acts.change_place, acts.change_class, acts.add_box, acts.accept, acts.reject
    )
    over = (partial(box_fitting, review), partial(sequence_fitting, on_letters), partial(fitting, desk))
    grid = make_grid(parts.session, parts.jobs, parts.background, window.preferences, window.theme, window, over)
    shown.commands.connect_grid(grid)
    window.add_grid(grid)
    window.closing.connect(Tidying(parts.session, parts.jobs, window).close)
    window.histogram.start()
    window.status.start()
    window.parts.jobs.warm("files")


def _first_act(shown: Desktop) -> Callable[[], None]:
    report = os.environ.get(STARTUP_REPORT)
    return partial(write_report, Path(report)) if report else partial(_finish, shown)
