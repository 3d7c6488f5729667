"""Files of sequences made in tests, and readers that are plain enough to be seen to be right."""

from __future__ import annotations

import gzip
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np

from medview.io.sequences import Sequences, open_sequences
from tests.io.making import nothing


def opened(path: Path, **options: Any) -> Sequences:
    return open_sequences(str(path), path.parent / "private", nothing, **options)


def texts(path: Path, **options: Any) -> list[tuple[str, str]]:
    """(id, letters) of every record."""
    with opened(path, **options) as sequences:
        return [(sequences.record(at).id, sequences.text(at)) for at in range(len(sequences))]


def random_letters(random: np.random.Generator, count: int, letters: str = "ACGTN") -> str:
    return "".join(random.choice(list(letters), count))


def blocked(data: bytes, block: int = 65280) -> bytes:
    """BGZF, as bgzip writes it, with the empty block at its end."""
    return b"".join(_block(data[at : at + block]) for at in range(0, len(data), block)) + _block(b"")


def _block(data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush()
    head = struct.pack("<4BI2BH2BHH", 31, 139, 8, 4, 0, 0, 255, 6, 66, 67, 2, len(packed) + 25)
    return head + packed + struct.pack("<II", zlib.crc32(data), len(data))


def packings(data: bytes) -> dict[str, bytes]:
    """The same bytes plain and packed, by suffix."""
    return {"": data, ".gz": gzip.compress(data), ".bgz": blocked(data, 1000)}
