"""The pictures of an open stack: mapped, and asked for while they are still being read."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.images import Frame, StoredImages

Array = NDArray[Any]


class Stack:
    """A stack of pictures as the window sees it.

    Args:
        images: Where they lie.

    Raises:
        OSError, ValueError: The files are gone or damaged.
    """

    def __init__(self, images: StoredImages) -> None:
        self.images = images
        self._array = np.load(images.path, mmap_mode="r", allow_pickle=False)
        self._ready = np.load(images.ready, mmap_mode="r", allow_pickle=False) if images.ready else None
        self._wanted = np.load(images.wanted, mmap_mode="r+", allow_pickle=False) if images.wanted else None

    @property
    def count(self) -> int:
        """How many pictures there are."""
        return len(self.images.frames)

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns) of a picture."""
        rows, columns = self._array.shape[1:3]
        return int(rows), int(columns)

    @property
    def colour(self) -> bool:
        """Whether the pictures are sRGB."""
        return bool(self._array.ndim == 4)

    @property
    def complete(self) -> bool:
        """Whether every picture was read, or cannot be."""
        unread = 0 if self._ready is None else int(np.count_nonzero(self._ready == UNREAD))
        return unread == 0

    def frame(self, number: int) -> Frame:
        """What is known of a picture."""
        return self.images.frames[number]

    def slot(self, number: int) -> int:
        """Where a picture lies in the file: ``UNREAD`` or ``UNREADABLE`` while it does not."""
        return number if self._ready is None else int(self._ready[number])

    def values(self, number: int) -> Array | None:
        """(rows, columns) values or (rows, columns, 3) sRGB of a picture; None while it is not there.

        A picture far from the one on screen may give its place to another: look at ``slot`` again after the values were
        used, and drop what was made of them if it changed.
        """
        slot = self.slot(number)
        return self._array[slot] if slot >= 0 else None

    def gap_near(self, number: int) -> bool:
        """Whether a picture within a quarter of the slots around this one is not there."""
        if self._ready is None:
            return False
        reach = max(2, len(self._array) // 4)
        near = self._ready[max(0, number - reach) : number + reach + 1]
        return bool((near == UNREAD).any())

    def want(self, number: int) -> None:
        """Let the pictures around this one be read first."""
        if self._wanted is not None and self._wanted[0] != number:
            self._wanted[0] = number


UNREAD = -1
UNREADABLE = -2
