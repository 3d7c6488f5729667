"""Reading a model nnU-Net v2 trained: its plans, its data set's description and its folds become a package.

What is read follows nnU-Net 2 (Isensee et al. 2021): the plans say how images are turned, cropped, normalised and
resampled, how large the window is and which network it is; the checkpoint says along which axes it may be mirrored.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Any

from torch import Tensor

from medview import __version__
from medview.catalog import manifest
from medview.catalog.schema import (
    Channel,
    Configuration,
    Intensity,
    Network,
    Origin,
    Output,
    Preparation,
    Step,
    StoredGolden,
    Tiling,
    Triple,
)
from medview.core.card import InputContract, ModelCard
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.importing.draft import Answers, Draft
from medview.engine.importing.labels import labels_of
from medview.engine.importing.nnunet_files import Trained, looks_trained, opened, read_checkpoint, trained
from medview.engine.importing.nnunet_network import network_of, not_supported, renamed
from medview.engine.networks.table import build_network
from medview.engine.weights import check_fit

OVERLAP = 0.5
"""nnU-Net's tile step size."""

_READERS: Mapping[str, bool] = {
    "SimpleITKIO": False,
    "NibabelIO": False,
    "SimpleITKIOWithReorient": True,
    "NibabelIOWithReorient": True,
}
"""nnU-Net's image readers: whether they turn the image to the patient's axes."""

_MODALITIES: Mapping[str, str] = {
    "ct": "CT", "mr": "MR", "mri": "MR", "t1": "MR", "t1w": "MR", "t1ce": "MR", "t1c": "MR", "t1gd": "MR", "t1n": "MR",
    "t2": "MR", "t2w": "MR", "t2f": "MR", "flair": "MR", "adc": "MR", "dwi": "MR", "pet": "PT", "pt": "PT",
}  # fmt: skip
"""DICOM modalities of channel names."""

_RESAMPLING = {"order": 3, "order_z": 0}
_RESTORING = {"order": 1, "order_z": 0}
_LARGEST = "remove_all_but_largest_component_from_segmentation"


def claims(path: Path) -> bool:
    """Whether this is a folder or a zip with what nnU-Net v2 leaves of a training."""
    return looks_trained(path)


def read(path: Path, answers: Answers) -> Draft:
    """Read a model folder (or one with several configurations in it), or an exported zip.

    Args:
        path: The folder or zip.
        answers: What the person says; its settings may name the ``configuration`` and the ``folds`` to take.

    Raises:
        ModelError: Something is missing, damaged or not supported; the message names it.
    """
    with opened(path) as root:
        wish = {**answers.arguments, **answers.settings}
        folds = wish.get("folds") or ()
        listed = (folds,) if isinstance(folds, int | str) else tuple(folds)  # type: ignore[arg-type] # from JSON
        found = trained(root, path.name, str(wish.get("configuration") or ""), tuple(map(str, listed)))
        try:
            return _draft(found, path, answers)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            raise ModelError(
                tr("The plans of {name} say too little, or something else than nnU-Net v2 writes ({error}).").format(
                    name=path.name, error=f"{type(error).__name__}: {error}"
                ),
                tr("Export the model again with nnUNetv2_export_model_to_zip."),
            ) from error


def _draft(found: Trained, path: Path, answers: Answers) -> Draft:
    first = read_checkpoint(found.checkpoints[0])
    name = str(first["init_args"]["configuration"])
    plan = configuration_of(found.plans, name)
    heads = _heads(found.dataset)
    channels = _channels(found, plan)
    network = network_of(plan, len(channels), len(heads), first["network_weights"])
    folds = tuple(f"models/fold{number}.safetensors" for number in range(1, len(found.checkpoints)))
    network = Network(**(vars(network) | {"folds": folds}))
    states = tuple(_states(found, first, network))
    mirrored = first.get("inference_allowed_mirroring_axes") or ()
    regions = _regions(found.dataset)
    steps, unread = _cleaning(found, tuple(heads))
    card, questions = _card(found, answers, path, channels, heads, name)
    configuration = Configuration(
        format=1,
        card=card,
        network=network,
        intensity=channels[0].intensity or Intensity("none"),
        tiling=_tiling(plan, tuple(int(axis) for axis in mirrored)),
        golden=StoredGolden("stored"),
        spacing_mm=_spacing(plan),
        postprocess=steps,
        channels=channels,
        preparation=_preparation(found.plans),
        output=Output("sigmoid" if regions else "softmax", labels=tuple(heads) if regions else tuple(heads)[1:]),
        origin=Origin("nnunet-v2", path.name, _hash(found.checkpoints), (*unread, *_left_out(found))),
    )
    return Draft(configuration, states, questions=questions, readme=_readme(found, name, len(states)))


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
        raise not_supported(
            tr("the cascade {name}, which reads the result of {first}").format(name=name, first=plan["previous_stage"])
        )
    for entry, known in (("preprocessor_name", "DefaultPreprocessor"), ("label_manager", "LabelManager")):
        said = plan.get(entry, plans.get(entry, known))
        if said != known:
            raise not_supported(f"{entry} {said}")
    _check_resampling(plan, "resampling_fn_data", _RESAMPLING)
    _check_resampling(plan, "resampling_fn_probabilities", _RESTORING)
    return plan


