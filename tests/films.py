"""Films as tests look at them: an MP4's AV1 pictures put into the container that Pillow decodes."""

from __future__ import annotations

from pathlib import Path


def avif_of(path: Path) -> bytes:
    """The film as an AVIF sequence."""
    data = path.read_bytes()
    return data.replace(b"ftypisom", b"ftypavis", 1).replace(b"vide\0\0\0\0\0\0\0\0", b"pict\0\0\0\0\0\0\0\0", 1)
