"""Frames of a segmentation painted, one after another, into a stack of planes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Place = tuple[int, slice, slice]
"""The part of a canvas that a frame covers."""

_LABELS = 1 << 16


@dataclass(eq=False)
class Canvas:
    """What is painted into.

    Args:
        into: (planes, rows, columns) values, written.
        strength: The same, for the largest fraction so far; None where nothing is compared.
        overlaps: Pixels that belonged to another segment before.
        present: Values that were painted.
    """

    into: Array
    strength: Array | None = None
    overlaps: int = 0
    present: set[int] = field(default_factory=set)

    def meet(self, pixels: Array, plane: int, start: tuple[int, int]) -> tuple[Place, Array]:
        """The part of a plane that a frame covers, and the part of the frame that covers it.

        Args:
            pixels: (rows, columns) frame.
            plane: The plane.
            start: (row, column) of the plane where the frame's first pixel goes; may be negative.
        """
        ours, theirs = [], []
        for first, size, room in zip(start, pixels.shape, self.into.shape[1:], strict=True):
            end = max(0, min(first + size, room))
            ours.append(slice(min(max(first, 0), end), end))
            theirs.append(slice(ours[-1].start - first, end - first))
        return (plane, ours[0], ours[1]), pixels[theirs[0], theirs[1]]


Brush = Callable[[Canvas, Place, Array, int], None]
"""Paints a frame's pixels over a part of the canvas, for a segment number."""


def paint_mask(canvas: Canvas, place: Place, pixels: Array, segment: int) -> None:
    """A binary segment: later ones win."""
    inside, under = pixels != 0, canvas.into[place]
    if canvas.present - {segment}:
        canvas.overlaps += int(np.count_nonzero(np.logical_and(under, inside)))
    np.copyto(under, under.dtype.type(segment), where=inside)
    canvas.present.add(segment)


def label_brush(padding: int | None) -> Brush:
    """Paints a label map; ``padding`` is the value that means outside, beside 0."""
    table = np.arange(_LABELS, dtype=np.uint16)
    if padding is not None and 0 <= padding < _LABELS:
        table[padding] = 0

    def paint(canvas: Canvas, place: Place, pixels: Array, segment: int) -> None:
        del segment  # the pixels say it themselves
        values, under = table[pixels], canvas.into[place]
        inside = values != 0
        canvas.overlaps += int(np.count_nonzero(np.logical_and(under, inside)))
        canvas.present.update(int(one) for one in np.flatnonzero(np.bincount(values.ravel())) if one)
        np.copyto(under, values.astype(under.dtype, copy=False), where=inside)

    return paint


def fraction_brush(most: int) -> Brush:
    """Paints one fractional segment as parts of one; ``most`` is its Maximum Fractional Value."""

    def paint(canvas: Canvas, place: Place, pixels: Array, segment: int) -> None:
        under = canvas.into[place]
        np.maximum(under, pixels * np.float32(1 / most), out=under)
        canvas.present.add(segment)

    return paint


def strongest_brush(least: int) -> Brush:
    """Paints several fractional segments as a label map: the largest value wins, from ``least`` on."""

    def paint(canvas: Canvas, place: Place, pixels: Array, segment: int) -> None:
        assert canvas.strength is not None
        under, strength = canvas.into[place], canvas.strength[place]
        canvas.overlaps += int(np.count_nonzero((strength >= least) & (pixels >= least)))
        wins = (pixels > strength) & (pixels >= least)
        np.copyto(strength, pixels, where=wins)
        np.copyto(under, under.dtype.type(segment), where=wins)
        canvas.present.add(segment)

    return paint
