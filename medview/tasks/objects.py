"""Tasks about derived objects: what they lay over images."""

from __future__ import annotations

from medview.core.overlay import Overlaid
from medview.core.study import Series
from medview.io.objects import load_overlaid
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
