"""NRRD and its detached header NHDR.

Source: https://teem.sourceforge.net/nrrd/format.html; where it leaves a choice, ITK's (itkNrrdImageIO.cxx) is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from medview.core.errors import ReadError
from medview.core.geometry import Float
from medview.core.study import Dimension
from medview.core.text import tr
from medview.io.formats.image import Image, Stored, beside, check_stored, counted, missing
from medview.io.formats.nifti_header import Order
from medview.io.formats.space import affine_of, axes_unoriented, checked, reversed_axes
from medview.io.formats.streams import reading

MAGIC = b"NRRD"
HEADER_LIMIT = 1 << 20
"""A text header longer than this, bytes, is none (the longest known, of diffusion series, have some 30 KB)."""

_TYPES = {
    name: kind
    for kind, names in {
        "i1": "signed char|int8|int8_t",
        "u1": "uchar|unsigned char|uint8|uint8_t",
        "i2": "short|short int|signed short|signed short int|int16|int16_t",
        "u2": "ushort|unsigned short|unsigned short int|uint16|uint16_t",
        "i4": "int|signed int|int32|int32_t",
        "u4": "uint|unsigned int|uint32|uint32_t",
        "i8": "longlong|long long|long long int|signed long long|signed long long int|int64|int64_t",
        "u8": "ulonglong|unsigned long long|unsigned long long int|uint64|uint64_t",
        "f4": "float",
        "f8": "double",
    }.items()
    for name in names.split("|")
}
_PACKINGS = {
    "raw": "raw",
    "gzip": "gzip",
    "gz": "gzip",
    "bzip2": "bzip2",
    "bz2": "bzip2",
    "text": "text",
    "txt": "text",
    "ascii": "text",
    "hex": "hex",
}
_TO_LPS = {
    "left-posterior-superior": (1, 1, 1),
    "lps": (1, 1, 1),
    "right-anterior-superior": (-1, -1, 1),
    "ras": (-1, -1, 1),
    "left-anterior-superior": (1, -1, 1),
    "las": (1, -1, 1),
}
_LENGTHS_MM = {"mm": 1.0, "um": 1e-3, "µm": 1e-3, "micron": 1e-3, "microns": 1e-3, "cm": 10.0, "m": 1000.0}
_TIMES_S = {"s": 1.0, "sec": 1.0, "seconds": 1.0, "ms": 1e-3, "us": 1e-6}
_DOMAIN = ("domain", "space", "")
_LIST = ("list", "time", "???", "none")


@dataclass(frozen=True)
class TextHeader:
    """Lines of a text header.

    Args:
        fields: Lower-case name to its words.
        end: Bytes of the header, the empty line included.
    """

    fields: dict[str, str]
    end: int

    def words(self, name: str) -> list[str]:
        """A field's words; none where it is absent."""
        return self.fields.get(name, "").split()

    def numbers(self, name: str) -> list[float]:
        """A field's numbers; what is none counts as not a number."""
        return [number(word) for word in self.words(name)]


def number(word: str) -> float:
    """A number, or NaN."""
    try:
        return float(word)
    except ValueError:
        return float("nan")


def read_header(path: str) -> Image:
    """What an NRRD header says.

    Raises:
        ReadError: It is none, or asks for what cannot be read.
    """
    with reading(path):
        header = _lines(path)
        sizes = [int(word) for word in header.words("sizes")]
        _refuse_sizes(sizes, header)
        spatial, samples = _axes(sizes, header)
        sides = [sizes[axis] for axis in spatial]
        shape = (*(1,) * (3 - len(sides)), *reversed(sides))
        further = sizes[spatial[-1] + 1 :]
        stored = _stored(path, header, int(np.prod(sizes, dtype=object)))
        check_stored(stored, (shape[0], shape[1], shape[2]), tuple(further), samples)
        affine, notes = _affine(header, spatial)
        return Image(
            "nrrd",
            tuple(dict.fromkeys((path, stored.path))),
            (shape[0], shape[1], shape[2]),
            reversed_axes(checked(affine)),
            stored,
            dimensions=_dimensions(header, spatial[-1] + 1, further),
            samples=samples,
            notes=(*notes, *_diffusion(header)),
        )


