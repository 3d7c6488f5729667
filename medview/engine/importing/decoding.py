"""Post-processing transforms of a MONAI bundle, told as what a package says of its output and its steps; or refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from medview.catalog.schema import Step
from medview.core.text import tr
from medview.engine.importing.transform import Transform, check_kind

Stage = Literal["outputs", "probabilities", "labels"]

PREDICTED = "pred"
"""Where MONAI's evaluators put what the network says."""


@dataclass(frozen=True)
class Decoding:
    """What was read of the post-processing so far.

    Args:
        channels: Channels of the network's output.
        resampled: Whether the network sees other voxels than the file's.
        voxel_ml: Volume of the network's voxels; None where it depends on the image.
        activation: What makes probabilities of outputs.
        stage: What there is now.
        threshold: From which value a channel is set; None: the greatest channel wins.
        one_hot: Whether there is a channel for each label.
        inverted: What was brought back to the file's voxels; None: nothing yet.
        mixed: Whether it was mixed between voxels then, or the nearest taken.
        steps: What is done with the labels.
        told: What was left out, one sentence each.
    """

    channels: int
    resampled: bool
    voxel_ml: float | None = None
    activation: Literal["softmax", "sigmoid", "none"] = "none"
    stage: Stage = "outputs"
    threshold: float | None = None
    one_hot: bool = False
    inverted: Stage | None = None
    mixed: bool = False
    steps: tuple[Step, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def values(self) -> tuple[int, ...]:
        """The values of the label map."""
        return tuple(range(1, self.channels + (self.threshold is not None or self.channels == 1)))


Reader = Callable[[Decoding, Transform], Decoding]


def read_decoding(
    transforms: Sequence[Transform], channels: int, resampled: bool, voxel_ml: float | None = None
) -> Decoding:
    """What a bundle does with what its network says.

    Args:
        transforms: Its post-processing.
        channels: Channels of the network's output.
        resampled: Whether the network may see other voxels than the file's.
        voxel_ml: Volume of the network's voxels; None where it depends on the image.

    Raises:
        ModelError: MedView would do something else.
    """
    decoding = Decoding(channels, resampled, voxel_ml)
    for transform in transforms:
        if transform.keys is not None and PREDICTED not in transform.keys:
            continue
        reader = READERS.get(transform.name)
        if reader is None:
            raise transform.refused(_WHY_NOT.get(transform.name, tr("MedView has nothing that does the same")))
        if decoding.stage != "labels" and transform.name in _CAST:
            check_kind(transform, (PREDICTED,))
        decoding = reader(decoding, transform)
    return decoding


_CAST = frozenset(("EnsureType", "CastToType", "ToTensor"))
"""Transforms that may make other numbers of outputs; labels are whole numbers anyway."""


def _nothing(decoding: Decoding, _: Transform) -> Decoding:
    """What MedView does anyway, or what changes no value."""
    return decoding


def _saved(decoding: Decoding, transform: Transform) -> Decoding:
    said = tr("Its results are not written by {transform}: MedView keeps and exports them itself.")
    return replace(decoding, told=(*decoding.told, said.format(transform=transform.component.target)))


def _activate(decoding: Decoding, transform: Transform) -> Decoding:
    transform.check(sigmoid=(), softmax=(), other=(None, [None]), dim=(0,))
    wanted = [name for name in ("sigmoid", "softmax") if transform.get(name, False, PREDICTED)]
    if not wanted:
        return decoding
    if decoding.stage != "outputs" or len(wanted) > 1:
        raise transform.refused(tr("after another activation, or after labels were made"))
    if wanted == ["softmax"] and decoding.channels == 1:
        raise transform.refused(tr("softmax of one channel is 1 everywhere"))
    return replace(decoding, stage="probabilities", activation="softmax" if wanted == ["softmax"] else "sigmoid")


def _discretise(decoding: Decoding, transform: Transform) -> Decoding:
    transform.check(
        argmax=(), threshold=(), to_onehot=(), rounding=(), dim=(0,), keepdim=(True,), logit_thresh=(), n_classes=(),
        num_classes=(), threshold_values=(),
    )  # fmt: skip
    words = ("argmax", "threshold", "to_onehot", "rounding")
    argmax, threshold, one_hot, rounding = (transform.get(name, None, PREDICTED) for name in words)
    if transform.get("threshold_values") is not None or transform.get("logit_thresh", 0.5) != 0.5:
        raise transform.refused(tr("threshold_values, which MONAI has no more"))
    if isinstance(one_hot, bool) and one_hot:
        raise transform.refused(tr("to_onehot=True, which MONAI has no more"))
    if decoding.stage == "labels":
        return _again(decoding, transform, argmax, threshold, one_hot)
    if argmax:
        return _greatest(decoding, transform, threshold, rounding, one_hot)
    if threshold is None and rounding is None:
        return decoding if one_hot is None else _fail(transform, tr("to_onehot before labels were made"))
    limit = 0.5 if threshold is None or threshold is True else float(threshold)
    return _limited(decoding, transform, limit, rounding)


def _again(decoding: Decoding, transform: Transform, argmax: Any, threshold: Any, one_hot: Any) -> Decoding:
    """Labels once more: one channel each, or back."""
    if decoding.threshold is None and one_hot is not None and not argmax and threshold is None:
        return replace(decoding, one_hot=True)
    if decoding.one_hot and argmax and threshold is None:
        return replace(decoding, one_hot=False)
    raise transform.refused(tr("labels of labels"))


def _greatest(decoding: Decoding, transform: Transform, threshold: Any, rounding: Any, one_hot: Any) -> Decoding:
    if decoding.channels == 1 or decoding.activation == "sigmoid":
        raise transform.refused(tr("argmax over one channel, or over channels that each decide for themselves"))
    if threshold is not None or rounding is not None:
        raise transform.refused(tr("argmax and a threshold at once"))
    return replace(decoding, stage="labels", activation="softmax", one_hot=one_hot is not None)


def _limited(decoding: Decoding, transform: Transform, limit: float, rounding: Any) -> Decoding:
    if rounding is not None and limit != 0.5:
        raise transform.refused(tr("rounding and another threshold at once"))
    if decoding.activation == "softmax" or (decoding.activation == "none" and decoding.channels > 1):
        raise transform.refused(tr("a threshold for channels that do not each decide for themselves"))
    told = decoding.told
    if decoding.channels > 1:
        told = (*told, tr("Its labels may lie over each other; in MedView's map the later ones lie over the earlier."))
    return replace(decoding, stage="labels", threshold=limit, one_hot=decoding.channels > 1, told=told)


def _fail(transform: Transform, why: str) -> Decoding:
    raise transform.refused(why)


def _invert(decoding: Decoding, transform: Transform) -> Decoding:
    transform.check(
        transform=(), orig_keys=(), meta_keys=(), orig_meta_keys=(), meta_key_postfix=(), nearest_interp=(),
        to_tensor=(), device=(), post_func=(None,),
    )  # fmt: skip
    nearest = bool(transform.get("nearest_interp", True, PREDICTED))
    if decoding.inverted is not None:
        raise transform.refused(tr("a second time"))
    if decoding.stage == "labels" and not nearest and decoding.resampled:
        raise transform.refused(tr("labels mixed between voxels (nearest_interp=False)"))
    if decoding.steps and decoding.resampled:
        raise transform.refused(tr("after a step on labels; MedView works on labels in the file's voxels"))
    return replace(decoding, inverted=decoding.stage, mixed=not nearest)


def _largest(decoding: Decoding, transform: Transform) -> Decoding:
    transform.check(applied_labels=(), is_onehot=(), independent=(), connectivity=(), num_components=())
    labels, independent = _labels(decoding, transform), bool(transform.get("independent", True))
    count = int(transform.get("num_components", 1))
    if not independent and set(labels) != set(decoding.values):
        raise transform.refused(tr("some labels together, but not all"))
    kind: Literal["largest-component", "keep-components"] = "largest-component" if count == 1 else "keep-components"
    step = Step(kind, labels if independent else (), count=count, connectivity=_connectivity(transform, None))
    return _with_step(decoding, transform, step)


def _fill(decoding: Decoding, transform: Transform) -> Decoding:
    transform.check(applied_labels=(), connectivity=())
    labels = _labels(decoding, transform)
    if len(decoding.values) > 1:
        raise transform.refused(tr("with several labels, where MONAI also overwrites labels within others"))
    return _with_step(decoding, transform, Step("fill-holes", labels, outside=_connectivity(transform, None)))


def _remove_small(decoding: Decoding, transform: Transform) -> Decoding:
    transform.check(min_size=(), connectivity=(), independent_channels=(), by_measure=(), pixdim=(None,))
    if bool(transform.get("independent_channels", True)) and len(decoding.values) > 1:
        raise transform.refused(
            tr("with several labels, of which MONAI counts each as one part (independent_channels)")
        )
    size = float(transform.get("min_size", 64))
    if not transform.get("by_measure", False):
        if decoding.voxel_ml is None or decoding.inverted is not None:
            raise transform.refused(tr("min_size in voxels, whose size depends on the image; say by_measure"))
        ml = (size - 0.5) * decoding.voxel_ml
    else:
        ml = size / 1000.0
    step = Step("remove-small", (), least_ml=ml, connectivity=_connectivity(transform, 1))
    return _with_step(decoding, transform, step)


def _with_step(decoding: Decoding, transform: Transform, step: Step) -> Decoding:
    if decoding.stage != "labels":
        raise transform.refused(tr("before labels were made"))
    if decoding.threshold is not None and decoding.channels > 1:
        raise transform.refused(tr("on labels that may lie over each other"))
    return replace(decoding, steps=(*decoding.steps, step))


def _labels(decoding: Decoding, transform: Transform) -> tuple[int, ...]:
    said = transform.get("applied_labels")
    if said is None:
        return decoding.values
    listed = tuple(said) if isinstance(said, list | tuple) else (said,)
    known = set(decoding.values) | ({0} if decoding.one_hot and decoding.channels == 1 else set())
    if not all(isinstance(value, int) and value in known for value in listed):
        raise transform.refused(f"applied_labels={said}")
    return tuple(int(value) for value in listed)


def _connectivity(transform: Transform, usual: int | None) -> Literal[6, 18, 26]:
    said = transform.get("connectivity", usual)
    if said not in _NEIGHBOURS:
        raise transform.refused(f"connectivity={said}")
    return _NEIGHBOURS[said]


_NEIGHBOURS: Mapping[Any, Literal[6, 18, 26]] = {None: 26, 1: 6, 2: 18, 3: 26}
"""MONAI counts hops, MedView neighbours."""

READERS: Mapping[str, Reader] = {
    "EnsureType": _nothing,
    "ToTensor": _nothing,
    "CastToType": _nothing,
    "ToDevice": _nothing,
    "SelectItems": _nothing,
    "DeleteItems": _nothing,
    "CopyItems": _nothing,
    "Identity": _nothing,
    "SaveImage": _saved,
    "SaveClassification": _saved,
    "Activations": _activate,
    "AsDiscrete": _discretise,
    "Invert": _invert,
    "KeepLargestConnectedComponent": _largest,
    "FillHoles": _fill,
    "RemoveSmallObjects": _remove_small,
}
"""How each transform is read."""

_WHY_NOT: Mapping[str, str] = {
    "Lambda": tr("it is a program"),
    "MeanEnsemble": tr("MedView averages the folds of one network only"),
    "VoteEnsemble": tr("MedView averages the folds of one network only"),
    "LabelFilter": tr("labels are chosen when they are looked at"),
}
"""Why what is often asked for is not done."""
