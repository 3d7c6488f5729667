"""The reader's language in the window: MedView's own texts and Qt's."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from medview.core.language import Catalogue, speak

_PROPERTY = "medview_translators"
_CHINESE_FONTS = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
)  # fmt: skip
"""Fonts for Chinese, best first; the last one is shipped. Without one that is named, Qt takes signs from several."""


class CatalogueTranslator(QTranslator):
    """Answers Qt from a catalogue.

    Args:
        catalogue: The texts.
        parent: The application.
    """

    def __init__(self, catalogue: Catalogue, parent: QApplication) -> None:
        super().__init__(parent)
        self._catalogue = catalogue

    def translate(self, context: str, text: str, _comment: str | None = None, _count: int = -1) -> str:
        """The translation, or None: then Qt asks its own catalogue, or shows the text itself."""
        return self._catalogue.find(context, text) or None  # type: ignore[return-value]  # an empty text would be shown

    def isEmpty(self) -> bool:
        """Whether it knows nothing."""
        return not self._catalogue.texts


def speak_in(app: QApplication, language: str) -> None:
    """Let the window, and the processes it starts from now on, speak a language.

    What is on the screen already keeps the one before.

    Args:
        app: The application.
        language: A code of ``core.language.LANGUAGES``.
    """
    for old in app.property(_PROPERTY) or ():
        app.removeTranslator(old)
    catalogue = speak(language)
    found: list[QTranslator] = []
    if catalogue.texts:
        qt = QTranslator(app)
        if qt.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            found.append(qt)
        found.append(CatalogueTranslator(catalogue, app))
    for translator in found:
        app.installTranslator(translator)
    app.setProperty(_PROPERTY, found)
    if language.startswith("zh"):
        _write_chinese(app)


def _write_chinese(app: QApplication) -> None:
    """Take all Chinese signs from one font; Latin letters stay in the desktop's."""
    there = set(QFontDatabase.families())
    font = app.font()
    latin = [family for family in font.families() if family not in _CHINESE_FONTS]
    font.setFamilies([*latin, *(family for family in _CHINESE_FONTS if family in there)])
    app.setFont(font)
