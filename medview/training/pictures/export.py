"""Write the package of a model that reads pictures: its template, its weights and what was measured."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from pydantic import TypeAdapter
from safetensors.torch import save_file
from torch import Tensor

from medview.catalog.package import Package
from medview.catalog.schema import Calibration, Configuration, StoredGolden
from medview.engine.importing.sample import sample
from medview.training.export import rewrite, write_licence
from medview.training.pictures.recipe import PictureClassification, PictureSegmentation
from medview.training.running.templates import template_path

PictureRecipe = PictureSegmentation | PictureClassification


class Trained(Protocol):
    """What recipes of all kinds of pictures state."""

    @property
    def id(self) -> str:
        """Identifier of the model and its folder."""
        ...

    @property
    def base(self) -> str:
        """Folder of the package whose weights it begins with; empty: with random ones."""
        ...


GOLDEN_TOLERANCE = 2e-3
"""What another machine's float32 may differ by."""

PRECISION_TOLERANCE = 0.02
"""Part of the outputs that a lower precision may decide otherwise."""

_adapter = TypeAdapter(Configuration)


def template(recipe: PictureRecipe) -> Configuration:
    """What the package of a recipe states before anything was measured."""
    data: dict[str, Any] = json.loads(template_path(recipe.template).read_text(encoding="utf-8"))
    data["card"] |= {"id": recipe.id, "version": recipe.version}
    data["preparation"] = data.get("preparation", {}) | {"size": list(recipe.size), "fit": recipe.fit}
    parts = {
        "network": recipe.network,
        "intensity": recipe.intensity,
        "calibration": Calibration(1.0, 0.9, ()),
        "golden": StoredGolden("stored", tolerance=GOLDEN_TOLERANCE, precision_tolerance=PRECISION_TOLERANCE),
    }
    dumped = {name: TypeAdapter(type(part)).dump_python(part, mode="json") for name, part in parts.items()}
    return _adapter.validate_json(json.dumps(data | dumped), strict=True)


def write_package(
    recipe: Trained,
    configuration: Configuration,
    weights: Sequence[Mapping[str, Tensor]],
    out: Path,
    region: Path | None = None,
) -> Package:
    """Write a package, with its golden output.

    Args:
        recipe: What the weights were trained by.
        configuration: What the package states.
        weights: The state of each network; stored as half precision.
        out: Folder in which the package's folder is made; one of the same name is replaced.
        region: Weights of the network that finds the region; None: there is none.
    """
    folder = out / recipe.id
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("configs", "docs", "models", "golden"):
        (folder / name).mkdir(parents=True)
    further = tuple(f"models/fold-{number}.safetensors" for number in range(1, len(weights)))
    configuration = replace(configuration, network=replace(configuration.network, folds=further))
    for name, state in zip((configuration.network.weights, *further), weights, strict=True):
        save_file(_halved(state), folder / name, {"format": "pt"})
    if region is not None:
        shutil.copyfile(region, folder / configuration.preparation.around)
    write_licence(folder, configuration.card.weights_licence, recipe.base)
    package = rewrite(folder, configuration)
    given, output = sample(package)
    np.save(folder / "golden" / "input.npy", given)
    np.save(folder / "golden" / "output.npy", output)
    return rewrite(folder, configuration)


def _halved(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Weights in half precision; counts of batches, which nobody needs, as they are."""
    return {
        name: (value.detach().to(torch.float16) if value.is_floating_point() else value.detach()).contiguous()
        for name, value in state.items()
    }
