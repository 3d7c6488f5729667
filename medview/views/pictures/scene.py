"""What all viewports show, as one value made from the state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from medview.core.card import Label
from medview.core.overlay import PresentationLayer
from medview.core.study import Series, Study
from medview.core.volume import StoredVolume, Window
from medview.session.listing import failed_checks, unreviewed
from medview.session.priors import prior_text
from medview.session.state import State
from medview.session.wishes import PictureWish
from medview.views.pictures.laid import presentation
from medview.views.pictures.layers import Layers, rejected_labels, stored_unreviewed
from medview.views.pictures.slice_picture import Style


@dataclass(frozen=True, eq=False)
class Scene:
    """What the viewports show, apart from where they look.

    Args:
        layers: The arrays.
        stored: Where the volume lies.
        style: How they are drawn.
        cursor_lps: The crosshair.
        study: For the corners.
        series: For the corners.
        warnings: Lines a reader must not miss.
        facts: Those of them that hold without anything laid over the images.
        prior: The one of them that tells a prior's day.
        names: What the labels of the shown analysis are called.
        unreviewed: An AI's result is shown that nobody has decided on, or an object that says so of itself.
        presentation: The presentation state that is applied.
    """

    layers: Layers = Layers()
    stored: StoredVolume | None = None
    style: Style = Style(Window(0.0, 1.0))
    cursor_lps: tuple[float, float, float] | None = None
    study: Study | None = None
    series: Series | None = None
    warnings: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    names: Mapping[int, str] = field(default_factory=dict)
    unreviewed: bool = False
    presentation: PresentationLayer | None = None
    prior: str = ""


def scene_of(state: State, layers: Layers) -> Scene:
    """The scene of a state."""
    return Scene(
        layers,
        state.volume,
        Style(state.window, _inverted(state), state.overlay, rejected_labels(state)),
        state.cursor_lps,
        state.study,
        state.series,
        warnings(state, layers),
        facts(state),
        {label.value: label.name for label in _labels(state, layers)},
        layers.partial or unreviewed(state) or stored_unreviewed(state),
        presentation(state),
        prior_text(state, state.series),
    )


def _labels(state: State, layers: Layers) -> tuple[Label, ...]:
    """The labels of the map that is drawn."""
    if layers.partial:
        return state.partial_labels
    return state.analysis.labels if state.analysis else ()


def _inverted(state: State) -> bool:
    """The files may mean low values white (PS3.3 C.7.6.3.1.2, C.11.6), and a presentation state may."""
    pixels = state.series.pixels if state.series else None
    layer = presentation(state)
    presented = layer is not None and any(how.inverted for how in layer.presented)
    return presented or (pixels is not None and pixels.inverted)


def shareable(lines: tuple[str, ...], prior: str, wish: PictureWish) -> tuple[str, ...]:
    """Lines as they may stand on a picture: when a prior was made stands only beside who was imaged.

    Args:
        lines: The lines.
        prior: The one that tells a prior's day.
        wish: What may stand on the picture.
    """
    if wish.identifiers:
        return lines
    told = _tr("Prior")
    return tuple(told if line == prior else line for line in lines)


def image_warnings(state: State) -> tuple[str, ...]:
    """What a reader of pictures must not miss."""
    return *_of_the_result(state), *_of_the_files(state, state.images.note if state.images else "")


def _of_the_files(state: State, note: str) -> tuple[str, ...]:
    """That they are a prior's, what was made of the slices, and what was wrong with them, which often tells it too."""
    irregular = state.series.irregular if state.series else ""
    made = note.replace(irregular, "", 1).strip() if irregular else note
    return tuple(text for text in (prior_text(state, state.series), made, irregular) if text)


def warnings(state: State, layers: Layers) -> tuple[str, ...]:
    """What a reader must not miss in any viewport."""
    unfinished = (_tr("AI result, not finished"),) if layers.partial else _of_the_result(state)
    return *unfinished, *facts(state)


def _of_the_result(state: State) -> tuple[str, ...]:
    """That nobody has decided on what a model found, and that the picture is not like what it knows."""
    told = (
        (unreviewed(state), _tr("AI result, not reviewed")),
        (bool(failed_checks(state)), _tr("Outside what this model knows")),
    )
    return tuple(text for wanted, text in told if wanted)


def facts(state: State) -> tuple[str, ...]:
    """What a reader of a volume must not miss, whatever is laid over it."""
    template = state.study is not None and state.study.is_template
    told = _tr("Template, not a patient")
    return *((told,) if template else ()), *_of_the_files(state, state.volume.note if state.volume else "")


def _tr(text: str) -> str:
    return QCoreApplication.translate("scene", text)
