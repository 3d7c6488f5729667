"""Recipes made from the data alone, or from a package to go on with: one row for each kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from medview.catalog.package import Package, load_package
from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.core.training import FoundData, Kind, Wish
from medview.engine.device import choose_device
from medview.training.kinds import AnyRecipe
from medview.training.preparing.pictures import (
    classification,
    detection,
    picture_package,
    segmentation,
    tuned_picture_package,
    tuned_pictures,
)
from medview.training.preparing.tuning import tuned_package, tuned_volumes
from medview.training.preparing.volumes import patch_of, volume_package, volume_recipe

Made = tuple[AnyRecipe, str]
"""A recipe, and its package's template as JSON."""


def automatic(found: FoundData, wish: Wish, template: str) -> Made:
    """A recipe with settings that fit the data.

    Args:
        found: What the data are like; of a kind.
        wish: What a person asked for, its identifier chosen.
        template: File the template will be in.
    """
    assert found.kind is not None
    return _AUTOMATIC[found.kind](found, wish, template)


def _volumes(found: FoundData, wish: Wish, template: str) -> Made:
    device = choose_device()
    patch = patch_of(found.shape, device)
    return volume_recipe(found, wish, template, device), volume_package(found, wish, wish.id, patch)


_AUTOMATIC: Mapping[Kind, Callable[[FoundData, Wish, str], Made]] = {
    "volume-segmentation": _volumes,
    "picture-segmentation": lambda *given: (segmentation(*given), picture_package(given[0], given[1])),
    "picture-classification": lambda *given: (classification(*given), picture_package(given[0], given[1])),
    "picture-detection": lambda *given: (detection(*given), picture_package(given[0], given[1])),
}


def kind_of(package: Package) -> Kind:
    """What a package can be trained further as.

    Raises:
        MedViewError: It can not.
    """
    configuration = package.configuration
    solid = configuration.network.spatial_dims == 3
    kind = _FAMILIES.get((package.card.family, solid))
    if kind is None or configuration.network.name == "onnx" or configuration.origin is not None:
        raise MedViewError(
            tr("The model {id} cannot be trained further here.").format(id=package.card.id),
            tr("Choose a model that was trained with MedView, or begin without a base."),
        )
    return kind


_FAMILIES: Mapping[tuple[str, bool], Kind] = {
    ("segmentation", True): "volume-segmentation",
    ("segmentation", False): "picture-segmentation",
    ("classification", False): "picture-classification",
    ("detection", False): "picture-detection",
    ("sequences", False): "sequences",
}
"""By the card's family, and whether it reads volumes."""


def tuned(found: FoundData, wish: Wish, template: str) -> Made:
    """A recipe that goes on with a package.

    Raises:
        MedViewError: The package cannot be trained further, or not on such data.
    """
    base = load_package(Path(wish.base))
    kind = kind_of(base)
    if kind != found.kind:
        raise MedViewError(
            tr("The model {id} is of the kind {kind}, the data are of another.").format(id=base.card.id, kind=kind),
            tr("Choose a base of the same kind, or none."),
        )
    if kind == "volume-segmentation":
        return tuned_volumes(found, wish, base, template), tuned_package(found, wish, base)
    return tuned_pictures(found, wish, base, template), tuned_picture_package(found, wish, base)
