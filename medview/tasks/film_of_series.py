"""Task of the files pool that makes a film of a series without a window: its slices, its positions, or its pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from medview.core.errors import MedViewError
from medview.core.images import StoredImages
from medview.core.study import Series
from medview.core.text import tr
from medview.core.volume import StoredVolume, Volume, Window
from medview.imaging.cut import Cut, Point
from medview.imaging.films import check, write_film
from medview.imaging.picture import Overlay, Scene, full_field_mm, labelled, panel
from medview.imaging.reslice import PLANES, Plane, PlaneFrame
from medview.imaging.windowing import first_window, fitting_window, grey, percentile_window
from medview.io.atomic import atomic
from medview.jobs.protocol import Context

_NOTHING = Overlay(np.zeros((0, 0, 0), np.uint8), ())
Draw = Callable[[int], Image.Image]


def film(
    context: Context,
    series: Series,
    loaded: StoredVolume | StoredImages,
    path: str,
    rate: float,
    loop: bool,
    plane: str,
    along: str,
    window: tuple[float, float] | None,
    pixels: int,
) -> int:
    """Write a film; nothing on it names anyone.

    Args:
        context: The job's.
        series: What is shown.
        loaded: Its voxels or pictures.
        path: A file ending in ``.mp4`` or ``.gif``.
        rate: Pictures per second; 0 for the series' own, or 15.
        loop: A GIF begins again at its end.
        plane: ``"axial"``, ``"coronal"`` or ``"sagittal"``: which slices of a volume.
        along: ``"slices"``, or ``"positions"`` of a 4D series.
        window: (width, level), or None for the first choice.
        pixels: Longest side of a picture.

    Returns:
        How many pictures it has.

    Raises:
        MedViewError: It cannot be made or written.
    """
    chosen = Window(window[1], window[0]) if window else None
    if isinstance(loaded, StoredImages):
        draw, count = _of_pictures(loaded, chosen, pixels)
        rate = rate or (1000.0 / loaded.frame_ms if loaded.frame_ms else 15.0)
    else:
        shown = next(one for one in PLANES if one.name.lower() == plane)
        make = _of_positions if along == "positions" else _of_slices
        draw, count = make(series, loaded, shown, chosen, pixels)
        rate = rate or 15.0
    check(Path(path), count, rate)
    with atomic(Path(path)) as sibling:
        return write_film(sibling, lambda number: np.asarray(draw(number)), count, rate, loop, context.checkpoint)


def _of_slices(
    series: Series, stored: StoredVolume, plane: Plane, window: Window | None, pixels: int
) -> tuple[Draw, int]:
    volume = stored.open()
    scene, frame = _scene(series, volume, window), PlaneFrame.of(volume.geometry, plane)
    cuts = [_cut(volume, plane, frame, number, pixels) for number in range(frame.count)]
    return lambda number: labelled(panel(scene, cuts[number])), frame.count


def _of_positions(
    series: Series, stored: StoredVolume, plane: Plane, window: Window | None, pixels: int
) -> tuple[Draw, int]:
    if not stored.at:
        raise MedViewError(tr("This series has no positions beside its slices."), tr("Leave out --along positions."))
    count = len(series.dimensions[-1].values)
    first = stored.open()
    scene, frame = _scene(series, first, window), PlaneFrame.of(stored.geometry, plane)
    cut = _cut(first, plane, frame, frame.count // 2, pixels)

    def draw(number: int) -> Image.Image:
        volume = replace(stored, at=(*stored.at[:-1], number)).open()
        return labelled(panel(replace(scene, volume=volume), cut))

    return draw, count


def _scene(series: Series, volume: Volume, window: Window | None) -> Scene:
    stored = series.windows[0] if series.windows else None
    shown = window or fitting_window(volume.array, stored) or stored or percentile_window(volume.array)
    return Scene(volume, shown, _NOTHING, inverted=series.pixels is not None and series.pixels.inverted)


def _cut(volume: Volume, plane: Plane, frame: PlaneFrame, number: int, pixels: int) -> Cut:
    rows, columns = frame.shape
    centre: Point = frame.point(number, (rows - 1) / 2, (columns - 1) / 2)
    return Cut(plane, centre, full_field_mm(volume.geometry), pixels)


def _of_pictures(images: StoredImages, window: Window | None, pixels: int) -> tuple[Draw, int]:
    array = np.load(images.path, mmap_mode="r", allow_pickle=False)
    ready = np.load(images.ready, allow_pickle=False) if images.ready else np.arange(len(images.frames))
    readable = [number for number, slot in enumerate(ready) if slot >= 0]
    if not readable:
        raise MedViewError(tr("None of its pictures could be read."))
    first = images.frames[readable[0]]
    shown = window or (None if array.ndim == 4 else first_window(array[ready[readable[0]]], first))

    def draw(turn: int) -> Image.Image:
        number = readable[turn]
        frame, values = images.frames[number], array[ready[number]]
        drawn: NDArray[np.uint8] = (
            np.ascontiguousarray(values) if shown is None else grey(values, shown, frame.inverted, frame.padding)
        )
        return labelled(
            _sized(Image.fromarray(drawn).convert("RGB"), frame.spacing.rows / frame.spacing.columns, pixels)
        )

    return draw, len(readable)


def _sized(image: Image.Image, aspect: float, pixels: int) -> Image.Image:
    """A picture with square pixels whose longest side is as long as wanted."""
    width, height = float(image.width), image.height * aspect
    scale = pixels / max(width, height)
    return image.resize((max(1, round(width * scale)), max(1, round(height * scale))), Image.Resampling.BILINEAR)