def _check_resampling(plan: Mapping[str, Any], entry: str, known: Mapping[str, int]) -> None:
    function, words = plan.get(entry, "resample_data_or_seg_to_shape"), plan.get(f"{entry}_kwargs") or known
    usual = words.get("force_separate_z") is None and all(words.get(key) == value for key, value in known.items())
    if function != "resample_data_or_seg_to_shape" or not usual:
        raise not_supported(tr("the resampling {name} with {words}").format(name=function, words=dict(words)))


def _regions(dataset: Mapping[str, Any]) -> bool:
    return any(isinstance(value, list) and len(value) > 1 for value in dataset["labels"].values())


def _heads(dataset: Mapping[str, Any]) -> dict[int, str]:
    """Name of what each channel of the output stands for, by its value in the label map; background is value 0.

    Of regions the value is the one ``regions_class_order`` gives; there is no background among them.
    """
    labels = {name: value for name, value in dataset["labels"].items() if name != "ignore"}
    if not _regions(dataset):
        values = {int(value[0] if isinstance(value, list) else value): str(name) for name, value in labels.items()}
        if sorted(values) != list(range(len(values))):
            raise not_supported(tr("label values that are not 0, 1, 2 … ({values})").format(values=sorted(values)))
        return dict(sorted(values.items()))
    names = [name for name, value in labels.items() if value not in (0, [0])]
    order = [int(value) for value in dataset["regions_class_order"]]
    if len(set(order)) != len(order):
        raise not_supported(tr("regions_class_order with one value twice"))
    return dict(zip(order, names, strict=True))


def _channels(found: Trained, plan: Mapping[str, Any]) -> tuple[Channel, ...]:
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
        return Intensity("zscore", clip=clip, mean=mean, std=std, over="all")
    kinds = {
        "ZScoreNormalization": Intensity("zscore", over="filled" if masked else "all"),
        "NoNormalization": Intensity("none", over="all"),
        "RescaleTo01Normalization": Intensity("minmax", over="all"),
        "RGBTo01Normalization": Intensity("range", clip=(0.0, 255.0), over="all"),
    }
    if scheme not in kinds:
        raise not_supported(tr("the normalisation {name}").format(name=scheme))
    return kinds[scheme]


def _preparation(plans: Mapping[str, Any]) -> Preparation:
    reader = str(plans.get("image_reader_writer", "SimpleITKIO"))
    if reader not in _READERS:
        raise not_supported(tr("the image reader {name}").format(name=reader))
    a, b, c = (int(axis) for axis in plans["transpose_forward"])
    if _READERS[reader]:  # nnU-Net's arrays are (z, y, x) there, ours (x, y, z)
        return Preparation("anatomical", (2 - a, 2 - b, 2 - c), "spline", "nonzero")
    return Preparation("stored", (a, b, c), "spline", "nonzero")


def _spacing(plan: Mapping[str, Any]) -> Triple:
    """Voxel sides in the order of the network's axes; 0 where slices stay as they are."""
    sides = [float(side) for side in plan["spacing"]]
    a, b, c = [0.0] * (3 - len(plan["patch_size"])) + sides[-len(plan["patch_size"]) :]
    return a, b, c


def _tiling(plan: Mapping[str, Any], mirrored: tuple[int, ...]) -> Tiling:
    sides = [int(side) for side in plan["patch_size"]]
    missing = 3 - len(sides)
    a, b, c = [1] * missing + sides
    axes = tuple(axis + missing for axis in mirrored)
    flips = tuple(some for count in range(1, len(axes) + 1) for some in combinations(axes, count))
    return Tiling((a, b, c), OVERLAP, flips, "spread", "gaussian")


