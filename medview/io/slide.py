"""Whole-slide images (PS3.3 A.32.8) as pictures: thumbnail and overview, then the level that fits, then the label.

A slide of 100,000 × 80,000 pixels has its own pyramid of levels; one of them is shown whole. Only where even the
smallest does not fit is it thinned, and says so.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.errors import ReadError
from medview.core.images import Frame, StoredImages
from medview.core.study import Series
from medview.core.text import tr
from medview.io.atomic import writing_errors
from medview.io.formats.values import Told, may_be_int16, to_float32
from medview.io.pixels import frames, voi
from medview.io.pixels.source import THREADS, in_parallel
from medview.io.slide_tiles import Level, Plane, level_of
from medview.io.sources import Checkpoint

Array = NDArray[Any]

LONGEST = 4096
"""Longest side of a level that is shown, pixels: 50 MB in colour, about twice a large screen."""

_SMALL = 512
"""Longest side of a thumbnail's source, pixels."""

_BEFORE, _AFTER = ("THUMBNAIL", "OVERVIEW"), ("LABEL",)
_WHITE = 255
"""Glass without a tile: light goes through."""


@dataclass(frozen=True, eq=False)
class _Shown:
    """A picture to be made.

    Args:
        level: Its object.
        plane: Its optical path and focal plane.
        thinned: Every so many pixels become one.
        repeated: Every pixel becomes so many, along each side, so that small pictures fill the common size.
    """

    level: Level
    plane: Plane
    thinned: int = 1
    repeated: int = 1

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns."""
        rows, columns = (math.ceil(side / self.thinned) for side in (self.level.rows, self.level.columns))
        return rows * self.repeated, columns * self.repeated


def load_slide(series: Series, folder: Path, checkpoint: Checkpoint) -> StoredImages:
    """Assemble a slide's pictures in one file; all are on a canvas of the size of the largest.

    Args:
        series: One whose kind is SLIDE: each instance an object with all its tiles.
        folder: Where the file is written, as ``images.npy``.
        checkpoint: Progress and cancel.

    Returns:
        uint8 sRGB, or grey values where all of it is grey.

    Raises:
        ReadError: A file is damaged or refused.
        WriteError: The disk is full.
    """
    checkpoint(0.0, tr("Loading the slide"))
    levels = [level_of(frames(instance.path)) for instance in series.instances]
    chosen, (rows, columns) = _arranged(levels)
    coloured = any(one.level.coloured for one in chosen)
    kind = np.dtype(np.uint8) if coloured else _grey_kind(chosen)
    path, shape = folder / "images.npy", (len(chosen), rows, columns, *((3,) if coloured else ()))
    with writing_errors(path):
        out = np.lib.format.open_memmap(path, "w+", kind, shape)
    for number, one in enumerate(chosen):
        out[number] = _WHITE if coloured else 0
        _assemble(one, out[number], _share(checkpoint, number, len(chosen)))
    out.flush()
    made = tuple(_frame(one, (rows, columns)) for one in chosen)
    return StoredImages(str(path), made, note=_note(levels, chosen))


@dataclass(frozen=True)
class Placed:
    """Where one level lies in the picture ``load_slide`` makes of it.

    Args:
        uid: SOP Instance UID of the level.
        matrix: (rows, columns) of its total pixel matrix.
        canvas: (rows, columns) of the picture.
        start: (row, column) of the canvas where the level begins.
        size: (rows, columns) it takes there.
        tissue: It shows the specimen, not the label or the whole glass.
    """

    uid: str
    matrix: tuple[int, int]
    canvas: tuple[int, int]
    start: tuple[int, int]
    size: tuple[int, int]
    tissue: bool


def layout(series: Series) -> tuple[Placed, ...]:
    """Where the levels of a slide lie in its pictures, one for each picture in order.

    Raises:
        ReadError: A file is damaged or refused.
    """
    chosen, canvas = _arranged([level_of(frames(instance.path)) for instance in series.instances])
    return tuple(
        Placed(
            uid=one.level.uid,
            matrix=(one.level.rows, one.level.columns),
            canvas=canvas,
            start=_start(canvas, one),
            size=one.size,
            tissue=one.level.flavour not in (*_BEFORE[1:], *_AFTER),
        )
        for one in chosen
    )


def _arranged(levels: list[Level]) -> tuple[list[_Shown], tuple[int, int]]:
    """The pictures, and the size of the canvas they share."""
    chosen = _chosen(levels)
    rows, columns = (max(one.size[axis] for one in chosen) for axis in (0, 1))
    return [replace(one, repeated=_times(one, rows, columns)) for one in chosen], (rows, columns)


def _start(canvas: tuple[int, ...], one: _Shown) -> tuple[int, int]:
    """(row, column) of the canvas where a picture begins: it lies in the middle."""
    return (canvas[0] - one.size[0]) // 2, (canvas[1] - one.size[1]) // 2


def overview(series: Series) -> Array:
    """A small picture of the whole slide, for a thumbnail: its smallest level, thinned where that is large.

    Raises:
        ReadError: A file is damaged or refused.
    """
    levels = [level_of(frames(instance.path)) for instance in series.instances]
    whole = [level for level in levels if level.flavour not in (*_BEFORE[1:], *_AFTER)] or levels
    smallest = min(whole, key=lambda level: level.rows * level.columns)
    one = _Shown(smallest, smallest.planes[0], math.ceil(max(smallest.rows, smallest.columns) / _SMALL))
    kind = np.dtype(np.uint8) if smallest.coloured else _grey_kind([one])
    canvas = np.full((*one.size, *((3,) if smallest.coloured else ())), _WHITE if smallest.coloured else 0, kind)
    _assemble(one, canvas, lambda _fraction, _note: None)
    return canvas


def _share(checkpoint: Checkpoint, number: int, count: int) -> Checkpoint:
    return lambda fraction, note: checkpoint((number + fraction) / count, note)


def _chosen(levels: list[Level]) -> list[_Shown]:
    """Thumbnails and overviews, the largest level that fits (else the smallest, thinned), labels."""
    if not levels:
        raise ReadError(tr("The slide has no images."), tr("Open its folder again."))
    pyramid = [level for level in levels if level.flavour not in (*_BEFORE, *_AFTER)]
    first = [level for flavour in _BEFORE for level in levels if level.flavour == flavour]
    last = [level for level in levels if level.flavour in _AFTER]
    return [*_all(first), *_all(_fitting(pyramid)), *_all(last)]


def _fitting(pyramid: list[Level]) -> list[Level]:
    """All objects of one level: optical paths and focal planes may be objects of their own."""
    sizes = sorted({(level.rows, level.columns) for level in pyramid}, key=max)
    fitting = [size for size in sizes if max(size) <= LONGEST] or sizes[:1]
    return [level for level in pyramid if (level.rows, level.columns) == fitting[-1]] if fitting else []


def _all(levels: list[Level]) -> list[_Shown]:
    return [
        _Shown(level, plane, math.ceil(max(level.rows, level.columns) / LONGEST))
        for level in levels
        for plane in level.planes
    ]


def _times(one: _Shown, rows: int, columns: int) -> int:
    return max(1, min(rows // one.size[0], columns // one.size[1]))


def _grey_kind(chosen: list[_Shown]) -> np.dtype[Any]:
    whole = all(
        may_be_int16(one.level.source.dtype, 1.0, 0.0)
        and one.level.source.dtype not in (np.uint16, np.uint32, np.int32)
        for one in chosen
    )
    return np.dtype(np.int16 if whole else np.float32)


def _assemble(one: _Shown, canvas: Array, checkpoint: Checkpoint) -> None:
    """Decode the tiles in parallel, each into its own place."""
    tiles = one.plane.tiles
    top, left = _start(canvas.shape, one)
    place = canvas[top : top + one.size[0], left : left + one.size[1]]

    def draw(number: int) -> None:
        tile = tiles[number]
        _put(_pixels(one, tile.number, canvas), (tile.row, tile.column), one, place)

    in_parallel(draw, len(tiles), THREADS, lambda done: checkpoint(done / len(tiles), tr("Loading the slide")))


def _pixels(one: _Shown, number: int, canvas: Array) -> Array:
    """A tile as the canvas holds it."""
    source = one.level.source
    if canvas.ndim == 2:
        return source.stored(number)
    if one.level.coloured:
        return source.coloured(number)
    grey = to_float32(source.stored(number), 1.0, 0.0, Told())
    most = float(2**source.form.bits_stored - 1)
    eight = np.clip(np.round(grey * (255.0 / most)), 0, 255).astype(np.uint8)
    return np.repeat(eight[..., None], 3, axis=-1)


def _put(tile: Array, at: tuple[int, int], one: _Shown, place: Array) -> None:
    """Draw what of a tile lies on the matrix: the last ones of rows and columns reach beyond."""
    rows, columns = one.level.rows, one.level.columns
    if not (0 <= at[0] < rows and 0 <= at[1] < columns):
        return
    tile = tile[: rows - at[0], : columns - at[1]]
    if one.thinned > 1:
        skip = [-start % one.thinned for start in at]
        tile = tile[skip[0] :: one.thinned, skip[1] :: one.thinned]
        at = (math.ceil(at[0] / one.thinned), math.ceil(at[1] / one.thinned))
    if one.repeated > 1:
        tile = tile.repeat(one.repeated, axis=0).repeat(one.repeated, axis=1)
    first_row, first_column = (start * one.repeated for start in at)
    place[first_row : first_row + tile.shape[0], first_column : first_column + tile.shape[1]] = tile


def _frame(one: _Shown, canvas: tuple[int, int]) -> Frame:
    level, scale = one.level, one.thinned / one.repeated
    spacing = level.spacing
    told = [(tr("Slide"), tr(_WORDS.get(level.flavour, level.flavour.lower())))]
    if one.plane.path:
        told.append((tr("Optical path"), one.plane.path))
    if one.plane.focus_um is not None:
        told.append((tr("Focal plane"), f"{one.plane.focus_um:g} µm"))
    if one.size != canvas:
        told.append((tr("Its size"), f"{level.columns}×{level.rows}"))
    return Frame(
        sop_instance_uid=level.uid,
        spacing=replace(spacing, rows=spacing.rows * scale, columns=spacing.columns * scale),
        inverted=level.source.photometric == "MONOCHROME1",
        texts=tuple(told),
        lossy=voi.lossy(level.source.dataset, level.source.syntax.uid),
    )


_WORDS = {
    "VOLUME": "tissue",
    "LABEL": "label",
    "OVERVIEW": "overview of the glass",
    "THUMBNAIL": "thumbnail",
    "LOCALIZER": "localiser",
}
"""Image Type, value 3 (PS3.3 C.8.12.4.1.1)."""


def _note(levels: list[Level], chosen: list[_Shown]) -> str:
    """Which level it is, and what is missing."""
    told = []
    largest = max(levels, key=lambda level: level.rows * level.columns)
    tissue = next((one for one in chosen if one.level.flavour not in (*_BEFORE, *_AFTER)), None)
    if tissue is not None and (tissue.thinned > 1 or tissue.level is not largest):
        told.append(
            tr("The slide has {columns}×{rows} pixels at full resolution; {shown} of them a side are shown.").format(
                columns=largest.columns, rows=largest.rows, shown=f"1/{largest.columns / tissue.size[1]:.3g}"
            )
        )
    absent = sum(level.absent for level in {id(one.level): one.level for one in chosen}.values())
    if absent:
        told.append(tr("{count} tiles are not stored; they are left empty.").format(count=absent))
    return " ".join(told)
