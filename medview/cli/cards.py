"""Models in words and tables: one line of a list, the whole card, and both for machines."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from rich.table import Table

from medview.catalog.catalog import Installed
from medview.catalog.store import Verified
from medview.core.card import Metric, ModelCard
from medview.core.text import tr


def document(installed: Installed) -> dict[str, Any]:
    """What is installed, for machines."""
    card, signature = installed.package.card, installed.signature
    return {
        "id": card.id,
        "version": card.version,
        "name": card.name,
        "summary": card.summary,
        "family": card.family,
        "used": installed.used,
        "enabled": installed.enabled,
        "pinned": installed.pinned,
        "shipped": installed.shipped,
        "signature": signature.standing.value,
        "publisher": signature.publisher,
        "key": signature.key,
        "confirmed": installed.confirmed,
        "verified": [asdict(one) for one in installed.verified],
        "bytes": installed.bytes,
        "source": installed.source,
        "folder": str(installed.package.folder),
    }


def listed(models: tuple[Installed, ...]) -> Table:
    """What is installed, a line for each version; there is at least one."""
    table = Table(box=None, pad_edge=False)
    longest = max(len(one.package.card.id) for one in models)
    table.add_column(tr("Model"), min_width=longest, no_wrap=True)  # to be copied whole into the next command
    for name in (tr("Version"), tr("State"), tr("Name"), tr("Signature"), tr("Verified"), tr("Disk use")):
        table.add_column(name)
    for one in models:
        card = one.package.card
        table.add_row(
            card.id, card.version, state(one), card.name, answered(one), verified_words(one), size_words(one.bytes)
        )
    return table


def state(installed: Installed) -> str:
    """Whether it is used."""
    if not installed.enabled:
        return tr("disabled")
    if not installed.used:
        return tr("not used")
    return tr("used, pinned") if installed.pinned else tr("used")


def answered(installed: Installed) -> str:
    """Who answers for it."""
    told = installed.signature.words
    return f"{told} {tr('Confirmed by you.')}" if installed.confirmed else told


def verified_words(installed: Installed) -> str:
    """Where and when it last gave its golden output."""
    return "; ".join(map(_verified, reversed(installed.verified))) or tr("not verified here yet")


def size_words(size: int) -> str:
    """A number of bytes as people say it."""
    return f"{size / 1e9:.2f} GB" if size >= 1e9 else f"{size / 1e6:.2f} MB"


def card_table(installed: Installed) -> Table:
    """A model's card, and what was decided of it."""
    package = installed.package
    card = package.card
    rows = (
        (tr("Model"), f"{card.name} ({card.id}), {tr('version')} {card.version}"),
        (tr("State"), state(installed)),
        (tr("Signature"), answered(installed)),
        (tr("Verified"), verified_words(installed)),
        (tr("Intended use"), card.intended_use),
        (tr("Input"), card.input.description),
        (tr("Says"), ", ".join(label.name for label in card.labels)),
        (tr("Known failures"), "\n".join(card.known_failures)),
        (tr("Prior of a scan"), f"{card.scan.words} ({card.scan.source})" if card.scan else ""),
        (tr("Training data"), "\n".join(f"{data.name}, {data.licence}; {data.attribution}" for data in card.data)),
        (tr("Weights"), f"{card.weights_licence}; sha256 {package.weights_sha256()}"),
        (tr("Authors"), card.authors),
        (tr("Folder"), f"{package.folder} ({size_words(installed.bytes)})"),
        (tr("Installed from"), installed.source),
    )
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    for name, said in rows:
        if said:
            table.add_row(name, said)
    return table


def metrics_table(card: ModelCard) -> Table:
    """A model's measured figures."""
    names = (tr("Measured"), tr("Of"), tr("Mean"), tr("95 % interval"), tr("Cases"), tr("Split"), tr("System"))
    table = Table(*names, box=None, pad_edge=False)
    for metric in card.metrics:
        cases = "" if metric.cases is None else str(metric.cases)
        table.add_row(
            metric.name, metric.label, f"{metric.value:.3f}", _interval(metric), cases, metric.split, metric.system
        )
    return table


def _interval(metric: Metric) -> str:
    return "" if metric.low is None or metric.high is None else f"{metric.low:.3f}–{metric.high:.3f}"


def _verified(one: Verified) -> str:
    when = datetime.fromisoformat(one.time)
    day = tr("today") if when.date() == datetime.now(when.tzinfo).date() else when.date().isoformat()
    device = one.device_name or (tr("the processor") if one.device == "cpu" else one.device)
    return tr("on {device}, {day}").format(device=device, day=day)
