"""The model card: what a reader may ask of a model before trusting it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from medview.core.card import Label, Metric, ModelCard, TrainingData
from medview.views.settings.fonts import resize_for_text


def _n(text: str) -> str:
    """Mark a text for translation."""
    return text


_SPLITS = {"val": _n("held out (val)"), "test": _n("held out (test)")}
"""Parts of data no model has learned from, as a reader calls them."""
_MEANINGS = (
    ("AUROC", _n("how well true cases are ranked above others; 0.5 is chance, 1 is best")),
    ("AUPRC", _n("precision over all thresholds; chance is the part of true cases, 1 is best")),
    ("F1", _n("of precision and sensitivity together; 1 is best")),
    ("ECE", _n("how far stated probabilities are from how often they come true; 0 is best")),
)
"""Figures that not every reader knows."""
_THIN = "border-collapse: collapse; border-color: gray"


def tr(text: str) -> str:
    """A text of this module in the reader's language."""
    return QCoreApplication.translate("model_card", text)


class ModelCardDialog(QDialog):
    """Shows one card.

    Args:
        card: The card.
        parent: The window.
    """

    def __init__(self, card: ModelCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About the model {name}").format(name=card.name))
        resize_for_text(self, 720, 640)
        self.text = QTextBrowser()
        self.text.setAccessibleName(self.tr("About the model"))
        self.text.setOpenExternalLinks(True)
        self.text.setHtml(card_html(card))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.text, 1)
        layout.addWidget(buttons)


def card_html(card: ModelCard, came_from: str = "", not_supported: tuple[str, ...] = ()) -> str:
    """A card as rich text: intended use, failures, figures, data and licences.

    Args:
        card: The card.
        came_from: What it was imported from; empty where it was not.
        not_supported: What it asked for there that MedView does not do.
    """
    sections = (
        (tr("Intended use"), _paragraph(card.intended_use)),
        (tr("Reads"), _paragraph(card.input.description)),
        (tr("Known failures"), _list(card.known_failures)),
        (tr("Measured"), _metrics(card.metrics)),
        (tr("Intervals"), _paragraph(_intervals(card))),
        (tr("Along longer sequences"), _paragraph(_scan(card))),
        (tr("Not supported"), _list(not_supported)),
        (tr("Says"), _list_html(map(_label, card.labels))),
        (tr("Training data"), _list_html(map(_data, card.data))),
        (tr("Weights' licence"), _paragraph(card.weights_licence)),
        (tr("Authors"), _paragraph(card.authors)),
        (tr("Imported from"), _paragraph(came_from)),
    )
    body = "".join(f"<h3>{escape(title)}</h3>{content}" for title, content in sections if content)
    version = tr("Version {version}").format(version=card.version)
    head = f"<h2>{escape(card.name)}</h2><p>{escape(card.summary)}</p><p>{escape(version)} · {escape(card.id)}</p>"
    return head + body


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>" if text else ""


def _list(lines: Iterable[str]) -> str:
    return _list_html(escape(line) for line in lines)


def _list_html(lines: Iterable[str]) -> str:
    items = "".join(f"<li>{line}</li>" for line in lines)
    return f"<ul>{items}</ul>" if items else ""


def _intervals(card: ModelCard) -> str:
    if not card.interval_coverage:
        return ""
    return tr("Values come with intervals meant to hold the true value in {percent:.0f} % of cases.").format(
        percent=100 * card.interval_coverage
    )


def _scan(card: ModelCard) -> str:
    if card.scan is None:
        return ""
    return tr("Prior of a scan, for each place of one strand: {rarity} ({source}).").format(
        rarity=card.scan.words, source=card.scan.source
    )


def _label(label: Label) -> str:
    """A label with its colour."""
    red, green, blue = label.colour
    return f'<span style="color: rgb({red}, {green}, {blue})">■</span> {escape(label.name)}'


def _data(data: TrainingData) -> str:
    cases = tr("{count} cases").format(count=data.cases)
    link = f'<a href="{escape(data.url)}">{escape(data.name)}</a>' if data.url else escape(data.name)
    return f"{link}, {cases}. {escape(data.licence)}. {escape(data.attribution)}"


def _metrics(metrics: tuple[Metric, ...]) -> str:
    if not metrics:
        return ""
    named = {metric.name for metric in metrics}
    names = (tr("Figure"), tr("Of"), tr("Value (95 % interval)"), tr("Cases"), tr("System"), tr("Data set"))
    head = "".join(f'<th align="left">{escape(name)}</th>' for name in names)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in _cells(metric))}</tr>" for metric in metrics)
    table = (
        f'<table cellpadding="4" cellspacing="0" border="1" width="99%" style="{_THIN}"><tr>{head}</tr>{rows}</table>'
    )
    said = (f"<b>{escape(name)}</b>: {escape(tr(meaning))}" for name, meaning in _MEANINGS if name in named)
    return f"{table}<p>{'<br>'.join(said)}</p>"


def _cells(metric: Metric) -> tuple[str, ...]:
    value = _figure(metric.value)
    if metric.low is not None and metric.high is not None:
        value += f" ({_figure(metric.low)}–{_figure(metric.high)})"
    cases = "" if metric.cases is None else f"{metric.cases:,}"
    return metric.name, metric.label, value, cases, metric.system, tr(_SPLITS.get(metric.split, metric.split))


def _figure(value: float) -> str:
    """Three digits, the last ones too when they are noughts."""
    return f"{value:#.3g}".rstrip(".")
