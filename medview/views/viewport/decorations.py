"""What stands around a picture: corner text, orientation letters, scale bar, colour bar, warnings."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF, QTransform

from medview.views.settings.fonts import scaled
from medview.views.viewport.bars import Bar, bar_places, draw_bar, written
from medview.views.viewport.corner_text import CornerText, Lines
from medview.views.viewport.lettering import SHADOW, WHITE, forget_written, text

AMBER = QColor(255, 176, 32)

MARGIN = 7.0
_BARS_MM = tuple(digit * 10.0**power for power in range(2, -4, -1) for digit in (5, 2, 1))[1:]
_BAR_PART = 0.28
"""The scale bar is the longest round length within this part of the viewport's width."""
_CLAUSE = re.compile(r"(?<=[.:;,])\s|\s(?=\()|(?<=[。；，：])")
"""Where a warning may end early: the message bar and the browser have the whole text."""
_PIECE = re.compile(r"[\u3000-\u9fff][\u3000-\u303f\uff00-\uffef]*|[^\s\u3000-\u9fff]+\s*|\s+")
"""What of a line stays together: a word, or a Chinese character with the marks after it."""
_FOLDS = 3
"""A corner's line takes no more lines than this."""
_WARNING_LINES = 2
"""A warning takes no more; it is cut rather than cover the picture."""
_LETTER = 11.0
"""Half the room of the letter at the upper and lower edge, pixels."""
_SHORTEST_BAR = 16.0
_STAR, _STAR_COLOUR = 9.0, QColor(255, 214, 60)


@dataclass(frozen=True)
class Frame:
    """Everything written around one picture.

    Args:
        corners: Text in the corners.
        letters: Orientation letters at the (left, right, top, bottom) edge.
        pixels_per_mm: For the scale bar; None draws none.
        warnings: Lines a reader must not miss, under the top letter.
        bars: Colour bars, side by side from the right edge inwards.
        starred: The picture is marked as a key image.
        scale_note: Where the scale bar's length holds, such as at the detector; empty when it is plain.
    """

    corners: CornerText
    letters: tuple[str, str, str, str]
    pixels_per_mm: float | None
    warnings: Lines = ()
    bars: tuple[Bar, ...] = ()
    scale_note: str = ""
    starred: bool = False


