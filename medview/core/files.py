"""Small files that are whole or untouched, and damaged ones that are kept."""

from __future__ import annotations

import contextlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from medview.core.errors import WriteError
from medview.core.text import tr


def write_whole(path: Path, text: str) -> None:
    """Write a text file so that a reader, a crash or a full disk sees the old or the new one, never half.

    Raises:
        WriteError: It could not be written; what was there is untouched.
    """
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise WriteError(
            tr("{path} could not be written: {reason}.").format(
                path=path, reason=error.strerror or type(error).__name__
            ),
            tr("Free some disk space and check that the folder may be written to."),
        ) from error


def keep_aside(path: Path) -> Path:
    """Rename a damaged file so that it is neither used nor lost; its new path."""
    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S-%f")
    return path.rename(path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}"))
