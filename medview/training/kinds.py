"""The kinds of recipes: which class holds one, and which loop trains by it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from pydantic import TypeAdapter, ValidationError

from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.core.training import Kind
from medview.training.running.templates import recipe_path

Checkpoint = Callable[[float, str], None]


class AnyRecipe(Protocol):
    """What recipes of all kinds state."""

    @property
    def kind(self) -> Kind:
        """Which loop trains by it."""
        ...

    @property
    def id(self) -> str:
        """Identifier of the model and its folder."""
        ...

    @property
    def version(self) -> str:
        """Version of the model."""
        ...

    @property
    def template(self) -> str:
        """What states the rest of the package."""
        ...


@dataclass(frozen=True)
class Row:
    """One kind; its libraries load when it is first wanted.

    Args:
        recipe: ``"module:class"`` of its recipes.
        train: ``"module:function"`` of its loop.
    """

    recipe: str
    train: str


KINDS: Mapping[Kind, Row] = {
    "volume-segmentation": Row("medview.training.recipe:Recipe", "medview.training.train:train"),
    "picture-segmentation": Row(
        "medview.training.pictures.recipe:PictureSegmentation", "medview.training.pictures.segmenting:train"
    ),
    "picture-classification": Row(
        "medview.training.pictures.recipe:PictureClassification", "medview.training.pictures.train_classification:train"
    ),
    "picture-detection": Row(
        "medview.training.detecting.recipe:DetectionRecipe", "medview.training.detecting.train:train"
    ),
    "sequences": Row("medview.training.sequences.recipe:SequenceRecipe", "medview.training.sequences.train:train"),
    "pairs": Row("medview.training.aligning.recipe:AlignerRecipe", "medview.training.aligning.train:train"),
}
"""Every kind of recipe. A recipe that states no kind is of the first."""


def load_recipe(name: str) -> AnyRecipe:
    """Read a shipped recipe by name, or any recipe by path.

    Raises:
        MedViewError: There is none of this name, or it says something a recipe cannot say.
    """
    path = recipe_path(name)
    try:
        text = path.read_text(encoding="utf-8")
        row = KINDS[json.loads(text).get("kind", next(iter(KINDS)))]
        recipe: AnyRecipe = TypeAdapter(_found(row.recipe)).validate_json(text)
    except (OSError, ValueError, KeyError, AttributeError, ValidationError) as error:
        raise MedViewError(
            tr("The recipe {name} cannot be read: {why}.").format(name=path.name, why=error),
            tr("Compare it with the recipes shipped with MedView."),
        ) from error
    return recipe


def recipe_json(recipe: AnyRecipe) -> str:
    """The JSON form of a recipe."""
    return TypeAdapter(type(recipe)).dump_json(recipe, indent=1).decode() + "\n"


def train_by(recipe: AnyRecipe, data: Path, out: Path, checkpoint: Checkpoint) -> Path:
    """Train by the loop of the recipe's kind; returns the package's folder.

    Raises:
        MedViewError: The data or the recipe cannot be used.
    """
    folder: Path = _found(KINDS[recipe.kind].train)(recipe, data, out, checkpoint)
    return folder


def _found(place: str) -> Any:
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)
