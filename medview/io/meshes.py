"""Surfaces as files: binary STL, OBJ with materials, PLY with colours; LPS millimetres, and the files say so."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview import __version__
from medview.core.mesh import MeshFormat
from medview.io.atomic import atomic

STL_HEADER = 80
_SPACE = "LPS millimetres (DICOM patient coordinates: x to the left, y to the back, z to the head)"
_NOTICE = "Not a medical device. For research and education."
_UNREVIEWED = "UNREVIEWED: nobody has reviewed this segmentation"
_TRIANGLE = np.dtype([("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("attribute", "<u2")])
_VERTEX = np.dtype([("place", "<f4", 3), ("colour", "u1", 3)])
_FACE = np.dtype([("count", "u1"), ("corners", "<i4", 3)])
_LINES = 50_000
"""Lines of a text file made at once, between two looks at whether the job was cancelled."""

Checkpoint = Callable[[float], None]


@dataclass(frozen=True, eq=False)
class MeshPart:
    """One surface of a file.

    Args:
        name: For people.
        colour: sRGB.
        points_lps: (n, 3) LPS mm.
        triangles: (m, 3) indices of points, counter-clockwise seen from outside.
    """

    name: str
    colour: tuple[int, int, int]
    points_lps: NDArray[np.float32]
    triangles: NDArray[np.int32]


def write_meshes(
    parts: Sequence[MeshPart],
    path: Path,
    to: MeshFormat,
    unreviewed: bool = False,
    checkpoint: Checkpoint = lambda _: None,
) -> None:
    """Write surfaces into one file (an OBJ has its materials in a second one beside it).

    Args:
        parts: At least one.
        path: The file.
        to: Its format.
        unreviewed: Say in the file that nobody has reviewed the segmentation.
        checkpoint: Told the part done, 0..1.

    Raises:
        WriteError: It cannot be written.
    """
    _WRITERS[to](parts, path, _said(unreviewed), checkpoint)


def safe_stem(name: str) -> str:
    """A name as a part of a file's name."""
    return re.sub(r"[^\w.-]+", "_", name).strip("._-")[:60] or "surface"


def _said(unreviewed: bool) -> list[str]:
    lines = [f"MedView {__version__}", f"Coordinates: {_SPACE}", _NOTICE]
    return [_UNREVIEWED, *lines] if unreviewed else lines


def _write_stl(parts: Sequence[MeshPart], path: Path, said: list[str], checkpoint: Checkpoint) -> None:
    """80 bytes of words, which must not begin with ``solid``, the count, 50 bytes for each triangle."""
    words = f"MedView{' UNREVIEWED' if said[0] == _UNREVIEWED else ''}; LPS mm; not a medical device"
    with atomic(path) as sibling, sibling.open("wb") as file:
        file.write(words.encode("ascii")[:STL_HEADER].ljust(STL_HEADER))
        file.write(np.uint32(sum(len(part.triangles) for part in parts)).tobytes())
        for number, part in enumerate(parts):
            checkpoint(number / len(parts))
            records = np.zeros(len(part.triangles), dtype=_TRIANGLE)
            corners = part.points_lps[part.triangles].astype(np.float32)
            faces = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
            records["normal"] = faces / np.maximum(np.linalg.norm(faces, axis=1, keepdims=True), 1e-30)
            records["corners"] = corners
            file.write(records.tobytes())


def _write_ply(parts: Sequence[MeshPart], path: Path, said: list[str], checkpoint: Checkpoint) -> None:
    vertices = sum(len(part.points_lps) for part in parts)
    faces = sum(len(part.triangles) for part in parts)
    named = [f"part {_one_line(part.name)}: {len(part.points_lps)} vertices" for part in parts]
    head = [
        "ply",
        "format binary_little_endian 1.0",
        *(f"comment {line}" for line in (*said, *named)),
        f"element vertex {vertices}",
        *(f"property float {axis}" for axis in "xyz"),
        *(f"property uchar {name}" for name in ("red", "green", "blue")),
        f"element face {faces}",
        "property list uchar int vertex_indices",
        "end_header",
    ]
    with atomic(path) as sibling, sibling.open("wb") as file:
        file.write(("\n".join(head) + "\n").encode("ascii", "replace"))
        for number, part in enumerate(parts):
            checkpoint(number / len(parts) / 2.0)
            rows = np.zeros(len(part.points_lps), dtype=_VERTEX)
            rows["place"], rows["colour"] = part.points_lps, part.colour
            file.write(rows.tobytes())
        first = 0
        for number, part in enumerate(parts):
            checkpoint(0.5 + number / len(parts) / 2.0)
            cells = np.zeros(len(part.triangles), dtype=_FACE)
            cells["count"], cells["corners"] = 3, part.triangles + first
            file.write(cells.tobytes())
            first += len(part.points_lps)


def _write_obj(parts: Sequence[MeshPart], path: Path, said: list[str], checkpoint: Checkpoint) -> None:
    materials = path.with_suffix(".mtl")
    with atomic(materials) as sibling:
        sibling.write_text("".join(f"# {line}\n" for line in said) + "".join(map(_material, enumerate(parts))))
    with atomic(path) as sibling, sibling.open("w", encoding="utf-8", newline="\n") as file:
        file.write("".join(f"# {line}\n" for line in said) + f"mtllib {materials.name}\n")
        first = 1
        for number, part in enumerate(parts):
            file.write(f"o {_one_line(part.name)}\nusemtl label_{number}\n")
            _write_lines(file, "v %.4f %.4f %.4f", part.points_lps, number, parts, checkpoint)
            _write_lines(file, "f %d %d %d", part.triangles + first, number, parts, checkpoint)
            first += len(part.points_lps)


def _write_lines(
    file: Any, form: str, rows: NDArray[Any], number: int, parts: Sequence[MeshPart], checkpoint: Checkpoint
) -> None:
    for start in range(0, len(rows), _LINES):
        checkpoint((number + 0.5) / len(parts))
        file.write("".join(f"{form % tuple(row)}\n" for row in rows[start : start + _LINES].tolist()))


def _material(numbered: tuple[int, MeshPart]) -> str:
    number, part = numbered
    red, green, blue = (channel / 255.0 for channel in part.colour)
    return f"newmtl label_{number}\n# {_one_line(part.name)}\nKd {red:.4f} {green:.4f} {blue:.4f}\nillum 1\n"


def _one_line(name: str) -> str:
    return " ".join(name.split()) or "surface"


_WRITERS: dict[MeshFormat, Callable[[Sequence[MeshPart], Path, list[str], Checkpoint], None]] = {
    "stl": _write_stl,
    "obj": _write_obj,
    "ply": _write_ply,
}
