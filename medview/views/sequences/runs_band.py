"""Classes along a record, such as helix, strand and coil: coloured runs, written on where there is room."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from medview.views.sequences.band import PAD, Band, Frame, Look, Target, What, fitted_name, ink_of, tuple_colour, write
from medview.views.sequences.glyphs import draw_row
from medview.views.sequences.schemes import packed
from medview.views.sequences.values import Interval, Runs
from medview.views.sequences.words import interval_text

_WRITTEN = 400
"""More runs than these on the screen are not written on."""


class RunsBand(Band):
    """One track of classes.

    Args:
        runs: The runs.
        length: Letters of the record.
    """

    def __init__(self, runs: Runs, length: int) -> None:
        super().__init__(runs.name)
        self._runs = runs
        self._length = length

    def height(self, look: Look) -> int:
        """One row."""
        return look.row + 4 + int(2 * PAD)

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Each pixel in the colour of the class under its middle."""
        under = frame.scale.under
        found = np.searchsorted(self._runs.starts, under, "right") - 1
        known = (under >= 0) & (found >= 0)
        kinds = self._runs.kinds[np.where(known, found, 0)] if len(self._runs.starts) else np.full(len(under), -1)
        table = np.array([*(packed(one.colour) for one in self._runs.classes), 0], np.uint32)
        colours = np.where(known, table[kinds], 0).astype(np.uint32)
        area = frame.area.adjusted(0, PAD, 0, -PAD)
        draw_row(painter, colours, QRectF(area.left(), area.top(), len(under), area.height()))
        self._write(painter, frame, area)

    def target(self, frame: Frame, at: QPointF) -> Target | None:
        """The run under the pointer."""
        letter = frame.scale.letter(at.x() - frame.area.left())
        number = int(np.searchsorted(self._runs.starts, letter, "right")) - 1
        if number < 0 or self._runs.kinds[number] < 0:
            return None
        interval, name = self._interval(number), self._runs.classes[self._runs.kinds[number]].name
        return Target(What.VALUE, number, f"{self.name}: {name} · {interval_text(interval)}", interval)

    def _interval(self, number: int) -> Interval:
        starts = self._runs.starts
        return int(starts[number]), int(starts[number + 1]) if number + 1 < len(starts) else self._length

    def _write(self, painter: QPainter, frame: Frame, area: QRectF) -> None:
        start, end = frame.scale.seen
        first = max(int(np.searchsorted(self._runs.starts, start, "right")) - 1, 0)
        last = int(np.searchsorted(self._runs.starts, end, "left"))
        if last - first > _WRITTEN:
            return
        painter.setFont(frame.look.font)
        for number in range(first, last):
            kind = int(self._runs.kinds[number])
            if kind < 0:
                continue
            one = self._runs.classes[kind]
            box = frame.box(*self._interval(number), area.top(), area.height()).intersected(area)
            name = fitted_name(one.name, box.width() - 6, frame.look.font)
            sign = one.sign if frame.look.row * 0.7 <= box.width() else ""
            write(painter, box, name if name == one.name else sign, ink_of(tuple_colour(one.colour)))