def text_font(height: int) -> QFont:
    """The font of the corners, for a viewport of this height in pixels."""
    font = QFont()
    font.setPixelSize(scaled(min(max(height // 34, 11), 14)))
    return font


def draw(painter: QPainter, area: QRectF, frame: Frame) -> None:
    """Draw the frame over a picture that fills ``area``, in pixels."""
    font = text_font(int(area.height()))
    painter.setFont(font)
    frame = replace(frame, corners=folded(frame.corners, area, font))
    _corners(painter, area, frame.corners)
    step = QFontMetricsF(font).height()
    for bar, place in zip(
        frame.bars, bar_places(area, len(frame.bars), len(frame.corners.top_right), step), strict=True
    ):
        draw_bar(painter, place, bar)
    if frame.starred:
        _star(painter, area, len(frame.corners.top_left))
    if frame.pixels_per_mm is not None:
        _scale_bar(painter, area, frame, frame.pixels_per_mm)
    font.setBold(True)
    painter.setFont(font)
    _warnings(painter, area, frame)
    font.setPixelSize(font.pixelSize() + 2)
    painter.setFont(font)
    _letters(painter, area, frame.letters)


def taken(area: QRectF, frame: Frame) -> list[QRectF]:
    """Boxes around corner text, edge letters, warnings and all bars, for what is to leave them readable."""
    font = text_font(int(area.height()))
    metrics, corners = QFontMetricsF(font), folded(frame.corners, area, font)
    step, side = metrics.height(), 2.0 * _LETTER
    boxes = []
    for lines, right, lower in (
        (corners.top_left, False, False),
        (corners.top_right, True, False),
        (corners.bottom_left, False, True),
        (corners.bottom_right, True, True),
    ):
        if lines:
            wide, high = max(map(metrics.horizontalAdvance, lines)) + MARGIN, step * len(lines) + MARGIN
            x, y = area.right() - wide if right else area.left(), area.bottom() - high if lower else area.top()
            boxes.append(QRectF(x, y, wide, high))
    middle = area.center()
    told = warnings(frame, metrics, area.width())
    boxes += [
        QRectF(area.left(), middle.y() - _LETTER, side, side),
        QRectF(area.right() - side, middle.y() - _LETTER, side, side),
        QRectF(middle.x() - _LETTER, area.top(), side, side),
        QRectF(middle.x() - _LETTER, area.bottom() - side, side, side),
    ]
    if told:
        wide = min(max(map(metrics.horizontalAdvance, told)) * 1.1, area.width())
        boxes.append(QRectF(middle.x() - wide / 2.0, area.top() + step, wide, step * (1 + len(told))))
    if frame.pixels_per_mm is not None:
        wide = min(area.width(), area.height()) * _BAR_PART
        boxes.append(QRectF(middle.x() - wide / 2.0, area.bottom() - MARGIN - 3.0 * step, wide, 2.0 * step))
    places = zip(frame.bars, bar_places(area, len(frame.bars), len(corners.top_right), step), strict=True)
    return [*boxes, *(written(place, bar, metrics) for bar, place in places)]


def reading_box(area: QRect, corners: CornerText) -> QRect:
    """Where the words on what stands under the pointer are, which change while the picture does not."""
    font = text_font(area.height())
    step, lines = QFontMetricsF(font).height(), folded(corners, QRectF(area), font).bottom_left
    top = area.bottom() - MARGIN - step * (len(lines) + 3)
    return QRect(area.left(), int(top), area.width() // 2, area.bottom() - int(top) + 1)


def turned_letters(letters: tuple[str, str, str, str], turned: QTransform) -> tuple[str, str, str, str]:
    """The letters of the (left, right, top, bottom) edge of a picture, at the edges where they stand when it is turned.

    Args:
        letters: As the picture stands unturned.
        turned: A turn by right angles, a mirror, or both.
    """
    ways = ((-1, 0), (1, 0), (0, -1), (0, 1))
    stand = {_edge(turned.map(QPointF(*way))): letter for way, letter in zip(ways, letters, strict=True)}
    return stand["left"], stand["right"], stand["top"], stand["bottom"]


def _edge(way: QPointF) -> str:
    if abs(way.x()) > abs(way.y()):
        return "right" if way.x() > 0 else "left"
    return "bottom" if way.y() > 0 else "top"


def forget_words() -> None:
    """Keep no words ready: those of a patient who was closed are not wanted again."""
    forget_written()
    for ready in (_elided, _folded):
        ready.cache_clear()


def bar_mm(width: float, pixels_per_mm: float) -> float:
    """The scale bar's length for a viewport this wide, mm; 0 where even a micrometre is too long."""
    room = width * _BAR_PART / pixels_per_mm
    return next((length for length in _BARS_MM if length <= room), 0.0)


def length_text(length_mm: float) -> str:
    """A length in the unit people say it in."""
    if length_mm < 0.1:
        return f"{length_mm * 1000:g} µm"
    return f"{length_mm / 10:g} cm" if length_mm >= 10 else f"{length_mm:g} mm"


@lru_cache(maxsize=512)
def _elided(line: str, described: str, width: int) -> str:
    font = QFont()
    font.fromString(described)
    return QFontMetricsF(font).elidedText(line, Qt.TextElideMode.ElideRight, width)


def folded(corners: CornerText, area: QRectF, font: QFont) -> CornerText:
    """Corner text whose lines fit a viewport: longer ones go on in the next line."""
    described, width = font.key(), int(_corner_width(area))
    lines = (corners.top_left, corners.top_right, corners.bottom_left, corners.bottom_right)
    return CornerText(*(tuple(part for line in one for part in _folded(line, described, width)) for one in lines))


@lru_cache(maxsize=512)
def _folded(line: str, described: str, width: int) -> Lines:
    font = QFont()
    font.fromString(described)
    metrics = QFontMetricsF(font)
    if metrics.horizontalAdvance(line) <= width:
        return (line,)
    parts = [""]
    for piece in _PIECE.findall(line):
        if parts[-1].strip() and metrics.horizontalAdvance(f"{parts[-1]}{piece}".rstrip()) > width:
            parts.append("")
        parts[-1] += piece
    rest = "".join(parts[_FOLDS - 1 :])
    kept = [*parts[: _FOLDS - 1], *([rest] if rest else [])]
    return tuple(_elided(part.strip(), described, width) for part in kept)


def _corner_width(area: QRectF) -> float:
    """What a corner's lines may take: they leave room for the letter between them."""
    return max(min(area.width() * 0.46, area.width() / 2.0 - _LETTER) - MARGIN, 1.0)


def _corners(painter: QPainter, area: QRectF, corners: CornerText) -> None:
    metrics = QFontMetricsF(painter.font())
    step = metrics.height()
    width = _corner_width(area)
    left, right = area.left() + MARGIN, area.right() - MARGIN - width
    top, bottom = area.top() + MARGIN - 2, area.bottom() - MARGIN + 2
    at_left, at_right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    most = max(1, int((area.height() / 2.0 - MARGIN - step) / step))
    lower_left, lower_right = corners.bottom_left[-most:], corners.bottom_right[-most:]
    for lines, x, y, flag in (
        (corners.top_left[:most], left, top, at_left),
        (corners.top_right[:most], right, top, at_right),
        (lower_left, left, bottom - step * len(lower_left), at_left),
        (lower_right, right, bottom - step * len(lower_right), at_right),
    ):
        for number, line in enumerate(lines):
            words = _elided(line, painter.font().key(), int(width))
            text(painter, QRectF(x, y + number * step, width, step), flag, words)


def _star(painter: QPainter, area: QRectF, lines: int) -> None:
    """Under the upper left corner's lines: this is a key image."""
    step = QFontMetricsF(painter.font()).height()
    middle = QPointF(area.left() + MARGIN + _STAR, area.top() + MARGIN + step * lines + _STAR)
    points = [
        middle + QPointF(np.sin(turn), -np.cos(turn)) * (_STAR if n % 2 == 0 else _STAR * 0.42)
        for n, turn in enumerate(np.arange(10) * np.pi / 5)
    ]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(SHADOW, 1.5))
    painter.setBrush(_STAR_COLOUR)
    painter.drawPolygon(QPolygonF(points))
    painter.restore()


def _letters(painter: QPainter, area: QRectF, letters: tuple[str, str, str, str]) -> None:
    inside = area.adjusted(MARGIN, MARGIN - 2, -MARGIN, -MARGIN + 2)
    middle_v, middle_h = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignHCenter
    places = (
        Qt.AlignmentFlag.AlignLeft | middle_v,
        Qt.AlignmentFlag.AlignRight | middle_v,
        Qt.AlignmentFlag.AlignTop | middle_h,
        Qt.AlignmentFlag.AlignBottom | middle_h,
    )
    for letter, place in zip(letters, places, strict=True):
        text(painter, inside, place, letter)


def _warnings(painter: QPainter, area: QRectF, frame: Frame) -> None:
    """Whole on one line or two: between the upper corners' texts where there is room, else below them."""
    metrics = QFontMetricsF(painter.font())
    step, corners = metrics.height(), frame.corners
    plain = QFontMetricsF(text_font(int(area.height())))
    beside = max((plain.horizontalAdvance(line) for line in (*corners.top_left, *corners.top_right)), default=0.0)
    lines = warnings(frame, metrics, area.width())
    widest = max((metrics.horizontalAdvance(line) for line in lines), default=0.0)
    fits = widest / 2.0 + beside + 2.0 * MARGIN <= area.width() / 2.0
    first = 1.4 if fits else 0.2 + max(1.2, len(corners.top_left), len(corners.top_right))
    for number, line in enumerate(lines):
        box = QRectF(area.left(), area.top() + MARGIN + step * (first + number), area.width(), step)
        text(painter, box, Qt.AlignmentFlag.AlignHCenter, line, AMBER)


def warnings(frame: Frame, metrics: QFontMetricsF, width: float) -> list[str]:
    """The lines of a frame's warnings in a viewport so wide."""
    return [part for line in frame.warnings for part in warning(line, metrics, width - 4.0 * MARGIN)]


def warning(line: str, metrics: QFontMetricsF, width: float) -> list[str]:
    """A line on so many lines as it may take, else what says most of it on one."""
    pieces = wrapped(line, metrics, width)
    whole = len(pieces) <= _WARNING_LINES and all(metrics.horizontalAdvance(piece) <= width for piece in pieces)
    return pieces if whole else [clause(line, metrics, width)]


def clause(line: str, metrics: QFontMetricsF, width: float) -> str:
    """A line as it is where it fits, else as far as its clauses fit, marked as shortened; at worst cut within one."""
    if metrics.horizontalAdvance(line) <= width:
        return line
    ends = [found.start() for found in _CLAUSE.finditer(line)]
    heads = [f"{line[:end].rstrip(' .:;,。；，：')} …" for end in ends]
    fitting = [head for head in heads if metrics.horizontalAdvance(head) <= width]
    return fitting[0] if fitting else metrics.elidedText(line, Qt.TextElideMode.ElideRight, width)


def wrapped(line: str, metrics: QFontMetricsF, width: float) -> list[str]:
    """A line in pieces that fit, broken between words."""
    pieces = [""]
    for word in line.split():
        longer = f"{pieces[-1]} {word}".strip()
        if pieces[-1] and metrics.horizontalAdvance(longer) > width:
            pieces.append(word)
        else:
            pieces[-1] = longer
    return pieces


def _scale_bar(painter: QPainter, area: QRectF, frame: Frame, pixels_per_mm: float) -> None:
    """Between the lower corners' texts, as long as there is room."""
    metrics = QFontMetricsF(painter.font())
    step, (left, right) = metrics.height(), _between_corners(area, frame.corners, metrics)
    length_mm = bar_mm(min(area.width(), (right - left - 2.0 * MARGIN) / _BAR_PART), pixels_per_mm)
    if not length_mm or length_mm * pixels_per_mm < _SHORTEST_BAR:
        return
    half = length_mm * pixels_per_mm / 2.0
    centre = area.center().x()
    middle = centre if left + half <= centre <= right - half else (left + right) / 2.0
    y = area.bottom() - MARGIN - step * 1.5
    ends = (QPointF(middle - half, y), QPointF(middle + half, y))
    for colour, width in ((SHADOW, 4.0), (WHITE, 2.0)):
        painter.setPen(QPen(colour, width))
        painter.drawLine(*ends)
        for end in ends:
            painter.drawLine(end - QPointF(0, 4), end + QPointF(0, 4))
    words = " ".join(part for part in (length_text(length_mm), frame.scale_note) if part)
    if metrics.horizontalAdvance(words) > right - left:
        words = length_text(length_mm)
    box = QRectF(middle - area.width(), y - 4 - step, 2.0 * area.width(), step)
    text(painter, box, Qt.AlignmentFlag.AlignHCenter, words)


def _between_corners(area: QRectF, corners: CornerText, metrics: QFontMetricsF) -> tuple[float, float]:
    """(left, right) of the room beside the scale bar: between the second and third lines of the lower corners."""
    most = _corner_width(area)
    wide = [
        min(max((metrics.horizontalAdvance(line) for line in lines[-3:-1]), default=0.0), most) + MARGIN
        for lines in (corners.bottom_left, corners.bottom_right)
    ]
    return area.left() + wide[0] + MARGIN, area.right() - wide[1] - MARGIN
