"""How values read on screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from medview.core.code import MILLILITRE, PERCENT, Code
from medview.core.finding import Quantity
from medview.core.study import Patient
from medview.core.volume import Quantity as Values
from medview.core.volume import Window
from medview.imaging.windowing import presets
from medview.views import words
from tests.session.samples import sample_analysis


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("Doe^Jane", "Doe, Jane"),
        ("Doe", "Doe"),
        ("Müller^Ann=山田^太郎", "Müller, Ann (山田太郎)"),
        ("", "ID-1"),
        ("Doe^J^Q", "Doe, J Q"),
    ],
)
def test_person_names(stored: str, shown: str) -> None:
    assert words.patient_name(Patient("ID-1", stored)) == shown


def test_dates_are_unambiguous() -> None:
    assert words.date("20240229") == "2024-02-29"
    assert words.date("Spring") == "Spring"


def test_a_side_is_named_once(tmp_path: Path) -> None:
    finding = sample_analysis(tmp_path).findings[0]
    assert words.finding_name(finding) == "Left hippocampus"
    named = replace(finding, what=Code("x", "99MEDVIEW", "Left anterior hippocampus"))
    assert words.finding_name(named) == "Left anterior hippocampus"


@pytest.mark.parametrize(
    ("value", "text", "interval"),
    [
        (Quantity(1.934, MILLILITRE, 1.784, 2.091, 0.9), "1.93 mL", "1.78–2.09"),
        (Quantity(-22.83, PERCENT, -44.2, -2.331, 0.9), "-22.8 %", "-44.2 … -2.3"),
        (Quantity(12.0, PERCENT), "12.0 %", ""),
    ],
)
def test_values_and_intervals_have_the_same_digits(value: Quantity, text: str, interval: str) -> None:
    assert words.value_text(value) == text
    assert words.interval_text(value) == interval


def test_one_and_many() -> None:
    assert words.counted(1, "one file", "{count} files") == "one file"
    assert words.counted(0, "one file", "{count} files") == "0 files"


def test_time_left_is_no_finer_than_it_is_known() -> None:
    assert words.time_left(None) == ""
    assert words.time_left(0.2) == "about 1 s left"
    assert words.time_left(125.0) == "about 2 min left"


def test_presets_are_named_in_the_readers_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "tr", lambda text: f"<{text}>")
    assert [words.window_name(one) for one in presets(Values.HU)] == [f"<{one.name}>" for one in presets(Values.HU)]
    assert words.window_name(Window(1.0, 2.0, "Of the file")) == "Of the file"
