"""Reading a model nnU-Net v2 trained: its plans, its data set's description and its folds become a package.

What is read follows nnU-Net 2 (Isensee et al. 2021): the plans say how images are turned, cropped, normalised and
resampled, how large the window is and which network it is; the checkpoint says along which axes it may be mirrored.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from torch import Tensor

from medview import __version__
from medview.catalog.schema import (
    Configuration,
    Intensity,
    Network,
    Origin,
    Output,
    Step,
    StoredGolden,
)
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.importing.cards import hash_of, licence_in
from medview.engine.importing.draft import Answers, Draft
from medview.engine.importing.nnunet_card import card_of
from medview.engine.importing.nnunet_files import Trained, looks_trained, opened, read_checkpoint, trained
from medview.engine.importing.nnunet_network import network_of, renamed
from medview.engine.importing.nnunet_plans import (
    SAME_LABELS,
    channels_of,
    configuration_of,
    golden_sides,
    has_regions,
    heads_of,
    preparation_of,
    spacing_of,
    tiling_of,
)
from medview.engine.importing.refusals import nnunet_lacks
from medview.engine.networks.table import build_network
from medview.engine.weights import check_fit

_LARGEST = "remove_all_but_largest_component_from_segmentation"


def claims(path: Path) -> bool:
    """Whether this is a folder or a zip with what nnU-Net v2 leaves of a training."""
    return looks_trained(path)


def read(path: Path, answers: Answers) -> Draft:
    """Read a model folder (or one with several configurations in it), or an exported zip.

    Args:
        path: The folder or zip.
        answers: What the person says; its arguments may name the ``configuration`` and the ``folds`` to take, such as
            ``{"configuration": "3d_lowres", "folds": [0, 1]}``.

    Raises:
        ModelError: Something is missing, damaged or not supported; the message names it.
    """
    with opened(path) as root:
        found = trained(root, path.name, *_wish(answers))
        try:
            return _draft(found, path, answers)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            raise ModelError(
                tr("The plans of {name} say too little, or something else than nnU-Net v2 writes ({error}).").format(
                    name=path.name, error=f"{type(error).__name__}: {error}"
                ),
                tr("Export the model again with nnUNetv2_export_model_to_zip."),
            ) from error


def _wish(answers: Answers) -> tuple[str, tuple[str, ...]]:
    """The configuration and the folds somebody asked for; empty where nobody did."""
    folds: Any = answers.arguments.get("folds", ())
    listed = folds if isinstance(folds, list | tuple) else (folds,)
    return str(answers.arguments.get("configuration", "")), tuple(map(str, listed))


def _draft(found: Trained, path: Path, answers: Answers) -> Draft:
    first = read_checkpoint(found.checkpoints[0])
    name = str(first["init_args"]["configuration"])
    plan = configuration_of(found.plans, name)
    heads = heads_of(found.dataset)
    channels = channels_of(found, plan)
    network = network_of(plan, len(channels), len(heads), first["network_weights"])
    folds = tuple(f"models/fold{number}.safetensors" for number in range(1, len(found.checkpoints)))
    network = Network(**(vars(network) | {"folds": folds}))
    states = tuple(_states(found, first, network))
    mirrored = first.get("inference_allowed_mirroring_axes") or ()
    regions = has_regions(found.dataset)
    steps, unread = _cleaning(found, tuple(heads))
    made, questions = card_of(found, answers, path, channels, heads, name)
    configuration = Configuration(
        format=1,
        card=made,
        network=network,
        intensity=channels[0].intensity or Intensity("none"),
        tiling=tiling_of(plan, tuple(int(axis) for axis in mirrored)),
        golden=StoredGolden("stored", precision_tolerance=SAME_LABELS),
        spacing_mm=spacing_of(plan),
        postprocess=steps,
        channels=channels,
        preparation=preparation_of(found.plans),
        output=Output("sigmoid" if regions else "softmax", labels=tuple(heads) if regions else tuple(heads)[1:]),
        origin=Origin("nnunet-v2", path.name, hash_of(found.checkpoints), (*unread, *_left_out(found))),
    )
    shape = (1, len(channels), *golden_sides(network, plan["patch_size"]))
    licence = licence_in(path)
    return Draft(configuration, states, None, questions, licence, _readme(found, name, len(states)), shape)


def _states(found: Trained, first: Mapping[str, Any], network: Network) -> list[dict[str, Tensor]]:
    """The weights of each fold by our names; folds of another configuration are refused."""
    heads, states = len(network.arguments["convolutions_up"]), []  # type: ignore[arg-type] # a tuple
    for path in found.checkpoints:
        checkpoint = first if path == found.checkpoints[0] else read_checkpoint(path)
        if checkpoint["init_args"]["configuration"] != first["init_args"]["configuration"]:
            raise nnunet_lacks(tr("folds of different configurations"))
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
