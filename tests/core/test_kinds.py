"""What a series is, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from medview.core.kinds import kind_word
from medview.core.language import VARIABLE, speak
from medview.core.study import Kind, Series


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(VARIABLE, "en")
    speak("zh_CN")
    yield
    speak("en")


def series(kind: Kind, modality: str = "CT") -> Series:
    return Series("1.2", "1.1", "dicom", modality, "Scout", 1, "", (), None, kind=kind)


def test_the_modality_says_it_better() -> None:
    assert kind_word(series(Kind.SIGNAL, "ECG")) == "ECG"
    assert kind_word(series(Kind.SIGNAL, "AU")) == "Signal"


def test_every_kind_is_said_in_chinese(chinese: None) -> None:
    assert all(not kind_word(series(kind)).isascii() for kind in Kind)