def _states(found: Trained, first: Mapping[str, Any], network: Network) -> list[dict[str, Tensor]]:
    """The weights of each fold by our names; folds of another configuration are refused."""
    heads, states = len(network.arguments["convolutions_up"]), []  # type: ignore[arg-type] # a tuple
    for path in found.checkpoints:
        checkpoint = first if path == found.checkpoints[0] else read_checkpoint(path)
        if checkpoint["init_args"]["configuration"] != first["init_args"]["configuration"]:
            raise not_supported(tr("folds of different configurations"))
        states.append(renamed(checkpoint["network_weights"], heads))
        check_fit(build_network(network, empty=True), states[-1])
    return states


def _cleaning(found: Trained, values: tuple[int, ...]) -> tuple[tuple[Step, ...], tuple[str, ...]]:
    """Steps of ``postprocessing.json``, and what of it is not done."""
    steps: list[Step] = []
    unread: list[str] = []
    classes = {value for value in values if value}
    names = found.cleaning.get("postprocessing_fns", [])
    for name, words in zip(names, found.cleaning.get("postprocessing_kwargs", []), strict=True):
        chosen = words["labels_or_regions"]
        listed = {int(value) for value in (chosen if isinstance(chosen, list) else [chosen])}
        if name != _LARGEST or (len(listed) > 1 and listed != classes):
            unread.append(tr("The post-processing {name} of {labels} is not done.").format(name=name, labels=chosen))
        else:
            steps.append(Step("largest-component", () if len(listed) > 1 else tuple(listed)))
    if found.pickled and not found.cleaning:
        unread.append(tr("The post-processing is stored as a pickle, which MedView never reads."))
    return tuple(steps), tuple(unread)


def _left_out(found: Trained) -> tuple[str, ...]:
    if not found.others:
        return ()
    return (tr("Other configurations were not taken: {names}.").format(names=", ".join(found.others)),)


def _card(
    found: Trained,
    answers: Answers,
    path: Path,
    channels: tuple[Channel, ...],
    heads: Mapping[int, str],
    configuration: str,
) -> tuple[ModelCard, tuple[str, ...]]:
    """The card as far as the files say, and which entries of it a person should complete."""
    title = str(found.plans.get("dataset_name") or found.dataset.get("name") or path.stem)
    modalities = tuple(dict.fromkeys(filter(None, (_modality(channel.name) for channel in channels))))
    words = ", ".join(channel.name for channel in channels)
    card = ModelCard(
        id=answers.id or _identifier(f"{title} {configuration}"),
        version="1.0.0",
        name=answers.name or title.replace("_", " "),
        family="segmentation",
        summary=str(found.dataset.get("description") or _summary(heads)),
        intended_use="",
        known_failures=(),
        input=InputContract(modalities or ("CT", "MR", "PT"), (), words, max_spacing_mm=20.0, min_extent_mm=0.0),
        labels=labels_of({value: name for value, name in heads.items() if value}),
        data=(),
        weights_licence=str(found.dataset.get("licence") or found.dataset.get("license") or ""),
        authors="",
    )
    questions = ["intended_use", "known_failures", "input.body_parts", "data", "authors"]
    questions += [] if card.weights_licence else ["weights_licence"]
    return card, (*questions, *(() if modalities else ("input.modalities",)))


def _summary(heads: Mapping[int, str]) -> str:
    count = len([value for value in heads if value])
    return tr("Segments {count} structures; imported from nnU-Net.").format(count=count)


def _modality(channel: str) -> str:
    words = re.split(r"[^a-z0-9]+", channel.casefold())
    return next((_MODALITIES[word] for word in words if word in _MODALITIES), "")


def _identifier(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-") or "nnunet"


def _hash(files: tuple[Path, ...]) -> str:
    """The hash of the only checkpoint, or the hash over the hashes of all."""
    hashes = [manifest.sha256(file) for file in files]
    return hashes[0] if len(hashes) == 1 else sha256("".join(hashes).encode()).hexdigest()


def _readme(found: Trained, configuration: str, folds: int) -> str:
    plans = found.plans
    return tr(
        "# {name}\n\nImported from nnU-Net v2 by MedView {version}: configuration {configuration}, plans {plans}, "
        "folds: {folds}.\n\nnnU-Net: Isensee et al. 2021, Nature Methods 18, 203-211, "
        "https://doi.org/10.1038/s41592-020-01008-z.\n"
    ).format(
        name=plans.get("dataset_name", "nnU-Net"),
        version=__version__,
        configuration=configuration,
        plans=plans.get("plans_name", ""),
        folds=folds,
    )
