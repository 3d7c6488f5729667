"""What the import form sends back: only what a person changed or completed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from medview.catalog.imported import Imported
from medview.core.errors import MedViewError
from medview.views.catalogue import answers
from medview.views.catalogue.answers import (
    FIELDS,
    Answers,
    arguments_text,
    is_asked,
    settings_text,
    task_arguments,
    text_of,
)
from tests.views.catalogue.reading import made


@pytest.fixture
def read(tmp_path: Path) -> Imported:
    return made(tmp_path, "intended_use", "data", "intensity")


def shown(read: Imported, **changed: str) -> Answers:
    fields = {entry.place: text_of(read, entry) for entry in FIELDS}
    network = read.configuration.network.name
    texts = (arguments_text(read), settings_text(read))
    return Answers(fields | changed, read.configuration.card.labels, network, *texts)


def test_nothing_changed_says_nothing(read: Imported) -> None:
    assert task_arguments(read, shown(read)) == {"card": {}, "settings": {}}


def test_what_is_asked_is_empty_until_it_is_completed(read: Imported) -> None:
    assert is_asked(read, "intended_use")
    assert not is_asked(read, "name")
    fields = shown(read).fields
    assert fields["intended_use"] == ""
    assert fields["name"] == "A test model of the hippocampus"
    said = task_arguments(read, shown(read, intended_use="Teaching.", data="Set A; CC0-1.0; 12; https://a.org; All"))
    data = {"name": "Set A", "licence": "CC0-1.0", "cases": 12, "url": "https://a.org", "attribution": "All"}
    assert said["card"] == {"intended_use": "Teaching.", "data": [data]}


def test_entries_within_the_input_are_changed_alone(read: Imported) -> None:
    said = task_arguments(read, shown(read, **{"input.modalities": "ct, mr", "known_failures": "One.\n\nTwo."}))
    assert said["card"] == {"input": {"modalities": ["CT", "MR"]}, "known_failures": ["One.", "Two."]}


def test_labels_are_sent_as_a_card_has_them(read: Imported) -> None:
    answers = shown(read)
    first = replace(answers.labels[0], name="Other", colour=(1, 2, 3))
    said = task_arguments(read, replace(answers, labels=(first, *answers.labels[1:])))
    assert [label["name"] for label in said["card"]["labels"]][:2] == ["Other", "Left posterior hippocampus"]
    assert said["card"]["labels"][0]["colour"] == [1, 2, 3]


def test_settings_and_arguments_are_data(read: Imported) -> None:
    answers = replace(shown(read), settings='{"intensity": {"kind": "minmax"}}', arguments='{"channels": [2, 4]}')
    said = task_arguments(read, answers)
    assert said["settings"] == {"intensity": {"kind": "minmax"}}
    assert said["arguments"] == {"channels": [2, 4]}
    assert said["network"] == "unet"
    for bad in ("{", "[1]", "print()", '{"a": 1, "a": 2}', "[" * 2000):
        with pytest.raises(MedViewError, match="Settings"):
            task_arguments(read, replace(answers, settings=bad))


def test_before_anything_was_read_only_the_network_is_said() -> None:
    said = task_arguments(None, Answers({}, network="meshnet", arguments='{"channels": 5}'))
    assert said == {"network": "meshnet", "arguments": {"channels": 5}}


def test_lists_may_be_written_in_chinese() -> None:
    assert answers._data_set("甲；CC-BY-4.0；12；https://example.org；乙") == {
        "name": "甲", "licence": "CC-BY-4.0", "cases": 12, "url": "https://example.org", "attribution": "乙",
    }  # fmt: skip
    assert answers._READ["list"]("brain，head、 skull") == ["BRAIN", "HEAD", "SKULL"]
