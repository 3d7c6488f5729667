"""What the package of a model of sequences states: its template, and what was measured."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

from pydantic import TypeAdapter

from medview.catalog.schema import Calibration, Class, Configuration, Intensity, Letters, Network, StoredGolden, Tiling
from medview.core.code import Code
from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.engine.networks.sequence_reader import reach
from medview.training.pictures.train_classification import COLOURS
from medview.training.running.templates import template_path

GOLDEN_TOLERANCE = 2e-3
"""What another machine's float32 may differ by."""

PRECISION_TOLERANCE = 0.05
"""Part of the outputs for random letters, of which little can be said, that a lower precision may decide otherwise."""

_adapter = TypeAdapter(Configuration)


class Stated(Protocol):
    """What recipes of models that read sequences state."""

    @property
    def id(self) -> str:
        """Identifier of the model."""
        ...

    @property
    def version(self) -> str:
        """Its version."""
        ...

    @property
    def template(self) -> str:
        """Name of what states the rest of the package."""
        ...

    @property
    def network(self) -> Network:
        """The network, its channels known."""
        ...

    @property
    def letters(self) -> Letters:
        """How letters become its input, and what it answers for."""
        ...

    @property
    def coverage(self) -> float:
        """Nominal coverage of prediction sets."""
        ...


def template(recipe: Stated, names: Sequence[str]) -> Configuration:
    """What the package of a recipe states before anything was measured.

    Args:
        recipe: The recipe, its network's channels known.
        names: Names of the classes of wholes, as the data have them; else empty.

    Raises:
        MedViewError: The template states other classes.
    """
    data: dict[str, Any] = json.loads(template_path(recipe.template).read_text(encoding="utf-8"))
    data["card"] |= {"id": recipe.id, "version": recipe.version}
    letters = replace(recipe.letters, flank=_flank(recipe))
    parts = {
        "network": recipe.network,
        "letters": letters,
        "intensity": Intensity("none"),
        "tiling": Tiling((1, 1, 1), whole=True),
        "calibration": Calibration(1.0, recipe.coverage, ()),
        "golden": StoredGolden("stored", tolerance=GOLDEN_TOLERANCE, precision_tolerance=PRECISION_TOLERANCE),
    }
    dumped = {name: TypeAdapter(type(part)).dump_python(part, mode="json") for name, part in parts.items()}
    configuration = _adapter.validate_json(json.dumps(data | dumped), strict=True)
    return replace(configuration, classes=_classes(configuration, letters, names))


def _flank(recipe: Stated) -> int:
    """Letters on each side that an answer for one letter depends on."""
    arguments: Any = recipe.network.arguments
    if recipe.letters.answers == "whole" or recipe.network.name != "sequence_reader":
        return recipe.letters.flank
    own = reach(arguments.get("own", ()), arguments.get("own_kernel", 5))
    return reach(arguments["dilations"], arguments["kernel"]) + own


def _classes(configuration: Configuration, letters: Letters, names: Sequence[str]) -> tuple[Class, ...]:
    """The classes in the order of the channels; those of wholes as the data name them."""
    known = {one.name.casefold(): one for one in configuration.classes}
    if letters.answers != "whole" or letters.signs:
        return configuration.classes
    if known and set(known) != {name.casefold() for name in names}:
        raise MedViewError(
            tr("The data have the classes {found}, the recipe {expected}.").format(
                found=", ".join(names), expected=", ".join(one.name for one in configuration.classes)
            ),
            tr("Choose a recipe without classes of its own, such as sequence-classification."),
        )
    return tuple(known.get(name.casefold()) or named(number, name) for number, name in enumerate(names))


def named(number: int, name: str) -> Class:
    """A class of which nothing but its name is known."""
    return Class(name, Code(f"CLASS-{number}", "99MEDVIEW", name), 0.5, COLOURS[number % len(COLOURS)])
