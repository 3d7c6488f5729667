"""MP4 files with AV1 pictures, from what Pillow's AVIF encoder (libaom) makes.

AV1 is free of patent fees and of the GPL, and its encoder comes with Pillow already. An AVIF sequence holds the same
samples in nearly the same boxes as an MP4 film; its sample table is read here, and a plain film written around the
samples (ISO/IEC 14496-12; AV1 Codec ISO Media File Format Binding).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from PIL import Image, features

from medview.core.errors import MedViewError
from medview.core.text import tr

SECTION = 32
"""Pictures encoded at once: each section starts with a whole picture, so that a player can jump there."""
QUALITY = 82
SPEED = 8
"""Of libaom: 0 slowest and smallest, 10 fastest."""
_TICKS = 1000
"""Of the film's clock for one picture."""
_IDENTITY = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_NESTED = (b"moov", b"trak", b"mdia", b"minf", b"stbl")


@dataclass(frozen=True)
class _Section:
    """Samples of one encoded section, with what a decoder needs to know of them."""

    samples: tuple[bytes, ...]
    keys: frozenset[int]
    settings: bytes


def can_write_mp4() -> bool:
    """Whether Pillow was built with an AVIF encoder."""
    return bool(features.check("avif"))


def write_mp4(path: Path, pictures: Iterable[Image.Image], rate: float) -> int:
    """Write a film.

    Args:
        path: The file.
        pictures: At least two RGB pictures of one size with even sides.
        rate: Pictures per second.

    Returns:
        How many pictures it has.

    Raises:
        MedViewError: There is no encoder.
        OSError: The file cannot be written.
    """
    if not can_write_mp4():
        raise MedViewError(
            tr("This installation of Pillow has no AVIF encoder, which makes MP4 films."),
            tr("Save the film as GIF, or install Pillow 11.3 or newer from its wheels."),
        )
    sizes: list[int] = []
    keys: list[int] = []
    settings, shape = b"", (0, 0)
    with TemporaryFile(dir=path.parent) as samples:
        for section in sections(pictures):
            encoded = _encoded(section)
            settings, shape = settings or encoded.settings, section[0].size
            keys += [len(sizes) + number for number in sorted(encoded.keys)]
            sizes += [len(sample) for sample in encoded.samples]
            samples.writelines(encoded.samples)
        samples.seek(0)
        with path.open("wb") as film:
            _write(film, samples, _Table(tuple(sizes), tuple(keys), settings, shape, rate))
    return len(sizes)


def sections(pictures: Iterable[Image.Image]) -> Iterator[list[Image.Image]]:
    """Pictures in sections; the last one is never a single picture, which would not be encoded as a sequence."""
    held: list[Image.Image] = []
    for picture in pictures:
        held.append(picture)
        if len(held) == SECTION + 2:
            yield held[:SECTION]
            held = held[SECTION:]
    if held:
        yield held


def _encoded(pictures: list[Image.Image]) -> _Section:
    file = BytesIO()
    pictures[0].save(
        file, "AVIF", save_all=True, append_images=pictures[1:], duration=_TICKS, quality=QUALITY, speed=SPEED,
        range="limited",
    )  # fmt: skip
    data = file.getvalue()
    boxes = {kind: (start, end) for kind, start, end in _boxes(data, 0, len(data))}
    sizes = struct.unpack_from(f">{len(pictures)}I", data, boxes[b"stsz"][0] + 12)
    firsts = _numbers(data, boxes[b"stco"][0])
    if len(firsts) != 1 or b"stss" not in boxes:
        raise MedViewError(tr("The encoder laid its pictures out in an unknown way."), tr("Save the film as GIF."))
    places = [firsts[0] + sum(sizes[:number]) for number in range(len(sizes))]
    samples = tuple(data[at : at + size] for at, size in zip(places, sizes, strict=True))
    keys = frozenset(number - 1 for number in _numbers(data, boxes[b"stss"][0]))
    entry = boxes[b"stsd"][0] + 8 + 86  # after the table's head and the fields of a VisualSampleEntry
    kept = {
        kind: data[start - 8 : end] for kind, start, end in _boxes(data, entry, boxes[b"stsd"][1]) if kind in _SETTINGS
    }
    return _Section(samples, keys, b"".join(kept[kind] for kind in _SETTINGS if kind in kept))


