"""Hanging: arrangements, hanging protocols and priors take the viewports; all of it can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from medview.core.errors import MedViewError
from medview.core.files import keep_aside
from medview.core.study import Kind, ScanResult, Series, Study
from medview.session.changes import AlignmentChanged, Change, LayoutChanged, LinksChanged
from medview.session.hanging import best, fitting, hung
from medview.session.hanging_by_example import protocol_of
from medview.session.hanging_json import read_protocols, shipped, write_protocols
from medview.session.layout import (
    ARRANGEMENTS,
    SLICED,
    Layout,
    Place,
    Tile,
    arranged,
    first_layout,
    view_of,
    with_tile,
)
from medview.session.priors import (
    BY_CENTRES,
    alignments,
    began,
    counterpart,
    current_study,
    day_text,
    priors,
    refused,
)
from medview.session.protocols import Protocol
from medview.session.reduce import Parts
from medview.session.relating import between
from medview.session.session import Session, Step
from medview.session.state import Part, State
from medview.views.background import Background

_SIDE_BY_SIDE = "1x2"


class Hanging(QObject):
    """Arranges viewports, by hand or by protocols.

    Args:
        session: What is shown.
        background: Stores the protocols.
        path: The user's protocols; the shipped ones count while it is not there.
        parent: The window.
    """

    failed = Signal(object)
    """A ``MedViewError``."""
    told = Signal(str, str)
    """A message that is no failure, and its hint."""
    changed = Signal()
    """The protocols are others."""

    def __init__(self, session: Session, background: Background, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._background = background
        self._path = path
        self._protocols: tuple[Protocol, ...] | None = None
        self._planned: tuple[Protocol, Series] | None = None
        self._stop_listening = session.listen(self._changed)

    def close(self) -> None:
        """Hear of no change any more."""
        self._stop_listening()

    # protocols

    @property
    def protocols(self) -> tuple[Protocol, ...]:
        """All protocols, in the user's order; read when first asked for."""
        if self._protocols is None:
            self._protocols = self._read()
        return self._protocols

    def save(self, protocols: tuple[Protocol, ...]) -> None:
        """Take other protocols and store them."""
        self._protocols = protocols
        self._background.run(lambda: write_protocols(self._path, protocols), lambda _: None, self.failed.emit)
        self.changed.emit()

    def fitting(self) -> tuple[Protocol, ...]:
        """The protocols that can be hung now."""
        study = current_study(self._state)
        return fitting(self.protocols, self._state.studies, study) if study is not None else ()

    def example(self, name: str) -> Protocol | None:
        """A protocol that hangs studies like the current one as it hangs now; None where nothing is open."""
        state, study = self._state, current_study(self._state)
        if study is None or not any(tile.series for tile in state.layout.tiles):
            return None
        return protocol_of(name, replace(state.layout, maximised=None), state.studies, study, state.links)

    def hang(self, protocol: Protocol) -> None:
        """Hang the current study by a protocol."""
        study = current_study(self._state)
        if study is not None:
            title = self.tr("Hang “{protocol}”").format(protocol=protocol.name)
            self._hang(protocol, study, title)

    def hang_best(self) -> None:
        """Hang the current study by the protocol made for it, or say that there is none."""
        study = current_study(self._state)
        found = best(self.protocols, self._state.studies, study) if study is not None else None
        if found is not None:
            self.hang(found)
        else:
            self._tell_none()

    def step(self, by: int) -> None:
        """Hang by the next fitting protocol, or the one before."""
        found = self.fitting()
        names = [protocol.name for protocol in found]
        present = self._state.layout.protocol
        if not found:
            self._tell_none()
        elif present in names:
            self.hang(found[(names.index(present) + by) % len(found)])
        else:
            self.hang(found[0 if by > 0 else -1])

    def first(self, result: ScanResult, uid: str) -> str:
        """Hang what was just opened once its first series is read, unless a person arranged the viewports by hand.

        Args:
            result: What was found.
            uid: The series that would be opened first, or is being read.

        Returns:
            The series to open first: that one, where it hangs.
        """
        state, self._planned = self._state, None
        study = next((one for one in result.studies if any(series.uid == uid for series in one.series)), None)
        if study is None or (state.layout.chosen and not state.layout.protocol):
            return uid
        study = _latest(state.studies, study)
        found = best(self.protocols, state.studies, study)
        if found is None:
            return uid
        shown = {tile.series for tile in hung(found, state.studies, study).tiles}
        own = [series for series in study.series if series.uid in shown]
        if not own:
            return uid
        series = next((series for series in own if series.uid == uid), own[0])
        self._planned = found, series
        self._hang_planned(state)
        return series.uid

    # arrangements

    def arrange(self, name: str) -> None:
        """Another arrangement of the main window; viewports keep what they show."""
        state = self._state
        main, second = _by_window(state.layout)
        own = Layout(tuple(state.layout.places[n] for n in main), tuple(state.layout.tiles[n] for n in main))
        at = main.index(state.active) if state.active in main else 0
        made = arranged(own, ARRANGEMENTS[name], at)
        places = (*made.places, *(state.layout.places[n] for n in second))
        tiles = (*made.tiles, *(state.layout.tiles[n] for n in second))
        active = next((n for n, tile in enumerate(tiles) if tile is state.layout.tiles[state.active]), 0)
        title = self.tr("Layout {name}").format(name=name.replace("x", " × "))
        self._change(title, (LayoutChanged(Layout(places, tiles, chosen=True), active),))

    def three_planes(self) -> None:
        """The active volume in three planes and 3D."""
        series = self._state.series
        if series is not None and series.kind is Kind.VOLUME:
            self._change(self.tr("Three planes and 3D"), (LayoutChanged(first_layout(series.uid, series.kind), 0),))

    def close_tile(self) -> None:
        """Let the active viewport show nothing."""
        state = self._state
        if state.tile.series:
            layout = replace(with_tile(state.layout, state.active, Tile()), chosen=True, protocol="")
            self._change(self.tr("Close the viewport"), (LayoutChanged(layout),))

    def second_window(self, on: bool) -> None:
        """Give the layout a second window with one viewport, or take it away."""
        state = self._state
        main, second = _by_window(state.layout)
        if on is bool(second):
            return
        places, tiles = state.layout.places, state.layout.tiles
        if on:
            layout = replace(
                state.layout,
                places=(*places, Place(0, 0, window=1)),
                tiles=(*tiles, Tile()),
                chosen=True,
                maximised=None,
            )
            self._change(self.tr("Second window"), (LayoutChanged(layout, len(tiles)),))
            return
        kept = tuple(n for n in main)
        layout = Layout(tuple(places[n] for n in kept), tuple(tiles[n] for n in kept), chosen=True)
        active = kept.index(state.active) if state.active in kept else 0
        self._change(self.tr("Close the second window"), (LayoutChanged(layout, active),))

    # priors

    def priors(self) -> tuple[Study, ...]:
        """Earlier studies of the current patient, the most alike first."""
        study = current_study(self._state)
        return priors(self._state.studies, study, self._own(study)) if study is not None else ()

    def compare(self, prior: Study | None = None) -> None:
        """Hang the active series beside that of a prior, the first one unless told, aligned by position."""
        study = current_study(self._state)
        if study is None:
            return
        series = self._own(study)
        found = prior if prior is not None else next(iter(self.priors()), None)
        beside = counterpart(series, found) if series is not None and found is not None else None
        if series is None or beside is None:
            self._tell_no_prior(study, found)
            return
        seen = self._state.tile.view
        view = seen if series.kind is Kind.VOLUME and seen in SLICED else view_of(series.kind)
        tiles = (Tile(series.uid, view), Tile(beside.uid, view))
        layout = Layout(ARRANGEMENTS[_SIDE_BY_SIDE], tiles, chosen=True)
        links = replace(self._state.links, scroll=True, zoom=True, pan=True)
        changes = (*self._aligned(layout, study), LinksChanged(links), LayoutChanged(layout, 0))
        self._change(self.tr("Compare with a prior"), changes)
        self._tell_aligned(layout, study)

    # how

    def _changed(self, state: State, parts: Parts) -> None:
        if self._planned is not None and Part.VOLUME in parts:
            self._hang_planned(state)

    def _hang_planned(self, state: State) -> None:
        """Hang what waits for its first series, now that it is there; another one means that a person chose it."""
        if self._planned is None or state.series is None:
            return
        (protocol, first), study = self._planned, current_study(state)
        same = (state.series.uid, state.series.stamp) == (first.uid, first.stamp)
        if same and study is not None and study.uid == first.study_uid:
            self._planned = None
            layout = hung(protocol, state.studies, study)
            self._apply(self._changes(layout, study, protocol, first.uid))
            self._tell_aligned(layout, study)

    @property
    def _state(self) -> State:
        return self._session.state

    def _read(self) -> tuple[Protocol, ...]:
        if not self._path.exists():
            return shipped()
        try:
            return read_protocols(self._path)
        except MedViewError as error:
            self.failed.emit(MedViewError(error.message, self._kept_aside()))
            return shipped()

    def _kept_aside(self) -> str:
        try:
            name = keep_aside(self._path).name
        except OSError:
            return self.tr("The shipped protocols are used.")
        return self.tr("Your protocols are kept as {name}; the shipped ones are used.").format(name=name)

    def _own(self, study: Study | None) -> Series | None:
        """The series of the study to be compared: the active one, or one that hangs."""
        if study is None:
            return None
        uids = [self._state.tile.series, *(tile.series for tile in self._state.layout.tiles)]
        return next((one for uid in uids for one in study.series if one.uid == uid), None)

    def _hang(self, protocol: Protocol, study: Study, title: str) -> None:
        layout = hung(protocol, self._state.studies, study)
        self._change(title, self._changes(layout, study, protocol, self._state.tile.series))
        self._tell_aligned(layout, study)

    def _changes(self, layout: Layout, study: Study, protocol: Protocol, wanted: str) -> tuple[Change, ...]:
        """What hangs a layout; the viewport of the wanted series becomes the active one."""
        active = next((n for n, tile in enumerate(layout.tiles) if wanted and tile.series == wanted), 0)
        links = (LinksChanged(protocol.links),) if protocol.links is not None else ()
        return (*self._aligned(layout, study), *links, LayoutChanged(layout, active))

    def _aligned(self, layout: Layout, study: Study) -> tuple[Change, ...]:
        """Priors nobody has aligned yet are laid where their position says."""
        proposed = alignments(layout, self._state.studies, study)
        known = self._state.alignments
        new = {frame: one for frame, one in proposed.items() if frame not in known}
        return tuple(
            AlignmentChanged(frame, one) for frame, one in new.items() if between(known, frame, one.onto) is None
        )

    def _change(self, title: str, changes: tuple[Change, ...]) -> None:
        """Apply changes that can be undone together."""
        before, back = self._state, self._before(changes)
        self._apply(changes)
        if self._state is not before:
            self._session.did(Step(title, "", partial(self._apply, back), partial(self._apply, changes)))

    def _before(self, changes: Sequence[Change]) -> tuple[Change, ...]:
        """What takes changes back."""
        state = self._state
        found: list[Change] = []
        for change in changes:
            match change:
                case LayoutChanged():
                    found.append(LayoutChanged(state.layout, state.active))
                case LinksChanged():
                    found.append(LinksChanged(state.links))
                case AlignmentChanged(frame, _):
                    found.append(AlignmentChanged(frame, state.alignments.get(frame)))
        return tuple(found)

    def _apply(self, changes: Sequence[Change]) -> None:
        for change in changes:
            self._session.apply(change)

    def _tell_none(self) -> None:
        hint = self.tr("Make one with “Save as protocol…”, or edit the list of protocols.")
        self.told.emit(self.tr("No hanging protocol fits this study."), hint)

    def _tell_aligned(self, layout: Layout, study: Study) -> None:
        found = alignments(layout, self._state.studies, study)
        used = [one for frame, one in found.items() if self._state.alignments.get(frame) == one]
        if any(one.how == BY_CENTRES for one in used):
            hint = self.tr("Correct it with an offset, or register the two series.")
            self.told.emit(self.tr("The prior is aligned by the volumes' centres only."), hint)

    def _tell_no_prior(self, study: Study, prior: Study | None) -> None:
        told = refused(self._state.studies, study)
        if prior is not None:
            words = self.tr("The study of {date} has no series to compare with this one.")
            self.told.emit(words.format(date=day_text(prior, study)), "")
        elif told:
            self.told.emit(told[0], self.tr("Check the patient's data before you compare them."))
        else:
            hint = self.tr("Open the folder of an earlier study of this patient, too.")
            self.told.emit(self.tr("No earlier study of this patient is open."), hint)


def _by_window(layout: Layout) -> tuple[list[int], list[int]]:
    """Numbers of the viewports of the main window and of the second one."""
    numbers = range(len(layout.places))
    main = [n for n in numbers if layout.places[n].window == 0]
    return main, [n for n in numbers if n not in main]


def _latest(studies: Sequence[Study], study: Study) -> Study:
    """The newest study of the same patient: its priors hang beside it, not the other way round."""
    later = [one for one in studies if any(known.uid == study.uid for known in priors(studies, one))]
    return max(later, key=began, default=study)
