"""The viewports of one window: laid out as the layout says, each reused for as long as its kind is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QImage,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from medview.session.layout import Place
from medview.session.state import State
from medview.views.tiles.drop_area import DropArea
from medview.views.tiles.kinds import EMPTY, MAKERS, PaneKind, kind_of
from medview.views.tiles.pane import Kit, Pane
from medview.views.tiles.volume_pane import VolumePane

GAP = 3
"""Between viewports; the active one is framed in it."""
_FRAME = 2


class Tiles(DropArea):
    """The viewports of one window.

    Args:
        kit: What viewports are made with.
        window: 0 for the main window, 1 for the second one.
        parent: The window.
    """

    made = Signal(object)
    """A ``Pane`` that is new."""

    def __init__(self, kit: Kit, window: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panes: dict[int, Pane] = {}
        self.arranging = False
        """Viewports are being moved about: where the focus goes meanwhile is no wish of the reader's."""
        self._kit = kit
        self._window = window
        self._kinds: dict[Pane, PaneKind] = {}
        self._spare: dict[PaneKind, Pane] = {}
        self._shown: dict[Pane, tuple[str, str]] = {}
        self._places: dict[int, Place] = {}
        self._maximised: int | None = None
        self._active: int = -1
        self.setObjectName("tiles")
        self.setAccessibleName(self.tr("Viewports"))

    def show_state(self, state: State) -> None:
        """Show what changed."""
        if self.arranging:
            return
        self.arranging = True
        try:
            self._arrange(state)
        finally:
            self.arranging = False
        for number, pane in tuple(self.panes.items()):
            if self.panes.get(number) is pane:  # showing one may lay the others out anew
                pane.take(self._kit.session.state)
                pane.set_active(number == state.active)
                self._shown[pane] = _looked_at(state, number)
        if self._active != state.active:
            self._active = state.active
            self._follow_focus()
            self.update()

    def tile_at(self, place: QPoint) -> int | None:
        """The tile under a place of this widget."""
        return next((n for n, pane in self.panes.items() if pane.isVisible() and pane.geometry().contains(place)), None)

    def picture(self) -> QImage:
        """All viewports as they stand, 3D ones included (a plain ``grab`` leaves VTK's window black)."""
        whole = self.grab().toImage()
        painter = QPainter(whole)
        for pane in self.panes.values():
            if isinstance(pane, VolumePane) and pane.isVisible() and pane.view.ready:
                painter.fillRect(pane.geometry(), Qt.GlobalColor.black)
                painter.drawImage(QRectF(pane.geometry().adjusted(2, 2, -2, -2)), pane.picture())
        painter.end()
        return whole

    # which pane shows which tile

    def _arrange(self, state: State) -> None:
        places = {n: place for n, place in enumerate(state.layout.places) if place.window == self._window}
        kinds = {number: kind_of(state, number) for number in places}
        now = {number: self._kinds[pane] for number, pane in self.panes.items()}
        moved = any(self._shown.get(pane) != _looked_at(state, n) for n, pane in self.panes.items() if n in places)
        focused = self._has_focus()
        if kinds != now or moved:
            self._assign(state, kinds)
        if places != self._places or state.layout.maximised != self._maximised or kinds != now or moved:
            self._places, self._maximised = places, state.layout.maximised
            self._put()
            if focused and state.active in self.panes:
                self.panes[state.active].setFocus()

    def _assign(self, state: State, kinds: dict[int, PaneKind]) -> None:
        """Give every tile a pane: the one that shows it already, then one of its kind, else a new one."""
        free = dict.fromkeys(self.panes.values())
        chosen: dict[int, Pane] = {}
        for fits in self._preferences(state, kinds):
            for number in kinds:
                pane = next((one for one in free if fits(number, one)), None) if number not in chosen else None
                if pane is not None:
                    chosen[number] = pane
                    del free[pane]
        for number, kind in kinds.items():
            if number not in chosen:
                chosen[number] = self._made(number, kind)
        for pane in free:
            self._put_away(pane)
        self.panes = {number: chosen[number] for number in sorted(chosen)}
        for number, pane in self.panes.items():
            pane.number = number
        self._order_focus()

    def _preferences(self, state: State, kinds: dict[int, PaneKind]) -> Iterator[Callable[[int, Pane], bool]]:
        """Tests whether a pane suits a tile, the strictest first: what is shown moves with its tile."""

        def alike(number: int, pane: Pane) -> bool:
            return self._kinds[pane] == kinds[number]

        def same(number: int, pane: Pane) -> bool:
            return alike(number, pane) and self._shown.get(pane) == _looked_at(state, number)

        yield lambda number, pane: same(number, pane) and pane.number == number
        yield same
        yield lambda number, pane: alike(number, pane) and pane.number == number
        yield alike

    def _made(self, number: int, kind: PaneKind) -> Pane:
        pane = self._spare.pop(kind, None)
        if pane is None:
            pane = MAKERS[kind](self._kit, number)
            pane.setParent(self)
            self.watch(pane)
            self._kinds[pane] = kind
            self.made.emit(pane)
        pane.number = number
        return pane

    def _put_away(self, pane: Pane) -> None:
        """Keep one of each kind for later, above all that of 3D, which is slow to make; close any other."""
        pane.hide()
        self._shown.pop(pane, None)
        kind = self._kinds[pane]
        if kind not in self._spare and kind != EMPTY:
            pane.forget()
            self._spare[kind] = pane
        else:
            del self._kinds[pane]
            pane.close()
            pane.deleteLater()

    # where they stand

    def _put(self) -> None:
        rows = max((place.row + place.rows for place in self._places.values()), default=1)
        columns = max((place.column + place.columns for place in self._places.values()), default=1)
        alone = self._maximised if self._maximised in self._places else None
        for number, pane in self.panes.items():
            if alone is None:
                pane.setGeometry(cell(self.rect(), self._places[number], rows, columns))
            elif number == alone:
                pane.setGeometry(cell(self.rect(), Place(0, 0), 1, 1))
            pane.setVisible(alone in (None, number))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or less room for all."""
        super().resizeEvent(event)
        self._put()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Frame the viewport keys act in, and the one something is dragged over."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._kit.theme.colour("border"))
        framed = self.dropping if self.dropping is not None else self._active
        pane = self.panes.get(framed)
        if pane is not None and pane.isVisible():
            name = "accent" if self.dropping is None else "link"
            painter.fillRect(pane.geometry().adjusted(-_FRAME, -_FRAME, _FRAME, _FRAME), self._colour(name))
            painter.fillRect(pane.geometry(), self._colour("panel"))  # seen through the bars below a picture
        painter.end()

    def _colour(self, name: str) -> QColor:
        return self._kit.theme.colour(name)

    def _order_focus(self) -> None:
        """Tab goes from tile to tile in their order, and through all there is in one."""
        inside = (one for pane in self.panes.values() for one in (pane, *pane.findChildren(QWidget)))
        mine = (one for one in inside if one.window() is self.window() and one.focusPolicy() & Qt.FocusPolicy.TabFocus)
        for before, after in pairwise(mine):
            QWidget.setTabOrder(before, after)

    def _follow_focus(self) -> None:
        """Where the focus is in another viewport, it goes to the active one."""
        focused, pane = QApplication.focusWidget(), self.panes.get(self._active)
        if pane is not None and focused is not None and self._has_focus() and not pane.isAncestorOf(focused):
            pane.setFocus()

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close every viewport."""
        for pane in (*self.panes.values(), *self._spare.values()):
            pane.close()
            pane.deleteLater()
        self.panes, self._spare, self._kinds, self._shown = {}, {}, {}, {}
        super().closeEvent(event)


def cell(room: QRect, place: Place, rows: int, columns: int) -> QRect:
    """Where a viewport stands in a room of rows × columns."""
    inner = room.adjusted(_FRAME, _FRAME, -_FRAME, -_FRAME)
    left, right = (_edge(inner.left(), inner.width(), n, columns) for n in (place.column, place.column + place.columns))
    top, bottom = (_edge(inner.top(), inner.height(), n, rows) for n in (place.row, place.row + place.rows))
    return QRect(left, top, max(right - left - GAP, 1), max(bottom - top - GAP, 1))


def _edge(start: int, length: int, number: int, count: int) -> int:
    """Where cell ``number`` of ``count`` begins, gaps included."""
    return start + (length + GAP) * number // count


def _looked_at(state: State, number: int) -> tuple[str, str]:
    tile = state.layout.tiles[number]
    return tile.series, tile.view.value
