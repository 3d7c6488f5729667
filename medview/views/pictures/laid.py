"""What derived objects lay over an open volume, opened once for all viewports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.overlay import Colour, FieldLayer, LabelLayer, Overlaid, PresentationLayer, Presented, ShapeLayer
from medview.core.study import Series
from medview.core.volume import Volume
from medview.session.state import State
from medview.views.pictures.placed import Placed, placed
from medview.views.viewport.label_colours import shown_colours


@dataclass(frozen=True)
class PartOf:
    """A part of an object that can be hidden: a segment, a structure.

    Args:
        key: Identifier in ``State.hidden``.
        name: For people.
        colour: sRGB.
    """

    key: str
    name: str
    colour: Colour


@dataclass(frozen=True, eq=False)
class Laid:
    """An object's layer with what it needs on a volume.

    Args:
        layer: The layer.
        array: Its voxels, or None when it has none or they do not fit the volume.
        placed: Its shapes, or None.
    """

    layer: Overlaid
    array: NDArray[Any] | None = None
    placed: Placed | None = None


def part_key(uid: str, part: object) -> str:
    """The identifier of a part of an object."""
    return f"{uid}|{part}"


def parts_of(layer: Overlaid) -> tuple[PartOf, ...]:
    """The parts of a layer that can be hidden one by one."""
    match layer:
        case LabelLayer():
            return tuple(PartOf(part_key(layer.uid, x.value), x.name, x.colour) for x in layer.labels)
        case ShapeLayer():
            named = {shape.name: shape.colour for shape in reversed(layer.shapes)}
            names = dict.fromkeys(shape.name for shape in layer.shapes)
            return tuple(PartOf(part_key(layer.uid, name), name, named[name]) for name in names)
        case FieldLayer() | PresentationLayer():
            return ()


def laid(state: State, volume: Volume, before: Sequence[Laid]) -> tuple[Laid, ...]:
    """The visible layers of a state on its volume; what was opened before is kept.

    Args:
        state: The present state.
        volume: Its volume, opened.
        before: The layers opened so far on the same volume.
    """
    known = {id(one.layer): one for one in before}
    shown = (shown_colours(layer, state.overlay) for layer in state.overlaid if layer.uid not in state.hidden)
    return tuple(known.get(id(layer)) or _opened(layer, volume, state.series) for layer in shown)


def mapped(path: str) -> NDArray[Any] | None:
    """A layer's file; None when it is gone or damaged, so that a viewport draws what it can."""
    try:
        array: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return array


def presentation(state: State) -> PresentationLayer | None:
    """The presentation state that is applied: the last one shown."""
    shown = (one for one in reversed(state.overlaid) if one.uid not in state.hidden)
    return next((one for one in shown if isinstance(one, PresentationLayer)), None)


def presented(layer: PresentationLayer | None, sop_instance_uid: str, number: int = 0) -> Presented | None:
    """How a presentation state wants an image shown; None when it does not speak of it.

    Args:
        layer: The presentation state, if one is applied.
        sop_instance_uid: The image's object.
        number: Its frame, counted from 0.
    """
    wanted = ((sop_instance_uid, number), (sop_instance_uid, -1))
    return next((one for one in layer.presented if one.image in wanted), None) if layer is not None else None


def _opened(layer: Overlaid, volume: Volume, series: Series | None) -> Laid:
    match layer:
        case LabelLayer() | FieldLayer():
            array = mapped(layer.path)
            return Laid(layer, array if array is not None and array.shape == volume.geometry.shape else None)
        case ShapeLayer() | PresentationLayer():
            return Laid(layer, None, placed(layer.shapes, volume.geometry, series) if series else None)
