"""A stack of pictures read from the one on screen outwards, in a file that may have room for some of them only.

Three files join the two processes: the pictures in slots, ``ready`` with the slot of each picture, and ``wanted`` with
the picture on screen, which the window writes. A slot is given away in this order: its picture is marked unread, its
values are written over, the new picture is marked. One process fills at a time; one that is stopped writes no more,
even when a picture it was decoding comes after that. A window that looks at the table before and after using values
never shows a wrong picture.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from medview.core.errors import MedViewError, ReadError
from medview.core.images import Frame, StoredImages
from medview.core.text import tr
from medview.core.volume import Quantity
from medview.io.atomic import writing_errors
from medview.io.sources import Checkpoint

Array = NDArray[Any]
Read = Callable[[int], Array]
"""The values of one picture: (rows, columns), or (rows, columns, 3) sRGB. Called by several threads."""
Tell = Callable[[StoredImages], None]

UNREAD, UNREADABLE = -1, -2
LEAST_SLOTS = 8
"""A stack always has room for this many pictures, whatever the budget."""
_THREADS = min(4, os.cpu_count() or 1)
_TELL_S = 0.1
_NICE = 5


class _TooWideError(Exception):
    """A picture's values do not fit the file's type."""


def open_stack(
    read: Read,
    frames: Sequence[Frame],
    folder: Path,
    checkpoint: Checkpoint,
    tell: Tell,
    first: int = 0,
    budget: int = 0,
    quantity: Quantity = Quantity.ARBITRARY,
    frame_ms: float = 0.0,
    note: str = "",
) -> StoredImages:
    """Read a stack, and tell of it as soon as its first picture is there.

    Args:
        read: Reads one picture.
        frames: What is known of them.
        folder: Where the files go.
        checkpoint: Reports, and raises when the rest is not wanted.
        tell: Takes the stack while it is being read; it may be called again when the values need a wider type.
        first: The picture to begin with.
        budget: Bytes the pictures may take, 0 for no bound; beyond it only those around the one on screen are held.
        quantity: What grey values measure.
        frame_ms: Time from one picture to the next of a cine, or 0.
        note: What a reader must know of how they were made.

    Returns:
        The stack, with every picture read that has a place.

    Raises:
        ReadError: No picture can be read.
        WriteError: The disk is full.
    """
    checkpoint(0.0, tr("Reading pictures"))
    start, sample = _first_readable(read, len(frames), first, checkpoint)
    about = StoredImages("", tuple(frames), quantity, frame_ms, note=note)
    for kind in dict.fromkeys((sample.dtype, np.dtype(np.float32))):
        shelf = Shelf.made(folder, about, sample.shape, kind, budget)
        shelf.want(start)
        try:
            shelf.hold(start, sample)
            if len(frames) > 1:
                tell(shelf.images)
            shelf.fill(read, checkpoint)
        except _TooWideError:
            continue
        return shelf.finished()
    raise ReadError(tr("The pictures hold values that do not fit together."), tr("Export the series again."))


class Shelf:
    """The slots, as the process that fills them sees them.

    Args:
        images: Where the files are.
    """

    def __init__(self, images: StoredImages) -> None:
        self.images = images
        self.refused: dict[int, MedViewError] = {}
        self._array = np.load(images.path, mmap_mode="r+", allow_pickle=False)
        self._ready = np.load(images.ready, mmap_mode="r+", allow_pickle=False)
        self._wanted = np.load(images.wanted, mmap_mode="r", allow_pickle=False)
        self._numbers = np.arange(len(self._ready))
        self._coming: set[int] = set()
        held = self._ready[self._ready >= 0]
        self._free = [slot for slot in range(len(self._array)) if slot not in set(held.tolist())]
        self._lock = threading.Lock()
        self._stopped = threading.Event()

    @classmethod
    def made(cls, folder: Path, about: StoredImages, shape: tuple[int, ...], kind: np.dtype[Any], budget: int) -> Shelf:
        """Empty slots for pictures of a shape; the file takes no room until they are filled."""
        count = len(about.frames)
        each = int(np.prod(shape)) * kind.itemsize
        slots = count if not budget else min(count, max(budget // each, LEAST_SLOTS))
        name = f"pictures-{kind.name}"
        paths = [folder / f"{name}{ending}.npy" for ending in ("", "-ready", "-wanted")]
        with writing_errors(paths[0]):
            _sparse(paths[0], (slots, *shape), kind)
            np.save(paths[1], np.full(count, UNREAD, dtype=np.int32))
            np.save(paths[2], np.zeros(1, dtype=np.int64))
        path, ready, wanted = (str(one) for one in paths)
        return cls(replace(about, path=path, ready=ready, wanted=wanted))

    def want(self, number: int) -> None:
        """Begin around a picture, before anyone has looked."""
        np.load(self.images.wanted, mmap_mode="r+", allow_pickle=False)[0] = number

    def hold(self, number: int, values: Array) -> None:
        """Put one picture into a free slot."""
        self._put(number, self._slot_for(number), values)

    def fill(self, read: Read, checkpoint: Checkpoint) -> None:
        """Read from the wanted picture outwards until every slot holds one of those nearest to it.

        Raises:
            WriteError: The disk is full.
        """
        with ThreadPoolExecutor(_THREADS, "pictures", _stand_back) as threads, writing_errors(Path(self.images.path)):
            running: set[Future[None]] = set()
            self._stopped.clear()
            try:
                while True:
                    while len(running) < 2 * _THREADS and (place := self._next()) is not None:
                        running.add(threads.submit(self._read_one, read, *place))
                    if not running:
                        return
                    ended, running = wait(running, _TELL_S, FIRST_COMPLETED)
                    for future in ended:
                        future.result()
                    checkpoint(self._share(), tr("Reading pictures"))
            finally:
                self._stopped.set()  # a slot that is still waited for may belong to the next filler by then
                for future in running:
                    future.cancel()

    def finished(self) -> StoredImages:
        """The stack as it stands: plain when every picture lies in the slot of its own number.

        Raises:
            ReadError: No picture could be read.
        """
        if np.array_equal(self._ready, self._numbers):
            return replace(self.images, ready="", wanted="")
        if not self.refused:
            return self.images
        number, error = min(self.refused.items())
        told = tr("{count} of {all} pictures cannot be read; picture {number}: {why}").format(
            count=len(self.refused), all=len(self._numbers), number=number + 1, why=error.message
        )
        return replace(self.images, note=" ".join(part for part in (self.images.note, told) if part))

    def _share(self) -> float:
        return float(np.count_nonzero(self._ready != UNREAD)) / max(1, min(len(self._array), len(self._ready)))

    def _distances(self) -> NDArray[np.int64]:
        """From the wanted picture; of two equally near the later one counts as nearer."""
        return np.abs(self._numbers - int(self._wanted[0])) * 2 + (self._numbers < int(self._wanted[0]))

    def _next(self) -> tuple[int, int] | None:
        """The picture to read next and its slot; None while each slot holds one that is nearer than any unread one."""
        with self._lock:
            distances = self._distances()
            unread = self._ready == UNREAD
            unread[list(self._coming)] = False
            if not unread.any():
                return None
            number = int(np.argmin(np.where(unread, distances, np.iinfo(np.int64).max)))
            slot = self._slot_for(number) if self._free else self._taken(distances, int(distances[number]))
            if slot is None:
                return None
            self._coming.add(number)
            return number, slot

    def _slot_for(self, number: int) -> int:
        """A free slot: its own where there is one for every picture."""
        slot = number if len(self._array) == len(self._ready) and number in self._free else self._free[-1]
        self._free.remove(slot)
        return slot

    def _taken(self, distances: NDArray[np.int64], nearer: int) -> int | None:
        """The slot of the picture farthest away, marked unread; None when none is farther than ``nearer``."""
        held = self._ready >= 0
        farthest = int(np.argmax(np.where(held, distances, -1)))
        if not held[farthest] or distances[farthest] <= nearer:
            return None
        slot = int(self._ready[farthest])
        self._ready[farthest] = UNREAD
        return slot

    def _read_one(self, read: Read, number: int, slot: int) -> None:
        try:
            values = read(number)
            if not self._stopped.is_set():
                self._put(number, slot, values)
        except MedViewError as error:
            if self._stopped.is_set():
                return
            with self._lock:
                self.refused[number] = error
                self._ready[number] = UNREADABLE
                self._free.append(slot)
        finally:
            with self._lock:
                self._coming.discard(number)

    def _put(self, number: int, slot: int, values: Array) -> None:
        if values.shape != self._array.shape[1:]:
            sizes = ["×".join(map(str, shape)) for shape in (values.shape, self._array.shape[1:])]
            raise ReadError(
                tr("It has {found} pixels, the others {expected}.").format(found=sizes[0], expected=sizes[1]),
                tr("Open it by itself."),
            )
        if not _fits(values, self._array.dtype):
            raise _TooWideError
        if self._given_away(slot):
            return
        self._array[slot] = values
        if not self._stopped.is_set() and not self._given_away(slot):
            self._ready[number] = slot

    def _given_away(self, slot: int) -> bool:
        """Whether a slot holds a picture: another filler took it."""
        return bool((self._ready == slot).any())


def _stand_back() -> None:
    """Let the window go first: decoding on every core made it wait for 100 ms (nice is a thread's own on Linux)."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), os.getpriority(os.PRIO_PROCESS, 0) + _NICE)


def _first_readable(read: Read, count: int, first: int, checkpoint: Checkpoint) -> tuple[int, Array]:
    """The wanted picture, or the one nearest to it that can be read."""
    refused: MedViewError | None = None
    for number in sorted(range(count), key=lambda number: abs(number - first)):
        try:
            return number, read(number)
        except MedViewError as error:
            refused = refused or error
            checkpoint(0.0, tr("Reading pictures"))
    raise refused or ReadError(tr("The series has no pictures."), tr("Choose another series of the study."))


def _fits(values: Array, kind: np.dtype[Any]) -> bool:
    if np.can_cast(values.dtype, kind, "safe") or kind == np.float32:
        return True
    if kind.kind not in "iu" or values.dtype.kind not in "iu":
        return False
    limits = np.iinfo(kind)
    return bool(values.min() >= limits.min and values.max() <= limits.max)


def _sparse(path: Path, shape: tuple[int, ...], kind: np.dtype[Any]) -> None:
    """A .npy file of zeros that takes no room on the disk yet."""
    with open(path, "wb") as sink:
        header = {"descr": npy.dtype_to_descr(kind), "fortran_order": False, "shape": shape}
        npy.write_array_header_1_0(sink, header)
        sink.truncate(sink.tell() + int(np.prod(shape)) * kind.itemsize)
