"""Pages: pictures in a grid under a header, with a ruler to check their size by and the label every page carries.

Everything is laid out in millimetres, so that paper, preview and PDF are one and the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPageLayout, QPageSize, QPainter, QPen
from PySide6.QtPrintSupport import QPrinter

from medview.core.names import date_text, person_text
from medview.core.study import Study
from medview.core.text import tr
from medview.session.wishes import PageWish
from medview.views.viewport.labelled import not_a_device

GRIDS = {1: (1, 1), 2: (2, 1), 4: (2, 2), 6: (3, 2), 9: (3, 3), 12: (4, 3)}
"""(rows, columns) of upright paper by pictures on a page; turned paper has them the other way round."""
RULER_MM = 100.0
_MARGIN_MM = 10.0
_GAP_MM = 4.0
_LINE_MM = 4.2
_RULER_MM = 9.0
_TEXT_MM = 3.0
_REFUSAL_MM = 6.0
_SEPARATOR = "  ·  "
_DEEP = QColor(20, 20, 20)
_GREY = QColor(110, 110, 110)
_RED = QColor(170, 60, 0)


@dataclass(frozen=True, eq=False)
class Printed:
    """A picture to be printed.

    Args:
        image: The picture.
        pixel_mm: What a pixel of it is in the patient, mm; None where nobody knows.
        caption: What stands below it.
        note: Where its millimetres hold, such as at the detector.
        names: Whose picture it is, in lines; none where it is to name nobody.
        unreviewed: What an AI found is drawn on it, and nobody has decided on all of it.
    """

    image: QImage
    pixel_mm: float | None = None
    caption: str = ""
    note: str = ""
    names: tuple[str, ...] = ()
    unreviewed: bool = False


@dataclass(frozen=True, eq=False)
class Sheets:
    """Everything that is printed at once.

    Args:
        pictures: In order.
        wish: How they are printed.
        refusal: Why there are none, and what to do, for the preview; empty where there are.
    """

    pictures: tuple[Printed, ...]
    wish: PageWish
    refusal: str = ""

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-len(self.pictures) // self.wish.per_page))

    def on_page(self, number: int) -> tuple[Printed, ...]:
        """The pictures of a page, counted from 1."""
        first = (number - 1) * self.wish.per_page
        return self.pictures[first : first + self.wish.per_page]


def set_up(printer: QPrinter) -> None:
    """A4 with margins, and a name for the job that names nobody."""
    printer.setDocName("MedView")
    printer.setCreator("MedView")
    printer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), printer.pageLayout().orientation(),
            QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM), QPageLayout.Unit.Millimeter,
        )
    )  # fmt: skip


def paint(printer: QPrinter, sheets: Sheets) -> None:
    """Print, or draw a preview: as far as the printer's range of pages goes."""
    painter = QPainter()
    if not painter.begin(printer):
        return
    room = printer.pageLayout().paintRect(QPageLayout.Unit.Millimeter)
    dots = printer.resolution() / 25.4
    first, last = printer.fromPage() or 1, printer.toPage() or sheets.pages
    for turn, number in enumerate(range(first, min(last, sheets.pages) + 1)):
        if turn:
            printer.newPage()
        painter.save()
        painter.scale(dots, dots)
        _paint_page(painter, QRectF(0, 0, room.width(), room.height()), sheets, number)
        painter.restore()
    painter.end()


def _paint_page(painter: QPainter, room: QRectF, sheets: Sheets, number: int) -> None:
    pictures = sheets.on_page(number)
    unreviewed = any(picture.unreviewed for picture in pictures)
    header = _header(pictures)
    for line, words in enumerate(header):
        _write(painter, QRectF(0, line * _LINE_MM, room.width(), _LINE_MM), words, _DEEP, bold=line == 0)
    top = len(header) * _LINE_MM + (_GAP_MM / 2 if header else 0.0)
    foot = room.height() - _LINE_MM * (2 if unreviewed else 1)
    _paint_foot(painter, QRectF(0, foot, room.width(), room.height() - foot), unreviewed)
    _paint_number(painter, QRectF(0, room.height() - _LINE_MM, room.width(), _LINE_MM), number, sheets.pages)
    bottom = foot - _GAP_MM / 2
    if sheets.wish.ruler:
        bottom -= _RULER_MM
        _paint_ruler(painter, QRectF(0, bottom, room.width(), _RULER_MM))
    cells = _cells(QRectF(0, top, room.width(), bottom - top - _GAP_MM / 2), sheets.wish.per_page)
    for cell, picture in zip(cells, pictures, strict=False):
        _paint_picture(painter, cell, picture, sheets.wish.true_size, () if header else picture.names)
    if sheets.refusal:
        _paint_refusal(painter, room, sheets.refusal)


def _paint_refusal(painter: QPainter, room: QRectF, words: str) -> None:
    """Why a page is empty, in its middle, large enough to be read in a preview."""
    painter.save()
    scale = _REFUSAL_MM / 48
    painter.scale(scale, scale)
    painter.setFont(line_font(words, bold=False))
    painter.setPen(_DEEP)
    box = QRectF(room.left() / scale, room.top() / scale, room.width() / scale, room.height() / scale)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
    painter.restore()


def _cells(room: QRectF, per_page: int) -> Iterator[QRectF]:
    rows, columns = GRIDS[per_page]
    if room.width() > room.height():
        rows, columns = columns, rows
    width = (room.width() - _GAP_MM * (columns - 1)) / columns
    height = (room.height() - _GAP_MM * (rows - 1)) / rows
    for row in range(rows):
        for column in range(columns):
            yield QRectF(column * (width + _GAP_MM), room.top() + row * (height + _GAP_MM), width, height)


