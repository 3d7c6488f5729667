"""Where a pattern was found: marks that stay visible however far one is from them."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from medview.imaging.sequences.lanes import Laid, one_lane
from medview.imaging.sequences.search import NO_HITS, Hits
from medview.views.sequences.band import PAD, Band, Frame, Look, Target, What, tuple_colour
from medview.views.sequences.features_band import arrow
from medview.views.sequences.glyphs import draw_row
from medview.views.sequences.schemes import PURPLE, packed
from medview.views.sequences.words import interval_text, number_text, tr

_MOST = 300
"""More hits than these on the screen are drawn as the pixels they lie on."""


class HitsBand(Band):
    """The hits of a search."""

    def __init__(self) -> None:
        super().__init__(tr("Found"))
        self.found: Hits = NO_HITS
        self.lanes: Laid = one_lane(NO_HITS.starts, NO_HITS.ends)
        self.chosen: int | None = None

    def take(self, hits: Hits | None) -> None:
        """Show other hits."""
        self.found, self.chosen = hits if hits is not None else NO_HITS, None
        self.lanes = one_lane(self.found.starts, self.found.ends)

    def height(self, look: Look) -> int:
        """One row; hits that overlap are drawn over each other."""
        return look.row + int(2 * PAD) if len(self.found) else 0

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Arrows, or the pixels hits lie on."""
        start, end = frame.scale.seen
        area = frame.area.adjusted(0, PAD, 0, -PAD)
        if self.lanes.count_in(start, end) > _MOST:
            covered = self.lanes.density(frame.scale.edges) > 0
            colours = np.where(covered, packed(PURPLE), 0).astype(np.uint32)
            draw_row(painter, colours, QRectF(area.left(), area.top(), len(colours), area.height()))
            return
        painter.setBrush(tuple_colour(PURPLE))
        first, last = np.searchsorted(self.found.starts, (start - self._longest, end))
        for number in range(int(first), int(last)):
            chosen = number == self.chosen
            painter.setPen(QPen(frame.look.colour("focus" if chosen else "text"), 2.4 if chosen else 0.8))
            box = frame.box(self.found.starts[number], self.found.ends[number], area.top(), area.height(), 2.0)
            painter.drawPolygon(arrow(box, int(self.found.strands[number])))

    def target(self, frame: Frame, at: QPointF) -> Target | None:
        """The hit under the pointer, or beside it if it is too narrow to be met."""
        place, slack = frame.scale.place(at.x() - frame.area.left()), 3.0 * frame.scale.per_pixel
        first, last = np.searchsorted(self.found.starts, (int(place - slack) - self._longest, int(place + slack) + 1))
        near = [n for n in range(int(first), int(last)) if int(self.found.ends[n]) > place - slack]
        if not near or len(near) > _MOST:
            return None
        interval = int(self.found.starts[near[0]]), int(self.found.ends[near[0]])
        words = tr("Match {number} of {count}").format(
            number=number_text(near[0] + 1), count=number_text(len(self.found))
        )
        strand = "→" if self.found.strands[near[0]] > 0 else "←"
        return Target(What.HIT, near[0], f"{words} · {interval_text(interval)} {strand}", interval)

    @property
    def _longest(self) -> int:
        return int((self.found.ends - self.found.starts).max(initial=0))
