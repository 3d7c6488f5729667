"""The boxes of an open series as viewports draw them, found by picture or by place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np
from PySide6.QtCore import QCoreApplication

from medview.core.finding import Box, Decision, Finding, PictureBox
from medview.core.geometry import Float
from medview.core.overlay import Colour
from medview.core.review import by_hand, verdicts
from medview.imaging.boxes import cut
from medview.imaging.colour_blind import palette
from medview.imaging.oblique import Frame
from medview.session.listing import boxes, score, told_colours
from medview.session.state import State
from medview.views import words

_PLAIN: Colour = (255, 214, 60)
_SIGNS: dict[Decision | None, str] = {Decision.ACCEPTED: "✓ ", Decision.MODIFIED: "✓ ", Decision.REJECTED: "✗ "}


@dataclass(frozen=True, eq=False)
class Marked:
    """A box that is drawn.

    Args:
        finding: What it is.
        colour: Of its class.
        words: Its class and how sure the model is, or that a person drew it.
        brief: How sure the model is, where there is no room for more.
        decision: What a person decided, or None.
    """

    finding: Finding
    colour: Colour
    words: str
    brief: str
    decision: Decision | None

    @property
    def rejected(self) -> bool:
        """Whether a person rejected it."""
        return self.decision is Decision.REJECTED


@dataclass(frozen=True, eq=False)
class Outlined:
    """A box where one picture or slice shows it.

    Args:
        marked: The box.
        outline: (m, 2) corners in order, (column, row) of the picture or mm of the slice's plane.
    """

    marked: Marked
    outline: Float


@dataclass(frozen=True, eq=False)
class MarkedBoxes:
    """All boxes of a series that are drawn, the surest first.

    Args:
        by_frame: Those on pictures, by the picture.
        placed: Those in patient space.
        low: (n, 3) their lower corners, LPS mm.
        high: (n, 3) their upper corners.
    """

    by_frame: Mapping[int, tuple[Outlined, ...]] = field(default_factory=dict)
    placed: tuple[Marked, ...] = ()
    low: Float = field(default_factory=lambda: np.empty((0, 3)))
    high: Float = field(default_factory=lambda: np.empty((0, 3)))

    @cached_property
    def by_id(self) -> dict[str, Marked]:
        """Every box by its finding's identifier."""
        flat = (one.marked for frame in self.by_frame.values() for one in frame)
        return {one.finding.id: one for one in (*self.placed, *flat)}

    @staticmethod
    def with_one(marked: Marked, where: Box) -> MarkedBoxes:
        """One box alone, in another place."""
        return MarkedBoxes({}, (marked,), np.array((where.low_lps,)), np.array((where.high_lps,)))

    def on_slice(self, frame: Frame, number: int) -> tuple[Outlined, ...]:
        """What a slice shows of the boxes in patient space, in mm of its plane from the centre of its first pixel."""
        if not self.placed:
            return ()
        first = np.array(frame.point(number, 0.0, 0.0))
        normal, into_plane = _plane(frame)
        return tuple(
            Outlined(self.placed[n], (outline - first) @ into_plane)
            for n, outline in cut(self.low, self.high, first, normal, frame.step_mm / 2.0)
        )


NO_BOXES = MarkedBoxes()


@lru_cache(maxsize=64)
def _plane(frame: Frame) -> tuple[Float, Float]:
    """The (3,) unit normal of a frame's slices, and the (3, 2) way from LPS to the axes of their pictures."""
    axes = np.stack((frame.right_lps, frame.down_lps))
    normal = np.cross(axes[0], axes[1])
    return np.asarray(normal / np.linalg.norm(normal)), np.asarray(
        np.linalg.pinv(axes)
    )  # those of a tilted grid are not perpendicular


def marked_boxes(state: State) -> MarkedBoxes:
    """The boxes of a state's series that are drawn."""
    shown = boxes(state)
    if not shown:
        return NO_BOXES
    colours = told_colours(state.analysis, palette, state.overlay.safe_colours)
    decided = verdicts(state.reviews)
    found = [_marked(one, colours, decided[one.id].decision if one.id in decided else None) for one in shown]
    by_frame: dict[int, list[Outlined]] = {}
    placed: list[Marked] = []
    for one in found:
        match one.finding.where:
            case PictureBox(frame, low, high):
                by_frame.setdefault(frame, []).append(Outlined(one, rectangle(low, high)))
            case Box():
                placed.append(one)
    ends = np.array([_ends(one) for one in placed]).reshape(-1, 2, 3)
    return MarkedBoxes({n: tuple(some) for n, some in by_frame.items()}, tuple(placed), ends[:, 0], ends[:, 1])


def rectangle(low: tuple[float, float], high: tuple[float, float]) -> Float:
    """(4, 2) corners in order."""
    (left, top), (right, bottom) = low, high
    return np.array(((left, top), (right, top), (right, bottom), (left, bottom)))


def _ends(one: Marked) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    assert isinstance(one.finding.where, Box)
    return one.finding.where.low_lps, one.finding.where.high_lps


def _marked(finding: Finding, colours: Mapping[str, Colour], decision: Decision | None) -> Marked:
    name, colour = words.finding_name(finding), colours.get(finding.what.value, _PLAIN)
    if by_hand(finding):
        told = QCoreApplication.translate("boxes", "+ {name}, by hand")
        return Marked(finding, colour, told.format(name=name), "+", decision)
    told = QCoreApplication.translate("boxes", "{name} {percent:.0f} %")
    percent, sign = 100.0 * score(finding), _SIGNS.get(decision, "")
    named = told.format(name=name, percent=percent)
    return Marked(finding, colour, f"{sign}{named}", f"{sign}{percent:.0f}", decision)
