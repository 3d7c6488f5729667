"""One function decides the colours of labels in pictures, in 3D and in lists."""

from __future__ import annotations

import numpy as np

from medview.core.card import Label
from medview.core.code import Code
from medview.core.overlay import FieldLayer, LabelLayer, Shape, ShapeKind, ShapeLayer
from medview.imaging.colour_blind import palette
from medview.session.state import Overlay
from medview.views.viewport.label_colours import label_colours, shown_colours

WHAT = Code("1", "99TEST", "part")
LABELS = (Label(1, "left", WHAT, WHAT, (200, 0, 0)), Label(4, "right", WHAT, WHAT, (0, 200, 0)))
OWN, SAFE = Overlay(), Overlay(safe_colours=True)


def test_labels_keep_their_own_colours_unless_asked() -> None:
    assert label_colours(LABELS, OWN) == {1: (200, 0, 0), 4: (0, 200, 0)}
    assert label_colours(LABELS, SAFE) == dict(zip((1, 4), palette(2), strict=True))


def test_a_layer_in_safe_colours_is_always_the_same_one() -> None:
    layer = LabelLayer("1.2", "seg", "x.npy", LABELS)
    assert shown_colours(layer, OWN) is layer
    safe = shown_colours(layer, SAFE)
    assert safe is shown_colours(layer, SAFE)
    assert isinstance(safe, LabelLayer)
    assert [label.colour for label in safe.labels] == list(palette(2))
    assert [label.colour for label in layer.labels] == [(200, 0, 0), (0, 200, 0)]


def test_contours_of_one_structure_share_a_colour() -> None:
    shapes = tuple(Shape(ShapeKind.POINT, np.zeros((1, 3)), name) for name in ("a", "b", "a"))
    safe = shown_colours(ShapeLayer("1.3", "rt", shapes), SAFE)
    assert isinstance(safe, ShapeLayer)
    first, second, third = (shape.colour for shape in safe.shapes)
    assert first == third != second


def test_maps_have_no_labels() -> None:
    layer = FieldLayer("1.4", "dose", "x.npy", "Gy", 0.0, 1.0)
    assert shown_colours(layer, SAFE) is layer
