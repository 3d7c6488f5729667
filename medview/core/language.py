"""The language people read: which ones there are, which is wanted, and the catalogue of its texts.

One catalogue for all: the window's texts, the workers' and the command line's are read from the same Qt Linguist file,
so no compiled copy can be out of date, and workers need no Qt. Reading it takes some 20 ms, in Chinese only.
"""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from medview.core.errors import MedViewError
from medview.core.resources import resource
from medview.core.text import install_translation

LANGUAGES = {"en": "English", "zh_CN": "简体中文"}
"""Codes and the languages' own names; the program's texts are written in the first."""
VARIABLE = "MEDVIEW_LANGUAGE"
"""The environment variable that tells the language to the processes this one starts."""
CONTEXT = "medview"
"""The catalogue's context of texts from Qt-free packages (``core.text.tr``)."""


@dataclass(frozen=True)
class Catalogue:
    """The texts of one language.

    Args:
        language: Its code.
        texts: (context, English) to the translation.
        anywhere: English to the translation in the first context that has one.
    """

    language: str = "en"
    texts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    anywhere: Mapping[str, str] = field(default_factory=dict)

    def find(self, context: str, text: str) -> str:
        """The translation of a text, or an empty one.

        Qt asks in the context of an object's own class, also for texts of the classes it inherits from, which stand in
        the catalogue under theirs: so a text that is not in the context is looked for in all others.
        """
        return self.texts.get((context, text)) or self.anywhere.get(text, "")


_current = Catalogue()


def current() -> Catalogue:
    """The catalogue in use."""
    return _current


def speak(language: str) -> Catalogue:
    """Use a language in this process and in those it starts from now on.

    Args:
        language: A code of ``LANGUAGES``; one without a readable catalogue means English.
    """
    global _current
    _current = load(language)
    os.environ[VARIABLE] = _current.language
    found = _current
    install_translation((lambda text: found.find(CONTEXT, text) or text) if found.texts else str)
    return found


def speak_as_told() -> Catalogue:
    """Use the language of the process that started this one."""
    return speak(os.environ.get(VARIABLE, "en"))


def load(language: str) -> Catalogue:
    """Read a catalogue; an empty English one where there is none."""
    if language == "en" or language not in LANGUAGES:
        return Catalogue()
    try:
        return read(catalogue_path(language), language)
    except (MedViewError, OSError, ElementTree.ParseError):
        return Catalogue()


def catalogue_path(language: str) -> Path:
    """Where the catalogue of a language lies.

    Raises:
        MedViewError: It is missing.
    """
    return resource("translations", f"medview_{language}.ts")


def read(path: Path, language: str) -> Catalogue:
    """Read a Qt Linguist file; texts without a finished translation are left out.

    Raises:
        OSError, ElementTree.ParseError: It cannot be read.
    """
    texts: dict[tuple[str, str], str] = {}
    anywhere: dict[str, str] = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            told = message.find("translation")
            source = message.findtext("source", "")
            if told is not None and told.text and told.get("type") is None:
                texts[name, source] = told.text
                anywhere.setdefault(source, told.text)
    return Catalogue(language, texts, anywhere)


def wanted(setting: str) -> str:
    """The language to speak: the setting's, or the system's where it is one of ``LANGUAGES``, else English."""
    return setting if setting in LANGUAGES else system_language()


def system_language() -> str:
    """The system's language as a code of ``LANGUAGES``; English for any other."""
    said = _system_locale().replace("-", "_").lower()
    traditional = any(mark in said for mark in ("hant", "_tw", "_hk", "_mo"))
    return "zh_CN" if said.startswith(("zh", "chinese")) and not traditional else "en"


def _system_locale() -> str:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return os.environ[name].split(":")[0]
    if sys.platform == "win32":
        import ctypes

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return locale.getlocale()[0] or ""
