"""Listing, loading and thumbnails of research images, whatever the format."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.errors import ReadError
from medview.core.geometry import Geometry
from medview.core.images import StoredImages
from medview.core.study import Series, SourceFormat, Study
from medview.core.text import tr
from medview.core.volume import StoredVolume, Volume
from medview.io.formats.image import Image, study_of
from medview.io.formats.placed import frames_of, steps, turn
from medview.io.formats.streams import blocks, reading
from medview.io.formats.values import Told, converted, native, to_float32, write_colours, write_values
from medview.io.sources import Checkpoint


def read_header(source_format: SourceFormat, path: str) -> Image:
    """What a file of a known format says of itself.

    Raises:
        ReadError: It cannot be read.
    """
    with np.errstate(all="ignore"):  # damaged numbers are told as such
        image: Image = import_module(f"medview.io.formats.{source_format}").read_header(path)
    return image


def scan_image(source_format: SourceFormat, path: str) -> Study:
    """One file as a study of its own.

    Raises:
        ReadError: It cannot be read.
    """
    image = read_header(source_format, path)
    with reading(path):
        return study_of(image)


def load(series: Series, folder: Path, checkpoint: Checkpoint) -> StoredVolume | StoredImages:
    """Write the values of a series into ``folder``: int16 where that is exact, else float32; colours as uint8.

    Raises:
        ReadError: The file changed since it was listed, or is damaged.
        WriteError: The disk is full.
    """
    checkpoint(0.0, tr("Loading the image"))
    image = read_header(series.source_format, series.instances[0].path)
    if series.geometry is None:
        return _load_pictures(series, image, folder / "images.npy", checkpoint)
    return load_volume(series, image, folder / "volume.npy", checkpoint)


def load_volume(series: Series, image: Image, path: Path, checkpoint: Checkpoint) -> StoredVolume:
    """Write the volumes of a series to ``path`` (.npy): lengths of its dimensions, then (k, j, i)."""
    leading = tuple(len(dimension.values) for dimension in series.dimensions)
    here = tuple(len(dimension.values) for dimension in image.all_dimensions)
    if series.geometry is None or image.shape != series.geometry.shape or leading != here:
        raise _changed()
    told = write_values(image, (*leading, *image.shape), path, checkpoint)
    return StoredVolume(str(path), series.geometry, at=(0,) * len(leading), note=told.note)


def _load_pictures(series: Series, image: Image, path: Path, checkpoint: Checkpoint) -> StoredImages:
    frames = frames_of(image)
    if image.is_volume or len(frames) != len(series.instances):
        raise _changed()
    shape, note = (len(frames), *image.shape[1:]), ""
    if image.colour:
        write_colours(image, (*shape, 3), path, checkpoint)
    else:
        note = write_values(image, shape, path, checkpoint).note
    turn(np.load(path, mmap_mode="r+", allow_pickle=False), image.affine)
    return StoredImages(str(path), frames, note=note)


def _changed() -> ReadError:
    return ReadError(tr("The file changed since it was listed."), tr("Open it again."))


def middle_slice(series: Series) -> NDArray[Any]:
    """The middle (j, i) slice of the first volume, or (j, i, 3) colours, without reading what lies behind it.

    Raises:
        ReadError: It cannot be read.
    """
    image = read_header(series.source_format, series.instances[0].path)
    slices, rows, columns = image.shape
    size = rows * columns * image.samples
    parts = [native(block).copy() for block in blocks(image.stored, slices // 2 * size, size)]
    stored = np.concatenate(parts)
    if image.colour:
        shown = stored.reshape(rows, columns, image.samples)[..., :3]
    else:
        first = np.ascontiguousarray(stored[:: image.samples])
        shown = to_float32(first, image.slope, image.intercept, Told()).reshape(rows, columns)
    if image.is_volume:
        return shown
    row_step, column_step = steps(image.affine)
    return shown[::row_step, ::column_step]


def read_volume(path: str, source_format: SourceFormat = "nifti") -> Volume:
    """A single volume in memory.

    Raises:
        ReadError: It cannot be read, or is no single volume of grey values.
    """
    image = read_header(source_format, path)
    if not image.is_volume or image.all_dimensions:
        raise ReadError(
            tr("{name} is not a single volume.").format(name=Path(path).name), tr("Split it into its volumes.")
        )
    stored = np.concatenate([native(block).copy() for block in blocks(image.stored, 0, image.stored.count)])
    values = converted(stored, image.slope, image.intercept).reshape(image.shape)
    return Volume(Geometry(image.shape, image.affine), values)


def unscaled_values(
    source_format: SourceFormat, path: str
) -> tuple[tuple[int, ...], np.dtype[Any], Iterator[NDArray[Any]]]:
    """Shape, type and stored values of a file; see ``Unscaled``."""
    image = read_header(source_format, path)
    several = () if image.samples == 1 else (image.samples,)
    kind = image.stored.dtype.newbyteorder("=")
    runs = (native(block) for block in blocks(image.stored, 0, image.stored.count))
    return (*image.leading, *image.shape, *several), kind, runs
