"""Lets a person review what a model found of sequences where it is drawn: see, choose, move, add."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from medview.core.code import Code
from medview.core.content import SequenceContent, holds_variants
from medview.core.errors import MedViewError
from medview.core.finding import Finding, Span
from medview.core.pair_review import decision_on
from medview.core.review import by_hand
from medview.core.stretches import tracks
from medview.session.changes import FrameShown, OverlayChanged
from medview.session.listing import class_codes, class_key, listed, other_codes, shown_evidence
from medview.session.reduce import Parts
from medview.session.state import Part, State
from medview.views.contents.sequence_findings import Spans, Tracks, effects_of, tracks_of
from medview.views.contents.sequence_view import SequenceView
from medview.views.sequences.words import tr

_SPANS: Parts = frozenset({Part.ANALYSES, Part.REVIEWS, Part.OVERLAY, Part.SELECTION})
_TRACKS: Parts = frozenset({Part.ANALYSES, Part.OVERLAY, Part.SELECTION})


@dataclass(frozen=True, eq=False)
class Acts:
    """What a reader does to findings.

    Args:
        point: The pointer stands on a finding of a series (identifiers), or on none.
        choose: Select a finding where it is.
        move: Record that a finding is right in another place.
        name: Record that a finding is of another class.
        add: Record a finding that was missed.
        accept: Accept the selected finding.
        reject: Reject it.
    """

    point: Callable[[str | None, str], object]
    choose: Callable[[Finding], object]
    move: Callable[[Finding, Span], object]
    name: Callable[[Finding, Code], object]
    add: Callable[[Code, Span], object]
    accept: Callable[[], object]
    reject: Callable[[], object]


def sequence_fitting(acts: Acts, pane: Any) -> SequenceFitting | None:
    """The findings of a pane that may show sequences; None for any other."""
    view = getattr(getattr(pane, "content", None), "sequences", None)
    return SequenceFitting(acts, pane, view) if isinstance(view, SequenceView) else None


class SequenceFitting:
    """The findings along the shown record of one pane.

    Args:
        acts: What is done to findings.
        pane: The pane.
        view: Its view of sequences.
    """

    def __init__(self, acts: Acts, pane: Any, view: SequenceView) -> None:
        self._acts = acts
        self._pane = pane
        self._view = view
        self._spans = Spans()
        self._drawn: tuple[object, ...] = ()
        self._awaited = ""
        self._at_hand = False
        self.menu: QMenu | None = None
        canvas = view.record.canvas
        view.record_shown.connect(self._arrived)
        canvas.span_hovered.connect(self._point)
        canvas.span_chosen.connect(self._choose)
        canvas.span_moved.connect(self._move)
        view.record.menu_made.connect(self._add_to_menu)
        view.variants.chosen.connect(self._choose)

    def show_state(self, state: State, parts: Parts) -> None:
        """Draw what changed; go to what was selected elsewhere, once its record is there."""
        if not isinstance(state.content, SequenceContent):
            return
        if Part.SELECTION in parts:
            self._awaited = "" if self._at_hand else state.selected or ""
        if parts & {Part.FRAME, Part.VOLUME} and self._view.number not in (-1, state.frame):
            self._view.read(state.frame)
        if parts & {Part.REVIEWS, Part.VOLUME}:
            self._show_decision(state)
        if self._view.number != state.frame or self._view.record.shown is None:
            return  # told again once it is read
        if parts & _TRACKS:
            self._show_tracks(state)
        if parts & _SPANS:
            self._show_spans(state)
        elif Part.POINTED in parts:
            self._light(state.pointed)
        if Part.SELECTION in parts:
            self._go()

    def handlers(self) -> Mapping[str, Callable[..., object]]:
        """What viewport actions do here."""
        found: dict[str, Callable[..., object]] = {}
        if self._offered():
            found |= {"sequence_add": self.ask_class, "sequence_bounds": self._ask_bounds}
        return found

    def ask_class(self) -> None:
        """Offer what the selected letters can be; of one class and one strand there is nothing to ask."""
        where = self._selected()
        if where is None:
            self._view.failed.emit(
                MedViewError(
                    tr("No letters are selected."),
                    tr("Drag over letters, or move with Shift and the arrow keys; then say what they are."),
                )
            )
            return
        codes = self._offered()
        if len(codes) == 1 and not where.strand:
            self._acts.add(codes[0], where)
            return
        canvas = self._view.record.canvas
        self.menu = menu = QMenu(canvas)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(tr("What the letters are"))
        menu.addAction(tr("What is it?")).setEnabled(False)
        menu.addSeparator()
        self._fill(menu, where)
        menu.setActiveAction(menu.actions()[2])
        menu.aboutToHide.connect(self._asked)
        inside = canvas.viewport().mapFromGlobal(QCursor.pos())
        at = inside if canvas.viewport().rect().contains(inside) else canvas.viewport().rect().center()
        menu.popup(canvas.viewport().mapToGlobal(QPoint(at)))

    def shut(self) -> None:
        """The pane closes."""
        if self.menu is not None:
            self.menu.close()
        canvas = self._view.record.canvas
        self._view.record_shown.disconnect(self._arrived)
        canvas.span_hovered.disconnect(self._point)
        canvas.span_chosen.disconnect(self._choose)
        canvas.span_moved.disconnect(self._move)
        self._view.record.menu_made.disconnect(self._add_to_menu)

    # what is shown

    def _arrived(self, number: int) -> None:
        """A record is shown: the state is told, and what was found along it is drawn."""
        state = self._pane.state
        if not isinstance(state.content, SequenceContent) or state.series is None:
            return
        if number != state.frame:
            self._pane.session.apply(FrameShown(number, state.series.uid))
            state = self._pane.state
        self._drawn = ()
        self._show_decision(state)
        self._show_tracks(state)
        self._show_spans(state)
        self._go()

    def _show_decision(self, state: State) -> None:
        """What was decided on two aligned sequences stands beside them."""
        if state.series is not None and isinstance(state.content, SequenceContent) and state.content.pair is not None:
            self._view.pair.show_decision(decision_on(state.series.fingerprint, state.reviews))

    def _show_tracks(self, state: State) -> None:
        """Draw numbers along the record; those that are drawn already stay, as long ones take a while to prepare."""
        found_now = (*tracks(state.findings, state.frame), *shown_evidence(state))
        drawn = (state.overlay.safe_colours, *(one.track for one in found_now))
        if len(drawn) == len(self._drawn) and all(a is b for a, b in zip(drawn, self._drawn, strict=True)):
            return
        self._drawn = drawn
        try:
            found = tracks_of(state)
        except MedViewError as error:
            self._view.failed.emit(error)
            found = Tracks()
        self._view.record.show_tracks(found.lines, found.heats, found.evidence)

    def _show_spans(self, state: State) -> None:
        spans = self._spans.of(state)
        chosen = state.selected if any(span.id == state.selected for span in spans) else None
        self._view.record.show_spans(spans, chosen)
        if holds_variants(state.content):
            left_out = state.analysis.left_out if state.analysis is not None else ()
            self._view.show_effects(effects_of(state), left_out, state.selected or "")

    def _light(self, finding_id: str | None) -> None:
        """Show which finding the pointer is on in the list."""
        spans, canvas = self._view.record.spans, self._view.record.canvas
        if spans.hovered != finding_id:
            spans.hovered = finding_id
            canvas.changed()

    def _go(self) -> None:
        """See what was selected, if it lies in the shown record."""
        wanted = self._awaited
        if wanted and any(span.id == wanted for span in self._view.record.spans.spans):
            self._awaited = ""
            if not self._view.reads_variants():
                self._view.see_record()
            self._view.record.see_span(wanted)

    # what the hand does

    def _point(self, finding_id: str) -> None:
        self._acts.point(finding_id or None, self._pane.tile.series)

    def _choose(self, finding_id: str) -> None:
        found = self._find(finding_id)
        if found is not None:
            self._do(partial(self._acts.choose, found))

    def _move(self, finding_id: str, start: int, end: int) -> None:
        found = self._find(finding_id)
        if found is None or not isinstance(found.where, Span):
            return
        where = replace(found.where, start=start, end=end)
        if where != found.where:
            self._do(partial(self._acts.move, found, where))
        self._show_spans(self._pane.state)  # where nothing was recorded it is drawn as it was

    def _do(self, act: Callable[[], object]) -> None:
        """Do what was done here, where the reader looks already."""
        self._at_hand = True
        act()
        self._at_hand = False

    def _find(self, finding_id: str) -> Finding | None:
        return next((one for one in listed(self._pane.state) if one.id == finding_id), None)

    # adding

    def _offered(self) -> tuple[Code, ...]:
        state = self._pane.state
        return class_codes(state.analysis) if isinstance(state.content, SequenceContent) else ()

    def _ask_bounds(self) -> None:
        """Let the ends of the chosen finding be typed."""
        if self._view.record.canvas.chosen_span() is None:
            told = tr("No finding of this record is chosen."), tr("Click one in the record or in the list.")
            self._view.failed.emit(MedViewError(*told))
        else:
            self._view.see_record()
            self._view.record.bounds.ask()

    def _selected(self) -> Span | None:
        """The selected letters."""
        shown, interval = self._view.record.shown, self._view.record.canvas.selection
        if shown is None or interval is None:
            return None
        strand = 1 if shown.nucleic else 0
        return Span(self._view.number, shown.record.id, *interval, strand)

    def _fill(self, menu: QMenu, where: Span) -> None:
        """Classes; of nucleotides either strand can be meant."""
        for code in self._offered():
            menu.addAction(code.meaning, partial(self._acts.add, code, where))
        if where.strand:
            other = menu.addMenu(tr("On the reverse strand"))
            for code in self._offered():
                other.addAction(code.meaning, partial(self._acts.add, code, replace(where, strand=-1)))

    def _asked(self) -> None:
        self.menu = None

    def _add_to_menu(self, menu: QMenu) -> None:
        """Let the chosen finding be decided on, and the selected letters be named."""
        span, where = self._view.record.canvas.chosen_span(), self._selected()
        found = self._find(span.id) if span is not None else None
        if found is not None:
            self._add_decisions(menu, found)
        if where is not None and self._offered():
            menu.addSeparator()
            self._fill(menu.addMenu(tr("Add finding")), where)

    def _add_decisions(self, menu: QMenu, found: Finding) -> None:
        menu.addSection(found.what.meaning)
        if by_hand(found):
            menu.addAction(tr("Remove"), self._acts.reject)
        else:
            menu.addAction(tr("Accept"), self._acts.accept)
            menu.addAction(tr("Reject…"), self._acts.reject)
        others = other_codes(self._pane.state.analysis, found)
        if others:
            classes = menu.addMenu(tr("Change class"))
            for code in others:
                classes.addAction(code.meaning, partial(self._acts.name, found, code))
        menu.addAction(tr("Hide this class"), partial(self._hide, class_key(found)))

    def _hide(self, key: str) -> None:
        session = self._pane.session
        overlay = session.state.overlay
        session.apply(OverlayChanged(replace(overlay, unseen=overlay.unseen | {key})))
