from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medview.core import files
from medview.core.errors import WriteError
from medview.core.volume import Window
from medview.session.settings import (
    Settings,
    automatic_memory_mb,
    load_settings,
    memory_budget,
    save_settings,
    settings_from_json,
    settings_to_json,
    upgraded,
)

words = st.text(max_size=20)
numbers = st.floats(allow_nan=False, allow_infinity=False)
settings = st.builds(
    Settings,
    reviewer=words,
    theme=st.sampled_from(["system", "dark", "light", "contrast"]),
    text_size=st.integers(80, 200),
    label_colours=st.sampled_from(["own", "safe"]),
    recent_actions=st.lists(words, max_size=3).map(tuple),
    fill=st.floats(0, 1),
    corner_text=st.sampled_from(["full", "minimal", "none"]),
    up_is_brighter=st.booleans(),
    keys=st.lists(st.tuples(words, words), max_size=3).map(tuple),
    presets=st.lists(st.builds(Window, numbers, numbers, words), max_size=3).map(tuple),
    last_folder=words,
    working_folder=words,
    geometry=words,
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)
STEPS = (
    lambda data: {**{key: value for key, value in data.items() if key != "name"}, "reviewer": data.get("name", "")},
    lambda data: {**data, "fill": data.get("fill", 25) / 100},
)
"""Two upgrades as they might be: a field renamed, another's unit changed."""


@given(settings)
def test_settings_to_json_and_back(value: Settings) -> None:
    assert settings_from_json(json.loads(json.dumps(settings_to_json(value)))) == value


@given(name=words, fill=st.integers(0, 100))
def test_every_earlier_version_arrives_at_the_same_settings(name: str, fill: int) -> None:
    first = {"version": 1, "name": name, "fill": fill}
    second = {"version": 2, "reviewer": name, "fill": fill}
    third = {"version": 3, "reviewer": name, "fill": fill / 100}
    assert upgraded(first, STEPS) == upgraded(second, STEPS) == upgraded(third, STEPS) == third


@given(json_values)
def test_whatever_the_file_holds_settings_come_out(tmp_path_factory: pytest.TempPathFactory, value: Any) -> None:
    path = tmp_path_factory.mktemp("settings") / "settings.json"
    held = {**value, "version": 1} if isinstance(value, dict) else value
    path.write_text(json.dumps(held))
    loaded, notice = load_settings(path)
    assert isinstance(loaded, Settings)
    assert bool(notice) != path.exists()


@pytest.mark.parametrize(
    "field",
    [
        {"theme": "pink"},
        {"text_size": "large"},
        {"label_colours": "pink"},
        {"recent_actions": [1]},
        {"fill": "much"},
        {"fill": float("nan")},
        {"up_is_brighter": 1},
        {"reviewer": 3},
        {"keys": [["a"]]},
        {"presets": [{"centre": 1, "width": 2}]},
        {"version": 2},
        {"version": 0},
        {"version": True},
        {"version": None},
    ],
)
def test_a_wrong_field_or_version_keeps_the_file_and_tells(tmp_path: Path, field: dict[str, Any]) -> None:
    path = tmp_path / "settings.json"
    text = json.dumps({**settings_to_json(Settings()), **field})
    path.write_text(text)
    loaded, notice = load_settings(path)
    (aside,) = tmp_path.glob("settings.damaged-*.json")
    assert (loaded, aside.read_text()) == (Settings(), text)
    assert aside.name in notice


def test_missing_and_unknown_fields_are_no_damage() -> None:
    assert settings_from_json({"version": 1, "fill": 3, "later": "x"}) == replace(Settings(), fill=1.0)


def test_no_file_is_no_news(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.json") == (Settings(), "")


def test_a_file_that_cannot_be_read_is_told_and_left(tmp_path: Path) -> None:
    loaded, notice = load_settings(tmp_path)
    assert loaded == Settings()
    assert "could not be read" in notice
    assert tmp_path.is_dir()


def test_a_failed_save_leaves_the_earlier_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "settings.json"
    save_settings(path, Settings(reviewer="Dr A"))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(WriteError, match="No space left"):
        save_settings(path, Settings(reviewer="Dr B"))
    assert load_settings(path) == (Settings(reviewer="Dr A"), "")
    assert [entry.name for entry in tmp_path.iterdir()] == ["settings.json"]


def test_saving_into_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="could not be written"):
        save_settings(tmp_path / "absent" / "settings.json", Settings())


def test_the_memory_an_open_series_may_take_is_set_or_a_share_of_what_there_is() -> None:
    assert memory_budget(Settings(memory_mb=300)) == 300_000_000
    assert memory_budget(Settings()) == automatic_memory_mb() * 1_000_000
    assert automatic_memory_mb() >= 512


def test_a_window_of_the_readers_own_keeps_its_function() -> None:
    mine = Settings(presets=(Window(1.0, 2.0, "S", "SIGMOID"),))
    assert settings_from_json(settings_to_json(mine)) == mine
    older = settings_to_json(Settings()) | {"presets": [{"centre": 1, "width": 2, "name": "Old"}]}
    assert settings_from_json(older).presets == (Window(1.0, 2.0, "Old", "LINEAR_EXACT"),)
