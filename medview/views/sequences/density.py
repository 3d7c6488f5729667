"""How densely things lie, where there are too many on the screen to be drawn one by one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QPainter

from medview.views.sequences.band import PAD, Frame, write
from medview.views.sequences.glyphs import draw_columns


def paint_density(painter: QPainter, frame: Frame, counts: NDArray[np.int64], words: str, rows: float) -> None:
    """A bar for each pixel, the highest as high as there is room, and what it means.

    Args:
        painter: Paints in widget pixels.
        frame: Where the band is.
        counts: (pixels,) how many lie there.
        words: Written over it.
        rows: Lines of words the bars are high at most.
    """
    look = frame.look
    high = min(frame.area.height() - 2 * PAD - look.row, rows * look.row)
    bottom = frame.area.top() + PAD + look.row + max(high, 4.0)
    most = max(int(counts.max(initial=0)), 1)
    tops = bottom - counts / most * max(high, 4.0)
    draw_columns(painter, tops, np.full(len(tops), bottom), look.colour("link"), frame.area)
    painter.setFont(look.font)
    wide = QFontMetricsF(look.font).horizontalAdvance(words) + 8
    box = QRectF(frame.area.left() + 4, frame.area.top() + PAD, wide, look.row)
    write(painter, box, words, look.colour("text"), centred=False)
