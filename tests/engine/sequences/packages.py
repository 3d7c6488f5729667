"""Packages of sequences whose networks are known by heart, or random."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import torch

from medview.catalog.package import Package
from medview.catalog.schema import Letters
from medview.engine.networks.table import build_network
from medview.training.pictures.export import write_package
from medview.training.sequences.export import template as configuration_of
from medview.training.sequences.recipe import SequenceRecipe
from tests.training.sequences.making import recipe, template


def package(folder: Path, letters: Letters, *classes: tuple[str, bool], networks: int = 1, **arguments) -> Package:
    """A package of random networks that reads these letters."""
    folder.mkdir(parents=True, exist_ok=True)
    made = recipe(letters, template(folder, *classes))
    count = len(letters.alphabet) - bool(letters.other) if letters.answers == "letters" else len(classes)
    network = replace(
        made.network,
        arguments={**made.network.arguments, **arguments},
        in_channels=len(letters.alphabet),
        out_channels=count,
    )
    made = replace(made, network=network)
    return write_package(made, _configuration(made), [_weights(made, seed) for seed in range(networks)], folder)


def _configuration(made: SequenceRecipe):
    return configuration_of(made, ())


def _weights(made: SequenceRecipe, seed: int):
    torch.manual_seed(seed)
    return build_network(made.network).state_dict()
