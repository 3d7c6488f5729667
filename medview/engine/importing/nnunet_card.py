"""The card of a model nnU-Net trained, as far as its files say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from medview.catalog.schema import Channel
from medview.core.card import InputContract, ModelCard
from medview.core.text import tr
from medview.engine.importing.anatomy import coded
from medview.engine.importing.cards import Said, card, licence_in
from medview.engine.importing.draft import Answers
from medview.engine.importing.labels import labels_of
from medview.engine.importing.nnunet_files import Trained

_MODALITIES: Mapping[str, str] = {
    "ct": "CT", "mr": "MR", "mri": "MR", "t1": "MR", "t1w": "MR", "t1ce": "MR", "t1c": "MR", "t1gd": "MR", "t1n": "MR",
    "t2": "MR", "t2w": "MR", "t2f": "MR", "flair": "MR", "adc": "MR", "dwi": "MR", "pet": "PT", "pt": "PT",
}  # fmt: skip
"""DICOM modalities of channel names."""


def card_of(
    found: Trained,
    answers: Answers,
    path: Path,
    channels: tuple[Channel, ...],
    heads: Mapping[int, str],
    configuration: str,
) -> tuple[ModelCard, tuple[str, ...]]:
    """The card as far as the files say, and which entries of it a person should complete."""
    title = str(found.plans.get("dataset_name") or found.dataset.get("name") or path.stem)
    modalities = tuple(dict.fromkeys(filter(None, (_modality(channel.name) for channel in channels))))
    words = ", ".join(channel.name for channel in channels)
    said = Said(
        family="segmentation",
        name=title.replace("_", " "),
        summary=str(found.dataset.get("description") or "") or _summary(heads),
        input=InputContract(modalities or ("CT", "MR", "PT"), (), words, max_spacing_mm=20.0, min_extent_mm=0.0),
        labels=coded(labels_of({value: name for value, name in heads.items() if value})),
    )
    licence = licence_in(path)
    made, questions = card(said, answers, f"{title} {configuration}", licence)
    return made, (*questions, "input.body_parts", *(() if modalities else ("input.modalities",)))


def _summary(heads: Mapping[int, str]) -> str:
    count = len([value for value in heads if value])
    return tr("Segments {count} structures; imported from nnU-Net.").format(count=count)


def _modality(channel: str) -> str:
    words = re.split(r"[^a-z0-9]+", channel.casefold())
    return next((_MODALITIES[word] for word in words if word in _MODALITIES), "")
