"""What derived objects lay over a stack of pictures, and how presentation states want the pictures shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QPainterPath, QTransform

from medview.core.geometry import Float
from medview.core.images import Frame
from medview.core.overlay import FieldLayer, LabelLayer, Overlaid, PresentationLayer, Presented, Shape, ShapeKind
from medview.core.review import labelled_pictures
from medview.imaging.outlines import label_outlines
from medview.session.state import Overlay, Part, State
from medview.session.wishes import ON_SCREEN
from medview.views.pictures.laid import mapped, part_key, presentation, presented
from medview.views.pictures.layers import rejected_labels, shown_map
from medview.views.pictures.overlaid import bar, is_closed, point_mark
from medview.views.pictures.placed import outline_points
from medview.views.pictures.resulted import ResultMap, result_layers, result_map, result_parts
from medview.views.pictures.slice_picture import Outline, path_of
from medview.views.pictures.slice_view import outline_pen
from medview.views.viewport.bars import Bar
from medview.views.viewport.colouring import field_image, label_image
from medview.views.viewport.kept import Kept, turn_key
from medview.views.viewport.label_colours import shown_colours
from medview.views.viewport.marks import Mark, anchor, paint_marks, polylines_path

if TYPE_CHECKING:
    from medview.views.pictures.image_view import ImageView
    from medview.views.pictures.stack import Stack

THICKNESS_MM = 1.0
"""Shapes of the patient within half of this of a picture's plane are drawn where the picture tells no thickness."""

