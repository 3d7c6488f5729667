"""From one slice to Qt's images and paths; each is made anew only when what it shows has changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream, QRect
from PySide6.QtGui import QImage, QPainter, QPainterPath

from medview.core.overlay import Colour
from medview.core.volume import Window
from medview.imaging.colours import GREY
from medview.imaging.fusing import fused_colours, fused_values
from medview.imaging.oblique import Frame, ObliqueFrame
from medview.imaging.outlines import Segments, label_outlines
from medview.imaging.slab import Projected, affordable, slab_of, slab_slices
from medview.imaging.windowing import Voi, shaded
from medview.session.layout import Projection, Slab
from medview.session.state import Overlay
from medview.views.pictures.fused import Fused
from medview.views.pictures.layers import Layers
from medview.views.pictures.refining import Refining, Values
from medview.views.viewport.colouring import colour_image, label_image, map_image, opaque_image

T = TypeVar("T")

_BORDERS_KEPT = 64
"""Slices whose borders are kept: up to some 200 kB each."""

_PROJECTED: dict[Projection, Projected] = {
    Projection.MAXIMUM: "maximum",
    Projection.MINIMUM: "minimum",
    Projection.MEAN: "mean",
}

_BAND_ROWS = 90
"""Fills of fewer rows wait for no thread (``viewport.bands``)."""
_ELEMENTS = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])


@dataclass(frozen=True)
class Style:
    """How a slice is drawn.

    Args:
        window: Window/level.
        inverted: The low end of the window gets the last colour: white for low values.
        overlay: Fill, hidden labels, uncertainty.
        rejected: Labels a person rejected: no fill, a pale outline.
        voi: Window or table shown in place of ``window``; None for the window.
        colours: Name of the colour map.
        slab: A thick slice; None for the plain one.
    """

    window: Window
    inverted: bool = False
    overlay: Overlay = Overlay()
    rejected: frozenset[int] = frozenset()
    voi: Voi | None = None
    colours: str = GREY
    slab: Slab | None = None

    @property
    def shown(self) -> Voi:
        """Window or table."""
        return self.voi or self.window


@dataclass(frozen=True, eq=False)
class Outline:
    """The border of one label, in (column, row) pixels."""

    path: QPainterPath
    colour: Colour
    rejected: bool


class SlicePicture:
    """Makes what a viewport draws of one slice, and remembers it."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Hashable, Any]] = {}
        self._labels: NDArray[Any] | None = None
        self._arrays: dict[str, NDArray[Any]] = {}
        self._bordered: dict[tuple[Frame, int], dict[int, QPainterPath]] = {}
        self.hurried = False
        """A plane is being turned: its pictures must keep up with the hand."""
        self._refining: Refining | None = None

    @property
    def refining(self) -> Refining:
        """Makes values that take longer than a frame; made when first needed."""
        if self._refining is None:
            self._refining = Refining()
        return self._refining

    def clear(self) -> None:
        """Forget everything, to let go of the arrays."""
        self._kept.clear()
        self._labels, self._bordered = None, {}
        self._arrays.clear()
        if self._refining is not None:
            self._refining.clear()

    def grey(self, layers: Layers, frame: Frame, number: int, style: Style) -> QImage:
        """The picture in greys, or in the colours of a map."""
        assert layers.volume is not None
        values = self.values(layers.volume.array, frame, number, style.slab)
        key = (values, style.shown, style.inverted, style.colours)
        return self.once(
            "grey",
            key,
            lambda: opaque_image(shaded(values.array, style.shown, style.inverted, colours=style.colours)),
        )

    def values(self, array: NDArray[Any], frame: Frame, number: int, slab: Slab | None) -> Values:
        """The values of a slice or slab; at first only some slices of a thick slab, and while a plane is turned every
        second pixel.
        """
        hurried = self.hurried and slab is None and isinstance(frame, ObliqueFrame)

        def make(most: int) -> NDArray[Any]:
            if slab is None and most and isinstance(frame, ObliqueFrame):
                return frame.quick_slice_of(array, number)
            if slab is None:
                return frame.slice_of(array, number)
            return slab_of(frame, array, number, *thick_as(slab), most)

        slices = 1 if slab is None else len(slab_slices(frame, number, slab.thickness_mm))
        most = affordable(frame)
        return self.refining.values(
            "grey", (id(array), frame, number, slab), make, most + 1 if hurried else slices, most
        )

    def fused(self, fused: Fused | None, frame: Frame, number: int, slab: Slab | None) -> QImage | None:
        """Another series over the slice, premultiplied; None when there is none, or nothing of it here."""
        if fused is None:
            return None
        volume, place = fused.volume, fused.place
        thick = thick_as(slab) if slab is not None else None
        slices = len(slab_slices(frame, number, slab.thickness_mm)) if slab is not None else 1
        values = self.refining.values(
            "fused",
            (id(volume.array), id(place), frame, number, slab),
            lambda most: fused_values(frame, number, volume.array, volume.geometry, place, thick, most),
            slices,
            affordable(frame),
        )

        def made() -> QImage | None:
            packed = fused_colours(values.array, fused.window, fused.colours, fused.opacity)
            return colour_image(packed) if packed is not None else None

        return self.once("fused", (values, fused.window, fused.colours, fused.opacity), made)

    def fill(self, layers: Layers, frame: Frame, number: int, style: Style) -> QImage | None:
        """The labels' fill, premultiplied; None when there is nothing to fill."""
        labels, overlay = layers.labels, style.overlay
        if labels is None or overlay.fill <= 0.0:
            return None
        clear = overlay.hidden | style.rejected
        self._hold("fill", labels)
        key = (id(labels), frame, number, overlay.fill, clear)

        def made() -> QImage | None:
            cut = frame.slice_of(labels, number, labels=True)
            return label_image(cut, layers.colours, overlay.fill, clear) if cut.any() else None

        return self.once("fill", key, made)

    def outlines(self, layers: Layers, frame: Frame, number: int, style: Style) -> list[Outline]:
        """The visible labels' borders."""
        labels = layers.labels
        if labels is None:
            return []
        paths = self._paths(labels, frame, number)
        return [
            Outline(path, layers.colours.get(value, (255, 255, 255)), value in style.rejected)
            for value, path in paths.items()
            if value not in style.overlay.hidden
        ]

    def _paths(self, labels: NDArray[Any], frame: Frame, number: int) -> dict[int, QPainterPath]:
        """The borders of a slice's labels; those of many slices are kept, as readers go back and forth."""
        if labels is not self._labels:
            self._labels, self._bordered = labels, {}
        found = self._bordered.get((frame, number))
        if found is None:
            cut = frame.slice_of(labels, number, labels=True)
            found = {label: path_of(lines) for label, lines in label_outlines(cut).items()}
            self._bordered[frame, number] = found
            while len(self._bordered) > _BORDERS_KEPT:
                del self._bordered[next(iter(self._bordered))]
        return found

    def uncertainty(self, layers: Layers, frame: Frame, number: int, style: Style) -> QImage | None:
        """The uncertainty map, premultiplied; None when it is switched off or there is none."""
        map_ = layers.uncertainty
        if map_ is None or not style.overlay.uncertainty:
            return None
        low, high = layers.uncertainty_range
        self._hold("uncertainty", map_)

        make = partial(_map_of, frame, map_, number, low, high)
        return self.once("uncertainty", (id(map_), frame, number), make)

    def _hold(self, name: str, array: NDArray[Any]) -> None:
        """Keep an array for as long as its picture is remembered: no other array then has its identity."""
        self._arrays[name] = array

    def composed(self, images: Sequence[QImage]) -> list[QImage]:
        """Images to be drawn over each other, those of one size put together: scaling costs most of drawing.

        Args:
            images: The first is opaque.
        """
        same = [image for image in images[1:] if image.size() == images[0].size()]
        others = [image for image in images[1:] if image.size() != images[0].size()]
        if not same:
            return list(images)
        key = tuple(image.cacheKey() for image in (images[0], *same))
        return [self.once("composed", key, lambda: _laid_over(images[0], same)), *others]

    def once(self, name: str, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` returned for this key, made anew when the key of that name is another."""
        kept = self._kept.get(name)
        if kept is None or kept[0] != key:
            self._kept[name] = kept = (key, make())
        found: T = kept[1]
        return found


def _map_of(frame: Frame, values: NDArray[Any], number: int, low: float, high: float) -> QImage:
    return map_image(frame.field_of(values, number), low, high)


def thick_as(slab: Slab) -> tuple[Projected, float]:
    """What ``slab_of`` calls a slab."""
    return _PROJECTED[slab.projection], slab.thickness_mm


def _laid_over(base: QImage, images: Sequence[QImage]) -> QImage:
    whole = base.copy()
    painter = QPainter(whole)
    for image in images:
        for band in range(0, whole.height(), _BAND_ROWS):
            rows = QRect(0, band, whole.width(), _BAND_ROWS)
            painter.drawImage(rows.topLeft(), image, rows)
    painter.end()
    return whole


def path_of(segments: Segments) -> QPainterPath:
    """A path through (n, 2, 2) segments of (row, column) points, built in one read of Qt's own serial form."""
    elements = np.zeros(segments.shape[0] * 2, dtype=_ELEMENTS)
    elements["kind"][1::2] = 1  # move, line, move, line, …
    elements["x"], elements["y"] = segments[:, :, 1].ravel(), segments[:, :, 0].ravel()
    raw = elements.size.to_bytes(4, "big") + elements.tobytes() + bytes(8)
    path = QPainterPath()
    stream = QDataStream(QByteArray(raw))  # with an open mode it would point into the temporary
    stream >> path
    return path
