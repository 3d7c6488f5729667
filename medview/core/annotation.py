"""What files carry to be drawn on one image beside its pixels: overlay planes, and tables for display."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Lut:
    """A VOI or presentation look-up table (PS3.3 C.11.2.1.1).

    Args:
        first: The value mapped to the first entry; lower ones map to it too, higher ones to the last.
        entries: (n,) uint16.
        bits: Bits of an entry: full scale is 2**bits - 1.
        name: LUT Explanation.
    """

    first: float
    entries: NDArray[np.uint16]
    bits: int
    name: str = ""


@dataclass(frozen=True, eq=False)
class OverlayPlane:
    """A bit plane drawn over an image (groups 60xx, PS3.3 C.9.2), small enough to cross in full size.

    Args:
        packed: Its bits row after row, eight in a byte, deflated.
        shape: Its (rows, columns).
        origin: (row, column) of its first pixel in the image, counted from 0; may be negative.
        name: Overlay Label or Description.
    """

    packed: bytes
    shape: tuple[int, int]
    origin: tuple[int, int] = (0, 0)
    name: str = ""

    @classmethod
    def of(cls, bits: NDArray[np.bool_], origin: tuple[int, int] = (0, 0), name: str = "") -> OverlayPlane:
        """A plane of (rows, columns) bits."""
        rows, columns = bits.shape
        return cls(zlib.compress(np.packbits(bits).tobytes(), 1), (rows, columns), origin, name)

    @property
    def bits(self) -> NDArray[np.bool_]:
        """(rows, columns), unpacked anew each time."""
        packed = np.frombuffer(zlib.decompress(self.packed), np.uint8)
        return np.unpackbits(packed, count=self.shape[0] * self.shape[1]).reshape(self.shape).view(np.bool_)


@dataclass(frozen=True, eq=False)
class Annotation:
    """What one image carries.

    Args:
        overlays: Bit planes.
        luts: Stored VOI LUTs; the first comes before every window.
    """

    overlays: tuple[OverlayPlane, ...] = ()
    luts: tuple[Lut, ...] = ()
