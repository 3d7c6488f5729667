"""The model card of a MONAI bundle, from its ``metadata.json``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from medview.catalog.schema import Network
from medview.core.card import Family, InputContract, Metric, ModelCard, TrainingData
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.importing.cards import Said, card
from medview.engine.importing.draft import Answers
from medview.engine.importing.labels import labels_of
from medview.engine.importing.refusals import not_supported

NEWEST_MONAI = 1
"""Newest major version of MONAI whose bundles are known."""

MOST_LETTERS = 4000
"""Longest text of a card."""

_LONGEST_VERSION = 64
_VERSION = re.compile(r"[0-9]+(\.[0-9]+){0,3}([A-Za-z][A-Za-z0-9]*)?([-+.][A-Za-z0-9]+)*")
_MODALITIES: Mapping[str, tuple[str, ...]] = {
    "CT": ("CT",), "MR": ("MR",), "MRI": ("MR",), "PT": ("PT",), "PET": ("PT",), "US": ("US",),
    "CR": ("CR", "DX"), "DX": ("CR", "DX"), "XRAY": ("CR", "DX"), "X-RAY": ("CR", "DX"),
}  # fmt: skip
_ANY = ("CT", "MR", "PT")
_FAMILIES: Mapping[str, Family] = {
    "densenet": "classification",
    "resnet": "classification",
    "generator": "generation",
}
"""What networks that do not segment do."""


@dataclass(frozen=True)
class Metadata:
    """What ``metadata.json`` says.

    Args:
        data: Its entries.
    """

    data: Mapping[str, Any]

    def text(self, *names: str) -> str:
        """The first of some entries that says anything."""
        found = (self.data.get(name) for name in names)
        return next((one.strip()[:MOST_LETTERS] for one in found if isinstance(one, str) and one.strip()), "")

    def first(self, side: str) -> tuple[str, Mapping[str, Any]]:
        """Name and description of the first input or output of the network."""
        described = self.data.get("network_data_format")
        found = described.get(side) if isinstance(described, Mapping) else None
        for name, entry in found.items() if isinstance(found, Mapping) else ():
            return str(name), entry if isinstance(entry, Mapping) else {}
        return "", {}

    def names(self, side: str) -> dict[int, str]:
        """What the channels of the first input or output are."""
        said = self.first(side)[1].get("channel_def")
        entries = said.items() if isinstance(said, Mapping) else ()
        return {int(key): str(value) for key, value in entries if str(key).isdigit()}


def checked(data: Mapping[str, Any]) -> Metadata:
    """The metadata, if it is of a version that is known.

    Raises:
        ModelError: It states no version, or one of a MONAI that is not known.
    """
    version, monai = str(data.get("version", "")), str(data.get("monai_version", "1"))
    if len(version) > _LONGEST_VERSION or not _VERSION.fullmatch(version):
        raise ModelError(
            tr("metadata.json of the bundle states the version “{version}”, which is none.").format(
                version=version[:_LONGEST_VERSION]
            ),
            tr("Ask its maker for a bundle with a version."),
        )
    major = monai.partition(".")[0]
    if not re.fullmatch(r"[0-9]{1,4}", major) or int(major) > NEWEST_MONAI:
        raise not_supported(tr("a bundle for MONAI {version}").format(version=monai[:_LONGEST_VERSION]))
    return Metadata(data)


def family_of(network: Network) -> Family:
    """What a network of the vocabulary does."""
    return _FAMILIES.get(network.name, "segmentation")


def card_of(
    metadata: Metadata, network: Network, values: tuple[int, ...], answers: Answers, name: str, licence: str
) -> tuple[ModelCard, tuple[str, ...]]:
    """The card, and which of its entries a person should complete.

    Args:
        metadata: What the bundle says of itself.
        network: Its network.
        values: Values of its label map.
        answers: What the person who imports says.
        name: Name of the folder or zip.
        licence: Text of its licence.
    """
    family = family_of(network)
    said = Said(
        family=family,
        name=metadata.text("name") or name,
        summary=metadata.text("task", "description") or tr("A MONAI bundle."),
        input=_input(metadata, network, family),
        labels=labels_of(_label_names(metadata, network, values)) if family == "segmentation" else (),
        intended_use=metadata.text("intended_use"),
        known_failures=(_NO_ANALYSIS,) if family == "generation" else (),
        authors=metadata.text("authors"),
    )
    made, questions = card(said, answers, metadata.text("name") or name, licence)
    made = replace(made, version=str(metadata.data["version"]), metrics=_metrics(metadata), data=_data(metadata))
    unsure = () if family == "generation" or _modalities(metadata) else ("input.modalities",)
    return made, (*(question for question in questions if question != "data" or not made.data), *unsure)


_NO_ANALYSIS = tr(
    "It makes pictures from random numbers. It analyses no study, and is offered for none; run it on arrays with "
    "“medview models run”."
)


def _input(metadata: Metadata, network: Network, family: Family) -> InputContract:
    if family == "generation":
        words = tr("{count} numbers").format(count=network.in_channels)
        return InputContract((), (), words, max_spacing_mm=0.0, min_extent_mm=0.0, dimensions=1)
    names = metadata.names("inputs")
    words = ", ".join(names[number] for number in sorted(names)) or metadata.text("data_type")
    modalities = _modalities(metadata)
    description = ", ".join(filter(None, ("/".join(modalities), words))) or tr("One image.")
    dimensions = 2 if network.spatial_dims == 2 else 3
    return InputContract(modalities or _ANY, (), description, 20.0, 0.0, dimensions)


def _modalities(metadata: Metadata) -> tuple[str, ...]:
    said = metadata.first("inputs")[1].get("modality")
    words = re.split(r"[^A-Z-]+", str(said).upper()) if isinstance(said, str) else ()
    return tuple(dict.fromkeys(known for word in words for known in _MODALITIES.get(word, ())))


def _label_names(metadata: Metadata, network: Network, values: tuple[int, ...]) -> dict[int, str]:
    """Names of the values: without a background among the channels, the first channel is value 1."""
    names = metadata.names("outputs")
    shift = 1 if len(values) == network.out_channels else 0
    usual = tr("class {number}")
    return {value: names.get(value - shift) or usual.format(number=value) for value in values}


def _metrics(metadata: Metadata) -> tuple[Metric, ...]:
    said = metadata.data.get("eval_metrics")
    figures = said.items() if isinstance(said, Mapping) else ()
    return tuple(
        Metric(str(name), "", float(value), None, None, None, "", tr("stated by the bundle"))
        for name, value in figures
        if isinstance(value, int | float) and not isinstance(value, bool)
    )


def _data(metadata: Metadata) -> tuple[TrainingData, ...]:
    source = metadata.text("data_source")
    return (TrainingData(source, "", "", source, 0),) if source else ()
