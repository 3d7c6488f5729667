from __future__ import annotations

import pytest

from medview.session.layout import Look
from medview.session.turning import Turn, shown_orientation, wanted_turn


@pytest.mark.parametrize(
    ("stored", "wanted", "turn"),
    [
        ("P\\L", "P\\L", Turn()),
        ("A\\L", "P\\L", Turn(0, True)),
        ("A\\R", "P\\L", Turn(180)),
        ("P\\R", "P\\L", Turn(180, True)),
        ("L\\A", "P\\L", Turn(90)),
        ("L\\P", "A\\R", Turn(270, True)),
        ("A\\FR", "A\\F", Turn()),
        ("P\\FR", "A\\F", Turn(0, True)),
        ("P\\HL", "A\\F", Turn(180)),
        ("p\\l ", "P\\L", Turn()),
        ("A\\R", "A\\F", Turn()),  # what neither says is left as it is
        ("P\\R", "A\\F", Turn(0, True)),
        ("", "P\\L", Turn()),
        ("A", "P\\L", Turn()),
        ("LE\\V", "P\\L", Turn()),  # an animal
        ("A\\L", "", Turn()),
    ],
)
def test_a_picture_is_turned_as_little_as_it_takes(stored: str, wanted: str, turn: Turn) -> None:
    assert wanted_turn(stored, wanted) == turn
    if turn != Turn() and "F" not in wanted:
        assert shown_orientation(stored, Look(rotation=turn.rotation, flipped=turn.flipped)) == wanted


def test_what_says_nothing_shows_nothing() -> None:
    assert shown_orientation("", Look()) == ""
    assert shown_orientation("A\\FR", Look(flipped=True)) == "P\\FR"
