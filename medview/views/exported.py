"""Pictures that leave the program: drawn anew by their viewports, put together, and labelled for what they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter

from medview.core.overlay import LabelLayer
from medview.core.text import tr
from medview.session.layout import View
from medview.session.state import State
from medview.session.wishes import PictureWish
from medview.views import decorations
from medview.views.layers import unreviewed
from medview.views.tiles.pane import Pane
from medview.views.turning import solid_picture
from medview.views.viewport import Viewport
from medview.views.volume_view import VolumeView

_STRIP = QColor(16, 16, 16)
_QUIET = QColor(190, 190, 190)
_MARGIN = 8.0
_TEXT = 12
"""Height of the label's letters, pixels of the screen."""
_LEAST_WIDTH = 260
"""The label needs so much room, pixels of the screen; beside a smaller picture it stays black."""


@dataclass(frozen=True, eq=False)
class Label:
    """What every picture says of itself.

    Args:
        unreviewed: What an AI found is drawn on it, and nobody has decided on all of it.
        note: What else must be known of it, such as what its greys mean.
    """

    unreviewed: bool = False
    note: str = ""


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


def labelled(image: QImage, label: Label, scale: int = 1) -> QImage:
    """A picture above a strip that says that this is no medical device, and what else must be known.

    Args:
        image: The picture.
        label: What is to be said.
        scale: How many of its pixels stand for one of the screen.
    """
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(1.0)
    font = decorations.text_font(0)
    font.setPixelSize(_TEXT * scale)
    width = max(image.width(), _LEAST_WIDTH * scale)
    metrics, room = QFontMetricsF(font), width - 2 * _MARGIN * scale
    said = [
        (not_a_device(), _QUIET),
        (label.note, _QUIET),
        (_unreviewed() if label.unreviewed else "", decorations.AMBER),
    ]
    lines = [(line, colour) for text, colour in said if text for line in decorations.wrapped(text, metrics, room)]
    sheet = QImage(width, image.height() + _strip_height(len(lines), scale), QImage.Format.Format_RGB32)
    sheet.fill(_STRIP)
    painter = QPainter(sheet)
    painter.fillRect(0, 0, width, image.height(), QColor(0, 0, 0))
    painter.drawImage(0, 0, image)
    painter.setFont(font)
    for number, (line, colour) in enumerate(lines):
        painter.setPen(colour)
        top = image.height() + (_MARGIN / 2 + number * _TEXT * 1.5) * scale
        box = QRectF(_MARGIN * scale, top, room, _TEXT * 1.5 * scale)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, line)
    painter.end()
    return sheet


def not_a_device() -> str:
    """The label every picture and page carries."""
    return tr("Not a medical device. For research and education.")


def shows_unreviewed(states: Iterable[State], wish: PictureWish) -> bool:
    """Whether viewports that see these states draw what an AI found and nobody has decided on.

    Surfaces in 3D are a part of the picture, whatever is wished for.
    """
    drawing = (state for state in states if wish.overlays or state.tile.view is View.VOLUME_3D)
    return any(_unreviewed_in(state) for state in drawing)


def rgb(image: QImage) -> NDArray[np.uint8]:
    """(rows, columns, 3) sRGB of a picture."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    width, height = image.width(), image.height()
    lines: NDArray[Any] = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
    return np.ascontiguousarray(lines[:, : width * 4].reshape(height, width, 4)[:, :, 2::-1])


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


def _unreviewed() -> str:
    return tr("UNREVIEWED: AI output that no person has checked")


def _strip_height(lines: int, scale: int) -> int:
    return round((lines * _TEXT * 1.5 + _MARGIN) * scale)


def _place(pane: Pane) -> QRect:
    """Where a viewport stands in its window, without the bars around its picture."""
    view = getattr(pane, "view", pane)
    return QRect(view.mapTo(pane.window(), QPoint(0, 0)), view.size())
