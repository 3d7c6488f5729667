"""Tasks about derived objects and about the elements of any file."""

from __future__ import annotations

from medview.core.overlay import Overlaid
from medview.core.study import Series
from medview.io.objects import load_overlaid
from medview.io.tags import write_tags
from medview.jobs.protocol import Context


def overlaid(context: Context, series: Series, onto: Series) -> Overlaid:
    """Make the layer of a derived object for the images it is shown on.

    Args:
        context: The job's.
        series: The object.
        onto: The images.

    Raises:
        ReadError: It does not belong on them, or cannot be read.
    """
    return load_overlaid(series, onto, context.folder, context.checkpoint)


def tags(context: Context, path: str) -> str:
    """Write every element of a file as the JSON that ``medview.io.tags`` describes; its path.

    Args:
        context: The job's.
        path: The file.

    Raises:
        ReadError: It cannot be read, or has no header.
    """
    return write_tags(path, context.folder / "tags.json")
