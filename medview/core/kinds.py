"""What a series is, in words."""

from __future__ import annotations

from collections.abc import Mapping

from medview.core.study import Kind, Series
from medview.core.text import tr


def _n(text: str) -> str:
    """Mark a text of the tables for translation."""
    return text


_WORDS: Mapping[Kind, str] = {
    Kind.VOLUME: _n("Volume"),
    Kind.IMAGES: _n("Images"),
    Kind.SLIDE: _n("Slide"),
    Kind.SEGMENTATION: _n("Segmentation"),
    Kind.STRUCTURES: _n("RT structures"),
    Kind.DOSE: _n("RT dose"),
    Kind.PLAN: _n("RT plan"),
    Kind.PARAMETRIC_MAP: _n("Parametric map"),
    Kind.PRESENTATION: _n("Presentation state"),
    Kind.KEY_OBJECTS: _n("Key objects"),
    Kind.REPORT: _n("Report"),
    Kind.DOCUMENT: _n("Document"),
    Kind.SIGNAL: _n("Signal"),
    Kind.SEQUENCES: _n("Sequences"),
    Kind.OTHER: _n("Other object"),
}
_MODALITIES: Mapping[tuple[Kind, str], str] = {
    (Kind.SIGNAL, "ECG"): _n("ECG"),
    (Kind.REPORT, "ANN"): _n("Annotations"),
    (Kind.OTHER, "ANN"): _n("Annotations"),
}
"""Where the modality says it better."""


def kind_word(series: Series) -> str:
    """What a series is, in one or two words."""
    return tr(_MODALITIES.get((series.kind, series.modality), _WORDS[series.kind]))
