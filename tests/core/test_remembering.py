from __future__ import annotations

from medview.core.remembering import remembered


def test_the_last_results_are_kept_by_what_they_were_worked_out_of() -> None:
    asked: list[object] = []

    @remembered(2)
    def count(values: tuple[int, ...], by: int = 1) -> int:
        asked.append(values)
        return len(values) * by

    one, alike, third = (1, 2, 3), tuple(range(1, 4)), (4, 5)
    assert [count(one), count(one), count(alike), count(one)] == [3, 3, 3, 3]
    assert len(asked) == 2, "what is alike is another value"
    assert (count(third), count(one)) == (2, 3)
    assert len(asked) == 4, "the oldest is forgotten"
    assert (count(one, by=2), count(one, 2)) == (6, 6)
