"""The tag browser's data: a JSON file of nested lines.

The file is an object::

    {
      "format": "medview-tags", "version": 1,
      "kind": "dicom",                    # or "nifti", "analyze", "nrrd", "metaimage", "mgh", "picture"
      "notes": ["…"],                     # what was odd, and where the walk stopped
      "rows": [
        {
          "tag": "(0010,0010)",           # "Item 1" for items, "…" for a line that says how many more there are
          "name": "Patient's Name",       # as the (private) dictionary has it; absent when unknown
          "keyword": "PatientName",
          "vr": "PN",
          "length": 10,                   # bytes; -1 for undefined length
          "offset": 1234,                 # where the value begins in the file, bytes
          "value": "…",                   # shortened for the line
          "full": "…",                    # longer form to open and copy, only where "value" is shortened
          "hex": "0000  4d 65 …  Me…",    # lines of a hexadecimal dump of the first kilobyte of binary values
          "creator": "SIEMENS CSA HEADER",# private creator
          "note": "…",                    # what is odd about this element
          "children": [ … ]               # lines of the same form
        }
      ]
    }

What is empty is left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from medview.core.errors import ReadError
from medview.core.text import tr
from medview.io.atomic import writing_errors
from medview.io.dicom_header import looks_like_dicom
from medview.io.pixels.access import FileAccess
from medview.io.tags import headers
from medview.io.tags.rows import Row
from medview.io.tags.walking import Walk

FORMAT = "medview-tags"
VERSION = 1

Told = tuple[list[Row], list[str]]


def write_tags(path: str, out: Path) -> str:
    """Write all elements of a file as JSON.

    Args:
        path: A DICOM file, or one of another format that has a header.
        out: The JSON file to write.

    Returns:
        Its path.

    Raises:
        ReadError: The file cannot be read, or has no header MedView knows.
        WriteError: The JSON file cannot be written.
    """
    kind, (rows, notes) = _read(path)
    told: dict[str, Any] = {"format": FORMAT, "version": VERSION, "kind": kind, "notes": notes}
    told["rows"] = [row.to_json() for row in rows]
    with writing_errors(out):
        out.write_text(json.dumps(told, ensure_ascii=True, separators=(",", ":")), encoding="ascii")
    return str(out)


def _read(path: str) -> tuple[str, Told]:
    try:
        access = FileAccess(path)
    except OSError as error:
        raise ReadError(
            tr("The file cannot be read: {why}.").format(why=error.strerror or type(error).__name__),
            tr("Check that the disk or share is connected, and open its folder again."),
        ) from error
    start = access.read(0, headers.FIRST_BYTES)
    if looks_like_dicom(start[:132]):
        walk = Walk(access)
        return "dicom", (walk.rows(), walk.notes)
    return _other(path, start)


def _other(path: str, start: bytes) -> tuple[str, Told]:
    for kind, fits, read in headers.READERS:
        if fits(Path(path).name.lower(), start):
            reader: Callable[[str], Told] = read
            return kind, reader(path)
    walk = Walk(FileAccess(path))  # a data set without preamble that begins with an unusual group
    rows = walk.rows()
    if any(row.name and row.vr not in ("", "UN") for row in rows[:3]):
        return "dicom", (rows, walk.notes)
    raise ReadError(
        tr("{name} has no header that MedView knows.").format(name=Path(path).name),
        tr("The tag browser shows DICOM, NIfTI, Analyze, NRRD, MetaImage, MGH and picture files."),
    )
