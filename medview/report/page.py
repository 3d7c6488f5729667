"""What every page of the PDF carries: whose it is, that it is no medical device, its number, and a watermark."""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from medview.core.text import tr
from medview.report.fonts import BOLD, REGULAR, marked_up
from medview.report.report import Report

WIDTH, HEIGHT = A4
MARGIN = 18 * mm
TOP = 24 * mm
"""Space above the text, with the page's header in it."""
BOTTOM = 20 * mm

INK = HexColor("#1b2430")
QUIET = HexColor("#5b6773")
LINE = HexColor("#c9d1d9")
ALARM = HexColor("#b3261e")

_HEADER = ParagraphStyle("header", fontName=REGULAR, fontSize=8.5, leading=11, textColor=INK)
_HEADER_RIGHT = ParagraphStyle("header right", parent=_HEADER, alignment=2, textColor=QUIET)

_FOOTER = ParagraphStyle("footer", fontName=REGULAR, fontSize=8, leading=10, textColor=QUIET)
_FOOTER_RIGHT = ParagraphStyle("footer right", parent=_FOOTER, alignment=2)
_ALARMED = ParagraphStyle("alarmed", fontName=BOLD, fontSize=9, leading=11, textColor=ALARM, alignment=1)
_WATERMARK = ParagraphStyle(
    "watermark", fontName=BOLD, fontSize=76, leading=92, alignment=1,
    textColor=Color(ALARM.red, ALARM.green, ALARM.blue, alpha=0.13),
)  # fmt: skip


class PageCanvas(Canvas):
    """A canvas that decorates its pages when it knows how many there are."""

    report: Report
    """Set by the class ``for_report`` makes; reportlab constructs canvases itself."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:
        """Keep the page; it is written by ``save``."""
        self._pages.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]

    def save(self) -> None:
        """Decorate and write all pages."""
        for number, page in enumerate(self._pages, start=1):
            self.__dict__.update(page)
            decorate(self, self.report, number, len(self._pages))
            super().showPage()
        super().save()


def for_report(report: Report) -> type[PageCanvas]:
    """A canvas class whose pages carry this report's header and footer."""
    return type("ReportCanvas", (PageCanvas,), {"report": report})


def decorate(canvas: Canvas, report: Report, number: int, count: int) -> None:
    """Draw header, footer and, where nobody reviewed, the watermark."""
    _header(canvas, report)
    _footer(canvas, tr("Page {number} of {count}").format(number=number, count=count))
    if report.unreviewed:
        _watermark(canvas)


def _header(canvas: Canvas, report: Report) -> None:
    who = report.whose
    if report.is_template:
        who = tr("Template, not a person") + " · " + who
    top = HEIGHT - 13 * mm
    left = Paragraph(f'<font name="{BOLD}">MedView</font>', _HEADER)
    _place(left, canvas, MARGIN, top, 40 * mm)
    _place(Paragraph(marked_up(who), _HEADER_RIGHT), canvas, MARGIN + 40 * mm, top, WIDTH - 2 * MARGIN - 40 * mm)
    canvas.setStrokeColor(LINE)
    canvas.line(MARGIN, HEIGHT - 21.5 * mm, WIDTH - MARGIN, HEIGHT - 21.5 * mm)


def _place(paragraph: Paragraph, canvas: Canvas, x: float, top: float, width: float) -> None:
    _, height = paragraph.wrapOn(canvas, width, 40 * mm)
    paragraph.drawOn(canvas, x, top - height)


def _footer(canvas: Canvas, page: str) -> None:
    canvas.setStrokeColor(LINE)
    canvas.line(MARGIN, 14 * mm, WIDTH - MARGIN, 14 * mm)
    said, top, width = tr("Not a medical device. For research and education."), 12.5 * mm, WIDTH - 2 * MARGIN
    _place(Paragraph(marked_up(said), _FOOTER), canvas, MARGIN, top, 0.8 * width)
    _place(Paragraph(marked_up(page), _FOOTER_RIGHT), canvas, MARGIN + 0.8 * width, top, 0.2 * width)


def _watermark(canvas: Canvas) -> None:
    canvas.saveState()
    told = Paragraph(marked_up(tr("UNREVIEWED: AI output that no person has checked")), _ALARMED)
    _place(told, canvas, MARGIN, HEIGHT - 5.5 * mm, WIDTH - 2 * MARGIN)
    canvas.translate(WIDTH / 2, HEIGHT / 2)
    canvas.rotate(52)
    _place(Paragraph(marked_up(tr("UNREVIEWED")), _WATERMARK), canvas, -HEIGHT / 2, 50, HEIGHT)
    canvas.restoreState()
