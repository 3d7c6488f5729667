"""Pictures that leave the program: drawn anew by their viewports, put together, and labelled for what they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter

from medview.core.overlay import LabelLayer
from medview.session.layout import View
from medview.session.state import State
from medview.session.wishes import PictureWish
from medview.views.layers import unreviewed
from medview.views.tiles.pane import Pane
from medview.views.turning import solid_picture
from medview.views.viewport import Viewport
from medview.views.volume_view import VolumeView


def picture_of(pane: Pane, wish: PictureWish) -> QImage:
    """What a viewport shows, as wished for and without its label."""
    view = getattr(pane, "view", None)
    if isinstance(view, Viewport):
        return view.picture(wish)
    if isinstance(view, VolumeView):
        return solid_picture(view, wish)
    return pane.picture()


def picture_of_all(panes: Sequence[Pane], wish: PictureWish) -> QImage:
    """What the viewports of a window show, in their places, as wished for and without a label."""
    places = {pane: _place(pane) for pane in panes}
    around = QRect()
    for place in places.values():
        around = around.united(place)
    sheet = QImage(around.size() * wish.scale, QImage.Format.Format_RGB32)
    sheet.fill(QColor(0, 0, 0))
    painter = QPainter(sheet)
    for pane, place in places.items():
        image = picture_of(pane, wish)
        image.setDevicePixelRatio(1.0)
        painter.drawImage((place.topLeft() - around.topLeft()) * wish.scale, image)
    painter.end()
    return sheet


def shows_unreviewed(states: Iterable[State], wish: PictureWish) -> bool:
    """Whether viewports that see these states draw what an AI found and nobody has decided on.

    Surfaces in 3D are a part of the picture, whatever is wished for.
    """
    drawing = (state for state in states if wish.overlays or state.tile.view is View.VOLUME_3D)
    return any(_unreviewed_in(state) for state in drawing)


def _unreviewed_in(state: State) -> bool:
    """Results of a running or undecided analysis, or segmentations that say of themselves that a machine made them."""
    if state.current is None:
        return False
    drawn = state.partial is not None or (state.analysis is not None and unreviewed(state))
    stored = any(
        isinstance(layer, LabelLayer) and "UNREVIEWED" in f"{layer.title} {layer.note}".upper()
        for layer in state.overlaid
        if layer.uid not in state.hidden
    )
    return drawn or stored


def _place(pane: Pane) -> QRect:
    """Where a viewport stands in its window, without the bars around its picture."""
    view = getattr(pane, "view", pane)
    return QRect(view.mapTo(pane.window(), QPoint(0, 0)), view.size())
