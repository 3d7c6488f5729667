"""Recipes for somebody's pictures: size, network and length from what they are like."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from medview.catalog.package import Package, configuration_json
from medview.catalog.schema import Intensity, Network
from medview.core.card import Family, InputContract, ModelCard
from medview.core.text import tr
from medview.core.training import FoundData, Kind, Wish
from medview.engine.device import choose_device
from medview.training.detecting.recipe import DetectionRecipe
from medview.training.detecting.recipe import Variation as BoxVariation
from medview.training.kinds import AnyRecipe
from medview.training.pictures.recipe import PictureClassification, PictureSegmentation, Variation
from medview.training.preparing.tuning import further_card
from medview.training.preparing.volumes import data_of, label_of, limits
from medview.training.preparing.wishes import FIRST_VERSION, checking, steps_of, teaching
from medview.training.running.plan import Phase, Plan

CELL = 32
"""Sides are whole times this: networks halve them five times."""

LONGEST = {"cuda": 512, "mps": 384, "cpu": 256}
"""Longer side of what a network sees at most; boxes are looked for in twice as much."""

CHECKS = 20
"""Times a run measures the pictures it holds out for itself."""

PATIENCE = 8
"""Of those checks, without a better one."""

COLOURED = Intensity("range", clip=(0.0, 255.0), scaled=(0.0, 1.0))
GREY = Intensity("zscore", percentiles=(0.5, 99.5), over="all")
TUNING = 0.15
"""Part of the usual learning rate, and of the usual length, a package goes on with."""


@dataclass(frozen=True)
class Usual:
    """How networks of one kind are usually trained.

    Args:
        steps: Steps of the optimiser.
        rate: Learning rate.
        batch: Pictures per step.
        clip: Largest norm of the gradient.
        average: Decay per step of the average of the weights.
    """

    steps: int
    rate: float
    batch: int
    clip: float
    average: float


USUAL: Mapping[Kind, Usual] = {
    "picture-segmentation": Usual(1500, 0.002, 8, 2.0, 0.99),
    "picture-classification": Usual(600, 0.0015, 16, 2.0, 0.99),
    "picture-detection": Usual(1500, 0.002, 8, 10.0, 0.995),
}


def size_of(found: FoundData, times: int = 1) -> tuple[int, int]:
    """(rows, columns) a network sees: in the pictures' own proportions, no larger than they are."""
    longest = LONGEST[choose_device()] * times
    scale = min(1.0, longest / max(found.shape))
    rows, columns = (max(2 * CELL, int(side * scale / CELL + 0.5) * CELL) for side in found.shape[:2])
    return rows, columns


