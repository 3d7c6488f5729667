"""Every reader of others' JSON refuses the same, in words."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from medview.core.strict_json import MOST_DEPTH, NotStrict, parsed_json, read_json, read_object


def nested(depth: int) -> str:
    return "[" * depth + "]" * depth


def test_plain_json_is_read(tmp_path: Path) -> None:
    file = tmp_path / "plain.json"
    file.write_text('{"a": [1, 2.5, "NaN", null], "b": {"a": true}}', encoding="utf-8")
    assert read_object(file) == {"a": [1, 2.5, "NaN", None], "b": {"a": True}}
    assert parsed_json(nested(MOST_DEPTH)) is not None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"a": 1, "b": {"c": 1, "c": 2}}', "the entry c twice"),
        (nested(MOST_DEPTH + 2), "too deep"),
        (nested(100_000), "too deep"),
        ('{"a": NaN}', "NaN is no number"),
        ('{"a": [-Infinity]}', "-Infinity is no number"),
        ('{"a": 1e999}', "1e999 is no number"),
        ("1" * 5000, "no JSON"),
        ("{", "no JSON"),
        ("", "no JSON"),
        (b"\xff\xfe{}", "no JSON"),
    ],
)
def test_what_is_not_strict_is_refused_in_words(text: str | bytes, words: str) -> None:
    with pytest.raises(NotStrict, match=words):
        parsed_json(text)


def test_numbers_that_are_none_are_read_only_where_that_is_asked_for() -> None:
    found = parsed_json('{"a": NaN, "b": 1e999}', finite=False)
    assert found["a"] != found["a"]
    assert found["b"] == float("inf")


def test_files_are_objects_of_moderate_size(tmp_path: Path) -> None:
    file = tmp_path / "some.json"
    file.write_text("[1]", encoding="utf-8")
    assert read_json(file, most=3) == [1]
    with pytest.raises(NotStrict, match="too large"):
        read_json(file, most=2)
    with pytest.raises(NotStrict, match="not a JSON object"):
        read_object(file)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    with pytest.raises(FileNotFoundError):
        read_json(pipe)
