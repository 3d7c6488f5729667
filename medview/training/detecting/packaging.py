"""The package of a detector: what it states before anything was measured."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from medview.catalog.schema import Calibration, Class, Configuration, Detection, Network, StoredGolden
from medview.core.card import Label
from medview.core.code import Code
from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.engine.networks.detectors import STRIDES
from medview.training.detecting.recipe import DetectionRecipe, anchors_of_cell
from medview.training.measuring.naming import numbered
from medview.training.running.templates import template_path

FLOOR = 0.01
"""Least score, before calibration, of a box that is given at all: below it nothing is worth a look."""

GOLDEN_TOLERANCE = 0.02
"""Pixels, or parts of a logit, another machine's float32 may differ by."""

PRECISION_TOLERANCE = 0.02
"""Part of the spread of all outputs that a lower precision may differ by."""

MOST = 300
"""Boxes of one picture at most."""

COLOURS = ((230, 159, 0), (86, 180, 233), (0, 158, 115), (240, 228, 66), (0, 114, 178), (213, 94, 0), (204, 121, 167))
"""Okabe and Ito 2008: told apart by colour-blind people too."""

_STRUCTURE = Code("91723000", "SCT", "Anatomical Structure")

_adapter = TypeAdapter(Configuration)


def template(recipe: DetectionRecipe, classes: Sequence[str]) -> Configuration:
    """What the package of a recipe states before anything was measured.

    Args:
        recipe: The recipe.
        classes: Names of the classes of the data, for a template that names none.
    """
    data: dict[str, Any] = json.loads(template_path(recipe.template).read_text(encoding="utf-8"))
    data["card"] |= {"id": recipe.id, "version": recipe.version}
    if not data.get("classes"):
        data["classes"] = _plain(Class, named(classes))
        data["card"]["labels"] = _plain(Label, labels_of(classes))
    network = replace(recipe.network, out_channels=recipe.network.out_channels or len(data["classes"]))
    parts: dict[str, Any] = {
        "network": network,
        "intensity": recipe.intensity,
        "detection": reading(recipe, network),
        "calibration": Calibration(1.0, recipe.coverage, ()),
        "golden": StoredGolden("stored", tolerance=GOLDEN_TOLERANCE, precision_tolerance=PRECISION_TOLERANCE),
    }
    dumped = {name: TypeAdapter(type(part)).dump_python(part, mode="json") for name, part in parts.items()}
    return _adapter.validate_json(json.dumps(data | dumped), strict=True)


def numbers_of(classes: Sequence[str], configuration: Configuration) -> dict[str, int]:
    """The number of the class each label of the data means.

    Raises:
        MedViewError: The package has no class for a label.
    """
    found = numbered(classes, configuration.classes, configuration.card.name)
    unknown = [label for label in classes if label not in found]
    if unknown:
        raise MedViewError(
            tr("The data have the classes {unknown}; {model} knows {known}.").format(
                unknown=", ".join(unknown),
                model=configuration.card.name,
                known=", ".join(one.name for one in configuration.classes),
            ),
            tr("Train with a recipe of your own, or rename the classes."),
        )
    return found


def _plain(kind: type[Any], values: Sequence[Any]) -> list[Any]:
    adapter = TypeAdapter(kind)
    return [adapter.dump_python(value, mode="json") for value in values]


def reading(recipe: DetectionRecipe, network: Network) -> Detection:
    """How boxes are read from the network's table."""
    count = int(str(network.arguments.get("anchors", 0)))
    sides = tuple(side for anchor in anchors_of_cell(count) for side in anchor) if count else ()
    return Detection(
        layout=recipe.layout,
        size=recipe.size,
        score=FLOOR,
        overlap=recipe.overlap,
        anchors=tuple(tuple(side * stride for side in sides) for stride in STRIDES) if count else (),
        strides=STRIDES,
        offset=0.5,
        margin=recipe.margin,
        most=MOST,
    )


def named(classes: Sequence[str]) -> tuple[Class, ...]:
    """Classes of someone's own data: their names are all that is known."""
    return tuple(
        Class(name, _own_code(name), colour=COLOURS[number % len(COLOURS)]) for number, name in enumerate(classes)
    )


def labels_of(classes: Sequence[str]) -> tuple[Label, ...]:
    """The same as labels of a card."""
    return tuple(
        Label(number, name, _own_code(name), _STRUCTURE, COLOURS[number % len(COLOURS)])
        for number, name in enumerate(classes)
    )


def _own_code(name: str) -> Code:
    """A code of MedView's own: 16 letters at most (DICOM PS3.5, SH)."""
    plain = "".join(letter if letter.isalnum() else "-" for letter in name.upper() if letter.isascii())
    return Code(plain[:16] or "CLASS", "99MEDVIEW", name)
