"""How a viewport looks at a volume in 3D."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from medview.core.transfer import Transfer

Point = tuple[float, float, float]
Crop = tuple[float, float, float, float, float, float]
Quality = Literal["fast", "automatic", "best"]
"""Only the quick picture; a sharp one once the view rests; one with twice the samples."""

WHOLE: Crop = (0.0, 1.0, 0.0, 1.0, 0.0, 1.0)
LEAST_CROP = 0.02
"""A cropped box keeps this part of each side."""
ZOOMS = (0.2, 40.0)


@dataclass(frozen=True)
class Camera:
    """Where the eye is.

    Args:
        back: Unit LPS direction from the body to the eye.
        up: Unit LPS direction to the top of the picture.
        offset: LPS mm from the body's middle to the place looked at.
        zoom: 1 shows the whole body.
    """

    back: Point = (0.0, -1.0, 0.0)
    up: Point = (0.0, 0.0, 1.0)
    offset: Point = (0.0, 0.0, 0.0)
    zoom: float = 1.0


STANDARD: dict[str, Camera] = {
    "anterior": Camera(),
    "posterior": Camera((0.0, 1.0, 0.0)),
    "left": Camera((1.0, 0.0, 0.0)),
    "right": Camera((-1.0, 0.0, 0.0)),
    "superior": Camera((0.0, 0.0, 1.0), (0.0, -1.0, 0.0)),
    "inferior": Camera((0.0, 0.0, -1.0), (0.0, -1.0, 0.0)),
}
"""Seen from each side of the patient."""


@dataclass(frozen=True)
class Solid:
    """How a viewport shows its volume in 3D.

    Args:
        camera: Where the eye is.
        preset: Identifier of a preset; empty for the first choice.
        transfer: What the reader made of it, in values of the volume; None for the preset itself.
        quality: How much work a picture is worth.
        crop: Least and greatest part of the volume's box shown along k, j and i, 0..1.
        box: The crop box with its handles is shown.
        clips: For the axial, coronal and sagittal plane through the crosshair: 0 cuts nothing away, 1 what lies towards
            the patient's left, back or head of it, -1 the other side.
        cut_surfaces: Cropping and clipping cut surfaces, too.
        body: The volume is drawn.
        planes: The three planes through the crosshair are drawn.
        surfaces: Opacity of all surfaces, 0..1.
        opacities: (label key, opacity) of single ones, 0..1.
    """

    camera: Camera = Camera()
    preset: str = ""
    transfer: Transfer | None = None
    quality: Quality = "automatic"
    crop: Crop = WHOLE
    box: bool = False
    clips: tuple[int, int, int] = (0, 0, 0)
    cut_surfaces: bool = False
    body: bool = True
    planes: bool = False
    surfaces: float = 1.0
    opacities: tuple[tuple[str, float], ...] = ()


def with_side(crop: Crop, side: int, part: float) -> Crop:
    """The crop with one of its six sides elsewhere; it never meets the opposite one."""
    sides = list(crop)
    low, high = (0.0, sides[side + 1] - LEAST_CROP) if side % 2 == 0 else (sides[side - 1] + LEAST_CROP, 1.0)
    sides[side] = min(max(part, low), high)
    a, b, c, d, e, f = sides
    return (a, b, c, d, e, f)
