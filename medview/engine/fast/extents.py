"""Where a layer's values may differ from those of an image without content, and what they are everywhere else.

Far from the content a layer's value depends on the distance to the image's border alone (where zeros are added), and
no further than the layers so far reach. So an image of constant value, just large enough to have a voxel that no
border reaches, has all the values there are: they are computed once and copied.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

Triple = tuple[int, int, int]

NEARLY_ALL = 0.93
"""A box that takes more than this of a side takes all of it: then no zeros need to be put around it."""


@dataclass(frozen=True, eq=False)
class Extents:
    """The box around the content of each plane along the first axis.

    Args:
        shape: Of the image.
        low: (planes, 2) first row and column with content; beyond the image where there is none.
        high: (planes, 2) those after the last.
    """

    shape: Triple
    low: Tensor
    high: Tensor

    @classmethod
    def of(cls, image: Tensor) -> Extents:
        """The content of an image: whatever differs from its first voxel.

        Args:
            image: (channels, x, y, z).
        """
        differs = (image != image[:, :1, :1, :1]).any(dim=0)
        sides = [differs.any(dim=axis) for axis in (2, 1)]
        low = torch.stack([_first(side) for side in sides], dim=1)
        high = torch.stack([side.shape[1] - _first(side.flip(1)) for side in sides], dim=1)
        x, y, z = differs.shape
        return cls((x, y, z), low, high)

    def box(self, planes: slice, reach: Triple) -> tuple[slice, slice] | None:
        """Rows and columns of these planes that content may have reached; None where it reached nothing."""
        near = slice(max(0, planes.start - reach[0]), planes.stop + reach[0])
        low, high = self.low[near].amin(dim=0).tolist(), self.high[near].amax(dim=0).tolist()
        if any(a >= b for a, b in zip(low, high, strict=True)):
            return None
        rows, columns = (
            _reached(a - r, b + r, n) for a, b, r, n in zip(low, high, reach[1:], self.shape[1:], strict=True)
        )
        return rows, columns


def _reached(low: int, high: int, side: int) -> slice:
    low, high = max(0, low), min(high, side)
    return slice(0, side) if high - low > NEARLY_ALL * side else slice(low, high)


def _first(there: Tensor) -> Tensor:
    """First place in each row that is set; the row's length where none is."""
    return torch.where(there.any(dim=1), there.int().argmax(dim=1), there.shape[1])


def sides(shape: Triple, reach: Triple) -> Triple:
    """Sides of the constant image that has all values a layer of this reach gives in one of this shape."""
    x, y, z = (min(n, 2 * r + 1) for n, r in zip(shape, reach, strict=True))
    return x, y, z


def places(side: int, length: int) -> Tensor:
    """(length,) which of so few places along an axis stands for each of many: the ends as they are, the middle
    repeated.
    """
    all_places = torch.arange(length)
    middle = side // 2
    return torch.where(all_places < length - middle, all_places.clamp_max(middle), all_places - (length - side))


def stretched(field: Tensor, shape: Triple, place: Sequence[slice] = ()) -> Tensor:
    """A constant image's values in a larger one.

    Args:
        field: (x, y, z, channels).
        shape: Sides of the larger one.
        place: Only this box of it; empty for all.
    """
    rows = [places(side, length) for side, length in zip(field.shape, shape, strict=False)]
    for axis, part in enumerate(place):
        rows[axis] = rows[axis][part]
    paired = field.dtype == torch.bfloat16 and field.shape[3] % 2 == 0 and field.is_contiguous()
    found = field.view(torch.int32) if paired else field  # half as many numbers to copy
    for axis in (0, 2, 1):  # few planes first, whole rows last
        if place or len(rows[axis]) != field.shape[axis]:
            found = found.index_select(axis, rows[axis])
    return found.view(field.dtype)


def around(box: tuple[slice, slice] | None, whole: tuple[slice, slice]) -> list[tuple[slice, slice]]:
    """The rows and columns of planes that a box leaves out, as boxes."""
    if box is None:
        return [whole]
    (rows, columns), (all_rows, all_columns) = box, whole
    found = [
        (slice(all_rows.start, rows.start), all_columns),
        (slice(rows.stop, all_rows.stop), all_columns),
        (rows, slice(all_columns.start, columns.start)),
        (rows, slice(columns.stop, all_columns.stop)),
    ]
    return [place for place in found if all(part.start < part.stop for part in place)]


def block(values: Tensor, place: tuple[slice, slice, slice], reach: Triple) -> tuple[Tensor, Triple]:
    """What a layer needs to compute a box.

    Args:
        values: (x, y, z, channels) of the layer before.
        place: The box.
        reach: How far the layer sees.

    Returns:
        The box with a margin of its reach, zeros beyond the image; and the padding that is left to the convolution:
        along axes on which the box is the whole image.
    """
    inner, pads, padding = [], [], []
    for part, side, far in zip(place, values.shape, reach, strict=False):
        whole = (part.start, part.stop) == (0, side)
        padding.append(far if whole else 0)
        low, high = part.start - far, part.stop + far
        inner.append(slice(max(0, low), min(high, side)))
        pads.append((0, 0) if whole else (max(0, -low), max(0, high - side)))
    x, y, z = padding
    return _padded(values[tuple(inner)], pads), (x, y, z)


def _padded(values: Tensor, pads: list[tuple[int, int]]) -> Tensor:
    """With zeros around; like ``functional.pad``, which first fills all of it."""
    if not any(map(any, pads)):
        return values
    sides = [low + side + high for (low, high), side in zip(pads, values.shape, strict=False)]
    found = values.new_empty((*sides, values.shape[3]))
    for axis, (low, high) in enumerate(pads):
        found.narrow(axis, 0, low).zero_()
        found.narrow(axis, sides[axis] - high, high).zero_()
    place = tuple(slice(low, low + side) for (low, _), side in zip(pads, values.shape, strict=False))
    found[place] = values
    return found
