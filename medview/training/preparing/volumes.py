"""A recipe for somebody's volumes and label maps: patch, network, batch and length from what they are like."""

from __future__ import annotations

import math
from typing import Any

import psutil
from pydantic import TypeAdapter

from medview.catalog.schema import Configuration, Golden, Intensity, Network, Output, Tiling
from medview.core.card import InputContract, Label, ModelCard, TrainingData
from medview.core.code import Code
from medview.core.text import tr
from medview.core.training import FoundData, Wish
from medview.training.preparing.wishes import (
    FIRST_VERSION,
    checking,
    code_value,
    colour,
    identifier,
    steps_of,
    teaching,
)
from medview.training.recipe import Augmentation, Cycle, Recipe

MOST_VOXELS = {"cuda": 128**3, "cpu": 64**3, "mps": 64**3}
"""Voxels of a training crop."""

LEAST_MEMORY_GB = 8.0
"""Below it crops are half as large."""

DEEPEST = 4
"""Times a side is halved at most."""

LEAST_SIDE = 4
"""Voxels a side keeps in the deepest level, about: halving it further sees nothing more."""

STEPS = {"cuda": 10_000, "cpu": 1_500, "mps": 3_000}
"""Usual length of a run."""

CHECKS = 20
"""Times a run measures the cases it holds out for itself."""

PATIENCE = 8
"""Of those checks, without a better one."""

MIDDLING = Augmentation(
    rotation_deg=20.0,
    scale=(0.8, 1.25),
    stretch=1.1,
    shift_mm=4.0,
    elastic_mm=1.0,
    border=0.1,
    brightness=0.1,
    contrast=1.25,
    gamma=(0.75, 1.4),
    bias=0.15,
    noise=0.15,
    blur_mm=0.8,
    coarse=1.6,
)
"""Variation that suits organs and lesions alike; left and right are never swapped."""

CT_WINDOW = (-1000.0, 1500.0)
"""HU beyond which CT tells nothing the classes depend on."""


