"""How much memory and disk a file may ask for: checked against what it can hold before anything is taken."""

from __future__ import annotations

import math

from medview.core.errors import ReadError
from medview.core.text import tr

MOST_VALUES = 1 << 31
"""Samples (rows × columns × frames × samples per pixel) decoded into one file, unless the source holds them itself."""

MOST_FRAMES = 1 << 20
"""Frames of one object that are listed; whole slides have up to some 100,000 tiles."""

FREE_BYTES = 1 << 27
"""A compressed frame may decode to this many bytes however small it is: an empty 16-bit image of 8,000 × 8,000 pixels
shrinks to some hundred bytes in JPEG-LS and JPEG 2000 ..."""

MOST_RATIO = 1000
"""... and beyond that to at most this many times its own bytes (deflate reaches 1,032, JPEG 85, RLE 64)."""

MOST_INFLATED = 1 << 32
"""Bytes a compressed whole (.nii.gz, a deflated data set) may inflate to; 4 GB is the largest known kind of series."""


def check_size(
    rows: int,
    columns: int,
    frames: int,
    samples: int,
    bytes: float,  # noqa: A002
    stored_bytes: int,
    compressed: bool,
) -> None:
    """Make sure that pixels can be what the file says, before memory is taken for them.

    Args:
        rows: Rows of a frame.
        columns: Columns of a frame.
        frames: Frames about to be decoded together.
        samples: Samples per pixel as stored: 2 for uncompressed YBR_FULL_422, whose pixels share their colours.
        bytes: Bytes of a stored sample; 0.125 for one bit.
        stored_bytes: What the file holds of them, compressed or not.
        compressed: Whether they are compressed.

    Raises:
        ReadError: A side is not positive, the file is too short, or a compressed one declares more than it can mean.
    """
    if min(rows, columns, frames, samples) < 1 or bytes <= 0:
        raise ReadError(
            tr("The file declares {rows}×{columns} pixels of {samples} samples in {frames} frames.").format(
                rows=rows, columns=columns, samples=samples, frames=frames
            ),
            tr("Each must be at least one. Copy the file again from where it came."),
        )
    values = rows * columns * frames * samples
    declared = math.ceil(values * bytes)
    if compressed:
        _check_compressed(values, declared, declared // frames, stored_bytes // frames)
    elif declared > stored_bytes:
        raise ReadError(
            tr("The pixels should take {declared} bytes; the file holds {stored}.").format(
                declared=declared, stored=stored_bytes
            ),
            tr("Copy the file again from where it came."),
        )


def _check_compressed(values: int, declared: int, frame: int, stored_frame: int) -> None:
    if values <= MOST_VALUES and frame <= max(FREE_BYTES, MOST_RATIO * stored_frame):
        return
    raise ReadError(
        tr("It declares {declared} MB of pixels, more than {stored} compressed bytes a frame can mean.").format(
            declared=declared >> 20, stored=stored_frame
        ),
        tr("It may be damaged: copy it again, or export it uncompressed."),
    )


def check_inflated(size: int, packed: int) -> None:
    """Make sure that a compressed whole stays within bounds while it grows.

    Args:
        size: Bytes it inflated, or says to inflate, to.
        packed: Its compressed bytes.

    Raises:
        ReadError: It grows beyond ``MOST_INFLATED``, or beyond both ``FREE_BYTES`` and ``MOST_RATIO`` times itself.
    """
    if size > min(MOST_INFLATED, max(FREE_BYTES, MOST_RATIO * packed)):
        raise ReadError(
            tr("It inflates to more than {size} MB from {packed} KB.").format(size=size >> 20, packed=packed >> 10),
            tr("It may be damaged: copy it again, or unpack it elsewhere."),
        )
