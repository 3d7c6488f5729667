"""An evaluation as a PDF (A4): what was measured on what, every figure with its interval, and the diagrams."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from medview import __version__
from medview.core.refusals import way_words
from medview.core.text import tr
from medview.report.fonts import BOLD, REGULAR, marked_up, registered
from medview.report.page import ALARM, BOTTOM, HEIGHT, INK, LINE, MARGIN, QUIET, WIDTH
from medview.training.measuring.drawing import drawings, interval_words
from medview.training.measuring.figures import Figure
from medview.training.measuring.outcome import Outcome

_BODY = ParagraphStyle("body", fontName=REGULAR, fontSize=8.5, leading=11.5, textColor=INK)
_SMALL = ParagraphStyle("small", parent=_BODY, fontSize=7, leading=9, textColor=QUIET)
_STRONG = ParagraphStyle("strong", parent=_BODY, fontName=BOLD)
_TITLE = ParagraphStyle("title", parent=_STRONG, fontSize=16, leading=21)
_SECTION = ParagraphStyle("section", parent=_STRONG, fontSize=11, leading=14, spaceBefore=4 * mm, spaceAfter=1.5 * mm)
_WARNING = ParagraphStyle("warning", parent=_BODY, textColor=ALARM)
_CELLS = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
        ("LINEBELOW", (0, 1), (-1, -1), 0.3, LINE),
        ("TOPPADDING", (0, 0), (-1, -1), 1.2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.6),
    ]
)
_TEXT = WIDTH - 2 * MARGIN
_SHARES = (0.22, 0.30, 0.30, 0.18)
_MOST_LISTED = 30
"""Cases and files left out that are named one by one."""


def document(outcomes: Sequence[Outcome]) -> bytes:
    """The PDF of one system, and of the baselines beside it."""
    registered()
    stream = BytesIO()
    first = outcomes[0]
    pages = SimpleDocTemplate(
        stream,
        pagesize=(WIDTH, HEIGHT),
        leftMargin=MARGIN - 6,
        rightMargin=MARGIN - 6,
        topMargin=MARGIN,
        bottomMargin=BOTTOM,
        title=tr("Evaluation of {model} {version}").format(model=first.model, version=first.version),
        creator="MedView",
        subject=tr("Not a medical device. For research and education."),
    )
    story = [part for outcome in outcomes for part in _story(outcome)]
    pages.build(story, onFirstPage=_footer, onLaterPages=_footer)
    return stream.getvalue()


def _footer(canvas: Canvas, _: Any) -> None:
    canvas.setStrokeColor(LINE)
    canvas.line(MARGIN, 14 * mm, WIDTH - MARGIN, 14 * mm)
    canvas.setFillColor(QUIET)
    canvas.setFont(REGULAR, 8)
    canvas.drawString(MARGIN, 9.5 * mm, tr("Not a medical device. For research and education."))
    canvas.drawRightString(WIDTH - MARGIN, 9.5 * mm, tr("Page {number}").format(number=canvas.getPageNumber()))


def _story(outcome: Outcome) -> list[Flowable]:
    title = tr("Evaluation of {model} {version}").format(model=outcome.model, version=outcome.version)
    return [
        Paragraph(marked_up(title), _TITLE),
        Paragraph(marked_up(_cases(outcome)), _BODY),
        Paragraph(marked_up(_made(outcome)), _SMALL),
        *(Paragraph(marked_up(sentence), _WARNING) for sentence in outcome.warnings),
        *_tables(outcome),
        *_diagrams(outcome),
        *_listed(outcome),
        Spacer(1, 6 * mm),
    ]


def _cases(outcome: Outcome) -> str:
    told = tr("{cases} cases of {groups} groups, split: {split}. The input gate refused {refused}, {failed} failed.")
    return told.format(
        cases=outcome.cases,
        groups=outcome.groups,
        split=outcome.split,
        refused=len(outcome.refused),
        failed=len(outcome.failed),
    )


def _made(outcome: Outcome) -> str:
    told = tr(
        "95 % intervals by bootstrap over groups. Median time of a case: {seconds} s. Precision: {precision}. "
        "Weights (SHA-256): {sha256}. MedView {version}."
    )
    return told.format(
        seconds=f"{outcome.seconds:.2f}",
        precision=outcome.precision or "–",
        sha256=outcome.weights_sha256 or "–",
        version=__version__,
    )


def _tables(outcome: Outcome) -> list[Flowable]:
    found: list[Flowable] = []
    keys = dict.fromkeys((figure.subset, figure.refusals) for figure in outcome.figures)
    for subset, refusals in keys:
        figures = [one for one in outcome.figures if (one.subset, one.refusals) == (subset, refusals)]
        heading = tr("{subset}: {way}").format(subset=subset, way=way_words(refusals))
        found += [Paragraph(marked_up(heading), _SECTION), _table(figures)]
    return found


def _table(figures: Sequence[Figure]) -> Table:
    heads = (tr("Of"), tr("Measured"), tr("Value (95 % interval)"), tr("Cases (groups)"))
    rows: list[Any] = [[Paragraph(head, _STRONG) for head in heads]]
    for one in figures:
        counted = f"{one.estimate.cases} ({one.estimate.groups})"
        cells = (one.label, one.name, interval_words(one.estimate), counted)
        rows.append([Paragraph(marked_up(cell), _BODY) for cell in cells])
    return Table(rows, colWidths=[share * _TEXT for share in _SHARES], style=_CELLS, repeatRows=1)


def _diagrams(outcome: Outcome) -> list[Flowable]:
    found: list[Any] = [drawing for _, drawing in drawings(outcome)]
    if not found:
        return []
    pairs = [[*found[number : number + 2], ""][:2] for number in range(0, len(found), 2)]
    tables = [Table([pair], colWidths=[_TEXT / 2] * 2) for pair in pairs]
    return [KeepTogether([Paragraph(tr("Diagrams"), _SECTION), tables[0]]), *tables[1:]]


def _listed(outcome: Outcome) -> list[Flowable]:
    lists = (
        (tr("Refused by the input gate"), [(one.case, " ".join(one.reasons)) for one in outcome.refused]),
        (tr("Not answered"), list(outcome.failed)),
        (tr("Left out of the data"), list(outcome.left_out)),
    )
    found: list[Flowable] = []
    for title, rows in lists:
        if rows:
            found.append(Paragraph(f"{title} ({len(rows)})", _SECTION))
            found += [Paragraph(marked_up(f"{name}: {reason}"), _SMALL) for name, reason in rows[:_MOST_LISTED]]
    return found
