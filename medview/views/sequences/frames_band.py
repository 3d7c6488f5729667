"""Six frames of translation: amino acids where there is room, stops where there is little, reading frames always."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from medview.imaging.sequences.codons import NO_ORFS, Orfs, amino_acids
from medview.imaging.sequences.lanes import Laid, one_lane
from medview.views.sequences.band import MOST_DRAWN, PAD, Band, Frame, Look, Target, What, over, tuple_colour
from medview.views.sequences.features_band import arrow
from medview.views.sequences.glyphs import draw_letters, draw_row
from medview.views.sequences.places import READABLE
from medview.views.sequences.schemes import BLUE, GREEN, VERMILION, ink_on, packed, rgb
from medview.views.sequences.values import Shown
from medview.views.sequences.words import interval_text, number_text, tr

FRAMES = tuple((strand, number) for strand in (1, -1) for number in range(3))
"""In the order they are drawn: +1, +2, +3, -1, -2, -3."""
STOPS_UP_TO = 12.0
"""Letters to a pixel up to which single stops are drawn."""
_STOP, _START = ord("*"), ord("M")


Rows = list[tuple[NDArray[np.int64], Laid]]
"""For each of the frames, numbers of its open reading frames and where they lie."""


def framed(orfs: Orfs) -> Rows:
    """Open reading frames by frame; those of one frame never overlap."""
    members = (np.flatnonzero((orfs.strands == strand) & (orfs.frames == frame)) for strand, frame in FRAMES)
    return [(found, one_lane(orfs.starts[found], orfs.ends[found])) for found in members]


class FramesBand(Band):
    """The six frames.

    Args:
        shown: The record.
    """

    def __init__(self, shown: Shown) -> None:
        super().__init__(tr("Frames"))
        self._shown = shown
        self.orfs = NO_ORFS
        self._rows = framed(NO_ORFS)
        self.hovered: int | None = None

    def take(self, found: tuple[Orfs, Rows]) -> None:
        """Draw other open reading frames, sorted into the rows they are drawn in."""
        self.orfs, self._rows = found

    def names(self, _look: Look) -> tuple[str, ...]:
        """The frames as they are called."""
        return tuple(f"{'+' if strand > 0 else '−'}{number + 1}" for strand, number in FRAMES)

    def height(self, look: Look) -> int:
        """Six rows."""
        return int(6 * _row(look) + 2 * PAD)

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Row by row; the open reading frames over the amino acids."""
        for row, (strand, number) in enumerate(FRAMES):
            area = QRectF(frame.area.left(), _top(frame, row), frame.area.width(), _row(frame.look) - 2)
            if frame.scale.per_pixel <= STOPS_UP_TO:
                self._paint_codons(painter, frame, area, strand, number)
            else:
                painter.fillRect(area, frame.look.colour("raised"))
            self._paint_orfs(painter, frame, area, row)

    def target(self, frame: Frame, at: QPointF) -> Target | None:
        """The open reading frame under the pointer."""
        row = int((at.y() - frame.area.top() - PAD) // _row(frame.look))
        if not 0 <= row < len(FRAMES):
            return None
        letter = frame.scale.letter(at.x() - frame.area.left())
        members, lanes = self._rows[row]
        over_it = [n for lane in range(len(lanes.order)) for n in lanes.seen(lane, letter, letter + 1).tolist()]
        if not over_it:
            return None
        number = int(members[over_it[0]])
        interval = int(self.orfs.starts[number]), int(self.orfs.ends[number])
        return Target(What.FRAME, number, self._text(number, row), interval)

    def _text(self, number: int, row: int) -> str:
        start, end = int(self.orfs.starts[number]), int(self.orfs.ends[number])
        whole = bool(self.orfs.whole[number])
        length = (end - start) // 3 - whole
        cut = "" if whole else tr("cut by the record's end")
        name = tr("Open reading frame {frame}").format(frame=self.names_of(row))
        size = tr("{count} amino acids").format(count=number_text(length))
        return " · ".join(part for part in (name, interval_text((start, end)), size, cut) if part)

    @staticmethod
    def names_of(row: int) -> str:
        """A frame as it is called."""
        strand, number = FRAMES[row]
        return f"{'+' if strand > 0 else '−'}{number + 1}"

    def _paint_codons(self, painter: QPainter, frame: Frame, area: QRectF, strand: int, number: int) -> None:
        """Cells of three letters: stops and starts stand out, all others by turns a little lighter and darker."""
        scale, length = frame.scale, len(self._shown.letters)
        start, end = max(0, scale.seen[0] - 3), min(length, scale.seen[1] + 3)
        meant = amino_acids(self._shown.letters[start:end], self._shown.code, strand < 0)
        first = (number if strand > 0 else length - number) % 3
        under = scale.under
        begins = first + (under - first) // 3 * 3
        there = (under >= 0) & (begins >= start) & (begins < start + len(meant))
        found = np.where(there, begins - start, 0)
        turn = (begins - first) // 3 % 2
        colours = np.where(there, _fills(frame.look)[turn, meant[found]] if len(meant) else 0, 0)
        draw_row(painter, colours.astype(np.uint32), QRectF(area.left(), area.top(), len(under), area.height()))
        if 3 * scale.cell >= READABLE and len(meant):
            places = np.arange(start + (first - start) % 3, start + len(meant), 3)
            codes = meant[places - start]
            cell = QRectF(0, area.top(), min(3 * scale.cell, 1.4 * area.height()), area.height())
            lefts = scale.xs(places) + area.left() + (3 * scale.cell - cell.width()) / 2.0
            draw_letters(painter, codes, _inks(frame.look)[codes], lefts, cell)

    def _paint_orfs(self, painter: QPainter, frame: Frame, area: QRectF, row: int) -> None:
        members, lanes = self._rows[row]
        start, end = frame.scale.seen
        count = lanes.count_in(start, end)
        fill = tuple_colour(BLUE if row < 3 else VERMILION)
        if count > MOST_DRAWN // 6:
            covered = lanes.density(frame.scale.edges) > 0
            colours = np.where(covered, packed(rgb(fill)), 0).astype(np.uint32)
            draw_row(painter, colours, area.adjusted(0, 2, len(colours) - area.width(), -2))
            return
        cells = 3 * frame.scale.cell >= READABLE
        for lane in range(len(lanes.order)):
            for one in lanes.seen(lane, start, end).tolist():
                number = int(members[one])
                box = frame.box(self.orfs.starts[number], self.orfs.ends[number], area.top(), area.height(), 1.5)
                marked = number == self.hovered
                edge = frame.look.colour("focus") if marked else fill
                painter.setPen(QPen(edge, 2.4 if marked or cells else 0.8))
                painter.setBrush(QColor(0, 0, 0, 0) if cells else fill)
                painter.drawPolygon(arrow(box.adjusted(0, 1, 0, -1), FRAMES[row][0]))


def _fills(look: Look) -> NDArray[np.uint32]:
    """(2, 256) ASCII of an amino acid -> colour of its cell, by turns."""
    table = np.empty((2, 256), np.uint32)
    for turn, role in enumerate(("raised", "panel")):
        table[turn] = packed(rgb(look.colour(role)))
        table[turn, _STOP], table[turn, _START] = packed(VERMILION), packed(_start(look))
    return table


def _inks(look: Look) -> NDArray[np.uint32]:
    table = np.full(256, packed(rgb(look.colour("text"))), np.uint32)
    table[_STOP], table[_START] = packed(ink_on(VERMILION)), packed(ink_on(_start(look)))
    return table


def _start(look: Look) -> tuple[int, int, int]:
    return rgb(over(tuple_colour(GREEN), look.colour("panel"), 0.8))


def _row(look: Look) -> int:
    return look.row + 2


def _top(frame: Frame, row: int) -> float:
    return frame.area.top() + PAD + row * _row(frame.look)