def volume_recipe(found: FoundData, wish: Wish, template: str, device: str) -> Recipe:
    """A recipe that fits the data.

    Args:
        found: What the data are like.
        wish: What a person asked for.
        template: File of the package's template.
        device: Where it will be trained.
    """
    patch = patch_of(found.shape, device)
    classes = len(found.classes)
    batch = 2
    count = teaching(found)
    steps = steps_of(wish, count, batch, STEPS[device])
    return Recipe(
        id=identifier(wish, "my-volumes"),
        version=wish.version or FIRST_VERSION,
        template=template,
        network=network_of(patch, classes),
        intensity=intensity_of(wish.modality or found.modality),
        patch=patch,
        batch=batch,
        cycles=(Cycle(steps=steps, rate=0.002, warmup=min(100, steps // 10), average=0.99, calm_from=0.6, calm=0.5),),
        heads=0,
        cross_entropy=1.0,
        weight_decay=0.01,
        clip=5.0,
        augmentation=MIDDLING,
        held_out=max(1, round(count * 0.15)),
        check_every=checking(steps, CHECKS),
        interval_scale="relative",
        seed=wish.seed if wish.seed is not None else 20,
        patience=PATIENCE if wish.patience is None else wish.patience,
        networks=max(1, wish.folds),
    )


def patch_of(shape: tuple[int, ...], device: str) -> tuple[int, int, int]:
    """The training crop: as much of a case as memory allows, its sides whole times what the network divides by."""
    most = MOST_VOXELS[device] * (0.5 if psutil.virtual_memory().total < LEAST_MEMORY_GB * 1e9 else 1.0)
    sides = [float(side) for side in shape]
    too_many = math.prod(sides) / most
    if too_many > 1:  # the longest sides are cut first
        sides = _shrunk(sides, most)
    x, y, z = (_rounded(side) for side in sides)
    return x, y, z


def _shrunk(sides: list[float], most: float) -> list[float]:
    limit = max(sides)
    while math.prod(min(side, limit) for side in sides) > most:
        limit *= 0.95
    return [min(side, limit) for side in sides]


def _rounded(side: float) -> int:
    unit: int = 2 ** halvings(side)
    return max(LEAST_SIDE, unit * math.ceil(side / unit))


def halvings(side: float) -> int:
    """Times a side is halved on the way down."""
    return max(0, min(DEEPEST, int(math.log2(max(side, 1.0) / LEAST_SIDE))))


def network_of(patch: tuple[int, int, int], classes: int) -> Network:
    """A U-Net that halves each side as often as it can: thick slices less often than fine ones."""
    depth = max(2, *(halvings(side) for side in patch))
    strides = tuple(tuple(2 if level < halvings(side) else 1 for side in patch) for level in range(depth))
    filters = tuple(min(16 * 2**level, 256) for level in range(depth + 1))
    arguments: dict[str, Any] = {
        "kernel_size": ((3, 3, 3),) * (depth + 1),
        "strides": ((1, 1, 1), *strides),
        "upsample_kernel_size": strides,
        "filters": filters,
    }
    return Network("dynunet", arguments, 1, classes + 1)


def intensity_of(modality: str) -> Intensity:
    """CT by its own numbers, everything else by the image's spread."""
    if modality == "CT":
        return Intensity("range", clip=CT_WINDOW, scaled=(-1.0, 1.0))
    return Intensity("zscore", percentiles=(0.5, 99.5))


def volume_package(found: FoundData, wish: Wish, recipe_id: str, patch: tuple[int, int, int]) -> str:
    """The template of the package, as JSON."""
    card = card_of(found, wish, recipe_id)
    x, y, z = found.spacing_mm
    configuration = Configuration(
        format=1,
        card=card,
        network=network_of(patch, len(found.classes)),
        intensity=intensity_of(wish.modality or found.modality),
        tiling=Tiling(patch),
        golden=Golden("icbm152-t1", (), 0.0, 0.0),
        spacing_mm=(x, y, z),
        output=Output("softmax"),
    )
    plain = TypeAdapter(Configuration).dump_python(configuration, mode="json")
    for name in ("golden", "network", "intensity", "calibration"):  # the recipe and the run say these
        del plain[name]
    return TypeAdapter(dict[str, Any]).dump_json(plain, indent=1).decode() + "\n"


def card_of(found: FoundData, wish: Wish, recipe_id: str) -> ModelCard:
    """The card of a model of somebody's own, with what nobody could know left to its maker."""
    modality = wish.modality or found.modality
    labels = tuple(label_of(number, name) for number, (name, _) in enumerate(found.classes, start=1))
    names = ", ".join(name for name, _ in found.classes)
    return ModelCard(
        id=recipe_id,
        version=wish.version or FIRST_VERSION,
        name=wish.name or recipe_id,
        family="segmentation",
        summary=tr("Outlines {names}.").format(names=names),
        intended_use=tr("Research and education, on images like those it was trained on. Not a medical device."),
        known_failures=(limits(found),),
        input=InputContract(
            modalities=(modality,) if modality else (),
            body_parts=(),
            description=tr("Volumes like those it was trained on"),
            max_spacing_mm=round(3.0 * max(found.spacing_mm), 2),
            min_extent_mm=0.0,
        ),
        labels=labels,
        data=(data_of(found),),
        weights_licence="LicenseRef-own",
        authors=tr("A user of MedView"),
    )


def limits(found: FoundData) -> str:
    """Where a model of somebody's own is likely to fail."""
    told = tr("Trained by a user of MedView from {count} cases; images of other scanners and sites were not seen.")
    return told.format(count=teaching(found))


def label_of(number: int, name: str) -> Label:
    """A class of somebody's own, by a private code."""
    own = Code(code_value(name), "99MEDVIEW", name)
    return Label(number, name, own, Code("91723000", "SCT", "Anatomical Structure"), colour(number - 1))


def data_of(found: FoundData) -> TrainingData:
    """What the card says of somebody's own data."""
    return TrainingData(
        name=tr("A user's own data"),
        url="",
        licence=tr("not stated"),
        attribution="",
        cases=teaching(found),
    )
