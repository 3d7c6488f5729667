from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medview.session.plain import made, plain


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Inner:
    name: str = ""
    colour: Colour = Colour.RED


@dataclass(frozen=True)
class Outer:
    size: float = 1.0
    count: int | None = None
    pair: tuple[int, float] = (0, 0.0)
    many: tuple[Inner, ...] = ()
    names: frozenset[str] = frozenset()
    by_name: Mapping[str, Inner] = field(default_factory=dict)
    kind: Literal["a", "b"] = "a"
    on: bool = False
    inner: Inner | None = None


inners = st.builds(Inner, st.text(max_size=5), st.sampled_from(Colour))
finite = st.floats(allow_nan=False, allow_infinity=False)
outers = st.builds(
    Outer,
    finite,
    st.none() | st.integers(),
    st.tuples(st.integers(), finite),
    st.lists(inners, max_size=3).map(tuple),
    st.frozensets(st.text(max_size=4), max_size=3),
    st.dictionaries(st.text(max_size=4), inners, max_size=3),
    st.sampled_from(["a", "b"]),
    st.booleans(),
    st.none() | inners,
)


@given(outers)
def test_to_json_and_back(value: Outer) -> None:
    assert made(Outer, json.loads(json.dumps(plain(value)))) == value


def test_missing_fields_have_their_defaults_and_unknown_ones_are_left_out() -> None:
    assert made(Outer, {"size": 2, "later": 1}) == Outer(2.0)


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {"size": "1"},
        {"size": True},
        {"size": float("nan")},
        {"count": 1.5},
        {"on": 1},
        {"pair": [1]},
        {"pair": [1, 2.0, 3]},
        {"many": {}},
        {"many": [{"colour": "green"}]},
        {"kind": "c"},
        {"by_name": []},
        {"inner": 3},
        {"names": [1]},
    ],
)
def test_what_is_no_such_value_is_refused(data: Any) -> None:
    with pytest.raises((TypeError, ValueError, KeyError)):
        made(Outer, data)
