"""Where one series lies in another: in one frame of reference, or along alignments a person made or accepted.

An alignment is kept for a frame of reference (``frame_key``), or for one series alone (its UID) that lies elsewhere
than its frame says, as when the patient moved between two sequences.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from medview.core.geometry import Float
from medview.core.rigid import rows_of as rows_of  # where alignments are read they are also made
from medview.core.study import Series
from medview.session.layout import Alignment
from medview.session.state import frame_key

PROPOSED = "proposed, not accepted"
"""How series are related as long as nobody said whether that is right."""


@dataclass(frozen=True, eq=False)
class Relation:
    """How two series lie to each other.

    Args:
        matrix: (4, 4) taking homogeneous LPS mm of the one to LPS mm of the other.
        how: What relates them, one word for each step; empty in one frame of reference.
    """

    matrix: Float
    how: tuple[str, ...] = ()


def relation(alignments: Mapping[str, Alignment], series: Series, onto: Series) -> Relation | None:
    """Where points of one series lie in another; None where nothing relates them.

    Args:
        alignments: ``State.alignments``.
        series: Whose points.
        onto: Where they are wanted.
    """
    return between(alignments, node_of(alignments, series), node_of(alignments, onto))


def node_of(alignments: Mapping[str, Alignment], series: Series) -> str:
    """What a series' points are placed by: itself where it was aligned alone, else its frame of reference."""
    return series.uid if series.uid in alignments else frame_key(series)


def alignment_key(alignments: Mapping[str, Alignment], series: Series, onto: Series) -> str:
    """What an alignment of a series onto another is kept for: what places it, or it alone where both share a frame."""
    return series.uid if frame_key(series) == frame_key(onto) else node_of(alignments, series)


def freed(alignments: Mapping[str, Alignment], key: str, onto: Series) -> tuple[str, dict[str, Alignment | None]]:
    """What must change before a frame is placed onto a series, so that every other stays where it lies to the frame.

    What relates the two so far is given up where it begins, at the frame: the newest alignment of a pair holds. What
    else says where the frame lies is turned round, as each has one alignment of its own.

    Args:
        alignments: ``State.alignments``.
        key: What is placed (``alignment_key``).
        onto: What it is placed onto.

    Returns:
        Onto what it is placed then, and what the others' alignments become (None: there is none).
    """
    left = dict(alignments)
    target = node_of(left, onto)
    while (beside := _first_towards(left, key, target)) is not None:
        del left[key if key in left and left[key].onto == beside else beside]
        target = node_of(left, onto)
    changes: dict[str, Alignment | None] = {one: None for one in alignments if one not in left and one != key}
    at = key
    while (one := left.pop(at, None)) is not None:
        changes[one.onto] = Alignment(at, rows_of(np.linalg.inv(np.array(one.matrix))), one.how)
        at = one.onto
    return target, changes


def _first_towards(alignments: Mapping[str, Alignment], key: str, onto: str) -> str | None:
    """The frame one alignment away through which a frame is related to another one; None where it is not."""
    ways = {beside: _without(alignments, key, beside) for beside, _, _ in _steps(alignments, key)}
    return next((beside for beside, others in ways.items() if between(others, beside, onto) is not None), None)


def _without(alignments: Mapping[str, Alignment], one: str, other: str) -> dict[str, Alignment]:
    """All but what relates two frames at once."""
    return {key: known for key, known in alignments.items() if {key, known.onto} != {one, other}}


def between(alignments: Mapping[str, Alignment], frame: str, onto: str) -> Relation | None:
    """As ``relation``, for frames of reference (``frame_key``), along as few alignments as lead there."""
    waiting, seen = deque([(frame, Relation(np.eye(4)))]), {frame}
    while waiting:
        at, so_far = waiting.popleft()
        if at == onto:
            return so_far
        for key, matrix, how in _steps(alignments, at):
            if key not in seen:
                seen.add(key)
                waiting.append((key, Relation(matrix @ so_far.matrix, (*so_far.how, how))))
    return None


def _steps(alignments: Mapping[str, Alignment], at: str) -> list[tuple[str, Float, str]]:
    """The frames one alignment away, either way."""
    there = [(a.onto, np.array(a.matrix, dtype=np.float64), a.how) for a in (alignments.get(at),) if a is not None]
    back = [(key, np.linalg.inv(np.array(a.matrix)), a.how) for key, a in alignments.items() if a.onto == at]
    return [*there, *back]
