"""Calibration by hand: a line of known length gives the pixels of a picture their size."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from medview.core.flat import flat_on
from medview.core.images import Frame, PixelSpacing, SpacingMeaning, StoredImages
from medview.core.measurement import Measurement, OnImage, Shape
from medview.core.text import tr


def calibrated(images: StoredImages, measurements: tuple[Measurement, ...]) -> StoredImages:
    """The pictures with the pixel spacing their calibration lines give them; the very same where none does.

    A line holds for every picture of the stored object it was drawn on (a cine), and for no other: each projection has
    a magnification of its own. Of several lines the latest holds.
    """
    lines = {_key(images.frames, line): line for line in measurements if _is_line(images, line)}
    frames = tuple(_with_spacing(frame, lines.get(_object(frame, n))) for n, frame in enumerate(images.frames))
    if all(now is before for now, before in zip(frames, images.frames, strict=True)):
        return images
    return replace(images, frames=frames)


def spacing_from(line: Measurement, stored: PixelSpacing) -> PixelSpacing | None:
    """The spacing a calibration line gives; None for a line without length.

    Args:
        line: The line; its ends are (column, row).
        stored: The file's spacing, for the aspect ratio of the pixels.
    """
    shape_only = replace(stored, meaning=SpacingMeaning.NONE)
    ends = flat_on(OnImage(0), (0.0, 0.0), shape_only).flat(line.points)
    length = float(np.linalg.norm(ends[1] - ends[0]))
    if not length > 0.0 or not line.known_mm > 0.0:
        return None
    columns = line.known_mm / length
    rows = columns * stored.rows / stored.columns if stored.columns > 0 and stored.rows > 0 else columns
    by = tr("by hand, by {name}, {date}") if line.author else tr("by hand, {date}")
    note = by.format(name=line.author, date=line.time[:10]).rstrip(", ")
    return PixelSpacing(rows, columns, SpacingMeaning.CALIBRATED, note)


def can_be_calibrated(frame: Frame) -> bool:
    """Whether a line may give a picture its scale: one that has none at the object yet, or got it by hand."""
    return frame.stored_spacing is not None or frame.spacing.meaning in (SpacingMeaning.NONE, SpacingMeaning.DETECTOR)


def _is_line(images: StoredImages, one: Measurement) -> bool:
    if one.shape is not Shape.CALIBRATION or not isinstance(one.on, OnImage):
        return False
    return one.on.frame < len(images.frames) and can_be_calibrated(images.frames[one.on.frame])


def _key(frames: tuple[Frame, ...], line: Measurement) -> str | int:
    assert isinstance(line.on, OnImage)
    return _object(frames[line.on.frame], line.on.frame)


def _object(frame: Frame, number: int) -> str | int:
    return frame.sop_instance_uid or number


def _with_spacing(frame: Frame, line: Measurement | None) -> Frame:
    stored = frame.stored_spacing or frame.spacing
    wanted = spacing_from(line, stored) if line is not None else None
    if wanted == (frame.spacing if frame.stored_spacing else None):
        return frame
    return replace(frame, spacing=wanted or stored, stored_spacing=stored if wanted else None)
