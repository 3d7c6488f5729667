"""The drawings of open series as lines of a table: their values are looked up anew, which may take long."""

from __future__ import annotations

from collections.abc import Sequence

from medview.core.figures import Measured
from medview.core.measured_table import Line, position_words
from medview.core.text import tr
from medview.imaging.measuring import measured_all
from medview.session.state import Opened
from medview.views import words
from medview.views.drawing.jumping import place_of


def lines_of(series: Sequence[Opened]) -> list[Line]:
    """Measure all drawings, each at the position along the series' dimensions it was drawn at; not for the window.

    Args:
        series: The series, in the table's order.
    """
    return [line for opened in series for line in _lines(opened)]


def _lines(opened: Opened) -> list[Line]:
    title, dimensions = words.series_title(opened.series), opened.series.dimensions
    return [
        Line(one, measured, title, place_of(one, opened), position_words(one, dimensions))
        for one, measured in zip(opened.measurements, _measured(opened), strict=True)
    ]


def _measured(opened: Opened) -> tuple[Measured, ...]:
    try:
        return measured_all(opened.measurements, opened.volume, opened.images)
    except (OSError, ValueError, IndexError):
        return (Measured(notes=(tr("The pixels are not there any more."),)),) * len(opened.measurements)
