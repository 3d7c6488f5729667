"""Icons for what a series is."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QIcon

from medview.core.study import Kind
from medview.views.settings.theme import Theme

_ICONS: Mapping[Kind, str] = {
    Kind.VOLUME: "kind_volume",
    Kind.IMAGES: "kind_images",
    Kind.SLIDE: "kind_slide",
    Kind.SEGMENTATION: "kind_segmentation",
    Kind.STRUCTURES: "kind_structures",
    Kind.DOSE: "kind_dose",
    Kind.PLAN: "kind_plan",
    Kind.PARAMETRIC_MAP: "kind_map",
    Kind.PRESENTATION: "kind_presentation",
    Kind.KEY_OBJECTS: "kind_key_objects",
    Kind.REPORT: "report",
    Kind.DOCUMENT: "file",
    Kind.SIGNAL: "kind_signal",
    Kind.SEQUENCES: "kind_sequences",
    Kind.OTHER: "kind_other",
}


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
            self._drawn[kind] = self._theme.icon(_ICONS[kind], switch=False)
        return self._drawn[kind]
