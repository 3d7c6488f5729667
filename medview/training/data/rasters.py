"""Outlines of COCO as pixels: polygons, and run lengths as lists or as text (cocodataset/cocoapi, maskApi.c)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.errors import ReadError
from medview.core.text import tr

Mask = NDArray[np.bool_]
Size = tuple[int, int]
"""(rows, columns)."""


def rasterised(segmentation: object, size: Size) -> Mask:
    """The pixels of one annotation: those whose centres are inside.

    Args:
        segmentation: Polygons ``[[x, y, x, y, …], …]``, the part in any of them, or run lengths ``{"size", "counts"}``;
            (0, 0) is the upper left corner of the first pixel.
        size: Of the picture.

    Raises:
        ReadError: It is neither, or is made for a picture of another size.
    """
    if isinstance(segmentation, Mapping):
        return _run_lengths(segmentation, size)
    if isinstance(segmentation, Sequence) and not isinstance(segmentation, str) and len(segmentation):
        polygons = segmentation if isinstance(segmentation[0], Sequence) else [segmentation]
        inside = np.zeros(size, bool)
        for polygon in polygons:
            inside |= _polygon(polygon, size)
        return inside
    raise ReadError(tr("it is neither polygons nor run lengths"))


def _polygon(numbers: Sequence[Any], size: Size) -> Mask:
    from skimage.draw import polygon  # slow to import

    try:
        points = np.array(numbers, float).reshape(-1, 2)
    except (TypeError, ValueError) as error:
        raise ReadError(tr("a polygon is no list of x and y")) from error
    if len(points) < 3 or not np.isfinite(points).all():
        raise ReadError(tr("a polygon has fewer than three corners, or one that is no number"))
    inside = np.zeros(size, bool)
    rows, columns = polygon(points[:, 1] - 0.5, points[:, 0] - 0.5, size)
    inside[rows, columns] = True
    return inside


def _run_lengths(stated: Mapping[str, Any], size: Size) -> Mask:
    """Runs of outside and inside in turn, column by column."""
    counts = stated.get("counts")
    try:
        own = tuple(int(number) for number in stated["size"])
        runs = np.array(decoded(counts) if isinstance(counts, str) else counts, np.int64)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise ReadError(tr("its run lengths lack size or counts")) from error
    if own != size:
        raise ReadError(
            tr("it is made for a picture of {columns} × {rows} pixels, this one has {own_columns} × {own_rows}").format(
                columns=own[-1], rows=own[0], own_columns=size[1], own_rows=size[0]
            )
        )
    if runs.ndim != 1 or (runs < 0).any() or int(runs.sum()) != size[0] * size[1]:
        told = tr("its run lengths cover {count} pixels, the picture has {all}")
        raise ReadError(told.format(count=int(runs.sum()), all=size[0] * size[1]))
    inside = np.repeat(np.arange(len(runs)) % 2 == 1, runs)
    return np.asarray(inside.reshape(size[::-1]).T)


def decoded(text: str) -> list[int]:
    """Run lengths written as text: five bits a letter, counted from ``0``; the sixth says that more follow.

    The last five have a sign. From the fourth on, each is the difference from the one before the last.

    Raises:
        ValueError: It ends within a number, or has other letters.
    """
    runs: list[int] = []
    value = shift = 0
    for letter in text:
        bits = ord(letter) - 48
        if not 0 <= bits < 64:
            raise ValueError(letter)
        value |= (bits & 31) << shift
        shift += 5
        if bits & 32:
            continue
        if bits & 16:
            value -= 1 << shift
        runs.append(value + (runs[-2] if len(runs) > 2 else 0))
        value = shift = 0
    if shift:
        raise ValueError(text)
    return runs
