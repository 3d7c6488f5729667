"""What belongs to viewports beside their picture, in the order in which it is drawn.

Each entry takes a ``Pane`` and makes a ``Fitting`` for it, or gives None where it is of no use.
"""

from __future__ import annotations

from collections.abc import Callable

from medview.views.fusion.fitting import fusion
from medview.views.planes.fitting import planes
from medview.views.reading.viewing import viewing
from medview.views.tiles.pane import Fitting, Pane
from medview.views.tiles.reference_lines import reference_lines

FITTINGS: tuple[Callable[[Pane], Fitting | None], ...] = (
    reference_lines,
    planes,
    fusion,
    viewing,
)
