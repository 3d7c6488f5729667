"""What was open: enough of the state to put everything back at the next start."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from medview.core.content import SequenceContent
from medview.core.study import Kind, Series, corrected, uncorrected
from medview.core.volume import Window
from medview.session.changes import (
    AlignmentChanged,
    AnalysisChosen,
    Change,
    CursorMoved,
    FindingSelected,
    FrameShown,
    LayoutChanged,
    LinksChanged,
    OverlaidHidden,
    PositionChosen,
    WindowChanged,
)
from medview.session.layout import EMPTY, Alignment, Layout, Links, Point, Tile
from medview.session.relating import PROPOSED
from medview.session.state import Opened, State, frame_key

MOST_PATHS = 64
"""Opened paths that are kept, the newest; each is scanned again at the next start."""


@dataclass(frozen=True)
class Held:
    """What was set for one series.

    Args:
        title: Its description and modality, to name it by should it be gone.
        window: Window/level.
        frame: The picture shown of a stack, or the record of a file of sequences.
        at: Position along its dimensions.
        resampled: It was shown on a regular grid made of its slices.
        stacked: Its slices were shown as pictures, whatever they could have been.
        half: It was opened at half its resolution.
        overlaid: Identifiers of the derived objects laid over it.
        hidden: Those parts of them that were not drawn.
        analysis: Identifier of the analysis shown, or None.
        selected: Identifier of the selected finding, or None.
    """

    title: str = ""
    window: Window | None = None
    frame: int = 0
    at: tuple[int, ...] = ()
    resampled: bool = False
    stacked: bool = False
    half: bool = False
    overlaid: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    analysis: str | None = None
    selected: str | None = None


@dataclass(frozen=True)
class Sitting:
    """What was open.

    Args:
        paths: What was opened, oldest first.
        layout: Which viewport showed what, and how.
        active: Number of the active viewport.
        held: What was set for each series that was shown, by UID.
        cursors: The crosshair by frame of reference; by UID for series that went their own way.
        alignments: Where frames of reference lay in others.
        links: What viewports did together.
        measurement: Identifier of the selected measurement, or None.
        panels: Switches of the window, such as its panels, by name: whether they were on.
    """

    paths: tuple[str, ...] = ()
    layout: Layout = EMPTY
    active: int = 0
    held: Mapping[str, Held] = field(default_factory=dict)
    cursors: Mapping[str, Point] = field(default_factory=dict)
    alignments: Mapping[str, Alignment] = field(default_factory=dict)
    links: Links = Links()
    measurement: str | None = None
    panels: Mapping[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        count = len(self.layout.tiles)
        chosen = (self.active, self.layout.maximised or 0)
        if not count or count != len(self.layout.places) or not all(0 <= number < count for number in chosen):
            raise ValueError("viewports without places")

    @property
    def shown(self) -> tuple[str, ...]:
        """UIDs of the series viewports showed, each once."""
        return tuple(dict.fromkeys(uid for tile in self.layout.tiles for uid in uids_of(tile)))


def uids_of(tile: Tile) -> tuple[str, ...]:
    """The series a viewport needs: its own, and the one drawn over it."""
    over = tile.look.fusion.series if tile.look.fusion else ""
    return tuple(uid for uid in (tile.series, over) if uid)


def sitting_of(state: State, paths: Iterable[str], panels: Mapping[str, bool], former: Sitting) -> Sitting:
    """What is open now.

    Args:
        state: The state.
        paths: What was opened, oldest first.
        panels: Switches of the window.
        former: What was open before: what is named by the layout, but still being opened again, is taken from there.
    """
    now = Sitting(layout=state.layout, active=state.active)
    waiting = {uid for uid in now.shown if uid not in state.opened}
    held = {uid: former.held[uid] for uid in waiting if uid in former.held}
    places = {key for uid, one in state.opened.items() for key in (uid, frame_key(one.series))}
    return replace(
        now,
        paths=tuple(dict.fromkeys(paths))[-MOST_PATHS:],
        held={**held, **{uid: held_of(one) for uid, one in state.opened.items()}},
        cursors={
            **(former.cursors if held else {}),
            **{key: point for key, point in state.cursors.items() if key in places},
        },
        alignments=_accepted(state.alignments),
        links=state.links,
        measurement=state.measurement,
        panels=dict(panels),
    )


def _accepted(alignments: Mapping[str, Alignment]) -> dict[str, Alignment]:
    """Alignments without proposals nobody accepted, and with what those would replace."""
    proposed = [one for one in alignments.values() if one.how == PROPOSED]
    former = {key: one for proposal in proposed for key, one in proposal.former}
    return {**{key: one for key, one in alignments.items() if one.how != PROPOSED}, **former}


def held_of(one: Opened) -> Held:
    """What is set for an open series."""
    return Held(
        title=f"{one.series.description} {one.series.modality}".strip(),
        window=one.window,
        frame=one.frame,
        at=one.volume.at if one.volume is not None else (),
        resampled=one.series.resampled,
        stacked=one.series.kind is Kind.IMAGES,
        half=_is_half(one),
        overlaid=tuple(layer.uid for layer in one.overlaid),
        hidden=one.hidden,
        analysis=one.shown,
        selected=one.selected,
    )


def as_opened(held: Held, series: Series) -> Series:
    """A listed series in the way it was opened: on its regular grid, as its slices, or as it is listed."""
    if held.resampled != series.resampled:
        return corrected(series) if held.resampled else uncorrected(series)
    if held.stacked and series.kind is Kind.VOLUME:
        return as_stack(series)
    return series


def as_stack(series: Series) -> Series:
    """The slices of a volume one by one."""
    return replace(series, kind=Kind.IMAGES, geometry=None, dimensions=())


def first_changes(sitting: Sitting, listed: Mapping[str, Series]) -> tuple[Change, ...]:
    """What puts viewports, links and alignments back; series that are gone leave empty viewports.

    Args:
        sitting: What was open.
        listed: The series found again, by UID.
    """
    tiles = tuple(_found(tile, listed) for tile in sitting.layout.tiles)
    return (
        LinksChanged(sitting.links),
        *(AlignmentChanged(frame, alignment) for frame, alignment in sitting.alignments.items()),
        LayoutChanged(replace(sitting.layout, tiles=tiles), sitting.active),
    )


def changes_of(sitting: Sitting, one: Opened) -> tuple[Change, ...]:
    """What puts an open series back to how it was."""
    uid, held = one.series.uid, sitting.held.get(one.series.uid)
    if held is None:
        return ()
    found: list[Change] = []
    if one.volume is not None:
        cursor = sitting.cursors.get(uid, sitting.cursors.get(frame_key(one.series)))
        lengths = tuple(len(dimension.values) for dimension in one.series.dimensions)
        fitting = len(held.at) == len(lengths) and all(
            0 <= n < length for n, length in zip(held.at, lengths, strict=True)
        )
        found += [PositionChosen(held.at, uid)] if held.at and fitting else []
        found += [CursorMoved(cursor, uid)] if cursor is not None else []
    if one.images is not None or isinstance(one.content, SequenceContent):
        found.append(FrameShown(held.frame, uid))
    if held.window is not None and one.content is None:
        found.append(WindowChanged(held.window, uid))
    if held.analysis in {analysis.id for analysis in one.analyses}:
        found.append(AnalysisChosen(str(held.analysis), uid))
    if held.selected is not None:
        found.append(FindingSelected(held.selected, uid))
    return (*found, OverlaidHidden(held.hidden, uid))


def gone(sitting: Sitting, listed: Mapping[str, Series]) -> tuple[str, ...]:
    """Titles of the series that were shown and are not there any more."""
    return tuple(sitting.held.get(uid, Held()).title or uid for uid in sitting.shown if uid not in listed)


def _found(tile: Tile, listed: Mapping[str, Series]) -> Tile:
    if tile.series and tile.series not in listed:
        return Tile()
    fusion = tile.look.fusion
    lost = fusion is not None and fusion.series not in listed
    return replace(tile, look=replace(tile.look, fusion=None)) if lost else tile


def _is_half(one: Opened) -> bool:
    geometry = one.series.geometry
    return one.volume is not None and geometry is not None and one.volume.geometry.shape != geometry.shape