def _paint_picture(painter: QPainter, cell: QRectF, picture: Printed, true_size: bool, names: tuple[str, ...]) -> None:
    for line, words in enumerate(names):
        box = QRectF(cell.left(), cell.top() + line * _LINE_MM, cell.width(), _LINE_MM)
        _write(painter, box, words, _DEEP, bold=line == 0)
    cell = cell.adjusted(0, len(names) * _LINE_MM, 0, 0)
    known = true_size and picture.pixel_mm is not None
    said = _size_note(cell, picture, true_size)
    below = _LINE_MM if picture.caption or said else 0.0
    room = cell.adjusted(0, 0, 0, -below)
    size = _sides(picture, room, known)
    place = QRectF(
        room.center().x() - size.width() / 2, room.center().y() - size.height() / 2, size.width(), size.height()
    )
    painter.save()
    painter.setClipRect(room)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, picture.image)
    painter.restore()
    if below:
        words = _SEPARATOR.join(part for part in (picture.caption, said) if part)
        top = min(place.bottom(), room.bottom())
        _write(painter, QRectF(cell.left(), top, cell.width(), below), words, _GREY)


def _sides(picture: Printed, room: QRectF, known: bool) -> QSizeF:
    """How large a picture is on the paper, mm."""
    image = picture.image
    if known:
        assert picture.pixel_mm is not None
        return QSizeF(image.width() * picture.pixel_mm, image.height() * picture.pixel_mm)
    scale = min(room.width() / max(1, image.width()), room.height() / max(1, image.height()))
    return QSizeF(image.width() * scale, image.height() * scale)


def _size_note(cell: QRectF, picture: Printed, true_size: bool) -> str:
    """What a reader must know of a picture's size on the paper."""
    if not true_size:
        return ""
    if picture.pixel_mm is None:
        return tr("Not at true size: the size of its pixels is unknown.")
    sides = _sides(picture, cell, True)
    cut = sides.width() > cell.width() + 0.5 or sides.height() > cell.height() - _LINE_MM + 0.5
    told = tr("True size, {where}").format(where=picture.note) if picture.note else tr("True size")
    return _SEPARATOR.join((told, tr("only its middle has room here")) if cut else (told,))


def _header(pictures: tuple[Printed, ...]) -> tuple[str, ...]:
    """What stands above a page: whose pictures they are, where that is one for all of them."""
    names = {picture.names for picture in pictures}
    return names.pop() if len(names) == 1 else ()


def names_of(study: Study | None) -> tuple[str, ...]:
    """Who was imaged, then when and where."""
    if study is None:
        return ()
    patient = study.patient
    born = date_text(patient.birth_date)
    who = (person_text(patient.name), patient.patient_id, f"* {born}" if born else "", patient.sex)
    what = (date_text(study.date), study.description, study.institution)
    lines = ("   ".join(part for part in parts if part) for parts in (who, what))
    return tuple(line for line in lines if line)


def _paint_foot(painter: QPainter, room: QRectF, unreviewed: bool) -> None:
    line = QRectF(room.left(), room.top(), room.width(), _LINE_MM)
    if unreviewed:
        _write(painter, line, tr("UNREVIEWED: AI output that no person has checked"), _RED, bold=True)
        line.translate(0, _LINE_MM)
    _write(painter, line, not_a_device(), _GREY)


def _paint_number(painter: QPainter, line: QRectF, number: int, count: int) -> None:
    words = QCoreApplication.translate("paper", "Page {number} of {count}").format(number=number, count=count)
    _write(painter, line, words, _GREY, Qt.AlignmentFlag.AlignRight)


def _paint_ruler(painter: QPainter, room: QRectF) -> None:
    """100 mm with a mark each 10: one that measures otherwise tells that the printer scaled the page."""
    base = room.top() + _RULER_MM * 0.55
    painter.save()
    pen = QPen(_DEEP, 0.25)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLine(QRectF(0, base, RULER_MM, 0).topLeft(), QRectF(0, base, RULER_MM, 0).topRight())
    for mark in range(11):
        height = 3.0 if mark % 5 == 0 else 1.6
        at = QRectF(mark * RULER_MM / 10, base - height, 0, height)
        painter.drawLine(at.topLeft(), at.bottomLeft())
    painter.restore()
    told = QCoreApplication.translate("paper", "100 mm: measure it; printers may scale the page.")
    _write(painter, QRectF(RULER_MM + 4, base - _LINE_MM, room.width() - RULER_MM - 4, _LINE_MM), told, _GREY)


def _write(
    painter: QPainter,
    box: QRectF,
    words: str,
    colour: QColor,
    flag: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    bold: bool = False,
) -> None:
    """One line of text, its height given in mm: fonts have whole pixels, so it is written larger and scaled."""
    painter.save()
    font = line_font(words, bold)
    scale = _TEXT_MM / 48
    painter.translate(box.topLeft())
    painter.scale(scale, scale)
    painter.setFont(font)
    painter.setPen(colour)
    room = QRectF(0, 0, box.width() / scale, box.height() / scale)
    fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
    painter.drawText(room, flag | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, fitting)
    painter.restore()


def line_font(words: str, bold: bool) -> QFont:
    """The font of a line. The shipped Chinese one has no bold: thickened on paper its strokes run together."""
    font = QFont()
    font.setPixelSize(48)
    font.setBold(bold and words.isascii())
    return font
