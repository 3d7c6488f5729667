"""Write a model package: the folder a catalog reads, made from a recipe's template and what was measured."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from pydantic import TypeAdapter
from safetensors.torch import save_file
from torch import Tensor

from medview.catalog.manifest import write_manifest
from medview.catalog.package import CONFIGURATION, METADATA, Package, configuration_json, load_package
from medview.catalog.schema import Calibration, Configuration, Golden, Interval, StoredGolden
from medview.core.card import Metric
from medview.core.resources import resource
from medview.training.readme import readme
from medview.training.recipe import Recipe
from medview.training.running.templates import template_path as template_path

LICENCES = {"CC-BY-4.0": "CC-BY-4.0.txt", "CC-BY-SA-4.0": "CC-BY-SA-4.0.txt"}
"""SPDX licence of the weights to its text among the recipes."""

OWN_LICENCE = (
    "These weights were trained with MedView on somebody's own data. Whoever trained them decides who may use or share "
    "them, and has to respect the licence of the data.\n"
)
"""Text beside weights whose licence is no shipped one."""

UNCALIBRATED = Calibration(1.0, 0.9, ())
"""What a package states before it was measured."""

_adapter = TypeAdapter(Configuration)


def write_package(recipe: Recipe, weights: Sequence[Mapping[str, Tensor]], out: Path) -> Package:
    """Write a package with these weights, not yet calibrated and without its golden output.

    Args:
        recipe: What the weights were trained by.
        weights: The state of each network; stored as half precision.
        out: Folder in which the package's folder is made; one of the same name is replaced.
    """
    folder = out / recipe.id
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("configs", "docs", "models"):
        (folder / name).mkdir(parents=True)
    configuration = template(recipe)
    network = configuration.network
    for name, state in zip((network.weights, *network.folds), weights, strict=True):
        half = {key: value.detach().to(torch.float16).contiguous() for key, value in state.items()}
        save_file(half, folder / name, {"format": "pt"})
    write_licence(folder, configuration.card.weights_licence, recipe.base)
    return rewrite(folder, configuration)


def write_licence(folder: Path, licence: str, base: str = "") -> None:
    """Write the licence of the weights.

    Args:
        folder: The package's folder.
        licence: SPDX identifier.
        base: Folder of the package they were begun with, whose text counts; empty: none.
    """
    if base:
        shutil.copyfile(Path(base) / "LICENSE", folder / "LICENSE")
    elif licence in LICENCES:
        shutil.copyfile(resource("recipes", LICENCES[licence]), folder / "LICENSE")
    else:
        (folder / "LICENSE").write_text(OWN_LICENCE, encoding="utf-8")


def template(recipe: Recipe) -> Configuration:
    """What the package of a recipe states before anything was measured."""
    data: dict[str, Any] = json.loads(template_path(recipe.template).read_text(encoding="utf-8"))
    data["card"] |= {"id": recipe.id, "version": recipe.version}
    classes, placed = recipe.network.out_channels - 1, data.get("localisation") is not None
    further = tuple(f"models/fold-{number}.safetensors" for number in range(1, recipe.networks))
    parts: dict[str, Any] = {
        "network": replace(recipe.network, folds=further),
        "intensity": recipe.intensity,
        "calibration": replace(UNCALIBRATED, intervals=_open_intervals(classes) if placed else ()),
        "golden": Golden("icbm152-t1", (0.0,) * classes, 0.0, 0.0) if placed else StoredGolden("stored"),
    }
    dumped = {name: TypeAdapter(type(part)).dump_python(part, mode="json") for name, part in parts.items()}
    return _adapter.validate_json(json.dumps(data | dumped), strict=True)


def _open_intervals(classes: int) -> tuple[Interval, ...]:
    return tuple(Interval(part, "relative", 0.0, 0.0) for part in parts_of(classes))


def parts_of(classes: int) -> tuple[tuple[int, ...], ...]:
    """The volumes an interval is given for: each class, and all together."""
    single = tuple((label,) for label in range(1, classes + 1))
    return (*single, tuple(range(1, classes + 1))) if classes > 1 else single


def rewrite(folder: Path, configuration: Configuration) -> Package:
    """Write everything a package says of itself anew; its weights and licence stay."""
    (folder / CONFIGURATION).write_text(configuration_json(configuration), encoding="utf-8")
    (folder / METADATA).write_text(json.dumps(metadata(configuration), indent=1) + "\n", encoding="utf-8")
    (folder / "docs" / "README.md").write_text(readme(configuration), encoding="utf-8")
    write_manifest(folder)
    return load_package(folder)


def with_metrics(package: Package, metrics: tuple[Metric, ...]) -> Package:
    """State the measured figures in the card, before those of other systems."""
    others = tuple(metric for metric in package.card.metrics if metric.system != metrics[0].system)
    card = replace(package.card, metrics=(*metrics, *others))
    return rewrite(package.folder, replace(package.configuration, card=card))


def metadata(configuration: Configuration) -> dict[str, Any]:
    """``configs/metadata.json`` in the MONAI bundle's terms, for tools that read those."""
    card, network = configuration.card, configuration.network
    x, y, z = configuration.tiling.patch
    classes = {"0": "background"} | {str(label.value): label.name for label in card.labels}
    return {
        "version": card.version,
        "changelog": {card.version: "trained by MedView's recipe"},
        "monai_version": _version("monai"),
        "pytorch_version": _version("torch"),
        "numpy_version": np.__version__,
        "name": card.name,
        "task": card.summary,
        "description": card.intended_use,
        "authors": card.authors,
        "copyright": f"Weights: {card.weights_licence}",
        "data_source": "; ".join(f"{data.name} ({data.url}), {data.licence}" for data in card.data),
        "data_type": "nifti",
        "intended_use": card.intended_use,
        "references": [data.attribution for data in card.data],
        "eval_metrics": {f"{m.name}, {m.label}, {m.system}, {m.split}": round(m.value, 4) for m in card.metrics},
        "network_data_format": {
            "inputs": {
                "image": {
                    "type": "image",
                    "format": "magnitude",
                    "modality": next(iter(card.input.modalities), ""),
                    "num_channels": network.in_channels,
                    "spatial_shape": [x, y, z],
                    "dtype": "float32",
                    "channel_def": {"0": "image"},
                }
            },
            "outputs": {
                "pred": {
                    "type": "image",
                    "format": "segmentation",
                    "num_channels": network.out_channels,
                    "spatial_shape": [x, y, z],
                    "dtype": "float32",
                    "channel_def": classes,
                }
            },
        },
    }


def _version(name: str) -> str:
    from importlib.metadata import version

    return version(name)
