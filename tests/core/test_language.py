"""Which language is spoken, and the catalogue that is read for it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from medview.core import language
from medview.core.language import Catalogue, load, read, speak, speak_as_told, system_language, wanted
from medview.core.text import tr

NOTICE = "Not a medical device. For research and education."


@pytest.fixture(autouse=True)
def english_again(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(language.VARIABLE, "en")
    yield
    speak("en")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("zh_CN.UTF-8", "zh_CN"),
        ("zh-Hans-SG", "zh_CN"),
        ("zh_TW.UTF-8", "en"),
        ("zh_HK", "en"),
        ("de_DE:zh_CN", "en"),
        ("C.UTF-8", "en"),
    ],
)
def test_the_systems_language(said: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", said)
    assert system_language() == code
    assert wanted("") == code
    assert (wanted("zh_CN"), wanted("en"), wanted("xx")) == ("zh_CN", "en", code)


@pytest.mark.parametrize(("number", "code"), [(0x0804, "zh_CN"), (0x0404, "en"), (0x0407, "en"), (0, "en")])
def test_the_language_of_windows(number: int, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    kernel = SimpleNamespace(GetUserDefaultUILanguage=lambda: number)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr(language.sys, "platform", "win32")
    assert system_language() == code


def test_a_process_speaks_what_the_one_that_started_it_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    speak("zh_CN")
    assert tr(NOTICE) == "非医疗器械，仅供研究与教学使用。"
    assert tr("no such text at all") == "no such text at all"
    told = __import__("os").environ[language.VARIABLE]
    speak("en")
    assert tr(NOTICE) == NOTICE
    monkeypatch.setenv(language.VARIABLE, told)
    assert speak_as_told().language == "zh_CN"


def test_a_text_is_found_in_its_own_context_first() -> None:
    catalogue = Catalogue("zh_CN", {("A", "x"): "一", ("B", "x"): "二"}, {"x": "一"})
    assert (catalogue.find("B", "x"), catalogue.find("Derived", "x"), catalogue.find("A", "y")) == ("二", "一", "")


def test_unfinished_and_vanished_translations_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "some.ts"
    path.write_text(
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE TS><TS version="2.1" language="zh_CN"><context><name>A</name>'
        "<message><source>one</source><translation>一</translation></message>"
        '<message><source>two</source><translation type="unfinished">二</translation></message>'
        '<message><source>three</source><translation type="vanished">三</translation></message>'
        "</context></TS>",
        encoding="utf-8",
    )
    assert dict(read(path, "zh_CN").texts) == {("A", "one"): "一"}


def test_a_damaged_catalogue_means_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bad.ts").write_text("<TS><context>", encoding="utf-8")
    monkeypatch.setattr(language, "catalogue_path", lambda _: tmp_path / "bad.ts")
    assert load("zh_CN") == Catalogue()
    monkeypatch.setattr(language, "catalogue_path", lambda _: tmp_path / "none.ts")
    assert load("zh_CN") == Catalogue()
