"""The papers of an imported package: its card for people, and MONAI's metadata for tools that read those."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import Any

from medview.catalog.schema import Configuration
from medview.engine.importing.draft import Draft


def readme(draft: Draft) -> str:
    """The card as Markdown; what nobody has stated yet is marked."""
    configuration = draft.configuration
    card = configuration.card
    sections = (
        f"# {card.name}\n\n{card.summary}\n\n**Not a medical device. For research and education.**",
        f"## Intended use\n\n{card.intended_use}",
        f"## Input\n\n{card.input.description or 'Not stated.'}",
        "## How good it is\n\nNot measured by MedView.",
        "## Known failures\n\n" + "\n".join(f"- {failure}" for failure in card.known_failures),
        f"## Licence of the weights\n\n{card.weights_licence}; the text is in `LICENSE`.",
        _origin(configuration),
        _open(draft.questions),
        f"## What came with it\n\n{draft.readme.strip()}" if draft.readme.strip() else "",
    )
    return "\n\n".join(filter(None, sections)) + "\n"


def _origin(configuration: Configuration) -> str:
    origin = configuration.origin
    if origin is None:
        return ""
    missing = "".join(f"\n- Not supported: {sentence}" for sentence in origin.not_supported)
    return (
        f"## Where it came from\n\nImported from `{origin.name}` ({origin.format}), sha256 `{origin.sha256}`.{missing}"
    )


def _open(questions: tuple[str, ...]) -> str:
    if not questions:
        return ""
    listed = "\n".join(f"- `{question}`" for question in questions)
    return f"## To be completed by a person\n\nNothing that was imported says these for certain:\n\n{listed}"


def metadata_json(configuration: Configuration) -> str:
    """``configs/metadata.json`` in the MONAI bundle's terms."""
    return json.dumps(_metadata(configuration), indent=1, ensure_ascii=False) + "\n"


def _metadata(configuration: Configuration) -> dict[str, Any]:
    card, network = configuration.card, configuration.network
    classes = {str(label.value): label.name for label in card.labels}
    shape = list(configuration.tiling.patch[: network.spatial_dims])
    return {
        "version": card.version,
        "changelog": {card.version: "imported by MedView"},
        "monai_version": version("monai"),
        "pytorch_version": version("torch"),
        "numpy_version": version("numpy"),
        "name": card.name,
        "task": card.summary,
        "description": card.intended_use,
        "authors": card.authors,
        "copyright": f"Weights: {card.weights_licence}",
        "intended_use": card.intended_use,
        "network_data_format": {
            "inputs": {"image": _format(network.in_channels, shape, {"0": "image"})},
            "outputs": {"pred": _format(network.out_channels, shape, classes)},
        },
    }


def _format(channels: int, shape: list[int], names: dict[str, str]) -> dict[str, Any]:
    return {
        "type": "image",
        "num_channels": channels,
        "spatial_shape": shape,
        "dtype": "float32",
        "channel_def": names,
    }
