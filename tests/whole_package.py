"""A tiny package that really runs: a random network that reads whole images, confirmed by a person."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import nibabel
import numpy as np
import torch

from medview.catalog.package import Package
from medview.catalog.schema import Tiling
from medview.catalog.store import Store
from medview.catalog.trust import confirming
from medview.engine.importing.draft import Draft
from medview.engine.importing.write import write_package
from medview.engine.networks.table import build_network
from tests.engine.making import whole_configuration


def make_whole_package(models: Path, model: str = "tiny-whole") -> Package:
    """A package of three classes in a folder of packages."""
    torch.manual_seed(0)
    made = whole_configuration(3, Tiling((16, 16, 16)))
    configuration = replace(made, card=replace(made.card, id=model, name=f"Whole {model}"))
    package = write_package(Draft(configuration, (build_network(configuration.network).state_dict(),)), models)
    Store(models).apply(confirming(package))
    return package


def make_image(path: Path, seed: int = 0, shape: tuple[int, int, int] = (20, 18, 16)) -> Path:
    """A bright ball in noise, 1 mm voxels, as NIfTI."""
    path.parent.mkdir(parents=True, exist_ok=True)
    grid = np.stack(np.meshgrid(*(np.linspace(-1, 1, n) for n in shape), indexing="ij"))
    noise = np.random.default_rng(seed).normal(0, 20, shape)
    image = np.where(np.linalg.norm(grid, axis=0) < 0.7, 500, 100) + noise
    nibabel.save(nibabel.Nifti1Image(image.astype(np.int16), np.eye(4)), path)
    return path
