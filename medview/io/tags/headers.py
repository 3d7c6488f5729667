"""Headers of files that are not DICOM, as lines of name and value."""

from __future__ import annotations

import gzip
import warnings
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import numpy as np

from medview.core.errors import ReadError
from medview.core.text import tr
from medview.io.formats.pictures import check_picture
from medview.io.tags.rows import Row

FIRST_BYTES = 1_024
"""How much of a file tells what it is."""

_TEXT_HEADER = 1 << 20
_MOST_LINES = 5_000
_MGH = (("version", 1), ("width", 1), ("height", 1), ("depth", 1), ("frames", 1), ("type", 1), ("dof", 1))

Told = tuple[list[Row], list[str]]


def _unpacked(path: str, length: int) -> bytes:
    """The first bytes of a file, unpacked where it is gzip."""
    try:
        with open(path, "rb") as handle:
            first = handle.read(2)
            handle.seek(0)
            if first != b"\x1f\x8b":
                return handle.read(length)
            with gzip.GzipFile(fileobj=handle) as unpacked:
                return unpacked.read(length)
    except (OSError, EOFError, zlib.error) as error:
        raise ReadError(tr("The file cannot be unpacked."), tr("It may be damaged; copy it again.")) from error


def _fields(header: Any) -> list[Row]:
    """The fields of a binary header (a numpy record)."""
    return [_field(name, np.asarray(header[name])) for name in header.dtype.names]


def _field(name: str, value: np.ndarray[Any, Any]) -> Row:
    row = Row(name, vr=str(value.dtype))
    if value.dtype.kind == "S":
        row.say(value.tobytes().split(b"\0")[0].decode("latin-1"))
    else:
        row.say(", ".join(f"{one:.9g}" if value.dtype.kind == "f" else str(one) for one in value.ravel()))
    return row


def _nifti(path: str) -> Told:
    import nibabel  # takes a quarter of a second

    raw = _unpacked(path, FIRST_BYTES)
    size = int.from_bytes(raw[:4], "little")
    nifti2 = 540 in (size, int.from_bytes(raw[:4], "big"))
    has_magic = nifti2 or raw[344:347] in (b"n+1", b"ni1")
    kind = nibabel.Nifti2Header if nifti2 else nibabel.Nifti1Header if has_magic else nibabel.AnalyzeHeader
    needed = kind.template_dtype.itemsize
    if len(raw) < needed:
        raise ReadError(
            tr("Its header takes {needed} bytes; the file holds {found}.").format(needed=needed, found=len(raw)),
            tr("It may be damaged; copy it again."),
        )
    return _fields(kind(raw[:needed], check=False).structarr), []


def _mgh(path: str) -> Told:
    raw = _unpacked(path, FIRST_BYTES).ljust(90, b"\0")
    numbers = np.frombuffer(raw, ">i4", len(_MGH))
    rows = [_field(name, numbers[at]) for at, (name, _) in enumerate(_MGH)]
    rows.append(_field("goodRAS", np.frombuffer(raw, ">i2", 1, 28)[0]))
    floats = np.frombuffer(raw, ">f4", 15, 30)
    for name, part in (("spacing", floats[:3]), ("directions", floats[3:12]), ("centre", floats[12:])):
        rows.append(_field(name, part))
    return rows, []


def _lines(separator: str) -> Callable[[str], Told]:
    def read(path: str) -> Told:
        """``name: value`` lines, up to an empty line or the voxels."""
        raw = _unpacked(path, _TEXT_HEADER)
        rows: list[Row] = []
        for line in raw.split(b"\n")[:_MOST_LINES]:
            words = line.rstrip(b"\r").decode("utf-8", "replace")
            if not words or (rows and not words.isprintable()):
                break
            name, found, value = words.partition(separator)
            row = Row(name.strip())
            row.say(value.strip(" =") if found else "")
            rows.append(row)
            if name.strip() == "ElementDataFile":
                break
        return rows, []

    return read


@contextmanager
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what is odd shows in the values
        yield


def _picture(path: str) -> Told:
    from PIL import ExifTags, Image

    try:
        with _quiet(), Image.open(path) as picture:
            check_picture(picture, path)  # some keep what is asked for here behind all their pixels
            plain = {"format": picture.format, "size": f"{picture.width} × {picture.height}", "mode": picture.mode}
            plain |= {str(name): value for name, value in picture.info.items()}
            with suppress(ValueError, OSError, SyntaxError):
                plain |= {ExifTags.TAGS.get(tag, str(tag)): value for tag, value in picture.getexif().items()}
            frames = getattr(picture, "n_frames", 1)
    except (OSError, ValueError, TypeError, LookupError, SyntaxError, Image.DecompressionBombError) as error:
        raise ReadError(tr("The picture cannot be read."), tr("It may be damaged; copy it again.")) from error
    rows = []
    for name, value in {**plain, "frames": frames}.items():
        row = Row(name, vr=type(value).__name__)
        row.say(tr("{count} bytes").format(count=len(value)) if isinstance(value, bytes) else str(value))
        rows.append(row)
    return rows, []


def _named(*suffixes: str) -> Callable[[str, bytes], bool]:
    return lambda name, start: name.endswith(suffixes)


def _is_nifti(name: str, start: bytes) -> bool:
    return (
        name.endswith((".nii", ".nii.gz", ".hdr", ".hdr.gz"))
        or start[344:347] in (b"n+1", b"ni1")
        or (start[4:7] in (b"n+2", b"ni2"))
    )


_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"BM", b"GIF8")

READERS: tuple[tuple[str, Callable[[str, bytes], bool], Callable[[str], Told]], ...] = (
    ("nrrd", lambda name, start: start.startswith(b"NRRD"), _lines(":")),
    ("nifti", _is_nifti, _nifti),
    ("mgh", _named(".mgh", ".mgz", ".mgh.gz"), _mgh),
    ("metaimage", _named(".mha", ".mhd"), _lines("=")),
    ("picture", lambda name, start: start.startswith(_PICTURES), _picture),
)
"""Kind, whether a file (its lower-case name, its first bytes) is of it, and what reads its header."""
