"""Puts the boxes of findings on every viewport of the grid, and does there what keys and menus say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRectF
from PySide6.QtWidgets import QMenu

from medview.core.code import Code
from medview.core.finding import Box, Finding, PictureBox
from medview.core.review import by_hand
from medview.session.changes import OverlayChanged
from medview.session.listing import class_codes, class_key, other_codes
from medview.session.reduce import Parts
from medview.session.state import Part, State
from medview.views.boxes.adding import AddingHand, Adds
from medview.views.boxes.hand import Acts, BoxHand
from medview.views.boxes.layer import BoxLayer, BoxView
from medview.views.boxes.solid import SolidBoxes
from medview.views.pictures.image_view import ImageView
from medview.views.pictures.slice_view import SliceView

SHOWN: Parts = frozenset(
    {
        *(Part.ANALYSES, Part.REVIEWS, Part.OVERLAY, Part.VOLUME, Part.FRAME),
        *(Part.SELECTION, Part.POINTED),
    }
)
"""What boxes are drawn anew for."""
_GONE_TO: Parts = frozenset({Part.SELECTION, Part.FRAME, Part.CURSOR})
"""What brings a reader to a box."""
_MARGIN = 12.0
"""A chosen box nearer than this to the edge of a viewport is put in its middle."""


@dataclass(frozen=True, eq=False)
class Review:
    """What a reader does to findings, whatever viewport the hand is in; all about the active series but ``point``.

    Args:
        point: The pointer stands on a finding of a series (identifiers), or on none.
        choose: Select a finding where it is.
        move: Record that a box is right in another place.
        name: Record that a box is of another class.
        add: Record a box that was missed.
        accept: Accept the selected finding.
        reject: Reject it.
        step: Go to the next (1) or former (-1) box of the list.
        drawn: A box was drawn with its tool.
        put_away: That tool is not wanted any more.
    """

    point: Callable[[str | None, str], object]
    choose: Callable[[Finding], object]
    move: Callable[[Finding, Box | PictureBox], object]
    name: Callable[[Finding, Code], object]
    add: Callable[[Code, Box | PictureBox], object]
    accept: Callable[[], object]
    reject: Callable[[], object]
    step: Callable[[int], object]
    drawn: Callable[[], object]
    put_away: Callable[[], object]


def box_fitting(review: Review, pane: Any) -> BoxFitting | SolidBoxes | None:
    """The boxes of a pane; None for one that shows no slice, picture or body."""
    view = getattr(pane, "view", None)
    if isinstance(view, SliceView | ImageView):
        return BoxFitting(review, pane, view)
    canvas = getattr(view, "canvas", None)
    if view is None or canvas is None:
        return None
    return SolidBoxes(view, lambda found: review.point(found, pane.tile.series), review.choose)


class BoxFitting:
    """The boxes of one viewport of slices or pictures.

    Args:
        review: What is done to findings.
        pane: The viewport's pane.
        view: The viewport.
    """

    def __init__(self, review: Review, pane: Any, view: BoxView) -> None:
        self._review = review
        self._pane = pane
        self._view = view
        self.layer = BoxLayer(view)
        acts = Acts(lambda found: review.point(found, pane.tile.series), review.choose, review.move)
        self.hand = BoxHand(view, self.layer, acts)
        self._awaited: str | None = None
        view.drawn_over.append(self.layer.paint)
        adds = Adds(lambda: class_codes(pane.state.analysis), review.add, review.drawn, review.put_away)
        self.adding = AddingHand(view, self.layer, adds)
        view.hands += [self.hand, self.adding]

    def show_state(self, state: State, parts: Parts) -> None:
        """Draw what changed; go to a box that was chosen elsewhere, once its picture is there."""
        if parts & SHOWN:
            before = self.layer.chosen
            self.layer.take(state)
            if self.layer.chosen != before and Part.SELECTION in parts:
                self._awaited = self.layer.chosen
            self._view.update()
        if self._awaited is not None and parts & _GONE_TO:
            self._centre(self._awaited)

    def handlers(self) -> Mapping[str, Callable[..., object]]:
        """What viewport actions do here."""
        found: dict[str, Callable[..., object]] = {"boxes": self.show_boxes}
        if self.layer.boxes.by_id:
            found |= {
                "box_next": partial(self._review.step, 1),
                "box_previous": partial(self._review.step, -1),
                "box_here": self.cycle,
            }
        return found

    def checked(self) -> dict[str, bool]:
        """Which of the switches are on."""
        return {"boxes": self._pane.session.state.overlay.boxes}

    def show_boxes(self, on: bool) -> None:
        """Draw boxes, or not."""
        session = self._pane.session
        session.apply(OverlayChanged(replace(session.state.overlay, boxes=on)))

    def cycle(self) -> None:
        """Choose the next of the boxes under the pointer, around."""
        if not self.hand.cycle(1):
            self.layer.chosen = None
            self.hand.cycle(1)

    def add_to_menu(self, menu: QMenu, at: QPoint) -> None:
        """Let the box under a global place be decided on, above what the menu holds."""
        found = self.layer.under(QPointF(self._view.mapFromGlobal(at)))
        if not found:
            return
        one, rest = found[0].marked.finding, menu.actions()
        self._review.choose(one)
        menu.addSection(found[0].marked.words)
        if by_hand(one):
            menu.addAction(_tr("Remove"), self._review.reject)
        else:
            menu.addAction(_tr("Accept"), self._review.accept)
            menu.addAction(_tr("Reject…"), self._review.reject)
        others = other_codes(self._pane.state.analysis, one)
        if others:
            classes = menu.addMenu(_tr("Change class"))
            for code in others:
                classes.addAction(code.meaning, partial(self._review.name, one, code))
        menu.addAction(_tr("Hide this class"), partial(self._hide, class_key(one)))
        menu.addSeparator()
        for action in rest:  # after what was added
            menu.removeAction(action)
            menu.addAction(action)

    def shut(self) -> None:
        """The viewport closes."""
        self._view.drawn_over.remove(self.layer.paint)
        for hand in (self.hand, self.adding):
            self._view.hands.remove(hand)
            hand.shut()
        self.layer.clear()

    def _hide(self, key: str) -> None:
        session = self._pane.session
        overlay = session.state.overlay
        session.apply(OverlayChanged(replace(overlay, unseen=overlay.unseen | {key})))

    def _centre(self, chosen: str) -> None:
        """Put a box in the middle where it lies outside what is seen, or at its edge."""
        seen = self.layer.whole(chosen)
        if seen is None:
            return
        self._awaited = None
        area = QRectF(self._view.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        if not area.contains(seen.box) and self._view.zoom > 1.0:
            self._view.look_at(self._view.to_plane(seen.box.center()), self._view.zoom)


def _tr(text: str) -> str:
    return QCoreApplication.translate("boxes", text)
