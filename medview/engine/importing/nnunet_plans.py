"""What nnU-Net's plans and its description of the data set say, in the words of a package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import isfinite, prod
from typing import Any

from medview.catalog.schema import Channel, Intensity, Network, Preparation, Tiling, Triple
from medview.core.text import tr
from medview.engine.importing.nnunet_files import Trained
from medview.engine.importing.refusals import nnunet_lacks

OVERLAP = 0.5
"""nnU-Net's tile step size."""

SAME_LABELS = 0.0005
"""Part of the golden output's voxels that may have another label in a lower precision: structures then overlap those
nnU-Net draws to a Dice of about 0.999, as measured on models it trained."""

COUNTED = 32
"""Least side of the golden input, where the window is as large."""

_READERS: Mapping[str, bool] = {
    "SimpleITKIO": False,
    "NibabelIO": False,
    "SimpleITKIOWithReorient": True,
    "NibabelIOWithReorient": True,
}
"""nnU-Net's image readers: whether they turn the image to the patient's axes."""

_RESAMPLING = {"order": 3, "order_z": 0}
_RESTORING = {"order": 1, "order_z": 0}


def configuration_of(plans: Mapping[str, Any], name: str) -> dict[str, Any]:
    """A configuration of the plans with what it inherits.

    Raises:
        ModelError: It is the second stage of a cascade, or prepared by something MedView does not have.
    """
    seen, plan = [name], dict(plans["configurations"][name])
    while "inherits_from" in plan:
        parent = plan.pop("inherits_from")
        if parent in seen:
            raise ValueError(tr("configurations inherit from each other"))
        seen.append(parent)
        plan = {**plans["configurations"][parent], **plan}
    if plan.get("previous_stage"):
        raise nnunet_lacks(
            tr("the cascade {name}, which reads the result of {first}").format(name=name, first=plan["previous_stage"])
        )
    for entry, known in (("preprocessor_name", "DefaultPreprocessor"), ("label_manager", "LabelManager")):
        said = plan.get(entry, plans.get(entry, known))
        if said != known:
            raise nnunet_lacks(f"{entry} {said}")
    _check_resampling(plan, "resampling_fn_data", _RESAMPLING)
    _check_resampling(plan, "resampling_fn_probabilities", _RESTORING)
    return plan


def _check_resampling(plan: Mapping[str, Any], entry: str, known: Mapping[str, int]) -> None:
    function, words = plan.get(entry, "resample_data_or_seg_to_shape"), plan.get(f"{entry}_kwargs") or known
    usual = words.get("force_separate_z") is None and all(words.get(key) == value for key, value in known.items())
    if function != "resample_data_or_seg_to_shape" or not usual:
        raise nnunet_lacks(tr("the resampling {name} with {words}").format(name=function, words=dict(words)))


def has_regions(dataset: Mapping[str, Any]) -> bool:
    """Whether labels overlap, so that each channel of the output decides for itself."""
    return any(isinstance(value, list) and len(value) > 1 for value in dataset["labels"].values())


def heads_of(dataset: Mapping[str, Any]) -> dict[int, str]:
    """Name of what each channel of the output stands for, by its value in the label map; background is value 0.

    Of regions the value is the one ``regions_class_order`` gives; there is no background among them.
    """
    labels = {name: value for name, value in dataset["labels"].items() if name != "ignore"}
    if not has_regions(dataset):
        values = {int(value[0] if isinstance(value, list) else value): str(name) for name, value in labels.items()}
        if sorted(values) != list(range(len(values))):
            raise nnunet_lacks(tr("label values that are not 0, 1, 2 … ({values})").format(values=sorted(values)))
        return dict(sorted(values.items()))
    names = [name for name, value in labels.items() if value not in (0, [0])]
    order = [int(value) for value in dataset["regions_class_order"]]
    if len(set(order)) != len(order):
        raise nnunet_lacks(tr("regions_class_order with one value twice"))
    return dict(zip(order, names, strict=True))


