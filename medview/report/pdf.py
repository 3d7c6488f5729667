"""The report as a PDF (A4)."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, Image, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from medview.core.text import tr
from medview.report.fonts import BOLD, REGULAR, marked_up, registered
from medview.report.page import ALARM, BOTTOM, HEIGHT, INK, LINE, MARGIN, QUIET, TOP, WIDTH, for_report
from medview.report.report import KeyPicture, Report, Rows, Statement, byline, measurement_heads

_TEXT_WIDTH = WIDTH - 2 * MARGIN
_FRAME_PADDING = 6
"""Points reportlab's frames keep free inside the margins."""

_BODY = ParagraphStyle("body", fontName=REGULAR, fontSize=9, leading=12.5, textColor=INK)
_STRONG = ParagraphStyle("strong", parent=_BODY, fontName=BOLD)
_SMALL = ParagraphStyle("small", parent=_BODY, fontSize=7.5, leading=10.5, textColor=QUIET)
_HASH = ParagraphStyle("hash", parent=_SMALL, splitLongWords=1, wordWrap="CJK")
_TITLE = ParagraphStyle("title", parent=_STRONG, fontSize=17, leading=22, spaceAfter=1 * mm)
_SECTION = ParagraphStyle("section", parent=_STRONG, fontSize=11, leading=14, spaceBefore=5 * mm, spaceAfter=2 * mm)
_WARNING = ParagraphStyle("warning", parent=_BODY, leftIndent=3 * mm, textColor=ALARM)

_COLUMNS = {True: (0.31, 0.11, 0.21, 0.37), False: (0.45, 0.16, 0.39)}
"""Parts of the text's width, with intervals and without."""
_CELLS = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, LINE),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
    ]
)
_PLAIN = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0.6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0.6),
    ]
)


def pdf(report: Report) -> bytes:
    """The report as a PDF document."""
    registered()
    stream = BytesIO()
    document = SimpleDocTemplate(
        stream,
        pagesize=(WIDTH, HEIGHT),
        leftMargin=MARGIN - _FRAME_PADDING,
        rightMargin=MARGIN - _FRAME_PADDING,
        topMargin=TOP,
        bottomMargin=BOTTOM,
        title=tr("MedView report"),
        author=", ".join(report.reviewers) or tr("unreviewed"),
        creator="MedView",
        subject=tr("Not a medical device. For research and education."),
    )
    document.build(_story(report), canvasmaker=for_report(report))
    return stream.getvalue()


def _story(report: Report) -> list[Flowable]:
    return [
        *_heading(report),
        *_findings(report),
        *_measurements(report),
        *_warnings(report),
        *_pictures(report),
        *_known_failures(report),
        *_provenance(report),
    ]


def _heading(report: Report) -> list[Flowable]:
    columns = Table(
        [[_pairs(report.patient, 20 * mm, 55 * mm), _pairs(report.examination, 22 * mm, 77 * mm)]],
        colWidths=(75 * mm, _TEXT_WIDTH - 75 * mm),
        style=_PLAIN,
    )
    return [Paragraph(marked_up(report.title), _TITLE), Paragraph(marked_up(byline(report)), _SMALL), _gap(3), columns]


def _pairs(rows: Rows, label: float, width: float) -> Table | Spacer:
    if not rows:
        return _gap(0)
    cells = [[Paragraph(marked_up(name), _SMALL), Paragraph(marked_up(value), _BODY)] for name, value in rows]
    return Table(cells, colWidths=(label, width), style=_PLAIN, hAlign="LEFT")


def _findings(report: Report) -> list[Flowable]:
    title = tr("AI suggestions, unreviewed") if report.unreviewed else tr("Findings")
    told: list[Flowable] = [Paragraph(marked_up(title), _SECTION)]
    if report.statements:
        told.append(_finding_table(report))
    else:
        told.append(Paragraph(marked_up(tr("No finding was accepted.")), _BODY))
    return [*told, _gap(1.5), *(Paragraph(marked_up(sentence), _SMALL) for sentence in report.counts)]


