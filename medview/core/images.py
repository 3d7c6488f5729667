"""Pictures without a common grid: projections, cines, ultrasound, photographs, slides, uneven stacks.

They live in image space (frame, row, column), with a pixel spacing and its meaning, or without.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from medview.core.annotation import Lut as Lut
from medview.core.annotation import OverlayPlane as OverlayPlane
from medview.core.geometry import Float
from medview.core.volume import Quantity, Window


class SpacingMeaning(Enum):
    """Where a pixel spacing holds (DICOM PS3.3 10.7.1.1 and 10.7.1.3)."""

    PATIENT = "patient"
    """In the plane of a slice."""
    CALIBRATED = "calibrated"
    """At the object, after calibration."""
    DETECTOR = "detector"
    """On the detector: objects are smaller by the magnification."""
    NONE = "none"
    """Unknown; lengths are in pixels."""


@dataclass(frozen=True)
class PixelSpacing:
    """Distance between pixel centres.

    Args:
        rows: Between rows, mm.
        columns: Between columns, mm.
        meaning: Where it holds; with NONE both numbers only give the aspect ratio.
        note: Pixel Spacing Calibration Description, or what else a reader should know.
    """

    rows: float = 1.0
    columns: float = 1.0
    meaning: SpacingMeaning = SpacingMeaning.NONE
    note: str = ""


@dataclass(frozen=True, eq=False)
class Frame:
    """What is known of one picture, beside its pixels.

    Args:
        sop_instance_uid: The object it comes from.
        number: Its frame number in that object, counted from 0.
        spacing: Distance between pixels.
        windows: Stored windows, first choice first.
        luts: Stored VOI LUTs; the first comes before every window.
        inverted: Low values are white (MONOCHROME1, or Presentation LUT Shape INVERSE).
        padding: (least, greatest) value that marks no image; drawn black.
        time_ms: Time since the first frame of the cine, or None.
        directions: Letters the growing columns and rows point to (Patient Orientation), such as ``("L", "F")``.
        place: (4, 4) homogeneous (0, row, column, 1) to LPS mm, or None outside patient space.
        texts: (name, value) pairs for the corner: laterality, view, b-value, echo time …
        overlays: Bit planes.
        lossy: How it was compressed with losses, empty when it was not.
        regions: Ultrasound regions: (first row, first column, last row, last column, row mm, column mm), in pixels.
        stored_spacing: What the file says of the spacing, where a person calibrated it by hand; else None.
    """

    sop_instance_uid: str = ""
    number: int = 0
    spacing: PixelSpacing = PixelSpacing()
    windows: tuple[Window, ...] = ()
    luts: tuple[Lut, ...] = ()
    inverted: bool = False
    padding: tuple[float, float] | None = None
    time_ms: float | None = None
    directions: tuple[str, str] = ("", "")
    place: Float | None = None
    texts: tuple[tuple[str, str], ...] = ()
    overlays: tuple[OverlayPlane, ...] = ()
    lossy: str = ""
    regions: tuple[tuple[int, int, int, int, float, float], ...] = ()
    stored_spacing: PixelSpacing | None = None


@dataclass(frozen=True, eq=False)
class StoredImages:
    """A stack of pictures of one size in a memory-mappable .npy file: what crosses between processes.

    Args:
        path: The file: (slots, rows, columns) values after the modality LUT, or (slots, rows, columns, 3) uint8 sRGB.
        frames: One for each picture, in order; there are as many pictures as frames.
        quantity: What grey values measure.
        frame_ms: Time from one frame to the next of a cine, or 0.
        ready: A .npy file, (frames,) int32: the slot that holds each frame, -1 while it is not read, -2 when it
            cannot be; empty when every frame lies in the slot of its own number already.
        wanted: A .npy file, (1,) int64, in which the window writes the frame on screen, so that the frames around it
            are read first; empty when all were read.
        note: What a reader must know of how the pixels were made (level of a slide, half resolution).
    """

    path: str
    frames: tuple[Frame, ...]
    quantity: Quantity = Quantity.ARBITRARY
    frame_ms: float = 0.0
    ready: str = ""
    wanted: str = ""
    note: str = ""
