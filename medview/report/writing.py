"""Write a document whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4

from medview.core.errors import WriteError
from medview.core.text import tr


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place, then move it there; what was there before stays until then.

    Raises:
        WriteError: The folder is missing, not writable, or the disk is full.
    """
    temporary = path.with_name(f".{path.stem}-{uuid4().hex}{path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise write_error(path, error) from error


def write_error(path: Path, error: OSError) -> WriteError:
    """What to tell when a file could not be written."""
    reason = error.strerror or type(error).__name__
    return WriteError(
        tr("{file} could not be written to {folder}: {reason}.").format(
            file=path.name, folder=path.parent, reason=reason
        ),
        tr("Free some space there or choose another folder, then export again; nothing else was changed."),
    )