_SINGLE = frozenset({ShapeKind.POINT, ShapeKind.TEXT})
_REDRAWN = frozenset({Part.VOLUME, Part.OVERLAID, Part.OVERLAY, Part.ANALYSES, Part.REVIEWS, Part.PARTIAL})
_KEPT_BYTES = 128_000_000
"""Fills and fields of pictures kept ready: a reader goes back and forth."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """What lies over one picture, in its (column, row) pixels; (0, 0) is the first pixel's corner.

    Args:
        images: Fills and fields, as large as the picture.
        outlines: Borders and lines.
        marks: Points and words.
    """

    images: tuple[QImage, ...] = ()
    outlines: tuple[Outline, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def bytes(self) -> int:
        """What it takes of memory."""
        return sum(image.sizeInBytes() for image in self.images)


@dataclass(frozen=True, eq=False)
class _Laid:
    """What is drawn over a stack.

    Args:
        layers: Layers with their (pictures, rows, columns) values, where they have some.
        hidden: Identifiers of parts that are not drawn.
        rejected: Identifiers of parts that a person rejected, by the picture they are on.
    """

    layers: tuple[tuple[Overlaid, NDArray[Any] | None], ...] = ()
    hidden: frozenset[str] = frozenset()
    rejected: Mapping[int, frozenset[str]] = field(default_factory=dict)


class ImageOverlay:
    """Draws over a picture viewport what derived objects and the shown analysis have.

    Args:
        view: The viewport.
    """

    def __init__(self, view: ImageView) -> None:
        self._view = view
        self._state = State()
        self._laid = _Laid()
        self._map: ResultMap | None = None
        self._presentation: PresentationLayer | None = None
        self._drawn: dict[tuple[int, int], Drawn] = {}
        self._kept = Kept()
        view.drawn_over.append(self.paint)
        view.presented = self.presented

    def clear(self) -> None:
        """Let go of the files."""
        self._laid, self._map, self._presentation = _Laid(), None, None
        self._forget()

    def update_state(self, state: State, parts: frozenset[Part]) -> None:
        """Take what changed."""
        self._state = state
        if not parts & _REDRAWN and not (Part.FRAME in parts and shown_map(state) is not None):
            return
        before = self._map
        self._map = result_map(state, before)
        if parts & _REDRAWN or self._map is not before:
            self._forget()
        if parts & _REDRAWN:
            self._open(state)
        self._view.bars = tuple(self.bars())
        self._view.update()

    def presented(self, frame: Frame) -> Presented | None:
        """How a picture is to be shown."""
        return presented(self._presentation, frame.sop_instance_uid, frame.number)

    def bars(self) -> list[Bar]:
        """Colour bars of the fields."""
        layers = self._laid.layers
        own = [self._map.bar] if self._map is not None else []
        return own + [bar(one) for one, array in layers if isinstance(one, FieldLayer) and array is not None]

    def paint(self, painter: QPainter, view: ImageView) -> None:
        """Draw what lies over the shown picture."""
        stack = view.scene.stack
        if stack is None or not (self._laid.layers or self._map):
            return
        if view.wish is ON_SCREEN:
            key = view.number, view.frame.sop_instance_uid, turn_key(view.pixels_to_widget())
            self._kept.draw(painter, key, view.size(), partial(self._paint, view=view, stack=stack))
        else:
            self._paint(painter, view, stack)

    def _paint(self, painter: QPainter, view: ImageView, stack: Stack) -> None:
        factor = max(1, int(1.0 / (view.scale * painter.device().devicePixelRatio())))
        drawn = self._drawn.pop((view.number, factor), None)
        if drawn is None:
            laid, overlay = self._laid, self._state.overlay
            drawn = drawn_on(
                view.number,
                view.frame,
                stack.shape,
                laid.layers,
                overlay,
                laid.hidden,
                laid.rejected.get(view.number, frozenset()),
                factor,
            )
            if self._map is not None:
                drawn = replace(drawn, images=(*self._map.images(view.number, stack.shape, factor), *drawn.images))
        self._keep((view.number, factor), drawn)
        paint_overlaid(painter, view.pixels_to_widget(), QRectF(view.rect()), stack.shape, drawn)

    def _forget(self) -> None:
        self._drawn = {}
        self._kept.clear()

    def _keep(self, key: tuple[int, int], drawn: Drawn) -> None:
        self._drawn[key] = drawn
        held = sum(one.bytes for one in self._drawn.values())
        while held > _KEPT_BYTES and len(self._drawn) > 1:
            held -= self._drawn.pop(next(iter(self._drawn))).bytes

    def _open(self, state: State) -> None:
        known = {id(layer): array for layer, array in self._laid.layers}
        layers = (*state.overlaid, *result_layers(state)) if state.images is not None else ()
        shown = [shown_colours(layer, state.overlay) for layer in layers if layer.uid not in state.hidden]
        opened = tuple((layer, known.get(id(layer), _array(layer))) for layer in shown)
        frames = labelled_pictures(state.analysis) if state.analysis is not None and state.reviews else ()
        rejected = {frame: result_parts(rejected_labels(state, frame)) for frame in frames}
        self._laid = _Laid(opened, state.hidden | result_parts(state.overlay.hidden), rejected)
        before, self._presentation = self._presentation, presentation(state) if state.images is not None else None
        if before is not self._presentation:
            self._view.show_as_stored()
            self._view.fit()


def paint_overlaid(
    painter: QPainter, transform: QTransform, area: QRectF, shape: tuple[int, int], drawn: Drawn
) -> None:
    """Draw over a picture.

    Args:
        painter: Paints in widget pixels.
        transform: From (column, row), (0, 0) the first pixel's corner, to widget pixels.
        area: What can be seen, widget pixels.
        shape: (rows, columns) of the picture.
        drawn: What lies over it.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setTransform(transform)
    for image in drawn.images:
        painter.drawImage(QRectF(0, 0, shape[1], shape[0]), image)
    for outline in drawn.outlines:
        painter.setPen(outline_pen(outline))
        painter.drawPath(outline.path)
    painter.resetTransform()
    paint_marks(painter, transform, area, drawn.marks)
    painter.restore()