def _lines(path: str) -> TextHeader:
    with open(path, "rb") as handle:
        start = handle.read(HEADER_LIMIT)
    if not start.startswith(MAGIC):
        raise ReadError(tr("It is named like NRRD but holds something else."), tr("Copy it again from where it came."))
    fields: dict[str, str] = {}
    at = 0
    while at < len(start):
        end = start.find(b"\n", at)
        line = start[at : end if end >= 0 else len(start)].rstrip(b"\r")
        at = end + 1 if end >= 0 else len(start)
        if not line:
            break
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if colon and not name.startswith("#"):
            fields.setdefault(name.strip().lower(), value.strip().removeprefix("=").strip())
    return TextHeader(fields, at)


def _refuse_sizes(sizes: list[int], header: TextHeader) -> None:
    if header.fields.get("dimension", "") != str(len(sizes)) or not 2 <= len(sizes) <= 8 or min(sizes) < 1:
        raise ReadError(
            tr("Its header is wrong: it states the sizes {sizes} in {count} dimensions.").format(
                sizes=sizes[:16], count=header.fields.get("dimension", "?")[:20]
            ),
            tr("Copy it again from where it came."),
        )


def _axes(sizes: list[int], header: TextHeader) -> tuple[list[int], int]:
    """The axes of space, side by side, and how many numbers come before them for each voxel."""
    vectors = _vectors(header)
    kinds = [kind.lower() for kind in header.words("kinds")] or [""] * len(sizes)
    if vectors is not None:
        spatial = [axis for axis, vector in enumerate(vectors) if vector is not None]
    else:
        spatial = [axis for axis, kind in enumerate(kinds) if kind in _DOMAIN or (axis > 0 and kind in _LIST)][:3]
    spatial = [axis for axis in spatial if axis < len(sizes)]
    if len(spatial) not in (2, 3) or spatial != list(range(spatial[0], spatial[0] + len(spatial))) or spatial[0] > 1:
        raise ReadError(
            tr("Its axes of space ({axes} of {count}) do not lie side by side.").format(
                axes=", ".join(map(str, spatial)), count=len(sizes)
            ),
            tr("Write it again with two or three axes of space behind one another."),
        )
    return spatial, sizes[0] if spatial[0] == 1 else 1


def _vectors(header: TextHeader) -> list[Float | None] | None:
    """One vector for each axis, None for those outside space; None where the file has no space."""
    text = header.fields.get("space directions")
    if text is None:
        return None
    parts = text.replace("(", " (").replace(")", ") ").replace(", ", ",").split()
    return [None if part.lower() == "none" else _vector(part) for part in parts]


def _vector(text: str) -> Float:
    return np.array([number(word) for word in text.strip("() ").split(",")][:3])


def _affine(header: TextHeader, spatial: list[int]) -> tuple[Float, list[str]]:
    """(i, j, k) to LPS mm."""
    vectors = _vectors(header)
    space = header.fields.get("space", "").lower().removesuffix("-time")
    if vectors is None:
        return _without_space(header, spatial)
    notes = []
    signs = _TO_LPS.get(space.removesuffix("t") if space in ("rast", "last", "lpst") else space)
    if signs is None:
        notes.append(
            tr("Its space ({space}) is not the patient's: which side is left is a guess.").format(
                space=space[:40] or tr("unnamed")
            )
        )
    columns = [vector for axis, vector in enumerate(vectors) if axis in spatial and vector is not None]
    axes = _completed(columns)
    origin = _vector(header.fields.get("space origin", "(0,0,0)"))
    origin = np.append(origin, np.zeros(3 - len(origin)))
    unit, told = _unit(header)
    flip = np.array(signs or (1, 1, 1), dtype=np.float64) * unit
    return affine_of(flip[:, None] * axes, flip * np.nan_to_num(origin)), notes + told


def _completed(columns: list[Float]) -> Float:
    """(3, 3) axes from two or three vectors of two or three components."""
    axes = np.zeros((3, 3))
    for axis, column in enumerate(columns):
        axes[: len(column), axis] = column
    if len(columns) == 2:
        normal = np.cross(axes[:, 0], axes[:, 1])
        length = float(np.linalg.norm(normal))
        axes[:, 2] = normal / length if length > 0 else (0, 0, 1)
    return axes


