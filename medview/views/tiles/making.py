"""The viewports of the main window, made once it is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from medview.session.session import Session
from medview.views.background import Background
from medview.views.jobs import JobBridge
from medview.views.reading.dimension_bar import DimensionBar
from medview.views.settings.preferences import Preferences
from medview.views.settings.theme import Theme
from medview.views.tiles.fittings import FITTINGS
from medview.views.tiles.grid import Grid
from medview.views.tiles.pane import Fitting, Kit, Pane


def make_grid(
    session: Session,
    jobs: JobBridge,
    background: Background,
    preferences: Preferences,
    theme: Theme,
    window: QWidget,
    more: tuple[Callable[[Pane], Fitting | None], ...] = (),
) -> Grid:
    """The viewports of a window, with everything that belongs to them.

    Args:
        session: What they show.
        jobs: Where pictures in 3D are built.
        background: Averages large pictures.
        preferences: The settings.
        theme: Colours and icons.
        window: The main window.
        more: Makes what belongs to viewports beside ``FITTINGS``, drawn above it.
    """
    kit = Kit(session, jobs, background, preferences, theme, fittings=(*FITTINGS, *more))
    return Grid(kit, DimensionBar(session, theme), window)
