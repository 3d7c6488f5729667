"""What speaks for a box in space: the axial slices it was put together from, each explained by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.lib.format import open_memmap
from numpy.typing import NDArray

from medview.catalog.package import Package
from medview.core.errors import ModelError
from medview.core.finding import Box
from medview.core.text import tr
from medview.core.volume import Volume
from medview.engine.around import picture_input
from medview.engine.axial import Axial, axial, grey_range
from medview.engine.explaining.methods import Explained
from medview.engine.explaining.subjects import OfBox, PictureWish, explain_picture
from medview.engine.stacking import SHARED

Float = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class _Slice:
    """The map of one slice: its number, (rows, columns) of its picture, and how it came about."""

    number: int
    values: Float
    found: Explained


def explain_box(
    package: Package, wish: PictureWish, box: Box, volume: Volume, path: Path, step: Callable[[float], None]
) -> Explained:
    """A map of what speaks for a box, on the volume's grid.

    Args:
        package: A detector of pictures.
        wish: What is asked; its box is told anew for each slice.
        box: In space.
        volume: What it was found in.
        path: Where the map is written (.npy, float16, the volume's shape).
        step: Called with the done part; may raise to stop.

    Raises:
        ModelError: The detector finds no such box on any slice any more.
    """
    slices, grey = axial(volume.geometry), grey_range(volume.array)
    numbers = [number for number in slices.numbers if _crosses(slices, number, box)]
    made = []
    for place, number in enumerate(numbers):
        part = _part(step, place, len(numbers))
        part(0.0)
        one = _explained(package, wish, slices, number, slices.picture(volume, number, *grey), box, part)
        if one is not None:
            made.append(one)
    if not made:
        raise ModelError(
            tr("{model} finds this box on no slice any more.").format(model=package.card.name),
            tr("Analyse the series again, and explain one of the boxes found then."),
        )
    greatest = max(one.found.greatest for one in made)
    written = open_memmap(path, mode="w+", dtype=np.float16, shape=volume.geometry.shape)
    for one in made:
        share = one.found.greatest / greatest if greatest > 0.0 else 0.0
        place_on(slices, written, one.number, one.values * share)
    written.flush()
    best = max(made, key=lambda one: one.found.score)
    return Explained(best.values, greatest, best.found.score)


def _part(step: Callable[[float], None], number: int, count: int) -> Callable[[float], None]:
    return lambda part: step((number + part) / count)


def _explained(
    package: Package,
    wish: PictureWish,
    slices: Axial,
    number: int,
    picture: Float,
    box: Box,
    step: Callable[[float], None],
) -> _Slice | None:
    """One slice; None where the detector finds no such box on it."""
    assert isinstance(wish.subject, OfBox)
    low, high = slices.flat(box.low_lps, box.high_lps)
    asked = PictureWish(
        wish.configuration, wish.networks, OfBox(low, high, wish.subject.label, SHARED), wish.method, wish.layer
    )
    given, placed = picture_input(package, picture)
    try:
        values, found = explain_picture(asked, given, placed, step)
    except ModelError:  # the box is put together from other slices
        return None
    return _Slice(number, values, found)


def _crosses(slices: Axial, number: int, box: Box) -> bool:
    """Whether a slice goes through a box."""
    index = slices.geometry.to_index([box.low_lps, box.high_lps])[:, slices.axes[0]]
    return bool(index.min() - 0.5 <= number <= index.max() + 0.5)


def place_on(slices: Axial, target: NDArray[np.float16], number: int, values: Float) -> None:
    """Write a map of a slice's picture onto the slice itself: ``Axial.picture``, backwards."""
    axis, row, column = slices.axes
    shape = (slices.geometry.shape[row], slices.geometry.shape[column])
    down, across = (
        np.minimum(np.floor((np.arange(n) + 0.5) * side / n).astype(np.int64), side - 1)
        for n, side in zip(shape, values.shape, strict=True)
    )
    part = values[np.ix_(down, across)]
    part = part[:: -1 if slices.turned[1] else 1, :: -1 if slices.turned[2] else 1]
    place: list[slice | int] = [slice(None)] * 3
    place[axis] = number
    target[tuple(place)] = part if row < column else part.T
