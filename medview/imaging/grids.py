"""What a drawing lies on: voxels or a picture, and how long a unit of the flattened plane is there."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.code import MILLIMETRE, Code
from medview.core.figures import PIXEL, SQUARE_MILLIMETRE, SQUARE_PIXEL
from medview.core.flat import unit_of
from medview.core.images import PixelSpacing, SpacingMeaning, StoredImages
from medview.core.measurement import Measurement, OnImage, OnPlane
from medview.core.text import tr
from medview.core.volume import Quantity, StoredVolume, Volume

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Voxels:
    """A volume that was drawn on.

    Args:
        volume: Its voxels; one position of a series with dimensions.
    """

    volume: Volume

    @property
    def quantity(self) -> Quantity:
        """What values measure."""
        return self.volume.quantity


@dataclass(frozen=True, eq=False)
class Pixels:
    """A picture that was drawn on.

    Args:
        values: (rows, columns) values or (rows, columns, 3) sRGB; None while they are not read.
        spacing: Between its pixels.
        quantity: What values measure.
        padding: (least, greatest) value that marks no image.
        regions: Ultrasound regions with a spacing of their own (``Frame.regions``).
    """

    values: Array | None
    spacing: PixelSpacing = PixelSpacing()
    quantity: Quantity = Quantity.ARBITRARY
    padding: tuple[float, float] | None = None
    regions: tuple[tuple[int, int, int, int, float, float], ...] = ()


Grid = Voxels | Pixels


def grid_of(one: Measurement, volume: StoredVolume | None, images: StoredImages | None) -> Grid | None:
    """What a drawing lies on, mapped; None where that is not what is open."""
    if isinstance(one.on, OnPlane):
        return Voxels(volume.open()) if volume is not None else None
    if images is None or not 0 <= one.on.frame < len(images.frames):
        return None
    return pixels_of(images, one.on.frame)


def spacing_for(one: Measurement, images: StoredImages | None) -> PixelSpacing:
    """The spacing of the pixels something is drawn on; one without measure on a plane."""
    if images is None or not isinstance(one.on, OnImage) or not 0 <= one.on.frame < len(images.frames):
        return PixelSpacing()
    frame = images.frames[one.on.frame]
    return _spacing_at(one, Pixels(None, frame.spacing, regions=frame.regions))


def pixels_of(images: StoredImages, number: int) -> Pixels:
    """A picture of a stack, mapped; without values while it is not in the file."""
    frame = images.frames[number]
    slot = number if not images.ready else int(np.load(images.ready, mmap_mode="r")[number])
    values = np.load(images.path, mmap_mode="r")[slot] if slot >= 0 else None
    return Pixels(values, frame.spacing, images.quantity, frame.padding, frame.regions)


@dataclass(frozen=True)
class Scale:
    """How long a unit of the flattened plane is.

    Args:
        spacing: Of the picture's pixels, in the region drawn in.
        length: Unit of lengths.
        area: Unit of areas.
        words: Where lengths hold.
        notes: What else to know.
    """

    spacing: PixelSpacing = PixelSpacing()
    length: Code = MILLIMETRE
    area: Code = SQUARE_MILLIMETRE
    words: str = ""
    notes: tuple[str, ...] = ()


def scale_of(one: Measurement, grid: Grid) -> Scale:
    """The unit lengths of a drawing are in, and where they hold."""
    if isinstance(grid, Voxels):
        return Scale()
    spacing = _spacing_at(one, grid)
    if spacing.meaning is not SpacingMeaning.NONE:
        words = {SpacingMeaning.DETECTOR: tr("at the detector"), SpacingMeaning.CALIBRATED: tr("calibrated")}
        said = words.get(spacing.meaning, "")
        return Scale(spacing, words=", ".join(filter(None, (said, spacing.note if said else ""))))
    notes = [tr("The size of a pixel is unknown: lengths are in pixels.")]
    column, row = unit_of(spacing)
    if not math.isclose(column, row):
        told = tr("A pixel is {aspect} times as high as wide; lengths are in widths of a pixel.")
        notes = [tr("The size of a pixel is unknown."), told.format(aspect=f"{row / column:.4g}")]
    return Scale(spacing, PIXEL, SQUARE_PIXEL, notes=tuple(notes))


def _spacing_at(one: Measurement, grid: Pixels) -> PixelSpacing:
    """The picture's spacing; where it has none, that of the ultrasound region all points lie in."""
    if grid.spacing.meaning is not SpacingMeaning.NONE:
        return grid.spacing
    points = np.array(one.points)
    for top, left, bottom, right, row_mm, column_mm in grid.regions:
        within = (points >= (left, top)).all() and (points <= (right + 1, bottom + 1)).all()
        if within and row_mm > 0.0 and column_mm > 0.0:
            return PixelSpacing(row_mm, column_mm, SpacingMeaning.CALIBRATED, tr("within the ultrasound region"))
    return grid.spacing


def unread() -> str:
    """Why a picture has no values."""
    return tr("The picture is not read yet: show it to measure its values.")