def plan_of(kind: Kind, found: FoundData, wish: Wish) -> Plan:
    """How long, and how fast."""
    usual = USUAL[kind]
    batch = max(1, min(usual.batch, teaching(found) // 2))
    part = TUNING if wish.base else 1.0
    steps = steps_of(wish, teaching(found), batch, round(usual.steps * (2 * part if wish.base else 1.0)))
    return Plan(
        phases=(Phase(steps, usual.rate * part, batch, warmup=min(50, steps // 10)),),
        clip=usual.clip,
        average=usual.average if steps > 200 else 0.9,
        check_every=checking(steps, CHECKS),
        patience=PATIENCE if wish.patience is None else wish.patience,
        seed=wish.seed if wish.seed is not None else 20,
    )


def segmentation(found: FoundData, wish: Wish, template: str) -> PictureSegmentation:
    """A recipe that outlines the classes of somebody's masks."""
    size = size_of(found)
    return PictureSegmentation(
        kind="picture-segmentation",
        id=wish.id,
        version=wish.version or FIRST_VERSION,
        template=template,
        network=_unet(size, found),
        intensity=_intensity(found),
        size=size,
        plan=plan_of("picture-segmentation", found, wish),
        variation=Variation(),
        held_out=1 / parts_of(found),
    )


def classification(found: FoundData, wish: Wish, template: str) -> PictureClassification:
    """A recipe that tells somebody's classes apart."""
    widths: dict[str, Any] = {"features": (24, 48, 96, 160), "depths": (1, 2, 2, 2), "hidden": 64, "dropout": 0.3}
    return PictureClassification(
        kind="picture-classification",
        id=wish.id,
        version=wish.version or FIRST_VERSION,
        template=template,
        network=Network("attention_classifier", widths, _channels(found), len(found.classes), spatial_dims=2),
        intensity=_intensity(found),
        size=size_of(found),
        plan=plan_of("picture-classification", found, wish),
        variation=Variation(),
        folds=wish.folds or min(3, parts_of(found)),
        smoothing=0.05,
    )


def detection(found: FoundData, wish: Wish, template: str) -> DetectionRecipe:
    """A recipe that finds somebody's boxes."""
    widths: dict[str, Any] = {"widths": (32, 64, 128, 224), "depths": (1, 2, 2, 1), "neck": 64, "tower": 48}
    return DetectionRecipe(
        kind="picture-detection",
        id=wish.id,
        version=wish.version or FIRST_VERSION,
        template=template,
        network=Network("yolo_detector", widths, _channels(found), len(found.classes), spatial_dims=2),
        intensity=_intensity(found),
        size=size_of(found, times=2),
        plan=plan_of("picture-detection", found, wish),
        variation=BoxVariation(quarter=0.0, mosaic=0.3),
        parts=parts_of(found),
        margin=0.0,
    )


def parts_of(found: FoundData) -> int:
    """Parts of which a run holds one out for itself: more where there are many groups."""
    return max(2, min(7, found.groups // 3))


def _channels(found: FoundData) -> int:
    return 3 if found.colour else 1


def _intensity(found: FoundData) -> Intensity:
    return COLOURED if found.colour else GREY


def _unet(size: tuple[int, int], found: FoundData) -> Network:
    depth = 5 if min(size) >= 4 * CELL else 4
    filters = (16, 32, 64, 96, 128, 128)[: depth + 1]
    arguments: dict[str, Any] = {
        "kernel_size": (3,) * (depth + 1),
        "strides": (1, *(2,) * depth),
        "upsample_kernel_size": (2,) * depth,
        "filters": filters,
    }
    return Network("dynunet", arguments, _channels(found), len(found.classes) + 1, spatial_dims=2)


FAMILIES: Mapping[Kind, Family] = {
    "picture-segmentation": "segmentation",
    "picture-classification": "classification",
    "picture-detection": "detection",
}


def picture_package(found: FoundData, wish: Wish) -> str:
    """The template of the package, as JSON; the recipe and the run say the rest."""
    assert found.kind is not None
    card = asdict(_card(found, found.kind, wish))
    rows, columns = size_of(found, 2 if found.kind == "picture-detection" else 1)
    plain = {
        "format": 1,
        "card": card,
        "tiling": {"patch": [rows, columns, 1], "whole": True},
        "preparation": {"size": [rows, columns]},
    }
    return json.dumps(plain, indent=1) + "\n"


def _card(found: FoundData, kind: Kind, wish: Wish) -> ModelCard:
    names = ", ".join(name for name, _ in found.classes)
    outlined = kind == "picture-segmentation"
    labels = tuple(label_of(number, name) for number, (name, _) in enumerate(found.classes, start=1))
    return ModelCard(
        id=wish.id,
        version=wish.version or FIRST_VERSION,
        name=wish.name or wish.id,
        family=FAMILIES[kind],
        summary=_summary(kind).format(names=names),
        intended_use=tr("Research and education, on images like those it was trained on. Not a medical device."),
        known_failures=(limits(found),),
        input=InputContract(
            modalities=(wish.modality,) if wish.modality else (),
            body_parts=(),
            description=tr("Pictures like those it was trained on"),
            max_spacing_mm=0.0,
            min_extent_mm=0.0,
            dimensions=2,
        ),
        labels=labels if outlined else (),
        data=(data_of(found),),
        weights_licence="LicenseRef-own",
        authors=tr("A user of MedView"),
    )


def _summary(kind: Kind) -> str:
    return {
        "picture-segmentation": tr("Outlines {names} on pictures."),
        "picture-classification": tr("Tells {names} apart on pictures."),
        "picture-detection": tr("Finds {names} on pictures."),
    }[kind]


def tuned_pictures(found: FoundData, wish: Wish, base: Package, template: str) -> AnyRecipe:
    """A recipe that goes on with a package that reads pictures."""
    assert found.kind is not None
    configuration = base.configuration
    made: Any = _MADE[found.kind](replace(found, colour=configuration.network.in_channels == 3), wish, template)
    known = configuration.detection.size if configuration.detection else configuration.preparation.size
    changes: dict[str, Any] = {
        "network": replace(configuration.network, folds=()),
        "intensity": configuration.intensity,
        "size": (int(known[0]), int(known[1])),
        "base": wish.base,
    }
    if found.kind != "picture-detection":
        changes["fit"] = configuration.preparation.fit
    if configuration.region is not None and found.kind == "picture-classification":
        changes["around"] = PurePosixPath(configuration.preparation.around).stem
        changes |= {name: getattr(configuration.region, name) for name in ("margin", "grown", "outside")}
    recipe: AnyRecipe = replace(made, **changes)
    return recipe


_MADE: Mapping[Kind, Any] = {
    "picture-segmentation": segmentation,
    "picture-classification": classification,
    "picture-detection": detection,
}


def tuned_picture_package(found: FoundData, wish: Wish, base: Package) -> str:
    """The template of the new package: what the base states, with a card of its own, as JSON."""
    plain = further_card(json.loads(configuration_json(base.configuration)), found, wish, base)
    for name in ("golden", "network", "intensity", "calibration", "origin", "detection", "gate"):  # of the new run
        plain.pop(name, None)
    return json.dumps(plain, indent=1) + "\n"
