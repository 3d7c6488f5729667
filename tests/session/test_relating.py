from __future__ import annotations

import numpy as np

from medview.core.rigid import rows_of
from medview.core.study import Series
from medview.session.layout import Alignment
from medview.session.relating import alignment_key, between, freed, relation
from medview.session.state import frame_key


def moved(*by: float) -> np.ndarray:
    matrix = np.eye(4)
    matrix[:3, 3] = by
    return matrix


def test_one_frame_of_reference_needs_no_alignment() -> None:
    found = between({}, "a", "a")
    assert found is not None
    assert np.array_equal(found.matrix, np.eye(4))
    assert found.how == ()


def test_alignments_are_followed_both_ways_and_one_after_another() -> None:
    turned = np.array([[0.0, -1, 0, 5], [1, 0, 0, 0], [0, 0, 1, -2], [0, 0, 0, 1]])
    alignments = {
        "pet": Alignment("ct", rows_of(moved(1, 2, 3)), "registration"),
        "mr": Alignment("ct", rows_of(turned), "offset by hand"),
    }
    there = between(alignments, "pet", "mr")
    assert there is not None
    assert there.how == ("registration", "offset by hand")
    assert np.allclose(there.matrix, np.linalg.inv(turned) @ moved(1, 2, 3))
    back = between(alignments, "mr", "pet")
    assert back is not None
    assert np.allclose(back.matrix @ there.matrix, np.eye(4))


def test_what_nothing_relates_is_not_related() -> None:
    assert between({"a": Alignment("b", rows_of(np.eye(4)))}, "a", "c") is None


def test_alignments_that_lead_round_end() -> None:
    alignments = {"a": Alignment("b", rows_of(moved(1, 0, 0))), "b": Alignment("a", rows_of(moved(-1, 0, 0)))}
    assert between(alignments, "a", "c") is None


def series(uid: str, frame: str) -> Series:
    return Series(uid, "study", "dicom", "MR", "", None, "", (), None, frame_of_reference_uid=frame)


def test_a_series_can_lie_elsewhere_than_its_frame_says() -> None:
    still, shaken, other = series("1", "f"), series("2", "f"), series("3", "g")
    assert alignment_key({}, shaken, still) == "2"
    assert alignment_key({}, other, still) == frame_key(other)
    alignments = {
        "2": Alignment(frame_key(still), rows_of(moved(4, 0, 0)), "registration"),
        frame_key(other): Alignment(frame_key(still), rows_of(moved(0, 1, 0)), "registration"),
    }
    found, plain = relation(alignments, shaken, still), relation({}, shaken, still)
    assert found is not None
    assert found.matrix[:3, 3].tolist() == [4, 0, 0]
    assert plain is not None
    assert np.array_equal(plain.matrix, np.eye(4))
    assert alignment_key(alignments, shaken, other) == "2"
    around = relation(alignments, other, shaken)
    assert around is not None
    assert around.matrix[:3, 3].tolist() == [-4, 1, 0]


A, B, C, D = (series(name, name) for name in "abcd")


def placed(alignments: dict[str, Alignment], moving: Series, fixed: Series, shift: float) -> dict[str, Alignment]:
    """The alignments once a series was placed in another one."""
    key = alignment_key(alignments, moving, fixed)
    onto, others = freed(alignments, key, fixed)
    after = {**alignments, **others, key: Alignment(onto, rows_of(moved(shift, 0, 0)), "registration")}
    return {one: known for one, known in after.items() if known is not None}


def shift(alignments: dict[str, Alignment], moving: Series, fixed: Series) -> float | None:
    found = relation(alignments, moving, fixed)
    return float(found.matrix[0, 3]) if found is not None else None


def test_a_frame_placed_in_a_second_one_stays_in_the_first() -> None:
    known = placed(placed({}, B, D, 100), A, B, 10)
    known = placed(known, A, C, 1)
    assert [shift(known, A, one) for one in (B, C, D)] == [10, 1, 110]
    assert shift(known, C, D) == 109
    assert shift(known, D, C) == -109


def test_the_newest_placement_of_a_pair_holds() -> None:
    known = placed(placed(placed({}, A, B, 10), B, C, 5), A, C, 1)
    assert [shift(known, A, one) for one in (B, C)] == [-4, 1], "C lies to B as it did"
    turned = placed(placed(placed({}, C, B, 5), B, A, 10), A, C, 1)
    assert [shift(turned, A, one) for one in (B, C)] == [6, 1]
    again = placed(placed({}, A, B, 10), B, A, 3)
    assert [shift(again, A, B), len(again)] == [-3, 1]


def test_a_series_that_lies_alone_takes_its_frame_along() -> None:
    still, shaken = series("1", "f"), series("2", "f")
    known = placed(placed({}, shaken, still, 4), shaken, A, 7)
    assert [shift(known, shaken, still), shift(known, shaken, A), shift(known, still, A)] == [4, 7, 3]
