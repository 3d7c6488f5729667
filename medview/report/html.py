"""The report as one self-contained HTML page."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from pathlib import Path

from medview.core.language import current
from medview.core.text import tr
from medview.report.report import KeyPicture, Report, Rows, Statement, byline, measurement_heads

_STYLE = """
body{font:15px/1.45 "DejaVu Sans",Verdana,sans-serif;color:#1b2430;max-width:60em;margin:2em auto;padding:0 1em}
h1{font-size:1.7em;margin:0}h2{font-size:1.15em;margin:1.6em 0 .4em}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.25em .8em .25em 0}
.findings tr{border-bottom:1px solid #c9d1d9}th{border-bottom:2px solid #1b2430}
.quiet{color:#5b6773;font-size:.85em}.alarm{color:#b3261e}.unreviewed{border:2px solid #b3261e;padding:.5em 1em}
.pairs td:first-child{width:11em;color:#5b6773}img{width:100%}footer{border-top:1px solid #c9d1d9;margin-top:2em}
td{overflow-wrap:anywhere}
"""


def html(report: Report) -> str:
    """The report as an HTML document with its pictures inside."""
    parts = [
        _banner(report),
        f"<h1>{escape(report.title)}</h1>",
        _quiet(byline(report)),
        _template_line(report),
        _pairs((*report.patient, *report.examination)),
        _findings(report),
        _measurements(report),
        _list(tr("To be considered"), report.warnings, "alarm"),
        _pictures(report),
        _list(tr("Where this model is known to fail"), report.known_failures, "quiet"),
        _section(tr("How this was made"), _pairs(report.provenance)),
        f'<footer class="quiet">{escape(tr("Not a medical device. For research and education."))}</footer>',
    ]
    body = "\n".join(filter(None, parts))
    title, language = escape(tr("MedView report")), current().language.replace("_", "-")
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head>\n<body>\n{body}\n</body></html>\n"
    )


def _banner(report: Report) -> str:
    if not report.unreviewed:
        return ""
    text = escape(tr("UNREVIEWED: AI output that no person has checked"))
    return f'<p class="unreviewed alarm"><strong>{text}</strong></p>'


def _template_line(report: Report) -> str:
    return _quiet(tr("Template, not a person")) if report.is_template else ""


def _quiet(text: str) -> str:
    return f'<p class="quiet">{escape(text)}</p>'


def _section(title: str, content: str) -> str:
    return f"<h2>{escape(title)}</h2>\n{content}"


def _pairs(rows: Rows) -> str:
    cells = "".join(f"<tr><td>{escape(name)}</td><td>{escape(value)}</td></tr>" for name, value in rows)
    return f'<table class="pairs">{cells}</table>'


def _findings(report: Report) -> str:
    title = tr("AI suggestions, unreviewed") if report.unreviewed else tr("Findings")
    told = report.has_intervals
    titles = (tr("Finding"), tr("Value"), *((tr("Interval"),) if told else ()), tr("Decision"))
    names = "".join(f"<th>{escape(name)}</th>" for name in titles)
    rows = "".join(_row(statement, told) for statement in report.statements)
    table = f'<table class="findings"><tr>{names}</tr>{rows}</table>'
    content = table if report.statements else f"<p>{escape(tr('No finding was accepted.'))}</p>"
    return _section(title, content + "".join(_quiet(sentence) for sentence in report.counts))


def _row(statement: Statement, with_interval: bool) -> str:
    note = f'<br><span class="quiet">{escape(statement.note)}</span>' if statement.note else ""
    details = "".join(f'<br><span class="quiet">{escape(text)}</span>' for text in statement.decided_by)
    cells = (
        escape(statement.title) + note,
        escape(statement.value),
        *((escape(statement.interval),) if with_interval else ()),
        escape(statement.decision) + details,
    )
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _measurements(report: Report) -> str:
    if not report.measurements:
        return ""
    names = "".join(f"<th>{escape(name)}</th>" for name in measurement_heads())
    rows = "".join(
        f"<tr><td>{escape(one.title)}<br>{_small(one.place)}</td><td>{escape(one.values)}<br>{_small(one.note)}</td>"
        f"<td>{_small(one.by)}</td></tr>"
        for one in report.measurements
    )
    return _section(tr("Measurements"), f'<table class="findings"><tr>{names}</tr>{rows}</table>')


def _small(text: str) -> str:
    return f'<span class="quiet">{escape(text)}</span>'


def _list(title: str, sentences: tuple[str, ...], kind: str) -> str:
    if not sentences:
        return ""
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return _section(title, f'<ul class="{kind}">{items}</ul>')


def _pictures(report: Report) -> str:
    if not report.pictures:
        return ""
    legend = " &nbsp; ".join(
        f'<span style="color:rgb({red},{green},{blue})">■</span> {escape(name)}'
        for name, (red, green, blue) in report.legend
    )
    figures = "".join(_figure(picture) for picture in report.pictures)
    return _section(tr("Key pictures"), f'<p class="quiet">{legend}</p>{figures}')


def _figure(picture: KeyPicture) -> str:
    data = b64encode(Path(picture.path).read_bytes()).decode()
    caption = escape(picture.caption)
    return f'<p><img alt="{caption}" src="data:image/png;base64,{data}"><span class="quiet">{caption}</span></p>'
