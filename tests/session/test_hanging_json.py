from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medview.core.errors import ReadError
from medview.core.volume import Window
from medview.session.hanging_json import (
    named_apart,
    protocols_from_text,
    protocols_to_text,
    read_protocols,
    shipped,
    write_protocols,
)
from medview.session.json_lines import line_of
from medview.session.layout import ARRANGEMENTS, Links, Projection, Slab, View
from medview.session.protocols import Match, Over, Protocol, Rule

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=8)
numbers = st.floats(-1000, 1000)
windows = st.none() | st.builds(Window, numbers, st.floats(1, 4000), words)
rules = st.builds(
    Rule,
    words,
    words,
    words,
    words,
    words,
    st.sampled_from(["", "axial", "coronal", "sagittal"]),
    st.none() | st.booleans(),
    st.integers(0, 3),
    st.integers(0, 9),
    st.none() | st.sampled_from(View),
    windows,
    st.none() | st.builds(Slab, st.sampled_from(Projection), st.floats(1, 100)),
    words,
    st.booleans(),
    st.sampled_from(["", "left", "right"]),
    st.sampled_from(["", "P\\L", "A\\FR"]),
    st.none() | st.builds(Over, words, words, words, st.floats(0, 1), windows),
    st.booleans(),
)


@st.composite
def protocols(draw: st.DrawFn) -> Protocol:
    arrangement, second = draw(st.sampled_from(["1x1", "1x2", "1+3"])), draw(st.sampled_from(["", "1x1"]))
    count = len(ARRANGEMENTS[arrangement]) + (1 if second else 0)
    match = draw(st.builds(Match, words, words, words, words, st.booleans()))
    links = draw(st.none() | st.builds(Links, *[st.booleans()] * 5))
    name = draw(st.text("abc", min_size=1, max_size=9))
    viewports = tuple(draw(st.lists(rules, min_size=count, max_size=count)))
    return Protocol(name, match, arrangement, viewports, second, draw(st.integers(0, 3)), draw(st.booleans()), links)


@given(st.lists(protocols(), max_size=3, unique_by=lambda one: one.name).map(tuple))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_protocols_to_json_and_back(made: tuple[Protocol, ...]) -> None:
    assert protocols_from_text(protocols_to_text(made), "x.json") == made


def test_the_shipped_ones_are_read_and_named_once(tmp_path: Path) -> None:
    write_protocols(tmp_path / "a.json", shipped())
    assert read_protocols(tmp_path / "a.json") == shipped()
    assert len({one.name for one in shipped()}) == len(shipped()) == 11


def plain(**changes: object) -> str:
    one = {"name": "One", "match": {"modality": "CT"}, "arrangement": "1x1", "viewports": [{"modality": "CT"}]}
    return json.dumps({"version": 1, "protocols": [{**one, **changes}]}, indent=1)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("{", 1, "Expecting property name"),
        ("[]", 1, "is expected"),
        ("{}", 1, "is missing"),
        ('{\n"version": 2,\n"protocols": []}', 2, "version 2"),
        (plain(name=""), 5, "name is empty"),
        (plain(name=3), 5, "is no text"),
        (plain(colour="red"), 15, "no field “colour”"),
        (plain(arrangement="5x5"), 9, "“1x1”"),
        (plain(arrangement="1x2"), 10, "1 viewports are described; the arrangement has 2"),
        (plain(viewports={}), 10, "[…] is expected"),
        (plain(viewports=[{"view": "axal"}]), 12, "is none of “axial”"),
        (plain(viewports=[{"prior": -1}]), 12, "is no number from 0 to 99"),
        (plain(viewports=[{"prior": 0.5}]), 12, "is no number"),
        (plain(viewports=[{"number": True}]), 12, "is no number"),
        (plain(viewports=[{"window": {"centre": 1}}]), 12, "“width” is missing"),
        (plain(viewports=[{"window": {"centre": 1, "width": 0}}]), 14, "is no number"),
        (plain(viewports=[{"contrast": "yes"}]), 12, "is no true or false"),
        (plain(match={"modality": "CT", "prior": 1}), 8, "is no true or false"),
        (plain(match={"modlity": "CT"}), 7, "no field “modlity”"),
        (plain(links={"scrol": True}), 16, "no field “scrol”"),
        ("[" * 100_000, 1, "nested too deeply"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(ReadError) as caught:
        protocols_from_text(text, "mine.json")
    assert caught.value.message.startswith(f"Line {line} of mine.json: ")
    assert reason in caught.value.message


def test_a_name_stands_for_one_protocol() -> None:
    one = shipped()[0]
    with pytest.raises(ReadError, match="named twice"):
        protocols_from_text(protocols_to_text((one, one)), "x")
    assert named_apart(shipped(), "New") == "New"
    assert named_apart((one,), one.name) == f"{one.name} (2)"


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"none\.json could not be read"):
        read_protocols(tmp_path / "none.json")
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ReadError, match="not text"):
        read_protocols(tmp_path / "bytes.json")


def test_lines_of_values() -> None:
    text = '{\n "a": [1,\n  {"b": "}"}],\n "c" : 2\n}'
    places = [((), 1), (("a",), 2), (("a", 1), 3), (("a", 1, "b"), 3), (("c",), 4), (("a", 7), 2), (("d", "e"), 1)]
    assert [line_of(text, path) for path, _ in places] == [line for _, line in places]


@pytest.mark.parametrize("orientation", ["P", "P\\X", "right", 3])
def test_an_orientation_that_is_none_is_told(orientation: object) -> None:
    with pytest.raises(ReadError, match=r"Line \d+ of x.json"):
        protocols_from_text(plain(viewports=[{"modality": "MG", "orientation": orientation}]), "x.json")
