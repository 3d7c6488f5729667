"""A recipe that goes on with a package's weights: few steps, a small learning rate, normalisation kept as it was."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

from medview.catalog.package import Package, configuration_json
from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.core.training import FoundData, Wish
from medview.training.kinds import load_recipe
from medview.training.preparing.volumes import MIDDLING, data_of
from medview.training.preparing.wishes import FIRST_VERSION, checking, identifier, steps_of, teaching
from medview.training.recipe import Cycle, Recipe

RATE = 5e-4
"""About a quarter of what the networks were trained with from the beginning."""

STEPS_PER_CASE, LEAST_STEPS, MOST_STEPS = 20, 200, 1_000
"""Usual length of a run."""

CHECKS = 10
HELD_OUT = 0.2
"""Part of the cases that chooses the best step."""


def tuned_volumes(found: FoundData, wish: Wish, base: Package, template: str) -> Recipe:
    """A recipe that goes on with a package that segments volumes.

    Args:
        found: What the data are like.
        wish: What a person asked for.
        base: The package.
        template: File of the new package's template.

    Raises:
        MedViewError: The data have other classes than the package.
    """
    configuration = base.configuration
    network = replace(configuration.network, folds=())
    if len(found.classes) >= network.out_channels:
        raise MedViewError(
            tr("The data have {found} classes, the model {id} has {known}.").format(
                found=len(found.classes), id=base.card.id, known=network.out_channels - 1
            ),
            tr("Give label maps with the model's classes, or train without a base."),
        )
    count = teaching(found)
    held_out = max(1, round(count * HELD_OUT))
    usual = min(MOST_STEPS, max(LEAST_STEPS, STEPS_PER_CASE * count))
    steps = steps_of(wish, count - held_out, 2, usual)
    known = _known(base)
    return Recipe(
        id=identifier(wish, f"{base.card.id}-tuned"),
        version=wish.version or FIRST_VERSION,
        template=template,
        network=network,
        intensity=configuration.intensity,
        patch=configuration.tiling.patch,
        batch=2,
        cycles=(Cycle(steps=steps, rate=RATE, warmup=min(20, steps // 5), average=0.98, calm_from=0.5, calm=0.6),),
        heads=0,
        cross_entropy=1.0,
        weight_decay=0.01,
        clip=5.0,
        augmentation=known.augmentation if known is not None and known.augmentation is not None else MIDDLING,
        held_out=held_out,
        check_every=checking(steps, CHECKS),
        interval_scale=known.interval_scale if known is not None else "relative",
        seed=wish.seed if wish.seed is not None else 20,
        patience=wish.patience or 0,
        networks=wish.folds or 1 + len(configuration.network.folds),
        base=str(base.folder),
        frozen_statistics=True,
    )


def _known(base: Package) -> Recipe | None:
    """The shipped recipe a package was trained by, if it is one."""
    try:
        recipe = load_recipe(base.card.id)
    except MedViewError:
        return None
    return recipe if isinstance(recipe, Recipe) else None


def tuned_package(found: FoundData, wish: Wish, base: Package) -> str:
    """The template of the new package: what the base states, with a card of its own, as JSON."""
    plain = further_card(json.loads(configuration_json(base.configuration)), found, wish, base)
    for name in ("golden", "network", "intensity", "calibration", "origin"):  # the recipe and the run say these
        plain.pop(name, None)
    return json.dumps(plain, indent=1) + "\n"


def further_card(plain: dict[str, Any], found: FoundData, wish: Wish, base: Package) -> dict[str, Any]:
    """What a package that goes on with another one states: no figure of the former, and further data."""
    card = base.card
    own = tr("Fine-tuned by a user on {count} further cases; what the figures of {base} say no longer holds.")
    plain["card"] |= {
        "id": wish.id,
        "version": wish.version or FIRST_VERSION,
        "name": wish.name or tr("{name}, fine-tuned").format(name=card.name),
        "known_failures": [*card.known_failures, own.format(count=teaching(found), base=f"{card.id} {card.version}")],
        "metrics": [],
    }
    plain["card"]["data"].append(asdict(data_of(found)))
    return plain
