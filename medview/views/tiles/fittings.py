"""What belongs to viewports beside their picture, in the order in which it is drawn.

Each entry takes a ``Pane`` and makes a ``Fitting`` for it, or gives None where it is of no use.
"""

from __future__ import annotations

from collections.abc import Callable

from medview.views.fusion_fitting import fusion
from medview.views.planes_fitting import planes
from medview.views.tiles.pane import Fitting, Pane
from medview.views.tiles.reference_lines import reference_lines
from medview.views.viewing import viewing

FITTINGS: tuple[Callable[[Pane], Fitting | None], ...] = (
    reference_lines,
    planes,
    fusion,
    viewing,
)
