"""Colours of labels: those of the model or object, or ones that all readers can tell apart. Nothing stored changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import singledispatch
from weakref import WeakKeyDictionary

from medview.core.card import Label
from medview.core.overlay import Colour, LabelLayer, Overlaid, ShapeLayer
from medview.imaging.colour_blind import palette
from medview.session.state import Overlay

_made: WeakKeyDictionary[Overlaid, Overlaid] = WeakKeyDictionary()
"""A layer to the same one in safe colours, so that viewports know it again."""


def label_colours(labels: Iterable[Label], overlay: Overlay) -> dict[int, Colour]:
    """The colour in which each label value is drawn and listed."""
    listed = tuple(labels)
    if not overlay.safe_colours:
        return {label.value: label.colour for label in listed}
    return {label.value: colour for label, colour in zip(listed, palette(len(listed)), strict=True)}


def shown_colours(layer: Overlaid, overlay: Overlay) -> Overlaid:
    """A derived object's layer in the colours in which it is drawn and listed."""
    if not overlay.safe_colours:
        return layer
    if layer not in _made:
        _made[layer] = _in_safe_colours(layer)
    return _made[layer]


@singledispatch
def _in_safe_colours(layer: Overlaid) -> Overlaid:
    return layer


@_in_safe_colours.register
def _(layer: LabelLayer) -> Overlaid:
    colours = palette(len(layer.labels))
    return replace(layer, labels=tuple(replace(x, colour=c) for x, c in zip(layer.labels, colours, strict=True)))


@_in_safe_colours.register
def _(layer: ShapeLayer) -> Overlaid:
    names = tuple(dict.fromkeys(shape.name for shape in layer.shapes))
    colours = dict(zip(names, palette(len(names)), strict=True))
    return replace(layer, shapes=tuple(replace(shape, colour=colours[shape.name]) for shape in layer.shapes))
