"""The frames of one object, each decoded when asked for."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom import Dataset

from medview.core.errors import MedViewError, ReadError
from medview.core.text import tr
from medview.io.limits import check_size
from medview.io.pixels import codecs, native
from medview.io.pixels.codecs import Decoded
from medview.io.pixels.colour import eight_bits, to_rgb
from medview.io.pixels.encapsulation import ITEM, Frames, Segment, beyond, fragments, frames_of
from medview.io.pixels.format import Array, PixelFormat, pixel_format
from medview.io.pixels.opening import Opened, open_object
from medview.io.pixels.syntaxes import Syntax, syntax_of, why_not
from medview.io.pixels.tables import Palette, palette
from medview.io.pixels.values import first, value

THREADS = min(4, os.cpu_count() or 1)
"""Every decoder in the table lets other threads run while it works."""

_MOST_FRAMES = 1 << 20
"""Of one object; whole slides have some hundred thousand."""

Tell = Callable[[int], None]
"""Hears how many frames are done; may raise to stop."""


def frames(path: str | Path) -> FrameSource:
    """Open an object's frames; nothing is decoded yet.

    Raises:
        ReadError: There are no pixels, their encoding is refused, or the header or the fragments are damaged.
    """
    return FrameSource(open_object(path))


def shared_frames(path: str) -> FrameSource:
    """The same as ``frames``, opened once for all threads while the file stays as it is; the last few are kept.

    Raises:
        ReadError: As ``frames``, or the file is gone.
    """
    try:
        status = os.stat(path)
    except OSError as error:
        raise ReadError(
            tr("A file of this series cannot be read: {why}.").format(why=error.strerror or type(error).__name__),
            tr("Check that the disk or share is connected, and open its folder again."),
        ) from error
    with _opening:
        return _kept(path, status.st_size, status.st_mtime_ns)


_opening = Lock()


@lru_cache(maxsize=32)
def _kept(path: str, _size: int, _modified_ns: int) -> FrameSource:
    return frames(path)


class FrameSource:
    """The frames of one object; any of them is read and decoded alone, by several threads at once.

    Attributes:
        dataset: The object's elements before the pixels.
        form: How pixels are stored.
        syntax: The transfer syntax.
        shape: (rows, columns), or (rows, columns, 3) for colours.
        dtype: Type of the stored values, as pydicom's ``pixel_array`` has it.
        count: Frames.
        samples: 1, or 3 for colours.
        photometric: What ``stored`` returns: ``MONOCHROME1``, ``MONOCHROME2``, ``PALETTE COLOR`` or ``RGB``.
    """

    def __init__(self, opened: Opened) -> None:
        if opened.keyword is None:
            raise ReadError(
                tr("It has no pixel data."), tr("If it should be an image, it may be cut off: copy it again.")
            )
        refusal = why_not(opened.transfer_syntax)
        if refusal:
            raise ReadError(refusal, tr("Export it uncompressed, or in JPEG 2000 or JPEG-LS."))
        self._opened = opened
        self._notes = dict.fromkeys(opened.notes)
        self.dataset: Dataset = opened.dataset
        self.syntax: Syntax = syntax_of(opened.transfer_syntax)
        self.form: PixelFormat = pixel_format(opened.dataset, opened.keyword, _big_endian(opened))
        self._index: Frames = self._encapsulated() if self._fragmented else []
        self.count: int = len(self._index) or self._native_count()
        self._check()
        self.shape: tuple[int, ...] = self.form.shape
        self.dtype: np.dtype[Any] = self.form.dtype
        self.samples: int = self.form.samples
        self.photometric: str = "RGB" if self.samples == 3 else self.form.photometric

    @property
    def notes(self) -> tuple[str, ...]:
        """What was odd so far, for a person."""
        return tuple(self._notes)

    @property
    def _fragmented(self) -> bool:
        if not self.syntax.encapsulated:
            return False
        return self._opened.undefined or self._opened.access.read(self._opened.offset, len(ITEM)) == ITEM

    def _encapsulated(self) -> Frames:
        opened, form = self._opened, self.form
        items, odd = fragments(opened.access, opened.offset, opened.length)
        begins = self.syntax.begins
        assert begins is not None
        grouped, told = frames_of(opened.access, items, form.frames, begins, _extended(self.dataset))
        self._notes.update(dict.fromkeys([*odd, *told]))
        return grouped

    def _native_count(self) -> int:
        """Whole frames there; they can be read beyond the declared, as an object whose count is missing needs."""
        form, present = self.form, self._opened.length
        if self._opened.undefined or self.syntax.encapsulated:
            raise ReadError(
                tr("Its pixels are not stored the way its encoding {syntax} demands.").format(syntax=self.syntax.name),
                tr("Export it again; the header does not belong to these pixels."),
            )
        held = present * 8 // form.native_bits
        if form.frames < held <= _MOST_FRAMES and not form.subsampled:
            self._notes.update(dict.fromkeys(beyond(held, form.frames)))
            return held
        return form.frames

    def _check(self) -> None:
        """Uncompressed pixels must all be there; of compressed ones the largest frame must be plausible."""
        if self.count > _MOST_FRAMES:
            raise ReadError(
                tr("It declares {count} frames, more than any real object has.").format(count=self.count),
                tr("It may be damaged: copy it again from where it came."),
            )
        if self._index:
            self._check_together(1, max(map(_length, self._index)))
            return
        form = self.form
        samples, size = form.native_samples, form.bits_allocated / 8
        check_size(form.rows, form.columns, self.count, samples, size, self._opened.length, compressed=False)

    def _check_together(self, count: int, stored: int) -> None:
        form = self.form
        check_size(form.rows, form.columns, count, form.samples, form.dtype.itemsize, stored, compressed=True)

    def stored(self, number: int) -> Array:
        """Decode one frame: stored values, before any table, colours as RGB.

        Args:
            number: The frame, from 0.

        Returns:
            An array of ``shape`` and ``dtype``; may be read-only.

        Raises:
            ReadError: There is no such frame, or it is damaged.
        """
        decoded = self._guarded(number, self.form)
        if decoded.note:
            self._notes[decoded.note] = None
        return decoded.samples

    def _guarded(self, number: int, form: PixelFormat) -> Decoded:
        if not 0 <= number < self.count:
            raise ReadError(
                tr("It has {count} frames; frame {number} was asked for.").format(count=self.count, number=number + 1),
                tr("Open its folder again."),
            )
        try:
            return to_rgb(self._decoded(number, form))
        except MedViewError:
            raise
        except Exception as error:
            raise ReadError(
                tr("Frame {number} in {syntax} cannot be decoded ({kind}).").format(
                    number=number + 1, syntax=self.syntax.name, kind=type(error).__name__
                ),
                tr("It may be damaged: copy it again, or export it uncompressed."),
            ) from error

    def allocated(self, number: int) -> Array:
        """A grey frame with all its allocated bits, as overlays embedded in the unused ones need it.

        Raises:
            ReadError: It is damaged.
        """
        bits = self.form.bits_allocated
        whole = replace(self.form, bits_stored=bits, high_bit=bits - 1, signed=False)
        return self._guarded(number, whole).samples

    def coloured(self, number: int) -> NDArray[np.uint8]:
        """One frame as (rows, columns, 3) 8-bit colours, the palette applied.

        Raises:
            ReadError: It is grey or damaged, or the palette is.
        """
        if self._palette is not None:
            return self._palette.apply(self.stored(number))
        if self.samples != 3:
            raise ReadError(tr("It is a grey image, without colours."), tr("Open it as an image with a window."))
        return eight_bits(self.stored(number), self.form)

    @cached_property
    def _palette(self) -> Palette | None:
        if self.form.photometric != "PALETTE COLOR":
            return None
        return palette(self.dataset, self.form.signed, self.form.big_endian)

    @property
    def icc_profile(self) -> bytes:
        """The ICC profile of its colours (C.11.15), of the first optical path for a slide; empty without one."""
        found = value(self.dataset, "ICCProfile") or value(first(self.dataset, "OpticalPathSequence"), "ICCProfile")
        return bytes(found) if isinstance(found, bytes) else b""

    def _decoded(self, number: int, form: PixelFormat) -> Decoded:
        if self._index:
            decode = self.syntax.decode
            assert decode is not None
            return decode(self._bytes(number), form)
        opened = self._opened
        data, skipped = native.frame_bytes(opened.access, opened.offset, number, form, self._swapped)
        return Decoded(codecs.used_bits(native.samples(data, form, skipped), form), form.photometric)

    def _bytes(self, number: int) -> bytes:
        access = self._opened.access
        parts = [access.read(offset, length) for offset, length in self._index[number]]
        return parts[0] if len(parts) == 1 else b"".join(parts)

    @property
    def _swapped(self) -> bool:
        """8-bit and 1-bit pixels as OW are swapped in pairs in big-endian files (PS3.5 A.2)."""
        return self.form.big_endian and self.form.bits_allocated <= 8 and self._opened.vr == "OW"

    def read(self, numbers: range | Sequence[int] | None = None, threads: int = THREADS) -> Array:
        """Decode several frames, all by default, into one array (frames, rows, columns[, 3]).

        Raises:
            ReadError: One of them is damaged.
        """
        wanted = range(self.count) if numbers is None else numbers
        if self._index and len(wanted):
            self._check_together(len(wanted), sum(_length(self._index[number]) for number in wanted))
        out = np.empty((len(wanted), *self.shape), self.dtype)
        self.decode_into(out, wanted, threads)
        return out

    def decode_into(
        self, out: Array, numbers: Sequence[int], threads: int = THREADS, tell: Tell = lambda done: None
    ) -> None:
        """Decode frames in parallel, each into its row of ``out``.

        Args:
            out: (frames, rows, columns[, 3]), such as a writeable memory map; values are cast to its type.
            numbers: The frames.
            threads: How many decode at once.
            tell: Hears on this thread how many are done; may raise to stop.

        Raises:
            ReadError: One of them is damaged.
        """

        def one(row: int) -> None:
            out[row] = self.stored(numbers[row])

        in_parallel(one, len(numbers), threads, tell)


_TELL_S = 0.1


def in_parallel(work: Callable[[int], None], count: int, threads: int, tell: Tell) -> None:
    """Call ``work`` with 0 … count - 1 on some threads; the first error stops the rest and is raised."""
    if threads <= 1 or count <= 1:
        for number in range(count):
            work(number)
            tell(number + 1)
        return
    pool = ThreadPoolExecutor(threads)
    try:
        running = {pool.submit(work, number) for number in range(count)}
        while running:
            ended, running = wait(running, timeout=_TELL_S, return_when=FIRST_EXCEPTION)
            for future in ended:
                future.result()
            tell(count - len(running))
    finally:
        pool.shutdown(cancel_futures=True)


def _length(frame: Sequence[Segment]) -> int:
    return sum(length for _, length in frame)


def _big_endian(opened: Opened) -> bool:
    return opened.transfer_syntax == "1.2.840.10008.1.2.2"


def _extended(dataset: Dataset) -> tuple[list[int], list[int]] | None:
    """The Extended Offset Table (PS3.3 C.7.6.3.1.8)."""
    offsets, lengths = (dataset.get(k) for k in ("ExtendedOffsetTable", "ExtendedOffsetTableLengths"))
    if not offsets:
        return None
    return _longs(offsets), _longs(lengths or b"")


def _longs(raw: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(raw) // 8}Q", raw[: len(raw) // 8 * 8]))
