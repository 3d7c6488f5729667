"""Slices of what derived objects lay over a volume, as Qt's images, paths and marks; each is made once per slice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from medview.core.geometry import Float
from medview.core.overlay import FieldLayer, LabelLayer, Shape, ShapeKind
from medview.core.volume import Quantity
from medview.imaging.colours import colour_table
from medview.imaging.oblique import Frame, ObliqueFrame
from medview.views.pictures.fused import Fused
from medview.views.pictures.laid import Laid, part_key
from medview.views.pictures.layers import Layers
from medview.views.pictures.placed import CLOSED, Placed, turned
from medview.views.pictures.slice_picture import Outline, SlicePicture, Style
from medview.views.viewport.bars import Bar
from medview.views.viewport.colouring import field_colours, field_image
from medview.views.viewport.marks import Mark, anchor, polylines_path

Named = tuple[str, Outline]


class OverlaidPicture:
    """Makes what a viewport draws of the layers on one slice, and remembers it."""

    def __init__(self) -> None:
        self._pictures: dict[Laid, SlicePicture] = {}

    def clear(self) -> None:
        """Forget everything, to let go of the arrays."""
        self._pictures.clear()

    def images(self, layers: Layers, frame: Frame, number: int, style: Style) -> Iterator[QImage]:
        """Fields first, then the fills of segments."""
        self._forget(layers)
        for one in sorted(layers.overlaid, key=lambda one: isinstance(one.layer, LabelLayer)):
            image = self._image(one, layers, frame, number, style)
            if image is not None:
                yield image

    def outlines(self, layers: Layers, frame: Frame, number: int, style: Style) -> Iterator[Outline]:
        """Borders of segments and contours."""
        for one in layers.overlaid:
            if isinstance(one.layer, LabelLayer) and one.array is not None:
                yield from self._of(one).outlines(
                    label_layers(one), frame, number, label_style(style, one.layer, layers.hidden)
                )
            elif one.placed is not None:
                make = partial(_lines, self._placed(one, frame), frame, number)
                for name, line in self._of(one).once("lines", (frame, number), make):
                    if part_key(one.layer.uid, name) not in layers.hidden:
                        yield line

    def marks(self, layers: Layers, frame: Frame, number: int) -> Iterator[Mark]:
        """Points, crossings and words."""
        for one in layers.overlaid:
            if one.placed is None:
                continue
            make = partial(_marks, self._placed(one, frame), frame, number)
            for mark in self._of(one).once("marks", (frame, number), make):
                if part_key(one.layer.uid, mark.name) not in layers.hidden:
                    yield mark

    def _placed(self, one: Laid, frame: Frame) -> Placed:
        """The shapes where the frame counts its places: in voxels, or in its own slices."""
        placed = one.placed
        assert placed is not None
        if not isinstance(frame, ObliqueFrame):
            return placed
        return self._of(one).once("turned", frame, partial(turned, placed, frame))

    def _of(self, one: Laid) -> SlicePicture:
        return self._pictures.setdefault(one, SlicePicture())

    def _forget(self, layers: Layers) -> None:
        for gone in self._pictures.keys() - set(layers.overlaid):
            del self._pictures[gone]

    def _image(self, one: Laid, layers: Layers, frame: Frame, number: int, style: Style) -> QImage | None:
        if one.array is None:
            return None
        if isinstance(one.layer, LabelLayer):
            return self._of(one).fill(label_layers(one), frame, number, label_style(style, one.layer, layers.hidden))
        assert isinstance(one.layer, FieldLayer)
        array, field, wash = one.array, one.layer, style.overlay.wash
        return self._of(one).once(
            "field", (frame, number, wash), lambda: field_image(frame.field_of(array, number), field, wash)
        )


def label_layers(one: Laid) -> Layers:
    """A label map as viewports draw it."""
    assert isinstance(one.layer, LabelLayer)
    colours = {label.value: label.colour for label in one.layer.labels}
    return Layers(labels=one.array, label_path=one.layer.path, colours=colours)


def label_style(style: Style, layer: LabelLayer, hidden: frozenset[str]) -> Style:
    """The style of a label map: its own segments hidden, none rejected."""
    values = frozenset(label.value for label in layer.labels if part_key(layer.uid, label.value) in hidden)
    return replace(style, overlay=replace(style.overlay, hidden=values), rejected=frozenset())


def solid(layers: Layers, style: Style) -> tuple[Layers, Style]:
    """The label map that has surfaces in 3D, and its style: the analysis' own, else the segmentation shown last."""
    shown = [one for one in layers.overlaid if isinstance(one.layer, LabelLayer) and one.array is not None]
    if layers.labels is not None or not shown:
        return layers, style
    one = shown[-1]
    assert isinstance(one.layer, LabelLayer)
    return replace(label_layers(one), volume=layers.volume), label_style(style, one.layer, layers.hidden)


