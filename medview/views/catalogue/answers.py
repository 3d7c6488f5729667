"""What a person says of an imported model: what was read, as a form shows it, and what it sends back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, is_dataclass
from typing import Any, Literal

from PySide6.QtCore import QCoreApplication

from medview.catalog.imported import Imported
from medview.core.card import Label, TrainingData
from medview.core.errors import MedViewError
from medview.core.strict_json import NotStrict, parsed_json

Kind = Literal["line", "list", "text", "lines", "data"]
"""One line; words with commas between them; a text; one sentence, or one data set, to each line."""

NEVER = ("card", "network", "golden", "origin", "format")
"""Entries of the configuration that are no settings: the card has its own fields, the others follow from the file."""


def n(text: str) -> str:
    """Mark a text of the table for translation."""
    return text


def tr(text: str) -> str:
    """A text of this module in the reader's language."""
    return QCoreApplication.translate("import_answers", text)


@dataclass(frozen=True)
class Entry:
    """One field of the form.

    Args:
        place: Where it stands in the card, with dots.
        title: In front of it.
        tip: What belongs in.
        kind: How it is written.
    """

    place: str
    title: str
    tip: str
    kind: Kind = "line"


FIELDS = (
    Entry("name", n("Name"), n("What readers call the model")),
    Entry("id", n("Identifier"), n("Small letters, digits and dashes; also the name of its folder")),
    Entry("summary", n("Summary"), n("What it does, in one sentence")),
    Entry("intended_use", n("Intended use"), n("What it is for, and for whom"), "text"),
    Entry("known_failures", n("Known failures"), n("Where it goes wrong, one sentence to each line"), "lines"),
    Entry("input.modalities", n("Modalities"), n("DICOM modalities it reads, such as MR or CT, with commas"), "list"),
    Entry("input.body_parts", n("Body parts"), n("DICOM body parts, such as BRAIN, with commas; none: any"), "list"),
    Entry("input.description", n("Input"), n("What it reads, in words")),
    Entry(
        "data",
        n("Training data"),
        n("One data set to each line: name; licence; number of cases; address; whom to thank"),
        "data",
    ),
    Entry("weights_licence", n("Licence"), n("SPDX identifier of the weights' licence, such as CC-BY-4.0")),
    Entry("authors", n("Authors"), n("Who made it")),
)
"""In the order of the form."""


@dataclass(frozen=True)
class Answers:
    """What the form says.

    Args:
        fields: Place to text.
        labels: The labels as they should be.
        network: Name of the network; empty: as the file says.
        arguments: The network's arguments, JSON; empty: as the file says.
        settings: Entries of the configuration, JSON.
    """

    fields: Mapping[str, str]
    labels: tuple[Label, ...] = ()
    network: str = ""
    arguments: str = ""
    settings: str = ""


def text_of(read: Imported, entry: Entry) -> str:
    """A field as it is shown first: what nothing in the model says is left empty."""
    return "" if entry.place in _asked(read) else stated(read, entry)


def stated(read: Imported, entry: Entry) -> str:
    """A field as the package would state it."""
    value: Any = read.configuration.card
    for part in entry.place.split("."):
        value = getattr(value, part)
    return _WRITTEN[entry.kind](value)


def is_asked(read: Imported, place: str) -> bool:
    """Whether nothing in the model says it, so that a person should."""
    asked = _asked(read)
    return place in asked or place.partition(".")[0] in asked


def _asked(read: Imported) -> frozenset[str]:
    return frozenset(question.removeprefix("card.") for question in read.questions)


def asked_settings(read: Imported) -> tuple[str, ...]:
    """Entries of the configuration that are asked for."""
    known = {name for name in vars(read.configuration) if name not in NEVER}
    asked = (question.partition(".")[0] for question in read.questions)
    return tuple(dict.fromkeys(name for name in asked if name in known))


def settings_text(read: Imported) -> str:
    """What is asked for of the configuration, as it was read, as JSON; empty where nothing is."""
    asked = {name: _plain(getattr(read.configuration, name)) for name in asked_settings(read)}
    return json.dumps(asked, indent=1, ensure_ascii=False) if asked else ""


def arguments_text(read: Imported) -> str:
    """The network's arguments as they were read or guessed, as JSON."""
    return json.dumps(_plain(dict(read.configuration.network.arguments)), ensure_ascii=False)


def task_arguments(read: Imported | None, answers: Answers) -> dict[str, Any]:
    """The arguments of the tasks ``read_model`` and ``import_model``: only what is not as it was read.

    Raises:
        MedViewError: What should be JSON is none.
    """
    arguments = _object(answers.arguments, tr("Arguments"))
    settings = _object(answers.settings, tr("Settings"))
    if read is None:
        return {"network": answers.network, "arguments": arguments}
    known = read.configuration
    changed = {name: value for name, value in settings.items() if value != _plain(getattr(known, name, None))}
    same = answers.network == known.network.name and arguments == _plain(dict(known.network.arguments))
    told = any(question.startswith("network") for question in read.questions) or not same
    network = {"network": answers.network, "arguments": arguments} if told else {}
    return {**network, "card": _card(read, answers), "settings": changed}


def _card(read: Imported, answers: Answers) -> dict[str, Any]:
    card: dict[str, Any] = {}
    for entry in FIELDS:
        text = answers.fields.get(entry.place, "")
        if text != text_of(read, entry):
            outer, _, inner = entry.place.partition(".")
            value = _READ[entry.kind](text)
            card[outer] = {**card.get(outer, {}), inner: value} if inner else value
    if answers.labels != read.configuration.card.labels:
        card["labels"] = [_plain(label) for label in answers.labels]
    return card


def _object(text: str, title: str) -> dict[str, Any]:
    try:
        value = parsed_json(text) if text.strip() else {}
    except NotStrict as error:
        value = error
    if not isinstance(value, dict):
        raise MedViewError(
            tr("“{field}” is not a JSON object.").format(field=title), tr('Write it as {{"name": value}}.').format()
        )
    return value


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    return json.loads(json.dumps(value, default=_part))


def _part(value: Any) -> Any:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else dict(value)


def _data_line(data: TrainingData) -> str:
    return "; ".join((data.name, data.licence, str(data.cases), data.url, data.attribution))


def _data_set(line: str) -> dict[str, Any]:
    parts = [part.strip() for part in re.split("[;；]", line, maxsplit=4)]
    name, licence, cases, url, attribution = (*parts, "", "", "", "")[:5]
    told = {"name": name, "licence": licence, "url": url, "attribution": attribution}
    return {**told, "cases": int(cases) if cases.isdecimal() else 0}


_WRITTEN: Mapping[Kind, Callable[[Any], str]] = {
    "line": str,
    "text": str,
    "list": ", ".join,
    "lines": "\n".join,
    "data": lambda sets: "\n".join(map(_data_line, sets)),
}
_READ: Mapping[Kind, Callable[[str], Any]] = {
    "line": str.strip,
    "text": str.strip,
    "list": lambda text: [part.strip().upper() for part in re.split("[,，、]", text) if part.strip()],
    "lines": lambda text: [line.strip() for line in text.splitlines() if line.strip()],
    "data": lambda text: [_data_set(line) for line in text.splitlines() if line.strip()],
}
