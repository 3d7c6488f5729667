"""The catalogue of translations: every text is found, and what is translated keeps its places, keys and ending."""

from __future__ import annotations

import importlib.util
import re
import string
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

_TOOL = Path(__file__).parent.parent / "packaging" / "translations.py"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations", _TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["translations"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def project(tool: ModuleType) -> tuple[Any, list[str]]:
    """The texts of the program itself, and what could not be told."""
    found: tuple[Any, list[str]] = tool.extract()
    return found


SAMPLES = {
    "core/text.py": "def tr(text):\n    return _translate(text)\n",
    "views/actions/spec.py": "def n(text):\n    return text\nTOP = n('Top')\n",
    "views/browser/kinds.py": """
from PySide6.QtCore import QCoreApplication
def _n(text):
    return text
TABLE = {1: _n('One kind')}
def word(number):
    return QCoreApplication.translate('kinds', TABLE[number])
""",
    "views/words.py": """
from PySide6.QtCore import QCoreApplication
STATES = {'a': 'State A', 'b': ('State B', 3)}
def tr(text):
    return QCoreApplication.translate('words', text)
""",
    "views/window.py": """
from PySide6.QtCore import QCoreApplication
from medview.core.text import tr
from medview.core import text as words_of_core
from medview.views import words
from medview.views.actions.spec import n
NOTICE = 'A notice'
class Base:
    def f(self, on):
        self.tr('In a class')
        self.tr('Yes' if on else 'No')
        self.tr(NOTICE)
        return words.tr('By a module'), words.tr(words.STATES[on])
class Derived(Base):
    def g(self):
        return n('Marked'), tr('From core'), QCoreApplication.translate('there', 'Named')
""",
}


def made(folder: Path, **more: str) -> Path:
    for name, code in {**SAMPLES, **more}.items():
        path = folder / "medview" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code, encoding="utf-8")
    return folder


def test_every_kind_of_text_is_found(tool: ModuleType, tmp_path: Path) -> None:
    found, problems = tool.extract(made(tmp_path))
    assert set(found) == {
        ("actions", "Top"),
        ("actions", "Marked"),
        ("kinds", "One kind"),
        ("Base", "In a class"),
        ("Base", "Yes"),
        ("Base", "No"),
        ("Base", "A notice"),
        ("words", "By a module"),
        ("medview", "From core"),
        ("there", "Named"),
    }
    assert [problem.partition(": ")[2] for problem in problems] == ["words.tr(words.STATES[on])"]


def test_a_text_that_cannot_be_told_is_reported(tool: ModuleType, tmp_path: Path) -> None:
    code = "from medview.core.text import tr\ndef f(what):\n    return tr(what + '!')\n"
    _, problems = tool.extract(made(tmp_path, **{"views/odd.py": code}))
    assert any("odd.py:3" in problem for problem in problems)


def test_translations_are_kept_and_those_of_lost_texts_marked(tool: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "medview_zh_CN.ts"
    first = {("A", 'one <1> & "two"'): {"a.py"}, ("A", "gone"): {"a.py"}}
    known = tool.Catalogue({("A", 'one <1> & "two"'): "一 <1> & “二”", ("A", "gone"): "没了"})
    tool.write(first, known, path)
    second = {("A", 'one <1> & "two"'): {"b.py"}, ("B", 'one <1> & "two"'): {"b.py"}, ("B", "new"): {"b.py"}}
    tool.write(second, tool.read(path), path)
    kept = tool.read(path)
    assert kept.texts[("A", 'one <1> & "two"')] == kept.texts[("B", 'one <1> & "two"')] == "一 <1> & “二”"
    assert kept.texts[("A", "gone")] == "没了"
    assert ("B", "new") not in kept.texts
    assert path.read_text(encoding="utf-8").count('type="vanished"') == 1
    assert tool.missing(second, kept) == {"B": ["new"]}
    tool.write(second, kept, tmp_path / "again.ts")
    assert (tmp_path / "again.ts").read_bytes() == path.read_bytes()


def test_a_button_that_only_got_another_key_keeps_its_translation(tool: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "zh.ts"
    known = tool.Catalogue({("Keys", "Reset"): "重置", ("Old", "&Export…"): "导出(&E)…"})
    tool.write({("Dialog", "Re&set"): {"d.py"}, ("Dialog", "E&xport…"): {"d.py"}}, known, path)
    told = tool.read(path).texts
    assert told["Dialog", "Re&set"] == "重置(&S)"
    assert told["Dialog", "E&xport…"] == "导出(&X)…"


def test_access_keys_are_kept_in_brackets(tool: ModuleType) -> None:
    assert tool.with_key("Save pict&ure…", "保存图片…") == "保存图片(&U)…"
    assert tool.with_key("Plain", "普通") == "普通"
    assert tool.with_key("You && me", "你 && 我") == "你 && 我"


def _texts(tool: ModuleType, found: Any) -> Iterator[tuple[str, str, str]]:
    known = tool.read()
    for (context, text), told in known.texts.items():
        if (context, text) in found:
            yield context, text, told


def _fields(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_translations_have_the_same_places_keys_and_endings(tool: ModuleType, project: tuple[Any, list[str]]) -> None:
    wrong = []
    for context, text, told in _texts(tool, project[0]):
        if "{" in text and _fields(text) != _fields(told):
            wrong.append(f"{context}: {text!r}: other places in {told!r}")
        if [key.upper() for key in tool._KEY.findall(text)] != [key.upper() for key in tool._KEY.findall(told)]:
            wrong.append(f"{context}: {text!r}: another access key in {told!r}")
        if text.endswith("…") != told.endswith("…") and not text.endswith(" …"):
            wrong.append(f"{context}: {text!r}: another ending in {told!r}")
        if text.count("\n") != told.count("\n"):
            wrong.append(f"{context}: {text!r}: other lines in {told!r}")
        if re.search(r"[\u4e00-\u9fff][,;?!]|[\u4e00-\u9fff]\.$", told):
            wrong.append(f"{context}: {text!r}: Latin punctuation in {told!r}")
    assert not wrong, "\n".join(wrong)


def test_every_text_has_its_translation(tool: ModuleType, project: tuple[Any, list[str]]) -> None:
    known = tool.read()
    assert known.complete
    found, problems = project
    assert not problems
    assert not tool.missing(found, known)


def test_the_program_reads_what_the_tool_writes(tool: ModuleType, project: tuple[Any, list[str]]) -> None:
    from medview.core.language import load

    catalogue = load("zh_CN")
    current = {(context, text): told for context, text, told in _texts(tool, project[0])}
    assert current
    assert all(catalogue.find(*key) == told for key, told in current.items())