def channels_of(found: Trained, plan: Mapping[str, Any]) -> tuple[Channel, ...]:
    """The channels of the input in their order, each with its own normalisation."""
    names = found.dataset.get("channel_names") or found.dataset["modality"]
    ordered = [str(name) for _, name in sorted(names.items(), key=lambda item: int(item[0]))]
    measured = found.plans.get("foreground_intensity_properties_per_channel") or found.plans.get(
        "foreground_intensity_properties_by_modality", {}
    )
    rows = zip(ordered, plan["normalization_schemes"], plan["use_mask_for_norm"], strict=True)
    return tuple(
        Channel(name, _intensity(str(scheme), bool(masked), measured.get(str(number), {})))
        for number, (name, scheme, masked) in enumerate(rows)
    )


def _intensity(scheme: str, masked: bool, measured: Mapping[str, Any]) -> Intensity:
    if scheme == "CTNormalization":
        clip = (float(measured["percentile_00_5"]), float(measured["percentile_99_5"]))
        mean, std = float(measured["mean"]), max(float(measured["std"]), 1e-8)
        if not all(map(isfinite, (*clip, mean, std))):
            raise nnunet_lacks(tr("the normalisation {name} by figures that are no numbers").format(name=scheme))
        return Intensity("zscore", clip=clip, mean=mean, std=std, over="all")
    kinds = {
        "ZScoreNormalization": Intensity("zscore", over="filled" if masked else "all"),
        "NoNormalization": Intensity("none", over="all"),
        "RescaleTo01Normalization": Intensity("minmax", over="all"),
        "RGBTo01Normalization": Intensity("range", clip=(0.0, 255.0), over="all"),
    }
    if scheme not in kinds:
        raise nnunet_lacks(tr("the normalisation {name}").format(name=scheme))
    return kinds[scheme]


def preparation_of(plans: Mapping[str, Any]) -> Preparation:
    """Axes, resampling and crop; the order of axes is that of the image reader the model was trained with."""
    reader = str(plans.get("image_reader_writer", "SimpleITKIO"))
    if reader not in _READERS:
        raise nnunet_lacks(tr("the image reader {name}").format(name=reader))
    a, b, c = (int(axis) for axis in plans["transpose_forward"])
    if _READERS[reader]:  # nnU-Net's arrays are (z, y, x) there, ours (x, y, z)
        return Preparation("anatomical", (2 - a, 2 - b, 2 - c), "spline", "nonzero")
    return Preparation("stored", (a, b, c), "spline", "nonzero")


def spacing_of(plan: Mapping[str, Any]) -> Triple:
    """Voxel sides in the order of the network's axes; 0 where slices stay as they are."""
    sides = [float(side) for side in plan["spacing"]]
    a, b, c = [0.0] * (3 - len(plan["patch_size"])) + sides[-len(plan["patch_size"]) :]
    return a, b, c


def tiling_of(plan: Mapping[str, Any], mirrored: tuple[int, ...]) -> Tiling:
    """Windows as nnU-Net places them, flipped along every combination of the axes that may be mirrored."""
    sides = [int(side) for side in plan["patch_size"]]
    missing = 3 - len(sides)
    a, b, c = [1] * missing + sides
    axes = tuple(axis + missing for axis in mirrored)
    flips = tuple(some for count in range(1, len(axes) + 1) for some in combinations(axes, count))
    return Tiling((a, b, c), OVERLAP, flips, "spread", "gaussian")


def golden_sides(network: Network, patch: Sequence[int]) -> tuple[int, ...]:
    """A small window that every stage sees more than one voxel of, and large enough to count voxels that change."""
    strides: Any = network.arguments["strides"]
    together = (prod(along) for along in zip(*strides, strict=True))
    return tuple(min(int(side), max(2 * times, COUNTED)) for side, times in zip(patch, together, strict=True))
