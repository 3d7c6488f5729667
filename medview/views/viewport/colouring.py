"""Values as Qt's images: greys, colours, filled labels, fields and how sure a model was."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from medview.core.overlay import Colour, FieldLayer

UNCERTAINTY_COLOURS: tuple[tuple[float, Colour], ...] = (
    (0.0, (0, 0, 4)),
    (0.25, (87, 16, 110)),
    (0.5, (188, 55, 84)),
    (0.75, (249, 142, 9)),
    (1.0, (252, 255, 164)),
)
"""Five stops of matplotlib's "inferno": even steps to the eye, and readable in grey (CC0)."""

SIGNED_COLOURS: tuple[tuple[float, Colour], ...] = (
    (0.0, (33, 102, 172)),
    (0.25, (103, 169, 207)),
    (0.5, (247, 247, 247)),
    (0.75, (239, 138, 98)),
    (1.0, (178, 24, 43)),
)
"""Five stops of ColorBrewer's "RdBu", reversed: even steps both ways from 0 (Apache-2.0)."""

DOSE_COLOURS: tuple[tuple[float, Colour], ...] = (
    (0.0, (0, 0, 200)),
    (0.25, (0, 190, 255)),
    (0.5, (0, 220, 60)),
    (0.75, (255, 230, 0)),
    (1.0, (230, 0, 0)),
)
"""Blue to red, the order in which planning systems draw dose."""

_DOSES = frozenset({"Gy", "cGy", "mGy", "GY"})

_UNCERTAINTY_OPACITY = 0.8


def opaque_image(pixels: NDArray[np.uint32]) -> QImage:
    """A picture of 0xffRRGGBB values, in the format Qt scales fastest; it keeps the array alive, uncopied."""
    rows, columns = pixels.shape
    contiguous = np.ascontiguousarray(pixels)
    return QImage(contiguous.data, columns, rows, columns * 4, QImage.Format.Format_RGB32)


def colour_image(pixels: NDArray[np.uint32]) -> QImage:
    """A picture of premultiplied 0xAARRGGBB values; it keeps the array alive and does not copy it."""
    rows, columns = pixels.shape
    contiguous = np.ascontiguousarray(pixels)
    return QImage(contiguous.data, columns, rows, columns * 4, QImage.Format.Format_ARGB32_Premultiplied)


def label_image(cut: NDArray[Any], colours: Mapping[int, Colour], opacity: float, clear: frozenset[int]) -> QImage:
    """A slice of a label map, its labels filled with their colours.

    Args:
        cut: (rows, columns) labels.
        colours: Colour of each label.
        opacity: Of the fill, 0..1.
        clear: Labels that are not filled.
    """
    if cut.dtype != np.uint8:
        return colour_image(fill_table(colours, opacity, clear, int(cut.max()))[cut])
    rows, columns = cut.shape
    indices = np.ascontiguousarray(cut)
    image = QImage(indices.data, columns, rows, columns, QImage.Format.Format_Indexed8)
    image.setColorTable(_indexed_colours(tuple(colours.items()), opacity, clear))
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


@lru_cache(maxsize=32)
def _indexed_colours(colours: tuple[tuple[int, Colour], ...], opacity: float, clear: frozenset[int]) -> list[int]:
    """0xAARRGGBB of each of 256 labels."""
    table, alpha = [0] * 256, round(255.0 * opacity)
    for value, (red, green, blue) in colours:
        if value not in clear and 0 < value < len(table):
            table[value] = alpha << 24 | red << 16 | green << 8 | blue
    return table


def fill_table(
    colours: Mapping[int, Colour], opacity: float, clear: frozenset[int], greatest: int = 255
) -> NDArray[np.uint32]:
    """The premultiplied colour of each label value up to ``greatest``, and of 256 at least; 0xAARRGGBB."""
    rgba = np.zeros((max(greatest + 1, 256), 4))
    for value, colour in colours.items():
        if value not in clear and 0 < value < len(rgba):
            rgba[value] = (*colour, 255.0 * opacity)
    return _premultiplied(rgba)


