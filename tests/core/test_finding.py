from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medview.core.code import MILLILITRE, UNITY, Code
from medview.core.errors import MedViewError
from medview.core.finding import (
    Box,
    Category,
    Decision,
    Field,
    Finding,
    Picture,
    PictureBox,
    PictureRegion,
    Points,
    Probability,
    Provenance,
    Quantity,
    Region,
    Review,
    Whole,
    finding_from_json,
    finding_to_json,
    latest_decisions,
    now,
)

numbers = st.floats(allow_nan=False, allow_infinity=False)
pairs = st.tuples(numbers, numbers)
triples = st.tuples(numbers, numbers, numbers)
words = st.text(max_size=20)
codes = st.builds(Code, words, words, words)
wheres = st.one_of(
    st.just(Whole()),
    st.builds(Region, words, st.lists(st.integers(0, 255)).map(tuple), triples),
    st.builds(Box, triples, triples),
    st.builds(Points, st.lists(triples).map(tuple)),
    st.builds(PictureRegion, words, st.lists(st.integers(0, 255)).map(tuple), st.integers(0), pairs),
    st.builds(PictureBox, st.integers(0), pairs, pairs),
    st.builds(Picture, st.integers(0)),
)
values = st.one_of(
    st.builds(Probability, numbers, *[st.none() | numbers] * 4, st.none() | st.booleans()),
    st.builds(Quantity, numbers, codes, st.none() | numbers, st.none() | numbers, st.none() | numbers),
    st.builds(Category, codes),
    st.builds(Field, words, codes, numbers, numbers),
)
sources = st.builds(
    Provenance,
    *[words] * 4,
    st.lists(words).map(tuple),
    words,
    st.lists(st.tuples(words, words)).map(tuple),
    words,
    words,
)
findings = st.builds(Finding, words, codes, wheres, values, sources, st.none() | codes, words)


@given(findings)
def test_finding_to_json_and_back(finding):
    assert finding_from_json(json.loads(json.dumps(finding_to_json(finding)))) == finding


def volume_finding() -> Finding:
    source = Provenance("m", "1", "0" * 64, "1.2", ("1.2.3",), "f", (("device", "cpu"),), "0", now())
    what = Code("1", "99MEDVIEW", "volume")
    return Finding("a", what, Whole(), Quantity(2.0, MILLILITRE, 1.0, 3.0, 0.9), source)


@pytest.mark.parametrize("damage", [{"where": {"kind": "Nowhere"}}, {"value": {}}, {"source": {}}, {"what": {}}])
def test_foreign_json_is_refused_with_a_hint(damage):
    with pytest.raises(MedViewError, match="not a finding") as caught:
        finding_from_json({**finding_to_json(volume_finding()), **damage})
    assert caught.value.hint


def test_a_probability_stored_before_it_had_an_interval_is_read():
    data = finding_to_json(replace(volume_finding(), value=Probability(0.5)))
    data["value"] = {"kind": "Probability", "value": 0.5}
    assert finding_from_json(data).value == Probability(0.5)


def test_the_latest_decision_counts_and_a_withdrawn_one_does_not():
    first = Review("a", Decision.ACCEPTED, "Dr A", now())
    second = replace(first, decision=Decision.REJECTED)
    gone = replace(first, finding="b", decision=Decision.WITHDRAWN)
    assert latest_decisions((first, replace(first, finding="b"), second, gone)) == {"a": second}
    assert latest_decisions(()) == {}


def test_units_are_ucum():
    assert {MILLILITRE.scheme, UNITY.scheme} == {"UCUM"}
    assert MILLILITRE.same_as(Code("mL", "UCUM", "millilitre"))
