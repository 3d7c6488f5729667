"""Films from pictures: MP4 or GIF, by the file's suffix."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.imaging.gif import sampled, write_gif
from medview.imaging.mp4 import write_mp4

RATES = (1.0, 60.0)
"""Slowest and fastest film, pictures per second."""
SUFFIXES = (".mp4", ".gif")
Frames = Callable[[int], NDArray[np.uint8]]
"""The picture of a number: (rows, columns, 3) sRGB."""


def write_film(
    path: Path, frames: Frames, count: int, rate: float, loop: bool, checkpoint: Callable[[float, str], None]
) -> int:
    """Write a film.

    Args:
        path: ``.mp4`` or ``.gif``.
        frames: Its pictures, all of one size.
        count: How many.
        rate: Pictures per second.
        loop: A GIF begins again at its end; players decide that for an MP4.
        checkpoint: Told how far it is; raises when the film is not wanted any more.

    Returns:
        How many pictures were written.

    Raises:
        MedViewError: It cannot be made: another suffix, a single picture, no encoder.
        OSError: The file cannot be written.
    """
    check(path, count, rate)

    def pictures() -> Iterator[Image.Image]:
        for number in range(count):
            checkpoint(number / count, tr("Picture {number} of {count}").format(number=number + 1, count=count))
            yield even(frames(number))

    if path.suffix.lower() == ".gif":
        return write_gif(path, pictures(), [even(frames(number)) for number in sampled(count)], rate, loop)
    return write_mp4(path, pictures(), rate)


def check(path: Path, count: int, rate: float) -> None:
    """See whether such a film can be made.

    Raises:
        MedViewError: It cannot.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise MedViewError(
            tr("A film's file must end in .mp4 or .gif; {name} does not.").format(name=path.name),
            tr("Choose another name."),
        )
    if count < 2:
        raise MedViewError(tr("A film needs at least two pictures."), tr("Save a picture instead."))
    if not RATES[0] <= rate <= RATES[1]:
        raise MedViewError(
            tr("A film shows {least:g} to {most:g} pictures a second, not {rate:g}.").format(
                least=RATES[0], most=RATES[1], rate=rate
            ),
            tr("Choose another rate."),
        )


def even(picture: NDArray[Any]) -> Image.Image:
    """A picture whose sides are even, as many decoders want: the last row or column is left out."""
    rows, columns = picture.shape[0] // 2 * 2, picture.shape[1] // 2 * 2
    return Image.fromarray(np.ascontiguousarray(picture[:rows, :columns, :3]))