_SETTINGS = (b"av1C", b"colr")
"""How the samples are coded, and what their colours mean."""


def _numbers(data: bytes, start: int) -> tuple[int, ...]:
    """The entries of a table of one number each."""
    count = struct.unpack_from(">I", data, start + 4)[0]
    return struct.unpack_from(f">{count}I", data, start + 8)


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """(kind, first byte of the content, end) of boxes, and of those in the ones that only hold others."""
    while at + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, at)
        if size < 8:
            return
        yield kind, at + 8, at + size
        if kind in _NESTED:
            yield from _boxes(data, at + 8, at + size)
        at += size


@dataclass(frozen=True)
class _Table:
    """What the head of a film tells."""

    sizes: tuple[int, ...]
    keys: tuple[int, ...]
    settings: bytes
    shape: tuple[int, int]
    rate: float

    @property
    def clock(self) -> int:
        """Ticks per second."""
        return round(self.rate * _TICKS)

    @property
    def length(self) -> int:
        """In ticks."""
        return len(self.sizes) * _TICKS


def _write(film: IO[bytes], samples: IO[bytes], table: _Table) -> None:
    """The head comes first, so that a browser can begin before it has everything."""
    kind = _box(b"ftyp", b"isom", struct.pack(">I", 512), b"isomiso6av01mp41")
    before = len(kind) + len(_head(table, 0)) + 8
    film.write(kind + _head(table, before) + struct.pack(">I4s", sum(table.sizes) + 8, b"mdat"))
    while block := samples.read(1 << 20):
        film.write(block)


def _head(table: _Table, at: int) -> bytes:
    width, height = table.shape
    times = struct.pack(">IIII", 0, 0, table.clock, table.length)
    film = _full(b"mvhd", times, struct.pack(">IH10x", 0x10000, 0x100), _IDENTITY, bytes(24), struct.pack(">I", 2))
    track = _full(
        b"tkhd", struct.pack(">IIIII8x", 0, 0, 1, 0, table.length), bytes(8), _IDENTITY,
        struct.pack(">II", width << 16, height << 16), flags=3,
    )  # fmt: skip
    media = _box(
        b"mdia",
        _full(b"mdhd", times, struct.pack(">HH", 0x55C4, 0)),  # language: undetermined
        _full(b"hdlr", bytes(4), b"vide", bytes(12), b"MedView\0"),
        _box(
            b"minf",
            _full(b"vmhd", bytes(8), flags=1),
            _box(b"dinf", _full(b"dref", struct.pack(">I", 1), _full(b"url ", flags=1))),
            _samples(table, at),
        ),
    )
    return _box(b"moov", film, _box(b"trak", track, media))


def _samples(table: _Table, at: int) -> bytes:
    width, height = table.shape
    count = len(table.sizes)
    entry = _box(
        b"av01",
        struct.pack(">6xH16xHHIIIH", 1, width, height, 72 << 16, 72 << 16, 0, 1),
        b"\x03AV1".ljust(32, b"\0"),
        struct.pack(">Hh", 24, -1),
        table.settings,
    )
    return _box(
        b"stbl",
        _full(b"stsd", struct.pack(">I", 1), entry),
        _full(b"stts", struct.pack(">III", 1, count, _TICKS)),
        _full(b"stsc", struct.pack(">IIII", 1, 1, count, 1)),
        _full(b"stsz", struct.pack(">II", 0, count), struct.pack(f">{count}I", *table.sizes)),
        _full(b"stco", struct.pack(">II", 1, at)),
        _full(b"stss", struct.pack(">I", len(table.keys)), struct.pack(f">{len(table.keys)}I", *_from_1(table.keys))),
    )


def _from_1(numbers: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(number + 1 for number in numbers)


def _box(kind: bytes, *content: bytes) -> bytes:
    whole = b"".join(content)
    return struct.pack(">I4s", len(whole) + 8, kind) + whole


def _full(kind: bytes, *content: bytes, flags: int = 0) -> bytes:
    """A box with version 0 and flags."""
    return _box(kind, struct.pack(">I", flags), *content)