def drawn_on(
    number: int, frame: Frame, shape: tuple[int, int], layers: Sequence[tuple[Overlaid, NDArray[Any] | None]],
    overlay: Overlay, hidden: frozenset[str], rejected: frozenset[str] = frozenset(), factor: int = 1,
) -> Drawn:  # fmt: skip
    """What layers lay over one picture.

    Args:
        number: The picture's place in the stack.
        frame: What is known of it.
        shape: Its (rows, columns).
        layers: The layers with their (pictures, rows, columns) values, where they have some.
        overlay: Opacities.
        hidden: Identifiers of parts that are not drawn.
        rejected: Identifiers of parts that a person rejected: no fill, a pale outline.
        factor: How many pixels each way become one of a fill or field.
    """
    images: list[QImage] = []
    outlines: list[Outline] = []
    marks: list[Mark] = []
    for layer, array in layers:
        cut = array[number] if array is not None and array.ndim == 3 and array.shape[1:] == shape else None
        match layer:
            case LabelLayer() if cut is not None:
                _draw_labels(layer, cut, overlay, (hidden, rejected), factor, images, outlines)
            case FieldLayer() if cut is not None:
                image = field_image(cut[::factor, ::factor], layer, overlay.wash)
                images += [image] if image is not None else []
            case LabelLayer() | FieldLayer():
                continue
            case _:
                shown = (one for one in layer.shapes if part_key(layer.uid, one.name) not in hidden)
                for one in shown:
                    _draw_shape(one, frame, outlines, marks)
    return Drawn(tuple(images), tuple(outlines), tuple(marks))


def _draw_labels(
    layer: LabelLayer, cut: NDArray[Any], overlay: Overlay, without: tuple[frozenset[str], frozenset[str]],
    factor: int, images: list[QImage], outlines: list[Outline],
) -> None:  # fmt: skip
    if not cut.any():
        return
    colours = {label.value: label.colour for label in layer.labels}
    hidden, rejected = (
        frozenset(label.value for label in layer.labels if part_key(layer.uid, label.value) in parts)
        for parts in without
    )
    cut = cut[::factor, ::factor]
    images.append(label_image(cut, colours, overlay.fill, hidden | rejected))
    for value, segments in label_outlines(cut).items():
        if value not in hidden:
            path = path_of((segments + np.float32(0.5)) * factor)  # an outline counts from the first pixel's centre
            outlines.append(Outline(path, colours.get(value, (255, 255, 255)), value in rejected))


def _draw_shape(shape: Shape, frame: Frame, outlines: list[Outline], marks: list[Mark]) -> None:
    points = on_picture(shape, frame)
    if points is None or not len(points):
        return
    if shape.kind in _SINGLE:
        marks += [point_mark(shape, float(column), float(row)) for column, row in points]
        return
    path: QPainterPath = polylines_path([points], [is_closed(shape)])
    outlines.append(Outline(path, shape.colour, False))
    if shape.text:
        column, row = anchor(points)
        marks.append(Mark(shape.name, shape.colour, column, row, shape.text, ""))


def on_picture(shape: Shape, frame: Frame) -> Float | None:
    """(n, 2) (column, row) of a shape on a picture, from its first pixel's corner; None when it lies elsewhere.

    Args:
        shape: The shape.
        frame: What is known of the picture.
    """
    points = outline_points(shape)
    if shape.image is not None:
        mine = shape.image in ((frame.sop_instance_uid, frame.number), (frame.sop_instance_uid, -1))
        return points if mine and points.shape[-1] == 2 else None
    if frame.place is None or points.shape[-1] != 3 or not np.isfinite(points).all():
        return None
    down, right, first = frame.place[:3, 1], frame.place[:3, 2], frame.place[:3, 3]
    normal = np.cross(down, right)
    if not normal.any():
        return None
    across = (points - first) @ normal / np.linalg.norm(normal)
    half = max(float(np.linalg.norm(frame.place[:3, 0])), THICKNESS_MM) / 2.0
    if np.abs(across).max() > half:
        return None
    in_plane = np.linalg.lstsq(np.column_stack((right, down)), (points - first).T, rcond=None)[0].T
    return np.asarray(in_plane + 0.5)


def _array(layer: Overlaid) -> NDArray[Any] | None:
    return mapped(layer.path) if isinstance(layer, LabelLayer | FieldLayer) else None