def uncertainty_colours() -> NDArray[np.float64]:
    """(256, 3) colours of the uncertainty bar, low to high."""
    return _between(UNCERTAINTY_COLOURS)


def map_colours(low: float, high: float) -> NDArray[np.float64]:
    """(256, 3) colours of a model's map, low to high: two ways from 0 where its values have signs."""
    return _between(SIGNED_COLOURS) if _signed(low, high) else uncertainty_colours()


def map_image(values: NDArray[Any], low: float, high: float) -> QImage:
    """A slice or picture of a model's map, premultiplied: what tells nothing is clear.

    Args:
        values: (rows, columns); NaN is clear.
        low: Value of the first colour.
        high: Value of the last one.
    """
    table = SIGNED_TABLE if _signed(low, high) else UNCERTAINTY_TABLE
    low, high = map_range(low, high)
    shown = np.nan_to_num(values.astype(np.float32), nan=0.0 if _signed(low, high) else low)
    share = np.clip((shown - low) / max(high - low, 1e-12), 0.0, 1.0)
    return colour_image(table[(share * 255.0 + 0.5).astype(np.uint8)])


def map_range(low: float, high: float) -> tuple[float, float]:
    """The values of the first and last colour of a model's map: as far from 0 both ways where its values have signs."""
    reach = max(-low, high)
    return (-reach, reach) if _signed(low, high) else (low, high)


def _signed(low: float, high: float) -> bool:
    """Whether 0 lies within a range."""
    return low < 0.0 < high


def field_colours(unit: str) -> NDArray[np.float64]:
    """(256, 3) colours of a field, low to high: dose has its own.

    Args:
        unit: UCUM unit of its values.
    """
    return _between(DOSE_COLOURS if unit in _DOSES else UNCERTAINTY_COLOURS)


def field_image(values: NDArray[Any], layer: FieldLayer, opacity: float) -> QImage | None:
    """A slice of a field, premultiplied; None when nothing of it is above its least value.

    Args:
        values: (rows, columns); NaN and what is below ``layer.low`` are clear.
        layer: Its range and unit.
        opacity: Of what is drawn, 0..1.
    """
    shown = values >= layer.low  # NaN is not
    if not shown.any():
        return None
    share = np.clip((np.nan_to_num(values) - layer.low) / max(layer.high - layer.low, 1e-12), 0.0, 1.0)
    table = _premultiplied(np.column_stack((field_colours(layer.unit), np.full(256, 255.0 * opacity))))
    return colour_image(np.where(shown, table[(share * 255.0 + 0.5).astype(np.uint8)], np.uint32(0)))


def _between(stops: tuple[tuple[float, Colour], ...]) -> NDArray[np.float64]:
    places = [place for place, _ in stops]
    channels = [np.interp(np.linspace(0, 1, 256), places, [c[n] for _, c in stops]) for n in range(3)]
    return np.stack(channels, axis=1)


def _premultiplied(rgba: NDArray[np.float64]) -> NDArray[np.uint32]:
    colour = np.rint(rgba[:, :3] * rgba[:, 3:] / 255.0).astype(np.uint32)
    alpha = np.rint(rgba[:, 3]).astype(np.uint32)
    return np.asarray(alpha << 24 | colour[:, 0] << 16 | colour[:, 1] << 8 | colour[:, 2], dtype=np.uint32)


UNCERTAINTY_TABLE = _premultiplied(
    np.column_stack((uncertainty_colours(), np.linspace(0.0, 255.0 * _UNCERTAINTY_OPACITY, 256)))
)
"""(256,) premultiplied colours of how unsure a model was, 0xAARRGGBB: the surer, the clearer."""
_AWAY = np.clip(np.abs(np.linspace(-1.0, 1.0, 256)) - 1.0 / 255.0, 0.0, 1.0)
"""How far each colour of a map with signs is from the middle two, which are those of 0."""
SIGNED_TABLE = _premultiplied(np.column_stack((_between(SIGNED_COLOURS), 255.0 * _UNCERTAINTY_OPACITY * _AWAY)))
"""(256,) premultiplied colours of what speaks against and for something, 0xAARRGGBB: the nearer to 0, the clearer."""
