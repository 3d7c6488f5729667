"""How pictures are turned so that the patient stands in a viewport as a hanging protocol wants."""

from __future__ import annotations

from dataclasses import dataclass

from medview.session.layout import Look

Edges = tuple[str, str]
"""Letters (PS3.3 C.7.6.1.1.1) at the right and the lower edge."""

_SIDES = {"L": "R", "A": "P", "H": "F"}
_OPPOSITE = _SIDES | {other: side for side, other in _SIDES.items()}


@dataclass(frozen=True)
class Turn:
    """Degrees clockwise, then perhaps mirrored left to right, as in a ``Look``."""

    rotation: int = 0
    flipped: bool = False


_TURNS = tuple(Turn(rotation, flipped) for rotation in (0, 180, 90, 270) for flipped in (False, True))
"""Those that change less first."""


def wanted_turn(stored: str, wanted: str) -> Turn:
    r"""The turn that brings a picture nearest to a wanted orientation; none where it does not say how it lies.

    Args:
        stored: Patient Orientation: where rows and columns lead, such as ``"A\FR"``.
        wanted: The same, as it is to stand on the screen.
    """
    here, there = edges(stored), edges(wanted)
    if here is None or there is None:
        return Turn()
    return max(_TURNS, key=lambda turn: _likeness(_turned(here, turn), there))


def shown_orientation(stored: str, look: Look) -> str:
    """The orientation a picture has as it is looked at; empty where it does not say how it lies."""
    here = edges(stored)
    return "\\".join(_turned(here, Turn(look.rotation, look.flipped))) if here is not None else ""


def edges(orientation: str) -> Edges | None:
    """The two directions of an orientation; None where it has not two of a person."""
    right, _, down = orientation.strip().upper().partition("\\")
    known = bool(right and down) and set(right + down) <= _OPPOSITE.keys()
    return (right, down) if known else None


def _turned(here: Edges, turn: Turn) -> Edges:
    right, down = here
    for _ in range(turn.rotation // 90):
        right, down = _opposite(down), right
    return (_opposite(right) if turn.flipped else right), down


def _opposite(letters: str) -> str:
    return "".join(_OPPOSITE[letter] for letter in letters)


def _likeness(one: Edges, other: Edges) -> int:
    """Letters both have at an edge, less those that are opposite."""
    return sum((a == b) - (a == _OPPOSITE[b]) for x, y in zip(one, other, strict=True) for a in x for b in y)
