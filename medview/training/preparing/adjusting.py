"""A recipe changed as a person asked: identifier, version, seed, length, patience, number of networks, base."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.core.training import FoundData, Kind, Wish
from medview.training.kinds import AnyRecipe
from medview.training.preparing.wishes import identifier, teaching


def adjusted(recipe: AnyRecipe, found: FoundData, wish: Wish) -> AnyRecipe:
    """The recipe with everything a person asked for.

    Raises:
        MedViewError: Recipes of this kind do not have it.
    """
    changes: dict[str, Any] = {"id": identifier(wish, recipe.id), "version": wish.version or recipe.version}
    changes |= {"base": wish.base} if wish.base else {}
    changes |= _folds(recipe, wish)
    return _AT_LENGTH[recipe.kind](replace(recipe, **changes), teaching(found), wish)  # type: ignore[type-var]


def _folds(recipe: AnyRecipe, wish: Wish) -> dict[str, int]:
    if not wish.folds:
        return {}
    known = {field.name for field in fields(recipe)} & {"networks", "folds"}  # type: ignore[arg-type]
    if not known:
        raise MedViewError(
            tr("Recipes of the kind {kind} train one network.").format(kind=recipe.kind),
            tr("Leave the number of networks out."),
        )
    return {known.pop(): wish.folds}


def _volumes(recipe: Any, count: int, wish: Wish) -> AnyRecipe:
    steps = _steps(recipe.steps, recipe.batch, count, wish)
    part = steps / recipe.steps
    cycles = tuple(
        replace(cycle, steps=max(1, round(cycle.steps * part)), warmup=round(cycle.warmup * min(1.0, part)))
        for cycle in recipe.cycles
    )
    changed: AnyRecipe = replace(
        recipe,
        cycles=cycles,
        check_every=max(1, round(recipe.check_every * min(1.0, part))),
        held_out=min(recipe.held_out, max(1, round(count * 0.2))),
        seed=recipe.seed if wish.seed is None else wish.seed,
        patience=recipe.patience if wish.patience is None else wish.patience,
    )
    return changed


def _planned(recipe: Any, count: int, wish: Wish) -> AnyRecipe:
    plan = recipe.plan
    batch = max(phase.batch for phase in plan.phases)
    part = _steps(plan.steps, batch, count, wish) / plan.steps
    phases = tuple(
        replace(phase, steps=max(1, round(phase.steps * part)), warmup=round(phase.warmup * min(1.0, part)))
        for phase in plan.phases
    )
    changed: AnyRecipe = replace(
        recipe,
        plan=replace(
            plan,
            phases=phases,
            check_every=max(1, round(plan.check_every * min(1.0, part))) if plan.check_every else 0,
            seed=plan.seed if wish.seed is None else wish.seed,
            patience=plan.patience if wish.patience is None else wish.patience,
        ),
    )
    return changed


def _steps(usual: int, batch: int, count: int, wish: Wish) -> int:
    if wish.steps:
        return wish.steps
    return wish.epochs * math.ceil(count / batch) if wish.epochs else usual


_AT_LENGTH: Mapping[Kind, Callable[[Any, int, Wish], AnyRecipe]] = {
    "volume-segmentation": _volumes,
    "picture-segmentation": _planned,
    "picture-classification": _planned,
    "picture-detection": _planned,
    "sequences": _planned,
    "pairs": _planned,
}
