"""A model as the task that reads it tells of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from medview.catalog.imported import Imported
from medview.catalog.package import load_package
from medview.catalog.schema import Origin
from medview.core.code import Code
from tests.views.making import make_package

NOT_SUPPORTED = "The transform RandFlipd is not used."


def made(folder: Path, *questions: str) -> Imported:
    configuration = load_package(make_package(folder)).configuration
    own = Code("PART", "99MEDVIEW", "Part")
    first = replace(configuration.card.labels[0], name="Part", code=own)
    card = replace(configuration.card, labels=(first, *configuration.card.labels[1:]))
    origin = Origin("pytorch", "weights.pth", "ab" * 32, (NOT_SUPPORTED,))
    return Imported(replace(configuration, card=card, origin=origin), questions=questions)
