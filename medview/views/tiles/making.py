"""The viewports of the main window, made once it is shown."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from medview.session.session import Session
from medview.views.background import Background
from medview.views.dimension_bar import DimensionBar
from medview.views.jobs import JobBridge
from medview.views.preferences import Preferences
from medview.views.theme import Theme
from medview.views.tiles.fittings import FITTINGS
from medview.views.tiles.grid import Grid
from medview.views.tiles.pane import Kit


def make_grid(
    session: Session, jobs: JobBridge, background: Background, preferences: Preferences, theme: Theme, window: QWidget
) -> Grid:
    """The viewports of a window, with everything that belongs to them."""
    kit = Kit(session, jobs, background, preferences, theme, fittings=FITTINGS)
    return Grid(kit, DimensionBar(session, theme), window)
