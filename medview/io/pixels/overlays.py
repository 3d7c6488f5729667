"""Overlay planes: their own bits, or bits of the pixels nobody else uses (PS3.3 C.9.2, PS3.5 8.1.2)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from pydicom import Dataset
from pydicom.tag import Tag

from medview.core.images import OverlayPlane
from medview.io.pixels.format import Array, PixelFormat
from medview.io.pixels.values import value

Bits = NDArray[np.bool_]

GROUPS = range(0x6000, 0x6100, 2)

_ROWS, _COLUMNS, _FRAMES, _DESCRIPTION, _ORIGIN, _FIRST_FRAME = 0x0010, 0x0011, 0x0015, 0x0022, 0x0050, 0x0051
_POSITION, _LABEL, _DATA = 0x0102, 0x1500, 0x3000


def overlays(
    dataset: Dataset, form: PixelFormat, frame: int, embedded: Callable[[int], Array]
) -> tuple[OverlayPlane, ...]:
    """The planes of one frame, cut to the image and to what is set in them.

    Args:
        dataset: The object.
        form: How its pixels are stored.
        frame: The frame, from 0.
        embedded: Decodes a frame with all its allocated bits; called when a plane lies there.
    """
    made = (_plane(dataset, group, form, frame, embedded) for group in GROUPS if _has(dataset, group))
    return tuple(plane for plane in made if plane is not None)


def any_plane(dataset: Dataset) -> bool:
    """Whether there are overlay planes."""
    return any(_has(dataset, group) for group in GROUPS)


def _has(dataset: Dataset, group: int) -> bool:
    return Tag(group, _ROWS) in dataset and Tag(group, _COLUMNS) in dataset


def _element(dataset: Dataset, group: int, element: int) -> object:
    try:
        return dataset[group, element].value if Tag(group, element) in dataset else None
    except Exception:  # noqa: BLE001  a damaged value raises whatever its parser stumbles over
        return None


def _integer(dataset: Dataset, group: int, element: int, default: int) -> int:
    found = _element(dataset, group, element)
    try:
        return default if found is None or found == "" else int(found)  # type: ignore[call-overload]
    except (TypeError, ValueError):
        return default


def _plane(
    dataset: Dataset, group: int, form: PixelFormat, frame: int, embedded: Callable[[int], Array]
) -> OverlayPlane | None:
    rows, columns = (_integer(dataset, group, element, 0) for element in (_ROWS, _COLUMNS))
    if rows < 1 or columns < 1:
        return None
    data = _element(dataset, group, _DATA)
    if isinstance(data, bytes) and data:
        bits = _own(dataset, group, data, (rows, columns), frame, form)
    else:
        bits = _embedded(dataset, group, form, lambda: embedded(frame))
    if bits is None:
        return None
    name = str(_element(dataset, group, _LABEL) or _element(dataset, group, _DESCRIPTION) or "").strip()
    return cut(bits, _origin(dataset, group), (form.rows, form.columns), name)


def _own(
    dataset: Dataset, group: int, data: bytes, shape: tuple[int, int], frame: int, form: PixelFormat
) -> Bits | None:
    planes = max(1, _integer(dataset, group, _FRAMES, 1))
    at = frame - (_integer(dataset, group, _FIRST_FRAME, 1) - 1)
    if planes == 1 and value(dataset, "NumberOfFrames") is None:
        at = 0
    if not 0 <= at < planes:
        return None
    size = shape[0] * shape[1]
    first = at * size
    packed = np.frombuffer(data, np.uint8)
    if form.big_endian and dataset[group, _DATA].VR == "OW":
        packed = packed[: packed.size // 2 * 2].reshape(-1, 2)[:, ::-1].reshape(-1)
    packed = packed[first // 8 : -(-(first + size) // 8)]
    bits = np.unpackbits(packed, bitorder="little")[first % 8 : first % 8 + size]
    return bits.reshape(shape).astype(np.bool_) if bits.size == size else None


def _embedded(dataset: Dataset, group: int, form: PixelFormat, embedded: Callable[[], Array]) -> Bits | None:
    """A bit above or below the stored ones; retired in 2004, and still found."""
    position = _integer(dataset, group, _POSITION, 0)
    used = range(form.high_bit + 1 - form.bits_stored, form.high_bit + 1)
    if position in used or not 0 <= position < form.bits_allocated or form.samples != 1:
        return None
    return np.asarray((embedded() >> position) & 1, np.bool_)


def _origin(dataset: Dataset, group: int) -> tuple[int, int]:
    found = _element(dataset, group, _ORIGIN)
    try:
        row, column = (int(one) for one in found)  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        return 0, 0
    return row - 1, column - 1


def cut(bits: Bits, origin: tuple[int, int], image: tuple[int, int], name: str) -> OverlayPlane | None:
    """The part of a plane that lies on the image and has something set; None when there is none."""
    first = [max(0, -start) for start in origin]
    last = [min(side, most - start) for side, start, most in zip(bits.shape, origin, image, strict=True)]
    inside = bits[first[0] : max(first[0], last[0]), first[1] : max(first[1], last[1])]
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    if not rows.size:
        return None
    part = inside[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return OverlayPlane.of(part, (origin[0] + first[0] + int(rows[0]), origin[1] + first[1] + int(columns[0])), name)
