"""Pictures that leave the program: drawn anew by their viewports, put together, and labelled for what they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from medview.core.content import Tree
from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.session.layout import View
from medview.session.listing import unreviewed
from medview.session.state import State
from medview.session.wishes import PictureWish
from medview.views.pictures.layers import stored_unreviewed
from medview.views.solid.turning import solid_picture
from medview.views.solid.volume_view import VolumeView
from medview.views.tiles.pane import Pane
from medview.views.viewport.viewport import Viewport


def picture_of(pane: Pane, wish: PictureWish) -> QImage:
    """What a viewport shows, as wished for and without its label.

    Raises:
        MedViewError: It shows text, which may name the patient, and nobody is to be named.
    """
    view = getattr(pane, "view", None)
    if isinstance(view, Viewport):
        return view.picture(wish)
    if isinstance(view, VolumeView):
        return solid_picture(view, wish)
    if not wish.identifiers:
        raise MedViewError(
            tr("Text and names of records may name the patient anywhere."),
            tr("Tick “Patient, institution and date” if the picture may show them, or take a picture of images only."),
        )
    return pane.picture()


class StillShown:
    """A viewport as it is now: pictures that are drawn of it one by one must all be of this.

    Args:
        pane: The viewport.
    """

    def __init__(self, pane: Pane) -> None:
        self._pane = pane
        self._shown = _shown_in(pane)

    @property
    def state(self) -> State:
        """The present state as the viewport sees it."""
        return self._pane.state

    def check(self) -> None:
        """Look whether it shows the same series in the same way.

        Raises:
            MedViewError: It was closed, or shows something else.
        """
        if _shown_in(self._pane) != self._shown:
            raise MedViewError(
                tr("The series was closed, or gave its viewport to another one, while its pictures were drawn."),
                tr("Show it again, then begin anew."),
            )


def _shown_in(pane: Pane) -> tuple[object, ...]:
    """A viewport that was closed has no tile, and so no series; pictures that were opened anew are others."""
    images = pane.state.images
    return pane.tile.series, pane.tile.view, None if images is None else images.path


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
        corner = (place.topLeft() - around.topLeft()) * wish.scale
        try:
            image = picture_of(pane, wish)
        except MedViewError as error:
            _paint_refusal(painter, QRect(corner, place.size() * wish.scale), error, wish.scale)
            continue
        image.setDevicePixelRatio(1.0)
        painter.drawImage(corner, image)
    painter.end()
    return sheet


def _paint_refusal(painter: QPainter, place: QRect, error: MedViewError, scale: int) -> None:
    """Why a viewport is not on the picture of all."""
    font = QFont()
    font.setPixelSize(13 * scale)
    painter.setFont(font)
    painter.setPen(QColor(190, 190, 190))
    room = place.adjusted(8 * scale, 8 * scale, -8 * scale, -8 * scale)
    told = "\n".join(filter(None, (error.message, error.hint)))
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, told)


def shows_unreviewed(states: Iterable[State], wish: PictureWish) -> bool:
    """Whether viewports that see these states draw what an AI found and nobody has decided on.

    Surfaces in 3D are a part of the picture, whatever is wished for.
    """
    return any(
        _says_unreviewed(state) or ((wish.overlays or state.tile.view is View.VOLUME_3D) and _unreviewed_in(state))
        for state in states
    )


def _says_unreviewed(state: State) -> bool:
    """A report that says of itself that no person has checked it."""
    return isinstance(state.content, Tree) and state.content.unreviewed


def _unreviewed_in(state: State) -> bool:
    """Results of a running or undecided analysis, or objects that say that no person has checked them."""
    if state.current is None:
        return False
    drawn = state.partial is not None or (state.analysis is not None and unreviewed(state))
    return drawn or stored_unreviewed(state)


def _place(pane: Pane) -> QRect:
    """Where a viewport stands in its window, without the bars around its picture."""
    view = getattr(pane, "view", pane)
    return QRect(view.mapTo(pane.window(), QPoint(0, 0)), view.size())