def _unit(header: TextHeader) -> tuple[float, list[str]]:
    units = {word.strip('"').lower() for word in header.words("space units")[:3]} - {"", "???"}
    factor = _LENGTHS_MM.get(next(iter(units)), 1.0) if len(units) == 1 else 1.0
    return factor, [] if factor == 1 else [tr("Lengths were converted from {unit} mm.").format(unit=f"{factor:g}")]


def _without_space(header: TextHeader, spatial: list[int]) -> tuple[Float, list[str]]:
    """Axes to the left, back and head, as ITK takes them."""
    spacings, least = header.numbers("spacings"), header.numbers("axis mins") or header.numbers("axismins")
    steps, origin = np.ones(3), np.zeros(3)
    for place, axis in enumerate(spatial):
        if axis < len(spacings) and np.isfinite(spacings[axis]) and spacings[axis] != 0:
            steps[place] = spacings[axis]
        if axis < len(least) and np.isfinite(least[axis]):
            origin[place] = least[axis]
    return affine_of(np.diag(steps), origin), [axes_unoriented()]


def _dimensions(header: TextHeader, first: int, sizes: list[int]) -> tuple[Dimension, ...]:
    made = [_dimension(header, first + place, count) for place, count in enumerate(sizes) if count > 1]
    return tuple(reversed(made))


def _dimension(header: TextHeader, axis: int, count: int) -> Dimension:
    def at(words: list[Any], other: Any) -> Any:
        return words[axis] if axis < len(words) else other

    factor = _TIMES_S.get(str(at(header.words("units"), "")).strip('"').lower())
    step = float(at(header.numbers("spacings"), float("nan")))
    if factor is None or not np.isfinite(step) or step <= 0:
        return counted(tr("Volume"), count)
    return Dimension("Temporal Position", tuple(round(step * factor * n, 9) for n in range(count)), "s")


def _diffusion(header: TextHeader) -> list[str]:
    """The greatest b-value, where it is a diffusion series (keys of NA-MIC's DWI convention)."""
    value = number(header.fields.get("dwmri_b-value", ""))
    if not np.isfinite(value):
        return []
    return [tr("A diffusion series with b-values up to {value:g} s/mm².").format(value=value)]


def _stored(path: str, header: TextHeader, count: int) -> Stored:
    kind, encoding = header.fields.get("type", "").lower(), header.fields.get("encoding", "").lower()
    if kind not in _TYPES or encoding not in _PACKINGS:
        raise ReadError(
            tr("Its voxels are of type {kind} in encoding {encoding}, which cannot be read.").format(
                kind=kind[:40] or "?", encoding=encoding[:40] or "?"
            ),
            tr("Write it again as raw or gzip with a numeric type."),
        )
    order: Order = ">" if header.fields.get("endian", "").lower() == "big" else "<"
    dtype, packing = np.dtype(_TYPES[kind]).newbyteorder(order), _PACKINGS[encoding]
    data = header.fields.get("data file", header.fields.get("datafile"))
    file, start = (path, header.end) if data is None else (_data_file(path, data), 0)
    start = after_lines(file, start, int(header.fields.get("line skip", header.fields.get("lineskip", "0"))))
    skip = int(header.fields.get("byte skip", header.fields.get("byteskip", "0")))
    if skip == -1 and packing == "raw":
        start, skip = max(start, Path(file).stat().st_size - count * dtype.itemsize), 0
    if skip < 0:
        raise ReadError(tr("Its header is wrong: it skips {count} bytes.").format(count=skip))
    return Stored(file, dtype, count, start=start, skip=skip, packing=packing)


def _data_file(path: str, name: str) -> str:
    if name.upper().startswith("LIST") or "%" in name:
        raise ReadError(
            tr("Its voxels lie in several files, which cannot be read."), tr("Write it again as a single file.")
        )
    return beside(path, name)


def after_lines(path: str, start: int, count: int) -> int:
    """Where the line after the next ``count`` lines begins."""
    if not count:
        return start
    try:
        with open(path, "rb") as handle:
            handle.seek(start)
            for _ in range(min(count, HEADER_LIMIT)):
                if not handle.readline(HEADER_LIMIT):
                    break
            return handle.tell()
    except FileNotFoundError as error:
        raise missing(path) from error
