"""Slices of a research image as pictures: turned as a radiologist expects them, each with its place in the patient."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.geometry import Float, direction_letters
from medview.core.images import Frame, PixelSpacing, SpacingMeaning
from medview.io.formats.image import Image
from medview.io.formats.space import affine_of

_UPRIGHT = ((1, 1, -1), (1, 1, -1), (1, 1, 1))
"""LPS axis a slice's normal is nearest to -> the sense in which L, P and S should grow on the screen."""


def steps(affine: Float) -> tuple[int, int]:
    """Whether rows and columns are to be read forwards, 1, or backwards, -1.

    Args:
        affine: (k, j, i) to LPS mm.
    """
    normal = np.cross(affine[:3, 2], affine[:3, 1])
    wanted = _UPRIGHT[int(np.argmax(np.abs(normal)))]
    return _step(affine[:3, 1], wanted), _step(affine[:3, 2], wanted)


def _step(direction: Float, wanted: tuple[int, int, int]) -> int:
    axis = int(np.argmax(np.abs(direction)))
    return 1 if direction[axis] * wanted[axis] > 0 else -1


def turn(pictures: NDArray[Any], affine: Float) -> None:
    """Turn (n, rows, columns …) pictures in their place."""
    rows, columns = steps(affine)
    if (rows, columns) == (1, 1):
        return
    for picture in pictures:
        picture[:] = picture[::rows, ::columns].copy()


def frames_of(image: Image) -> tuple[Frame, ...]:
    """What is known of each turned picture: its place and spacing."""
    affine = _turned(image)
    spacing = np.linalg.norm(affine[:3, :3], axis=0)
    pixel = PixelSpacing(float(spacing[1]), float(spacing[2]), SpacingMeaning.PATIENT)
    directions = (direction_letters(affine[:3, 2]), direction_letters(affine[:3, 1]))
    return tuple(
        Frame(
            number=number,
            spacing=pixel,
            windows=image.windows,
            directions=directions,
            place=_moved(affine, number % image.shape[0]),
        )
        for number in range(image.pictures)
    )


def _turned(image: Image) -> Float:
    (rows, columns), (_, j, i) = steps(image.affine), image.shape
    origin = image.affine @ (0, j - 1 if rows < 0 else 0, i - 1 if columns < 0 else 0, 1)
    return affine_of(image.affine[:3, :3] * (1, rows, columns), origin[:3])


def _moved(affine: Float, k: int) -> Float:
    """The matrix of slice k: (0, row, column, 1) to LPS mm."""
    return affine_of(affine[:3, :3], affine[:3, 3] + affine[:3, 0] * k)
