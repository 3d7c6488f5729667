"""Words and icons for what a series is."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QIcon

from medview.core.study import Kind, Series
from medview.views.settings.theme import Theme


def _n(text: str) -> str:
    """Mark a text of the table for translation."""
    return text


_TABLE: Mapping[Kind, tuple[str, str]] = {
    Kind.VOLUME: (_n("Volume"), "kind_volume"),
    Kind.IMAGES: (_n("Images"), "kind_images"),
    Kind.SLIDE: (_n("Slide"), "kind_slide"),
    Kind.SEGMENTATION: (_n("Segmentation"), "kind_segmentation"),
    Kind.STRUCTURES: (_n("RT structures"), "kind_structures"),
    Kind.DOSE: (_n("RT dose"), "kind_dose"),
    Kind.PLAN: (_n("RT plan"), "kind_plan"),
    Kind.PARAMETRIC_MAP: (_n("Parametric map"), "kind_map"),
    Kind.PRESENTATION: (_n("Presentation state"), "kind_presentation"),
    Kind.KEY_OBJECTS: (_n("Key objects"), "kind_key_objects"),
    Kind.REPORT: (_n("Report"), "report"),
    Kind.DOCUMENT: (_n("Document"), "file"),
    Kind.SIGNAL: (_n("Signal"), "kind_signal"),
    Kind.OTHER: (_n("Other object"), "kind_other"),
}

_MODALITIES: Mapping[tuple[Kind, str], str] = {
    (Kind.SIGNAL, "ECG"): _n("ECG"),
    (Kind.REPORT, "ANN"): _n("Annotations"),
    (Kind.OTHER, "ANN"): _n("Annotations"),
}
"""Where the modality says it better."""


def kind_word(series: Series) -> str:
    """What a series is, in one or two words."""
    word = _MODALITIES.get((series.kind, series.modality), _TABLE[series.kind][0])
    return QCoreApplication.translate("kinds", word)


class KindIcons:
    """The icon of each kind, drawn once.

    Args:
        theme: Colours.
    """

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._drawn: dict[Kind, QIcon] = {}

    def icon(self, kind: Kind) -> QIcon:
        """The icon of a kind."""
        if kind not in self._drawn:
            self._drawn[kind] = self._theme.icon(_TABLE[kind][1], switch=False)
        return self._drawn[kind]