def _finding_table(report: Report) -> Table:
    told = report.has_intervals
    names = (tr("Finding"), tr("Value"), *((tr("Interval"),) if told else ()), tr("Decision"))
    header: list[Any] = [Paragraph(marked_up(name), _STRONG) for name in names]
    rows = [header, *(_finding_row(statement, told) for statement in report.statements)]
    return Table(rows, colWidths=[share * _TEXT_WIDTH for share in _COLUMNS[told]], style=_CELLS, repeatRows=1)


def _finding_row(statement: Statement, with_interval: bool) -> list[Any]:
    note = [Paragraph(marked_up(statement.note), _SMALL)] if statement.note else []
    details = [Paragraph(marked_up(text), _SMALL) for text in statement.decided_by]
    return [
        [Paragraph(marked_up(statement.title), _BODY), *note],
        Paragraph(marked_up(statement.value), _BODY),
        *([Paragraph(marked_up(statement.interval), _BODY)] if with_interval else []),
        [Paragraph(marked_up(statement.decision), _BODY), *details],
    ]


def _measurements(report: Report) -> list[Flowable]:
    if not report.measurements:
        return []
    header: list[Any] = [Paragraph(marked_up(name), _STRONG) for name in measurement_heads()]
    rows = [
        [
            [Paragraph(marked_up(one.title), _BODY), Paragraph(marked_up(one.place), _SMALL)],
            [Paragraph(marked_up(one.values), _BODY), Paragraph(marked_up(one.note), _SMALL)],
            [Paragraph(marked_up(one.by), _SMALL)],
        ]
        for one in report.measurements
    ]
    widths = [share * _TEXT_WIDTH for share in (0.26, 0.52, 0.22)]
    table = Table([header, *rows], colWidths=widths, style=_CELLS, repeatRows=1)
    return [Paragraph(marked_up(tr("Measurements")), _SECTION), table]


def _warnings(report: Report) -> list[Flowable]:
    if not report.warnings:
        return []
    told = [Paragraph(marked_up(sentence), _WARNING) for sentence in report.warnings]
    return [Paragraph(marked_up(tr("To be considered")), _SECTION), *told]


def _pictures(report: Report) -> list[Flowable]:
    if not report.pictures:
        return []
    legend = " &nbsp;&nbsp; ".join(
        f'<font color="#{red:02x}{green:02x}{blue:02x}">■</font> {marked_up(name)}'
        for name, (red, green, blue) in report.legend
    )
    first, *others = [_picture(picture) for picture in report.pictures]
    heading = [Paragraph(marked_up(tr("Key pictures")), _SECTION), Paragraph(legend, _SMALL), _gap(1.5)]
    return [KeepTogether([*heading, *first]), *(KeepTogether(picture) for picture in others)]


def _picture(picture: KeyPicture) -> list[Flowable]:
    width, height = ImageReader(picture.path).getSize()
    image = Image(picture.path, width=_TEXT_WIDTH, height=_TEXT_WIDTH * height / width)
    return [image, _gap(0.8), Paragraph(marked_up(picture.caption), _SMALL), _gap(3)]


def _known_failures(report: Report) -> list[Flowable]:
    if not report.known_failures:
        return []
    told = [Paragraph("• " + marked_up(sentence), _SMALL) for sentence in report.known_failures]
    return [KeepTogether([Paragraph(marked_up(tr("Where this model is known to fail")), _SECTION), *told])]


def _provenance(report: Report) -> list[Flowable]:
    cells = [
        [Paragraph(marked_up(name), _SMALL), Paragraph(marked_up(value), _HASH)] for name, value in report.provenance
    ]
    table = Table(cells, colWidths=(38 * mm, _TEXT_WIDTH - 38 * mm), style=_PLAIN)
    return [KeepTogether([Paragraph(marked_up(tr("How this was made")), _SECTION), table])]


def _gap(height_mm: float) -> Spacer:
    return Spacer(1, height_mm * mm)