def bars(layers: Layers) -> tuple[Bar, ...]:
    """Colour bars of the fields."""
    fields = [one.layer for one in layers.overlaid if isinstance(one.layer, FieldLayer) and one.array is not None]
    return tuple(bar(field) for field in fields)


def bar(field: FieldLayer) -> Bar:
    """The colour bar of a field."""
    title = QCoreApplication.translate("overlaid", "Value") if field.unit in ("", "1") else field.unit
    return Bar(title, field.low, field.high, field_colours(field.unit))


def fused_bar(fused: Fused) -> Bar:
    """The colour bar of a series drawn over another: its unit where it has one, else its name."""
    quantity = fused.volume.quantity
    title = fused.title if quantity is Quantity.ARBITRARY else quantity.value
    return Bar(title, fused.window.low, fused.window.high, colour_table(fused.colours).astype(np.float64))


def on_display(frame: Frame, kji: Float) -> Float:
    """(n, 2) (column, row) on display of (n, 3) places as the frame counts them: voxel indices, or its own."""
    rows, columns = frame.shape
    row, column = kji[:, frame.axes[1]], kji[:, frame.axes[2]]
    row = rows - 1 - row if frame.flips[0] else row
    column = columns - 1 - column if frame.flips[1] else column
    return np.column_stack((column, row))


def _lines(placed: Placed, frame: Frame, number: int) -> list[Named]:
    """Contours that lie in a slice, and the borders of those that cross it, by name."""
    axis, found = frame.axes[0], []
    by_group: dict[int, list[int]] = {}
    for n in placed.index.lying(axis, number):
        by_group.setdefault(placed.index.outlines[n].group, []).append(n)
    for group, mine in by_group.items():
        name, colour = placed.groups[group]
        outlines = [placed.index.outlines[n] for n in mine]
        path = polylines_path(
            [on_display(frame, outline.points) for outline in outlines], [outline.closed for outline in outlines]
        )
        found.append((name, Outline(path, colour, False)))
    for group, cut in placed.index.cut(axis, number).items():
        name, colour = placed.groups[group]
        ends = on_display(frame, _in_voxels(cut.lines.reshape(-1, 2), axis, number)).reshape(-1, 2, 2)
        found.append((name, Outline(polylines_path(list(ends), [False] * len(ends)), colour, False)))
    return found


def _marks(placed: Placed, frame: Frame, number: int) -> list[Mark]:
    axis, found = frame.axes[0], []
    for n in placed.index.lying(axis, number):
        shape = placed.lines[n]
        if shape.text:
            column, row = anchor(on_display(frame, placed.index.outlines[n].points))
            found.append(Mark(shape.name, shape.colour, column, row, shape.text, ""))
    for group, cut in placed.index.cut(axis, number).items():
        name, colour = placed.groups[group]
        places = on_display(frame, _in_voxels(cut.dots, axis, number))
        found += [Mark(name, colour, float(column), float(row), "", "dot") for column, row in places]
    here = np.rint(placed.points_kji[:, axis]) == number
    for at in np.flatnonzero(here).tolist():
        column, row = on_display(frame, placed.points_kji[at : at + 1])[0]
        found.append(point_mark(placed.points[at], float(column), float(row)))
    return found


def point_mark(shape: Shape, column: float, row: float) -> Mark:
    """A point with its words, or words alone."""
    sign = "" if shape.kind is ShapeKind.TEXT else "cross"
    return Mark(shape.name, shape.colour, column, row, shape.text, sign)


def is_closed(shape: Shape) -> bool:
    """Whether the last point of a shape joins the first."""
    return shape.kind in CLOSED


def _in_voxels(places: Float, axis: int, number: int) -> Float:
    """(n, 3) voxel indices of (n, 2) places in a slice of an axis."""
    return np.asarray(np.insert(places, axis, float(number), axis=1))
