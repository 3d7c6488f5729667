"""From the values of a picture to what is drawn of it: the visible part, at the size the screen needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage

from medview.core.errors import MedViewError
from medview.core.images import OverlayPlane
from medview.core.volume import Window
from medview.imaging.colours import GREY
from medview.imaging.windowing import Range, Voi, grey, shaded
from medview.views.viewport.colouring import colour_image, opaque_image

Array = NDArray[Any]
Later = Callable[[Callable[[], "Level"], Callable[["Level"], object], Callable[[MedViewError], object]], None]
"""Runs work in a thread and hands its value back (``Background.run``)."""

AS_STORED = Window(127.5, 255.0)
"""The window that leaves colours as they are."""
AT_ONCE = 1_500_000
"""Pixels averaged while drawing (about 5 ms); larger pictures are thinned first and averaged in the background."""
OVERLAY_COLOUR = (80, 220, 255)
_KEPT = 3
_PLANES_KEPT = 128_000_000
"""Bytes of overlay planes ready to be drawn; the one drawn last is always kept."""

Key = tuple[int, int, int]
"""The number of a picture, the slot its values lie in, and how many pixels each way become one."""
Placed = tuple[QRectF, QImage]
"""Where an image lies, in (column, row) pixels, and the image."""


@dataclass(frozen=True)
class Shading:
    """How values become shades.

    Args:
        voi: Window or table.
        inverted: White for low values.
        padding: Values that mark no image.
        colours: Name of the colour map; pictures in colour keep their own.
    """

    voi: Voi
    inverted: bool = False
    padding: Range | None = None
    colours: str = GREY


@dataclass(frozen=True, eq=False)
class Source:
    """A picture as it lies in a stack.

    Args:
        number: The picture.
        slot: Where its values lie.
        values: Its (rows, columns) values or (rows, columns, 3) sRGB.
        holds: Whether the slot is the picture's own now; a slot may be given to another one at any time.
    """

    number: int
    slot: int
    values: Array
    holds: Callable[[], bool]


@dataclass(frozen=True, eq=False)
class Level:
    """A thinned picture.

    Args:
        values: Its values.
        sound: The slot held the picture from the first to the last value that was read.
    """

    values: Array
    sound: bool


class ImagePicture:
    """Makes what is drawn of the pictures of a stack, thinned to what the screen can show.

    Args:
        later: Runs what takes long.
        changed: Called when something finer can be drawn.
    """

    def __init__(self, later: Later | None, changed: Callable[[], object]) -> None:
        self._later = later
        self._changed = changed
        self._levels: dict[Key, Array] = {}
        self._asked: Key | None = None
        self._planes: dict[tuple[int, int], QImage] = {}
        self._generation = 0

    def clear(self) -> None:
        """Forget everything, to let go of the arrays."""
        self._levels.clear()
        self._planes.clear()
        self._asked = None
        self._generation += 1

    def image(self, source: Source, shading: Shading, part: QRect, factor: int) -> Placed:
        """A part of a picture and its place in (column, row) pixels.

        Args:
            source: The picture.
            shading: How they are shown.
            part: Which of its pixels are seen.
            factor: How many pixels each way become one.
        """
        level = self._level(source, factor)
        cut = np.s_[
            part.top() // factor : part.bottom() // factor + 1, part.left() // factor : part.right() // factor + 1
        ]
        return _placed(picture_image(level[cut], shading), part.left() // factor, part.top() // factor, factor)

    def plane(self, plane: OverlayPlane, factor: int) -> Placed:
        """An overlay plane; a thinned pixel is set where any of its pixels is, so that lines stay."""
        key = (id(plane), factor)
        image = self._planes.get(key)
        if image is None:
            image = self._planes[key] = plane_image(thinned(plane.bits, factor, np.logical_or))
            self._let_go_of_planes()
        row, column = plane.origin
        return QRectF(column, row, image.width() * factor, image.height() * factor), image

    def _let_go_of_planes(self) -> None:
        held = sum(image.sizeInBytes() for image in self._planes.values())
        while held > _PLANES_KEPT and len(self._planes) > 1:
            held -= self._planes.pop(next(iter(self._planes))).sizeInBytes()

    def _level(self, source: Source, factor: int) -> Array:
        values = source.values
        if factor == 1:
            return values
        key = (source.number, source.slot, factor)
        found = self._levels.get(key)
        if found is not None:
            return found
        if self._later is None or values.shape[0] * values.shape[1] <= AT_ONCE:
            level = averaged(values, factor)
            return self._keep(key, level) if source.holds() else level
        if self._asked is None:
            self._ask(key, source, self._later)
        return values[::factor, ::factor]

    def _ask(self, key: Key, source: Source, later: Later) -> None:
        generation, self._asked = self._generation, key

        def work() -> Level:
            before = source.holds()
            level = averaged(source.values, key[2])
            return Level(level, before and source.holds())

        def take(made: Level) -> None:
            if generation == self._generation:
                self._asked = None
                if made.sound:
                    self._keep(key, made.values)
                self._changed()

        def forget(_error: MedViewError) -> None:
            """The thinned picture stays; the log has the reason."""

        later(work, take, forget)

    def _keep(self, key: Key, level: Array) -> Array:
        self._levels[key] = level
        while len(self._levels) > _KEPT:
            del self._levels[next(iter(self._levels))]
        return level


def _placed(image: QImage, column: int, row: int, factor: int) -> Placed:
    return QRectF(column * factor, row * factor, image.width() * factor, image.height() * factor), image


def picture_image(values: Array, how: Shading) -> QImage:
    """Values or colours as Qt draws them."""
    if values.ndim == 2:
        return opaque_image(shaded(values, how.voi, how.inverted, how.padding, how.colours))
    shown = values if how.voi == AS_STORED and not how.inverted else grey(values, how.voi, how.inverted)
    rows, columns = shown.shape[:2]
    contiguous = np.ascontiguousarray(shown)
    image = QImage(contiguous.data, columns, rows, columns * 3, QImage.Format.Format_RGB888)
    return image.convertToFormat(QImage.Format.Format_RGB32)


def averaged(values: Array, factor: int) -> Array:
    """Means of blocks of ``factor`` × ``factor`` pixels, in the values' type; the last blocks may be smaller."""
    total = thinned(values, factor, np.add, np.float32)
    rows, columns = (_lengths(size, factor) for size in values.shape[:2])
    count = (rows[:, None] * columns[None, :]).reshape(total.shape[:2] + (1,) * (values.ndim - 2))
    total /= count
    return np.rint(total).astype(values.dtype) if values.dtype.kind in "iu" else total


def thinned(values: Array, factor: int, joined: np.ufunc, kind: Any = None) -> Array:
    """Blocks of pixels joined into one by a ufunc."""
    if factor == 1:
        return values
    shape = tuple(-(-size // factor) for size in values.shape[:2])
    result = np.zeros((*shape, *values.shape[2:]), kind or values.dtype)
    for part in _corners(values, factor):
        into = result[: part.shape[0], : part.shape[1]]
        joined(into, part, out=into, casting="unsafe")
    return result


def plane_image(bits: NDArray[np.bool_]) -> QImage:
    """Set bits in the overlay's colour, the others clear."""
    red, green, blue = OVERLAY_COLOUR
    return colour_image(np.where(bits, np.uint32(0xFF000000 | red << 16 | green << 8 | blue), np.uint32(0)))


def _corners(values: Array, factor: int) -> Iterator[Array]:
    return (values[row::factor, column::factor] for row in range(factor) for column in range(factor))


def _lengths(size: int, factor: int) -> NDArray[np.float32]:
    """How many pixels each block holds along one side."""
    starts = np.arange(0, size, factor)
    return np.minimum(factor, size - starts).astype(np.float32)
